"""Every target is data that can be trusted: cited, bounded by the rule, and asked by an experiment that runs."""

from __future__ import annotations

import math
import re

import pytest

from sim.document import read_document
from sim.evidence.claims import claim, claims, derived
from sim.evidence.targets import FILE, KINDS, USES, targets, targets_digest, trust_in
from sim.judging.counterparts import Life, asks, live
from sim.judging.ensembles import stale
from sim.judging.looks import masked, of_one_place
from sim.judging.validation import source, unit
from sim.reading import read
from sim.reading.calibration_study import read_calibration, searchable
from sim.reading.ensembles import read_ensemble, shipped_ensembles

FIELDS = {
    "id", "evidence", "part", "less", "scale", "op", "world", "outcome", "month", "since", "versus", "stage", "region",
    "relative", "measure", "denominator", "place", "use", "role", "identifies", "contradicts", "note", "says",
}  # fmt: skip
ERRORS = {"high": 0.10, "medium": 0.20, "low": 0.35}


def test_there_are_many_targets_and_most_are_held_out() -> None:
    assert len(targets()) >= 50
    assert sum(one.use == "validate" for one in targets().values()) >= 30
    assert {one.use for one in targets().values()} == set(USES)


def test_the_file_has_no_key_that_nobody_reads() -> None:
    tree = read_document(FILE).tree
    assert set(tree) == {"nation", "worlds", "targets"}
    assert {key for one in tree["targets"] for key in one} <= FIELDS
    assert {(one["place"], one["role"]) for one in tree["targets"]} <= {
        (place, role) for place in ("nation", "one") for role in ("follows", "partly put in")
    }
    assert len({one["id"] for one in tree["targets"]}) == len(tree["targets"])
    assert {one["world"] for one in tree["targets"]} == {one["id"] for one in tree["worlds"]}


@pytest.mark.parametrize("id", list(targets()))
def test_a_target_cites_what_it_says(id: str) -> None:
    one = targets()[id]
    assert one.evidence in claims() or one.evidence in derived()
    assert source(one)
    assert one.kind in KINDS
    assert bool(one.since) == (one.kind == "before-after" or one.id == "losses")
    assert (one.versus is not None) == (one.kind == "contrast")
    assert one.denominator
    assert one.says
    assert set(one.identifies) <= set(searchable())
    assert not one.put_in or one.note, "what was put in is to be said"


@pytest.mark.parametrize("id", list(targets()))
def test_its_error_follows_from_the_trust_alone(id: str) -> None:
    one = targets()[id]
    wanted = ERRORS[trust_in(one.evidence)] * abs(one.observed)
    cited = derived()[one.evidence].unit if one.evidence in derived() else claim(one.evidence).unit
    if cited.startswith("percent"):
        wanted = max(wanted, 3.0 if unit(one) == "points" else 0.03)
    assert one.error == pytest.approx(wanted)
    assert math.isinf(one.low) + math.isinf(one.high) <= 1


@pytest.mark.parametrize("id", list(targets()))
def test_numbers_of_contradictions_exist(id: str) -> None:
    for number in re.findall(r"\((\d+)\)", targets()[id].contradicts):
        assert 1 <= int(number) <= 50


def test_every_experiment_reads_and_its_outcome_exists() -> None:
    cases = {arm: read(*arm) for arm in {ask.arm for one in targets().values() for ask in asks(one)}}
    for one in targets().values():
        assert one.outcome in masked() or one.outcome in of_one_place()
        for ask in asks(one):
            case = cases[ask.arm]
            clock = case.scenario.clock
            assert 1 <= clock.month(ask.month) - clock.burn_in <= clock.months
            assert set(ask.region) <= set(case.scenario.regions)


def test_every_experiment_runs() -> None:
    asked = tuple(targets().values())
    found = dict(zip(targets(), live(Life((), asked, 0)), strict=True))
    missing = {id for id, value in found.items() if math.isnan(value)}
    assert missing <= {"settled_before"}, "a county without a single case has no rate"
    shares = {id: value for id, value in found.items() if unit(targets()[id]) == "share of villages"}
    assert all(0.0 <= value <= 1.0 for id, value in shares.items() if targets()[id].kind == "level")


@pytest.mark.parametrize("name", shipped_ensembles())
def test_a_shipped_ensemble_was_fitted_to_these_targets_by_its_study(name: str) -> None:
    ensemble = read_ensemble(name)
    assert ensemble.made_by["targets"] == targets_digest(), "the split never moves after looking: calibrate again"
    assert ensemble.made_by["study_digest"] == read_calibration("studies/calibration").digest
    assert ensemble.made_by["fitted"].split(",") == [id for id, one in targets().items() if one.use == "calibrate"]
    assert all("version" in each for each in stale(ensemble)), "an older model is said to be one; the rest must fit"
    known = searchable()
    for point in ensemble.points:
        assert all(known[path].low <= value <= known[path].high for path, value in point.items())


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped_ensembles())
def test_a_release_ships_ensembles_of_its_own_model(name: str) -> None:
    """Only a release has to wait for a calibration; until then every command that takes the ensemble says it is old."""
    assert stale(read_ensemble(name)) == []

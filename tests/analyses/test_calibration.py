from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from sim.analyses import calibration
from sim.analyses.calibration import Work, at, kept, search
from sim.analyses.calibration_page import page
from sim.analyses.case_study import Block
from sim.analyses.counterparts import Life, gathered
from sim.analyses.emulator import explained, learned, polynomial
from sim.analyses.ensemble_gap import parameter_share
from sim.analyses.ensembles import read_ensemble, write_ensemble
from sim.analyses.identified import traded, what_was_learned
from sim.evidence.targets import Target, TargetWorld, targets
from sim.figures.calibration import draw_marginals, draw_predictive, draw_teachers
from sim.reading.calibration_study import CalibrationStudy, searchable

LUCK = np.random.default_rng(5)
PATHS = ("attendance.intercept", "attendance.speak", "trust.gain")


def aim(id: str, observed: float, error: float) -> Target:
    return dataclasses.replace(
        targets()["attendance"], id=id, observed=observed, low=observed - error, high=observed + error
    )


AIMS = (aim("first", 0.5, 0.1), aim("sum", 1.0, 0.1))


def study(**changes: int) -> CalibrationStudy:
    ranges = {path: (searchable()[path].low, searchable()[path].high) for path in PATHS}
    plan = {"samples": 60, "waves": 3, "replications": 1, "accept": 40, "seed": 1} | changes
    return CalibrationStudy("made", {"en": "Made"}, factors=ranges, **plan)


def place(life: Life) -> list[float]:
    ranges = study().factors
    point = dict(life.point)
    return [(point[path] - low) / (high - low) for path, (low, high) in ranges.items()]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Life]:
    """A model of two lines: the first counterpart is the first parameter, the second the sum of the first two."""
    lived: list[Life] = []

    def lives(wanted: Sequence[Life], jobs: int, progress: object) -> Iterator[tuple[int, list[float]]]:
        for number, life in enumerate(wanted):
            lived.append(life)
            one, two, _ = place(life)
            noise = np.random.default_rng(life.replicate).normal(0.0, 0.05, 2)
            yield number, [one + noise[0], one + two + noise[1]]

    monkeypatch.setattr(calibration, "lives", lives)
    return lived


def test_a_search_finds_what_made_the_numbers_and_leaves_the_rest_open(made: list[Life], tmp_path: Path) -> None:
    found = search(study(), Work(tmp_path), AIMS)
    accepted = found.accepted
    assert accepted.shape[0] == 40
    assert found.fresh.shape == (40, 2)
    assert found.still > 0.6
    assert np.all(np.abs(accepted[:, 0] - 0.5) < 0.16)
    assert np.all(np.abs(accepted[:, :2].sum(axis=1) - 1.0) < 0.16)
    assert np.ptp(accepted[:, 2]) > 0.7
    assert found.left[0] == 1.0
    assert found.left[1] < 0.4
    by_path = {one.path: one for one in what_was_learned(found)}
    assert by_path[PATHS[0]].constrained
    assert by_path[PATHS[1]].constrained
    assert not by_path[PATHS[2]].constrained
    assert by_path[PATHS[0]].teachers[0][0] == "first"
    assert traded(found)[0][:2] == (PATHS[0], PATHS[1])


def test_called_again_it_makes_nothing_twice(made: list[Life], tmp_path: Path) -> None:
    first = search(study(waves=1), Work(tmp_path), AIMS)
    assert len(made) == 100, "a wave of sixty and forty accepted sets"
    assert len({life.replicate for life in made}) == 100, "every run has luck of its own"
    again = search(study(waves=2), Work(tmp_path), AIMS)
    assert 160 <= len(made) <= 200, "the second search adds a wave to the first, and accepts by what that taught"
    assert np.array_equal(first.places, again.places[:60])
    before = len(made)
    search(study(waves=2), Work(tmp_path), AIMS)
    assert len(made) == before


def test_a_life_cut_off_is_made_again_and_missing_values_stay_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [Life((("trust.gain", 0.03),), AIMS, number) for number in range(3)]

    def breaks(wanted: Sequence[Life], jobs: int, progress: object) -> Iterator[tuple[int, list[float]]]:
        yield 1, [1.0, math.nan]
        raise KeyboardInterrupt

    monkeypatch.setattr(calibration, "lives", breaks)
    with pytest.raises(KeyboardInterrupt):
        kept(wanted, Work(tmp_path))
    assert len(list(tmp_path.glob("*.json"))) == 1
    rest = lambda wanted, jobs, progress: ((number, [2.0, 3.0]) for number in range(len(wanted)))  # noqa: E731
    monkeypatch.setattr(calibration, "lives", rest)
    found = kept(wanted, Work(tmp_path))
    assert found[1, 0] == 1.0
    assert math.isnan(found[1, 1])
    assert (found[[0, 2]] == [2.0, 3.0]).all()


def test_an_emulator_knows_mean_luck_and_its_own_doubt() -> None:
    places = LUCK.random((400, 3))
    values = 2.0 + 3.0 * places[:, 0] - places[:, 0] * places[:, 1] + LUCK.normal(0.0, 0.2, 400)
    emulator = learned(places, values)
    assert emulator is not None
    new = LUCK.random((50, 3))
    mean, doubt = emulator.predict(new)
    truth = 2.0 + 3.0 * new[:, 0] - new[:, 0] * new[:, 1]
    assert np.all(np.abs(mean - truth) < 0.15)
    assert np.mean(np.abs(mean - truth) < 3.0 * doubt) > 0.9
    assert emulator.luck == pytest.approx(0.2, rel=0.15)
    assert explained(places, values, emulator) > 0.9
    assert emulator.main_effects(3)[2] < 0.01 * emulator.main_effects(3)[0]


def test_nothing_is_learned_of_what_never_varies_or_is_hardly_seen() -> None:
    places = LUCK.random((50, 2))
    assert learned(places, np.ones(50)) is None
    assert learned(places, np.where(np.arange(50) < 10, places[:, 0], np.nan)) is None
    noise = learned(places, LUCK.normal(size=50))
    assert noise is not None, "noise is learned as a mean"
    assert polynomial(places).shape == (50, 5)


def test_figures_and_page_stand_on_any_search(made: list[Life], tmp_path: Path) -> None:
    found = search(study(), Work(tmp_path), AIMS)
    known = what_was_learned(found)
    for sheet in (draw_marginals(found, known), draw_teachers(found), draw_predictive(found)):
        assert sheet.axes
    said = page(found, known, "gaiju calibrate made")
    assert "**Nothing is learned of 1 of 3 parameters**: `trust.gain`." in said
    assert "Fewer than" not in said
    few = dataclasses.replace(found.study, accept=1000)
    assert "**Fewer than the 1000 sets that were wanted**" in page(
        dataclasses.replace(found, study=few), known, "gaiju calibrate made"
    )


def test_an_ensemble_comes_back_as_it_was_written(tmp_path: Path) -> None:
    points = [{"trust.gain": 0.031, "work.mean": 45.5}, {"trust.gain": 0.02, "work.mean": 61.0}]
    write_ensemble(tmp_path / "mine.parquet", points, {"study": "made", "targets": "old", "model": "0"})
    found = read_ensemble(str(tmp_path / "mine.parquet"))
    assert found.points == tuple(points)
    assert found.point(3) == points[1]
    assert len(found.stale()) == 2
    with pytest.raises(FileNotFoundError, match="no ensemble is called `nationl`"):
        read_ensemble("nationl")


def test_the_share_of_parameters_is_found_again() -> None:
    sets = LUCK.normal(0.0, 1.0, (400, 1))
    gap = sets + LUCK.normal(0.0, 1.0, (400, 2))
    assert parameter_share(gap) == pytest.approx(0.5, abs=0.1)
    assert parameter_share(LUCK.normal(size=(400, 2))) < 0.12


QUIET = ("clock.months=12", "policy.rollout={strategy: status_quo}")
YEAR = TargetWorld("year", "a village for a year", "teaching/one-village", QUIET)
REAL = tuple(
    dataclasses.replace(targets()[id], world=YEAR, month="2021-12") for id in ("attendance", "active", "dividend")
)
RANGES = {"attendance.intercept": (0.6, 1.4), "attendance.speak": (-1.0, -0.4), "economy.base_return": (0.02, 0.06)}
ERRORS = (0.05, 0.03, 60.0)
RANKS, DRAWS, RUNS, AVERAGED, CLASSES = 200, 20_000, 2_000, 60, 10


def mean_counterparts(places: Block, first: int, number: int) -> Block:
    """Return sets x targets, means of runs whose luck nobody else has."""
    points = [tuple(sorted(at(RANGES, row).items())) for row in places for _ in range(number)]
    made = gathered([Life(point, REAL, first + run) for run, point in enumerate(points)])
    return np.asarray(made.reshape(-1, number, len(REAL)).mean(axis=1))


@pytest.mark.slow
def test_known_parameters_are_found_again_as_often_as_they_should() -> None:
    """Simulation-based calibration (Talts and others 2018): ranks of the truth among accepted sets are even.

    The truth is drawn from the ranges; what is "observed" is the mean of fresh runs at the truth, off by anything
    within the error. Given that, all sets whose mean counterparts agree are equally likely, the truth among them.
    """
    from scipy.stats import chisquare

    luck = np.random.default_rng(11)
    places = luck.random((RUNS, 3))
    values = mean_counterparts(places, 0, 1)
    emulators = [learned(places, column) for column in values.T]
    draws = luck.random((DRAWS, 3))
    means = np.stack([one.predict(draws)[0] for one in emulators if one is not None], axis=1)
    ranks = []
    truths = luck.random((RANKS, 3))
    for truth, seen in zip(truths, mean_counterparts(truths, RUNS, AVERAGED), strict=True):
        observed = seen + luck.uniform(-1.0, 1.0, 3) * ERRORS
        agree = draws[np.all(np.abs(means - observed) <= ERRORS, axis=1)]
        ranks.append(np.mean(agree < truth, axis=0) if agree.shape[0] else np.full(3, np.nan))
    found = np.array(ranks)
    assert np.isnan(found).any(axis=1).mean() < 0.05
    for column in found.T:
        counts = np.histogram(column[~np.isnan(column)], bins=CLASSES, range=(0.0, 1.0))[0]
        assert chisquare(counts).pvalue > 0.001, counts


def test_where_no_set_can_agree_nothing_is_accepted(made: list[Life], tmp_path: Path) -> None:
    far = dataclasses.replace(AIMS[0], observed=9.0, low=8.9, high=9.1)
    found = search(study(), Work(tmp_path), (far, AIMS[1]))
    assert found.accepted.shape[0] == 0
    assert len(made) == 60, "the second wave has nothing to draw from"

from __future__ import annotations

import numpy as np
import pytest

from sim.measures.catalogue import MEASURES, group_codes
from sim.measures.observe import by_village, outcomes
from sim.measures.summaries import SUMMARIES
from sim.month import advance
from sim.world import World
from tests.worlds import STRATEGIES, WORLDS, differing, digest, live, state

LIVES = [("everything", "uniform_deadline", 30), ("hurried", "phased_pilots", 48), ("plain", "status_quo", 1)]


@pytest.fixture(scope="module", params=LIVES, ids=lambda life: "-".join(map(str, life)))
def world(request: pytest.FixtureRequest) -> World:
    where, policy, months = request.param
    return live(WORLDS[where], [STRATEGIES[policy]], months)


def test_looking_changes_nothing_in_the_world(world: World) -> None:
    before, terms = state(world), dict(world.terms)
    for measure in MEASURES.values():
        measure.value(world)
        measure.weight(world)
        measure.by(world, _codes(world, measure.level), 2)
    assert differing(before, state(world)) == []
    assert all(world.terms[key] is terms[key] for key in terms)


def _codes(world: World, level: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return world.villages.region if level == "village" else world.villages.region[world.households.village]


def test_a_world_looked_at_every_month_lives_the_same_life() -> None:
    policies = [STRATEGIES["uniform_deadline"]]
    unseen = live(WORLDS["hurried"], policies, 12)
    watched = live(WORLDS["hurried"], policies, 0)
    for _ in range(12):
        advance(watched, policies)
        by_village(watched, tuple(MEASURES.values()))
        group_codes(watched)
    assert digest(unseen) == digest(watched)


def test_a_measure_has_one_finite_value_and_weight_a_row(world: World) -> None:
    for measure in MEASURES.values():
        value, weight = measure.value(world), measure.weight(world)
        rows = len(world.villages) if measure.level == "village" else len(world.households)
        assert value.shape == weight.shape == (rows,)
        assert np.all(np.isfinite(weight) & (weight >= 0.0))
        assert np.all(np.isfinite(value[weight > 0.0]))


def test_a_share_is_a_share(world: World) -> None:
    for measure in MEASURES.values():
        counted = measure.value(world)[measure.weight(world) > 0.0]
        if measure.unit.startswith("share"):
            assert np.all((counted >= 0.0) & (counted <= 1.0))
        elif measure.unit.startswith("cases per 1,000"):
            assert np.all((counted >= 0.0) & (counted <= 1000.0))
        elif measure.unit == "points":
            assert np.all((counted >= 0.0) & (counted <= 100.0))


def test_the_outcome_of_a_group_is_the_sum_over_its_villages(world: World) -> None:
    for measure in MEASURES.values():
        v, h = world.villages, world.households
        for village_codes, groups in [(v.region, 2), (v.county, len(world.counties)), (np.zeros_like(v.region), 1)]:
            codes = village_codes if measure.level == "village" else village_codes[h.village]
            part, whole = by_village(world, [measure])
            assert outcomes(part, whole, village_codes, groups)[0] == pytest.approx(
                measure.by(world, codes, groups), rel=1e-12, nan_ok=True
            )


def test_a_row_that_belongs_nowhere_counts_nowhere(world: World) -> None:
    for measure in MEASURES.values():
        codes = _codes(world, measure.level)
        first = measure.by(world, np.where(codes == 0, 0, -1), 1)
        assert first == pytest.approx(measure.by(world, codes, 2)[:1], nan_ok=True, rel=1e-12)
        assert np.isnan(measure.by(world, np.full_like(codes, -1), 1)[0])


def test_many_measures_at_once_give_what_each_gives_alone(world: World) -> None:
    together = by_village(world, tuple(MEASURES.values()))
    for i, measure in enumerate(MEASURES.values()):
        alone = by_village(world, [measure])
        assert all(np.array_equal(all_[i], one[0]) for all_, one in zip(together, alone, strict=True))


@pytest.mark.parametrize("name", [*MEASURES, *SUMMARIES])
def test_an_outcome_says_what_it_is_in_two_languages(name: str) -> None:
    outcome = MEASURES.get(name) or SUMMARIES[name]
    assert outcome.name == name
    assert outcome.unit
    assert set(outcome.title) == {"en", "zh"}
    assert all(outcome.title.values())
    assert any("\u4e00" <= letter <= "\u9fff" for letter in outcome.title["zh"])
    assert len(outcome.meaning) > 8
    assert outcome.margin > 0.0
    assert outcome.better in {"higher", "lower", "none"}


def test_no_outcome_of_a_run_has_the_name_of_an_outcome_of_a_month() -> None:
    assert MEASURES.keys().isdisjoint(SUMMARIES)


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_summary_of_any_life_is_finite_and_inside_its_months(name: str) -> None:
    months, luck = 48, np.random.default_rng(3)
    series = {measure: luck.random(months) for measure in MEASURES}
    kept = {measure: values.copy() for measure, values in series.items()}
    value = SUMMARIES[name].of(series)
    assert np.isfinite(value)
    assert all(np.array_equal(series[measure], kept[measure]) for measure in series)
    if SUMMARIES[name].unit == "months":
        assert 1.0 <= value <= months
    if SUMMARIES[name].unit.startswith("share"):
        assert 0.0 <= value <= 1.0


@pytest.mark.parametrize("dimension", ["region", "class", "household group"])
def test_a_way_of_grouping_gives_each_row_one_member(dimension: str, world: World) -> None:
    members, of_household, of_village = group_codes(world)[dimension]
    assert of_household.shape == (len(world.households),)
    assert set(np.unique(of_household)) <= set(range(len(members)))
    if of_village is not None:
        assert np.array_equal(of_village[world.households.village], of_household)

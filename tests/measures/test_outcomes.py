"""What the outcomes say about worlds whose state is written down by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.arrays import Rows
from sim.columns.villages import CONSOLIDATED, CONVERTING, DECLARED
from sim.measures.catalogue import CLASSES, HOUSEHOLD_GROUPS, MEASURES, group_codes
from sim.measures.summaries import SUMMARIES, ever, months_to
from sim.rules.cases import COLLECTIVE, LAWSUIT, OPEN, PETITION, SOLVED
from sim.world import Kind, World, found_world
from tests.worlds import ONE_COUNTY, scenario


@pytest.fixture
def world() -> World:
    return found_world(scenario(regions=ONE_COUNTY), 1, 0)


def write(world: World, kind: Kind, **columns: Rows | float) -> None:
    """Write columns by hand, as a step would."""
    of = world.columns(kind)
    for name, values in columns.items():
        of.replace_column(name, np.broadcast_to(np.asarray(values, dtype=np.float64), (len(of),)).copy())


def outcome(world: World, name: str) -> float:
    measure = MEASURES[name]
    rows = len(world.villages) if measure.level == "village" else len(world.households)
    return float(measure.by(world, np.zeros(rows, dtype=np.int64), 1)[0])


def test_coverage_counts_plates_and_substance_leaves_out_nameplates(world: World) -> None:
    write(world, "villages", stage=np.array([0.0, CONVERTING, DECLARED, DECLARED, CONSOLIDATED, DECLARED]))
    write(world, "villages", nameplate=np.array([0.0, 0.0, 1.0, 0.0, 0.0, 1.0]))
    assert outcome(world, "nominal_coverage") == pytest.approx(4 / 6)
    assert outcome(world, "substantive_coverage") == pytest.approx(2 / 6)
    assert outcome(world, "nameplate_now") == pytest.approx(2 / 6)


def test_a_first_declaration_with_more_than_a_tenth_missing_stays_in_the_nameplate_share(world: World) -> None:
    write(world, "villages", declared=np.array([0.0, 5.0, 6.0, 7.0, 8.0, 9.0]))
    write(world, "villages", quality_at_declaration=np.array([0.0, 0.89, 0.95, 0.5, 1.0, 0.91]))
    assert outcome(world, "nameplate_share") == pytest.approx(2 / 5)


def test_a_ratio_without_anybody_to_count_is_missing(world: World) -> None:
    for name in ("nameplate_share", "consultation_quality", "called_early", "mediation_rate", "open_age"):
        assert np.isnan(outcome(world, name))
    assert outcome(world, "nominal_coverage") == 0.0


def test_consultation_is_judged_at_the_decision(world: World) -> None:
    line = world.parameters.declaration.sufficient
    write(world, "villages", voted=np.array([1.0, 1.0, 1.0, 1.0, 0.0, 0.0]))
    write(world, "villages", consulted_at_decision=np.array([line - 0.1, line - 0.01, line, line + 0.11, 0.0, 0.0]))
    write(world, "villages", called_early=np.array([1.0, 0.0, 0.0, 0.0, 1.0, 0.0]))
    assert outcome(world, "consultation_quality") == pytest.approx(line)
    assert outcome(world, "insufficient_consultation") == pytest.approx(2 / 4)
    assert outcome(world, "called_early") == pytest.approx(1 / 4)


def test_households_count_by_the_households_they_stand_for_and_those_present_apart(world: World) -> None:
    h = world.households
    write(world, "households", attended=1.0 - h.away, active=0.0)
    assert outcome(world, "attendance") == pytest.approx(1.0 - np.average(h.away, weights=h.weight))
    assert outcome(world, "attendance_present") == 1.0
    assert outcome(world, "active") == 0.0


def test_satisfaction_is_compared_with_fifty_and_with_the_start(world: World) -> None:
    rows = len(world.households)
    write(world, "households", satisfaction=np.where(np.arange(rows) < 4, 49.9, 50.0), satisfaction_start=50.95)
    assert outcome(world, "below_50") == pytest.approx(4 / rows)
    assert outcome(world, "worse_off") == pytest.approx(4 / rows)
    write(world, "households", satisfaction_start=51.5)
    assert outcome(world, "worse_off") == 1.0


def test_every_case_is_counted_once_by_how_it_went(world: World) -> None:
    rows = len(world.households)
    stages = [OPEN, OPEN, SOLVED, SOLVED, LAWSUIT, PETITION, COLLECTIVE, SOLVED]
    ways = [0, 0, 0, 0, LAWSUIT, PETITION, COLLECTIVE, COLLECTIVE]
    hidden = [1, 0, 0, 0, 0, 0, 0, 0]
    pad = [0] * (rows - len(stages))
    write(world, "households", case=np.array([*stages, *pad]), escalated=np.array([*ways, *pad]))
    write(world, "households", hidden=np.array([*hidden, *pad]), contested=np.array([1] * len(stages) + pad))
    write(world, "households", concealed=np.array([*hidden, *pad]))
    write(world, "households", case_age=np.array([4, 6, 9, 9, 20, 5, 5, 30, *pad]))
    per_thousand = 1000.0 / rows
    expected = {
        "disputes": 8 * per_thousand, "open_cases": 5 * per_thousand, "hidden_cases": per_thousand,
        "petitions": 3 * per_thousand, "collective_petitions": 2 * per_thousand, "lawsuits": per_thousand,
        "open_age": 8.0, "mediation_rate": 2 / 8, "mediation_rate_reported": 2 / 7,
    }  # fmt: skip
    assert {name: outcome(world, name) for name in expected} == pytest.approx(expected)


def test_services_count_by_persons_and_returns_by_assets(world: World) -> None:
    v = world.villages
    levels = np.linspace(0.2, 0.7, 6)
    write(world, "villages", service=levels, staff=10.0 * levels)
    write(world, "cooperatives", assets=np.array([1e6, 3e6, 0, 0, 0, 0]), rate=np.array([0.04, 0.08, 1, 1, 1, 1]))
    write(world, "cooperatives", debt=np.array([0, 1000.0, 1001.0, 5e6, 0, 0]))
    assert outcome(world, "service_level") == pytest.approx(np.average(levels, weights=v.persons))
    assert outcome(world, "staff") == pytest.approx(np.average(10.0 * levels, weights=v.persons))
    assert outcome(world, "collective_return") == pytest.approx(0.07)
    assert outcome(world, "in_debt") == pytest.approx(2 / 6)


def test_the_activity_of_groups_is_a_mean_of_villages_that_have_any(world: World) -> None:
    g = world.groups
    write(world, "groups", activity=np.where(g.village < 3, 0.2, 0.8))
    assert outcome(world, "group_activity") == pytest.approx(0.5)


def test_a_household_belongs_to_the_first_group_that_fits(world: World) -> None:
    h = world.households
    names, own, _ = group_codes(world)["household group"]
    assert names == HOUSEHOLD_GROUPS
    assert np.all(own[h.special > 0.5] == 0)
    assert np.all((h.away[own == 1] == 0.0) & (h.elderly[own == 1] > 0.45))
    assert np.all(own[(h.special < 0.5) & (h.away > 0.5)] == 2)
    assert np.all(h.unclear[own == 3] == 1.0)
    assert np.all((h.special + h.away + h.unclear)[own == 4] == 0.0)
    assert set(own) == set(range(5))


def test_classes_are_thirds_of_villages_by_income(world: World) -> None:
    names, _, codes = group_codes(world)["class"]
    assert codes is not None
    assert names == CLASSES
    assert np.bincount(codes).tolist() == [2, 2, 2]
    assert np.array_equal(np.sort(codes), codes[np.argsort(world.villages.income)])


def test_time_to_a_level_counts_months_from_one_and_a_level_is_reached_when_it_is_met() -> None:
    series = np.array([0.0, 0.5, 0.4, 0.9])
    assert months_to(series, 0.5) == 2.0
    assert months_to(series, 0.9) == months_to(series, 0.95) == 4.0
    assert (ever(series, 0.9), ever(series, 0.91)) == (1.0, 0.0)


def test_the_summaries_of_a_life_that_can_be_read_off() -> None:
    series = {name: np.linspace(0.0, 1.0, 11) for name in MEASURES} | {"satisfaction": np.array([50.0] * 10 + [61.0])}
    found = {name: summary.of(series) for name, summary in SUMMARIES.items()}
    assert found["months_to_50"] == found["months_to_substantive_50"] == 6.0
    assert found["months_to_90"] == 10.0
    assert found["reached_50"] == found["reached_90"] == 1.0
    assert found["satisfaction_over_time"] == 51.0
    assert found["stalled_over_time"] == found["attendance_over_time"] == pytest.approx(0.5)

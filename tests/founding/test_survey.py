"""A county founded from a table is the county of the table."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.arrays import Rows
from sim.founding.survey import SURVEYED, counted
from sim.reading.village_names import HEADS
from sim.scenario import Region, Scenario
from sim.streams import Luck
from sim.world import World, found_world

SHIPPED = Path(__file__).parents[2] / "scenarios" / "cases" / "made-up-county.yaml"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return sim.read(SHIPPED).scenario


@pytest.fixture(scope="module")
def world(scenario: Scenario) -> World:
    return found_world(scenario, 1, 0)


def given(scenario: Scenario, column: str) -> tuple[Rows, Rows]:
    """Return rows and values of the villages for which a column is known."""
    rows = scenario.villages["county"]
    known = [number for number, row in enumerate(rows) if column in row]
    assert 0 < len(known) < len(rows) or column == "persons"
    return np.array(known), np.array([float(rows[number][column]) for number in known])


def by_village(world: World, values: Rows) -> Rows:
    home = world.households.village
    return np.bincount(home, values) / np.bincount(home)


@pytest.mark.parametrize(
    ("column", "where"),
    [
        ("households", "villages.households"),
        ("persons", "villages.persons"),
        ("income", "villages.income"),
        ("unclear_titles", "villages.unclear"),
        ("urban_share", "villages.urban"),
        ("facilities", "villages.facilities"),
        ("collective_assets", "cooperatives.assets"),
        ("collective_debt", "cooperatives.debt"),
    ],
)
def test_what_the_table_gives_of_a_village_is_kept_to_the_last_digit(
    column: str, where: str, scenario: Scenario, world: World
) -> None:
    kind, name = where.split(".")
    rows, values = given(scenario, column)
    assert getattr(getattr(world, kind), name)[rows].tolist() == values.tolist()


def test_the_rows_of_a_village_stand_for_its_households_and_persons(scenario: Scenario, world: World) -> None:
    h = world.households
    rows, households = given(scenario, "households")
    np.testing.assert_allclose(np.bincount(h.village, h.weight)[rows], households, rtol=1e-12)
    rows, persons = given(scenario, "persons")
    np.testing.assert_allclose(np.bincount(h.village, h.weight * h.size)[rows], persons, rtol=1e-9)
    assert h.weight.min() > 14.5
    assert h.weight.max() < 15.5


def test_staff_and_cadres_are_those_of_the_table(scenario: Scenario, world: World) -> None:
    rows, posts = given(scenario, "staff")
    np.testing.assert_allclose(world.villages.staff[rows] * world.villages.persons[rows] / 10000.0, posts)
    rows, cadres = given(scenario, "cadres")
    assert np.bincount(world.cadres.village, world.cadres.serving)[rows].tolist() == cadres.tolist()


@pytest.mark.parametrize(
    ("column", "trait"),
    [("away_share", "away"), ("elsewhere_share", "elsewhere"), ("unclear_titles", "unclear")],
)
def test_shares_hold_in_the_nearest_number_of_rows(column: str, trait: str, scenario: Scenario, world: World) -> None:
    rows, shares = given(scenario, column)
    count = np.bincount(world.households.village)[rows]
    got = by_village(world, getattr(world.households, trait))[rows]
    assert np.all(np.abs(got - shares) * count <= 0.5 + 1e-9)


def test_the_elderly_share_is_met_by_the_households(scenario: Scenario, world: World) -> None:
    rows, shares = given(scenario, "elderly_share")
    np.testing.assert_allclose(by_village(world, world.households.elderly)[rows], shares, atol=1e-9)


def test_what_a_cell_leaves_empty_differs_between_replications_and_nothing_else(scenario: Scenario) -> None:
    one, other = (found_world(scenario, 1, replicate).villages for replicate in (0, 1))
    empty = {number for number, row in enumerate(scenario.villages["county"]) if "income" not in row}
    assert empty
    assert set(np.flatnonzero(one.income != other.income).tolist()) == empty


def test_a_village_of_persons_alone_has_households_of_the_usual_size(scenario: Scenario, world: World) -> None:
    (alone,) = (n for n, row in enumerate(scenario.villages["county"]) if "households" not in row)
    size = scenario.regions["county"].household_size
    assert world.villages.households[alone] == pytest.approx(world.villages.persons[alone] / size)


def test_villages_come_county_by_county_in_whatever_order_the_table_has_them() -> None:
    order = (("a", 100.0), ("b", 200.0), ("a", 300.0))
    rows: list[Mapping[str, float | str]] = [{"county": county, "households": number} for county, number in order]
    listed = Scenario("t", {}, sim.read(SHIPPED).scenario.clock, {"r": Region()}, villages={"r": tuple(rows)})
    villages = found_world(listed, 1, 0).villages
    assert villages.county.tolist() == [0, 0, 1]
    assert villages.households.tolist() == [100.0, 300.0, 200.0]


def test_those_who_would_be_drawn_first_are_counted_first() -> None:
    village, chance = np.repeat([0, 1], 500), np.full(1000, 0.3)
    drawn = counted(Luck(1, 0), "away", chance, village, np.full(2, np.nan))
    exact = counted(Luck(1, 0), "away", chance, village, np.array([0.3, np.nan]))
    assert exact[:500].sum() == 150
    assert np.all(drawn[500:] == exact[500:])
    assert abs(np.sum(drawn[:500] != exact[:500])) == abs(drawn[:500].sum() - 150)


def test_the_page_on_county_data_lists_every_column_with_unit_and_range() -> None:
    page = (SHIPPED.parents[2] / "docs" / "county-data.md").read_text()
    for name, q in SURVEYED.items():
        assert f"| `{name}` | {HEADS[name]} | {q.unit} | {_plain(q.low)} to {_plain(q.high)} | {q.meaning} |" in page


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)

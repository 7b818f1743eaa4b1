"""What docs/county-data.md says of numbers that stand in for empty cells is what the founding does."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.describing.county import BY_TABLE, EMPTY, region_block, stand_ins
from sim.founding.survey import SURVEYED
from sim.quantity import quantities
from sim.scenario import Region, Scenario
from sim.world import World, found_world

FULL = {
    "households": 400.0, "persons": 1300.0, "income": 21000.0, "unclear_titles": 0.2, "collective_assets": 1e7,
    "collective_debt": 1e6, "staff": 2.0, "cadres": 4, "urban_share": 0.5, "away_share": 0.3, "elderly_share": 0.3,
    "elsewhere_share": 0.2, "special_share": 0.1, "facilities": 0.5,
}  # fmt: skip
NUMBERS = dict(quantities(Region))


def found(column: str, key: str) -> tuple[World, World]:
    """Return two worlds of six villages with one column empty that differ in a number of the region."""
    more: Any = {key: other(key)}
    known = {name: value for name, value in FULL.items() if name != column}
    base = dataclasses.replace(sim.read("drift").scenario, villages={"here": (known,) * 6})
    return _world(base, Region()), _world(base, dataclasses.replace(Region(), **more))


def _world(base: Scenario, region: Region) -> World:
    return found_world(dataclasses.replace(base, regions={"here": region}), 1, 0)


def other(key: str) -> float:
    """Return a value that is not the default, clearly."""
    q = NUMBERS[key]
    value = q.high if float(q.default) < (q.low + q.high) / 2.0 else q.low
    return min(int(value), 12) if isinstance(q.default, int) else value


def state(world: World) -> list[float]:
    """Return what is known of the villages and could stand in a table."""
    v, c, h = world.villages, world.cooperatives, world.households
    of: list[Any] = [v.households, v.persons, v.income, v.unclear, v.urban, v.facilities, v.staff, c.assets, c.debt]
    of += [np.bincount(world.cadres.village, world.cadres.serving), np.bincount(h.village, h.away)]
    of += [np.bincount(h.village, h.elsewhere), np.bincount(h.village, h.special)]
    of += [np.bincount(h.village, h.elderly) / np.bincount(h.village)]
    return [float(each) for values in of for each in values]


@pytest.mark.parametrize(("column", "key"), [(column, key) for column, keys in EMPTY.items() for key in keys])
def test_a_number_draws_what_its_column_leaves_empty_and_nothing_of_what_it_gives(column: str, key: str) -> None:
    if column == "households":  # persons given without households say how many there are
        kept, FULL["persons"] = FULL["persons"], np.nan
    try:
        one, two = found(column, key)
        assert len(state(one)) != len(state(two)) or not np.allclose(state(one), state(two), rtol=1e-6)
    finally:
        if column == "households":
            FULL["persons"] = kept
    one, two = found("none", key)
    np.testing.assert_allclose(state(one), state(two), rtol=1e-6)


def test_every_column_and_every_number_of_a_region_is_told() -> None:
    assert set(EMPTY) == set(SURVEYED)
    table = stand_ins()
    assert [name for name in NUMBERS if f"| `{name}` |" not in table] == list(BY_TABLE)


def test_the_region_to_paste_is_the_one_of_the_nation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    yaml = region_block().removeprefix("```yaml\n").removesuffix("```\n")
    Path("mine.yaml").write_text(f"schema: 1\nname: mine\n{yaml}")
    Path("my-county.csv").write_text("name,households\nA,600\n")
    mine, west = sim.read("mine.yaml").scenario.regions["my-county"], sim.read("national").scenario.regions["west"]
    assert mine == dataclasses.replace(west, weight=15.0)
    assert (mine.staff_standard, mine.rural_posts) == (12.0, 8.0)

"""The tables of docs/county-data.md: the columns of a county's table, and what stands in for what it does not hold."""

from __future__ import annotations

from collections.abc import Mapping

from sim.describing.markdown import cell, table
from sim.founding.survey import SURVEYED
from sim.quantity import quantities
from sim.reading import read
from sim.reading.numbers import plain
from sim.reading.village_names import HEADS, TEXTS
from sim.scenario import Region
from sim.words import say, texts

EMPTY: Mapping[str, tuple[str, ...]] = {
    "households": ("households_per_village", "size_spread"),
    "persons": ("household_size",),
    "income": ("income", "income_spread"),
    "unclear_titles": ("unclear", "unclear_spread"),
    "collective_assets": ("assets", "assets_spread"),
    "collective_debt": ("debt_share", "debt"),
    "staff": ("rural_posts",),
    "cadres": ("cadres",),
    "urban_share": ("urban",),
    "away_share": ("away",),
    "elderly_share": ("elderly",),
    "elsewhere_share": ("elsewhere",),
    "special_share": ("special",),
    "facilities": ("facilities", "facilities_spread", "rooms_by_income"),
}
"""Column -> the numbers of the region by which it is drawn where it is empty."""
BY_TABLE = ("counties", "villages_per_county", "weight")
"""Numbers of a region that the table gives, or that are no property of the place."""
TEXT_SAID = {
    "name": ("once in a county", "Name of the village; stands beside its results and changes nothing in a run"),
    "county": ("", "Name of its county; villages without one form a county of their own"),
}
NATION = "national"
EXAMPLE = "west"


def parts() -> dict[str, str]:
    """Return the parts of docs/county-data.md that are made, by name."""
    return {"columns": columns(), "stand-ins": stand_ins(), "region": region_block()}


def columns() -> str:
    """Return the table of columns."""
    rows: list[tuple[str, ...]] = []
    for name, zh in HEADS.items():
        if name in TEXTS:
            rows.append((f"`{name}`", zh, "text", *TEXT_SAID[name]))
        else:
            q = SURVEYED[name]
            rows.append((f"`{name}`", zh, q.unit, f"{plain(q.low)} to {plain(q.high)}", q.meaning))
    return table(("column", say("language.column", "zh"), "unit", "allowed", "what it is"), rows)


def stand_ins() -> str:
    """Return the numbers of a region that stand in for what a table does not hold, beside those of the nation."""
    nation = read(NATION).scenario.regions
    column_of = {key: f"`{column}`" for column, keys in EMPTY.items() for key in keys}
    rows = []
    for name, quantity in quantities(Region):
        if name not in BY_TABLE:
            given = [_given(name, region) for region in nation]
            told = (quantity.meaning, texts("region", "zh")[name], quantity.unit)
            rows.append((f"`{name}`", *told, column_of.get(name, "always"), _number(quantity.default), *given))
    return table(
        ("number", "what it is", say("language.name", "zh"), "unit", "used where empty", "default", *nation), rows
    )


def region_block() -> str:
    """Return a region with a table that is for the rest one of the nation, as YAML to paste."""
    given = _given_keys(EXAMPLE)
    region = read(NATION).scenario.regions[EXAMPLE]
    lines = [f"      {name}: {_number(getattr(region, name))}" for name, _ in quantities(Region) if name in given]
    head = ("world:", "  regions:", "    my-county:", "      villages_file: my-county.csv", "      weight: 15")
    return "\n".join(("```yaml", *head, f"      # the {EXAMPLE} of baseline/national", *lines, "```", ""))


def _given_keys(region: str) -> set[str]:
    """Return which numbers the file of the nation gives for a region."""
    start = f"world.regions.{region}."
    return {path.removeprefix(start) for path in read(NATION).scenario.origins if path.startswith(start)}


def _given(name: str, region: str) -> str:
    """Return a number of a region of the nation, nothing where it is the default."""
    return _number(getattr(read(NATION).scenario.regions[region], name)) if name in _given_keys(region) else ""


def _number(value: object) -> str:
    return plain(value) if isinstance(value, int | float) else cell(value)

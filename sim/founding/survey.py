"""What is known of single villages: the columns of a county's own table, and their way into the founding.

A modeller who has a county's register should not have to describe it by means and spreads. Every village of the table
is founded as it is given; what the table leaves empty is drawn as the region says, with the luck it would have had
anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.arrays import Codes, Rows, between, mean_by
from sim.founding.draws import uniform
from sim.quantity import Quantity
from sim.scenario import Scenario
from sim.streams import Luck

MOST_ROWS = 400
"""Household rows of the largest village, as many as a region may ask for."""


def _column(default: float, unit: str, low: float, high: float, meaning: str) -> Quantity:
    return Quantity(default, unit, low, high, meaning, assumed="as the county's table gives it")


FAR = {"yuan": 100.0, "yuan/person/year": 10.0}
"""By how many times the median village of a table may differ from the usual one before its unit is doubted. Assumed:
the means of the shipped regions differ fourfold in assets and twofold in income, and single counties by some times
more; a unit of ten thousand moves a column further than that, a month in place of a year by twelve."""
FAR_OTHERS = 20.0
"""The same of counts, posts and shares. Assumed: from hamlets of a few dozen households to towns of ten thousand."""
SURVEYED: Mapping[str, Quantity] = {
    "households": _column(840.0, "households", 1, 20000, "Registered households"),
    "persons": _column(2800.0, "persons", 2, 80000, "Registered persons"),
    "income": _column(20000.0, "yuan/person/year", 500, 500000, "Mean disposable income per head"),
    "unclear_titles": _column(0.2, "share", 0, 1, "Households with an unclear homestead title"),
    "collective_assets": _column(1.39e7, "yuan", 0, 1e11, "Collective assets"),
    "collective_debt": _column(0.0, "yuan", 0, 1e10, "Collective debt, 0 for none"),
    "staff": _column(3.0, "posts", 0, 200, "Service posts, full-time equivalents"),
    "cadres": _column(3, "cadres", 1, 12, "Village cadres, the secretary included"),
    "urban_share": _column(0.477, "share", 0, 1, "Persons with urban registration"),
    "away_share": _column(0.3, "share", 0, 1, "Households whose working members live elsewhere"),
    "elderly_share": _column(0.25, "share", 0, 1, "Mean share of members aged 60 or more"),
    "elsewhere_share": _column(0.2, "share", 0, 1, "Households registered elsewhere"),
    "special_share": _column(0.06, "share", 0, 1, "Households with special members"),
    "facilities": _column(0.52, "share", 0.05, 1, "Facilities against full supply"),
}
"""Column of a county's table -> what it holds; ``name`` and ``county`` are text and stand beside these."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of the villages of a world.

    Attributes
    ----------
    counties
        Number of villages of each county, region by region.
    values
        Column -> one number a village, missing where nothing is known; columns nobody gives are left away.
    """

    counties: tuple[tuple[int, ...], ...]
    values: Mapping[str, Rows]

    def over(self, name: str, drawn: Rows) -> Rows:
        """Return what was drawn for each village, with what is known in its place."""
        known = self.values.get(name)
        return drawn if known is None else np.where(np.isnan(known), drawn, known)

    def known(self, name: str, villages: int) -> Rows:
        """Return what is known of each village, missing where nothing is."""
        return self.values.get(name, np.full(villages, np.nan))


def survey(scenario: Scenario) -> Survey:
    """Return what a scenario knows of single villages, county by county in the order of the world."""
    rows = _listed(scenario)
    values = {name: _values(rows, name) for name in SURVEYED if any(name in row for row in rows)}
    counties = tuple(tuple(n for _, n in scenario.counties_of(region)) for region in scenario.regions)
    if "persons" in values:
        sizes = [
            r.household_size for r, of in zip(scenario.regions.values(), counties, strict=True) for _ in range(sum(of))
        ]
        implied = np.maximum(values["persons"] / np.array(sizes), 1.0)
        values["households"] = Survey(counties, values).over("households", implied)
        values["mean size"] = values["persons"] / values["households"]
    return Survey(counties, values)


def village_names(scenarios: Iterable[Scenario]) -> dict[str, tuple[str, ...]]:
    """Return the names of the villages of each scenario, in the order of its world; nothing where none has any."""
    apart = {each.name: each for each in scenarios}
    names = {name: tuple(str(row.get("name", "")) for row in _listed(each)) for name, each in apart.items()}
    return names if any(any(of) for of in names.values()) else {}


def _listed(scenario: Scenario) -> list[Mapping[str, float | str]]:
    """Return what a scenario says of each village, in the order of its world."""
    rows: list[Mapping[str, float | str]] = []
    for region in scenario.regions:
        for county, number in scenario.counties_of(region):
            listed = scenario.villages.get(region, ())
            rows += [row for row in listed if row.get("county", "") == county] if listed else [{}] * number
    return rows


def _values(rows: list[Mapping[str, float | str]], name: str) -> Rows:
    return np.array([row.get(name, np.nan) for row in rows], dtype=np.float64)


def rows_for(households: Rows, weight: Rows) -> Rows:
    """Return in how many household rows villages of known size are founded, so that a row stands for about ``weight``.

    >>> rows_for(np.array([840.0, 30.0, 90000.0]), np.array([21.0, 42.0, 21.0])).tolist()
    [40.0, 1.0, 400.0]
    """
    return between(np.rint(households / weight), 1.0, MOST_ROWS)


def counted(luck: Luck, name: str, chance: Rows, village: Codes, known: Rows) -> Rows:
    """Return 1 where a chance comes true; where a village's share is known, in the nearest number of its rows.

    The same luck decides in both cases: who would be first to be drawn is first to be counted.
    """
    drawn = uniform(luck, name, chance.shape[0])
    happens = np.where(drawn < chance, 1.0, 0.0)
    if np.isnan(known).all():
        return happens
    order = np.lexsort((drawn, village))
    rank = np.empty(chance.shape[0])
    rank[order] = np.arange(chance.shape[0]) - np.searchsorted(village, village[order], side="left")
    quota = np.rint(known * np.bincount(village, minlength=known.shape[0]))[village]
    return np.where(np.isnan(quota), happens, np.where(rank < quota, 1.0, 0.0))


def met(values: Rows, village: Codes, mean: Rows, low: float, high: float) -> Rows:
    """Return values shifted, inside low to high, so that their mean in each village is the one that is known.

    >>> met(np.array([0.1, 0.5, 0.3]), np.array([0, 0, 1]), np.array([0.4, np.nan]), 0.0, 1.0).round(9).tolist()
    [0.2, 0.6, 0.3]
    """
    if np.isnan(mean).all():
        return values
    everybody = np.ones(values.shape[0])
    for _ in range(100):  # what the bounds cut off is shared by the others, less each time
        gap = mean - mean_by(village, values, everybody, mean.shape[0])
        values = between(values + np.where(np.isnan(gap), 0.0, gap)[village], low, high)
    return values

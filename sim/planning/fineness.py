"""Whether villages are made of enough household rows for their results to be those of their households.

A row stands for `weight` real households and quarrels, votes and petitions as one. Of a village of a few rows every
case is a large part, thresholds such as that of a collective petition are passed by one alone, shares jump. What that
comes to was measured on ten villages (docs/county-data.md): from 40 rows on nothing moves beyond luck; at 20 petitions
are about 40 % too many, below that they double and treble, and not by as much under each strategy: a comparison can
turn round. The declared default is 40 rows; worlds for lessons take 20 for speed and say so. Below :data:`FEWEST` a
doubt is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows
from sim.founding.survey import MOST_ROWS, rows_for, survey
from sim.reading import Case
from sim.scenario import Region, Scenario
from sim.words import Language, say
from sim.words.amounts import from_to, joined

FEWEST = 20
"""Household rows of a village below which its results are doubtful."""
ENOUGH = 40
"""Household rows of a usual village from which on results hardly move."""
PART = 0.25
"""Part of a region's villages that may be smaller: a county always has some hamlets."""


@dataclass(frozen=True, slots=True)
class Coarse:
    """A region whose villages have too few household rows.

    Attributes
    ----------
    villages, few
        Villages of the region, and those of fewer than :data:`FEWEST` rows.
    least, most, rows
        Rows of the smallest village, of the largest, and of all together; drawn villages as their mean.
    weight
        Real households a row had better stand for.
    households_per_village
        Rows that make drawn villages as large as before at that weight; ``None`` if the size of every village is known.
    made, usual
        Rows of all villages together, and of the median one up to :data:`ENOUGH`, if this advice is followed.
    """

    region: str
    villages: int
    few: int
    least: int
    most: int
    rows: int
    weight: float
    households_per_village: int | None
    made: int
    usual: int


def coarse_in(scenario: Scenario) -> Iterator[Coarse]:
    """Yield the regions of which :data:`PART` of the villages or more have too few household rows."""
    known, start = survey(scenario), 0
    all_households = known.known("households", sum(sum(of) for of in known.counties))
    for (name, region), of in zip(scenario.regions.items(), known.counties, strict=True):
        households = all_households[start : start + sum(of)]
        start += sum(of)
        rows = _count_rows(households, region.weight, region.households_per_village)
        few = rows < FEWEST
        if few.sum() >= PART * few.shape[0]:
            yield _describe_coarse(name, region, households, rows)


def _count_rows(households: Rows, weight: float, drawn: int) -> Rows:
    """Return the rows of each village; of those whose households are not known their mean."""
    known = rows_for(households, np.full(households.shape[0], weight))
    return np.where(np.isnan(known), float(drawn), known)


def _describe_coarse(name: str, region: Region, households: Rows, rows: Rows) -> Coarse:
    """Return what is too coarse in a region, and what mends it."""
    real = np.where(np.isnan(households), region.weight * region.households_per_village, households)
    lower = float(np.quantile(real, PART, method="lower"))  # so many villages and no more may stay small
    weight = _round_weight(max(min(float(np.median(real)) / ENOUGH, lower / FEWEST), 1.0))
    drawn = None
    if np.isnan(households).any():
        drawn = min(math.ceil(region.weight * region.households_per_village / weight), MOST_ROWS)
    made = _count_rows(households, weight, drawn or 0)
    ends = (int(rows.min()), int(rows.max()), int(rows.sum()))
    few, usual = int((rows < FEWEST).sum()), min(round(float(np.median(made))), ENOUGH)
    return Coarse(name, rows.shape[0], few, *ends, weight, drawn, int(made.sum()), usual)


def _round_weight(weight: float) -> float:
    """Return a weight that is easily written, never a larger one.

    >>> _round_weight(5.6), _round_weight(10.5), _round_weight(2.37)
    (5.0, 10.0, 2.3)
    """
    return float(math.floor(weight)) if weight >= 3.0 else math.floor(weight * 10.0) / 10.0


def said(one: Coarse, language: Language = "en") -> str:
    """Return a doubt in words, with what mends it."""
    at = f"world.regions.{one.region}"
    key = "finest" if one.made <= one.rows else "lower" if one.households_per_village is None else "lower and set"
    wanted = {"weight": one.weight, "number": one.households_per_village, "enough": one.usual, "made": one.made}
    advice = say(f"coarse.{key}", language, at=at, **wanted)
    span = str(one.least) if one.least == one.most else from_to(one.least, one.most, language)
    of = {"few": one.few, "villages": one.villages, "region": one.region, "fewest": FEWEST, "rows": one.rows}
    return say("coarse.said", language, span=span, advice=advice, **of)


def coarse_said(cases: Iterable[Case], language: Language = "en") -> tuple[str, ...]:
    """Return the doubts of scenarios, each once; those that do not hold for all of them name the ones they hold for."""
    found: dict[str, list[str]] = {}
    names = []
    for case in cases:
        names.append(case.scenario.name)
        for one in coarse_in(case.scenario):
            found.setdefault(said(one, language), []).append(case.scenario.name)
    return tuple(
        words if len(of) == len(names) else joined("colon", [_list_names(of, language), words], language)
        for words, of in found.items()
    )


def _list_names(names: Iterable[str], language: Language) -> str:
    return joined("list", (f"`{name}`" for name in dict.fromkeys(names)), language)

"""Where two lives part ways: one household, the same luck, two scenarios."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sim.lives.record import Event, Life, Month
from sim.phases.steps import PHASES

ORDER = tuple(
    dict.fromkeys(
        column for _, steps in PHASES for step in steps if step.kind == "households" for column in step.writes
    )
)
"""Columns of a household in the order in which a month writes them."""


SEEN = 0.01
"""Difference that a reader sees: of a share itself, of a greater number against its size."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Something that is one value here and another there."""

    name: str
    one: float
    other: float


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a life under another scenario becomes another.

    Attributes
    ----------
    month
        The first month in which any column of the household differs.
    column
        The first column to differ in it, in the order in which the month writes them.
    reasons
        What went into that column and differed: inputs of the rule, those that differ most (against their size) first.
    terms_month, terms
        The first month in which the household faces other terms, and which.
    seen_month, seen
        The first month in which a column differs by more than a reader overlooks (:data:`SEEN`), and that which differs
        most; nothing if none ever does.
    village_month, village
        The first month in which other things happen to village or household, and what happens in each of the two lives.
    """

    month: int
    column: Pair
    reasons: tuple[Pair, ...]
    terms_month: int | None
    terms: tuple[Pair, ...]
    seen_month: int | None
    seen: Pair | None
    village_month: int | None
    village: tuple[tuple[Event, ...], tuple[Event, ...]]


def parting(one: Life, other: Life) -> Parting | None:
    """Return where two lives part ways; nothing if they never do.

    Parameters
    ----------
    one, other
        The same household in the same world with the same luck, for equally many months.
    """
    for month, (here, there) in enumerate(zip(one.months, other.months, strict=True)):
        columns = [pair for name in ORDER for pair in _unlike(name, here.household, there.household)]
        if columns:
            terms_month, terms = _terms(one, other)
            village_month, village = _events(one, other)
            reasons = _reasons(columns[0].name, here, there)
            return Parting(month, columns[0], reasons, terms_month, terms, *_seen(one, other), village_month, village)
    return None


def _unlike(name: str, here: Mapping[str, float], there: Mapping[str, float]) -> list[Pair]:
    one, other = here.get(name, math.nan), there.get(name, math.nan)
    same = one == other or (math.isnan(one) and math.isnan(other))
    return [] if same else [Pair(name, one, other)]


def _reasons(column: str, here: Month, there: Month) -> tuple[Pair, ...]:
    one, other = here.asked.get(column, {}), there.asked.get(column, {})
    pairs = [pair for name in dict.fromkeys([*one, *other]) for pair in _unlike(name, one, other)]
    return tuple(sorted(pairs, key=_gap, reverse=True))


def _gap(pair: Pair) -> float:
    """Return how much a pair differs against its size; a reason that only one of two lives has comes first."""
    gap = abs(pair.one - pair.other) / max(abs(pair.one), abs(pair.other))
    return math.inf if math.isnan(gap) else gap


def _seen(one: Life, other: Life) -> tuple[int | None, Pair | None]:
    for month, (here, there) in enumerate(zip(one.months, other.months, strict=True)):
        pairs = [pair for name in ORDER for pair in _unlike(name, here.household, there.household)]
        if pairs and _shown(most := max(pairs, key=_shown)) > SEEN:
            return month, most
    return None, None


def _shown(pair: Pair) -> float:
    """Return how much a pair differs for a reader: next to nothing is no difference, even against nothing."""
    gap = abs(pair.one - pair.other) / max(abs(pair.one), abs(pair.other), 1.0)
    return math.inf if math.isnan(gap) else gap


def _terms(one: Life, other: Life) -> tuple[int | None, tuple[Pair, ...]]:
    for month, (here, there) in enumerate(zip(one.months, other.months, strict=True)):
        pairs = [pair for name in here.terms for pair in _unlike(name, here.terms, there.terms)]
        if pairs:
            return month, tuple(pairs)
    return None, ()


def _events(one: Life, other: Life) -> tuple[int | None, tuple[tuple[Event, ...], tuple[Event, ...]]]:
    for month in range(1, len(one.months)):
        here, there = ([event for event in life.events if event.month == month] for life in (one, other))
        if here != there:
            own = tuple(event for event in here if event not in there)
            return month, (own, tuple(event for event in there if event not in here))
    return None, ((), ())

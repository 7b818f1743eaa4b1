"""The ways in which this package pairs rows: on a ring, with an outsider, an insider or a fellow, each with each.

All work on whole arrays: a hundred and fifty thousand households are paired in a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.arrays import Codes, Flags, Rows
from sim.streams import FOUNDING, Luck

Pairs = tuple[Codes, Codes]
"""Two arrays of equal length: one end and the other end of each tie."""

NOBODY = -1
"""In place of a partner where there is none to choose."""


def stretches(sorted_key: Codes) -> Pairs:
    """Return, for each place, the first place and the length of the stretch of equal keys it lies in.

    >>> first, length = stretches(np.array([5, 5, 9]))
    >>> first.tolist(), length.tolist()
    ([0, 0, 2], [2, 2, 1])
    """
    first = np.append(0, np.flatnonzero(np.diff(sorted_key)) + 1)
    length = np.diff(np.append(first, len(sorted_key)))
    return np.repeat(first, length), np.repeat(length, length)


def joined(pairs: list[Pairs]) -> Pairs:
    """Return several lists of pairs as one, without those that found nobody."""
    nothing = np.empty(0, dtype=np.int64)
    a = np.concatenate([nothing, *(a for a, _ in pairs)])
    b = np.concatenate([nothing, *(b for _, b in pairs)])
    found = b != NOBODY
    return a[found], b[found]


def calls(mean: float, decision: str, luck: Luck, rows: int) -> Iterator[tuple[Flags, Rows]]:
    """Let every row make ``mean`` calls: the whole part for sure, one more with the chance of the fraction.

    Luck is drawn for every row, calling or not, so that nobody's partner changes because others call more often.

    Yields
    ------
    tuple
        Who makes this call, and one uniform number a row to choose the partner with.
    """
    count = np.floor(mean + luck.uniform(f"{decision}: how many", FOUNDING, rows))
    for call in range(int(np.ceil(mean))):
        yield count > call, luck.uniform(f"{decision}: partner {call}", FOUNDING, rows)


def ring(key: Codes, ties: float, decision: str, luck: Luck) -> Pairs:
    """Seat the rows of each key on a ring in random order and tie each to the next ones.

    A row has ``ties`` ties on average and at most one more on each side; a ring too small for that is tied each with
    each. A ring of one yields a row paired with itself.

    Parameters
    ----------
    key
        The ring each row sits on.
    ties
        Mean number of ties of a row, to both sides together.
    """
    order = np.lexsort((luck.uniform(f"{decision}: seat", FOUNDING, len(key)), key))
    first, length = stretches(key[order])
    place = np.arange(len(key))
    pairs = [
        (order[near], order[first[near] + (place[near] - first[near] + step + 1) % length[near]])
        for step, (near, _) in enumerate(calls(ties / 2, decision, luck, len(key)))
    ]
    return joined(pairs)


def outsider(outer: Codes, inner: Codes, luck: Rows) -> Codes:
    """Choose for each row one of the rows with the same ``outer`` and another ``inner`` key, all equally likely.

    Parameters
    ----------
    outer, inner
        Two keys a row; inner is nested in outer (village in county, clan in village, household in village).
    luck
        One uniform number a row.

    Returns
    -------
    Codes
        The row chosen, or :data:`NOBODY`.
    """
    order = np.lexsort((inner, outer))
    first, length = stretches(outer[order])
    own_first, own_length = stretches(inner[order])
    others = length - own_length
    place = first + np.floor(luck[order] * others).astype(np.int64)
    place = np.where(place >= own_first, place + own_length, place)
    chosen = np.full(len(outer), NOBODY)
    some = others > 0
    chosen[order[some]] = order[place[some]]
    return chosen


def insider(key: Codes, pool: Flags, luck: Rows) -> Codes:
    """Choose for each row one of the rows of the pool with the same key, all equally likely.

    Parameters
    ----------
    key
        A small whole number a row.
    pool
        Which rows may be chosen.
    luck
        One uniform number a row.

    Returns
    -------
    Codes
        The row chosen, or :data:`NOBODY`.
    """
    candidates = np.flatnonzero(pool)
    candidates = candidates[np.argsort(key[candidates], kind="stable")]
    count = np.bincount(key[candidates], minlength=key.max(initial=-1) + 1)
    first = np.cumsum(count) - count
    place = first[key] + np.floor(luck * count[key]).astype(np.int64)
    chosen = np.full(len(key), NOBODY)
    some = count[key] > 0
    chosen[some] = candidates[place[some]]
    return chosen


def fellow(sorted_key: Codes, chooser: Codes, luck: Rows) -> Codes:
    """Choose for each chooser another row of the same key, all equally likely; itself where it is alone.

    Parameters
    ----------
    sorted_key
        A key a row, ascending.
    chooser
        Rows that choose, any number of times each.
    luck
        One uniform number a chooser.
    """
    first, length = stretches(sorted_key)
    others = length[chooser] - 1
    chosen = first[chooser] + np.floor(luck * others).astype(np.int64)
    return np.where((chosen >= chooser) & (others > 0), chosen + 1, chosen)


def each_with_each(household_village: Codes, other_village: Codes) -> Pairs:
    """Pair every household with every cadre, or group, of its village; in the order of the latter.

    Parameters
    ----------
    household_village
        Village of each household, ascending.
    other_village
        Village of each cadre or group.
    """
    first = np.searchsorted(household_village, other_village, side="left")
    count = np.searchsorted(household_village, other_village, side="right") - first
    other = np.repeat(np.arange(len(other_village)), count)
    start = np.cumsum(count) - count
    household = np.arange(len(other)) + (first - start)[other]
    return household, other

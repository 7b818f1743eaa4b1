"""Response to factors: mean and interval of every scenario and of their difference at each point of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.designs.points import Points
from sim.paired import Paired, paired
from sim.reading.factor import Factor
from sim.reading.study import DIFFERENCE, Asked, Study
from sim.statistics.cube import Block
from sim.statistics.outcomes import Outcome
from sim.studies.factor_words import named, told
from sim.studies.responses import Responses, declared, told_rows
from sim.studies.standing import crossed, good, standing, titles
from sim.words import Language, say
from sim.words.amounts import amount, change, joined, span

NAMED = 4
"""Factors named in a sentence."""
COLUMNS = ("outcome", "of", "mean", "sd", "ci_low", "ci_high", "n")


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """One outcome at every point: of one scenario, or the second minus the first.

    Attributes
    ----------
    found
        By point, over replications (:func:`sim.paired.paired`); the other attributes are its numbers.
    """

    of: str
    found: tuple[Paired, ...]
    mean: Rows
    sd: Rows
    low: Rows
    high: Rows
    n: Rows


def response(of: str, y: Block) -> Response:
    """Return mean and interval at every point.

    Parameters
    ----------
    y
        Points x replications; missing where a run failed.

    >>> found = response("a", np.array([[1.0, 3.0], [2.0, np.nan]]))
    >>> found.mean.tolist(), found.n.tolist(), bool(np.isnan(found.low[1]))
    ([2.0, 2.0], [2.0, 1.0], True)
    """
    found = tuple(map(paired, y))
    numbers = ("mean", "sd", "low", "high", "n")
    return Response(of, found, *(np.array([getattr(one, name) for one in found], dtype=np.float64) for name in numbers))


@dataclass(frozen=True, eq=False)
class Swept:
    """What a sweep found.

    Attributes
    ----------
    levels
        Response of every scenario, by outcome.
    differences
        The second scenario minus the first, by outcome; empty with one scenario.
    """

    study: Study
    points: Points
    levels: dict[str, tuple[Response, ...]]
    differences: dict[str, Response]

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """The outcomes by key."""
        return {one.key: one for one in self.study.outcomes}

    def outcome(self, key: str) -> Outcome:
        """Return what is declared about an outcome."""
        return declared(self.asked[key])

    def column(self, factor: Factor) -> Rows:
        """Return a factor's value at every point, a word by its place in the list."""
        place = self.points.factors.index(factor.path)
        values = [row[place] for row in self.points.rows]
        return np.array([factor.options.index(one) if factor.words else one for one in values], dtype=np.float64)

    @property
    def table(self) -> pd.DataFrame:
        """The table ``sweep.csv`` holds: a row for each point, outcome and scenario, and for the difference."""
        parts = []
        for key in self.levels:
            for one in (*self.levels[key], *([self.differences[key]] if key in self.differences else [])):
                frame = told_rows(self.study, self.points)
                told: tuple[Any, ...] = (key, one.of, one.mean, one.sd, one.low, one.high, one.n.astype(np.int64))
                parts.append(frame.assign(**dict(zip(COLUMNS, told, strict=True))))
        return pd.concat(parts, ignore_index=True)

    def better(self, key: str) -> tuple[int, int, int]:
        """Return at how many points the second scenario is better, worse, and not told from the first."""
        found, sign = self.differences[key], -1.0 if self.outcome(key).better == "lower" else 1.0
        told = np.array([one.told for one in found.found])
        up, down = told & (found.mean > 0.0), told & (found.mean < 0.0)
        wins, losses = (up, down) if sign > 0 else (down, up)
        return int(wins.sum()), int(losses.sum()), int((~wins & ~losses).sum())

    def same(self, key: str) -> int:
        """Return at how many points the whole interval of the difference lies inside the margin that matters."""
        found, margin = self.differences[key], self.outcome(key).margin
        return sum(one.inside(margin) for one in found.found)

    def crossings(self, key: str, factor: Factor) -> list[float]:
        """Return where the mean difference changes its sign along the only factor of a sweep.

        Only between points at which it is told from zero on either side: the middle one of several places.
        """
        values, found = self.column(factor), self.differences[key]
        order = np.argsort(values, kind="stable")
        return crossed(values[order], found.mean[order], found.low[order], found.high[order])

    def answer(self, key: str, language: Language = "en") -> list[str]:
        """Return in words how the difference stands over all points; of a single scenario where it is low and high."""
        if key not in self.differences:
            return [_describe_ends(self, key, language)]
        outcome = self.outcome(key)
        first = standing(self.differences[key].mean, outcome, outcome.margin, self.study, language)
        return [first, *self.sentences(key, language)]

    def sentences(self, key: str, language: Language = "en") -> list[str]:
        """Return in words at how many points which scenario is better, and where that changes."""
        if key not in self.differences:
            return []
        return [
            _told_apart(self, key, language),
            *_describe_inside(self, key, language),
            *_describe_crossing(self, key, language),
        ]


def _describe_ends(found: Swept, key: str, language: Language) -> str:
    """Return at which points the outcome of the only scenario is lowest and highest, and whether that is sure."""
    one, unit = found.levels[key][0], found.outcome(key).unit
    known = np.flatnonzero(np.isfinite(one.mean))
    if not len(known):
        return say("sweep.no result", language)
    least, most = (int(known[place(one.mean[known])]) for place in (np.argmin, np.argmax))
    if one.mean[least] == one.mean[most]:
        return say("sweep.constant", language, level=amount(float(one.mean[least]), unit, language))
    ends = {
        "least": _describe_point(found, one, least, unit, language),
        "most": _describe_point(found, one, most, unit, language),
    }
    return say("sweep.ends" if one.high[least] < one.low[most] else "sweep.doubtful ends", language, **ends)


def _describe_point(found: Swept, one: Response, point: int, unit: str, language: Language) -> str:
    """Return the mean at a point with its interval, and where that is."""
    values = [
        f"{named(factor, language)} = {value if factor.words else told(value, factor, found.study, language)}"
        for factor, value in zip(found.study.factors, found.points.rows[point], strict=True)
    ]
    where = joined("comma", values[:NAMED], language)
    where += say("sweep.and others", language) if len(values) > NAMED else ""
    ends = span(float(one.low[point]), float(one.high[point]), unit, language=language)
    interval = "" if np.isnan(one.low[point]) else say("sweep.interval", language, span=ends)
    mean = amount(float(one.mean[point]), unit, language)
    return say("sweep.point", language, mean=mean, interval=interval, where=where)


def _told_apart(found: Swept, key: str, language: Language) -> str:
    one, other = titles(found.study, language)
    wins, losses, open_ = found.better(key)
    counts = {"number": len(found.points.rows), "wins": wins, "losses": losses, "open": open_}
    return say("sweep.told apart", language, one=one, other=other, good=good(found.outcome(key), language), **counts)


def _describe_inside(found: Swept, key: str, language: Language) -> list[str]:
    """Return at how many points the two are practically the same, and whether any mean difference matters."""
    outcome, number, same = found.outcome(key), len(found.points.rows), found.same(key)
    margin = change(outcome.margin, outcome.unit, language).lstrip("+")
    if same == number:
        return [say("sweep.all same", language, margin=margin)]
    lines = [say("sweep.some same", language, same=same, number=number, margin=margin)] if same else []
    if np.nanmax(np.abs(found.differences[key].mean)) <= outcome.margin:
        lines.append(say("sweep.no mean matters", language, margin=margin))
    return lines


def _describe_crossing(found: Swept, key: str, language: Language) -> list[str]:
    """Return where the difference changes its sign along the only factor."""
    if len(found.study.factors) != 1 or found.study.factors[0].words:
        return []
    factor = found.study.factors[0]
    where = [told(place, factor, found.study, language) for place in found.crossings(key, factor)]
    if not where:
        return [say("sweep.keeps", language)]
    return [say("sweep.flips", language, name=named(factor, language), at=joined("and", where, language))]


def swept(study: Study, points: Points, found: Responses) -> Swept:
    """Return what follows from the results of a sweep."""
    levels, differences = {}, {}
    for asked in study.outcomes:
        names = found.scenarios if asked.of == DIFFERENCE or len(found.scenarios) != 1 else (asked.of,)
        levels[asked.key] = tuple(response(name, found.level(name, asked)) for name in names)
        if len(found.scenarios) > 1:
            pairs = found.level(found.scenarios[1], asked) - found.level(found.scenarios[0], asked)
            differences[asked.key] = response(DIFFERENCE, pairs)
    return Swept(study, points, levels, differences)

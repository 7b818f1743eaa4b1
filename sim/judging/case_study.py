"""A real place beside its simulation: what a source counted there, what runs come to, and whether the two agree.

A claim about one place is one history, so it is held against single runs and not against their mean: it matches where
it lies inside the spread of runs. What a scenario takes from the source itself cannot match; it is called put in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from sim.arrays import Rows
from sim.evidence.claims import claim, derived
from sim.experiment import Progress
from sim.paired import paired
from sim.reading import Case
from sim.running import engine
from sim.scenario import Clock
from sim.world import World, found_world

Block = npt.NDArray[np.float64]
Look = Callable[[World], float]
Role = Literal["follows", "partly put in", "put in", "not represented"]
Relation = Literal["=", "~", ">=", "<="]
SPREAD = (0.1, 0.9)
"""Quantiles of single runs between which a count of one place has to lie to match."""
ABOUT = 0.1
"""How far a number that the source gives as *about* may be off, as a share of it."""
OFF = 0.05
"""From which share of the observed number on it is said that what was put in comes out otherwise."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One number of a source about the place, and its counterpart in the model.

    Attributes
    ----------
    says
        What the source says, in words.
    evidence
        Claim, or number derived from claims, that holds it.
    observed
        The number in ``unit``; what was done to the claim for that stands in ``says``.
    look
        Name of the look that measures it, ``""`` where the model has no counterpart.
    month
        When, YYYY-MM.
    since
        Month whose value is taken off, for what has changed; ``""`` for the level.
    role
        ``follows`` from other numbers; ``partly put in``: a price or a share of it rests on the claim itself;
        ``put in``: it is the claim; ``not represented``.
    note
        Why the two may part ways: true whichever way they do.
    """

    says: str
    evidence: str
    observed: float
    unit: str
    look: str
    month: str
    role: Role
    note: str
    relation: Relation = "="
    since: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a source says in words only: a quantity rises or falls between two months."""

    says: str
    section: str
    look: str
    unit: str
    before: str
    after: str
    rises: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """What was looked at in each reported month of each run: replications x months x looks."""

    values: Block
    clock: Clock
    looks: tuple[str, ...]

    def series(self, look: str) -> Block:
        """Return replications x months of one look."""
        return self.values[:, :, self.looks.index(look)]

    def at(self, look: str, month: str, since: str = "") -> Rows:
        """Return one look in one month in each run, less its value in ``since`` if that is given."""
        series = self.series(look)
        found = series[:, self._index_month(month)]
        return found - series[:, self._index_month(since)] if since else found

    def labels(self) -> list[str]:
        """Return the reported months as YYYY-MM."""
        return [self.clock.label(self.clock.burn_in + month) for month in range(1, self.clock.months + 1)]

    def _index_month(self, month: str) -> int:
        return self.clock.month(month) - self.clock.burn_in - 1


def number(evidence: str, part: str = "") -> float:
    """Return the number of a claim or of a derived one, or one of its named parts.

    Raises
    ------
    KeyError
        If there is no such claim, or no such part.
    """
    if evidence in derived():
        return float(derived()[evidence].value)
    value = claim(evidence).value
    if isinstance(value, Mapping):
        return float(value[part])
    return float(value)


def live(case: Case, looks: Mapping[str, Look], replicate: int) -> Block:
    """Return what is seen in each reported month of one run: months x looks."""
    clock = case.scenario.clock
    step = engine(case.scenario.runs.engine)
    world = found_world(case.scenario, case.scenario.runs.seed, replicate)
    seen = np.full((clock.months, len(looks)), np.nan)
    for month in range(1, clock.last + 1):
        step(world, case.policies)
        if month > clock.burn_in:
            seen[month - clock.burn_in - 1] = [look(world) for look in looks.values()]
    return seen


def lives(
    cases: Sequence[Case], looks: Mapping[str, Look], replications: int, progress: Progress | None = None
) -> list[Lives]:
    """Return what is seen in the runs of some cases, each replication of every case with the same luck.

    Parameters
    ----------
    progress
        Called after each run.
    """
    found: list[list[Block]] = [[] for _ in cases]
    for replicate in range(replications):
        for place, case in enumerate(cases):
            found[place].append(live(case, looks, replicate))
            if progress is not None:
                progress(replicate * len(cases) + place + 1, replications * len(cases))
    return [Lives(np.stack(own), case.scenario.clock, tuple(looks)) for own, case in zip(found, cases, strict=True)]


def verdict(pattern: Pattern, values: Rows) -> str:
    """Return whether the source's number lies inside the spread of single runs, in words.

    Parameters
    ----------
    values
        The counterpart in each run; missing ones do not count.

    >>> reform = Pattern("1 of 22", "villages_share_reformed", 1.0, "villages", "reformed", "2023-05", "follows", "")
    >>> verdict(reform, np.array([0.0, 1.0, 3.0])), verdict(reform, np.array([9.0, 12.0, 15.0]))
    ('yes', 'no: too high')
    """
    known = values[~np.isnan(values)]
    if pattern.role == "not represented":
        return "not represented"
    if pattern.role == "put in":
        return _put_in(pattern, known)
    if known.size == 0:
        return "no: never measured"
    low, high = (float(bound) for bound in np.quantile(known, SPREAD))
    slack = ABOUT * abs(pattern.observed) if pattern.relation == "~" else 1e-9 * abs(pattern.observed)
    above, below = low > pattern.observed + slack, high < pattern.observed - slack
    said = "yes"
    if above and pattern.relation != ">=":
        said = "no: too high"
    elif below and pattern.relation != "<=":
        said = "no: too low"
    return f"{said} (partly put in)" if pattern.role == "partly put in" else said


def _put_in(pattern: Pattern, known: Rows) -> str:
    """Say that a number was put in, and when the runs make something else of it."""
    gap = float(np.mean(known)) - pattern.observed if known.size else 0.0
    if abs(gap) <= OFF * abs(pattern.observed):
        return "put in"
    return f"put in, comes out {'higher' if gap > 0.0 else 'lower'}"


def turned(sign: Sign, found: Lives) -> tuple[str, float, float, float]:
    """Return whether a quantity moved as the source says, and its mean change with the 95 % interval."""
    change = paired(found.at(sign.look, sign.after, sign.before))
    if change.n == 0 or math.isnan(change.low) or change.low <= 0.0 <= change.high:
        return "cannot be told", change.mean, change.low, change.high
    return "yes" if (change.mean > 0.0) == sign.rises else "no", change.mean, change.low, change.high

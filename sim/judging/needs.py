"""Which mechanism each pattern needs: the counterpart of every target with and without each mechanism.

Runs with and without a mechanism share people, network, luck and parameters, so the change is a paired difference, and
what the mechanism does not touch cancels to exactly zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.evidence.targets import Target
from sim.judging.case_study import Block
from sim.judging.counterparts import Life, Point
from sim.judging.validation import Line, lines
from sim.paired import Paired, paired
from sim.rules.parameters import OFF

Kind = Literal["needs", "spoils", "moves", "open", "nothing"]
KINDS: Mapping[Kind, str] = {
    "needs": "holds with it, fails without it",
    "spoils": "holds without it, fails with it",
    "moves": "moves beyond noise, not between holding and failing",
    "open": "not beyond noise",
    "nothing": "exactly no change",
}
COLUMNS = (
    "pattern", "mechanism", "observed", "low", "high", "with_it", "agrees", "without_it", "agrees_without", "change",
    "ci_low", "ci_high", "kind", "n",
)  # fmt: skip


SEEN = 6
"""Runs of one kind in which a pattern must be seen, and never in their pairs, to be beyond noise (sign test, 5 %)."""


@dataclass(frozen=True, slots=True)
class Need:
    """What becomes of one pattern without one mechanism.

    Attributes
    ----------
    change
        Counterpart without the mechanism minus that with it, paired by run.
    """

    target: Target
    mechanism: str
    whole: Line
    without: Line
    change: Paired

    @property
    def never_seen(self) -> bool:
        """Whether the pattern is seen with the mechanism alone, or without it alone: there is nothing left to count."""
        return bool(self.whole.n) != bool(self.without.n)

    @property
    def only_just(self) -> bool:
        """Whether the change is smaller than the error of the observed number, so that a bound happens to lie in it."""
        return not self.never_seen and abs(self.change.mean) < self.target.error

    @property
    def kind(self) -> Kind:
        """What the mechanism is to the pattern; a mean that only crosses a bound, within its own noise, is moved."""
        before, after = self.whole.verdict, self.without.verdict
        if self.never_seen:
            if max(self.whole.n, self.without.n) < SEEN:
                return "open"
            agreed: Kind = "needs" if self.whole.n else "spoils"
            return agreed if "holds" in (before, after) else "moves"
        if self.change.n == 0 or (self.change.mean == 0.0 and self.change.sd == 0.0):
            return "nothing"
        if not self.change.told:
            return "open"
        if (before, after) == ("holds", "fails"):
            return "needs"
        return "spoils" if (before, after) == ("fails", "holds") else "moves"


@dataclass(frozen=True, eq=False)
class Needs:
    """All patterns and mechanisms."""

    found: tuple[Need, ...]

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The patterns, in their order."""
        return tuple({one.target.id: one.target for one in self.found}.values())

    @cached_property
    def mechanisms(self) -> tuple[str, ...]:
        """The mechanisms, those that most patterns need first."""
        names = dict.fromkeys(one.mechanism for one in self.found)
        rank = {name: (-len(self.of(name, "needs")), -len(self.of(name, "moves"))) for name in names}
        return tuple(sorted(names, key=lambda name: rank[name]))

    @cached_property
    def by_name(self) -> Mapping[tuple[str, str], Need]:
        """What becomes of a pattern without a mechanism, by both their names."""
        return {(one.target.id, one.mechanism): one for one in self.found}

    def of(self, mechanism: str, kind: Kind) -> list[Need]:
        """Return what a mechanism is of one kind to."""
        return [one for one in self.found if one.mechanism == mechanism and one.kind == kind]

    @property
    def runs(self) -> int:
        """Runs behind each number."""
        return max((one.whole.n for one in self.found), default=0)


def agreeing(line: Line) -> bool:
    """Return whether a counterpart agrees: a mean inside the error; of one history, its range reaching the error."""
    target = line.target
    if line.n == 0:
        return False
    return line.verdict == "holds" if target.one else target.low <= line.simulated <= target.high


def lives_of(aims: Sequence[Target], mechanisms: Sequence[str], points: Sequence[Point]) -> list[Life]:
    """Return the runs: with everything on, then without each mechanism, each with the same points and lucks."""
    offs: list[Mapping[str, float]] = [{}, *(OFF[name] for name in mechanisms)]
    return [
        Life(tuple(sorted({**point, **off}.items())), tuple(aims), run)
        for off in offs
        for run, point in enumerate(points)
    ]


def needs(aims: Sequence[Target], mechanisms: Sequence[str], values: Block) -> Needs:
    """Return what each pattern needs.

    Parameters
    ----------
    values
        Counterparts of :func:`lives_of`: lives x targets.
    """
    arms = values.reshape(len(mechanisms) + 1, -1, len(aims))
    cards = [lines(aims, list(arm.T)) for arm in arms]
    return Needs(
        tuple(
            Need(target, name, cards[0][place], cards[number][place], paired(_compute_change(arms, number, place)))
            for number, name in enumerate(mechanisms, start=1)
            for place, target in enumerate(aims)
        )
    )


def _compute_change(arms: Block, number: int, place: int) -> Rows:
    return np.asarray(arms[number, :, place] - arms[0, :, place])


def needs_table(found: Needs) -> pd.DataFrame:
    """Return the table of ``patterns.csv``."""
    rows = [
        (
            one.target.id, one.mechanism, one.target.observed, one.target.low, one.target.high, one.whole.simulated,
            agreeing(one.whole), one.without.simulated, agreeing(one.without), one.change.mean, one.change.low,
            one.change.high, one.kind, one.change.n,
        )
        for one in found.found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))

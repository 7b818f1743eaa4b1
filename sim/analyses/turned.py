"""Differences as the answer tells them: seen from the scenario it speaks of, whichever was the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.analyses.compare import Difference
from sim.analyses.for_whom import Share
from sim.analyses.outcomes import Outcome
from sim.analyses.paired import Kind

TURNED: dict[Kind, Kind] = {"better": "worse", "worse": "better", "higher": "lower", "lower": "higher"}


@dataclass(frozen=True, slots=True)
class Turned:
    """One outcome of one scenario against another, seen from the first.

    Attributes
    ----------
    sign
        -1 where the difference was taken the other way round.
    """

    each: Difference
    sign: float

    @property
    def kind(self) -> Kind:
        """What can be said of it."""
        return self.each.kind if self.sign > 0.0 else TURNED.get(self.each.kind, self.each.kind)

    @property
    def mean(self) -> float:
        """Mean difference."""
        return self.sign * self.each.found.mean

    @property
    def ends(self) -> tuple[float, float]:
        """Interval of the mean difference."""
        low, high = self.sign * self.each.found.low, self.sign * self.each.found.high
        return min(low, high), max(low, high)

    @property
    def outcome(self) -> Outcome:
        """The outcome."""
        return self.each.outcome

    @property
    def size(self) -> float:
        """The mean difference in multiples of the margin that matters."""
        return abs(self.mean) / self.outcome.margin

    @property
    def room(self) -> float:
        """How far the near end of the interval is from no difference, in multiples of the margin that matters."""
        return min(abs(end) for end in self.ends) / self.outcome.margin


def kind_of(found: Sequence[Turned], name: str) -> Kind:
    """Return what is said of an outcome."""
    return next((one.kind for one in found if one.outcome.name == name), "missing")


def clearest(found: Sequence[Turned]) -> Turned:
    """Return the difference that luck is least likely to have made: one that stands with all taken together, if any.

    Raises
    ------
    ValueError
        If there is none.
    """
    return min(found, key=lambda one: (one.each.doubtful, one.each.found.p, -one.size))


def gain(sign: float, each: Share) -> float:
    """Return what somebody gains, in multiples of the margin that matters."""
    good = -1.0 if each.outcome.better == "lower" else 1.0
    return sign * good * each.found.mean / each.outcome.margin

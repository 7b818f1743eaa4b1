"""The scorecard: every target beside its counterpart, with a verdict; what was fitted and what was held out apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from sim.analyses.looks import masked
from sim.analyses.paired import paired
from sim.analyses.words import amount, span
from sim.arrays import Rows
from sim.evidence.claims import claim, derived
from sim.evidence.targets import Target

Verdict = Literal["holds", "fails", "cannot be told", "never seen"]
VERDICTS: tuple[Verdict, ...] = ("fails", "never seen", "cannot be told", "holds")
SPREAD = (0.1, 0.9)
"""Quantiles of single runs between which one history is expected to lie."""
COLUMNS = (
    "pattern", "source", "use", "observed", "low", "high", "simulated", "sim_low", "sim_high", "verdict",
    "evidence", "trust", "weight", "measure", "n", "inside",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One target of the scorecard.

    Attributes
    ----------
    simulated
        Mean over the runs with a counterpart.
    low, high
        The 95 % interval of that mean; of what was observed in one place, the range of 80 % of single runs.
    n
        Runs with a counterpart.
    inside
        Share of them inside the error of the observed number.
    """

    target: Target
    simulated: float
    low: float
    high: float
    n: int
    inside: float

    @property
    def verdict(self) -> Verdict:
        """Whether the two agree.

        A mean holds where its interval lies inside the error of the observed number and fails where it lies outside;
        one history holds where the range of single runs reaches into the error, and fails otherwise.
        """
        if self.n == 0:
            return "never seen"
        target = self.target
        apart = self.low > target.high or self.high < target.low
        if target.one or math.isnan(self.low):
            return "fails" if apart else "holds"
        if target.low <= self.low and self.high <= target.high:
            return "holds"
        return "fails" if apart else "cannot be told"


@dataclass(frozen=True, slots=True)
class Score:
    """Weight of the targets that hold: a high trust counts three, a medium two, a low one; what was put in nothing."""

    held: float
    of: float
    n: int

    @property
    def share(self) -> float:
        """Share of the weight that holds, nan where nothing counts."""
        return self.held / self.of if self.of else math.nan


def lines(targets: Sequence[Target], values: Sequence[Rows]) -> list[Line]:
    """Return the scorecard.

    Parameters
    ----------
    values
        Of each target, its counterpart in each run, nan where there is none.
    """
    return [_line(target, own[~np.isnan(own)]) for target, own in zip(targets, map(np.asarray, values), strict=True)]


def _line(target: Target, known: Rows) -> Line:
    if known.size == 0:
        return Line(target, math.nan, math.nan, math.nan, 0, math.nan)
    if target.one:
        low, high = (float(end) for end in np.quantile(known, SPREAD))
    else:
        found = paired(known)
        low, high = (found.low, found.high) if found.sd > 0.0 else (found.mean, found.mean)
    inside = float(np.mean((known >= target.low) & (known <= target.high)))
    return Line(target, float(known.mean()), low, high, int(known.size), inside)


def scores(card: Sequence[Line]) -> Mapping[str, Score]:
    """Return the score of what was fitted, what was held out, and all."""
    found = {}
    for use in ("calibrate", "validate", "all"):
        mine = [one for one in card if use in (one.target.use, "all") and one.target.weight]
        held = sum(one.target.weight for one in mine if one.verdict == "holds")
        found[use] = Score(held, sum(one.target.weight for one in mine), len(mine))
    return found


def card_table(card: Sequence[Line]) -> pd.DataFrame:
    """Return the table of ``validation.csv``; an open end of an error is an empty cell."""
    rows = [
        (
            one.target.id, source(one.target), one.target.use, one.target.observed,
            _finite(one.target.low), _finite(one.target.high), one.simulated, one.low, one.high, one.verdict,
            one.target.evidence, one.target.trust, one.target.weight, one.target.kind, one.n, one.inside,
        )
        for one in card
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def fallen(before: pd.DataFrame, card: Sequence[Line]) -> list[str]:
    """Return the held-out patterns that held before and fail now.

    Parameters
    ----------
    before
        An older ``validation.csv``.
    """
    held = set(before.loc[(before["use"] == "validate") & (before["verdict"] == "holds"), "pattern"])
    lost = ("fails", "never seen")
    return [one.target.id for one in card if one.target.id in held and one.verdict in lost]


def source(target: Target) -> str:
    """Return document and section of a target's claim, of a derived number those of its inputs.

    >>> from sim.evidence.targets import targets
    >>> source(targets()["attendance"])
    'work_plan 2.4'
    """
    ids = derived()[target.evidence].inputs if target.evidence in derived() else (target.evidence,)
    claims = [claim(one) for id in ids for one in (derived()[id].inputs if id in derived() else (id,))]
    return "; ".join(dict.fromkeys(f"{one.source} {one.section}" for one in claims))


def groups(card: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the scorecard by what was held out, fitted and put in; what fails first, highest trust foremost."""
    ordered = sorted(card, key=lambda one: (VERDICTS.index(one.verdict), -one.target.weight))
    return {
        "Held out": [one for one in ordered if one.target.use == "validate" and not one.target.put_in],
        "Fitted": [one for one in ordered if one.target.use == "calibrate" and not one.target.put_in],
        "Put in, wholly or in part": [one for one in ordered if one.target.put_in],
    }


def title(card: Sequence[Line]) -> str:
    """Return what the scorecard comes to, in a sentence."""
    mine = [one for one in card if one.target.use == "validate" and not one.target.put_in]
    held = sum(one.verdict == "holds" for one in mine)
    return f"The model against the evidence: {held} of {len(mine)} held-out patterns hold"


def agrees(target: Target) -> str:
    """Return in words what still agrees with the observed number."""
    of = unit(target)
    if math.isinf(target.low):
        return f"to {amount(target.high, of)}"
    return f"from {amount(target.low, of)}" if math.isinf(target.high) else span(target.low, target.high, of)


def unit(target: Target) -> str:
    """Return the unit in which a target is shown."""
    if target.relative:
        return "share"
    known = masked().get(target.outcome)
    return _ONE_PLACE.get(target.outcome, "") if known is None else known.unit


_ONE_PLACE = {
    "longquan declared": "villages",
    "longquan posts": "posts",
    "longquan experienced": "share",
    "longquan newcomers": "share",
    "longquan offices": "share",
    "longquan reformed": "villages",
    "longquan backlog": "yuan",
    "hubei disputing": "households",
    "hubei suing": "households",
}
"""Units of what is looked at in one place."""


def _finite(value: float) -> float:
    return value if math.isfinite(value) else math.nan

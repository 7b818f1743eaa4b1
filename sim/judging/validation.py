"""The scorecard: every target beside its counterpart, with a verdict; what was fitted and what was held out apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.special import nctdtrit, ndtri

from sim.arrays import Rows
from sim.evidence.claims import claim, derived
from sim.evidence.targets import Target
from sim.judging.looks import masked
from sim.paired import paired
from sim.statistics.outcomes import bounds
from sim.words.amounts import amount, change, per_cent, span

Verdict = Literal["holds", "fails", "cannot be told", "never seen"]
VERDICTS: tuple[Verdict, ...] = ("fails", "never seen", "cannot be told", "holds")
SPREAD = (0.1, 0.9)
"""Quantiles of single runs between which one history is expected to lie."""
FEW = 8
"""Runs below which their range is too short by chance for a verdict: on average all of it, from the least to the
greatest, covers a share of (n - 1) / (n + 1) of what single runs may come to; of two runs that is a third."""
SURE = 0.95
"""How sure it is to be that what lies beyond the range of few runs lies beyond that of many."""
CLASSES = ("Held out", "Fitted", "Put in, wholly or in part")
"""What a pattern proves: see :func:`class_of`."""
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
    widest
        What interval or range may be if many runs were made; anything there can be, where all runs have one value.
    """

    target: Target
    simulated: float
    low: float
    high: float
    n: int
    inside: float
    widest: tuple[float, float] = (math.nan, math.nan)

    @property
    def surely_apart(self) -> bool:
        """Whether it lies outside the error of the observed number even allowing for the number of runs."""
        low, high = self.widest
        return low > self.target.high or high < self.target.low

    @property
    def verdict(self) -> Verdict:
        """Whether the two agree.

        A mean holds where its interval lies inside the error of the observed number and fails where it lies outside;
        one history holds where the range of single runs reaches into the error, and fails otherwise. The range of fewer
        than eight runs is too short to fail by: only what lies outside surely does.
        """
        if self.n == 0:
            return "never seen"
        target = self.target
        apart = self.low > target.high or self.high < target.low
        if target.one or math.isnan(self.low):
            return "holds" if not apart else "fails" if self.n >= FEW or self.surely_apart else "cannot be told"
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
    return [
        _judge_target(target, own[~np.isnan(own)]) for target, own in zip(targets, map(np.asarray, values), strict=True)
    ]


def _judge_target(target: Target, known: Rows) -> Line:
    if known.size == 0:
        return Line(target, math.nan, math.nan, math.nan, 0, math.nan)
    ends = bounds_of(target)
    if target.one:
        low, high = (float(end) for end in np.quantile(known, SPREAD))
    else:
        found = paired(known, ends)
        low, high = found.low, found.high
        if math.isnan(low):  # one run, or all alike: few say nothing, enough say that this is it
            low, high = (found.mean, found.mean) if found.enough else ends
    widest = ends if np.ptp(known) == 0.0 else _widest_range(known, ends) if target.one else (low, high)
    inside = float(np.mean((known >= target.low) & (known <= target.high)))
    return Line(target, float(known.mean()), low, high, int(known.size), inside, widest)


def _widest_range(known: Rows, ends: tuple[float, float]) -> tuple[float, float]:
    """Return between what the range of many runs lies, as these tell: normal tolerance limits.

    The 10 % and the 90 % quantile of all runs lie inside, each with 95 %: mean and standard deviation of n runs, the
    latter times the noncentral t over the root of n (Owen 1968; Hahn and Meeker 1991, Statistical Intervals, 4.4).
    """
    n, mean = known.size, float(known.mean())
    half = float(nctdtrit(n - 1, ndtri(SPREAD[1]) * math.sqrt(n), SURE)) / math.sqrt(n) * float(known.std(ddof=1))
    return max(mean - half, min(ends[0], known.min())), min(mean + half, max(ends[1], known.max()))


def bounds_of(target: Target) -> tuple[float, float]:
    """Return the least and the greatest value that a counterpart can have, by the unit of its outcome.

    >>> from sim.evidence.targets import targets
    >>> [bounds_of(targets()[id]) for id in ("debt_size", "points_gain", "shenzhen_staff", "losses")]
    [(0.0, inf), (-1.0, 1.0), (-1.0, inf), (-inf, inf)]
    """
    low, high = bounds(outcome_unit(target))
    if target.kind == "level":
        return low, high
    if not target.relative:
        return low - high, high - low
    # A change of what is itself a change has no least value: the change without may be of either sign.
    of_level = low >= 0.0 and not (target.kind == "contrast" and target.since)
    return (-1.0 if of_level else -math.inf), math.inf


def scores(card: Sequence[Line], by_mean: bool = False) -> Mapping[str, Score]:
    """Return the score of what was fitted, what was held out, and all.

    Parameters
    ----------
    by_mean
        Only of patterns judged by their mean: what was seen in one place left out, which holds the more easily the
        farther single runs lie apart.
    """
    found = {}
    for use in ("calibrate", "validate", "all"):
        mine = [one for one in card if use in (one.target.use, "all") and one.target.weight]
        mine = [one for one in mine if not (by_mean and one.target.one)]
        held = sum(one.target.weight for one in mine if one.verdict == "holds")
        found[use] = Score(held, sum(one.target.weight for one in mine), len(mine))
    return found


def card_table(card: Sequence[Line]) -> pd.DataFrame:
    """Return the table of ``validation.csv``; an open end of an error is an empty cell."""
    rows = [
        (
            one.target.id, source(one.target), one.target.use, one.target.observed,
            _keep_finite(one.target.low), _keep_finite(one.target.high), one.simulated, one.low, one.high, one.verdict,
            one.target.evidence, one.target.trust, one.target.weight, one.target.kind, one.n, one.inside,
        )
        for one in card
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def fallen(before: pd.DataFrame, card: Sequence[Line]) -> tuple[list[str], list[str]]:
    """Return the held-out patterns that held before and fail now, and those of them that too few runs may explain.

    With at least as many runs as before, what fails has fallen. With fewer, a range is shorter by chance, and what is
    seen in few runs may be seen in none: there only that has fallen which fails even allowing for it.

    Parameters
    ----------
    before
        An older ``validation.csv``.
    """
    held = before[(before["use"] == "validate") & (before["verdict"] == "holds")].set_index("pattern")
    known = {str(pattern): row for pattern, row in held.iterrows()}
    runs, had = max((one.n for one in card), default=0), runs_of(before)
    fell: list[str] = []
    unsure: list[str] = []
    for one in (one for one in card if one.target.id in known):
        lost = one.verdict in ("fails", "never seen")
        if runs >= had:
            fell += [one.target.id] * lost
        elif one.verdict != "holds" and _not_by_luck(one, known[one.target.id], runs, had):
            fell.append(one.target.id)
        elif lost or (one.target.one and one.verdict != "holds"):
            unsure.append(one.target.id)
    return fell, unsure


def runs_of(card: pd.DataFrame) -> int:
    """Return how many runs a ``validation.csv`` was made of; 0 where it does not say."""
    return int(card["n"].max()) if "n" in card and len(card) else 0


def _not_by_luck(one: Line, before: pd.Series[Any], runs: int, had: int) -> bool:
    """Return whether a failure is more than what fewer runs than before bring by luck."""
    if one.n:
        never_varied = math.isclose(one.low, one.high) and math.isclose(before["sim_low"], before["sim_high"])
        return one.surely_apart or never_varied
    return bool((1.0 - before["n"] / had) ** runs <= 1.0 - SURE)


def source(target: Target) -> str:
    """Return document and section of a target's claim, of a derived number those of its inputs.

    >>> from sim.evidence.targets import targets
    >>> source(targets()["attendance"])
    'work_plan 2.4'
    """
    ids = derived()[target.evidence].inputs if target.evidence in derived() else (target.evidence,)
    claims = [claim(one) for id in ids for one in (derived()[id].inputs if id in derived() else (id,))]
    return "; ".join(dict.fromkeys(f"{one.source} {one.section}" for one in claims))


def class_of(target: Target) -> str:
    """Return what a pattern proves: held out, fitted, or put in, whatever it is used for.

    >>> from sim.evidence.targets import targets
    >>> [class_of(targets()[id]) for id in ("losses", "attendance", "in_debt", "landing")]
    ['Held out', 'Fitted', 'Put in, wholly or in part', 'Put in, wholly or in part']
    """
    return CLASSES[2] if target.put_in else CLASSES[0] if target.use == "validate" else CLASSES[1]


def groups(card: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the scorecard by what was held out, fitted and put in; what fails first, highest trust foremost."""
    ordered = sorted(card, key=lambda one: (VERDICTS.index(one.verdict), -one.target.weight))
    return {name: [one for one in ordered if class_of(one.target) == name] for name in CLASSES}


def title(card: Sequence[Line]) -> str:
    """Return what the scorecard comes to, in a sentence."""
    mine = [one for one in card if class_of(one.target) == CLASSES[0]]
    held = sum(one.verdict == "holds" for one in mine)
    return f"The model against the evidence: {held} of {len(mine)} held-out patterns hold"


def agrees(target: Target) -> str:
    """Return in words what still agrees with the observed number."""
    if math.isinf(target.low):
        return f"to {said(target.high, target)}"
    of = unit(target)
    return f"from {said(target.low, target)}" if math.isinf(target.high) else span(target.low, target.high, of)


def said(value: float, target: Target) -> str:
    """Return a counterpart with its unit: what is the difference of two shares in percentage points.

    >>> from sim.evidence.targets import targets
    >>> [said(0.43, targets()[id]) for id in ("points_level", "points_gain", "shenzhen_staff")]
    ['43.0 %', '43.0 pp', '43.0 %']
    """
    of = unit(target)
    if per_cent(of) and target.kind != "level" and not target.relative:
        return change(value, of).removeprefix("+")
    return amount(value, of)


def unit(target: Target) -> str:
    """Return the unit in which a target is shown."""
    return "share" if target.relative else outcome_unit(target)


def outcome_unit(target: Target) -> str:
    """Return the unit of what a target looks at, where a relative change is shown as a share of it."""
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


def _keep_finite(value: float) -> float:
    return value if math.isfinite(value) else math.nan

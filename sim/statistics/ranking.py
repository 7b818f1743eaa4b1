"""What stands of a ranking whatever the parameters: who wins in how many sets, and what moves the gap.

A set counts for a policy only where it is better by more than the margin that matters: a tie, or a difference too small
to matter, is nobody's win.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from sim.statistics.outcomes import KEY, Outcome

NEARLY_ALL, MOST = 0.90, 0.75
"""Shares of sets from which a win is one in nearly all, and in most."""
Standing = Literal[
    "better in nearly all", "better in most", "worse in nearly all", "worse in most", "same", "open", "no direction",
    "no data",
]  # fmt: skip
MISSING = math.nan


@dataclass(frozen=True, slots=True)
class Due:
    """Share of the variance of a gap that something causes, with its 95 % interval; nan where nothing varies."""

    share: float = MISSING
    low: float = MISSING
    high: float = MISSING

    @property
    def known(self) -> bool:
        """Whether there is a share at all."""
        return not math.isnan(self.share)


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a scenario is from the baseline in an outcome, over all sets.

    Attributes
    ----------
    mean, low, high
        Mean difference, and where nine in ten sets lie.
    better, worse
        Shares of sets in which the scenario is better, or worse, by more than the margin; nan without a good direction.
    parameters, estimated, assumed
        What of the variance is due to all parameters, to the estimated alone, and to the assumed alone.
    assumed_lead
        How much more the assumed cause than the estimated.
    luck
        Share of luck in the variance between the means of sets, by which they are counted as better or worse.
    sets
        How many sets there are results of.
    best
        Share of single worlds in which the scenario is the best of all.
    regret, baseline_regret
        The most that was lost in a world that was run by taking the scenario, or the baseline, and not the best of all.
    """

    outcome: Outcome
    mean: float
    low: float
    high: float
    better: float
    worse: float
    parameters: Due = Due()
    estimated: Due = Due()
    assumed: Due = Due()
    assumed_lead: Due = Due()
    luck: float = MISSING
    sets: int = 0
    best: float = MISSING
    regret: float = MISSING
    baseline_regret: float = MISSING

    @property
    def same(self) -> float:
        """Share of sets in which the difference is inside the margin."""
        return max(1.0 - self.better - self.worse, 0.0) if not math.isnan(self.better) else MISSING

    @property
    def lead(self) -> float:
        """By which share of sets the scenario is better more often than worse; less than any where nobody can win."""
        return -2.0 if math.isnan(self.better) else self.better - self.worse

    @property
    def standing(self) -> Standing:
        """What can be said of the outcome over all sets."""
        if math.isnan(self.mean):
            return "no data"
        if math.isnan(self.better):
            return "no direction"
        if self.better >= MOST:
            return "better in nearly all" if self.better >= NEARLY_ALL else "better in most"
        if self.worse >= MOST:
            return "worse in nearly all" if self.worse >= NEARLY_ALL else "worse in most"
        return "same" if self.same >= MOST else "open"

    @property
    def shrunk(self) -> bool:
        """Whether both groups alone are estimated to cause more than all parameters together, which is chance."""
        return self.estimated.known and self.estimated.share + self.assumed.share > self.parameters.share + 1e-9

    @property
    def parts(self) -> Mapping[str, float]:
        """The variance as parts that add up to 1: shrunk in proportion where they would not; none where none is known.

        ``both`` is what the parameters cause beyond each group alone.
        """
        due, one, other = self.parameters.share, self.estimated.share, self.assumed.share
        if not self.parameters.known:
            return {}
        if not self.estimated.known:
            return {"parameters": due, "luck": 1.0 - due}
        fits = due / (one + other) if self.shrunk else 1.0
        one, other = fits * one, fits * other
        return {"estimated": one, "assumed": other, "both": max(due - one - other, 0.0), "luck": 1.0 - due}


@dataclass(frozen=True, slots=True)
class Ranking:
    """One scenario against the baseline over all sets.

    Attributes
    ----------
    title, baseline
        What both are called.
    gaps
        The outcomes, those first in which the scenario leads in most sets.
    drawn
        How many numbers that nobody estimated were drawn, too.
    sets
        How many sets of numbers there are: with draws, each set of the ensemble counts with both of its draws.
    """

    scenario: str
    title: str
    baseline: str
    gaps: tuple[Gap, ...]
    drawn: int
    sets: int

    def of(self, *standings: Standing) -> list[Gap]:
        """Return the outcomes that stand so."""
        return [gap for gap in self.gaps if gap.standing in standings]


def shown(declared: Mapping[str, Outcome], asked: Collection[str] = ()) -> tuple[str, ...]:
    """Return the outcomes to be told of: those asked for; else those shown first everywhere."""
    return tuple(asked) or tuple(name for name in KEY if name in declared)


def rankings(
    gap: pd.DataFrame, robust: pd.DataFrame, declared: Mapping[str, Outcome], titles: Mapping[str, str],
    names: Sequence[str], drawn: int,
) -> tuple[Ranking, ...]:  # fmt: skip
    """Return how every scenario but the baseline stands.

    Parameters
    ----------
    gap, robust
        The tables of ``ensemble.csv`` and ``robustness.csv``.
    titles
        Scenario -> what it is called.
    names
        Outcomes to be told of.
    drawn
        How many numbers that nobody estimated were drawn.
    """
    worlds = {(row["outcome"], row["scenario"]): row for row in robust.to_dict("records")}
    made = []
    for scenario in dict.fromkeys(gap["scenario"]):
        rows = {row["outcome"]: row for row in gap[gap["scenario"] == scenario].to_dict("records")}
        chosen = [rows[name] for name in names if name in rows]
        told = [_read_gap(row, declared[str(row["outcome"])], worlds, 2 if drawn else 1) for row in chosen]
        gaps = tuple(sorted(told, key=lambda one: -one.lead))
        baseline = str(gap["baseline"].iloc[0])
        sets = max((each.sets for each in gaps), default=0)
        made.append(Ranking(scenario, titles[scenario], titles[baseline], gaps, drawn, sets))
    return tuple(made)


def _read_gap(row: Mapping[Any, Any], outcome: Outcome, worlds: Mapping[Any, Mapping[Any, Any]], times: int) -> Gap:
    one, other = (worlds.get((outcome.name, row[of]), {}) for of in ("scenario", "baseline"))
    return Gap(
        outcome,
        mean=float(row["mean_difference"]),
        low=float(row["p5"]),
        high=float(row["p95"]),
        better=float(row["better_beyond"]),
        worse=float(row["worse_beyond"]),
        parameters=_read_due(row, "parameter_share", "share"),
        estimated=_read_due(row, "estimated_share", "estimated"),
        assumed=_read_due(row, "assumed_share", "assumed"),
        assumed_lead=_read_due(row, "assumed_lead", "lead"),
        luck=float(row["luck_in_means"]),
        sets=times * int(row["n_sets"]),
        best=float(one.get("rank_1", MISSING)),
        regret=float(one.get("max_regret", MISSING)),
        baseline_regret=float(other.get("max_regret", MISSING)),
    )


def _read_due(row: Mapping[Any, Any], share: str, ends: str) -> Due:
    return Due(float(row[share]), float(row[f"{ends}_low"]), float(row[f"{ends}_high"]))

"""Compare policies that met the same luck: paired differences, intervals, verdicts in words."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.paired import DIFFERENT, LEVEL, Kind, Paired, between, holm, kind, pairs_needed
from sim.statistics.cube import ALL, Ends
from sim.statistics.outcomes import Outcome
from sim.words.amounts import Language, verdict

COLUMNS = (
    "outcome", "unit", "better", "baseline", "scenario", "mean_difference", "ci_low", "ci_high", "differ_at_most",
    "p_better", "p_better_low", "p_better_high", "p_holm", "verdict", "n_pairs", "pairs_needed_low",
    "pairs_needed_high",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One outcome of one scenario against the baseline.

    Attributes
    ----------
    p_holm
        Adjusted for all comparisons of the family; missing where the outcome has one value in all runs of both.
    counts
        Whether it is one of the family: not where it cannot vary, or repeats another outcome.
    """

    outcome: Outcome
    baseline: str
    scenario: str
    found: Paired
    p_holm: float
    counts: bool = True

    @property
    def kind(self) -> Kind:
        """What can be said of it, looked at alone."""
        return kind(self.found, self.outcome.margin, self.outcome.better)

    @property
    def needed(self) -> tuple[float, float]:
        """Between how many pairs would decide; more than there are, as long as they do not."""
        low, high = pairs_needed(self.found, self.outcome.margin)
        more = self.found.n + 1.0 if self.kind == "open" else 0.0
        return max(low, more), max(high, more)  # the first argument stays where it is missing

    @property
    def doubtful(self) -> bool:
        """Whether a verdict of better or worse would not hold with all comparisons taken together (Holm)."""
        return self.kind in DIFFERENT and self.p_holm >= 1.0 - LEVEL

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        return self.said("en")

    def said(self, language: Language) -> str:
        """Return the verdict in the words of a language."""
        return verdict(self.kind, self.found, self.outcome.margin, self.outcome.unit, self.needed, language)

    @property
    def p_better(self) -> float:
        """Share of pairs in which the scenario does better, ties counted half; missing without a good direction."""
        return {"higher": self.found.above, "lower": 1.0 - self.found.above}.get(self.outcome.better, math.nan)

    @property
    def p_better_ends(self) -> tuple[float, float]:
        """95 % interval of the chance that a pair is better (Clopper-Pearson)."""
        low, high = self.found.above_ends
        turned = {"higher": (low, high), "lower": (1.0 - high, 1.0 - low)}
        return turned.get(self.outcome.better, (math.nan, math.nan))


def differences(
    ends: Ends, declared: Mapping[str, Outcome], baseline: str, region: str = ALL
) -> tuple[Difference, ...]:
    """Return every declared outcome of every other scenario against the baseline, paired by replication.

    The family of Holm's adjustment is all of them with a value in two pairs or more, but for outcomes that have one
    value in all runs of both scenarios: those cannot vary (:func:`sim.paired.between`). Outcomes whose
    differences are the same in all pairs up to one factor (a share and its complement, petitions that are all
    collective) ask one question: they count once, and share its p value.
    """
    others = [(baseline, scenario) for scenario in ends.scenarios if scenario != baseline]
    return _compute_differences(ends, declared, others, region)


def all_against_all(ends: Ends, declared: Mapping[str, Outcome], region: str = ALL) -> tuple[Difference, ...]:
    """Return every declared outcome of every two scenarios, the earlier one as baseline; the family is all."""
    return _compute_differences(ends, declared, list(itertools.combinations(ends.scenarios, 2)), region)


def _compute_differences(
    ends: Ends, declared: Mapping[str, Outcome], couples: Sequence[tuple[str, str]], region: str
) -> tuple[Difference, ...]:
    known = [outcome for outcome in declared.values() if outcome.name in ends.outcomes]
    looks = [(outcome, *couple) for couple in couples for outcome in known]
    values = [(ends.of(one, what.name, region), ends.of(other, what.name, region)) for what, other, one in looks]
    found = [between(*both, what.gaps) for both, (what, _, _) in zip(values, looks, strict=True)]
    first: dict[object, int] = {}
    places = np.array(
        [
            first.setdefault((tuple(couple), _pick_question(one - other, what.name)), number)
            for number, ((what, *couple), (one, other)) in enumerate(zip(looks, values, strict=True))
        ],
        dtype=np.int64,
    )
    p = np.where(places == np.arange(len(looks)), np.array([each.p for each in found]), np.nan)
    return tuple(
        Difference(*look, each, float(adjusted), not np.isnan(own))
        for look, each, adjusted, own in zip(looks, found, holm(p)[places], p, strict=True)
    )


def _pick_question(apart: Rows, name: str) -> object:
    """Return what tells differences apart but for one factor: those of one outcome from those of another."""
    farthest = apart[np.argmax(np.abs(np.nan_to_num(apart)))]
    return np.round(apart / farthest, 9).tobytes() if farthest else name


def compare_table(found: Sequence[Difference]) -> pd.DataFrame:
    """Return differences as the table ``compare.csv`` holds."""
    rows = [
        (
            each.outcome.name, each.outcome.unit, each.outcome.better, each.baseline, each.scenario, each.found.mean,
            each.found.low, each.found.high, each.found.others, each.p_better, *each.p_better_ends, each.p_holm,
            each.verdict, each.found.n, *each.needed,
        )
        for each in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"pairs_needed_low": "Int64", "pairs_needed_high": "Int64"})

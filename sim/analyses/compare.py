"""Compare policies that met the same luck: paired differences, intervals, verdicts in words."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analyses.bootstrap import bca
from sim.analyses.cube import ALL, Ends
from sim.analyses.outcomes import Outcome
from sim.analyses.paired import DIFFERENT, LEVEL, Kind, Paired, holm, kind, paired, pairs_needed
from sim.analyses.words import Language, verdict

COLUMNS = (
    "outcome",
    "unit",
    "better",
    "baseline",
    "scenario",
    "mean_difference",
    "ci_low",
    "ci_high",
    "p_better",
    "p_holm",
    "verdict",
    "n_pairs",
    "pairs_needed",
    "bca_low",
    "bca_high",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One outcome of one scenario against the baseline.

    Attributes
    ----------
    bca
        Bootstrap interval (:mod:`sim.analyses.bootstrap`), missing below ten pairs.
    """

    outcome: Outcome
    baseline: str
    scenario: str
    found: Paired
    p_holm: float
    bca: tuple[float, float] = (math.nan, math.nan)

    @property
    def kind(self) -> Kind:
        """What can be said of it, looked at alone."""
        return kind(self.found, self.outcome.margin, self.outcome.better)

    @property
    def needed(self) -> float:
        """About how many pairs would decide; more than there are, as long as they do not."""
        needed = pairs_needed(self.found, self.outcome.margin)
        return max(needed, self.found.n + 1.0) if self.kind == "open" else needed

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
        return verdict(self.kind, self.outcome.margin, self.outcome.unit, self.found.n, self.needed, language)

    @property
    def p_better(self) -> float:
        """Share of pairs in which the scenario does better, ties counted half; missing without a good direction."""
        return {"higher": self.found.above, "lower": 1.0 - self.found.above}.get(self.outcome.better, math.nan)


def differences(
    ends: Ends, declared: Mapping[str, Outcome], baseline: str, region: str = ALL
) -> tuple[Difference, ...]:
    """Return every declared outcome of every other scenario against the baseline, paired by replication.

    Holm's adjustment is over all of them.
    """
    others = [(baseline, scenario) for scenario in ends.scenarios if scenario != baseline]
    return _differences(ends, declared, others, region)


def all_against_all(ends: Ends, declared: Mapping[str, Outcome], region: str = ALL) -> tuple[Difference, ...]:
    """Return every declared outcome of every two scenarios, the earlier one as baseline; Holm's adjustment over all."""
    return _differences(ends, declared, list(itertools.combinations(ends.scenarios, 2)), region)


def _differences(
    ends: Ends, declared: Mapping[str, Outcome], couples: Sequence[tuple[str, str]], region: str
) -> tuple[Difference, ...]:
    known = [outcome for outcome in declared.values() if outcome.name in ends.outcomes]
    looks = [(outcome, *couple) for couple in couples for outcome in known]
    apart = [ends.of(one, what.name, region) - ends.of(other, what.name, region) for what, other, one in looks]
    found = [paired(each, what.gaps) for each, (what, _, _) in zip(apart, looks, strict=True)]
    adjusted = holm(np.array([each.p for each in found]))
    return tuple(
        Difference(*look, each, float(p), (float(low), float(high)))
        for look, each, p, (low, high) in zip(looks, found, adjusted, bca(apart), strict=True)
    )


def compare_table(found: Sequence[Difference]) -> pd.DataFrame:
    """Return differences as the table ``compare.csv`` holds."""
    rows = [
        (
            each.outcome.name,
            each.outcome.unit,
            each.outcome.better,
            each.baseline,
            each.scenario,
            each.found.mean,
            each.found.low,
            each.found.high,
            each.p_better,
            each.p_holm,
            each.verdict,
            each.found.n,
            each.needed,
            *each.bca,
        )
        for each in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"pairs_needed": "Int64"})

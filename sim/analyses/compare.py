"""Compare policies that met the same luck: paired differences, intervals, verdicts in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analyses.cube import ALL, Ends
from sim.analyses.outcomes import Outcome
from sim.analyses.paired import DIFFERENT, LEVEL, Kind, Paired, holm, kind, paired, pairs_needed
from sim.analyses.words import verdict

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
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One outcome of one scenario against the baseline."""

    outcome: Outcome
    baseline: str
    scenario: str
    found: Paired
    p_holm: float

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
        return verdict(self.kind, self.outcome.margin, self.outcome.unit, self.found.n, self.needed)

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
    others = [scenario for scenario in ends.scenarios if scenario != baseline]
    known = [outcome for outcome in declared.values() if outcome.name in ends.outcomes]
    looks = [(outcome, scenario) for scenario in others for outcome in known]
    found = [
        paired(ends.of(scenario, outcome.name, region) - ends.of(baseline, outcome.name, region))
        for outcome, scenario in looks
    ]
    adjusted = holm(np.array([each.p for each in found]))
    return tuple(
        Difference(outcome, baseline, scenario, each, float(p))
        for (outcome, scenario), each, p in zip(looks, found, adjusted, strict=True)
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
        )
        for each in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"pairs_needed": "Int64"})

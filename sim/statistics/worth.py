"""Worth: what a difference costs, and how sure it is that more is got for less.

The plane of health economics (Black 1990): cost against effect, both as paired differences to the baseline. Their
ratio says little where either may be zero, so the shares of the pairs in the four quarters stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.paired import clopper_pearson, kind, paired
from sim.statistics.cube import Ends
from sim.statistics.outcomes import Outcome

COST = "cost"
EFFECTS = ("substantive_coverage", "satisfaction_over_time", "disputes", "nameplate_share", "service_level")
COLUMNS = (
    "scenario", "baseline", "outcome", "unit", "cost_difference", "cost_low", "cost_high", "gain", "gain_low",
    "gain_high", "cost_per_gain", "better_cheaper", "better_dearer", "worse_cheaper", "worse_dearer", "both_low",
    "both_high", "n_pairs",
)  # fmt: skip


def worth_table(ends: Ends, declared: Mapping[str, Outcome], baseline: str) -> pd.DataFrame:
    """Return the table of ``worth.csv``; empty if the cost was not looked at.

    ``gain`` counts in the good direction of the outcome. ``cost_per_gain`` is yuan per household and unit of the
    outcome (a share of 1 is 100 percentage points): what a gain costs, or what is saved by a loss. It is given only
    where both are told from zero and reach beyond the margins that matter, and not where one policy is better
    and cheaper, as there is no trade then.
    """
    names = [name for name in EFFECTS if name in ends.outcomes and name in declared]
    priced = COST in ends.outcomes and COST in declared
    scenarios = [name for name in ends.scenarios if name != baseline] if priced else []
    rows = [
        _price_outcome(ends, declared[name], declared[COST], scenario, baseline)
        for scenario in scenarios
        for name in names
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _price_outcome(ends: Ends, outcome: Outcome, price: Outcome, scenario: str, baseline: str) -> tuple[object, ...]:
    good = 1.0 if outcome.better == "higher" else -1.0
    cost = ends.of(scenario, COST) - ends.of(baseline, COST)
    gain = good * (ends.of(scenario, outcome.name) - ends.of(baseline, outcome.name))
    known = ~np.isnan(cost) & ~np.isnan(gain)
    money, effect = paired(cost[known]), paired(gain[known], outcome.gaps)
    both = (money, effect)
    trade = all(each.told for each in both) and (money.mean > 0.0) == (effect.mean > 0.0)
    trade &= "same" not in (kind(money, price.margin, price.better), kind(effect, outcome.margin, "higher"))
    ratio = money.mean / effect.mean if trade else np.nan
    return (
        scenario, baseline, outcome.name, outcome.unit, money.mean, money.low, money.high, effect.mean, effect.low,
        effect.high, ratio, *_share_quarters(cost[known], gain[known]), effect.n,
    )  # fmt: skip


def _share_quarters(cost: Rows, gain: Rows) -> tuple[float, ...]:
    """Return the shares of pairs that are better and cheaper, better and dearer, worse and so on.

    What lies on an axis is shared between its sides. The last two are the 95 % interval of the first.
    """
    n = cost.shape[0]
    if n < 2:
        return (np.nan,) * 6
    better, cheaper = (0.5 + 0.5 * np.sign(values) for values in (gain, -cost))
    shares = (better * cheaper, better * (1 - cheaper), (1 - better) * cheaper, (1 - better) * (1 - cheaper))
    return (*(float(np.mean(each)) for each in shares), *clopper_pearson(float(np.sum(shares[0])), n))

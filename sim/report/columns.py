"""What the tables of a run directory hold, column by column; for those who open an export without the manual."""

from __future__ import annotations

from collections.abc import Mapping

from sim.columns.households import Households
from sim.columns.villages import Villages

TABLES_SAY: Mapping[str, str] = {
    "summary": "what each scenario comes to: mean, its interval, spread of single runs",
    "compare": "paired differences to the baseline, with verdicts",
    "compare_all": "paired differences of every two scenarios",
    "for_whom": "paired differences by region, class of villages and household group, in the last month",
    "tails": "the worst tenth of runs, and of villages",
    "worth": "cost against gain, as paired differences to the baseline",
    "robustness": "how each scenario stands in each world: regret, satisficing, ranks",
    "balance": "how evenly services and money are spread",
    "naive": "what studies without a counterfactual would have found, beside the true effect",
    "runs": "one row a run",
    "timeseries": "each outcome in each month of each run, by region",
    "villages": "each village at the yearly assessments and in the last month",
    "groups": "each outcome by dimension and member, at the yearly assessments and in the last month",
    "stages": "one row a change of a village's stage, flags or failed votes",
    "example": "the households of one village in the last month",
    "network": "who knows whom in that village: layer households holds the places, the others the ties",
}
_OWN: Mapping[str, str] = {
    "scenario": "name of the scenario",
    "baseline": "name of the scenario it is compared with",
    "counterfactual": "name of the scenario in which nothing is converted",
    "policy": "rollout strategy",
    "outcome": "name of the outcome; explained below",
    "unit": "unit of the numbers in the row; a share is 0 to 1",
    "better": "whether higher or lower is better, or none",
    "mean": "mean over the replications",
    "std": "standard deviation over the replications",
    "count": "replications with a value",
    "sd": "standard deviation of single runs",
    "ci_low": "lower end of the 95 % interval of the mean (difference); missing where all runs or pairs are alike",
    "ci_high": "upper end of the 95 % interval of the mean (difference)",
    "p10": "a tenth of single runs lies below",
    "p50": "median of single runs",
    "p90": "a tenth of single runs lies above",
    "n": "runs, pairs or replications with a value",
    "missing": "runs without a value",
    "share_reached": "share of runs in which what the time waits for was reached",
    "mean_difference": "mean paired difference, scenario minus baseline",
    "diff_low": "lower end of the 95 % interval of the difference",
    "diff_high": "upper end of the 95 % interval of the difference",
    "p_better": "share of pairs in which the scenario does better, ties counted half",
    "differ_at_most": "where all pairs differ by one amount: share of pairs that can differ from it at most (95 %)",
    "p_better_low": "lower end of its 95 % interval (Clopper-Pearson)",
    "p_better_high": "upper end of its 95 % interval",
    "p_holm": "p value of no difference, adjusted by Holm for all comparisons of the table; missing where an outcome "
    "has one value in all runs of both scenarios",
    "verdict": "what can be said of the difference, in words",
    "n_pairs": "pairs of runs with the same luck in which both have a value",
    "pairs_needed_low": "pairs that would decide, if the mean stays as it is: with the low end of the 80 % interval of "
    "the standard deviation",
    "pairs_needed_high": "with its high end",
    "mean_baseline": "mean under the baseline",
    "mean_scenario": "mean under the scenario",
    "dimension": "by what people are told apart: region, class of villages, household group, time since declaration",
    "member": "which group of that dimension",
    "of": "worst tenth of the runs, or of the villages",
    "worst_tenth": "mean of the worst tenth",
    "cost_difference": "yuan per household, scenario minus baseline",
    "cost_low": "lower end of its 95 % interval",
    "cost_high": "upper end of its 95 % interval",
    "gain": "paired difference in the good direction of the outcome",
    "gain_low": "lower end of its 95 % interval",
    "gain_high": "upper end of its 95 % interval",
    "cost_per_gain": "yuan per household and unit gained (a share of 1 is 100 percentage points); where there is a "
    "trade that matters",
    "better_cheaper": "share of pairs that are better and cheaper, ties shared",
    "both_low": "lower end of the 95 % interval of better_cheaper (Clopper-Pearson)",
    "both_high": "upper end of that interval",
    "better_dearer": "share of pairs that are better and dearer",
    "worse_cheaper": "share of pairs that are worse and cheaper",
    "worse_dearer": "share of pairs that are worse and dearer",
    "mean_regret": "mean over the worlds of what the best scenario of that world would have gained",
    "max_regret": "largest such regret",
    "satisfied": "share of worlds in which it does no worse than the baseline beyond the margin",
    "n_worlds": "worlds: replications that all scenarios have",
    "estimate": "before-after, cross-section, or true effect",
    "bias": "how far the estimate is off the true effect",
    "bias_low": "lower end of its 95 % interval",
    "bias_high": "upper end of its 95 % interval",
    "run_id": "digest of all that the run depends on",
    "point_id": "row of the design",
    "replication": "number of the replication: people, network and luck",
    "pair_id": "runs with the same number met the same luck",
    "seed": "seed of the experiment",
    "status": "done or failed",
    "error": "what went wrong",
    "month": "calendar month, YYYY-MM",
    "region": "region; all: the whole population",
    "group": "group of the population, or household group; all: everybody",
    "value": "value of the outcome, in its unit",
    "village": "number of the village, from 0",
    "name": "name of the village, as the scenario lists it",
    "stage": "rural, preparing, decided, converting, declared, consolidated",
    "flags": "stalled, nameplate, relapsed, joined by +",
    "flag": "stalled, nameplate, relapsed, joined by +",
    "satisfaction": "satisfaction, 0 to 100 points",
    "quality_now": "share of the counted work that is done",
    "open_all": "cases not ended, hidden ones included",
    "open_visible": "cases not ended and not hidden",
    "consulted": "share of households that attended a round; of a household: whether it did",
    "attendance": "share of households at the last meeting",
    "household": "number of the household",
    "persons": "persons of the household or village",
    "member_of": "kinds of social groups the household belongs to, joined by +",
    "contested": "1: the household ever opened a case over its rights",
    "layer": "kind of tie; households: the places of the households themselves",
    "a": "one end of the tie (number of the household)",
    "b": "other end of the tie",
    "weight": "strength of the tie",
    "x": "place in the picture",
    "y": "place in the picture",
}


def _declared() -> dict[str, str]:
    """Return the declared columns of villages and households, with their units."""
    both = dict(Households.declarations()) | dict(Villages.declarations())
    return {name: f"{column.meaning} ({column.unit})" for name, column in both.items()}


COLUMNS: Mapping[str, str] = _declared() | dict(_OWN)
"""Column -> what it holds."""

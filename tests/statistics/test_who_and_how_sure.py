"""Who wins, how bad it gets, what it costs, how it stands in each world: on numbers whose answer is known."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.arrays import Rows
from sim.statistics.cube import Ends
from sim.statistics.for_whom import for_whom_table, shares
from sim.statistics.outcomes import outcomes
from sim.statistics.robustness import acceptability, robustness_table
from sim.statistics.tails import ENOUGH, interval, tails_table, worst_tenth
from sim.statistics.worth import worth_table

PAIRS = 120
RUNS = tuple(range(PAIRS))
NOISE = np.random.default_rng(5).normal(size=PAIRS)


def ends(**values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> Ends:
    """Return what runs came to: scenario__outcome -> a number a replication."""
    scenarios = tuple(dict.fromkeys(name.split("__")[0] for name in values))
    names = tuple(dict.fromkeys(name.split("__")[1] for name in values))
    block = np.full((len(scenarios), PAIRS, 1, len(names)), np.nan)
    for name, numbers in values.items():
        scenario, outcome = name.split("__")
        block[scenarios.index(scenario), :, 0, names.index(outcome)] = numbers
    return Ends(block, scenarios, RUNS, ("all",), names)


def groups(gain: float, loss: float) -> pd.DataFrame:
    """Return a table of groups in which the east gains and the west loses."""
    rows = [
        (
            "run",
            scenario,
            pair,
            month,
            "region",
            member,
            "satisfaction",
            50.0 + noise + (scenario == "new") * (change + 0.1 * noise),
        )
        for scenario in ("old", "new")
        for pair, noise in enumerate(NOISE)
        for month, change_by in (("2020-12", {"east": 0.0, "west": 0.0}), ("2021-12", {"east": gain, "west": -loss}))
        for member, change in change_by.items()
    ]
    columns = ["run_id", "scenario", "replication", "month", "dimension", "member", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def test_winners_and_losers_are_told_apart() -> None:
    found = shares(groups(2.0, 3.0), outcomes(), "old", ["satisfaction"])
    assert {each.member: each.kind for each in found} == {"east": "better", "west": "worse"}
    assert [each.found.mean for each in found] == pytest.approx([2.0 + 0.1 * NOISE.mean(), -3.0 + 0.1 * NOISE.mean()])
    table = for_whom_table(found)
    assert table["n_pairs"].tolist() == [PAIRS, PAIRS]
    assert table["mean_scenario"].to_numpy() == pytest.approx(table["mean_baseline"] + table["mean_difference"])


def test_a_group_that_is_other_people_under_each_policy_is_not_compared() -> None:
    table = groups(1.0, 1.0).assign(dimension="since declaration")
    assert shares(table, outcomes(), "old", ["satisfaction"]) == ()


def test_a_missing_run_is_left_out_of_its_pair() -> None:
    table = groups(1.0, 1.0)
    table = table[~((table["scenario"] == "new") & (table["replication"] == 3))]
    assert {each.found.n for each in shares(table, outcomes(), "old", ["satisfaction"])} == {PAIRS - 1}


def test_the_worst_tenth_is_the_mean_of_the_last_two_of_twenty_and_counts_parts() -> None:
    assert worst_tenth(np.arange(20.0), "higher") == 0.5
    assert worst_tenth(np.arange(20.0), "lower") == 18.5
    assert worst_tenth(np.arange(15.0), "higher") == pytest.approx((0.0 * 1.0 + 1.0 * 0.5) / 1.5)


def _few(values: Rows) -> Rows:
    return np.where(np.arange(PAIRS) < ENOUGH - 1, values, np.nan)


def test_two_policies_of_one_mean_differ_in_their_worst_tenth() -> None:
    calm, wild = 60.0 + 0.1 * NOISE, 60.0 + 5.0 * (NOISE - NOISE.mean()) + 0.1 * NOISE.mean()
    villages = pd.DataFrame({
        "scenario": ["calm"] * 2 + ["wild"] * 2, "replication": [0, 0] * 2, "month": ["2021-12"] * 4,
        "satisfaction": [50.0, 70.0, 40.0, 80.0], "service": [0.5] * 4, "households": [10.0, 90.0] * 2,
    })  # fmt: skip
    table = tails_table(
        ends(calm__satisfaction=calm, wild__satisfaction=wild), outcomes(["satisfaction"]), "calm", villages
    ).set_index(["of", "scenario"])
    at: Any = table.loc
    runs = at["runs", "wild"]
    assert runs["ci_high"] < 0.0
    assert runs["mean_difference"] == pytest.approx(worst_tenth(wild, "higher") - worst_tenth(calm, "higher"))
    few = tails_table(
        ends(calm__satisfaction=_few(calm), wild__satisfaction=_few(wild)), outcomes(["satisfaction"]), "calm", villages
    ).set_index(["of", "scenario"])
    at_few: Any = few.loc
    assert at_few["runs", "wild"]["n"] == ENOUGH - 1
    assert np.isnan(at_few["runs", "wild"]["ci_low"]), "the interval of a worst tenth of fewer runs is too narrow"
    assert at["villages", "calm"]["worst_tenth"] == 50.0
    assert at["villages", "wild"]["worst_tenth"] == 40.0


def test_worst_tenths_tied_at_a_bound_have_no_interval() -> None:
    """Both have their whole tail at 0 and differ elsewhere: no run of the tail says how far others would be off."""
    own = np.where(np.arange(PAIRS) < PAIRS // 4, 0.0, 50.0 + NOISE)
    other = np.where(np.arange(PAIRS) < PAIRS // 4, 0.0, 40.0 + NOISE)
    assert worst_tenth(own, "higher") == worst_tenth(other, "higher") == 0.0
    assert np.isnan(interval(own, other, "higher")).all()
    villages = pd.DataFrame(columns=["scenario", "replication", "month", "satisfaction", "service", "households"])
    table = tails_table(ends(a__satisfaction=own, b__satisfaction=other), outcomes(["satisfaction"]), "a", villages)
    rows: Any = table[table["of"] == "runs"].set_index("scenario").loc
    assert (rows["b"]["mean_difference"], rows["a"]["mean_difference"]) == (0.0, 0.0)
    assert np.isnan(rows["a"]["ci_low"])
    assert np.isnan(rows["b"]["ci_low"])
    assert np.isnan(rows["b"]["ci_high"])


def test_worst_tenths_apart_by_one_amount_in_every_pair_are_so_for_sure() -> None:
    assert interval(NOISE + 40.0, NOISE, "higher") == pytest.approx((40.0, 40.0))


def test_what_is_better_and_dearer_has_a_price() -> None:
    found = ends(
        old__cost=1000.0 + NOISE, new__cost=1400.0 + 2.0 * NOISE,
        old__substantive_coverage=0.5 + 0.01 * NOISE, new__substantive_coverage=0.7 + 0.02 * NOISE,
    )  # fmt: skip
    row: Any = worth_table(found, outcomes(), "old").iloc[0]
    assert row["better_dearer"] == 1.0
    assert row["cost_per_gain"] == pytest.approx((400.0 + NOISE.mean()) / (0.2 + 0.01 * NOISE.mean()))


@pytest.mark.parametrize(("cost", "gain"), [(50.0, 0.2), (400.0, 0.01)])
def test_what_is_too_little_to_matter_has_no_price(cost: float, gain: float) -> None:
    """Both are there beyond doubt, and one of them inside its margin (200 yuan, 3 points)."""
    found = ends(
        old__cost=1000.0 + NOISE, new__cost=1000.0 + cost + 2.0 * NOISE,
        old__substantive_coverage=0.5 + 0.01 * NOISE, new__substantive_coverage=0.5 + gain + 0.011 * NOISE,
    )  # fmt: skip
    row: Any = worth_table(found, outcomes(), "old").iloc[0]
    assert row["gain_low"] > 0.0
    assert row["cost_low"] > 0.0
    assert np.isnan(row["cost_per_gain"])


def test_a_loss_that_is_the_same_in_every_pair_has_no_price() -> None:
    found = ends(
        old__cost=1000.0 + NOISE, new__cost=1100.0 + 1.1 * NOISE,
        old__substantive_coverage=0.9 + 0.0 * NOISE, new__substantive_coverage=0.4 + 0.0 * NOISE,
    )  # fmt: skip
    row: Any = worth_table(found, outcomes(), "old").iloc[0]
    assert row["worse_dearer"] == 1.0
    assert np.isnan(row["cost_per_gain"])


def test_what_is_better_and_cheaper_needs_no_price() -> None:
    found = ends(
        old__cost=1000.0 + NOISE, new__cost=900.0 + 2.0 * NOISE,
        old__substantive_coverage=0.5 + 0.01 * NOISE, new__substantive_coverage=0.7 + 0.02 * NOISE,
    )  # fmt: skip
    row: Any = worth_table(found, outcomes(), "old").iloc[0]
    assert row["better_cheaper"] == 1.0
    assert np.isnan(row["cost_per_gain"])


def test_no_price_is_named_where_the_gain_may_be_nothing() -> None:
    found = ends(
        old__cost=1000.0 + NOISE, new__cost=1200.0 + 2.0 * NOISE,
        old__substantive_coverage=0.5 + 0 * NOISE, new__substantive_coverage=0.5 + NOISE - NOISE.mean(),
    )  # fmt: skip
    row: Any = worth_table(found, outcomes(), "old").iloc[0]
    assert np.isnan(row["cost_per_gain"])
    assert 0.2 < row["better_dearer"] < 0.8
    assert row[["better_cheaper", "better_dearer", "worse_cheaper", "worse_dearer"]].sum() == pytest.approx(1.0)


def test_regret_is_measured_against_the_best_of_each_world() -> None:
    even = np.where(np.arange(PAIRS) % 2 == 0, 60.0, 50.0)
    odd = np.where(np.arange(PAIRS) % 2 == 1, 60.0, 50.0)
    table = robustness_table(
        ends(even__satisfaction=even, odd__satisfaction=odd), outcomes(["satisfaction"]), "even"
    ).set_index("scenario")
    assert table["mean_regret"].tolist() == [5.0, 5.0]
    assert table["max_regret"].tolist() == [10.0, 10.0]
    assert table["satisfied"].tolist() == [1.0, 0.5]
    assert table[["rank_1", "rank_2"]].to_numpy().tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_ranks_are_shared_out_wholly() -> None:
    values = np.round(np.random.default_rng(3).normal(size=(4, 50)))  # rounded, so that there are ties
    shares_of_ranks = acceptability(values)
    assert shares_of_ranks.sum(axis=0) == pytest.approx(np.ones(4))
    assert shares_of_ranks.sum(axis=1) == pytest.approx(np.ones(4))

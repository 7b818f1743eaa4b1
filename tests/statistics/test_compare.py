import math

import numpy as np
import pandas as pd
import pytest

from sim.api.asking import compare, run
from sim.cli.screen import level
from sim.designs.names import names_apart
from sim.measures.catalogue import MEASURES
from sim.statistics.answer import answer
from sim.statistics.compare import COLUMNS
from sim.statistics.cube import cube, ends
from sim.statistics.finding import Finding, finding
from sim.statistics.outcomes import KEY, outcomes
from sim.statistics.summary import summary_table
from tests.small import hamlet, renamed
from tests.statistics.made import MONTHS, tables

TITLES = {"base": {"en": "Base", "zh": "基线"}, "other": {"en": "Other", "zh": "另一"}}


def made(effect: float, pairs: int = 8, noise: float = 0.1) -> Finding:
    return finding(tables({"base": 0.0, "other": effect}, pairs, noise), TITLES)


def row(found: Finding, outcome: str) -> dict[str, object]:
    rows: list[dict[str, object]] = found.table[found.table["outcome"] == outcome].to_dict("records")  # type: ignore[assignment]
    return rows[0]


def test_the_table_has_the_columns_that_scripts_rely_on() -> None:
    assert tuple(made(0.0).table.columns) == COLUMNS == (
        *("outcome", "unit", "better", "baseline", "scenario", "mean_difference", "ci_low", "ci_high"),
        *("differ_at_most", "p_better", "p_better_low", "p_better_high", "p_holm", "verdict", "n_pairs"),
        *("pairs_needed_low", "pairs_needed_high"),
    )  # fmt: skip


def test_a_scenario_against_itself_differs_by_exactly_nothing() -> None:
    table = made(0.0).table
    assert (table["mean_difference"] == 0.0).all()
    assert table[["ci_low", "ci_high"]].isna().all(axis=None)
    assert (table["verdict"] == "identical in all 8 pairs; at most 31 % of pairs can differ (95 %)").all()
    assert (table["p_holm"].dropna() == 1.0).all()
    assert set(table["p_better"].dropna()) == {0.5}


def test_a_known_effect_is_found_in_every_outcome_of_a_month() -> None:
    table = made(5.0, noise=0.01).table.set_index("outcome").loc[list(MEASURES)]
    np.testing.assert_allclose(table["mean_difference"], 5.0, atol=0.05)
    assert ((table["ci_low"] < table["mean_difference"]) & (table["mean_difference"] < table["ci_high"])).all()
    assert table.loc["satisfaction", "verdict"] == "better"
    assert table.loc["disputes", "verdict"] == "worse"
    assert table.loc["nominal_coverage", "verdict"] == "higher"
    assert (table.loc["satisfaction", "p_better"], table.loc["disputes", "p_better"]) == (1.0, 0.0)


def test_luck_that_is_shared_does_not_widen_the_interval() -> None:
    shared = made(5.0, noise=0.01)
    width = row(shared, "trust")["ci_high"] - row(shared, "trust")["ci_low"]  # type: ignore[operator]
    assert width < 0.1 < shared.ends.of("base", "trust").std()


def test_what_cannot_be_told_apart_says_how_many_pairs_would_do() -> None:
    said = row(made(0.05, pairs=4, noise=2.0), "trust")
    assert str(said["verdict"]).startswith("not significant with 4 pairs; about ")
    assert int(str(said["pairs_needed_low"])) > 4


def test_one_pair_says_nothing_of_certainty() -> None:
    assert row(made(1.0, pairs=1), "trust")["verdict"] == "not significant with 1 pair; at least 3 are needed"


def test_pairs_without_a_value_are_missing_and_counted() -> None:
    raw = tables({"base": 0.0, "other": 5.0}, 4, 0.01)
    raw.timeseries.loc[(raw.timeseries["outcome"] == "trust") & (raw.timeseries["replication"] == 1), "value"] = np.nan
    raw.timeseries.loc[raw.timeseries["outcome"] == "dividend", "value"] = np.nan
    found = finding(raw, TITLES)
    assert row(found, "trust")["n_pairs"] == 3
    assert (row(found, "dividend")["n_pairs"], row(found, "dividend")["verdict"]) == (0, "missing")
    (said,) = found.summary.query("scenario == 'base' and outcome == 'trust'").to_dict("records")
    assert (said["n"], said["missing"]) == (3, 1)


def test_a_run_that_failed_leaves_its_pair_out() -> None:
    raw = tables({"base": 0.0, "other": 5.0}, 4, 0.01)
    kept = raw.timeseries[raw.timeseries["run_id"] != "other2"]
    block = cube(kept)
    assert np.isnan(block.values[1, 2]).all()
    assert ends(block, outcomes()).of("other", "trust")[[0, 1, 3]].shape == (3,)
    assert math.isnan(ends(block, outcomes()).of("other", "trust")[2])


def test_the_order_of_the_rows_does_not_matter() -> None:
    raw = tables({"base": 0.0, "other": 5.0}, 3).timeseries
    mixed = pd.concat([raw.iloc[:1], raw.iloc[1:].sample(frac=1.0, random_state=1)])
    one, two = cube(raw), cube(mixed)
    assert two.months == MONTHS
    np.testing.assert_array_equal(one.series("other", "west", "trust"), two.series("other", "west", "trust"))


def test_times_never_reached_are_restricted_means_with_the_share_that_reached_them() -> None:
    raw = tables({"base": 0.0}, 4)
    coverage = raw.timeseries["outcome"] == "nominal_coverage"
    raw.timeseries.loc[coverage, "value"] = 0.0
    late = coverage & (raw.timeseries["replication"] == 0) & (raw.timeseries["month"] >= "2020-10")
    raw.timeseries.loc[late, "value"] = 0.7
    table = summary_table(ends(cube(raw.timeseries), outcomes()), outcomes()).set_index("outcome")
    assert table.loc["months_to_50", "mean"] == (10 + 3 * len(MONTHS)) / 4
    assert table.loc["months_to_50", "share_reached"] == 0.25
    assert math.isnan(float(str(table.loc["trust", "share_reached"])))


def test_the_summary_tells_the_mean_apart_from_the_spread_of_runs() -> None:
    found = made(0.0, pairs=8)
    values = found.ends.of("base", "trust")
    (said,) = found.summary.query("scenario == 'base' and outcome == 'trust'").to_dict("records")
    assert said["mean"] == pytest.approx(values.mean())
    assert said["sd"] == pytest.approx(values.std(ddof=1))
    assert (said["p10"], said["p90"]) == pytest.approx(tuple(np.quantile(values, (0.1, 0.9))))
    assert said["ci_high"] - said["ci_low"] == pytest.approx(2 * 2.364624 * said["sd"] / math.sqrt(8))


def test_a_doubtful_difference_is_marked() -> None:
    found = made(0.12, pairs=5, noise=0.12)
    doubtful = [each for each in found.differences if each.doubtful]
    assert doubtful
    assert all(each.p_holm >= 0.05 and each.found.p < 0.05 for each in doubtful)


def test_only_the_outcomes_asked_for_are_looked_at() -> None:
    found = finding(tables({"base": 0.0, "other": 1.0}, 2), TITLES, None, ("trust", "disputes"))
    assert found.table["outcome"].tolist() == ["trust", "disputes"]
    assert found.key == ("disputes",)


def test_an_unknown_baseline_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no scenario is called `third`: there are base, other"):
        finding(tables({"base": 0.0, "other": 1.0}, 2), TITLES, "third")


def test_a_case_against_itself_gives_exactly_nothing_through_the_whole_machine() -> None:
    found = compare([hamlet(), hamlet()], replications=2)
    known = found.table.dropna(subset="mean_difference")
    assert len(known) > 20
    assert (known["mean_difference"] == 0.0).all()
    sure = known[known["n_pairs"] > 1]
    assert len(sure) > 20
    assert sure[["ci_low", "ci_high"]].isna().all(axis=None)
    assert found.scenarios == ("hamlet", "hamlet-2")


def test_a_case_alone_gives_series_and_summary() -> None:
    found = run(hamlet(), replications=2)
    assert found.timeseries["replication"].nunique() == 2
    assert set(found.summary["scenario"]) == {"hamlet"}
    assert found.table.empty


def test_cases_of_other_worlds_are_not_compared() -> None:
    with pytest.raises(ValueError, match=r"differ in clock\.months: 14 against 20"):
        compare([hamlet("drift"), renamed(hamlet("drift", "clock.months=20"), "longer")])


def test_names_are_kept_apart() -> None:
    assert [case.scenario.name for case in names_apart([hamlet()] * 3)] == ["hamlet", "hamlet-2", "hamlet-3"]


def test_one_amount_in_every_pair_has_no_interval_and_says_so() -> None:
    exact = finding(tables({"old": 0.0, "new": 40.0}, pairs=12, noise=0.0), {})
    flat = [each for each in exact.differences if each.found.alike and each.found.mean != 0.0]
    assert len(flat) >= len(KEY)
    table = exact.table[exact.table["outcome"].isin([each.outcome.name for each in flat])]
    assert table[["ci_low", "ci_high"]].isna().all(axis=None)
    assert table["differ_at_most"].to_numpy() == pytest.approx(1.0 - 0.05 ** (1 / 12))
    said = str(row(exact, "substantive_coverage")["verdict"])
    assert said == "better, by the same amount in all 12 pairs; at most 22 % of pairs can differ (95 %)"
    assert not any("nan" in text for text in (answer(exact).headline, answer(exact, "zh").headline, repr(exact)))


def test_the_family_is_what_can_vary_and_what_is_told_twice_counts_once() -> None:
    raw = tables({"base": 0.0, "other": 1.0}, 8, 0.5)
    series = raw.timeseries
    series.loc[series["outcome"] == "in_debt", "value"] = 0.0
    reported = series["outcome"] == "satisfaction_reported"
    series.loc[reported, "value"] = 2.0 * series.loc[series["outcome"] == "satisfaction", "value"].to_numpy()
    found = finding(raw, TITLES, None, ("satisfaction", "satisfaction_reported", "trust", "in_debt"))
    one, twin, other, constant = found.differences
    assert found.family == 2
    assert (one.counts, twin.counts, other.counts, constant.counts) == (True, False, True, False)
    assert math.isnan(constant.p_holm)
    assert one.p_holm == twin.p_holm == pytest.approx(min(1.0, one.found.p * (2 if one.found.p < other.found.p else 1)))


def test_a_time_that_no_run_reached_is_no_number() -> None:
    raw = tables({"base": 0.0, "other": 0.0}, 6)
    raw.timeseries.loc[raw.timeseries["outcome"] == "nominal_coverage", "value"] = 0.0
    found = finding(raw, TITLES)
    never = found.summary[found.summary["outcome"].isin(["months_to_50", "months_to_90"])]
    assert (never["share_reached"] == 0.0).all()
    assert never[["mean", "sd", "ci_low", "ci_high", "p10", "p50", "p90"]].isna().all(axis=None)
    assert level(found, "base", "months_to_50") == "not reached"

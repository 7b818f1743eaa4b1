from __future__ import annotations

import dataclasses
import io
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.arrays import Rows
from sim.evidence.targets import Target, targets
from sim.figures.scorecard import draw
from sim.judging.counterparts import Life, asks, block, live, value
from sim.judging.validation import COLUMNS, card_table, class_of, fallen, groups, lines, said, scores
from sim.pages.validation import page


def nation(**changes: Any) -> Target:
    return dataclasses.replace(targets()["attendance"], **changes)


def verdict(target: Target, *values: float) -> str:
    return lines([target], [np.array(values)])[0].verdict


def test_a_national_number_holds_where_the_interval_of_the_mean_lies_inside_the_error() -> None:
    target = nation()  # 22.8 to 47.3 %
    assert verdict(target, 0.33, 0.34, 0.35) == "holds"
    assert verdict(target, 0.60, 0.61, 0.62) == "fails"
    assert verdict(target, 0.20, 0.35, 0.50) == "cannot be told"
    assert verdict(target, math.nan, math.nan) == "never seen"
    assert verdict(target, 0.33, math.nan, 0.34, 0.35) == "holds"


def test_a_mean_without_spread_is_told_from_six_runs_on() -> None:
    for runs in (1, 2, 5):
        assert verdict(nation(), *[0.34] * runs) == verdict(nation(), *[0.6] * runs) == "cannot be told"
    assert (verdict(nation(), *[0.34] * 6), verdict(nation(), *[0.6] * 6)) == ("holds", "fails")


def test_one_history_holds_where_the_range_of_single_runs_reaches_into_the_error() -> None:
    target = nation(one=True)
    assert verdict(target, 0.0, 0.1, 0.2, 0.3, 0.4) == "holds"
    assert verdict(target, 0.0, 0.01, 0.02, 0.01, 0.0) == "fails"


def test_a_bound_fails_on_one_side_only() -> None:
    active = targets()["active"]  # less than 15 %, error 5.3 points
    assert verdict(active, 0.0, 0.001, 0.002) == "holds"
    assert verdict(active, 0.4, 0.401, 0.402) == "fails"


def test_trust_weighs_and_what_was_put_in_does_not_count() -> None:
    high = nation(id="high", trust="high", use="validate")
    low = nation(id="low", trust="low", use="validate")
    given = nation(id="given", use="validate", put_in=True)
    good, bad = np.full(6, 0.35), np.full(6, 0.9)
    found = scores(lines([high, low, given], [good, bad, bad]))["validate"]
    assert (found.held, found.of, found.n) == (3.0, 4.0, 2)
    assert math.isnan(scores(lines([high], [good]))["calibrate"].share)


def test_only_held_out_patterns_that_held_can_fall() -> None:
    held, fitted = nation(id="held", use="validate"), nation(id="fitted", use="calibrate")
    good, bad = np.array([0.34, 0.35]), np.array([0.90, 0.91])
    before = card_table(lines([held, fitted], [good, good]))
    assert fallen(before, lines([held, fitted], [bad, bad])) == (["held"], [])
    assert fallen(before, lines([held, fitted], [good, bad])) == ([], [])
    assert fallen(card_table(lines([held], [bad])), lines([held], [bad])) == ([], [])


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ([0.20, 0.21], "unsure"),  # two runs are no range
        ([0.20, 0.19, 0.22, 0.20, 0.18, 0.21, 0.20, 0.19], "unsure"),  # eight are one, of which twelve may be longer
        ([0.0, 0.0], "unsure"),  # two runs of one value, of what had several
        ([0.100, 0.101], "fell"),  # so far off, and so near each other, that no luck explains it
        ([0.10, 0.11, 0.12, 0.10, 0.11, 0.12, 0.10, 0.11], "fell"),
        ([0.20, 0.19, 0.22, 0.20, 0.18, 0.21, 0.20, 0.19, 0.20, 0.19, 0.20, 0.21], "fell"),  # as many as before
        ([0.20, 0.30], "held"),
        ([math.nan, math.nan], "fell"),  # seen twelve times of twelve before
    ],
)
def test_fewer_runs_than_recorded_are_no_alarm_where_they_explain_the_failure(now: list[float], kind: str) -> None:
    held = nation(id="held", use="validate", one=True)  # 22.8 to 47.3 %
    before = card_table(lines([held], [np.linspace(0.15, 0.30, 12)]))
    fell, unsure = fallen(before, lines([held, nation(id="other")], [np.array(now), np.full(len(now), 0.35)]))
    assert {"fell": (["held"], []), "unsure": ([], ["held"]), "held": ([], [])}[kind] == (fell, unsure)


def test_a_record_of_few_runs_is_met_by_as_few_and_what_cannot_be_told_has_not_fallen() -> None:
    held = nation(id="held", use="validate", one=True)
    before = card_table(lines([held], [np.array([0.3, 0.31])]))
    assert fallen(before, lines([held], [np.array([0.20, 0.21])])) == ([], [])
    assert fallen(before, lines([held], [np.array([0.20, 0.2001])])) == (["held"], [])


def test_what_never_varied_falls_with_few_runs_too_and_what_was_rarely_seen_does_not() -> None:
    held = nation(id="held", use="validate", one=True)
    before = card_table(lines([held], [np.full(12, 0.3)]))
    assert fallen(before, lines([held], [np.full(2, 0.1)])) == (["held"], [])
    other = nation(id="other")
    rare = card_table(lines([held, other], [np.array([0.3, *[math.nan] * 11]), np.full(12, 0.3)]))
    assert fallen(rare, lines([held, other], [np.full(2, math.nan), np.full(2, 0.3)])) == ([], ["held"])


def test_the_range_of_few_runs_is_not_judged_to_fail() -> None:
    target = nation(one=True)
    assert verdict(target, 0.20, 0.21) == "cannot be told"
    assert verdict(target, *np.linspace(0.20, 0.21, 8)) == "fails"
    assert verdict(target, 0.20, 0.2001) == "fails", "these two leave no room"
    assert verdict(target, 0.20, 0.24) == "holds"


def test_tolerance_limits_are_those_of_the_tables() -> None:
    """One-sided factors for 90 % of a normal population with 95 % confidence: Hahn and Meeker 1991, table A.12d."""
    for n, factor in ((2, 20.58), (5, 3.407), (8, 2.582), (12, 2.210)):
        values = np.linspace(0.30, 0.31, n)
        (line,) = lines([nation(one=True)], [values])
        half = factor * values.std(ddof=1)
        assert line.widest[1] == pytest.approx(min(0.305 + half, 1.0), rel=1e-3)
        assert line.widest[0] == pytest.approx(0.305 - half, rel=1e-2)


def test_intervals_end_where_the_outcome_does() -> None:
    share, debt, gain = (targets()[id] for id in ("in_debt", "debt_size", "points_gain"))
    values = [np.array(own) for own in ([0.1, 0.5], [1e6, 3e6], [0.9, 0.1])]
    card = lines([share, debt, nation(kind="cross-section")], values)
    assert [(one.low, one.high) for one in card[:1]] == [(0.0, 1.0)]
    assert card[1].low == 0.0
    assert (card[2].low, card[2].high) == (-1.0, 1.0)
    assert said(0.43, gain) == "43.0 pp"


def test_the_score_by_mean_leaves_out_what_was_seen_in_one_place() -> None:
    many, one = nation(id="many", use="validate"), nation(id="one", use="validate", one=True)
    card = lines([many, one], [np.full(4, 0.9), np.full(4, 0.35)])
    assert scores(card)["validate"].held == 1.0
    assert (scores(card, by_mean=True)["validate"].held, scores(card, by_mean=True)["validate"].n) == (0.0, 1)


def test_patterns_are_of_one_class_on_all_pages() -> None:
    values = [np.full(3, 0.3)] * len(targets())
    for name, mine in groups(lines(list(targets().values()), values)).items():
        assert {class_of(one.target) for one in mine} == {name}
    assert class_of(targets()["satisfaction_lead"]) == "Put in, wholly or in part", "whatever it is used for"


def test_the_table_has_the_stable_columns_first() -> None:
    stable = ["pattern", "source", "use", "observed", "low", "high", "simulated", "sim_low", "sim_high", "verdict"]
    assert list(COLUMNS[:10]) == stable
    card = lines(list(targets().values()), [np.full(3, 0.3)] * len(targets()))
    table = card_table(card)
    assert list(table.columns) == list(COLUMNS)
    assert table["pattern"].is_unique
    assert table.loc[table["pattern"] == "active", "low"].isna().all()


def every(values: Rows) -> str:
    card = lines(list(targets().values()), [values] * len(targets()))
    assert draw(card, "a card").axes
    assert sum(len(mine) for mine in groups(card).values()) == len(card)
    return page(card, "gaiju validate", {"a": card_table(card)}, None)


def test_the_page_says_first_what_fails() -> None:
    text = every(np.array([1e9, 1e9 + 1]))
    assert text.index("## What fails") < text.index("## Held out")
    assert "**Open decisions raise trust by 31 points**: 31.0 pp observed" in text
    assert "never seen" in every(np.array([math.nan]))


def test_contrasts_are_taken_under_the_same_luck() -> None:
    same = nation(kind="contrast", versus=(), month="2021-03")
    assert live(Life((), (same,), 0)) == [0.0]
    assert len(asks(targets()["losses"])) == 4
    assert value(targets()["losses"], [30.0, 10.0, 50.0, 10.0]) == pytest.approx(-0.5)


def test_a_point_changes_what_is_seen_and_jobs_do_not() -> None:
    target = nation(month="2021-06")
    points = [{"attendance.intercept": 0.6}, {"attendance.intercept": 1.4}]
    found = block([target], points, 2, 1, None)
    assert (found[1] > found[0]).all()
    assert found.shape == (2, 2, 1)


def test_an_older_scorecard_can_be_read_again() -> None:
    card = lines([nation(use="validate")], [np.array([0.34, 0.35])])
    text = card_table(card).to_csv(index=False, float_format="%.6g")
    assert fallen(pd.read_csv(io.StringIO(text)), card) == ([], [])
    bare = pd.read_csv(io.StringIO(text))[["pattern", "use", "verdict"]]
    assert fallen(bare, card) == ([], []), "one that does not say how many runs it had"

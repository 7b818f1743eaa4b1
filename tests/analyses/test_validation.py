from __future__ import annotations

import dataclasses
import io
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.analyses.counterparts import Life, asks, block, live, value
from sim.analyses.validation import COLUMNS, card_table, fallen, groups, lines, scores
from sim.analyses.validation_page import page
from sim.arrays import Rows
from sim.evidence.targets import Target, targets
from sim.figures.scorecard import draw


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
    assert verdict(target, 0.34, math.nan, 0.34) == "holds"


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
    good, bad = np.full(4, 0.35), np.full(4, 0.9)
    found = scores(lines([high, low, given], [good, bad, bad]))["validate"]
    assert (found.held, found.of, found.n) == (3.0, 4.0, 2)
    assert math.isnan(scores(lines([high], [good]))["calibrate"].share)


def test_only_held_out_patterns_that_held_can_fall() -> None:
    held, fitted = nation(id="held", use="validate"), nation(id="fitted", use="calibrate")
    good, bad = np.array([0.34, 0.35]), np.array([0.90, 0.91])
    before = card_table(lines([held, fitted], [good, good]))
    assert fallen(before, lines([held, fitted], [bad, bad])) == ["held"]
    assert fallen(before, lines([held, fitted], [good, bad])) == []
    assert fallen(card_table(lines([held], [bad])), lines([held], [bad])) == []


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
    said = every(np.array([1e9, 1e9 + 1]))
    assert said.index("## What fails") < said.index("## Held out")
    assert "**Open decisions raise trust by 31 points**: 31.0 % observed" in said
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
    assert fallen(pd.read_csv(io.StringIO(text)), card) == []

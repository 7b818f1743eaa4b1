from __future__ import annotations

import pandas as pd
import pytest

from sim.document import DocumentError
from sim.reading import read_text, resolved
from sim.running import run
from sim.scenario import Clock
from tests.small import hamlet

LONG = hamlet("uniform_deadline, due: 2022-09, start: 2021-12")
BURNT = hamlet(
    "uniform_deadline, due: 2022-09, start: 2021-12", "clock.start=2022-03", "clock.months=10", "clock.burn_in=4"
)


def test_burn_in_is_run_and_not_reported() -> None:
    whole, reported = run(LONG), run(BURNT)
    tail = whole.timeseries[whole.timeseries["month"].astype(str) >= "2022-03"].reset_index(drop=True)
    assert reported.timeseries["month"].astype(str).unique().tolist() == [f"2022-{m:02d}" for m in range(3, 13)]
    for name in ("region", "outcome"):
        assert (tail[name].astype(str) == reported.timeseries[name].astype(str)).all()
    pd.testing.assert_series_equal(tail["value"], reported.timeseries["value"])


def test_the_first_state_told_is_that_before_the_first_reported_month() -> None:
    first = run(BURNT).stages.groupby("village").head(1)
    assert (first["month"].astype(str) == "2022-02").all()
    assert (first["stage"].astype(str) != "rural").all()


def test_dates_may_lie_in_the_burn_in_and_are_written_back_as_they_were_read() -> None:
    policy = BURNT.policies[0]
    assert (policy.start, policy.due) == (2, 11)  # type: ignore[attr-defined]
    again = read_text(resolved(BURNT), "again.yaml")
    assert again.policies == BURNT.policies
    assert again.scenario.clock == Clock("2022-03", 10, 4)


def test_dates_before_the_burn_in_are_refused() -> None:
    early = "uniform_deadline, due: 2022-09, start: 2021-10"
    with pytest.raises(DocumentError, match="the run goes from 2021-11 to 2022-12"):
        hamlet(early, "clock.start=2022-03", "clock.burn_in=4", "clock.months=10")

"""What the shipped scenarios must show, with 32 pairs each and the scenarios' own seed (20240101)."""

from __future__ import annotations

import numpy as np
import pytest

from tests.shown.pairs import interval, more, runs

DEADLINE = "rollout/uniform-deadline.yaml"
PILOTS = "rollout/phased-pilots.yaml"
AMPLE = ("world.terms.outside_staff=1.5",)
"""Two and a half times the outside staff of the baseline (0.6 a village)."""
TIGHT = (
    "policy.rollout.waves=[{after: 12, share: 0.28, due_in: 18}, {after: 34, share: 0.28, due_in: 18},"
    " {after: 56, share: 1.0, due_in: 18}]",
)


@pytest.mark.slow
def test_a_deadline_brings_more_nameplates_than_pilots() -> None:
    more(runs(DEADLINE), runs(PILOTS), ["nameplate_share"])


@pytest.mark.slow
def test_a_deadline_decides_more_villages_without_sufficient_consultation() -> None:
    more(runs(DEADLINE), runs(PILOTS), ["insufficient_consultation", "called_early"])


@pytest.mark.slow
def test_a_deadline_brings_more_disputes_and_petitions() -> None:
    more(runs(DEADLINE), runs(PILOTS), ["disputes", "petitions", "stalled_over_time"])


@pytest.mark.slow
def test_a_deadline_puts_the_plate_on_half_of_the_villages_earlier() -> None:
    more(runs(PILOTS), runs(DEADLINE), ["months_to_50"])


@pytest.mark.slow
def test_with_ample_capacity_the_nameplates_of_a_deadline_are_at_most_half_as_far_ahead() -> None:
    scarce = runs(DEADLINE)["nameplate_share"] - runs(PILOTS)["nameplate_share"]
    ample = runs(DEADLINE, AMPLE)["nameplate_share"] - runs(PILOTS, AMPLE)["nameplate_share"]
    assert np.mean(ample) <= 0.5 * np.mean(scarce)
    low, high = interval(scarce - ample)
    assert low > 0.0, (low, high)


@pytest.mark.slow
def test_pilots_whose_waves_are_due_in_18_months_lose_their_lead() -> None:
    lead = runs(DEADLINE)["nameplate_share"] - runs(PILOTS)["nameplate_share"]
    tight = runs(DEADLINE)["nameplate_share"] - runs(PILOTS, TIGHT)["nameplate_share"]
    low, _ = interval(lead - tight)
    assert low > 0.0
    assert np.mean(tight) < 0.5 * np.mean(lead)
    more(runs(PILOTS, TIGHT), runs(DEADLINE), ["insufficient_consultation"])


@pytest.mark.slow
def test_attendance_and_active_participation_are_those_of_the_evidence() -> None:
    for scenario in (DEADLINE, PILOTS, "rollout/drift.yaml"):
        assert 0.30 <= np.mean(runs(scenario)["attendance_over_time"]) <= 0.40
        assert np.mean(runs(scenario)["active"]) < 0.15

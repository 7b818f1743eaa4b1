"""Every mechanism that can be switched off moves the outcome it is meant for: 16 pairs with the scenario's own seed."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules.parameters import OFF
from tests.shown.pairs import interval, runs

PAIRS = 16
ELSEWHERE = {"merging": "rollout/one-shot-merger.yaml"}
"""Mechanisms that act in other worlds, with a scenario in which they do."""
MORE, LESS = 1.0, -1.0
MEANT = {
    "attendance": ("attendance_over_time", MORE),  # without choice everybody comes as usual, haste or not
    "peer_influence": ("attendance_over_time", MORE),  # few come where few came
    "fairness": ("fairness", MORE),  # what a hurried rollout takes away
    "trust": ("trust", LESS),  # it grows with the services of ten years
    "support": ("support", MORE),  # lost with fairness and trust
    "demonstration": ("support", MORE),  # hearsay of hurried conversions frightens
    "vote": ("votes_failed", LESS),
    "early_vote": ("called_early", LESS),
    "disputes": ("disputes", LESS),
    "contagion": ("disputes", LESS),
    "mediation": ("mediation_rate", LESS),
    "escalation": ("escalated", LESS),
    "hiding": ("petitions", LESS),  # what was hidden comes back larger
    "pressure": ("called_early", LESS),
    "effort": ("consultation_quality", MORE),  # time no longer follows what is counted
    "early_declaration": ("nameplate_share", LESS),
    "coordination_loss": ("months_to_substantive_50", LESS),
    "learning": ("months_to_substantive_50", MORE),
    "county_coupling": ("nameplate_share", MORE),  # less is done by the date where nobody learns from next door
    "turnover": ("local_knowledge", MORE),
    "wear": ("facilities", MORE),
    "services": ("service_level", LESS),  # they stay as they were
    "expectation": ("satisfaction", MORE),
    "grievance": ("grievance", LESS),
    "satisfaction": ("satisfaction", LESS),  # it stays as it was, though services grow
    "economy": ("dividend", LESS),
    "handover": ("attendance_over_time", MORE),  # fewer are reached by those who do not know them
    "old_address": ("reach", MORE),
    "merging": ("reach", MORE),
    "separation": ("attendance_over_time", MORE),
    "migration": ("away", MORE),
    "registration": ("separated", MORE),
    "group_life": ("group_activity", LESS),
}
"""Mechanism -> the outcome it is meant to move, and whether there is more or less of it without the mechanism."""


def test_every_mechanism_says_what_it_is_meant_to_move() -> None:
    assert MEANT.keys() == OFF.keys()


@pytest.mark.slow
@pytest.mark.parametrize("mechanism", OFF)
def test_a_mechanism_switched_off_moves_the_outcome_it_is_meant_for(mechanism: str) -> None:
    file, (outcome, sign) = ELSEWHERE.get(mechanism, "rollout/uniform-deadline.yaml"), MEANT[mechanism]
    usual, without = runs(file, (), PAIRS), runs(file, (f"without=[{mechanism}]",), PAIRS)
    change = without[outcome] - usual[outcome]
    assert np.isfinite(change).sum() > PAIRS // 2, "too few pairs have the outcome"
    low, high = interval(sign * change)
    print(f"{mechanism}: {outcome} {np.nanmean(change):+.4f}, 99 % of what is expected {low:.4f} to {high:.4f}")
    assert low > 0.0, f"{outcome}: {low:.4f} to {high:.4f}, {'more' if sign > 0 else 'less'} was expected"

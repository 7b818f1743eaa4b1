"""The connector in the hands of other tools: pickled, called with numbers of NumPy, with dates and words."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from sim.api.studying import connector
from tests.small import hamlet

CASE = hamlet("uniform_deadline, due: 2022-09", "policy.levers=[{lever: points_system}]")
NAMES = {
    "money": "world.terms.running_money",
    "veto": "world.terms.veto",
    "way": "world.terms.offer_mode",
    "due": "policy.rollout.due",
    "points": "policy.levers.points_system.intensity",
    "places": "world.regions.*.facilities",
}
FUNCTION = connector(CASE, NAMES, ["satisfaction", "trust"], 1)


def test_a_pickled_copy_gives_the_same_numbers_in_another_process() -> None:
    code = "import pickle, sys; print(pickle.load(sys.stdin.buffer)(money=0.2, due='2022-04'))"
    told = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(FUNCTION), capture_output=True, check=True)
    assert told.stdout.decode().strip() == str(FUNCTION(money=0.2, due="2022-04"))


@pytest.mark.parametrize(
    ("name", "value", "same"),
    [
        ("money", np.int64(1), 1.0),
        ("money", np.float32(0.5), 0.5),
        ("money", np.float64(0.1), 0.1),
        ("money", np.bool_(True), 1.0),
        ("money", 1, 1.0),
        ("veto", np.bool_(True), 1),
        ("veto", 1.0, 1),
        ("veto", np.float64(1.0), 1),
        ("way", np.str_("trickle"), "trickle"),
        ("due", np.int64(6), "2022-04"),
        ("due", 6.0, "2022-04"),
        ("due", np.str_("2022-04"), "2022-04"),
        ("points", np.float32(0.5), 0.5),
        ("places", np.float32(0.5), 0.5),
    ],
)
def test_an_argument_is_what_a_scenario_says(name: str, value: Any, same: Any) -> None:
    assert FUNCTION(**{name: value}) == FUNCTION(**{name: same}) != FUNCTION()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("money", 99.0), ("money", float("nan")), ("money", None), ("money", "much"), ("money", np.array([0.1])),
        ("veto", 0.5), ("way", "trikle"), ("due", "2099-01"), ("due", "June"), ("due", 0), ("due", 6.5),
        ("points", 1.5),
    ],
)  # fmt: skip
def test_an_argument_that_a_scenario_may_not_say_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^`{name}`: "):
        FUNCTION(**{name: value})


@pytest.mark.parametrize(
    ("names", "outcomes", "replications", "why"),
    [
        ({"x": "world.terms.runing_money"}, ["trust"], 1, "`x`: no scenario has a place"),
        ({"x": "clock.months"}, ["trust"], 1, "`x`: no scenario has a place"),
        ({"x": "runs.seed"}, ["trust"], 1, "`x`: no scenario has a place"),
        ({"x": NAMES["money"]}, ["trst"], 1, "`trst`, did you mean `trust`"),
        ({"x": NAMES["money"]}, ["trust"], 0, "at least 1 run"),
    ],
)
def test_what_cannot_be_answered_is_refused_when_the_connector_is_made(
    names: dict[str, str], outcomes: list[str], replications: int, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        connector(CASE, names, outcomes, replications)

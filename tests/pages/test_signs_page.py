"""The page of causal claims says what the records and the runs say, loudly where they disagree."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest

from sim.evidence.signs import Sign, Verdict, signs
from sim.judging.signs import CERTAIN, WHOLE, Look
from sim.pages.signs import DIRECT, SMALL, page
from sim.paired import paired
from sim.statistics.outcomes import outcomes

CLEAR = (2.0, 2.1, 1.9, 2.0)


def seen(verdict: Verdict, differences: Sequence[float], p: float, sign: int = 1, direct: bool = False) -> Look:
    """Return a look at a made-up claim on satisfaction."""
    one = signs()["split_satisfaction"]
    assert one.contrast is not None
    contrast = dataclasses.replace(one.contrast, sign=sign, direct=direct)
    reason = "" if verdict == "holds" else "Because of this."
    made = dataclasses.replace(one, verdict=verdict, reason=reason, contrast=contrast)
    return Look(made, contrast, outcomes()["satisfaction"], paired(np.array(differences), level=CERTAIN), p)


def told(*looks: Look, others: Sequence[Sign] = ()) -> str:
    return page([*(look.sign for look in looks), *others], looks, 4, "gaiju that")


@pytest.mark.parametrize(
    ("differences", "p", "sign", "said"),
    [
        (CLEAR, 0.001, 1, "as claimed"),
        (CLEAR, 0.001, -1, "the opposite"),
        (CLEAR, WHOLE, 1, "not told from noise"),
        ((-9.0, 9.0, 8.0, 1.0), 0.001, 1, "not told from noise"),
        ((0.0,) * 8, 1.0, 1, "nothing that matters"),
        ((0.0,) * 4, 1.0, 1, "not told from noise"),
        ((0.1, -0.1, 0.1, 0.0), 1.0, 1, "nothing that matters"),
        ((np.nan,) * 4, np.nan, 1, "not told from noise"),
    ],
)
def test_what_is_said_follows_from_interval_list_and_sign(
    differences: Sequence[float], p: float, sign: int, said: str
) -> None:
    assert seen("holds", differences, p, sign).said == said


def test_the_page_gives_the_difference_its_interval_and_how_it_was_asked() -> None:
    text = told(seen("holds", CLEAR, 0.001, direct=True))
    assert "Made by `gaiju that`" in text
    assert "| +2 points (+1.8 to +2.2) | +4.00 |" in text
    assert f"higher{DIRECT}" in text
    assert "function_split" in text
    assert "| holds |" in text
    assert "1 records: 1 hold (0 of them by less than what matters), 0 do not, 0 are not represented" in text


def test_a_small_difference_is_marked() -> None:
    assert f"| holds{SMALL} |" in told(seen("holds", (0.2, 0.21, 0.19, 0.2), 0.001))


def test_what_is_contradicted_stands_in_a_list_with_reason_and_number() -> None:
    text = told(seen("contradicted", CLEAR, 0.001, sign=-1))
    part = text.split("## Where the model does not agree with the sources")[1].split("\n## ")[0]
    assert "### The opposite" in part
    assert "Because of this." in part
    assert "+2 points" in part
    assert "| the opposite |" in text


@pytest.mark.parametrize(("verdict", "sign"), [("holds", -1), ("contradicted", 1)])
def test_a_record_that_the_runs_belie_is_said_loudly(verdict: Verdict, sign: int) -> None:
    assert f"**recorded as {verdict}, but the runs say: " in told(seen(verdict, CLEAR, 0.001, sign))


def test_what_is_not_represented_stands_in_a_list_of_its_own() -> None:
    one = signs()["pulled_down"]
    part = told(others=[one]).split("## What the model does not represent")[1].split("##")[0]
    assert one.claim in part
    assert one.reason in part

"""Task work: what has to be done in a village, and how know-how and crowding change it.

Outside staff help, but the more villages are worked on at once the more of their time is lost to coordination
(Brooks 1975). What others have done and written up shortens the work (policy experimentation: Heilmann 2008;
learning curves: Wright 1936), the more the more alike the villages are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, exp, power, ratio
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Work:
    """Numbers of the task work."""

    mean: float = declared(60.0, "staff-months", 30.0, 90.0, "Mean work of converting a village", assumed=TRIAL)
    spread: float = declared(0.3, "log sd", 0.1, 0.5, "Spread of the work between villages", assumed=TRIAL)
    consultation: float = declared(0.20, "share", 0.1, 0.3, "Share of consultation", assumed=TRIAL)
    assets: float = declared(0.20, "share", 0.1, 0.3, "Share of asset clearing", assumed=TRIAL)
    rights: float = declared(0.35, "share", 0.2, 0.5, "Share of settling rights", assumed=TRIAL)
    handover: float = declared(0.25, "share", 0.15, 0.35, "Share of share reform and hand-over", assumed=TRIAL)
    unclear: float = declared(
        0.5, "1", 0.0, 1.0, "Extra rights work per share of unclear titles above the usual", assumed=TRIAL
    )
    usual_unclear: float = declared(
        0.2,
        "share",
        0.08,
        0.4,
        "Usual share of unclear titles",
        evidence="homestead_registration_rate",
        assumed="8 % unregistered is read as a lower bound: registered titles can be contested",
    )
    outside_cap: float = declared(
        2.0, "staff-months/month", 1.0, 4.0, "Most outside staff a village can use", assumed=TRIAL
    )
    rounds: float = declared(
        4.0,
        "rounds",
        2.0,
        8.0,
        "Rounds of consultation the planned consultation work pays for",
        evidence="four_two_procedure",
    )
    least_claim: float = declared(
        0.05, "share", 0.01, 0.2, "Claim on outside staff of a village last in line", assumed="nobody is left out quite"
    )
    decided_months: int = declared(
        2,
        "months",
        1,
        6,
        "Least time between vote and conversion",
        assumed="legal notice periods; no source gives one number",
    )
    preparing_months: int = declared(
        4, "months", 2, 9, "Least time of preparation", assumed="legal notice periods; no source gives one number"
    )
    meeting_every: int = declared(
        3,
        "months",
        1,
        6,
        "Months between ordinary meetings of a village",
        assumed="quarterly openness of village affairs",
    )


@dataclass(frozen=True, slots=True)
class Coordination:
    """Numbers of crowding."""

    loss: float = declared(
        0.4, "share", 0.0, 0.7, "Outside staff time lost when all villages are worked on at once", assumed=TRIAL
    )


@dataclass(frozen=True, slots=True)
class Learning:
    """Numbers of know-how."""

    exponent: float = declared(
        0.22, "1", 0.0, 0.35, "Learning exponent: work x (1 + know-how)^-exponent",
        assumed="an 86 % learning curve, inside the usual 80 to 90 %; the trial had .15",
    )  # fmt: skip
    lag: int = declared(6, "months", 3, 12, "Months until a finished village teaches others", assumed=TRIAL)
    region: float = declared(0.5, "distance", 0.0, 1.5, "Distance between two counties", assumed=TRIAL)
    likeness: float = declared(
        2.0, "distance per unit", 0.0, 4.0, "Distance by unclear share and log income", assumed=TRIAL
    )
    across: float = declared(
        1.0, "1", 0.0, 1.0, "Whether counties learn from each other", assumed="switch of the coupling of counties"
    )


def crowding(p: Coordination, active_share: Rows) -> Rows:
    """Return the share of outside staff time that reaches the work.

    >>> float(crowding(Coordination(), np.float64(0.5)))
    0.8
    """
    return 1.0 - p.loss * active_share


def work_factor(p: Learning, know_how: Rows) -> Rows:
    """Return the share of the work that is left once know-how is used.

    >>> float(work_factor(Learning(), np.float64(0.0)))
    1.0
    """
    return power(1.0 + know_how, -p.exponent)


def likeness(p: Learning, unclear: Rows, income: Rows, same_county: Rows) -> Rows:
    """Return how much of one village's lesson another can use, in [0, 1].

    Parameters
    ----------
    unclear, income
        Absolute differences of the unclear share and of the logarithm of income.
    same_county
        1 inside a county, 0 across.

    >>> float(likeness(Learning(), np.float64(0.0), np.float64(0.0), np.float64(1.0)))
    1.0
    """
    distance = p.likeness * (unclear + 0.5 * income) + p.region * (1.0 - same_county)
    return exp(-distance) * np.where(same_county > 0.5, 1.0, p.across)


EQUAL, NEED, READINESS, CONCENTRATED = 0, 1, 2, 3


def allotted(p: Work, rule: Rows, progress: Rows) -> Rows:
    """Return a village's claim on outside staff under the county's rule: equal, by need, by progress, concentrated.

    >>> [round(float(allotted(Work(), np.float64(rule), np.float64(0.5))), 4) for rule in range(4)]
    [1.0, 0.55, 0.55, 0.3025]
    """
    ahead = progress + p.least_claim
    behind = 1.0 + p.least_claim - progress
    uneven = np.where(rule == NEED, behind, np.where(rule == READINESS, ahead, ahead * ahead))
    return np.where(rule == EQUAL, 1.0, uneven)


def rounds_held(p: Work, done: Rows, need: Rows) -> Rows:
    """Return the rounds of consultation that this work has paid for.

    >>> [float(rounds_held(Work(), np.float64(done), np.float64(12.0))) for done in (0.0, 5.9, 6.0, 12.0)]
    [0.0, 1.0, 2.0, 4.0]
    """
    return np.floor(ratio(done, need) * p.rounds + 1e-9)


def reopened(p: Work, done: Rows, need: Rows) -> Rows:
    """Return the consultation work that counts after a failed vote or a veto: the changed plan needs another round.

    >>> [float(reopened(Work(), np.float64(done), np.float64(12.0))) for done in (12.0, 6.0)]
    [9.0, 6.0]
    """
    return np.minimum(done, need - need / p.rounds)


def spread_work(time: Rows, left: Rows, whole: Rows) -> Rows:
    """Return the work done on one task when time is spent in proportion to what each task still lacks.

    >>> float(spread_work(np.float64(3.0), np.float64(2.0), np.float64(8.0)))
    0.75
    """
    return np.minimum(ratio(left, whole) * time, left)

"""The life of a case: mediated, hidden, escalated, settled.

An open case is solved by mediation as far as the mediators' time goes. What is not solved within months goes to court
or to the petition office, sooner when people are bitter, and together when enough neighbours are aggrieved
(Granovetter 1978). Where cadres are graded by the settlement rate they hide cases (longquan_survey 2.1): a hidden case
is not mediated and not counted, and so does not stop the work; that is its reward. It is kept quiet for as long as the
year's score depends on it and grows more bitter; then it boils over three times as fast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Flags, Rows, ratio, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL

NONE, OPEN, SOLVED, LAWSUIT, PETITION, COLLECTIVE = 0, 1, 2, 3, 4, 5
CASE_STAGES = ("none", "open", "solved", "lawsuit", "petition", "collective petition")


@dataclass(frozen=True, slots=True)
class Cases:
    """Numbers of mediation and escalation."""

    time_per_case: float = declared(0.15, "staff-months", 0.08, 0.3, "Mediator's time per case", assumed=TRIAL)
    best: float = declared(0.5, "1/month", 0.3, 0.8, "Highest chance that a case is settled in a month", assumed=TRIAL)
    group_cases: float = declared(
        2.0, "cases/month", 0.5, 4.0, "Cases a fully active group can take a month", assumed=TRIAL
    )
    patience: int = declared(4, "months", 2, 8, "Months before a case can escalate", assumed=TRIAL)
    escalation: float = declared(0.01, "1/month", 0.005, 0.03, "Base chance to escalate", assumed=TRIAL)
    bitterness: float = declared(3.0, "1", 1.0, 5.0, "Factor added by full grievance", assumed=TRIAL)
    together: float = declared(2.0, "1", 0.0, 4.0, "Factor added when enough neighbours are aggrieved", assumed=TRIAL)
    court_share: float = declared(
        0.5,
        "share",
        0.2,
        0.8,
        "Escalating single cases that go to court instead of the petition office",
        assumed="sources name both and give no split",
    )
    court_months: float = declared(
        18.0,
        "months",
        9.0,
        24.0,
        "Mean time to a judgment",
        evidence="hubei_delay",
        assumed="delay of one disputed project taken as the mean length of a suit",
    )
    petition_months: float = declared(
        9.0, "months", 3.0, 18.0, "Mean time to the answer to a petition", assumed="half of a suit; no source"
    )
    tolerance: float = declared(
        0.05,
        "share",
        0.01,
        0.1,
        "Open visible cases per household above which work on rights stops",
        assumed="the trial's .03 stopped work for two years in half of the villages at a batch offer",
    )


@dataclass(frozen=True, slots=True)
class Hiding:
    """Numbers of hiding cases from the statistics."""

    propensity: float = declared(
        1.6, "1", 0.0, 3.0, "Chance to hide a new case per unit of appraisal x concern x (1 - integrity)", assumed=TRIAL
    )
    faster: float = declared(3.0, "1", 1.5, 5.0, "How much faster a hidden case escalates", assumed=TRIAL)
    held: int = declared(
        12,
        "months",
        0,
        24,
        "Months for which those who hide a case keep it quiet",
        assumed="the year whose score it would spoil (longquan_survey 2.1 names deducted scores as the reason to hide)",
    )
    grievance: float = declared(0.2, "1", 0.1, 0.4, "Grievance added by having one's case hidden", assumed=TRIAL)


def hides(p: Hiding, appraisal: Rows, concern: Rows, integrity: Rows) -> Rows:
    """Return the chance that a cadre hides a new case.

    >>> round(float(hides(Hiding(), np.float64(0.5), np.float64(0.5), np.float64(0.625))), 6)
    0.15
    """
    return share(p.propensity * appraisal * concern * (1.0 - integrity))


def settles(p: Cases, capacity: Rows, open_cases: Rows, skill: Rows) -> Rows:
    """Return the chance that an open visible case is settled this month; capacity and cases in real cases.

    >>> float(settles(Cases(), np.float64(1.0), np.float64(10.0), np.float64(1.0)))
    0.1
    """
    return share(np.minimum(ratio(capacity, open_cases, empty=p.best), p.best) * skill)


def escalates(p: Cases, hiding: Hiding, *, age: Rows, grievance: Rows, aggrieved: Flags, hidden: Rows) -> Rows:
    """Return the chance that an open case escalates this month.

    >>> z = np.float64(0.0)
    >>> float(escalates(Cases(), Hiding(), age=z + 5, grievance=z, aggrieved=np.bool_(False), hidden=z))
    0.01
    """
    chance = p.escalation * (1.0 + p.bitterness * grievance) * (1.0 + p.together * aggrieved)
    quiet = p.patience + np.where(hidden > 0.5, hiding.held, 0.0)
    return np.where(age > quiet, share(chance * np.where(hidden > 0.5, hiding.faster, 1.0)), 0.0)


def answered(p: Cases, lawsuit: Flags) -> Rows:
    """Return the chance that a suit or petition ends this month.

    >>> round(float(answered(Cases(), np.bool_(True))), 6)
    0.055556
    """
    return np.where(lawsuit, 1.0 / p.court_months, 1.0 / p.petition_months)

"""Satisfaction, expectation and grievance.

Expectancy disconfirmation (Oliver 1980; Van Ryzin 2004): people judge services by their level and by how they compare
with what they had come to expect. Conversion raises expectations first. An own open case, and open cases around, make
grievance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, between, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL, USUAL_TRUST


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Numbers of satisfaction."""

    rate: float = declared(0.25, "1/month", 0.1, 0.5, "Share of the way to the target gone each month", assumed=TRIAL)
    base: float = declared(
        20.8,
        "points",
        18.0,
        23.0,
        "Satisfaction without any service",
        evidence="rights_satisfaction_gain",
        assumed="set so that converted and unconverted differ about as 68 and 56",
    )
    service: float = declared(63.0, "points", 50.0, 75.0, "Points per unit of service", assumed=TRIAL)
    surprise: float = declared(
        63.0, "points", 30.0, 80.0, "Points per unit of service above expectation", assumed=TRIAL
    )
    fairness: float = declared(12.0, "points", 5.0, 20.0, "Points per unit of fairness", assumed=TRIAL)
    grievance: float = declared(25.0, "points", 10.0, 40.0, "Points lost by full grievance", assumed=TRIAL)
    trust: float = declared(8.0, "points", 0.0, 15.0, "Points per unit of trust", assumed=TRIAL)
    dividend: float = declared(
        2.0,
        "points",
        0.0,
        5.0,
        "Points for the usual yearly dividend per head",
        evidence="dividend_per_head",
        assumed="the claim also says 4 % of income, which 326 yuan a head is not here (1.6 %); points assumed",
    )
    usual_dividend: float = declared(
        326.0, "yuan/person/year", 100.0, 600.0, "Usual yearly dividend per head", evidence="dividend_per_head"
    )


@dataclass(frozen=True, slots=True)
class Expectation:
    """Numbers of the expectation of services."""

    rate: float = declared(0.06, "1/month", 0.0, 0.15, "Speed at which expectations move", assumed=TRIAL)
    rural: float = declared(0.55, "1", 0.45, 0.65, "Service expected of a village", assumed=TRIAL)
    urban: float = declared(
        0.82,
        "1",
        0.7,
        0.9,
        "Service expected of a community",
        evidence="rights_satisfaction_urban",
        assumed="85 % satisfied in towns read as the level people compare with",
    )


@dataclass(frozen=True, slots=True)
class Grievance:
    """Numbers of grievance."""

    rate: float = declared(0.2, "1/month", 0.1, 0.4, "Speed at which grievance moves", assumed=TRIAL)
    own: float = declared(0.6, "1", 0.3, 0.9, "Grievance of a household with an unsettled case", assumed=TRIAL)
    peers: float = declared(0.5, "1", 0.1, 0.9, "Grievance from unsettled cases next door", assumed=TRIAL)
    unfair: float = declared(0.3, "1", 0.0, 0.6, "Grievance from being treated unfairly", assumed=TRIAL)


def expectation(p: Expectation, now: Rows, converted: Rows) -> Rows:
    """Return next month's expectation; ``converted`` is 1 once the plate has changed.

    >>> round(float(expectation(Expectation(), np.float64(0.55), np.float64(1.0))), 4)
    0.5662
    """
    return now + p.rate * (p.rural + (p.urban - p.rural) * converted - now)


def grievance(p: Grievance, now: Rows, *, unsettled: Rows, peers_open: Rows, fairness: Rows, hidden: Rows) -> Rows:
    """Return next month's grievance in [0, 1]; ``hidden`` is the grievance that hiding adds.

    >>> z = np.float64(0.0)
    >>> float(grievance(Grievance(), z, unsettled=z, peers_open=z, fairness=z + .5, hidden=z))
    0.0
    """
    target = share(p.own * unsettled + hidden + p.peers * peers_open + p.unfair * np.maximum(0.5 - fairness, 0.0))
    return now + p.rate * (target - now)


def judgement(
    p: Satisfaction,
    *,
    service: Rows,
    expectation: Rows,
    fairness: Rows,
    grievance: Rows,
    trust: Rows,
    dividend: Rows,
) -> Rows:
    """Return the satisfaction in points that this month's experience would justify.

    ``dividend`` is in yuan per head and year.

    >>> h = np.float64(0.57)
    >>> at = dict(service=h, expectation=h - .02, fairness=h * 0 + .5, grievance=h * 0, trust=h + .01, dividend=h * 0)
    >>> round(float(judgement(Satisfaction(), **at)), 2)
    57.97
    """
    points = (
        p.base
        + p.service * service
        + p.surprise * (service - expectation)
        + p.fairness * (fairness - 0.5)
        - p.grievance * grievance
        + p.trust * (trust - USUAL_TRUST)
        + p.dividend * np.minimum(dividend / p.usual_dividend, 2.0)
    )
    return between(points, 0.0, 100.0)


def satisfaction(p: Satisfaction, now: Rows, judgement: Rows) -> Rows:
    """Return next month's satisfaction in points, 0 to 100.

    >>> float(satisfaction(Satisfaction(), np.float64(50.0), np.float64(60.0)))
    52.5
    """
    return now + p.rate * (judgement - now)

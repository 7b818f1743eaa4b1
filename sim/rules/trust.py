"""Trust in those who govern the village.

Opinion with an anchor (Friedkin and Johnsen 1990) and asymmetric learning from experience (Slovic 1993): trust is
pulled towards one's neighbours, back to where it started, and towards what one experiences; bad experience counts
twice as fast as good.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Trust:
    """Numbers of trust."""

    neighbours: float = declared(0.05, "1/month", 0.0, 0.1, "Pull of the neighbours' trust", assumed=TRIAL)
    anchor: float = declared(0.02, "1/month", 0.0, 0.04, "Pull of the trust one started with", assumed=TRIAL)
    gain: float = declared(0.03, "1/month", 0.01, 0.05, "Learning rate from better experience", assumed=TRIAL)
    loss: float = declared(0.06, "1/month", 0.03, 0.12, "Learning rate from worse experience", assumed=TRIAL)
    earned: float = declared(0.05, "share", 0.0, 0.2, "Trust justified by nothing but being there", assumed=TRIAL)
    fairness: float = declared(0.4, "1", 0.2, 0.6, "Trust justified by full fairness", assumed=TRIAL)
    service: float = declared(0.4, "1", 0.2, 0.6, "Trust justified by full services", assumed=TRIAL)
    peace: float = declared(0.2, "1", 0.0, 0.4, "Trust justified by the absence of grievance", assumed=TRIAL)
    surprise: float = declared(
        0.8, "1", 0.0, 1.2, "Trust justified by services beyond what was expected, per unit", assumed=TRIAL
    )
    indulgence: float = declared(0.05, "1", 0.0, 0.1, "Services below expectation that are forgiven", assumed=TRIAL)
    delight: float = declared(0.1, "1", 0.05, 0.2, "Surprise beyond which more adds nothing", assumed=TRIAL)


def experience(p: Trust, fairness: Rows, service: Rows, grievance: Rows, expectation: Rows) -> Rows:
    """Return the trust that this month's experience would justify.

    >>> h = np.float64(0.5)
    >>> round(float(experience(Trust(), h, h, h * 0, h)), 6)
    0.69
    """
    surprise = np.minimum(service - expectation + p.indulgence, p.delight)
    return p.earned + p.fairness * fairness + p.service * service + p.peace * (1.0 - grievance) + p.surprise * surprise


def trust(p: Trust, now: Rows, *, start: Rows, peers: Rows, contact: Rows, experience: Rows) -> Rows:
    """Return next month's trust in [0, 1].

    ``contact`` in [0, 1] scales learning: who meets nobody from the committee learns nothing about it.

    >>> h = np.float64(0.5)
    >>> up = trust(Trust(), h, start=h, peers=h, contact=h * 2, experience=h + .1) - h
    >>> down = trust(Trust(), h, start=h, peers=h, contact=h * 2, experience=h - .1) - h
    >>> round(float(up), 6), round(float(down), 6)
    (0.003, -0.006)
    """
    rate = np.where(experience > now, p.gain, p.loss)
    step = p.neighbours * (peers - now) + p.anchor * (start - now) + contact * rate * (experience - now)
    return share(now + step)

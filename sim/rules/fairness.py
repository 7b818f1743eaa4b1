"""Fairness: was I heard, or someone like me?

Procedural justice (Lind and Tyler 1988; Tyler and Blader 2000): fairness follows voice (own or by neighbours),
openness, being there when it counted; a decision taken without consultation and haste from above lower it. It moves
a tenth of the way each month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Fairness:
    """Numbers of perceived fairness."""

    rate: float = declared(0.10, "1/month", 0.05, 0.2, "Share of the way to the target gone each month", assumed=TRIAL)
    voice: float = declared(0.25, "1", 0.1, 0.4, "Weight of having a voice", assumed=TRIAL)
    usual_voice: float = declared(0.12, "share", 0.05, 0.2, "Active share that people regard as usual", assumed=TRIAL)
    vicarious: float = declared(0.6, "1", 0.2, 1.0, "Worth of a neighbour's voice against one's own", assumed=TRIAL)
    openness: float = declared(0.35, "1", 0.15, 0.55, "Weight of transparency", assumed=TRIAL)
    usual_openness: float = declared(
        0.45,
        "share",
        0.3,
        0.6,
        "Transparency that people regard as usual",
        evidence="finance_openness",
        assumed="share of disclosure before a sunshine platform",
    )
    present: float = declared(0.15, "1", 0.0, 0.3, "Weight of having been at a meeting", assumed=TRIAL)
    usual_present: float = declared(
        0.35, "share", 0.2, 0.5, "Attendance that people regard as usual", evidence="consultation_participation"
    )
    unconsulted: float = declared(
        0.30, "1", 0.1, 0.5, "Loss when a decision was taken without consultation", assumed=TRIAL
    )
    haste: float = declared(0.2, "1", 0.0, 0.4, "Loss under haste", assumed=TRIAL)


def haste(pressure: Rows) -> Rows:
    """Return haste: the part of pressure above one half, doubled.

    >>> float(haste(np.float64(0.8))).__round__(6)
    0.6
    """
    return np.maximum(2.0 * pressure - 1.0, 0.0)


def fairness(
    p: Fairness,
    now: Rows,
    *,
    active: Rows,
    peers_active: Rows,
    transparency: Rows,
    attended: Rows,
    meeting: Rows,
    unconsulted: Rows,
    haste: Rows,
) -> Rows:
    """Return next month's fairness in [0, 1].

    ``unconsulted`` is the share of the village that attended no round, 0 before the decision.

    >>> h = np.float64(0.5)
    >>> usual = dict(active=h * 0 + .12, peers_active=h * 0, transparency=h * .9, attended=h, meeting=h * 0)
    >>> float(fairness(Fairness(), h, unconsulted=h * 0, haste=h * 0, **usual))
    0.5
    """
    heard = np.maximum(active, p.vicarious * peers_active) - p.usual_voice
    target = share(
        0.5
        + p.voice * heard
        + p.openness * (transparency - p.usual_openness)
        + p.present * (attended - p.usual_present) * meeting
        - p.unconsulted * unconsulted
        - p.haste * haste
    )
    return now + p.rate * (target - now)

"""Attendance: who comes to a meeting, and who speaks.

Discrete choice with social interaction (McFadden 1974; Brock and Durlauf 2001): a household that was reached comes
with a chance that is logistic in what it has at stake, in trust, in what its neighbours did, in what attending
brings and in how heard it expects to be; being away and old age hold it back. A taste for meetings, fixed per
household, keeps the same people coming.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, logistic, share
from sim.quantity import declared

TRIAL = "worked in the design trial (40 villages, 120 months); no source measures it"
USUAL_TRUST = 0.58
"""Where the pulls of trust are zero, so that intercepts are read at the usual mean trust (``trust_gain``).

A reference point and no free number: any other would only move the intercepts.
"""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Numbers of the choice to attend and to speak."""

    choice: float = declared(
        1.0,
        "1",
        0.0,
        1.0,
        "Weight of the choice; at 0 every reached household comes with the same chance",
        assumed="switch of the mechanism",
    )
    intercept: float = declared(
        1.0,
        "logit",
        0.6,
        1.4,
        "Intercept of attending when reached",
        evidence="consultation_participation",
        assumed="set in the trial so that about 35 % attend",
    )
    stake: float = declared(0.6, "logit", 0.0, 1.2, "Pull of the homestead stake", assumed=TRIAL)
    trust: float = declared(1.5, "logit", 0.5, 2.5, "Pull of trust", assumed=TRIAL)
    peers: float = declared(2.0, "logit", 0.5, 3.0, "Pull of the share of neighbours who attended", assumed=TRIAL)
    usual: float = declared(
        0.35, "share", 0.2, 0.5, "Attendance that people regard as usual", evidence="consultation_participation"
    )
    away: float = declared(2.0, "logit", 1.0, 3.0, "Hindrance of being away", assumed=TRIAL)
    elderly: float = declared(0.5, "logit", 0.0, 1.0, "Hindrance of old age", assumed=TRIAL)
    taste: float = declared(0.8, "logit", 0.4, 1.2, "Spread of the lasting taste for meetings", assumed=TRIAL)
    reach_base: float = declared(0.15, "share", 0.05, 0.3, "Households reached without any contact", assumed=TRIAL)
    reach_contact: float = declared(
        0.75, "share", 0.5, 0.9, "Reach of a cadre who knows everybody and has the time", assumed=TRIAL
    )
    reach_group: float = declared(0.2, "share", 0.0, 0.4, "Reach added by a fully active group", assumed=TRIAL)
    part_time: float = declared(
        0.5, "share", 0.2, 0.8, "Contact lost by a cadre who does the job wholly beside another one", assumed=TRIAL
    )
    speak: float = declared(
        -0.62,
        "logit",
        -1.0,
        -0.4,
        "Intercept of speaking up once there",
        evidence="active_decision_participation",
        assumed="set in the trial so that fewer than 15 % of all take part actively",
    )


def reached(p: Attendance, knowledge: Rows, publicity: Rows, group: Rows) -> Rows:
    """Return the chance to be reached, in [0, 1].

    Parameters
    ----------
    knowledge
        Local knowledge of the village's cadres times their contact time, in [0, 1].
    publicity
        Reach added by media and by invitations, as a share.
    group
        Activity of the household's own group in [0, 1]; 0 without a group.

    >>> round(float(reached(Attendance(), np.float64(0.7), np.float64(0.0), np.float64(0.2))), 3)
    0.715
    """
    return share(p.reach_base + p.reach_contact * knowledge + publicity + p.reach_group * group)


def contact(p: Attendance, knowledge: Rows, part_time: Rows) -> Rows:
    """Return how well a cadre reaches people: local knowledge times the time there is for visits, in [0, 1].

    >>> float(contact(Attendance(), np.float64(0.8), np.float64(0.5)))
    0.6000000000000001
    """
    return knowledge * (1.0 - p.part_time * part_time)


def attends(
    p: Attendance,
    *,
    stake: Rows,
    trust: Rows,
    peers: Rows,
    benefit: Rows,
    voice: Rows,
    away: Rows,
    access: Rows,
    elderly: Rows,
    taste: Rows,
) -> Rows:
    """Return the chance to come once reached.

    ``access`` in [0, 1] is how much of the hindrance of distance an online meeting takes away.

    >>> z = np.float64(0.0)
    >>> at = dict(stake=z + .5, trust=z + .58, peers=z + .35, benefit=z, voice=z, access=z, elderly=z, taste=z)
    >>> round(float(attends(Attendance(), away=z, **at)), 4), round(float(attends(Attendance(), away=z + 1, **at)), 4)
    (0.7311, 0.2689)
    """
    pull = p.stake * (stake - 0.5) + p.trust * (trust - USUAL_TRUST) + p.peers * (peers - p.usual) + benefit + voice
    hold = p.away * away * (1.0 - access) + p.elderly * elderly
    return logistic(p.intercept + p.choice * (pull - hold + p.taste * taste))


def speaks(p: Attendance, voice: Rows, trust: Rows) -> Rows:
    """Return the chance to take an active part once there.

    >>> round(float(speaks(Attendance(), np.float64(0.0), np.float64(0.58))), 4)
    0.3498
    """
    return logistic(p.speak + voice + p.trust * (trust - USUAL_TRUST))


def access(online: Rows, digital: Rows, usability: Rows) -> Rows:
    """Return how much of the distance an online meeting bridges: by own skill, or by an easy door.

    >>> float(access(np.float64(1.0), np.float64(0.3), np.float64(0.6)))
    0.6
    """
    return online * np.maximum(digital, usability)

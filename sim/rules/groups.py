"""Social groups: activity feeds on being used (Putnam 1993).

A group is lively when its members come to meetings and the cases it takes are solved; it fades otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Rows, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Groups:
    """Numbers of group life."""

    meetings: float = declared(
        0.05, "1/month", 0.0, 0.1, "Gain of activity per share of members attending above the usual", assumed=TRIAL
    )
    cases: float = declared(
        0.03, "1/month", 0.0, 0.06, "Gain of activity per share of members' cases solved above one half", assumed=TRIAL
    )
    backing: float = declared(
        0.02, "1/month", 0.0, 0.04, "Gain of activity under full support by the government", assumed=TRIAL
    )
    fading: float = declared(0.01, "1/month", 0.0, 0.03, "Monthly loss of activity", assumed=TRIAL)
    full_purchase: float = declared(
        10000.0,
        "yuan/month",
        2000.0,
        50000.0,
        "Purchased services that back a village's groups fully",
        assumed="the pay of about one and a half social workers",
    )
    usual: float = declared(
        0.35, "share", 0.2, 0.5, "Attendance at which activity holds", evidence="consultation_participation"
    )


def backing(p: Groups, support: Rows, purchases: Rows) -> Rows:
    """Return how far groups are backed: by the government's support and by services bought from them (yuan a month).

    >>> float(backing(Groups(), np.float64(0.2), np.float64(5000.0)))
    0.7
    """
    return share(support + purchases / p.full_purchase)


def activity(p: Groups, now: Rows, *, attendance: Rows, solved: Rows, backing: Rows) -> Rows:
    """Return next month's activity in [0, 1].

    >>> usual = dict(attendance=np.float64(.35), solved=np.float64(.5), backing=np.float64(0.))
    >>> round(float(activity(Groups(), np.float64(0.3), **usual)), 6)
    0.297
    """
    change = p.meetings * (attendance - p.usual) + p.cases * (solved - 0.5) + p.backing * backing - p.fading * now
    return share(now + change)

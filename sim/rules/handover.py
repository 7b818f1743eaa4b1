"""Hand-over: who runs the place after the plate has changed, and how far they reach.

Duties move from village cadres to community workers who are young, trained little and known to few (longquan_survey
2.2: mean age 32, 30 % certified). Former cadres who stay bring their knowledge; those who leave stay people's first
address for a while ("they still go to the old secretary"), which costs the new workers reach. Local knowledge is
learned in office, faster with a mentor. Tacit knowledge goes with people (Argote and Ingram 2000).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, exp, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Handover:
    """Numbers of the hand-over."""

    happens: float = declared(
        1.0,
        "1",
        0.0,
        1.0,
        "1: duties move to community workers at declaration; 0: cadres stay",
        assumed="switch of the mechanism",
    )
    skill: float = declared(
        0.45,
        "share",
        0.3,
        0.6,
        "Skill of a community worker on the first day",
        evidence="certified_workers",
        assumed="between the certified 30 % and the experienced 48 %",
    )
    knowledge: float = declared(
        0.1, "share", 0.0, 0.3, "Local knowledge of a community worker on the first day", assumed=TRIAL
    )
    learning: float = declared(
        0.03,
        "1/month",
        0.01,
        0.06,
        "Growth of a community worker's local knowledge, per month, of what is still missing",
        assumed=TRIAL,
    )
    old_address: float = declared(
        0.2, "share", 0.0, 0.4, "Reach lost while people keep asking the former secretary", assumed=TRIAL
    )
    fades: float = declared(12.0, "months", 3.0, 24.0, "Time in which that habit falls to 1/e", assumed=TRIAL)
    merged_knowledge: float = declared(
        0.8, "ratio", 0.5, 1.0, "Local knowledge left when villages are merged", assumed=TRIAL
    )
    separated: float = declared(
        0.2,
        "share",
        0.0,
        0.5,
        "Reach lost when everybody is registered elsewhere",
        evidence="moved_out",
        assumed="2,463 of 4,597 registered had moved out; size from the trial (x .9 at one half)",
    )


def learned(p: Handover, knowledge: Rows, mentoring: Rows) -> Rows:
    """Return a community worker's local knowledge after another month.

    >>> round(float(learned(Handover(), np.float64(0.1), np.float64(1.0))), 6)
    0.154
    """
    return share(knowledge + p.learning * (1.0 + mentoring) * (1.0 - knowledge))


def habit(p: Handover, months: Rows, retained: Rows) -> Rows:
    """Return the share of reach left while people still go to the former secretary.

    Parameters
    ----------
    months
        Months since the declaration; negative before it.
    retained
        Share of former cadres still serving: where they stay, the old address is the right one.

    >>> round(float(habit(Handover(), np.float64(0.0), np.float64(0.0))), 6)
    0.8
    """
    lost = p.happens * p.old_address * (1.0 - retained) * exp(-np.maximum(months, 0.0) / p.fades)
    return np.where(months < 0.0, 1.0, 1.0 - lost)


def apart(p: Handover, elsewhere: Rows) -> Rows:
    """Return the share of reach left when part of the residents is registered elsewhere.

    >>> round(float(apart(Handover(), np.float64(0.5))), 6)
    0.9
    """
    return 1.0 - p.separated * elsewhere

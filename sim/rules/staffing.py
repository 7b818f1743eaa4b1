"""Staff and rooms: hiring towards a standard, building, wear, and who leaves.

A county can hire and build only so fast; communities converted together queue. Overload drives staff away, pay keeps
them (longquan_survey 2.5: two of six left in a year).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, exp, ratio, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Staffing:
    """Numbers of staff and facilities."""

    decay: float = declared(0.005, "1/month", 0.002, 0.01, "Wear of facilities without maintenance", assumed=TRIAL)
    usual_infrastructure: float = declared(
        0.7,
        "share",
        0.5,
        0.9,
        "Share of money for buildings at which hiring and building have their usual pace",
        evidence="infra_share_of_funds",
    )
    room_cost: float = declared(
        3.0e6,
        "yuan/village-unit",
        1.0e6,
        1.0e7,
        "Cost of the facilities of one village",
        evidence="infra_backlog",
        assumed="backlog of 67 million yuan over 22 villages",
    )
    turnover: float = declared(
        0.01,
        "1/month",
        0.005,
        0.03,
        "Chance to leave at a normal load",
        evidence="fenghuang_leavers",
        assumed="two of six a year in one community is read as the upper end",
    )
    strain: float = declared(0.5, "1", 0.0, 1.0, "Load added by full pressure", assumed=TRIAL)
    newcomer_skill: float = declared(
        0.45,
        "share",
        0.3,
        0.6,
        "Skill of a newcomer",
        evidence="certified_workers",
        assumed="between the certified 30 % and the experienced 48 %",
    )
    newcomer_knowledge: float = declared(
        0.35, "share", 0.1, 0.6, "Local knowledge of a newcomer from the village", assumed=TRIAL
    )
    newcomer_concern: float = declared(
        0.5,
        "share",
        0.2,
        0.8,
        "Career concern of a newcomer",
        assumed="mean of those in office at the start; the blame of the one before does not pass on",
    )
    learning: float = declared(
        0.01, "1/month", 0.0, 0.03, "Growth of local knowledge towards 1 in office", assumed=TRIAL
    )


def worn(p: Staffing, facilities: Rows, maintenance: Rows) -> Rows:
    """Return facilities after a month of wear; full maintenance (1) stops it.

    >>> round(float(worn(Staffing(), np.float64(0.8), np.float64(0.0))), 6)
    0.796
    """
    return facilities * (1.0 - p.decay * (1.0 - share(maintenance)))


def added(worn: Rows, wanted: Rows) -> Rows:
    """Return the rooms that are added, as far as there is use for them: nothing beyond full supply (1).

    >>> round(float(added(np.float64(0.9), np.float64(0.3))), 6)
    0.1
    """
    return np.minimum(wanted, 1.0 - worn)


def leaves(p: Staffing, load: Rows, pay: Rows) -> Rows:
    """Return the chance that a cadre leaves this month.

    >>> float(leaves(Staffing(), np.float64(1.0), np.float64(0.0)))
    0.01
    """
    return share(p.turnover * exp(load - 1.0) * (1.0 - pay))


def load(p: Staffing, duties: Rows, pressure: Rows) -> Rows:
    """Return the load of a cadre: duties against capacity, raised by pressure.

    >>> float(load(Staffing(), np.float64(1.0), np.float64(1.0)))
    1.5
    """
    return duties * (1.0 + p.strain * pressure)


def left_by_levers(free: Rows, taken: Rows) -> Rows:
    """Return the share of the cadres' free time that is left when levers have taken theirs, both in staff-months.

    What they take is missing for everything else; more than there is cannot be taken.

    >>> round(float(left_by_levers(np.float64(0.9), np.float64(0.09))), 6)
    0.9
    """
    return 1.0 - share(ratio(taken, free))


def experience(p: Staffing, knowledge: Rows) -> Rows:
    """Return local knowledge after another month in office.

    >>> round(float(experience(Staffing(), np.float64(0.5))), 6)
    0.505
    """
    return knowledge + p.learning * (1.0 - knowledge)

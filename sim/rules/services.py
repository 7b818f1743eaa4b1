"""Services: the level that staff, money, rooms and reach produce together.

A production function with falling returns. Status is no input: a plate alone gives no service. A converted place is
better served only because it gets posts and rooms, as far and as fast as it gets them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, power, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Services:
    """Numbers of the production of services."""

    adjusts: float = declared(
        0.5,
        "1/month",
        0.0,
        1.0,
        "Share of the way to what the inputs allow gone each month; 0 freezes services",
        assumed=TRIAL,
    )
    top: float = declared(0.92, "1", 0.85, 1.0, "Level with all inputs at standard", assumed=TRIAL)
    standard: float = declared(18.0, "posts/10,000", 15.0, 20.0, "Staffing standard", evidence="staffing_standard")
    staff: float = declared(0.3, "elasticity", 0.2, 0.4, "Elasticity of staff", assumed=TRIAL)
    money: float = declared(0.25, "elasticity", 0.1, 0.4, "Elasticity of money per head", assumed=TRIAL)
    rooms: float = declared(0.3, "elasticity", 0.2, 0.4, "Elasticity of facilities", assumed=TRIAL)
    reach: float = declared(0.2, "elasticity", 0.1, 0.3, "Elasticity of reach", assumed=TRIAL)
    centre: float = declared(
        0.1,
        "share",
        0.0,
        0.3,
        "Facilities added by a centre of full floor space",
        assumed="a tenth of a village's rooms",
    )
    windows: float = declared(
        0.1, "share", 0.0, 0.2, "Service added when everybody is answered at once", assumed="a tenth; no source"
    )
    opening: float = declared(
        0.5, "1", 0.0, 1.0, "Effect on the response of longer hours, that of a digital platform being 1", assumed=TRIAL
    )
    full_rooms: float = declared(0.9, "share", 0.8, 1.0, "Facilities that count as full", assumed=TRIAL)
    full_reach: float = declared(0.75, "share", 0.6, 0.9, "Reach that counts as full", assumed=TRIAL)


def service_level(
    p: Services, now: Rows, *, staff: Rows, money: Rows, rooms: Rows, reach: Rows, response: Rows
) -> Rows:
    """Return next month's service level in [0, 1].

    Parameters
    ----------
    staff
        Posts per 10,000 residents.
    money
        Running money per head, the east's usual amount being 1.
    rooms, reach
        Shares in [0, 1].
    response
        Effect of windows, hours and a digital platform on how fast people are served, in [0, 1].

    >>> one = np.float64(1.0)
    >>> inputs = dict(staff=18 * one, money=one, rooms=.9 * one, reach=.75 * one, response=0 * one)
    >>> round(float(service_level(Services(), one, **inputs)), 3)
    0.96
    """
    posts = power(np.minimum(staff / p.standard, 1.2), p.staff)
    means = power(money, p.money) * power(rooms / p.full_rooms, p.rooms) * power(reach / p.full_reach, p.reach)
    allowed = share(p.top * posts * means * (1.0 + p.windows * response))
    return now + p.adjusts * (allowed - now)


def response(p: Services, platform: Rows, opening: Rows) -> Rows:
    """Return how promptly people are answered, in [0, 1], by a digital platform and by longer hours.

    >>> float(response(Services(), np.float64(0.5), np.float64(0.4)))
    0.7
    """
    return np.minimum(platform + p.opening * opening, 1.0)

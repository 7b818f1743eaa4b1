"""Migration and registration: who comes back once a place has become a community, and whose papers follow.

People return where services are good (work_plan 1.2 claims 1,200 returned youth); their registration follows with a
lag, faster through a green channel.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Rows, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Migration:
    """Numbers of return and registration."""

    back: float = declared(
        0.002,
        "1/month",
        0.0,
        0.006,
        "Chance of an away household to return to a community of middling services",
        assumed=TRIAL,
    )
    services: float = declared(2.0, "1", 0.0, 4.0, "How much services above one half raise it", assumed=TRIAL)
    urbanisation: float = declared(
        0.010,
        "1/year",
        0.0,
        0.02,
        "Yearly growth of the share with urban registration, with or without conversion",
        evidence="cn_urbanisation_gain_since_2010",
        assumed="13.14 points of resident urbanisation over thirteen years, taken for the growth of urban registration",
    )
    registration: float = declared(
        18.0, "months", 6.0, 48.0, "Mean lag until registration follows residence", assumed=TRIAL
    )


def returns(p: Migration, service: Rows, converted: Rows) -> Rows:
    """Return the chance that an away household comes back this month.

    >>> round(float(returns(Migration(), np.float64(0.75), np.float64(1.0))), 6)
    0.003
    """
    return share(p.back * (1.0 + p.services * (service - 0.5))) * converted


def registers(p: Migration, speed: Rows, converted: Rows) -> Rows:
    """Return the chance that a household registered elsewhere moves its registration this month.

    >>> round(float(registers(Migration(), np.float64(1.0), np.float64(1.0))), 6)
    0.055556
    """
    return share(speed / p.registration) * converted

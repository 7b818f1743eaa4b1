"""Money: what posts, rooms, campaigns and compensation cost the government."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class Money:
    """Prices, in yuan of 2023."""

    wage: float = declared(
        72000.0, "yuan/year", 40000.0, 120000.0, "Yearly cost of a post", evidence="community_salary"
    )
    running: float = declared(
        38.0,
        "yuan/person/year",
        20.0,
        80.0,
        "Running money per head where it is usual (ratio 1)",
        evidence="community_budget",
        assumed="200,000 yuan a community of 5,300 people",
    )
    rights: float = declared(
        30000.0,
        "yuan/household",
        5000.0,
        100000.0,
        "Fair value of the rights a household gives up",
        assumed="no source prices it; compensation is stated as a share of it",
    )
    pay_rise: float = declared(
        0.4,
        "share",
        0.1,
        1.0,
        "Wage rise that would keep everybody",
        assumed="allowances and grades that the survey asks for; no amount given",
    )
    activities: float = declared(
        0.1,
        "share",
        0.0,
        0.5,
        "Share of a community's income that goes to groups and activities",
        evidence="community_budget",
        assumed="the survey says almost nothing is left after running costs",
    )


def wages(p: Money, posts: Rows, pay: Rows) -> Rows:
    """Return a month's wages in yuan; full pay and prospects (``pay`` 1) cost ``pay_rise`` more.

    >>> float(wages(Money(), np.float64(2.0), np.float64(0.0)))
    12000.0
    """
    return posts * p.wage / 12.0 * (1.0 + p.pay_rise * pay)


def fen(yuan: Rows) -> Rows:
    """Return an amount in whole fen; whole numbers below 2^53 add up exactly, so books can be checked to the last fen.

    >>> float(fen(np.float64(1.239)))
    124.0
    """
    return np.rint(yuan * 100.0)


def yuan(amount: Rows) -> Rows:
    """Return fen in yuan.

    >>> float(yuan(np.float64(124.0)))
    1.24
    """
    return amount / 100.0

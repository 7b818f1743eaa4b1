"""The cooperative: what collective assets earn and where the surplus goes.

Share reform makes assets earn more, as far as there is a market to enter (work_plan 1.3 claims 8.3 points). Interest on
old debt comes first; what is left is split by the members' assembly over debt, reserves, the community and dividends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Economy:
    """Numbers of the cooperative's economy."""

    base_return: float = declared(
        0.04,
        "1/year",
        0.02,
        0.1,
        "Return on collective assets before reform",
        assumed="usual return of let-out premises, no source; the upper end stood at 6 % first, which gives but 220 of "
        "the 326 yuan of dividend a head that are claimed (dividend_per_head)",
    )
    premium: float = declared(
        0.083,
        "1/year",
        0.0,
        0.12,
        "Return added by a finished share reform with full market access",
        evidence="cn_asset_return_premium",
        assumed="claimed for converted villages; scaled by reform and market access",
    )
    interest: float = declared(
        0.045, "1/year", 0.03, 0.08, "Interest on collective debt", assumed="about the bank rate; no source"
    )
    leak: float = declared(
        0.05, "share", 0.0, 0.15, "Surplus lost to irregularities without any transparency", assumed=TRIAL
    )


def yearly_return(p: Economy, reform: Rows, market: Rows) -> Rows:
    """Return the yearly return on assets; ``reform`` and ``market`` in [0, 1].

    >>> round(float(yearly_return(Economy(), np.float64(1.0), np.float64(1.0))), 6)
    0.123
    """
    return p.base_return + p.premium * share(reform) * share(market)


def surplus(p: Economy, assets: Rows, rate: Rows, debt: Rows) -> Rows:
    """Return the month's surplus in yuan: income less interest, negative when interest is higher.

    >>> round(float(surplus(Economy(), np.float64(1.2e6), np.float64(0.05), np.float64(0.0))), 6)
    5000.0
    """
    return assets * rate / 12.0 - debt * p.interest / 12.0


def lost(p: Economy, gain: Rows, transparency: Rows) -> Rows:
    """Return the part of a positive surplus that gets lost.

    >>> float(lost(Economy(), np.float64(100.0), np.float64(1.0)))
    0.0
    """
    return np.maximum(gain, 0.0) * p.leak * (1.0 - share(transparency))

"""Pressure from above: how far the due date asks for more than can be done.

Target pressure under yardstick competition (Zhou Li'an 2007): pressure rises with the ratio of the pace needed to the
pace feasible, times the sanction. It exists under every strategy that sets a due date, a tight pilot calendar included,
and fades over two years or so after the date.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, exp, ratio, share
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class Pressure:
    """Numbers of pressure."""

    strength: float = declared(
        1.0, "1", 0.0, 1.5, "Strength of pressure at sanction 1", assumed="scale of the mechanism; 0 switches it off"
    )
    fades: float = declared(
        24.0,
        "months",
        6.0,
        36.0,
        "Time after the due date in which pressure falls to 1/e",
        assumed="two assessment years; with the trial's 12 an absurdly early date would be forgotten before it bites",
    )


def pressure(p: Pressure, now: Rows, *, month: float, due: Rows, work_left: Rows, pace: Rows, sanction: Rows) -> Rows:
    """Return this month's pressure in [0, 1].

    Parameters
    ----------
    due
        Month by which the village should be declared; negative for none.
    work_left
        Staff-months still to do.
    pace
        Staff-months that can be done in a month.

    >>> z = np.float64(0.0)
    >>> round(float(pressure(Pressure(), z, month=1, due=z + 61, work_left=z + 60, pace=z + 1, sanction=z + 1)), 4)
    0.6321
    """
    needed = ratio(work_left, np.maximum(due - month, 1.0))
    ahead = share(p.strength * sanction * (1.0 - exp(-ratio(needed, pace, empty=10.0))))
    fading = now * exp(-1.0 / p.fades)
    return np.where((due < 0.0) | (work_left <= 0.0), 0.0, np.where(month <= due, ahead, fading))

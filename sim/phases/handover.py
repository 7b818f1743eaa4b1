"""Hand over: in the month after the declaration community workers take over from village cadres."""

from __future__ import annotations

import numpy as np

from sim.arrays import Flags
from sim.columns.cadres import COMMUNITY_WORKER
from sim.phases.status import number
from sim.phases.step import Step, Writes
from sim.world import World


def due(w: World) -> Flags:
    """Whether a village has been declared and not handed over yet."""
    v = w.villages
    return np.asarray((v.declared > 0.0) & (v.handed == 0.0) & (w.parameters.handover.happens > 0.5))


def hand_over(w: World) -> Writes:
    """Former cadres stay or go, community workers begin."""
    c = w.cadres
    now, worker = due(w)[c.village], c.role == COMMUNITY_WORKER
    kept = w.chance("retain", "cadres") < w.terms["retained"][c.village]
    serves = np.where(worker, 1.0, number(kept) * c.serving)
    return {"serving": np.where(now, serves, c.serving)}


def take_over(w: World) -> Writes:
    """Villages note the month, and the first community worker is in charge from then on."""
    v, c = w.villages, w.cadres
    now = due(w)
    rows = np.where((c.role == COMMUNITY_WORKER) & (c.serving > 0.5), np.arange(len(c)), len(c))
    first = np.minimum.reduceat(rows, np.searchsorted(c.village, np.arange(len(v))))
    return {
        "handed": np.where(now, float(w.month), v.handed),
        "in_charge": np.where(now & (first < len(c)), first.astype(np.float64), v.in_charge),
    }


STEPS = (
    Step("hand_over", "cadres", hand_over, ("serving",)),
    Step("take_over", "villages", take_over, ("handed", "in_charge")),
)

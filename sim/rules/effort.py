"""Effort: how a cadre spends the free part of the month.

Multitasking under uneven measurement (Holmstrom and Milgrom 1991) met by street-level discretion (Lipsky 1980):
pressure on the career moves time to what is counted; integrity keeps it with consultation and people's quarrels.
Duties beyond capacity lower what is left for any of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows, exp
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Effort:
    """Numbers of effort."""

    free: float = declared(
        0.30,
        "share",
        0.15,
        0.45,
        "Time of a cadre not bound by administrative tasks",
        evidence="cn_village_autonomy_share",
        assumed="share of own decision power taken as share of free time",
    )
    drive: float = declared(0.5, "1", 0.0, 1.0, "Extra level of effort under full pressure", assumed=TRIAL)
    focus: float = declared(
        2.5, "1", 0.0, 4.0, "How sharply time follows the reward of a task; 0 splits it evenly", assumed=TRIAL
    )
    counted: float = declared(
        2.0, "1", 1.0, 3.0, "Reward of counted tasks per unit of pressure times career concern", assumed=TRIAL
    )
    consult: float = declared(0.3, "1", 0.1, 0.5, "Base reward of consulting", assumed=TRIAL)
    visible: float = declared(0.55, "1", 0.35, 0.75, "Base reward of counted tasks", assumed=TRIAL)
    mediate: float = declared(0.2, "1", 0.0, 0.4, "Base reward of mediation", assumed=TRIAL)
    serve: float = declared(0.3, "1", 0.1, 0.5, "Base reward of services", assumed=TRIAL)
    integrity: float = declared(0.5, "1", 0.2, 0.8, "Reward by integrity of what is not counted", assumed=TRIAL)
    conscience: float = declared(0.3, "1", 0.1, 0.5, "Reward by integrity of mediation", assumed=TRIAL)
    urgency: float = declared(
        0.4, "1", 0.1, 0.7, "Reward of mediation when a tenth of households has an open case", assumed=TRIAL
    )
    unskilled: float = declared(
        0.4,
        "1",
        0.2,
        0.8,
        "Worth of an hour without any skill; at the usual skill of .6 an hour is worth one",
        assumed=TRIAL,
    )
    expected_posts: float = declared(
        3.0,
        "cadres",
        2.0,
        5.0,
        "Village cadres the planners reckon with",
        assumed="secretary and two; 3 x .30 free time was the trial's local capacity",
    )


def level(p: Effort, pressure: Rows, duties: Rows, skill: Rows) -> Rows:
    """Return the staff-months, at usual skill, that a cadre has for the four tasks this month.

    >>> round(float(level(Effort(), np.float64(0.0), np.float64(1.0), np.float64(0.6))), 6)
    0.3
    """
    return p.free * (1.0 + p.drive * pressure) * (p.unskilled + skill) / np.maximum(duties, 0.1)


def split(
    p: Effort, *, pressure: Rows, concern: Rows, integrity: Rows, open_share: Rows, consulting: Rows, working: Rows
) -> tuple[Rows, Rows, Rows, Rows]:
    """Return the shares of time for consulting, counted tasks, mediation and services; they add up to 1.

    ``consulting`` and ``working`` are 1 where the village's stage has that task and 0 elsewhere.

    >>> z = np.float64(0.0)
    >>> s = split(Effort(), pressure=z, concern=z + .5, integrity=z + .6, open_share=z, consulting=z + 1, working=z + 1)
    >>> [round(float(x), 3) for x in s]
    [0.289, 0.255, 0.167, 0.289]
    """
    consult = consulting * exp(p.focus * (p.consult + p.integrity * integrity))
    visible = working * exp(p.focus * (p.visible + p.counted * pressure * concern))
    urgent = np.minimum(open_share / 0.1, 1.0)
    mediate = exp(p.focus * (p.mediate + p.conscience * integrity + p.urgency * urgent))
    serve = exp(p.focus * (p.serve + p.integrity * integrity))
    whole = consult + visible + mediate + serve
    return consult / whole, visible / whole, mediate / whole, serve / whole

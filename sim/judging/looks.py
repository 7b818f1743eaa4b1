"""What only targets look at, beside the outcomes: counterparts of numbers that single sources give."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from sim.arrays import Flags, Rows
from sim.columns.villages import DECLARED
from sim.judging.case_study import Look
from sim.judging.hubei import LOOKS as HUBEI
from sim.judging.longquan import LOOKS as LONGQUAN
from sim.measures.catalogue import MEASURES
from sim.measures.measure import Measure
from sim.world import World

NEARLY = 0.95
"""Posts of the standard from which on a community is not short of staff."""


def _each_village(w: World) -> Rows:
    return np.ones(len(w.villages))


def _make_look(name: str, unit: str, meaning: str, margin: float, value: object, weight: object) -> Measure:
    return Measure(name, unit, "none", "village", meaning, margin, value, weight)  # type: ignore[arg-type]


def _date_plates(w: World) -> Rows:
    """Return the month of each village's first declaration; the month that has come for those without."""
    return np.where(w.villages.declared > 0.0, w.villages.declared, float(w.month))


_ALL = (
    _make_look("debt_of_debtors", "yuan per village",
        "Mean debt of cooperatives that owe more than 1,000 yuan", 50000.0,
        lambda w: w.cooperatives.debt, lambda w: np.where(w.cooperatives.debt > 1000.0, 1.0, 0.0)),
    _make_look("short_of_staff", "share of villages",
        "Villages with less than 95 % of the posts they are to get", 0.02,
        lambda w: np.where(w.villages.staff < NEARLY * w.terms["staff_standard"], 1.0, 0.0), _each_village),
    _make_look("collective_income", "yuan per village and year",
        "Assets of a village's cooperative at this month's rate of return", 10000.0,
        lambda w: w.cooperatives.assets * w.cooperatives.rate, _each_village),
    _make_look("months_to_plate", "months",
        "Month of the first declaration, the last month for villages never declared", 1.0, _date_plates, _each_village),
    _make_look("reformed", "share of villages",
        "Villages whose cooperative has finished its share reform", 0.02,
        lambda w: np.where(w.cooperatives.reform > 0.99, 1.0, 0.0), _each_village),
)  # fmt: skip


@cache
def masked() -> Mapping[str, Measure]:
    """Return what can be looked at for any part of the villages, by name."""
    return MappingProxyType({**MEASURES, **{look.name: look for look in _ALL}})


@cache
def of_one_place() -> Mapping[str, Look]:
    """Return what is looked at in one place as a whole, by name."""
    named = {f"longquan {name}": look for name, look in LONGQUAN.items()}
    return MappingProxyType(named | {f"hubei {name}": look for name, look in HUBEI.items()})


def seen(w: World, outcome: str, villages: Flags) -> float:
    """Return an outcome of some villages, nan where nobody counts.

    Parameters
    ----------
    villages
        Which of them, one flag each; a look of one place takes the place as it is.

    Raises
    ------
    KeyError
        If there is no such outcome.
    """
    if outcome in of_one_place():
        return of_one_place()[outcome](w)
    measure = masked()[outcome]
    rows = villages[w.households.village] if measure.level == "household" else villages
    return float(measure.by(w, np.where(rows, 0, -1).astype(np.int64), 1)[0])


def chosen(w: World, stage: str, region: tuple[str, ...]) -> Flags:
    """Return which villages are of a stage (``declared``, ``undeclared``, or any) and of some regions (or any).

    A village counts as declared while it carries the plate, as a survey of communities would count it.
    """
    plate = w.villages.stage >= DECLARED
    which = {"declared": plate, "undeclared": ~plate}.get(stage, np.ones(len(w.villages), dtype=bool))
    if region:
        which = which & np.isin(w.villages.region, [w.region_names.index(name) for name in region])
    return np.asarray(which)

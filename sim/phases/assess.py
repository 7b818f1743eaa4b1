"""Assess: what villages report and counties see, once a quarter."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows, logit, mean_by, ratio, total_by
from sim.phases.status import is_declared, number
from sim.phases.step import Step, Writes
from sim.rules.vote import polled
from sim.world import World


def survey_error(w: World, question: str) -> Rows:
    """Return this quarter's sampling error of each village for one question, in standard errors (logistic, sd 1)."""
    luck = np.minimum(np.maximum(w.chance(question, "villages"), 1e-9), 1.0 - 1e-9)
    return logit(luck) / 1.8137993642342178


def report(w: World) -> Writes:
    """Villages report: a declared village reports everything done, hidden cases are not in the figures."""
    h, v = w.households, w.villages
    if w.month % w.parameters.declaration.quarter != 0:
        return {name: getattr(v, name) for name in REPORTED}
    mean = mean_by(h.village, h.satisfaction, h.weight, len(v))
    error = 20.0 * w.terms["survey"][v.county] * survey_error(w, "survey")
    return {
        "reported_progress": np.where(is_declared(v.stage), 1.0, v.quality_now),
        "reported_satisfaction": np.minimum(np.maximum(mean + error, 0.0), 100.0),
        "reported_support": _poll(w),
        "reported_cases": v.open_visible.copy(),
    }


def _poll(w: World) -> Rows:
    """Return the share of all registered households that answer a poll and say yes, with its error."""
    h, v = w.households, w.villages
    yes = w.by_village((1.0 - h.away) * h.support)
    return polled(w.parameters.vote, yes, w.terms["survey"][v.county] * survey_error(w, "poll"))


def take_stock(w: World) -> Writes:
    """Counties add the reports up."""
    v, c = w.villages, w.counties
    if w.month % w.parameters.declaration.quarter != 0:
        return {name: getattr(c, name) for name in SEEN}
    return {
        "seen_coverage": mean_by(v.county, number(is_declared(v.stage)), np.ones(len(v)), len(c)),
        "seen_satisfaction": mean_by(v.county, v.reported_satisfaction, v.households, len(c)),
        "seen_cases": 1000.0
        * ratio(total_by(v.county, v.reported_cases, len(c)), total_by(v.county, v.households, len(c))),
    }


REPORTED = ("reported_progress", "reported_satisfaction", "reported_support", "reported_cases")
SEEN = ("seen_coverage", "seen_satisfaction", "seen_cases")
STEPS = (Step("report", "villages", report, REPORTED), Step("take_stock", "counties", take_stock, SEEN))

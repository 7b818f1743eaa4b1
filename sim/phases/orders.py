"""Orders: the terms of the month, composed from the baseline and from what policies make of what they see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from scipy.special import ndtri

from sim.arrays import Rows, log, share
from sim.policies.lever_in_use import Lever
from sim.policies.policy import Policy, Seen
from sim.policies.terms import TERMS, Level, Terms
from sim.streams import FOUNDING
from sim.world import World

KEPT = ("due", "wave", "pilot", "ready_months")
"""Orders that stand until they are changed: their baseline is what the village's register says."""


def baseline(w: World) -> Terms:
    """Return the terms nobody has amended: the table, the scenario's own, the regions' staffing, standing orders."""
    if not w.usual:
        w.usual |= {name: _usual(w, name) for name in TERMS}
    return Terms(w.usual | {name: getattr(w.villages, name) for name in KEPT})


def _usual(w: World, name: str) -> Rows:
    """Return a term as it is when no policy touches it: the same in every month."""
    rows: Mapping[Level, int] = {"county": len(w.counties), "village": len(w.villages), "household": len(w.households)}
    given, term = w.scenario.terms, TERMS[name]
    if name == "staff_standard" and name not in given:
        standards = np.array([region.staff_standard for region in w.scenario.regions.values()])
        usual = standards[w.villages.region]
    else:
        usual = np.full(rows[term.level], term.code(given.get(name, term.quantity.default)))
    usual.flags.writeable = False
    return usual


def seen(w: World) -> Seen:
    """Return the world as the government sees it."""
    v = w.villages
    return Seen(
        county=v.county,
        region=v.region,
        home=w.households.village,
        households=v.households,
        income=v.income,
        collective_income=w.cooperatives.assets * w.cooperatives.rate,
        urban=np.minimum(v.urban + w.parameters.migration.urbanisation / 12.0 * w.month, 1.0),
        unclear=w.once("unclear as surveyed", partial(_unclear, w)),
        readiness=w.once("readiness", partial(_readiness, w)),
        stage=v.stage,
        started=v.started,
        declared=v.declared,
        due=v.due,
        wave=v.wave,
        pilot=v.pilot,
        progress=v.reported_progress,
        satisfaction=v.reported_satisfaction,
        cases=v.reported_cases,
        support=v.reported_support,
        ready_months=v.ready_months,
        levers_since=w.levers_since,
        chance=w.luck,
        month=w.month,
    )


def _readiness(w: World) -> Rows:
    """Return the government's index of how easy a village looks, surveyed once, with an error."""
    v = w.villages
    return log(v.income) + v.urban - 2.0 * v.unclear + _first_survey(w, "readiness survey")


def _unclear(w: World) -> Rows:
    """Return the share of unclear titles as surveyed once, before the rollout, with the error of a poll."""
    return share(w.villages.unclear + w.parameters.vote.poll_error * _first_survey(w, "title survey"))


def _first_survey(w: World, question: str) -> Rows:
    """Return the error of a survey made before the rollout, in units of survey error."""
    survey = w.luck.uniform(question, FOUNDING, len(w.villages))
    error = np.asarray(ndtri(np.clip(survey, 1e-9, 1.0 - 1e-9)), dtype=np.float64)
    term = TERMS["survey"]
    return term.code(w.scenario.terms.get("survey", term.quantity.default)) * error


def terms_of_month(w: World, policies: Sequence[Policy]) -> dict[str, Rows]:
    """Return this month's terms: each policy in turn amends what the ones before it left; register levers in use."""
    terms, known = baseline(w), seen(w)
    for policy in policies:
        terms = policy.amend(terms, known, w.month)
    used = [policy for policy in policies if isinstance(policy, Lever)]
    w.levers_since = {**w.levers_since, **_since(used, known, w.month)}
    return terms.composed()


def _since(levers: Sequence[Lever], known: Seen, month: int) -> dict[str, Rows]:
    """Return the register of levers after this month; two uses of one lever share an entry, the first use counts."""
    found: dict[str, Rows] = {}
    for lever in levers:
        name, since = lever.record.id, lever.since(known, month)
        found[name] = np.where(found.get(name, since) > 0.0, found.get(name, since), since)
    return found

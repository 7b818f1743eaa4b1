"""Disputes over rights: naming, blaming, claiming (Felstiner, Abel and Sarat 1980).

When the rights offer reaches a household it decides once whether to contest it: unclear title, a poor offer, an
exclusion by the share rule, unfair treatment, open disputes next door and haste make it likelier; what others have
learned about doing it well makes it rarer. Afterwards disputes spread along ties for a year (contagion). One draw, not
a monthly hazard: else slow strategies would be punished for being slow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Flags, Rows, logistic
from sim.quantity import declared
from sim.rules.attendance import TRIAL

RESERVE, STATIC_INCLUSIVE, STATIC, DYNAMIC = 0, 1, 2, 3
SHARE_RULES = ("reserve", "static_inclusive", "static", "dynamic")
OFFER_MODES = ("batch", "trickle")


@dataclass(frozen=True, slots=True)
class Disputes:
    """Numbers of the choice to contest the offer."""

    base: float = declared(
        -4.7, "logit", -5.5, -3.9, "Intercept of contesting the offer",
        assumed="the trial's -4.4 gave 180 cases per 1,000 households once contagion ran over a real network",
    )  # fmt: skip
    unclear: float = declared(
        3.6,
        "logit",
        2.4,
        4.8,
        "Push of an unclear title",
        evidence="hubei_rights_dispute_households",
        assumed="the claim says only that undefined rights bring disputes; size from the trial",
    )
    offer: float = declared(1.0, "logit", 0.0, 2.0, "Push of an offer below what one holds fair", assumed=TRIAL)
    usual_offer: float = declared(
        0.6, "share of fair value", 0.5, 0.8, "Offer that people hold usual", evidence="homestead_compensation_ratio"
    )
    special: float = declared(
        1.5, "logit", 0.5, 2.5, "Push of belonging to a group that the share rule leaves in doubt", assumed=TRIAL
    )
    special_static: float = declared(
        0.6, "1", 0.2, 1.0, "Share of that push left under a static rule without special members", assumed=TRIAL
    )
    special_dynamic: float = declared(0.5, "1", 0.2, 1.0, "Share of that push left under a dynamic rule", assumed=TRIAL)
    fairness: float = declared(3.0, "logit", 1.5, 4.5, "Restraint by fair treatment", assumed=TRIAL)
    peers: float = declared(2.0, "logit", 0.5, 3.5, "Push of open disputes among neighbours", assumed=TRIAL)
    haste: float = declared(1.0, "logit", 0.0, 2.0, "Push of haste", assumed=TRIAL)
    learned: float = declared(2.0, "logit", 0.0, 4.0, "Restraint by what others have learned", assumed=TRIAL)
    at_progress: float = declared(0.3, "share", 0.1, 0.5, "Rights work at which a batch offer goes out", assumed=TRIAL)


@dataclass(frozen=True, slots=True)
class Contagion:
    """Numbers of the spread of disputes along ties."""

    hazard: float = declared(
        0.03,
        "1/month",
        0.01,
        0.10,
        "Monthly hazard when all neighbours have an open dispute",
        assumed="below the trial's .05 to .10, which doubled the disputes of a batch offer by contagion alone",
    )
    months: int = declared(12, "months", 6, 18, "Months after the offer in which disputes spread", assumed=TRIAL)


def exclusion(p: Disputes, rule: Rows) -> Rows:
    """Return how much of the special members' push a share rule leaves: reserve 1, static with them 0.

    >>> [float(exclusion(Disputes(), np.float64(rule))) for rule in range(4)]
    [1.0, 0.0, 0.6, 0.5]
    """
    static = np.where(rule == STATIC, p.special_static, p.special_dynamic)
    return np.where(rule == RESERVE, 1.0, np.where(rule == STATIC_INCLUSIVE, 0.0, static))


def contests(
    p: Disputes,
    *,
    unclear: Rows,
    claim: Rows,
    compensation: Rows,
    special: Rows,
    rule: Rows,
    fairness: Rows,
    peers_open: Rows,
    haste: Rows,
    work_factor: Rows,
) -> Rows:
    """Return the chance to contest the offer on the day it comes.

    ``claim`` is what the household holds fair above the usual; ``work_factor`` the share of work left by know-how.

    >>> z = np.float64(0.0)
    >>> plain = dict(claim=z, compensation=z + .6, special=z, rule=z, fairness=z + .5, peers_open=z, haste=z)
    >>> [round(float(contests(Disputes(), unclear=z + u, work_factor=z + 1, **plain)), 4) for u in (0, 1)]
    [0.009, 0.2497]
    """
    return logistic(
        p.base
        + p.unclear * unclear
        + p.offer * (claim + p.usual_offer - compensation)
        + p.special * special * exclusion(p, rule)
        - p.fairness * (fairness - 0.5)
        + p.peers * peers_open
        + p.haste * haste
        - p.learned * (1.0 - work_factor)
    )


def spreads(p: Contagion, peers_open: Rows, months_since_offer: Rows) -> Rows:
    """Return the chance that disputes next door move a household to open its own this month.

    >>> float(spreads(Contagion(), np.float64(0.5), np.float64(3.0)))
    0.015
    """
    recent = (months_since_offer > 0.0) & (months_since_offer <= p.months)
    return np.where(recent, p.hazard * peers_open, 0.0)


def offered(p: Disputes, trickle: Rows, progress: Rows, place: Rows) -> Flags:
    """Return whether a household has the offer: all at once, or one by one by its place (0 to 1) in the list.

    >>> bool(offered(Disputes(), np.float64(0.0), np.float64(0.4), np.float64(0.9)))
    True
    """
    batch = progress >= p.at_progress
    return np.where(trickle > 0.5, progress > place, batch).astype(np.bool_)

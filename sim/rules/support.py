"""Support for conversion.

A household weighs what it expects to gain against what it is attached to, in the light of how fairly it was treated
and whom it trusts; support then drifts towards this view and towards the neighbours' (DeGroot 1974). What there is to
gain is learned by hearsay over ties to villages that have converted: a success elsewhere persuades, a failure warns.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Rows, between, logistic
from sim.quantity import declared
from sim.rules.attendance import TRIAL, USUAL_TRUST


@dataclass(frozen=True, slots=True)
class Support:
    """Numbers of support."""

    rate: float = declared(0.10, "1/month", 0.05, 0.2, "Share of the way gone each month", assumed=TRIAL)
    own: float = declared(0.7, "1", 0.5, 0.9, "Weight of the own view against the neighbours' support", assumed=TRIAL)
    intercept: float = declared(
        1.2,
        "logit",
        0.4,
        1.8,
        "Support of a household without stake or hope",
        assumed="set so that a village consulted as usual passes the two-thirds vote more often than not",
    )
    gain: float = declared(1.2, "logit", 0.4, 2.0, "Pull of the gain expected from conversion", assumed=TRIAL)
    attachment: float = declared(
        0.8, "logit", 0.2, 1.6, "Pull of the homestead stake against conversion", assumed=TRIAL
    )
    fairness: float = declared(2.0, "logit", 1.0, 3.0, "Pull of fairness", assumed=TRIAL)
    trust: float = declared(1.5, "logit", 0.5, 2.5, "Pull of trust", assumed=TRIAL)
    prior_gain: float = declared(
        0.5,
        "1",
        0.2,
        0.8,
        "Gain expected before any example is known, 1 = twenty points of satisfaction",
        assumed="people hope for half of the gap between town and village",
    )
    hearsay: float = declared(
        0.10,
        "1/month",
        0.02,
        0.2,
        "Rate at which examples replace the prior, times the share of bridges that lead to one",
        assumed=TRIAL,
    )


def expected_gain(p: Support, now: Rows, examples: Rows, change: Rows) -> Rows:
    """Return the expected gain after this month's hearsay, in [-1, 2].

    Parameters
    ----------
    examples
        Share of the household's bridges that lead into a declared village.
    change
        Mean change of satisfaction of the people known there, in units of twenty points.

    >>> float(expected_gain(Support(), np.float64(0.5), np.float64(0.0), np.float64(-1.0)))
    0.5
    """
    return between(now + p.hearsay * examples * (change - now), -1.0, 2.0)


def view(p: Support, *, gain: Rows, compensation: Rows, stake: Rows, fairness: Rows, trust: Rows) -> Rows:
    """Return the support that follows from a household's own reasons, in [0, 1].

    ``compensation`` is the offer as a share of fair value; 0.6 is usual.

    >>> h = np.float64(0.5)
    >>> round(float(view(Support(), gain=h, compensation=h + 0.1, stake=h, fairness=h, trust=h + 0.08)), 4)
    0.8022
    """
    hope = p.gain * (gain + compensation - 0.6) - p.attachment * stake
    return logistic(p.intercept + hope + p.fairness * (fairness - 0.5) + p.trust * (trust - USUAL_TRUST))


def support(p: Support, now: Rows, *, view: Rows, peers: Rows) -> Rows:
    """Return next month's support in [0, 1], between the own view and the neighbours' support.

    >>> h = np.float64(0.5)
    >>> round(float(support(Support(), h, view=h + 0.2, peers=h)), 6)
    0.514
    """
    return now + p.rate * (p.own * view + (1.0 - p.own) * peers - now)

"""The vote on the plan, the early vote, the residents' veto.

The Organic Law of Villagers' Committees asks for a majority of the electorate present and the Longquan-type procedure
for two thirds of those who vote (governance plan 3.2.1). A secretary under strong pressure may skip the rest of the
consultation and call the vote early: a separate and cheap decision (Holmstrom and Milgrom 1991: what is not measured
is not done).
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Flags, Rows, share
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Vote:
    """Numbers of the vote."""

    required: float = declared(
        1.0, "1", 0.0, 1.0, "1: a plan needs a vote; 0: the finished papers decide", assumed="switch of the mechanism"
    )
    mobilisation: float = declared(
        0.8,
        "logit",
        0.0,
        1.6,
        "Extra pull of an assembly that decides",
        assumed="a vote draws more people than a consultation; set so that usual villages reach the quorum",
    )
    memory: int = declared(
        3, "months", 1, 6, "Months for which having attended a meeting counts as turning out", assumed=TRIAL
    )
    pause: int = declared(6, "months", 3, 12, "Months back in preparation after a failed vote or a veto", assumed=TRIAL)
    early: float = declared(
        0.42, "1", 0.3, 0.6, "Pressure times career concern above which the vote is called early", assumed=TRIAL
    )
    early_assets: float = declared(
        0.3, "share", 0.1, 0.5, "Asset work that must be done before an early vote", assumed=TRIAL
    )
    veto_consulted: float = declared(
        0.35,
        "share",
        0.2,
        0.5,
        "Consultation below which a residents' council stops the plan",
        evidence="consultation_participation",
        assumed="the usual attendance taken as the council's threshold",
    )
    veto_aggrieved: float = declared(
        0.15, "share", 0.05, 0.3, "Share of aggrieved households above which it does", assumed=TRIAL
    )
    poll: float = declared(
        0.85, "share", 0.6, 1.0, "Households present that answer a poll", assumed="door to door; no source"
    )
    poll_error: float = declared(
        0.2,
        "1",
        0.0,
        1.0,
        "Standard error of a village's poll per unit of survey error",
        assumed="2 points at the usual survey error of .1, as of some 500 answers",
    )
    better_offer: float = declared(
        0.05, "share of fair value", 0.0, 0.15, "What a failed vote or a veto adds to the next offer", assumed=TRIAL
    )


def calls_early(p: Vote, pressure: Rows, concern: Rows, assets: Rows) -> Flags:
    """Return whether a secretary calls the vote before consultation is complete.

    >>> bool(calls_early(Vote(), np.float64(0.9), np.float64(0.5), np.float64(0.4)))
    True
    """
    return (pressure * concern > p.early) & (assets >= p.early_assets)


def passes(turnout: Rows, yes: Rows, quorum: Rows, approval: Rows) -> Flags:
    """Return whether the plan passes; turnout is a share of the electorate, yes a share of those who voted.

    >>> bool(passes(np.float64(0.6), np.float64(0.7), np.float64(0.5), np.float64(0.667)))
    True
    """
    return (turnout >= quorum) & (yes >= approval)


def polled(p: Vote, willing: Rows, error: Rows) -> Rows:
    """Return the share of all registered households that answer a poll and say yes.

    Parameters
    ----------
    willing
        Share of households that are present and for the plan.
    error
        Error of what the government sees, in units of survey error.

    >>> float(polled(Vote(), np.float64(0.6), np.float64(0.0)))
    0.51
    """
    return share(p.poll * willing + p.poll_error * error)


def vetoed(p: Vote, veto: Rows, consulted: Rows, aggrieved: Rows) -> Flags:
    """Return whether a council that holds a veto uses it.

    >>> bool(vetoed(Vote(), np.float64(1.0), np.float64(0.2), np.float64(0.0)))
    True
    """
    return (veto > 0.5) & ((consulted < p.veto_consulted) | (aggrieved > p.veto_aggrieved))

"""The parts of a number: what each reason adds, found by asking the rule itself.

A rule is asked first about a usual household and then again with one reason after the other put in its real place; what
changes is that reason's part. No formula is written a second time, and the parts add up by themselves. The rules are
sums inside a logistic, so the order makes no difference except where a sum is cut off at its bounds. Reasons that
multiply each other stand together as one (being away and the online door), or, in hiding and escalating, each counts
with those before it in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np

from sim.agents.row import NOTHING, ONE, Number
from sim.arrays import logistic, logit
from sim.rules.attendance import USUAL_TRUST as ZERO_OF_TRUST
from sim.rules.attendance import attends, reached, speaks
from sim.rules.cases import escalates, hides
from sim.rules.disputes import contests, spreads
from sim.rules.fairness import fairness
from sim.rules.parameters import Parameters
from sim.rules.satisfaction import grievance, judgement
from sim.rules.support import view

Scale = Literal["logit", "share", "points"]
HALF: Number = ONE / 2.0
USUAL_TRUST: Number = ONE * ZERO_OF_TRUST
"""What a part is measured from. The zero moves what is called usual; it never moves what the parts add up to."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one reason adds to a number.

    Attributes
    ----------
    value, usual
        What the reason was here, and what it is for a usual household; missing where it has no single value.
    amount
        What it adds, on the scale of its :class:`Sum`.
    """

    term: str
    value: float
    usual: float
    amount: float


@dataclass(frozen=True, slots=True)
class Sum:
    """A number and its parts: ``base`` and the amounts of the parts make ``total``.

    Attributes
    ----------
    scale
        ``logit``: base, total and amounts are log odds of a chance; ``share`` and ``points``: they are the number.
    base
        The number for a usual household.
    """

    scale: Scale
    base: float
    total: float
    parts: tuple[Part, ...] = ()

    @property
    def by_weight(self) -> tuple[Part, ...]:
        """The parts that matter, the heaviest first."""
        felt = (part for part in self.parts if abs(part.amount) > 1e-9)
        return tuple(sorted(felt, key=lambda part: -abs(part.amount)))

    def share(self, part: Part) -> float:
        """Return the share of a part in all that pulls, in either direction."""
        whole = sum(abs(each.amount) for each in self.parts)
        return abs(part.amount) / whole if whole > 0.0 else 0.0

    def read(self, number: float) -> float:
        """Return a number of this scale as it is told: log odds as a chance."""
        return float(logistic(np.float64(number))) if self.scale == "logit" else number  # type: ignore[arg-type]


Rule = Callable[..., Number]
Inputs = Mapping[str, Number]
Terms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """Something a household decides or feels.

    Attributes
    ----------
    rule
        Numbers of the mechanisms -> the rule that answers, of the inputs alone.
    usual
        Numbers of the mechanisms -> the inputs of a usual household.
    terms
        Which inputs make one reason, by the name of the reason.
    """

    scale: Scale
    rule: Callable[[Parameters], Rule]
    usual: Callable[[Parameters], Inputs]
    terms: Terms

    def parts(self, p: Parameters, inputs: Inputs, rule: Rule | None = None) -> Sum:
        """Return the parts of the answer for some inputs, of this rule or of one that stands for it."""
        ask, at = rule or self.rule(p), {**inputs, **self.usual(p)}
        base = last = _on(self.scale, ask(**at))
        found = []
        for term, names in self.terms.items():
            before = float(at[names[0]])
            at |= {name: inputs[name] for name in names}
            now = _on(self.scale, ask(**at))
            found.append(Part(term, float(inputs[names[0]]), before, now - last))
            last = now
        return Sum(self.scale, base, last, tuple(found))


def _on(scale: Scale, answer: Any) -> float:
    if scale != "logit":
        return float(answer)
    return float(logit(np.minimum(np.maximum(answer, 1e-300), 1.0 - 1e-16)))


def _each(*names: str) -> dict[str, tuple[str, ...]]:
    return {name: (name,) for name in names}


def _coming(p: Parameters) -> Inputs:
    nothing = dict.fromkeys(("benefit", "voice", "away", "access", "elderly", "taste"), NOTHING)
    return {"stake": HALF, "trust": USUAL_TRUST, "peers": ONE * p.attendance.usual, **nothing}


def _contesting(p: Parameters) -> Inputs:
    nothing = dict.fromkeys(("unclear", "claim", "special", "rule", "peers_open", "haste"), NOTHING)
    offer = ONE * p.disputes.usual_offer
    return {**nothing, "compensation": offer, "fairness": HALF, "work_factor": ONE}


def _viewing(p: Parameters) -> Inputs:
    gain, offer = ONE * p.support.prior_gain, ONE * p.disputes.usual_offer
    return {"gain": gain, "compensation": offer, "stake": HALF, "fairness": HALF, "trust": USUAL_TRUST}


def _treated(p: Parameters) -> Inputs:
    heard, there, openness = p.fairness.usual_voice, p.fairness.usual_present, p.fairness.usual_openness
    nothing = dict.fromkeys(("peers_active", "meeting", "unconsulted", "haste"), NOTHING)
    return {"active": ONE * heard, "attended": ONE * there, "transparency": ONE * openness, **nothing}


def _judging(p: Parameters) -> Inputs:
    served = ONE * p.expectation.rural
    feeling = {"fairness": HALF, "grievance": NOTHING, "trust": USUAL_TRUST, "dividend": NOTHING}
    return {"service": served, "expectation": served, **feeling}


QUESTIONS: Mapping[str, Question] = {
    "hear": Question(
        "share",
        lambda p: partial(reached, p.attendance),
        lambda p: {"knowledge": HALF, "publicity": NOTHING, "group": NOTHING},
        _each("knowledge", "publicity", "group"),
    ),
    "come": Question(
        "logit",
        lambda p: partial(attends, p.attendance),
        _coming,
        _each("stake", "trust", "peers", "benefit", "voice") | {"away": ("away", "access")} | _each("elderly", "taste"),
    ),
    "speak": Question(
        "logit",
        lambda p: partial(speaks, p.attendance),
        lambda p: {"voice": NOTHING, "trust": USUAL_TRUST},
        _each("voice", "trust"),
    ),
    "contest": Question(
        "logit",
        lambda p: partial(contests, p.disputes),
        _contesting,
        _each("unclear", "claim", "compensation")
        | {"special": ("special", "rule")}
        | _each("fairness", "peers_open", "haste", "work_factor"),
    ),
    "follow": Question(
        "share",
        lambda p: partial(spreads, p.contagion),
        lambda p: {"peers_open": NOTHING, "months_since_offer": ONE},
        {"peers_open": ("peers_open", "months_since_offer")},
    ),
    "hide": Question(
        "share",
        lambda p: partial(hides, p.hiding),
        lambda p: {"appraisal": HALF, "concern": HALF, "integrity": HALF},
        _each("appraisal", "concern", "integrity"),
    ),
    "escalate": Question(
        "share",
        lambda p: partial(escalates, p.cases, p.hiding),
        lambda p: {
            "age": ONE * (p.cases.patience + 1.0),
            "grievance": NOTHING,
            "aggrieved": NOTHING,
            "hidden": NOTHING,
        },
        _each("age", "grievance", "aggrieved", "hidden"),
    ),
    "view": Question(
        "logit",
        lambda p: partial(view, p.support),
        _viewing,
        _each("gain", "compensation", "stake", "fairness", "trust"),
    ),
    "fairness": Question(
        "share",
        lambda p: partial(fairness, p.fairness, HALF),
        _treated,
        {"active": ("active", "peers_active"), "transparency": ("transparency",), "attended": ("attended", "meeting")}
        | _each("unconsulted", "haste"),
    ),
    "grievance": Question(
        "share",
        lambda p: partial(grievance, p.grievance, NOTHING),
        lambda p: {"unsettled": NOTHING, "peers_open": NOTHING, "fairness": HALF, "hidden": NOTHING},
        _each("unsettled", "peers_open", "fairness", "hidden"),
    ),
    "satisfaction": Question(
        "points",
        lambda p: partial(judgement, p.satisfaction),
        _judging,
        _each("service", "expectation", "fairness", "grievance", "trust", "dividend"),
    ),
}
"""What is taken apart, by name; trust and support, which neighbours pull at, stand in :mod:`.feelings`."""

"""Feelings with a memory: of what months past a household's support, trust, fairness or satisfaction is made today.

Each of them goes a part of its way every month and keeps the rest. So does its account here: every month the old
entries shrink by the share that is kept, and the month's own reasons are entered. What stands in the account at any
time adds up to the feeling. What is kept, and how far the month goes, is found by asking the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from sim.agents.household import Household
from sim.agents.row import ONE, Number
from sim.arrays import Rows
from sim.lives.parts import QUESTIONS, USUAL_TRUST, Part, Scale, Sum
from sim.rules.fairness import fairness
from sim.rules.satisfaction import grievance, satisfaction
from sim.rules.support import support
from sim.rules.trust import trust

STEP: Number = ONE / 1024.0
FEELINGS: Mapping[str, Scale] = {
    "support": "share",
    "fairness": "share",
    "trust": "share",
    "grievance": "share",
    "satisfaction": "points",
}
Entries = dict[str, Part]


class Feelings:
    """The accounts of a household's feelings, month by month.

    Attributes
    ----------
    usual
        What each feeling is for a usual household: where its account begins.
    entries
        What stands in each account.
    neighbours
        What each neighbour, in the order of the household's ties, has in the account of support.
    """

    def __init__(self, me: Household) -> None:
        self.me = me
        p, asked = me.parameters, QUESTIONS
        usual = {name: question.usual(p) for name, question in asked.items()}
        self.usual: dict[str, Number] = {
            "support": asked["view"].rule(p)(**usual["view"]),
            "fairness": usual["view"]["fairness"],
            "trust": USUAL_TRUST,
            "grievance": usual["satisfaction"]["grievance"],
            "satisfaction": asked["satisfaction"].rule(p)(**usual["satisfaction"]),
        }
        self.entries = {name: self._founded(name) for name in FEELINGS}
        self.neighbours: Rows = np.zeros(len(me.neighbours))

    def _founded(self, name: str) -> Entries:
        value, usual = float(getattr(self.me, name)), float(self.usual[name])
        return {"start": Part("start", value, usual, value - usual)}

    def account(self, name: str) -> Sum:
        """Return of what a feeling is made now."""
        base, parts = float(self.usual[name]), tuple(self.entries[name].values())
        return Sum(FEELINGS[name], base, base + sum(part.amount for part in parts), parts)

    def feel(self, told: Rows) -> None:
        """Enter this month; to be called when everybody is about to feel it.

        Parameters
        ----------
        told
            Support of each neighbour when the household listened this month.
        """
        self._support(told)
        self._by_reasons("fairness", self.me.grounds_of_fairness(), partial(fairness, self.me.parameters.fairness))
        self._by_reasons("grievance", self.me.grounds_of_grievance(), partial(grievance, self.me.parameters.grievance))
        self._trust()
        self._satisfaction()

    def _enter(self, name: str, kept: float, new: Mapping[str, Part]) -> None:
        old = self.entries[name]
        entries = {term: Part(term, part.value, part.usual, kept * part.amount) for term, part in old.items()}
        for term, part in new.items():
            before = entries[term].amount if term in entries else 0.0
            entries[term] = Part(term, part.value, part.usual, before + part.amount)
        self.entries[name] = entries

    def _by_reasons(self, name: str, inputs: Mapping[str, Number], rule: Callable[..., Number]) -> None:
        """Enter a month of a feeling whose rule takes its reasons themselves."""
        question, p, now = QUESTIONS[name], self.me.parameters, getattr(self.me, name)
        kept = slope(lambda at: rule(at, **{**inputs, **question.usual(p)}), now)
        felt = question.parts(p, inputs, partial(rule, now))
        self._enter(name, kept, {part.term: part for part in felt.parts})

    def _satisfaction(self) -> None:
        p, now = self.me.parameters, self.me.satisfaction
        judged = QUESTIONS["satisfaction"].parts(p, self.me.grounds_of_judgement())
        at: Number = ONE * judged.total
        kept = slope(lambda before: satisfaction(p.satisfaction, before, at), now)
        taken = slope(lambda points: satisfaction(p.satisfaction, now, points), at)
        self._enter("satisfaction", kept, _scaled(judged.parts, taken))

    def _support(self, told: Rows) -> None:
        p, now, usual = self.me.parameters, self.me.support, self.usual["support"]
        seen = QUESTIONS["view"].parts(p, self.me.grounds_of_view())
        kept = slope(lambda before: support(p.support, before, view=usual, peers=usual), now)
        own = slope(lambda view: support(p.support, now, view=view, peers=usual), usual)
        others = slope(lambda peers: support(p.support, now, view=usual, peers=peers), usual)
        # The view is a chance, its parts are log odds: each gets its share of what all of them move the chance by.
        moved, odds = seen.read(seen.total) - seen.read(seen.base), seen.total - seen.base
        share = own * (moved / odds if abs(odds) > 1e-12 else 0.0)
        pull = others * float(self.me.peers_support - usual)
        heard = Part("peers", float(self.me.peers_support), float(usual), pull)
        self._enter("support", kept, _scaled(seen.parts, share) | {"peers": heard})
        strengths = np.array([strength for _, strength in self.me.neighbours])
        self.neighbours = kept * self.neighbours + others * strengths * (told - usual)

    def _trust(self) -> None:
        """Enter a month of trust, whose rule learns faster from bad experience than from good."""
        me, usual, inputs = self.me, self.usual["trust"], self.me.grounds_of_trust()
        rule = partial(trust, me.parameters.trust)
        lived, contact = inputs["experience"], inputs["contact"]
        alone = {"start": usual, "peers": usual, "contact": contact, "experience": lived}
        away = STEP if me.trust >= lived else -STEP  # both sides of the experience have their own rate
        kept = slope(lambda before: rule(before, **alone), me.trust, away)
        new = {}
        for name in ("peers", "start"):
            pull = float(rule(me.trust, **{**alone, name: inputs[name]}) - rule(me.trust, **alone))
            new[name] = Part(name, float(inputs[name]), float(usual), pull)
        learned = float(rule(me.trust, **alone) - usual) - kept * float(me.trust - usual)
        self._enter("trust", kept, new | {"experience": Part("experience", float(lived), float(usual), learned)})


def slope(rule: Callable[[Number], Number], at: Number, step: Number = STEP) -> float:
    """Return how far a rule's answer follows one of its numbers, for a rule that is straight in it."""
    return float((rule(at + step) - rule(at)) / step)


def _scaled(parts: tuple[Part, ...], by: float) -> Entries:
    return {part.term: Part(part.term, part.value, part.usual, by * part.amount) for part in parts}

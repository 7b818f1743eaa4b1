"""A household of the plain Mesa model: the rules of ``sim.rules`` for one agent, in Python floats."""

# mypy: disable-error-code="has-type, no-any-return"
# The state of an agent has the names of its columns and is set from them at once, which mypy cannot follow.
from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import mesa

from sim.columns.villages import CONVERTING, DECIDED, DECLARED, PREPARING
from sim.rules.attendance import USUAL_TRUST
from sim.rules.cases import COLLECTIVE, LAWSUIT, NONE, OPEN, PETITION, SOLVED
from sim.rules.disputes import RESERVE, STATIC, STATIC_INCLUSIVE

if TYPE_CHECKING:
    from benchmarks.plain_places import Group, Village

ENDED = (NONE, SOLVED)


def logistic(x: float) -> float:
    """Return ``1 / (1 + exp(-x))``."""
    return 1.0 / (1.0 + math.exp(-x))


def share(x: float) -> float:
    """Clip to [0, 1]."""
    return min(max(x, 0.0), 1.0)


class Household(mesa.Agent):  # type: ignore[misc]  # Mesa has no types
    """One household; its state has the names of the columns of :class:`sim.columns.households.Households`."""

    def __init__(self, model: Any, row: int, village: Village, state: dict[str, Any]) -> None:
        super().__init__(model)
        self.__dict__.update(state)
        self.row = row
        self.village = village
        self.neighbours: list[tuple[Household, float]] = []
        self.bridges: list[tuple[Household, float]] = []
        self.groups: list[Group] = []

    def listen(self) -> None:
        """Look at the neighbours as they were last month."""
        attended = active = trust = support = unsettled = aggrieved = 0.0
        for other, weight in self.neighbours:
            attended += weight * other.attended
            active += weight * other.active
            trust += weight * other.trust
            support += weight * other.support
            if other.case not in ENDED:
                unsettled += weight
            if other.grievance > other.threshold:
                aggrieved += weight
        self.peers_attended, self.peers_active = attended, active
        self.peers_trust, self.peers_support = trust, support
        self.peers_open, self.peers_aggrieved = unsettled, aggrieved

    def comes(self, urge: float) -> bool:
        """Whether it would come to a meeting this month."""
        model, village, p = self.model, self.village, self.model.parameters.attendance
        terms, chance = model.terms, model.chance
        calls = share(sum(group.calls for group in self.groups))
        publicity = terms["publicity"] + terms["invite"]
        reach = share(p.reach_base + p.reach_contact * village.knowledge + publicity + p.reach_group * calls)
        if chance["reached"][self.row] >= reach:
            return False
        pull = p.stake * (self.stake - 0.5) + p.trust * (self.trust - USUAL_TRUST)
        pull += p.peers * (self.peers_attended - p.usual)
        pull += terms["benefit"] + urge + terms["voice"]
        access = terms["online"] * max(self.digital, terms["usability"])
        hold = p.away * self.away * (1.0 - access) + p.elderly * self.elderly
        return bool(
            chance["attend"][self.row] < logistic(p.intercept + p.choice * (pull - hold + p.taste * self.taste))
        )

    def attend(self) -> None:
        """Come to the village's meeting or stay away, and perhaps speak."""
        village = self.village
        if not village.meeting:
            return
        self.attended = self.active = 0.0
        if not self.comes(0.0):
            return
        self.attended = 1.0
        self.last_attended = self.model.month
        if village.round_now:
            self.consulted = 1.0
        p = self.model.parameters.attendance
        if self.model.chance["speak"][self.row] < logistic(
            p.speak + self.model.terms["voice"] + p.trust * (self.trust - USUAL_TRUST)
        ):
            self.active = 1.0

    def respond(self) -> None:
        """Take or contest the offer when it comes; later, be moved by open cases next door."""
        model = self.model
        luck, opens = model.chance["dispute"][self.row], False
        if self.offered == 0.0:
            if self.offer_comes():
                self.offered = model.month
                self.offer = model.terms["compensation"] + self.village.better_offer
                opens = self.case == NONE and luck < self.chance_to_contest()
        elif self.case == NONE and model.month - self.offered <= model.parameters.contagion.months:
            opens = luck < model.parameters.contagion.hazard * self.peers_open
        if opens:
            self.case, self.case_age, self.contested = OPEN, 0.0, 1.0
            self.hidden = 1.0 if model.chance["hide"][self.row] < self.village.leader.hides else 0.0
            self.concealed = self.hidden
        elif self.hidden and model.chance["legacy"][self.row] < model.terms["legacy_cases"] / 12.0:
            self.hidden = self.concealed = 0.0
        if model.chance["title"][self.row] < model.terms["title_work"] / 12.0:
            self.title_clear = 1.0

    def offer_comes(self) -> bool:
        """Whether the rights offer reaches it this month."""
        village = self.village
        if not (PREPARING <= village.stage <= CONVERTING or village.nameplate):
            return False
        progress = village.done_rights / village.need_rights
        if self.model.terms["offer_mode"] > 0.5:
            return bool(progress > self.place)
        return bool(progress >= self.model.parameters.disputes.at_progress)

    def chance_to_contest(self) -> float:
        """Return the chance to contest the offer on the day it comes."""
        p, village, terms = self.model.parameters.disputes, self.village, self.model.terms
        offer = terms["compensation"] + village.better_offer
        rule = terms["share_rule"]
        if rule == RESERVE:
            left = 1.0
        elif rule == STATIC_INCLUSIVE:
            left = 0.0
        else:
            left = p.special_static if rule == STATIC else p.special_dynamic
        return logistic(
            p.base
            + p.unclear * (1.0 - self.title_clear)
            + p.offer * (self.stake - 0.5 + p.usual_offer - offer)
            + p.special * self.special * left
            - p.fairness * (self.fairness - 0.5)
            + p.peers * self.peers_open
            + p.haste * village.haste()
            - p.learned * (1.0 - village.work_factor)
        )

    def pursue(self) -> None:
        """Let the own case grow older, be settled, escalate, or get its answer."""
        if self.case in ENDED:
            return
        self.case_age += 1.0
        luck = self.model.chance["escalate"][self.row]
        if self.case != OPEN:
            p = self.model.parameters.cases
            if luck < 1.0 / (p.court_months if self.case == LAWSUIT else p.petition_months):
                self.case, self.hidden = SOLVED, 0.0
        elif self.is_settled():
            self.case = SOLVED
        elif luck < self.chance_to_escalate():
            self.escalate()

    def is_settled(self) -> bool:
        """Whether mediators or its own groups settle the open case."""
        if self.hidden:
            return False
        by_groups = min(sum(group.settling for group in self.groups), 1.0)
        chance = 1.0 - (1.0 - self.village.settling) * (1.0 - by_groups)
        return bool(self.model.chance["settle"][self.row] < chance)

    def chance_to_escalate(self) -> float:
        """Return the chance that the open case escalates; its age has grown by this month already."""
        p, hiding = self.model.parameters.cases, self.model.parameters.hiding
        if self.case_age - 1.0 <= p.patience + (hiding.held if self.hidden else 0.0):
            return 0.0
        chance = p.escalation * (1.0 + p.bitterness * self.grievance)
        if self.peers_aggrieved > self.threshold:
            chance *= 1.0 + p.together
        return share(chance * (hiding.faster if self.hidden else 1.0))

    def escalate(self) -> None:
        """Go to the petition office with others, to court, or to the petition office alone."""
        if self.peers_aggrieved > self.threshold:
            self.case = COLLECTIVE
        elif self.model.chance["court"][self.row] < self.model.parameters.cases.court_share:
            self.case = LAWSUIT
        else:
            self.case = PETITION
        self.escalated, self.hidden = self.case, 0.0

    def hear(self) -> None:
        """Hear from people in converted villages; before anybody's satisfaction moves."""
        declared = change = 0.0
        for other, weight in self.bridges:
            if other.village.stage >= DECLARED:
                declared += weight
                change += weight * (other.satisfaction - other.satisfaction_start) / 20.0
        self.heard, self.heard_change = declared, change / declared if declared else 0.0

    def feel(self) -> None:
        """Feel the month; everything is judged on the state before it."""
        fairness, trust, gain = self.next_fairness(), self.next_trust(), self.next_gain()
        support, grievance, satisfaction = self.next_support(), self.next_grievance(), self.next_satisfaction()
        p = self.model.parameters.expectation
        expected = p.urban if self.village.stage >= DECLARED else p.rural
        self.expectation += p.rate * (expected - self.expectation)
        self.fairness, self.trust, self.gain = fairness, trust, gain
        self.support, self.grievance, self.satisfaction = support, grievance, satisfaction
        if self.model.month == 1:
            self.satisfaction_start = satisfaction

    def next_fairness(self) -> float:
        """Return fairness after the month."""
        p, village = self.model.parameters.fairness, self.village
        target = 0.5 + p.voice * (max(self.active, p.vicarious * self.peers_active) - p.usual_voice)
        target += p.openness * (self.model.terms["transparency"] - p.usual_openness)
        if village.meeting:
            target += p.present * (self.attended - p.usual_present)
        if village.stage >= DECIDED:
            target -= p.unconsulted * (1.0 - village.consulted_at_decision)
        target -= p.haste * village.haste()
        return float(self.fairness + p.rate * (share(target) - self.fairness))

    def next_trust(self) -> float:
        """Return trust after the month."""
        p, village = self.model.parameters.trust, self.village
        surprise = min(village.service - self.expectation + p.indulgence, p.delight)
        lived = p.earned + p.fairness * self.fairness + p.service * village.service
        lived += p.peace * (1.0 - self.grievance) + p.surprise * surprise
        rate = p.gain if lived > self.trust else p.loss
        step = p.neighbours * (self.peers_trust - self.trust) + p.anchor * (self.trust_start - self.trust)
        return share(self.trust + step + village.reach * rate * (lived - self.trust))

    def next_gain(self) -> float:
        """Return the gain expected from conversion after this month's hearsay."""
        rate = self.model.parameters.support.hearsay
        return min(max(self.gain + rate * self.heard * (self.heard_change - self.gain), -1.0), 2.0)

    def next_support(self) -> float:
        """Return support after the month."""
        p = self.model.parameters.support
        offer = self.offer if self.offered else self.model.terms["compensation"] + self.village.better_offer
        hope = p.gain * (self.gain + offer - 0.6) - p.attachment * self.stake
        view = logistic(p.intercept + hope + p.fairness * (self.fairness - 0.5) + p.trust * (self.trust - USUAL_TRUST))
        return float(self.support + p.rate * (p.own * view + (1.0 - p.own) * self.peers_support - self.support))

    def next_grievance(self) -> float:
        """Return grievance after the month."""
        p, hiding = self.model.parameters.grievance, self.model.parameters.hiding
        own = 0.0 if self.case in ENDED else p.own
        target = own + hiding.grievance * self.hidden + p.peers * self.peers_open
        target += p.unfair * max(0.5 - self.fairness, 0.0)
        return float(self.grievance + p.rate * (share(target) - self.grievance))

    def next_satisfaction(self) -> float:
        """Return satisfaction after the month."""
        p, village = self.model.parameters.satisfaction, self.village
        points = p.base + p.service * village.service + p.surprise * (village.service - self.expectation)
        points += p.fairness * (self.fairness - 0.5) - p.grievance * self.grievance
        points += p.trust * (self.trust - USUAL_TRUST)
        points += p.dividend * min(village.cooperative.dividend / p.usual_dividend, 2.0)
        return float(self.satisfaction + p.rate * (min(max(points, 0.0), 100.0) - self.satisfaction))

    def vote(self) -> None:
        """Turn out and vote if the village holds a vote."""
        self.ballot = 0.0
        if not self.village.vote_open or not self.has_ballot():
            return
        p = self.model.parameters.vote
        if self.model.month - self.last_attended <= p.memory or self.comes(p.mobilisation):
            self.ballot = 2.0 if self.model.chance["vote"][self.row] < self.support else 1.0

    def migrate(self) -> None:
        """Come back to a community of good services, and let the registration follow the residence."""
        if self.village.stage < DECLARED or not (self.away or self.elsewhere):
            return
        model = self.model
        p, chance = model.parameters.migration, model.chance
        if self.away and chance["return"][self.row] < share(p.back * (1.0 + p.services * (self.village.service - 0.5))):
            self.away = 0.0
        speed = share(model.terms["registration_speed"] / p.registration)
        if self.elsewhere and chance["register"][self.row] < speed:
            self.elsewhere = 0.0

    def has_ballot(self) -> bool:
        """Whether it has a vote."""
        terms = self.model.terms
        online = terms["online"] * max(self.digital, terms["usability"])
        return bool(not self.away or self.model.chance["online ballot"][self.row] < online)

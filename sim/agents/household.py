"""A household: comes to meetings or not, takes or contests its offer, feels, and votes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sim.agents.row import NOTHING, Number, RowAgent, Writes, number, total
from sim.arrays import ratio, share
from sim.columns.households import Households
from sim.columns.villages import DECIDED
from sim.rules.attendance import access, attends, reached, speaks
from sim.rules.cases import (
    CASE_STAGES,
    COLLECTIVE,
    LAWSUIT,
    NONE,
    OPEN,
    PETITION,
    SOLVED,
    answered,
    escalates,
)
from sim.rules.disputes import contests, offered, spreads
from sim.rules.fairness import fairness, haste
from sim.rules.migration import registers, returns
from sim.rules.satisfaction import expectation, grievance, judgement, satisfaction
from sim.rules.support import expected_gain, support, view
from sim.rules.trust import experience, trust

if TYPE_CHECKING:
    from sim.agents.social_group import SocialGroup
    from sim.agents.village import Village

NO_VOTE, NO, YES = 0.0, 1.0, 2.0
"""What stands on a ballot."""


class Household(RowAgent):
    """A household row, which stands for ``weight`` real households."""

    kind_name = "households"
    columns = Households
    by_process: ClassVar = frozenset(("dispute", "hide", "settle", "escalate", "court", "vote", "online ballot"))

    @cached_property
    def village(self) -> Village:
        """Where it belongs, also while it lives elsewhere."""
        return self.named_by("village", self.everybody.villages)

    @cached_property
    def neighbours(self) -> tuple[tuple[Household, Number], ...]:
        """Those it listens to, and how much each counts; the strengths add up to 1."""
        return self.tied(self.world.networks.ties, self.everybody.households)

    @cached_property
    def bridges(self) -> tuple[tuple[Household, Number], ...]:
        """Those it knows in other villages, and how much each counts."""
        return self.tied(self.world.networks.bridge_ties, self.everybody.households)

    @cached_property
    def groups(self) -> tuple[SocialGroup, ...]:
        """The social groups it belongs to."""
        return tuple(group for group, _ in self.tied(self.world.networks.membership, self.everybody.groups))

    @property
    def began(self) -> Number:
        """When its village began to convert."""
        return self.village.started

    @property
    def case_name(self) -> str:
        """The stage of its case in words."""
        return CASE_STAGES[int(self.case)]

    @property
    def is_unsettled(self) -> bool:
        """Whether it has a case that has not ended."""
        return self.case in (OPEN, LAWSUIT, PETITION, COLLECTIVE)

    @property
    def is_aggrieved(self) -> bool:
        """Whether its grievance exceeds its patience."""
        return bool(self.grievance > self.threshold)

    # ---- meet

    def listen(self) -> Writes:
        """Look at the neighbours as they were last month."""
        return {
            "peers_attended": total(strength * other.attended for other, strength in self.neighbours),
            "peers_active": total(strength * other.active for other, strength in self.neighbours),
            "peers_trust": total(strength * other.trust for other, strength in self.neighbours),
            "peers_support": total(strength * other.support for other, strength in self.neighbours),
            "peers_open": total(strength * number(other.is_unsettled) for other, strength in self.neighbours),
            "peers_aggrieved": total(strength * number(other.is_aggrieved) for other, strength in self.neighbours),
        }

    def attend(self) -> Writes:
        """Come to the village's meeting, if there is one, and speak or listen."""
        if self.village.meeting < 0.5:
            return {name: getattr(self, name) for name in ("attended", "active", "last_attended", "consulted")}
        comes = self.would_come()
        speaking = speaks(self.parameters.attendance, self.village.term("voice"), self.trust)
        return {
            "attended": number(comes),
            "active": number(comes and self.luck("speak") < speaking),
            "last_attended": float(self.month) if comes else self.last_attended,
            "consulted": np.maximum(self.consulted, number(comes) * self.village.round_now),
        }

    def would_come(self, urge: float = 0.0) -> bool:
        """Whether it would come to a meeting this month: it hears of it, and it goes; ``urge`` is an extra pull."""
        p = self.parameters.attendance
        reach, chance = reached(p, **self.ways_to_reach()), attends(p, **self.reasons_to_come(urge))
        return bool(self.luck("reached") < reach and self.luck("attend") < chance)

    def ways_to_reach(self) -> Mapping[str, Number]:
        """Return by what it may hear of a meeting: the inputs of the rule :func:`reached`."""
        village = self.village
        return {
            "knowledge": village.knowledge,
            "publicity": village.term("publicity") + village.term("invite"),
            "group": share(total(group.calls for group in self.groups)),
        }

    def reasons_to_come(self, urge: float = 0.0) -> Mapping[str, Number]:
        """Return what it weighs once it has heard of a meeting: the inputs of the rule :func:`attends`."""
        return {
            "stake": self.stake,
            "trust": self.trust,
            "peers": self.peers_attended,
            "benefit": self.term("benefit") + urge,
            "voice": self.village.term("voice"),
            "away": self.away,
            "access": self.online_access,
            "elderly": self.elderly,
            "taste": self.taste,
        }

    @property
    def online_access(self) -> Number:
        """How much of the distance an online meeting bridges for it."""
        return access(self.village.term("online"), self.digital, self.village.term("usability"))

    # ---- rights

    def respond(self) -> Writes:
        """Take or contest the offer on the day it comes; later, open cases next door may move it."""
        comes = self.gets_offer
        chance = self.chance_to_contest if comes else self.chance_to_follow
        opens = self.case == NONE and self.luck("dispute") < chance
        hidden = self.luck("hide") < self.village.in_charge.hides
        cleared = self.luck("title") < self.village.term("title_work") / 12.0
        return {
            "offered": float(self.month) if comes else self.offered,
            "offer": self.village.offer if comes else self.offer,
            "case": float(OPEN) if opens else self.case,
            "case_age": 0.0 if opens else self.case_age,
            "hidden": number(hidden) if opens else NOTHING if self.is_listed else self.hidden,
            "concealed": number(hidden) if opens else NOTHING if self.is_listed else self.concealed,
            "contested": 1.0 if opens else self.contested,
            "title_clear": 1.0 if cleared else self.title_clear,
        }

    @property
    def is_listed(self) -> bool:
        """Whether its hidden case is listed for settlement this month."""
        a_month = self.village.government.term("legacy_cases") / 12.0
        return bool(self.hidden > 0.5 and self.luck("legacy") < a_month)

    @property
    def gets_offer(self) -> bool:
        """Whether the rights offer reaches it this month."""
        village = self.village
        if self.offered > 0.0 or not (village.is_in_process or village.nameplate > 0.5):
            return False
        progress = ratio(village.done_rights, village.need_rights)
        return bool(offered(self.parameters.disputes, village.term("offer_mode"), progress, self.place))

    @property
    def chance_to_contest(self) -> Number:
        """The chance to contest the offer on the day it comes."""
        return contests(self.parameters.disputes, **self.reasons_to_contest())

    def reasons_to_contest(self) -> Mapping[str, Number]:
        """Return what it weighs when the offer comes: the inputs of the rule :func:`contests`."""
        village = self.village
        return {
            "unclear": 1.0 - self.title_clear,
            "claim": self.stake - 0.5,
            "compensation": village.offer,
            "special": self.special,
            "rule": village.term("share_rule"),
            "fairness": self.fairness,
            "peers_open": self.peers_open,
            "haste": haste(village.pressure),
            "work_factor": village.work_factor,
        }

    @property
    def chance_to_follow(self) -> Number:
        """The chance that open cases next door move it to open its own."""
        return spreads(self.parameters.contagion, **self.reasons_to_follow())

    def reasons_to_follow(self) -> Mapping[str, Number]:
        """Return what draws it into others' disputes: the inputs of the rule :func:`spreads`."""
        since = self.month - self.offered if self.offered > 0.0 else NOTHING
        return {"peers_open": self.peers_open, "months_since_offer": since}

    def pursue(self) -> Writes:
        """Pursue the own case, if any: it is settled, escalates, gets its answer, or grows older."""
        opened, waits = self.case == OPEN, self.case >= LAWSUIT
        settled = opened and self.luck("settle") < self.chance_of_settlement
        rises = opened and not settled and self.luck("escalate") < self.chance_to_escalate
        ends = waits and self.luck("escalate") < answered(self.parameters.cases, self.case == LAWSUIT)
        way = self.way_up
        return {
            "case": float(SOLVED) if settled or ends else way if rises else self.case,
            "case_age": self.case_age + 1.0 if opened or waits else self.case_age,
            "hidden": 0.0 if rises or ends else self.hidden,
            "escalated": way if rises else self.escalated,
        }

    @property
    def chance_of_settlement(self) -> Number:
        """The chance that its open case is settled, by the village's mediators or by its own groups; none if hidden."""
        if self.hidden > 0.5:
            return NOTHING
        by_groups = np.minimum(total(group.settling for group in self.groups), 1.0)
        return 1.0 - (1.0 - self.village.settling) * (1.0 - by_groups)

    @property
    def chance_to_escalate(self) -> Number:
        """The chance that its open case goes to court or to the petition office."""
        return escalates(self.parameters.cases, self.parameters.hiding, **self.reasons_to_escalate())

    def reasons_to_escalate(self) -> Mapping[str, Any]:
        """Return what drives its case further: the inputs of the rule :func:`escalates`."""
        return {
            "age": self.case_age,
            "grievance": self.grievance,
            "aggrieved": self.peers_aggrieved > self.threshold,
            "hidden": self.hidden,
        }

    @property
    def way_up(self) -> float:
        """Where its case would go: together if enough neighbours are aggrieved, else to court or as a petition."""
        if self.peers_aggrieved > self.threshold:
            return float(COLLECTIVE)
        return float(LAWSUIT if self.luck("court") < self.parameters.cases.court_share else PETITION)

    # ---- feel

    def feel(self) -> Writes:
        """Feel the month; everything is judged on the state before it."""
        content = self.next_satisfaction()
        return {
            "fairness": self.next_fairness(),
            "trust": self.next_trust(),
            "gain": self.next_gain(),
            "support": self.next_support(),
            "expectation": expectation(self.parameters.expectation, self.expectation, number(self.village.is_declared)),
            "grievance": self.next_grievance(),
            "satisfaction": content,
            "satisfaction_start": content if self.month == 1 else self.satisfaction_start,
        }

    def next_fairness(self) -> Number:
        """Was it heard, or a neighbour; was it decided without asking, or in haste?"""
        return fairness(self.parameters.fairness, self.fairness, **self.grounds_of_fairness())

    def grounds_of_fairness(self) -> Mapping[str, Number]:
        """Return by what it judges how it was treated: the inputs of the rule :func:`fairness`."""
        village = self.village
        return {
            "active": self.active,
            "peers_active": self.peers_active,
            "transparency": village.term("transparency"),
            "attended": self.attended,
            "meeting": village.meeting,
            "unconsulted": 1.0 - village.consulted_at_decision if village.stage >= DECIDED else NOTHING,
            "haste": haste(village.pressure),
        }

    def next_trust(self) -> Number:
        """Trust by what it went through, what neighbours think, and where it started."""
        return trust(self.parameters.trust, self.trust, **self.grounds_of_trust())

    def grounds_of_trust(self) -> Mapping[str, Number]:
        """Return what moves its trust: the inputs of the rule :func:`trust`."""
        return {
            "start": self.trust_start,
            "peers": self.peers_trust,
            "contact": self.village.reach,
            "experience": experience(self.parameters.trust, **self.experiences()),
        }

    def experiences(self) -> Mapping[str, Number]:
        """Return what it lives through: the inputs of the rule :func:`experience`."""
        return {
            "fairness": self.fairness,
            "service": self.village.service,
            "grievance": self.grievance,
            "expectation": self.expectation,
        }

    def next_gain(self) -> Number:
        """Hear over bridges how those in declared villages have fared."""
        examples = total(strength * number(other.village.is_declared) for other, strength in self.bridges)
        changes = total(strength * other.change_if_declared for other, strength in self.bridges)
        return expected_gain(self.parameters.support, self.gain, examples, ratio(changes, examples))

    @property
    def change_if_declared(self) -> Number:
        """What it tells others: its change of satisfaction in units of twenty points, 0 before the declaration."""
        return number(self.village.is_declared) * ((self.satisfaction - self.satisfaction_start) / 20.0)

    def next_support(self) -> Number:
        """Support between the own view and the neighbours' support."""
        p = self.parameters.support
        return support(p, self.support, view=view(p, **self.grounds_of_view()), peers=self.peers_support)

    def grounds_of_view(self) -> Mapping[str, Number]:
        """Return what speaks for and against conversion: the inputs of the rule :func:`view`."""
        return {
            "gain": self.gain,
            "compensation": self.offer if self.offered > 0.0 else self.village.offer,
            "stake": self.stake,
            "fairness": self.fairness,
            "trust": self.trust,
        }

    def next_grievance(self) -> Number:
        """Grievance from the own case, from those next door, from unfairness."""
        return grievance(self.parameters.grievance, self.grievance, **self.grounds_of_grievance())

    def grounds_of_grievance(self) -> Mapping[str, Number]:
        """Return what embitters it: the inputs of the rule :func:`grievance`."""
        return {
            "unsettled": number(self.is_unsettled),
            "peers_open": self.peers_open,
            "fairness": self.fairness,
            "hidden": self.parameters.hiding.grievance * self.hidden,
        }

    def next_satisfaction(self) -> Number:
        """Satisfaction with services as they are and against what was expected, with treatment, with dividends."""
        p = self.parameters.satisfaction
        return satisfaction(p, self.satisfaction, judgement(p, **self.grounds_of_judgement()))

    def grounds_of_judgement(self) -> Mapping[str, Number]:
        """Return what makes it content or not: the inputs of the rule :func:`judgement`."""
        return {
            "service": self.village.service,
            "expectation": self.expectation,
            "fairness": self.fairness,
            "grievance": self.grievance,
            "trust": self.trust,
            "dividend": self.village.cooperative.dividend,
        }

    # ---- decide

    def vote(self) -> Writes:
        """Turn out, if a vote is held and it has one, and vote as its support inclines it."""
        p = self.parameters.vote
        if self.village.vote_open < 0.5 or not self.has_ballot:
            return {"ballot": NO_VOTE}
        if self.month - self.last_attended > p.memory and not self.would_come(p.mobilisation):
            return {"ballot": NO_VOTE}
        return {"ballot": YES if self.luck("vote") < self.support else NO}

    @property
    def has_ballot(self) -> bool:
        """Whether it has a vote: if present always, else if it gets to the online ballot."""
        return bool(self.away < 0.5 or self.luck("online ballot") < self.online_access)

    def migrate(self) -> Writes:
        """Come back to a community of good services, and let the registration follow the residence."""
        village, p = self.village, self.parameters.migration
        converted = number(village.is_declared)
        back = self.luck("return") < returns(p, village.service, converted)
        moves = self.luck("register") < registers(p, village.term("registration_speed"), converted)
        return {"away": 0.0 if back else self.away, "elsewhere": 0.0 if moves else self.elsewhere}

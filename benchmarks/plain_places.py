"""Villages, their cadres, groups and cooperatives, and counties of the plain Mesa model."""

# mypy: disable-error-code="has-type, no-any-return"
# The state of an agent has the names of its columns and is set from them at once, which mypy cannot follow.
from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import mesa

from benchmarks.plain_household import ENDED, Household, logistic, share
from sim.columns.cadres import COMMUNITY_WORKER
from sim.columns.villages import CONSOLIDATED, CONVERTING, DECIDED, DECLARED, PREPARING, RURAL
from sim.rules.cases import COLLECTIVE, OPEN, SOLVED
from sim.rules.work import EQUAL, NEED, READINESS

if TYPE_CHECKING:
    from benchmarks.plain_ledger import Ledger


def ratio(part: float, whole: float, empty: float = 0.0) -> float:
    """Divide, giving ``empty`` where the whole is zero."""
    return part / whole if whole > 0.0 else empty


class Place(mesa.Agent):  # type: ignore[misc]  # Mesa has no types
    """What all agents here have in common: a row, and a state with the names of the columns of their kind."""

    def __init__(self, model: Any, row: int, state: dict[str, Any]) -> None:
        super().__init__(model)
        self.__dict__.update(state)
        self.row = row


class Village(Place):
    """A village and what happens to it."""

    def __init__(self, model: Any, row: int, county: County, state: dict[str, Any]) -> None:
        super().__init__(model, row, state)
        self.real = state["households"]
        self.county = county
        self.people: list[Household] = []
        self.cadres: list[Cadre] = []
        self.leader: Cadre
        self.cooperative: Cooperative
        self.ledger: Ledger
        self.lessons: list[tuple[Village, float]] = []
        county.places.append(self)

    def in_process(self) -> bool:
        """Whether it is between its start and its declaration."""
        return bool(PREPARING <= self.stage <= CONVERTING)

    def left(self) -> float:
        """Return the counted work still to do."""
        left = self.need_assets - self.done_assets + self.need_rights - self.done_rights
        return float(left + self.need_handover - self.done_handover)

    def quality(self) -> float:
        """Return the share of the counted work that is done."""
        return 1.0 - self.left() / (self.need_assets + self.need_rights + self.need_handover)

    def haste(self) -> float:
        """Return the part of pressure above one half, doubled."""
        return max(2.0 * self.pressure - 1.0, 0.0)

    def consulting(self) -> bool:
        """Whether consultation work is left to do."""
        return bool(self.stage == PREPARING and self.done_consult < self.need_consult)

    def register(self) -> None:
        """Take note of the orders of this month and start if told to."""
        self.due = self.model.due
        if self.stage == RURAL and self.model.started:
            self.stage, self.since, self.started = PREPARING, self.model.month, self.model.month

    def changes_hands(self) -> bool:
        """Whether it has been declared and not handed over yet."""
        return bool(self.declared > 0.0 and self.handed == 0.0 and self.model.parameters.handover.happens > 0.5)

    def take_over(self) -> None:
        """Note the month of the hand-over; the first community worker is in charge from then on."""
        if not self.changes_hands():
            return
        self.handed = self.model.month
        for cadre in self.cadres:
            if cadre.serving and cadre.role == COMMUNITY_WORKER:
                self.leader, self.in_charge = cadre, cadre.row
                break

    def partners(self) -> list[Village]:
        """Return the villages of its community; alone before conversion."""
        return self.county.communities[self.community] if self.stage >= CONVERTING else [self]

    def claim(self) -> float:
        """Return its claim on outside staff under the county's rule."""
        if not self.in_process():
            return 0.0
        rule, progress = self.model.terms["allocation"], self.quality()
        if rule == EQUAL:
            return 1.0
        if rule == NEED:
            return 1.05 - progress
        return progress + 0.05 if rule == READINESS else (progress + 0.05) ** 2

    def receive(self) -> None:
        """Receive outside staff and feel the pressure of the due date."""
        p, month = self.model.parameters, self.model.month
        offer = self.county.outside * ratio(self.claim(), self.county.claims)
        self.outside = min(offer, p.work.outside_cap)
        work = self.left() if self.in_process() else 0.0
        if self.stage == PREPARING:
            work += self.need_consult - self.done_consult
        if self.due < 0.0 or work <= 0.0:
            self.pressure = 0.0
        elif month > self.due:
            self.pressure *= math.exp(-1.0 / p.pressure.fades)
        else:
            self.pressure = self.ahead(work, p.effort.free * p.effort.expected_posts + self.outside)

    def ahead(self, work: float, pace: float) -> float:
        """Return the pressure of a date that lies ahead."""
        needed = work / max(self.due - self.model.month, 1.0)
        strength = self.model.parameters.pressure.strength * self.model.terms["sanction"]
        return share(strength * (1.0 - math.exp(-ratio(needed, pace, 10.0))))

    def learn(self) -> None:
        """Take over what others, finished long enough ago, have written up."""
        month, known = self.model.month, 0.0
        for other, use in self.lessons:
            if other.lesson and other.lesson_from <= month:
                known += use * other.lesson
        self.work_factor = (1.0 + known * self.model.terms["exchange"]) ** -self.model.parameters.learning.exponent

    def labour(self) -> None:
        """Turn time into consultation and counted work."""
        p, terms = self.model.parameters.work, self.model.terms
        posts = sum(cadre.serving for cadre in self.cadres)
        helped, seconded = 1.0 + ratio(terms["volunteers"], posts), 1.0 + ratio(terms["secondees"], posts)
        to_consult = self.outside * p.consultation if self.consulting() else 0.0
        if self.stage == PREPARING:
            time = sum(cadre.consult for cadre in self.cadres) * helped * seconded + to_consult
            self.done_consult = min(self.done_consult + time / self.work_factor, self.need_consult)
        rounds = math.floor(self.done_consult / self.need_consult * p.rounds + 1e-9)
        self.round_now, self.rounds = float(rounds > self.rounds), rounds
        self.mediation = sum(cadre.mediate for cadre in self.cadres) * helped + terms["mediators"]
        visible = sum(cadre.visible for cadre in self.cadres) * seconded
        if self.nameplate:
            visible *= terms["aftercare"]
        else:
            visible += self.outside - to_consult
        self.do_counted(visible / self.work_factor)

    def do_counted(self, time: float) -> None:
        """Spend time on the counted tasks in proportion to what each still lacks."""
        free, later = not self.stalled, self.stage >= DECIDED
        assets = self.need_assets - self.done_assets if free else 0.0
        rights = self.need_rights - self.done_rights if free else 0.0
        handover = self.need_handover - self.done_handover if free and later else 0.0
        reform = self.model.terms["reform_work"] if later else 0.0
        part = ratio(time, assets + rights + handover)
        self.done_assets += min(assets * part, assets)
        self.done_rights += min(rights * part, rights)
        self.done_handover = min(self.done_handover + min(handover * part, handover) + reform, self.need_handover)

    def convene(self) -> None:
        """Know how far the cadres reach, and hold a round or the ordinary meeting."""
        p, terms = self.model.parameters, self.model.terms
        known = serving = 0.0
        for cadre in self.cadres:
            busy = p.attendance.part_time * min(cadre.part_time, terms["part_time_cap"])
            known += cadre.serving * cadre.knowledge * (1.0 - busy)
            serving += cadre.serving
        self.separated = sum(household.weight * household.elsewhere for household in self.people) / self.real
        self.knowledge = ratio(known, serving) * self.address() * (1.0 - p.handover.separated * self.separated)
        publicity = terms["publicity"] + terms["invite"]
        self.reach = share(p.attendance.reach_base + p.attendance.reach_contact * self.knowledge + publicity)
        ordinary = (self.model.month + self.row) % p.work.meeting_every == 0
        self.meeting = 1.0 if ordinary or self.round_now else 0.0

    def address(self) -> float:
        """Return the share of contact left by people's habit of going to the former secretary, and by merging."""
        p = self.model.parameters.handover
        left = p.merged_knowledge if len(self.partners()) > 1 else 1.0
        if not self.handed:
            return float(left)
        former = [cadre.serving for cadre in self.cadres if cadre.role != COMMUNITY_WORKER]
        gone = 1.0 - ratio(sum(former), len(former))
        lost = p.happens * p.old_address * gone * math.exp(-(self.model.month - self.handed) / p.fades)
        return float(left * (1.0 - lost))

    def count_heads(self) -> None:
        """Count who came, who spoke, and who has been consulted."""
        attended = active = consulted = whole = 0.0
        for household in self.people:
            weight = household.weight
            attended += weight * household.attended
            active += weight * household.active
            consulted += weight * household.consulted
            whole += weight
        self.attendance, self.active, self.consulted = attended / whole, active / whole, consulted / whole

    def count_cases(self) -> None:
        """Count unsettled cases, those shown and all of them, and aggrieved households."""
        visible = waiting = unended = aggrieved = whole = 0.0
        for household in self.people:
            weight = household.weight
            whole += weight
            if household.case not in ENDED:
                unended += weight
                if not household.hidden:
                    visible += weight
                    waiting += weight * (household.case == OPEN)
            if household.grievance > household.threshold:
                aggrieved += weight
        self.open_visible, self.waiting = visible, waiting
        self.open_all, self.aggrieved = unended, aggrieved / whole

    def mediate(self) -> None:
        """Know how far the mediators' time and the townships' help go."""
        p, terms = self.model.parameters.cases, self.model.terms
        pool = terms["township_pool"] * self.county.villages
        capacity = self.mediation / p.time_per_case + pool * ratio(self.waiting, self.county.cases)
        serving = sum(cadre.serving for cadre in self.cadres)
        skill = ratio(sum(cadre.serving * cadre.skill for cadre in self.cadres), serving) / 0.6
        chance = min(ratio(capacity, self.waiting, p.best), p.best)
        self.settling = share(chance * skill * terms["mediation_skill"])

    def stall(self) -> None:
        """Stop work on rights and assets while too many visible cases are open."""
        too_many = self.open_visible / self.real > self.model.parameters.cases.tolerance
        self.stalled = 1.0 if too_many and self.in_process() else 0.0

    def missing_posts(self) -> float:
        """Return the posts a declared place lacks."""
        if self.stage < DECLARED:
            return 0.0
        return float(max(self.staff_standard - self.staff, 0.0) * self.persons / 10000.0)

    def missing_rooms(self) -> float:
        """Return the facilities a place under conversion or converted lacks."""
        if self.stage < CONVERTING:
            return 0.0
        return float(max(self.model.parameters.services.full_rooms - self.facilities, 0.0))

    def equip(self) -> None:
        """Take up posts and rooms: those of the county's programme, and rooms of the community's own means."""
        p, terms = self.model.parameters.staffing, self.model.terms
        worn = self.facilities * (1.0 - p.decay * (1.0 - share(terms["maintenance"])))
        self.built = min(self.missing_rooms() * self.county.fill_rooms + terms["facility_money"], 1.0 - worn)
        self.staff += ratio(self.missing_posts() * self.county.fill_posts * 10000.0, self.persons)
        self.facilities = min(worn + self.built + self.ledger.own_building / 100.0 / p.room_cost, 1.0)

    def serve(self) -> None:
        """Produce services with the posts and rooms of all villages of the community."""
        p, terms = self.model.parameters.services, self.model.terms
        partners = self.partners()
        persons = sum(place.persons for place in partners)
        staff = sum(place.staff * place.persons for place in partners) / persons
        rooms = sum(place.facilities * place.persons for place in partners) / persons
        rooms = min(rooms + p.centre * terms["centre"], 1.0)
        level = p.top * min(staff / p.standard, 1.2) ** p.staff
        level *= (self.money + terms["running_money"]) ** p.money * (rooms / p.full_rooms) ** p.rooms
        response = min(terms["platform"] + p.opening * terms["opening"], 1.0)
        level *= (self.reach / p.full_reach) ** p.reach * (1.0 + p.windows * response)
        self.service += p.adjusts * (share(level) - self.service)

    def may_vote(self) -> bool:
        """Whether it has waited long enough to vote."""
        month, least = self.model.month, self.model.parameters.work.preparing_months
        return bool(self.stage == PREPARING and month >= self.pause_until and month - self.since >= least)

    def open_vote(self) -> None:
        """Hold the vote when preparation is done or it is called early, unless the council forbids it."""
        early = bool(self.leader.calls_vote)
        done = self.done_consult >= self.need_consult and self.done_assets >= self.need_assets
        done = done and self.done_rights >= self.need_rights
        self.vote_open = 0.0
        if not (self.may_vote() and (done or early)):
            return
        p = self.model.parameters.vote
        doubted = self.consulted < p.veto_consulted or self.aggrieved > p.veto_aggrieved
        if self.model.terms["veto"] > 0.5 and doubted:
            self.send_back()
        else:
            self.vote_open, self.called_early = 1.0, 1.0 if early and not done else 0.0

    def send_back(self) -> None:
        """Go back to preparation for another round with a better offer."""
        p = self.model.parameters.vote
        self.pause_until = self.model.month + p.pause
        self.better_offer = share(self.better_offer + p.better_offer)
        self.votes_failed += 1.0
        planned = self.model.parameters.work.rounds
        self.done_consult = min(self.done_consult, self.need_consult - self.need_consult / planned)
        self.rounds = math.floor(self.done_consult / self.need_consult * planned + 1e-9)

    def decide(self) -> None:
        """Count the ballots; notice periods end."""
        p, month = self.model.parameters, self.model.month
        if self.vote_open:
            if self.agrees() or p.vote.required < 0.5:
                self.stage, self.since, self.voted = DECIDED, month, 1.0
                self.consulted_at_decision = self.consulted
            else:
                self.send_back()
        elif self.stage == DECIDED and month - self.since >= p.work.decided_months:
            self.stage, self.since = CONVERTING, month
            if self.model.terms["merge"] >= 0.0:
                self.community = int(self.model.terms["merge"])

    def agrees(self) -> bool:
        """Whether the ballots carry the plan."""
        turnout = yes = electorate = 0.0
        for household in self.people:
            electorate += household.weight * household.has_ballot()
            if household.ballot:
                turnout += household.weight
                if household.ballot == 2.0:
                    yes += household.weight
        terms = self.model.terms
        return ratio(turnout, electorate) >= terms["quorum"] and ratio(yes, turnout) >= terms["approval"]

    def declare(self) -> None:
        """Be declared, inspected, repaired, consolidated, or found to have fallen back."""
        p, month, done, before = self.model.parameters.declaration, self.model.month, self.quality(), self.stage
        missing = 1.0 - done
        inspected = month % p.quarter == 0 and self.model.chance["inspect"][self.row] < self.model.terms["detection"]
        found = bool(self.nameplate) and inspected and missing > p.done
        fell = self.declared > 0.0 and self.has_fallen_back()
        sound = before == DECLARED and not self.nameplate and not fell and month - self.since >= p.consolidate
        if self.leader.declares and before == CONVERTING:
            self.stage = DECLARED
            if self.declared == 0.0:
                self.first_declared(done)
        if found:
            self.stage = CONVERTING
        if sound:
            self.stage = CONSOLIDATED
        if self.stage != before:
            self.since = month
        self.nameplate = 1.0 if self.stage >= DECLARED and missing > p.done else 0.0
        self.quality_now, self.relapsed, self.found = done, float(fell), float(found)

    def mean_trust(self) -> float:
        """Return the mean trust of its households."""
        return float(sum(household.weight * household.trust for household in self.people) / self.real)

    def has_fallen_back(self) -> bool:
        """Whether services or trust have fallen far below the declaration's, or many petition together."""
        p = self.model.parameters.declaration
        if self.service < p.relapse * self.service_at_declaration:
            return True
        if self.mean_trust() < p.relapse * self.trust_at_declaration:
            return True
        together = sum(household.weight for household in self.people if household.case == COLLECTIVE)
        return bool(together / self.real > p.uproar)

    def first_declared(self, done: float) -> None:
        """Note how it stood at its first declaration."""
        self.declared = self.model.month
        self.quality_at_declaration, self.service_at_declaration = done, self.service
        self.trust_at_declaration = self.mean_trust()
        self.lesson = done * self.model.terms["evaluation"]
        self.lesson_from = self.model.month + self.model.parameters.learning.lag

    def report(self) -> None:
        """Report once a quarter: hidden cases are not in the figures."""
        if self.model.month % self.model.parameters.declaration.quarter != 0:
            return
        p, satisfaction, willing = self.model.parameters.vote, 0.0, 0.0
        for household in self.people:
            satisfaction += household.weight * household.satisfaction
            if not household.away:
                willing += household.weight * household.support
        error, missed = self.survey_error("survey"), self.survey_error("poll")
        self.reported_progress = 1.0 if self.stage >= DECLARED else self.quality_now
        self.reported_satisfaction = min(max(satisfaction / self.real + 20.0 * error, 0.0), 100.0)
        self.reported_support = share(p.poll * willing / self.real + p.poll_error * missed)
        self.reported_cases = self.open_visible

    def survey_error(self, question: str) -> float:
        """Return the error of the quarter's survey or poll."""
        luck = min(max(self.model.chance[question][self.row], 1e-9), 1.0 - 1e-9)
        return float(self.model.terms["survey"] * (math.log(luck) - math.log1p(-luck)) / 1.8137993642342178)


class Cadre(Place):
    """A cadre of a village."""

    def __init__(self, model: Any, row: int, village: Village, state: dict[str, Any]) -> None:
        super().__init__(model, row, state)
        self.village = village
        village.cadres.append(self)

    def hand_over(self) -> None:
        """Begin as a community worker when the village changes hands; as a former cadre be kept on or go."""
        if not self.village.changes_hands():
            return
        if self.role == COMMUNITY_WORKER:
            self.serving = 1.0
        elif self.model.chance["retain"][self.row] >= self.model.terms["retained"]:
            self.serving = 0.0

    def spend(self) -> None:
        """Split the free time of the month."""
        p, village = self.model.parameters.effort, self.village
        working = village.in_process() or village.nameplate
        urgent = min(village.waiting / village.real / 0.1, 1.0)
        reward = p.counted * village.pressure * self.concern
        consult = math.exp(p.focus * (p.consult + p.integrity * self.integrity)) if village.consulting() else 0.0
        visible = math.exp(p.focus * (p.visible + reward)) if working else 0.0
        mediate = math.exp(p.focus * (p.mediate + p.conscience * self.integrity + p.urgency * urgent))
        serve = math.exp(p.focus * (p.serve + p.integrity * self.integrity))
        level = p.free * (1.0 + p.drive * village.pressure) * (p.unskilled + self.skill)
        hour = self.serving * level / max(self.model.terms["duties"], 0.1) / (consult + visible + mediate + serve)
        self.consult, self.visible = hour * consult, hour * visible
        self.mediate, self.serve = hour * mediate, hour * serve

    def conceal(self) -> None:
        """Settle for oneself how readily one would hide a case."""
        propensity = self.model.parameters.hiding.propensity
        self.hides = share(propensity * self.model.terms["appraisal"] * self.concern * (1.0 - self.integrity))

    def press(self) -> None:
        """Call the vote early if pressure and career outweigh the rest of the consultation."""
        p, village = self.model.parameters.vote, self.village
        early = (
            village.pressure * self.concern > p.early and village.done_assets / village.need_assets >= p.early_assets
        )
        self.calls_vote = 1.0 if early and village.may_vote() and village.consulting() else 0.0

    def weigh(self) -> None:
        """Decide each quarter whether to declare."""
        p, village = self.model.parameters.declaration, self.village
        asked = self.model.month % p.quarter == 0 and village.stage == CONVERTING
        asked = asked and village.since < self.model.month
        self.declares = float(asked and self.model.chance["declare"][self.row] < self.chance_to_declare())

    def chance_to_declare(self) -> float:
        """Return the chance to declare the village as it stands."""
        p, village = self.model.parameters.declaration, self.village
        missing = 1.0 - village.quality()
        if missing <= p.done:
            return 1.0
        if missing > p.most or village.pressure <= p.least_pressure:
            return 0.0
        weight = village.pressure * self.concern - self.integrity * math.sqrt(missing)
        return p.early * logistic((weight - self.model.terms["detection"] * missing) / p.noise + p.reluctance)

    def stay(self) -> None:
        """Stay or leave; a newcomer takes the post, less skilled and less known."""
        p, begins, terms = self.model.parameters.staffing, self.model.parameters.handover, self.model.terms
        self.load = terms["duties"] * (1.0 + p.strain * self.village.pressure)
        if self.village.found and self.answers:
            self.concern *= self.model.parameters.declaration.blamed
            self.answers = 0.0
        elif self.declares and self.village.leader is self:
            self.answers = 1.0
        if not self.serving:
            self.answers = 0.0
            return
        worker = self.role == COMMUNITY_WORKER
        leaves = share(p.turnover * math.exp(self.load - 1.0) * (1.0 - terms["pay"]))
        if self.model.chance["leave"][self.row] < leaves:
            self.skill = begins.skill if worker else p.newcomer_skill
            self.knowledge = begins.knowledge if worker else p.newcomer_knowledge
            self.tenure, self.answers, self.concern = 0.0, 0.0, p.newcomer_concern
        else:
            self.skill = share(self.skill + terms["training"] / 12.0 * (1.0 - self.skill))
            learning = begins.learning * (1.0 + terms["mentoring"]) if worker else p.learning
            self.knowledge = min(self.knowledge + learning * (1.0 - self.knowledge), 1.0)
            self.tenure += 1.0


class Group(Place):
    """A social group."""

    def __init__(self, model: Any, row: int, village: Village, state: dict[str, Any]) -> None:
        super().__init__(model, row, state)
        self.village = village
        self.members: list[Household] = []

    def call(self) -> None:
        """Call the members as far as it is active."""
        self.calls = self.activity

    def take_cases(self) -> None:
        """Take members' cases as far as its activity goes."""
        p = self.model.parameters.cases
        visible = sum(one.weight * (1.0 - one.hidden) for one in self.members if one.case == OPEN)
        self.settling = share(min(ratio(p.group_cases * self.activity, visible, p.best), p.best) * self.skill)

    def live(self) -> None:
        """Gain or lose life by what the members did and what became of their cases."""
        p, terms, members = self.model.parameters.groups, self.model.terms, len(self.members)
        contested = sum(one.contested for one in self.members)
        solved = sum(one.case == SOLVED for one in self.members) / contested if contested else 0.5
        attendance = sum(one.attended for one in self.members) / members if members else 0.0
        change = p.meetings * (attendance - p.usual) + p.cases * (solved - 0.5) - p.fading * self.activity
        backing = share(terms["group_support"] + terms["purchased_services"] / p.full_purchase)
        self.activity = share(self.activity + change + p.backing * backing)


class Cooperative(Place):
    """A village's cooperative."""

    def __init__(self, model: Any, row: int, village: Village, state: dict[str, Any]) -> None:
        super().__init__(model, row, state)
        self.village = village
        village.cooperative = self

    def find_rate(self) -> None:
        """Find where share reform has got to and what assets return."""
        p, village = self.model.parameters.economy, self.village
        self.reform = village.done_handover / village.need_handover
        self.rate = p.base_return + p.premium * share(self.reform) * share(self.model.terms["market_access"])

    def account(self) -> None:
        """Write the month's payments into what it owns and owes."""
        paid = self.village.ledger
        self.assets += paid.investment / 100.0
        self.debt = max(self.debt + (paid.credit - paid.repayment - paid.subsidy) / 100.0, 0.0)
        self.dividend = 12.0 * paid.dividends / 100.0 / self.village.persons
        self.leaked += paid.leak / 100.0


class County(Place):
    """A county government."""

    def __init__(self, model: Any, row: int, state: dict[str, Any]) -> None:
        super().__init__(model, row, state)
        self.places: list[Village] = []
        self.communities: dict[float, list[Village]] = {}

    def allot(self) -> None:
        """Count the villages at work and the outside staff time left after coordination."""
        p = self.model.parameters.coordination
        self.active_share = sum(place.in_process() for place in self.places) / len(self.places)
        self.outside = self.model.terms["outside_staff"] * self.villages * (1.0 - p.loss * self.active_share)
        self.claims = sum(place.claim() for place in self.places)
        self.communities = {}
        for place in self.places:
            if place.stage >= CONVERTING:
                self.communities.setdefault(place.community, []).append(place)

    def gather_cases(self) -> None:
        """Count the cases that wait for a mediator."""
        self.cases = sum(place.waiting for place in self.places)

    def budget(self) -> None:
        """Know what share of missing posts and rooms can be provided this month."""
        terms, usual = self.model.terms, self.model.parameters.staffing.usual_infrastructure
        can_hire = (1.0 - terms["infrastructure_share"]) / (1.0 - usual) * terms["hire_pace"] * self.persons / 10000.0
        can_build = terms["infrastructure_share"] / usual * terms["build_pace"] * self.villages
        self.fill_posts = min(ratio(can_hire, sum(place.missing_posts() for place in self.places)), 1.0)
        self.fill_rooms = min(ratio(can_build, sum(place.missing_rooms() for place in self.places)), 1.0)

    def take_stock(self) -> None:
        """Add the reports up once a quarter."""
        if self.model.month % self.model.parameters.declaration.quarter != 0:
            return
        whole = sum(place.real for place in self.places)
        self.seen_coverage = sum(place.stage >= DECLARED for place in self.places) / len(self.places)
        self.seen_satisfaction = sum(place.reported_satisfaction * place.real for place in self.places) / whole
        self.seen_cases = 1000.0 * sum(place.reported_cases for place in self.places) / whole

"""A village: a place with a process, from its start to the community it becomes."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim.agents.place import Place
from sim.agents.row import NOTHING, Number, Writes, first, mean, number, total
from sim.arrays import ratio, share
from sim.columns.villages import CONSOLIDATED, CONVERTING, DECIDED, DECLARED, PREPARING, RURAL, Villages
from sim.rules.attendance import contact, reached
from sim.rules.cases import COLLECTIVE, OPEN, settles
from sim.rules.declaration import nameplate, relapsed
from sim.rules.handover import apart
from sim.rules.money import yuan
from sim.rules.pressure import pressure
from sim.rules.services import response, service_level
from sim.rules.staffing import added, worn
from sim.rules.vote import polled, vetoed
from sim.rules.work import reopened, rounds_held, spread_work, work_factor

REPORTED = ("reported_progress", "reported_satisfaction", "reported_support", "reported_cases")


class Village(Place):
    """A village or, once converted, a community."""

    kind_name = "villages"
    columns = Villages
    renamed: ClassVar = {"households": "real_households"}
    by_process: ClassVar = frozenset(("inspect",))

    @property
    def began(self) -> Number:
        """When it began to convert."""
        return self.started

    # ---- announce

    def register(self) -> Writes:
        """Take note of this month's orders, and start if told to."""
        starts = self.stage == RURAL and self.term("start") > 0.5
        return {
            "due": self.term("due"),
            "wave": self.term("wave"),
            "pilot": self.term("pilot"),
            "ready_months": self.term("ready_months"),
            "stage": float(PREPARING) if starts else self.stage,
            "since": float(self.month) if starts else self.since,
            "started": float(self.month) if starts else self.started,
        }

    def take_over(self) -> Writes:
        """Note the month of the hand-over; the first community worker is in charge from then on."""
        if not self.changes_hands:
            return {"handed": self.handed, "in_charge": self.in_charge.row}
        workers = [cadre for cadre in self.cadres if cadre.is_worker and cadre.serving > 0.5]
        return {
            "handed": float(self.month),
            "in_charge": first((worker.row for worker in workers), self.in_charge.row),
        }

    def receive(self) -> Writes:
        """Receive outside staff by the county's rule, and feel the pressure of the due date."""
        p, county = self.parameters, self.government
        part = ratio(self.claim, total(village.claim for village in county.villages))
        outside = np.minimum(county.outside * part, p.work.outside_cap)
        consult = self.need_consult - self.done_consult if self.stage == PREPARING else NOTHING
        return {
            "outside": outside,
            "pressure": pressure(
                p.pressure,
                self.pressure,
                month=float(self.month),
                due=self.due,
                work_left=self.counted_left + consult if self.is_in_process else NOTHING,
                pace=p.effort.free * p.effort.expected_posts + outside,
                sanction=county.term("sanction"),
            ),
        }

    # ---- work

    def learn(self) -> Writes:
        """Take over what others, finished long enough ago, have written up."""
        know_how = total(use * village.lesson_to_teach for village, use in self.teachers)
        return {"work_factor": work_factor(self.parameters.learning, know_how * self.government.term("exchange"))}

    def labour(self) -> Writes:
        """Turn time into work: consultation, and the counted tasks that the stage and open cases allow."""
        p, posts = self.parameters.work, total(cadre.serving for cadre in self.cadres)
        helped = 1.0 + ratio(self.term("volunteers"), posts)
        seconded = 1.0 + ratio(self.term("secondees"), posts)
        to_consult = self.outside * p.consultation if self.is_consulting else NOTHING
        consult = total(cadre.consult for cadre in self.cadres) * helped * seconded + to_consult
        visible = total(cadre.visible for cadre in self.cadres) * seconded
        if self.nameplate > 0.5:
            visible = visible * self.term("aftercare")
        else:
            visible = visible + self.outside - to_consult
        done = self.done_consult
        if self.stage == PREPARING:
            done = np.minimum(done + consult / self.work_factor, self.need_consult)
        rounds = rounds_held(p, done, self.need_consult)
        return {
            "done_consult": done,
            "rounds": rounds,
            "round_now": number(rounds > self.rounds),
            "mediation": total(cadre.mediate for cadre in self.cadres) * helped + self.term("mediators"),
            **self.counted_work(visible / self.work_factor),
        }

    def counted_work(self, time: Number) -> Writes:
        """Spend time on the counted tasks in proportion to what each still lacks; open cases stop them all."""
        nothing, later = NOTHING, self.stage >= DECIDED
        free = self.stalled < 0.5
        assets = self.need_assets - self.done_assets if free else nothing
        rights = self.need_rights - self.done_rights if free else nothing
        handover = self.need_handover - self.done_handover if free and later else nothing
        left = assets + rights + handover
        reform = self.term("reform_work") if later else nothing
        handed_over = self.done_handover + spread_work(time, handover, left) + reform
        return {
            "done_assets": self.done_assets + spread_work(time, assets, left),
            "done_rights": self.done_rights + spread_work(time, rights, left),
            "done_handover": np.minimum(handed_over, self.need_handover),
        }

    # ---- meet

    def convene(self) -> Writes:
        """Find how far the cadres reach, and hold a round or the ordinary meeting of the quarter."""
        p, cap = self.parameters, self.term("part_time_cap")
        contacts = mean(
            (contact(p.attendance, cadre.knowledge, np.minimum(cadre.part_time, cap)), cadre.serving)
            for cadre in self.cadres
        )
        elsewhere = mean((household.elsewhere, household.weight) for household in self.households)
        knowledge = contacts * self.address * apart(p.handover, elsewhere)
        ordinary = (self.month + self.row) % p.work.meeting_every == 0
        return {
            "knowledge": knowledge,
            "reach": reached(p.attendance, knowledge, self.term("publicity") + self.term("invite"), NOTHING),
            "meeting": np.maximum(number(ordinary), self.round_now),
            "separated": elsewhere,
        }

    def count_heads(self) -> Writes:
        """Count who came, who spoke, and who has been consulted at all."""
        return {
            "attendance": mean((household.attended, household.weight) for household in self.households),
            "active": mean((household.active, household.weight) for household in self.households),
            "consulted": mean((household.consulted, household.weight) for household in self.households),
        }

    # ---- rights

    def count_cases(self) -> Writes:
        """Count cases not ended: those shown, those of them a mediator can settle, all; aggrieved households."""
        unsettled = [household for household in self.households if household.is_unsettled]
        return {
            "open_visible": total(household.weight * (1.0 - household.hidden) for household in unsettled),
            "waiting": total(each.weight * (1.0 - each.hidden) * number(each.case == OPEN) for each in unsettled),
            "open_all": total(household.weight for household in unsettled),
            "aggrieved": mean((number(household.is_aggrieved), household.weight) for household in self.households),
        }

    def mediate(self) -> Writes:
        """Find how far the mediators' time and the townships' help go."""
        p, county = self.parameters.cases, self.government
        pool = county.term("township_pool") * county.village_count
        capacity = self.mediation / p.time_per_case + pool * ratio(self.waiting, county.cases)
        skill = mean((cadre.skill, cadre.serving) for cadre in self.cadres) / 0.6 * self.term("mediation_skill")
        return {"settling": settles(p, capacity, self.waiting, skill)}

    def stall(self) -> Writes:
        """Stop work on rights and assets while too many visible cases are unsettled, in court or out of it."""
        too_many = ratio(self.open_visible, self.real_households) > self.parameters.cases.tolerance
        return {"stalled": number(too_many and self.is_in_process)}

    # ---- serve

    def equip(self) -> Writes:
        """Take up posts and rooms: those of the county's programme, and rooms of the community's own means."""
        p, county = self.parameters.staffing, self.government
        hired = ratio(self.missing_posts * county.fill_posts * 10000.0, self.persons)
        rooms = worn(p, self.facilities, self.term("maintenance"))
        built = added(rooms, self.missing_rooms * county.fill_rooms + self.term("facility_money"))
        own = yuan(self.ledger.own_building) / p.room_cost
        return {"staff": self.staff + hired, "facilities": np.minimum(rooms + built + own, 1.0), "built": built}

    def serve(self) -> Writes:
        """Produce services with the posts and rooms of all villages of the community."""
        level = service_level(
            self.parameters.services,
            self.service,
            staff=self.shared_staff,
            money=self.money + self.term("running_money"),
            rooms=np.minimum(self.shared_rooms + self.parameters.services.centre * self.term("centre"), 1.0),
            reach=self.reach,
            response=response(self.parameters.services, self.term("platform"), self.term("opening")),
        )
        return {"service": level}

    # ---- decide

    def open_vote(self) -> Writes:
        """Hold the vote when preparation is done or it is called early, unless the council forbids it."""
        ready = self.may_vote and (self.is_prepared or bool(self.in_charge.calls_vote > 0.5))
        stopped = ready and bool(vetoed(self.parameters.vote, self.term("veto"), self.consulted, self.aggrieved))
        opens = ready and not stopped
        return {
            "vote_open": number(opens),
            "called_early": number(not self.is_prepared) if opens else self.called_early,
            **self.sent_back(stopped),
        }

    def sent_back(self, stopped: bool) -> Writes:
        """Return what a failed vote or a veto brings: a pause, another round, a better offer."""
        p, work, done, rounds = self.parameters.vote, self.parameters.work, self.done_consult, self.rounds
        if stopped:
            done = reopened(work, done, self.need_consult)
            rounds = rounds_held(work, done, self.need_consult)
        return {
            "pause_until": float(self.month + p.pause) if stopped else self.pause_until,
            "better_offer": share(self.better_offer + p.better_offer) if stopped else self.better_offer,
            "votes_failed": self.votes_failed + number(stopped),
            "done_consult": done,
            "rounds": rounds,
        }

    def decide(self) -> Writes:
        """Count the ballots; end the notice period of a plan that has passed."""
        p = self.parameters
        held = bool(self.vote_open > 0.5)
        passed = held and (self.agrees or p.vote.required < 0.5)
        converts = self.stage == DECIDED and self.month - self.since >= p.work.decided_months
        merges = converts and self.term("merge") >= 0.0
        return {
            "stage": float(DECIDED) if passed else float(CONVERTING) if converts else self.stage,
            "since": float(self.month) if passed or converts else self.since,
            "voted": 1.0 if passed else self.voted,
            "consulted_at_decision": self.consulted if passed else self.consulted_at_decision,
            "community": self.term("merge") if merges else self.community.row,
            **self.sent_back(held and not passed),
        }

    def declare(self) -> Writes:
        """Be declared, inspected, repaired, consolidated, or found to have fallen back."""
        p, done = self.parameters.declaration, self.quality
        plated = bool(self.stage == CONVERTING and self.in_charge.declares > 0.5)
        fell, found = self.has_fallen_back, self.is_found_out
        stage = self.stage_after(plated, found, fell)
        return {
            "stage": stage,
            "since": float(self.month) if stage != self.stage else self.since,
            "quality_now": done,
            "nameplate": number(stage >= DECLARED and nameplate(p, 1.0 - done)),
            "relapsed": number(fell),
            "found": number(found),
            **self.first_declared(plated and self.declared == 0.0),
        }

    def first_declared(self, now: bool) -> Writes:
        """Return what is remembered of the month of the first declaration, and written up for others."""
        done = self.quality
        return {
            "declared": float(self.month) if now else self.declared,
            "quality_at_declaration": done if now else self.quality_at_declaration,
            "service_at_declaration": self.service if now else self.service_at_declaration,
            "trust_at_declaration": self.mean_trust if now else self.trust_at_declaration,
            "lesson": done * self.term("evaluation") if now else self.lesson,
            "lesson_from": float(self.month + self.parameters.learning.lag) if now else self.lesson_from,
        }

    def stage_after(self, plated: bool, found: bool, fell: bool) -> Number | float:
        """Return the stage after a declaration, an inspection, or two sound years."""
        if found:
            return float(CONVERTING)
        if plated:
            return float(DECLARED)
        old = self.month - self.since >= self.parameters.declaration.consolidate
        sound = self.stage == DECLARED and self.nameplate < 0.5 and not fell and old
        return float(CONSOLIDATED) if sound else self.stage

    @property
    def has_fallen_back(self) -> bool:
        """Whether services or trust have fallen far below the declaration's, or many petition together."""
        together = mean((number(h.case == COLLECTIVE), h.weight) for h in self.households)
        fell = relapsed(
            self.parameters.declaration,
            service=self.service,
            service_then=self.service_at_declaration,
            trust=self.mean_trust,
            trust_then=self.trust_at_declaration,
            together=together,
        )
        return bool(self.declared > 0.0 and fell)

    @property
    def is_found_out(self) -> bool:
        """Whether the quarter's inspection finds a nameplate."""
        still = self.nameplate > 0.5 and nameplate(self.parameters.declaration, 1.0 - self.quality)
        return bool(still and self.is_quarter and self.luck("inspect") < self.government.term("detection"))

    # ---- assess

    def report(self) -> Writes:
        """Report once a quarter: a declared village reports everything done, hidden cases are not in the figures."""
        if not self.is_quarter:
            return {name: getattr(self, name) for name in REPORTED}
        content = mean((household.satisfaction, household.weight) for household in self.households)
        survey = self.government.term("survey")
        error, missed = self.survey_error("survey"), self.survey_error("poll")
        return {
            "reported_progress": 1.0 if self.is_declared else self.quality_now,
            "reported_satisfaction": np.minimum(np.maximum(content + 20.0 * survey * error, 0.0), 100.0),
            "reported_support": polled(self.parameters.vote, self.willing, survey * missed),
            "reported_cases": self.open_visible,
        }

    @property
    def willing(self) -> Number:
        """Share of its households that are present and for conversion."""
        return mean(((1.0 - home.away) * home.support, home.weight) for home in self.households)

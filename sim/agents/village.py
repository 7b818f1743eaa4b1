"""A village: a place with a process, from its start to the community it becomes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.agents.row import NOTHING, Number, RowAgent, Writes, mean, number, total
from sim.arrays import logit, ratio, share
from sim.columns.villages import (
    CONSOLIDATED,
    CONVERTING,
    DECIDED,
    DECLARED,
    PREPARING,
    RURAL,
    STAGES,
    Villages,
)
from sim.rules.attendance import contact, reached
from sim.rules.cases import settles
from sim.rules.declaration import nameplate
from sim.rules.pressure import pressure
from sim.rules.services import service_level
from sim.rules.staffing import worn
from sim.rules.vote import passes, vetoed
from sim.rules.work import allotted, spread_work, work_factor

if TYPE_CHECKING:
    from sim.agents.cadre import Cadre
    from sim.agents.cooperative import Cooperative
    from sim.agents.government import Government
    from sim.agents.household import Household
    from sim.agents.social_group import SocialGroup

LOGISTIC_SD = 1.8137993642342178
"""Standard deviation of the standard logistic distribution, by which survey errors are scaled to 1."""
REPORTED = ("reported_progress", "reported_satisfaction", "reported_cases")


class Village(RowAgent):
    """A village or, once converted, a community."""

    kind_name = "villages"
    columns = Villages
    renamed: ClassVar = {"households": "real_households"}

    @cached_property
    def government(self) -> Government:
        """The government of its county."""
        return self.named_by("county", self.everybody.governments)

    @cached_property
    def households(self) -> tuple[Household, ...]:
        """Its household rows; ``real_households`` is the number they stand for."""
        return self.inside(self.everybody.households, self.world.columns("households").village)

    @cached_property
    def cadres(self) -> tuple[Cadre, ...]:
        """Its cadres."""
        return self.inside(self.everybody.cadres, self.world.columns("cadres").village)

    @property
    def secretary(self) -> Cadre:
        """The cadre in charge."""
        return self.everybody.cadres[int(self.world.secretary[self.row])]

    @cached_property
    def groups(self) -> tuple[SocialGroup, ...]:
        """Its social groups."""
        return self.inside(self.everybody.groups, self.world.columns("groups").village)

    @cached_property
    def cooperative(self) -> Cooperative:
        """The cooperative that holds its assets."""
        return self.inside(self.everybody.cooperatives, self.world.columns("cooperatives").village)[0]

    @cached_property
    def teachers(self) -> tuple[tuple[Village, Number], ...]:
        """The other villages, and how much of each one's lesson it can use."""
        return self.tied(self.world.lessons, self.everybody.villages)

    # ---- its state in words

    @property
    def stage_name(self) -> str:
        """The stage in words."""
        return STAGES[int(self.stage)]

    @property
    def is_in_process(self) -> bool:
        """Whether it is between its start and its declaration."""
        return self.stage in (PREPARING, DECIDED, CONVERTING)

    @property
    def is_consulting(self) -> bool:
        """Whether there is consultation left to do."""
        return bool(self.stage == PREPARING and self.done_consult < self.need_consult)

    @property
    def is_declared(self) -> bool:
        """Whether the plate has been changed."""
        return self.stage in (DECLARED, CONSOLIDATED)

    @property
    def counted_left(self) -> Number:
        """Staff-months of counted work (assets, rights, hand-over) still to do."""
        rights, handover = self.need_rights - self.done_rights, self.need_handover - self.done_handover
        return self.need_assets - self.done_assets + rights + handover

    @property
    def quality(self) -> Number:
        """Share of the counted work that is done."""
        return 1.0 - ratio(self.counted_left, self.need_assets + self.need_rights + self.need_handover)

    @property
    def offer(self) -> Number:
        """What is offered for rights, as a share of their fair value."""
        return self.term("compensation") + self.better_offer

    @property
    def is_quarter(self) -> bool:
        """Whether the quarter ends this month."""
        return self.month % self.parameters.declaration.quarter == 0

    # ---- announce

    def register(self) -> Writes:
        """Take note of this month's orders, and start if told to."""
        starts = self.stage == RURAL and self.term("start") > 0.5
        return {
            "due": self.term("due"),
            "wave": self.term("wave"),
            "pilot": self.term("pilot"),
            "stage": float(PREPARING) if starts else self.stage,
            "since": float(self.month) if starts else self.since,
            "started": float(self.month) if starts else self.started,
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

    @property
    def claim(self) -> Number:
        """Its claim on the county's outside staff."""
        return number(self.is_in_process) * allotted(self.government.term("allocation"), self.quality)

    # ---- work

    def learn(self) -> Writes:
        """Take over what others, finished long enough ago, have written up."""
        know_how = total(use * village.lesson_to_teach for village, use in self.teachers)
        return {"work_factor": work_factor(self.parameters.learning, know_how * self.government.term("exchange"))}

    @property
    def lesson_to_teach(self) -> Number:
        """What others can learn from it by now."""
        return self.lesson if self.lesson_from <= self.month else NOTHING

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
        rounds = np.floor(ratio(done, self.need_consult) * p.rounds + 1e-9)
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
        p, cap = self.parameters.attendance, self.term("part_time_cap")
        knowledge = mean(
            (contact(p, cadre.knowledge, np.minimum(cadre.part_time, cap)), cadre.serving) for cadre in self.cadres
        )
        ordinary = (self.month + self.row) % self.parameters.work.meeting_every == 0
        return {
            "knowledge": knowledge,
            "reach": reached(p, knowledge, self.term("publicity") + self.term("invite"), NOTHING),
            "meeting": np.maximum(number(ordinary), self.round_now),
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
        """Count unsettled cases, those it shows and all of them, and aggrieved households."""
        unsettled = [household for household in self.households if household.is_unsettled]
        return {
            "open_visible": total(household.weight * (1.0 - household.hidden) for household in unsettled),
            "open_all": total(household.weight for household in unsettled),
            "aggrieved": mean((number(household.is_aggrieved), household.weight) for household in self.households),
        }

    def mediate(self) -> Writes:
        """Find how far the mediators' time and the townships' help go."""
        p, county = self.parameters.cases, self.government
        pool = county.term("township_pool") * county.village_count
        capacity = self.mediation / p.time_per_case + pool * ratio(self.open_visible, county.cases)
        skill = mean((cadre.skill, cadre.serving) for cadre in self.cadres) / 0.6 * self.term("mediation_skill")
        return {"settling": settles(p, capacity, self.open_visible, skill)}

    def stall(self) -> Writes:
        """Stop work on rights and assets while too many visible cases are open."""
        too_many = ratio(self.open_visible, self.real_households) > self.parameters.cases.tolerance
        return {"stalled": number(too_many and self.is_in_process)}

    # ---- serve

    def serve(self) -> Writes:
        """Take up posts and rooms, and produce services."""
        p, county = self.parameters, self.government
        hired = ratio(self.missing_posts * county.fill_posts * 10000.0, self.persons)
        bought = self.cooperative.to_community / p.staffing.room_cost + self.term("facility_money")
        built = self.missing_rooms * county.fill_rooms + bought
        staff = self.staff + hired
        rooms = np.minimum(worn(p.staffing, self.facilities, self.term("maintenance")) + built, 1.0)
        level = service_level(
            p.services,
            self.service,
            staff=staff,
            money=self.money + self.term("running_money"),
            rooms=rooms,
            reach=self.reach,
            platform=self.term("platform"),
        )
        return {"staff": staff, "facilities": rooms, "service": level}

    @property
    def missing_posts(self) -> Number:
        """Posts that it lacks against its standard once declared."""
        gap = np.maximum(self.term("staff_standard") - self.staff, 0.0) * self.persons / 10000.0
        return gap if self.is_declared else NOTHING

    @property
    def missing_rooms(self) -> Number:
        """Facilities, in village-units, that it lacks from conversion on."""
        gap = np.maximum(self.parameters.services.full_rooms - self.facilities, 0.0)
        return gap if self.stage >= CONVERTING else NOTHING

    # ---- decide

    @property
    def may_vote(self) -> bool:
        """Whether it is in preparation and has waited long enough to vote."""
        prepared = self.month - self.since >= self.parameters.work.preparing_months
        return bool(self.stage == PREPARING and self.month >= self.pause_until and prepared)

    @property
    def is_prepared(self) -> bool:
        """Whether everything that precedes the vote is done."""
        consulted, cleared = self.done_consult >= self.need_consult, self.done_assets >= self.need_assets
        return bool(consulted and cleared and self.done_rights >= self.need_rights)

    def open_vote(self) -> Writes:
        """Hold the vote when preparation is done or it is called early, unless the council forbids it."""
        ready = self.may_vote and (self.is_prepared or bool(self.secretary.calls_vote > 0.5))
        stopped = ready and bool(vetoed(self.parameters.vote, self.term("veto"), self.consulted, self.aggrieved))
        opens = ready and not stopped
        return {
            "vote_open": number(opens),
            "called_early": number(not self.is_prepared) if opens else self.called_early,
            **self.sent_back(stopped),
        }

    def sent_back(self, stopped: bool) -> Writes:
        """Return what a failed vote or a veto brings: a pause and a better offer."""
        p = self.parameters.vote
        return {
            "pause_until": float(self.month + p.pause) if stopped else self.pause_until,
            "better_offer": share(self.better_offer + p.better_offer) if stopped else self.better_offer,
            "votes_failed": self.votes_failed + number(stopped),
        }

    def decide(self) -> Writes:
        """Count the ballots; end the notice period of a plan that has passed."""
        p = self.parameters
        held = bool(self.vote_open > 0.5)
        passed = held and (self.agrees or p.vote.required < 0.5)
        converts = self.stage == DECIDED and self.month - self.since >= p.work.decided_months
        return {
            "stage": float(DECIDED) if passed else float(CONVERTING) if converts else self.stage,
            "since": float(self.month) if passed or converts else self.since,
            "voted": 1.0 if passed else self.voted,
            "consulted_at_decision": self.consulted if passed else self.consulted_at_decision,
            **self.sent_back(held and not passed),
        }

    @property
    def agrees(self) -> bool:
        """Whether enough turned out and enough of them said yes."""
        voters = total(household.weight for household in self.households if household.ballot > 0.0)
        in_favour = total(household.weight for household in self.households if household.ballot == 2.0)
        electorate = total(household.weight * household.vote_weight for household in self.households)
        turnout, yes = ratio(voters, electorate), ratio(in_favour, voters)
        return bool(passes(turnout, yes, self.term("quorum"), self.term("approval")))

    def declare(self) -> Writes:
        """Be declared, inspected, repaired, consolidated, or found to have fallen back."""
        p, done = self.parameters.declaration, self.quality
        plated = self.stage == CONVERTING and self.secretary.declares > 0.5
        first = plated and self.declared == 0.0
        found = self.is_found_out
        fell = self.declared > 0.0 and self.service < p.relapse * self.service_at_declaration
        sound = self.nameplate < 0.5 and not fell and self.month - self.since >= p.consolidate
        stage: Number | float = self.stage
        if found:
            stage = float(CONVERTING)
        elif plated:
            stage = float(DECLARED)
        elif self.stage == DECLARED and sound:
            stage = float(CONSOLIDATED)
        return {
            "stage": stage,
            "since": float(self.month) if stage != self.stage else self.since,
            "declared": float(self.month) if first else self.declared,
            "quality_at_declaration": done if first else self.quality_at_declaration,
            "quality_now": done,
            "service_at_declaration": self.service if first else self.service_at_declaration,
            "nameplate": number(stage >= DECLARED and nameplate(p, 1.0 - done)),
            "relapsed": number(fell),
            "found": number(found),
            "lesson": done * self.term("evaluation") if first else self.lesson,
            "lesson_from": float(self.month + self.parameters.learning.lag) if first else self.lesson_from,
        }

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
        answers = content + 20.0 * self.government.term("survey") * self.survey_error
        return {
            "reported_progress": 1.0 if self.is_declared else self.quality_now,
            "reported_satisfaction": np.minimum(np.maximum(answers, 0.0), 100.0),
            "reported_cases": self.open_visible,
        }

    @property
    def survey_error(self) -> Number:
        """Sampling error of the quarter's survey, in standard errors."""
        luck = np.minimum(np.maximum(self.luck("survey"), 1e-9), 1.0 - 1e-9)
        return logit(luck) / LOGISTIC_SD

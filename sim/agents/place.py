"""A place: the people and things a village is tied to, and the questions they ask about where it stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.row import NOTHING, ONE, Number, RowAgent, mean, number, total
from sim.arrays import logit, ratio
from sim.columns.villages import CONSOLIDATED, CONVERTING, DECIDED, DECLARED, PREPARING, STAGES
from sim.rules.handover import habit
from sim.rules.vote import passes
from sim.rules.work import allotted

if TYPE_CHECKING:
    from sim.agents.cadre import Cadre
    from sim.agents.cooperative import Cooperative
    from sim.agents.government import Government
    from sim.agents.household import Household
    from sim.agents.ledger import Ledger
    from sim.agents.social_group import SocialGroup
    from sim.agents.village import Village

LOGISTIC_SD = 1.8137993642342178
"""Standard deviation of the standard logistic distribution, by which survey errors are scaled to 1."""


class Place(RowAgent):
    """What a village is and knows; what it decides month by month stands in :class:`sim.agents.village.Village`."""

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
    def in_charge(self) -> Cadre:
        """The cadre in charge."""
        return self.named_by("in_charge", self.everybody.cadres)

    @cached_property
    def groups(self) -> tuple[SocialGroup, ...]:
        """Its social groups."""
        return self.inside(self.everybody.groups, self.world.columns("groups").village)

    @cached_property
    def cooperative(self) -> Cooperative:
        """The cooperative that holds its assets."""
        return self.inside(self.everybody.cooperatives, self.world.columns("cooperatives").village)[0]

    @cached_property
    def ledger(self) -> Ledger:
        """Its books."""
        return self.inside(self.everybody.ledgers, self.world.columns("ledgers").village)[0]

    @property
    def community(self) -> Village:
        """The village whose community it belongs to: itself when it is not merged."""
        return self.named_by("community", self.everybody.villages)

    @property
    def partners(self) -> list[Village]:
        """The villages of its community, itself among them; alone before conversion, and never across counties."""
        joined, mine = self.has_joined, self.community
        return [
            each
            for each in self.government.villages
            if each is self or (joined and each.has_joined and each.community is mine)
        ]

    @property
    def has_joined(self) -> bool:
        """Whether its conversion has gone far enough to share a community."""
        return bool(self.stage >= CONVERTING)

    @cached_property
    def teachers(self) -> tuple[tuple[Village, Number], ...]:
        """The other villages, and how much of each one's lesson it can use."""
        return self.tied(self.world.lessons, self.everybody.villages)

    # ---- where it stands

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
    def is_merged(self) -> bool:
        """Whether it shares its community with another village."""
        return len(self.partners) > 1

    @property
    def changes_hands(self) -> bool:
        """Whether it has been declared and not handed over yet."""
        return bool(self.declared > 0.0 and self.handed == 0.0 and self.parameters.handover.happens > 0.5)

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
    def mean_trust(self) -> Number:
        """Mean trust of its households."""
        return mean((household.trust, household.weight) for household in self.households)

    @property
    def is_quarter(self) -> bool:
        """Whether the quarter ends this month."""
        return self.month % self.parameters.declaration.quarter == 0

    # ---- what it has and lacks

    @property
    def claim(self) -> Number:
        """Its claim on the county's outside staff."""
        return number(self.is_in_process) * allotted(
            self.parameters.work, self.government.term("allocation"), self.quality
        )

    @property
    def lesson_to_teach(self) -> Number:
        """What others can learn from it by now."""
        return self.lesson if self.lesson_from <= self.month else NOTHING

    @property
    def address(self) -> Number:
        """Share of contact left by people's habit of going to the former secretary, and by merging."""
        p = self.parameters.handover
        retained = mean((cadre.serving, ONE) for cadre in self.cadres if not cadre.is_worker)
        since = self.month - self.handed if self.handed > 0.0 else -ONE
        return habit(p, since, retained) * (p.merged_knowledge if self.is_merged else 1.0)

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

    @property
    def shared_staff(self) -> Number:
        """Posts per 10,000 persons of its whole community."""
        return mean((village.staff, village.persons) for village in self.partners)

    @property
    def shared_rooms(self) -> Number:
        """Facilities of its whole community."""
        return mean((village.facilities, village.persons) for village in self.partners)

    # ---- its vote and its survey

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

    @property
    def agrees(self) -> bool:
        """Whether enough turned out and enough of them said yes."""
        voters = total(household.weight for household in self.households if household.ballot > 0.0)
        in_favour = total(household.weight for household in self.households if household.ballot == 2.0)
        electorate = total(household.weight for household in self.households if household.has_ballot)
        turnout, yes = ratio(voters, electorate), ratio(in_favour, voters)
        return bool(passes(turnout, yes, self.term("quorum"), self.term("approval")))

    def survey_error(self, question: str) -> Number:
        """Return the sampling error of the quarter's survey of satisfaction or of the poll, in standard errors."""
        luck = np.minimum(np.maximum(self.luck(question), 1e-9), 1.0 - 1e-9)
        return logit(luck) / LOGISTIC_SD

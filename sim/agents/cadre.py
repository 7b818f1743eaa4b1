"""A cadre: splits the month, may hide cases, call a vote early, declare, hand over, and stays or leaves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from sim.agents.row import ONE, Number, RowAgent, Writes, number, total
from sim.arrays import ratio, share
from sim.columns.cadres import COMMUNITY_WORKER, ROLES, Cadres
from sim.columns.villages import CONVERTING
from sim.rules.cases import hides
from sim.rules.declaration import declares
from sim.rules.effort import level, split
from sim.rules.handover import learned
from sim.rules.staffing import experience, leaves, left_by_levers, load
from sim.rules.vote import calls_early

if TYPE_CHECKING:
    from sim.agents.village import Village


class Cadre(RowAgent):
    """One who serves a village."""

    kind_name = "cadres"
    columns = Cadres
    by_process: ClassVar = frozenset(("declare",))

    @cached_property
    def village(self) -> Village:
        """The village served."""
        return self.named_by("village", self.everybody.villages)

    @property
    def began(self) -> Number:
        """When its village began to convert."""
        return self.village.started

    @property
    def role_name(self) -> str:
        """The role in words."""
        return ROLES[int(self.role)]

    @property
    def is_worker(self) -> bool:
        """Whether it is a community worker, who begins when village cadres hand over."""
        return bool(self.role == COMMUNITY_WORKER)

    @property
    def is_in_charge(self) -> bool:
        """Whether it decides for the village."""
        return self.village.in_charge is self

    # ---- announce

    def hand_over(self) -> Writes:
        """Begin as a community worker when the village changes hands; as a former cadre be kept on or go."""
        if not self.village.changes_hands:
            return {"serving": self.serving}
        if self.is_worker:
            return {"serving": 1.0}
        kept = self.luck("retain") < self.village.term("retained")
        return {"serving": self.serving if kept else 0.0}

    # ---- work

    def spend(self) -> Writes:
        """Split the free time: pressure moves it to what is counted, integrity keeps it with people."""
        village, p = self.village, self.parameters.effort
        consult, visible, mediate, serve = split(
            p,
            pressure=village.pressure,
            concern=self.concern,
            integrity=self.integrity,
            open_share=ratio(village.waiting, village.real_households),
            consulting=number(village.is_consulting),
            working=number(village.is_in_process or village.nameplate > 0.5),
        )
        usual = level(p, village.pressure, village.term("duties"), ONE - p.unskilled)
        free = total(cadre.serving * usual for cadre in village.cadres)
        left = left_by_levers(free, village.term("lever_staff"))
        time = self.serving * level(p, village.pressure, village.term("duties"), self.skill) * left
        return {"consult": time * consult, "visible": time * visible, "mediate": time * mediate, "serve": time * serve}

    # ---- rights

    def conceal(self) -> Writes:
        """Settle how readily a case would be hidden from the statistics."""
        return {"hides": hides(self.parameters.hiding, **self.reasons_to_hide())}

    def reasons_to_hide(self) -> Mapping[str, Number]:
        """Return what makes it hide a case: the inputs of the rule :func:`hides`."""
        appraisal = self.village.government.term("appraisal")
        return {"appraisal": appraisal, "concern": self.concern, "integrity": self.integrity}

    # ---- decide

    def press(self) -> Writes:
        """Call the vote early if pressure and career outweigh the rest of the consultation."""
        village = self.village
        assets = ratio(village.done_assets, village.need_assets)
        early = calls_early(self.parameters.vote, village.pressure, self.concern, assets)
        return {"calls_vote": number(early and village.may_vote and village.done_consult < village.need_consult)}

    def weigh(self) -> Writes:
        """Weigh each quarter, in a village under conversion for a month, whether to declare it as it is."""
        village, p = self.village, self.parameters.declaration
        if self.month % p.quarter != 0 or village.stage != CONVERTING or village.since >= self.month:
            return {"declares": 0.0}
        chance = declares(
            p,
            missing=1.0 - village.quality,
            pressure=village.pressure,
            concern=self.concern,
            integrity=self.integrity,
            detection=village.government.term("detection"),
        )
        return {"declares": number(self.luck("declare") < chance)}

    def stay(self) -> Writes:
        """Stay, learn and bear the blame for a nameplate of one's own that was found; or leave the post."""
        village, p = self.village, self.parameters.staffing
        burden, serves = load(p, village.term("duties"), village.pressure), self.serving > 0.5
        if serves and self.luck("leave") < leaves(p, burden, village.term("pay")):
            return {"load": burden, **self.newcomer}
        blamed = village.found > 0.5 and self.answers > 0.5
        declared = self.declares > 0.5 and self.is_in_charge
        return {
            "load": burden,
            "skill": self.trained if serves else self.skill,
            "knowledge": self.better_known if serves else self.knowledge,
            "tenure": self.tenure + self.serving,
            "answers": 0.0 if blamed else 1.0 if declared else self.answers * number(serves),
            "concern": self.concern * self.parameters.declaration.blamed if blamed else self.concern,
        }

    @property
    def newcomer(self) -> Writes:
        """What the one who follows brings to the post: less skill, fewer acquaintances, no blame."""
        p = self.parameters
        return {
            "skill": p.handover.skill if self.is_worker else p.staffing.newcomer_skill,
            "knowledge": p.handover.knowledge if self.is_worker else p.staffing.newcomer_knowledge,
            "tenure": 0.0,
            "answers": 0.0,
            "concern": p.staffing.newcomer_concern,
        }

    @property
    def trained(self) -> Number:
        """Skill after a month of the year's training."""
        return share(self.skill + (self.village.term("training") / 12.0) * (1.0 - self.skill))

    @property
    def better_known(self) -> Number:
        """Local knowledge after another month in office; a community worker learns faster with a mentor."""
        if self.is_worker:
            return learned(self.parameters.handover, self.knowledge, self.village.term("mentoring"))
        return experience(self.parameters.staffing, self.knowledge)

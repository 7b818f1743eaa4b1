"""A cadre: splits the month, may hide cases, call a vote early, declare, and stays or leaves."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sim.agents.row import RowAgent, Writes, number
from sim.arrays import ratio, share
from sim.columns.cadres import ROLES, SECRETARY, Cadres
from sim.columns.villages import CONVERTING
from sim.rules.cases import hides
from sim.rules.declaration import declares
from sim.rules.effort import level, split
from sim.rules.staffing import experience, leaves, load
from sim.rules.vote import calls_early

if TYPE_CHECKING:
    from sim.agents.village import Village


class Cadre(RowAgent):
    """One who serves a village."""

    kind_name = "cadres"
    columns = Cadres

    @cached_property
    def village(self) -> Village:
        """The village served."""
        return self.named_by("village", self.everybody.villages)

    @property
    def role_name(self) -> str:
        """The role in words."""
        return ROLES[int(self.role)]

    # ---- work

    def spend(self) -> Writes:
        """Split the free time: pressure moves it to what is counted, integrity keeps it with people."""
        village, p = self.village, self.parameters.effort
        consult, visible, mediate, serve = split(
            p,
            pressure=village.pressure,
            concern=self.concern,
            integrity=self.integrity,
            open_share=ratio(village.open_visible, village.real_households),
            consulting=number(village.is_consulting),
            working=number(village.is_in_process or village.nameplate > 0.5),
        )
        time = self.serving * level(p, village.pressure, village.term("duties"), self.skill)
        return {"consult": time * consult, "visible": time * visible, "mediate": time * mediate, "serve": time * serve}

    # ---- rights

    def conceal(self) -> Writes:
        """Settle how readily a case would be hidden from the statistics."""
        appraisal = self.village.government.term("appraisal")
        return {"hides": hides(self.parameters.hiding, appraisal, self.concern, self.integrity)}

    # ---- decide

    def press(self) -> Writes:
        """Call the vote early if pressure and career outweigh the rest of the consultation."""
        village = self.village
        assets = ratio(village.done_assets, village.need_assets)
        early = calls_early(self.parameters.vote, village.pressure, self.concern, assets)
        return {"calls_vote": number(early and village.may_vote and village.done_consult < village.need_consult)}

    def weigh(self) -> Writes:
        """Weigh each quarter, in a village under conversion, whether to declare it as it is."""
        village, p = self.village, self.parameters.declaration
        if self.month % p.quarter != 0 or village.stage != CONVERTING:
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
        """Stay, learn and bear the blame for a nameplate that was found; or leave the post to a newcomer."""
        village, p = self.village, self.parameters.staffing
        burden = load(village.term("duties"), village.pressure)
        goes = self.luck("leave") < leaves(p, burden, village.term("pay"))
        trained = share(self.skill + (village.term("training") / 12.0) * (1.0 - self.skill))
        blamed = village.found > 0.5 and self.role == SECRETARY
        return {
            "load": burden,
            "skill": p.newcomer_skill if goes else trained,
            "knowledge": p.newcomer_knowledge if goes else experience(p, self.knowledge),
            "tenure": 0.0 if goes else self.tenure + 1.0,
            "concern": self.concern * self.parameters.declaration.blamed if blamed else self.concern,
        }

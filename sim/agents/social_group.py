"""A social group: calls its members, takes their cases, and lives on being used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sim.agents.row import ONE, Number, RowAgent, Writes, mean, number, total
from sim.columns.groups import GROUP_KINDS, SocialGroups
from sim.rules.cases import OPEN, SOLVED, settles
from sim.rules.groups import activity, backing

if TYPE_CHECKING:
    from sim.agents.household import Household
    from sim.agents.village import Village


class SocialGroup(RowAgent):
    """A lineage or notables' council, party volunteers, an agency, an owners' committee, elders, returned youth."""

    kind_name = "groups"
    columns = SocialGroups

    @cached_property
    def village(self) -> Village:
        """The village it belongs to."""
        return self.named_by("village", self.everybody.villages)

    @cached_property
    def members(self) -> tuple[Household, ...]:
        """Its members."""
        return tuple(member for member, _ in self.tied(self.world.members, self.everybody.households))

    @property
    def group_name(self) -> str:
        """The kind of group in words."""
        return GROUP_KINDS[int(self.kind)]

    # ---- meet

    def call(self) -> Writes:
        """Call the members as far as the group is active."""
        return {"calls": self.activity}

    # ---- rights

    def take_cases(self) -> Writes:
        """Take members' open cases as far as the group's activity goes."""
        p = self.parameters.cases
        visible = total(m.weight * number(m.case == OPEN) * (1.0 - m.hidden) for m in self.members)
        return {"settling": settles(p, p.group_cases * self.activity, visible, self.skill)}

    # ---- decide

    def live(self) -> Writes:
        """Gain or lose life by what members did, what became of their cases, and who backs the group."""
        p, village = self.parameters.groups, self.village
        return {
            "activity": activity(
                p,
                self.activity,
                attendance=mean((m.attended, ONE) for m in self.members),
                solved=self.solved,
                backing=backing(p, village.term("group_support"), village.term("purchased_services")),
            )
        }

    @property
    def solved(self) -> Number:
        """Share of members' cases that were settled, one half if there were none."""
        contested = total(m.contested for m in self.members)
        solved = total(number(m.case == SOLVED) for m in self.members)
        return solved / contested if contested > 0.0 else 0.5 * ONE

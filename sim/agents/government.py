"""A county government: shares out staff, posts and rooms, and adds up what villages report."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.agents.row import ONE, Number, RowAgent, Writes, mean, number, total
from sim.arrays import ratio
from sim.columns.counties import Counties
from sim.rules.work import crowding

if TYPE_CHECKING:
    from sim.agents.village import Village


class Government(RowAgent):
    """The government of a county; it knows its villages by their reports."""

    kind_name = "counties"
    columns = Counties
    renamed: ClassVar = {"villages": "village_count"}

    @cached_property
    def villages(self) -> tuple[Village, ...]:
        """The villages of the county."""
        return self.inside(self.everybody.villages, self.world.columns("villages").county)

    # ---- announce

    def allot(self) -> Writes:
        """Count the villages at work, and what outside staff time is left after coordination."""
        active = mean((number(village.is_in_process), ONE) for village in self.villages)
        pool = self.term("outside_staff") * self.village_count
        return {"active_share": active, "outside": pool * crowding(self.parameters.coordination, active)}

    # ---- rights

    def gather_cases(self) -> Writes:
        """Count the cases that wait for a mediator."""
        return {"cases": total(village.waiting for village in self.villages)}

    # ---- serve

    def budget(self) -> Writes:
        """Find what share of missing posts and rooms can be provided; money for buildings is missing for people."""
        usual, rooms_share = self.parameters.staffing.usual_infrastructure, self.term("infrastructure_share")
        people = (1.0 - rooms_share) / (1.0 - usual)
        can_hire = people * self.term("hire_pace") * self.persons / 10000.0
        can_build = rooms_share / usual * self.term("build_pace") * self.village_count
        posts = ratio(can_hire, total(village.missing_posts for village in self.villages))
        rooms = ratio(can_build, total(village.missing_rooms for village in self.villages))
        return {"fill_posts": np.minimum(posts, 1.0), "fill_rooms": np.minimum(rooms, 1.0)}

    # ---- assess

    def take_stock(self) -> Writes:
        """Add the reports up once a quarter."""
        if self.month % self.parameters.declaration.quarter != 0:
            return {name: getattr(self, name) for name in ("seen_coverage", "seen_satisfaction", "seen_cases")}
        return {
            "seen_coverage": mean((number(village.is_declared), ONE) for village in self.villages),
            "seen_satisfaction": mean((v.reported_satisfaction, v.real_households) for v in self.villages),
            "seen_cases": 1000.0 * self.cases_per_household,
        }

    @property
    def cases_per_household(self) -> Number:
        """Unsettled cases per household as reported."""
        cases = total(village.reported_cases for village in self.villages)
        return ratio(cases, total(village.real_households for village in self.villages))

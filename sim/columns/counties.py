"""The state of all county governments."""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Codes, Rows
from sim.columns.column import Columns, column, fixed
from sim.columns.households import FOREVER


@dataclass(frozen=True, slots=True)
class Counties(Columns):
    """County governments, one a county."""

    region: Codes = fixed("region", 0, FOREVER, "Row of the region")
    villages: Rows = fixed("villages", 0, FOREVER, "Villages of the county")
    persons: Rows = fixed("persons", 0, FOREVER, "Persons of the county")
    active_share: Rows = column("share", 0, 1, "Villages being worked on")
    outside: Rows = column("staff-months", 0, FOREVER, "Outside staff time left after coordination this month")
    cases: Rows = column("cases", 0, FOREVER, "Visible cases of the county open to mediation")
    fill_posts: Rows = column("share", 0, 1, "Missing posts that can be filled this month")
    fill_rooms: Rows = column("share", 0, 1, "Missing facilities that can be built this month")
    seen_coverage: Rows = column("share", 0, 1, "Declared villages as reported at the last assessment")
    seen_satisfaction: Rows = column("points", 0, 100, "Satisfaction as surveyed at the last assessment")
    seen_cases: Rows = column("cases/1,000", 0, 1000, "Unsettled cases per 1,000 households as reported")

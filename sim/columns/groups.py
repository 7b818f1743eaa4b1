"""The state of all social groups."""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Codes, Rows
from sim.columns.column import Columns, column, fixed
from sim.columns.households import FOREVER

NOTABLES, VOLUNTEERS, AGENCY, OWNERS, ELDERS, YOUTH = 0, 1, 2, 3, 4, 5
GROUP_KINDS = (
    "notables' council",
    "party volunteers",
    "social-work agency",
    "owners' committee",
    "elders",
    "returned youth",
)


@dataclass(frozen=True, slots=True)
class SocialGroups(Columns):
    """Social groups, sorted by village."""

    village: Codes = fixed("village", 0, FOREVER, "Row of the village")
    kind: Codes = fixed("code", 0, 5, "Kind of group")
    skill: Rows = fixed("share", 0, 1, "Skill in mediation")
    activity: Rows = column("share", 0, 1, "Activity")
    calls: Rows = column("share", 0, 1, "Reach it adds for its members this month")
    settling: Rows = column("chance", 0, 1, "Chance that it settles an open case of a member this month")

"""The state of all cadres."""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Codes, Rows
from sim.columns.column import Columns, column, fixed
from sim.columns.households import FOREVER

SECRETARY, VILLAGE_CADRE, COMMUNITY_WORKER, FIRST_SECRETARY, GRID_WORKER = 0, 1, 2, 3, 4
ROLES = ("secretary", "village cadre", "community worker", "first secretary", "grid worker")


@dataclass(frozen=True, slots=True)
class Cadres(Columns):
    """Cadres, sorted by village; the first of each village is its secretary."""

    village: Codes = fixed("village", 0, FOREVER, "Row of the village")
    role: Codes = fixed("code", 0, 4, "Secretary, village cadre, community worker, first secretary, grid worker")
    integrity: Rows = fixed("share", 0, 1, "Integrity")
    serving: Rows = column("flag", 0, 1, "In office")
    concern: Rows = column("share", 0, 1, "Career concern")
    skill: Rows = column("share", 0, 1, "Skill")
    knowledge: Rows = column("share", 0, 1, "Local knowledge")
    part_time: Rows = column("share", 0, 1, "Share of the job done beside another one")
    load: Rows = column("ratio", 0, FOREVER, "Load: duties against capacity")
    tenure: Rows = column("months", 0, FOREVER, "Months in office")
    consult: Rows = column("staff-months", 0, 2, "Time this month for consultation")
    visible: Rows = column("staff-months", 0, 2, "Time this month for counted tasks")
    mediate: Rows = column("staff-months", 0, 2, "Time this month for mediation")
    serve: Rows = column("staff-months", 0, 2, "Time this month for services")
    hides: Rows = column("chance", 0, 1, "Chance to hide a new case")
    calls_vote: Rows = column("flag", 0, 1, "Calls the vote early")
    declares: Rows = column("flag", 0, 1, "Wants to declare the village this month")
    answers: Rows = column("flag", 0, 1, "Declared the village as it stands, and holds the post since")

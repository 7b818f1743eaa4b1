"""The state of all households."""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Codes, Rows
from sim.columns.column import Columns, column, fixed

FOREVER = 1e9


@dataclass(frozen=True, slots=True)
class Households(Columns):
    """Households, sorted by village; one row stands for ``weight`` real households."""

    village: Codes = fixed("village", 0, FOREVER, "Row of the village")
    lineage: Codes = fixed("lineage", 0, FOREVER, "Lineage, numbered over the whole world")
    weight: Rows = fixed("households", 0, FOREVER, "Real households this row stands for")
    size: Rows = fixed("persons", 1, 12, "Persons")
    elderly: Rows = fixed("share", 0, 1, "Share of members aged 60 or more")
    digital: Rows = fixed("share", 0, 1, "Ability to take part online")
    income: Rows = fixed("yuan/person/year", 0, FOREVER, "Income per head")
    stake: Rows = fixed("share", 0, 1, "What it has at stake in its homestead and collective shares")
    unclear: Rows = fixed("flag", 0, 1, "Homestead title unclear at founding")
    migrant: Rows = fixed("flag", 0, 1, "Working members lived elsewhere at founding")
    special: Rows = fixed("flag", 0, 1, "Special member: married out, returned, or moved in")
    taste: Rows = fixed("logit", -20, 20, "Lasting taste for meetings, standard logistic")
    threshold: Rows = fixed("share", 0, 1, "Aggrieved neighbours needed to join a collective petition")
    place: Rows = fixed("share", 0, 1, "Place in the list when offers are made one by one, and in title work")
    trust_start: Rows = fixed("share", 0, 1, "Trust at founding, the anchor")
    away: Rows = column("flag", 0, 1, "Working members live elsewhere")
    elsewhere: Rows = column("flag", 0, 1, "Registered in another place than it lives in")
    title_clear: Rows = column("flag", 0, 1, "Homestead title clear now")
    peers_attended: Rows = column("share", 0, 1, "Neighbours who attended their last meeting")
    peers_active: Rows = column("share", 0, 1, "Neighbours who took an active part there")
    peers_trust: Rows = column("share", 0, 1, "Mean trust of neighbours")
    peers_support: Rows = column("share", 0, 1, "Mean support of neighbours")
    peers_open: Rows = column("share", 0, 1, "Neighbours with an unsettled case")
    peers_aggrieved: Rows = column("share", 0, 1, "Neighbours with a grievance above their patience")
    attended: Rows = column("flag", 0, 1, "Attended the last meeting")
    active: Rows = column("flag", 0, 1, "Took an active part in the last meeting")
    last_attended: Rows = column("month", -FOREVER, FOREVER, "Month of the last attendance")
    consulted: Rows = column("flag", 0, 1, "Attended at least one round of the consultation")
    ballot: Rows = column("code", 0, 2, "Vote this month: 0 none, 1 no, 2 yes")
    offered: Rows = column("month", 0, FOREVER, "Month of the rights offer, 0 before it")
    offer: Rows = column("share of fair value", 0, 2, "Rights offer that reached it, 0 before it")
    case: Rows = column(
        "code", 0, 5, "Stage of the own case: none, open, solved, lawsuit, petition, collective petition"
    )
    case_age: Rows = column("months", 0, FOREVER, "Age of the unsettled case")
    hidden: Rows = column("flag", 0, 1, "The case is hidden from the statistics")
    concealed: Rows = column("flag", 0, 1, "The case was kept out of the statistics when it was opened")
    contested: Rows = column("flag", 0, 1, "Ever opened a case")
    escalated: Rows = column("code", 0, 5, "How its case escalated: 0 not, else the stage it went to")
    gain: Rows = column("20 points", -1, 2, "Gain expected from conversion")
    expectation: Rows = column("share", 0, 1, "Service expected")
    fairness: Rows = column("share", 0, 1, "Perceived fairness")
    trust: Rows = column("share", 0, 1, "Trust in those who govern the village")
    support: Rows = column("share", 0, 1, "Support for conversion")
    grievance: Rows = column("share", 0, 1, "Grievance")
    satisfaction: Rows = column("points", 0, 100, "Satisfaction")
    satisfaction_start: Rows = column("points", 0, 100, "Satisfaction at the end of the first month")

"""The state of all villages and communities."""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Codes, Rows
from sim.columns.column import Columns, column, fixed
from sim.columns.households import FOREVER

RURAL, PREPARING, DECIDED, CONVERTING, DECLARED, CONSOLIDATED = 0, 1, 2, 3, 4, 5
STAGES = ("rural", "preparing", "decided", "converting", "declared", "consolidated")
MOVES = {
    RURAL: (PREPARING,),
    PREPARING: (DECIDED,),
    DECIDED: (CONVERTING,),
    CONVERTING: (DECLARED,),
    DECLARED: (CONVERTING, CONSOLIDATED),
    CONSOLIDATED: (),
}
"""The transitions that exist; a nameplate that is found goes from declared back to converting."""


@dataclass(frozen=True, slots=True)
class Villages(Columns):
    """Villages: places with a process."""

    county: Codes = fixed("county", 0, FOREVER, "Row of the county")
    region: Codes = fixed("region", 0, FOREVER, "Row of the region")
    households: Rows = fixed("households", 0, FOREVER, "Real households")
    persons: Rows = fixed("persons", 0, FOREVER, "Persons")
    income: Rows = fixed("yuan/person/year", 0, FOREVER, "Mean income per head")
    unclear: Rows = fixed("share", 0, 1, "Share of unclear titles at founding")
    urban: Rows = fixed("share", 0, 1, "Share with urban registration at founding")
    collective_income: Rows = fixed("yuan/year", 0, 1e12, "Collective income at founding")
    money: Rows = fixed("ratio", 0, 10, "Running money per head at founding, the east's usual amount being 1")
    need_consult: Rows = fixed("staff-months", 0, FOREVER, "Work of consultation")
    need_assets: Rows = fixed("staff-months", 0, FOREVER, "Work of asset clearing")
    need_rights: Rows = fixed("staff-months", 0, FOREVER, "Work of settling rights")
    need_handover: Rows = fixed("staff-months", 0, FOREVER, "Work of share reform and hand-over")
    done_consult: Rows = column("staff-months", 0, FOREVER, "Consultation work done")
    done_assets: Rows = column("staff-months", 0, FOREVER, "Asset work done")
    done_rights: Rows = column("staff-months", 0, FOREVER, "Rights work done")
    done_handover: Rows = column("staff-months", 0, FOREVER, "Share reform and hand-over done")
    stage: Rows = column("code", 0, 5, "Stage")
    since: Rows = column("month", 0, FOREVER, "Month in which the stage began")
    started: Rows = column("month", 0, FOREVER, "Month in which preparation began, 0 before it")
    due: Rows = column("month", -1, FOREVER, "Month by which it should be declared, -1 for none")
    wave: Rows = column("number", -1, FOREVER, "Wave of the rollout, 0 for pilots, -1 for none")
    ready_months: Rows = column("months", 0, FOREVER, "Months for which a strategy's gate has been met")
    community: Rows = column("village", 0, FOREVER, "Village whose community it belongs to; itself when not merged")
    handed: Rows = column("month", 0, FOREVER, "Month in which community workers took over, 0 before it")
    in_charge: Rows = column("cadre", 0, FOREVER, "Row of the cadre in charge")
    separated: Rows = column("share", 0, 1, "Households registered elsewhere")
    pilot: Rows = column("flag", 0, 1, "Is or was a pilot")
    pause_until: Rows = column("month", 0, FOREVER, "No vote before this month")
    better_offer: Rows = column("share of fair value", 0, 1, "Added to the offer after failed votes and vetoes")
    votes_failed: Rows = column("votes", 0, FOREVER, "Votes that failed and vetoes")
    voted: Rows = column("flag", 0, 1, "The plan has been decided")
    vote_open: Rows = column("flag", 0, 1, "A vote is held this month")
    called_early: Rows = column("flag", 0, 1, "The vote was called before consultation was complete")
    stalled: Rows = column("flag", 0, 1, "Work on rights and assets stopped by open cases")
    nameplate: Rows = column("flag", 0, 1, "Declared with too much missing")
    relapsed: Rows = column("flag", 0, 1, "Fell back after declaration")
    declared: Rows = column("month", 0, FOREVER, "Month of the first declaration, 0 before it")
    quality_at_declaration: Rows = column("share", 0, 1, "Counted work done at the first declaration")
    quality_now: Rows = column("share", 0, 1, "Counted work done now")
    consulted_at_decision: Rows = column(
        "share", 0, 1, "Households that had attended a round when the plan was decided"
    )
    trust_at_declaration: Rows = column("share", 0, 1, "Mean trust at the first declaration")
    service_at_declaration: Rows = column("share", 0, 1, "Service level at the first declaration")
    outside: Rows = column("staff-months", 0, FOREVER, "Outside staff this month")
    pressure: Rows = column("share", 0, 1, "Pressure from above")
    work_factor: Rows = column("share", 0, 1, "Share of work left by know-how")
    lesson: Rows = column("1", 0, 1, "What it can teach others: quality times evaluation")
    lesson_from: Rows = column("month", 0, FOREVER, "Month from which others can learn from it")
    mediation: Rows = column("staff-months", 0, FOREVER, "Time of cadres for mediation this month")
    rounds: Rows = column("rounds", 0, FOREVER, "Rounds of consultation held on the plan as it stands")
    round_now: Rows = column("flag", 0, 1, "A round is held this month")
    meeting: Rows = column("flag", 0, 1, "A meeting or round is held this month")
    knowledge: Rows = column("share", 0, 1, "Local knowledge of its cadres times their contact time")
    reach: Rows = column("share", 0, 1, "Chance of a household without a group to be reached")
    consulted: Rows = column("share", 0, 1, "Households that attended at least one round")
    attendance: Rows = column("share", 0, 1, "Households that attended the last meeting")
    active: Rows = column("share", 0, 1, "Households that took an active part in it")
    open_visible: Rows = column("cases", 0, FOREVER, "Unsettled visible cases")
    waiting: Rows = column("cases", 0, FOREVER, "Visible cases still open to mediation, not in court or petitioned")
    open_all: Rows = column("cases", 0, FOREVER, "Unsettled cases, hidden ones included")
    settling: Rows = column("chance", 0, 1, "Chance that an open visible case is settled this month")
    found: Rows = column("flag", 0, 1, "Found to be a nameplate this month")
    aggrieved: Rows = column("share", 0, 1, "Households with a grievance above their patience")
    staff: Rows = column("posts/10,000", 0, 100, "Service posts")
    facilities: Rows = column("share", 0, 1, "Facilities against full supply")
    built: Rows = column("village-units", 0, 10, "Facilities the government built this month")
    service: Rows = column("share", 0, 1, "Service level")
    reported_progress: Rows = column("share", 0, 1, "Counted work done as reported")
    reported_satisfaction: Rows = column("points", 0, 100, "Satisfaction as surveyed")
    reported_support: Rows = column("share", 0, 1, "Households that answered the last poll and were for conversion")
    reported_cases: Rows = column("cases", 0, FOREVER, "Unsettled cases as reported")

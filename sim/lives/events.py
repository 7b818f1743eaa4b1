"""What has happened in a month, seen from how things stood before it and after it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.agents.household import Household
from sim.agents.row import total
from sim.arrays import ratio
from sim.columns.villages import CONVERTING, DECIDED, DECLARED, STAGES
from sim.lives.record import Event, Month
from sim.phases.orders import KEPT
from sim.policies.terms import TERMS
from sim.rules.cases import CASE_STAGES, LAWSUIT, SOLVED

ORDERS = ("start", "merge", "lever_cost", *KEPT)
"""Terms not told as such: those told as what they lead to (a start, a date, a stage), and what levers cost others."""
Values = dict[str, float | str]


def events_of(me: Household, month: int, before: Month, after: Month) -> list[Event]:
    """Return the events of a month that has just ended, those of the village first.

    Parameters
    ----------
    me
        The household, whose village has just counted its ballots.
    """
    village = (*_orders(before, after), *_vote(me, before, after), *_stage(before, after))
    told = (*village, *_dispute(before, after), *_own(before, after))
    return [Event(month, what, values) for what, values in told]


def _orders(before: Month, after: Month) -> Iterator[tuple[str, Values]]:
    old, new = before.village, after.village
    if new["due"] != old["due"] and new["due"] >= 0.0:
        yield "due", {"due": new["due"]}
    for name in TERMS if before.terms else ():
        was, now = before.terms[name], after.terms[name]
        if name not in ORDERS and was != now:
            yield "term", {"term": name, "before": was, "after": now}
    if after.cadre.number != before.cadre.number:
        yield "in_charge", {"cadre": float(after.cadre.number), "role": float(after.cadre.role)}
    if new["handed"] != old["handed"]:
        yield "handed", {}
    if new["round_now"] > 0.5:
        yield "round", {"round": new["rounds"]}
    if new["stalled"] != old["stalled"]:
        yield "stalled" if new["stalled"] > 0.5 else "resumed", {}


def _vote(me: Household, before: Month, after: Month) -> Iterator[tuple[str, Values]]:
    old, new, terms = before.village, after.village, after.terms
    failed = new["votes_failed"] > old["votes_failed"]
    if new["vote_open"] < 0.5:
        if failed:
            yield "vetoed", {"consulted": new["consulted"], "aggrieved": new["aggrieved"]}
        return
    if new["called_early"] > 0.5:
        who: Values = {"role": float(before.cadre.role), "cadre": float(before.cadre.number)}
        yield "called_early", who | {"pressure": new["pressure"], "concern": before.cadre.concern}
    homes = me.village.households
    voted = total(home.weight for home in homes if home.ballot > 0.0)
    yes = ratio(total(home.weight for home in homes if home.ballot == 2.0), voted)
    turnout = ratio(voted, total(home.weight for home in homes))
    entitled = ratio(voted, total(home.weight for home in homes if home.has_ballot))
    counted: Values = {"turnout": float(turnout), "entitled": float(entitled), "yes": float(yes)}
    needed: Values = {"quorum": terms["quorum"], "approval": terms["approval"]}
    short = "few_yes" if yes < terms["approval"] else "few_came"
    yield f"vote_failed_{short}" if failed else "vote_passed", counted | needed


def _stage(before: Month, after: Month) -> Iterator[tuple[str, Values]]:
    old, new = before.village, after.village
    if new["stage"] != old["stage"]:
        stage = int(new["stage"])
        if stage == CONVERTING and old["stage"] != DECIDED:
            yield "found_out", {"missing": 1.0 - new["quality_now"]}
        elif stage == DECLARED:
            kind = "declared_in_name" if new["nameplate"] > 0.5 else "declared"
            yield kind, {"missing": 1.0 - new["quality_now"]}
        else:
            yield STAGES[stage], {"consulted": new["consulted"]}
    if new["relapsed"] > old["relapsed"]:
        yield "relapsed", {}


def _dispute(before: Month, after: Month) -> Iterator[tuple[str, Values]]:
    old, new = before.household, after.household
    if new["offered"] != old["offered"]:
        answer = "offer_contested" if new["contested"] > old["contested"] else "offer_taken"
        yield answer, {"offer": after.asked.get("support", {}).get("compensation", 0.0)}
    elif new["contested"] > old["contested"]:
        yield "followed", {"peers_open": new["peers_open"]}
    if new["concealed"] > old["concealed"]:
        yield "hidden", {"cadre": float(after.cadre.number)}
    elif new["concealed"] < old["concealed"]:
        yield "listed", {}
    if new["case"] != old["case"]:
        if new["case"] == SOLVED:
            yield "answered" if old["case"] >= LAWSUIT else "settled", {"months": new["case_age"]}
        elif new["case"] >= LAWSUIT:
            yield CASE_STAGES[int(new["case"])].replace(" ", "_"), {}


def _own(before: Month, after: Month) -> Iterator[tuple[str, Values]]:
    old, new = before.household, after.household
    if new["title_clear"] > old["title_clear"]:
        yield "title_clear", {}
    if new["away"] < old["away"]:
        yield "came_home", {}
    if new["elsewhere"] < old["elsewhere"]:
        yield "registered", {}

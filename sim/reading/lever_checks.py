"""Do the levers of a scenario go together, with one another and with the strategy?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from sim.document import TreePath, dotted
from sim.policies.brought import brings
from sim.policies.lever import LeverRecord, is_switch, record_of
from sim.policies.lever_in_use import PAID
from sim.policies.levers import levers, not_modelled
from sim.policies.place import county_codes
from sim.policies.policy import Policy
from sim.policies.terms import TERMS
from sim.reading.lever_file import RECORDS
from sim.reading.numbers import listed
from sim.scalars import did_you_mean
from sim.scenario import LeverUse, Scenario

Found = Iterator[tuple[TreePath, str]]
LEVERS: TreePath = ("policy", "levers")
SET_BY: Mapping[str, tuple[str, ...]] = {
    "phased_pilots": ("evaluation",),
    "adaptive": ("evaluation",),
    "mixture": ("evaluation", "facility_money", "mediators", "title_work"),
}
"""Terms that strategies set, orders aside; a lever that sets them as well would collide in the run."""

SHARED = ("region", "county")
"""What all villages of a county have in common."""


def known_levers(scenario: Scenario) -> dict[str, LeverRecord]:
    """Return the shipped levers and the modeller's own, by id."""
    return {**levers(), **{tree["id"]: record_of(tree) for tree in scenario.own_levers}}


def known(scenario: Scenario, policy: Policy) -> Found:
    """Yield levers that no record describes."""
    names = {name: record.title["zh"] for name, record in known_levers(scenario).items()}
    for number, use in enumerate(scenario.levers):
        if use.lever not in names:
            path, near = (*LEVERS, number, "lever"), did_you_mean(use.lever, names, names)
            yield path, not_modelled(use.lever) or f"unknown lever `{use.lever}`{near or ';'} `gaiju levers` lists all"


def own_once(scenario: Scenario, policy: Policy) -> Found:
    """Yield records that take a name which is taken."""
    taken = set(levers())
    for number, tree in enumerate(scenario.own_levers):
        if tree["id"] in taken:
            whose = "a shipped lever" if tree["id"] in levers() else "another record"
            yield (*RECORDS, number, "id"), f"`{tree['id']}` is the name of {whose}: give yours another"
        taken.add(tree["id"])


def places_exist(scenario: Scenario, policy: Policy) -> Found:
    """Yield regions and counties that the world does not have."""
    for path, where in _wheres(scenario):
        for name in where.get("region", ()):
            if name not in scenario.regions:
                near, allowed = did_you_mean(name, scenario.regions), listed(tuple(scenario.regions), name)
                yield (*path, "region"), f"there is no region `{name}`{near}; allowed is {allowed}"
        for name in where.get("county", ()):
            if not county_codes((name,), county_names(scenario)):
                yield (*path, "county"), f"there is no county `{name}`; allowed is {_counties(scenario)}"


def _wheres(scenario: Scenario) -> Iterator[tuple[TreePath, Mapping[str, tuple[Any, ...]]]]:
    for number, use in enumerate(scenario.levers):
        yield (*LEVERS, number, "where"), use.where
    for number, tree in enumerate(scenario.own_levers):
        yield (*RECORDS, number, "where"), record_of(tree).where


def county_names(scenario: Scenario) -> tuple[str, ...]:
    """Return the name of each county, empty where it has none, in the order of their codes."""
    return tuple(name for region in scenario.regions for name, _ in scenario.counties_of(region))


def _counties(scenario: Scenario) -> str:
    names = county_names(scenario)
    said = listed(tuple(name for name in names if name))
    return f"a number from 1 to {len(names)}" + (f", or {said}" if said else "")


def acts_in_the_run(scenario: Scenario, policy: Policy) -> Found:
    """Yield levers that end before they act, or act only after the run."""
    records, clock = known_levers(scenario), scenario.clock
    for number, use in enumerate(scenario.levers):
        if use.lever not in records:
            continue
        lead = int(records[use.lever].lead_months.value)
        acts = f"it acts from {clock.label(use.from_month + lead)}, {lead} months after `from`"
        if use.to_month is not None and use.to_month < use.from_month + lead:
            yield (*LEVERS, number, "to"), f"{clock.label(use.to_month)} is before it acts: {acts}"
        elif use.from_month + lead > clock.last:
            yield (*LEVERS, number), f"`{use.lever}` never acts: {acts}, and the run ends in {clock.label(clock.last)}"


def caps_bind(scenario: Scenario, policy: Policy) -> Found:
    """Yield caps on the money of levers that cost none."""
    records = known_levers(scenario)
    for number, use in enumerate(scenario.levers):
        record = records.get(use.lever)
        if record is None or use.cap is None:
            continue
        if not any(size.value for size in record.cost.values()) and not any(a.term in PAID for a in record.amends):
            more = f", {said}; a cap does not bind that" if (said := brings(record)) else ""
            message = f"`{use.lever}` costs no money of its own{more}: delete the cap, or use intensity"
            yield (*LEVERS, number, "cap"), message


def no_collision(scenario: Scenario, policy: Policy) -> Found:
    """Yield levers that set a term which the strategy, or a lever before them, sets for the same place and time."""
    records = known_levers(scenario)
    uses = [(n, use, records[use.lever]) for n, use in enumerate(scenario.levers) if use.lever in records]
    for number, use, record in uses:
        for term in sorted(_sets(record).keys() & set(SET_BY.get(policy.name, ()))):
            mine, theirs = _sets(record)[term], getattr(policy, term, "a value of its own")
            if use.intensity > 0.0 and not (mine == theirs and _full(use, record)):
                message = f"`{use.lever}` sets `{term}` to {mine}, the strategy `{policy.name}` sets it to {theirs}"
                yield (*LEVERS, number), f"{message}: delete the lever"
    for (_, one, first), (number, other, second) in combinations(uses, 2):
        for term in sorted(_sets(first).keys() & _sets(second).keys()) if one.lever != other.lever else ():
            mine, theirs = _sets(first)[term], _sets(second)[term]
            alike = mine == theirs and (is_switch(term) or (_full(one, first) and _full(other, second)))
            if not alike and _meet(scenario, one, first, other, second, TERMS[term].level):
                message = f"`{one.lever}` sets `{term}` to {mine} and `{other.lever}` to {theirs} for the same place"
                yield (*LEVERS, number), f"{message}: keep one of them"


def used_once(scenario: Scenario, policy: Policy) -> Found:
    """Yield levers that are used a second time for the same place and time: their effect would count twice."""
    records = known_levers(scenario)
    uses = [(number, use) for number, use in enumerate(scenario.levers) if use.lever in records]
    for (first, one), (number, other) in combinations(uses, 2):
        record = records[one.lever]
        if one.lever != other.lever or _bands_apart(one.where, other.where):
            continue
        if _meet(scenario, one, record, other, record, "village"):
            path = dotted((*LEVERS, first))
            yield (
                (*LEVERS, number),
                f"`{one.lever}` is used already, in {path}, for the same place and time: keep one of them with another "
                "intensity, or let their `where` or dates not meet",
            )


def _bands_apart(one: Mapping[str, tuple[Any, ...]], other: Mapping[str, tuple[Any, ...]]) -> bool:
    """Return whether no satisfaction lies within both places."""
    below = [value for where in (one, other) for value in where.get("satisfaction_below", ())]
    above = [value for where in (one, other) for value in where.get("satisfaction_above", ())]
    return bool(below and above) and min(below) <= max(above)


def _sets(record: LeverRecord) -> dict[str, float | str]:
    return {part.term: part.size.value for part in record.amends if part.how == "set"}


def _full(use: LeverUse, record: LeverRecord) -> bool:
    """Return whether a lever sets a term to the very number that it names, not only nearer to it."""
    return use.intensity == 1.0 and use.cap is None and not (float(record.wears_out.value) or use.where or record.where)


def _meet(
    scenario: Scenario, one: LeverUse, first: LeverRecord, other: LeverUse, second: LeverRecord, level: str
) -> bool:
    """Return whether two uses can touch the same place in the same month."""
    spans = [_span(use, record) for use, record in ((one, first), (other, second))]
    if min(one.intensity, other.intensity) == 0.0 or max(a for a, _ in spans) > min(b for _, b in spans):
        return False
    keys = SHARED if level == "county" else (*SHARED, "class", "wave", "pilots", "stage")
    pairs = [(a, b) for a in (one.where, first.where) for b in (other.where, second.where)]
    return not any(_apart(scenario, a, b, key) for a, b in pairs for key in keys)


def _span(use: LeverUse, record: LeverRecord) -> tuple[float, float]:
    return use.from_month + float(record.lead_months.value), float("inf") if use.to_month is None else use.to_month


def _apart(
    scenario: Scenario, one: Mapping[str, tuple[Any, ...]], other: Mapping[str, tuple[Any, ...]], key: str
) -> bool:
    """Return whether two places differ in what they say of one key."""
    if key not in one or key not in other:
        return False
    if key == "county":
        names = county_names(scenario)
        return set(county_codes(one[key], names)).isdisjoint(county_codes(other[key], names))
    return set(one[key]).isdisjoint(other[key])

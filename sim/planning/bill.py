"""The bill of levers before anything is run: what each of them makes the government pay, at the size of its world.

The world is founded and lives through nothing but the orders of each month, as for the calendar; what the ledger would
book under the terms with a lever and without it is the lever's bill, by the ledger's own functions
(:meth:`sim.agents.ledger.Ledger.spend` and ``trade``). What hangs on the run is taken at its most: every village
where the place of a lever is known only later, every post of the standard filled, every debt unpaid. Levers are billed
in the order of the scenario, each on top of those above it, so that the bills add up.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.arrays import Rows
from sim.compiled.engine import decide
from sim.month import settle
from sim.phases.orders import baseline, seen, terms_of_month
from sim.phases.steps import PHASES
from sim.planning.calendar import BY_DATES, REGISTER
from sim.policies.brought import MOVES
from sim.policies.lever_in_use import Lever
from sim.policies.policy import Policy, Seen
from sim.policies.terms import Terms
from sim.reading import Case
from sim.rules.money import fen, wages, yuan
from sim.rules.work import crowding
from sim.world import World, found_world

SPEND, TRADE = (
    next(step for _, steps in PHASES for step in steps if (step.kind, step.name) == ("ledgers", name))
    for name in ("spend", "trade")
)
OWN = "measures"
"""Payment by which the ledger books the price in a lever's record."""
FLOWS = (OWN, "running", "purchases", "subsidy", "campaign", "wages", "building")
"""Payments of the government that are billed; what is set up once is part of the first."""
SURE = ("running_money", "purchased_services", "mediators", "secondees")
"""Terms whose payments follow from the terms alone."""
AT_MOST: Mapping[str, tuple[str, str]] = {
    "staff_standard": ("wages", "all posts of the standard are filled all the time"),
    "pay": ("wages", "all posts of the standard are filled all the time"),
    "outside_staff": ("campaign", "villages are at work in every county all the time"),
    "facility_money": ("building", "no village's facilities become complete"),
    "debt_subsidy": ("subsidy", "no debt is paid off"),
}
"""Terms whose payments hang on the run -> the payment, and under what it is as high as it is billed."""
LATER = ("stage", "satisfaction_below", "satisfaction_above")
"""Places that are known in the run alone."""
BY_STRATEGY = ("wave", "pilots")
"""Places that are known beforehand where the strategy goes by dates."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What one lever makes the government pay.

    Attributes
    ----------
    villages, households
        Those of the world that use it in some month; households are real ones.
    posts
        Most posts of mediators and secondees that it adds at once.
    once, yearly, total
        Yuan: to set it up, in twelve months as dear as its dearest one, and both over the clock.
    flows
        Payment of the ledger -> yuan over the clock.
    at_most
        Under what it costs as much; empty where nothing of the sum hangs on the run.
    left_out
        Terms it amends whose payments are not counted here, as nothing bounds them.
    offer
        Yuan more, at most, for each household that takes the offer for its rights; not counted either.
    """

    lever: Lever
    villages: int
    households: float
    posts: float
    once: float
    yearly: float
    total: float
    flows: Mapping[str, float]
    at_most: tuple[str, ...]
    left_out: tuple[str, ...]
    offer: float


@dataclass(frozen=True, slots=True)
class Bills:
    """The bills of a scenario, with the villages and real households of its world.

    Attributes
    ----------
    post, rooms
        Yuan: a post a year without a rise of pay, and the facilities of a village, both at the scenario's prices.
    """

    bills: tuple[Bill, ...]
    months: int
    villages: int
    households: float
    post: float
    rooms: float

    @property
    def total(self) -> float:
        """Yuan over the clock, all levers together."""
        return sum(bill.total for bill in self.bills)

    @property
    def per_household(self) -> float:
        """Yuan a household of the world, as the outcome ``cost`` counts."""
        return self.total / self.households


@dataclass(slots=True)
class _Sheet:
    """What is noted of one lever while the months pass, in fen; ``used`` by village."""

    used: Rows
    once: float
    flows: dict[str, float]
    dearest: float = 0.0
    posts: float = 0.0
    offer: float = 0.0


def bills_of(case: Case) -> Bills:
    """Return what the levers of a case cost, in the world of its first replication."""
    world = found_world(case.scenario, case.scenario.runs.seed, 0)
    everywhere = [_widen_lever(policy, case) for policy in case.policies]
    rows = len(world.villages)
    sheets = [_Sheet(np.zeros(rows), 0.0, dict.fromkeys(FLOWS, 0.0)) for one in everywhere if isinstance(one, Lever)]
    for _ in range(case.scenario.clock.months):
        world.month += 1
        known = seen(world)
        if sheets:
            _bill_month(world, everywhere, known, sheets)
        world.terms = terms_of_month(world, everywhere)
        settle(world, REGISTER, decide(world, REGISTER))
    levers = [policy for policy in case.policies if isinstance(policy, Lever)]
    made = tuple(_write_bill(case, lever, sheet, world) for lever, sheet in zip(levers, sheets, strict=True))
    post = 12.0 * float(wages(world.parameters.money, np.ones(1), np.zeros(1))[0])
    households = float(world.villages.households.sum())
    return Bills(made, case.scenario.clock.months, rows, households, post, world.parameters.staffing.room_cost)


def _widen_lever(policy: Policy, case: Case) -> Policy:
    """Return a lever as it is wherever it may come to be used; another policy as it is."""
    if not isinstance(policy, Lever):
        return policy
    unknown = _list_unknown(policy, case)
    record = dataclasses.replace(policy.record, where=_drop_keys(policy.record.where, unknown))
    return dataclasses.replace(
        policy, record=record, use=dataclasses.replace(policy.use, where=_drop_keys(policy.use.where, unknown))
    )


def _list_unknown(lever: Lever, case: Case) -> tuple[str, ...]:
    """Return the keys of a lever's place that are known in the run alone."""
    later = LATER if case.scenario.rollout.strategy in BY_DATES else LATER + BY_STRATEGY
    return tuple(key for key in later if key in lever.record.where or key in lever.use.where)


def _drop_keys(where: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: values for key, values in where.items() if key not in keys}


def _bill_month(world: World, policies: Sequence[Policy], known: Seen, sheets: Sequence[_Sheet]) -> None:
    """Note what each lever adds to this month's payments, on top of the policies before it."""
    terms, levers = baseline(world), iter(sheets)
    for policy in policies:
        before, terms = terms, policy.amend(terms, known, world.month)
        if isinstance(policy, Lever) and terms is not before:
            _note_month(next(levers), policy, known, _compute_payments(world, before), _compute_payments(world, terms))
        elif isinstance(policy, Lever):
            next(levers)


def _note_month(
    sheet: _Sheet, lever: Lever, known: Seen, before: Mapping[str, Rows], after: Mapping[str, Rows]
) -> None:
    """Note one month of one lever."""
    used = lever.used(known)
    paid = {name: float((after[name] - before[name]).sum()) for name in FLOWS}
    once = float((after[OWN] - before[OWN] - fen(lever.yuan(known) * used)).sum())
    sheet.used = np.maximum(sheet.used, used)
    sheet.once += once
    sheet.dearest = max(sheet.dearest, sum(paid.values()) - once, key=abs)
    sheet.posts = max(sheet.posts, float((after["posts"] - before["posts"]).sum()))
    sheet.offer = max(sheet.offer, float((after["offer"] - before["offer"]).max()))
    for name, amount in paid.items():
        sheet.flows[name] += amount


def _compute_payments(world: World, terms: Terms) -> dict[str, Rows]:
    """Return what the ledger would book this month under some terms, in fen by village, and the posts sent there."""
    said, villages = terms.composed(), world.villages
    outside = said["outside_staff"] * crowding(world.parameters.coordination, world.counties.active_share)
    most = dataclasses.replace(
        villages,
        staff=np.maximum(villages.staff, said["staff_standard"]),
        outside=outside[villages.county],
        built=said["facility_money"],
    )
    asked = dataclasses.replace(world, villages=most, terms=said)
    posts, offer = said["mediators"] + said["secondees"], said["compensation"] * world.parameters.money.rights
    return {**decide(asked, SPEND), "subsidy": decide(asked, TRADE)["subsidy"], "posts": posts, "offer": offer}


def _write_bill(case: Case, lever: Lever, sheet: _Sheet, world: World) -> Bill:
    unknown = _list_unknown(lever, case)
    if unknown:
        _raise_to_most(sheet, lever, world)
    flows = {name: _convert_to_yuan(amount) for name, amount in sheet.flows.items() if amount}
    there = sheet.used > 0.0
    return Bill(
        lever=lever,
        villages=int(np.count_nonzero(there)),
        households=float(world.villages.households[there].sum()),
        posts=sheet.posts,
        once=_convert_to_yuan(sheet.once),
        yearly=12.0 * _convert_to_yuan(sheet.dearest),
        total=sum(flows.values()),
        flows=flows,
        at_most=tuple(dict.fromkeys(_at_most(lever, unknown, flows))),
        left_out=tuple(part.term for part in lever.record.amends if _is_left_out(part.term)),
        offer=sheet.offer,
    )


def _convert_to_yuan(amount: float) -> float:
    return float(yuan(np.full(1, amount))[0])


def _raise_to_most(sheet: _Sheet, lever: Lever, world: World) -> None:
    """Make what is noted of a lever whose place is not known the most that it can be.

    A cap spreads thin what is set up everywhere at once; villages that come one by one are each set up in full. What a
    lever saves in every village it may save in none.
    """
    there = sheet.used > 0.0
    setting_up = np.where(there, lever.record.yuan("once_per_village") * lever.use.intensity, 0.0)
    more = max(float(fen(setting_up).sum()) - sheet.once, 0.0)
    sheet.once += more
    sheet.flows[OWN] += more
    sheet.flows = {name: max(amount, 0.0) for name, amount in sheet.flows.items()}


def _at_most(lever: Lever, unknown: Sequence[str], flows: Mapping[str, float]) -> Iterator[str]:
    """Yield under what a lever costs as much as it is billed."""
    places = [
        f"{key.replace('_', ' ')} {' or '.join(map(str, where[key]))}"
        for key in unknown
        for where in (lever.record.where, lever.use.where)
        if key in where
    ]
    if places and flows:
        yield f"every village is one with {' and '.join(dict.fromkeys(places))} all the time"
    for term in (part.term for part in lever.record.amends if part.term in AT_MOST):
        payment, reason = AT_MOST[term]
        if payment in flows:
            yield reason


def _is_left_out(term: str) -> bool:
    return term in MOVES and term not in SURE and term not in AT_MOST

"""Payments that a lever moves through the terms it amends, beside the price in its record.

A record's price is what the lever itself costs. Posts, rooms, running money and compensation are paid where they arise,
by whoever pays them under every strategy (:mod:`sim.phases.book`), so no record holds them and the
outcome ``cost`` does. ``retained`` is no such term: the book knows community posts, and no pay of former cadres who
stay, so that what keeping them costs is the price in the record alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np

from sim.policies.lever import MONEY, Amends, LeverRecord
from sim.policies.terms import TERMS
from sim.rules.money import Money, wages
from sim.rules.staffing import Staffing

Sign = Literal[1, -1]
UP: Sign = 1
DOWN: Sign = -1
MOVES: Mapping[str, Mapping[str, Sign]] = {
    "compensation": {"compensation": UP},
    "mediators": {"posts": UP},
    "outside_staff": {"posts": UP},
    "secondees": {"posts": UP},
    "staff_standard": {"posts": UP},
    "hire_pace": {"posts": UP},
    "pay": {"wages": UP},
    "running_money": {"running money": UP},
    "facility_money": {"rooms": UP},
    "build_pace": {"rooms": UP},
    "infrastructure_share": {"rooms": UP, "posts": DOWN},
    "maintenance": {"rooms": DOWN},
    "purchased_services": {"services bought": UP},
    "debt_subsidy": {"debt paid off": UP},
}
"""Term -> payments of the government that it moves, and whether more of it moves them up or down."""


def moved(record: LeverRecord) -> Mapping[Sign, tuple[str, ...]]:
    """Return which payments of the government the terms of a lever move up (1), and which down (-1)."""
    found: dict[Sign, dict[str, None]] = {UP: {}, DOWN: {}}
    for part in record.amends:
        for payment, sign in MOVES.get(part.term, {}).items():
            if more := _more(part):
                found[UP if sign == more else DOWN][payment] = None
    return {sign: tuple(payments) for sign, payments in found.items()}


def _more(part: Amends) -> Sign | None:
    """Return whether a lever moves a term in numbers up or down against the usual; nothing where it leaves it."""
    value = float(part.size.value)
    usual = {"add": 0.0, "multiply": 1.0, "set": float(TERMS[part.term].quantity.default)}[part.how]
    return None if value == usual else UP if value > usual else DOWN


def amounts(record: LeverRecord) -> tuple[str, ...]:
    """Return what each payment that a lever moves comes to, in a few words a term, at full strength and usual prices.

    The prices are those of a post, of running money, of rooms and of rights as they are declared (:class:`Money`,
    :class:`Staffing`); a scenario may set others, and its plan counts with them.

    >>> from sim.policies.levers import levers
    >>> amounts(levers()["transfer_fund"]), amounts(levers()["secondment"])
    (('+ running money: 3.8 a person a year',), ('+ posts: 6,000 a month',))
    >>> amounts(levers()["public_private_partnership"])
    ('+ rooms: up to 18,000 a month', '- running money: 3.8 a person a year')
    """
    return tuple(said for part in record.amends for said in _amount(part))


def _amount(part: Amends) -> Iterator[str]:
    """Yield what a term of a lever moves, with its price."""
    more = _more(part) if part.term in MOVES else None
    for payment, sign in MOVES[part.term].items() if more else ():
        yield f"{'+' if sign == more else '-'} {payment}: {_unit(part, payment)}"


def _unit(part: Amends, payment: str) -> str:
    """Return at what rate a term is paid, without its sign; of what is not added, the price of a post or of rooms."""
    money, rooms = Money(), Staffing().room_cost
    post = float(wages(money, np.ones(1), np.zeros(1))[0])
    added = {
        "mediators": (post, "{:,.0f} a month"),
        "secondees": (post, "{:,.0f} a month"),
        "outside_staff": (post, "up to {:,.0f} a month"),
        "pay": (money.pay_rise, "{:.0%} of each wage"),
        "running_money": (money.running, "{:,.3g} a person a year"),
        "facility_money": (rooms, "up to {:,.0f} a month"),
        "compensation": (money.rights, "{:,.0f} a household that takes the offer"),
        "purchased_services": (1.0, "{:,.0f} a month"),
        "debt_subsidy": (1.0, "up to {:,.0f} a month"),
    }
    if part.how == "add" and part.term in added:
        price, said = added[part.term]
        return said.format(abs(float(part.size.value)) * price)
    return f"{12.0 * post:,.0f} a year each" if payment == "posts" else f"{rooms:,.0f} for those of a whole village"


def brings(record: LeverRecord) -> str:
    """Say which payments a lever brings and which it saves beside its price; empty where it moves none by itself.

    >>> from sim.policies.levers import levers
    >>> brings(levers()["homestead_three_steps"])
    'plus compensation that it brings, booked as it arises: see outcome `cost`'
    >>> brings(levers()["infrastructure_share"])
    'plus posts that it brings, less rooms that it saves, booked as they arise: see outcome `cost`'
    """
    payments = moved(record)
    parts = [
        f"{sign} {' and '.join(payments[way])} that it {verb}"
        for way, sign, verb in ((UP, "plus", "brings"), (DOWN, "less", "saves"))
        if payments[way]
    ]
    many = sum(map(len, payments.values())) > 1 or "posts" in payments[UP] or "rooms" in payments[UP]
    arise = "they arise" if many or payments[DOWN] else "it arises"
    return f"{', '.join(parts)}, booked as {arise}: see outcome `cost`" if parts else ""


def price(record: LeverRecord) -> str:
    """Return the price in a record in words; empty where it has none.

    >>> from sim.policies.levers import levers
    >>> price(levers()["homestead_three_steps"])
    '40,000 yuan/village'
    """
    return " + ".join(f"{record.yuan(kind):,.0f} {MONEY[kind].unit}" for kind in MONEY if record.yuan(kind))


def priced(record: LeverRecord, own: str) -> str:
    """Return a price in words with what comes beside it; ``own`` is that of the record, empty where it has none."""
    more = brings(record)
    if more:
        return f"{own}, {more}" if own else f"no price of its own, {more}"
    return own or "no price of its own, and no posts, rooms, running money or compensation that it brings"

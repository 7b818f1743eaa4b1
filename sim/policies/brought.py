"""Payments that a lever moves through the terms it amends, beside the price in its record.

A record's price is what the lever itself costs. Posts, rooms, running money and compensation are paid where they arise,
by whoever pays them under every strategy (:mod:`sim.phases.book`), so no record holds them and the
outcome ``cost`` does. ``retained`` is no such term: the book knows community posts, and no pay of former cadres who
stay, so that what keeping them costs is the price in the record alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sim.policies.lever import MONEY, Amends, LeverRecord
from sim.policies.terms import TERMS

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

"""The bill of the levers a scenario uses, in words and as values: for how many, how much, and what is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.cli.screen import counted
from sim.planning.bill import OWN, Bill, Bills

HEADS = ("yuan", "villages", "once", "most a year", "in total")
WIDTHS = (10, 12, 14, 20)
"""Columns of the numbers."""
PAYMENTS: Mapping[str, str] = {
    "running": "running money",
    "purchases": "services bought",
    "subsidy": "debt paid off",
    "campaign": "mediators, secondees and staff sent",
    "wages": "wages",
    "building": "rooms",
}
"""Payments beside the price in a record, as they are called in the bill."""
LEFT_OUT: Mapping[str, str] = {
    "compensation": "compensation, {offer:,.0f} yuan more for each household that takes its offer",
    "hire_pace": "posts that are filled at another pace, {post:,.0f} yuan a year each",
    "build_pace": "rooms that are built at another pace, {rooms:,.0f} yuan for those of a village",
    "infrastructure_share": "money moved between rooms ({rooms:,.0f} yuan a village) and posts ({post:,.0f} a year)",
    "maintenance": "rooms that need not be built again, {rooms:,.0f} yuan for those of a village",
}
"""Terms whose payments hang on the run without a bound worth saying -> what they are, and at what price."""


def bill_said(about: Bills) -> Iterator[str]:
    """Yield the bill of a scenario's levers in words; nothing where none is in use."""
    if not about.bills:
        return
    size = f"{about.villages:,} villages with {about.households:,.0f} households"
    yield f"What the levers make the government pay in {counted(about.months, 'month')}, in {size}:"
    rows = [HEADS, *(_row(bill) for bill in about.bills)]
    open_ended = "up to " if any(bill.at_most for bill in about.bills) else ""
    each = f"{about.per_household:,.0f} yuan per household of the whole world"
    wide = max(len(row[0]) for row in rows)
    for name, *numbers in rows:
        yield f"  {name:<{wide}}" + "".join(f"{number:>{width}}" for number, width in zip(numbers, WIDTHS, strict=True))
    yield f"  Together {open_ended}{about.total:,.0f} yuan: {open_ended}{each}."
    for bill in about.bills:
        yield from (f"  {line}" for line in _remarks(bill))
    yield from (f"  Not in it: {line}" for line in _not_in_it(about))


def bill_as_json(about: Bills) -> dict[str, Any]:
    """Return the same as values: yuan, by lever in the order of the scenario."""
    return {
        "levers": [
            {
                "lever": bill.lever.record.id,
                "villages": bill.villages,
                "households": bill.households,
                "posts": bill.posts,
                "once": bill.once,
                "yearly": bill.yearly,
                "total": bill.total,
                "payments": dict(bill.flows),
                "at_most_if": list(bill.at_most),
                "left_out": list(bill.left_out),
            }
            for bill in about.bills
        ],
        "total": about.total,
        "per_household": about.per_household,
    }


def _row(bill: Bill) -> tuple[str, ...]:
    if not bill.villages:
        return (bill.lever.record.id, "0", "-", "-", "-")
    total = f"{'up to ' if bill.at_most else ''}{_amount(bill.total)}"
    return (bill.lever.record.id, f"{bill.villages:,}", _amount(bill.once), _amount(bill.yearly), total)


def _amount(yuan: float) -> str:
    return f"{yuan:,.0f}" if abs(yuan) >= 0.5 else "-"


def _remarks(bill: Bill) -> Iterator[str]:
    """Yield what stands behind a line of the bill: its posts, its other payments, under what it is as high."""
    said = []
    if not bill.villages:
        said.append("used in no village within the run")
    if len(bill.flows) > 1 or (bill.flows and OWN not in bill.flows):
        parts = (f"{PAYMENTS.get(key, 'its own price')} {amount:,.0f}" for key, amount in bill.flows.items())
        said.append(", ".join(parts) + (f" (posts: {bill.posts:.3g})" if bill.posts else ""))
    if bill.at_most:
        said.append(f"as much only if {' and '.join(bill.at_most)}")
    if said:
        yield f"{bill.lever.record.id}: {'; '.join(said)}."


def _not_in_it(about: Bills) -> Iterator[str]:
    """Yield what the sum leaves out."""
    for bill in about.bills:
        for term in dict.fromkeys(bill.left_out):
            said = LEFT_OUT[term].format(offer=bill.offer, post=about.post, rooms=about.rooms)
            yield f"{said} ({bill.lever.record.id})."
    if staffed := [bill.lever.record.id for bill in about.bills if float(bill.lever.record.staff.value)]:
        yield f"time of the villages' own cadres, paid anyway and missing elsewhere ({', '.join(staffed)})."
    yield (
        f"what follows in the run. Villages that convert sooner or in greater number fill posts sooner, too "
        f"({about.post:,.0f} yuan a year each), build rooms and pay compensation: the outcome `cost` holds all of it, "
        "and may differ between scenarios by a multiple of this bill."
    )

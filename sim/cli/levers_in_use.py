"""The levers a scenario switches on, in words: when, where, how strongly, at what price, with whose time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.cli.screen import counted
from sim.policies.brought import DOWN, UP, moved, price, priced
from sim.policies.lever import MONEY
from sim.policies.lever_in_use import Lever
from sim.reading import Case
from sim.scenario import Clock


def levers_said(case: Case) -> Iterator[str]:
    """Yield a line that says how many levers are in use, and some for each; nothing where none is."""
    used = _levers(case)
    if used:
        yield f"{len(used)} lever{'s' if len(used) > 1 else ''} in use:"
    for lever in used:
        record, use = lever.record, lever.use
        yield f"  {record.id}: {record.title['en']}, {record.title['zh']}"
        yield f"    {_when(lever, case.scenario.clock)}; {_where(lever)}; intensity {use.intensity:g}"
        yield f"    {_price(lever)}; {_time(lever)}"


def levers_as_json(case: Case) -> list[dict[str, Any]]:
    """Return the same as values: dates as YYYY-MM, prices in yuan and time in staff-months at full strength."""
    clock = case.scenario.clock
    return [
        {
            "lever": lever.record.id,
            "from": clock.label(lever.use.from_month),
            "acts_from": clock.label(lever.first),
            "to": None if lever.use.to_month is None else clock.label(lever.use.to_month),
            "lead_months": int(lever.record.lead_months.value),
            "where": _places(lever),
            "intensity": lever.use.intensity,
            "cap": lever.use.cap,
            "price": {kind: lever.record.yuan(kind) for kind in MONEY if lever.record.yuan(kind)},
            "brings": list(moved(lever.record)[UP]),
            "saves": list(moved(lever.record)[DOWN]),
            "staff": float(lever.record.staff.value),
        }
        for lever in _levers(case)
    ]


def _levers(case: Case) -> list[Lever]:
    return [policy for policy in case.policies if isinstance(policy, Lever)]


def _when(lever: Lever, clock: Clock) -> str:
    """Say when a lever is decided, acts and ends."""
    decided, acts = clock.label(lever.use.from_month), clock.label(lever.first)
    lead = int(lever.record.lead_months.value)
    begins = (
        f"from {acts}" if lead == 0 else f"decided {decided}, acts from {acts} (lead time {counted(lead, 'month')})"
    )
    ends = "the end" if lever.use.to_month is None else clock.label(lever.use.to_month)
    return f"{begins} until {ends}"


def _places(lever: Lever) -> dict[str, list[Any]]:
    """Return where a lever acts: by its own rules and by those of its use."""
    whole: dict[str, list[Any]] = {}
    for where in (lever.record.where, lever.use.where):
        for key, values in where.items():
            whole[key] = _both(key, whole[key], list(values)) if key in whole else list(values)
    return whole


def _both(key: str, one: list[Any], other: list[Any]) -> list[Any]:
    """Return what is left where two places must both hold."""
    if key in ("satisfaction_below", "satisfaction_above"):
        return [min(one + other) if key == "satisfaction_below" else max(one + other)]
    return [value for value in one if value in other]


def _where(lever: Lever) -> str:
    said = [f"{key.replace('_', ' ')} {' or '.join(map(str, values))}" for key, values in _places(lever).items()]
    return f"where {' and '.join(said)}" if said else "everywhere"


def _price(lever: Lever) -> str:
    """Say what a lever costs at full strength, what else it makes the government pay, and how much it may cost."""
    cap = "" if lever.use.cap is None else f", at most {lever.use.cap:,.0f} yuan a month in all villages together"
    own = price(lever.record)
    return priced(lever.record, f"price {own}{cap}" if own else f"no price of its own{cap}" if cap else "")


def _time(lever: Lever) -> str:
    staff = float(lever.record.staff.value)
    return f"staff {staff:g} staff-months a village and month" if staff else "no staff time"

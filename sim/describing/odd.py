"""The tables of docs/odd-tables.md, made from what is declared in the code."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from sim.agents.everybody import KINDS
from sim.columns.cadres import Cadres
from sim.columns.column import Column, Columns
from sim.columns.cooperatives import Cooperatives
from sim.columns.counties import Counties
from sim.columns.groups import SocialGroups
from sim.columns.households import FOREVER, Households
from sim.columns.ledgers import Ledgers
from sim.columns.villages import Villages
from sim.describing.luck import streams
from sim.describing.markdown import table
from sim.describing.words import lever_group
from sim.evidence.claims import honesty
from sim.networks.settings import NetworkSettings
from sim.phases.steps import PHASES
from sim.policies.catalogue import POLICIES
from sim.policies.levers import levers
from sim.policies.terms import TERMS
from sim.quantity import Quantity, quantities
from sim.rules.parameters import OFF, Parameters
from sim.scenario import Region
from sim.statistics.outcomes import outcomes
from sim.words import pairs

AGENTS: Mapping[str, Any] = {kind.kind_name: kind for kind in KINDS}
STATE: Mapping[str, type[Columns]] = {
    "households": Households,
    "cadres": Cadres,
    "cooperatives": Cooperatives,
    "groups": SocialGroups,
    "villages": Villages,
    "counties": Counties,
    "ledgers": Ledgers,
}
NUMBER = ("default", "unit", "range", "honesty", "evidence", "meaning", "reason")


def parts() -> dict[str, str]:
    """Return what stands between the markers of docs/odd-tables.md, by name."""
    return {
        "state variables": state_variables(),
        "process order": process_order(),
        "streams": stream_table(),
        "outcomes": outcome_table(),
        "terms": number_table("term", {name: term.quantity for name, term in TERMS.items()}),
        "strategies": strategy_table(),
        "lever groups": lever_table(),
        "world": number_table("number", _world()),
        "parameters": number_table("parameter", dict(parameters())),
        "switches": switch_table(),
    }


def state_variables() -> str:
    """Return the state of every kind of agent, a table a kind."""
    return "\n".join(f"**{kind}**\n\n{_columns(record)}" for kind, record in STATE.items())


def _columns(record: type[Columns]) -> str:
    rows = [
        (f"`{name}`", one.unit, _span(one), "at founding" if one.fixed else "monthly", one.meaning)
        for name, one in record.declarations().items()
    ]
    return table(("variable", "unit", "range", "written", "meaning"), rows)


def _span(one: Column) -> str:
    """Return the range of a column; what has no end is left open."""
    low = "" if one.low <= -FOREVER else f"{one.low:g}"
    high = "" if one.high >= FOREVER else f"{one.high:g}"
    return f"{low} to {high}" if low and high else f"from {low}" if low else "any"


def process_order() -> str:
    """Return the steps of one month in order."""
    rows = [
        (
            phase,
            f"`{step.name}`",
            step.kind,
            _first_line(getattr(AGENTS[step.kind], step.name)),
            ", ".join(f"`{name}`" for name in step.writes),
        )
        for phase, steps in PHASES
        for step in steps
    ]
    return table(("phase", "step", "of", "what", "writes"), rows)


def stream_table() -> str:
    """Return the streams of luck."""
    rows = [(f"`{one.name}`", one.when, ", ".join(f"`{path}`" for path in one.where)) for one in streams()]
    return table(("stream", "drawn", "in"), rows)


def outcome_table() -> str:
    """Return what is observed of a run."""
    rows = [
        (f"`{name}`", one.title["en"], one.title["zh"], one.unit, one.better, one.margin, one.meaning)
        for name, one in outcomes().items()
    ]
    return table(("outcome", *pairs("language")["name"], "unit", "better", "margin", "meaning"), rows)


def strategy_table() -> str:
    """Return the strategies with their options."""
    titles = pairs("strategy")
    rows = [(f"`{kind.name}`", *titles[kind.name], _first_line(kind), _options(kind)) for kind in POLICIES]
    return table(("strategy", *pairs("language")["name"], "what it does", "options (default)"), rows)


def lever_table() -> str:
    """Return the groups of levers with their members."""
    mine: dict[str, list[str]] = {group: [] for group in pairs("lever_group")}
    for record in levers().values():
        mine[lever_group(record.id)].append(f"`{record.id}`")
    rows = [(name, *both, len(mine[name]), ", ".join(mine[name])) for name, both in pairs("lever_group").items()]
    return table(("group", *pairs("language")["name"], "levers", "their ids"), rows)


def switch_table() -> str:
    """Return what can be switched off, and the numbers that then hold."""
    rows = [
        (f"`{name}`", ", ".join(f"`{path}` = {value:g}" for path, value in off.items())) for name, off in OFF.items()
    ]
    return table(("mechanism", "off means"), rows)


def number_table(what: str, found: Mapping[str, Quantity]) -> str:
    """Return declared numbers with unit, range, source and honesty."""
    rows = [
        (
            f"`{name}`",
            one.default,
            one.unit,
            ", ".join(one.options) or f"{one.low:g} to {one.high:g}",
            honesty(one),
            f"`{one.evidence}`" if one.evidence else "",
            one.meaning,
            one.assumed or "",
        )
        for name, one in found.items()
    ]
    return table((what, *NUMBER), rows)


def parameters() -> Iterator[tuple[str, Quantity]]:
    """Yield (path, declaration) of the numbers of all mechanisms."""
    for field in dataclasses.fields(Parameters):
        record: Any = type(getattr(Parameters(), field.name))
        for name, quantity in quantities(record):
            yield f"{field.name}.{name}", quantity


def _world() -> dict[str, Quantity]:
    """Return the numbers from which a world is founded: of a region, then of the ties."""
    of_regions = {f"world.regions.NAME.{name}": quantity for name, quantity in quantities(Region)}
    return of_regions | {f"world.network.{name}": quantity for name, quantity in quantities(NetworkSettings)}


def _options(kind: type[Any]) -> str:
    return ", ".join(f"`{name}` ({one.default})" for name, one in quantities(kind))


def _first_line(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ")

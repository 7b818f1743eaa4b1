"""``gaiju outcomes``: what is measured."""

from __future__ import annotations

import dataclasses

from sim.cli.catalogue import show
from sim.cli.options import Id, Json
from sim.columns.ledgers import FLOWS, Ledgers
from sim.statistics.outcomes import Outcome
from sim.statistics.outcomes import outcomes as declared


def outcomes(id: Id = None, json: Json = False) -> None:
    """List what is measured, with title, unit, direction and the margin that matters, or explain one."""
    fields = [field.name for field in dataclasses.fields(Outcome)]
    found = {name: {field: getattr(one, field) for field in fields} for name, one in declared().items()}
    found["cost"] |= {"sum of": _paid_by_government()}
    if not json:  # a line a language: two columns would leave neither enough room
        found = {name: one | {"title": "\n".join(one["title"].values())} for name, one in found.items()}
    zh = {name: one.title["zh"] for name, one in declared().items()}
    show("outcome", found, ("title", "unit", "better", "margin"), id, json, zh)


def _paid_by_government() -> list[str]:
    """Return what the ledger books as paid by the government, in its own words; less nothing, as nobody pays to it."""
    columns = {field.name: field.metadata["column"] for field in dataclasses.fields(Ledgers)}
    return [columns[name].meaning.partition(": ")[2] for name, flow in FLOWS.items() if flow.payer == "government"]

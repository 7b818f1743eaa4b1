"""``gaiju parameters``: the numbers of the mechanisms and the terms at their baseline, and what each rests on."""

from __future__ import annotations

import dataclasses

from sim.cli.catalogue import show
from sim.cli.options import Id, Json
from sim.evidence.claims import honesty
from sim.policies.terms import TERMS
from sim.quantity import Quantity, quantities
from sim.reading import names_zh
from sim.rules.parameters import Parameters


def parameters(id: Id = None, json: Json = False) -> None:
    """List the numbers of the mechanisms, and the terms, with unit, range, source and honesty; or explain one."""
    groups = {field.name: type(getattr(Parameters(), field.name)) for field in dataclasses.fields(Parameters)}
    found = {
        f"{group}.{name}": described(quantity)
        for group, record in groups.items()
        for name, quantity in quantities(record)
    }
    terms = {name: term.quantity for name, term in TERMS.items() if term.group != "orders"}
    found |= {f"world.terms.{name}": described(quantity) for name, quantity in terms.items()}
    zh = {path: names_zh.name(path if path.startswith("world.") else f"uncertainties.{path}") for path in found}
    show("parameter", found, ("default", "unit", "range", "honesty"), id, json, zh)


def described(quantity: Quantity) -> dict[str, object]:
    """Return what is declared about a number."""
    return {
        "default": quantity.default,
        "unit": quantity.unit,
        "range": quantity.options or f"{quantity.low:g} to {quantity.high:g}",
        "honesty": honesty(quantity),
        "meaning": quantity.meaning,
        "evidence": quantity.evidence,
        "assumed": quantity.assumed,
    }

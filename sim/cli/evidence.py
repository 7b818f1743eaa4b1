"""``gaiju evidence``: what the sources claim."""

from __future__ import annotations

import dataclasses

from sim.cli.catalogue import show
from sim.cli.options import Id, Json
from sim.evidence.claims import Claim, Derived, claims, derived


def evidence(id: Id = None, json: Json = False) -> None:
    """List the claims of the sources and the numbers derived from them, or explain one."""
    known: list[Claim | Derived] = [*claims().values(), *derived().values()]
    found = {one.id: {"trust": "derived"} | _whole(one) for one in known}
    show("claim", found, ("value", "unit", "trust"), id, json)


def _whole(claim: Claim | Derived) -> dict[str, object]:
    """Return a claim's fields as plain words and numbers."""
    fields = {field.name: getattr(claim, field.name) for field in dataclasses.fields(claim)}
    return {name: dict(value) if hasattr(value, "items") else value for name, value in fields.items()}

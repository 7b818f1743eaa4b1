"""``gaiju evidence``: what the sources claim."""

from __future__ import annotations

import dataclasses

from sim.cli.catalogue import show
from sim.cli.options import Id, Json
from sim.evidence.claims import claims, derived


def evidence(id: Id = None, json: Json = False) -> None:
    """List the claims of the sources and the numbers derived from them, or explain one."""
    found = {one.id: {"trust": "derived", "unit": ""} | _whole(one) for one in (*claims().values(), *derived().values())}
    show("claim", found, ("value", "unit", "trust"), id, json)


def _whole(claim: object) -> dict[str, object]:
    """Return a claim's fields as plain words and numbers."""
    assert dataclasses.is_dataclass(claim)
    fields = {field.name: getattr(claim, field.name) for field in dataclasses.fields(claim)}
    return {name: dict(value) if hasattr(value, "items") else value for name, value in fields.items()}

"""``gaiju outcomes``: what is measured."""

from __future__ import annotations

import dataclasses

from sim.analyses.outcomes import Outcome
from sim.analyses.outcomes import outcomes as declared
from sim.cli.catalogue import show
from sim.cli.options import Id, Json


def outcomes(id: Id = None, json: Json = False) -> None:
    """List what is measured, with unit, direction and the margin that matters, or explain one."""
    fields = [field.name for field in dataclasses.fields(Outcome)]
    found = {name: {field: getattr(one, field) for field in fields} for name, one in declared().items()}
    show("outcome", found, ("unit", "better", "margin"), id, json)

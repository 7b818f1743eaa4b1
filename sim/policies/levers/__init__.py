"""The levers that exist: one record each, in the YAML files of this folder (b2 to b7, as the sources group them).

``not_modelled.json`` holds what the sources list and the model has no lever for, with what comes nearest.
``levers.json``, made from them by :mod:`sim.policies.levers.remake`, loads a hundred times faster. A lever is added by
adding a record and running ``make levers``: no code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from sim.policies.lever import LeverRecord, record_of


@cache
def levers() -> Mapping[str, LeverRecord]:
    """Return all shipped levers by id, in the order of the sources.

    >>> levers()["online_assembly"].amends[0].term
    'online'
    """
    return MappingProxyType({tree["id"]: record_of(tree) for tree in trees()})


def trees(file: str = "levers.json") -> tuple[dict[str, Any], ...]:
    """Return the shipped records as they are written."""
    return tuple(json.loads(resources.files("sim.policies.levers").joinpath(file).read_text("utf-8")))


def not_modelled(said: str) -> str:
    """Return what to say of a measure that the sources list and no lever models, by any of its names or its number.

    >>> not_modelled("10").startswith("not modelled as a lever: 10, Classification into three types (")
    True
    """
    for one in trees("not_modelled.json"):
        if said in map(str, one.values()):
            return f"not modelled as a lever: {one['no']}, {one['en']} ({one['zh']}); {one['instead']}"
    return ""

"""The levers that exist: one record each, in the YAML files of this folder (b2 to b7, as the sources group them).

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


def trees() -> tuple[dict[str, Any], ...]:
    """Return the shipped records as they are written."""
    return tuple(json.loads(resources.files("sim.policies.levers").joinpath("levers.json").read_text("utf-8")))

"""Read the claims of the sources, and say how honest a number is that rests on one.

The claims are written in ``claims.yaml``, whose head explains the fields; ``claims.json``, made from it by
:mod:`sim.evidence.remake`, loads a hundred times faster. A claim is what a source says, never what is true: many
come from planning templates without a place, and some numbers are reused under several headings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from sim.quantity import Quantity
from sim.scalars import did_you_mean

Trust = Literal["high", "medium", "low"]
Honesty = Literal["measured", "estimated", "assumed"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One number, or a few that belong together, as a source states it.

    Attributes
    ----------
    id
        Name by which scenarios, quantities and patterns cite the claim.
    source, section
        Document and heading in which it stands.
    statement
        What is claimed, in one sentence.
    term_zh
        The source's own word.
    value
        A number in ``unit``, or several by name (before and after, low and high, ...).
    unit
        Unit in words; percentages are from 0 to 100.
    op
        Relation stated in the text: ``=``, ``>``, ``>=``, ``<``, ``<=`` or ``~``.
    measure
        What kind of number: a level, a count, a change in points or per cent, ...
    place
        Where it was observed, or ``None``.
    year
        When: a year, a span as text, years by name, or ``None``.
    year_basis
        Whether the year is ``stated`` beside the number or ``inferred``.
    kind, about
        Use in a model (outcome level, parameter, target, ...) and whom it describes.
    trust
        ``high``: field survey of a named city; ``medium``: anonymised or a named place; ``low``: the rest.
    repeated_in
        Other sections of the same source with the same figure.
    text_zh
        Short pieces of the original by which it is found.
    note
        Doubts and readings.
    """

    id: str
    source: str
    section: str
    statement: str
    term_zh: str
    value: float | Mapping[str, float]
    unit: str
    op: str
    measure: str
    place: str | None
    year: int | str | Mapping[str, int] | None
    year_basis: str | None
    kind: str
    about: str
    trust: Trust
    repeated_in: tuple[str, ...]
    text_zh: tuple[str, ...]
    note: str

    def numbers(self) -> tuple[float, ...]:
        """Return the numbers of the value, named or not."""
        return tuple(self.value.values()) if isinstance(self.value, Mapping) else (self.value,)


@dataclass(frozen=True, slots=True)
class Derived:
    """A number that no source states, computed from claims."""

    id: str
    statement: str
    formula: str
    value: float
    unit: str
    inputs: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ReusedNumber:
    """A figure that stands under several claims, which makes each of them doubtful."""

    number: float
    n_entries: int
    ids: tuple[str, ...]


def claims() -> Mapping[str, Claim]:
    """Return all claims by id, in the order of the sources.

    >>> claims()["cn_policy_landing_rate"].value["after"]
    35
    """
    return _load().claims


def derived() -> Mapping[str, Derived]:
    """Return the numbers computed from claims, by id."""
    return _load().derived


def reused_numbers() -> tuple[ReusedNumber, ...]:
    """Return the figures that stand under several claims, the most used first."""
    return _load().reused


def claim(id: str) -> Claim:
    """Return the claim with an id.

    Raises
    ------
    KeyError
        If there is none; names the nearest.
    """
    if id not in claims():
        raise KeyError(f"no claim has the id `{id}`{did_you_mean(id, claims())}")
    return claims()[id]


def honesty(quantity: Quantity) -> Honesty:
    """Say what a declared number rests on.

    *Measured* is a number taken as it stands from a field survey of a named place: same unit, same value, nothing
    adapted. *Estimated* rests on weaker claims, on derived numbers or on an adapted claim; *assumed* on a reason.

    Raises
    ------
    KeyError
        If the evidence the quantity names does not exist.
    """
    if quantity.evidence is None:
        return "assumed"
    if quantity.evidence in derived():
        return "estimated"
    cited = claim(quantity.evidence)
    if quantity.assumed is None and cited.trust == "high" and _says(cited, quantity):
        return "measured"
    return "estimated"


_PARTS_OF_ONE = frozenset(("1", "share", "chance"))


def _says(cited: Claim, quantity: Quantity) -> bool:
    """Return whether a claim holds the default itself, in the same unit or in per cent of it."""
    in_percent = cited.unit == "percent" and quantity.unit in _PARTS_OF_ONE
    if cited.unit != quantity.unit and not in_percent:
        return False
    numbers = [number / 100 for number in cited.numbers()] if in_percent else cited.numbers()
    return quantity.default in numbers


@dataclass(frozen=True, slots=True)
class _Evidence:
    claims: Mapping[str, Claim]
    derived: Mapping[str, Derived]
    reused: tuple[ReusedNumber, ...]


@cache
def _load() -> _Evidence:
    """Read the shipped JSON once."""
    raw = json.loads(resources.files("sim.evidence").joinpath("claims.json").read_text("utf-8"))
    return _Evidence(
        claims=MappingProxyType({entry["id"]: Claim(**_frozen(entry)) for entry in raw["evidence"]}),
        derived=MappingProxyType({entry["id"]: Derived(**_frozen(entry)) for entry in raw["derived"]}),
        reused=tuple(ReusedNumber(**_frozen(entry)) for entry in raw["reused_numbers"]),
    )


def _frozen(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry whose lists and mappings can no longer be changed."""
    return {name: _freeze(value) for name, value in entry.items()}


def _freeze(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(value) if isinstance(value, dict) else value

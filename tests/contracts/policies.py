"""Policies that watch, replay or misbehave, and every strategy at the ends of its options."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from sim.arrays import Rows
from sim.policies.policy import Policy, Seen
from sim.policies.terms import Terms
from sim.quantity import Quantity, quantities


@dataclass(frozen=True)
class Heard:
    """One call of a policy."""

    terms: Terms
    seen: Seen
    month: int
    answer: Terms


@dataclass
class Recorder:
    """Does what another policy does, and keeps what it was told and what it said."""

    policy: Policy
    heard: list[Heard] = field(default_factory=list)
    name: ClassVar[str] = "recorder"

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        answer = self.policy.amend(terms, seen, month)
        self.heard.append(Heard(terms, seen, month, answer))
        return answer


@dataclass
class Replay:
    """Gives, month by month, terms that were recorded."""

    months: Mapping[int, Mapping[str, Rows]]
    name: ClassVar[str] = "replay"

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        return Terms(self.months[month])


@dataclass(frozen=True)
class Only:
    """Another policy, in the first county alone or everywhere but there; it amends village terms only."""

    policy: Policy
    elsewhere: bool = False
    name: ClassVar[str] = "only"

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        here = (seen.county != 0) if self.elsewhere else (seen.county == 0)
        now = Terms({name: terms[name] for name in terms})
        wanted = self.policy.amend(now, seen, month)
        for name in now:
            if now[name].shape == here.shape and wanted[name] is not now[name]:
                terms = terms.set(name, wanted[name], here)
        return terms


def arrays(seen: Seen) -> dict[str, Rows]:
    """Return the arrays of what is seen, by name."""
    found = {f.name: getattr(seen, f.name) for f in dataclasses.fields(seen)}
    return {name: value for name, value in found.items() if isinstance(value, np.ndarray)}


def at_the_ends(kind: type[Any]) -> Iterator[tuple[str, Policy]]:
    """Yield (what was changed, a strategy with one option at an end of its range or at another word)."""
    usual = kind()
    for name, value in _ends(usual):
        yield f"{kind.name} {name}={value}", dataclasses.replace(usual, **{name: value})
    for one in dataclasses.fields(usual):
        parts = getattr(usual, one.name)
        if isinstance(parts, tuple) and parts and dataclasses.is_dataclass(parts[0]):
            for name, value in _ends(parts[0]):
                changed = tuple(dataclasses.replace(part, **{name: value}) for part in parts)
                yield f"{kind.name} {one.name}.{name}={value}", dataclasses.replace(usual, **{one.name: changed})


def _ends(record: Any) -> Iterator[tuple[str, Any]]:
    for name, quantity in quantities(type(record)):
        for value in values(quantity):
            yield name, value


def values(quantity: Quantity) -> tuple[Any, ...]:
    """Return the words of a quantity, or both ends of its range in the type of its default."""
    if quantity.options:
        return quantity.options
    of = type(quantity.default)
    return of(quantity.low), of(quantity.high)

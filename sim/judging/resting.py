"""What the numbers of some scenarios rest on: a field survey, weaker claims, or an assumption."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.evidence.claims import Honesty, honesty
from sim.policies.lever_in_use import Lever
from sim.quantity import Quantity
from sim.reading import Case
from sim.reading.numbers import DEFAULT
from sim.reading.resolving import resolved_tree
from sim.reading.shapes import LEVERS, declarations

KINDS: tuple[Honesty, ...] = ("measured", "estimated", "assumed")
PARTS = ("world.regions", "world.terms", "world.network", "uncertainties", "policy")
"""Parts of a scenario; clock and runs say how long and how often, which rests on nothing."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a scenario.

    Attributes
    ----------
    part
        One of :data:`PARTS`.
    path
        Where it stands in the scenario.
    meaning
        What it is, as declared.
    why
        Evidence id, reason, or place in a file.
    low, high
        How far it may be off: the range stated with it, or the declared one; empty for words and dates.
    default
        Whether no scenario said it.
    """

    part: str
    path: str
    value: Any
    unit: str
    kind: Honesty
    why: str
    low: str
    high: str
    default: bool
    scenarios: tuple[str, ...]
    meaning: str = ""


def numbers(cases: Sequence[Case]) -> tuple[Number, ...]:
    """Return every number of some cases, once each: those that several share name all of these."""
    found: dict[Number, list[str]] = {}
    for case in cases:
        for number in _list_numbers(case):
            found.setdefault(number, []).append(case.scenario.name)
    return tuple(dataclasses.replace(number, scenarios=tuple(names)) for number, names in found.items())


def counts(found: Sequence[Number]) -> Mapping[str, Mapping[Honesty, int]]:
    """Return how many numbers of each part rest on what.

    A default that all regions share is one number, not one a region.
    """
    one = {(each.part, _strip_place(each), str(each.value), each.kind) for each in found}
    per = Counter((part, kind) for part, _, _, kind in one)
    return {part: {kind: per[part, kind] for kind in KINDS} for part in PARTS}


def _strip_place(each: Number) -> str:
    return each.path.rpartition(".")[2] if each.part == "world.regions" and each.default else each.path


def _list_numbers(case: Case) -> Iterator[Number]:
    tree = resolved_tree(case.scenario, case.policies[0], case.ranges)
    for place, leaf in _walk_leaves(tree, ()):
        part = f"{place[0]}.{place[1]}" if place[0] == "world" else str(place[0])
        quantity = _find_declaration(place, case.policies[0].name)
        if part in PARTS and quantity is not None:
            yield _make_number(part, ".".join(map(str, place)), quantity, leaf)
    for lever in (policy for policy in case.policies if isinstance(policy, Lever)):
        for amends in lever.record.amends:
            own = amends.quantity()
            path = f"policy.levers.{lever.record.id}.{amends.term}"
            why = own.evidence or own.assumed or ""
            yield Number(
                "policy",
                path,
                own.default,
                own.unit,
                honesty(own),
                why,
                *_format_ends(own),
                False,
                (),
                _of_lever(lever, own),
            )


def _walk_leaves(tree: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Yield the numbers of a resolved tree with what they rest on."""
    if isinstance(tree, dict) and "value" in tree:
        yield path, tree
    elif isinstance(tree, dict):
        for key, part in tree.items():
            yield from _walk_leaves(part, (*path, key))
    elif isinstance(tree, list):
        for number, part in enumerate(tree):
            yield from _walk_leaves(part, (*path, number))


def _find_declaration(path: tuple[str | int, ...], strategy: str) -> Quantity | None:
    """Return what is declared about the number at a path, nothing for records that carry their own declaration."""
    section, name = path[:-1], str(path[-1])
    if section[:2] == ("policy", "rollout"):
        section = (*section[:2], strategy, *section[2:])
    places = tuple("*" if isinstance(key, int) else key for key in section)
    if places[:2] == ("world", "regions"):
        places = ("world", "regions", "*", *places[3:])
    return declarations().get(places if places[:2] != LEVERS[:2] else LEVERS, {}).get(name)


def _make_number(part: str, path: str, quantity: Quantity, leaf: Mapping[str, Any]) -> Number:
    """Return a number as a scenario says it."""
    value, default = leaf["value"], leaf.get("origin") == DEFAULT
    low, high = _format_ends(quantity)
    if default:
        why, kind = quantity.evidence or quantity.assumed or "", honesty(quantity)
    elif "evidence" in leaf:
        why = leaf["evidence"]
        kind = honesty(dataclasses.replace(quantity, default=value, evidence=why, assumed=None))
    else:
        why, kind = leaf.get("assumed") or leaf["origin"], "assumed"
        low, high = (str(end) for end in leaf.get("range", (low, high)))
    return Number(part, path, value, quantity.unit, kind, why, low, high, default, (), quantity.meaning)


def _of_lever(lever: Lever, own: Quantity) -> str:
    return f"{lever.record.title['en']}: {own.meaning}"


def _format_ends(quantity: Quantity) -> tuple[str, str]:
    if quantity.options or quantity.unit in ("date", "calendar month"):
        return "", ""
    return f"{quantity.low:g}", f"{quantity.high:g}"

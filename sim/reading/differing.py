"""In what two scenarios differ, by meaning: every path at which another value holds, wherever it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.document import TreePath, dotted
from sim.reading import Case
from sim.reading.resolving import resolved_tree
from sim.reading.shapes import quantity_at

REGIONS: TreePath = ("world", "regions")
NAMES = ("schema", "name", "title")
"""What a scenario is called is no difference."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value that holds in a scenario, and where it comes from."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Differing:
    """One path at which two scenarios hold different values; a side that has no such path is ``None``."""

    path: str
    unit: str
    one: Said | None
    other: Said | None


def differing(one: Case, other: Case) -> tuple[Differing, ...]:
    """Return every path at which the resolved values of two cases differ, in the order of the file.

    A region, or a list of villages, that only one of them has is one difference.
    """
    sides = [_whole(dict(_values(_tree(case))), case, rest) for case, rest in ((one, other), (other, one))]
    found = []
    for path in dict.fromkeys([*sides[0], *sides[1]]):
        first, second = (side.get(path) for side in sides)
        if first is None or second is None or first.value != second.value:
            found.append(Differing(dotted(path), _unit(path, one, other), first, second))
    return tuple(found)


def _tree(case: Case) -> Mapping[str, Any]:
    tree = resolved_tree(case.scenario, case.policies[0], case.ranges)
    return {key: part for key, part in tree.items() if key not in NAMES}


def _whole(values: dict[TreePath, Said], case: Case, other: Case) -> dict[TreePath, Said]:
    """Return the values with every region, and every list of villages, that the other has not as one value."""
    alone: dict[TreePath, Said] = {}
    for name in case.scenario.regions:
        path, listed = (*REGIONS, name), case.scenario.villages.get(name)
        if name not in other.scenario.regions:
            villages = sum(number for _, number in case.scenario.counties_of(name))
            alone[path] = Said(f"a region of {villages} villages", "")
        elif listed is not None and name not in other.scenario.villages:
            alone[(*path, "villages")] = Said(f"a list of {len(listed)} villages", "")
    return {path: said for path, said in values.items() if path[:3] not in alone and path[:4] not in alone} | alone


def _values(tree: Any, path: TreePath = ()) -> Iterator[tuple[TreePath, Said]]:
    """Yield the values of a resolved tree with their paths; lists of words are one value."""
    if isinstance(tree, Mapping) and "value" in tree:
        yield path, Said(tree["value"], _origin(tree))
    elif isinstance(tree, Mapping):
        for key, part in tree.items():
            if path[3:4] == ("villages",):
                if key not in ("name", "origin"):
                    yield (*path, key), Said(part, str(tree.get("origin", "")))
            else:
                yield from _values(part, (*path, key))
    elif isinstance(tree, list) and tree and isinstance(tree[0], Mapping):
        for number, part in enumerate(tree):
            yield from _values(part, (*path, number))
    else:
        yield path, Said(tree, "")


def _origin(tree: Mapping[str, Any]) -> str:
    if "evidence" in tree:
        return f"evidence: {tree['evidence']}"
    return f"assumed: {tree['assumed']}" if "assumed" in tree else str(tree.get("origin", ""))


def _unit(path: TreePath, one: Case, other: Case) -> str:
    """Return the unit of the value at a path, by whichever of the two strategies knows it."""
    for case in (one, other):
        found = quantity_at(path, case.scenario.rollout.strategy)
        if found is not None:
            return "" if found.unit in ("1", "word", "date") else found.unit
    return ""

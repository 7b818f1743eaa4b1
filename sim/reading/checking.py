"""The second layer: does every key exist, and is every value of its kind and within its range?

pydantic finds the faults, all at once; here each becomes one line in a modeller's words, at its place in the file.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.document import Document, Problem, Tree, TreePath, part_at
from sim.reading.numbers import NAME, listed, misnamed, shown
from sim.reading.resolving import flow
from sim.reading.shapes import LEVERS, REGION, Loc, clock_model, keys_at, matches, scenario_model, unknown_key
from sim.scalars import did_you_mean, slip, wide
from sim.scenario import Clock
from sim.words import texts

MOST = 100
"""Faults that are put into words; whoever has more has not written a scenario."""
_MISSING = {
    "union_tag_not_found": "`strategy` is missing: a rollout names its strategy",
    "missing": "`lever` is missing: write {lever: name}, with a name out of `gaiju levers`",
}
Checked = dict[str, Any]
"""The file's tree with checked leaves: names, and :class:`sim.reading.numbers.Given` for quantities."""


@dataclass(frozen=True, slots=True)
class Types:
    """What the second layer found.

    Attributes
    ----------
    checked
        The tree without the parts at fault, or ``None`` if nothing is left of it.
    problems
        What is wrong, with places.
    """

    checked: Checked | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong where, and the path of the value that is lost by it."""

    path: TreePath
    message: str
    lost: TreePath


def check_types(document: Document) -> Types:
    """Check keys, kinds and ranges of a gathered document."""
    clock = _clock(document.tree)
    problems = list(_missing(document))
    checked, faults = _validated(document.tree, clock)
    problems += [document.problem(fault.path, fault.message + _hint(document.tree, fault.path)) for fault in faults]
    problems += _repeated(document, {fault.path for fault in faults})
    if 0 < len(faults) < MOST:
        checked, _ = _validated(_pruned(document.tree, [fault.lost for fault in faults]), clock)
    return Types(checked, tuple(problems))


def _hint(tree: Tree, path: TreePath) -> str:
    """Return a hint at a slip of the keyboard in a word, or in the key before it, that is refused."""
    tree = part_at(tree, path)
    said = slip(str(path[-1])) if path and isinstance(path[-1], str) else ""
    return f"; {said}" if said else wide(tree) if isinstance(tree, str) else ""


def _clock(tree: Tree) -> Clock | None:
    """Return the clock, by which dates become months, or ``None`` if it is at fault."""
    try:
        said = _plain(clock_model().model_validate(tree.get("clock", {})))
    except ValidationError:
        return None
    return Clock(**{key: given.value for key, given in said.items()})


def _missing(document: Document) -> Iterator[Problem]:
    if "schema" not in document.tree:
        yield document.problem(("schema",), "is missing: write `schema: 1`, the version of the file format")
    if "name" not in document.tree:
        yield document.problem(("name",), "is missing: give the scenario a name of lower-case letters, digits and -")


def _repeated(document: Document, faults: Set[TreePath]) -> Iterator[Problem]:
    """Yield words that stand twice in a list; said here, where every word still has its place."""
    for key in ("without", "outcomes"):
        words = document.tree.get(key)
        for number, word in enumerate(words if isinstance(words, list) else ()):
            if word in words[:number] and (key, number) not in faults:
                yield document.problem((key, number), f"{shown(word)} stands twice in the list")


def _validated(tree: Tree, clock: Clock | None) -> tuple[Checked | None, list[_Fault]]:
    """Return the checked tree, or the faults by path."""
    try:
        return _plain(scenario_model().model_validate(tree, context=clock)), []
    except ValidationError as error:
        errors = error.errors(include_url=False)[:MOST]
        return None, [fault for found in errors for fault in _faults(found)]


def _plain(checked: Any) -> Any:
    """Return a model as plain dicts and lists of what the file gave."""
    if isinstance(checked, BaseModel):
        given = [item for item in type(checked).model_fields.items() if item[0] in checked.model_fields_set]
        return {field.alias or name: _plain(getattr(checked, name)) for name, field in given}
    if isinstance(checked, dict):
        return {key: _plain(part) for key, part in checked.items()}
    return [_plain(part) for part in checked] if isinstance(checked, list) else checked


def _pruned(tree: Tree, paths: list[TreePath]) -> Tree:
    """Return the tree without the values at the given paths, the last list items first."""
    kept = copy.deepcopy(tree)
    for path in sorted(paths, key=lambda path: [(isinstance(part, int), part) for part in path], reverse=True):
        if path and part_at(kept, path) is not None:
            del part_at(kept, path[:-1])[path[-1]]
    return kept


def _faults(found: Any) -> Iterator[_Fault]:
    """Yield what is wrong according to one of pydantic's errors."""
    loc: Loc = tuple(part for part in found["loc"] if part != "[key]")
    path = loc
    if loc[:2] == ("policy", "rollout") and len(loc) > 2:
        path = (*loc[:2], *loc[3:])  # the strategy's name is no part of the file
    if found["type"] == "refused":
        yield from (_Fault(path + below, message, path) for below, message in found["ctx"]["faults"])
    else:
        at = (*path, "strategy") if found["type"] == "union_tag_invalid" else path
        # levers whose names are not all there cannot be told apart: without the list the rest is still checked
        yield _Fault(at, _said(found, loc), path[:2] if found["type"] == "missing" else path)


def _said(found: Any, loc: Loc) -> str:
    """Say one of pydantic's own errors."""
    kind, raw = found["type"], found["input"]
    if kind == "extra_forbidden":
        return unknown_key(loc[:-1], str(loc[-1]))
    if kind == "union_tag_invalid":
        names, tag = texts("strategy", "zh"), found["ctx"]["tag"]
        return f"unknown strategy `{tag}`{did_you_mean(tag, names, names)}; allowed is {listed(tuple(names), tag)}"
    if kind in _MISSING:
        return _MISSING[kind]
    if kind in ("string_type", "string_pattern_mismatch"):
        return misnamed(raw, NAME) + "; `title` is for people" if loc == ("name",) else misnamed(raw, REGION)
    if kind == "list_type":
        return f"{shown(raw)} is no list: {_as_list(str(loc[-1]), raw)}"
    keys = listed(keys_at(loc))
    if isinstance(raw, str) and matches(loc, LEVERS):
        return f"{shown(raw)} is no mapping of keys: write {{lever: {raw}}}; allowed is {keys}"
    return f"{shown(raw)} is no mapping of keys" + (f"; allowed is {keys}" if keys else ": write a name and a value")


def _as_list(key: str, raw: Any) -> str:
    """Return how to write as a list what is none.

    >>> _as_list("levers", {"points_system": {"from": "2021-06"}}), _as_list("without", "learning")
    ('write an item a line, as `- {lever: "points_system", from: "2021-06"}`', 'write `["learning"]`')
    """
    if not isinstance(raw, dict) or not raw:
        return "write [..], or one item a line after `- `" if not raw else f"write `[{flow(raw)}]`"
    name, part = next(iter(raw.items()))
    named = {"lever": name} if key == "levers" else {}
    item = {**named, **(part or {})} if isinstance(part, dict | None) else raw
    return f"write an item a line, as `- {flow(item)}`"

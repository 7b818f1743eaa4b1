"""From a file, the files it extends and ``--set`` to one tree in which every value knows where it was written."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.document import Document, DocumentError, Place, Problem, Tree, TreePath, parse
from sim.reading.lever_file import with_levers
from sim.reading.shipped import SCHEME, document_at, located, named
from sim.reading.village_table import with_tables
from sim.scalars import did_you_mean, wide

SET = "--set"
TITLE = ("title",)
_STEP = re.compile(r"([^.\[\]]+)((?:\[[0-9]{1,6}\])*)")


def gather(chain: Sequence[Document], sets: Sequence[str] = ()) -> Document:
    """Return a document laid over what it extends, with the ``--set`` values put in.

    Parameters
    ----------
    chain
        The document and those it extends, as :func:`chained` gives them.

    Raises
    ------
    DocumentError
        If a table of villages cannot be read, or a ``--set`` names no place; with all problems found.
    """
    gathered = chain[-1]
    for later in reversed(chain[:-1]):
        gathered = laid_over(gathered, later)
    return with_levers(with_tables(_with_sets(gathered, sets) if sets else gathered))


def laid_over(earlier: Document, later: Document) -> Document:
    """Return one document over another: mappings merge, everything else is replaced.

    A number with its basis is one value, whatever its form; a rollout of another strategy replaces the earlier one
    whole, as the options of the old strategy mean nothing to the new. So does a title: what is said in one language
    alone stands for both, or two scenarios would be called alike in the other.
    """
    places = dict(earlier.places)
    tree = _laid_over(earlier.tree, later.tree, (), later, places)
    return Document(tree, places, places, earlier.notes + later.notes)


def _laid_over(below: Tree, above: Tree, path: TreePath, later: Document, places: dict[TreePath, Place]) -> Tree:
    if path == TITLE or not _merge(below, above):
        for old in _paths(below, path):
            places.pop(old, None)
        places.update((new, later.places[new]) for new in _paths(above, path))
        return above
    places[path] = later.places[path]
    over = {key: _laid_over(below.get(key), part, (*path, key), later, places) for key, part in above.items()}
    return below | over


def _merge(below: Tree, above: Tree) -> bool:
    if not isinstance(below, dict) or not isinstance(above, dict) or _is_number(below) or _is_number(above):
        return False
    return above.get("strategy", below.get("strategy")) == below.get("strategy")


def _is_number(tree: Tree) -> bool:
    """Return whether a mapping is a number with its basis."""
    return isinstance(tree, dict) and "value" in tree and not isinstance(tree["value"], dict)


def _paths(tree: Tree, path: TreePath) -> Iterator[TreePath]:
    """Yield the paths of a tree and all its parts."""
    yield path
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, part in parts:
        yield from _paths(part, (*path, key))


def chained(document: Document) -> list[Document]:
    """Return the document and those it extends, the nearest first, without their ``extends``.

    Raises
    ------
    DocumentError
        If one of them is no mapping, cannot be read, or the chain runs in a circle.
    """
    chain, files = [_mapping(document)], [_file(document)]
    while "extends" in chain[-1].tree:
        last = chain[-1]
        file = _extended(last, files)
        chain[-1] = replace(last, tree={k: v for k, v in last.tree.items() if k != "extends"})
        chain.append(_mapping(document_at(file)))
        files.append(file)
    return chain


def _file(document: Document) -> str:
    return document.places[()].file


def _mapping(document: Document) -> Document:
    if isinstance(document.tree, dict) and isinstance(document.tree.get("levers"), list) and len(document.tree) == 1:
        message = (
            "this is a file of levers, no scenario: a scenario names it, as `policy: {lever_file: "
            f"{Path(_file(document)).name}}}`, and uses its levers under `policy.levers`"
        )
        raise DocumentError([document.problem((), message)])
    if not isinstance(document.tree, dict):
        hint = wide(document.tree) if isinstance(document.tree, str) else ""
        message = f"a scenario is a mapping of keys, beginning with `schema: 1`{hint}"
        raise DocumentError([document.problem((), message)])
    return document


def _extended(document: Document, files: Sequence[str]) -> str:
    """Return the address of the file that a document extends.

    Raises
    ------
    DocumentError
        If it names none, or the chain has been there.
    """
    file = named(document, ("extends",), f"my-world.yaml, or {SCHEME}baseline/national")
    if os.path.realpath(located(file)) in [os.path.realpath(located(other)) for other in files]:
        circle = " -> ".join([*files, file])
        raise DocumentError([document.problem(("extends",), f"the files extend one another in a circle: {circle}")])
    return file


def typed(shown: str, text: str) -> str:
    """Return how a ``path=value`` was said at the command line: by a flag of its own, or by ``--set``."""
    return getattr(text, "typed", f"{SET} {shown}")


def _with_sets(document: Document, sets: Sequence[str]) -> Document:
    """Return the document with ``path=value`` put in, one after the other.

    Raises
    ------
    DocumentError
        With everything that is wrong with any of them.
    """
    problems: list[Problem] = []
    tree, places = copy.deepcopy(document.tree), dict(document.places)
    for text in sets:
        name, equals, value = text.partition("=")
        path, place = path_of(name.strip()), Place(typed(_brief(text), text), 0, 0)
        try:
            if not equals or not path:
                raise ValueError("this is not of the form path=value, such as policy.rollout.due=2026-06")
            _assign(tree, places, path, parse(value.strip() or "null", SET).tree, place)
        except DocumentError as error:
            problems += [Problem(place.file, 0, 0, (*path, *found.path), found.message) for found in error.problems]
        except ValueError as error:
            problems.append(Problem(place.file, 0, 0, path, str(error)))
    if problems:
        raise DocumentError(problems)
    return Document(tree, places, places, document.notes)


def path_of(name: str) -> TreePath:
    """Return the path that ``--set`` names, empty if it names none; a parameter of a mechanism is one key.

    >>> path_of("policy.rollout.waves[1].share"), path_of("uncertainties.trust.gain")
    (('policy', 'rollout', 'waves', 1, 'share'), ('uncertainties', 'trust.gain'))
    """
    section, dot, rest = name.partition(".")
    if section == "uncertainties" and dot:
        return section, rest
    path: list[str | int] = []
    for step in name.split("."):
        match = _STEP.fullmatch(step)
        if match is None:
            return ()
        path += [match[1], *(int(number) for number in re.findall("[0-9]+", match[2]))]
    return tuple(path)


def _brief(text: str) -> str:
    """Return a value as it is repeated in a message: in one line that is not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:77]}..."


def _assign(tree: Tree, places: dict[TreePath, Place], path: TreePath, value: Tree, place: Place) -> None:
    """Put a value into a tree.

    Raises
    ------
    ValueError
        If nothing can stand there.
    """
    if path[0] in ("schema", "extends"):
        raise ValueError(f"`{path[0]}` is said in the file alone")
    node = tree
    for depth, part in enumerate(path[:-1], start=1):
        _refuse_step(node, path[:depth])
        if isinstance(node, dict) and node.get(part) is None:
            node[part] = {}
            places[path[:depth]] = place
        node = node[part]
    _refuse_step(node, path)
    last: Any = path[-1]
    if last == "strategy" and node.get("strategy") != value:
        node.clear()
    old = node.get(last) if isinstance(node, dict) else node[last]
    for gone in _paths(old, path):
        places.pop(gone, None)
    places.update((new, place) for new in _paths(value, path))
    node[last] = value


def _refuse_step(node: Tree, path: TreePath) -> None:
    """Raise if the last part of a path leads nowhere from ``node``."""
    part = path[-1]
    if _is_number(node):
        raise ValueError("this is one number: name it without what stands inside it")
    if isinstance(part, int):
        if not isinstance(node, list):
            raise ValueError("the file gives no list here: give the whole list, as [{...}, {...}]")
        if part >= len(node):
            raise ValueError(f"there is no item {part} here; allowed is 0 to {len(node) - 1}")
    elif not isinstance(node, dict):
        raise ValueError("nothing stands below here")
    elif path[:2] == ("world", "regions") and len(path) == 3 and part not in node:
        raise ValueError(f"there is no region `{part}`{did_you_mean(part, node)}; allowed is {', '.join(node)}")

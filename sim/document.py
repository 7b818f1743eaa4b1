"""YAML text to a plain tree that knows where everything stands.

A scenario is often written by hand and sometimes handed over by a stranger, so this reader takes a small and plain
part of YAML 1.2 and says what is wrong with the rest, all of it at once, with line and column: no anchors, aliases or
tags (a file means what it shows), no key twice, no ``.nan``, no ``010`` (ten to one reader, eight to another), bounded
in size and depth before anything can grow. Dates such as ``2024-01`` stay text.

The tree is built from the parser's events, not by its composer and constructor: those recurse without bound, stop at
the first duplicate key and forget the places. This is the only module that knows ruamel.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.complaints import Stop, kind, nest, spans, stopped
from sim.scalars import CONTROL, brief, resolve, slip
from sim.texts import LARGEST, TOO_LARGE, decode_text, read_bounded
from sim.words import say

DEEPEST = 40
"""Levels of nesting that are read."""
MOST_EVENTS, MOST_PROBLEMS = 40_000, 100
"""Keys, values and ends of a file that are read, and problems after which reading stops: the parser is slow."""

TreePath = tuple[str | int, ...]
"""Keys and list positions that lead from the root of a tree to a value."""
Tree = Any
"""Plain dict, list, str, int, float, bool or None."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; line and column count from 1, and are 0 for what was said at the command line."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, in words a modeller can act on; in line 0 what stands in no file.

    Attributes
    ----------
    called
        What stands at ``path``, where people have a name for it; said in place of the path.
    """

    file: str
    line: int
    column: int
    path: TreePath
    message: str
    called: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        what = self.called or dotted(self.path)
        return f"{where} {brief(what)}: {brief(self.message)}" if what else f"{where}: {brief(self.message)}"


class DocumentError(Exception):
    """A document that is refused, with all its problems in the order of the text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[DocumentError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


@dataclass(frozen=True, slots=True)
class Document:
    """A tree and the places of its parts.

    Attributes
    ----------
    tree
        Plain dicts, lists and scalars.
    places
        For every path in the tree the place of the key, or of the list item.
    values
        For every path in the tree the place where the value begins.
    notes
        What was read otherwise than it stands, such as another encoding.
    """

    tree: Tree
    places: Mapping[TreePath, Place]
    values: Mapping[TreePath, Place]
    notes: tuple[Problem, ...] = ()

    def place(self, path: TreePath) -> Place:
        """Return the place of ``path``, or of the nearest part above it: where a missing key is missing."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def problem(self, path: TreePath, message: str) -> Problem:
        """Return a problem with what stands, or is missing, at ``path``."""
        place = self.place(path)
        return Problem(place.file, place.line, place.column, path, message)


def dotted(path: TreePath) -> str:
    """Write a path as a modeller says it.

    >>> dotted(("policy", "levers", 0, "lever"))
    'policy.levers[0].lever'
    """
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def part_at(tree: Tree, path: TreePath) -> Tree:
    """Return what stands at a path, None where nothing does.

    >>> part_at({"a": [{"b": 1}]}, ("a", 0, "b")), part_at({"a": 1}, ("a", 0))
    (1, None)
    """
    for part in path:
        if isinstance(tree, dict):
            tree = tree.get(part)
        else:
            tree = tree[part] if isinstance(tree, list) and isinstance(part, int) and part < len(tree) else None
    return tree


def read_document(path: str | Path, file: str = "") -> Document:
    """Read a YAML file strictly; ``file`` is the name that places, problems and notes carry, the path if it is empty.

    Raises
    ------
    DocumentError
        If the file cannot be read or holds anything but one plain document; with all problems found.
    """
    text, notes = noted_text(Path(path), file or str(path))
    return replace(parse(text, file or str(path)), notes=notes)


def text_of(path: str | Path) -> str:
    """Return the text of a file that is no larger than is read.

    Raises
    ------
    DocumentError
        If it cannot be read, is too large, or is in an encoding that is not read.
    """
    return noted_text(Path(path), str(path))[0]


def noted_text(path: Path, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, with a note that names its encoding unless that is UTF-8.

    Raises
    ------
    DocumentError
        As for :func:`text_of`.
    """
    try:
        content = read_bounded(path)
        text, encoding = decode_text(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise DocumentError([Problem(file, line, column, (), say("problem.encoding", "en"))]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DocumentError([Problem(file, 0, 0, (), f"cannot be read: {reason}")]) from None
    known = f"this file is not UTF-8; it was read as {encoding}: are the names in it right?"
    return text, () if encoding == "UTF-8" else (Problem(file, 1, 1, (), known),)


def parse(text: str, file: str) -> Document:
    """Parse YAML text strictly; ``file`` is the name that places and problems carry.

    >>> parse("clock: {months: 84}", "a.yaml").places["clock", "months"]
    Place(file='a.yaml', line=1, column=9)

    Raises
    ------
    DocumentError
        If the text is anything but one plain document; with all problems found.
    """
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise DocumentError([Problem(file, 1, 1, (), TOO_LARGE)])
    document, problems = _parsed(text, file)
    if problems:
        raise DocumentError(problems)
    return replace(document, tree=copy.deepcopy(document.tree))  # a ``--set`` writes into the tree


@lru_cache(maxsize=8)
def _parsed(text: str, file: str) -> tuple[Document, tuple[Problem, ...]]:
    """Return a document and what is wrong with it; kept, as a verb asks several times what a file is."""
    builder = _Builder(file, _events(text))
    return Document(builder.build(), builder.places, builder.values), tuple(builder.problems)


def _events(text: str) -> Iterator[Any]:
    """Yield ruamel's events of a text; whatever it complains of becomes a :class:`Stop` with line and column.

    Ruamel is imported here: most runs of the package read no YAML.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    line, column, last = 1, 1, None
    nested: list[Any] = []
    try:
        for number, event in enumerate(YAML(typ="safe", pure=True).parse(text)):
            if number > MOST_EVENTS:
                raise Stop(line, column, f"more than the {MOST_EVENTS} keys and values that are read")
            line, column = event.end_mark.line + 1, event.end_mark.column + 1
            last = event if spans(event) else last
            nest(nested, event)
            yield event
    except Stop:
        raise
    except MarkedYAMLError as error:
        raise stopped(text, error, line, column, last, nested) from None
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Stop(line, column, "a control character stands here: delete it") from None
    except Exception:
        # the parser's own slips on broken text, such as a ValueError for "\\U00ffffff", after the event before
        raise Stop(line, column, "not valid YAML: what follows here cannot be read") from None


@dataclass(slots=True)
class _Builder:
    """Builds one tree from the parser's events and collects places and problems on the way."""

    file: str
    events: Iterator[Any]
    problems: list[Problem] = field(default_factory=list)
    places: dict[TreePath, Place] = field(default_factory=dict)
    values: dict[TreePath, Place] = field(default_factory=dict)

    def build(self) -> Tree:
        """Return the tree of the only document; what is wrong is noted in ``problems``."""
        try:
            return self._document()
        except Stop as stop:
            self.problems.append(Problem(self.file, stop.line, stop.column, (), stop.message))
            return None

    def _document(self) -> Tree:
        """Return the tree of the only document; note when there is none, or another."""
        next(self.events)  # the stream's start
        first = next(self.events)
        if kind(first) == "StreamEnd":
            self.problems.append(Problem(self.file, 1, 1, (), "the file is empty"))
            return None
        if first.version or first.tags:
            self._note(first, (), "directives (%YAML, %TAG) are not read: delete what stands above")
        root = next(self.events)
        if kind(root) == "Scalar" and root.value == "" and not root.style:
            self._note(root, (), "the document is empty")
        self.places[()] = self._place(root)
        tree = self._value(root, (), 1)
        next(self.events)  # the document's end
        another = next(self.events)
        if kind(another) != "StreamEnd":
            self._note(another, (), "a second document begins here: one file holds one document")
        return tree

    def _value(self, event: Any, path: TreePath, depth: int) -> Tree:
        """Return the value that begins with ``event``."""
        self.values[path] = self._place(event)
        what = kind(event)
        if what == "Alias":
            self._note(event, path, f"alias *{event.anchor} is not read: write the value out")
            return None
        self._refuse_extras(event, path)
        if what == "Scalar":
            return self._scalar(event, path)
        if depth > DEEPEST:
            place = self._place(event)
            self.problems.clear()  # one line, not one a level
            raise Stop(place.line, place.column, f"nested deeper than the {DEEPEST} levels that are read")
        return self._mapping(path, depth) if what == "MappingStart" else self._sequence(path, depth)

    def _sequence(self, path: TreePath, depth: int) -> list[Tree]:
        """Return the list whose start was read."""
        items: list[Tree] = []
        while kind(event := next(self.events)) != "SequenceEnd":
            inner = (*path, len(items))
            self.places[inner] = self._place(event)
            items.append(self._value(event, inner, depth + 1))
        return items

    def _mapping(self, path: TreePath, depth: int) -> dict[str, Tree]:
        """Return the mapping whose start was read; of a key that stands twice the first value."""
        tree: dict[str, Tree] = {}
        while kind(event := next(self.events)) != "MappingEnd":
            key = self._key(event, path, depth)
            if key is None:
                self._skip(path, depth)
                continue
            inner = (*path, key)
            if key in tree:
                line = self.places[inner].line
                self._note(event, inner, f"`{key}` stands twice in this mapping, first in line {line}")
                self._skip(inner, depth)
                continue
            self.places[inner] = self._place(event)
            tree[key] = self._value(next(self.events), inner, depth + 1)
        return tree

    def _key(self, event: Any, path: TreePath, depth: int) -> str | None:
        """Return the key that ``event`` is, or None with a note when it is no plain text."""
        if kind(event) != "Scalar":
            self._note(event, path, "a key must be plain text")
            self._value_apart(event, path, depth)
            return None
        self._refuse_extras(event, path)
        if event.style:
            return self._text(event, path)
        try:
            key = resolve(event.value)
        except ValueError:
            key = None
        if not isinstance(key, str):
            asks = slip(event.value) or f"the key `{event.value}` is not text: quote it"
            self._note(event, path, asks if event.value else "a key is missing before the colon")
            return None
        if key == "<<":
            self._note(event, path, "merge keys (<<) are not read: write the values out")
            return None
        return key

    def _skip(self, path: TreePath, depth: int) -> None:
        """Read past the value of a key that is refused."""
        self._value_apart(next(self.events), path, depth)

    def _value_apart(self, event: Any, path: TreePath, depth: int) -> None:
        """Read a value for its problems alone: its places are noted apart and dropped."""
        kept = self.places, self.values
        self.places, self.values = {}, {}
        try:
            self._value(event, path, depth + 1)
        finally:
            self.places, self.values = kept

    def _scalar(self, event: Any, path: TreePath) -> Tree:
        """Return what a scalar means: quoted and block text as it stands, plain text resolved."""
        if event.style:
            return self._text(event, path)
        try:
            return resolve(event.value)
        except ValueError as error:
            self._note(event, path, str(error))
            return None

    def _text(self, event: Any, path: TreePath) -> str:
        """Return quoted or block text, in which an escape may have hidden what plain text cannot hold."""
        text = str(event.value)
        if CONTROL.search(text):
            self._note(event, path, "a control character is written here: delete its escape")
        return text

    def _refuse_extras(self, event: Any, path: TreePath) -> None:
        """Note an anchor or a tag."""
        if event.anchor:
            self._note(event, path, f"anchor &{event.anchor} is not read: delete it, and write repeated values out")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._note(event, path, f"tag {tag} is not read: delete it")

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _note(self, event: Any, path: TreePath, message: str) -> None:
        at = self._place(event)
        self.problems.append(Problem(at.file, at.line, at.column, path, message))
        if len(self.problems) == MOST_PROBLEMS:
            raise Stop(at.line, at.column, f"{MOST_PROBLEMS} problems are found: the rest of the file is not read")

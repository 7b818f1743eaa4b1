"""Villages from a county's own table: a CSV file beside the scenario, read as strictly as the scenario itself.

``villages_file`` of a region is replaced by the list ``villages`` before anything is checked, each value with its line
and column in the table. What is wrong in a cell is therefore said like anything else, and a resolved scenario holds the
villages themselves: it needs no second file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.document import Document, DocumentError, Place, Problem, Tree, TreePath, did_you_mean, text_of
from sim.founding.survey import SURVEYED
from sim.reading.lever_file import seen_from
from sim.reading.numbers import shown
from sim.reading.shipped import beside, located
from sim.scalars import resolve

TEXTS = {"name": "村名", "county": "县"}
"""Columns that hold words."""
COLUMNS = (*TEXTS, *SURVEYED)
_ZH = {zh: name for name, zh in (TEXTS | {name: column.zh for name, column in SURVEYED.items()}).items()}
_CELL = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*(?=,|$)|([^,]*)')


def with_tables(document: Document) -> Document:
    """Return the document with every region's ``villages_file`` read in.

    Raises
    ------
    DocumentError
        If a file cannot be read or is no such table; with all problems found.
    """
    world = document.tree.get("world")
    regions: dict[str, Any] = dict(_mappings(world.get("regions"))) if isinstance(world, dict) else {}
    named = [name for name, region in regions.items() if "villages_file" in region]
    if not named:
        return document
    places, problems, read = dict(document.places), list[Problem](), dict[str, Any](world["regions"])
    for name in named:
        path: TreePath = ("world", "regions", name, "villages")
        try:
            table = _Table(_file(document, (*path[:3], "villages_file"), regions[name]), path)
            rows = table.rows()
        except DocumentError as error:
            problems += error.problems
            continue
        read[name] = {key: part for key, part in regions[name].items() if key != "villages_file"} | {"villages": rows}
        places |= table.places
        del places[*path[:3], "villages_file"]
    if problems:
        raise DocumentError(problems)
    return Document(document.tree | {"world": world | {"regions": read}}, places, places)


def _mappings(tree: Tree) -> list[tuple[str, dict[str, Any]]]:
    return [(key, part) for key, part in tree.items() if isinstance(part, dict)] if isinstance(tree, dict) else []


def _file(document: Document, path: TreePath, region: dict[str, Any]) -> str:
    """Return the address of the file a region names, seen from the file in which it is named.

    Raises
    ------
    DocumentError
        If it names none, or lists its villages as well.
    """
    said, here = region["villages_file"], seen_from(document.place(path))
    if "villages" in region:
        raise DocumentError([document.problem(path, "give `villages_file` or the list `villages`, not both")])
    if not isinstance(said, str) or not said or "://" in said or Path(said).is_absolute() or "\\" in said:
        message = f"{shown(said)} is no path of a CSV file, relative to this one, such as my-county.csv"
        raise DocumentError([document.problem(path, message)])
    file = beside(here, said)
    if not os.path.isfile(located(file)):
        there = sorted(other.name for other in located(file).parent.glob("*.csv"))
        near = did_you_mean(Path(file).name, there)
        raise DocumentError([document.problem(path, f"there is no file `{file}`{near}")])
    return file


@dataclass(slots=True)
class _Table:
    """One table, its rows, and the places of its cells.

    Attributes
    ----------
    root
        Path of the list of villages in the scenario.
    """

    file: str
    root: TreePath
    places: dict[TreePath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def rows(self) -> list[dict[str, Tree]]:
        """Return one record a village; an empty cell gives no key.

        Raises
        ------
        DocumentError
            With everything that is wrong with the table's form.
        """
        lines = [(number, line) for number, line in enumerate(text_of(located(self.file)).splitlines(), start=1)]
        kept = [(number, line) for number, line in lines if line.strip(", \t") and not line.startswith("#")]
        if not kept:
            raise DocumentError([Problem(self.file, 1, 1, (), "the table is empty: its first row names the columns")])
        heads = self._heads(*kept[0])
        self.places[self.root] = Place(self.file, kept[0][0], 1)
        found = [self._row(index, number, line, heads) for index, (number, line) in enumerate(kept[1:])]
        if not found:
            self._note(kept[0][0], 1, (), "no village stands below the names of the columns")
        self._once(found)
        if self.problems:
            raise DocumentError(self.problems)
        return found

    def _heads(self, line: int, text: str) -> list[str]:
        """Return the names of the columns."""
        heads: list[str] = []
        for column, said, _ in cells(text):
            head = _ZH.get(said.strip(), said.strip().lower())
            if head not in COLUMNS:
                self._note(line, column, (), _unknown(said.strip(), text))
            elif head in heads:
                self._note(line, column, (), f"the column `{head}` stands twice")
            heads.append(head)
        return heads

    def _row(self, index: int, line: int, text: str, heads: Sequence[str]) -> dict[str, Tree]:
        """Return one village."""
        path, found = (*self.root, index), list(cells(text))
        self.places[path] = Place(self.file, line, 1)
        if len(found) != len(heads):
            message = f"{len(found)} cells stand in this row, {len(heads)} in the first: leave unknown cells empty"
            self._note(line, 1, path, message)
            return {}
        row: dict[str, Tree] = {}
        for head, (column, said, quoted) in zip(heads, found, strict=True):
            if said.strip() == "" or head not in COLUMNS:
                continue
            self.places[*path, head] = Place(self.file, line, column)
            row[head] = said.strip() if head in TEXTS else self._value(line, column, (*path, head), said, quoted)
        return row

    def _value(self, line: int, column: int, path: TreePath, said: str, quoted: bool) -> Tree:
        try:
            return resolve(said.strip())
        except ValueError as error:
            self._note(
                line, column, path, str(error).replace("is text to YAML", "is text").replace(", or quote it", "")
            )
            return None

    def _once(self, rows: Sequence[dict[str, Tree]]) -> None:
        """Note villages that stand twice."""
        seen: dict[tuple[Tree, Tree], int] = {}
        for index, row in enumerate(rows):
            key, path = (row.get("county"), row.get("name")), (*self.root, index, "name")
            if key[1] is not None and key in seen:
                place = self.places[path]
                message = f"`{key[1]}` stands twice, first in line {self.places[*self.root, seen[key]].line}"
                self._note(place.line, place.column, path, message)
            seen.setdefault(key, index)

    def _note(self, line: int, column: int, path: TreePath, message: str) -> None:
        self.problems.append(Problem(self.file, line, column, path or self.root, message))


def cells(line: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the cells of a line of CSV: column from 1, text, and whether it is quoted.

    >>> list(cells('East Well,"1,200",,0.3'))
    [(1, 'East Well', False), (11, '1,200', True), (19, '', False), (20, '0.3', False)]
    """
    start = 0
    while True:
        match = _CELL.match(line, start)
        assert match is not None  # the second form takes anything
        quoted = match[1] is not None
        text = match[1].replace('""', '"') if quoted else match[2]
        yield start + 1, text, quoted
        if match.end() >= len(line):
            return
        start = match.end() + 1


def _unknown(head: str, line: str) -> str:
    """Say that a column is not known, and what is."""
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if mark in head and "," not in line:
            return f"the columns are parted by {name}: save the table as CSV with commas"
    if not head:
        return "this column has no name: delete it, or name it"
    near = did_you_mean(head.lower(), [*COLUMNS, *_ZH])
    return f"unknown column `{head}`{near}; allowed is {', '.join(COLUMNS)}"

"""Villages from a county's own table: a CSV file beside the scenario, read as strictly as the scenario itself.

``villages_file`` of a region is replaced by the list ``villages`` before anything is checked, each value with its line
and column in the table. What is wrong in a cell is therefore said like anything else, and a resolved scenario holds the
villages themselves: it needs no second file.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.document import Document, DocumentError, Place, Problem, Tree, TreePath, did_you_mean, text_of
from sim.founding.survey import SURVEYED
from sim.reading.numbers import checked
from sim.reading.shipped import located, named
from sim.reading.village_names import HEADS, TEXTS, village
from sim.scalars import resolve

COLUMNS = tuple(HEADS)
PERSONS = (1.2, 10.0)
"""Persons a household can have in the mean of a village."""
WIDE = "，"
_ZH = {zh: name for name, zh in HEADS.items()}
_PARTED = {";": "semicolons", "\t": "tabs", WIDE: f"full-width commas `{WIDE}`"}
_UNKNOWN = {
    "na",
    "n/a",
    "#n/a",
    "nan",
    "null",
    "nil",
    "~",
    "?",
    "？",
    "unknown",
    "不详",
    "未知",
    "不明",
    "缺",
    "缺失",
    "暂缺",
}
"""Words by which people say that they do not know."""
_NONE = {"none", "no", "-", "--", "—", "——", "–", "－", "/", "\\", ".", "x", "无", "没有", "暂无", "空"}
"""Words that mean unknown to some and nothing at all to others."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of .xlsx and .xls."""
_NO_QUOTES = re.compile(", or quote it( as text)?")
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
    if "villages" in region:
        raise DocumentError([document.problem(path, "give `villages_file` or the list `villages`, not both")])
    return named(document, path, "my-county.csv")


class Cell(str):
    """A cell that holds no number, and why: it is refused together with all that is out of range."""

    why: str = ""


def impossible_size(row: Mapping[str, Any]) -> str:
    """Return what is wrong with the persons a household of a village has, or nothing.

    >>> impossible_size({"persons": 90, "households": 260})
    '0.35 persons a household cannot be: allowed is 1.2 to 10; are the two columns swapped?'
    """
    persons, households = (row.get(key, math.nan) for key in ("persons", "households"))
    if not all(isinstance(each, int | float) and each > 0 for each in (persons, households)):
        return ""
    size, (low, high) = persons / households, PERSONS
    if low <= size <= high or math.isnan(size):
        return ""
    swapped = "; are the two columns swapped?" if low <= 1.0 / size <= high else ""
    return f"{size:.2g} persons a household cannot be: allowed is {low:g} to {high:g}{swapped}"


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
            With everything that is wrong with the table, if its form is.
        """
        lines = [(number, line) for number, line in enumerate(self._text().splitlines(), start=1)]
        kept = [(number, line) for number, line in lines if line.strip(", \t") and not line.startswith("#")]
        if not kept:
            raise DocumentError([Problem(self.file, 1, 1, (), "the table is empty: its first row names the columns")])
        heads = self._heads(*kept[0])
        self.places[self.root] = Place(self.file, kept[0][0], 1)
        found = [self._row(index, number, line, heads) for index, (number, line) in enumerate(kept[1:])]
        if not found:
            self._note(self.places[self.root], (), "no village stands below the names of the columns")
        self._once(found)
        if self.problems:
            self._cells(found)
            raise DocumentError(self.problems)
        return found

    def _text(self) -> str:
        """Return the text of the table.

        Raises
        ------
        DocumentError
            If it is none.
        """
        with located(self.file).open("rb") as stream:
            head = stream.read(4)
        if head in _WORKBOOKS:
            save = "save it as CSV UTF-8 (另存为“CSV UTF-8（逗号分隔）”), and name that file here"
            raise DocumentError([Problem(self.file, 0, 0, (), f"this is an Excel workbook: {save}")])
        return text_of(located(self.file))

    def _cells(self, rows: Sequence[dict[str, Tree]]) -> None:
        """Note what is wrong with single numbers; where the form is in order, that is said with all the rest."""
        for index, row in enumerate(rows):
            path, wrong = (*self.root, index), False
            for name in [name for name in row if name in SURVEYED]:
                try:
                    checked(SURVEYED[name].quantity, row[name], None)
                except ValueError as error:
                    wrong = wrong or name in ("persons", "households")
                    self._note(self.places[*path, name], (*path, name), str(error), row)
            if not wrong and (said := impossible_size(row)):
                self._note(self.places[*path, "persons"], (*path, "persons"), said, row)

    def _heads(self, line: int, text: str) -> list[str]:
        """Return the names of the columns."""
        heads: list[str] = []
        for column, said, _ in cells(text):
            head = _ZH.get(said.strip(), said.strip().lower())
            if head not in COLUMNS:
                self._note(Place(self.file, line, column), (), _unknown(said.strip(), bool(self.problems)))
            elif head in heads:
                self._note(Place(self.file, line, column), (), f"the column `{head}` {HEADS[head]} stands twice")
            heads.append(head)
        return heads

    def _row(self, index: int, line: int, text: str, heads: Sequence[str]) -> dict[str, Tree]:
        """Return one village."""
        path, found = (*self.root, index), list(cells(text))
        self.places[path] = Place(self.file, line, 1)
        row: dict[str, Tree] = {}
        for head, (column, said, _) in zip(heads, found, strict=False):
            if said.strip() == "" or head not in COLUMNS:
                continue
            self.places[*path, head] = Place(self.file, line, column)
            row[head] = said.strip() if head in TEXTS else _number(head, said.strip())
        if len(found) != len(heads):
            wide = f"; full-width commas `{WIDE}` part no cells: write `,`" if WIDE in text else ""
            message = (
                f"{len(found)} cells stand in this row, {len(heads)} in the first: leave unknown cells empty{wide}"
            )
            self._note(self.places[path], path, message, {key: row[key] for key in ("name",) if key in row})
            return {}
        return row

    def _once(self, rows: Sequence[dict[str, Tree]]) -> None:
        """Note villages that stand twice."""
        seen: dict[tuple[Tree, Tree], int] = {}
        for index, row in enumerate(rows):
            key, path = (row.get("county"), row.get("name")), (*self.root, index, "name")
            if key[1] is not None and key in seen:
                message = f"`{key[1]}` stands twice, first in line {self.places[*self.root, seen[key]].line}"
                self._note(self.places[path], path, message, row)
            seen.setdefault(key, index)

    def _note(self, at: Place, path: TreePath, message: str, row: Mapping[str, Tree] | None = None) -> None:
        """Note a problem, of the table or of one village in it."""
        below = path[len(self.root) :]
        called = village(int(below[0]), (row or {}).get("name"), *map(str, below[1:])) if below else ""
        self.problems.append(Problem(self.file, at.line, at.column, path or self.root, message, called))


def _number(column: str, said: str) -> Tree:
    """Return what a cell says, as it is to be checked."""
    if said.lower() in _UNKNOWN | _NONE:
        may_be_none = said.lower() in _NONE and SURVEYED[column].quantity.low <= 0.0
        zero = ", write 0 if there is none" if may_be_none else ""
        return _cell(said, f"`{said}` is text: leave the cell empty if it is not known{zero}")
    try:
        return resolve(said)
    except ValueError as error:
        return _cell(said, _NO_QUOTES.sub("", str(error).replace("is text to YAML", "is text")))


def _cell(said: str, why: str) -> Cell:
    cell = Cell(said)
    cell.why = why
    return cell


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


def _unknown(head: str, said_before: bool) -> str:
    """Say that a column is not known, and, once a table, what is."""
    for mark, name in _PARTED.items():
        if mark in head:
            return f"the columns are parted by {name}: save the table as CSV with half-width commas `,`"
    if not head:
        return "this column has no name: delete it, or name it"
    known = ", ".join(f"{name} {zh}" for name, zh in HEADS.items())
    allowed = "" if said_before else f"; allowed is {known}"
    return f"unknown column `{head}`{_near(head)}{allowed}"


def _near(head: str) -> str:
    """Return which column may be meant, in the language of the word; Chinese names are short: one sign is much of them.

    >>> _near("housholds"), _near("户籍户口数")
    (', did you mean `households`?', ', did you mean `户数` (households)? 是否指“户数”？')
    """
    if head.isascii():
        return did_you_mean(head.lower(), COLUMNS)
    found = difflib.get_close_matches(head, list(_ZH), n=1, cutoff=0.4)
    return f", did you mean `{found[0]}` ({_ZH[found[0]]})? 是否指“{found[0]}”？" if found else ""

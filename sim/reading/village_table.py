"""Villages from a county's own table: a CSV file beside the scenario, read as strictly as the scenario itself.

``villages_file`` of a region is replaced by the list ``villages`` before anything is checked, each value with its line
and column in the table. What is wrong in a cell is therefore said like anything else, and a resolved scenario holds the
villages themselves: it needs no second file.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

from sim.document import Document, DocumentError, Place, Problem, Tree, TreePath, noted_text
from sim.founding.survey import SURVEYED
from sim.reading.numbers import checked, plain
from sim.reading.shipped import located, named
from sim.reading.village_cells import INPUT, UNIT, At, factor, head_of, number, rows
from sim.reading.village_names import HEADS, TEXTS, together, village
from sim.scalars import CONTROL, did_you_mean
from sim.words import say

PERSONS = (1.2, 10.0)
"""Persons a household can have in the mean of a village."""
WIDE = "\uff0c"
"""The full-width comma."""
_ZH = {zh: name for name, zh in HEADS.items()}
_PARTED = {";": "semicolons", WIDE: f"full-width commas `{WIDE}`"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of .xlsx and .xls."""
_NUMBERED = ",0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,"
_NO_QUOTES = re.compile(", or quote it( as text)?")


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
    notes = list(document.notes)
    for name in named:
        path: TreePath = ("world", "regions", name, "villages")
        try:
            table = _Table(_file(document, (*path[:3], "villages_file"), regions[name]), path)
            rows = table.rows()
        except DocumentError as error:
            problems += together(error.problems)
            continue
        notes += table.notes
        read[name] = {key: part for key, part in regions[name].items() if key != "villages_file"} | {"villages": rows}
        places |= table.places
        del places[*path[:3], "villages_file"]
    if problems:
        raise DocumentError(problems)
    return Document(document.tree | {"world": world | {"regions": read}}, places, places, tuple(notes))


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


def impossible(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield column and fault of counts that are no whole numbers, and of persons a household cannot have.

    >>> dict(impossible({"persons": 90, "households": 260}))
    {'persons': '0.35 persons a household cannot be: allowed is 1.2 to 10; are the two columns swapped?'}
    """
    persons, households = (row.get(key, math.nan) for key in ("persons", "households"))
    if not all(isinstance(each, int | float) for each in (persons, households)):
        return
    for column, value in zip(("persons", "households"), (persons, households), strict=True):
        if value % 1.0 > 0.0:
            yield column, f"{plain(value)} is no whole number: {column} are counted"
    if persons <= 0 or households <= 0:
        return
    size, (low, high) = persons / households, PERSONS
    if size < low or size > high:
        swapped = "; are the two columns swapped?" if low <= 1.0 / size <= high else ""
        yield "persons", f"{size:.2g} persons a household cannot be: allowed is {low:g} to {high:g}{swapped}"


@dataclass(frozen=True, slots=True)
class _Head:
    """A column of the table: its name, empty if it is not read, and how many of its units one of the table's is."""

    name: str
    said: str
    times: Decimal = Decimal(1)


@dataclass(slots=True)
class _Table:
    """One table, its rows, and the places of its cells.

    Attributes
    ----------
    root
        Path of the list of villages in the scenario.
    notes
        What is read otherwise than it stands, or left out.
    """

    file: str
    root: TreePath
    places: dict[TreePath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    how: dict[tuple[_Head, str], list[tuple[At, float]]] = field(default_factory=dict)

    def rows(self) -> list[dict[str, Tree]]:
        """Return one record a village; an empty cell gives no key.

        Raises
        ------
        DocumentError
            With everything that is wrong with the table, if its form is.
        """
        lines = self._lines(self._text())
        if not lines:
            self._refuse(1, "the table is empty: its first row names the columns")
        heads, body = self._heads(lines[0], lines[1:]), lines[1:]
        self.places[self.root] = Place(self.file, lines[0][0].line, 1)
        found = [self._row(index, row, heads) for index, row in enumerate(body)]
        if not found:
            self._note(self.places[self.root], (), "no village stands below the names of the columns")
        self._whole(found)
        self._tell()
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
            self._refuse(0, say("problem.workbook", "en"))
        text, notes = noted_text(located(self.file), self.file)
        self.notes += notes
        return text

    def _lines(self, text: str) -> list[list[At]]:
        """Return the rows that say something, the one that names the columns first.

        Raises
        ------
        DocumentError
            If lines stand above the names of the columns: they may hold a unit, so that a person has to delete them.
        """
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if control := CONTROL.search(text):
            self._refuse(text.count("\n", 0, control.start()) + 1, "a control character stands in this line: delete it")
        said = re.match(r"(sep=(.))\s*\n", text)
        mark = said[2] if said else "\t" if text.count("\t") > text.count(",") else ","
        if said and mark in ",\t":
            self.notes.append(Problem(self.file, 1, 1, (), f"the line `{said[1]}` is skipped"))
            text = text.replace(said[1], "", 1)
        lines = [row for row in rows(text, mark) if any(cell.text for cell in row)]
        for at, line in enumerate(text.splitlines(), start=1):
            if line.startswith("#") and lines and line.count(mark) == len(lines[0]) - 1 > 0:
                self.notes.append(Problem(self.file, at, 1, (), "this line begins with # and is left out"))
        named = [sum(bool(head_of(cell.text)[0]) for cell in row) for row in lines[:6]]
        first = next((index for index, number in enumerate(named) if number), 0)
        if first:
            above = [str(cell.line) for cell in (row[0] for row in lines[:first])]
            unit = next((cell.text for row in lines[:first] for cell in row if INPUT["unit_is"] in cell.text), "")
            units = say("problem.units_above", "en", unit=unit) if INPUT["money"] in unit else ""
            line = f"delete line{'s' if first > 1 else ''} {', '.join(above)}"
            self._refuse(1, f"the column names stand in line {lines[first][0].line}: {line}{units}")
        return lines

    def _refuse(self, line: int, message: str) -> NoReturn:
        """Refuse the table as a whole.

        Raises
        ------
        DocumentError
            Always.
        """
        raise DocumentError([Problem(self.file, line, min(line, 1), (), message)])

    def _cells(self, rows: Sequence[dict[str, Tree]]) -> None:
        """Note what is wrong with single numbers; where the form is in order, that is said with all the rest."""
        for index, row in enumerate(rows):
            path, wrong = (*self.root, index), set[str]()
            for name in [name for name in row if name in SURVEYED]:
                try:
                    checked(SURVEYED[name], row[name], None)
                except ValueError as error:
                    wrong.add(name)
                    self._note(self.places[*path, name], (*path, name), str(error), row)
            for name, said in [] if wrong & {"persons", "households"} else impossible(row):
                self._note(self.places[*path, name], (*path, name), said, row)

    def _heads(self, cells: Sequence[At], body: Sequence[Sequence[At]]) -> list[_Head]:
        """Return the columns; what cannot be one is noted."""
        heads, unknown, left = list[_Head](), list[At](), list[At]()
        for at, cell in enumerate(cells):
            (name, unit), times, place = head_of(cell.text), Decimal(1), Place(self.file, cell.line, cell.column)
            if name in SURVEYED:
                times = factor(name, unit) or times
                if factor(name, unit) is None:
                    own = f"give the numbers in {SURVEYED[name].unit}, and name the column `{HEADS[name]}`"
                    self._note(place, (), f"`{unit}` is no unit of `{name}` {HEADS[name]}: {own}")
            if name and name in [head.name for head in heads]:
                self._note(place, (), f"the column `{name}` {HEADS[name]} stands twice")
            elif re.fullmatch(INPUT["unneeded"], cell.text.lower()):
                left.append(cell)
            elif not name and (cell.text or any(row[at].text for row in body if at < len(row))):
                unknown.append(cell)
            heads.append(_Head(name, cell.text, times))
        self._unknown(unknown, {head.name for head in heads})
        if left:
            names = ", ".join(f"`{cell.text}`" for cell in left)
            self.notes.append(Problem(self.file, left[0].line, left[0].column, (), f"not read: {names}"))
        return heads

    def _unknown(self, cells: Sequence[At], used: set[str]) -> None:
        """Note columns that are not known, those that are near to none together."""
        far = list[At]()
        for cell in cells:
            parted = next((name for mark, name in _PARTED.items() if mark in cell.text), "")
            message = "this column has no name: delete it, or name it" if not cell.text else ""
            if parted:
                message = f"the columns are parted by {parted}: save the table as CSV with half-width commas `,`"
            elif cell.text and (near := _near(cell.text, used)):
                message = f"unknown column `{cell.text}`{near}"
            if message:
                self._note(Place(self.file, cell.line, cell.column), (), message)
            else:
                far.append(cell)
        if far:
            known = ", ".join(f"{name} {zh}" for name, zh in HEADS.items() if name not in used)
            names, it = ", ".join(f"`{cell.text}`" for cell in far), "it" if len(far) == 1 else "them"
            message = f"unknown column{'' if len(far) == 1 else 's'} {names}: delete {it}, or use one of {known}"
            self._note(Place(self.file, far[0].line, far[0].column), (), message)

    def _row(self, index: int, cells: list[At], heads: Sequence[_Head]) -> dict[str, Tree]:
        """Return one village."""
        path, row = (*self.root, index), dict[str, Tree]()
        self.places[path] = Place(self.file, cells[0].line, cells[0].column)
        while len(cells) > len(heads) and not cells[-1].text:
            cells = cells[:-1]
        for head, cell in zip(heads, cells, strict=False):
            if cell.text and head.name:
                self.places[*path, head.name] = Place(self.file, cell.line, cell.column)
                row[head.name] = cell.text if head.name in TEXTS else self._number(head, cell)
        wrong = no_village(cells, heads, index == 0)
        opened = next((cell for cell in cells if not cell.quoted and cell.text.startswith('"')), None)
        if opened:
            self.places[path] = Place(self.file, opened.line, opened.column)
            wrong = "the quote that is opened here is never closed"
        elif len(cells) != len(heads) and not wrong:
            wide = f"; full-width commas `{WIDE}` part no cells: write `,`" if WIDE in cells[0].text else ""
            many = "1 cell stands" if len(cells) == 1 else f"{len(cells)} cells stand"
            wrong = f"{many} in this row, {len(heads)} in the first: leave unknown cells empty{wide}"
        if wrong:
            self._note(self.places[path], path, wrong, {key: row[key] for key in ("name",) if key in row})
            return {}
        return row

    def _number(self, head: _Head, cell: At) -> Tree:
        """Return what a cell says, as it is to be checked."""
        said = cell.text
        none = re.fullmatch(INPUT["none"], said.lower())
        if none or re.fullmatch(INPUT["unknown"], said.lower()):
            may_be_none = none and SURVEYED[head.name].low <= 0.0
            zero = ", write 0 if there is none" if may_be_none else ""
            return _cell(said, f"`{said}` is text: leave the cell empty if it is not known{zero}")
        try:
            found, how = number(head.name, said, head.times)
        except ValueError as error:
            return _cell(said, _NO_QUOTES.sub("", str(error).replace("is text to YAML", "is text")))
        if how or head.times != 1:
            self.how.setdefault((head, how), []).append((cell, found))
        return found

    def _tell(self) -> None:
        """Note of each column in which numbers are read otherwise than they stand how many, and how."""
        for (head, _), cells in self.how.items():
            (first, found), many = cells[0], f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
            unit = f" {SURVEYED[head.name].unit}".removesuffix(" share")
            said = f"{many} of `{head.said}`, first in line {first.line}: {first.text} is read as {plain(found)}{unit}"
            self.notes.append(Problem(self.file, first.line, first.column, (), said))

    def _whole(self, rows: Sequence[dict[str, Tree]]) -> None:
        """Note villages that stand twice, a last row without a name, and counties that a merged cell leaves empty."""
        seen: dict[tuple[Tree, Tree], int] = {}
        for index, row in enumerate(rows):
            key, path = (row.get("county"), row.get("name")), (*self.root, index, "name")
            if key[1] is not None and key in seen:
                message = f"`{key[1]}` stands twice, first in line {self.places[*self.root, seen[key]].line}"
                self._note(self.places[path], path, message, row)
            seen.setdefault(key, index)
        last, merged = len(rows) - 1, [i for i, row in enumerate(rows) if row and "county" not in row]
        if last > 0 and rows[-1] and "name" not in rows[-1] and all("name" in row for row in rows[:-1]):
            message = "all rows but this last one have a name: delete it if it is a row of totals, or name its village"
            self._note(self.places[*self.root, last], (*self.root, last), message)
        below = next((i for i in merged if i and "county" in rows[i - 1]), None)
        if below is not None:
            above = rows[below - 1]["county"]
            message = f"the county is empty below `{above}`, as merged cells leave it: write it in each row"
            self._note(self.places[*self.root, below], (*self.root, below), message, rows[below])

    def _note(self, at: Place, path: TreePath, message: str, row: Mapping[str, Tree] | None = None) -> None:
        """Note a problem, of the table or of one village in it."""
        below = path[len(self.root) :]
        called = village(int(below[0]), (row or {}).get("name"), *map(str, below[1:])) if below else ""
        self.problems.append(Problem(self.file, at.line, at.column, path or self.root, message, called))


def no_village(cells: Sequence[At], heads: Sequence[_Head], is_first: bool) -> str:
    """Return why a row is no village, or nothing: it holds totals, a remark, the numbers of the columns, or units."""
    known = [(head.name, cell.text) for head, cell in zip(heads, cells, strict=False) if cell.text]
    words = [re.sub(r"\s|[:\uff1a]$|[\uff08(].*", "", text.lower()) for name, text in known if name not in SURVEYED]
    numbers = [(name, text) for name, text in known if name in SURVEYED]
    if any(re.fullmatch(INPUT["total"], word) for word in words):
        return "a row of totals is no village: delete it"
    if re.fullmatch(rf"({INPUT['remark']})[:\uff1a].*", cells[0].text.lower()):
        return "a remark is no village: delete the line, or begin it with #"
    if is_first and len(numbers) > 1 and ",".join(("", *(text for _, text in numbers), "")) in _NUMBERED:
        return "this row numbers the columns and is no village: delete it"
    if is_first and numbers and all(factor(*each) for each in numbers):
        return say("problem.units_in_row", "en")
    return ""


def _cell(said: str, why: str) -> Cell:
    cell = Cell(said)
    cell.why = why
    return cell


def _near(head: str, used: set[str]) -> str:
    """Return which column may be meant, in the language of the word; Chinese names are short: one sign is much of them.

    A unit in the head stays in it: without it the numbers would mean something else.

    >>> _near("colective assets(10k yuan)", set())
    ', did you mean `collective_assets (10k yuan)`?'
    """
    free, with_unit = [name for name in HEADS if name not in used], UNIT.fullmatch(unicodedata.normalize("NFKC", head))
    bare, unit = (with_unit[1], f"\uff08{with_unit[2] or with_unit[3]}\uff09") if with_unit else (head, "")
    if head.isascii():
        return did_you_mean(bare.lower(), free).replace(
            "`?", f"{unit}`?".replace("\uff08", " (").replace("\uff09", ")")
        )
    found = difflib.get_close_matches(bare, [HEADS[name] for name in free], n=1, cutoff=0.4)
    return say("problem.near_column", "en", found=found[0] + unit, column=_ZH[found[0]]) if found else ""

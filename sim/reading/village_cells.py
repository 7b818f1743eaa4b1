"""Cells of a county's table as office programs write them: where each stands, what it says, and in which unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sim.founding.survey import SURVEYED
from sim.reading.village_names import HEADS
from sim.scalars import resolve
from sim.words import either

_ZH = {zh: name for name, zh in HEADS.items()}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_LEADS = sorted((*HEADS, *(name.replace("_", " ") for name in HEADS), *_ZH), key=len, reverse=True)
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_MEASURED = re.compile(r"([-+]?[0-9][0-9,]*\.?[0-9]*)\s*([^\d\s.,].*)")
INPUT = either("input")
"""What people write in tables -> patterns by which it is known."""
_SCALES = {"": 1} | {word: int(of) for of, words in either("input.scale").items() for word in words.split("|")}
_YEARLY = f"(?:(?:[/· ]|{INPUT['every']})*(?:{INPUT['per']}))*"
_WORDS = {**either("input.unit"), "yuan/person/year": f"(?:{INPUT['unit.yuan']}){_YEARLY}"}
"""Unit of a column -> how people write it, without how many of them."""
_PARTS = dict.fromkeys(INPUT["percent"].split("|"), "0.01") | dict.fromkeys(INPUT["permille"].split("|"), "0.001")
OPEN, CLOSE = r"[(\[\u3010]", r"[)\]\u3011]"
"""Brackets, the lenticular ones of Chinese among them."""
UNIT = re.compile(
    rf"(.+?)[ _/:]*(?:{OPEN}(?:{INPUT['unit_is']}:?)?(.+?){CLOSE}|((?:{INPUT['scaled']})(?:{INPUT['counted']})|%|‰))"
)
"""A head and the unit at its end."""
_BARE = re.compile(rf"{OPEN}?(?:{INPUT['unit_is']}:?)?([^(\[\u3010)\]\u3011]*){CLOSE}?")


class At(NamedTuple):
    """A cell: what it says, and where it begins in the file."""

    line: int
    column: int
    text: str
    quoted: bool = False


def rows(text: str, mark: str) -> Iterator[list[At]]:
    r"""Yield the rows of a text whose cells are parted by ``mark``, as RFC 4180 has them; those of # are empty.

    A line break inside a cell is how a program folds it, and is no part of what it says.

    >>> [[cell.text for cell in row] for row in rows('East Well,"1,200",\n"West\nWell",,0.3', ",")]
    [['East Well', '1,200', ''], ['West Well', '', '0.3']]
    """
    text = re.sub(r"(?m)^#.*$", "", text)
    cell = re.compile(rf' *"((?:[^"]|"")*)" *(?={mark}|\n|\Z)|([^{mark}\n]*)')
    start, line, begins, row = 0, 1, 0, list[At]()
    while start <= len(text):
        match = cell.match(text, start)
        assert match is not None  # the second form takes anything
        said = match[2] if match[1] is None else match[1].replace('""', '"')
        row.append(At(line, start - begins + 1, unfolded(said), match[1] is not None))
        line, start = line + match[0].count("\n"), match.end() + 1
        begins = begins if "\n" not in match[0] else text.rfind("\n", 0, match.end()) + 1
        if text[match.end() : start] != mark:
            yield row
            line, begins, row = line + 1, start, []


def unfolded(said: str) -> str:
    """Return what a cell says in one line, without spaces at its ends and signs that nobody sees."""
    return re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*|^\s+|\s+$", "", _INVISIBLE.sub("", said)).replace("\n", " ")


def head_of(said: str) -> tuple[str, str]:
    """Return the column that a head names, and its unit: nothing where it names none, or gives none.

    >>> head_of("Households"), head_of("Collective assets (10k yuan)"), head_of("All assets, million yuan")
    (('households', ''), ('collective_assets', '10k yuan'), ('', 'million yuan'))
    """
    said = unicodedata.normalize("NFKC", said).strip("* ").lower()
    said = said if said.isascii() else re.sub(r"\s", "", said)
    for lead in _LEADS:
        rest = said.removeprefix(lead).strip(" _/:,\u3001-").removeprefix(INPUT["unit_is"]).strip(" :")
        if said.startswith(lead) and (unit := _BARE.fullmatch(rest)):
            column = _ZH.get(lead, lead.replace(" ", "_"))
            if not rest or re.match(OPEN, rest) or factor(column, unit[1]) is not None:
                return column, unit[1].strip()
    unit = UNIT.fullmatch(said)
    return "", unit[2] or unit[3] if unit else ""


def factor(column: str, unit: str) -> Decimal | None:
    """Return how many units of a column one of the unit written is; nothing if it is no unit of that column.

    >>> factor("collective_assets", "10k yuan"), factor("urban_share", "%"), factor("collective_assets", "hectare")
    (Decimal('10000'), Decimal('0.01'), None)
    """
    unit = re.sub(rf"(19|20)\d\d{INPUT['of_year']}", "", unit.strip().lower())
    if column not in SURVEYED or not unit:
        return Decimal(1) if not unit else None
    own = SURVEYED[column].unit
    if own == "share" and unit in _PARTS:
        return Decimal(_PARTS[unit])
    for scale, number in _SCALES.items():
        if unit.startswith(scale) and re.fullmatch(_WORDS[own], unit.removeprefix(scale).strip()):
            return Decimal(number)
    return None


def number(column: str, said: str, times: Decimal) -> tuple[float | int, str]:
    """Return the number that a cell gives, in the unit of its column, and how it was written, if not plainly.

    >>> number("persons", "\uff11,\uff19\uff10\uff10", Decimal(1)), number("away_share", "35%", Decimal("0.01"))
    ((1900, 'with commas'), (0.35, 'in %'))

    Raises
    ------
    ValueError
        If it is none; says why.
    """
    said, how = unicodedata.normalize("NFKC", said).strip(), ""
    measured = _MEASURED.fullmatch(said)
    if measured and (own := factor(column, measured[2])) is not None:
        said, times, how = measured[1], own, f"in {measured[2]}" if own != 1 else ""
    if _THOUSANDS.fullmatch(said):
        said, how = said.replace(",", ""), how or "with commas"
    found = resolve(said)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise ValueError(f"`{said}` is text: write the number alone, in {SURVEYED[column].unit}")
    exact = Decimal(said) * times
    whole = exact == exact.to_integral_value() and abs(exact) < 2**53 and (isinstance(found, int) or column == "cadres")
    return int(exact) if whole else float(exact), how

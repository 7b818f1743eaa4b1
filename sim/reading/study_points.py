"""Listed points of a study: a CSV file with one point a row, its columns named by the paths of the factors."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.document import DocumentError, Problem, did_you_mean, text_of
from sim.reading.factor import Factor
from sim.reading.numbers import shown
from sim.reading.shipped import located, named

if TYPE_CHECKING:
    from sim.reading.study_file import Reading

MOST = 100_000


def points_listed(reading: Reading, factors: Sequence[Factor]) -> tuple[tuple[Any, ...], ...]:
    """Return the values of the factors at every listed point; notes what is wrong at its line and column."""
    said = reading.tree.get("points")
    if not isinstance(said, str) or not said:
        reading.wrong(("points",), "is missing: name a CSV file beside this one, its columns named by the factors")
        return ()
    try:
        at = named(reading.document, ("points",), "my-points.csv")
        lines = list(csv.reader(text_of(located(at)).splitlines()))
    except DocumentError as error:
        reading.wrong(("points",), error.problems[0].message)
        return ()
    heads = [head.strip() for head in lines[0]] if lines else []
    paths = [factor.path for factor in factors]
    for column, head in enumerate(heads, start=1):
        if head not in paths:
            message = f"the column `{head}` is no factor{did_you_mean(head, paths)}; factors are {', '.join(paths)}"
            reading.problems.append(Problem(at, 1, column, (), message))
    missing = [path for path in paths if path not in heads]
    if missing or len(lines) < 2 or len(lines) > MOST:
        wrong = f"lacks the column {missing[0]}" if missing else f"holds {len(lines) - 1} points: 1 to {MOST} are read"
        reading.problems.append(Problem(at, 1, 1, (), wrong))
        return ()
    places = [(heads.index(factor.path), factor) for factor in factors]
    rows = [(number, row) for number, row in enumerate(lines[1:], start=2) if any(cell.strip() for cell in row)]
    return tuple(tuple(_cell(reading, at, number, row, *place) for place in places) for number, row in rows)


def _cell(reading: Reading, at: str, line: int, row: Sequence[str], column: int, factor: Factor) -> Any:
    text = row[column].strip() if column < len(row) else ""
    if factor.options and text in factor.options:
        return text
    try:
        number = int(text) if factor.whole else float(text)
    except ValueError:
        number = float("nan")
    if factor.options or not factor.low <= number <= factor.high:
        allowed = ", ".join(map(str, factor.options)) or f"{factor.low:g} to {factor.high:g}"
        message = f"{shown(text)} for {factor.path}: allowed is {allowed}"
        reading.problems.append(Problem(at, line, column + 1, (), message))
    return number

"""Listed points of a study: a CSV file with one point a row, its columns named by the paths of the factors."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.document import DocumentError, Problem, text_of
from sim.reading.factor import Factor
from sim.reading.numbers import START, checked, shown
from sim.reading.shipped import located, named
from sim.scalars import did_you_mean
from sim.scenario import Clock

if TYPE_CHECKING:
    from sim.reading import Case
    from sim.reading.study_file import Reading

MOST = 100_000


def points_listed(reading: Reading, cases: Sequence[Case], factors: Sequence[Factor]) -> tuple[tuple[Any, ...], ...]:
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
    clock = cases[0].scenario.clock if cases else Clock("2021-01", 1)
    found: dict[tuple[Any, ...], int] = {}
    for number, row in rows:
        point = tuple(_cell(reading, at, number, row, clock, *place) for place in places)
        if point in found:
            message = f"the point of line {found[point]} stands here again: delete one of the two"
            reading.problems.append(Problem(at, number, 1, (), message))
        found.setdefault(point, number)
    return tuple(found)


def _cell(reading: Reading, at: str, line: int, row: Sequence[str], clock: Clock, column: int, factor: Factor) -> Any:
    """Return the value in a cell, a month as its number; notes what is none."""
    text = row[column].strip() if column < len(row) else ""
    try:
        value: Any = (
            clock.month(str(checked(START, text, None)))
            if factor.unit == "date"
            else text
            if factor.words
            else float(text)
        )
    except ValueError:
        value = float("nan")
    fits = value in factor.options if factor.options else factor.low <= value <= factor.high
    if fits and not (factor.whole and value != int(value)):
        return int(value) if factor.whole else value
    ends = factor.options or (factor.low, factor.high)
    said = [clock.label(int(end)) if factor.unit == "date" else end if factor.words else f"{end:g}" for end in ends]
    message = f"{shown(text)} for {factor.path}: allowed is {(', ' if factor.options else ' to ').join(said)}"
    reading.problems.append(Problem(at, line, column + 1, (), message))
    return value

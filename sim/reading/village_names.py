"""What people call a village of a scenario: by its row, counted from 1, and its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sim.document import Problem, Tree, TreePath
from sim.reading.numbers import shown
from sim.words import texts

TEXTS = ("name", "county")
"""Columns that hold words."""
HEADS = dict(texts("column", "zh"))
"""Column -> its name in Chinese."""
MANY = 3
"""Cells of a column with the same fault from which on the fault is told once."""


def village(number: int, name: object = None, column: str = "") -> str:
    """Return what a village is called, or one of its columns.

    Parameters
    ----------
    number
        Its place among the villages, from 0.
    name
        Its name, if it has one.

    >>> village(2, "East Ford"), village(0)
    ('village 3 `East Ford`', 'village 1')
    """
    who = f"village {number + 1}" + (f" {shown(name)}" if isinstance(name, str) and name else "")
    return f"{who}, column `{column}` {HEADS[column]}" if column in HEADS else who


def with_names(problems: Iterable[Problem], tree: Tree) -> list[Problem]:
    """Return problems with what they say of a listed village said by its name instead of its path."""
    return together(replace(each, called=each.called or _called(each.path, tree)) for each in problems)


def together(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with one in place of :data:`MANY` or more of one kind in a column of listed villages."""
    kinds: dict[object, list[Problem]] = {}
    for each in problems:
        column = each.path[5] if len(each.path) > 5 and each.path[3:4] == ("villages",) else each
        kinds.setdefault((each.path[:4], column, re.sub(r"`.*?`|[\d.]+", "", each.message)), []).append(each)
    return [one for alike in kinds.values() for one in (alike if len(alike) < MANY else [_first(alike)])]


def _first(alike: Sequence[Problem]) -> Problem:
    first, last = alike[0], alike[-1]
    more = f"; the same in {len(alike) - 1} more cells of this column, the last in line {last.line}"
    return replace(first, message=first.message + more)


def _called(path: TreePath, tree: Tree) -> str:
    if path[:2] != ("world", "regions") or path[3:4] != ("villages",) or len(path) < 5:
        return ""
    row, number = tree["world"]["regions"][path[2]]["villages"][path[4]], path[4]
    name = row.get("name") if isinstance(row, dict) else None
    return village(int(number), name, str(path[5]) if len(path) > 5 else "")

"""What a parser of YAML complains of, said of the place where the slip is, not of where the parser noticed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sim.scalars import STRANGE_INDENT, strange_indent, wide

_BRACKET = re.compile(r"""[{}\[\]]|"(?:[^"\\]|\\.)*"|'[^']*'|(?:^|\s)#.*""", re.MULTILINE)


class Stop(Exception):
    """Reading cannot go on; carries the place and the reason."""

    def __init__(self, line: int, column: int, message: str) -> None:
        self.line, self.column, self.message = line, column, message
        super().__init__(message)


def kind(event: Any) -> str:
    """Return the kind of a parser event: Scalar, MappingStart, ...; names spare an import of ruamel at start-up."""
    return type(event).__name__.removesuffix("Event")


def spans(event: Any) -> bool:
    """Return whether this is a quoted text that ends in another line than it begins, as one not closed does."""
    return kind(event) == "Scalar" and event.style in ("'", '"') and event.start_mark.line != event.end_mark.line


def nest(starts: list[Any], event: Any) -> None:
    """Keep the starts of what has not ended."""
    if kind(event).endswith("Start"):
        starts.append(event)
    elif kind(event).endswith("End"):
        starts.pop()


def stopped(text: str, error: Any, line: int, column: int, quoted: Any, nested: Sequence[Any]) -> Stop:
    """Return where and why a parser gave up.

    Parameters
    ----------
    line, column
        Where, if it does not say.
    quoted
        The last quoted text before that spans lines.
    nested
        The starts of what has not ended.
    """
    if "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or ""):
        opened = error.context_mark
        return Stop(opened.line + 1, opened.column + 1, "the quote that is opened here is never closed")
    for start in (one for one in reversed(nested) if getattr(one, "flow_style", False)):
        if not closed(text[start.start_mark.index :]):
            bracket, opened = "brace" if kind(start) == "MappingStart" else "bracket", start.start_mark
            return Stop(opened.line + 1, opened.column + 1, f"the {bracket} opened here is not closed")
    mark = error.problem_mark or error.context_mark
    if mark:
        line, column = mark.line + 1, mark.column + 1
    lines = text.splitlines()[:line]
    # a parser notices what such a line lacks only in one that follows
    for number in range(line, max(line - 3, 0), -1):
        if number <= len(lines) and strange_indent(lines[number - 1]):
            return Stop(number, 1, STRANGE_INDENT)
    before = "\n".join(lines[max(line - 2, 0) :])
    return Stop(line, column, _syntax(error.problem or error.context or "") + wide(before) + _unclosed(quoted, line))


def _unclosed(quoted: Any, line: int) -> str:
    """Return a hint at a quote over several lines that ends where reading fails, or nothing."""
    if quoted is None or quoted.end_mark.line + 1 != line:
        return ""
    return f"; the quote opened in line {quoted.start_mark.line + 1} ends here: is it closed where it should be?"


def closed(text: str) -> bool:
    """Return whether the brace or bracket with which a text begins is closed in it, quotes and comments aside.

    >>> closed("{a: [1, 2], b: '}'"), closed("[{a: 1}] # ]")
    (False, True)
    """
    awaited: list[str] = []
    for sign in _BRACKET.findall(text):
        if sign in ("{", "["):
            awaited.append("}" if sign == "{" else "]")
        elif sign in ("}", "]") and awaited and sign != awaited.pop():
            return False
        if not awaited:
            return True
    return False


def _syntax(problem: str) -> str:
    """Say a parser's complaint in one line."""
    tab = "'\\t'" in problem
    return "a tab stands here: indent with spaces" if tab else f"not valid YAML: {' '.join(problem.split())}"

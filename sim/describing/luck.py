"""Which streams of luck there are, read from the calls that draw them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sim
from sim.agents.everybody import KINDS

HOME = Path(sim.__file__).parent
ASKED = frozenset(("uniform", "luck", "survey_error"))
"""Methods that draw: the name is their first argument; what a policy asks for (``seen.luck``) is marked as its own."""
NAMED = frozenset(("some", "around"))
"""Local functions of :mod:`sim.founding.people` that draw under their first argument."""
SURVEYS = {"_first_survey": "founding", "survey_error": "each month"}
"""Functions whose last argument is the question: when they draw."""
FLOORS = ("agents", "founding", "networks", "phases", "policies")
BY_PROCESS = frozenset(name for kind in KINDS for name in kind.by_process)
"""Decisions drawn by the months since a village began, not by the calendar."""
PASSES_ON = frozenset(("founding/draws", "policies/policy"))
"""Modules that draw under names others give them."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A decision that luck takes part in.

    Attributes
    ----------
    name
        The key of the stream; braces stand for a number or a word filled in.
    when
        ``founding``, ``each month`` or ``each month of its process``.
    where
        Modules that draw it.
    """

    name: str
    when: str
    where: tuple[str, ...]


def streams() -> tuple[Stream, ...]:
    """Return all streams, those of founding first, then by name."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(path for floor in FLOORS for path in (HOME / floor).rglob("*.py")):
        where = path.relative_to(HOME).with_suffix("").as_posix()
        if where in PASSES_ON:
            continue
        for name, when in drawn_in(path):
            found.setdefault((when, name), []).append(where)
    ordered = sorted(found.items(), key=lambda entry: (entry[0][0] != "founding", entry[0][1]))
    return tuple(Stream(name, when, tuple(dict.fromkeys(where))) for (when, name), where in ordered)


def is_declared(name: str) -> bool:
    """Return whether a key that a run used is one of the streams.

    >>> is_declared("attend"), is_declared("kinship tie 3"), is_declared("dice")
    (True, True, False)
    """
    return any(pattern.fullmatch(name) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    pieces = (re.split(r"\{[^}]*\}", stream.name) for stream in streams())
    return tuple(re.compile(".+".join(re.escape(piece) for piece in each)) for each in pieces)


def drawn_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, when) of each draw in a file whose name stands in the call."""
    founding = path.parent.name == "founding"
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield from _founded(node) if founding else _drawn(node)


def _founded(call: ast.Call) -> Iterator[tuple[str, str]]:
    """Yield what founding draws: the name follows the luck, or comes first where the luck is at hand."""
    after = len(call.args) > 1 and isinstance(call.args[0], ast.Name) and call.args[0].id == "luck"
    first = isinstance(call.func, ast.Name) and call.func.id in NAMED
    name = _said(call.args[int(after)]) if after or first else None
    if name is not None:
        yield f"found {name}", "founding"


def _drawn(call: ast.Call) -> Iterator[tuple[str, str]]:
    early = any(isinstance(arg, ast.Name) and arg.id == "FOUNDING" for arg in call.args)
    if isinstance(call.func, ast.Name) and call.func.id in SURVEYS:
        name = _said(call.args[-1])
        if name is not None:
            yield name, SURVEYS[call.func.id]
    elif isinstance(call.func, ast.Attribute) and call.func.attr in ASKED and call.args:
        name = _said(call.args[0])
        seen = isinstance(call.func.value, ast.Name) and call.func.value.id == "seen"
        if name is not None:
            months = "each month of its process" if name in BY_PROCESS else "each month"
            yield (f"policy {name}" if seen else name), "founding" if early else months


def _said(node: ast.expr) -> str | None:
    """Return a text of the code, braces where it is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{" + ast.unparse(part).strip("{}'f\"") + "}"
            for part in node.values
        )
    return None

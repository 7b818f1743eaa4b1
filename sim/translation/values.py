"""What an expression in an agent's method can mean, and what names mean at one place."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True)
class Number:
    """A number: an expression of the loop."""

    code: ast.expr


@dataclass(frozen=True, slots=True)
class Constant:
    """Something known while translating: a string, a tuple, a number of a module."""

    value: Any


@dataclass(frozen=True, slots=True)
class Dotted:
    """Words joined by dots, such as ``world.networks.ties``: where arrays or agents are found."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """Another agent: its kind and the expression of its row."""

    kind: str
    row: ast.expr


@dataclass(frozen=True, slots=True)
class Fields:
    """What a method returns by name: inputs of a rule, or what a step writes."""

    of: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Items:
    """Several values known one by one."""

    of: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """Agents to go through: rows of a kind, from one place of a list of places to the next.

    Attributes
    ----------
    kind
        Their kind.
    name
        Name of the arrays: ``<name>_first``, and with ties ``<name>_to`` and ``<name>_strength``.
    row
        Whose others they are.
    tied
        Whether they are listed with strengths; else they stand side by side.
    paired
        Whether going through them gives pairs of agent and strength.
    sieves
        Conditions that they must meet: what each is called in the condition, the condition, and its surroundings.
    """

    kind: str
    name: str
    row: ast.expr
    tied: bool
    paired: bool
    sieves: tuple[tuple[str, ast.expr, Scope], ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """What a name means after an ``if`` that did not set it to a number on both paths."""


Value = Number | Constant | Dotted | Agent | Fields | Items | Others | Unclear


@dataclass(slots=True)
class Scope:
    """What the names of a function mean at one place.

    Attributes
    ----------
    names
        Its own names.
    known
        Names of its module.
    path
        Its file.
    line
        The line before its first.
    variables
        The variable of the loop that holds what a name means.
    shared
        Names that an ``if`` around this place sets: what stands after it reads their variables.
    """

    names: dict[str, Value]
    known: Mapping[str, Any]
    path: str
    line: int
    variables: dict[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()

    def within(self, more: Mapping[str, Value], shared: frozenset[str] = frozenset()) -> Scope:
        """Return a scope inside this one, which sees later changes of this one no more."""
        names, variables = {**self.names, **more}, dict(self.variables)
        return Scope(names, self.known, self.path, self.line, variables, self.shared | shared)


class Untranslatable(Exception):
    """A step says something that has no translation; the text names file and line."""


def refused(node: ast.AST, scope: Scope, why: str) -> Untranslatable:
    """Return the error of what stands somewhere, which says why it is refused."""
    return Untranslatable(f"{scope.path}:{getattr(node, 'lineno', 1) + scope.line}: {why}")


def expect(found: object, kind: type[Wanted], node: ast.AST, scope: Scope, why: str) -> Wanted:
    """Return what was found, which must be of a type.

    Raises
    ------
    Untranslatable
        If it is of another type, with the reason given.
    """
    if isinstance(found, kind):
        return found
    raise refused(node, scope, why)


def names_read(code: ast.AST) -> set[str]:
    """Return the names that a piece of code reads or sets."""
    return {node.id for node in ast.walk(code) if isinstance(node, ast.Name)}


def reads(value: Value, variable: str) -> bool:
    """Return whether a value is computed from a variable."""
    match value:
        case Number(code):
            return variable in names_read(code)
        case Fields(of):
            return any(reads(each, variable) for each in of.values())
        case Items(of):
            return any(reads(each, variable) for each in of)
        case Others():
            used = [its.names.get(name) for _, sieve, its in value.sieves for name in names_read(sieve)]
            return any(each and reads(each, variable) for each in used)
    return False

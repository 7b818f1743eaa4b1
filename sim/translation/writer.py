"""What writes the body of one function, and what all functions have in common."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.scalars import did_you_mean
from sim.translation.code import assign, load
from sim.translation.values import Constant, Number, Scope, Value, refused

Handler = Callable[["Writer", Any, Scope], Value]
"""Translates one type of expression."""
ALLOWED = (
    "allowed are names, numbers, attributes, arithmetic, comparisons, `and`, `or`, `not`, `if` with `else`, "
    "sums over others, calls of rules and methods, and what is returned by name"
)


@dataclass(frozen=True, slots=True)
class Translation:
    """What is known of the agents, and what has been translated so far.

    Attributes
    ----------
    classes
        The class of each kind of agents.
    levels
        Term -> kind of the agents that have it.
    functions
        The rules translated so far, by name, callees first.
    decisions
        The decisions that draw luck, in the order of their keys.
    """

    classes: Mapping[str, Any]
    levels: Mapping[str, str]
    functions: dict[str, str] = field(default_factory=dict)
    decisions: list[str] = field(default_factory=list)

    def columns(self, kind: str) -> Sequence[str]:
        """Return the names of the columns of a kind."""
        return list(self.classes[kind].columns.declarations())


@dataclass(slots=True)
class Loop:
    """A loop over others, which sums over the same others share: its code, through whom, its variables, its sums."""

    code: ast.For
    key: tuple[str, str]
    other: str
    place: str
    sums: set[str] = field(default_factory=set)


class Writer:
    """Writes the body of one function.

    Attributes
    ----------
    out
        The block that is being written.
    needs
        The arguments asked for so far.
    heads
        What is computed once, before the loop over rows.
    loops
        The loops written so far, by the identity of their code.
    """

    def __init__(self, translation: Translation, handlers: Mapping[type[ast.expr], Handler]) -> None:
        self.translation, self.handlers = translation, handlers
        self.out: list[ast.stmt] = []
        self.needs: set[str] = set()
        self.heads: list[ast.stmt] = []
        self.loops: dict[int, Loop] = {}
        self._numbers: dict[str, int] = {}

    def value(self, node: ast.expr, scope: Scope) -> Value:
        """Return what an expression means, having written what must be computed before it.

        Raises
        ------
        Untranslatable
            If it has no translation.
        """
        handler = self.handlers.get(type(node))
        if handler is None:
            raise refused(node, scope, f"cannot translate `{ast.unparse(node)}`; {ALLOWED}")
        return handler(self, node, scope)

    def number(self, node: ast.expr, scope: Scope) -> ast.expr:
        """Return the code of an expression that means a number, having written what must be computed before it.

        Raises
        ------
        Untranslatable
            If it has no translation, or is no number.
        """
        return self.code(self.value(node, scope), node, scope)

    def code(self, value: Value, node: ast.AST, scope: Scope) -> ast.expr:
        """Return the code of a number; ``node`` and ``scope`` say where it stands.

        Raises
        ------
        Untranslatable
            If it is no number.
        """
        if isinstance(value, Number):
            return value.code
        if isinstance(value, Constant) and isinstance(value.value, (int, float)):
            known = value.value
            return ast.Constant(known if isinstance(known, bool) else float(known))
        raise refused(node, scope, f"`{ast.unparse(node)}` is no number")

    def known(self, node: ast.expr, scope: Scope) -> str:
        """Return the text that an expression is.

        Raises
        ------
        Untranslatable
            If it is no text, or one that is not known before the run.
        """
        found = self.value(node, scope)
        if not isinstance(found, Constant) or not isinstance(found.value, str):
            raise refused(node, scope, f"`{ast.unparse(node)}` must be a text known before the run")
        return found.value

    def aside(self, node: ast.expr, scope: Scope) -> tuple[Value, list[ast.stmt]]:
        """Return what an expression means, and apart what must be computed before it."""
        outer, self.out = self.out, []
        try:
            return self.value(node, scope), self.out
        finally:
            self.out = outer

    def fresh(self, stem: str) -> str:
        """Return a name that is used nowhere else in the function."""
        stem = stem.strip("_") or "x"
        self._numbers[stem] = self._numbers.get(stem, 0) + 1
        return f"{stem}_{self._numbers[stem]}"

    def keep(self, stem: str, code: ast.expr) -> ast.Name:
        """Write a number into a variable of its own, and return the code that reads it."""
        name = self.fresh(stem)
        self.out.append(assign(name, code))
        return load(name)

    def need(self, name: str) -> str:
        """Ask for an argument, and return its name."""
        self.needs.add(name)
        return name

    def column(self, kind: str, column: str, node: ast.AST, scope: Scope) -> str:
        """Return the name of a column's array.

        Raises
        ------
        Untranslatable
            If the kind has no such column.
        """
        columns = self.translation.columns(kind)
        if column not in columns:
            raise refused(node, scope, f"{kind} have no column `{column}`{did_you_mean(column, columns)}")
        return f"{kind}_{column}"

    def take(self, node: ast.Call, count: int, scope: Scope) -> list[ast.expr]:
        """Return the arguments of a call that takes so many, without names.

        Raises
        ------
        Untranslatable
            If it has others.
        """
        if len(node.args) != count or node.keywords:
            raise refused(
                node, scope, f"`{ast.unparse(node.func)}` takes {count} argument{'s' * (count > 1)} without a name here"
            )
        return node.args

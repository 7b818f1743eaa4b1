"""The source of methods and rules, and their statements in the form in which they are translated."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.translation.values import Scope, expect, refused


def read_function(function: Callable[..., Any]) -> tuple[ast.FunctionDef, Scope]:
    """Return a function's code, its docstring left out, and the scope that its module gives it.

    Raises
    ------
    Untranslatable
        If it is not written with ``def``, or does not return on every path.
    """
    lines, first = inspect.getsourcelines(function)
    scope = Scope({}, inspect.unwrap(function).__globals__, inspect.getsourcefile(function) or "?", first - 1)
    (found,) = ast.parse(textwrap.dedent("".join(lines))).body
    tree = expect(found, ast.FunctionDef, found, scope, f"`{function.__name__}` must be written with `def`")
    if ast.get_docstring(tree) is not None:
        del tree.body[0]
    tree.body = single_ended(tree.body)
    if not _always_returns(tree.body):
        raise refused(tree, scope, f"`{tree.name}` must return something on every path")
    return tree, scope


def single_ended(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Return statements in which what follows an ``if`` that may return stands in its two branches."""
    for place, statement in enumerate(body):
        if isinstance(statement, ast.Return):
            return list(body[: place + 1])
        if isinstance(statement, ast.If) and returns_in([statement]):
            rest = body[place + 1 :]
            yes, no = single_ended([*statement.body, *rest]), single_ended([*statement.orelse, *rest])
            return [*body[:place], ast.copy_location(ast.If(statement.test, yes, no), statement)]
    return list(body)


def returns_in(body: Sequence[ast.stmt]) -> int:
    """Return how many times some statements may return."""
    return sum(isinstance(node, ast.Return) for statement in body for node in ast.walk(statement))


def _always_returns(body: Sequence[ast.stmt]) -> bool:
    """Return whether statements made by :func:`single_ended` return on every path."""
    last = body[-1] if body else None
    if isinstance(last, ast.If):
        return _always_returns(last.body) and _always_returns(last.orelse)
    # what may return in another statement, such as a loop, is refused for that statement
    return isinstance(last, ast.Return) or any(not isinstance(each, ast.If) and returns_in([each]) for each in body)


def names_set(body: Sequence[ast.stmt]) -> frozenset[str]:
    """Return the names that some statements may set; those of comprehensions are not among them."""
    found: set[str] = set()
    for statement in body:
        match statement:
            case ast.If(body=yes, orelse=no):
                found |= names_set([*yes, *no])
            case ast.Assign(targets=targets):
                found |= {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.AugAssign(target=ast.Name(id=name)):
                found.add(name)
    return frozenset(found)


def argument_names(tree: ast.FunctionDef) -> list[str]:
    """Return the names of a function's arguments."""
    return [each.arg for each in (*tree.args.args, *tree.args.kwonlyargs)]


def defaults(tree: ast.FunctionDef) -> Mapping[str, ast.expr]:
    """Return the defaults of a function's arguments by name."""
    positional = [each.arg for each in tree.args.args]
    found = dict(zip(positional[len(positional) - len(tree.args.defaults) :], tree.args.defaults, strict=True))
    keyword = zip((each.arg for each in tree.args.kwonlyargs), tree.args.kw_defaults, strict=True)
    return found | {name: default for name, default in keyword if default is not None}

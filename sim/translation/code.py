"""Pieces of the code that is written."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def load(name: str) -> ast.Name:
    """Return the code that reads a variable."""
    return ast.Name(name, ast.Load())


def call(name: str, *args: ast.expr) -> ast.Call:
    """Return the code of a call."""
    return ast.Call(load(name), list(args), [])


def at(array: str, index: ast.expr) -> ast.Subscript:
    """Return the code that reads a place of an array."""
    return ast.Subscript(load(array), index, ast.Load())


def assign(name: str, value: ast.expr) -> ast.Assign:
    """Return the code that sets a variable."""
    return ast.Assign([ast.Name(name, ast.Store())], value, lineno=0)


def is_parameters(code: ast.expr) -> bool:
    """Return whether an expression is a record of parameters, which is followed and not copied."""
    while isinstance(code, ast.Attribute):
        code = code.value
    return isinstance(code, ast.Name) and code.id == "p"


def function_text(name: str, arguments: Sequence[str], body: list[ast.stmt]) -> str:
    """Return the text of a function."""
    header = ast.arguments([], [ast.arg(argument) for argument in arguments], None, [], [], None, [])
    made = ast.FunctionDef(name, header, body, [], lineno=0)
    return ast.unparse(ast.fix_missing_locations(made)) + "\n"

"""Calls: what is called, and which of the other modules translates it."""

from __future__ import annotations

import ast
import inspect

from sim.scalars import did_you_mean
from sim.translation.agents import translate_asked
from sim.translation.code import call
from sim.translation.functions import translate_rule
from sim.translation.sums import SUMS, translate_count, translate_sum
from sim.translation.values import Agent, Dotted, Number, Scope, Value, refused
from sim.translation.writer import Writer

NUMPY = ("minimum", "maximum", "where", "floor", "sqrt", "rint")
"""Functions of numpy that the prelude holds for single numbers."""
AS_IS = ("asarray", "float64")
"""Functions of numpy that leave a number as it is."""
BUILTINS = ("bool", "float", "getattr", "len", "tuple")


def translate_call(writer: Writer, node: ast.Call, scope: Scope) -> Value:
    """Return what a call gives.

    Raises
    ------
    Untranslatable
        If what is called has no translation.
    """
    match node.func:
        case ast.Attribute(value=ast.Name(id="np"), attr=name):
            return _call_numpy(writer, node, name, scope)
        case ast.Attribute(value=whole, attr="astype"):
            return writer.value(whole, scope)
        case ast.Attribute(value=whole, attr=name):
            found = writer.value(whole, scope)
            if isinstance(found, Agent):
                return translate_asked(writer, node, found, name, scope)
            if found == Dotted(("world",)) and name == "columns":
                (kind,) = writer.take(node, 1, scope)
                return Dotted(("world", "columns", writer.known(kind, scope)))
        case ast.Name(id=name):
            return _call_name(writer, node, name, scope)
    raise refused(node, scope, f"cannot call `{ast.unparse(node.func)}`: neither a rule nor a method of an agent")


def _call_name(writer: Writer, node: ast.Call, name: str, scope: Scope) -> Value:
    """Return what a sum, a function of Python itself or a rule gives."""
    if name in SUMS:
        return translate_sum(writer, name, node, scope)
    if name in BUILTINS:
        return _call_builtin(writer, node, name, scope)
    rules = {each: found for each, found in scope.known.items() if inspect.isfunction(found)}
    if name not in rules:
        near = did_you_mean(name, [*SUMS, *BUILTINS, *rules])
        raise refused(node, scope, f"cannot call `{name}`: neither a rule nor a sum{near}")
    return translate_rule(writer, rules[name], node, scope)


def _call_numpy(writer: Writer, node: ast.Call, name: str, scope: Scope) -> Value:
    """Return what a function of numpy gives."""
    if name in AS_IS and node.args:
        return writer.value(node.args[0], scope)
    if name not in NUMPY:
        allowed = ", ".join(sorted((*NUMPY, *AS_IS)))
        raise refused(node, scope, f"`np.{name}` has no translation; of numpy there are {allowed}")
    return Number(call(name, *(writer.number(each, scope) for each in node.args)))


def _call_builtin(writer: Writer, node: ast.Call, name: str, scope: Scope) -> Value:
    """Return what a function of Python itself gives."""
    whole, *rest = writer.take(node, 2 if name == "getattr" else 1, scope)
    if rest:
        named = ast.Attribute(whole, writer.known(rest[0], scope), ast.Load())
        return writer.value(ast.copy_location(named, node), scope)
    if name == "tuple":
        return writer.value(whole, scope)
    if name == "len":
        return translate_count(writer, whole, scope)
    return Number(call(name, writer.number(whole, scope)))

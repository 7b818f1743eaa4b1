"""Functions: methods are written in place, rules become functions of their own."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.scalars import did_you_mean
from sim.translation.code import assign, function_text, load
from sim.translation.source import argument_names, defaults, read_function, returns_in
from sim.translation.statements import translate_block, translate_statement
from sim.translation.values import Agent, Fields, Items, Number, Scope, Value, expect, refused
from sim.translation.writer import Writer

HELPERS = frozenset(("exp", "log", "logistic", "logit", "power", "ratio", "share", "between", "number"))
"""Functions of these modules that the prelude holds for single numbers."""
OF_HELPERS = ("sim.arrays", "sim.agents.row")


def translate_method(writer: Writer, method: Callable[..., Any], of: Agent, node: ast.expr, scope: Scope) -> Value:
    """Write a property or method of an agent in place, and return what it returns.

    Raises
    ------
    Untranslatable
        If it has no translation, or takes other arguments.
    """
    tree, inner = read_function(method)
    called = node if isinstance(node, ast.Call) else ast.Call(node, [], [])
    inner.names = bind_arguments(writer, called, tree, inner, [of], scope)
    if not isinstance(of.row, ast.Name):
        inner.names[argument_names(tree)[0]] = Agent(of.kind, writer.keep(of.kind, of.row))
    *before, last = tree.body
    if returns_in(tree.body) == 1 and isinstance(last, ast.Return) and last.value is not None:
        for statement in before:
            translate_statement(writer, statement, inner, _keep_nothing)
        return writer.value(last.value, inner)
    result = writer.fresh(tree.name)

    def keep(value: Value, node: ast.Return, scope: Scope) -> list[ast.stmt]:
        return [assign(result, writer.code(value, node.value or node, scope))]

    writer.out += translate_block(writer, tree.body, inner, keep)
    return Number(load(result))


def _keep_nothing(value: Value, node: ast.Return, scope: Scope) -> list[ast.stmt]:
    raise AssertionError("only the last statement returns")


def translate_rule(writer: Writer, rule: Callable[..., Any], node: ast.Call, scope: Scope) -> Value:
    """Return the call of a rule, which is translated unless it has been.

    Raises
    ------
    Untranslatable
        If it has no translation, or takes other arguments.
    """
    tree, inner = read_function(rule)
    names = argument_names(tree)
    given = bind_arguments(writer, node, tree, inner, [], scope)
    title = rule.__name__
    if title not in HELPERS or rule.__module__ not in OF_HELPERS:
        title = f"{rule.__module__.rsplit('.', 1)[-1]}__{rule.__name__}"
        if title not in writer.translation.functions:
            inner.names = {name: Number(load(name)) for name in names}
            own = Writer(writer.translation, writer.handlers)
            text = function_text(title, names, translate_block(own, tree.body, inner, _give_back(own)))
            writer.translation.functions[title] = f"@compile_function\n{text}"
    return Number(ast.Call(load(title), [writer.code(given[name], node, scope) for name in names], []))


def _give_back(writer: Writer) -> Callable[[Value, ast.Return, Scope], list[ast.stmt]]:
    """Return what a rule does with what it returns: a number, or several."""

    def give_back(value: Value, node: ast.Return, scope: Scope) -> list[ast.stmt]:
        if isinstance(value, Items):
            return [ast.Return(ast.Tuple([writer.code(each, node, scope) for each in value.of], ast.Load()))]
        return [ast.Return(writer.code(value, node, scope))]

    return give_back


def bind_arguments(
    writer: Writer, node: ast.Call, tree: ast.FunctionDef, inner: Scope, first: Sequence[Value], scope: Scope
) -> dict[str, Value]:
    """Return what a call gives to each argument of a function.

    Parameters
    ----------
    tree, inner
        The function, and the scope of its defaults.
    first
        What stands before the arguments of the call: the agent of a method.

    Raises
    ------
    Untranslatable
        If the function takes other arguments.
    """
    names, values = argument_names(tree), [*first, *(writer.value(each, scope) for each in node.args)]
    given = dict(zip(names, values, strict=False))
    for keyword in node.keywords:
        if keyword.arg is None:
            given |= spread(writer, keyword.value, scope)
        else:
            given[keyword.arg] = writer.value(keyword.value, scope)
    for name, default in defaults(tree).items():
        if name not in given:
            given[name] = writer.value(default, inner)
    if set(given) != set(names) or len(values) > len(tree.args.args):
        strange = next((did_you_mean(name, names) for name in given if name not in names), "")
        takes, got = ", ".join(names[len(first) :]), ", ".join(list(given)[len(first) :])
        raise refused(node, scope, f"`{tree.name}` takes ({takes}), not ({got}){strange}")
    return given


def spread(writer: Writer, node: ast.expr, scope: Scope) -> Mapping[str, Value]:
    """Return what stands by name in something written after ``**``.

    Raises
    ------
    Untranslatable
        If nothing does.
    """
    why = f"`{ast.unparse(node)}` cannot be spread: only what a method returns by name can"
    return expect(writer.value(node, scope), Fields, node, scope, why).of

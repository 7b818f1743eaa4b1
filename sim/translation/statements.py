"""Statements: assignments, branches and what is returned."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from sim.translation.code import assign, is_parameters, load
from sim.translation.source import names_set, returns_in
from sim.translation.values import Agent, Constant, Items, Number, Scope, Unclear, Value, expect, reads, refused
from sim.translation.writer import Writer

Leaf = Callable[[Value, ast.Return, Scope], list[ast.stmt]]
"""What becomes of a value that is returned."""


def translate_block(writer: Writer, body: Sequence[ast.stmt], scope: Scope, leaf: Leaf) -> list[ast.stmt]:
    """Return the translation of some statements.

    Raises
    ------
    Untranslatable
        If one of them has none.
    """
    outer, writer.out = writer.out, []
    try:
        for statement in body:
            translate_statement(writer, statement, scope, leaf)
        return writer.out or [ast.Pass()]
    finally:
        writer.out = outer


def translate_statement(writer: Writer, statement: ast.stmt, scope: Scope, leaf: Leaf) -> None:
    """Write the translation of a statement.

    Raises
    ------
    Untranslatable
        If it has none.
    """
    match statement:
        case ast.Assign(targets=[target], value=given) | ast.AnnAssign(target=target, value=ast.expr() as given):
            _bind(writer, target, writer.value(given, scope), scope)
        case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=given):
            added = ast.copy_location(ast.BinOp(ast.copy_location(load(name), target), op, given), statement)
            _bind(writer, target, writer.value(added, scope), scope)
        case ast.If():
            _translate_if(writer, statement, scope, leaf)
        case ast.Return(value=ast.expr() as given):
            writer.out += leaf(writer.value(given, scope), statement, scope)
        case _:
            line = ast.unparse(statement).partition("\n")[0]
            allowed = "allowed are assignments to names, `if`, and `return` with a value"
            raise refused(statement, scope, f"cannot translate `{line}`; {allowed}")


def _translate_if(writer: Writer, statement: ast.If, scope: Scope, leaf: Leaf) -> None:
    """Write two branches; when they do not return, what they set is read after them from the same variables."""
    test = writer.number(statement.test, scope)
    goes_on = not returns_in([statement])
    shared = names_set([statement]) if goes_on else frozenset()
    for name in sorted(shared):
        _keep_apart(writer, name, statement, scope)
    yes, no = scope.within({}, shared), scope.within({}, shared)
    body = translate_block(writer, statement.body, yes, leaf)
    no.variables = yes.variables
    orelse = translate_block(writer, statement.orelse, no, leaf) if statement.orelse else []
    writer.out.append(ast.If(test, body, orelse))
    for name in shared:
        scope.names[name] = _join(yes.names.get(name), no.names.get(name))
        scope.variables[name] = yes.variables.get(name, "")


def _keep_apart(writer: Writer, name: str, node: ast.AST, scope: Scope) -> None:
    """Give a number that branches may change a variable of its own."""
    value, own = scope.names.get(name), scope.variables.pop(name, "")
    if value is None or not _is_number(value):
        return
    if not isinstance(value, Number) or not isinstance(value.code, ast.Name) or value.code.id != own:
        own = writer.keep(name, writer.code(value, node, scope)).id
    scope.names[name], scope.variables[name] = Number(load(own)), own


def _join(one: Value | None, other: Value | None) -> Value:
    """Return what a name means after two branches: the same number in both, or nothing clear."""
    if isinstance(one, Number) and isinstance(other, Number) and ast.dump(one.code) == ast.dump(other.code):
        return one
    return Unclear()


def _is_number(value: Value) -> bool:
    """Return whether a value is a number that a variable can hold."""
    if isinstance(value, Constant):
        return isinstance(value.value, (int, float))
    return isinstance(value, Number) and not is_parameters(value.code)


def _bind(writer: Writer, target: ast.expr, value: Value, scope: Scope) -> None:
    """Give a value a name, or each of several values one."""
    if isinstance(target, ast.Tuple):
        _bind_each(writer, target, value, scope)
        return
    name = expect(target, ast.Name, target, scope, "only names can be assigned").id
    if isinstance(value, Agent) and not isinstance(value.row, ast.Name):
        value = Agent(value.kind, writer.keep(name, value.row))
    elif (isinstance(value, Number) or name in scope.shared) and _is_number(value):
        variable = scope.variables.get(name, "") if name in scope.shared else ""
        for other, each in scope.names.items():
            if other != name and variable and reads(each, variable):
                raise refused(target, scope, f"`{name}` is set again while `{other}` still uses it")
        variable = variable or writer.fresh(name)
        writer.out.append(assign(variable, writer.code(value, target, scope)))
        value, scope.variables[name] = Number(load(variable)), variable
    scope.names[name] = value


def _bind_each(writer: Writer, target: ast.Tuple, value: Value, scope: Scope) -> None:
    """Give each of several values a name; all are computed before the first is set."""
    names = [expect(part, ast.Name, part, scope, "only names can be assigned").id for part in target.elts]
    if isinstance(value, Items):
        if len(value.of) != len(names):
            raise refused(target, scope, f"cannot give {len(value.of)} values to `{ast.unparse(target)}`")
        parts = value.of
        if scope.shared.intersection(names):
            parts = tuple(
                Number(writer.keep("part", each.code)) if isinstance(each, Number) else each for each in parts
            )
    else:
        variables = [writer.fresh(name) for name in names]
        made = ast.Tuple([ast.Name(variable, ast.Store()) for variable in variables], ast.Store())
        writer.out.append(ast.Assign([made], writer.code(value, target, scope), lineno=0))
        parts = tuple(Number(load(variable)) for variable in variables)
        if not scope.shared.intersection(names):
            scope.names |= dict(zip(names, parts, strict=True))
            return
    for name, part in zip(target.elts, parts, strict=True):
        _bind(writer, name, part, scope)

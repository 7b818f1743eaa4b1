"""Expressions, and the table of what translates each type of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from sim.scalars import did_you_mean
from sim.translation.agents import translate_attribute
from sim.translation.calls import translate_call
from sim.translation.code import assign, at, call, load
from sim.translation.functions import spread
from sim.translation.sums import translate_choice, unroll
from sim.translation.values import Agent, Constant, Fields, Items, Number, Others, Scope, Unclear, Value, refused
from sim.translation.writer import Handler, Writer

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod)
FLAGS = {ast.BitAnd: ast.And, ast.BitOr: ast.Or}
"""What joins flags of columns -> what joins those of one row."""


def _translate_constant(_: Writer, node: ast.Constant, __: Scope) -> Value:
    return Constant(node.value)


def _translate_name(writer: Writer, node: ast.Name, scope: Scope) -> Value:
    if node.id in scope.names:
        found = scope.names[node.id]
        if isinstance(found, Unclear):
            why = f"`{node.id}` may not be set here: set it to a number before the `if`, or in both of its branches"
            raise refused(node, scope, why)
        return found
    if node.id in scope.known:
        return Constant(scope.known[node.id])
    raise refused(node, scope, f"no name `{node.id}` here{did_you_mean(node.id, [*scope.names, *scope.known])}")


def _translate_tuple(writer: Writer, node: ast.Tuple, scope: Scope) -> Value:
    return Items(tuple(writer.value(each, scope) for each in node.elts))


def _translate_dict(writer: Writer, node: ast.Dict, scope: Scope) -> Value:
    fields: dict[str, Value] = {}
    for key, each in zip(node.keys, node.values, strict=True):
        if key is None:
            fields |= spread(writer, each, scope)
        else:
            fields[writer.known(key, scope)] = writer.value(each, scope)
    return Fields(fields)


def _translate_dict_comp(writer: Writer, node: ast.DictComp, scope: Scope) -> Value:
    turns = unroll(writer, node, scope)
    return Fields({writer.known(node.key, inner): writer.value(node.value, inner) for inner in turns})


def _translate_subscript(writer: Writer, node: ast.Subscript, scope: Scope) -> Value:
    """Return an entry of something known, or the first of others that stand side by side."""
    match writer.value(node.value, scope), writer.value(node.slice, scope):
        case Constant(whole), Constant(index):
            return Constant(whole[index])
        case Others(tied=False, sieves=()) as others, Constant(0):
            return Agent(others.kind, at(f"{others.name}_first", others.row))
    why = "only the first of others, `[0]`, and entries of what is known can be taken"
    raise refused(node, scope, f"cannot translate `{ast.unparse(node)}`: {why}")


def _translate_unary(writer: Writer, node: ast.UnaryOp, scope: Scope) -> Value:
    op = ast.Not() if isinstance(node.op, ast.Invert) else node.op  # of a flag
    return Number(ast.UnaryOp(op, writer.number(node.operand, scope)))


def _translate_binary(writer: Writer, node: ast.BinOp, scope: Scope) -> Value:
    left, right = writer.number(node.left, scope), writer.number(node.right, scope)
    if type(node.op) in FLAGS:
        return Number(ast.BoolOp(FLAGS[type(node.op)](), [left, right]))
    if not isinstance(node.op, ARITHMETIC):
        raise refused(node, scope, f"cannot translate `{ast.unparse(node)}`; of arithmetic there are + - * / %")
    return Number(ast.BinOp(left, node.op, right))


def _translate_choice_of_two(writer: Writer, node: ast.IfExp, scope: Scope) -> Value:
    test = writer.number(node.test, scope)
    (one, before_one), (other, before_other) = writer.aside(node.body, scope), writer.aside(node.orelse, scope)
    yes, no = writer.code(one, node.body, scope), writer.code(other, node.orelse, scope)
    if not before_one and not before_other:
        return Number(ast.IfExp(test, yes, no))
    name = writer.fresh("chosen")
    writer.out.append(ast.If(test, [*before_one, assign(name, yes)], [*before_other, assign(name, no)]))
    return Number(load(name))


def _translate_bool(writer: Writer, node: ast.BoolOp, scope: Scope) -> Value:
    """Return ``and`` or ``or``; what a later part needs is computed only where it decides."""
    parts = [writer.aside(each, scope) for each in node.values]
    codes = [writer.code(value, each, scope) for (value, _), each in zip(parts, node.values, strict=True)]
    writer.out += parts[0][1]
    if not any(before for _, before in parts[1:]):
        return Number(ast.BoolOp(node.op, codes))
    name = writer.fresh("both" if isinstance(node.op, ast.And) else "either")
    undecided: ast.expr = load(name) if isinstance(node.op, ast.And) else ast.UnaryOp(ast.Not(), load(name))
    inner: list[ast.stmt] = []
    for code, (_, before) in reversed(list(zip(codes[1:], parts[1:], strict=True))):
        inner = [ast.If(undecided, [*before, assign(name, call("bool", code)), *inner], [])]
    writer.out += [assign(name, call("bool", codes[0])), *inner]
    return Number(load(name))


def _translate_compare(writer: Writer, node: ast.Compare, scope: Scope) -> Value:
    if len(node.ops) > 1:
        raise refused(node, scope, "one comparison at a time, joined by `and`")
    left, op, right = writer.value(node.left, scope), node.ops[0], writer.value(node.comparators[0], scope)
    if isinstance(op, ast.Is | ast.IsNot):
        if not isinstance(left, Agent) or not isinstance(right, Agent):
            raise refused(node, scope, "only agents can be the same")
        return Number(ast.Compare(left.row, [ast.Eq() if isinstance(op, ast.Is) else ast.NotEq()], [right.row]))
    code = writer.code(left, node.left, scope)
    if isinstance(op, ast.In | ast.NotIn):
        found = _find_among(writer, node, code, right, scope)
        return Number(found if isinstance(op, ast.In) else ast.UnaryOp(ast.Not(), found))
    return Number(ast.Compare(code, [op], [writer.code(right, node.comparators[0], scope)]))


def _find_among(writer: Writer, node: ast.Compare, code: ast.expr, among: Value, scope: Scope) -> ast.expr:
    """Return whether a number is one of several that are known one by one."""
    if isinstance(among, Constant) and isinstance(among.value, tuple):
        among = Items(tuple(Constant(each) for each in among.value))
    if not isinstance(among, Items) or not among.of:
        raise refused(node, scope, "`in` needs a tuple of numbers")
    if not isinstance(code, ast.Name):
        code = writer.keep("asked", code)
    same: list[ast.expr] = [ast.Compare(code, [ast.Eq()], [writer.code(each, node, scope)]) for each in among.of]
    return ast.BoolOp(ast.Or(), same)


HANDLERS: Mapping[type[ast.expr], Handler] = {
    ast.Attribute: translate_attribute,
    ast.BinOp: _translate_binary,
    ast.BoolOp: _translate_bool,
    ast.Call: translate_call,
    ast.Compare: _translate_compare,
    ast.Constant: _translate_constant,
    ast.Dict: _translate_dict,
    ast.DictComp: _translate_dict_comp,
    ast.GeneratorExp: translate_choice,
    ast.IfExp: _translate_choice_of_two,
    ast.ListComp: translate_choice,
    ast.Name: _translate_name,
    ast.Subscript: _translate_subscript,
    ast.Tuple: _translate_tuple,
    ast.UnaryOp: _translate_unary,
}
"""Type of expression -> what translates it."""

"""Sums over others: loops, which sums over the same others share."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator

from sim.translation.code import assign, at, call, load
from sim.translation.values import Agent, Constant, Items, Number, Others, Scope, Value, expect, names_read, refused
from sim.translation.writer import Loop, Writer

SUMS = {"total": 1, "mean": 1, "first": 2}
"""Name of each sum -> how many arguments it takes."""


def translate_sum(writer: Writer, how: str, node: ast.Call, scope: Scope) -> Value:
    """Return a sum over others, whose loop has been written.

    Raises
    ------
    Untranslatable
        If it does not go through others, or adds up something that has no translation.
    """
    generator, *rest = writer.take(node, SUMS[how], scope)
    why = f"`{how}` needs what it goes through: `{how}(... for ... in ...)`"
    generator = expect(generator, ast.GeneratorExp, node, scope, why)
    one = expect_one_loop(writer, generator, scope)
    over = writer.value(one.iter, scope)
    if how == "total" and isinstance(over, Constant | Items):
        whole: ast.expr = ast.Constant(0.0)
        for inner in unroll(writer, generator, scope):
            whole = ast.BinOp(whole, ast.Add(), writer.number(generator.elt, inner))
        return Number(whole)
    names = _write_loop(writer, how, generator, expect_others(writer, over, one.iter, scope), scope)
    if how == "first":
        found = ast.Compare(load(names[1]), [ast.Gt()], [ast.Constant(0.0)])
        return Number(ast.IfExp(found, load(names[0]), writer.number(rest[0], scope)))
    if how == "total":
        return Number(load(names[0]))
    return Number(call("ratio", *(load(name) for name in names), ast.Constant(0.0)))


def translate_count(writer: Writer, node: ast.expr, scope: Scope) -> Value:
    """Return how many others there are, as a sum of ones.

    Raises
    ------
    Untranslatable
        If they are no others.
    """
    others = expect_others(writer, writer.value(node, scope), node, scope)
    ones = ast.parse("total(1.0 for each in others)", mode="eval").body
    counted = expect(ones, ast.Call, node, scope, "")
    return translate_sum(writer, "total", counted, scope.within({"others": dataclasses.replace(others, paired=False)}))


def translate_choice(writer: Writer, node: ast.ListComp | ast.GeneratorExp, scope: Scope) -> Value:
    """Return a choice of others; what each gives is left to the sum that goes through them.

    Raises
    ------
    Untranslatable
        If it is a list of something else.
    """
    one = expect_one_loop(writer, node, scope)
    over = expect_others(writer, writer.value(one.iter, scope), one.iter, scope)
    name = one.target.elts[0] if over.paired and isinstance(one.target, ast.Tuple) else one.target
    if not isinstance(name, ast.Name) or not isinstance(node.elt, ast.Name) or node.elt.id != name.id:
        raise refused(node, scope, "a list of others holds them as they are: `[each for each in others if ...]`")
    sieves = (*over.sieves, *((name.id, each, scope.within({})) for each in one.ifs))
    return dataclasses.replace(over, paired=False, sieves=sieves)


def unroll(writer: Writer, node: ast.DictComp | ast.GeneratorExp, scope: Scope) -> Iterator[Scope]:
    """Yield the scope of each turn of a loop over something known.

    Raises
    ------
    Untranslatable
        If it is not known, or sifted.
    """
    one = expect_one_loop(writer, node, scope)
    over = writer.value(one.iter, scope)
    if isinstance(over, Constant):
        over = Items(tuple(Constant(each) for each in over.value))
    if one.ifs or not isinstance(over, Items) or not isinstance(one.target, ast.Name):
        raise refused(one.iter, scope, "can only go through others or, without `if`, through what is known")
    for each in over.of:
        yield scope.within({one.target.id: each})


def expect_one_loop(
    writer: Writer, node: ast.DictComp | ast.GeneratorExp | ast.ListComp, scope: Scope
) -> ast.comprehension:
    """Return the loop of a comprehension that has one.

    Raises
    ------
    Untranslatable
        If it has several.
    """
    if len(node.generators) > 1:
        raise refused(node, scope, "one `for` at a time")
    return node.generators[0]


def expect_others(writer: Writer, over: Value, node: ast.expr, scope: Scope) -> Others:
    """Return others, which a value must be.

    Raises
    ------
    Untranslatable
        If it is something else.
    """
    why = f"`{ast.unparse(node)}` are no others that can be gone through"
    return expect(over, Others, node, scope, why)


def _write_loop(writer: Writer, how: str, generator: ast.GeneratorExp, over: Others, scope: Scope) -> list[str]:
    """Write the loop of a sum, and return the names of what is added up."""
    one = expect_one_loop(writer, generator, scope)
    loop = _find_loop(writer, over)
    inner = _name_turn(writer, loop, over, one.target, scope)
    before, old = len(loop.code.body), loop.sums.copy()
    outer, writer.out = writer.out, loop.code.body
    for name, sieve, its in over.sieves:
        its = its.within({name: Agent(over.kind, load(loop.other))})
        _write_sieve(writer, writer.number(sieve, its))
    for sieve in one.ifs:
        _write_sieve(writer, writer.number(sieve, inner))
    names = _write_added(writer, how, generator.elt, inner)
    writer.out = outer
    if any(old & names_read(statement) for statement in loop.code.body[before:]):
        raise refused(generator, scope, "this sum uses a sum over the same others: give that one a name before")
    loop.sums |= set(names)
    writer.out[-1:-1] = [assign(name, ast.Constant(0.0)) for name in names]
    return names


def _find_loop(writer: Writer, over: Others) -> Loop:
    """Return the loop over some others: the one just written if it goes through the same, else a new one."""
    key = (over.name, ast.unparse(over.row))
    known = writer.loops.get(id(writer.out[-1])) if writer.out else None
    if known and known.key == key:
        return known
    place = writer.fresh("k" if over.tied else "j")
    other = writer.fresh("j") if over.tied else place
    end = ast.BinOp(over.row, ast.Add(), call("U", ast.Constant(1)))
    bounds = call("range", at(f"{over.name}_first", over.row), at(f"{over.name}_first", end))
    body: list[ast.stmt] = [assign(other, at(f"{over.name}_to", load(place)))] if over.tied else []
    code = ast.For(ast.Name(place, ast.Store()), bounds, body, [], lineno=0)
    loop = writer.loops[id(code)] = Loop(code, key, other, place)
    writer.out.append(code)
    return loop


def _name_turn(writer: Writer, loop: Loop, over: Others, target: ast.expr, scope: Scope) -> Scope:
    """Return the scope of a turn of a loop: one name for the other, and one for the strength of a tie."""
    agent = Agent(over.kind, load(loop.other))
    match target:
        case ast.Tuple(elts=[ast.Name(id=one), ast.Name(id=two)]) if over.paired:
            return scope.within({one: agent, two: Number(at(f"{over.name}_strength", load(loop.place)))})
        case ast.Name(id=one) if not over.paired:
            return scope.within({one: agent})
    wanted = "two names, the other and the strength of the tie" if over.paired else "one name"
    raise refused(target, scope, f"going through these others takes {wanted}")


def _write_sieve(writer: Writer, test: ast.expr) -> None:
    """Write a condition on those gone through, and go on inside it."""
    inner = ast.If(test, [], [])
    writer.out.append(inner)
    writer.out = inner.body


def _write_added(writer: Writer, how: str, node: ast.expr, scope: Scope) -> list[str]:
    """Write what a turn of the loop adds, and return the names of the sums."""
    found = writer.value(node, scope)
    if how == "first":
        name, got = writer.fresh("first"), writer.fresh("found")
        test = ast.Compare(load(got), [ast.Eq()], [ast.Constant(0.0)])
        kept: list[ast.stmt] = [assign(name, writer.code(found, node, scope)), assign(got, ast.Constant(1.0))]
        writer.out.append(ast.If(test, kept, []))
        return [name, got]
    if how == "total":
        parts = [writer.code(found, node, scope)]
    else:
        pair = expect(found, Items, node, scope, "a mean needs pairs of value and weight").of
        if len(pair) != 2:
            raise refused(node, scope, "a mean needs pairs of value and weight")
        value, weight = (writer.code(each, node, scope) for each in pair)
        if not isinstance(weight, ast.Name | ast.Constant):
            weight = writer.keep("weight", weight)
        parts = [ast.BinOp(value, ast.Mult(), weight), weight]
    names = [writer.fresh("sum") for _ in parts]
    for name, part in zip(names, parts, strict=True):
        writer.out.append(ast.AugAssign(ast.Name(name, ast.Store()), ast.Add(), part))
    return names

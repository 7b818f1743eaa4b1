"""Agents: their columns, properties and ties, the terms they face, and their luck."""

from __future__ import annotations

import ast
import inspect
from functools import cached_property
from typing import Any

from sim.scalars import did_you_mean
from sim.translation.code import assign, at, call, load
from sim.translation.functions import translate_method
from sim.translation.values import Agent, Constant, Dotted, Number, Others, Scope, Value, expect, refused
from sim.translation.writer import Writer

TIES = ("named_by", "inside", "tied")


def translate_attribute(writer: Writer, node: ast.Attribute, scope: Scope) -> Value:
    """Return what stands under a name of an agent, a record of parameters, a module or a class.

    Raises
    ------
    Untranslatable
        If nothing does.
    """
    match writer.value(node.value, scope):
        case Agent() as agent:
            return _read_agent(writer, agent, node.attr, node, scope)
        case Dotted(words):
            return Dotted((*words, node.attr))
        case Number(code):
            return Number(ast.Attribute(code, node.attr, ast.Load()))
        case Constant(known):
            if not hasattr(known, node.attr):
                near = did_you_mean(node.attr, dir(known))
                raise refused(node, scope, f"`{ast.unparse(node.value)}` has no `{node.attr}`{near}")
            return Constant(getattr(known, node.attr))
    raise refused(node, scope, f"cannot translate `{ast.unparse(node)}`")


def _read_agent(writer: Writer, agent: Agent, name: str, node: ast.expr, scope: Scope) -> Value:
    """Return what stands under a name of an agent."""
    match name:
        case "row":
            return Number(call("float", agent.row))
        case "month":
            return Number(load(writer.need("month")))
        case "parameters":
            writer.need("parameters")
            return Number(load("p"))
        case "world" | "everybody":
            return Dotted((name,))
    return _read_own(writer, agent, name, node, scope)


def _read_own(writer: Writer, agent: Agent, name: str, node: ast.expr, scope: Scope) -> Value:
    """Return what stands under a name that the agent's kind declares: a column, a tie or a property."""
    cls: Any = writer.translation.classes[agent.kind]
    columns = writer.translation.columns(agent.kind)
    column = {new: old for old, new in cls.renamed.items()}.get(name, name)
    own = inspect.getattr_static(cls, name, None)
    if isinstance(own, cached_property):
        return translate_method(writer, own.func, agent, node, scope)
    getter = own.fget if isinstance(own, property) and inspect.isfunction(own.fget) else None
    made = own is None or (getter is not None and getter.__name__ == "read")
    if made and column in columns and name not in cls.renamed:
        return Number(at(writer.need(f"{agent.kind}_{column}"), agent.row))
    if getter is not None:
        return translate_method(writer, getter, agent, node, scope)
    known = [each for each in dir(cls) if not each.startswith("_") and each != name]
    near = did_you_mean(name, [*columns, *known])
    raise refused(node, scope, f"{cls.__name__} has no column, tie or property `{name}`{near}")


def translate_asked(writer: Writer, node: ast.Call, agent: Agent, name: str, scope: Scope) -> Value:
    """Return what an agent answers: a term, its luck, a tie, or what one of its methods returns.

    Raises
    ------
    Untranslatable
        If it has no such method, or the method no translation.
    """
    if name == "term":
        return _read_term(writer, node, agent, scope)
    if name == "luck":
        return _draw_luck(writer, node, agent, scope)
    if name in TIES:
        return _follow_tie(writer, node, agent, name, scope)
    cls: Any = writer.translation.classes[agent.kind]
    method = inspect.getattr_static(cls, name, None)
    if not inspect.isfunction(method):
        raise refused(node, scope, f"{cls.__name__} has no method `{name}`{did_you_mean(name, set(dir(cls)) - {name})}")
    return translate_method(writer, method, agent, node, scope)


def _read_term(writer: Writer, node: ast.Call, agent: Agent, scope: Scope) -> Value:
    """Return a term that an agent faces."""
    (name,) = writer.take(node, 1, scope)
    term, levels = writer.known(name, scope), writer.translation.levels
    if levels.get(term) != agent.kind:
        of_others = f": {levels[term]} have it" if term in levels else did_you_mean(term, levels)
        raise refused(node, scope, f"{agent.kind} have no term `{term}`{of_others}")
    return Number(at(writer.need(f"terms_{term}"), agent.row))


def _draw_luck(writer: Writer, node: ast.Call, agent: Agent, scope: Scope) -> Value:
    """Return an agent's luck in a decision; keys that are the same for all rows are computed before the loop."""
    (name,) = writer.take(node, 1, scope)
    decision, decisions = writer.known(name, scope), writer.translation.decisions
    if decision not in decisions:
        decisions.append(decision)
    key = at(writer.need("keys"), ast.Constant(decisions.index(decision)))
    month = load(writer.need("month"))
    if decision in writer.translation.classes[agent.kind].by_process:
        since = writer.code(_read_own(writer, agent, "began", node.func, scope), node, scope)
        return Number(call("draw", call("key_at", key, ast.BinOp(month, ast.Sub(), since)), agent.row))
    made = assign("key_" + decision.replace(" ", "_"), call("key_at", key, month))
    if all(ast.unparse(each) != ast.unparse(made) for each in writer.heads):
        writer.heads.append(made)
    return Number(call("draw", load("key_" + decision.replace(" ", "_")), agent.row))


def _follow_tie(writer: Writer, node: ast.Call, agent: Agent, how: str, scope: Scope) -> Value:
    """Return whom an agent is tied to: by a row number in a column, by place, or in a layer of the network."""
    first, second = writer.take(node, 2, scope)
    if how == "named_by":
        column = writer.need(writer.column(agent.kind, writer.known(first, scope), node, scope))
        return Agent(_name_kind(writer, second, scope), call("U", at(column, agent.row)))
    if how == "inside":
        kind, place = _name_kind(writer, first, scope), _name_words(writer, second, scope)[-1]
        writer.column(kind, place, second, scope)
        name = f"{kind}_by_{place}"
        writer.need(f"{name}_first")
        return Others(kind, name, agent.row, tied=False, paired=False)
    name = "_".join(_name_words(writer, first, scope)[1:])
    for part in ("first", "to", "strength"):
        writer.need(f"{name}_{part}")
    return Others(_name_kind(writer, second, scope), name, agent.row, tied=True, paired=True)


def _name_kind(writer: Writer, node: ast.expr, scope: Scope) -> str:
    """Return the kind that ``self.everybody.villages`` names."""
    name = _name_words(writer, node, scope)[-1]
    kinds = writer.translation.classes
    if name != "governments" and name not in kinds:
        raise refused(node, scope, f"there are no agents called `{name}`{did_you_mean(name, ['governments', *kinds])}")
    return "counties" if name == "governments" else name


def _name_words(writer: Writer, node: ast.expr, scope: Scope) -> tuple[str, ...]:
    """Return the words of a place in ``self.world`` or ``self.everybody``."""
    why = f"`{ast.unparse(node)}` must name something in `self.world` or `self.everybody`"
    return expect(writer.value(node, scope), Dotted, node, scope, why).words

"""From the methods of the agents to loops over rows.

A step is read with :mod:`ast` and followed value by value: ``self.trust`` is a place in a column, ``self.village``
another agent, a property or method is written in place, a sum over others is a loop, a rule is a function of its own.
What comes out computes the same numbers in the same order. Names that mean nothing are refused with file and line.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.scalars import did_you_mean
from sim.translation.blocks import FIRST, HOUSEHOLDS, loop_in_blocks, make_loop
from sim.translation.code import function_text, load
from sim.translation.expressions import HANDLERS
from sim.translation.source import read_function
from sim.translation.statements import Leaf, translate_block
from sim.translation.values import Agent, Fields, Scope, Untranslatable, Value, expect, names_read, refused
from sim.translation.writer import Translation, Writer


@dataclass(frozen=True, slots=True)
class Step:
    """A translated step.

    Attributes
    ----------
    writes
        The columns it writes, in the order of its function's last arguments, which are filled.
    own
        The array that has as many entries as the function has turns.
    arguments
        Names of the function's other arguments.
    heads
        What is computed once, before the loop over rows.
    body
        What is computed for a row.
    """

    kind: str
    name: str
    writes: tuple[str, ...]
    own: str
    arguments: tuple[str, ...]
    heads: Sequence[ast.stmt]
    body: Sequence[ast.stmt]

    @property
    def title(self) -> str:
        """Name of the function."""
        return f"{self.kind}__{self.name}"

    def text(self, letters: Callable[[str], str]) -> str:
        """Return the function's text; ``letters`` says what each argument is."""
        before = [f"rows = {self.own}.size"]
        if "parameters" in self.arguments:
            before.append("p = parameters[0]")
        if self.kind == HOUSEHOLDS:
            known = {*self.arguments, "p", *(name for head in self.heads for name in names_read(head))}
            loops = loop_in_blocks(self.body, self.writes, known)
        else:
            loops = [make_loop("i", "range(U(0), U(rows))", list(self.body))]
        body = [*ast.parse("\n".join(before)).body, *self.heads, *loops]
        arguments = (*self.arguments, *(f"new_{name}" for name in self.writes))
        kinds = "".join(letters(name) for name in arguments)
        return f'@compile_step(NUMBERS, "{kinds}")\n{function_text(self.title, arguments, body)}'


def translate_step(translation: Translation, kind: str, name: str, writes: Sequence[str]) -> Step:
    """Translate a step, and into ``translation`` the rules that it calls.

    Returns
    -------
    Step
        What writes the columns ``writes`` of a kind.

    Raises
    ------
    Untranslatable
        If it says something that has no translation, or writes other columns; the text names file and line.
    """
    cls = translation.classes[kind]
    method = inspect.getattr_static(cls, name, None)
    if not inspect.isfunction(method):
        near = did_you_mean(name, dir(cls))
        raise Untranslatable(f"{inspect.getsourcefile(cls)}: {cls.__name__} has no method `{name}`{near}")
    tree, scope = read_function(method)
    scope.names = {tree.args.args[0].arg: Agent(kind, load("i"))}
    writer = Writer(translation, HANDLERS)
    body = translate_block(writer, tree.body, scope, _store(writer, tree.name, writes))
    own = f"{kind}_{translation.columns(kind)[0]}"
    arguments = {*writer.needs, own, *([FIRST] if kind == HOUSEHOLDS else [])}
    return Step(kind, name, tuple(writes), own, tuple(sorted(arguments)), writer.heads, body)


def _store(writer: Writer, step: str, writes: Sequence[str]) -> Leaf:
    """Return what a step does with what it returns."""

    def store(value: Value, node: ast.Return, scope: Scope) -> list[ast.stmt]:
        fields = expect(value, Fields, node, scope, "a step returns what it writes by name: `{'column': value}`").of
        if strange := sorted(set(fields) - set(writes)):
            near = did_you_mean(strange[0], set(writes) - set(fields))
            raise refused(node, scope, f"`{step}` does not declare that it writes `{strange[0]}`{near}")
        if missing := sorted(set(writes) - set(fields)):
            raise refused(node, scope, f"`{step}` declares that it writes `{missing[0]}`, and does not return it")
        return [
            ast.Assign(
                [ast.Subscript(load(f"new_{name}"), load("i"), ast.Store())], writer.code(each, node, scope), lineno=0
            )
            for name, each in fields.items()
        ]

    return store

"""The loop over households, arranged so that the compiler computes several of them at once.

Sums over ties come first, in a loop of their own. The rest goes village by village, whose state is then the same for a
whole loop, and writes the results of 64 households to the stack, which overlaps with no column. The numbers and their
order stay as they are.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from sim.translation.code import assign, at, load
from sim.translation.values import names_read

HOUSEHOLDS = "households"
FIRST = "households_by_village_first"
"""Argument that says at which row the households of each village begin."""
_COMPUTES = (ast.BinOp, ast.Compare, ast.Call)
_VILLAGE = ast.dump(ast.parse("U(households_village[i])", mode="eval").body)


def loop_in_blocks(body: Sequence[ast.stmt], writes: Sequence[str], known: Collection[str]) -> list[ast.stmt]:
    """Return what computes ``body`` for every household: in blocks, where there is something to compute for all.

    Households that draw mostly have no decision to take, and one after the other can skip what computes it.

    Parameters
    ----------
    body
        Statements for row ``i`` that store to ``new_NAME[i]``.
    writes
        The names.
    known
        Variables that are the same for all rows.
    """
    sums, held, rest = _split_sums(body, {*known, "i"})
    inside = [node for each in rest for node in ast.walk(each)]
    if "draw" in {node.id for node in inside if isinstance(node, ast.Name)} or not any(
        isinstance(node, _COMPUTES) for node in inside
    ):
        return [make_loop("i", "range(U(0), U(rows))", list(body))]
    made = _parse("\n".join(f"held_{name} = np.empty(rows)" for name in held))
    if held:
        keep = _parse("\n".join(f"held_{name}[i] = {name}" for name in held))
        made.append(make_loop("i", "range(U(0), U(rows))", [*sums, *keep]))
    made += _parse("\n".join(f"room_{name} = on_stack()" for name in writes))
    inner = [ast.fix_missing_locations(_InBlock().visit(each)) for each in rest]
    copies = [make_loop("i", "range(lo, hi)", _parse(f"new_{name}[i] = room_{name}[i - lo]")) for name in writes]
    block = [*_parse(f"hi = min(lo + U(64), {FIRST}[v + U(1)])"), make_loop("i", "range(lo, hi)", inner), *copies]
    village = make_loop("lo", f"range({FIRST}[v], {FIRST}[v + U(1)], U(64))", block)
    return [*made, make_loop("v", f"range(U(0), U({FIRST}.size - 1))", [village])]


def _split_sums(body: Sequence[ast.stmt], known: Collection[str]) -> tuple[list[ast.stmt], list[str], list[ast.stmt]]:
    """Return the sums over ties that need nothing else of the row, their names, and the body that reads them."""
    sums: list[ast.stmt] = []
    rest: list[ast.stmt] = []
    held: list[str] = []
    begun: dict[str, ast.stmt] = {}
    for each in body:
        if isinstance(each, ast.For) and _find_read(each) <= {*known, *begun}:
            names = sorted(begun.keys() & _find_stored(each))
            sums += [*(begun.pop(name) for name in names), each]
            _join_to_earlier(sums, each)
            held += names
            rest += [assign(name, at(f"held_{name}", load("i"))) for name in names]
            continue
        rest += [begun.pop(name) for name in list(begun) if name in names_read(each)]
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name) and _is_zero(each.value):
            begun[each.targets[0].id] = each
        else:
            rest.append(each)
    return sums, held, [*begun.values(), *rest] if begun else rest


def _join_to_earlier(sums: list[ast.stmt], last: ast.For) -> None:
    """Let one loop do the work of two over the same ties."""
    for earlier in sums[:-1]:
        if isinstance(earlier, ast.For) and ast.dump(earlier.iter) == ast.dump(last.iter):
            renamed = _Rename(ast.unparse(last.target), ast.unparse(earlier.target))
            earlier.body += [renamed.visit(each) for each in last.body]
            sums.remove(last)
            sums.sort(key=lambda each: isinstance(each, ast.For))
            return


def _is_zero(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value == 0.0


def _find_stored(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def _find_read(loop: ast.For) -> set[str]:
    """Return the variables that a loop reads and does not set itself before."""
    own = _find_stored(loop) - {
        each.target.id
        for each in ast.walk(loop)
        if isinstance(each, ast.AugAssign) and isinstance(each.target, ast.Name)
    }
    functions = {
        each.func.id for each in ast.walk(loop) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }
    return names_read(loop) - own - functions


def make_loop(name: str, over: str, body: list[ast.stmt]) -> ast.For:
    """Return a loop over a range, given as text."""
    return ast.For(ast.Name(name, ast.Store()), ast.parse(over, mode="eval").body, body, [], lineno=0)


def _parse(text: str) -> list[ast.stmt]:
    return ast.parse(text).body


class _Rename(ast.NodeTransformer):
    """Gives a variable another name."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Rename it."""
        return ast.Name(self.new, node.ctx) if node.id == self.old else node


class _InBlock(ast.NodeTransformer):
    """Turns a row's code into that of a row of village ``v`` in a block that begins at ``lo``."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Replace the village of the row."""
        return load("v") if ast.dump(node) == _VILLAGE else self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Replace the place that is written."""
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        if isinstance(node.ctx, ast.Store) and name.startswith("new_"):
            place = ast.BinOp(load("i"), ast.Sub(), load("lo"))
            return ast.Subscript(load(f"room_{name.removeprefix('new_')}"), place, ast.Store())
        return self.generic_visit(node)

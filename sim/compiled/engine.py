"""The engine: hands the columns of a world to the compiled steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, cast, get_type_hints

import numpy as np
import numpy.typing as npt

from sim.compiled.record import as_record
from sim.phases.step import Step, Writes
from sim.world import KINDS, Kind, World

Array = npt.NDArray[Any]
Getter = Callable[[World], Any]


def decide(world: World, step: Step) -> Writes:
    """Return what all agents of a step's kind decide, computed row by row in compiled code.

    Returns
    -------
    Writes
        Column -> new values, an entry a row.
    """
    function, getters = _bound(step.kind, step.name)
    made = np.empty((len(step.writes), len(world.columns(step.kind))))
    function(*[getter(world) for getter in getters], *made)
    return dict(zip(step.writes, made, strict=True))


def live_month(world: World) -> None:
    """Write all that a month changes, in one call of compiled code: every step in order, on what those before it left.

    For :func:`sim.month.advance` alone.
    """
    month = _month()
    fixed, terms = (get(world) for get in month.fixed), (world.terms[term] for term in month.terms)
    blocks = [np.empty((len(names), len(world.columns(kind)))) for kind, names in month.written]
    month.function(*month.in_order((*fixed, *month.columns(world), *terms, float(world.month))), *blocks)
    for (kind, names), block in zip(month.written, blocks, strict=True):
        block.flags.writeable = False
        world.columns(kind).replace_columns(names, block)


@dataclass(frozen=True)
class _Month:
    """How the compiled month gets its arguments, and which columns it writes.

    Attributes
    ----------
    fixed
        Find what stays as it is all run long: ties, rows, numbers.
    columns
        Takes all changing columns from a world at once.
    terms
        Names of the terms it reads.
    in_order
        Puts fixed, columns, terms and the month in the order of the function's arguments.
    written
        Kind and its columns in the order of the block that takes them.
    """

    function: Callable[..., None]
    fixed: tuple[Getter, ...]
    columns: Callable[[World], tuple[Array, ...]]
    terms: tuple[str, ...]
    in_order: Callable[[tuple[Any, ...]], tuple[Any, ...]]
    written: tuple[tuple[Kind, tuple[str, ...]], ...]


@cache
def _month() -> _Month:
    from sim.compiled import made

    given = [name for name in made.ARGUMENTS if not name.startswith("block_")]
    terms = [name for name in given if name.startswith("terms_")]
    changing = {f"{kind}_{column}": f"{kind}.{column}" for kind in KINDS for column in _changing(kind)}
    columns = {name: changing[name] for name in given if name in changing}
    fixed = [name for name in given if name not in columns and name not in terms and name != "month"]
    place = {name: place for place, name in enumerate((*fixed, *columns, *terms, "month"))}
    return _Month(
        made.whole_month,
        tuple(_getter(name) for name in fixed),
        attrgetter(*columns.values()),
        tuple(term.removeprefix("terms_") for term in terms),
        itemgetter(*(place[name] for name in given)),
        tuple(cast(Mapping[Kind, tuple[str, ...]], made.WRITTEN).items()),
    )


def _changing(kind: Kind) -> list[str]:
    """Return the columns of a kind that months write."""
    declared = get_type_hints(World)[kind].declarations()
    return [name for name, column in declared.items() if not column.fixed]


@cache
def _bound(kind: str, name: str) -> tuple[Callable[..., None], tuple[Getter, ...]]:
    """Return a compiled step, and how to get each of its arguments from a world."""
    from sim.compiled import compiler, made  # here: whoever runs nothing does not wait for the compiler

    compiler.ready_steps()
    title, arguments = made.STEPS[kind, name]
    return getattr(made, title), tuple(_getter(argument) for argument in arguments)


def _getter(argument: str) -> Getter:
    """Return what finds an argument, by its name."""
    if argument == "month":
        return lambda world: float(world.month)
    if argument == "parameters":
        return _parameters
    if argument == "keys":
        return lambda world: world.once(argument, lambda: _keys(world))
    if argument.startswith("terms_"):
        term = argument.removeprefix("terms_")
        return lambda world: world.terms[term]
    if "_by_" in argument:
        return lambda world: world.once(argument, lambda: _first_rows(world, argument))
    layer, _, part = argument.rpartition("_")
    if part in ("first", "to", "strength") and layer in LAYERS:
        return lambda world: world.once(argument, lambda: _tie_array(world, layer, part))
    kind = next(kind for kind in KINDS if argument.startswith(f"{kind}_"))
    return _column(kind, argument.removeprefix(f"{kind}_"))


def _parameters(world: World) -> Any:
    """Return the numbers of the mechanisms as compiled code reads them; plain Python reads their own record."""
    from sim.compiled.compiler import COMPILED

    return world.once("parameters", lambda: as_record(world.parameters)) if COMPILED else (world.parameters,)


def _column(kind: str, column: str) -> Getter:
    def get(world: World) -> Array:
        values: Array = getattr(getattr(world, kind), column)
        if values.dtype == np.float64:
            return values
        return world.once(f"{kind}_{column} as rows", lambda: values.astype(np.uint64))

    return get


LAYERS: Mapping[str, Callable[[World], Any]] = {
    "networks_ties": lambda world: world.networks.ties,
    "networks_bridge_ties": lambda world: world.networks.bridge_ties,
    "networks_membership": lambda world: world.networks.membership,
    "members": lambda world: world.members,
    "lessons": lambda world: world.lessons,
}
"""Name in compiled code -> layer of ties."""


def _tie_array(world: World, layer: str, part: str) -> Array:
    ties = LAYERS[layer](world)
    if part == "strength":
        strengths: Array = np.array(ties.weights, dtype=np.float64)
        return strengths
    rows: Array = (ties.indptr if part == "first" else ties.indices).astype(np.uint64)
    return rows


def _first_rows(world: World, argument: str) -> Array:
    """Return at which row the households of each village begin, and what else stands in one place."""
    kind, _, place = argument.removesuffix("_first").partition("_by_")
    places = {"village": world.villages, "county": world.counties}[place]
    rows: Array = getattr(getattr(world, kind), place)
    return np.searchsorted(rows, np.arange(len(places) + 1)).astype(np.uint64)


def _keys(world: World) -> Array:
    from sim.compiled import made

    return np.array([world.luck.key(decision) for decision in made.DECISIONS], dtype=np.uint64)

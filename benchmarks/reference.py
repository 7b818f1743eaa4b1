"""The reference: what numpy and scipy alone would need for a month of this size.

It computes nothing of use. For each month of the real run it makes

- every draw of uniform numbers that the month makes, over as many rows;
- one product of every layer of the network with one number a household (the month itself hears six at once);
- as many array passes as the month makes.

A pass is one call of numpy that computes on an array of columns, luck or terms, or on what was made of them:
arithmetic, comparison, choice, clipping, logistic, gather, scatter, copy, group sum all count once, over as many
numbers as the call computes. The reference makes each of them as the cheapest of all, a product of two arrays of
floats into a new one. Calls over village or county rows count like any other, with their few numbers.

Counts are taken from the months that are timed, so an engine that does less is compared with a smaller reference.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.worlds import POLICY, twin
from sim.arrays import Rows
from sim.month import advance
from sim.networks.layer import Layer
from sim.streams import Luck
from sim.world import KINDS, World


@dataclass
class Counts:
    """What one month makes: draws as (decision, rows), and the number of passes over so many numbers."""

    draws: list[tuple[str, int]] = field(default_factory=list)
    passes: Counter[int] = field(default_factory=Counter)


class Ledger:
    """Where counted arrays note what is done with them; one at a time, because numpy makes arrays by itself."""

    counts = Counts()


class Counted(np.ndarray[Any, Any]):
    """An array that counts the passes made over it."""

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Count an elementwise function."""
        return _counted(getattr(ufunc, method)(*_plain(inputs), **_plain(kwargs)))

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Count any other function of numpy, by the longer of what goes in and what comes out."""
        args = _plain(args)
        result = func(*args, **_plain(kwargs))
        return _counted(result, longest=max((np.size(arg) for arg in args if isinstance(arg, np.ndarray)), default=0))

    def __getitem__(self, key: Any) -> Any:
        """Count a gather, not a slice."""
        found = self.view(np.ndarray)[_plain(key)]
        return _counted(found) if isinstance(key, np.ndarray) else found

    def __setitem__(self, key: Any, value: Any) -> None:
        """Count a scatter."""
        self.view(np.ndarray)[_plain(key)] = _plain(value)
        Ledger.counts.passes[np.size(key)] += 1

    def copy(self, order: Any = "C") -> Any:
        """Count a copy."""
        return _counted(self.view(np.ndarray).copy(order))

    def astype(self, *args: Any, **kwargs: Any) -> Any:
        """Count a change of type."""
        return _counted(self.view(np.ndarray).astype(*args, **kwargs))


def _counted(result: Any, longest: int = 0) -> Any:
    if not isinstance(result, np.ndarray):
        Ledger.counts.passes[longest or 1] += 1
        return result
    Ledger.counts.passes[max(result.size, longest)] += 1
    return result.view(Counted)


def _plain(value: Any) -> Any:
    """Return arguments with counted arrays as plain ones, so that numpy's own inner calls do not count."""
    if isinstance(value, Counted):
        return value.view(np.ndarray)
    if isinstance(value, tuple | list):
        return type(value)(_plain(one) for one in value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value


class CountedLuck(Luck):
    """Luck that notes each draw."""

    __slots__ = ()

    def uniform(self, decision: str, month: int, rows: int) -> Rows:
        """Draw and note."""
        Ledger.counts.draws.append((decision, rows))
        return super().uniform(decision, month, rows).view(Counted)


def count(world: World, months: int) -> list[Counts]:
    """Return what each of the coming months makes; the world stays as it is."""
    world = twin(world)
    world.luck = CountedLuck(world.luck.seed, world.luck.replicate)
    world.kept = {name: values.view(Counted) for name, values in world.kept.items()}
    for kind in KINDS:
        columns = world.columns(kind)
        for name, values in columns.rows().items():
            columns.replace_column(name, values.view(Counted))
    counted = []
    for _ in range(months):
        Ledger.counts = Counts()
        advance(world, (POLICY,))
        counted.append(Ledger.counts)
    return counted


class Reference:
    """The months of a world, as bare draws, products and passes."""

    def __init__(self, world: World, months: int) -> None:
        self.luck, self.month = world.luck, world.month
        self.counts = count(world, months)
        self.layers: tuple[Layer, ...] = (
            *world.networks.layers.values(),
            world.networks.service,
            world.networks.membership,
        )
        self.numbers = {layer.columns: np.ones(layer.columns) for layer in self.layers}
        sizes = {rows for month in self.counts for rows in month.passes}
        self.one = {rows: np.full(rows, 1.5) for rows in sizes}
        self.other = {rows: np.full(rows, 0.5) for rows in sizes}

    def run(self) -> None:
        """Make them all."""
        for number, month in enumerate(self.counts, start=self.month + 1):
            for decision, rows in month.draws:
                self.luck.uniform(decision, number, rows)
            for layer in self.layers:
                layer.pull(self.numbers[layer.columns])
            for rows, passes in month.passes.items():
                one, other = self.one[rows], self.other[rows]
                for _ in range(passes):
                    np.multiply(one, other)

    def describe(self, households: int) -> str:
        """Return the counts of a mean month in words."""
        months = len(self.counts)
        draws = sum(len(month.draws) for month in self.counts) / months
        whole = sum(rows >= households // 2 for month in self.counts for _, rows in month.draws) / months
        passes = sum(month.passes.total() for month in self.counts) / months
        numbers = sum(rows * times for month in self.counts for rows, times in month.passes.items()) / months
        return (
            f"a mean month makes {draws:.1f} draws ({whole:.1f} over all households), {len(self.layers)} products and "
            f"{passes:.0f} passes, which compute as many numbers as {numbers / households:.0f} over all households"
        )

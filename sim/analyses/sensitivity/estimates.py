"""Indices of the paired methods, with the part that luck plays taken out of them.

Plain indices of a noisy model call every factor influential: another draw of luck changes the result as a factor
would. With two replications or more that part is known and taken away: of squared differences (total order), and of the
variance all indices are shares of. What remains has an expectation of zero for a factor that does nothing, and may
come out negative.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from SALib.analyze.sobol import first_order, second_order, total_order
from scipy.special import stdtrit

from sim.analyses.cube import Block
from sim.analyses.sensitivity.noise import rest_of_points
from sim.arrays import Codes, Rows
from sim.designs.sampling import PAIRED, Sample
from sim.streams import resampling

RESAMPLES = 600
LOW, HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """An index of a factor (or of two, joined by ``*``) with its 95 % interval."""

    factor: str
    index: str
    value: float
    low: float
    high: float


def level(y: Block, sampled: Sample) -> Block:
    """Return results with the two halves of the luck brought to one level, replication by replication.

    The difference between the halves is read off the pairs of points in which nothing but the luck differs. Methods
    that read all points at once know no halves.
    """
    if sampled.method not in PAIRED:
        return y
    first, second = _dummy_pairs(sampled)
    signs = np.where(sampled.luck[second] == 1, 1.0, -1.0)
    shift = np.mean(signs[:, None] * (y[second] - y[first]), axis=0)
    return np.asarray(y - sampled.luck[:, None] * shift, dtype=np.float64)


def _dummy_pairs(sampled: Sample) -> tuple[Codes, Codes]:
    """Return the points before and after the dummy alone has changed."""
    starts = np.arange(0, len(sampled.units), sampled.block)
    if sampled.method == "sobol":
        return starts, starts + len(sampled.groups)
    before, after = _steps(sampled)[len(sampled.groups) - 1]
    return before, after


def _steps(sampled: Sample) -> list[tuple[Codes, Codes]]:
    """Return of each group the points before and after it has moved, one step a trajectory."""
    block, groups = sampled.block, sampled.groups
    starts = np.arange(0, len(sampled.units), block)
    firsts = np.array([sampled.names.index(group) for group in groups])
    rows = sampled.units.reshape(-1, block, len(sampled.names))
    moved = np.abs(np.diff(rows, axis=1))[:, :, firsts] > 1e-9
    place = np.argmax(moved, axis=1)
    return [(starts + place[:, group], starts + place[:, group] + 1) for group in range(len(groups))]


def morris(y: Block, sampled: Sample) -> list[Estimate]:
    """Return mean, mean size and spread of the elementary effects of each group (Morris 1991, Campolongo 2007).

    Effects are per whole range of the factor. For a group only the mean size has a meaning: its factors move up and
    down at random, so that its effects have neither a sign nor a spread that could tell of interactions.
    """
    means = level(y, sampled).mean(axis=1)
    found = []
    for name, (before, after) in zip(sampled.groups, _steps(sampled), strict=True):
        column = sampled.names.index(name)
        step = sampled.units[after, column] - sampled.units[before, column]
        alone = sampled.names.count(name) == 1
        effects = (means[after] - means[before]) / (step if alone else np.abs(step))
        found.append(_mean(name, "mu_star", np.abs(effects), least=0.0))
        if alone:
            again = effects[_drawn(len(effects), f"morris {name}")]
            found.append(_mean(name, "mu", effects))
            found.append(_estimate(name, "sigma", np.std(effects, ddof=1), np.std(again, axis=0, ddof=1)))
    return found


def sobol(y: Block, sampled: Sample) -> list[Estimate]:
    """Return the first and total order indices of each group, and those of pairs where asked for.

    Estimators of Saltelli et al. (2010) by SALib; intervals by bootstrap over base points.
    """
    block, groups = sampled.block, sampled.groups
    flat = level(y, sampled)
    flat -= flat.mean()  # products of large numbers would drown small differences
    means, lucks = flat.mean(axis=1).reshape(-1, block), rest_of_points(flat, sampled.luck).reshape(-1, block)
    runs = flat.reshape(-1, block, y.shape[1])
    whole = _Whole(means[:, 0], means[:, -1], (lucks[:, 0] + lucks[:, -1]) / 2.0)
    found = []
    for number, name in enumerate(groups, start=1):
        mixed = means[:, number]
        luck = _luck_of(runs[:, number] - runs[:, 0])
        rows = _drawn(len(means), f"sobol {name}")
        found += [
            _estimate(name, "S1", whole.first(mixed), whole.first(mixed, rows)),
            _estimate(name, "ST", whole.total(mixed, luck), whole.total(mixed, luck, rows)),
        ]
    return found + (_pairs(means, whole, groups) if sampled.second_order else [])


def _luck_of(differences: Block) -> Rows:
    """Return the variance of each mean difference that is luck; 0 with one replication."""
    number = differences.shape[1]
    return np.var(differences, axis=1, ddof=1) / number if number > 1 else np.zeros(len(differences))


@dataclass(frozen=True, slots=True, eq=False)
class _Whole:
    """The results at the base points, and the luck in them; ``rows`` resamples, drawn columnwise."""

    a: Rows
    b: Rows
    luck: Rows

    def scale(self, rows: Codes | None = None) -> Rows:
        """Return by how much shares of the noisy variance grow as shares of the variance without luck."""
        a, b, luck = (part if rows is None else part[rows] for part in (self.a, self.b, self.luck))
        noisy = np.var(np.concatenate((a, b)), axis=0)
        clean = np.maximum(noisy - np.mean(luck, axis=0), 0.05 * noisy)  # where all is luck, no index is worth much
        return np.where(noisy > 0.0, noisy / np.where(clean > 0.0, clean, 1.0), 0.0)

    def first(self, mixed: Rows, rows: Codes | None = None) -> Rows:
        """Return the first order index of the factor that was mixed in."""
        a, b, m = (part if rows is None else part[rows] for part in (self.a, self.b, mixed))
        return _silent(first_order, a, m, b) * self.scale(rows)

    def total(self, mixed: Rows, luck: Rows, rows: Codes | None = None) -> Rows:
        """Return the total order index, without the luck in the squared differences."""
        a, b, m, own = (part if rows is None else part[rows] for part in (self.a, self.b, mixed, luck))
        noisy = np.var(np.concatenate((a, b)), axis=0)
        away = np.where(noisy > 0.0, 0.5 * np.mean(own, axis=0) / np.where(noisy > 0.0, noisy, 1.0), 0.0)
        return (_silent(total_order, a, m, b) - away) * self.scale(rows)


def _silent(index: object, *parts: Rows) -> Rows:
    """Return an index by SALib, 0 without its warning where the outcome is always the same."""
    if np.ptp(np.concatenate((parts[0], parts[2]))) <= np.finfo(float).eps:
        return np.zeros(parts[0].shape[1:])
    return np.asarray(index(*parts), dtype=np.float64)  # type: ignore[operator]  # SALib has no types


def _pairs(means: Block, whole: _Whole, groups: tuple[str, ...]) -> list[Estimate]:
    """Return what two groups do together beyond what each does alone."""
    many, found = len(groups), []
    rows = _drawn(len(means), "sobol pairs")
    for one in range(many):
        for other in range(one + 1, many):
            parts = (means[:, 0], means[:, 1 + one], means[:, 1 + other], means[:, 1 + many + one], means[:, -1])
            value = _second(parts) * whole.scale()
            again = _second(tuple(part[rows] for part in parts)) * whole.scale(rows)
            found.append(_estimate(f"{groups[one]}*{groups[other]}", "S2", value, again))
    return found


def _second(parts: tuple[Rows, ...]) -> Rows:
    if np.ptp(np.concatenate((parts[0], parts[-1]))) <= np.finfo(float).eps:
        return np.zeros(parts[0].shape[1:])
    return np.asarray(second_order(*parts), dtype=np.float64)


def _mean(name: str, index: str, effects: Rows, least: float = -np.inf) -> Estimate:
    """Return a mean of effects with its t interval, cut at the least that a mean can be (Mandelkern 2002).

    Trajectories are few, and a percentile bootstrap is too sure of few effects: of six sizes of normal effects its
    95 % interval holds the true mean size 85 times in 100, the t interval 93 times (``tests/analyses`` counts them).
    """
    mean, many = float(np.mean(effects)), len(effects)
    half = float(stdtrit(many - 1, HIGH / 100.0) * np.std(effects, ddof=1) / np.sqrt(many))
    return Estimate(name, index, mean, max(mean - half, least), mean + half)


def _drawn(rows: int, purpose: str) -> Codes:
    """Return resamples of rows, shape (rows, resamples)."""
    return np.asarray(resampling(purpose).integers(rows, size=(rows, RESAMPLES)), dtype=np.int64)


def _estimate(name: str, index: str, value: object, again: Rows) -> Estimate:
    low, high = np.percentile(again, [LOW, HIGH])
    return Estimate(name, index, float(np.asarray(value)), float(low), float(high))

"""Indices of the paired methods, with the part that luck plays taken out of them.

Plain indices of a noisy model call every factor influential: another draw of luck changes the result as a factor
would. That part is taken away: of squared differences (total order), and of the variance all indices are shares of.
What remains has an expectation of zero for a factor that does nothing, and may come out negative. With two replications
or more the luck is read off their spread; with one, off the dummy, which then is 0 by definition, and a factor that
leaves luck untouched is told too small.

Whether a factor matters is told from the interval of *its index minus the dummy's*, both from the same resamples: two
intervals may overlap where the difference is clear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from SALib.analyze.sobol import first_order, second_order, total_order
from scipy.special import stdtrit

from sim.arrays import Codes, Rows
from sim.designs.sampling import PAIRED, Sample
from sim.statistics.cube import Block
from sim.streams import resampling
from sim.studies.sensitivity.noise import rest_of_points

RESAMPLES = 600
LOW, HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """An index of a factor (or of two, joined by ``*``) with its 95 % interval.

    Attributes
    ----------
    chance, chance_high
        The dummy's index on the same scale, and the upper end of its interval.
    beyond
        The 95 % interval of the index minus the dummy's; of an index of either sign, its own.
    """

    factor: str
    index: str
    value: float
    low: float
    high: float
    chance: float = 0.0
    chance_high: float = 0.0
    beyond: tuple[float, float] = (0.0, 0.0)


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
    before, after = _list_steps(sampled)[len(sampled.groups) - 1]
    return before, after


def _list_steps(sampled: Sample) -> list[tuple[Codes, Codes]]:
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

    What luck does to an effect depends on the factor's own steps, by which effects are divided: the dummy's differences
    are divided by the same, and their mean and spread are what chance gives. With one replication the mean size is told
    beyond luck's, and no spread is.
    """
    means = level(y, sampled).mean(axis=1)
    idle, stirred = _dummy_pairs(sampled)
    luck = means[stirred] - means[idle]
    rows, once, found = _draw_resamples(sampled.samples, "morris"), y.shape[1] == 1, []
    for name, (before, after) in zip(sampled.groups, _list_steps(sampled), strict=True):
        column = sampled.names.index(name)
        step = sampled.units[after, column] - sampled.units[before, column]
        alone = sampled.names.count(name) == 1
        effects = (means[after] - means[before]) / (step if alone else np.abs(step))
        by_luck = np.abs(luck / step)
        chance, beyond = (
            _estimate_mean(name, "mu_star", by_luck, 0.0),
            _estimate_mean(name, "mu_star", np.abs(effects) - by_luck),
        )
        size = beyond if once else _estimate_mean(name, "mu_star", np.abs(effects), 0.0)
        dummy = (0.0, 0.0) if once else (chance.value, chance.high)
        found.append(Estimate(name, "mu_star", size.value, size.low, size.high, *dummy, (beyond.low, beyond.high)))
        if alone:
            mean, by = _estimate_mean(name, "mu", effects), _estimate_mean(name, "mu", luck / step)
            most = max(-by.low, by.high)
            found.append(replace(mean, chance=by.value, chance_high=most, beyond=(mean.low, mean.high)))
        if alone and not once:
            found.append(
                _make_estimate(name, "sigma", *_measure_spread(effects, rows), _measure_spread(luck / step, rows))
            )
    return found


def _measure_spread(effects: Rows, rows: Codes) -> tuple[float, Rows]:
    """Return the spread of effects, and that of resamples."""
    return float(np.std(effects, ddof=1)), np.asarray(np.std(effects[rows], axis=0, ddof=1))


def sobol(y: Block, sampled: Sample) -> list[Estimate]:
    """Return the first and total order indices of each group, and those of pairs where asked for.

    Estimators of Saltelli et al. (2010) by SALib; intervals by bootstrap over base points, the same for all. ``S1_raw``
    and the like are what SALib makes of the table of points, luck included.
    """
    block, groups = sampled.block, sampled.groups
    flat = level(y, sampled)
    plain = flat.mean(axis=1)
    plain = ((plain - plain.mean()) / (plain.std() or 1.0)).reshape(-1, block)
    flat -= flat.mean()  # products of large numbers would drown small differences
    means, lucks = flat.mean(axis=1).reshape(-1, block), rest_of_points(flat, sampled.luck).reshape(-1, block)
    runs = flat.reshape(-1, block, y.shape[1])
    stirred = np.square(means[:, len(groups)] - means[:, 0])  # by luck alone
    once = y.shape[1] == 1
    whole = _Whole(means[:, 0], means[:, -1], stirred / 2.0 if once else (lucks[:, 0] + lucks[:, -1]) / 2.0)
    raw = _Whole(plain[:, 0], plain[:, -1], np.zeros(len(plain)))
    rows = _draw_resamples(len(means), "sobol")
    found: list[Estimate] = []
    dummy: dict[str, tuple[float, Rows]] = {}
    for number, name in reversed([*enumerate(groups, start=1)]):  # the dummy first
        luck = stirred if once else _luck_of(runs[:, number] - runs[:, 0])
        parts = {
            "S1": [whole.first(means[:, number], some) for some in (None, rows)],
            "ST": [whole.total(means[:, number], luck, some) for some in (None, rows)],
            "S1_raw": [raw.first(plain[:, number], some) for some in (None, rows)],
            "ST_raw": [raw.total(plain[:, number], raw.luck, some) for some in (None, rows)],
        }
        for index, (value, again) in parts.items():
            dummy.setdefault(index, (float(value), again))
            found.append(_make_estimate(name, index, float(value), again, dummy[index]))
    found.sort(key=lambda each: groups.index(each.factor))
    return found + (_estimate_pairs(means, whole, plain, groups, rows) if sampled.second_order else [])


def _luck_of(differences: Block) -> Rows:
    """Return the variance of each mean difference that is luck, from two replications or more."""
    return np.asarray(np.var(differences, axis=1, ddof=1) / differences.shape[1])


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
        return _silence_constants(first_order, a, m, b) * self.scale(rows)

    def total(self, mixed: Rows, luck: Rows, rows: Codes | None = None) -> Rows:
        """Return the total order index, without the luck in the squared differences."""
        a, b, m, own = (part if rows is None else part[rows] for part in (self.a, self.b, mixed, luck))
        noisy = np.var(np.concatenate((a, b)), axis=0)
        away = np.where(noisy > 0.0, 0.5 * np.mean(own, axis=0) / np.where(noisy > 0.0, noisy, 1.0), 0.0)
        return (_silence_constants(total_order, a, m, b) - away) * self.scale(rows)


def _silence_constants(index: object, *parts: Rows) -> Rows:
    """Return an index by SALib, 0 without its warning where the outcome is always the same."""
    if not np.ptp(np.concatenate((parts[0], parts[2]))):
        return np.zeros(parts[0].shape[1:])
    return np.asarray(index(*parts), dtype=np.float64)  # type: ignore[operator]  # SALib has no types


def _estimate_pairs(means: Block, whole: _Whole, plain: Block, groups: tuple[str, ...], rows: Codes) -> list[Estimate]:
    """Return what two groups do together beyond what each does alone."""
    many, found = len(groups), []
    for one in range(many):
        for other in range(one + 1, many):
            places = (0, 1 + one, 1 + other, 1 + many + one, -1)
            for index, block, scale, scales in (
                ("S2", means, whole.scale(), whole.scale(rows)), ("S2_raw", plain, 1.0, 1.0)
            ):  # fmt: skip
                parts = tuple(block[:, place] for place in places)
                value, again = _second_order(parts) * scale, _second_order(tuple(part[rows] for part in parts)) * scales
                found.append(_make_estimate(f"{groups[one]}*{groups[other]}", index, float(value), again, (0.0, 0.0)))
    return found


def _second_order(parts: tuple[Rows, ...]) -> Rows:
    if not np.ptp(np.concatenate((parts[0], parts[-1]))):
        return np.zeros(parts[0].shape[1:])
    return np.asarray(second_order(*parts), dtype=np.float64)


def _estimate_mean(name: str, index: str, effects: Rows, least: float = -np.inf) -> Estimate:
    """Return a mean of effects with its t interval, cut at the least that a mean can be (Mandelkern 2002).

    Trajectories are few, and a percentile bootstrap is too sure of few effects: of six sizes of normal effects its
    95 % interval holds the true mean size 85 times in 100, the t interval 93 times (``tests/statistics`` counts them).
    """
    mean, many = float(np.mean(effects)), len(effects)
    half = float(stdtrit(many - 1, HIGH / 100.0) * np.std(effects, ddof=1) / np.sqrt(many))
    return Estimate(name, index, mean, max(mean - half, least), mean + half)


def _draw_resamples(rows: int, purpose: str) -> Codes:
    """Return resamples of rows, shape (rows, resamples)."""
    return np.asarray(resampling(purpose).integers(rows, size=(rows, RESAMPLES)), dtype=np.int64)


def _make_estimate(name: str, index: str, value: float, again: Rows, dummy: tuple[float, Rows | float]) -> Estimate:
    """Return an estimate with percentile intervals, beside the dummy's from the same resamples."""
    low, high = np.percentile(again, [LOW, HIGH])
    beyond = np.percentile(again - dummy[1], [LOW, HIGH])
    most = float(np.percentile(dummy[1], HIGH))
    return Estimate(name, index, value, float(low), float(high), dummy[0], most, (float(beyond[0]), float(beyond[1])))

"""Indices of the methods that read all points at once, by SALib.

Luck blurs what they see, and the dummy shows how far: with two replications or more shares of variance are put on the
variance without luck, the indices of whole distributions stay as they are. SALib reseeds numpy, silences warnings for
everybody and rewrites how they are shown; all of it is undone here.
"""

from __future__ import annotations

import contextlib
import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sim.analyses.cube import Block
from sim.analyses.sensitivity.estimates import Estimate
from sim.analyses.sensitivity.noise import noise
from sim.arrays import Rows
from sim.designs.sampling import CURVES, Sample
from sim.streams import foreign, resampling

RESAMPLES, FEW = 100, 20
"""Resamples behind an interval, and behind one of many in a figure: a spread from twenty is good to a sixth."""
HARMONICS = 10
"""Harmonics that RBD-FAST adds up, as SALib does."""
THREE_FREEDOM = 3.182446
"""Half width of a 95 % t interval from four curves, in standard errors."""
NORMAL = 1.959964
"""Half width of a 95 % interval, in standard errors."""


@contextlib.contextmanager
def guarded() -> Iterator[list[warnings.WarningMessage]]:
    """Let SALib work without a trace, and note what it warns of: numpy's luck and the warnings stay as they were."""
    shown = warnings.formatwarning
    with foreign(), warnings.catch_warnings(record=True) as noted:  # recorded, as SALib sets filters of its own
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        try:
            yield noted
        finally:
            warnings.formatwarning = shown


def given(y: Block, sampled: Sample, resamples: int = RESAMPLES) -> list[Estimate]:
    """Return the indices of ``fast``, ``rbd_fast``, ``delta`` or ``pawn``.

    Parameters
    ----------
    resamples
        Behind each interval; ``fast`` needs none.
    """
    means = y.mean(axis=1)
    known = np.ptp(means) > np.finfo(float).eps
    indices = {"fast": ("S1", "ST"), "rbd_fast": ("S1",), "delta": ("delta", "S1"), "pawn": ("pawn",)}[sampled.method]
    if not known:
        return [Estimate(name, index, 0.0, 0.0, 0.0) for name in sampled.groups for index in indices]
    if sampled.method == "fast":
        return _fast(y, sampled)
    return {"rbd_fast": _rbd_fast, "delta": _delta, "pawn": _pawn}[sampled.method](y, sampled, resamples)


def _problem(sampled: Sample) -> dict[str, Any]:
    names = [f"x{number}" for number in range(len(sampled.names))]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _cleaner(y: Block, sampled: Sample) -> float:
    """Return by how much shares of the noisy variance grow as shares of the variance without luck."""
    share = noise(y, sampled.luck).share_in_mean
    return 1.0 if math.isnan(share) else 1.0 / max(1.0 - share, 0.05)


def _fast(y: Block, sampled: Sample) -> list[Estimate]:
    """Return first and total order by Fourier amplitudes; the interval says how curves of other phases differ."""
    from SALib.analyze.fast import analyze

    curves = y.mean(axis=1).reshape(CURVES, -1)
    found = [analyze(_problem(sampled), curve, num_resamples=2, seed=sampled.seed + 1) for curve in curves]
    clean, estimates = _cleaner(y, sampled), []
    first = np.array([each["S1"] for each in found]) * clean
    total = 1.0 - (1.0 - np.array([each["ST"] for each in found])) * clean
    for number, name in enumerate(sampled.groups):
        for index, values in (("S1", first), ("ST", total)):
            estimates.append(_by_curves(name, index, values[:, number], values[:, -1]))
    return estimates


def _by_curves(name: str, index: str, values: Rows, dummy: Rows) -> Estimate:
    """Return the mean over curves with t intervals; the dummy's from the same curves."""

    def ends(some: Rows) -> tuple[float, float, float]:
        mean, half = float(np.mean(some)), THREE_FREEDOM * float(np.std(some, ddof=1)) / math.sqrt(CURVES)
        return mean, mean - half, mean + half

    chance, _, most = ends(dummy)
    return Estimate(name, index, *ends(values), chance, most, ends(values - dummy)[1:])


def _resampled(sampled: Sample, index: str, values: Block, again: Block, clean: float = 1.0) -> list[Estimate]:
    """Return indices, the dummy's last, with normal intervals from the spread of shared resamples.

    Parameters
    ----------
    again
        Resamples x factors.
    clean
        By how much shares grow without luck.
    """
    values, again = values * clean, again * clean
    half, apart = (NORMAL * np.std(some, axis=0, ddof=1) for some in (again, again - again[:, -1:]))
    chance, most = float(values[-1]), float(values[-1] + half[-1])
    return [
        Estimate(name, index, v, v - h, v + h, chance, most, (v - chance - a, v - chance + a))
        for name, v, h, a in zip(sampled.names, *(some.tolist() for some in (values, half, apart)), strict=True)
    ]


def _rows(y: Block, sampled: Sample, resamples: int) -> Block:
    """Return resamples of points, shape (resamples, points), the same for every factor."""
    return np.asarray(resampling(sampled.method).integers(len(y), size=(resamples, len(y))))


def _each(sampled: Sample, rows: Any, index: Callable[[Rows, Rows], float], means: Rows) -> Rows:
    """Return an index of every factor from some points."""
    return np.array([index(means[rows], column[rows]) for column in sampled.units.T])


def _rbd_fast(y: Block, sampled: Sample, resamples: int) -> list[Estimate]:
    from SALib.analyze.rbd_fast import compute_first_order, permute_outputs, unskew_S1

    def first(results: Rows, column: Rows) -> float:
        return float(
            unskew_S1(compute_first_order(permute_outputs(column, results), HARMONICS), HARMONICS, len(results))
        )

    means = y.mean(axis=1)
    again = np.array([_each(sampled, rows, first, means) for rows in _rows(y, sampled, resamples)])
    return _resampled(sampled, "S1", _each(sampled, slice(None), first, means), again, _cleaner(y, sampled))


def _delta(y: Block, sampled: Sample, resamples: int) -> list[Estimate]:
    """Return delta without its bias, and first order; from all points, where SALib reads both off one random resample.

    A resample repeats points, which makes delta larger by as much again as few points do (Plischke et al. 2013, eq.
    30). What another seed of the resamples would change is their spread by the root of their number.
    """
    from SALib.analyze.delta import calc_delta, sobol_first

    means = y.mean(axis=1)
    exponent = 2.0 / (7.0 + np.tanh((1500.0 - len(means)) / 500.0))
    classes = np.linspace(0, len(means), min(math.ceil(len(means) ** exponent), 48) + 1)
    grid = np.linspace(means.min(), means.max(), 100)
    every = _rows(y, sampled, resamples)

    def delta(results: Rows, column: Rows) -> float:
        return float(calc_delta(results, grid, column, classes))

    def first(results: Rows, column: Rows) -> float:
        return float(sobol_first(results, column, classes))

    shares, wide = (np.array([_each(sampled, rows, one, means) for rows in every]) for one in (first, delta))
    whole = 2.0 * _each(sampled, slice(None), delta, means) - wide.mean(axis=0)
    clean = _cleaner(y, sampled)
    found = _resampled(sampled, "S1", _each(sampled, slice(None), first, means), shares, clean)
    return _resampled(sampled, "delta", whole, wide) + found


def _pawn(y: Block, sampled: Sample, resamples: int) -> list[Estimate]:
    """Return the median distance of distributions with the factor held in a slice; intervals by bootstrap.

    A resample repeats points, which widens distances: only the spread is taken from it, not the level.
    """
    from SALib.analyze.pawn import analyze

    problem, means = _problem(sampled), y.mean(axis=1)
    slices = 10 if len(means) >= 200 else 5
    value = np.array(analyze(problem, sampled.units, means, S=slices)["median"])
    every = _rows(y, sampled, resamples)
    again = np.array([analyze(problem, sampled.units[rows], means[rows], S=slices)["median"] for rows in every])
    return _resampled(sampled, "pawn", value, again)

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

from sim.arrays import Rows
from sim.designs.sampling import CURVES, Sample
from sim.paired import never_varies
from sim.statistics.cube import Block
from sim.streams import foreign, resampling
from sim.studies.sensitivity.estimates import Estimate
from sim.studies.sensitivity.noise import noise

Functions = dict[str, Callable[[Rows, Rows], float]]
"""Index -> its value from results and the places of one factor."""
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
    indices = {"fast": ("S1", "ST"), "rbd_fast": ("S1",), "delta": ("delta", "S1"), "pawn": ("pawn",)}[sampled.method]
    if never_varies(means):
        return [Estimate(name, index, 0.0, 0.0, 0.0) for name in sampled.groups for index in indices]
    if sampled.method == "fast":
        return _estimate_fast(y, sampled)
    functions = {"rbd_fast": _rbd_fast, "delta": _estimate_delta, "pawn": _estimate_pawn}[sampled.method](means)
    every = resampling(sampled.method).integers(len(means), size=(resamples, len(means)))  # the same for all factors
    found = []
    for index, function in functions.items():
        value, *rest = (
            np.array([function(means[rows], column[rows]) for column in sampled.units.T])
            for rows in (np.arange(len(means)), *every)
        )
        again, clean = np.array(rest), _share_without_luck(y, sampled) if index == "S1" else 1.0
        # a resample repeats points, which makes delta larger by as much again as few points do (Plischke 2013, eq. 30)
        value = 2.0 * value - again.mean(axis=0) if index == "delta" else value
        found += _estimate_resampled(sampled, index, value * clean, again * clean)
    return found


def _state_problem(sampled: Sample) -> dict[str, Any]:
    names = [f"x{number}" for number in range(len(sampled.names))]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _share_without_luck(y: Block, sampled: Sample) -> float:
    """Return by how much shares of the noisy variance grow as shares of the variance without luck."""
    share = noise(y, sampled.luck).share_in_mean
    return 1.0 if math.isnan(share) else 1.0 / max(1.0 - share, 0.05)


def _estimate_fast(y: Block, sampled: Sample) -> list[Estimate]:
    """Return first and total order by Fourier amplitudes; the interval says how curves of other phases differ."""
    from SALib.analyze.fast import analyze

    curves = y.mean(axis=1).reshape(CURVES, -1)
    found = [analyze(_state_problem(sampled), curve, num_resamples=2, seed=sampled.seed + 1) for curve in curves]
    clean, estimates = _share_without_luck(y, sampled), []
    first = np.array([each["S1"] for each in found]) * clean
    total = 1.0 - (1.0 - np.array([each["ST"] for each in found])) * clean
    for number, name in enumerate(sampled.groups):
        for index, values in (("S1", first), ("ST", total)):
            estimates.append(_by_curves(name, index, values[:, number], values[:, -1]))
    return estimates


def _by_curves(name: str, index: str, values: Rows, dummy: Rows) -> Estimate:
    """Return the mean over curves with t intervals; the dummy's from the same curves."""

    def bound_mean(some: Rows) -> tuple[float, float, float]:
        mean, half = float(np.mean(some)), THREE_FREEDOM * float(np.std(some, ddof=1)) / math.sqrt(CURVES)
        return mean, mean - half, mean + half

    chance, _, most = bound_mean(dummy)
    return Estimate(name, index, *bound_mean(values), chance, most, bound_mean(values - dummy)[1:])


def _estimate_resampled(sampled: Sample, index: str, values: Rows, again: Block) -> list[Estimate]:
    """Return indices, the dummy's last, with normal intervals from the spread of resamples (resamples x factors)."""
    half, apart = (NORMAL * np.std(some, axis=0, ddof=1) for some in (again, again - again[:, -1:]))
    chance, most = float(values[-1]), float(values[-1] + half[-1])
    return [
        Estimate(name, index, v, v - h, v + h, chance, most, (v - chance - a, v - chance + a))
        for name, v, h, a in zip(sampled.names, *(some.tolist() for some in (values, half, apart)), strict=True)
    ]


def _rbd_fast(_: Rows) -> Functions:
    from SALib.analyze.rbd_fast import compute_first_order, permute_outputs, unskew_S1

    def first_order(y: Rows, x: Rows) -> float:
        return float(unskew_S1(compute_first_order(permute_outputs(x, y), HARMONICS), HARMONICS, len(y)))

    return {"S1": first_order}


def _estimate_delta(means: Rows) -> Functions:
    """Return delta and first order; from all points, where SALib's ``analyze`` reads both off one random resample."""
    from SALib.analyze.delta import calc_delta, sobol_first

    exponent = 2.0 / (7.0 + np.tanh((1500.0 - len(means)) / 500.0))
    classes = np.linspace(0, len(means), min(math.ceil(len(means) ** exponent), 48) + 1)
    grid = np.linspace(means.min(), means.max(), 100)
    return {
        "delta": lambda y, x: float(calc_delta(y, grid, x, classes)),
        "S1": lambda y, x: float(sobol_first(y, x, classes)),
    }


def _estimate_pawn(means: Rows) -> Functions:
    """Return the median distance of distributions with the factor held in a slice.

    A resample repeats points, which widens distances: only the spread is taken from it, not the level.
    """
    from SALib.analyze.pawn import analyze

    problem = {"num_vars": 1, "names": ["x"], "bounds": [[0.0, 1.0]]}
    slices = 10 if len(means) >= 200 else 5
    return {"pawn": lambda y, x: float(analyze(problem, x[:, None], y, S=slices)["median"][0])}

"""Indices of the methods that read all points at once, by SALib.

Luck blurs what they see, and the dummy shows how far: shares of variance are put on the variance without luck, the
indices of whole distributions stay as they are. SALib reseeds numpy, silences warnings for everybody and rewrites how
they are shown; all of it is undone here.
"""

from __future__ import annotations

import contextlib
import math
import warnings
from collections.abc import Iterator
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
THREE_FREEDOM = 3.182446
"""Half width of a 95 % t interval from four curves, in standard errors."""
NORMAL = 1.959964
"""Half width of a 95 % interval, in standard errors."""


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Let SALib work without a trace: numpy's luck, the warnings and how they are shown stay as they were."""
    shown = warnings.formatwarning
    with foreign(), warnings.catch_warnings(record=True):  # recorded, as SALib sets filters of its own
        warnings.simplefilter("ignore")
        try:
            yield
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
    with guarded():
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
    for number, name in enumerate(sampled.groups):
        first = np.array([each["S1"][number] for each in found]) * clean
        total = 1.0 - (1.0 - np.array([each["ST"][number] for each in found])) * clean
        estimates += [_by_curves(name, "S1", first), _by_curves(name, "ST", total)]
    return estimates


def _by_curves(name: str, index: str, values: Rows) -> Estimate:
    half = THREE_FREEDOM * float(np.std(values, ddof=1)) / math.sqrt(CURVES)
    mean = float(np.mean(values))
    return Estimate(name, index, mean, mean - half, mean + half)


def _rbd_fast(y: Block, sampled: Sample, resamples: int) -> list[Estimate]:
    from SALib.analyze.rbd_fast import analyze

    found = analyze(_problem(sampled), sampled.units, y.mean(axis=1), num_resamples=resamples, seed=sampled.seed + 1)
    return _plus_minus(sampled, "S1", found["S1"], found["S1_conf"], _cleaner(y, sampled))


def _delta(y: Block, sampled: Sample, resamples: int) -> list[Estimate]:
    from SALib.analyze.delta import analyze

    found = analyze(_problem(sampled), sampled.units, y.mean(axis=1), num_resamples=resamples, seed=sampled.seed + 1)
    shares = _plus_minus(sampled, "S1", found["S1"], found["S1_conf"], _cleaner(y, sampled))
    name = "delta_raw" if "delta_raw" in found else "delta"  # as SALib before 1.6 says
    return _plus_minus(sampled, "delta", found[name], found[f"{name}_conf"], 1.0) + shares


def _plus_minus(sampled: Sample, index: str, values: Any, halves: Any, clean: float) -> list[Estimate]:
    rows = zip(sampled.names, values, halves, strict=True)
    return [
        Estimate(n, index, float(v) * clean, (float(v) - float(h)) * clean, (float(v) + float(h)) * clean)
        for n, v, h in rows
    ]


def _pawn(y: Block, sampled: Sample, resamples: int) -> list[Estimate]:
    """Return the median distance of distributions with the factor held in a slice; intervals by bootstrap.

    A resample repeats points, which widens distances: only the spread is taken from it, not the level.
    """
    from SALib.analyze.pawn import analyze

    problem, means = _problem(sampled), y.mean(axis=1)
    slices = 10 if len(means) >= 200 else 5
    value = analyze(problem, sampled.units, means, S=slices)["median"]
    rows = resampling("pawn").integers(len(means), size=(resamples, len(means)))
    again = [analyze(problem, sampled.units[row], means[row], S=slices)["median"] for row in rows]
    return _plus_minus(sampled, "pawn", value, NORMAL * np.std(again, axis=0, ddof=1), 1.0)

"""Where a sensitivity method looks: points of the unit cube, by SALib, with a dummy factor among them.

The dummy acts on nothing. Methods that read effects off pairs of points (``morris``, ``sobol``) would find exactly
nothing for it, as all points meet the same luck; what they would then call influential is any factor that stirs the
luck of single households. There the dummy changes the luck instead: the points at which it is high meet the odd
replications, the others the even ones, so that its effect is what another draw of luck makes of the outcome. The
other methods read effects off all points at once: for them a column that means nothing is dummy enough.

SALib takes seed 0 for no seed; it is never told 0 here.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.arrays import Codes, Rows
from sim.reading.factor import DUMMY, Factor
from sim.streams import foreign, resampling

METHODS = ("morris", "sobol", "fast", "rbd_fast", "delta", "pawn")
PAIRED = ("morris", "sobol")
"""Methods that compare points one by one."""
LEVELS = 4
"""Levels of Morris' grid; a step spans two thirds of the range."""
CURVES, LEAST_CURVE = 4, 65
"""Curves of the Fourier method, each with a phase of its own, and the points that one needs."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Points of the unit cube at which a method looks.

    Attributes
    ----------
    units
        Points x factors, the dummy last, each from 0 to 1.
    names
        Group of each factor, the dummy's last.
    luck
        0 or 1 for each point: whether it meets the even or the odd replications.
    samples
        What the method was asked for: trajectories, base points, points a curve or points.
    """

    method: str
    units: Rows
    names: tuple[str, ...]
    luck: Codes
    samples: int
    seed: int
    second_order: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        """What indices are reported of, the dummy last."""
        return tuple(dict.fromkeys(self.names))

    @property
    def block(self) -> int:
        """How many points belong together: a trajectory, or all that were made from one base point."""
        many = len(self.groups)
        return {"morris": many + 1, "sobol": 2 * many + 2 if self.second_order else many + 2}.get(self.method, 1)


def sample(factors: Sequence[Factor], method: str, samples: int, seed: int, second_order: bool = False) -> Sample:
    """Return the points at which a method looks.

    Parameters
    ----------
    samples
        Trajectories of ``morris``, base points of ``sobol`` (a power of two), points a factor of ``fast`` (from
        2,080 on its shares are right), points of the others.
    second_order
        Whether ``sobol`` is to tell the interactions of pairs.

    Raises
    ------
    ValueError
        If factors are grouped for a method that knows no groups.
    """
    names = (*(factor.together for factor in factors), DUMMY)
    if method not in PAIRED and len(set(names)) < len(names):
        raise ValueError(f"{method} tells single factors: groups are moved together by {' and '.join(PAIRED)} alone")
    with foreign(), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # SALib hands scipy a `seed`
        units = _sample_units(_state_problem(names), method, samples, seed + 1, second_order)
    if method == "morris":
        _whole_steps(units, factors, names)
    luck = np.zeros(len(units), dtype=np.int64)
    found = Sample(method, units, names, luck, samples, seed, second_order)
    if method == "sobol":
        units[:] = _paired_anew(units.reshape(samples, found.block, -1), seed).reshape(units.shape)
        units[:, -1] = _mirror_dummy(units[:, -1], found.block)
    if method in PAIRED:
        luck[:] = units[:, -1] >= 0.5
    return found


def _state_problem(names: Sequence[str]) -> dict[str, Any]:
    """Return what SALib asks for; groups only where there are any, as it is slower with them."""
    problem = {
        "num_vars": len(names),
        "names": [f"x{n}" for n in range(len(names))],
        "bounds": [[0.0, 1.0]] * len(names),
    }
    return problem if len(set(names)) == len(names) else {**problem, "groups": list(names)}


def _sample_units(problem: dict[str, Any], method: str, samples: int, seed: int, second_order: bool) -> Rows:
    if method == "morris":
        from SALib.sample.morris import sample as morris

        return np.asarray(morris(problem, samples, num_levels=LEVELS, seed=seed), dtype=np.float64)
    if method == "sobol":
        from SALib.sample.sobol import sample as sobol

        return np.asarray(sobol(problem, samples, calc_second_order=second_order, seed=seed), dtype=np.float64)
    if method == "fast":
        from SALib.sample.fast_sampler import sample as fast

        curves = [fast(problem, samples // CURVES, seed=seed + curve) for curve in range(CURVES)]
        return np.concatenate(curves, dtype=np.float64)
    from SALib.sample.latin import sample as latin

    return np.asarray(latin(problem, samples, seed=seed), dtype=np.float64)


def _whole_steps(units: Rows, factors: Sequence[Factor], names: Sequence[str]) -> None:
    """Put whole and listed numbers, and choices of two words, where they stand in their range.

    Morris divides effects by the way gone.

    A switch goes its whole way where the grid goes two thirds; its effect would be told half as large again. Factors of
    a group keep the grid's steps, which all of them share.
    """
    for column, factor in enumerate(factors):
        places = int(factor.high - factor.low) + factor.whole
        listed = factor.options and (places == 2 or not factor.words)
        if (factor.whole or listed) and names.count(names[column]) == 1 and places > 1:
            taken = np.minimum(np.floor(units[:, column] * places), places - 1)
            units[:, column] = taken / (places - 1)


def _paired_anew(blocks: Rows, seed: int) -> Rows:
    """Return the design with the second base points dealt to the first anew.

    Two columns of a short Sobol sequence can run against each other: with 16 base points a factor that does everything
    then got a total index of 1.7, and the bootstrap, which takes pairs for independent, was sure of it.
    """
    first, second = blocks[:, :1], blocks[:, -1:]
    dealt = second[resampling(f"pairs {seed}").permutation(len(blocks))]
    return np.where(blocks == first, first, dealt)


def _mirror_dummy(dummy: Rows, block: int) -> Rows:
    """Return the dummy's column so that its second value lies across the middle from the first: the luck changes."""
    rows = dummy.reshape(-1, block)
    first = np.clip(rows[:, :1], 1e-9, 1.0 - 1e-9)
    low = np.where(first == 0.5, 0.25, first)
    return np.where(rows == rows[:, :1], low, 1.0 - low).ravel()


def size(factors: int, method: str, samples: int, second_order: bool = False) -> int:
    """Return how many points a method looks at, the dummy's included.

    Parameters
    ----------
    factors
        Number of factors, or of groups of them, without the dummy.

    >>> size(12, "sobol", 512), size(2, "morris", 10)
    (7680, 40)
    """
    many = factors + 1
    if method == "morris":
        return samples * (many + 1)
    if method == "sobol":
        return samples * (2 * many + 2 if second_order else many + 2)
    return samples // CURVES * CURVES * many if method == "fast" else samples

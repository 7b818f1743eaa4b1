"""Named random streams: a cube of decision x month x row.

Every uniform number of the model is fixed by (seed, replicate, decision, month, row) and by nothing else: not by
the policy, not by the order of agents, not by what was drawn before. Two policies therefore meet the same people,
the same network and the same luck (common random numbers), and the difference between them is the policy's.
One generator shared by all decisions could not give this: the first extra draw would shift everybody's luck.
Decisions inside a village's conversion (offers, cases, votes, declarations) count months from its start, so that two
policies that start it at different times meet the same luck in it; all others go by the calendar.

This is the only module that may touch numpy.random.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sim.arrays import Codes, Rows

FOUNDING = 0
"""The month under which founding draws: before the first month, which is 1."""


_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_WORD = (1 << 64) - 1


def mix(z: int) -> int:
    """Return 64 well stirred bits: the finaliser of splitmix64 (Steele, Lea and Flood 2014), a bijection.

    >>> mix(mix(1)) != mix(1) and mix(0) == 0
    True
    """
    z = ((z ^ (z >> 30)) * _FIRST) & _WORD
    z = ((z ^ (z >> 27)) * _SECOND) & _WORD
    return z ^ (z >> 31)


@lru_cache(maxsize=1 << 16)
def base_key(seed: int, replicate: int, decision: str) -> int:
    """Return the 64-bit key of a decision, the same in every process and on every machine."""
    return int.from_bytes(hashlib.blake2b(f"{seed}/{replicate}/{decision}".encode(), digest_size=8).digest(), "big")


@lru_cache(maxsize=1 << 12)
def key_at(base: int, when: int) -> int:
    """Return the key of a decision in one month."""
    return mix(base ^ mix((when * _GOLDEN) & _WORD))


@dataclass(frozen=True, slots=True)
class Luck:
    """The luck of one replication: numbers by counter, without a state.

    A number is two rounds of :func:`mix` over its row and the key of its decision and month. Only agents that need a
    number draw one, in any order, and it is the same in Python, in arrays and in compiled loops.

    Parameters
    ----------
    seed
        Any whole number from 0; shared by all scenarios that are to be compared.
    replicate
        Number of the replication, from 0.
    """

    seed: int
    replicate: int

    def key(self, decision: str) -> int:
        """Return the key of a decision."""
        return base_key(self.seed, self.replicate, decision)

    def draw(self, decision: str, when: int, row: int) -> float:
        """Return the uniform number in [0, 1) of one row.

        >>> bool(Luck(1, 0).draw("a", 3, 4) == Luck(1, 0).uniform("a", 3, 5)[4])
        True
        """
        key = key_at(self.key(decision), when)
        return (mix(mix((row * _GOLDEN + key) & _WORD) ^ (key >> 7)) >> 11) * 2.0**-53

    def uniform(self, decision: str, month: int | Codes, rows: int) -> Rows:
        """Return ``rows`` uniform numbers in [0, 1) for one decision in one month, or in a month of each row's own.

        >>> bool((Luck(1, 0).uniform("a", 3, 5)[:2] == Luck(1, 0).uniform("a", 3, 2)).all())
        True
        """
        when = np.atleast_1d(np.asarray(month, dtype=np.uint64))
        key = _mix_all(np.uint64(self.key(decision)) ^ _mix_all(when * np.uint64(_GOLDEN)))
        z = np.arange(rows, dtype=np.uint64) * np.uint64(_GOLDEN) + key
        drawn: Rows = (_mix_all(_mix_all(z) ^ (key >> np.uint64(7))) >> np.uint64(11)) * np.float64(2.0**-53)
        return drawn


def _mix_all(z: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return :func:`mix` of every number."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(_FIRST)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(_SECOND)
    return z ^ (z >> np.uint64(31))


def resampling(purpose: str) -> np.random.Generator:
    """Return the luck of an analysis that resamples results: always the same for one purpose, and never a run's."""
    return np.random.default_rng(list(purpose.encode()))


@contextmanager
def foreign() -> Iterator[None]:
    """Put numpy's global luck back after a library that draws from it, or even reseeds it.

    >>> before = np.random.get_state()[1][0]
    >>> with foreign():
    ...     np.random.seed(7)
    >>> bool(np.random.get_state()[1][0] == before)
    True
    """
    kept = np.random.get_state()  # noqa: NPY002  the old global state is what such a library touches
    try:
        yield
    finally:
        np.random.set_state(kept)  # noqa: NPY002

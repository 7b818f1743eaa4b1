"""Named random streams: a cube of decision x month x row.

Every uniform number of the model is fixed by (seed, replicate, decision, month, row) and by nothing else: not by
the policy, not by the order of agents, not by what was drawn before. Two policies therefore meet the same people,
the same network and the same luck (common random numbers), and the difference between them is the policy's.
One generator shared by all decisions could not give this: the first extra draw would shift everybody's luck.

This is the only module that may touch numpy.random.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.arrays import Rows

FOUNDING = 0
"""The month under which founding draws: before the first month, which is 1."""


@lru_cache(maxsize=4096)
def stable_key(name: str) -> int:
    """Return a 32-bit key for a name, the same in every process and on every machine.

    >>> stable_key("attend") == stable_key("attend")
    True
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big")


@dataclass(frozen=True, slots=True)
class Luck:
    """The luck of one replication.

    Parameters
    ----------
    seed
        Any whole number from 0; shared by all scenarios that are to be compared.
    replicate
        Number of the replication, from 0.
    """

    seed: int
    replicate: int

    def uniform(self, decision: str, month: int, rows: int) -> Rows:
        """Return ``rows`` uniform numbers in [0, 1) for one decision in one month.

        >>> bool((Luck(1, 0).uniform("a", 3, 5)[:2] == Luck(1, 0).uniform("a", 3, 2)).all())
        True
        """
        words = np.random.SeedSequence(self.seed, spawn_key=(self.replicate, stable_key(decision), month))
        return np.random.Generator(np.random.PCG64(words)).random(rows)


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

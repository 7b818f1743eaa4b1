"""Bootstrap intervals, which need no normal shape: what stands beside the t interval when there are ten pairs or more.

Bias-corrected and accelerated (Efron 1987), by scipy. The resampling has a fixed seed of its own, so that the same
tables give the same intervals.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from sim.analyses.cube import Block
from sim.analyses.paired import LEVEL, never_varies
from sim.arrays import Rows
from sim.streams import resampling

LEAST = 10
"""Pairs from which a bootstrap is made: fewer distinct resamples say little about the tails (interfaces.md)."""
RESAMPLES = 4999


def bca(samples: Sequence[Rows]) -> Block:
    """Return the 95 % BCa interval of the mean of each sample, shape (samples, 2).

    Parameters
    ----------
    samples
        Paired differences; missing ones are left out. Samples with fewer than ten known values have no interval (nan);
        of values that are all the same every resample has that mean, and so have both ends.

    >>> low, high = bca([np.arange(20.0)])[0]
    >>> bool(6.5 < low < 7.5 and 11.5 < high < 12.5)
    True
    >>> bca([np.ones(20), np.arange(9.0)]).tolist()
    [[1.0, 1.0], [nan, nan]]
    """
    intervals = np.full((len(samples), 2), np.nan)
    for places, block in _alike(samples):
        same = np.array([never_varies(sample) for sample in block])
        intervals[np.array(places)[same]] = block[same, :1]
        if not same.all():
            intervals[np.array(places)[~same]] = _intervals(block[~same])
    return intervals


def _alike(samples: Sequence[Rows]) -> list[tuple[list[int], Block]]:
    """Return the samples that are long enough, those of one length together."""
    lengths: dict[int, list[int]] = {}
    known = [sample[~np.isnan(sample)] for sample in samples]
    for place, sample in enumerate(known):
        if sample.shape[0] >= LEAST:
            lengths.setdefault(sample.shape[0], []).append(place)
    return [(places, np.stack([known[place] for place in places])) for places in lengths.values()]


def _intervals(block: Block) -> Block:
    """Return the intervals of samples of one length."""
    from scipy.stats import DegenerateDataWarning, bootstrap  # here, as importing it takes two seconds

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateDataWarning)
        found = bootstrap(
            (block,), np.mean, axis=-1, vectorized=True, n_resamples=RESAMPLES, batch=500, confidence_level=LEVEL,
            method="BCa", rng=resampling("bootstrap"),
        )  # fmt: skip
    return np.stack((found.confidence_interval.low, found.confidence_interval.high), axis=1)

"""Founding's distributions, each made from keyed uniforms so that any row's luck can be named."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv, ndtri

from sim.arrays import Rows, exp, logit
from sim.streams import FOUNDING, Luck


def uniform(luck: Luck, name: str, rows: int) -> Rows:
    """Return uniform numbers in (0, 1), bounded away from both ends by 1e-9."""
    return np.clip(luck.uniform(f"found {name}", FOUNDING, rows), 1e-9, 1.0 - 1e-9)


def normal(luck: Luck, name: str, rows: int) -> Rows:
    """Return standard normal numbers."""
    value: Rows = ndtri(uniform(luck, name, rows))
    return value


def standard_logistic(luck: Luck, name: str, rows: int) -> Rows:
    """Return standard logistic numbers."""
    return logit(uniform(luck, name, rows))


def beta(luck: Luck, name: str, a: float, b: float, rows: int) -> Rows:
    """Return beta-distributed numbers."""
    value: Rows = betaincinv(a, b, uniform(luck, name, rows))
    return value


def lognormal(luck: Luck, name: str, spread: Rows | float, rows: int) -> Rows:
    """Return lognormal numbers of mean 1; ``spread`` is the standard deviation of the logarithm."""
    return exp(spread * normal(luck, name, rows) - 0.5 * np.square(spread))


def happens(luck: Luck, name: str, chance: Rows) -> Rows:
    """Return 1 where a chance comes true and 0 elsewhere, one row an entry of ``chance``."""
    return np.where(uniform(luck, name, chance.shape[0]) < chance, 1.0, 0.0)

"""What a measure is.

Almost every outcome is a mean of something over somebody: a value a row and a weight a row. Kept that way, one
definition serves the nation, a region, a class of villages and a group of households alike, and a ratio whose
denominator is empty is missing rather than zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.arrays import Codes, Rows, total_by
from sim.words import bilingual
from sim.world import World

Better = Literal["higher", "lower", "none"]


@dataclass(frozen=True, slots=True)
class Measure:
    """An outcome of one month.

    Attributes
    ----------
    better
        Direction; ``none`` where more is neither better nor worse (nominal coverage rewards nameplates).
    level
        Whose rows value and weight have.
    margin
        Difference below which two policies are practically the same; a judgement, stated with the outcome.
    value, weight
        World -> one number a row; the outcome of any set of rows is sum(value x weight) / sum(weight).
    """

    name: str
    unit: str
    better: Better
    level: Literal["household", "village"]
    meaning: str
    margin: float
    value: Callable[[World], Rows]
    weight: Callable[[World], Rows]

    @property
    def title(self) -> Mapping[str, str]:
        """What the outcome is called, by language."""
        return bilingual("outcome")[self.name]

    def by(self, world: World, codes: Codes, groups: int) -> Rows:
        """Return the outcome of each group of rows, nan where the weight is zero; rows with code -1 count nowhere.

        Parameters
        ----------
        codes
            Group of each row, -1 to ``groups`` - 1.
        """
        weight = self.weight(world)
        shifted = codes + 1
        part = total_by(shifted, self.value(world) * weight, groups + 1)[1:]
        whole = total_by(shifted, weight, groups + 1)[1:]
        return np.where(whole > 0.0, part / np.where(whole > 0.0, whole, 1.0), np.nan)

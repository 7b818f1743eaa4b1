"""What the founding of a network needs to know about people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Codes, Flags, Rows


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Who lives where, by row number.

    Attributes
    ----------
    household_village
        Village of each household, ascending.
    household_lineage
        Lineage of each household; numbers run over the whole world.
    household_away
        Whether the household lives elsewhere at founding.
    village_county
        County of each village.
    cadre_village
        Village of each cadre.
    cadre_local_knowledge
        Chance that a cadre knows a household of the village, 0 to 1.
    group_village
        Village of each social group.
    group_size_share
        Share of the village's households in the group, 0 to 1.
    """

    household_village: Codes
    household_lineage: Codes
    household_away: Flags
    village_county: Codes
    cadre_village: Codes
    cadre_local_knowledge: Rows
    group_village: Codes
    group_size_share: Rows

    def __post_init__(self) -> None:
        if np.any(np.diff(self.household_village) < 0):
            raise ValueError("household rows must be sorted by village")

    @property
    def households(self) -> int:
        """How many household rows there are."""
        return len(self.household_village)

    @property
    def household_county(self) -> Codes:
        """County of each household."""
        return self.village_county[self.household_village]

    def clans(self) -> Codes:
        """Return a number for the part of a lineage that lives in one village, one a household, without gaps.

        Numbers ascend with the village, so clans are nested in villages.
        """
        lineages = self.household_lineage.max(initial=0) + 1
        clan: Codes = np.unique(self.household_village * lineages + self.household_lineage, return_inverse=True)[1]
        return clan

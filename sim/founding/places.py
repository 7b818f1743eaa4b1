"""Counties and villages: how many, how large, with what work ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.arrays import Codes, Rows, share
from sim.founding.draws import lognormal, normal
from sim.founding.survey import Survey, rows_for
from sim.rules.parameters import Parameters
from sim.scenario import Region
from sim.streams import Luck


@dataclass(frozen=True, slots=True)
class Places:
    """Who lies where: region of each county, county and region of each village, village of each household row.

    Attributes
    ----------
    survey
        What is known of single villages.
    """

    regions: tuple[Region, ...]
    county_region: Codes
    village_county: Codes
    household_village: Codes
    survey: Survey

    @property
    def village_region(self) -> Codes:
        """Region of each village."""
        return self.county_region[self.village_county]

    @property
    def household_region(self) -> Codes:
        """Region of each household row."""
        return self.village_region[self.household_village]

    def by_village(self, name: str) -> Rows:
        """Return a number of the region for each village."""
        return self._spread(name, self.village_region)

    def by_household(self, name: str) -> Rows:
        """Return a number of the region for each household row."""
        return self._spread(name, self.household_region)

    def known(self, name: str) -> Rows:
        """Return what is known of each village, missing where nothing is."""
        return self.survey.known(name, self.village_county.shape[0])

    def weights(self) -> Rows:
        """Return how many real households a row stands for: a village that is known has exactly its households."""
        rows = np.bincount(self.household_village).astype(np.float64)
        known = (self.known("households") / rows)[self.household_village]
        return np.where(np.isnan(known), self.by_household("weight"), known)

    def _spread(self, name: str, region: Codes) -> Rows:
        return np.array([float(getattr(r, name)) for r in self.regions])[region]


def lay_out(regions: Mapping[str, Region], survey: Survey, luck: Luck) -> Places:
    """Return the places of a world.

    The number of household rows of a village varies around the region's mean; a village whose households are known gets
    as many rows as make each stand for about the region's ``weight``.
    """
    records = tuple(regions.values())
    county_region = np.repeat(np.arange(len(records)), [len(of) for of in survey.counties])
    villages_per_county = np.array([number for of in survey.counties for number in of], dtype=np.int64)
    village_county = np.repeat(np.arange(county_region.shape[0]), villages_per_county)
    region = county_region[village_county]
    mean = np.array([float(r.households_per_village) for r in records])[region]
    spread = np.array([r.size_spread for r in records])[region]
    drawn = np.maximum(np.rint(mean * lognormal(luck, "village size", spread, region.shape[0])), 1.0)
    known = rows_for(survey.known("households", region.shape[0]), np.array([r.weight for r in records])[region])
    rows = np.where(np.isnan(known), drawn, known).astype(np.int64)
    return Places(records, county_region, village_county, np.repeat(np.arange(region.shape[0]), rows), survey)


def task_work(p: Parameters, unclear: Rows, luck: Luck) -> Mapping[str, Rows]:
    """Return the staff-months of each task in each village."""
    whole = p.work.mean * lognormal(luck, "task work", p.work.spread, unclear.shape[0])
    harder = np.maximum(1.0 + p.work.unclear * (unclear - p.work.usual_unclear), 0.1)
    return {
        "need_consult": whole * p.work.consultation,
        "need_assets": whole * p.work.assets,
        "need_rights": whole * p.work.rights * harder,
        "need_handover": whole * p.work.handover,
    }


def varied(luck: Luck, name: str, mean: Rows, spread: Rows) -> Rows:
    """Return shares scattered normally around a mean, clipped to [0, 1]."""
    return share(mean + spread * normal(luck, name, mean.shape[0]))

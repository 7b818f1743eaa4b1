"""Counties and villages: how many, how large, with what work ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.arrays import Codes, Rows, share
from sim.founding.draws import lognormal, normal
from sim.rules.parameters import Parameters
from sim.scenario import Region
from sim.streams import Luck


@dataclass(frozen=True, slots=True)
class Places:
    """Who lies where: region of each county, county and region of each village, village of each household row."""

    regions: tuple[Region, ...]
    county_region: Codes
    village_county: Codes
    household_village: Codes

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

    def _spread(self, name: str, region: Codes) -> Rows:
        return np.array([float(getattr(r, name)) for r in self.regions])[region]


def lay_out(regions: Mapping[str, Region], luck: Luck) -> Places:
    """Return the places of a world; the number of household rows of a village varies around the region's mean."""
    records = tuple(regions.values())
    county_region = np.repeat(np.arange(len(records)), [r.counties for r in records])
    villages_per_county = np.array([records[r].villages_per_county for r in county_region], dtype=np.int64)
    village_county = np.repeat(np.arange(county_region.shape[0]), villages_per_county)
    region = county_region[village_county]
    mean = np.array([float(r.households_per_village) for r in records])[region]
    spread = np.array([r.size_spread for r in records])[region]
    rows = np.maximum(np.rint(mean * lognormal(luck, "village size", spread, region.shape[0])), 1.0).astype(np.int64)
    return Places(records, county_region, village_county, np.repeat(np.arange(region.shape[0]), rows))


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

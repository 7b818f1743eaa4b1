"""Bridges: markets, marriages and township business tie villages of one county, and never two counties."""

from __future__ import annotations

import numpy as np

from sim.networks.layer import Layer
from sim.networks.pairing import calls, joined, outsider
from sim.networks.people import People
from sim.networks.settings import NetworkSettings
from sim.streams import Luck


def found_bridges(people: People, settings: NetworkSettings, luck: Luck) -> Layer:
    """Tie households to households of other villages of their county, all equally likely.

    Each tie is counted at both its ends, so a household itself looks for half of its ties.
    """
    county, village = people.household_county, people.household_village
    pairs = [
        (np.flatnonzero(calling), outsider(county, village, partner)[calling])
        for calling, partner in calls(settings.bridge_ties / 2, "bridges", luck, people.households)
    ]
    a, b = joined(pairs)
    return Layer.of(a, b, np.ones(len(a)), rows=people.households, symmetric=True)

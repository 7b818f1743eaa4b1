"""Neighbours: a small world inside each village (Watts and Strogatz 1998)."""

from __future__ import annotations

import numpy as np

from sim.networks.layer import Layer
from sim.networks.pairing import fellow, ring
from sim.networks.people import People
from sim.networks.settings import NetworkSettings
from sim.streams import FOUNDING, Luck


def found_neighbours(people: People, settings: NetworkSettings, luck: Luck) -> Layer:
    """Tie households to the houses beside theirs, and now and then to one anywhere in the village."""
    a, b = ring(people.household_village, settings.neighbour_ties, "neighbours", luck)
    rewired = luck.uniform("neighbours rewired", FOUNDING, len(a)) < settings.rewire
    anywhere = fellow(people.household_village, a, luck.uniform("neighbours anywhere", FOUNDING, len(a)))
    b = np.where(rewired, anywhere, b)
    return Layer.of(a, b, np.ones(len(a)), rows=people.households, symmetric=True)

"""Small worlds to draw networks in."""

from __future__ import annotations

import numpy as np

from sim.networks.people import People
from sim.networks.settings import NetworkSettings

DEFAULT = NetworkSettings()


def county_world(
    *, counties: int = 2, villages: int = 20, households: int = 60, lineages: int = 4, seed: int = 1
) -> People:
    """Villages of equal size with lineages of unequal size, six cadres and three groups each."""
    chance = np.random.default_rng(seed)
    places = counties * villages
    village = np.repeat(np.arange(places), households)
    sizes = np.array([2.0 ** -(k / 2) for k in range(lineages)])
    surname = chance.choice(lineages, size=len(village), p=sizes / sizes.sum())
    return People(
        household_village=village,
        household_lineage=village * lineages + surname,
        household_away=chance.random(len(village)) < 0.3,
        village_county=np.repeat(np.arange(counties), villages),
        cadre_village=np.repeat(np.arange(places), 6),
        cadre_local_knowledge=chance.uniform(0.05, 0.6, places * 6),
        group_village=np.repeat(np.arange(places), 3),
        group_size_share=np.tile([0.1, 0.25, 0.5], places),
    )

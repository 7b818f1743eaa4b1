"""Kinship: nearly closed branches of a lineage, and a few marriages between lineages of one village."""

from __future__ import annotations

import numpy as np

from sim.arrays import Codes
from sim.networks.layer import Layer
from sim.networks.pairing import Pairs, calls, joined, outsider, stretches
from sim.networks.people import People
from sim.networks.settings import NetworkSettings
from sim.streams import FOUNDING, Luck


def found_kinship(people: People, settings: NetworkSettings, luck: Luck) -> Layer:
    """Tie households to kin in their own village.

    Ties inside a lineage cluster in branches, whose size follows from the number of ties and the density asked for,
    and not from the size of the lineage: twice the rows make twice the branches, not twice the ties.
    """
    clan = people.clans()
    blood = settings.kin_ties * settings.kin_within_lineage
    marriages = [
        (np.flatnonzero(calling), outsider(people.household_village, clan, partner)[calling])
        for calling, partner in calls((settings.kin_ties - blood) / 2, "kinship marriage", luck, people.households)
    ]
    a, b = joined([*_branches(clan, blood, 1 + blood / settings.branch_density, luck), *marriages])
    return Layer.of(a, b, np.ones(len(a)), rows=people.households, symmetric=True)


def _branches(clan: Codes, ties: float, size: float, luck: Luck) -> list[Pairs]:
    """Divide each clan into equal branches of about ``size`` households and tie these at random inside a branch.

    The chance of a tie is set branch by branch so that a household has ``ties`` ties on average; a branch too small
    for that is tied each with each.
    """
    order = np.lexsort((luck.uniform("kinship seat", FOUNDING, len(clan)), clan))
    clan_first, members = stretches(clan[order])
    place = np.arange(len(clan))
    branches = np.maximum(np.floor(members / size + 0.5).astype(np.int64), 1)
    branch = clan_first + (place - clan_first) * branches // members
    first, length = stretches(branch)
    chance = ties / np.maximum(length - 1, 1)
    pairs = []
    for step in range(1, int(length.max(initial=1))):
        met = luck.uniform(f"kinship tie {step}", FOUNDING, len(clan)) < chance
        one = np.flatnonzero(met & (place + step < first + length))
        pairs.append((order[one], order[one + step]))
    return pairs

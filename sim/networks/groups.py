"""Social groups: who is a member, and which members know each other."""

from __future__ import annotations

import numpy as np

from sim.networks.layer import Layer
from sim.networks.pairing import each_with_each, ring
from sim.networks.people import People
from sim.networks.settings import NetworkSettings
from sim.streams import FOUNDING, Luck


def found_membership(people: People, luck: Luck) -> Layer:
    """Make each household a member of each group of its village with the chance of the group's size share."""
    household, group = each_with_each(people.household_village, people.group_village)
    joins = luck.uniform("group membership", FOUNDING, len(household)) < people.group_size_share[group]
    household, group = household[joins], group[joins]
    rows, columns = people.households, len(people.group_village)
    return Layer.of(household, group, np.ones(len(household)), rows=rows, columns=columns)


def found_groups(membership: Layer, settings: NetworkSettings, luck: Luck) -> Layer:
    """Tie members to a few others of the same group, who do not become more when the group is large."""
    household = membership.row_of_tie()
    one, other = ring(membership.indices, settings.group_ties, "group", luck)
    a, b = household[one], household[other]
    return Layer.of(a, b, np.ones(len(a)), rows=membership.rows, symmetric=True)

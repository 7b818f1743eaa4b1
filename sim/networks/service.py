"""Service ties: which cadre knows which household."""

from __future__ import annotations

import numpy as np

from sim.networks.layer import Layer
from sim.networks.pairing import each_with_each
from sim.networks.people import People
from sim.streams import FOUNDING, Luck


def found_service(people: People, luck: Luck) -> Layer:
    """Let each cadre know each household of the village with the chance of the cadre's local knowledge."""
    household, cadre = each_with_each(people.household_village, people.cadre_village)
    known = luck.uniform("service", FOUNDING, len(household)) < people.cadre_local_knowledge[cadre]
    household, cadre = household[known], cadre[known]
    rows, columns = people.households, len(people.cadre_village)
    return Layer.of(household, cadre, np.ones(len(household)), rows=rows, columns=columns)

"""Remote ties: what keeps away households informed of their village, and their village of them."""

from __future__ import annotations

import numpy as np

from sim.networks.layer import Layer
from sim.networks.pairing import NOBODY, Pairs, calls, insider, joined
from sim.networks.people import People
from sim.networks.settings import NetworkSettings
from sim.streams import FOUNDING, Luck


def found_remote(people: People, settings: NetworkSettings, luck: Luck) -> Layer:
    """Tie away households to households present in their village, preferably of their own lineage."""
    clan, present = people.clans(), ~people.household_away
    pairs: list[Pairs] = []
    for call, (calling, partner) in enumerate(calls(settings.remote_ties, "remote", luck, people.households)):
        to_kin = luck.uniform(f"remote to kin {call}", FOUNDING, people.households) < settings.remote_to_kin
        kin = insider(clan, present, partner)
        fellow = insider(people.household_village, present, partner)
        chosen = np.where(to_kin & (kin != NOBODY), kin, fellow)
        away = np.flatnonzero(calling & people.household_away)
        pairs.append((away, chosen[away]))
    a, b = joined(pairs)
    return Layer.of(a, b, np.ones(len(a)), rows=people.households, symmetric=True)

"""The network of a world: its layers, and their mixture."""

from __future__ import annotations

from dataclasses import dataclass

from sim.networks.bridges import found_bridges
from sim.networks.groups import found_groups, found_membership
from sim.networks.kinship import found_kinship
from sim.networks.layer import Layer
from sim.networks.neighbours import found_neighbours
from sim.networks.people import People
from sim.networks.remote import found_remote
from sim.networks.service import found_service
from sim.networks.settings import LAYERS, NetworkSettings
from sim.networks.union import union
from sim.streams import Luck


@dataclass(frozen=True, slots=True, eq=False)
class Networks:
    """Who knows whom.

    Attributes
    ----------
    layers
        Ties between households, by the names in ``LAYERS``; symmetric, each of strength 1.
    service
        Household x cadre who knows it, strength 1.
    membership
        Household x social group it belongs to, strength 1.
    ties
        Household x household: the union of the layers, mixed by weight, each row summing to 1 (0 without ties).
        A pull over it is the mean over those a household listens to.
    bridge_ties
        Household x household: bridges alone, each row summing to 1 (0 without bridges), for what is learnt
        from other villages.
    """

    layers: dict[str, Layer]
    service: Layer
    membership: Layer
    ties: Layer
    bridge_ties: Layer


def build_networks(people: People, settings: NetworkSettings, luck: Luck) -> Networks:
    """Draw the network of a world; the same people, settings and luck give the same ties."""
    membership = found_membership(people, luck)
    layers = {
        "kinship": found_kinship(people, settings, luck),
        "neighbours": found_neighbours(people, settings, luck),
        "groups": found_groups(membership, settings, luck),
        "bridges": found_bridges(people, settings, luck),
        "remote": found_remote(people, settings, luck),
    }
    return Networks(
        layers=layers,
        service=found_service(people, luck),
        membership=membership,
        ties=union([(layers[name], settings.weight(name)) for name in LAYERS], people.households),
        bridge_ties=layers["bridges"].normalised(),
    )

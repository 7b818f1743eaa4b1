"""The world: everybody's state, the ties between them, the calendar and this month's terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar, cast

import numpy as np

from sim.arrays import Codes, PerHousehold, PerVillage, Rows, log, mean_by, ratio
from sim.columns.cadres import Cadres
from sim.columns.column import Array, Columns
from sim.columns.cooperatives import Cooperatives
from sim.columns.counties import Counties
from sim.columns.groups import SocialGroups
from sim.columns.households import Households
from sim.columns.ledgers import Ledgers
from sim.columns.villages import Villages
from sim.founding import people
from sim.founding import villages as towns
from sim.founding.households import first_state
from sim.founding.places import Places, lay_out
from sim.founding.survey import survey
from sim.networks.layer import Layer
from sim.networks.network import Networks, build_networks
from sim.networks.people import People
from sim.rules.attendance import contact
from sim.rules.parameters import Parameters
from sim.rules.work import likeness
from sim.scenario import Scenario
from sim.streams import Luck

Made = TypeVar("Made", bound=Array)
Kind = Literal["households", "cadres", "cooperatives", "groups", "villages", "counties", "ledgers"]
KINDS: tuple[Kind, ...] = ("households", "cadres", "cooperatives", "groups", "villages", "counties", "ledgers")


@dataclass(slots=True, eq=False)
class World:
    """One world at the end of ``month``.

    Attributes
    ----------
    luck
        The keyed streams of this replication.
    parameters
        Numbers of the mechanisms, those switched off replaced.
    residents
        Village x household, strength 1.
    members
        Social group x household: the memberships seen from the groups.
    lessons
        Village x village: how much of another village's lesson can be used.
    terms
        This month's terms, an array a term; written by the month's first phase.
    usual
        The terms that no policy amends, the same in every month; made in the first.
    levers_since
        The government's register of levers: since which month each village has used one, 0 for never.
    kept
        What never changes and is made once: see :meth:`once`.
    """

    scenario: Scenario
    luck: Luck
    parameters: Parameters
    households: Households
    cadres: Cadres
    cooperatives: Cooperatives
    groups: SocialGroups
    villages: Villages
    counties: Counties
    ledgers: Ledgers
    networks: Networks
    residents: Layer
    members: Layer
    lessons: Layer
    terms: Mapping[str, Rows]
    month: int = 0
    usual: dict[str, Rows] = field(default_factory=dict)
    levers_since: Mapping[str, Rows] = field(default_factory=dict)
    kept: dict[str, Array] = field(default_factory=dict)

    @property
    def region_names(self) -> tuple[str, ...]:
        """Names of the regions, in the order of their codes."""
        return tuple(self.scenario.regions)

    @property
    def in_charge(self) -> Codes:
        """Row of the cadre in charge of each village."""
        return self.villages.in_charge.astype(np.int64)

    def columns(self, kind: Kind) -> Columns:
        """Return the columns of one kind of agent."""
        found: Columns = getattr(self, kind)
        return found

    def by_village(self, values: PerHousehold) -> PerVillage:
        """Return the mean over the real households of each village."""
        return ratio(self.residents.pull(values * self.households.weight), self.villages.households)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return an array that is the same in every month, made on the first call."""
        if name not in self.kept:
            made = make()
            made.flags.writeable = False
            self.kept[name] = made
        return cast(Made, self.kept[name])


def found_world(scenario: Scenario, seed: int, replicate: int) -> World:
    """Return the world of a scenario for one replication; policies play no part in it.

    Parameters
    ----------
    scenario
        What the modeller says; its rollout and levers are not read.
    seed, replicate
        Which luck.
    """
    p, luck = scenario.effective(replicate), Luck(seed, replicate)
    places = lay_out(scenario.regions, survey(scenario), luck)
    traits = people.traits(places, towns.unclear_share(places, luck), luck)
    cadres, groups = people.cadres(p, places, luck), people.groups(places, luck)
    coops = towns.cooperatives(p, places, luck)
    contacts = contact(p.attendance, cadres.knowledge, cadres.part_time)
    homes = places.village_county.shape[0]
    known = mean_by(cadres.village, contacts, cadres.serving, homes)
    secretaries = np.searchsorted(cadres.village, np.arange(homes)).astype(np.float64)
    villages = towns.villages(p, places, traits, coops, known, secretaries, luck)
    home = places.household_village
    households = first_state(p, traits, villages.service[home])
    content = mean_by(home, households.satisfaction, households.weight, homes)
    networks = build_networks(_acquainted(places, traits, cadres, groups), scenario.network, luck)
    return World(
        scenario=scenario,
        luck=luck,
        parameters=p,
        households=households,
        cadres=cadres,
        cooperatives=coops,
        groups=groups,
        villages=replace(villages, reported_satisfaction=content),
        counties=towns.counties(places, villages.persons),
        ledgers=towns.ledgers(homes),
        networks=networks,
        residents=Layer.of(home, np.arange(home.shape[0]), np.ones(home.shape[0]), rows=homes, columns=home.shape[0]),
        members=networks.membership.turned(),
        lessons=_lessons(p, villages),
        terms={},
    )


def _acquainted(places: Places, traits: Mapping[str, Rows | Codes], cadres: Cadres, groups: SocialGroups) -> People:
    """Return what the founding of the network needs to know."""
    members = places.by_village("in_group") / np.maximum(places.by_village("groups"), 1.0)
    return People(
        household_village=places.household_village,
        household_lineage=np.asarray(traits["lineage"], dtype=np.int64),
        household_away=np.asarray(traits["away"]) > 0.5,
        village_county=places.village_county,
        cadre_village=cadres.village,
        cadre_local_knowledge=cadres.knowledge,
        group_village=groups.village,
        group_size_share=members[groups.village],
    )


def _lessons(p: Parameters, villages: Villages) -> Layer:
    """Return how much each village can use of every other's lesson."""
    rows = len(villages)
    one, other = np.repeat(np.arange(rows), rows), np.tile(np.arange(rows), rows)
    one, other = one[one != other], other[one != other]
    use = likeness(
        p.learning,
        np.abs(villages.unclear[one] - villages.unclear[other]),
        np.abs(log(villages.income[one]) - log(villages.income[other])),
        np.where(villages.county[one] == villages.county[other], 1.0, 0.0),
    )
    return Layer.of(one, other, use, rows=rows)

"""Statistics of each layer against its declared target; fixed seeds, so a failure is a change of code.

Tolerances are at least four standard errors of the worlds used.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim.networks.layer import Layer
from sim.networks.network import Networks, build_networks
from sim.networks.people import People
from sim.networks.settings import NetworkSettings, NetworkTargets
from sim.networks.shape import clustering, mean_degree, share_within
from sim.quantity import quantities
from sim.streams import Luck
from tests.networks.worlds import DEFAULT, county_world

PEOPLE = county_world()
TARGETS = dict(quantities(NetworkTargets))


def draw(people: People, settings: NetworkSettings = DEFAULT, seed: int = 1) -> Networks:
    return build_networks(people, settings, Luck(seed, 0))


@pytest.fixture(scope="module")
def networks() -> Networks:
    return draw(PEOPLE)


def inside(target: str, value: float) -> bool:
    return TARGETS[target].low <= value <= TARGETS[target].high


def pairs(layer: Layer) -> set[tuple[int, int]]:
    return set(zip(layer.row_of_tie().tolist(), layer.indices.tolist(), strict=True))


@pytest.mark.parametrize(
    ("layer", "target", "tolerance"),
    [
        ("kinship", DEFAULT.kin_ties, 0.15),
        ("neighbours", DEFAULT.neighbour_ties, 0.05),
        ("bridges", DEFAULT.bridge_ties, 0.06),
    ],
)
def test_households_have_the_ties_declared(networks: Networks, layer: str, target: float, tolerance: float) -> None:
    assert abs(mean_degree(networks.layers[layer]) - target) < tolerance


@pytest.mark.parametrize("asked", [1.0, 2.5, 6.0, 10.0])
def test_households_have_whatever_number_of_kin_and_neighbours_is_asked_for(asked: float) -> None:
    settings = dataclasses.replace(DEFAULT, kin_ties=asked, neighbour_ties=asked)
    layers = draw(county_world(households=160), settings).layers
    assert abs(mean_degree(layers["kinship"]) / asked - 1) < 0.05
    assert abs(mean_degree(layers["neighbours"]) / asked - 1) < 0.05


def test_a_member_has_the_declared_ties_in_each_of_its_groups(networks: Networks) -> None:
    degree, groups = networks.layers["groups"].degree(), networks.membership.degree()
    assert abs(degree[groups == 1].mean() - DEFAULT.group_ties) < 0.05
    assert np.all(degree <= DEFAULT.group_ties * groups)


def test_groups_have_the_size_their_share_says(networks: Networks) -> None:
    members = networks.membership.turned().degree().reshape(-1, 3).mean(axis=0)
    assert members == pytest.approx([6, 15, 30], abs=2.5)


def test_away_households_have_the_declared_remote_ties_and_all_lead_to_present_ones(networks: Networks) -> None:
    remote, away = networks.layers["remote"], PEOPLE.household_away
    assert abs(remote.degree()[away].mean() - DEFAULT.remote_ties) < 0.12  # two calls may reach the same house
    assert np.all(away[remote.row_of_tie()] != away[remote.indices])


def test_remote_ties_lead_to_kin_more_often_than_chance_would(networks: Networks) -> None:
    share = share_within(networks.layers["remote"], PEOPLE.household_lineage)
    by_chance = share_within(networks.layers["neighbours"], PEOPLE.household_lineage)
    expected = DEFAULT.remote_to_kin + (1 - DEFAULT.remote_to_kin) * by_chance
    assert abs(share - expected) < 0.05


def test_kin_and_neighbours_close_triangles_as_declared(networks: Networks) -> None:
    assert inside("kinship_clustering", clustering(networks.layers["kinship"]))
    assert inside("neighbours_clustering", clustering(networks.layers["neighbours"]))


def test_bridges_close_hardly_any_triangle(networks: Networks) -> None:
    assert clustering(networks.layers["bridges"]) < 0.02


def test_rewiring_opens_triangles_and_keeps_the_number_of_ties() -> None:
    regular, random = (
        draw(PEOPLE, dataclasses.replace(DEFAULT, rewire=rewire)).layers["neighbours"] for rewire in (0.0, 0.5)
    )
    assert clustering(regular) == pytest.approx(0.5)
    assert clustering(random) < 0.2
    assert abs(mean_degree(random) - mean_degree(regular)) < 0.15


def test_denser_branches_close_more_triangles_with_the_same_number_of_ties() -> None:
    loose, dense = (
        draw(PEOPLE, dataclasses.replace(DEFAULT, branch_density=density)).layers["kinship"] for density in (0.4, 1.0)
    )
    assert clustering(dense) > clustering(loose) + 0.15
    assert abs(mean_degree(dense) - mean_degree(loose)) < 0.5


def test_kin_are_mostly_of_the_own_lineage_far_above_chance(networks: Networks) -> None:
    lineage = PEOPLE.household_lineage
    share = share_within(networks.layers["kinship"], lineage)
    assert inside("lineage_share", share)
    assert share > 2 * share_within(networks.layers["neighbours"], lineage)


def test_who_knows_a_cadre_follows_what_the_cadres_know() -> None:
    people = county_world(households=400, villages=10)
    unknown_to_all = np.prod(1 - people.cadre_local_knowledge.reshape(-1, 6), axis=1)
    service = draw(people).service
    covered = (service.degree() > 0).reshape(-1, 400).mean(axis=1)
    assert np.abs(covered - (1 - unknown_to_all)).max() < 0.1
    assert abs(covered.mean() - (1 - unknown_to_all).mean()) < 0.02
    assert np.corrcoef(service.turned().degree(), people.cadre_local_knowledge)[0, 1] > 0.95


def test_twice_the_rows_do_not_give_a_household_more_ties_or_closer_ones() -> None:
    coarse, fine = (draw(county_world(households=rows, villages=4800 // rows)) for rows in (40, 160))
    for layer in ("neighbours", "groups", "bridges"):
        assert abs(mean_degree(coarse.layers[layer]) / mean_degree(fine.layers[layer]) - 1) < 0.1
    assert abs(mean_degree(coarse.layers["kinship"]) / mean_degree(fine.layers["kinship"]) - 1) < 0.06
    assert abs(clustering(coarse.layers["kinship"]) - clustering(fine.layers["kinship"])) < 0.06
    assert abs(mean_degree(coarse.layers["remote"]) / mean_degree(fine.layers["remote"]) - 1) < 0.06


def test_more_bridges_leave_the_bridges_there_were(networks: Networks) -> None:
    more = draw(PEOPLE, dataclasses.replace(DEFAULT, bridge_ties=0.5))
    assert pairs(networks.layers["bridges"]) < pairs(more.layers["bridges"])


def test_remote_ties_do_not_change_kin(networks: Networks) -> None:
    other = draw(PEOPLE, dataclasses.replace(DEFAULT, remote_ties=3.0))
    assert pairs(networks.layers["kinship"]) == pairs(other.layers["kinship"])

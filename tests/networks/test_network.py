from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.arrays import Codes
from sim.networks.layer import Layer
from sim.networks.network import Networks, build_networks
from sim.networks.people import People
from sim.networks.settings import LAYERS, NetworkSettings, NetworkTargets
from sim.networks.union import union
from sim.quantity import quantities
from sim.streams import Luck
from tests.networks.worlds import DEFAULT, county_world


@st.composite
def worlds(draw: st.DrawFn) -> People:
    """Any small world: villages without households, of one or of two, without cadres, all away, one lineage."""
    sizes = draw(st.lists(st.integers(0, 12), min_size=1, max_size=6))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    villages, rows = len(sizes), sum(sizes)
    cadres, groups = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    return People(
        household_village=np.repeat(np.arange(villages), sizes),
        household_lineage=chance.integers(0, draw(st.integers(1, 5)), rows),
        household_away=chance.random(rows) < draw(st.sampled_from([0.0, 0.5, 1.0])),
        village_county=chance.integers(0, 3, villages),
        cadre_village=chance.integers(0, villages, cadres),
        cadre_local_knowledge=chance.choice([0.0, 0.5, 1.0], cadres),
        group_village=chance.integers(0, villages, groups),
        group_size_share=chance.choice([0.0, 0.5, 1.0], groups),
    )


@st.composite
def numbers(draw: st.DrawFn) -> NetworkSettings:
    """Any admissible settings."""
    return NetworkSettings(**{name: draw(st.floats(q.low, q.high)) for name, q in quantities(NetworkSettings)})


def within(layer: Layer, key: Codes) -> bool:
    return bool(np.all(key[layer.row_of_tie()] == key[layer.indices]))


def bits(networks: Networks) -> list[bytes]:
    layers = [*networks.layers.values(), networks.service, networks.membership, networks.ties, networks.bridge_ties]
    return [array.tobytes() for layer in layers for array in (layer.indptr, layer.indices, layer.weights)]


@settings(deadline=None)
@given(people=worlds(), numbers=numbers(), seed=st.integers(0, 9))
def test_the_network_of_any_world_keeps_the_rules(people: People, numbers: NetworkSettings, seed: int) -> None:
    networks = build_networks(people, numbers, Luck(seed, 0))
    village, county = people.household_village, people.household_county
    assert tuple(networks.layers) == LAYERS
    for layer in networks.layers.values():
        mirror = layer.turned()
        assert np.array_equal(layer.indptr, mirror.indptr)
        assert np.array_equal(layer.indices, mirror.indices)
        assert not np.any(layer.row_of_tie() == layer.indices)
        assert within(layer, county)
    for layer in [*networks.layers.values(), networks.ties, networks.service, networks.membership]:
        assert np.all(np.diff(layer.row_of_tie() * max(layer.columns, 1) + layer.indices) > 0)
        assert layer.rows == people.households
    for name in ("kinship", "neighbours", "groups", "remote"):
        assert within(networks.layers[name], village)
    bridges = networks.layers["bridges"]
    assert np.all(village[bridges.row_of_tie()] != village[bridges.indices])
    assert np.all(village[networks.service.row_of_tie()] == people.cadre_village[networks.service.indices])
    assert np.all(village[networks.membership.row_of_tie()] == people.group_village[networks.membership.indices])


@settings(deadline=None)
@given(people=worlds(), seed=st.integers(0, 9))
def test_what_a_household_hears_sums_to_one_and_comes_from_all_it_is_tied_to(people: People, seed: int) -> None:
    networks = build_networks(people, DEFAULT, Luck(seed, 0))
    tied = np.zeros((people.households, people.households), dtype=bool)
    for layer in networks.layers.values():
        tied[layer.row_of_tie(), layer.indices] = True
    heard = np.zeros_like(tied)
    heard[networks.ties.row_of_tie(), networks.ties.indices] = networks.ties.weights > 0
    assert np.array_equal(heard, tied)
    for layer in (networks.ties, networks.bridge_ties):
        sums = layer.pull(np.ones(people.households))
        assert np.allclose(sums, layer.degree() > 0, rtol=0, atol=1e-15)


@settings(deadline=None, max_examples=20)
@given(people=worlds(), seed=st.integers(0, 9))
def test_the_same_people_and_luck_meet_the_same_network(people: People, seed: int) -> None:
    assert bits(build_networks(people, DEFAULT, Luck(seed, 1))) == bits(build_networks(people, DEFAULT, Luck(seed, 1)))


def test_another_replication_meets_another_network() -> None:
    people = county_world(villages=2, households=30)
    first, second = (build_networks(people, DEFAULT, Luck(1, replicate)) for replicate in (0, 1))
    assert all(not np.array_equal(first.layers[name].indices, second.layers[name].indices) for name in LAYERS)


def test_the_village_of_one_has_no_ties_and_the_village_of_two_has_one() -> None:
    people = People(
        household_village=np.array([0, 1, 1]),
        household_lineage=np.array([0, 1, 1]),
        household_away=np.array([True, True, False]),
        village_county=np.array([0, 1]),
        cadre_village=np.array([], dtype=np.int64),
        cadre_local_knowledge=np.array([]),
        group_village=np.array([1]),
        group_size_share=np.array([1.0]),
    )
    networks = build_networks(people, DEFAULT, Luck(1, 0))
    for name in ("kinship", "neighbours", "groups", "remote"):
        assert networks.layers[name].degree().tolist() == [0, 1, 1]
    assert networks.layers["bridges"].degree().tolist() == [0, 0, 0]
    assert networks.ties.pull(np.array([5.0, 7.0, 9.0])).tolist() == [0.0, 9.0, 7.0]


def test_a_layer_counts_as_a_whole_and_leaves_its_share_to_others_where_it_is_missing() -> None:
    kin = Layer.of(np.array([0, 0]), np.array([1, 2]), np.ones(2), rows=4, symmetric=True)
    near = Layer.of(np.array([0, 0, 0]), np.array([1, 2, 3]), np.ones(3), rows=4, symmetric=True)
    mixed = union([(kin, 0.6), (near, 0.2)], 4)
    assert mixed.neighbours(0).tolist() == [1, 2, 3]
    assert mixed.strengths(0) == pytest.approx([11 / 24, 11 / 24, 2 / 24])
    assert mixed.strengths(1).tolist() == mixed.strengths(3).tolist() == [1.0]


def test_a_layer_without_weight_is_not_heard() -> None:
    people = county_world(villages=2, households=20)
    deaf = dataclasses.replace(DEFAULT, **{f"{name}_weight": 0.0 for name in LAYERS if name != "bridges"})
    networks = build_networks(people, deaf, Luck(1, 0))
    assert np.array_equal(networks.ties.indices, networks.bridge_ties.indices)
    silent = build_networks(people, dataclasses.replace(deaf, bridges_weight=0.0), Luck(1, 0))
    assert silent.ties.degree().sum() == 0


def test_households_out_of_order_are_refused() -> None:
    people = county_world(villages=2, households=3)
    with pytest.raises(ValueError, match="sorted by village"):
        dataclasses.replace(people, household_village=people.household_village[::-1])


@pytest.mark.parametrize("record", [NetworkSettings, NetworkTargets])
def test_every_number_of_the_network_is_declared(record: type) -> None:
    assert [name for name, _ in quantities(record)] == [field.name for field in dataclasses.fields(record)]


def test_the_weights_of_the_layers_are_shares_of_one_whole() -> None:
    assert sum(DEFAULT.weight(name) for name in LAYERS) == pytest.approx(1.0)

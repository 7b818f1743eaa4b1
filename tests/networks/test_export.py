from __future__ import annotations

import networkx as nx
import pytest

from sim.networks.export import to_networkx
from sim.networks.network import Networks, build_networks
from sim.networks.settings import LAYERS
from sim.networks.shape import clustering
from sim.streams import Luck
from tests.networks.worlds import DEFAULT, county_world


@pytest.fixture(scope="module")
def networks() -> Networks:
    return build_networks(county_world(villages=3, households=40), DEFAULT, Luck(1, 0))


@pytest.mark.parametrize("name", LAYERS)
def test_networkx_sees_the_ties_and_the_triangles_we_see(networks: Networks, name: str) -> None:
    layer, graph = networks.layers[name], to_networkx(networks, name)
    assert [graph.degree(i) for i in range(layer.rows)] == layer.degree().tolist()
    assert nx.transitivity(graph) == pytest.approx(clustering(layer))


def test_what_a_household_hears_is_exported_with_direction_and_weight(networks: Networks) -> None:
    graph = to_networkx(networks, "ties")
    assert graph.is_directed()
    assert [graph[0][j]["weight"] for j in networks.ties.neighbours(0).tolist()] == networks.ties.strengths(0).tolist()


@pytest.mark.parametrize(("name", "kind"), [("service", "cadre"), ("membership", "group")])
def test_cadres_and_groups_are_nodes_apart_from_households(networks: Networks, name: str, kind: str) -> None:
    incidence, graph = getattr(networks, name), to_networkx(networks, name)
    assert graph.number_of_nodes() == incidence.rows + incidence.columns
    assert graph.number_of_edges() == len(incidence.indices)
    assert graph.degree(f"{kind} 0") == incidence.turned().degree()[0]


def test_an_unknown_layer_is_refused_with_the_names_there_are(networks: Networks) -> None:
    with pytest.raises(ValueError, match="no layer 'kin': there are kinship"):
        to_networkx(networks, "kin")

"""Export a layer to networkx, for drawing and for measures this package does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.networks.layer import Layer
from sim.networks.network import Networks

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(networks: Networks, layer: str) -> nx.Graph[int | str]:
    """Return one layer as a networkx graph with an edge attribute ``weight``.

    Households are nodes 0 to rows - 1, tied or not; ``graph.subgraph(rows of a village)`` is what one draws.

    Parameters
    ----------
    networks
        The network of a world.
    layer
        A layer between households (undirected); ``"ties"`` or ``"bridge_ties"`` (directed, from who listens to who
        is heard); ``"service"`` or ``"membership"`` (undirected, to nodes ``"cadre 0"`` or ``"group 0"`` and on).

    Raises
    ------
    ValueError
        If there is no such layer.
    """
    import networkx as nx  # here, since a run never needs it

    undirected: nx.Graph[int | str] = nx.Graph()
    directed: nx.DiGraph[int | str] = nx.DiGraph()
    if layer in networks.layers:
        return _filled(undirected, networks.layers[layer], "")
    kinds = {"ties": "", "bridge_ties": "", "service": "cadre ", "membership": "group "}
    if layer not in kinds:
        raise ValueError(f"no layer {layer!r}: there are {', '.join([*networks.layers, *kinds])}")
    return _filled(undirected if kinds[layer] else directed, getattr(networks, layer), kinds[layer])


def _filled(graph: nx.Graph[int | str], layer: Layer, kind: str) -> nx.Graph[int | str]:
    """Fill an empty graph with the nodes and ties of a layer; columns are named ``kind`` and a number, if any."""
    heard: list[int | str] = [f"{kind}{j}" if kind else j for j in range(layer.columns)]
    graph.add_nodes_from(range(layer.rows))
    graph.add_nodes_from(heard)
    ties = zip(layer.row_of_tie().tolist(), layer.indices.tolist(), layer.weights.tolist(), strict=True)
    graph.add_weighted_edges_from((i, heard[j], weight) for i, j, weight in ties)
    return graph

"""Make one run: found a world, live through its months, and look at it each month.

A run is a pure function of (case, seed, replicate): no clock, no host and no file enters it, so the same cell gives
the same tables in any process. Looking changes nothing and is kept cheap: numbers go into arrays made beforehand,
and tables are built once, at the end.
"""

from __future__ import annotations

import dataclasses
import hashlib
import html
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.arrays import Codes
from sim.measures.example import example_of
from sim.month import advance as by_columns
from sim.networks.layer import Layer
from sim.policies.policy import Policy
from sim.reading import Case, digest
from sim.world import World, found_world

if TYPE_CHECKING:
    from sim.model import ConversionModel, Edit
from sim.book import ALL, Book

MODEL_VERSION = "0.4.0"
"""Part of every run's identity: it changes whenever the same cell would give other numbers."""
KIN_CLOSER = 6.0
"""How much more than other ties kinship draws households together in the picture of a village: branches show."""

Advance = Callable[[World, Sequence[Policy]], None]
"""One month of a world under policies: :func:`sim.month.advance`, or the same month told agent by agent."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Run:
    """What one run gave.

    Attributes
    ----------
    run_id
        Digest of everything the tables depend on.
    timeseries
        Each outcome in each month, by region.
    villages
        Each village at the yearly assessments and in the last month.
    groups
        Each outcome by dimension and member, in the same months.
    stages
        One row a change of a village's stage, flags or number of failed votes; the first row of a village is its state
        before month 1.
    example
        The households of one village in the last month: those of ``network.parquet``, in replication 0.
    provenance
        By what this was made.
    """

    run_id: str
    scenario: str
    seed: int
    replicate: int
    timeseries: pd.DataFrame
    villages: pd.DataFrame
    groups: pd.DataFrame
    stages: pd.DataFrame
    example: pd.DataFrame
    provenance: Mapping[str, Any]

    def __repr__(self) -> str:
        """Return which run this is and what its tables hold."""
        months = self.timeseries["month"].unique()
        held = ", ".join(f"{name} {len(table):,}" for name, table in self.tables().items())
        luck = f"replication {self.replicate}, seed {self.seed}"
        return f"Run {self.run_id} of {self.scenario}: {luck}, {months[0]} to {months[-1]}; rows: {held}"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: each outcome in the last month, by region."""
        last = self.timeseries[self.timeseries["month"] == self.timeseries["month"].iloc[-1]]
        wide = last.pivot_table("value", "outcome", "region", observed=True)
        return f"<p>{html.escape(repr(self))}</p>{wide.to_html(float_format='{:,.3g}'.format, max_rows=12)}"

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the tables by name: of a thinned run those that are kept."""
        return {name: getattr(self, name) for name in (TABLES if len(self.stages) else THIN)}


TABLES = ("timeseries", "villages", "groups", "stages", "example")
THIN = ("timeseries",)
"""What is kept of a run that is one of thousands."""


def thinned(made: Run, kept: Sequence[str]) -> Run:
    """Return a run with no more than the nation's series of some outcomes; the other tables lose all rows."""
    series = made.timeseries
    mine = (series["region"] == ALL) & series["outcome"].isin(kept)
    alone = series[mine].reset_index(drop=True)
    for name in ("region", "group", "outcome"):
        alone[name] = alone[name].cat.remove_unused_categories()
    empty = {name: getattr(made, name).iloc[:0] for name in TABLES if name not in THIN}
    return dataclasses.replace(made, timeseries=alone, **empty)


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that gave no tables: what went wrong in one line, and the traceback for the log."""

    run_id: str
    error: str
    trace: str


Result = Run | Failure


def run(case: Case, seed: int | None = None, replicate: int = 0, advance: Advance | None = None) -> Run:
    """Make one run of a case.

    Parameters
    ----------
    case
        Scenario and policies.
    seed
        Luck of the run; the scenario's own when not given.
    replicate
        Number of the replication, from 0.
    advance
        What makes a month; the engine the scenario names when not given.
    """
    scenario = case.scenario
    seed = scenario.runs.seed if seed is None else seed
    step = engine(scenario.runs.engine) if advance is None else advance
    world = found_world(scenario, seed, replicate)
    book = Book(world)
    for month in range(1, scenario.clock.last + 1):
        step(world, case.policies)
        if month == scenario.clock.burn_in:
            book.open(world)
        elif month > scenario.clock.burn_in:
            book.look(world)
    run_id = identity(case, seed, replicate)
    tables = book.tables({"run_id": run_id, "scenario": scenario.name, "replication": replicate})
    return Run(run_id, scenario.name, seed, replicate, **tables, provenance=provenance(case, seed, replicate))


def identity(case: Case, seed: int, replicate: int) -> str:
    """Return the name of a run: the same for the same cell, another for any other."""
    return identity_by(digest(case), seed, replicate)


def identity_by(fingerprint: str, seed: int, replicate: int) -> str:
    """Return the name of a run of a case whose digest is known; many runs share one, and it takes its time."""
    text = f"{MODEL_VERSION} {fingerprint} {seed} {replicate}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def engine(name: str) -> Advance:
    """Return what makes a month; Mesa is imported only for those who ask for its agents."""
    if name == "agents":
        from sim.model import advance as by_agents

        return by_agents
    return by_columns


def provenance(case: Case, seed: int, replicate: int, edits: Sequence[Edit] = ()) -> Mapping[str, Any]:
    """Return by what a run is made: enough to make it again, and to see why it might differ elsewhere.

    Parameters
    ----------
    edits
        Values set by hand on the way, in order; a run with any is no replication of its case.
    """
    return {
        "model_version": MODEL_VERSION,
        "digest": digest(case),
        "seed": seed,
        "replicate": replicate,
        "versions": versions(),
        "simd": simd(),
        "edits": [dataclasses.asdict(edit) for edit in edits],
    }


def provenance_of(model: ConversionModel) -> Mapping[str, Any]:
    """Return by what a model that was stepped by hand came to where it is: case, months lived, values set by hand."""
    luck = model.world.luck
    return {**provenance(model.case, luck.seed, luck.replicate, model.edits), "months": model.world.month}


@cache
def versions() -> Mapping[str, str]:
    """Return the versions of Python and of the packages that make numbers."""
    packages = ("numpy", "scipy", "pandas", "numba")
    return {"python": platform.python_version()} | {name: metadata.version(name) for name in packages}


def simd() -> str:
    """Return the widest vector instructions numpy uses here: no month depends on them, statistics may."""
    extensions: Any = np.show_config(mode="dicts")
    known = extensions["SIMD Extensions"]
    return str([*known["baseline"], *known.get("found", [])][-1])


def blas() -> str:
    """Return the linear algebra numpy uses here: no run goes through it, but trends and emulators of analyses do."""
    known: Any = np.show_config(mode="dicts")
    return "{name} {version}".format(**known["Build Dependencies"]["blas"])


def example_village(case: Case, seed: int) -> pd.DataFrame:
    """Return who knows whom in the example village, so that it can be drawn from tables.

    Rows of the layer ``households`` are the households themselves, with their place in the picture; the others are
    ties, at the place of their first end.
    """
    import networkx as nx  # here, since a run never needs it

    world = found_world(case.scenario, seed, 0)
    _, rows = example_of(world)
    layers = world.networks.layers.items()
    ties = [(name, *tie) for name, layer in layers for tie in _ties(layer, rows)]
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(rows.tolist())
    graph.add_weighted_edges_from((a, b, KIN_CLOSER if name == "kinship" else 1.0) for name, a, b, _ in reversed(ties))
    places = nx.spring_layout(graph, seed=0, iterations=200)
    lines = [("households", row, row, 1.0) for row in rows.tolist()] + ties
    placed = [(*line, *places[line[1]].tolist()) for line in lines]
    return pd.DataFrame(placed, columns=["layer", "a", "b", "weight", "x", "y"])


def _ties(layer: Layer, rows: Codes) -> list[tuple[int, int, float]]:
    """Return the ties of a symmetric layer among some rows, each once."""
    inside = set(rows.tolist())
    return [
        (a, b, weight)
        for a in rows.tolist()
        for b, weight in zip(layer.neighbours(a).tolist(), layer.strengths(a).tolist(), strict=True)
        if a < b and b in inside
    ]



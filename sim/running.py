"""Make one run: found a world, live through its months, and look at it each month.

A run is a pure function of (case, seed, replicate): no clock, no host and no file enters it, so the same cell gives
the same tables in any process. Looking changes nothing and is kept cheap: numbers go into arrays made beforehand,
and tables are built once, at the end.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

import numpy as np
import pandas as pd

from sim.arrays import Codes, Rows, mean_by, total_by
from sim.columns.villages import STAGES
from sim.measures.catalogue import MEASURES, group_codes
from sim.month import advance as by_columns
from sim.policies.policy import Policy
from sim.reading import Case, digest
from sim.scenario import Clock
from sim.world import World, found_world

MODEL_VERSION = "0.1.0"
"""Part of every run's identity: it changes whenever the same cell would give other numbers."""
ALL = "all"
YEAR = 12
FLAGS = ("stalled", "nameplate", "relapsed")
VILLAGE_COLUMNS = (
    "households",
    "quality_at_declaration",
    "quality_now",
    "open_all",
    "open_visible",
    "reported_cases",
    "reported_satisfaction",
    "reported_progress",
    "started",
    "due",
    "declared",
    "wave",
    "pilot",
    "called_early",
    "votes_failed",
    "consulted",
    "consulted_at_decision",
    "attendance",
    "service",
    "staff",
    "facilities",
    "pressure",
    "income",
    "unclear",
)

Advance = Callable[[World, Sequence[Policy]], None]
"""One month of a world under policies: :func:`sim.month.advance`, or the same month told agent by agent."""


@dataclass(frozen=True, slots=True, eq=False)
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
        One row a change of a village's stage or flags; the first row of a village is its state before month 1.
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
    provenance: Mapping[str, Any]

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the tables by name."""
        return {name: getattr(self, name) for name in TABLES}


TABLES = ("timeseries", "villages", "groups", "stages")


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
    book = _Book(world)
    for _ in range(scenario.clock.months):
        step(world, case.policies)
        book.look(world)
    run_id = identity(case, seed, replicate)
    tables = book.tables({"run_id": run_id, "scenario": scenario.name, "replication": replicate})
    return Run(run_id, scenario.name, seed, replicate, **tables, provenance=provenance(case, seed, replicate))


def identity(case: Case, seed: int, replicate: int) -> str:
    """Return the name of a run: the same for the same cell, another for any other."""
    text = f"{MODEL_VERSION} {digest(case)} {seed} {replicate}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def engine(name: str) -> Advance:
    """Return what makes a month; Mesa is imported only for those who ask for its agents."""
    if name == "agents":
        from sim.model import advance as by_agents

        return by_agents
    return by_columns


def provenance(case: Case, seed: int, replicate: int) -> Mapping[str, Any]:
    """Return by what a run is made: enough to make it again, and to see why it might differ elsewhere."""
    return {
        "model_version": MODEL_VERSION,
        "digest": digest(case),
        "seed": seed,
        "replicate": replicate,
        "versions": versions(),
        "simd": simd(),
    }


def versions() -> Mapping[str, str]:
    """Return the versions of Python and of the packages that make numbers."""
    return {"python": platform.python_version()} | {p: metadata.version(p) for p in ("numpy", "scipy", "pandas")}


def simd() -> str:
    """Return the widest vector instructions numpy uses here: exp and log differ in the last bit between them."""
    extensions: Any = np.show_config(mode="dicts")
    known = extensions["SIMD Extensions"]
    return str([*known["baseline"], *known.get("found", [])][-1])


class _Book:
    """What is noted down during a run."""

    def __init__(self, world: World) -> None:
        self.clock = world.scenario.clock
        self.regions = (ALL, *world.region_names)
        self.series = np.full((self.clock.months, len(self.regions), len(MEASURES)), np.nan)
        self.members: dict[str, tuple[str, ...]] = {}
        self.by_group: list[tuple[int, str, Rows]] = []
        self.assessed: list[pd.DataFrame] = []
        self.states = _states(world)
        everybody = np.arange(self.states.shape[0])
        self.changes = [(np.zeros_like(everybody), everybody, self.states)]

    def look(self, world: World) -> None:
        """Note down the month that has just ended."""
        self._note_changes(world)
        dimensions = group_codes(world)
        yearly = world.month % YEAR == 0 or world.month == self.clock.months
        means = _means(world, dimensions if yearly else {"region": dimensions["region"]})
        self.series[world.month - 1] = means["region"]
        if yearly:
            self.assessed.append(_assessment(world))
            self.members = {name: members for name, (members, _, _) in dimensions.items()}
            self.by_group += [(world.month, name, rows[1:]) for name, rows in means.items()]

    def _note_changes(self, world: World) -> None:
        states = _states(world)
        changed = np.flatnonzero(states != self.states)
        self.changes.append((np.full_like(changed, world.month), changed, states[changed]))
        self.states = states

    def tables(self, ids: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
        """Return the tables of the run, each row with the run's ids."""
        villages = pd.concat(self.assessed, ignore_index=True)
        frames = {
            "timeseries": self._timeseries(),
            "villages": villages.assign(region=_words(villages["region"] + 1, self.regions)),
            "groups": pd.concat([self._groups(*noted) for noted in self.by_group], ignore_index=True),
            "stages": _changes(self.changes),
        }
        return {name: _with_ids(frame, ids, self.clock) for name, frame in frames.items()}

    def _timeseries(self) -> pd.DataFrame:
        month, region, outcome = (axis.ravel() for axis in np.indices(self.series.shape))
        columns = {
            "month": month + 1,
            "region": _words(region, self.regions),
            "group": _words(np.zeros_like(region), (ALL,)),
            "outcome": _words(outcome, tuple(MEASURES)),
            "value": self.series.ravel(),
        }
        return pd.DataFrame(columns)

    def _groups(self, month: int, dimension: str, means: Rows) -> pd.DataFrame:
        """Return the means of one dimension's members (member x outcome) as a long table."""
        everyone = tuple(dict.fromkeys(member for members in self.members.values() for member in members))
        places = np.array([everyone.index(member) for member in self.members[dimension]])
        member, outcome = (axis.ravel() for axis in np.indices(means.shape))
        columns = {
            "month": month,
            "dimension": _words(np.full_like(member, list(self.members).index(dimension)), tuple(self.members)),
            "member": _words(places[member], everyone),
            "outcome": _words(outcome, tuple(MEASURES)),
            "value": means.ravel(),
        }
        return pd.DataFrame(columns)


Dimension = tuple[tuple[str, ...], Codes, Codes | None]
"""Names of the members, the member of each household, the member of each village if villages have one; -1 for none."""


def _means(world: World, dimensions: Mapping[str, Dimension]) -> dict[str, Rows]:
    """Return (1 + members) x outcomes for each dimension, the whole world first; missing where nobody counts."""
    weights: dict[Any, Rows] = {}
    means = {name: np.full((1 + len(members), len(MEASURES)), np.nan) for name, (members, _, _) in dimensions.items()}
    for column, measure in enumerate(MEASURES.values()):
        if measure.weight not in weights:
            weights[measure.weight] = measure.weight(world)
        weight = weights[measure.weight]
        part = np.where(weight > 0.0, measure.value(world), 0.0) * weight
        for name, (members, households, villages) in dimensions.items():
            codes = households if measure.level == "household" else villages
            if codes is not None:
                means[name][:, column] = _mean_by_member(codes, part, weight, len(members))
    return means


def _mean_by_member(codes: Codes, part: Rows, weight: Rows, members: int) -> Rows:
    """Return the mean of everybody, then of each member; rows with code -1 count for everybody alone."""
    parts, whole = (total_by(codes + 1, values, 1 + members) for values in (part, weight))
    parts[0], whole[0] = np.cumsum(parts)[-1], np.cumsum(whole)[-1]  # left to right, as every sum of the model
    return np.divide(parts, whole, out=np.full(1 + members, np.nan), where=whole > 0.0)


def _states(world: World) -> Codes:
    """Return stage and flags of each village as one number."""
    villages = world.villages
    state = villages.stage.astype(np.int64)
    for flag in FLAGS:
        state = state * 2 + (getattr(villages, flag) > 0.5)
    return state


_FLAG_WORDS = tuple(
    "+".join(flag for flag, bit in zip(FLAGS, (4, 2, 1), strict=True) if code & bit) for code in range(2 ** len(FLAGS))
)
"""What the flags of a state say: nothing, one flag, or several joined by a plus."""


def _stage_and_flags(states: Codes) -> tuple[pd.Categorical, pd.Categorical]:
    return _words(states // len(_FLAG_WORDS), STAGES), _words(states % len(_FLAG_WORDS), _FLAG_WORDS)


def _changes(changes: Sequence[tuple[Codes, Codes, Codes]]) -> pd.DataFrame:
    """Return the table of changes of stage and flags."""
    month, village, state = (np.concatenate(part) for part in zip(*changes, strict=True))
    stage, flag = _stage_and_flags(state)
    return pd.DataFrame({"village": village, "month": month, "stage": stage, "flag": flag})


def _assessment(world: World) -> pd.DataFrame:
    """Return the villages as they are, and as they are reported."""
    villages, households = world.villages, world.households
    stage, flags = _stage_and_flags(_states(world))
    columns: dict[str, Any] = {
        "month": world.month,
        "village": np.arange(len(villages)),
        "region": villages.region,
        "stage": stage,
        "flags": flags,
        "satisfaction": mean_by(households.village, households.satisfaction, households.weight, len(villages)),
    }
    return pd.DataFrame(columns | {name: getattr(villages, name) for name in VILLAGE_COLUMNS})


def _words(codes: Codes, words: tuple[str, ...]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=list(words))


def _with_ids(frame: pd.DataFrame, ids: Mapping[str, Any], clock: Clock) -> pd.DataFrame:
    """Return a table that begins with the run's ids and says its months by the calendar."""
    labels = tuple(clock.label(month) for month in range(clock.months + 1))
    nought = np.zeros(len(frame), dtype=np.int64)
    first = {name: _words(nought, (value,)) if isinstance(value, str) else value for name, value in ids.items()}
    first["month"] = _words(frame["month"].to_numpy(), labels)
    return pd.concat([pd.DataFrame(first, index=frame.index), frame.drop(columns="month")], axis=1)

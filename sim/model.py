"""The Mesa door: a world as a ``mesa.Model`` whose agents can be looked at, selected, collected, asked one by one.

Agents are made on the first look. A run that nobody inspects computes whole columns and pays nothing for them; after
a look, agents stay and read the columns as they change.
"""

from __future__ import annotations

import copy
import itertools
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from types import FrameType
from typing import Any, Literal

import mesa
import numpy as np

from sim import month
from sim.agents.everybody import Everybody
from sim.agents.row import RowAgent
from sim.arrays import Rows
from sim.phases.step import Step, Writes
from sim.policies.policy import Policy
from sim.quantity import Quantity, quantities
from sim.reading import Case
from sim.reading.numbers import checked
from sim.scenario import Runs
from sim.world import World, found_world

Engine = Literal["columns", "agents"]
ARGUMENTS = dict(quantities(Runs)) | {
    "replicate": Quantity(0, "1", 0, 2**32 - 1, "Number of the replication; a stream has a key of 32 bits")
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A value set by hand: after which month, of whom, from what to what."""

    month: int
    kind: str
    row: int
    column: str
    before: float
    after: float


class WorldModel(mesa.Model):
    """A world seen through Mesa.

    Attributes
    ----------
    world
        The columns, ties and luck behind the agents.
    edits
        Every value set by hand, in order; :func:`sim.running.provenance_of` tells them with the rest.
    own
        Classes of agents that stand in for the shipped ones of their kind.
    """

    def __init__(self, world: World, own: Sequence[type[RowAgent]] = ()) -> None:
        super().__init__(rng=world.luck.seed)
        self.world = world
        self.own = {kind.kind_name: kind for kind in own}
        self.edits: list[Edit] = []
        self._open_for_edits = False
        self._numbers = itertools.count(1)

    @cached_property
    def everybody(self) -> Everybody:
        """All agents, made on the first look."""
        return Everybody(self, self.world, tuple(self.own.values()))

    @property
    def agents(self) -> Any:
        """All agents as Mesa's AgentSet."""
        _ = self.everybody
        return super().agents

    @property
    def agents_by_type(self) -> Any:
        """The agents of each type, as AgentSets."""
        _ = self.everybody
        return super().agents_by_type

    @property
    def agent_types(self) -> list[type]:
        """The types of agents."""
        return list(self.agents_by_type)

    def one_by_one(self, step: Step) -> Writes:
        """Let every agent of a step's kind decide for itself, in random order; nothing is written before all have.

        The order is Mesa's, by ``model.random``, and of no consequence.

        Raises
        ------
        ValueError
            If an agent decides on other columns than the step declares.
        """
        columns = self.world.columns(step.kind)
        writes: dict[str, Rows] = {name: getattr(columns, name).copy() for name in step.writes}

        def decide(agent: RowAgent) -> None:
            decided = getattr(agent, step.name)()
            if decided.keys() != writes.keys():
                raise ValueError(f"{agent} decides {sorted(decided)}, step {step.name} declares {sorted(writes)}")
            for name, value in decided.items():
                writes[name][agent.row] = value

        agents = self.everybody.of(step.kind)
        for agent in self.random.sample(agents, len(agents)):
            decide(agent)
        return writes

    def register_agent(self, agent: mesa.Agent) -> None:
        """Register an agent and number it: Mesa before 3.5 numbers in a table that keeps every model alive for ever."""
        super().register_agent(agent)
        agent.unique_id = next(self._numbers)
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def deregister_agent(self, agent: mesa.Agent) -> None:
        """Refuse to remove an agent of the world, whose row would live on, with a ``ValueError``."""
        if isinstance(agent, RowAgent) and "everybody" in self.__dict__:
            raise ValueError(f"{agent} cannot leave the world: who lives there is settled when the world is founded")
        super().deregister_agent(agent)

    @contextmanager
    def edit(self) -> Iterator[None]:
        """Let values of agents be set by hand, as in ``with model.edit(): household.trust = 0.9``."""
        before, self._open_for_edits = self._open_for_edits, True
        try:
            yield
        finally:
            self._open_for_edits = before

    def write(self, agent: RowAgent, column: str, value: float) -> None:
        """Set a value of an agent by hand and note it down; agents call this when an attribute is set.

        Raises
        ------
        AttributeError
            Outside ``with model.edit():``, or if the column is fixed at founding.
        ValueError
            If the value lies outside the column's bounds.
        """
        declared = agent.columns.declarations()[column]
        if not self._open_for_edits:
            raise AttributeError(f"{agent}: {column} can be set between months only, inside `with model.edit():`")
        if declared.fixed:
            raise AttributeError(f"{agent}: {column} is fixed at founding; found another world to change it")
        if not declared.low <= value <= declared.high:
            raise ValueError(f"{agent}: {column} = {value} lies outside {declared.low} to {declared.high}")
        kind: Any = agent.kind_name
        values: Rows = getattr(agent.state, column).copy()
        before, values[agent.row] = float(values[agent.row]), value
        self.edits.append(Edit(self.world.month, kind, agent.row, column, before, float(value)))
        month.settle(self.world, Step("edit", kind, (column,)), {column: values})

    def close(self) -> None:
        """Let go of the agents, which are most of a model's memory; the next look makes them anew."""
        self.__dict__.pop("everybody", None)
        self.remove_all_agents()


class ConversionModel(WorldModel):
    """A case as a Mesa model: founded, then stepped month by month.

    Parameters
    ----------
    case
        Scenario and policies.
    seed
        Luck of the run; the scenario's own when not given.
    replicate
        Number of the replication, from 0. When neither it nor the seed is given, iteration ``k`` of
        ``mesa.batch_run`` is replication ``k``; elsewhere it is 0.
    engine
        Whether a step computes whole columns or asks agent by agent; the scenario's own when not given. Both give the
        same bits; agent by agent is slower.
    datacollector
        What to collect, before the first step and after every step. The model collects into a copy of its own,
        ``model.datacollector``, as several models may be given the same one.
    own
        Subclasses of agents with rules of one's own, such as one of :class:`sim.Household`: they stand in for the
        shipped class of their kind. The columns know nothing of them, so the engine is ``agents``.

    Attributes
    ----------
    steps
        Months lived through.
    running
        False once the scenario's horizon is reached.

    Raises
    ------
    TypeError
        If something else than a case is given.
    ValueError
        If an argument is not allowed, or the engine is to be ``columns`` although there are classes of one's own.
    """

    def __init__(
        self,
        case: Case,
        seed: int | None = None,
        replicate: int | None = None,
        engine: Engine | None = None,
        datacollector: mesa.DataCollector | None = None,
        own: Sequence[type[RowAgent]] = (),
    ) -> None:
        if not isinstance(case, Case):
            raise TypeError(f"{case!r} is no case: read it first, as in sim.read('phased-pilots')")
        if replicate is None:
            replicate = _iteration() if seed is None else 0
        runs = case.scenario.runs
        seed = _argument("seed", runs.seed if seed is None else seed)
        super().__init__(found_world(case.scenario, seed, _argument("replicate", replicate)), own)
        if own and engine == "columns":
            raise ValueError("rules of one's own are those of agents: the engine must be `agents`")
        self.case = case
        self.engine = "agents" if own else _argument("engine", runs.engine if engine is None else engine)
        if datacollector is not None:
            self.datacollector = _emptied(datacollector)
            self.datacollector.collect(self)

    def __repr__(self) -> str:
        """Return which run this is and how far it has come."""
        world, clock = self.world, self.case.scenario.clock
        now = f" (it is {clock.label(world.month)})" if world.month else ""
        far = f"{world.month} of {clock.last} months lived through{now}"
        rows = f"villages {len(world.villages):,}, household rows {len(world.households):,}"
        luck = f"seed {world.luck.seed}, replicate {world.luck.replicate}"
        return f"ConversionModel of {self.case.scenario.name}, {luck}: {far}; {rows}"

    def step(self) -> None:
        """Live through one month."""
        month.advance(self.world, self.case.policies, self.one_by_one if self.engine == "agents" else None)
        self.running = self.world.month < self.case.scenario.clock.last
        if hasattr(self, "datacollector"):
            self.datacollector.collect(self)

    def _wrapped_step(self) -> None:
        """Refuse a step past the end before Mesa counts it: Mesa 3.5 never steps again after an error in a step.

        Raises
        ------
        ValueError
            If the world has lived through all its months.
        """
        if self.world.month >= (last := self.case.scenario.clock.last):
            raise ValueError(
                f"the run ends after {last} months (`running` is False): read the case with more clock.months"
            )
        super()._wrapped_step()


def _iteration() -> int:
    """Return which iteration of ``mesa.batch_run`` asks for a model, 0 for none; Mesa does not hand it to the model."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if (frame.f_globals.get("__name__"), frame.f_code.co_name) == ("mesa.batchrunner", "_model_run_func"):
            return int(frame.f_locals["iteration"])
        frame = frame.f_back
    return 0


def _argument(name: str, value: Any) -> Any:
    """Return an argument, a whole number of NumPy as Python's; refuse what no scenario may say with ``ValueError``."""
    try:
        return checked(ARGUMENTS[name], int(value) if isinstance(value, np.integer) else value, None)
    except ValueError as error:
        raise ValueError(f"`{name}`: {error}") from None


def _emptied(collector: mesa.DataCollector) -> mesa.DataCollector:
    """Return a collector that asks the same and has collected nothing."""
    own = copy.copy(collector)
    tables = {name: list(columns) for name, columns in own.tables.items()}
    mesa.DataCollector.__init__(own, own.model_reporters, own.agent_reporters, own.agenttype_reporters, tables)
    return own


def advance(world: World, policies: Sequence[Policy]) -> None:
    """Run one month agent by agent: what :func:`sim.month.advance` does, asked of every agent.

    The agents are made anew each month, which costs little beside asking them and leaves nothing behind.
    """
    with closing(WorldModel(world)) as model:
        month.advance(world, policies, model.one_by_one)

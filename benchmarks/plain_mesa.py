"""The baseline: the same month in plain Mesa, one agent a household, Python floats, one ``AgentSet.do`` a step.

It is written as a careful user of Mesa would write it: neighbours are cached as lists of agents, an agent that has
nothing to do in a step returns at once, numbers that are the same for all stand in the model. It draws the same
uniforms as the engine (as whole lists, cheaper than a call a household), so both can be compared after some months:
they agree up to rounding. It follows a uniform deadline and knows no policy that differs between places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import mesa
import numpy as np

from benchmarks.plain_household import Household
from benchmarks.plain_ledger import Ledger
from benchmarks.plain_places import Cadre, Cooperative, County, Group, Place, Village
from sim.agents.everybody import KINDS
from sim.networks.layer import Layer
from sim.policies.terms import TERMS
from sim.policies.uniform_deadline import UniformDeadline
from sim.world import World

STEPS: tuple[tuple[type[Any], str], ...] = (
    (Village, "register"),
    (County, "allot"),
    (Village, "receive"),
    (Cadre, "hand_over"),
    (Village, "take_over"),
    (Village, "learn"),
    (Cadre, "spend"),
    (Village, "labour"),
    (Household, "listen"),
    (Group, "call"),
    (Village, "convene"),
    (Household, "attend"),
    (Village, "count_heads"),
    (Cadre, "conceal"),
    (Household, "respond"),
    (Village, "count_cases"),
    (County, "gather_cases"),
    (Village, "mediate"),
    (Group, "take_cases"),
    (Household, "pursue"),
    (Village, "count_cases"),
    (Village, "stall"),
    (Cooperative, "find_rate"),
    (Ledger, "trade"),
    (Cooperative, "account"),
    (County, "budget"),
    (Village, "equip"),
    (Village, "serve"),
    (Household, "hear"),
    (Household, "feel"),
    (Cadre, "press"),
    (Village, "open_vote"),
    (Household, "vote"),
    (Village, "decide"),
    (Cadre, "weigh"),
    (Village, "declare"),
    (Cadre, "stay"),
    (Household, "migrate"),
    (Group, "live"),
    (Ledger, "spend"),
    (Ledger, "book"),
    (Village, "report"),
    (County, "take_stock"),
)
"""The month, in the order of :data:`sim.phases.steps.PHASES`."""
DRAWN_BY: Mapping[type[Any], tuple[str, ...]] = {
    Household: (
        "reached", "attend", "speak", "dispute", "hide", "legacy", "title", "settle", "escalate", "court",
        "online ballot", "vote", "return", "register",
    ),
    Cadre: ("retain", "declare", "leave"),
    Village: ("inspect", "survey", "poll"),
}  # fmt: skip
"""Whose luck it is."""
BY_PROCESS = frozenset(name for kind in KINDS for name in kind.by_process)
"""Decisions whose luck counts months since the village began."""


class Draws(dict[str, list[float]]):
    """The luck of one month: the numbers of a decision are drawn when it is first taken."""

    def __init__(self, model: PlainModel) -> None:
        super().__init__()
        self.model = model

    def __missing__(self, decision: str) -> list[float]:
        """Draw the numbers of all agents for a decision."""
        model = self.model
        agents = model.agents_by_type[next(kind for kind, names in DRAWN_BY.items() if decision in names)]
        month: Any = model.month
        if decision in BY_PROCESS:
            month = np.array([int(month - getattr(agent, "village", agent).started) for agent in agents])
        self[decision] = drawn = model.luck.uniform(decision, month, len(agents)).tolist()
        return drawn


class PlainModel(mesa.Model):  # type: ignore[misc]  # Mesa has no types
    """The world of plain agents.

    Parameters
    ----------
    world
        Where everybody starts from; it is read once and stays as it is.
    policy
        Whose dates everybody follows.
    """

    def __init__(self, world: World, policy: UniformDeadline) -> None:
        super().__init__(seed=world.luck.seed)
        self.luck, self.policy = world.luck, policy
        self.parameters, self.terms = world.parameters, _terms(world)
        self.month, self.due, self.started = world.month, -1.0, False
        self.chance = Draws(self)
        self.found(world)

    def found(self, world: World) -> None:
        """Make all agents in the state of the columns, and tie them to each other."""
        counties = [County(self, row, state) for row, state in _states(world.counties)]
        villages = [Village(self, row, counties[s["county"]], s) for row, s in _states(world.villages)]
        for kind, columns in ((Cadre, world.cadres), (Cooperative, world.cooperatives), (Ledger, world.ledgers)):
            for row, state in _states(columns):
                kind(self, row, villages[state["village"]], state)
        cadres = list(self.agents_by_type[Cadre])
        groups = [Group(self, row, villages[s["village"]], s) for row, s in _states(world.groups)]
        households = [Household(self, row, villages[s["village"]], s) for row, s in _states(world.households)]
        ties, bridges = _partners(world.networks.ties, households), _partners(world.networks.bridge_ties, households)
        memberships = _partners(world.networks.membership, groups)
        for one, near, far, membership in zip(households, ties, bridges, memberships, strict=True):
            one.village.people.append(one)
            one.neighbours, one.bridges, one.groups = near, far, [group for group, _ in membership]
            for group in one.groups:
                group.members.append(one)
        standards = [region.staff_standard for region in world.scenario.regions.values()]
        for village, lessons in zip(villages, _partners(world.lessons, villages), strict=True):
            village.lessons, village.staff_standard = lessons, standards[village.region]
            village.leader = cadres[int(village.in_charge)]

    def step(self) -> None:
        """Live through one month."""
        self.month += 1
        if self.month >= self.policy.start:
            self.due, self.started = float(self.policy.due), True
        self.chance.clear()
        for kind, method in STEPS:
            if kind in self.agents_by_type:
                self.agents_by_type[kind].do(method)

    def run_for(self, months: int) -> None:
        """Live through some months."""
        for _ in range(months):
            self.step()

    def close(self) -> None:
        """Let go of the agents; Mesa before 3.5 otherwise keeps every model that made agents alive for ever."""
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def mean(self, kind: type[Any], name: str) -> float:
        """Return the mean of one attribute over all agents of a kind."""
        values = [getattr(agent, name) for agent in self.agents_by_type[kind]]
        return float(sum(values) / len(values))


def _terms(world: World) -> dict[str, float]:
    given = world.scenario.terms
    return {name: term.code(given.get(name, term.quantity.default)) for name, term in TERMS.items()}


def _states(columns: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row of a set of columns as a dictionary of Python numbers."""
    names, lists = list(columns.rows()), [values.tolist() for values in columns.rows().values()]
    for row, values in enumerate(zip(*lists, strict=True)):
        yield row, dict(zip(names, values, strict=True))


def _partners(layer: Layer, agents: Sequence[Any]) -> list[list[tuple[Any, float]]]:
    """Return the ties of each row of a layer as a list of agents and strengths."""
    first, partner, strength = layer.indptr.tolist(), layer.indices.tolist(), layer.weights.tolist()
    return [[(agents[partner[tie]], strength[tie]) for tie in range(start, stop)] for start, stop in pairwise(first)]


AGENTS: dict[str, type[Place] | type[Household]] = {
    "households": Household,
    "cadres": Cadre,
    "cooperatives": Cooperative,
    "groups": Group,
    "villages": Village,
    "counties": County,
    "ledgers": Ledger,
}
"""Kind of columns -> the agent that is one row of them."""

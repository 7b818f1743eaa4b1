"""The phases of one month in order, simultaneous inside a step; :func:`settle` is the only writer of columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.compiled import engine
from sim.phases.orders import terms_of_month
from sim.phases.step import Step, Writes
from sim.phases.steps import PHASES
from sim.policies.policy import Policy
from sim.world import World

Decide = Callable[[Step], Writes]


def settle(world: World, step: Step, writes: Writes) -> None:
    """Write what a step decided.

    Raises
    ------
    ValueError
        If the step writes a column it did not declare, or leaves one out.
    """
    if set(writes) != set(step.writes):
        raise ValueError(f"step {step.name} wrote {sorted(writes)} but declares {sorted(step.writes)}")
    columns = world.columns(step.kind)
    for name, values in writes.items():
        columns.replace_column(name, values)


def advance(world: World, policies: Sequence[Policy], decide: Decide | None = None) -> None:
    """Run one month.

    Parameters
    ----------
    world
        Is changed: its month, its terms, and through :func:`settle` its columns.
    policies
        Amend the terms in turn.
    decide
        Makes the decision of a step; the compiled engine if not given, agent by agent for the Mesa model.
    """
    world.month += 1
    world.terms = terms_of_month(world, policies)
    if decide is None:
        engine.live_month(world)
        return
    for _, steps in PHASES:
        for step in steps:
            settle(world, step, decide(step))

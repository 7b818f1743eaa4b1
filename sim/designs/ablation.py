"""The same runs with one mechanism switched off at a time, so that each can be seen at work by its absence."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from sim.reading import Case
from sim.rules.parameters import OFF, Parameters, amended
from sim.words import LANGUAGES, say

LONGEST = 64
"""Characters of the longest name that a scenario file may give."""


@dataclass(frozen=True, slots=True)
class Off:
    """A scenario with one mechanism switched off.

    Attributes
    ----------
    case
        What is run: the scenario under a name of its own.
    scenario
        Name of the scenario it was made from.
    """

    case: Case
    scenario: str
    mechanism: str


def ablations(cases: Sequence[Case], mechanisms: Sequence[str]) -> tuple[Off, ...]:
    """Return every case without each mechanism; one that the case does without already is left out."""
    return tuple(
        Off(switched_off(case, mechanism), case.scenario.name, mechanism)
        for case in cases
        for mechanism in mechanisms
        if mechanism not in case.scenario.off
    )


def switched_off(case: Case, mechanism: str) -> Case:
    """Return a case without a mechanism.

    Numbers that the file gives for it are put back to their defaults: they have no effect any more, and a scenario that
    gives a number for what it switches off would be refused.
    """
    scenario, usual = case.scenario, Parameters()
    numbers = {path: getattr(getattr(usual, path.split(".")[0]), path.split(".")[1]) for path in OFF[mechanism]}
    gone = {f"uncertainties.{path}" for path in numbers}
    suffix = f"-without-{mechanism.replace('_', '-')}"
    changed = dataclasses.replace(
        scenario,
        name=scenario.name[: LONGEST - len(suffix)] + suffix,
        title={of: say("design.without", of, title=scenario.title[of], mechanism=mechanism) for of in LANGUAGES},
        off=(*scenario.off, mechanism),
        parameters=amended(scenario.parameters, numbers),
        origins={path: said for path, said in scenario.origins.items() if path not in gone},
    )
    ranges = {path: ends for path, ends in case.ranges.items() if path not in gone}
    return dataclasses.replace(case, scenario=changed, ranges=ranges)

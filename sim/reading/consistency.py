"""The third layer: do the parts of a scenario go together?

Each check has a name, by which ``gaiju check`` reports that it was run. A check is left out while one of the parts it
looks at is itself at fault: a complaint that only follows from another one helps nobody.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.document import Problem, TreePath
from sim.policies.phased_pilots import PhasedPilots
from sim.policies.policy import Policy
from sim.policies.uniform_deadline import UniformDeadline
from sim.quantity import quantities
from sim.rules.parameters import OFF
from sim.scenario import Scenario

Found = Iterator[tuple[TreePath, str]]
REGIONS: TreePath = ("world", "regions")
ROLLOUT: TreePath = ("policy", "rollout")


@dataclass(frozen=True, slots=True)
class Check:
    """A check by name, the parts of the file it looks at, and a function that yields (path, what is wrong)."""

    name: str
    looks_at: tuple[TreePath, ...]
    find: Callable[[Scenario, Policy], Found]

    def can_run(self, problems: Sequence[Problem]) -> bool:
        """Return whether nothing it looks at is at fault already."""
        return not any(_overlap(problem.path, part) for problem in problems for part in self.looks_at)


def _overlap(one: TreePath, other: TreePath) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _some_region(scenario: Scenario, policy: Policy) -> Found:
    if not scenario.regions:
        yield REGIONS, "a world needs at least one region with a village, such as {central: {villages_per_county: 20}}"


def _region_names(scenario: Scenario, policy: Policy) -> Found:
    if "all" in scenario.regions:
        yield (*REGIONS, "all"), "`all` stands for the whole nation in results: give the region another name"


def _default_dates(scenario: Scenario, policy: Policy) -> Found:
    """Yield dates that the file leaves to a default which lies outside the run; given dates are checked before."""
    clock = scenario.clock
    for name, quantity in quantities(type(policy)):
        month = getattr(policy, name)
        if quantity.unit == "date" and name not in scenario.rollout.options and month > clock.months:
            last = clock.label(clock.months)
            yield ROLLOUT, f"`{name}` is not given, and its default {clock.label(month)} lies after the horizon {last}"


def _due_after_start(scenario: Scenario, policy: Policy) -> Found:
    if isinstance(policy, UniformDeadline) and policy.due <= policy.start:
        due, start = scenario.clock.label(policy.due), scenario.clock.label(policy.start)
        yield (*ROLLOUT, "due"), f"{due} is not after the start {start}: give the villages some months"


def _waves_in_order(scenario: Scenario, policy: Policy) -> Found:
    if not isinstance(policy, PhasedPilots):
        return
    for number, (before, wave) in enumerate(zip(policy.waves, policy.waves[1:], strict=False), start=1):
        if wave.after <= before.after:
            yield (
                (*ROLLOUT, "waves", number),
                f"after: {wave.after} is not later than the wave before, after: {before.after}",
            )


def _waves_begin(scenario: Scenario, policy: Policy) -> Found:
    if not isinstance(policy, PhasedPilots):
        return
    clock = scenario.clock
    for number, wave in enumerate(policy.waves):
        month = policy.start + policy.evaluate_months + wave.after
        if month > clock.months:
            begins, last = clock.label(month), clock.label(clock.months)
            why = f"it would begin in {begins}, after the horizon {last}"
            yield _wave(scenario, number), f"wave {number + 1} can never take a village: {why}"


def _waves_take(scenario: Scenario, policy: Policy) -> Found:
    """Yield waves for which no county has a village left, counting as the strategy does.

    A last wave for all that are left may find none, as long as a wave before it did not take all by order.
    """
    if not isinstance(policy, PhasedPilots):
        return
    sizes = [region.villages_per_county for region in scenario.regions.values()]
    left = [max(size - policy.pilots, 0) for size in sizes]
    for number, wave in enumerate(policy.waves):
        taken = [min(free, math.ceil(wave.share * size - 1e-9)) for free, size in zip(left, sizes, strict=True)]
        sweeps = number > 0 and wave.share == 1.0 and all(before.share < 1.0 for before in policy.waves[:number])
        if sizes and not any(taken) and not sweeps:
            why = "its share is 0" if wave.share == 0.0 else "pilots and earlier waves have taken all villages"
            yield _wave(scenario, number), f"wave {number + 1} can never take a village: {why}"
        left = [free - gone for free, gone in zip(left, taken, strict=True)]


def _wave(scenario: Scenario, number: int) -> TreePath:
    """Return where a wave stands, or would stand if the waves were not left to the default."""
    return (*ROLLOUT, "waves", number) if "waves" in scenario.rollout.options else ROLLOUT


def _given_but_off(scenario: Scenario, policy: Policy) -> Found:
    for mechanism in scenario.off:
        for path in OFF[mechanism]:
            if f"uncertainties.{path}" in scenario.origins:
                message = f"is given here, but `without: [{mechanism}]` switches it off: delete one of the two"
                yield ("uncertainties", path), message


def _listed_once(scenario: Scenario, policy: Policy) -> Found:
    for key, words in (("without", scenario.off), ("outcomes", scenario.outcomes)):
        for number, word in enumerate(words):
            if word in words[:number]:
                yield (key, number), f"`{word}` stands twice in the list"


CHECKS: tuple[Check, ...] = (
    Check("the world has a region", (REGIONS,), _some_region),
    Check("no region is called all", (REGIONS,), _region_names),
    Check("dates left to a default lie in the run", (("clock",), ROLLOUT), _default_dates),
    Check("a deadline comes after the start", (("clock",), ROLLOUT), _due_after_start),
    Check("waves come one after the other", (ROLLOUT,), _waves_in_order),
    Check("waves begin before the horizon", (("clock",), ROLLOUT), _waves_begin),
    Check("waves find villages to take", (REGIONS, ROLLOUT), _waves_take),
    Check("no number is given for what is switched off", (("without",), ("uncertainties",)), _given_but_off),
    Check("lists name each thing once", (("without",), ("outcomes",)), _listed_once),
)
"""All checks, in the order in which they are run."""


def consistency(scenario: Scenario, policy: Policy, problems: Sequence[Problem]) -> Found:
    """Yield path and message of everything in which the parts of a scenario do not go together."""
    for check in CHECKS:
        if check.can_run(problems):
            yield from check.find(scenario, policy)

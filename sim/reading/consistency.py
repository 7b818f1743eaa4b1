"""The third layer: do the parts of a scenario go together?

Each check has a name, by which ``gaiju check`` reports that it was run. A check is left out while one of the values it
looks at is itself at fault: a complaint that only follows from another one helps nobody. Everything else is said at
once, so that no file has to be mended in rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sim.document import Problem, TreePath
from sim.policies.mixture import Mixture
from sim.policies.phased_pilots import PhasedPilots
from sim.policies.policy import Policy
from sim.policies.uniform_deadline import UniformDeadline
from sim.quantity import quantities
from sim.reading import lever_checks
from sim.reading.lever_checks import LEVERS
from sim.reading.lever_file import RECORDS
from sim.reading.lever_shapes import USE_KEYS
from sim.reading.village_table import impossible
from sim.rules.parameters import OFF
from sim.scenario import Scenario

Found = Iterator[tuple[TreePath, str]]
CLOCK: TreePath = ("clock",)
REGIONS: TreePath = ("world", "regions")
SIZES: tuple[TreePath, ...] = tuple((*REGIONS, "*", key) for key in ("counties", "villages_per_county", "villages"))
"""What says how many villages there are, and in which counties."""
ROLLOUT: TreePath = ("policy", "rollout")
STRATEGY, START, DUE, PILOTS, EVALUATE = (
    (*ROLLOUT, key) for key in ("strategy", "start", "due", "pilots", "evaluate_months")
)
WAVE: TreePath = (*ROLLOUT, "waves", "*")


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes
    ----------
    looks_at
        Parts of the file without which it says nothing, ``*`` for any region or place in a list.
    find
        Yields (path, what is wrong).
    of_each
        Keys of a lever in use, or of another item, without which it says nothing of that item.
    items
        The list whose items these are.
    """

    name: str
    looks_at: tuple[TreePath, ...]
    find: Callable[[Scenario, Policy], Found]
    of_each: tuple[str, ...] = ()
    items: TreePath = LEVERS

    def can_run(self, problems: Sequence[Problem]) -> bool:
        """Return whether nothing it looks at is at fault already."""
        # an item that is no mapping at all is taken out of the list, and those behind it move up
        depth = len(self.items) + 1
        if self.of_each and any(_overlap(p.path, self.items) and len(p.path) <= depth for p in problems):
            return False
        return not any(_overlap(problem.path, part) for problem in problems for part in self.looks_at)

    def holds(self, path: TreePath, problems: Sequence[Problem]) -> bool:
        """Return whether a complaint about an item is more than the echo of another one."""
        keys = [(*path[: len(self.items) + 1], key) for key in self.of_each]
        return not any(_overlap(problem.path, key) for problem in problems for key in keys)


def _overlap(one: TreePath, other: TreePath) -> bool:
    return all("*" in (mine, theirs) or mine == theirs for mine, theirs in zip(one, other, strict=False))


def _some_region(scenario: Scenario, policy: Policy) -> Found:
    if not scenario.regions:
        yield REGIONS, "a world needs at least one region with a village, such as {central: {villages_per_county: 20}}"


def _region_names(scenario: Scenario, policy: Policy) -> Found:
    if "all" in scenario.regions:
        yield (*REGIONS, "all"), "`all` stands for the whole nation in results: give the region another name"


def _default_date(date: str, scenario: Scenario, policy: Policy) -> Found:
    """Yield a date that the file leaves to a default which lies outside the run; given dates are checked before."""
    clock = scenario.clock
    for name, _ in quantities(type(policy)):
        month = getattr(policy, name)
        if name == date and name not in scenario.rollout.options and month > clock.last:
            last = clock.label(clock.last)
            yield ROLLOUT, f"`{name}` is not given, and its default {clock.label(month)} lies after the horizon {last}"


def _due_after_start(scenario: Scenario, policy: Policy) -> Found:
    if isinstance(policy, UniformDeadline | Mixture) and policy.due <= policy.start:
        due, start = scenario.clock.label(policy.due), scenario.clock.label(policy.start)
        yield (*ROLLOUT, "due"), f"{due} is not after the start {start}: give the villages some months"


def _parts_fit(scenario: Scenario, policy: Policy) -> Found:
    if isinstance(policy, Mixture) and sum(part.share for part in policy.parts) > 1.0 + 1e-9:
        yield (*ROLLOUT, "parts"), "the shares add up to more than 1; counties left over convert nothing"


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
        if month > clock.last:
            begins, last = clock.label(month), clock.label(clock.last)
            why = f"it would begin in {begins}, after the horizon {last}"
            yield _wave(scenario, number), f"wave {number + 1} can never take a village: {why}"


def _waves_take(scenario: Scenario, policy: Policy) -> Found:
    """Yield waves for which no county has a village left, counting as the strategy does.

    A last wave for all that are left may find none, as long as a wave before it did not take all by order.
    """
    if not isinstance(policy, PhasedPilots):
        return
    sizes = [number for region in scenario.regions for _, number in scenario.counties_of(region)]
    for number, (wave, taken) in enumerate(zip(policy.waves, policy.takes(sizes, sizes)[1:], strict=True)):
        sweeps = number > 0 and wave.share == 1.0 and all(before.share < 1.0 for before in policy.waves[:number])
        if sizes and not any(taken) and not sweeps:
            why = "its share is 0" if wave.share == 0.0 else _none_left(policy.pilots, max(sizes))
            yield _wave(scenario, number), f"wave {number + 1} can never take a village: {why}"


def _none_left(pilots: int, largest: int) -> str:
    """Say who has taken all villages, and what to lower.

    >>> _none_left(6, 6)
    '`pilots: 6` takes all villages of every county (the largest has 6): lower policy.rollout.pilots to 5 or fewer'
    """
    villages = f"all villages of every county (the largest has {largest})"
    if pilots < largest:
        lower = "lower policy.rollout.pilots, or the share of a wave before"
        return f"`pilots: {pilots}` and earlier waves have taken {villages}: {lower}"
    lower = f"lower policy.rollout.pilots to {largest - 1} or fewer"
    return f"`pilots: {pilots}` takes {villages}: " + (lower if largest > 1 else "give `waves: []`")


def _wave(scenario: Scenario, number: int) -> TreePath:
    """Return where a wave stands, or would stand if the waves were not left to the default."""
    return (*ROLLOUT, "waves", number) if "waves" in scenario.rollout.options else ROLLOUT


def _given_but_off(scenario: Scenario, policy: Policy) -> Found:
    for mechanism in scenario.off:
        for path in OFF[mechanism]:
            if f"uncertainties.{path}" in scenario.origins:
                message = f"is given here, but `without: [{mechanism}]` switches it off: delete one of the two"
                yield ("uncertainties", path), message


def _given_and_in_ensemble(scenario: Scenario, policy: Policy) -> Found:
    for path in scenario.sets[0] if scenario.sets else ():
        if f"uncertainties.{path}" in scenario.origins:
            message = f"is given here, but `ensemble: {scenario.ensemble}` gives it, too: delete one of the two"
            yield ("uncertainties", path), message


def _listed_villages(scenario: Scenario, policy: Policy) -> Found:
    """Yield what a region says of villages that its list says already."""
    for name, rows in scenario.villages.items():
        for key in ("counties", "villages_per_county"):
            if f"world.regions.{name}.{key}" in scenario.origins:
                yield (*REGIONS, name, key), "the list of villages says this: delete it"
        if not rows:
            yield (*REGIONS, name, "villages"), "the list names no village"


def _household_sizes(scenario: Scenario, policy: Policy) -> Found:
    for name, rows in scenario.villages.items():
        for number, row in enumerate(rows):
            for column, said in impossible(row):
                yield (*REGIONS, name, "villages", number, column), said


CHECKS: tuple[Check, ...] = (
    Check("the world has a region", (REGIONS,), _some_region),
    Check("no region is called all", (REGIONS,), _region_names),
    Check("listed villages stand for themselves", (*SIZES, (*REGIONS, "*", "villages", "*")), _listed_villages),
    Check(
        "households have a possible size", (), _household_sizes, ("households", "persons"), (*REGIONS, "*", "villages")
    ),
    Check("a due date left to its default lies in the run", (CLOCK, DUE), partial(_default_date, "due")),
    Check("a start left to its default lies in the run", (CLOCK, START), partial(_default_date, "start")),
    Check("a deadline comes after the start", (CLOCK, START, DUE), _due_after_start),
    Check("the parts of a mixture are shares of one whole", ((*ROLLOUT, "parts"),), _parts_fit),
    Check("waves come one after the other", ((*WAVE, "after"),), _waves_in_order),
    Check("waves begin before the horizon", (CLOCK, START, EVALUATE, (*WAVE, "after")), _waves_begin),
    Check("waves find villages to take", (*SIZES, PILOTS, (*WAVE, "share")), _waves_take),
    Check("own levers have names of their own", (RECORDS,), lever_checks.own_once),
    Check("levers are known", (RECORDS,), lever_checks.known, ("lever",)),
    Check("levers are used where the world has a place", (*SIZES, RECORDS), lever_checks.places_exist, ("where",)),
    Check("levers act within the run", (CLOCK, RECORDS), lever_checks.acts_in_the_run, ("lever", "from", "to")),
    Check("caps are on levers that cost money", (RECORDS,), lever_checks.caps_bind, ("lever", "cap")),
    Check("no lever is used twice", (CLOCK, RECORDS), lever_checks.used_once, USE_KEYS),
    Check("no term is set twice", (CLOCK, STRATEGY, RECORDS), lever_checks.no_collision, USE_KEYS),
    Check("no number is given for what is switched off", (), _given_but_off),
    Check("no number is given that an ensemble gives", (), _given_and_in_ensemble),
)
"""All checks, in the order in which they are run."""


def consistency(scenario: Scenario, policy: Policy, problems: Sequence[Problem]) -> Found:
    """Yield path and message of everything in which the parts of a scenario do not go together."""
    idle = tuple(
        use if _sound(number, problems) else replace(use, intensity=0.0) for number, use in enumerate(scenario.levers)
    )
    known = replace(scenario, levers=idle)
    for check in CHECKS:
        if check.can_run(problems):
            yield from (found for found in check.find(known, policy) if check.holds(found[0], problems))


def _sound(number: int, problems: Sequence[Problem]) -> bool:
    """Return whether nothing is wrong with a use; one whose date is wrong collides with nobody as yet."""
    return not any(_overlap(problem.path, (*LEVERS, number)) for problem in problems)

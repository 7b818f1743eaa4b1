"""Who begins when: the rollout's calendar, before anything is run in earnest.

Most strategies decide by dates and by what the government knows beforehand, so their calendar follows from a dry run:
the world is founded, the orders of each month are given and registered, and nobody lives through it. Strategies that
wait for what happens (a gate, an application, an assessment) or that leave it to chance have no calendar of their own;
a few quick runs at low resolution show what to expect of them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.arrays import Codes, Flags, Rows
from sim.columns.villages import DECLARED, STAGES
from sim.compiled.engine import decide
from sim.month import settle
from sim.phases.orders import terms_of_month
from sim.phases.steps import PHASES
from sim.reading import Case
from sim.running import Run, run
from sim.world import World, found_world

BY_DATES = ("status_quo", "uniform_deadline", "county_quota", "one_shot_merger", "phased_pilots", "classified")
"""Strategies whose starts follow from dates and from what is known at founding."""
CLASSES = ("leading", "improving", "rectifying")
QUICK = 8
"""Quick runs of a strategy whose starts depend on what happens."""
QUICK_ROWS = 1500
"""Household rows of a quick run, about; a smaller world is taken as it is."""
REGISTER = PHASES[0][1][0]


@dataclass(frozen=True, slots=True)
class Batch:
    """Villages of one region that begin in one month with one due date.

    Attributes
    ----------
    wave
        What the strategy calls them.
    start, due
        Months by the calendar, as YYYY-MM; no due date is an empty word.
    first, last
        The same as numbers of months; the last month of the run where there is no due date.
    given
        Months from the start to the due date, after the horizon too; 0 where there is none.
    """

    wave: str
    region: str
    villages: int
    start: str
    due: str
    first: int
    last: int
    given: int


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something a plan hopes for: in how many quick runs it happens, and when (median, earliest, latest)."""

    what: str
    reached: int
    of: int
    when: tuple[str, str, str] | None


@dataclass(frozen=True, eq=False)
class Calendar:
    """What is known beforehand of a rollout.

    Attributes
    ----------
    batches
        For a strategy that goes by dates: who begins when.
    begun
        For another: share of villages begun, quick runs x months x regions.
    milestones
        For another: what the quick runs reach.
    never, before
        Villages that never begin, in a strategy that goes by dates, and those begun or converted beforehand.
    """

    case: Case
    villages: int
    rows: int
    regions: tuple[str, ...]
    months: tuple[str, ...]
    batches: tuple[Batch, ...] = ()
    begun: Rows | None = None
    milestones: tuple[Milestone, ...] = ()
    never: int = 0
    before: int = 0

    @property
    def given(self) -> tuple[int, ...]:
        """Months from start to due date of each village that has both, in a strategy that goes by dates; sorted."""
        return tuple(sorted(months for one in self.batches for months in [one.given] * one.villages if months))

    @property
    def busiest(self) -> tuple[int, str]:
        """Most villages between start and due date at once, and the first month of it."""
        at_work = np.zeros(len(self.months) + 2)
        for batch in self.batches:
            at_work[batch.first : batch.last + 1] += batch.villages
        month = int(np.argmax(at_work))
        return int(at_work[month]), self.months[max(month - 1, 0)]


def calendar(case: Case) -> Calendar:
    """Return what is known beforehand of a case's rollout."""
    scenario = case.scenario
    world = found_world(scenario, scenario.runs.seed, 0)
    months = tuple(scenario.clock.label(month + 1) for month in range(scenario.clock.months))
    empty = Calendar(case, len(world.villages), len(world.households), tuple(scenario.regions), months)
    if scenario.rollout.strategy in BY_DATES:
        before = world.villages.started > 0.0
        _give_orders(world, case)
        never, begun = int(np.count_nonzero(world.villages.started == 0.0)), int(np.count_nonzero(before))
        return dataclasses.replace(
            empty, batches=tuple(_gather_batches(world, case, ~before)), never=never, before=begun
        )
    return _run_quickly(empty)


def _give_orders(world: World, case: Case) -> None:
    """Give the orders of every month and have the villages register them; nothing else happens."""
    for _ in range(case.scenario.clock.months):
        world.month += 1
        world.terms = terms_of_month(world, case.policies)
        settle(world, REGISTER, decide(world, REGISTER))


def _gather_batches(world: World, case: Case, free: Flags) -> Iterator[Batch]:
    """Yield the villages that begin, of those free to do so, gathered by month, wave and region."""
    v, clock = world.villages, case.scenario.clock
    keys = np.stack([v.started, v.wave, v.region.astype(np.float64), v.due, v.pilot], axis=1)[free & (v.started > 0.0)]
    for key, number in zip(*np.unique(keys, axis=0, return_counts=True), strict=True):
        start, wave, region, due, pilot = (int(part) for part in key)
        name = _wave_name(case, wave, pilot > 0)
        dated = clock.label(due) if due > 0 else ""
        last = min(due, clock.months) if due > 0 else clock.months
        yield Batch(
            name, world.region_names[region], int(number), clock.label(start), dated, start, last, max(due - start, 0)
        )


def _wave_name(case: Case, wave: int, pilot: bool) -> str:
    strategy = case.scenario.rollout.strategy
    if pilot:
        return "pilots"
    if wave < 0:
        return "all"
    if strategy == "classified":
        return CLASSES[wave]
    return f"wave {wave if strategy == 'phased_pilots' else wave + 1}"


def _run_quickly(empty: Calendar) -> Calendar:
    """Return the calendar of a strategy that has none, from quick runs."""
    case = coarse(empty.case, empty.rows)
    runs = [run(case, replicate=replicate) for replicate in range(QUICK)]
    begun = np.stack([_share_reached(each, empty, 1) for each in runs])
    plates = np.stack([_share_reached(each, empty, DECLARED) for each in runs])
    return dataclasses.replace(empty, begun=begun, milestones=tuple(_list_milestones(empty, begun, plates)))


def coarse(case: Case, rows: int) -> Case:
    """Return a case of the same real households in fewer rows, if it has many."""
    factor = rows / QUICK_ROWS
    if factor <= 1.0:
        return case
    regions = {}
    for name, region in case.scenario.regions.items():
        fewer = max(round(region.households_per_village / factor), 4)
        weight = region.weight * region.households_per_village / fewer
        regions[name] = dataclasses.replace(region, households_per_village=fewer, weight=weight)
    return dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, regions=regions))


def _share_reached(made: Run, about: Calendar, stage: int) -> Rows:
    """Return the share of villages that have ever reached a stage, months x (all, each region)."""
    table = made.stages
    there = np.isin(table["stage"].to_numpy(dtype=str), STAGES[stage:])
    village, month = table["village"].to_numpy()[there], table["month"].to_numpy(dtype=str)[there]
    first = np.full(about.villages, len(about.months))
    np.minimum.at(first, village, np.searchsorted(np.array(about.months), month))
    ever = first[None, :] <= np.arange(len(about.months))[:, None]
    home = _region_of_villages(made, about)
    return np.stack([ever.mean(axis=1), *(ever[:, home == region].mean(axis=1) for region in about.regions)], axis=1)


def _region_of_villages(made: Run, about: Calendar) -> np.ndarray[tuple[int, ...], np.dtype[np.str_]]:
    """Return the region of each village."""
    table = made.villages.drop_duplicates("village").sort_values("village")
    return np.asarray(table["region"].to_numpy(dtype=str)[: about.villages])


def _list_milestones(about: Calendar, begun: Rows, plates: Rows) -> Iterator[Milestone]:
    """Yield what quick runs reach: starts and plates, in the nation."""
    for what, shares, level in (
        ("the first village begins", begun, 1e-9),
        ("half of the villages have begun", begun, 0.5),
        ("nine tenths have begun", begun, 0.9),
        ("half carry the plate", plates, 0.5),
        ("nine tenths carry the plate", plates, 0.9),
    ):
        yield _make_milestone(what, shares[:, :, 0] >= level, about.months)
    for number, region in enumerate(about.regions if len(about.regions) > 1 else (), start=1):
        yield _make_milestone(f"half have begun in {region}", begun[:, :, number] >= 0.5, about.months)


def _make_milestone(
    what: str, reached: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], months: tuple[str, ...]
) -> Milestone:
    when: Codes = np.sort(np.argmax(reached, axis=1)[reached.any(axis=1)])
    if when.size == 0:
        return Milestone(what, 0, reached.shape[0], None)
    spread = (when[when.size // 2], when[0], when[-1])
    return Milestone(what, int(when.size), reached.shape[0], (months[spread[0]], months[spread[1]], months[spread[2]]))

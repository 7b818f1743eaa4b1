"""What a scenario file may say and yet may not mean, and what it cannot mean: slips that leave it in order.

A file that extends another is laid over it, so a misspelt region is a region more, and a list takes the place of the
list below it. Neither breaks a rule of the format; both make a simulation of something else.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sim.columns.villages import RURAL
from sim.document import Document, Problem, Tree, TreePath, part_at
from sim.founding.survey import FAR, FAR_OTHERS, SURVEYED
from sim.policies.phased_pilots import PhasedPilots
from sim.policies.policy import Policy
from sim.reading.gathering import laid_over
from sim.reading.numbers import plain
from sim.reading.village_names import HEADS
from sim.scalars import did_you_mean
from sim.scenario import Scenario
from sim.words import say
from sim.world import found_world

REGIONS: TreePath = ("world", "regions")
SIZE = ("villages_per_county", "counties", "villages", "villages_file")
"""Keys of which a region that is meant to be new says one: how many villages it has."""
LISTS: Mapping[TreePath, str] = {("policy", "levers"): "lever", ("without",): ""}
"""Lists that are collected rather than chosen -> key by which their items are called, none for plain words."""
WAVES: TreePath = ("policy", "rollout", "waves")
ADDED = ("households", "persons", "collective_assets", "collective_debt", "staff")
"""Columns of villages that a row of totals adds up."""
MOST_IN_TOWNSHIP = 100
"""Villages whose subtotal is looked for; a total of all is found whatever their number."""


def misspelt(chain: Sequence[Document]) -> Iterator[Problem]:
    """Yield regions that can only be slips: near to an inherited name, and without a word of how many villages.

    Parameters
    ----------
    chain
        A document and those it extends, the nearest first.
    """
    for later, name, near in _new_regions(chain):
        if not any(key in _mapping(later.tree["world"]["regions"][name]) for key in SIZE):
            size = "A new region says how many villages it has: villages_per_county, villages or villages_file"
            yield later.problem((*REGIONS, name), f"there is no region `{name}` to change{near} {size}")


def remarks(chain: Sequence[Document], scenario: Scenario, policy: Policy) -> Iterator[Problem]:
    """Yield what is allowed and yet may not be meant, with its place.

    Regions that are near to an inherited name, lists that take the place of inherited ones, waves that leave villages
    out.
    """
    for later, name, near in _new_regions(chain):
        beside = ", ".join(_inherited_regions(chain, later))
        yield later.problem((*REGIONS, name), f"region `{name}` is new beside the inherited {beside}{near}")
    yield from _replaced(chain)
    yield from _left_out(chain, scenario, policy)


def of_villages(gathered: Document, scenario: Scenario) -> Iterator[Problem]:
    """Yield columns of listed villages that may be in another unit, and rows that may be totals, with their place."""
    villages: Mapping[str, Sequence[Mapping[str, Any]]] = scenario.villages
    for region, rows in villages.items():
        root = (*REGIONS, region, "villages")
        for column, about in SURVEYED.items():
            unit, usual = about.unit, float(about.default) or scenario.regions[region].debt
            given = [number for number, row in enumerate(rows) if row.get(column)]
            middle = statistics.median(float(rows[number][column]) for number in given) if given else usual
            far = FAR.get(unit, FAR_OTHERS)
            if not usual / far < middle < usual * far:
                asked = say("problem.ten_thousand", "en") if 3e3 < usual / middle < 3e5 else "is the unit right"
                message = f"the median village has {plain(middle)} {unit}, a usual one {plain(usual)}: {asked}?"
                found = gathered.problem((*root, given[0], column), message)
                yield replace(found, called=f"column `{column}` {HEADS[column]}")
        sums = {column: sum(row.get(column, 0.0) for row in rows) for column in ADDED}
        for number, row in enumerate(rows):
            columns = [column for column in ADDED if row.get(column, 0.0) > 0.0]
            whole = len(rows) > 2 and columns and all(math.isclose(2.0 * row[one], sums[one]) for one in columns)
            if whole or any(_adds_up(rows, number, step, columns) for step in (-1, 1)):
                message = "this row is the sum of its neighbours: if it is no village but a total, delete it"
                yield gathered.problem((*root, number), message)


def _adds_up(rows: Sequence[Mapping[str, Any]], number: int, step: int, columns: Sequence[str]) -> bool:
    """Return whether a row is, in two columns or more, the sum of the next rows in one direction: of a township."""
    total = dict.fromkeys(columns, 0.0)
    for many in range(1, MOST_IN_TOWNSHIP + 1 if len(columns) > 1 else 0):
        at = number + step * many
        if not 0 <= at < len(rows) or any(total[column] >= rows[number][column] for column in columns):
            return False
        total = {column: total[column] + rows[at].get(column, 0.0) for column in columns}
        if many > 1 and all(math.isclose(total[column], rows[number][column]) for column in columns):
            return True
    return False


def _new_regions(chain: Sequence[Document]) -> Iterator[tuple[Document, str, str]]:
    """Yield documents with the regions they add, and which inherited name that is near; others are left alone."""
    for later in chain[:-1]:
        below = _inherited_regions(chain, later)
        for name in _mapping(part_at(later.tree, REGIONS)):
            near = "" if name in below else did_you_mean(name, below)
            if near:
                yield later, name, near


def _inherited_regions(chain: Sequence[Document], later: Document) -> tuple[str, ...]:
    return tuple(_mapping(part_at(_below(chain, later), REGIONS)))


def _replaced(chain: Sequence[Document]) -> Iterator[Problem]:
    """Yield lists that lose items of those they take the place of; an empty list says so itself."""
    for later in chain[:-1]:
        for path, key in LISTS.items():
            mine, theirs = (_called(part_at(tree, path), key) for tree in (later.tree, _below(chain, later)))
            lost = [name for name in theirs if name not in mine]
            if mine and lost:
                again = "it" if len(lost) == 1 else "them"
                message = f"this list replaces the inherited {', '.join(lost)}; repeat {again} to keep {again}"
                yield later.problem(path, message)


def _called(items: Tree, key: str) -> tuple[str, ...]:
    """Return the names of a list's items, each once."""
    named = [_mapping(item).get(key) if key else item for item in items] if isinstance(items, list) else []
    return tuple(dict.fromkeys(name for name in named if isinstance(name, str)))


def _left_out(chain: Sequence[Document], scenario: Scenario, policy: Policy) -> Iterator[Problem]:
    """Yield waves which together do not take all villages, counting as the strategy does."""
    if not isinstance(policy, PhasedPilots) or not policy.waves:
        return
    sizes = [number for region in scenario.regions for _, number in scenario.counties_of(region)]
    free = _free(scenario, sizes)
    taken = sum(map(sum, policy.takes(free, sizes)))
    if taken < sum(free):
        begun = sum(sizes) - sum(free)
        but = f" that have not begun (in the first run; {begun} of {sum(sizes)} have)" if begun else ""
        took = f"pilots and waves take {taken} of the {sum(free)} villages{but}"
        message = f"{took}, and the others never begin; a last wave with share: 1.0 takes all that are left"
        said = next((one for one in chain if part_at(one.tree, WAVES) is not None), chain[0])
        yield said.problem(WAVES, message)


def _free(scenario: Scenario, sizes: Sequence[int]) -> list[int]:
    """Return how many villages of each county have not begun when the first run begins: which ones is luck."""
    if not any(region.begun or region.converted for region in scenario.regions.values()):
        return list(sizes)
    villages = found_world(scenario, scenario.runs.seed, 0).villages
    return [int(number) for number in np.bincount(villages.county[villages.stage == RURAL], minlength=len(sizes))]


def _below(chain: Sequence[Document], later: Document) -> Tree:
    """Return the tree over which a document of the chain is laid."""
    first, *others = reversed(chain[chain.index(later) + 1 :])
    for one in others:
        first = laid_over(first, one)
    return first.tree


def _mapping(tree: Tree) -> dict[Any, Any]:
    return tree if isinstance(tree, dict) else {}

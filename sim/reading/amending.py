"""A case with other values at some paths, without reading its file again: a study does so ten thousand times.

The result equals what ``--set`` gives. Ranges are not checked here: a study's file has been checked at the ends of all
its ranges.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from sim.document import TreePath
from sim.policies.terms import TERMS
from sim.reading import Case
from sim.reading.building import build_levers
from sim.reading.gathering import path_of
from sim.rules.parameters import amended
from sim.scenario import LeverUse, Scenario

_LEVER = re.compile(r"policy\.levers\.([a-z0-9_-]+)\.([a-z]+)")
_MONTHS = {"from": "from_month", "to": "to_month"}


def concrete(case: Case, path: str) -> tuple[TreePath, ...]:
    """Return the places in a case that a path names, none where it has no such place.

    A star stands for every region, the name of a lever for its place in the list.

    >>> from sim.reading import read
    >>> concrete(read("small-county"), "world.regions.*.facilities")
    (('world', 'regions', 'central', 'facilities'),)
    """
    scenario = case.scenario
    if lever := _LEVER.fullmatch(path):
        uses = enumerate(scenario.levers)
        return tuple(("policy", "levers", number, lever[2]) for number, use in uses if use.lever == lever[1])
    steps = path_of(path)
    if steps[:3] == ("world", "regions", "*"):
        return tuple((*steps[:2], region, *steps[3:]) for region in scenario.regions)
    if not steps or (steps[:2] == ("world", "regions") and (len(steps) < 4 or steps[2] not in scenario.regions)):
        return ()
    if steps[:2] == ("policy", "rollout"):
        return (steps,) if _in_rollout(case, steps[2:]) else ()
    if steps[:2] == ("policy", "levers"):
        number = steps[2] if len(steps) == 4 else None
        return (steps,) if isinstance(number, int) and number < len(scenario.levers) else ()
    return (steps,)


def _in_rollout(case: Case, steps: TreePath) -> bool:
    policy: Any = case.policies[0]
    if len(steps) == 1:
        return hasattr(policy, str(steps[0])) and steps[0] != "name"
    records = getattr(policy, str(steps[0]), ()) if len(steps) == 3 else ()
    return isinstance(records, tuple) and isinstance(steps[1], int) and steps[1] < len(records)


def with_values(case: Case, values: Mapping[str, Any]) -> Case:
    """Return a case with other values at some paths; a path that the case has no place for is passed over."""
    for path, value in values.items():
        for steps in concrete(case, path):
            case = _with(case, steps, value)
    return case


def _with(case: Case, steps: TreePath, value: Any) -> Case:
    scenario = case.scenario
    if steps[:2] == ("policy", "rollout"):
        return _with_option(case, steps[2:], value)
    if steps[:2] == ("policy", "levers"):
        scenario = dataclasses.replace(scenario, levers=_levers(scenario.levers, int(steps[2]), str(steps[3]), value))
        return dataclasses.replace(case, scenario=scenario, policies=(case.policies[0], *build_levers(scenario)))
    return dataclasses.replace(case, scenario=_world(scenario, steps, value))


def _world(scenario: Scenario, steps: TreePath, value: Any) -> Scenario:
    name = str(steps[-1])
    if steps[0] == "uncertainties":
        rest = tuple({path: own for path, own in one.items() if path != name} for one in scenario.sets)
        return dataclasses.replace(scenario, parameters=amended(scenario.parameters, {name: value}), sets=rest)
    if steps[:2] == ("world", "terms"):
        terms = {**scenario.terms, name: value}
        known = {key: said for key, said in terms.items() if said != TERMS[key].quantity.default}
        return dataclasses.replace(scenario, terms=known)
    if steps[:2] == ("world", "network"):
        return dataclasses.replace(scenario, network=dataclasses.replace(scenario.network, **{name: value}))
    region = dataclasses.replace(scenario.regions[str(steps[2])], **{name: value})
    return dataclasses.replace(scenario, regions={**scenario.regions, str(steps[2]): region})


def _levers(uses: tuple[LeverUse, ...], number: int, name: str, value: Any) -> tuple[LeverUse, ...]:
    changed = dataclasses.replace(uses[number], **{_MONTHS.get(name, name): value})
    return (*uses[:number], changed, *uses[number + 1 :])


def _with_option(case: Case, steps: TreePath, value: Any) -> Case:
    policy: Any = case.policies[0]
    name = str(steps[0])
    if len(steps) == 3:
        records = list(getattr(policy, name))
        records[int(steps[1])] = dataclasses.replace(records[int(steps[1])], **{str(steps[2]): value})
        value = tuple(records)
    rollout = case.scenario.rollout
    options = dataclasses.replace(rollout, options={**rollout.options, name: value})
    scenario = dataclasses.replace(case.scenario, rollout=options)
    return dataclasses.replace(case, scenario=scenario, policies=(type(policy)(**options.options), *case.policies[1:]))

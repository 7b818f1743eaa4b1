"""Names of cases that are compared: no two are called alike."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from sim.designs.ablation import LONGEST
from sim.reading import Case


def names_apart(cases: Sequence[Case]) -> list[Case]:
    """Return cases whose names differ, numbering those that share one.

    Comparing a scenario with itself is a good test of everything: all differences must be exactly zero.
    """
    taken = {case.scenario.name for case in cases}
    seen: set[str] = set()
    apart = []
    for case in cases:
        if case.scenario.name in seen:
            numbered = (_rename_case(case, number) for number in itertools.count(2))
            case = next(one for one in numbered if one.scenario.name not in taken)
        taken.add(case.scenario.name)
        seen.add(case.scenario.name)
        apart.append(case)
    return apart


def _rename_case(case: Case, number: int) -> Case:
    name = f"{case.scenario.name[: LONGEST - len(str(number)) - 1]}-{number}"
    titles = {language: f"{title} ({number})" for language, title in case.scenario.title.items()}
    scenario = dataclasses.replace(case.scenario, name=name, title=titles)
    return dataclasses.replace(case, scenario=scenario)

"""Ask a question from Python: make the runs and say what was found, without writing anything."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence

from sim.bar import in_notebook, shown
from sim.designs.names import names_apart
from sim.designs.replications import differences, policy_alone, replications
from sim.experiment import Progress, make
from sim.judging.ensembles import ensembles_in
from sim.policies.status_quo import StatusQuo
from sim.reading import Case
from sim.scenario import Rollout
from sim.statistics.finding import Finding, finding
from sim.statistics.over_sets import simulated
from sim.store import Tables, collect
from sim.words import bilingual


def run(
    case: Case,
    *,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Finding:
    """Run the replications of one case; ``timeseries`` and ``summary`` of what comes back are pandas tables.

    Parameters
    ----------
    replications, seed
        As the scenario says when not given.
    jobs
        Processes to use, 0 for one a core.
    progress
        Told (runs finished, runs in all) after each run; when not given, notebooks show a bar.

    Raises
    ------
    TypeError
        If something else than a case is given.
    ValueError
        If no replication is asked for.
    """
    return _asked([case], None, replications, seed, jobs, progress)


def compare(
    cases: Sequence[Case],
    *,
    baseline: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Finding:
    """Run cases with the same luck and compare each with the baseline, the first when not given.

    Raises
    ------
    ValueError
        If their worlds, months or seeds differ, no case is called like the baseline, none is given, or no replication
        is asked for.
    TypeError
        If something else than cases is given.
    """
    _refuse(cases, replications)
    cases = names_apart(cases)
    unlike = list(differences(cases))
    if unlike:
        raise ValueError("; ".join(unlike))
    return _asked(cases, baseline, replications, seed, jobs, progress)


def _refuse(cases: Sequence[Case], number: int | None) -> None:
    """Raise for what is no question, before it fails deep inside."""
    if isinstance(cases, str | Case):
        raise TypeError("give a list of cases: sim.compare([sim.read(...), sim.read(...)])")
    for case in cases:
        if not isinstance(case, Case):
            raise TypeError(f"{case!r} is no case: read it first, as in sim.read('phased-pilots')")
    if not cases:
        raise ValueError("no case is given: name at least one")
    if number is not None and number < 1:
        raise ValueError(f"replications={number}: at least 1 run is needed")


def with_counterfactual(cases: Sequence[Case]) -> list[Case]:
    """Return cases with one more in which nothing is converted, unless one of them is such."""
    if any(case.scenario.rollout.strategy == StatusQuo.name for case in cases):
        return list(cases)
    quiet = dataclasses.replace(
        cases[0].scenario,
        name="status-quo",
        title=dict(bilingual("strategy")[StatusQuo.name]),
        rollout=Rollout(StatusQuo.name),
        levers=(),
    )
    return names_apart([*cases, dataclasses.replace(cases[0], scenario=quiet, policies=(StatusQuo(),))])


def found_by(
    tables: Tables, cases: Sequence[Case], baseline: str | None, goals: Mapping[str, float] | None = None
) -> Finding:
    """Return what the tables of cases say.

    Parameters
    ----------
    goals
        In place of those that the cases state.

    Raises
    ------
    ValueError
        If no case is called like the baseline, or cases state different goals.
    """
    sets = {len(case.scenario.sets) for case in cases}
    return finding(
        tables,
        titles(cases),
        baseline,
        cases[0].scenario.outcomes,
        ensembles_in(cases),
        policy_alone(cases),
        goals or goals_of(cases),
        sets.pop() if len(sets) == 1 else 0,
        {case.scenario.name: simulated(case) for case in cases},
    )


def goals_of(cases: Sequence[Case]) -> Mapping[str, float]:
    """Return the goals of cases: of those that state any, which have to agree.

    Raises
    ------
    ValueError
        With the cases that do not.
    """
    stated = [case.scenario for case in cases if case.scenario.goals]
    for one in stated[1:]:
        if one.goals != stated[0].goals:
            both = f"{dict(stated[0].goals)} against {dict(one.goals)}"
            raise ValueError(f"`{stated[0].name}` and `{one.name}` state different goals: {both}")
    return stated[0].goals if stated else {}


def titles(cases: Sequence[Case]) -> dict[str, dict[str, str]]:
    """Return the title of each case in both languages; those that share one in a language get their names.

    Languages are judged each for itself: a reader of one half of a report sees the titles of that half alone.
    """
    said = Counter((language, title) for case in cases for language, title in case.scenario.title.items())
    return {
        case.scenario.name: {
            language: f"{title} ({case.scenario.name})" if said[language, title] > 1 else title
            for language, title in case.scenario.title.items()
        }
        for case in cases
    }


def _asked(
    cases: Sequence[Case],
    baseline: str | None,
    number: int | None,
    seed: int | None,
    jobs: int,
    progress: Progress | None,
) -> Finding:
    _refuse(cases, number)
    cells = replications(cases, number, seed)
    with shown(len(cells), progress is None and in_notebook()) as told:
        tables = collect(cells, make(cells, jobs, progress or told))
    return found_by(tables, cases, baseline)

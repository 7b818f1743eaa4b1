"""Read a scenario file into a case, strictly; the only reader of scenarios.

Three layers, each of which reports all it finds: the text (:mod:`sim.document`), the kinds and ranges of values
(:mod:`sim.reading.checking`), and how the parts go together (:mod:`sim.reading.consistency`). Nothing is guessed,
converted or ignored: a misspelt key that is passed over in silence is a simulation of something else.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.document import Document, DocumentError, Problem, parse
from sim.policies.lever_in_use import Lever
from sim.policies.policy import Policy
from sim.reading.shipped import opened
from sim.scenario import Scenario


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """What is to be run: a scenario and its policies.

    Attributes
    ----------
    scenario
        The world and the plan, as checked values.
    policies
        What amends the terms each month, in order.
    file
        The file it was read from.
    ranges
        How far the numbers that the file assumes may be off, by path.
    remarks
        What the file may say and yet may not mean, with its place.
    """

    scenario: Scenario
    policies: tuple[Policy, ...]
    file: str
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        """Return which scenario this is, how long it lasts and what policy it has, in one line."""
        scenario = self.scenario
        titles = " ".join(scenario.title.values())
        levers = [use.lever for use in scenario.levers]
        policy = scenario.rollout.strategy + (f" with {', '.join(levers)}" if levers else "")
        clock = scenario.clock
        months = f"{clock.start} to {clock.label(clock.last)}"
        runs = f"{scenario.runs.replications} replications"
        return f"Case {scenario.name} ({titles}): {policy}, {months}, {runs}; {self.file}"


def read(path: str | Path, sets: Sequence[str] = ()) -> Case:
    """Read a scenario file.

    Parameters
    ----------
    path
        The file, or the name of a shipped one such as ``phased-pilots`` where no such file exists.
    sets
        Values put in its place, as ``path=value``: ``policy.rollout.due=2026-06``.

    Raises
    ------
    DocumentError
        If anything is wrong with the file, those it extends, or ``sets``; with all problems found.
    """
    return _case(opened(path), sets)


def read_text(text: str, file: str = "scenario.yaml", sets: Sequence[str] = ()) -> Case:
    """Read the text of a scenario as if it stood in ``file``.

    Raises
    ------
    DocumentError
        If anything is wrong with it; with all problems found.
    """
    return _case(parse(text, file), sets)


def _case(document: Document, sets: Sequence[str]) -> Case:
    """Return the case of a document.

    Raises
    ------
    DocumentError
        With all problems; those that are there with the ``--set`` values only point to these, wherever they show.
    """
    try:
        return _checked(document, sets)
    except DocumentError as error:
        if not sets:
            raise
        own = _problems(document)
        raise DocumentError(
            problem if problem in own or not problem.line else _blamed(problem, sets) for problem in error.problems
        ) from None


def _problems(document: Document) -> Sequence[Problem]:
    """Return what is wrong with a document as it is, without any ``--set``."""
    try:
        _checked(document, ())
    except DocumentError as error:
        return error.problems
    return ()


def _blamed(problem: Problem, sets: Sequence[str]) -> Problem:
    """Return a problem that a ``--set`` makes, said at the flag and with the place in the file where it shows."""
    from sim.reading.gathering import typed

    flags, where = " ".join(typed(text, text) for text in sets), f"{problem.file}:{problem.line}:{problem.column}"
    return Problem(flags, 0, 0, problem.path, f"{problem.message} (shows at {where})", problem.called)


def _checked(document: Document, sets: Sequence[str]) -> Case:
    """Return the case of a document.

    Raises
    ------
    DocumentError
        With the problems of all layers that could be reached.
    """
    # pydantic takes a fifth of a second to load: whoever only wants the names above does not wait for it
    from sim.reading.building import build_levers, build_policies, build_ranges, build_scenario, without_repeated
    from sim.reading.checking import check_types
    from sim.reading.consistency import consistency
    from sim.reading.gathering import chained, gather
    from sim.reading.remarks import misspelt, remarks
    from sim.reading.village_names import with_names

    chain = chained(document)
    gathered = gather(chain, sets)
    types = check_types(gathered)
    problems = [*types.problems, *misspelt(chain)]
    if types.checked is None:
        raise DocumentError(with_names(problems, gathered.tree))
    checked = without_repeated(types.checked)
    scenario = build_scenario(checked, gathered)
    policies = build_policies(scenario.rollout)
    found = consistency(scenario, policies[0], problems)
    problems += [gathered.problem(path, message) for path, message in found]
    if problems:
        raise DocumentError(with_names(problems, gathered.tree))
    ranges, doubtful = build_ranges(checked), (*gathered.notes, *remarks(chain, scenario, policies[0]))
    return Case(scenario, policies + build_levers(scenario), document.places[()].file, ranges, doubtful)


def resolved(case: Case) -> str:
    """Return a case as the text of a scenario file: every value with its origin, and no default left unsaid.

    Reading the text gives an equal scenario.
    """
    from sim.reading.resolving import resolved_tree, yaml_lines

    head = "# Everything after defaults, extends and --set; written by gaiju, and readable as a scenario."
    tree = resolved_tree(case.scenario, case.policies[0], case.ranges)
    return "\n".join((head, *yaml_lines(tree))) + "\n"


def inherits_title(path: str | Path) -> bool:
    """Return whether a scenario has another policy than what it extends, and the title of that.

    Raises
    ------
    DocumentError
        If the file cannot be read.
    """
    tree = opened(path).tree
    return isinstance(tree, dict) and "extends" in tree and "policy" in tree and "title" not in tree


def untitled_in(path: str | Path) -> str:
    """Return the language, ``en`` or ``zh``, in which a scenario's own title is not said; empty if in none.

    Raises
    ------
    DocumentError
        If the file cannot be read.
    """
    tree = opened(path).tree
    title = tree.get("title") if isinstance(tree, dict) else None
    missing = [language for language in ("en", "zh") if isinstance(title, dict) and language not in title]
    return missing[0] if len(missing) == 1 else ""


def digest(case: Case) -> str:
    """Return a fingerprint of everything that determines a run.

    Names, titles and origins are left out, and so is what does not change a single run: the number of replications,
    and the engine, as both engines give the same bits.
    """
    scenario = case.scenario
    policies: Any = case.policies
    said = {
        "clock": dataclasses.asdict(scenario.clock),
        "regions": [[name, dataclasses.asdict(region)] for name, region in scenario.regions.items()],
        "network": dataclasses.asdict(scenario.network),
        "parameters": dataclasses.asdict(scenario.effective()),
        "terms": dict(scenario.terms),
        "policies": [[policy.name, dataclasses.asdict(policy)] for policy in policies if not isinstance(policy, Lever)],
        "levers": [[dataclasses.asdict(lever.use), lever.record.effects()] for lever in _levers(case)],
        "outcomes": list(scenario.outcomes),
        "seed": scenario.runs.seed,
    }
    if scenario.sets:
        said["sets"] = [dict(sorted(one.items())) for one in scenario.sets]
    if scenario.villages:
        said["villages"] = [[name, [_unnamed(one) for one in rows]] for name, rows in scenario.villages.items()]
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(canonical.encode(), digest_size=16).hexdigest()


def _levers(case: Case) -> Iterator[Lever]:
    yield from (policy for policy in case.policies if isinstance(policy, Lever))


def _unnamed(village: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in village.items() if key != "name"}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, by which editors complete and underline."""
    from sim.reading.shapes import scenario_model

    made = scenario_model().model_json_schema()
    own = [{"required": ["schema"]}, {"required": ["extends"]}]  # what a file extends says the version for it, too
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "anyOf": own}

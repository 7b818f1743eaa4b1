"""The checks of a study file: keys, kinds and ranges, scenarios, and whether all of it goes together."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.document import Document, DocumentError, Problem, TreePath, dotted
from sim.measures.catalogue import MEASURES
from sim.measures.summaries import SUMMARIES
from sim.reading import Case, read
from sim.reading.factor import Factor
from sim.reading.factors import assumed, factors_said, refused_at_ends
from sim.reading.kinds import KINDS
from sim.reading.numbers import NAME, listed, misnamed, shown, unknown_keys
from sim.reading.shipped import SCHEME, address, beside, located, missing, opened
from sim.reading.study import DIFFERENCE, END, LUCK, METHODS, OVER, OWN_LUCK, Asked, Study
from sim.reading.study_points import points_listed
from sim.scalars import did_you_mean
from sim.words import say

KEYS = (
    "schema", "study", "name", "title", "question", "scenario", "scenarios", "set", "method", "samples",
    "replications", "seed", "luck", "second_order", "factors", "every_assumed", "except", "group_by", "outcomes",
    "points", "margin",
)  # fmt: skip
SAMPLES: Mapping[str, tuple[int, int, str]] = {
    "morris": (2, 10_000, "trajectories"),
    "sobol": (4, 2**17, "base points, a power of two"),
    "fast": (2080, 100_000, "points a factor"),  # with 260, SALib tells .10 of a factor whose share is .22
    "rbd_fast": (64, 100_000, "points"),
    "delta": (64, 100_000, "points"),
    "pawn": (40, 100_000, "points"),
    "lhs": (4, 100_000, "points"),
}
BELONGS: Mapping[str, tuple[str, ...]] = {
    "samples": tuple(SAMPLES), "points": ("listed",), "steps": ("grid",),
    "trajectories": ("morris",), "base_points": ("sobol",), "second_order": ("sobol",),
    "group": ("morris", "sobol"), "group_by": ("morris", "sobol"),
}  # fmt: skip
"""Key of a study or a factor, or what `samples` is called elsewhere -> methods that it belongs to."""
SIZES = tuple(BELONGS)[:5]
MOST_SCENARIOS = 12


@dataclass(slots=True)
class Reading:
    """A study file being read: what was found, and what is wrong."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    @property
    def tree(self) -> dict[str, Any]:
        """What the file says."""
        return dict(self.document.tree)

    def wrong(self, path: TreePath, message: str) -> None:
        """Note what is wrong at a place."""
        self.problems.append(self.document.problem(path, message))

    def word(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        """Return a word out of a list."""
        said = self.tree.get(key, default)
        if isinstance(said, str) and said in allowed:
            return said
        near = did_you_mean(str(said), allowed) if isinstance(said, str) else ""
        found = f"{shown(said)} is not known{near}" if key in self.tree else "is missing"
        self.wrong((key,), f"{found}; allowed is {listed(tuple(allowed), str(said))}")
        return ""

    def number(self, key: str, low: float, high: float, default: float, whole: bool = True) -> float:
        """Return a number within bounds."""
        said = self.tree.get(key, default)
        kind = int if whole else int | float
        if isinstance(said, bool) or not isinstance(said, kind) or not low <= said <= high:
            what = "a whole number" if whole else "a number"
            self.wrong((key,), f"{shown(said)}: allowed is {what} from {low:g} to {high:g}")
            return default
        return said

def read_study(path: str | Path, amend: Mapping[str, Any] | None = None) -> Study:
    """Read a study file.

    Parameters
    ----------
    path
        The file, or the name of a shipped one such as ``participation-and-funding`` where no such file exists.
    amend
        ``samples``, ``replications`` or ``seed`` in the place of the file's.

    Raises
    ------
    DocumentError
        If anything is wrong with the file or the scenarios it names, with all problems found.
    """
    return checked_study(opened(path), amend or {})


def checked_study(document: Document, amend: Mapping[str, Any]) -> Study:
    """Return the study of a document.

    Raises
    ------
    DocumentError
        With all problems found.
    """
    if not isinstance(document.tree, dict):
        raise DocumentError([document.problem((), "a study is a mapping of keys, beginning with `schema: 1`")])
    reading = Reading(document)
    kind = reading.word("study", KINDS)
    cases = _cases(reading)
    factors = _factors(reading, cases) if cases else ()
    outcomes = _outcomes(reading, cases)
    method = reading.word("method", METHODS.get(kind, ()), "lhs" if kind == "discovery" else "") if kind else ""
    _keys(reading, kind, method)
    rows = points_listed(reading, cases, factors) if method == "listed" else ()
    if kind == "discovery" and cases and len(cases) != 2:
        reading.wrong(("scenarios",), "a discovery asks when the second of two scenarios is better: name two")
    if kind == "sensitivity" and len(cases) > 2:
        reading.wrong(("scenarios",), "name one scenario, or two whose difference is looked at")
    study = Study(
        kind=kind, name=_name(reading), title=_said(reading, "title"), question=_said(reading, "question"),
        cases=cases, factors=factors, outcomes=outcomes, file=document.places[()].file,
        method=method, samples=_samples(reading, method, amend, len(rows)), listed=rows,
        replications=int(amend.get("replications") or reading.number("replications", 1, 10_000, 4)),
        seed=_seed(reading, cases, amend), second_order=_flag(reading, "second_order"),
        own_luck=_own_luck(reading, kind, method),
        steps=_steps(reading, factors) if method == "grid" else {},
        margin=reading.number("margin", 0.0, 1e12, 0.0, whole=False) if "margin" in reading.tree else None,
    )  # fmt: skip
    if not reading.problems:
        refused_at_ends(reading, cases, factors)
    if reading.problems:
        raise DocumentError(dict.fromkeys(reading.problems))
    return study


def _keys(reading: Reading, kind: str, method: str) -> None:
    tree = reading.tree
    for key in [key for key in tree if key not in KEYS and key not in BELONGS]:
        reading.wrong((key,), f"unknown key `{key}`{did_you_mean(key, KEYS)}; allowed is {listed(KEYS, key)}")
    if kind and kind != "discovery" and "margin" in tree:
        reading.wrong(("margin",), f"`margin` belongs to a discovery: a {kind} takes none")
    for key in ("except", "group_by"):
        if key in tree and "every_assumed" not in tree:
            reading.wrong((key,), f"`{key}` goes with `every_assumed`, which is missing")
    factors = tree.get("factors")
    for name, one in factors.items() if isinstance(factors, dict) else ():
        _belong(reading, one, ("factors", name), kind, method)
    _belong(reading, tree, (), kind, method)
    if reading.tree.get("schema") != 1 or isinstance(reading.tree.get("schema"), bool):
        reading.wrong(("schema",), "write `schema: 1`, the version of the file format")
    if ("scenario" in reading.tree) == ("scenarios" in reading.tree):
        reading.wrong(("scenarios",), "name one `scenario`, or `scenarios` as a list: one of the two")


def _belong(reading: Reading, said: Any, path: TreePath, kind: str, method: str) -> None:
    """Note keys that belong to other methods."""
    takes = f"`samples` ({SAMPLES[method][2]})" if method in SAMPLES else {"grid": "`steps`"}.get(method, "`points`")
    for key in [key for key in said if key in BELONGS] if isinstance(said, dict) and method else ():
        named = key in ("trajectories", "base_points")
        if named or method not in BELONGS[key] or (key not in SIZES and kind != "sensitivity"):
            instead = f"; {method} takes {takes}" if key in SIZES else f": {method} of a {kind} has no use for it"
            reading.wrong((*path, key), f"`{key}` belongs to {listed(BELONGS[key])}{instead}")


def _name(reading: Reading) -> str:
    said = reading.tree.get("name")
    if not isinstance(said, str) or not re.fullmatch(NAME, said):
        reading.wrong(("name",), misnamed(said, NAME) if "name" in reading.tree else "is missing")
        return "study"
    return said


def _said(reading: Reading, key: str) -> dict[str, str]:
    """Return a text in both languages; one stands in for the other, the name for both."""
    said, name = reading.tree.get(key, {}), str(reading.tree.get("name", "study"))
    for path, message in unknown_keys(said, ("en", "zh")) if isinstance(said, dict) else ():
        reading.wrong((key, *path), message)
    if not isinstance(said, dict) or not all(isinstance(text, str) for text in said.values()):
        reading.wrong((key,), say("problem.both_languages", "en"))
        return {"en": name, "zh": name}
    fallback = "" if key == "question" else name
    return {"en": said.get("en") or said.get("zh") or fallback, "zh": said.get("zh") or said.get("en") or fallback}


def _flag(reading: Reading, key: str) -> bool:
    said = reading.tree.get(key, False)
    if not isinstance(said, bool):
        reading.wrong((key,), f"{shown(said)}: allowed is true or false")
    return said is True


def _own_luck(reading: Reading, kind: str, method: str) -> bool:
    """Return whether each point is to meet luck of its own; methods that compare points one by one cannot have it."""
    own = reading.word("luck", LUCK, "common") == "own"
    if own and method and method not in OWN_LUCK[kind]:
        only = f"{method} compares points that met the same luck; `own` is for {listed(OWN_LUCK[kind])}"
        reading.wrong(("luck",), only)
    return own


def _seed(reading: Reading, cases: Sequence[Case], amend: Mapping[str, Any]) -> int:
    default = cases[0].scenario.runs.seed if cases else 0
    given = amend.get("seed")
    return int(given if given is not None else reading.number("seed", 0, 2**63 - 1, default))


def _samples(reading: Reading, method: str, amend: Mapping[str, Any], rows: int) -> int:
    given = amend.get("samples")
    if method in ("listed", "grid") and given is not None:
        reading.wrong((), f"--samples: {method} has the points that the file says")
    if method in ("listed", "grid", ""):
        return rows
    low, high, what = SAMPLES[method]
    if given is None and "samples" not in reading.tree:
        if {"trajectories", "base_points"} & set(reading.tree):
            return low
        reading.wrong(("samples",), f"is missing: how many {what}, {low} or more")
        return low
    said = int(reading.number("samples", low, high, low)) if given is None else int(given)
    if method == "sobol" and said & (said - 1):
        near = 2 ** (said.bit_length() - 1)
        reading.wrong(("samples",), f"{said} is no power of two, which the sequence needs: write {near} or {2 * near}")
    if not low <= said <= high:
        reading.wrong(("samples",), f"{said}: allowed are {low} to {high} {what}")
    return said


def _cases(reading: Reading) -> tuple[Case, ...]:
    """Return the scenarios of a study, each under a name of its own."""
    tree = reading.tree
    key = "scenarios" if "scenarios" in tree else "scenario"
    said = tree.get(key)
    entries = said if isinstance(said, list) else [said]
    if key == "scenarios" and (not isinstance(said, list) or not 0 < len(said) <= MOST_SCENARIOS):
        reading.wrong((key,), f"{shown(said)}: write a list of one to {MOST_SCENARIOS} scenarios")
        return ()
    if key not in tree:
        return ()
    found = [_case(reading, entry, (key, n) if key == "scenarios" else (key,)) for n, entry in enumerate(entries)]
    cases = tuple(case for case in found if case is not None)
    names = [case.scenario.name for case in cases]
    for number, name in enumerate(names):
        if name in names[:number]:
            reading.wrong((key, number), f"two scenarios are called `{name}`: give one `set: {{name: another}}`")
    return cases if len(cases) == len(entries) else ()


def _case(reading: Reading, entry: Any, path: TreePath) -> Case | None:
    own = entry.get("set", {}) if isinstance(entry, dict) else {}
    word = entry.get("scenario") if isinstance(entry, dict) else entry
    shared = reading.tree.get("set", {})
    if not isinstance(shared, dict):
        reading.wrong(("set",), f"{shown(shared)}: write {{path: value}}")
        return None
    if not isinstance(word, str) or not isinstance(own, dict):
        reading.wrong(path, "write the name of a scenario, or {scenario: name, set: {path: value}}")
        return None
    keys = ("scenario", "set")
    for key in [key for key in entry if key not in keys] if isinstance(entry, dict) else ():
        also = ": months and all else of a scenario stand under `set`, as `clock.months`" if key == "months" else ""
        reading.wrong((*path, key), f"unknown key `{key}`{did_you_mean(key, keys)}; allowed is {listed(keys)}{also}")
    try:
        file = _file(reading, word)
        case = read(file)
        sets = [text for part in (shared, own) for text in _sets(case, part)]
        return read(file, sets) if sets else case
    except DocumentError as error:
        for problem in error.problems:
            where = f"{problem.file}:{problem.line}:{problem.column} " if problem.line else ""
            inner = dotted(problem.path)
            reading.wrong(path, f"{where}{inner}{': ' if inner else ''}{problem.message}")
        return None


def _file(reading: Reading, word: str) -> str:
    """Return where a scenario stands: a shipped name from anywhere, a path from beside the study."""
    shipped = address(word)
    if word.startswith(SCHEME) or (shipped and not word.endswith(".yaml")):
        return (shipped or word).removesuffix(".yaml")
    near = beside(reading.document.places[()].file, word)
    if not os.path.isfile(at := located(near)):
        raise DocumentError([Problem(near, 0, 0, (), missing(near, at, "scenario"))])
    return near.removesuffix(".yaml") if near.startswith(SCHEME) else str(at)


def _sets(case: Case, said: Mapping[str, Any]) -> list[str]:
    """Return values as ``--set`` takes them; a star stands for every region."""
    from sim.reading.resolving import flow

    found: list[str] = []
    for path, value in said.items():
        star = path.startswith("world.regions.*.")
        places = [path.replace("*", region, 1) for region in case.scenario.regions] if star else [path]
        found += [f"{place}={flow(value)}" for place in places]
    return found


def _factors(reading: Reading, cases: Sequence[Case]) -> tuple[Factor, ...]:
    """Return the factors that are named, and all assumed numbers of the sections named."""
    named = factors_said(reading, cases)
    taken = {factor.path for factor in named}
    more = [one for one in assumed(reading, cases) if one.path not in taken]
    if not named and not more and not reading.problems:
        reading.wrong(("factors",), "a study needs factors: {path: {low, high}}, or `every_assumed: [uncertainties]`")
    return (*named, *more)


def _outcomes(reading: Reading, cases: Sequence[Case]) -> tuple[Asked, ...]:
    said = reading.tree.get("outcomes")
    if not isinstance(said, list) or not said:
        reading.wrong(("outcomes",), "is missing: write a list of outcomes (gaiju outcomes), such as [satisfaction]")
        return ()
    found = [_outcome(reading, cases, one, ("outcomes", n)) for n, one in enumerate(said)]
    for number, one in enumerate(found):
        if one is not None and one in found[:number]:
            reading.wrong(("outcomes", number), f"`{one.key}` stands twice: name each outcome once")
    return tuple(filter(None, found))


def _outcome(reading: Reading, cases: Sequence[Case], said: Any, path: TreePath) -> Asked | None:
    one = {"outcome": said} if isinstance(said, str) else said
    keys = ("outcome", "at", "over", "of")
    if not isinstance(one, dict) or set(one) - set(keys):
        odd = next((key for key in one if key not in keys), "") if isinstance(one, dict) else ""
        reading.wrong(path, f"write the name of an outcome, or {{outcome, at, over, of}}{did_you_mean(odd, keys)}")
        return None
    before = len(reading.problems)
    names = [case.scenario.name for case in cases]
    of = one.get("of", DIFFERENCE if len(names) == 2 else names[0] if names else DIFFERENCE)
    known = {"outcome": (*MEASURES, *SUMMARIES), "over": ("", *OVER)}
    known |= {"of": (*names, *((DIFFERENCE,) if len(names) == 2 else ()))} if names else {}
    for key, allowed in known.items():
        word = {"of": of}.get(key, one.get(key, ""))
        if not isinstance(word, str) or word not in allowed:
            near = did_you_mean(str(word), allowed)
            inner = (*path, key) if isinstance(said, dict) and key in said else path
            reading.wrong(inner, f"unknown {key} {shown(word)}{near}; allowed is {listed(tuple(allowed), str(word))}")
    at = one.get("at", END)
    if at != END and names and at not in _months(cases[0]):
        reading.wrong(
            (*path, "at"), f"{shown(at)} is no month of the run: {_months(cases[0])[0]} to {_months(cases[0])[-1]}"
        )
    if one.get("over") and at != END:
        reading.wrong((*path, "over"), "an outcome is looked at in one month, or summarised over all: not both")
    if str(one.get("outcome")) in SUMMARIES and (one.get("over") or at != END):
        reading.wrong(path, "this outcome sums up the whole run already: leave `at` and `over` away")
    return Asked(one.get("outcome", ""), at, one.get("over", ""), of) if len(reading.problems) == before else None


def _months(case: Case) -> list[str]:
    clock = case.scenario.clock
    return [clock.label(month) for month in range(clock.burn_in + 1, clock.last + 1)]


def _steps(reading: Reading, factors: Sequence[Factor]) -> dict[str, tuple[Any, ...]]:
    """Return the values of each factor in a grid: those listed, or a number of steps over the range."""
    import numpy as np

    found: dict[str, tuple[Any, ...]] = {}
    for factor in factors:
        said = (reading.tree["factors"] or {}).get(factor.path) or {}
        number = said.get("steps", 5) if isinstance(said, dict) else 5
        if factor.options:
            found[factor.path] = factor.options
        elif isinstance(number, bool) or not isinstance(number, int) or not 2 <= number <= 200:
            reading.wrong(
                ("factors", factor.path, "steps"), f"{shown(number)}: allowed is a whole number from 2 to 200"
            )
        else:
            values = np.linspace(factor.low, factor.high, number).tolist()
            found[factor.path] = tuple(dict.fromkeys(round(v) if factor.whole else float(f"{v:.10g}") for v in values))
    return found

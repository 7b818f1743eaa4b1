"""Factors of a study file: which paths there are, how far they range, how they are spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.document import DocumentError, TreePath, did_you_mean, dotted
from sim.evidence.claims import honesty
from sim.quantity import Quantity
from sim.reading import Case
from sim.reading.amending import concrete
from sim.reading.factor import DISTRIBUTIONS, DUMMY, Factor
from sim.reading.numbers import START, checked, listed, plain, shown
from sim.reading.shapes import declarations, quantity_at
from sim.rules.parameters import OFF

if TYPE_CHECKING:
    from sim.reading.study_file import Reading

KEYS = ("low", "high", "distribution", "mode", "mean", "sd", "options", "group", "steps")
SECTIONS: Mapping[str, TreePath] = {"uncertainties": ("uncertainties",), "world.terms": ("world", "terms")}
FIXED = ("clock", "runs")
"""Sections that no factor may move: all points share months, seed and replications."""


def factors_said(reading: Reading, cases: Sequence[Case]) -> tuple[Factor, ...]:
    """Return the factors that the file names."""
    said = reading.tree.get("factors") or {}
    if not isinstance(said, dict):
        reading.wrong(("factors",), f"{shown(said)}: write {{path: {{low, high, distribution}}}}")
        return ()
    return tuple(filter(None, (_factor(reading, cases, path, one or {}) for path, one in said.items())))


def assumed(reading: Reading, cases: Sequence[Case]) -> Iterator[Factor]:
    """Yield a factor for every assumed number of the sections that the file names under ``every_assumed``.

    A section is all of one, such as ``uncertainties``, or a mechanism of it, such as ``uncertainties.disputes``.
    """
    sections, skipped = reading.tree.get("every_assumed", []), reading.tree.get("except", [])
    for key, words in (("every_assumed", sections), ("except", skipped)):
        if not isinstance(words, list):
            reading.wrong((key,), f"{shown(words)} is no list")
            return
    grouped = "group_by" in reading.tree
    if grouped and reading.tree["group_by"] != "mechanism":
        reading.wrong(
            ("group_by",),
            f"{shown(reading.tree['group_by'])}: allowed is `mechanism`, the first part of a number's name",
        )
    every = _assumed(cases)
    parts = tuple(dict.fromkeys((*SECTIONS, *(_part(path) for path in every))))
    _known_words(reading, "every_assumed", sections, parts)
    _known_words(reading, "except", skipped, (*parts, *_declared()))
    for path, quantity in every.items():
        if _among(path, sections) and not _among(path, skipped):
            made = _default(path, quantity, cases)
            yield replace(made, group=_part(path).split(".")[-1]) if grouped else made


def _assumed(cases: Sequence[Case]) -> dict[str, Quantity]:
    """Return what is declared about every assumed number that a scenario uses, by path."""
    every = {path: quantity for path, quantity in _declared().items() if honesty(quantity) == "assumed"}
    return {path: quantity for path, quantity in every.items() if not _off(cases, path)}


def _declared() -> dict[str, Quantity]:
    """Return every number of the sections, by path."""
    sections = SECTIONS.items()
    return {f"{name}.{one}": said for name, loc in sections for one, said in declarations()[loc].items()}


def _part(path: str) -> str:
    """Return the mechanism a path belongs to, with its section; of the terms the section.

    >>> _part("uncertainties.disputes.base"), _part("world.terms.veto")
    ('uncertainties.disputes', 'world.terms')
    """
    return ".".join(path.split(".")[:2])


def _among(path: str, words: Sequence[Any]) -> bool:
    """Return whether a path is named, or belongs to a section that is."""
    return any(path == word or path.startswith(f"{word}.") for word in words)


def _known_words(reading: Reading, key: str, words: Sequence[Any], known: Sequence[str]) -> None:
    """Note words that name nothing."""
    for number, word in enumerate(words):
        if word not in known:
            near = did_you_mean(str(word), known)
            reading.wrong((key, number), f"unknown section{near}; allowed is {listed(tuple(known), str(word))}")


def _default(path: str, quantity: Quantity, cases: Sequence[Case]) -> Factor:
    """Return a factor over the declared range, or the words declared."""
    if quantity.options:
        words = quantity.options
        return Factor(path, 0.0, float(len(words)), "choice", options=words, unit="word", meaning=quantity.meaning)
    low, high = next((case.ranges[path] for case in cases if path in case.ranges), (quantity.low, quantity.high))
    whole = isinstance(quantity.default, int) or quantity.unit in ("flag", "date")
    default = float(quantity.default) if isinstance(quantity.default, int | float) else None
    return Factor(path, low, high, whole=whole, unit=quantity.unit, default=default, meaning=quantity.meaning)


def _off(cases: Sequence[Case], path: str) -> bool:
    """Return whether every scenario has switched off the mechanism of a number."""
    name = path.removeprefix("uncertainties.")
    return all(any(name in OFF[mechanism] for mechanism in case.scenario.off) for case in cases)


def _factor(reading: Reading, cases: Sequence[Case], path: str, said: Any) -> Factor | None:
    at: TreePath = ("factors", path)
    before = len(reading.problems)
    quantity = _quantity(reading, cases, path, at)
    if not isinstance(said, dict):
        reading.wrong(at, f"{shown(said)}: write {{low: ..., high: ...}}, or {{}} for the declared range")
        return None
    for key in said:
        if key not in KEYS:
            reading.wrong((*at, key), f"unknown key `{key}`{did_you_mean(key, KEYS)}; allowed is {', '.join(KEYS)}")
    if quantity is None or len(reading.problems) > before:
        return None
    usual = _default(path, quantity, cases)
    if quantity.options or "options" in said:
        made = _choice(reading, quantity, usual, said, at)
    else:
        made = _range(reading, cases, quantity, usual, said, at)
    return made if len(reading.problems) == before else None


def _quantity(reading: Reading, cases: Sequence[Case], path: str, at: TreePath) -> Quantity | None:
    """Return what is declared about a path, in the first scenario that has it."""
    if path == DUMMY:
        reading.wrong(at, "the dummy is added to every study by itself")
        return None
    if path.split(".")[0] in FIXED:
        reading.wrong(at, "months, seed and replications are the same at all points: use `set`, `seed`, `replications`")
        return None
    for case in cases:
        for steps in concrete(case, path)[:1]:
            pattern = (*steps[:2], "*", *steps[3:]) if steps[:2] == ("policy", "levers") else steps
            found = quantity_at(pattern, case.scenario.rollout.strategy)
            if found is not None and found.unit != START.unit:
                if _off(cases, path):
                    reading.wrong(at, "`without` switches this mechanism off in all scenarios: it can have no effect")
                return found
    known = tuple(_known(cases))
    reading.wrong(
        at, f"no scenario of the study has such a number{did_you_mean(path, known)}; it has {listed(known, path)}"
    )
    return None


def _known(cases: Sequence[Case]) -> Iterator[str]:
    """Yield the paths that a factor may have."""
    for loc, section in declarations().items():
        if loc[0] in FIXED or (loc[2:3] == ("*",) and loc[1] == "levers") or "villages" in loc:
            continue
        strategy = loc[:2] == ("policy", "rollout")
        if strategy and (len(loc) > 3 or loc[2] not in [case.scenario.rollout.strategy for case in cases]):
            continue
        prefix = dotted(loc[:2] if strategy else loc)
        yield from (f"{prefix}.{name}" for name in section)
    for case in cases:
        yield from (f"policy.levers.{use.lever}.intensity" for use in case.scenario.levers)


def _choice(reading: Reading, quantity: Quantity, usual: Factor, said: Mapping[str, Any], at: TreePath) -> Factor:
    """Return a factor that chooses from a list."""
    options = said.get("options", list(quantity.options))
    if said.get("distribution", "choice") != "choice" or "low" in said or "high" in said:
        reading.wrong(at, "a choice has `options`, not a range or another distribution")
    if not isinstance(options, list) or len(options) < 2:
        reading.wrong((*at, "options"), f"{shown(options)}: write a list of two values or more")
        return usual
    for number, option in enumerate(options):
        _value(reading, None, quantity, option, (*at, "options", number))
    return Factor(
        usual.path, 0.0, float(len(options)), "choice", options=tuple(options), group=str(said.get("group", "")),
        unit=usual.unit, default=usual.default, meaning=usual.meaning,
    )  # fmt: skip


def _range(
    reading: Reading, cases: Sequence[Case], quantity: Quantity, usual: Factor, said: Mapping[str, Any], at: TreePath
) -> Factor:
    """Return a factor that ranges from low to high."""
    clock = cases[0].scenario.clock
    ends = [
        _value(reading, clock, quantity, said[key], (*at, key)) if key in said else default
        for key, default in (("low", usual.low), ("high", usual.high))
    ]
    middle = next((said[key] for key in ("mode", "mean") if key in said), None)
    numbers = {"mode": said.get("mode"), "mean": said.get("mean"), "sd": said.get("sd")}
    for key, number in numbers.items():
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            reading.wrong((*at, key), f"{shown(number)} is no number")
            return usual
    kind = said.get("distribution", "uniform")
    if kind not in DISTRIBUTIONS[:-1]:
        near = did_you_mean(str(kind), DISTRIBUTIONS)
        reading.wrong((*at, "distribution"), f"{shown(kind)} is not known{near}; allowed is {', '.join(DISTRIBUTIONS)}")
    low, high = ends
    if not low < high:
        reading.wrong(at, f"the range runs from {plain(low)} to {plain(high)}: `low` must be less than `high`")
    elif middle is not None and not low <= middle <= high:
        reading.wrong(at, f"{plain(middle)} does not lie in the range {plain(low)} to {plain(high)}")
    if kind == "log-uniform" and low <= 0.0:
        reading.wrong((*at, "low"), f"a log-uniform factor begins above 0, not at {plain(low)}")
    if said.get("sd") is not None and said["sd"] <= 0.0:
        reading.wrong((*at, "sd"), "a spread is above 0")
    return Factor(
        usual.path, low, high, str(kind), middle, said.get("sd"), group=str(said.get("group", "")), whole=usual.whole,
        unit=usual.unit, default=usual.default, meaning=usual.meaning,
    )  # fmt: skip


def _value(reading: Reading, clock: Any, quantity: Quantity, raw: Any, at: TreePath) -> float:
    """Return an admissible value; note what is wrong with another."""
    try:
        found = checked(quantity, raw, clock)
    except ValueError as error:
        reading.wrong(at, str(error))
        return quantity.low
    return float(found) if not isinstance(found, str) else 0.0


def refused_at_ends(reading: Reading, cases: Sequence[Case], factors: Sequence[Factor]) -> None:
    """Note factors at an end of whose range a scenario does not hold together, all others being as they are.

    Numbers of mechanisms and terms stand alone, and their ranges have been checked: only world and policy are read.
    """
    for factor in factors:
        if factor.path.startswith(("uncertainties.", "world.terms.")):
            continue
        for case in cases:
            for steps in concrete(case, factor.path):
                for end in factor.options or (factor.low, factor.high):
                    _try(reading, case, factor, steps, end)


def _try(reading: Reading, case: Case, factor: Factor, steps: TreePath, end: Any) -> None:
    from sim.reading import read_text, resolved

    word = case.scenario.clock.label(int(end)) if factor.unit == "date" else int(end) if factor.whole else end
    try:
        read_text(resolved(case), case.file, [f"{dotted(steps)}={word}"])
    except DocumentError as error:
        for problem in error.problems:
            message = f"with {shown(word)} `{case.scenario.name}` is refused: {dotted(problem.path)}: {problem.message}"
            reading.wrong(("factors", factor.path), message.split(" (shows at")[0])

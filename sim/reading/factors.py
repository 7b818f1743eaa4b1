"""Factors of a study file: which paths there are, how far they range, how they are spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.document import DocumentError, TreePath, dotted
from sim.evidence.claims import honesty
from sim.quantity import Quantity
from sim.reading import Case
from sim.reading.amending import concrete
from sim.reading.factor import DISTRIBUTIONS, DUMMY, Factor
from sim.reading.numbers import START, checked, listed, plain, shown
from sim.reading.shapes import declarations, quantity_at
from sim.rules.parameters import OFF
from sim.scalars import did_you_mean
from sim.scenario import Clock

if TYPE_CHECKING:
    from sim.reading.study_file import Reading

KEYS = ("low", "high", "distribution", "mode", "mean", "sd", "values", "options", "group", "steps")
SHAPES: Mapping[str, str] = {"mode": "triangle", "mean": "normal", "sd": "normal"}
"""Keys that say how one distribution is shaped."""
SECTIONS: Mapping[str, TreePath] = {"uncertainties": ("uncertainties",), "world.terms": ("world", "terms")}
FIXED = ("clock", "runs")
"""Sections that no factor may move: all points share months, seed and replications."""


def factors_said(reading: Reading, cases: Sequence[Case]) -> tuple[Factor, ...]:
    """Return the factors that the file names."""
    said = {} if reading.tree.get("factors") is None else reading.tree["factors"]
    if not isinstance(said, dict):
        reading.wrong(("factors",), f"{shown(said)}: write {{path: {{low, high, distribution}}}}")
        return ()
    entries = ((path, {} if one is None else one) for path, one in said.items())
    return tuple(filter(None, (_factor(reading, cases, path, one) for path, one in entries)))


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
    if not isinstance(said.get("group", ""), str):
        reading.wrong((*at, "group"), f"{shown(said['group'])} is no name of a group")
    if quantity is None or len(reading.problems) > before:
        return None
    usual = _default(path, quantity, cases)
    if quantity.options or "options" in said or "values" in said:
        made = _choice(reading, cases[0].scenario.clock, quantity, usual, said, at)
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


def _choice(
    reading: Reading, clock: Clock, quantity: Quantity, usual: Factor, said: Mapping[str, Any], at: TreePath
) -> Factor:
    """Return a factor that takes listed values."""
    key = "values" if "values" in said else "options"
    options = said.get(key, list(quantity.options))
    for odd in [odd for odd in said if odd not in (key, "group") and (odd, said[odd]) != ("distribution", "choice")]:
        reading.wrong((*at, odd), f"a list of values takes no `{odd}`: delete it")
    if not isinstance(options, list) or len(options) < 2:
        reading.wrong((*at, key), f"{shown(options)}: write a list of two values or more")
        return usual
    found: list[Any] = []
    for number, option in enumerate(options):
        value = _value(reading, clock, quantity, option, (*at, key, number))
        if value is not None and value in found:
            reading.wrong((*at, key, number), f"{shown(option)} stands twice: list each value once")
        found.append(value)
    if not quantity.options and None not in found:
        found.sort()
    return replace(
        usual, low=0.0, high=float(len(found)), distribution="choice", options=tuple(found),
        group=said.get("group", ""), whole=False,
    )  # fmt: skip


def _range(
    reading: Reading, cases: Sequence[Case], quantity: Quantity, usual: Factor, said: Mapping[str, Any], at: TreePath
) -> Factor:
    """Return a factor that ranges from low to high."""
    clock = cases[0].scenario.clock
    low, high = (
        _value(reading, clock, quantity, said[key], (*at, key)) if key in said else default
        for key, default in (("low", usual.low), ("high", usual.high))
    )
    kind, middle, spread = _shape(reading, said, at)
    if low is None or high is None:
        return usual
    if not low < high:
        reading.wrong(at, f"the range runs from {plain(low)} to {plain(high)}: `low` must be less than `high`")
    elif middle is not None and not low <= middle <= high:
        reading.wrong(at, f"{plain(middle)} does not lie in the range {plain(low)} to {plain(high)}")
    if kind == "log-uniform" and low <= 0.0:
        reading.wrong((*at, "low"), f"a log-uniform factor begins above 0, not at {plain(low)}")
    return replace(
        usual, low=float(low), high=float(high), distribution=kind, middle=middle, spread=spread,
        group=said.get("group", ""),
    )  # fmt: skip


def _shape(reading: Reading, said: Mapping[str, Any], at: TreePath) -> tuple[str, float | None, float | None]:
    """Return the distribution of a range, its middle and its spread where they are given."""
    kind = said.get("distribution", "uniform")
    if kind not in DISTRIBUTIONS[:-1]:
        near = did_you_mean(str(kind), DISTRIBUTIONS)
        reading.wrong((*at, "distribution"), f"{shown(kind)} is not known{near}; allowed is {', '.join(DISTRIBUTIONS)}")
        return "uniform", None, None
    for key, shape in SHAPES.items():
        number = said.get(key, 1.0)
        if isinstance(number, bool) or not isinstance(number, int | float):
            reading.wrong((*at, key), f"{shown(number)} is no number")
            return "uniform", None, None
        if key in said and kind != shape:
            reading.wrong((*at, key), f"`{key}` belongs to `distribution: {shape}`, not to {kind}")
    if said.get("sd", 1.0) <= 0.0:
        reading.wrong((*at, "sd"), "a spread is above 0")
    return kind, said.get("mode", said.get("mean")), said.get("sd")


def _value(reading: Reading, clock: Clock, quantity: Quantity, raw: Any, at: TreePath) -> Any:
    """Return an admissible value, a date as its month; nothing, and a note, where it is none."""
    try:
        return checked(quantity, raw, clock)
    except ValueError as error:
        reading.wrong(at, str(error))
        return None


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
            message += "" if factor.options else "; `low` and `high` here give another range"
            reading.wrong(("factors", factor.path), message.split(" (shows at")[0])

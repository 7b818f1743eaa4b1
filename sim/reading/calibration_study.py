"""Read a calibration study, strictly: which parameters are searched, over which ranges, with how many runs."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.document import Document, DocumentError, Problem, TreePath
from sim.quantity import Quantity, quantities
from sim.reading.numbers import NAME, misnamed, unknown_keys
from sim.reading.shipped import opened
from sim.rules.parameters import Parameters
from sim.scalars import did_you_mean

STUDY, METHOD = "calibration", "history_matching"
NUMBERS: Mapping[str, tuple[int, int, int]] = {
    "samples": (10, 100_000, 120), "waves": (1, 20, 4), "replications": (1, 100, 1), "accept": (1, 10_000, 110),
    "rounds": (1, 50, 5), "agree": (1, 100, 75), "checks": (0, 1_000, 10), "lucks": (2, 1_000, 12),
    "seed": (0, 2**63 - 1, 20240101),
}  # fmt: skip
"""Whole numbers of a study: least, most, and what holds when nothing is said."""
KEYS = ("schema", "study", "name", "title", "method", *NUMBERS, "factors", "changed_after_fit")


@dataclass(frozen=True, slots=True)
class CalibrationStudy:
    """What is searched for, and how hard.

    Attributes
    ----------
    factors
        Range of each parameter, by path; all values in it are equally believed beforehand.
    samples
        Parameter sets a wave.
    waves
        So many, before sets are accepted.
    replications
        Runs of each set in every world.
    accept
        Parameter sets wanted.
    rounds, agree
        Sets are accepted, run and learned from at most so often, and until so many per cent of them agree.
    checks, lucks
        So many accepted sets are run so many times each in the end.
    changed_after_fit
        What was changed after an earlier fit had been looked at, in words: the page of the calibration repeats it.
    """

    name: str
    title: Mapping[str, str]
    samples: int
    waves: int
    replications: int
    accept: int
    rounds: int
    agree: int
    checks: int
    lucks: int
    seed: int
    factors: Mapping[str, tuple[float, float]]
    changed_after_fit: str = ""

    @property
    def digest(self) -> str:
        """Fingerprint of everything that determines the result, words left out."""
        words = ("title", "changed_after_fit")
        said = {key: part for key, part in dataclasses.asdict(self).items() if key not in words}
        return hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()


def read_calibration(path: str | Path) -> CalibrationStudy:
    """Read a study file, or a shipped one by its name.

    Raises
    ------
    DocumentError
        If anything is wrong with it; with all problems found.
    """
    document = opened(path)
    problems = list(_problems(document))
    if problems:
        raise DocumentError(problems)
    tree: dict[str, Any] = document.tree
    return CalibrationStudy(
        name=tree["name"],
        title=tree.get("title", {"en": tree["name"]}),
        factors={path: _range(path, said) for path, said in tree["factors"].items()},
        changed_after_fit=tree.get("changed_after_fit", ""),
        **{key: tree.get(key, usual) for key, (_, _, usual) in NUMBERS.items()},
    )


def searchable() -> Mapping[str, Quantity]:
    """Return what a calibration may search: the numbers of the mechanisms, by path."""
    return {
        f"{group.name}.{name}": quantity
        for group in dataclasses.fields(Parameters)
        for name, quantity in quantities(type(getattr(Parameters(), group.name)))
    }


def _range(path: str, said: Mapping[str, float]) -> tuple[float, float]:
    quantity = searchable()[path]
    return float(said.get("low", quantity.low)), float(said.get("high", quantity.high))


def _problems(document: Document) -> Iterator[Problem]:
    tree = document.tree
    if not isinstance(tree, dict):
        yield document.problem((), "a study is a mapping of keys to values")
        return
    for fault in unknown_keys(tree, KEYS):
        yield document.problem(*fault)
    yield from _words(document, tree)
    for key, (low, high, _) in NUMBERS.items():
        said = tree.get(key, low)
        if not isinstance(said, int) or isinstance(said, bool) or not low <= said <= high:
            yield document.problem((key,), f"`{said}` is no whole number from {low} to {high}")
    factors = tree.get("factors")
    if not isinstance(factors, dict) or not factors:
        where: TreePath = ("factors",) if "factors" in tree else ()
        yield document.problem(where, "a calibration needs `factors`: a mapping of parameters to ranges")
        return
    for path, part in factors.items():
        yield from _factor_problems(document, path, part)


def _words(document: Document, tree: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the words of a study."""
    for key, wanted in (("schema", 1), ("study", STUDY)):
        if tree.get(key) != wanted:
            said = f"is `{tree[key]}`" if key in tree else "is missing"
            yield document.problem(
                (key,) if key in tree else (), f"`{key}` {said}; this command reads `{key}: {wanted}`"
            )
    if tree.get("method", METHOD) != METHOD:
        yield document.problem(("method",), f"unknown method `{tree['method']}`; allowed is {METHOD}")
    name = tree.get("name")
    if not isinstance(name, str) or not re.fullmatch(NAME, name):
        yield document.problem(("name",), misnamed(name, NAME) if "name" in tree else "is missing")
    if not isinstance(tree.get("changed_after_fit", ""), str):
        yield document.problem(("changed_after_fit",), "is said in words")
    title = tree.get("title", {})
    if not isinstance(title, dict) or not all(isinstance(text, str) for text in title.values()):
        yield document.problem(("title",), "a title is written as {en: ..., zh: ...}")
    for path, message in unknown_keys(title, ("en", "zh")) if isinstance(title, dict) else ():
        yield document.problem(("title", *path), message)


def _factor_problems(document: Document, path: str, said: Any) -> Iterator[Problem]:
    """Yield what is wrong with one factor."""
    here: TreePath = ("factors", path)
    known = searchable()
    if path not in known:
        yield document.problem(here, f"no parameter is called `{path}`{did_you_mean(path, known)}")
        return
    quantity = known[path]
    if isinstance(quantity.default, int):
        yield document.problem(here, f"`{path}` takes whole numbers only, which this search cannot move")
        return
    if not isinstance(said, dict):
        yield document.problem(here, "a factor is written as {} for its declared range, or {low: ..., high: ...}")
        return
    for key, message in unknown_keys(said, ("low", "high")):
        yield document.problem((*here, *key), message)
    wrong = [end for end in said.keys() & {"low", "high"} if not _finite(said[end])]
    for end in wrong:
        yield document.problem((*here, end), f"`{said[end]}` is no number")
    if not wrong:
        low, high = _range(path, said)
        if not quantity.low <= low < high <= quantity.high:
            told = f"{low:g} to {high:g} is no range inside {quantity.low:g} to {quantity.high:g} ({quantity.unit})"
            yield document.problem(here, told)


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)

"""Read a study file, strictly: which runs to make of which scenarios, and what is asked of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.document import Document
from sim.reading import Case
from sim.reading.factor import Factor

METHODS: Mapping[str, tuple[str, ...]] = {
    "sensitivity": ("morris", "sobol", "fast", "rbd_fast", "delta", "pawn"),
    "sweep": ("grid", "lhs", "sobol", "listed"),
    "discovery": ("lhs", "sobol", "listed"),
}
LUCK = ("common", "own")
"""Luck of points: the same at all, or each its own."""
OWN_LUCK: Mapping[str, tuple[str, ...]] = {
    "sensitivity": ("rbd_fast", "delta", "pawn"),
    "sweep": ("lhs", "sobol"),
    "discovery": ("lhs", "sobol"),
}
"""Methods whose points stand apart, so that each may have luck of its own."""
DIFFERENCE = "difference"
END = "end"
OVER = ("mean", "min", "max", "sum")


@dataclass(frozen=True, slots=True)
class Asked:
    """An outcome that a study looks at.

    Attributes
    ----------
    outcome
        A measure, or a summary of the whole run.
    at
        A month as ``2026-06``, or ``end``.
    over
        How a measure is summarised over all months instead: mean, min, max or sum; empty if it is not.
    of
        The scenario whose level counts, or ``difference``: the second scenario minus the first.
    """

    outcome: str
    at: str = END
    over: str = ""
    of: str = DIFFERENCE

    @property
    def key(self) -> str:
        """The name under which it stands in tables."""
        when = f" {self.over}" if self.over else "" if self.at == END else f" {self.at}"
        return f"{self.outcome}{when}" + ("" if self.of == DIFFERENCE else f" [{self.of}]")


@dataclass(frozen=True, slots=True)
class Study:
    """What a study file says.

    Attributes
    ----------
    cases
        The scenarios, as they are without any factor moved.
    samples
        As the method counts them; the number of points for a list.
    steps
        Values of each factor in a grid, by path.
    listed
        Values of the factors at listed points, in the order of the factors.
    own_luck
        Whether each point meets luck of its own; else a replication has the same seed at all points.
    margin
        For a discovery: by how much the second scenario must be better; the outcome's own margin when missing.
    """

    kind: str
    name: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    cases: tuple[Case, ...]
    method: str
    samples: int
    replications: int
    seed: int
    factors: tuple[Factor, ...]
    outcomes: tuple[Asked, ...]
    file: str
    second_order: bool = False
    own_luck: bool = False
    steps: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    listed: tuple[tuple[Any, ...], ...] = ()
    margin: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenarios."""
        return tuple(case.scenario.name for case in self.cases)

    def said(self, name: str, language: str = "en") -> str:
        """Return the title of a scenario, with its name where others share the title."""
        titles = {case.scenario.name: case.scenario.title[language] for case in self.cases}
        return f"{titles[name]} ({name})" if list(titles.values()).count(titles[name]) > 1 else titles[name]

    def plain(self) -> dict[str, Any]:
        """Return all but the scenarios as JSON knows it, for a directory to keep."""
        said = {one.name: getattr(self, one.name) for one in dataclasses.fields(self) if one.name != "cases"}
        return {
            **said,
            "title": dict(self.title),
            "question": dict(self.question),
            "factors": [dataclasses.asdict(one) for one in self.factors],
            "outcomes": [dataclasses.asdict(one) for one in self.outcomes],
            "steps": {path: list(part) for path, part in self.steps.items()},
            "listed": [list(row) for row in self.listed],
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any], cases: tuple[Case, ...]) -> Study:
        """Return the study that a directory kept."""
        factors = tuple(Factor(**{**one, "options": tuple(one["options"])}) for one in plain["factors"])
        outcomes = tuple(Asked(**one) for one in plain["outcomes"])
        listed = tuple(tuple(row) for row in plain["listed"])
        steps = {path: tuple(part) for path, part in plain["steps"].items()}
        said = {**plain, "factors": factors, "outcomes": outcomes, "listed": listed, "steps": steps}
        return cls(cases=cases, **said)


def is_study(document: Document) -> bool:
    """Return whether a document means to be a study, not a scenario."""
    return isinstance(document.tree, dict) and "study" in document.tree

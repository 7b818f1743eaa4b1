"""In what two run directories differ: scenarios, versions, tables, and what the runs came to."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.api.stored import tables_in
from sim.manifest import MANIFEST, cases, told, unchanged
from sim.reading import Case

SAME = 1e-12
"""Relative difference of means that is an order of summing."""
FACTS = ("model_version", "git_commit", "simd", "seed")
TABLES = ("runs", "timeseries", "villages", "groups", "stages", "example")


@dataclass(frozen=True, slots=True)
class Kept:
    """One run directory: its manifest, its scenarios, and the means of their outcomes."""

    path: Path
    manifest: Mapping[str, Any]
    cases: tuple[Case, ...]
    summary: pd.DataFrame | None


@dataclass(frozen=True, slots=True)
class Mean:
    """An outcome whose mean differs between two directories."""

    scenario: str
    outcome: str
    unit: str
    one: float
    other: float

    @property
    def difference(self) -> float:
        """The second mean minus the first."""
        return self.other - self.one


def is_kept(path: Path) -> bool:
    """Return whether a path is a run directory."""
    return (path / MANIFEST).is_file()


def kept(path: Path) -> Kept:
    """Return what stands in a run directory.

    Raises
    ------
    Unusable
        If its manifest cannot be read.
    Damaged
        If manifest, scenario or table is not as it was written.
    """
    manifest = told(path)
    unchanged(path, manifest["files"], tables_in(manifest))
    table = pd.read_csv(path / "summary.csv") if "summary.csv" in manifest["files"] else None
    return Kept(path, manifest, tuple(cases(path, manifest)), table)


def facts(one: Kept, other: Kept) -> dict[str, tuple[Any, Any]]:
    """Return what differs of version, commit, machine, seed and number of runs, by name."""
    sides = [_facts(each.manifest) for each in (one, other)]
    names = dict.fromkeys([*sides[0], *sides[1]])
    both = {name: (sides[0].get(name), sides[1].get(name)) for name in names}
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def _facts(manifest: Mapping[str, Any]) -> dict[str, Any]:
    versions = {f"version of {name}": version for name, version in manifest["versions"].items()}
    runs = {f"runs {name}": number for name, number in manifest["runs"].items()}
    return {name: manifest[name] for name in FACTS} | versions | runs


def tables(one: Kept, other: Kept) -> dict[str, bool]:
    """Return of each table that both have whether it is the same to the last bit."""
    files = [each.manifest["files"] for each in (one, other)]
    names = [name for name in TABLES if all(f"{name}.parquet" in of for of in files)]
    return {name: files[0][f"{name}.parquet"] == files[1][f"{name}.parquet"] for name in names}


def means(one: Kept, other: Kept) -> tuple[Mean, ...]:
    """Return the outcomes whose means differ; two directories of one scenario each are compared by whatever name."""
    if one.summary is None or other.summary is None:
        return ()
    alone = len(one.cases) == len(other.cases) == 1
    sides = [_means(each.summary, alone) for each in (one, other) if each.summary is not None]
    return tuple(_unequal(sides[0], sides[1]))


def _means(summary: pd.DataFrame, alone: bool) -> dict[tuple[str, str], tuple[str, float]]:
    return {
        ("" if alone else str(row["scenario"]), str(row["outcome"])): (str(row["unit"]), float(row["mean"]))
        for row in summary.to_dict("records")
    }


def _unequal(
    one: Mapping[tuple[str, str], tuple[str, float]], other: Mapping[tuple[str, str], tuple[str, float]]
) -> Iterator[Mean]:
    for (scenario, outcome), (unit, value) in one.items():
        if (scenario, outcome) in other:
            second = other[scenario, outcome][1]
            if not math.isclose(value, second, rel_tol=SAME, abs_tol=SAME) and not math.isnan(value + second):
                yield Mean(scenario, outcome, unit, value, second)

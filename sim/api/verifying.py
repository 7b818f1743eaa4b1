"""Whether a run directory is what was written, and whether its runs come out the same when made again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.designs.points import Points, design_of, designed
from sim.designs.replications import Cell
from sim.experiment import execute
from sim.manifest import UNFINISHED, Unusable, cases, told
from sim.parts import Damaged, Parts, apart, arrow, files, named, tables_kept, told_apart
from sim.running import MODEL_VERSION, Failure
from sim.store import run_ids

Tables = Callable[[str], Any]
"""Reads a table of a run by name."""
Named = tuple[str, Cell]


@dataclass(frozen=True, slots=True)
class Again:
    """A run that was made again.

    Attributes
    ----------
    unlike
        In what it differs from what is kept, in words; empty where every bit is the same.
    """

    run_id: str
    scenario: str
    replication: int
    unlike: str


def wrong_files(path: Path) -> list[str]:
    """Return in words every file of a run directory that changed, is missing or additional.

    Of an experiment that is unfinished, or was killed, the finished runs and the scenarios are checked: tables and
    figures are made again when it is gone on with, and none counts as additional.

    Raises
    ------
    Unusable
        If it is no run directory or its manifest is damaged.
    """
    manifest = told(path)
    listed, wrong = manifest["files"], list[str]()
    unfinished = manifest["status"] in UNFINISHED
    for name in sorted({*listed, *([] if unfinished else files(path))}):
        wrong += told_apart(path / name, listed.get(name))
    if unfinished:
        try:
            cases(path, manifest)
        except Damaged as error:
            wrong += [] if wrong else [str(error)]
    return wrong + list(Parts.of(path).wrong())


def again(path: Path, number: int) -> Iterator[Again]:
    """Make some finished runs again, one after the other, and compare every bit.

    Which ones is drawn by hash from the identities, so that the same directory always gives the same ones.

    Raises
    ------
    Unusable
        If the directory was made by another version of the model, or holds no finished run.
    Damaged
        If what is to be compared cannot be read.
    """
    manifest = told(path)
    if manifest["model_version"] != MODEL_VERSION:
        made = f"was made by version {manifest['model_version']} of the model, this is {MODEL_VERSION}"
        raise Unusable(f"{path}: {made}: its runs cannot be made again here")
    points = design_of(manifest["design"])
    cells = designed(cases(path, manifest), points)
    kept = _kept(path, manifest["joined"], cells)
    if not kept:
        raise Unusable(f"{path}: holds no finished run that could be made again")
    taken = drawn([name for name, _ in kept], number)
    for (name, cell), tables in _with_tables(path, manifest["joined"], kept, points):
        if name in taken:
            taken.remove(name)  # once, though scenarios that differ in name alone share it
            yield Again(name, cell.case.scenario.name, cell.replicate, _unlike(cell, tables))


def drawn(names: Sequence[str], number: int) -> set[str]:
    """Return some of the identities, drawn by their hash: the same ones of the same directory."""
    return set(sorted(set(names), key=lambda name: hashlib.blake2b(name.encode()).digest())[:number])


def _kept(path: Path, joined: bool, cells: Sequence[Cell]) -> list[Named]:
    """Return the cells whose runs are finished and gave tables, with their identities."""
    if joined:
        runs = pd.read_parquet(path / "runs.parquet")
        errors = dict(zip(runs["run_id"], runs["error"], strict=True))
    else:
        errors = Parts.of(path).errors()
    kept = {
        (name, cell.case.scenario.name): (name, cell)
        for name, cell in zip(run_ids(cells), cells, strict=True)
        if errors.get(name) == ""
    }
    return list(kept.values())  # once, though several points may ask for the same run


def _with_tables(
    path: Path, joined: bool, kept: Sequence[Named], points: Points | None
) -> Iterator[tuple[Named, Tables]]:
    """Yield finished runs and what reads their tables."""
    if joined:
        runs = apart(path, [name for name, _ in kept], tables_kept(points))
        for one, (_, tables) in zip(kept, runs, strict=True):
            yield one, tables.__getitem__
    else:
        parts = Parts.of(path)
        for one in kept:
            yield one, partial(parts.table, one[0])


def _unlike(cell: Cell, there: Tables) -> str:
    """Make a run again and return in what it differs from the one that is kept."""
    made = execute(cell)
    if isinstance(made, Failure):
        return f"fails here: {made.error}"
    for name, frame in made.tables().items():
        kept = named(there(name), cell.case.scenario.name).to_pandas()
        words = first_difference(kept, arrow(frame).to_pandas())
        if words:
            return f"{name}.parquet: {words}"
    return ""


def first_difference(kept: pd.DataFrame, made: pd.DataFrame) -> str:
    """Return in words where two tables first differ in a bit, nothing where they do not.

    >>> one, two = (pd.DataFrame({"month": ["2024-01"], "value": [value]}) for value in (0.5, 0.25))
    >>> first_difference(one, one), first_difference(one, two)
    ('', 'row 1: value is 0.5 in the file, 0.25 made again')
    """
    if kept.columns.tolist() != made.columns.tolist() or len(kept) != len(made):
        return f"{len(kept)} rows of {kept.shape[1]} columns in the file, {len(made)} of {made.shape[1]} made again"
    for column in kept.columns:
        unlike = np.flatnonzero(_bits(kept[column]) != _bits(made[column]))
        if unlike.size:
            row = int(unlike[0])
            values = (each[column].iloc[row] for each in (kept, made))
            there, here = (value.item() if isinstance(value, np.generic) else value for value in values)
            return f"row {row + 1}: {column} is {there} in the file, {here} made again"
    return ""


def _bits(column: pd.Series[Any]) -> np.ndarray[Any, Any]:
    """Return a column so that equal means equal in every bit; missing equals missing."""
    if pd.api.types.is_float_dtype(column):
        return column.to_numpy(np.float64).view(np.uint64)
    return column.astype(str).to_numpy(object)

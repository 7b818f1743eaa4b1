"""Ask a run directory from Python: what its tables say, as if the runs had just been made."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.api.asking import found_by
from sim.manifest import Unusable, cases, followed, told, unchanged
from sim.reading import Case
from sim.statistics.finding import Finding
from sim.store import load as tables

VERBS = ("run", "compare")
"""Verbs whose runs are told as a finding or a report."""


def load(directory: str | Path) -> Finding:
    """Return what a stored run directory holds; ``timeseries``, ``summary`` and ``tables`` are pandas tables.

    Parameters
    ----------
    directory
        A run directory; ``results/NAME`` or ``results/NAME/latest`` is its newest.

    Raises
    ------
    Unusable
        If it is no run directory, unfinished, or of a study, whose CSV files pandas reads by itself.
    Damaged
        If a table is not as it was written.
    RunsFailed
        If no run gave any tables.
    """
    path = followed(Path(directory))
    manifest = intact(path, "findings")
    return concluded(path, cases(path, manifest), manifest["asked"])


def intact(path: Path, made: str, verbs: Sequence[str] = VERBS) -> dict[str, Any]:
    """Return the manifest of a run directory whose tables are whole.

    Parameters
    ----------
    made
        What is to be made of them, for the message when it cannot be.
    verbs
        Which have to have made the directory; any when empty.

    Raises
    ------
    Unusable
        If it is no run directory, unfinished, or made by another verb.
    Damaged
        If a table is not as it was written.
    """
    manifest = told(path)
    verb = manifest["asked"]["verb"]
    if verbs and verb not in verbs:
        files = ", ".join(sorted(file.name for file in path.glob("*.csv")))
        beside = f"; its tables stand there: {files}" if files else ""
        raise Unusable(f"{path}: was made by `gaiju {verb}`; {made} are made of {' and '.join(verbs)}{beside}")
    if not manifest["joined"]:
        raise Unusable(f"{path}: is unfinished ({manifest['status']}): `gaiju resume {shlex.quote(str(path))}` goes on")
    unchanged(path, manifest["files"], tables_in(manifest))
    return manifest


def tables_in(manifest: Mapping[str, Any]) -> list[str]:
    """Return the names of the tables that were written into a run directory, conclusions first."""
    own = [name for name in manifest["files"] if "/" not in name]
    return [name for suffix in (".csv", ".parquet") for name in own if name.endswith(suffix)]


def concluded(path: Path, read: Sequence[Case], asked: Mapping[str, Any]) -> Finding:
    """Return what the tables of a run directory say.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    return found_by(tables(path), read, asked["baseline"], asked.get("goals"))

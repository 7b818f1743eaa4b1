"""Ask a run directory from Python: what its tables say, as if the runs had just been made."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.analyses.asking import titles
from sim.analyses.ensembles import ensembles_in
from sim.analyses.finding import Finding, finding
from sim.designs.replications import policy_alone
from sim.manifest import Unusable, cases, followed, told
from sim.parts import Damaged, told_apart
from sim.reading import Case
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
    return concluded(path, cases(path, manifest, manifest["design"]["replications"]), manifest["asked"])


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
    for name, written in manifest["files"].items():
        for words in told_apart(path / name, written) if name.endswith(".parquet") else ():
            raise Damaged(f"{words}; `gaiju verify {path}` names all such files")
    return manifest


def concluded(path: Path, read: Sequence[Case], asked: Mapping[str, Any]) -> Finding:
    """Return what the tables of a run directory say.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    names, alone = read[0].scenario.outcomes, policy_alone(read)
    return finding(tables(path), titles(read), asked["baseline"], names, ensembles_in(read), alone)

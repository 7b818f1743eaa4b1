"""Write the report of an experiment: with its conclusions, or again from what a run directory holds."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.api.stored import VERBS, concluded, intact, tables_in
from sim.files import write_text
from sim.manifest import cases, locked, seal, told, unlock
from sim.report.page import LANGUAGES, Badge, Material, page
from sim.statistics.finding import Finding
from sim.store import Directory
from sim.words.amounts import Language

REPORT = "report.html"


def write(directory: Directory, found: Finding, languages: Sequence[Language] = LANGUAGES) -> Path:
    """Write the report of an experiment that has just been concluded, and return where it stands."""
    badge = _badge(directory.manifest(), directory.commands)
    file = directory.wrote(REPORT)
    write_text(file, page(Material(found, directory.cases, badge), languages))
    return file


def material_of(path: Path, made: str = "reports") -> Material:
    """Return what the report of a run directory is made from.

    Parameters
    ----------
    made
        What is made of it, for the message when that cannot be.

    Raises
    ------
    Unusable
        If it is no run directory, unfinished, or of runs that no report is made of.
    Damaged
        If a table is not as it was written.
    RunsFailed
        If no run gave any tables.
    """
    manifest = intact(path, made)
    read = cases(path, manifest)
    commands = [manifest["command"], *(one["command"] for one in manifest["continued"])]
    badge = _badge(manifest, "; ".join(map(shlex.join, commands)))
    return Material(concluded(path, read, manifest["asked"]), read, badge)


def explaining(path: Path) -> Material | Badge:
    """Return what an export of a run directory is explained by; of a study, by what it was made. Refused as above."""
    if told(path)["asked"]["verb"] in VERBS:
        return material_of(path, "exports")
    manifest = intact(path, "exports", ())
    return _badge(manifest, shlex.join(manifest["command"]))


def rebuild(path: Path, languages: Sequence[Language] = LANGUAGES) -> Path:
    """Write report and figures of a run directory again; of its manifest only the hashes of these change.

    Raises
    ------
    Unusable
        If another process holds it, or no report can be made of it.
    Damaged
        If a table is not as it was written.
    """
    told(path)
    lock = locked(path)
    try:
        made, manifest = material_of(path), told(path)
        directory = Directory(path, made.cases, manifest["asked"], lock)
        for figure in manifest["asked"]["figures"]:
            if figure != "regions" or len(made.finding.cube.regions) > 2:
                directory.write_figure(figure, made.finding.figure(figure))
        if "naive.csv" in manifest["files"]:
            directory.write_figure("naive", made.finding.figure("naive"))
        write_text(directory.wrote(REPORT), page(made, languages))
        seal(path, {**manifest, "files": manifest["files"] | directory.hashed()})
    finally:
        unlock(path, lock)
    return path / REPORT


def _badge(manifest: Mapping[str, Any], commands: str) -> Badge:
    return Badge(
        command=commands,
        model_version=manifest["model_version"],
        versions=manifest["versions"],
        commit=manifest["git_commit"],
        seed=manifest["seed"],
        replications=manifest["design"]["replications"],
        digests={name: one["digest"] for name, one in manifest["scenarios"].items()},
        hashes={name: manifest["files"][name] for name in sorted(tables_in(manifest))},
    )

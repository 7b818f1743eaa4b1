"""Found a run directory, or open one again."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import BaseFileLock

from sim.designs.points import Points, design_of, designed
from sim.designs.replications import Cell
from sim.files import remove_leftovers, write_text
from sim.manifest import LATEST, Unusable, cases, locked, told, unlock
from sim.reading import Case
from sim.running import MODEL_VERSION, simd, versions
from sim.store import Directory, run_ids


def found(
    root: Path, name: str, cases: Sequence[Case], command: Sequence[str], asked: Mapping[str, Any],
    points: Points | None = None,
) -> Directory:  # fmt: skip
    """Found the directory of an experiment, in which every case is run as often as the first says.

    Parameters
    ----------
    root, name
        Where results stand, and under which name.
    command, asked
        By which command, and what follows from the runs.
    points
        The rows of a study's design.
    """
    path = _founded(root / name, datetime.now(UTC), designed(cases, points))
    directory = Directory(path, cases, asked, locked(path), points)
    directory.command = list(command)
    directory.start()
    write_text(root / name / LATEST, path.name)
    return directory


def reopened(
    path: Path, command: Sequence[str], number: int = 0, retry_failed: bool = False, repair: bool = False
) -> Directory:
    """Open a run directory to go on with it.

    Parameters
    ----------
    command
        By which command it is gone on with.
    number
        Replications it shall hold from now on; as many as before where 0.
    retry_failed, repair
        Whether runs that failed, or whose tables are not as they were written, are to be made again.

    Raises
    ------
    Unusable
        If it is no run directory, held by another process, of another model version, or would shrink.
    Damaged
        If a file it rests on is not as it was written.
    DocumentError
        If a scenario in it cannot be read.
    """
    told(path)
    lock = locked(path)
    try:
        directory = _reopened(path, lock, repair)
        has = directory.cases[0].scenario.runs.replications
        if 0 < number < has:
            raise Unusable(f"{path}: has {has} replications already; --replications takes {has} or more")
        remove_leftovers(path)
        if number > has:
            directory.enlarge(number)
        if retry_failed:
            directory.retry_failed()
        by = {"command": list(command), "versions": dict(versions()), "simd": simd()}
        directory.continued.append(by)
        directory.start()
        directory.log("reopened", **by)
    except BaseException:
        unlock(path, lock)
        raise
    return directory


def _reopened(path: Path, lock: BaseFileLock, repair: bool) -> Directory:
    """Return a directory as its files say it is."""
    manifest = told(path)
    if manifest["model_version"] != MODEL_VERSION:
        here = f"this is {MODEL_VERSION}: install that version, or make the experiment anew"
        raise Unusable(f"{path}: was made by version {manifest['model_version']} of the model, {here}")
    directory = Directory(path, cases(path, manifest), manifest["asked"], lock, design_of(manifest["design"]))
    directory.command, directory.continued = manifest["command"], manifest["continued"]
    directory.begun, directory.spent = datetime.fromisoformat(manifest["begun"]), manifest["duration_seconds"]
    directory.versions, directory.simd = manifest["versions"], manifest["simd"]
    directory.joined, directory.files = manifest["joined"], manifest["files"]
    directory.look(repair)
    return directory


def _founded(place: Path, begun: datetime, cells: Sequence[Cell]) -> Path:
    """Make a directory that did not exist and return it."""
    ids = " ".join(run_ids(cells))
    stem = f"{begun:%Y%m%dT%H%M%SZ}-{hashlib.blake2b(ids.encode(), digest_size=3).hexdigest()}"
    for number in itertools.count(1):
        path = place / (stem if number == 1 else f"{stem}-{number}")
        with contextlib.suppress(FileExistsError):
            path.mkdir(parents=True)
            return path
    raise AssertionError("unreachable: the count has no end")

"""What a run directory says of itself: by what it was made, and all that is needed to go on with it.

The scenarios stand beside the manifest, resolved: no file outside the directory is read again.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import BaseFileLock, FileLock, Timeout
from pydantic import BaseModel, Field, ValidationError

from sim.document import dotted
from sim.parts import Damaged
from sim.reading import Case, digest, read
from sim.running import MODEL_VERSION, simd, versions

LOCK = ".lock"
MANIFEST = "manifest.json"
LATEST = "latest"
"""File that holds the name of the newest run directory beside it."""


class _Maker(BaseModel):
    command: list[str]
    versions: dict[str, str]
    simd: str


class _Scenario(BaseModel):
    digest: str
    file: str


class _Asked(BaseModel):
    verb: str


class _Design(BaseModel):
    replications: int = Field(ge=1)


class _Manifest(_Maker):
    """What must stand in a manifest to go on; more may."""

    status: str
    continued: list[_Maker]
    asked: _Asked
    model_version: str
    scenarios: dict[str, _Scenario] = Field(min_length=1)
    design: _Design
    joined: bool
    begun: datetime
    duration_seconds: float
    files: dict[str, str]


class Unusable(Exception):
    """A run directory cannot be gone on with; says why in one line."""


def followed(path: Path) -> Path:
    """Return the run directory that a path means: itself, or the newest of ``results/NAME`` or ``results/NAME/latest``.

    What means none is given back, for others to refuse.
    """
    newest = path if path.name == LATEST else path / LATEST
    if (path / MANIFEST).is_file() or not newest.is_file():
        return path
    named = newest.parent / newest.read_text("utf-8", errors="replace").strip()
    return named if named.parent == newest.parent and (named / MANIFEST).is_file() else path


def told(path: Path) -> dict[str, Any]:
    """Return what the manifest of a run directory says.

    Raises
    ------
    Unusable
        If there is none, it cannot be read, or lacks what is needed to go on.
    """
    file = path / MANIFEST
    if not file.is_file():
        raise Unusable(f"{path}: is no run directory: it has no {MANIFEST}")
    try:
        text = file.read_text(encoding="utf-8")
        _Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = f" {dotted(first['loc'])}:" if first["loc"] else ""
        raise Unusable(f"{file}: is damaged, or older than `gaiju resume`:{where} {first['msg']}") from None
    except UnicodeDecodeError:
        raise Unusable(f"{file}: is damaged: it is no text") from None
    return dict(json.loads(text))


def cases(path: Path, manifest: Mapping[str, Any], number: int) -> list[Case]:
    """Return the cases as they were run, with another number of replications where that has changed.

    Raises
    ------
    Damaged
        If one is not what was run.
    """
    said = {path / one["file"]: one["digest"] for one in manifest["scenarios"].values()}
    found = [read(file) for file in said]
    for file, case in zip(said, found, strict=True):
        if digest(case) != said[file]:
            raise Damaged(f"{file}: has changed since it was written: its runs would be others")
    if found[0].scenario.runs.replications == number:
        return found
    return [read(file, [f"runs.replications={number}"]) for file in said]


def entry(case: Case, number: int) -> dict[str, str]:
    """Return what a manifest says of a case, one of a number of them."""
    return {"digest": digest(case), "file": scenario_file(case, number)}


def scenario_file(case: Case, number: int) -> str:
    """Return in which file a case stands, of several or alone."""
    middle = "" if number == 1 else f".{case.scenario.name}"
    return f"scenario.resolved{middle}.yaml"


def other_makers(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield, in words, in what this machine differs from those the runs were made on: numbers may, in the last bit."""
    here = {"the model": MODEL_VERSION, **versions(), "vector instructions": simd()}
    seen: dict[str, None] = {}
    for maker in (manifest, *manifest["continued"]):
        there = {"the model": manifest["model_version"], **maker["versions"], "vector instructions": maker["simd"]}
        unlike = [name for name in here if there.get(name) != here[name]]
        seen |= dict.fromkeys(f"{name}: {there.get(name)} there, {here[name]} here" for name in unlike)
    yield from seen


def git_commit() -> str | None:
    """Return the commit this package stands at, with ``+`` for changes on top of it; nothing outside a checkout."""
    home = Path(__file__).parent.parent
    if not (home / ".git").exists():
        return None
    try:
        commit, changes = (_git(home, *words) for words in (("rev-parse", "HEAD"), ("status", "--porcelain", "sim")))
    except (OSError, subprocess.CalledProcessError):
        return None
    return commit + ("+" if changes else "")


def _git(home: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(home), *words], capture_output=True, text=True, check=True).stdout.strip()


def locked(path: Path) -> BaseFileLock:
    """Return the lock of a directory, held by this process until it ends, however it ends.

    Raises
    ------
    Unusable
        If another process holds it.
    """
    lock = FileLock(path / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Unusable(f"{path}: another command is at work here; wait for it or stop it first") from None
    return lock

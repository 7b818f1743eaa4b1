"""What a run directory says of itself: by what it was made, and all that is needed to go on with it.

The scenarios stand beside the manifest, resolved: no file outside the directory is read again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

from filelock import BaseFileLock, FileLock, Timeout
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model

from sim.document import dotted
from sim.files import write_text
from sim.parts import Damaged, changed
from sim.reading import Case, digest, read
from sim.reading.study import Study
from sim.rules.parameters import OFF
from sim.running import MODEL_VERSION, simd, versions

LOCK = ".lock"
MANIFEST = "manifest.json"
LATEST = "latest"
"""File that holds the name of the newest run directory beside it."""
RUNNING = "running"
OLD = f"{MANIFEST} has no digest, as version 0.2.0 wrote it: changes to it go unnoticed"
UNFINISHED = (RUNNING, "interrupted", "failed")
"""Status of a run directory that ``resume`` goes on with."""


def _inside(name: str) -> str:
    if "\\" in name or ":" in name or any(step in ("", ".", "..") for step in name.split("/")):
        raise ValueError("names no file of the directory")
    return name


def _said(**parts: Any) -> Any:
    """Return the shape of a mapping, each part a type, or a type and what holds where it is missing; more may stand."""
    fields: dict[str, Any] = {name: part if isinstance(part, tuple) else (part, ...) for name, part in parts.items()}
    return create_model("Said", __config__=ConfigDict(strict=True), **fields)


Inside = Annotated[str, AfterValidator(_inside)]
"""Name of a file in the run directory, with ``/`` between folders."""
Word = Annotated[str, Field(pattern="^[a-z_]+$")]
_Maker = _said(command=list[str], versions=dict[str, str], simd=str)
_Scenario = _said(digest=str, file=Annotated[Inside, Field(pattern=r"^scenario\.resolved[^/]*\.yaml$")])
_Design = _said(
    replications=Annotated[int, Field(ge=1)], factors=(list[str], []), luck=(list[int], []), kept=(list[str], []),
    points=(Annotated[list[list[bool | int | float | str]], Field(min_length=1)] | None, None),
)  # fmt: skip
_Manifest = _said(
    continued=list[_Maker],  # type: ignore[valid-type]
    scenarios=Annotated[dict[str, _Scenario], Field(min_length=1)],  # type: ignore[valid-type]
    status=str, command=list[str], versions=dict[str, str], simd=str, asked=dict[str, Any], model_version=str,
    git_commit=str | None, seed=int, design=_Design, runs=_said(planned=int, done=int, failed=int), joined=bool,
    blas=(str, ""), begun=datetime, duration_seconds=float, files=dict[Inside, str], digest=(str, ""),
)  # fmt: skip
_OfRuns = _said(
    baseline=str | None, figures=list[Word], report=(list[Literal["en", "zh"]], []), precision=(dict[Word, float], {}),
    most=(int, 0),
)  # fmt: skip
_STUDY = {
    one.name: (get_type_hints(Study)[one.name], ... if one.default is one.default_factory is MISSING else None)
    for one in dataclasses.fields(Study)
    if one.name != "cases"
}
_OfStudy = _said(study=_said(**_STUDY), amended=(list[str], []), page_by=(str, ""))
_ASKED = {
    "run": _OfRuns,
    "compare": _OfRuns,
    "ablate": _said(
        scenarios=Annotated[list[str], Field(min_length=1)],
        without=list[Literal[tuple(OFF)]],  # type: ignore[misc]
    ),
    "compare_ensemble": _said(baseline=str, ensemble=_said(name=str, sets=int), drawn=list[str]),
    "sensitivity": _OfStudy,
    "sweep": _OfStudy,
    "discover": _OfStudy,
}
VERBS = tuple(_ASKED)
"""Verbs that found run directories."""


class Unusable(Exception):
    """A run directory cannot be gone on with; says why in one line."""


def followed(path: Path, unfinished: bool = False) -> Path:
    """Return the run directory that a path means: itself, or the newest of ``results/NAME`` or ``results/NAME/latest``.

    A path that means none is given back, for others to refuse.

    Parameters
    ----------
    unfinished
        Whether the newest that is unfinished comes first.
    """
    home = path.parent if path.name == LATEST else path
    if (path / MANIFEST).is_file() or not home.is_dir():
        return path
    for each in sorted(home.glob(f"*/{MANIFEST}"), reverse=True) if unfinished else ():
        with contextlib.suppress(Unusable, Damaged, OSError):
            if told(each.parent)["status"] in UNFINISHED:
                return each.parent
    newest = home / LATEST
    named = home / newest.read_text("utf-8", errors="replace").strip() if newest.is_file() else path
    return named if named.parent == home and (named / MANIFEST).is_file() else path


def told(path: Path) -> dict[str, Any]:
    """Return what the manifest of a run directory says; no other code reads one.

    Raises
    ------
    Unusable
        If there is none, it cannot be read, or a part is missing or wrong.
    Damaged
        If it has changed since it was written.
    """
    said = _parsed(path)
    first = next(_wrong(said), None)
    if first is not None:
        raise Unusable(f"{path / MANIFEST}: is damaged, or older than `gaiju resume`: {first}")
    unchanged_manifest(path, said)
    return said


def unchanged_manifest(path: Path, said: Mapping[str, Any] | None = None) -> None:
    """Check a manifest against its own digest; those of version 0.2.0 have none.

    Raises
    ------
    Unusable
        If it cannot be read.
    Damaged
        If it has changed since it was written.
    """
    said = _parsed(path) if said is None else said
    if said.get("digest", "") not in ("", _digest(said)):
        raise Damaged(f"{path / MANIFEST}: has changed since it was written")


def seal(path: Path, said: Mapping[str, Any]) -> None:
    """Write a manifest with a digest of all that it says."""
    text = json.dumps({**said, "digest": _digest(said)}, indent=2, ensure_ascii=False)
    write_text(path / MANIFEST, text + "\n")


def _digest(said: Mapping[str, Any]) -> str:
    text = json.dumps({key: part for key, part in said.items() if key != "digest"}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _parsed(path: Path) -> dict[str, Any]:
    file = path / MANIFEST
    if not file.is_file():
        raise Unusable(f"{path}: is no run directory: it has no {MANIFEST}")
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise Unusable(f"{file}: is damaged: it is no JSON") from None
    if not isinstance(said, dict):
        raise Unusable(f"{file}: is damaged: it is no JSON object")
    return said


def _wrong(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what is missing or wrong in a manifest."""
    yield from _faults(_Manifest, said)
    asked, design = said["asked"], said["design"]
    if not isinstance(asked.get("verb"), str):
        yield "asked.verb: is missing"
    yield from _faults(_ASKED.get(asked["verb"], _said()), asked, "asked")
    named = [*asked.get("scenarios", ()), *([asked["baseline"]] if asked.get("baseline") else [])]
    yield from (f"asked: there is no scenario `{name}`" for name in named if name not in said["scenarios"])
    rows = design.get("points") or []
    wide = all(len(row) == len(design.get("factors", ())) for row in rows)
    if not wide or len(design.get("luck", ())) != len(rows) or (asked["verb"] in VERBS[3:]) != bool(rows):
        yield "design: points, factors and luck do not fit each other"


def _faults(kind: type[BaseModel], said: Mapping[str, Any], *where: str) -> Iterator[str]:
    try:
        kind.model_validate_json(json.dumps(said))
    except ValidationError as error:
        for one in error.errors():
            yield f"{dotted((*where, *one['loc']))}: {one['msg'][:1].lower()}{one['msg'][1:]}"


def cases(path: Path, manifest: Mapping[str, Any]) -> list[Case]:
    """Return the cases as they were run, also where their number of replications is still to be written down.

    Raises
    ------
    Damaged
        If one is not what was run.
    """
    said = {path / one["file"]: one["digest"] for one in manifest["scenarios"].values()}
    unchanged(path, manifest["files"], [file.name for file in said])
    found = [read(file) for file in said]
    for file, case in zip(said, found, strict=True):
        if digest(case) != said[file]:
            raise Damaged(f"{file}: has changed since it was written: its runs would be others")
    number = manifest["design"]["replications"]
    if found[0].scenario.runs.replications == number:
        return found
    return [read(file, [f"runs.replications={number}"]) for file in said]


def unchanged(path: Path, written: Mapping[str, str], names: Iterable[str]) -> None:
    """Check files of a run directory against the hashes that its manifest lists, as far as it lists them.

    Raises
    ------
    Damaged
        If one is not as it was written.
    """
    for words in changed(path, written, names):
        remedy = ", `gaiju resume --repair` makes tables again from their runs" if ".parquet" in words else ""
        raise Damaged(f"{words}; `gaiju verify {shlex.quote(str(path))}` names all such files{remedy}")


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


def commit() -> str | None:
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


def unlock(path: Path, lock: BaseFileLock) -> None:
    """Let others work on a directory."""
    if lock.is_locked:
        with contextlib.suppress(OSError):  # held open, which Windows minds
            (path / LOCK).unlink()
        lock.release()

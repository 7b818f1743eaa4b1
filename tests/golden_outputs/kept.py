"""The kept runs: small run directories, packed, so that the golden texts do not depend on the engine.

``python -m tests.golden_outputs.renew --runs`` makes them again with the engine. Each is what the program wrote, but no
figures and no report were asked for: they take most of the space and follow from the tables.
"""

from __future__ import annotations

import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.store import Directory

HERE = Path(__file__).parent
INPUTS, KEPT = HERE / "inputs", HERE / "kept"
COMMANDS: Mapping[str, str] = {
    "run": "run deadline.yaml -n 4",
    "compare": "compare drift.yaml deadline.yaml -n 10",
    "compare-four": "compare drift.yaml deadline.yaml pilots.yaml voluntary.yaml -n 4",
    "compare-levers": "compare deadline.yaml levers.yaml -n 6",
    "compare-naive": "compare deadline.yaml pilots.yaml -n 3 --naive",
    "ensemble": "compare drift.yaml deadline.yaml --ensemble national --assumed -n 6",
    "ablate": "ablate drift.yaml deadline.yaml --without services,pressure -n 4",
    "sobol": "sensitivity sobol.yaml",
    "morris": "sensitivity morris.yaml",
    "sweep": "sweep sweep.yaml",
    "discover": "discover discover.yaml",
}
"""Name of a kept directory -> the command that makes it, typed in the folder of the inputs."""


def remake(names: Sequence[str]) -> None:
    """Make kept directories again with the engine and pack them; all of them when none is named."""
    KEPT.mkdir(exist_ok=True)
    for name in names or COMMANDS:
        _remake(name)


def _remake(name: str) -> None:
    words = COMMANDS[name].split()
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        shutil.copytree(INPUTS, Path(place, "work"))
        patch.chdir(Path(place, "work"))
        patch.setattr("sys.argv", ["gaiju", *words])
        with without_figures():
            made = CliRunner().invoke(app, [*words, "-j", "1", "-o", "results", "-q", "--no-progress"])
        if made.exit_code:
            raise SystemExit(f"{name}: gaiju {' '.join(words)} left with {made.exit_code}\n{made.output}")
        with tarfile.open(KEPT / f"{name}.tar.xz", "w:xz") as packed:
            (path,) = Path("results").glob("*/*/")
            packed.add(path, arcname=name, filter=_anonymous)
    print(f"{name}: {(KEPT / f'{name}.tar.xz').stat().st_size // 1024} kB", file=sys.stderr)


@contextmanager
def without_figures() -> Iterator[None]:
    """Ask for no figures and no report, and save none."""
    with pytest.MonkeyPatch.context() as patch:
        for verb in ("run", "compare"):
            patch.setattr(f"sim.cli.{verb}.FIGURES", ())
        patch.setattr("sim.cli.experiments.REPORT", ())
        patch.setattr("sim.store.Directory.write_figure", _blank)
        yield


def _blank(directory: Directory, name: str, figure: object) -> Path:
    """Write empty files instead of a figure if a page will copy them, else nothing."""
    path = directory.path / "figures" / name
    if directory.asked.get("page"):
        path.parent.mkdir(exist_ok=True)
        for suffix in (".svg", ".png"):
            path.with_name(name + suffix).touch()
    return path.with_name(f"{name}.png")


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def unpacked(name: str, place: Path) -> Path:
    """Unpack a kept directory into a folder and return where it stands."""
    with tarfile.open(KEPT / f"{name}.tar.xz") as packed:
        packed.extractall(place, filter="data")
    return place / name

"""What someone gets who installs gaiju and has no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]


def said(*words: str | Path, at: Path) -> str:
    """Run a command without any word of the checkout in its surroundings and return what it prints."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(list(map(str, words)), cwd=at, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def built(kind: str, into: Path) -> Path:
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = into.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of commands of an environment that holds the wheel, and of this one only what gaiju needs.

    This interpreter's packages are lent by a .pth file, so that nothing is asked of a registry; .pth files that stand
    among them, such as that of a checkout installed for editing, are not followed.
    """
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=False)
    scheme = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    python = Path(sysconfig.get_path("scripts", "venv", scheme)) / "python"
    words = ("--quiet", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check")
    said(sys.executable, "-m", "pip", "--python", python, "install", *words, wheel, at=home)
    lent = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (packages / "lent.pth").write_text("\n".join(lent) + "\n")
    return python.parent


def test_the_wheel_carries_the_examples_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {path.relative_to(ROOT / "scenarios").as_posix() for path in (ROOT / "scenarios").rglob("*.*")}
    assert {f"sim/_scenarios/{name}" for name in shipped} <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"sim", "gaiju"}
    assert {f"sim/report/page.{end}" for end in ("html.j2", "css", "js")} | {"sim/figures/wide.ttf"} <= names


def test_the_source_archive_can_be_tested_and_read(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    there = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
    assert {name for name in there - names if not name.startswith(".")} == set()


def test_the_installed_commands_work_where_no_checkout_is(commands: Path, tmp_path: Path) -> None:
    where = said(commands / "python", "-c", "import sim; print(sim.__file__)", at=tmp_path).strip()
    assert Path(where).is_relative_to(commands.parent)
    gaiju = commands / "gaiju"
    assert "teaching/small-county" in said(gaiju, "new", "--list", at=tmp_path)
    assert said(gaiju, "new", "small-county", "-o", "mine.yaml", at=tmp_path).splitlines()[0] == "mine.yaml"
    assert "mine.yaml: mine is in order" in said(gaiju, "check", "mine.yaml", at=tmp_path)
    quick = ("-j", "1", "-q")
    ran = tmp_path / said(gaiju, "run", "mine.yaml", "-n", "1", *quick, at=tmp_path).strip()
    assert len(pd.read_parquet(ran / "runs.parquet")) == 1
    assert {path.name for path in (ran / "figures").glob("*.png")} > {"timeline.png", "network.png"}
    words = ("compare", "small-county", "mine.yaml", "-n", "2", *quick)
    compared = pd.read_csv(tmp_path / said(gaiju, *words, at=tmp_path).strip() / "compare.csv")
    assert (compared["mean_difference"].dropna() == 0.0).all()

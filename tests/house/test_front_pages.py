"""The front pages are tests: every command and every piece of Python on them works as printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sim.cli import VERBS
from sim.reading import read

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh.md", "docs/tutorial.md")
INSTALLS = re.compile(
    r"make (\w+)|python3 -m venv .venv|(?:.venv/bin/)?pip install -c constraints.txt -e .|\. .venv/bin/activate"
)
"""What makes or enters an environment: it is done already where this test runs."""
FILES = re.compile(r"`(my-[a-z]+\.yaml)`")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield (language, text, name of the file it is to be saved as) of each block of a page."""
    text = (ROOT / page).read_text("utf-8")
    for found in FENCE.finditer(text):
        named = FILES.findall(text[: found.start()])
        yield found[1], found[2], named[-1] if named else ""


def commands(block: str) -> list[str]:
    """Return the commands of a block, comments left out."""
    return [line for line in (re.sub(r"\s+#.*", "", line).strip() for line in block.splitlines()) if line]


def printed(page: str) -> set[str]:
    """Return all commands of a page."""
    return {command for language, text, _ in blocks(page) if language == "sh" for command in commands(text)}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one_that_exists(page: str) -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    for language, text, _ in blocks(page):
        assert language in ("sh", "yaml", "python", "text")
        for command in commands(text) if language == "sh" else ():
            made = INSTALLS.fullmatch(command)
            if made:
                assert made[1] is None or made[1] in targets
            else:
                name, verb, *_ = shlex.split(command)
                assert Path(name).name == "gaiju"
                assert verb in VERBS or verb == "--help"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    home = (ROOT / page).parent
    for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text("utf-8")):
        assert (home / link).exists(), f"{page}: {link}"


@pytest.mark.parametrize("page", PAGES)
def test_every_scenario_printed_on_a_page_is_read(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my-county.yaml").write_text("schema: 1\nname: my-county\nextends: gaiju:teaching/small-county\n")
    found = [(name, text) for language, text, name in blocks(page) if language == "yaml"]
    assert found
    for name, text in found:
        Path(name).write_text(text, "utf-8")
        assert read(name).scenario.name


def test_both_readmes_say_the_same_commands() -> None:
    said = [[commands(text) for language, text, _ in blocks(page) if language in ("sh", "yaml")] for page in PAGES[:2]]
    english, chinese = ([[line.replace(" --lang zh", "") for line in block] for block in page] for page in said)
    assert english == chinese


@pytest.fixture
def surroundings(tmp_path: Path) -> Mapping[str, str]:
    """Return the environment of a terminal in a copy of the checkout, where `gaiju` is a word."""
    for name in ("scenarios", "docs", "notebooks"):
        (tmp_path / name).symlink_to(ROOT / name)
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    word = folder / "gaiju"
    word.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m sim "$@"\n')
    word.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_block_works_as_printed(page: str, surroundings: Mapping[str, str], tmp_path: Path) -> None:
    run_already = printed("README.md") if page == "README.zh.md" else set()
    for language, text, name in blocks(page):
        if language == "yaml":
            (tmp_path / name).write_text(text, "utf-8")
        elif language == "python":
            done([sys.executable, "-c", text], tmp_path, surroundings)
        elif language == "sh":
            for command in commands(text):
                if not INSTALLS.fullmatch(command) and command not in run_already:
                    done(["/bin/sh", "-c", command], tmp_path, surroundings)


def done(command: list[str], where: Path, surroundings: Mapping[str, str]) -> None:
    made = subprocess.run(command, cwd=where, env=dict(surroundings), capture_output=True, text=True, check=False)
    assert made.returncode == 0, f"{command[-1]}\n{made.stdout[-2000:]}\n{made.stderr[-2000:]}"
    assert "Traceback" not in made.stderr

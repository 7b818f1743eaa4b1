"""The front pages are tests: every command and every piece of Python on them works as printed."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.cli import VERBS
from sim.policies.levers import levers
from sim.reading import read, read_text

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh.md", "docs/tutorial.md", "docs/usage.md", "docs/usage.zh.md")
INSTALLS = re.compile(
    r"make (\w+)|python3 -m venv .venv|(?:.venv/bin/)?pip install -c constraints.txt -e .|\. .venv/bin/activate"
)
"""What makes or enters an environment: it is done already where this test runs."""
FEW = 3
"""Runs of a scenario that a command makes here, whatever it says."""
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


def shortened(command: str) -> str:
    """Return a command that makes runs with at most three of each: thirty-two take the same way, ten times as long.

    What the pages print stays as it is; that their numbers come from as many runs as they say is tested below.
    """
    if not re.match(r"\S*gaiju (run|compare|ablate) ", command):
        return command
    if " -n " not in command:
        return f"{command} -n {FEW}"
    return re.sub(r" -n (\d+)", lambda asked: f" -n {min(int(asked[1]), FEW)}", command)


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


@pytest.mark.parametrize("page", PAGES)
def test_the_number_of_levers_on_a_page_is_that_of_the_catalogue(page: str) -> None:
    said = re.findall(r"gaiju levers[^\n]*?(\d+) (?:levers|of them|个政策工具)", (ROOT / page).read_text("utf-8"))
    assert said, f"{page} no longer says how many levers there are: let this test look where it does"
    assert set(said) == {str(len(levers()))}


@pytest.mark.parametrize("page", ["README", "docs/usage"])
def test_both_languages_say_the_same_commands(page: str) -> None:
    both = (f"{page}.md", f"{page}.zh.md")
    said = [[commands(text) for language, text, _ in blocks(each) if language in ("sh", "yaml")] for each in both]
    english, chinese = ([[line.replace(" --lang zh", "") for line in block] for block in page] for page in said)
    assert english == chinese


def test_the_readme_is_read_in_minutes() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").split()) <= 700


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
    run_already = printed(page.replace(".zh", "")) if ".zh" in page else set()
    for language, text, name in blocks(page):
        if language == "yaml":
            (tmp_path / name).write_text(text, "utf-8")
        elif language == "python":
            done([sys.executable, "-c", text], tmp_path, surroundings)
        elif language == "sh":
            for command in commands(text):
                if not INSTALLS.fullmatch(command) and command not in run_already:
                    done(["/bin/sh", "-c", shortened(command)], tmp_path, surroundings)


@pytest.mark.parametrize(
    ("command", "short"),
    [
        ("gaiju compare a b", "gaiju compare a b -n 3"),
        (".venv/bin/gaiju compare a b -n 16", ".venv/bin/gaiju compare a b -n 3"),
        ("gaiju run a --engine agents -n 1", "gaiju run a --engine agents -n 1"),
        ("gaiju plan a", "gaiju plan a"),
    ],
)
def test_a_command_is_shortened_only_where_it_makes_many_runs(command: str, short: str) -> None:
    assert shortened(command) == short


@pytest.mark.slow
def test_the_numbers_of_the_readmes_are_those_of_their_command() -> None:
    assert "gaiju compare uniform-deadline phased-pilots -n 16" in printed("README.md")
    found = sim.compare([read("uniform-deadline"), read("phased-pilots")], replications=16)
    told = {each.outcome.name: each for each in found.differences}
    fewer, calmer = (-told[name].found.mean for name in ("nameplate_share", "disputes"))
    later = told["months_to_substantive_50"].found.mean
    assert told["cost"].kind == "same"
    english, chinese = (" ".join((ROOT / page).read_text("utf-8").split()) for page in PAGES[:2])
    later_said = f"{later:.1f} months later"
    for said in (
        f"bring {round(100 * fewer)} fewer communities",
        f"and {round(calmer)} fewer disputes",
        later_said,
        "16 pairs",
    ):
        assert said in english
    for said in (f"少 {round(100 * fewer)} 个", f"少 {round(calmer)} 起", f"晚 {later:.1f} 个月", "16 对模拟"):
        assert said in chinese


@pytest.mark.slow
def test_the_numbers_of_the_tutorial_are_those_of_its_commands() -> None:
    small = read("small-county")
    dated, equipped = (
        read_text(text.replace("my-county.yaml", "gaiju:teaching/small-county"), name)
        for language, text, name in blocks("docs/tutorial.md")
        if language == "yaml"
    )
    page = " ".join((ROOT / "docs/tutorial.md").read_text("utf-8").split())
    first = sim.run(small, replications=4)
    row: Any = first.summary.set_index("outcome").loc["substantive_coverage"]
    assert f"Substantive coverage {_cells(row['mean'], row['ci_low'])} to {_cells(row['ci_high'])} " in page
    found = sim.compare([small, dated, equipped], replications=16)
    told = {(each.scenario, each.outcome.name): each.found for each in found.differences}
    plates = [float(np.nanmean(found.ends.of(name, "nameplate_share"))) for name in ("small-county", "my-deadline")]
    assert f"Nameplate conversions {_cells(*plates)} {100 * (plates[1] - plates[0]):+.1f} " in page
    gained = told["my-platform", "satisfaction_over_time"]
    assert f"better by {gained.mean:.1f} points ({gained.low:.1f} to {gained.high:.1f})" in page
    assert f"by {told['my-platform', 'cost'].mean:.0f} yuan" in page


def _cells(*shares: float) -> str:
    return " ".join(f"{100 * share:.1f}" for share in shares)


def done(command: list[str], where: Path, surroundings: Mapping[str, str]) -> None:
    made = subprocess.run(command, cwd=where, env=dict(surroundings), capture_output=True, text=True, check=False)
    assert made.returncode == 0, f"{command[-1]}\n{made.stdout[-2000:]}\n{made.stderr[-2000:]}"
    assert "Traceback" not in made.stderr


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_what_leans_for_and_against_pilots_is_what_the_ranking_says(page: str) -> None:
    ranking = (ROOT / "docs" / "ranking.md").read_text("utf-8")
    (open_,) = re.findall(r"^- Open \(better.*$", ranking, re.M)
    said = (ROOT / page).read_text("utf-8").replace("\n", " ")
    for better, worse, _ in re.findall(r"\((\d+) %, (\d+) %, (\d+) %\)", open_):
        if max(int(better), int(worse)) - min(int(better), int(worse)) < 20:
            continue
        forms = {
            "README.md": rf"\((better in )?{better}( %)?( of the sets)?(, worse in| and) {worse} %\)",
            "README.zh.md": rf"（{better}%( 的参数组)?(更好，| 更好，|和 | 和 ){worse}%( 更差)?）",
        }
        assert re.search(forms[page], said), f"{better} % better, {worse} % worse"


def test_the_python_of_the_page_of_mesa_runs_from_top_to_bottom(
    surroundings: Mapping[str, str], tmp_path: Path
) -> None:
    here = [text for language, text, _ in blocks("docs/mesa.md") if language == "python"]
    installed = [text for text in here if "ema_workbench" not in text or importlib.util.find_spec("ema_workbench")]
    assert len(installed) > 5
    done([sys.executable, "-c", "\n".join(installed)], tmp_path, surroundings)


def test_the_commands_of_the_page_of_mesa_have_the_options_they_name() -> None:
    pytest.importorskip("distributed")
    from distributed.cli import dask_scheduler, dask_worker

    known = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}
    said = [line for language, text, _ in blocks("docs/mesa.md") if language == "sh" for line in commands(text)]
    for words in map(shlex.split, said):
        options = {word for word in words if word.startswith("--")}
        if words[0] == "dask":
            assert options <= {name for one in known[words[1]].params for name in one.opts}
        else:
            assert words[:2] == ["gaiju", "compare"]
    assert len(said) == 3


def test_the_page_of_mesa_names_what_users_look_for_and_the_readmes_name_the_page() -> None:
    page = (ROOT / "docs" / "mesa.md").read_text("utf-8")
    for word in ("batch_run", "DataCollector", "to_networkx", "close()", "Dask", "EMA Workbench", "SALib", "replicate"):
        assert word in page
    for front in PAGES[:2]:
        assert "(docs/mesa.md)" in (ROOT / front).read_text("utf-8")

"""What a newcomer got wrong, and what the command says to that."""

import errno
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

import sim
from sim.cli import app
from sim.cli.compare_screen import _verdicts
from sim.cli.screen import NARROW
from sim.evidence.targets import targets
from sim.reading.shipped import folder
from sim.statistics.finding import Finding, finding
from tests.small import SCENARIO, hamlet
from tests.statistics.made import tables

Gaiju = Callable[..., Result]


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    Path("drift.yaml").write_text(SCENARIO.replace("STRATEGY", "drift"))
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["runn", "drift"], "no command is called `runn`, did you mean `run`?"),
        (["nosuch"], "no command is called `nosuch`; `gaiju -h` lists all"),
        (["--versoin"], "gaiju: there is no option `--versoin`, did you mean `--version`? `gaiju -h` tells more"),
        (["run", "drift.yaml", "--sed", "3"], "gaiju run: there is no option `--sed`, did you mean `--seed`?"),
        (["run"], "gaiju run: missing argument"),
        (["plan", "drift.yaml", "--seed"], "gaiju plan: option '--seed' requires an argument; `gaiju plan -h`"),
        (["diff", "a", "b", "c"], "gaiju diff: got unexpected extra argument"),
        (["export", ".", "--format", "pdf"], "gaiju export: invalid value for '--format'"),
        (["export", ".", "--format", "cvs"], "did you mean `csv`?"),
        (["run", "drift.yaml", "-n", "few"], "gaiju run: invalid value for '--replications'"),
        (["run", "drift.yaml", "-n", "0"], "-n 0 runs.replications: 0 is out of range"),
        (["run", "drift.yaml", "--months", "0"], "--months 0 clock.months: 0 is out of range"),
        (["run", "mine.yaml"], "mine.yaml: there is no such file; shipped scenarios go by their names: `gaiju new"),
        (["run", "phased-pilots.yaml"], "no such file; the shipped scenario is called `rollout/phased-pilots`"),
        (["run", "drift.yaml", "-n", "1", "-o", "drift.yaml"], "--output drift.yaml: a file stands in the way"),
    ],
)
def test_a_stumble_is_answered_in_one_line(words: list[str], said: str, gaiju: Gaiju) -> None:
    found = gaiju(*words)
    assert found.exit_code == 2
    (line,) = found.stderr.splitlines()
    assert said in line
    assert ":1:1" not in line


def test_a_file_of_levers_is_called_so(gaiju: Gaiju) -> None:
    shutil.copy(folder() / "levers" / "bus-levers.yaml", "mine.yaml")
    (line,) = gaiju("check", "mine.yaml").stderr.splitlines()
    assert "this is a file of levers, no scenario" in line
    assert "`policy: {lever_file: mine.yaml}`" in line


def test_a_case_says_where_its_page_is_and_what_the_roles_mean(gaiju: Gaiju) -> None:
    said = " ".join(gaiju("cases", "longquan").stdout.split())
    assert "docs/cases/longquan.md" in said
    assert "(put in) the scenario takes the number over: no test" in said
    assert "(follows) comes out of other numbers: a test of the model" in said


def test_the_newest_directory_goes_by_the_name_of_the_experiment(gaiju: Gaiju) -> None:
    for _ in range(2):
        made = gaiju("run", "drift.yaml", "-n", "1", "-j", "1", "-q", "--executor", "local")
        assert made.exit_code == 0, made.stderr
    newest = made.stdout.strip()
    parent = str(Path(newest).parent)
    for named in (parent, f"{parent}/latest"):
        assert gaiju("verify", named).stdout == gaiju("verify", newest).stdout
        assert "They hold the same" in gaiju("diff", newest, named).stdout
    assert gaiju("resume", parent, "-q").stdout.strip() == newest
    assert gaiju("extend", f"{parent}/latest", "-n", "2", "-q", "--executor", "local").stdout.strip() == newest
    assert "is no run directory" in gaiju("verify", str(Path(parent).parent)).stderr


def test_precision_says_with_how_many_pairs_it_begins(gaiju: Gaiju) -> None:
    words = ("compare", "drift.yaml", "nowhere.yaml", "--precision", "satisfaction=0.5", "-n", "4")
    said = gaiju(*words).stderr
    assert "note: --precision begins with 16 pairs and needs two looks, 24 pairs at least; -n 4 is not kept" in said
    assert "Begins with 16 pairs and" in " ".join(gaiju("compare", "--help").stdout.replace("│", " ").split())


def test_what_is_no_question_is_refused_from_python_too() -> None:
    with pytest.raises(ValueError, match="replications=0: at least 1 run is needed"):
        sim.run(hamlet(), replications=0)
    with pytest.raises(TypeError, match=r"'drift' is no case: read it first, as in sim\.read"):
        sim.run("drift")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="give a list of cases"):
        sim.compare(hamlet())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no case is given"):
        sim.compare([])


WRITE = ("ablate a.yaml", "calibrate a.yaml", "calibrate --to a.yaml", "cases longquan", "compare a.yaml b.yaml",
         "evidence", "sensitivity a.yaml", "sweep a.yaml", "discover a.yaml", "strategies", "validate")  # fmt: skip


@pytest.mark.parametrize("words", WRITE)
def test_where_no_page_can_stand_is_said_before_anything_else(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plain").write_text("a file")
    flag = "--to" if "--to" in words else "--page"
    verb = [word for word in words.split() if word != flag]
    # Root may write anywhere, so that a folder locked by its mode would prove nothing.
    make = tempfile.mkdtemp

    def refusing(suffix: str | None, prefix: str | None, dir: Path) -> str:
        if dir.name == "locked":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return make(suffix, prefix, dir)

    monkeypatch.setattr(tempfile, "mkdtemp", refusing)
    Path("locked").mkdir()
    told = ((".", "is a directory; name"), ("plain/x", "plain is a file, in"), ("locked/x", "nothing may be written"))
    for place, why in told:
        said = CliRunner().invoke(app, [*verb, flag, place])
        assert said.exit_code == 2
        (line,) = said.stderr.splitlines()
        assert line.startswith(f"{flag} {place}: ")
        assert why in line
    assert sorted(path.name for path in Path().iterdir()) == ["locked", "plain"]


def test_a_pattern_is_explained_as_a_claim_is(gaiju: Gaiju) -> None:
    said = " ".join(gaiju("evidence", "dividend").stdout.split())
    assert "326 yuan of collective dividend per head and year" in said
    assert "gaiju evidence dividend_per_head" in said
    both = " ".join(gaiju("evidence", "hubei_delay").stdout.split())
    assert "Conversion came 18 months late" in both
    assert "Delay of conversion caused by that dispute." in both
    assert "did you mean `dividend`?" in gaiju("evidence", "dividnd").stderr
    assert (
        "`gaiju evidence --causal deadline_nameplates` explains it" in gaiju("evidence", "deadline_nameplates").stderr
    )


def test_every_pattern_is_explained(gaiju: Gaiju) -> None:
    for name, target in targets().items():
        assert json.loads(gaiju("evidence", name, "--json").stdout)["pattern"] == target.says


@pytest.mark.parametrize(
    ("strategy", "named"),
    [("phased_pilots", "waves[].due_in"), ("county_quota", "targets[].share"), ("mixture", "parts[].strategy")],
)
def test_options_inside_lists_are_listed(strategy: str, named: str, gaiju: Gaiju) -> None:
    said = gaiju("strategies", strategy).stdout
    assert named in said
    assert f"\n{named.partition('[')[0]} " in said, "the list itself, with what it is when left out"
    assert named in json.loads(gaiju("strategies", strategy, "--json").stdout)["options"]


def printed(found: Finding, width: int) -> str:
    """Return the table of verdicts as it is printed in a window."""
    paper = io.StringIO()
    Console(width=width, file=paper).print(_verdicts(found, found.scenarios[1], width=width))
    return paper.getvalue()


@pytest.mark.parametrize("scale", [1.0, 90.0, 9_000.0])
def test_nothing_of_a_verdict_is_cut_off_in_a_narrow_window(scale: float) -> None:
    made = tables({"deadline-without-handover": 0.0, "deadline-with-standard-handover": 0.02}, 8)
    made.timeseries["value"] *= scale
    found = finding(made, {})
    assert sum("would be enough" in each.verdict for each in found.differences) > 10
    narrow, wide = (printed(found, width) for width in (NARROW, 300))
    assert sorted("".join(narrow.split())) == sorted("".join(wide.split()))

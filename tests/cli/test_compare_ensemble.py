"""``--ensemble``: what it would overwrite is refused, what its sets are worth is said, nothing asked for is dropped."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from sim.cli import ablate_patterns, app
from sim.cli.compare_ensemble_page import command
from sim.designs.ensemble import overruled
from sim.evidence.targets import targets_digest
from sim.judging.ensembles import doubts, expected_to_agree, write_ensemble
from sim.manifest import seal
from sim.reading import read, read_text
from sim.reading.ensembles import Ensemble, read_ensemble
from sim.running import MODEL_VERSION
from tests.cli.test_validate_calibrate import few
from tests.small import SCENARIO

Gaiju = Callable[..., Result]
SETS = [{"trust.gain": gain} for gain in (0.02, 0.03)]
SHORT = ("--ensemble", "mine.parquet", "-j", "1", "--months", "13", "-q")
FITS = {"targets": targets_digest(), "model": MODEL_VERSION}


def scenario(name: str, more: str = "") -> None:
    text = SCENARIO.replace("STRATEGY", "drift").replace("hamlet", name, 1)
    Path(f"{name}.yaml").write_text(text + more)


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    scenario("plain")
    write_ensemble(Path("mine.parquet"), SETS, FITS)
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("assumed", [(), ("--assumed",)])
def test_a_contrast_that_the_sets_would_overwrite_is_refused(gaiju: Gaiju, assumed: tuple[str, ...]) -> None:
    scenario("low", "uncertainties: {trust.gain: 0.02}\n")
    said = gaiju("compare", "plain.yaml", "low.yaml", *SHORT, *assumed)
    assert said.exit_code == 2
    (line,) = said.stderr.splitlines()
    assert "differ in trust.gain (moved by --ensemble), and all would get the same values" in line
    assert not Path("results").exists()


def test_a_contrast_that_the_draws_would_overwrite_is_refused_only_with_them(gaiju: Gaiju) -> None:
    scenario("slow", "uncertainties: {cases.tolerance: 0.02}\n")
    words = ("compare", "plain.yaml", "slow.yaml", *SHORT)
    said = gaiju(*words, "--assumed")
    assert said.exit_code == 2
    (line,) = said.stderr.splitlines()
    assert "differ in cases.tolerance (moved by --assumed)" in line
    assert not Path("results").exists()
    said = gaiju(*words)
    assert said.exit_code == 0, said.stderr
    assert "note: `plain` and `slow` differ in uncertainties.cases.tolerance: " in said.stderr
    assert "against 0.02; the differences found are due to this as well" in said.stderr


def test_a_mechanism_switched_off_stays_off_in_every_set_and_is_no_lost_contrast(gaiju: Gaiju) -> None:
    scenario("without", "without: [trust]\n")
    assert overruled([read("plain.yaml"), read("without.yaml")], ("trust.gain",)) == ()
    said = gaiju("compare", "plain.yaml", "without.yaml", *SHORT)
    assert said.exit_code == 0, said.stderr
    assert "differ in without" in said.stderr


def test_scenarios_alike_in_a_parameter_lose_no_contrast() -> None:
    case = read_text(SCENARIO.replace("STRATEGY", "drift") + "uncertainties: {trust.gain: 0.02}\n")
    assert overruled([case, case], ("trust.gain",)) == ()


def test_a_wished_precision_is_refused_beside_an_ensemble(gaiju: Gaiju) -> None:
    scenario("other")
    said = gaiju("compare", "plain.yaml", "other.yaml", *SHORT, "--precision", "satisfaction=1")
    assert said.exit_code == 2
    (line,) = said.stderr.splitlines()
    assert "give one of the two" in line
    assert not Path("results").exists()


def only() -> Path:
    (folder,) = (path for path in Path("results").glob("*/2*") if path.is_dir())
    return folder


@pytest.mark.parametrize("assumed", [(), ("--assumed",)])
def test_the_page_is_written_with_its_figures_and_again_by_resume_with_its_option(
    gaiju: Gaiju, assumed: tuple[str, ...]
) -> None:
    for name in ("second", "third"):
        scenario(name)
    scenarios = ("plain.yaml", "second.yaml", "third.yaml") if assumed else ("plain.yaml", "second.yaml")
    said = gaiju("compare", *scenarios, *SHORT, *assumed, "--page", "pages/deep/stands.md")
    assert said.exit_code == 0, said.stderr
    page, figures = Path("pages/deep/stands.md"), Path("pages/deep/figures")
    text = page.read_text()
    assert text.startswith("# Does the verdict stand whatever the parameters?")
    assert "--page " in text.splitlines()[2]
    assert str(Path.cwd()) not in text
    assert "The file of `mine` does not say how many of its sets are expected to agree." in text
    runs, policies = (24, 3) if assumed else (8, 2)
    assert f"{runs} runs: {policies} policies, 2 parameter sets of the ensemble `mine`" in text
    assert ("which makes 4 sets of numbers" in text) == bool(assumed)
    names = {"stands.second", "stands.third"} if assumed else {"stands"}
    made = {path.relative_to(figures).as_posix(): path.read_bytes() for path in figures.iterdir()}
    assert set(made) == {f"{name}.{suffix}" for name in names for suffix in ("png", "svg")}
    assert all(f"(figures/{name}.png)" in text for name in names)
    page.write_text("something else")
    next(figures.glob("*.svg")).unlink()
    assert gaiju("resume", str(only()), "-q").exit_code == 0
    assert page.read_text() == "something else"
    assert gaiju("resume", str(only()), "-q", "--page", str(page)).exit_code == 0
    assert page.read_text() == text
    assert {path.name: path.read_bytes() for path in figures.iterdir()} == made


def test_without_a_page_the_directory_still_has_one_and_says_so_in_words(gaiju: Gaiju) -> None:
    scenario("other")
    said = gaiju("compare", "plain.yaml", "other.yaml", *(word for word in SHORT if word != "-q"))
    assert said.exit_code == 0, said.stderr
    assert {path.name for path in (only() / "figures").iterdir()} == {"ensemble.png", "ensemble.svg"}
    assert list(Path().glob("**/*.md")) == [only() / "ranking.md"]
    text = (only() / "ranking.md").read_text()
    assert "(figures/ensemble.png)" in text
    assert "--page" not in text
    answer = next(line for line in text.splitlines() if line.startswith("**")).split("**")[1]
    assert answer in " ".join(said.stdout.split())
    asked = json.loads((only() / "manifest.json").read_text())["asked"]
    assert asked["page"] is None
    del asked["page"]
    manifest = json.loads((only() / "manifest.json").read_text()) | {"asked": asked}
    seal(only(), manifest)
    assert gaiju("resume", str(only()), "-q").exit_code == 0, "kept by a version that knew no page"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--page", "stands.md"), "give --ensemble, too"),
        ((*SHORT, "--page", "."), "is a directory; name the file"),
        ((*SHORT, "--page", "plain.yaml/x.md"), "plain.yaml is a file, in which nothing can stand"),
    ],
)
def test_a_page_out_of_place_is_refused_in_a_line(gaiju: Gaiju, words: tuple[str, ...], told: str) -> None:
    scenario("other")
    said = gaiju("compare", "plain.yaml", "other.yaml", *words)
    assert said.exit_code == 2
    (line,) = said.stderr.splitlines()
    assert line.startswith("--page")
    assert told in line
    assert not Path("results").exists()
    assert not Path("stands.md").exists()


class Kept:
    """What a page asks a directory for to say the command."""

    def __init__(self, command: str, *continued: str) -> None:
        self.command, self.continued = command.split(), [{"command": one.split()} for one in continued]


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (Kept("gaiju compare a b -n 4"), "gaiju compare a b -n 4 --page docs/ranking.md"),
        (Kept("gaiju compare a b --page out/my.md -n 4"), "gaiju compare a b -n 4 --page out/my.md"),
        (Kept("gaiju compare a b --page=/home/me/docs/ranking.md"), "gaiju compare a b --page docs/ranking.md"),
        (
            Kept("gaiju compare a b", "gaiju resume /home/me/results/a", "gaiju extend /home/me/results/a -n 3"),
            "gaiju compare a b --page docs/ranking.md; gaiju extend results/a -n 3",
        ),
    ],
)
def test_the_command_on_the_page_makes_it_again_and_names_no_machine(kept: Kept, told: str) -> None:
    assert command(kept, Path("/home/me/docs/ranking.md")) == told  # type: ignore[arg-type]


def test_an_ensemble_of_which_too_few_sets_agree_says_so() -> None:
    few_agree = Ensemble("mine", tuple(SETS), {**FITS, "expected_to_agree": "0.318"})
    (line,) = doubts(few_agree)
    assert line == (
        "of the sets of `mine` 32 % are expected to agree with all fitted patterns at once, not the 75 % asked for"
    )
    assert doubts(Ensemble("mine", tuple(SETS), {**FITS, "expected_to_agree": "0.318", "agree": "30"})) == []
    assert doubts(Ensemble("mine", tuple(SETS), {**FITS, "expected_to_agree": "0.750"})) == []


@pytest.mark.slow
def test_scenarios_of_an_ensemble_say_what_its_sets_are_worth_wherever_they_are_run(gaiju: Gaiju) -> None:
    scenario("tuned", "ensemble: national\n")
    scenario("other", "ensemble: national\nuncertainties: {trust.gain: 0.02}\n")
    words = ("-n", "2", "-j", "1", "--months", "13", "--no-progress")
    said = gaiju("compare", "plain.yaml", "tuned.yaml", *words)
    assert said.exit_code == 0, said.stderr
    share = round(expected_to_agree(read_ensemble("national")))
    assert said.stderr.count(f"note: of the sets of `national` {share} % are expected to agree") == 1
    assert "`plain` and `tuned` differ in ensemble: the usual against national" in said.stdout
    (report,) = Path("results").glob("*/2*/report.html")
    page = report.read_text("utf-8")
    assert "come from the calibrated ensemble “national”" in page
    assert f"{share} % of the sets shipped with this version" in page
    assert f"预计有 {share}% 同时符合" in page
    assert "Not tried: add" in page, "of the plain one they have not"
    assert gaiju("compare", "tuned.yaml", "other.yaml", *words).exit_code == 0
    (report,) = Path("results/tuned-vs-other").glob("2*/report.html")
    page = report.read_text("utf-8")
    assert "sets of `national`" in page or "parameter sets of" in page
    assert "of the sets of `national`" in gaiju("run", "tuned.yaml", *words).stderr
    assert "of the sets of `national`" in gaiju("check", "tuned.yaml").output
    assert "of the sets of" not in gaiju("run", "plain.yaml", *words).stderr


def test_the_shipped_ensemble_says_so_in_a_comparison(gaiju: Gaiju) -> None:
    scenario("other")
    national = read_ensemble("national")
    said = gaiju("compare", "plain.yaml", "other.yaml", *SHORT[2:], "--ensemble", "national", "-n", "1")
    assert said.exit_code == 0, said.stderr
    share = 100.0 * float(national.made_by["expected_to_agree"])
    told = f"note: of the sets of `national` {share:.0f} % are expected to agree" in said.stderr
    assert told == (share < 75.0)
    assert ("docs/calibration.md" in said.stderr) == (share < 75.0)


def test_patterns_say_what_an_ensemble_is_worth_and_try_nothing_twice(
    gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ablate_patterns, "targets", few)
    write_ensemble(Path("old.parquet"), SETS, {"expected_to_agree": "0.1"})
    scenario("without", "without: [hiding]\n")
    words = ("ablate", "without.yaml", "--patterns", "-n", "1", "-j", "1", "--ensemble", "old.parquet")
    said = gaiju(*words, "--without", "attendance,hiding", "--json")
    assert said.exit_code == 0, said.stderr
    assert "may not fit: the targets have changed since" in said.stderr
    assert "of the sets of `old` 10 % are expected to agree" in said.stderr
    assert set(pd.read_csv("results/patterns/patterns.csv")["mechanism"]) == {"attendance"}
    assert json.loads(said.stdout)["patterns"]
    said = gaiju(*words, "--without", "hiding")
    assert said.exit_code == 2
    assert said.stderr.splitlines() == ["nothing to switch off: the scenario already says `without` hiding"]

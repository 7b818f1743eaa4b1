import json
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

import sim.cli.experiments
import sim.experiment
import sim.running
from sim.cli import VERBS, app
from sim.designs.replications import Cell
from sim.running import Result as RunResult
from sim.running import Run
from tests.small import SCENARIO

Gaiju = Callable[..., Result]


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    for name, strategy in (("deadline", "uniform_deadline, due: 2022-09"), ("drift", "drift")):
        text = SCENARIO.replace("STRATEGY", strategy).replace("hamlet", name, 1)
        (tmp_path / f"{name}.yaml").write_text(text)
    return lambda *words: CliRunner().invoke(app, list(words))


def only_directory(name: str) -> Path:
    (folder,) = (path for path in Path("results", name).iterdir() if path.is_dir())
    return folder


def test_help_names_every_verb_and_what_it_does(gaiju: Gaiju) -> None:
    said = gaiju("--help")
    assert said.exit_code == 0
    for verb in VERBS:
        assert verb in said.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, gaiju: Gaiju) -> None:
    said = gaiju(verb, "--help")
    assert said.exit_code == 0
    assert VERBS[verb].split()[0] in said.stdout
    assert "Raises" not in said.stdout


def test_help_waits_for_no_science() -> None:
    code = "import sys; from sim.cli import app; app(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = said.stdout.splitlines()[-1]
    assert not [
        name for name in ("numpy", "pandas", "scipy", "pydantic", "matplotlib", "mesa") if f"'{name}'" in loaded
    ]


def test_all_problems_of_all_files_are_told_a_line_each_and_nothing_is_written(gaiju: Gaiju) -> None:
    Path("bad.yaml").write_text("schema: 1\nname: bad\nclok: {}\nruns: {replications: many}\n")
    said = gaiju("compare", "bad.yaml", "missing.yaml", "deadline.yaml")
    assert said.exit_code == 2
    assert said.stdout == ""
    lines = said.stderr.splitlines()
    assert any(line.startswith("bad.yaml:3:1 clok: ") for line in lines)
    assert any(line.startswith("bad.yaml:4:") for line in lines)
    assert any(line.startswith("missing.yaml:") for line in lines)
    assert "Traceback" not in said.stderr
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("--set=clock.months=two", "--set clock.months=two clock.months: "),
        ("--months=0", "--months 0 clock.months: "),
        ("--engine=magic", "--engine magic runs.engine: "),
        ("--seed=-4", "--seed -4 runs.seed: "),
        ("-n0", "-n 0 runs.replications: "),
    ],
)
def test_flags_are_checked_like_the_file(flag: str, said: str, gaiju: Gaiju) -> None:
    told = gaiju("run", "deadline.yaml", flag)
    assert told.exit_code == 2
    assert told.stderr.startswith(said)
    assert not Path("results").exists()


def test_a_run_leaves_tables_figures_and_a_summary(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.cli.run.FIGURES", ("stages",))
    said = gaiju("run", "deadline.yaml", "-j", "1")
    assert said.exit_code == 0, said.stderr
    assert "A hamlet: 2 runs" in said.stdout
    folder = only_directory("deadline")
    assert str(folder) in said.stdout
    assert {path.name for path in (folder / "figures").iterdir()} == {"stages.svg", "stages.png"}
    assert pd.read_csv(folder / "summary.csv")["n"].max() == 2
    assert json.loads((folder / "manifest.json").read_text())["status"] == "complete"
    assert not (folder / "parts").exists()


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Result]]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("compared")
        patch.chdir(folder)
        patch.setattr("sim.cli.compare.FIGURES", ("forest",))
        patch.setattr("sim.cli.experiments.REPORT", ())
        for name in ("one", "two"):
            (folder / f"{name}.yaml").write_text(SCENARIO.replace("STRATEGY", "drift").replace("hamlet", name, 1))
        yield folder, CliRunner().invoke(app, ["compare", "one.yaml", "two.yaml", "-n", "3", "-o", "kept"])


def test_two_equal_scenarios_are_the_same_in_every_pair(compared: tuple[Path, Result]) -> None:
    folder, said = compared
    assert said.exit_code == 0, said.stderr
    (table,) = folder.glob("kept/one-vs-two/*/compare.csv")
    compare = pd.read_csv(table).dropna(subset="mean_difference")
    assert (compare["mean_difference"] == 0.0).all()
    assert compare[["ci_low", "ci_high"]].isna().all(axis=None)
    assert (table.parent / "figures" / "forest.svg").exists()


def test_what_is_piped_fits_into_eighty_columns_without_colours(compared: tuple[Path, Result]) -> None:
    said = compared[1].stdout
    assert "\x1b" not in said
    assert all(len(line) <= 80 for line in said.splitlines() if not line.startswith("kept/"))
    assert "too few" in said


def test_nothing_is_shown_of_progress_when_nobody_looks(compared: tuple[Path, Result]) -> None:
    assert compared[1].stderr == ""


def test_other_worlds_are_refused_by_name_unless_forced(gaiju: Gaiju) -> None:
    longer = Path("drift.yaml").read_text().replace("months: 14", "months: 16")
    Path("longer.yaml").write_text(longer.replace("name: drift", "name: longer"))
    said = gaiju("compare", "deadline.yaml", "longer.yaml")
    assert said.exit_code == 2
    assert said.stderr.splitlines()[0] == "`deadline` and `longer` differ in clock.months: 14 against 16"
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("months: 14", "months: 12", "compared over the months that all have, 2021-11 to 2022-10"),
        pytest.param(
            "months: 14", "months: 14, burn_in: 3", "`drift` and `other` differ in clock.burn_in: 0 against 3",
            marks=pytest.mark.slow,
        ),
        ("replications: 2", "replications: 2, seed: 7", "all were run from the first one's seed"),
        pytest.param(
            "    plain:", "    marsh:", "`drift` and `other` differ in world.regions: hill, plain against hill, marsh",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "policy:", "uncertainties: {attendance.intercept: 0.8}\npolicy:",
            "differ in uncertainties.attendance.intercept", marks=pytest.mark.slow,
        ),
        pytest.param(
            "villages_per_county: 2", "villages_per_county: 1", "hill.villages_per_county: 2 against 1",
            marks=pytest.mark.slow,
        ),
    ],
    ids=["shorter", "burnt in", "other luck", "other regions", "other parameters", "fewer villages"],
)
def test_forced_comparisons_say_what_differs_and_what_was_compared(
    old: str, new: str, said: str, gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.cli.compare.FIGURES", ("timeline", "network", "forest"))
    text = Path("drift.yaml").read_text().replace("name: drift", "name: other")
    assert old in text
    Path("other.yaml").write_text(text.replace(old, new))
    told = gaiju("compare", "drift.yaml", "other.yaml", "-n", "3", "-j", "1", "--force")
    assert told.exit_code == 0, told.stderr
    assert said in " ".join(told.stdout.split())
    folder = only_directory("drift-vs-other")
    assert gaiju("report", str(folder)).exit_code == 0
    page = (folder / "report.html").read_text("utf-8")
    assert page.count('<p class="warning">') > 2
    known = pd.read_csv(folder / "compare.csv")["n_pairs"]
    assert (known == 3).sum() > 20


def test_what_begins_at_another_time_cannot_even_be_forced(gaiju: Gaiju) -> None:
    text = Path("drift.yaml").read_text().replace("name: drift", "name: later").replace("2021-11", "2021-12")
    Path("later.yaml").write_text(text)
    told = gaiju("compare", "drift.yaml", "later.yaml", "--force")
    assert (told.exit_code, told.stderr) == (
        2, "--force compares other horizons, but not other beginnings: clock.start is 2021-11, 2021-12\n",
    )  # fmt: skip
    assert not Path("results").exists()


def test_an_unknown_executor_is_refused_before_anything_is_made(gaiju: Gaiju) -> None:
    said = gaiju("run", "deadline.yaml", "--executor", "abacus")
    assert said.exit_code == 2
    assert "local and processes" in said.stderr
    assert not Path("results").exists()


def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.cli.run.FIGURES", ())


def test_quiet_prints_the_directory_alone(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    no_figures(monkeypatch)
    said = gaiju("run", "drift.yaml", "-q", "-n", "1")
    assert said.stdout.strip() == str(only_directory("drift"))


def test_json_can_be_read_by_a_program(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    no_figures(monkeypatch)
    said = json.loads(gaiju("run", "drift.yaml", "--json", "-n", "1").stdout)
    assert said["failed"] == 0
    assert {"scenario", "outcome", "mean"} <= said["summary"][0].keys()


def test_some_failed_runs_are_told_by_the_exit_code_and_the_rest_is_kept(
    gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_once(case: object, seed: int, replicate: int) -> Run:
        if replicate == 1:
            raise ValueError("a flood")
        return original(case, seed, replicate)  # type: ignore[arg-type]

    original = sim.running.run
    no_figures(monkeypatch)
    monkeypatch.setattr(sim.experiment, "run", fail_once)
    said = gaiju("run", "drift.yaml", "-n", "3")
    assert said.exit_code == 1
    assert "1 run failed" in said.stdout
    assert pd.read_parquet(only_directory("drift") / "runs.parquet")["status"].tolist() == ["done", "failed", "done"]


def test_where_every_run_fails_the_reason_is_told(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(case: object, seed: int, replicate: int) -> Run:
        raise ValueError("a flood")

    monkeypatch.setattr(sim.experiment, "run", fail)
    said = gaiju("run", "drift.yaml", "-n", "2")
    assert said.exit_code == 1
    assert said.stderr.splitlines()[0] == "all runs failed: ValueError: a flood"


def test_an_interrupted_command_keeps_what_is_finished(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(cells: Sequence[Cell], *rest: object) -> Generator[RunResult, None, None]:
        yield sim.experiment.execute(cells[0])
        raise KeyboardInterrupt

    monkeypatch.setattr(sim.cli.experiments, "make", interrupted)
    said = gaiju("run", "drift.yaml", "-n", "3")
    assert said.exit_code == 130
    folder = only_directory("drift")
    assert json.loads((folder / "manifest.json").read_text())["status"] == "interrupted"
    assert len(list((folder / "parts").iterdir())) == 1
    assert said.stderr.splitlines() == [
        f"1 of 3 runs are finished and kept; to go on: gaiju resume {folder}",
        "interrupted",
    ]


@pytest.mark.parametrize(
    ("verb", "id"),
    [
        ("evidence", "cn_policy_landing_rate"),
        ("parameters", "attendance.intercept"),
        ("strategies", "phased_pilots"),
        ("cases", "longquan"),
        ("levers", "points_system"),
        ("outcomes", "satisfaction"),
    ],
)
def test_catalogues_list_explain_and_suggest(verb: str, id: str, gaiju: Gaiju) -> None:
    assert id.split(".")[0] in gaiju(verb).stdout
    assert gaiju(verb, id).exit_code == 0
    assert isinstance(json.loads(gaiju(verb, id, "--json").stdout), dict)
    wrong = gaiju(verb, id[:-1])
    assert wrong.exit_code == 2
    assert f"did you mean `{id}`?" in wrong.stderr


def test_a_page_of_a_case_is_written_with_its_figure(gaiju: Gaiju) -> None:
    said = gaiju("cases", "hubei", "--page", "page.md", "-n", "1", "--no-progress")
    assert said.exit_code == 0
    assert said.stdout.split() == ["page.md", "figures/hubei.svg", "figures/hubei.png"]
    assert all(Path(name).stat().st_size for name in said.stdout.split())
    assert "Made by `gaiju" in Path("page.md").read_text()


def test_a_page_needs_a_case(gaiju: Gaiju) -> None:
    said = gaiju("cases", "--page", "page.md")
    assert said.exit_code == 2
    assert "longquan, hubei" in said.stderr
    assert not Path("page.md").exists()


def test_the_schema_is_json(gaiju: Gaiju) -> None:
    assert json.loads(gaiju("schema").stdout)["$schema"].startswith("https://json-schema.org")


@pytest.mark.slow
def test_the_doctor_finds_everything_in_order(gaiju: Gaiju) -> None:
    said = gaiju("doctor")
    assert said.exit_code == 0
    assert "FAILS" not in said.stdout


@pytest.mark.parametrize("said", ["14", "residents_council_veto"])
def test_a_lever_goes_by_its_name_and_by_its_number_in_the_sources(said: str, gaiju: Gaiju) -> None:
    found = gaiju("levers", said, "--json")
    assert (found.exit_code, json.loads(found.stdout)["no"]) == (0, 14)


@pytest.mark.parametrize(
    ("said", "near"),
    [("veto", "residents_council_veto"), ("否决", "residents_council_veto"), ("Assmbly", "online_assembly"),
     ("online-asembly", "online_assembly"), ("MEDIATION", "mediation_chain"), ("积分", "points_system")],
)  # fmt: skip
def test_an_unknown_lever_is_answered_with_those_near_it_in_either_language(said: str, near: str, gaiju: Gaiju) -> None:
    found = gaiju("levers", said)
    assert found.exit_code == 2
    first, *names, own = found.stderr.splitlines()
    assert "`gaiju plan FILE.yaml`" in own
    assert first.startswith(f"no lever is called `{said}`, did you mean `")
    assert 1 <= len(names) <= 8
    assert any(f"  {near}: " in line for line in names)


def test_a_number_that_no_lever_has_and_a_word_like_none_are_answered_too(gaiju: Gaiju) -> None:
    merger = "7, One-shot merger (一次性撤村并居); it is the strategy `one_shot_merger`"
    assert gaiju("levers", "7").stderr == f"not modelled as a lever: {merger}\n"
    assert gaiju("levers", "zzzzq").stderr == (
        "no lever is called `zzzzq`: `gaiju levers` lists all that are shipped\n"
        "a lever of your own (policy.lever_file) is shown where it is used: `gaiju plan FILE.yaml`\n"
    )


def test_outcomes_are_listed_with_their_titles_in_both_languages(gaiju: Gaiju) -> None:
    said = gaiju("outcomes").stdout
    assert "Nominal coverage" in said
    assert "名义覆盖率" in said
    assert "权益纠纷" in gaiju("outcomes", "disputes").stdout
    assert all(cell_len(line.rstrip()) <= 80 for line in said.splitlines())


def test_two_runs_are_told_to_say_little_and_no_share_leaves_its_range(gaiju: Gaiju) -> None:
    said = gaiju("run", "deadline.yaml", "-n", "2", "-j", "1", "--json")
    rows = [row for row in json.loads(said.stdout)["summary"] if row["unit"].startswith("share of ")]
    known = [row for row in rows if row["ci_low"] is not None]
    assert known
    assert all(0.0 <= row["ci_low"] <= row["ci_high"] <= 1.0 for row in known)
    told = gaiju("run", "deadline.yaml", "-n", "2", "-j", "1").stdout
    assert "2 replications are few" in told
    assert "Intervals are truncated at the limits" in told
    assert "say little" not in gaiju("run", "deadline.yaml", "-n", "5", "-j", "1").stdout


def test_the_card_of_a_term_shows_its_claim_and_what_is_assumed_beside_it(gaiju: Gaiju) -> None:
    card = json.loads(gaiju("parameters", "world.terms.retained", "--json").stdout)
    assert (card["evidence"], card["honesty"]) == ("former_cadres_hired", "estimated")
    assert "28 communities" in card["assumed"]

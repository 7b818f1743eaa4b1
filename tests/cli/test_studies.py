"""Studies at the command line: made, resumed, extended and verified as any experiment."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from sim.api.verifying import again, wrong_files
from sim.cli import app
from sim.cli.sensitivity import VERB
from sim.cli.studies import command
from sim.designs.points import points_of
from sim.experiment import execute
from sim.reading.study_file import read_study
from sim.reopening import found, reopened
from sim.store import Directory
from tests.reading.test_study import STUDY, written

SMALL = STUDY.replace("  world.regions.*.facilities: {low: 0.3, high: 0.6, distribution: log-uniform}\n", "")


def run(*words: str) -> tuple[int, str]:
    made = CliRunner().invoke(app, list(words))
    return made.exit_code, made.output + (made.stderr or "")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    path = written(folder, SMALL)
    words = ("sensitivity", str(path), "-o", str(folder / "out"), "-n", "2", "-j", "1", "-q", "--page")
    code, said = run(*words, str(folder / "pages" / "trial.md"))
    assert code == 0, said
    return Path(said.strip().splitlines()[-1])


def test_a_study_leaves_indices_figures_design_and_page(made: Path) -> None:
    table = pd.read_csv(made / "indices.csv")
    assert table.columns.tolist()[:8] == [
        "outcome", "factor", "index", "value", "ci_low", "ci_high", "dummy_high", "influential",
    ]  # fmt: skip
    assert {"dummy", "uncertainties.trust.gain"} < set(table["factor"])
    manifest = json.loads((made / "manifest.json").read_text())
    design = manifest["design"]
    assert design["replications"] == 2
    assert len(design["points"]) == len(design["luck"]) == 2 * 5
    runs = pd.read_parquet(made / "runs.parquet")
    assert len(runs) == 2 * 5 * 2 * 2
    assert runs["point_id"].nunique() == 10
    assert runs.groupby("pair_id")["scenario"].nunique().eq(2).all()
    assert set(pd.read_parquet(made / "timeseries.parquet")["outcome"]) == {"satisfaction", "disputes", "trust"}
    assert (made / "figures" / "indices.1.png").is_file()
    page = (made.parents[2] / "pages" / "trial.md").read_text()
    assert "](trial/indices.1.png)" in page
    assert str(made.parents[2]) not in page, "a page names no path of the machine"
    study = f"{made.parents[2].name}/study.yaml"
    by = f"Written by `gaiju sensitivity {study} -n 2 --page pages/trial.md`; the study is `{study}`."
    assert by in page


def test_a_page_says_files_as_given_and_shipped_studies_by_their_names(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = reopened(shutil.copytree(made, tmp_path / "a copy"), ["gaiju"])
    directory.release()
    words = "gaiju sweep where-it-flips --samples 8 --page out/page.md"
    for file, page, said in (
        ("st/mine.yaml", "page.md", "gaiju sweep st/mine.yaml --samples 8 --page page.md"),
        ("gaiju:studies/where-it-flips.yaml", "out/page.md", words),
        (str(tmp_path / "a" / "mine.yaml"), str(tmp_path / "p.md"), "gaiju sweep a/mine.yaml --samples 8 --page p.md"),
    ):
        monkeypatch.chdir(tmp_path)
        directory.asked |= {"verb": "sweep", "study": {"file": file}, "amended": ["--samples", "8"]}
        assert command(directory, Path(page)) == said
    directory.continued.append({"command": ["gaiju", "extend", "/home/me/results/a", "-n", "9"]})
    assert command(directory, Path("page.md")).endswith("; gaiju extend results/a -n 9")


def test_a_study_keeps_its_points_and_is_exported(made: Path, tmp_path: Path) -> None:
    points = pd.read_csv(made / "points.csv")
    assert points.columns.tolist()[:5] == [
        "point_id", "uncertainties.trust.gain", "world.terms.running_money", "world.terms.share_rule", "dummy",
    ]  # fmt: skip
    assert points.columns.tolist()[5:] == ["satisfaction", "disputes mean", "trust 2022-06 [hamlet]"]
    assert len(points) == 10
    code, said = run("export", str(made), "-f", "csv", "-o", str(tmp_path / "csv"))
    assert code == 0, said
    assert pd.read_csv(tmp_path / "csv" / "points.csv").equals(points)
    code, said = run("export", str(made), "-f", "xlsx", "-o", str(tmp_path / "all.xlsx"))
    assert code == 0, said
    with pd.ExcelFile(tmp_path / "all.xlsx") as book:
        assert {"about", "points", "indices"} <= set(book.sheet_names)
    code, said = run("export", str(made), "-f", "iamc", "-o", str(tmp_path / "long.csv"))
    assert (code, "-f csv or -f xlsx" in said) == (2, True)


@pytest.mark.slow
def test_salib_makes_the_raw_indices_from_the_table_of_points_and_a_word_is_said_of_what_did_not_vary(
    tmp_path: Path,
) -> None:
    from SALib.analyze.sobol import analyze

    text = SMALL.replace("method: morris\nsamples: 2", "method: sobol\nsamples: 4\nreplications: 2")
    text = text.replace("{outcome: disputes, over: mean}", "{outcome: nominal_coverage, of: hamlet, at: 2021-11}")
    code, said = run("sensitivity", str(written(tmp_path, text)), "-o", str(tmp_path), "-j", "1", "--no-progress")
    assert code == 0, said
    assert "did not vary" in " ".join(said.split())
    path = Path(said.strip().splitlines()[-1])
    points, table = pd.read_csv(path / "points.csv"), pd.read_csv(path / "indices.csv")
    names = points.columns.tolist()[1:5]
    problem = {"num_vars": 4, "names": names, "bounds": [[0, 1]] * 4}
    for key in ("satisfaction", "trust 2022-06 [hamlet]"):
        theirs = analyze(problem, points[key].to_numpy(), calc_second_order=False, num_resamples=2)
        for index in ("S1", "ST"):
            mine = table[(table["outcome"] == key) & (table["index"] == f"{index}_raw")].set_index("factor")["value"]
            assert mine[names].tolist() == pytest.approx(theirs[index].tolist(), rel=1e-12)


def test_a_sweep_of_one_scenario_says_what_it_found_and_tells_dates_as_dates(tmp_path: Path) -> None:
    text = """
schema: 1
study: sweep
name: dates
scenario: hamlet.yaml
set: {clock.months: 16}
method: grid
replications: 2
factors:
  policy.rollout.due: {values: [2022-12, 2022-06]}
outcomes: [satisfaction]
"""
    code, said = run("sweep", str(written(tmp_path, text)), "-o", str(tmp_path), "-j", "1", "--no-progress")
    assert code == 0, said
    path = Path(said.strip().splitlines()[-1])
    assert pd.read_csv(path / "sweep.csv")["policy.rollout.due"].tolist() == ["2022-06", "2022-12"]
    words = " ".join(said.split())
    assert "Lowest: " in words or "did not vary" in words
    assert (path / "figures" / "response.png").is_file()


def test_a_study_is_verified_bit_by_bit(made: Path) -> None:
    assert wrong_files(made) == []
    assert [one.unlike for one in again(made, 2)] == ["", ""]


def test_a_study_that_was_interrupted_is_finished_and_equals_one_made_in_one_go(made: Path, tmp_path: Path) -> None:
    study = read_study(written(tmp_path, SMALL), {"replications": 2})
    from sim.cli.studies import cases_of

    asked = {"verb": "sensitivity", "study": study.plain(), "page": None}
    begun = found(
        tmp_path, "trial", cases_of(study), ["gaiju"], asked, points_of(study, ("satisfaction", "disputes", "trust"))
    )
    for cell in begun.missing[:7]:
        begun.add(execute(cell))
    begun.release()
    code, said = run("resume", str(begun.path), "-j", "1", "-q")
    assert code == 0, said
    for name in ("indices.csv", "runs.parquet", "timeseries.parquet", "noise.csv"):
        assert (begun.path / name).read_bytes() == (made / name).read_bytes(), name


@pytest.mark.slow
def test_a_study_is_extended_by_replications_that_leave_the_others_as_they_are(made: Path, tmp_path: Path) -> None:
    code, said = run("sensitivity", str(written(tmp_path, SMALL)), "-o", str(tmp_path), "-n", "1", "-j", "1", "-q")
    assert code == 0, said
    path = Path(said.strip().splitlines()[-1])
    before = set(pd.read_parquet(path / "runs.parquet")["run_id"])
    directory: Directory = reopened(path, ["gaiju"], 2)
    assert len(directory.missing) < len(directory.cells)
    for cell in directory.missing:
        directory.add(execute(cell))
    directory.join()
    VERB.conclude(directory)
    directory.close("complete")
    assert before < set(pd.read_parquet(path / "runs.parquet")["run_id"])
    assert (path / "indices.csv").read_bytes() == (made / "indices.csv").read_bytes()


def test_check_and_plan_know_studies(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL)
    code, said = run("check", str(path), str(tmp_path / "hamlet.yaml"))
    assert code == 0
    assert "trial is in order, 3 factors, 10 points, 80 runs" in said
    assert "hamlet is in order" in said
    code, said = run("plan", str(path), "--json")
    assert code == 0
    assert json.loads(said)[0]["runs"] == 80
    path.write_text(SMALL.replace("morris", "moris"))
    code, said = run("check", str(path))
    assert code == 2
    assert "did you mean `morris`?" in said


def test_a_study_of_another_kind_is_sent_to_its_verb(tmp_path: Path) -> None:
    code, said = run("sweep", str(written(tmp_path, SMALL)))
    assert code == 2
    assert "gaiju sensitivity" in said
    code, said = run("sensitivity", str(written(tmp_path, SMALL)), "--months", "3")
    assert code == 2
    assert "say them in the study" in said


def test_a_sweep_and_a_discovery_are_made_from_the_same_file(tmp_path: Path) -> None:
    text = SMALL.replace("study: sensitivity", "study: sweep").replace(
        "method: morris\nsamples: 2", "method: lhs\nsamples: 4"
    )
    code, said = run("sweep", str(written(tmp_path, text)), "-o", str(tmp_path), "-n", "1", "-j", "1", "--json")
    assert code == 0, said
    folder = Path(json.loads(said)["directory"])
    assert len(pd.read_csv(folder / "sweep.csv")) == 4 * 3 * 3
    text = text.replace("study: sweep", "study: discovery")
    code, said = run("discover", str(written(tmp_path, text)), "-o", str(tmp_path), "-n", "1", "-j", "1", "--json")
    assert code == 0, said
    told = json.loads(said)
    assert set(told["in_words"]["satisfaction"]) == {"en", "zh"}
    assert (Path(told["directory"]) / "boxes.csv").is_file()

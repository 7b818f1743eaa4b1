import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from sim.cli import app
from tests.small import SCENARIO

Gaiju = Callable[..., Result]


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    for name, strategy in (("deadline", "uniform_deadline, due: 2022-09"), ("drift", "drift")):
        text = SCENARIO.replace("STRATEGY", strategy).replace("hamlet", name, 1)
        (tmp_path / f"{name}.yaml").write_text(text)
    return lambda *words: CliRunner().invoke(app, list(words))


def files() -> set[str]:
    return {str(path) for path in Path().rglob("*")}


def test_a_plan_says_who_begins_when_and_writes_nothing(gaiju: Gaiju) -> None:
    before = files()
    said = gaiju("plan", "deadline.yaml", "drift.yaml")
    assert said.exit_code == 0, said.stderr
    assert "2021-11: all, 4 villages (hill 2, plain 2), due 2022-09" in said.stdout
    assert "of 8 quick runs" in said.stdout
    assert "4 runs: about" in said.stdout
    assert "MB on the disk" in said.stdout
    assert files() == before


@pytest.mark.slow
def test_a_plan_bills_the_levers_and_says_where_times_differ(gaiju: Gaiju) -> None:
    text = Path("deadline.yaml").read_text()
    Path("later.yaml").write_text(text.replace("name: deadline", "name: later").replace("2022-09", "2022-12"))
    Path("points.yaml").write_text(text.replace("runs:", "  levers: [{lever: points_system}]\nruns:"))
    said = gaiju("plan", "points.yaml", "later.yaml")
    assert said.exit_code == 0, said.stderr
    assert "What the levers make the government pay in 14 months" in said.stdout
    assert "80,000" in next(line for line in said.stdout.splitlines() if line.startswith("    points_system "))
    assert "Not in it: time of the villages' own cadres" in said.stdout
    assert "From start to due date villages have 10 months." in said.stdout
    note = "note: from start to due date villages have 10 months under deadline, 13 months under later: part of any"
    assert note in said.stdout
    (bill, none) = (
        one["bill"] for one in json.loads(gaiju("plan", "points.yaml", "later.yaml", "--json").stdout)["scenarios"]
    )
    assert bill["total"] == bill["levers"][0]["payments"]["measures"] > bill["levers"][0]["once"] == 80000.0
    assert none == {"levers": [], "total": 0, "per_household": 0.0}
    assert note in gaiju("compare", "deadline.yaml", "later.yaml", "-n", "2", "-q").stderr


@pytest.mark.parametrize("word", ["budget", "money", "cost"])
def test_money_for_a_lever_is_led_to_its_cap(word: str, gaiju: Gaiju) -> None:
    text = Path("deadline.yaml").read_text()
    Path("points.yaml").write_text(text.replace("runs:", f"  levers: [{{lever: points_system, {word}: 9000}}]\nruns:"))
    said = gaiju("check", "points.yaml")
    assert said.exit_code == 2
    assert (
        f"unknown key `{word}`, did you mean `cap`, the most it may cost in yuan a month" in said.stderr + said.stdout
    )


def test_a_plan_counts_the_runs_of_an_ensemble(gaiju: Gaiju) -> None:
    words = ("plan", "deadline.yaml", "drift.yaml", "--ensemble", "national", "-n", "5", "--json")
    assert json.loads(gaiju(*words).stdout)["runs"] == 2 * 5 * 2, "two scenarios, five sets, two lucks"
    assert json.loads(gaiju(*words, "--assumed").stdout)["runs"] == 2 * 5 * 2 * 2
    assert gaiju("plan", "drift.yaml", "--ensemble", "nationl").exit_code == 2
    assert gaiju("plan", "drift.yaml", "--assumed").exit_code == 2
    assert gaiju("plan", "what-decides", "--ensemble", "national").exit_code == 2


def test_a_plan_draws_its_calendar_where_it_is_told(gaiju: Gaiju) -> None:
    said = gaiju("plan", "deadline.yaml", "-o", "drawn", "--json", "-n", "5")
    told = json.loads(said.stdout)
    assert told["runs"] == 5
    assert told["scenarios"][0]["batches"][0]["due"] == "2022-09"
    assert told["figures"] == ["drawn/plan.svg", "drawn/plan.png"]
    assert {path.name for path in Path("drawn").iterdir()} == {"plan.svg", "plan.png"}


def test_an_ablation_leaves_table_figure_and_page(gaiju: Gaiju) -> None:
    said = gaiju(
        "ablate", "deadline.yaml", "--without", "pressure,merging", "-n", "3", "-j", "1", "--page", "docs/m.md"
    )
    assert said.exit_code == 0, said.stderr
    (folder,) = (path for path in Path("results/ablate-deadline").iterdir() if path.is_dir())
    table = pd.read_csv(folder / "ablation.csv")
    assert set(table["mechanism"]) == {"pressure", "merging"}
    assert (table.loc[table["mechanism"] == "merging", "mean_difference"].dropna() == 0.0).all()
    assert (table.loc[table["mechanism"] == "pressure", "mean_difference"].dropna() != 0.0).any()
    assert (folder / "figures" / "ablation.svg").exists()
    assert (folder / "summary.csv").exists()
    assert Path("docs/m.md").read_text().startswith("# What each mechanism does")
    paths = ("results/", "docs/m.md")  # are copied whole, however long
    wide = [line for line in said.stdout.splitlines() if len(line) > 80 and not any(path in line for path in paths)]
    assert not wide


def test_an_ablation_of_two_scenarios_says_what_carries_their_difference(gaiju: Gaiju) -> None:
    said = gaiju("ablate", "deadline.yaml", "drift.yaml", "--without", "pressure", "-n", "3", "-j", "1", "--json")
    told = json.loads(said.stdout)
    assert any(name.startswith("difference") for name in told["moved"])
    folder = Path(told["directory"])
    carried = pd.read_csv(folder / "carried.drift.csv").dropna(subset="carried")
    whole, left, part = (carried[name].to_numpy(float) for name in ("difference", "difference_without", "carried"))
    np.testing.assert_allclose(left, whole - part, atol=1e-9)
    assert (folder / "figures" / "carried.drift.png").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--without", "presure"), "--without: no mechanism is called `presure`, did you mean `pressure`?"),
        (("--set", "without=[learning]", "--without", "learning"), "nothing to switch off"),
    ],
)
def test_what_cannot_be_switched_off_is_refused(words: tuple[str, ...], said: str, gaiju: Gaiju) -> None:
    found = gaiju("ablate", "deadline.yaml", *words)
    assert found.exit_code == 2
    assert found.stderr.startswith(said)
    assert not Path("results").exists()


def test_equal_and_different_scenarios_are_both_said_with_exit_code_0(gaiju: Gaiju) -> None:
    Path("same.yaml").write_text(
        "# the same in other words\n" + Path("drift.yaml").read_text().replace("drift", "slow", 1)
    )
    same = gaiju("diff", "drift.yaml", "same.yaml")
    assert (same.exit_code, "say the same" in same.stdout) == (0, True)
    other = gaiju("diff", "deadline.yaml", "drift.yaml")
    assert other.exit_code == 0
    assert "policy.rollout.strategy" in other.stdout
    told = json.loads(gaiju("diff", "deadline.yaml", "drift.yaml", "--json").stdout)
    assert not told["equal"]
    assert told["scenario"][0]["path"] == "policy.rollout.strategy"


def test_run_directories_differ_in_scenario_and_means_or_in_nothing(
    gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.cli.run.FIGURES", ())
    places = [
        gaiju("run", file, "-q", "-n", "2").stdout.strip() for file in ("drift.yaml", "drift.yaml", "deadline.yaml")
    ]
    assert "They hold the same" in gaiju("diff", places[0], places[1]).stdout
    said = gaiju("diff", places[0], places[2])
    assert said.exit_code == 0
    assert "mean of" in said.stdout
    assert "tables that differ: runs, timeseries" in said.stdout
    told = json.loads(gaiju("diff", places[0], places[2], "--json").stdout)
    assert told["means"][0]["difference"] == told["means"][0]["other"] - told["means"][0]["one"]
    assert gaiju("diff", places[0], "drift.yaml").exit_code == 2
    assert gaiju("diff", ".", places[0]).exit_code == 2


def test_a_difference_stands_unfolded_in_80_columns(gaiju: Gaiju) -> None:
    folder = Path("a-folder-with-a-rather-long-name/and-another-one-below-it")
    folder.mkdir(parents=True)
    for name, months in (("one", 14), ("two", 15)):
        text = Path("drift.yaml").read_text().replace("months: 14", f"months: {months}")
        text += (
            f"uncertainties: {{trust.gain: {{value: 0.0{months}, assumed: {'a reason ' * 12}, range: [0.01, 0.05]}}}}\n"
        )
        (folder / f"{name}.yaml").write_text(text)
    said = gaiju("diff", *(str(folder / f"{name}.yaml") for name in ("one", "two")))
    assert said.exit_code == 0, said.stderr
    assert f"clock.months  months\n  A  14     {folder}/one.yaml:5\n  B  15     {folder}/two.yaml:5\n" in said.stdout
    assert all(len(line) <= 80 for line in said.stdout.splitlines() if str(folder) not in line)
    assert " ".join(said.stdout.split()).count("assumed: " + "a reason " * 12) == 2


LEVERS = """  levers:
    - {lever: online_assembly, from: 2022-01, to: 2022-10, where: {region: hill}, intensity: 0.8}
    - {lever: points_system, cap: 20000}
"""


def test_a_plan_lists_the_levers_in_use(gaiju: Gaiju) -> None:
    text = Path("deadline.yaml").read_text().replace("runs:", LEVERS + "runs:")
    Path("levers.yaml").write_text(text)
    said = gaiju("plan", "levers.yaml").stdout
    assert "2 levers in use:" in said
    assert "online_assembly: Online assembly, 线上村民大会" in said
    assert (
        "decided 2022-01, acts from 2022-03 (lead time 2 months) until 2022-10; where region hill; intensity 0.8"
        in said
    )
    assert "price 600 yuan/village/month + 15,000 yuan/village; staff 0.03 staff-months a village and month" in said
    assert "decided 2021-11, acts from 2022-02 (lead time 3 months) until the end; everywhere; intensity 1" in said
    assert "at most 20,000 yuan a month in all villages together" in said
    first, second = json.loads(gaiju("plan", "levers.yaml", "--json").stdout)["scenarios"][0]["levers"]
    assert (first["acts_from"], first["to"], first["where"]) == ("2022-03", "2022-10", {"region": ["hill"]})
    assert (second["cap"], second["price"]["per_household_month"]) == (20000.0, 4.0)
    assert "lever" not in gaiju("plan", "deadline.yaml").stdout


def test_a_plan_says_what_a_lever_brings_beside_its_price(gaiju: Gaiju) -> None:
    uses = "  levers: [{lever: homestead_three_steps}, {lever: pay_ladder}, {lever: residents_council_veto}]\n"
    Path("paid.yaml").write_text(Path("deadline.yaml").read_text().replace("runs:", uses + "runs:"))
    said = gaiju("plan", "paid.yaml").stdout
    assert (
        "price 40,000 yuan/village, plus compensation that it brings, booked as it arises: see outcome `cost`" in said
    )
    assert "no price of its own, plus wages that it brings, booked as it arises: see outcome `cost`" in said
    assert "no price of its own, and no posts, rooms, running money or compensation that it brings" in said
    told = json.loads(gaiju("plan", "paid.yaml", "--json").stdout)["scenarios"][0]["levers"]
    assert [lever["brings"] for lever in told] == [["compensation"], ["wages"], []]

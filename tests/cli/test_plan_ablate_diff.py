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
    assert all(len(line) <= 80 for line in said.stdout.splitlines() if "results/" not in line)


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

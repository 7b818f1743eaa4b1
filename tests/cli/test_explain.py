import json
from collections.abc import Callable
from pathlib import Path

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
    (tmp_path / "larger.yaml").write_text(text.replace("villages_per_county: 2", "villages_per_county: 3"))
    return lambda *words: CliRunner().invoke(app, ["explain", *words])


def test_a_life_is_told_on_the_screen_and_nothing_is_written(gaiju: Gaiju) -> None:
    before = set(Path().rglob("*"))
    said = gaiju("deadline.yaml", "--household", "3")
    assert said.exit_code == 0, said.stderr
    assert "Household 3 of 26" in said.stdout
    assert "MONTH BY MONTH" in said.stdout
    assert set(Path().rglob("*")) == before


def test_without_a_number_a_household_is_chosen_and_named(gaiju: Gaiju) -> None:
    told = json.loads(gaiju("deadline.yaml", "--json").stdout)
    said = gaiju("deadline.yaml")
    assert f"Household {told['household']} of 26" in said.stdout
    assert "Chosen because" in said.stdout
    assert told["chosen"]


def test_a_folder_holds_words_figure_and_tables_and_is_never_overwritten(gaiju: Gaiju) -> None:
    words = (
        "deadline.yaml",
        "--household",
        "3",
        "--versus",
        "drift.yaml",
        "-o",
        "told",
        "--seed",
        "7",
        "--months",
        "12",
    )
    said = gaiju(*words, "--json")
    assert said.exit_code == 0, said.stderr
    told = json.loads(said.stdout)
    assert (told["seed"], told["versus"]) == (7, "drift")
    assert told["parting"]["month"]
    names = {"life.svg", "life.png", "life.en.txt"}
    names |= {f"{name}.csv" for name in ("parts", "months", "events", "decisions", "influences")}
    assert {path.name for path in Path("told").iterdir()} == names
    months = pd.read_csv("told/months.csv")
    assert months.groupby("scenario").size().to_dict() == {"deadline": 13, "drift": 13}
    before = Path("told/life.en.txt").read_bytes()
    again = gaiju("deadline.yaml", "--household", "4", "-o", "told")
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "`told` is in use" in again.stderr
    assert Path("told/life.en.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--household", "26"), "--household: no household 26: there are 26, numbered from 0"),
        (("--household", "-1"), "--household: no household -1: there are 26, numbered from 0"),
        (("--household", "3", "--versus", "larger.yaml"), "--versus: no household lives in both worlds: "),
        (("--lang", "fr"), "--lang: `fr` is not known, allowed are en and zh"),
    ],
)
def test_what_cannot_be_explained_is_refused_in_one_line(words: tuple[str, ...], said: str, gaiju: Gaiju) -> None:
    found = gaiju("deadline.yaml", *words, "-o", "told")
    assert found.exit_code == 2
    assert found.stderr.startswith(said)
    assert found.stderr.count("\n") == 1
    assert not Path("told").exists()


def test_a_misspelt_scenario_is_refused_as_everywhere(gaiju: Gaiju) -> None:
    assert gaiju("nowhere.yaml").exit_code == 2

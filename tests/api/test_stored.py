"""A stored run directory is asked as if its runs had just been made; figures are asked for by name."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.manifest import Unusable
from sim.parts import Damaged
from sim.statistics.finding import Finding
from tests.small import SCENARIO


def gaiju(*words: str) -> str:
    made = CliRunner().invoke(app, [*words, "-q", "-j", "1", "--executor", "local"])
    assert made.exit_code == 0, made.stderr
    return made.stdout.strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stored")


@pytest.fixture(scope="module")
def stored(folder: Path) -> Path:
    text = SCENARIO.replace("STRATEGY", "drift")
    (folder / "drift.yaml").write_text(text)
    return Path(gaiju("run", str(folder / "drift.yaml"), "-n", "2", "-o", str(folder)))


@pytest.fixture(scope="module")
def found(stored: Path) -> Finding:
    return sim.load(stored.parent)


def test_what_is_stored_is_what_python_makes(folder: Path, found: Finding) -> None:
    here = sim.run(sim.read(folder / "drift.yaml"), replications=2)
    pd.testing.assert_frame_equal(found.summary, here.summary)
    np.testing.assert_array_equal(found.timeseries["value"], here.timeseries["value"])
    assert len(found.tables.villages) == len(here.tables.villages) > 0
    assert found.title("drift") == here.title("drift")


def test_a_directory_that_holds_no_finding_is_refused_in_words(folder: Path, stored: Path, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="is no run directory"):
        sim.load(folder)
    ablated = gaiju("ablate", str(folder / "drift.yaml"), "--without", "learning", "-n", "2", "-o", str(tmp_path))
    with pytest.raises(Unusable, match=r"by `gaiju ablate`; findings are made of run and compare; .*ablation\.csv"):
        sim.load(ablated)
    said = CliRunner().invoke(app, ["report", ablated])
    assert said.exit_code == 2
    assert "; reports are made of run and compare; its tables stand there: " in said.stderr
    assert CliRunner().invoke(app, ["export", ablated, "-f", "csv", "-o", str(tmp_path / "out")]).exit_code == 0
    assert (tmp_path / "out" / "ablation.csv").is_file()


def test_a_table_that_was_changed_is_refused(folder: Path, tmp_path: Path) -> None:
    made = Path(gaiju("run", str(folder / "drift.yaml"), "-n", "1", "-o", str(tmp_path)))
    os.truncate(made / "timeseries.parquet", 100)
    with pytest.raises(Damaged, match=r"timeseries\.parquet"):
        sim.load(made)


@pytest.mark.parametrize(
    ("name", "near"), [("timelin", ", did you mean `timeline`?"), ("life", "."), ("style", "."), ("os", ".")]
)
def test_a_figure_that_is_none_is_refused_with_the_names_of_those_there_are(
    name: str, near: str, found: Finding
) -> None:
    with pytest.raises(ValueError, match="no figure is called") as caught:
        found.figure(name)
    said = str(caught.value)
    assert said.startswith(f"no figure is called `{name}`{near} There are balance, fan, ")
    for known in said.rpartition("There are ")[2].split(", "):
        assert known not in ("life", "style", "plan", "remake")


def test_resuming_what_is_complete_says_so_first(stored: Path) -> None:
    said = CliRunner().invoke(app, ["resume", str(stored), "-q", "--executor", "local"])
    assert said.exit_code == 0
    assert said.stderr.startswith("note: nothing was missing: 2 of 2 runs are there; tables and figures are made again")

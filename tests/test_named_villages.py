"""A village that the user has named is found by that name in all results."""

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.figures.timeline import draw
from sim.reading import read_text
from sim.report.villages import villages
from tests.small import SCENARIO

NAMES = ("坡上村", "石桥村")
LISTED = f"villages: [{{name: {NAMES[0]}, county: b, households: 130}}, {{name: {NAMES[1]}, county: a}}]"


def gaiju(*words: str) -> str:
    told = CliRunner().invoke(app, list(words))
    assert told.exit_code == 0, told.output
    return told.stdout.strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory of a scenario that names two of its four villages, and of one that names none."""
    place = tmp_path_factory.mktemp("named")
    text = SCENARIO.replace("STRATEGY", "uniform_deadline, due: 2022-09")
    named = text.replace("hill: {villages_per_county: 2,", f"hill: {{{LISTED},").replace(
        "name: hamlet", "name: named", 1
    )
    for name, said in (("named", named), ("hamlet", text)):
        (place / f"{name}.yaml").write_text(said, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        return place / gaiju("compare", "named.yaml", "hamlet.yaml", "-n", "2", "-j", "1", "-q", "--force")


def names_in(folder: Path, table: str) -> dict[str, list[str]]:
    frame = pd.read_parquet(folder / f"{table}.parquet").astype({"scenario": str, "name": str})
    by = frame.drop_duplicates(["scenario", "village"]).sort_values("village")
    return {str(scenario): rows["name"].tolist() for scenario, rows in by.groupby("scenario")}


def test_names_stand_beside_the_numbers_in_the_order_of_the_world(folder: Path) -> None:
    order = [NAMES[0], NAMES[1], "", ""]  # counties in the order in which the list first names them
    for table in ("villages", "stages"):
        assert names_in(folder, table) == {"named": order, "hamlet": [""] * 4}
    last = pd.read_parquet(folder / "villages.parquet")
    assert set(last.loc[last["name"] == NAMES[0], "households"]) == {130.0}


@pytest.mark.slow
def test_names_are_exported_reported_drawn_and_kept_when_runs_are_added(folder: Path, tmp_path: Path) -> None:
    gaiju("export", str(folder), "-f", "csv", "-o", str(tmp_path / "csv"))
    page = (folder / "report.html").read_text("utf-8")
    for name in NAMES:
        assert name in (tmp_path / "csv/villages.csv").read_text("utf-8")
        assert f">{name}</th>" in page
    gaiju("extend", str(folder), "--replications", "3", "-q")
    assert "the same" in gaiju("verify", str(folder), "--rerun", "2")
    assert names_in(folder, "villages")["named"][:2] == list(NAMES)


def test_a_figure_and_a_table_hold_names_where_there_are_any() -> None:
    case = read_text(
        SCENARIO.replace("hill: {villages_per_county: 2,", f"hill: {{{LISTED},").replace("STRATEGY", "drift")
    )
    found = sim.compare([case], replications=1)
    said = [label.get_text() for axis in draw(found).axes[0].child_axes for label in axis.get_yticklabels()]
    assert set(NAMES) <= set(said)
    assert [row[0].text for row in villages(found, "zh").rows] == list(NAMES)
    unnamed = sim.compare([read_text(SCENARIO.replace("STRATEGY", "drift"))], replications=1)
    assert not draw(unnamed).axes[0].child_axes
    assert villages(unnamed, "en").rows == []

"""What other tools get: every table, explained."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from sim.cli import app
from sim.report.columns import COLUMNS, TABLES_SAY
from tests.small import SCENARIO


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("exports")
    for name, strategy in (("deadline", "uniform_deadline, due: 2022-09"), ("drift", "drift")):
        (place / f"{name}.yaml").write_text(SCENARIO.replace("STRATEGY", strategy).replace("hamlet", name, 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setattr("sim.cli.compare.FIGURES", ())
        patch.setattr("sim.cli.experiments.REPORT", ())
        said = CliRunner().invoke(app, ["compare", "deadline.yaml", "drift.yaml", "-n", "2", "-j", "1", "-q"])
    assert said.exit_code == 0, said.output
    return place / said.stdout.strip()


def exported(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["export", str(folder), *words])


def test_a_workbook_has_a_sheet_a_table_and_explains_every_column(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "all.xlsx"
    assert exported(folder, "-o", str(into)).stdout.strip() == str(into)
    book = openpyxl.load_workbook(into, read_only=True)
    tables = {path.stem for path in folder.iterdir() if path.suffix in (".csv", ".parquet")}
    assert set(book.sheetnames) == {"about", *tables}
    assert book.sheetnames[0] == "about"
    explained = {row[:2]: row[2] for row in book["about"].iter_rows(values_only=True) if len(row) > 2}
    compare = pd.read_csv(folder / "compare.csv")
    rows = list(book["compare"].iter_rows(values_only=True))
    assert list(rows[0]) == compare.columns.tolist()
    known = [None if pd.isna(value) else value for value in compare["mean_difference"]]
    assert [row[5] for row in rows[1:]] == pytest.approx(known)
    for name in tables:
        for column in next(book[name].iter_rows(values_only=True)):
            assert explained[name, column], (name, column)
    book.close()


def test_tables_and_columns_are_all_known(folder: Path) -> None:
    for path in folder.iterdir():
        if path.suffix in (".csv", ".parquet"):
            table = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
            assert path.stem in TABLES_SAY
            assert [name for name in table if not str(name).startswith("rank_") and name not in COLUMNS] == []


def test_every_table_comes_as_csv(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "csv"
    assert exported(folder, "--format", "csv", "-o", str(into)).exit_code == 0
    for path in folder.glob("*.parquet"):
        table, back = pd.read_parquet(path), pd.read_csv(into / f"{path.stem}.csv")
        assert (len(back), back.columns.tolist()) == (len(table), table.columns.tolist())
    series = pd.read_parquet(folder / "timeseries.parquet")["value"]
    assert pd.read_csv(into / "timeseries.csv")["value"].tolist() == pytest.approx(series.tolist(), nan_ok=True)


def test_the_long_file_holds_means_and_quantiles_by_month(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "long.csv"
    assert exported(folder, "-f", "iamc", "-o", str(into)).exit_code == 0
    long = pd.read_csv(into, dtype={"subannual": str})
    assert long.columns.tolist() == [
        "model", "scenario", "region", "variable", "unit", "year", "subannual", "value",
    ]  # fmt: skip
    assert not long.isna().any().any()
    keys = ["scenario", "region", "variable", "year", "subannual"]
    assert not long.duplicated(keys).any()
    series = pd.read_parquet(folder / "timeseries.parquet")
    asked = (series["scenario"] == "drift") & (series["region"] == "hill") & (series["outcome"] == "satisfaction")
    mine = series[asked & (series["month"].astype(str) == "2022-03")]
    row = long[(long["scenario"] == "drift") & (long["region"] == "hill") & (long["year"] == 2022)]
    row = row[(row["subannual"] == "03") & (row["variable"] == "satisfaction")]
    assert row["value"].tolist() == pytest.approx([mine["value"].mean()])
    assert row["unit"].tolist() == ["points"]


def test_what_is_there_is_not_overwritten_unless_forced(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "mine.csv"
    into.write_text("mine")
    said = exported(folder, "-f", "iamc", "-o", str(into))
    assert (said.exit_code, into.read_text()) == (2, "mine")
    assert exported(folder, "-f", "iamc", "-o", str(into), "--force").exit_code == 0
    assert into.read_text().startswith("model,scenario")
    assert exported(folder, "-f", "csv", "-o", str(tmp_path), "--force").exit_code == 2

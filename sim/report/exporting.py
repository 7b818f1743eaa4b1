"""Exports for other tools: CSV of every table, an Excel workbook, and a long CSV in the manner of the IAMC.

The run directory keeps Parquet and CSV; nothing here is read again by gaiju.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from sim.api.stored import tables_in
from sim.files import replacing_folder, write_bytes, write_text
from sim.manifest import Unusable, told
from sim.report.columns import COLUMNS, TABLES_SAY
from sim.report.page import Badge, Material

Format = Literal["csv", "xlsx", "iamc"]
MODEL = "gaiju"
MOST_ROWS = 60_000
"""Rows of a sheet: beyond, a table is given as means over the replications, or left to ``--format csv``."""
STATISTICS: Mapping[str, str] = {"": "mean", "|p10": "p10", "|p90": "p90"}
"""End of a variable's name in the IAMC file -> statistic over the replications."""


def name_of(path: Path, format: Format) -> str:
    """Return how an export of a run directory is called, in the working directory."""
    where = path.resolve()
    stem = f"{where.parent.name}-{where.name}"
    return {"csv": f"{stem}-csv", "xlsx": f"{stem}.xlsx", "iamc": f"{stem}-iamc.csv"}[format]


def tables_of(path: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield every table of a run directory by name, conclusions first."""
    for file in (path / name for name in tables_in(told(path))):
        yield file.stem, pd.read_csv(file) if file.suffix == ".csv" else pd.read_parquet(file)


def write_csv(_: Material | Badge, path: Path, into: Path) -> None:
    """Write every table of a run directory as CSV into a new folder."""
    with replacing_folder(into) as beside:
        for name, table in tables_of(path):
            write_text(beside / f"{name}.csv", table.to_csv(index=False, lineterminator="\n"))


def write_iamc(made: Material | Badge, path: Path, into: Path) -> None:
    """Write the time series in long form: model, scenario, region, variable, unit, year, subannual (the month), value.

    A variable is an outcome (mean over the replications), or its 10th or 90th percentile, as ``satisfaction|p10``.

    Raises
    ------
    Unusable
        If a study made the directory: its runs are no sample of one scenario.
    """
    if isinstance(made, Badge):
        raise Unusable(f"{path}: holds a study; iamc is made of run and compare: -f csv or -f xlsx gives its tables")
    write_text(into, iamc(made).to_csv(index=False, lineterminator="\n"))


def iamc(made: Material) -> pd.DataFrame:
    """Return the time series as the long table that :func:`write_iamc` writes."""
    frame = made.finding.timeseries[made.finding.timeseries["group"] == "all"].dropna(subset="value")
    frame = frame.assign(**{key: frame[key].astype(str) for key in ("scenario", "region", "outcome", "month")})
    by = frame.groupby(["scenario", "region", "outcome", "month"], sort=False)["value"]
    found = {"mean": by.mean(), "p10": by.quantile(0.1), "p90": by.quantile(0.9)}
    parts = [found[one].reset_index().assign(end=end) for end, one in STATISTICS.items()]
    long = pd.concat(parts, ignore_index=True)
    units = {name: outcome.unit for name, outcome in made.finding.declared.items()}
    return pd.DataFrame({
        "model": f"{MODEL} {made.badge.model_version}",
        "scenario": long["scenario"],
        "region": long["region"],
        "variable": long["outcome"] + long["end"],
        "unit": long["outcome"].map(units),
        "year": long["month"].str[:4].astype(int),
        "subannual": long["month"].str[5:],
        "value": long["value"],
    })  # fmt: skip


def write_xlsx(made: Material | Badge, path: Path, into: Path) -> None:
    """Write a workbook: a sheet that explains tables, columns and units, and a sheet a table."""
    book = Workbook(write_only=True)
    sheets = [(name, *_fitting(name, table)) for name, table in tables_of(path)]
    _about(book, made, sheets)
    for name, table, _ in sheets:
        if not table.empty:
            _sheet(book, name, table)
    content = BytesIO()
    book.save(content)
    write_bytes(into, content.getvalue())


def _fitting(name: str, table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return a table as a sheet can hold it, and what was done to it."""
    if len(table) <= MOST_ROWS:
        return table, ""
    keys = [key for key in ("scenario", "month", "region", "dimension", "member", "group", "outcome") if key in table]
    if "value" not in table:
        return table.iloc[:0], f"left out: {len(table)} rows; gaiju export --format csv gives all"
    by = table.assign(**{key: table[key].astype(str) for key in keys}).groupby(keys, sort=False)["value"]
    mean = by.agg(["mean", "std", "count"]).reset_index()
    said = f"mean, spread and number over the replications; {len(table)} rows in all: gaiju export --format csv"
    return (mean, said) if len(mean) <= 10 * MOST_ROWS else (mean.iloc[:0], f"left out: {said}")


def _about(book: Workbook, made: Material | Badge, sheets: list[tuple[str, pd.DataFrame, str]]) -> None:
    """Write the first sheet: what each table and column holds, and the outcomes with their units."""
    sheet = book.create_sheet("about")
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 28
    sheet.column_dimensions["C"].width = 100
    badge, declared = (made, {}) if isinstance(made, Badge) else (made.badge, made.finding.declared)
    rows: list[tuple[object, ...]] = [
        (MODEL, badge.model_version, badge.command),
        (),
        ("table", "column", "meaning"),
    ]
    for name, table, note in sheets:
        rows.append((name, "", "; ".join(part for part in (TABLES_SAY.get(name, ""), note) if part)))
        rows += [(name, column, _column(str(column))) for column in table.columns]
    rows += [(), ("outcome", "unit", "meaning")]
    rows += [
        (name, each.unit, f"{each.title['en']} {each.title['zh']}: {each.meaning} (better: {each.better})")
        for name, each in declared.items()
    ]
    for row in rows:
        sheet.append([_cell(sheet, value, bold=row[:1] in (("table",), ("outcome",))) for value in row])


def _column(name: str) -> str:
    rank = name.removeprefix("rank_")
    return f"share of worlds in which the scenario takes rank {rank}" if rank != name else COLUMNS.get(name, "")


def _sheet(book: Workbook, name: str, table: pd.DataFrame) -> None:
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, str(column), bold=True) for column in table.columns])
    for row in table.astype(object).itertuples(index=False, name=None):
        sheet.append([_cell(sheet, value) if str(value)[:1] == "=" else _plain(value) for value in row])


def _cell(sheet: Any, value: object, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=_plain(value))
    cell.font, cell.alignment = Font(bold=bold), Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.data_type = "s"  # text that begins with = is no formula
    return cell


def _plain(value: object) -> object:
    """Return a value as a sheet takes it; what is missing stays empty."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value)
    return value


WRITERS: Mapping[Format, Callable[[Material | Badge, Path, Path], None]] = {
    "csv": write_csv, "xlsx": write_xlsx, "iamc": write_iamc,
}  # fmt: skip

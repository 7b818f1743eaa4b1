"""``gaiju export``: the tables of a run directory for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli.options import RunDirectory, tried
from sim.cli.problems import Refused, printed
from sim.report.exporting import WRITERS, name_of
from sim.report.writing import explaining
from sim.store import RunsFailed

Format = Annotated[
    Literal["csv", "xlsx", "iamc"],
    typer.Option("--format", "-f", help="csv: a folder of all tables; xlsx: a workbook; iamc: one long CSV."),
]
Into = Annotated[Path | None, typer.Option("--output", "-o", help="File, or folder of csv.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file of -o.")]


def export(directory: RunDirectory, format: Format = "xlsx", output: Into = None, force: Force = False) -> None:
    """Write the tables of a run directory as a workbook, as CSV, or as IAMC-style CSV.

    Raises
    ------
    Refused
        If the output is there already, or no run gave any tables.
    """
    into = Path(name_of(directory, format)) if output is None else output
    tried(into, str(into))
    if into.exists() and (not force or into.is_dir()):
        also = "" if into.is_dir() else ", --force overwrites it"
        raise Refused(f"{into} is there already: -o names another place{also}")
    try:
        WRITERS[format](explaining(directory), directory, into)
    except RunsFailed as error:
        raise Refused(f"{directory}: all runs failed: {error}") from None
    with printed(into):
        print(into)

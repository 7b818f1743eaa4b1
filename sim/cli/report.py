"""``gaiju report``: the report of a run directory, made again from its tables alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli.options import RunDirectory, written
from sim.cli.problems import Refused, printed
from sim.files import write_text
from sim.report.page import LANGUAGES, page
from sim.report.writing import material_of, rebuild
from sim.store import RunsFailed
from sim.words.amounts import Language

Lang = Annotated[Literal["en", "zh", "both"], typer.Option("--lang", help="Language; both: with a switch on the page.")]
Into = Annotated[Path | None, written("--output", "File to write instead of the directory's own.", "-o")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file of -o.")]


def report(directory: RunDirectory, lang: Lang = "both", output: Into = None, force: Force = False) -> None:
    """Write report.html and the figures of a run directory again, from its tables alone; nothing is run.

    Raises
    ------
    Refused
        If the file of ``-o`` is there already, or no run gave any tables.
    """
    languages: tuple[Language, ...] = LANGUAGES if lang == "both" else (lang,)
    if output is not None and output.exists() and (not force or output.is_dir()):
        raise Refused(f"{output} is there already: -o names another file, --force overwrites it")
    try:
        if output is not None:
            write_text(output, page(material_of(directory), languages))
        file = output or rebuild(directory, languages)
    except RunsFailed as error:
        raise Refused(f"{directory}: all runs failed: {error}") from None
    with printed(file):
        print(file)

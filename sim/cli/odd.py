"""``gaiju odd``: docs/odd-tables.md, docs/county-data.md, the glossary and the floors, made from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import sim
from sim.cli.problems import UNVERIFIED, Refused
from sim.describing import odd as tables
from sim.describing.pages import PAGES, TABLES, stale
from sim.describing.pages import write as write_pages

Write = Annotated[bool, typer.Option("--write", help="Write docs/odd-tables.md, docs/glossary.md and docs/floors.svg.")]
Check = Annotated[bool, typer.Option("--check", help="Say which of these pages are not what the code says; exit 3.")]


def odd(write: Write = False, check: Check = False) -> None:
    """Print the tables of the model, or write all made pages into a checkout, or check that those there are current."""
    if not (write or check):
        print("\n".join(f"## {name}\n\n{text}" for name, text in tables.parts().items()), end="")
    elif write:
        for path in write_pages(_checkout()):
            print(path)
    else:
        _check()
        print(f"{', '.join(map(str, PAGES))}: as the code says")


def _check() -> None:
    old = stale(_checkout())
    if old:
        raise Refused(
            *(f"{path} is not what the code says: `gaiju odd --write` makes it anew" for path in old), code=UNVERIFIED
        )


def _checkout() -> Path:
    """Return the checkout this runs from.

    Raises
    ------
    Refused
        If it runs from an installed wheel, which carries no pages.
    """
    root = Path(sim.__file__).parents[1]
    if not (root / TABLES).is_file():
        raise Refused(f"there is no {TABLES} beside the package: --write and --check work in a checkout")
    return root

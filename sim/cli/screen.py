"""What is printed: wide enough for 80 columns, plain when piped, a progress bar only for people."""

from __future__ import annotations

import contextlib
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from sim.analyses.outcomes import Outcome
from sim.analyses.words import unit_of
from sim.experiment import Progress as Told

NARROW = 80


def screen() -> Console:
    """Return where results are printed; 80 columns wide when nobody looks."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else NARROW)


def table(*columns: str, title: str | None = None) -> Table:
    """Return an empty table without frames, whose cells fold."""
    made = Table(title=title, box=None, title_justify="left", title_style="bold", header_style="bold", pad_edge=False)
    for name in columns:
        made.add_column(name, overflow="fold")
    return made


def named(outcome: Outcome) -> Text:
    """Return an outcome's title and, below it, the unit of the numbers beside it."""
    unit = unit_of(outcome.unit)
    return Text(outcome.title["en"]) + Text(f"\n{unit}" if unit else "", style="dim")


def print_json(said: Any) -> None:
    """Print JSON; what is missing is null, as JSON knows no NaN."""
    print(json.dumps(_known(said), ensure_ascii=False, indent=2))


def _known(said: Any) -> Any:
    if isinstance(said, Mapping):
        return {key: _known(part) for key, part in said.items()}
    if isinstance(said, list | tuple):
        return [_known(part) for part in said]
    return None if isinstance(said, float) and not math.isfinite(said) else said


@contextlib.contextmanager
def progress(total: int, wanted: bool) -> Iterator[Told | None]:
    """Give what is to be told of each finished run, and show a bar with the time left to those at a terminal."""
    console = Console(stderr=True)
    if not wanted or not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        runs = bar.add_task("runs", total=total)
        yield lambda done, _: bar.update(runs, completed=done)


def listed(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under heads."""
    made = table(*heads)
    made.columns[0].no_wrap = True  # names are copied
    for row in rows:
        made.add_row(*row)
    console.print(made)

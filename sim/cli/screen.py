"""What is printed: wide enough for 80 columns, plain when piped, a progress bar only for people."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sim.bar import Told, shown
from sim.cli.visible import visible
from sim.statistics.outcomes import Outcome
from sim.statistics.over_run import over_run
from sim.words.amounts import plain, reached_said, unit_of

if TYPE_CHECKING:
    from sim.statistics.finding import Finding

NARROW = 80
SELDOM = "*"


def screen() -> Console:
    """Return where results are printed; 80 columns wide when nobody looks."""
    beneath = getattr(sys.stdout, "beneath", sys.stdout)
    return Screen(file=beneath, highlight=False, markup=False, emoji=False, width=None if beneath.isatty() else NARROW)


class Screen(Console):
    """A console on which text is data: it takes neither markup nor what steers a terminal from it."""

    def render_str(self, text: str, **manner: Any) -> Text:
        """Return a text as it is shown."""
        return super().render_str(visible(text), **manner)


def table(*columns: str, title: str | None = None) -> Table:
    """Return an empty table without frames, whose cells fold."""
    made = Table(title=title, box=None, title_justify="left", title_style="bold", header_style="bold", pad_edge=False)
    for name in columns:
        made.add_column(name, overflow="fold")
    return made


def named(outcome: Outcome) -> Text:
    """Return an outcome's title and, below it, the unit of the numbers beside it and over what time it counts."""
    below = "; ".join(part for part in (unit_of(outcome.unit), over_run(outcome, "en")) if part)
    return Text(outcome.title["en"]) + Text(f"\n{below}" if below else "", style="dim")


def level(found: Finding, scenario: str, name: str) -> str:
    """Return the mean of an outcome: marked where some runs never got there, and no number where none did."""
    share = found.reached(scenario, name)
    mean = found.summary.set_index(["scenario", "outcome"])["mean"][scenario, name]
    return "not reached" if share == 0.0 else plain(mean, found.declared[name].unit) + SELDOM * (share < 1.0)


def seldom(found: Finding, names: Iterable[str]) -> Iterator[str]:
    """Yield what the mark at the mean of a time means, and where it stands; nothing where there is none."""
    shares = {(name, of): found.reached(of, name) for name in names for of in found.scenarios}
    few = {key: share for key, share in shares.items() if share < 1.0 and (share or len(found.scenarios) > 1)}
    titles = {of: f", {found.title(of)}" if len(found.scenarios) > 1 else "" for of in found.scenarios}
    said = [f"{found.declared[name].title['en']}{titles[of]}{reached_said(few[name, of])}" for name, of in few]
    if said:
        yield f"{SELDOM}: runs that never got there count with the last month: {'; '.join(said)}."


def print_json(said: Any) -> None:
    """Print JSON; what is missing is null, as JSON knows no NaN."""
    print(json.dumps(_known(said), ensure_ascii=False, indent=2))


def _known(said: Any) -> Any:
    if isinstance(said, Mapping):
        return {key: _known(part) for key, part in said.items()}
    if isinstance(said, list | tuple):
        return [_known(part) for part in said]
    return None if isinstance(said, float) and not math.isfinite(said) else said


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of things.

    >>> counted(1, "month"), counted(1200, "run"), counted(2, "county", "counties")
    ('1 month', '1,200 runs', '2 counties')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def failures(number: int, directory: Path) -> str:
    """Return what is said of runs that failed: how many, and where their reasons stand."""
    return f"{counted(number, 'run')} failed: see {directory / 'log.jsonl'}"


def progress(total: int, wanted: bool) -> AbstractContextManager[Told | None]:
    """Give what is to be told of each finished run, and show a bar with the time left to those at a terminal."""
    return shown(total, wanted)


def listed(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under heads."""
    made = table(*heads)
    made.columns[0].no_wrap = True  # names are copied
    for row in rows:
        made.add_row(*row)
    console.print(made)

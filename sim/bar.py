"""A progress bar with the time left, for people: at a terminal or in a notebook, and nowhere else.

In a notebook rich would ask for widgets; here the bar is a plain piece of HTML that is shown once and then replaced,
which every notebook can do, and which leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

Told = Callable[[int, int], None]
"""What is told (finished, in all) after each piece of work."""
PATIENCE, PAUSE = 1.0, 0.2
"""Seconds before a bar appears in a notebook, and between two pictures of it."""


@contextlib.contextmanager
def shown(total: int, wanted: bool = True) -> Iterator[Told | None]:
    """Give what is to be told of each finished run, and show a bar to those at a terminal or in a notebook.

    Parameters
    ----------
    total
        Runs in all.
    wanted
        Whether anybody wants a bar; without it, nobody is told anything.
    """
    console = Console(file=getattr(sys.stderr, "beneath", sys.stderr))
    if wanted and in_notebook():
        with _in_notebook(total) as told:
            yield told
    elif wanted and console.is_terminal:
        with _made(console) as bar:
            runs = bar.add_task("runs", total=total)
            yield lambda done, _: bar.update(runs, completed=done)
    else:
        yield None


def tell(text: str) -> None:
    """Print a line to those at a terminal; a waiting person should know why."""
    console = Console(file=getattr(sys.stderr, "beneath", sys.stderr))
    if console.is_terminal:
        console.print(text, highlight=False)


def in_notebook() -> bool:
    """Return whether this runs in a notebook's kernel."""
    try:
        shell: Any = get_ipython()  # type: ignore[name-defined]  # IPython puts it among the builtins
    except NameError:
        return False
    return hasattr(shell, "kernel")


def _made(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


@contextlib.contextmanager
def _in_notebook(total: int) -> Iterator[Told]:
    from IPython import display as notebook

    show: Any = notebook.display
    bar = _made(Console(force_jupyter=False, width=80))
    runs, handle = bar.add_task("runs", total=total), None
    last = time.monotonic() + PATIENCE - PAUSE

    def told(done: int, _: int) -> None:
        nonlocal handle, last
        bar.update(runs, completed=done)
        if time.monotonic() - last >= PAUSE:
            last, picture = time.monotonic(), bar.make_tasks_table(bar.tasks)
            if handle is None:
                handle = show(picture, display_id=True)
            else:
                handle.update(picture)

    try:
        yield told
    finally:
        if handle is not None:
            handle.update(Text(""))

"""``gaiju extend``: more replications of an experiment that is kept."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.options import Going, RunDirectory, flagged
from sim.cli.resume import go_on

Number = Annotated[int, typer.Option("--replications", "-n", min=1, help="Replications it shall hold in all.")]


@flagged
def extend(directory: RunDirectory, replications: Number, flags: Going) -> None:
    """Enlarge an experiment to more replications: make only the new ones, then all that follows from all of them.

    Its tables become those of an experiment made with so many from the start.

    Raises
    ------
    Exit
        If some runs failed.
    """
    go_on(directory, flags, replications)

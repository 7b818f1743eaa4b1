"""The flags that several verbs share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Scenario = Annotated[Path, typer.Argument(help="Scenario file.", show_default=False)]
Scenarios = Annotated[list[Path], typer.Argument(help="Scenario files.", show_default=False)]
Id = Annotated[str | None, typer.Argument(help="Explain this one instead of listing all.", show_default=False)]
Output = Annotated[Path, typer.Option("--output", "-o", help="Where results are written.")]
Seed = Annotated[int | None, typer.Option("--seed", "-s", help="Seed instead of the scenario's.", show_default=False)]
Replications = Annotated[
    int | None,
    typer.Option("--replications", "-n", help="Replications instead of the scenario's.", show_default=False),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes to use; 0: one a core.")]
Executor = Annotated[str, typer.Option("--executor", help="local (this process) or processes.")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", help="Put a value into the scenario, as path=value; repeatable.", show_default=False),
]
Months = Annotated[int | None, typer.Option("--months", help="Months instead of the scenario's.", show_default=False)]
Engine = Annotated[
    str | None,
    typer.Option("--engine", help="columns, or agents: the same bits, Mesa agent by agent.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only where the results are.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print every outcome.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="Show no progress bar.")]
Force = Annotated[bool, typer.Option("--force", help="Do it although the worlds, months or seeds differ.")]


def all_sets(
    sets: list[str] | None, seed: int | None, replications: int | None, months: int | None, engine: str | None
) -> list[str]:
    """Return the flags that amend a scenario as ``--set`` values, so that one reader checks them all."""
    flags = {"runs.seed": seed, "runs.replications": replications, "clock.months": months, "runs.engine": engine}
    return [*(sets or ()), *(f"{path}={value}" for path, value in flags.items() if value is not None)]

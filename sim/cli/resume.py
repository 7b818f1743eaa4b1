"""``gaiju resume``: finish what was interrupted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.closing import helpers
from sim.cli.experiments import Manner, concluding, finished, tell
from sim.cli.options import Going, Unfinished, flagged
from sim.cli.problems import Refused
from sim.manifest import OLD, other_makers, told
from sim.reopening import reopened

Repair = Annotated[bool, typer.Option("--repair", help="Make runs again whose stored tables have changed.")]


@flagged
def resume(directory: Unfinished, repair: Repair = False, *, flags: Going) -> None:
    """Finish an interrupted experiment: make only the runs that are missing, then all that follows from them.

    Runs that failed stay failed, as a run is a pure function and fails again; ``--retry-failed`` is for those whose
    process died. Of a finished experiment with a damaged table, ``--repair`` makes all runs again.

    Raises
    ------
    Exit
        If some runs failed.
    """
    go_on(directory, flags, repair=repair)


def go_on(path: Path, flags: Going, replications: int = 0, repair: bool = False) -> None:
    """Make what a run directory lacks, and conclude as the command that founded it would.

    Parameters
    ----------
    replications
        How many it shall hold; as many as before where 0.
    repair
        Whether runs whose tables have changed are to be made again.

    Raises
    ------
    Exit
        If some runs failed.
    Refused
        If a page is asked for and there is none.
    """
    manner = Manner.of(flags)
    with helpers(manner) as workers:
        manifest = told(path)
        asked, written = manifest["asked"], manifest["files"]
        verb = concluding(path, asked["verb"])
        if flags.page is not None and verb.page is None:
            raise Refused(f"--page: `gaiju {asked['verb']}` writes no page")
        notes = list(_notes(manifest, flags))
        directory = reopened(path, ["gaiju", *sys.argv[1:]], replications, flags.retry_failed, repair)
        if not directory.missing:
            there = f"{directory.finished} of {len(directory.cells)} runs are there"
            notes.append(f"nothing was missing: {there}; tables and figures are made again from them")
        for words in notes:
            print(f"note: {words}", file=sys.stderr)
        made = finished(directory, manner, workers, verb.conclude)
    for name in (name for name, each in written.items() if repair and directory.files.get(name, each) != each):
        if name.endswith(".parquet"):
            print(f"note: {name} was made again and is not what was first written", file=sys.stderr)
    tell(made, manner, verb, flags.page)


def _notes(manifest: Mapping[str, Any], flags: Going) -> Iterator[str]:
    """Yield what whoever goes on with a directory has to know."""
    if not manifest.get("digest"):
        yield OLD
    for words in other_makers(manifest):
        yield f"runs made here may differ in the last bit from those kept; {words}"
    if flags.page is None and manifest["asked"].get("page"):
        yield "the page that was asked for is not written: --page names it again"

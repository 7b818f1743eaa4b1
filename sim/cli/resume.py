"""``gaiju resume``: finish what was interrupted."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.cli.experiments import Manner, concluding, finished, helpers, tell
from sim.cli.options import Going, RunDirectory, flagged
from sim.manifest import other_makers, told
from sim.store import reopened


@flagged
def resume(directory: RunDirectory, flags: Going) -> None:
    """Finish an interrupted experiment: make only the runs that are missing, then all that follows from them.

    Runs that failed stay failed, as a run is a pure function and fails again; ``--retry-failed`` is for those whose
    process died.

    Raises
    ------
    Exit
        If some runs failed.
    """
    go_on(directory, flags)


def go_on(path: Path, flags: Going, replications: int | None = None) -> None:
    """Make what a run directory lacks, and conclude as the command that founded it would.

    Parameters
    ----------
    replications
        How many it shall hold; as many as before when not given.

    Raises
    ------
    Exit
        If some runs failed.
    """
    manner = Manner.of(flags)
    with helpers(manner) as workers:
        manifest = told(path)
        verb, unlike = concluding(path, manifest["asked"]["verb"]), list(other_makers(manifest))
        directory = reopened(path, ["gaiju", *sys.argv[1:]], replications, flags.retry_failed)
        for words in unlike:
            print(f"note: runs made here may differ in the last bit from those kept; {words}", file=sys.stderr)
        if not directory.missing:
            again = "tables and figures are made again from them"
            print(
                f"note: nothing was missing: {directory.finished} of {len(directory.cells)} runs are there; {again}",
                file=sys.stderr,
            )
        made = finished(directory, manner, workers, verb.conclude)
    tell(made, manner, verb)

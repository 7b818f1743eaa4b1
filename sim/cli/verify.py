"""``gaiju verify``: is a run directory what was written, and does it come out the same again?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sim.api.verifying import Again, again, wrong_files
from sim.cli.options import Json, Quiet, RunDirectory
from sim.cli.problems import UNVERIFIED
from sim.cli.screen import print_json
from sim.manifest import OLD, other_makers, told, unchanged_manifest

Rerun = Annotated[int, typer.Option("--rerun", min=0, help="Runs to make again and compare, every bit.")]


def verify(directory: RunDirectory, rerun: Rerun = 0, quiet: Quiet = False, json: Json = False) -> None:
    """Check the hash of every file of a run directory, and make some of its runs again to compare every bit.

    Raises
    ------
    Exit
        With 3 if anything is not as it was written, or comes out otherwise.
    """
    unchanged_manifest(directory)
    manifest = told(directory)
    wrong = wrong_files(directory)
    made = list(again(directory, rerun)) if rerun and not wrong else []
    unlike = [one for one in made if one.unlike]
    makers = list(other_makers(manifest)) if unlike else []
    if json:
        kept = {"directory": str(directory), "status": manifest["status"], "files": len(manifest["files"])}
        print_json({**kept, "wrong": wrong, "made_again": [asdict(one) for one in made], "likely_reasons": makers})
    elif not quiet:
        for line in (*wrong, *map(_said, made), *map(_reason, makers), _verdict(manifest, wrong, made, unlike, rerun)):
            print(line)
    if wrong or unlike:
        raise typer.Exit(UNVERIFIED)


def _said(one: Again) -> str:
    return f"{one.scenario}, replication {one.replication}, run {one.run_id}: {one.unlike or 'the same, every bit'}"


def _reason(maker: str) -> str:
    return f"likely reason: it was made elsewhere; {maker}"


def _verdict(manifest: dict[str, object], wrong: list[str], made: list[Again], unlike: list[Again], rerun: int) -> str:
    """Return the last line: what was found in all."""
    state = "" if manifest["joined"] else f"; unfinished ({manifest['status']}): `gaiju resume` goes on"
    if wrong:
        skipped = ", no run was made again" if rerun else ""
        return f"FAILED: {len(wrong)} file{'s' * (len(wrong) > 1)} not as written{skipped}{state}"
    if unlike:
        return f"FAILED: all files as written, but {len(unlike)} of {len(made)} runs came out otherwise{state}"
    runs = f", {len(made)} run{'s' * (len(made) > 1)} came out the same" if made else ""
    return f"all files as written{runs}{state}" + ("" if manifest.get("digest") else f"; {OLD}")

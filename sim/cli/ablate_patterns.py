"""What ``gaiju ablate --patterns`` makes: every pattern of the evidence without one mechanism at a time."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from sim.cli.experiments import Manner
from sim.cli.screen import print_json, progress, screen, table
from sim.evidence.targets import targets
from sim.files import replacing, write_text
from sim.judging.calibration import Work, kept
from sim.judging.counterparts import Point
from sim.judging.ensembles import doubts
from sim.judging.needs import KINDS, Needs, lives_of, needs, needs_table
from sim.pages.needs import page as page_of
from sim.pages.stamp import stamped
from sim.reading.ensembles import read_ensemble

NUMBER = 4
"""Runs of each pattern without each mechanism."""
FOLDER = "patterns"


def ablate_patterns(
    point: Point, mechanisms: Sequence[str], number: int | None, ensemble: str | None, page: Path | None, manner: Manner
) -> None:
    """Run every pattern without each mechanism, and write and print which mechanism each needs.

    Called again, it makes only what is missing.

    Parameters
    ----------
    point
        Parameters that are not the defaults.
    number
        Runs of each.
    ensemble
        Name of an ensemble of which each run takes a set of its own.
    """
    aims, number = list(targets().values()), number or NUMBER
    chosen = None if ensemble is None else read_ensemble(ensemble)
    for line in doubts(chosen) if chosen else ():
        typer.echo(f"note: {line}", err=True)
    points = [{**(chosen.point(run) if chosen else {}), **point} for run in range(number)]
    lives = lives_of(aims, mechanisms, points)
    folder = manner.output / FOLDER
    with progress(len(lives), manner.bar) as told:
        work = Work(
            folder / "lives",
            1 if manner.executor == "local" else manner.jobs or os.cpu_count() or 1,
            lambda _: told,
            lambda line: typer.echo(line, err=True),
        )
        found = needs(aims, mechanisms, kept(lives, work))
    write_text(folder / "patterns.csv", needs_table(found).to_csv(index=False, float_format="%.6g"))
    files = [folder / "patterns.csv", *_pictures(found, folder)]
    if page is not None:
        who = (
            f"Each run has its own parameter set of the ensemble `{chosen.name}`."
            if chosen
            else "Defaults of the model."
        )
        write_text(page, stamped(page_of(found, shlex.join(["gaiju", *sys.argv[1:]]), who)))
        files += [page, *_pictures(found, page.parent / "figures")]
    _told(found, files, manner)


def _pictures(found: Needs, folder: Path) -> list[Path]:
    from sim.figures.patterns import draw

    files = [folder / f"patterns.{suffix}" for suffix in ("png", "svg")]
    picture = draw(found)
    for file in files:
        with replacing(file) as beside:
            picture.savefig(beside, dpi=100)
    return files


def _told(found: Needs, files: Sequence[Path], manner: Manner) -> None:
    if manner.json:
        kinds = {one.id: {kind: _names(found, one.id, kind) for kind in KINDS} for one in found.targets}
        print_json({"patterns": kinds, "files": list(map(str, files))})
        return
    console = screen()
    if not manner.quiet:
        made = table("pattern", "needs", "spoiled by", title="Which mechanism each pattern needs")
        for one in found.targets:
            names = [", ".join(_names(found, one.id, kind)) for kind in ("needs", "spoils")]
            if any(names):
                made.add_row(one.id, *names)
        console.print(made)
        console.print("needs: holds with the mechanism, fails without it; spoiled: the other way round\n")
    for path in files:
        console.print(str(path), soft_wrap=True)


def _names(found: Needs, pattern: str, kind: str) -> list[str]:
    return [name for name in found.mechanisms if found.by_name[pattern, name].kind == kind]

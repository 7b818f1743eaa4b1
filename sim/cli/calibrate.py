"""``gaiju calibrate``: the parameter sets that agree with the evidence."""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.closing import terminated_is_interrupted
from sim.cli.options import Jobs, Json, NoProgress, Output, Quiet, tried, written
from sim.cli.problems import INTERRUPTED, SOME_FAILED, printed
from sim.cli.screen import print_json, progress, screen, table
from sim.evidence.targets import targets_digest
from sim.experiment import Progress
from sim.files import replacing, write_text
from sim.judging.calibration import Search, Work, search
from sim.judging.ensembles import write_ensemble
from sim.judging.identified import Learned, what_was_learned
from sim.pages.calibration import page as page_of
from sim.pages.stamp import stamped
from sim.reading.calibration_study import CalibrationStudy, read_calibration
from sim.running import MODEL_VERSION

LEAST = 10
"""Accepted sets below which there is no ensemble to speak of."""
Study = Annotated[Path, typer.Argument(help="Study file, or the name of a shipped one.", show_default=False)]
Page = Annotated[Path | None, written("--page", "Write a Markdown page, such as docs/calibration.md.")]
To = Annotated[Path | None, written("--to", "Where the accepted sets go, beside the copy in the results.")]


def calibrate(
    study: Study,
    page: Page = None,
    to: To = None,
    output: Output = Path("results"),
    jobs: Jobs = 0,
    quiet: Quiet = False,
    json: Json = False,
    no_progress: NoProgress = False,
) -> None:
    """Search for parameter sets; called again, it goes on where it stopped.

    Raises
    ------
    Exit
        With 1 if too few sets were accepted to make an ensemble or a life ends its process, with 130 if interrupted.
    """
    asked = read_calibration(study)
    folder = output / f"calibration-{asked.name}"
    tried(folder, f"--output {output}")
    silent = quiet or json
    with contextlib.ExitStack() as open_bars:
        work = Work(
            folder / "lives", jobs or os.cpu_count() or 1, _bars(open_bars, not (no_progress or silent)), _told(silent)
        )
        found = _found(asked, work)
    if found.accepted.shape[0] < LEAST:
        typer.echo(f"only {found.accepted.shape[0]} sets agree with all patterns: no ensemble is made", err=True)
        raise typer.Exit(SOME_FAILED)
    learned = what_was_learned(found)
    files = _write(found, learned, folder, to) + ([] if page is None else _page(page, found, learned))
    with printed(folder):
        _print(found, learned, files, quiet, json)


def _found(asked: CalibrationStudy, work: Work) -> Search:
    goes_on = f"this goes on: {shlex.join(['gaiju', *sys.argv[1:]])}"
    try:
        with terminated_is_interrupted():
            return search(asked, work)
    except KeyboardInterrupt:
        typer.echo(f"interrupted; {goes_on}", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenProcessPool as error:
        typer.echo(f"a life could not be lived: {error}; {goes_on}", err=True)
        raise typer.Exit(SOME_FAILED) from None


def _bars(stack: contextlib.ExitStack, wanted: bool) -> Callable[[int], Progress | None]:
    """Return what gives a bar for a number of lives; each takes the place of the one before."""

    def bar(number: int) -> Progress | None:
        stack.pop_all().close()
        return stack.enter_context(progress(number, wanted))

    return bar


def _told(silent: bool) -> Callable[[str], None]:
    return lambda text: None if silent else typer.echo(text)


def _write(found: Search, learned: list[Learned], folder: Path, to: Path | None) -> list[Path]:
    """Write the accepted sets and the figures."""
    made = _made_by(found.study, found, learned)
    files = [folder / f"{found.study.name}.parquet", *([] if to is None else [to])]
    for file in files:
        write_ensemble(file, found.points(), made)
    return files + _figures(found, learned, folder, "")


def _figures(found: Search, learned: list[Learned], folder: Path, prefix: str) -> list[Path]:
    from sim.figures.calibration import draw_marginals, draw_predictive, draw_teachers

    sheets = {
        "marginals": draw_marginals(found, learned),
        "teachers": draw_teachers(found),
        "predictive": draw_predictive(found),
    }
    files = []
    for name, sheet in sheets.items():
        for suffix in ("png", "svg"):
            files.append(folder / f"{prefix}{name}.{suffix}")
            with replacing(files[-1]) as beside:
                sheet.savefig(beside)
    return files


def _made_by(study: CalibrationStudy, found: Search, learned: list[Learned]) -> dict[str, str]:
    return {
        "study": study.name,
        "study_digest": study.digest,
        "targets": targets_digest(),
        "model": MODEL_VERSION,
        "fitted": ",".join(target.id for target in found.targets),
        "runs": str(found.places.shape[0]),
        "expected_to_agree": f"{found.still:.3f}",
        "agree": str(study.agree),
        "free": ",".join(one.path for one in learned if not one.constrained),
    }


def _page(path: Path, found: Search, learned: list[Learned]) -> list[Path]:
    command = shlex.join(["gaiju", *sys.argv[1:]])
    write_text(path, stamped(page_of(found, learned, command)))
    return [path, *_figures(found, learned, path.parent / "figures", f"{path.stem}.")]


def _print(found: Search, learned: list[Learned], files: list[Path], quiet: bool, json: bool) -> None:
    if json:
        left = {one.path: {"low": one.low, "high": one.high, "left": one.left} for one in learned}
        print_json({"accepted": found.accepted.shape[0], "learned": left, "files": list(map(str, files))})
        return
    console = screen()
    if not quiet:
        made = table("parameter", "range", "90 % of accepted sets", "left", title="What is left of each parameter")
        for one in sorted(learned, key=lambda each: each.left):
            low, high = one.range
            made.add_row(
                one.path, f"{low:g} to {high:g}", f"{one.low:.3g} to {one.high:.3g}", f"{100 * one.left:.0f} %"
            )
        console.print(made)
        share = f"{100 * found.still:.0f} %"
        console.print(f"\n{found.accepted.shape[0]} sets accepted, of which {share} are expected to agree\n")
    for path in files:
        console.print(str(path), soft_wrap=True)

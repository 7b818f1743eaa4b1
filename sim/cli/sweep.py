"""``gaiju sweep``: scenarios over a grid or a sample of points."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.analyses.study_page import sweep_page
from sim.analyses.sweeping import Swept, swept
from sim.cli.experiments import Concluding, Manner, tell
from sim.cli.options import Flags, flagged
from sim.cli.screen import screen
from sim.cli.studies import Page, Samples, StudyFile, paged, results, studied, study_at
from sim.store import Directory


@dataclass(frozen=True, slots=True)
class Made:
    """A sweep that has been made and kept."""

    directory: Directory
    found: Swept
    pictures: tuple[Path, ...]
    page: Path | None


@flagged
def sweep(study: StudyFile, samples: Samples = None, page: Page = None, *, flags: Flags) -> None:
    """Run scenarios at every point of a grid or sample, and show how outcomes respond.

    Raises
    ------
    Exit
        If some runs failed.
    """
    manner = Manner.of(flags, flags.output)
    read = study_at(study, "sweep", flags, samples)
    tell(studied(read, manner, page, ["gaiju", *sys.argv[1:]], conclude), manner, CONCLUDING)


def conclude(directory: Directory) -> Made:
    """Write table, figures and the page, from a directory alone.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    from sim.figures.response import draw

    found = swept(*results(directory))
    directory.write_table("sweep", found.table)
    many = len(found.levels) > 1
    pictures = tuple(
        directory.write_figure(f"response.{number}" if many else "response", draw(found, key))
        for number, key in enumerate(found.levels, start=1)
    )
    return Made(directory, found, pictures, paged(directory, sweep_page, found, pictures))


def _as_json(made: Made) -> Mapping[str, object]:
    words = {
        key: {language: made.found.sentences(key, language) for language in ("en", "zh")} for key in made.found.levels
    }
    return {"directory": str(made.directory.path), "failed": made.directory.failed, "in_words": words}


def _print(made: Made, verbose: bool) -> None:
    console, directory = screen(), made.directory
    for key in made.found.levels:
        console.print(made.found.outcome(key).title["en"], style="bold")
        for line in made.found.sentences(key):
            console.print(line)
        console.print()
    if directory.failed:
        console.print(f"{directory.failed} runs failed: see {directory.path / 'log.jsonl'}", soft_wrap=True)
    for path in (*([made.page] if made.page else []), *made.pictures, directory.path / "sweep.csv", directory.path):
        console.print(str(path), soft_wrap=True)


CONCLUDING = Concluding(conclude, _as_json, _print)
"""What ``sweep`` makes of finished runs."""

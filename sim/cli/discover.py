"""``gaiju discover``: in which part of the space of factors the second scenario beats the first."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sim.analyses.discovery import Discovery, discovery
from sim.analyses.study_page import discovery_page
from sim.cli.experiments import Concluding, Manner, tell
from sim.cli.options import Flags, flagged
from sim.cli.screen import screen
from sim.cli.studies import Page, Samples, StudyFile, paged, results, studied, study_at
from sim.store import Directory


@dataclass(frozen=True, slots=True)
class Made:
    """A discovery that has been made and kept."""

    directory: Directory
    found: tuple[Discovery, ...]
    pictures: tuple[Path, ...]
    page: Path | None


@flagged
def discover(study: StudyFile, samples: Samples = None, page: Page = None, *, flags: Flags) -> None:
    """Say where the second scenario beats the first by more than the margin, in a sentence and a figure.

    Raises
    ------
    Exit
        If some runs failed.
    """
    manner = Manner.of(flags, flags.output)
    read = study_at(study, "discovery", flags, samples)
    tell(studied(read, manner, page, ["gaiju", *sys.argv[1:]], conclude), manner, CONCLUDING)


def conclude(directory: Directory) -> Made:
    """Write table, figures and the page, from a directory alone.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    from sim.figures.boxes import draw

    study, points, answers = results(directory)
    found = tuple(discovery(study, points, answers, asked) for asked in study.outcomes)
    directory.write_table("boxes", pd.concat([one.table for one in found], ignore_index=True))
    many = len(found) > 1
    pictures = tuple(
        directory.write_figure(f"boxes.{number}" if many else "boxes", draw(one))
        for number, one in enumerate(found, start=1)
    )
    return Made(directory, found, pictures, paged(directory, discovery_page, found, pictures))


def _as_json(made: Made) -> Mapping[str, object]:
    words = {one.asked.key: {language: one.sentences(language) for language in ("en", "zh")} for one in made.found}
    return {"directory": str(made.directory.path), "failed": made.directory.failed, "in_words": words}


def _print(made: Made, verbose: bool) -> None:
    console, directory = screen(), made.directory
    for one in made.found:
        for line in (*one.sentences(), *one.sentences("zh")):
            console.print(line)
        console.print()
    if made.found[0].without:
        console.print(made.found[0].without)
    if directory.failed:
        console.print(f"{directory.failed} runs failed: see {directory.path / 'log.jsonl'}", soft_wrap=True)
    for path in (*([made.page] if made.page else []), *made.pictures, directory.path / "boxes.csv", directory.path):
        console.print(str(path), soft_wrap=True)


CONCLUDING = Concluding(conclude, _as_json, _print)
"""What ``discover`` makes of finished runs."""

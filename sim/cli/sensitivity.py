"""``gaiju sensitivity``: which factors decide an outcome, and what is chance."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.analyses.sensitivity.finding import SensitivityFinding, finding, said
from sim.analyses.sensitivity.page import page as page_of
from sim.cli.experiments import Concluding, Manner, tell
from sim.cli.options import Flags, flagged
from sim.cli.problems import Refused
from sim.cli.screen import screen, table
from sim.cli.studies import Page, Samples, StudyFile, paged, results, studied, study_at
from sim.store import Directory

SHOWN = 12
"""Factors shown of each outcome; all with ``-v``."""


@dataclass(frozen=True, slots=True)
class Studied:
    """A study that has been made and kept."""

    directory: Directory
    found: SensitivityFinding
    pictures: tuple[Path, ...]
    page: Path | None


@flagged
def sensitivity(study: StudyFile, samples: Samples = None, page: Page = None, *, flags: Flags) -> None:
    """Say which factors decide an outcome or a difference between policies, and what is chance.

    Raises
    ------
    Exit
        If some runs failed.
    """
    manner = Manner.of(flags, flags.output)
    read = study_at(study, "sensitivity", flags, samples)
    made = studied(read, manner, page, ["gaiju", *sys.argv[1:]], conclude)
    tell(made, manner, CONCLUDING)


def conclude(directory: Directory) -> Studied:
    """Write tables, figures and the page, from a directory alone.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    Refused
        If too many failed to tell anything.
    """
    study, points, answers = results(directory)
    try:
        found = finding(study, points, answers)
    except ValueError as error:
        raise Refused(f"{error}; see {directory.path / 'log.jsonl'}", code=1) from None
    tables = {"indices": found.table, "convergence": found.convergence, "noise": found.noise}
    tables |= {"indices_over_time": found.over_time} if found.through_time else {}
    for name, frame in tables.items():
        directory.write_table(name, frame)
    pictures = tuple(directory.write_figure(name, figure) for name, figure in _figures(found))
    return Studied(directory, found, pictures, paged(directory, page_of, found, pictures))


def _figures(found: SensitivityFinding) -> Iterator[tuple[str, Any]]:
    from sim.figures import sensitivity as draw

    for number, (key, mine) in enumerate(found.found.items(), start=1):
        many = "" if len(found.found) == 1 else f".{number}"
        drawn = {"indices": draw.bars(found, key)}
        drawn |= {"plane": draw.plane(found, key)} if mine.sampled.method == "morris" else {}
        more = {
            "slopes": draw.slopes(found, key),
            "through_time": draw.through_time(found, key),
            "convergence": draw.convergence(found, key),
        }
        drawn |= {name: figure for name, figure in more.items() if figure is not None}
        yield from ((f"{name}{many}", figure) for name, figure in drawn.items())


def _as_json(made: Studied) -> Mapping[str, object]:
    found = {
        key: {
            "influential": list(mine.by("influential")),
            "undecided": list(mine.by("undecided")),
            "seed_share": mine.noise.seed_share,
            "samples_advised": mine.more_samples,
            "replications_advised": mine.more_replications,
            "in_words": {language: made.found.sentences(key, language) for language in ("en", "zh")},
        }
        for key, mine in made.found.found.items()
    }
    return {"directory": str(made.directory.path), "failed": made.directory.failed, "outcomes": found}


def _print(made: Studied, verbose: bool) -> None:
    console, directory, found = screen(), made.directory, made.found
    for key, mine in found.found.items():
        shown = table("factor", mine.main[0].index, "95 % interval", "", title=found.title(key))
        for each in [*(mine.main[:-1] if verbose else mine.main[:-1][:SHOWN]), mine.main[-1]]:
            ends = f"{each.low:.3g} to {each.high:.3g}"
            shown.add_row(
                each.factor, said(each, found.asked[key]), ends, "" if each.verdict == "dummy" else each.verdict
            )
        console.print(shown)
        for line in found.sentences(key):
            console.print(line)
        console.print()
    for key, reason in found.untold.items():
        console.print(f"{key}: {reason}")
    if directory.failed:
        console.print(f"{directory.failed} runs failed: see {directory.path / 'log.jsonl'}", soft_wrap=True)
    for path in (
        *([made.page] if made.page else []),
        *made.pictures,
        *sorted(directory.path.glob("*.csv")),
        directory.path,
    ):
        console.print(str(path), soft_wrap=True)


CONCLUDING = Concluding(conclude, _as_json, _print)
"""What ``sensitivity`` makes of finished runs."""

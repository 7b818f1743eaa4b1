"""What ``compare --ensemble --page`` adds: the page, its figures beside it, and the command that makes it again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from sim.cli.screen import counted
from sim.files import write_bytes, write_text
from sim.pages.ranking import Material
from sim.pages.ranking import page as page_of
from sim.pages.stamp import stamped
from sim.reading.ensembles import Ensemble
from sim.reading.shipped import without_root
from sim.statistics.ranking import Ranking
from sim.store import Directory

FIGURES = "figures"
"""Folder beside the page."""
OWN = "ranking.md"
"""The page in the run directory itself."""
KEPT = ("name", "sets")
"""What the manifest says of an ensemble beside what made it."""


def own_page(directory: Directory, found: Sequence[Ranking], pictures: Sequence[Path]) -> Path:
    """Write the page into the directory and return where.

    Parameters
    ----------
    pictures
        PNG of each ranking; an SVG of the same name stands beside it.
    """
    own = directory.wrote(OWN)
    kept = [picture.relative_to(directory.path).as_posix() for picture in pictures]
    write_text(own, _text(directory, found, command(directory), kept))
    return own


def write_page(directory: Directory, found: Sequence[Ranking], pictures: Sequence[Path], page: Path) -> None:
    """Write the page to where it was asked for, with its figures beside it."""
    for picture in pictures:
        for suffix in (".svg", ".png"):
            beside = page.parent / FIGURES / f"{_called(page, picture)}{suffix}"
            write_bytes(beside, picture.with_suffix(suffix).read_bytes())
    shown = [f"{FIGURES}/{_called(page, picture)}.png" for picture in pictures]
    write_text(page, stamped(_text(directory, found, command(directory, page), shown), directory.begun))


def _text(directory: Directory, found: Sequence[Ranking], command: str, pictures: Sequence[str]) -> str:
    made_by = {key: str(text) for key, text in directory.asked["ensemble"].items() if key not in KEPT}
    ensemble = Ensemble(directory.asked["ensemble"]["name"], (), made_by)
    return page_of(Material(found, ensemble, runs(directory), command, pictures))


def _called(page: Path, picture: Path) -> str:
    """Return the name of a figure beside a page: the page's, and the scenario's where there are several."""
    return page.stem + picture.name.removesuffix(picture.suffix).removeprefix("ensemble")


def runs(directory: Directory) -> str:
    """Return in sentences what was run."""
    asked, scenario = directory.asked, directory.cases[0].scenario
    clock, sets, drawn = scenario.clock, asked["ensemble"]["sets"], len(asked["drawn"])
    villages = sum(number for region in scenario.regions for _, number in scenario.counties_of(region))
    each = (
        f", each with two draws of the {drawn} numbers that nobody estimated over their whole ranges, which makes "
        f"{2 * sets} sets of numbers"
        if drawn
        else ""
    )
    failed = f" Failed and left out: {counted(directory.failed, 'run')}." if directory.failed else ""
    return (
        f"{counted(len(directory.cells), 'run')}: {len(directory.cases)} policies, {sets} parameter sets of the "
        f"ensemble `{asked['ensemble']['name']}`{each}; {scenario.runs.replications} draws of luck for each, the same "
        f"under all policies. {villages} villages, {clock.label(clock.burn_in + 1)} to {clock.label(clock.last)}, seed "
        f"{scenario.runs.seed}.{failed}"
    )


def command(directory: Directory, page: Path | None = None) -> str:
    """Return the commands by which the page is made again, without the paths of the machine that made it.

    What resumed it is left out, as it changes nothing; what extended it is said. Without a page: those of the page in
    the directory itself.
    """
    words, founded = list(directory.command), []
    given = ""
    while words:
        word = words.pop(0)
        if word == "--page":
            given = words.pop(0) if words else ""
        elif word.startswith("--page="):
            given = word.removeprefix("--page=")
        else:
            founded.append(without_root(word))
    if page is not None:
        founded += ["--page", without_root(given) if given else without_root(str(page.resolve()))]
    extended = [one["command"] for one in directory.continued if "extend" in one["command"][:2]]
    more = [[without_root(word) for word in words] for words in extended]
    return "; ".join(shlex.join(one) for one in (founded, *more))

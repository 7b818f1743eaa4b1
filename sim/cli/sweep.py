"""``gaiju sweep``: scenarios over a grid or a sample of points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.cli.options import Flags, flagged
from sim.cli.screen import screen
from sim.cli.studies import Page, Samples, StudyFile, StudyVerb, in_words, numbered
from sim.pages.study import sweep_page
from sim.studies.sweeping import Swept, swept


@flagged
def sweep(study: StudyFile, samples: Samples = None, page: Page = None, *, flags: Flags) -> None:
    """Run scenarios at every point of a grid or sample, and show how outcomes respond.

    Raises
    ------
    Exit
        If some runs failed.
    """
    VERB.run(study, samples, page, flags)


def _figures(found: Swept) -> Iterator[tuple[str, Any]]:
    from sim.figures.response import draw

    for key, behind in numbered(list(found.levels)).items():
        yield f"response{behind}", draw(found, key)


def _show(found: Swept, verbose: bool) -> None:
    console = screen()
    for key in found.levels:
        console.print(found.outcome(key).title["en"], style="bold")
        for line in found.answer(key):
            console.print(line)
        console.print()


VERB = StudyVerb(
    "sweep",
    swept,
    lambda found: {"sweep": found.table},
    _figures,
    sweep_page,
    lambda found: {"in_words": in_words(found.levels, found.answer)},
    _show,
)
CONCLUDING = VERB.concluding
"""What ``sweep`` makes of finished runs."""

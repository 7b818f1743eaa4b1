"""``gaiju discover``: in which part of the space of factors the second scenario beats the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from sim.cli.options import Flags, flagged
from sim.cli.screen import screen
from sim.cli.studies import Page, Samples, StudyFile, StudyVerb, in_words, numbered
from sim.pages.study import discovery_page
from sim.studies.discovery import Discovery, discoveries

Found = tuple[Discovery, ...]


@flagged
def discover(study: StudyFile, samples: Samples = None, page: Page = None, *, flags: Flags) -> None:
    """Say where the second scenario beats the first by more than the margin, in a sentence and a figure.

    Raises
    ------
    Exit
        If some runs failed.
    """
    VERB.run(study, samples, page, flags)


def _tables(found: Found) -> Mapping[str, pd.DataFrame]:
    return {"boxes": pd.concat([one.table for one in found], ignore_index=True)}


def _figures(found: Found) -> Iterator[tuple[str, Any]]:
    from sim.figures.boxes import draw

    behind = numbered([one.asked.key for one in found])
    return ((f"boxes{behind[one.asked.key]}", draw(one)) for one in found)


def _as_json(found: Found) -> Mapping[str, object]:
    by_key = {one.asked.key: one for one in found}
    return {"in_words": in_words(by_key, lambda key, language: by_key[key].sentences(language))}


def _show(found: Found, verbose: bool) -> None:
    console = screen()
    for one in found:
        for line in (*one.sentences(), *one.sentences("zh")):
            console.print(line)
        console.print()
    if found[0].without:
        console.print(found[0].without)


VERB = StudyVerb("discovery", discoveries, _tables, _figures, discovery_page, _as_json, _show)
CONCLUDING = VERB.concluding
"""What ``discover`` makes of finished runs."""

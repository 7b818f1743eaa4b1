"""In which language a figure speaks: one context for all figures, and the words of each as pairs in one place.

Chinese is drawn as text of the SVG, by the fonts of whoever looks. To lay a figure out, matplotlib has to know how wide
that will be, on machines without Chinese fonts too: ``wide.ttf`` says so, a font of ours in which every Chinese sign is
an empty square as wide as high (made by ``python -m sim.figures.remake``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontEntry, fontManager

from sim.statistics.finding import Finding
from sim.words import Language, say
from sim.words.amounts import term

FAMILY, WIDE_FAMILY = "DejaVu Sans", "gaiju wide"
WIDE_FONT = Path(__file__).with_name("wide.ttf")
_SPOKEN: ContextVar[Language] = ContextVar("spoken", default="en")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Let figures that are drawn meanwhile speak a language."""
    before = _SPOKEN.set(language)
    _know_wide()  # in English, too: people and places may have Chinese names
    try:
        with matplotlib.rc_context({"font.family": [FAMILY, WIDE_FAMILY]}):
            yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> Language:
    """Return the language that is spoken; English where nobody said."""
    return _SPOKEN.get()


@cache
def _know_wide() -> None:
    """Let the font be found, for bold text too, which is no wider."""
    fontManager.addfont(WIDE_FONT)
    regular: FontEntry = next(entry for entry in fontManager.ttflist if entry.name == WIDE_FAMILY)
    fontManager.ttflist.append(dataclasses.replace(regular, weight=700))


class Words:
    """The words of a figure: the texts below a key of the catalogues."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def __call__(self, key: str, /, **values: object) -> str:
        """Return words in the language that is spoken."""
        return say(f"{self.prefix}.{key}", spoken(), **values)


def title_of(finding: Finding, scenario: str) -> str:
    """Return the title of a scenario in the language that is spoken."""
    return finding.title(scenario, spoken())


def called(word: str) -> str:
    """Return what a region, a state of a village or a group of people is called in the language that is spoken."""
    return term(word, spoken())

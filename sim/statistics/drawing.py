"""Ask for a figure of a result: figures stand a floor above results, and say themselves how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sim.scalars import did_you_mean
from sim.words import Language


class Draw(Protocol):
    """Draws the figure of a name from a result, of one of its outcomes where ``key`` names it."""

    def __call__(self, of: object, name: str, language: Language, key: str | None) -> Any:
        """Return the figure; raises ``ValueError`` if the result has no such figure."""
        ...


_DRAW: list[Draw] = []


def draws(draw: Draw) -> None:
    """Let figures be drawn by a function; ``sim.figures`` calls it when it is imported, as the front door does."""
    _DRAW[:] = [draw]


def drawn(of: object, name: str, language: Language = "en", key: str | None = None) -> Any:
    """Return the figure of a result, something that can be saved (a matplotlib figure).

    Raises
    ------
    ValueError
        If the result has no such figure, with the names of those it has.
    RuntimeError
        If nothing draws: ``sim.figures`` was not imported.
    """
    if not _DRAW:
        raise RuntimeError("figures are drawn by sim.figures: import it first")
    return _DRAW[0](of, name, language, key)


def unknown(name: str, known: Sequence[str]) -> str:
    """Return what to say of a figure that is none.

    >>> unknown("timelin", ["fan", "timeline"])
    'no figure is called `timelin`, did you mean `timeline`? There are fan, timeline'
    """
    return f"no figure is called `{name}`{did_you_mean(name, known) or '.'} There are {', '.join(known)}"

"""Find figures by name, as plug-ins: an analysis knows none of them, and who wants no figure needs no matplotlib."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Sequence
from typing import Any

from sim.document import did_you_mean


def drawing(name: str, of: str) -> Callable[[Any], Any]:
    """Return the function that draws a figure.

    Parameters
    ----------
    of
        Name of the class that it is drawn from, as its first parameter is annotated.

    Raises
    ------
    ValueError
        If there is no such figure, with the names of those there are.
    """
    found = _draw(name) if name in _modules() else None
    if found is None or _of(found) != of:
        known = [each for each in _modules() if (draw := _draw(each)) is not None and _of(draw) == of]
        raise ValueError(unknown(name, known))
    return found


def unknown(name: str, known: Sequence[str]) -> str:
    """Return what to say of a figure that is none.

    >>> unknown("timelin", ["fan", "timeline"])
    'no figure is called `timelin`, did you mean `timeline`? There are fan, timeline'
    """
    return f"no figure is called `{name}`{did_you_mean(name, known) or '.'} There are {', '.join(known)}"


def _modules() -> list[str]:
    figures = importlib.import_module("sim.figures")
    return [module.name for module in pkgutil.iter_modules(figures.__path__)]


def _draw(name: str) -> Callable[[Any], Any] | None:
    draw: Callable[[Any], Any] | None = getattr(importlib.import_module(f"sim.figures.{name}"), "draw", None)
    return draw


def _of(draw: Callable[[Any], Any]) -> str:
    """Return the name of the class of what a function draws."""
    first = next(iter(inspect.signature(draw).parameters.values()))
    return getattr(first.annotation, "__name__", str(first.annotation))

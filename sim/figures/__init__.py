"""Pictures of what was found: one file a figure, made from a result alone."""

from __future__ import annotations

from typing import Any

from sim.statistics.drawing import draws
from sim.words import Language


def _draw(of: object, name: str, language: Language, key: str | None) -> Any:
    from sim.figures.drawing import draw  # matplotlib is waited for where a figure is wanted

    return draw(of, name, language, key)


draws(_draw)

"""The figures that results have, by name: a figure is known once its module stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from sim.figures import (
    balance,
    fan,
    for_whom,
    forest,
    horizons,
    life,
    naive,
    network,
    regions,
    sensitivity,
    stages,
    timeline,
    trends,
    worth,
)
from sim.figures.speech import speaking
from sim.lives.explaining import Explanation
from sim.statistics.drawing import unknown
from sim.statistics.finding import Finding
from sim.studies.sensitivity.finding import SensitivityFinding
from sim.words import Language

Drawing = Callable[..., Any]


def _by_name(*modules: ModuleType) -> Mapping[str, Drawing]:
    return {module.__name__.rpartition(".")[2]: module.draw for module in modules}


OF: Mapping[type, Mapping[str, Drawing]] = {
    Finding: _by_name(
        balance, fan, for_whom, forest, horizons, naive, network, regions, stages, timeline, worth
    ),
    SensitivityFinding: {
        "bars": sensitivity.bars,
        "trends": trends.draw,
        "plane": sensitivity.plane,
        "slopes": sensitivity.slopes,
        "through_time": sensitivity.through_time,
        "convergence": sensitivity.convergence,
    },
    Explanation: _by_name(life),
}  # fmt: skip
"""Kind of result -> name of a figure -> the function that draws it."""


def draw(of: object, name: str, language: Language, key: str | None) -> Any:
    """Return a figure of a result in a language.

    Raises
    ------
    ValueError
        If the result has no such figure, with the names of those it has.
    """
    known = OF[type(of)]
    if name not in known:
        raise ValueError(unknown(name, [*known]))
    with speaking(language):
        return known[name](of) if key is None else known[name](of, key)

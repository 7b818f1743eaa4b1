"""Which outcomes count the whole run, not its last month alone; said wherever their numbers stand in a table."""

from __future__ import annotations

from collections.abc import Mapping

from sim.measures.families import ACCUMULATING
from sim.measures.summaries import SUMMARIES
from sim.statistics.outcomes import Outcome
from sim.words import Language, say

_DECIDED = ("insufficient_consultation", "consultation_quality", "called_early")
WHEN: Mapping[str, str] = {
    "nameplate_share": "at declaration",
    **dict.fromkeys(_DECIDED, "when decided"),
    **dict.fromkeys((*ACCUMULATING, *SUMMARIES), "whole run"),
}
"""Outcome -> over what time it counts; the others are those of the last month."""


def over_run(outcome: Outcome, language: Language) -> str:
    """Return over what time an outcome counts; nothing for one of the last month.

    >>> from sim.statistics.outcomes import outcomes
    >>> [over_run(outcomes()[name], "en") for name in ("cost", "nameplate_share", "satisfaction")]
    ['whole run', 'at first declaration, whole run', '']
    """
    return say(f"unit.when.{WHEN[outcome.name]}", language) if outcome.name in WHEN else ""

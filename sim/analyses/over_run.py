"""Which outcomes count the whole run, not its last month alone; said wherever their numbers stand in a table."""

from __future__ import annotations

from collections.abc import Mapping

from sim.analyses.outcomes import Outcome
from sim.analyses.words import Language
from sim.measures.families import ACCUMULATING
from sim.measures.summaries import SUMMARIES

WHEN: Mapping[str, Mapping[Language, str]] = {
    "nameplate_share": {"en": "at first declaration, whole run", "zh": "首次挂牌时，全程"},
    "insufficient_consultation": {"en": "when decided, whole run", "zh": "表决时，全程"},
    "consultation_quality": {"en": "when decided, whole run", "zh": "表决时，全程"},
    "called_early": {"en": "when decided, whole run", "zh": "表决时，全程"},
    **{name: {"en": "whole run", "zh": "全程"} for name in (*ACCUMULATING, *SUMMARIES)},
}
"""Outcome -> over what time it counts; the others are those of the last month."""


def over_run(outcome: Outcome, language: Language) -> str:
    """Return over what time an outcome counts; nothing for one of the last month.

    >>> from sim.analyses.outcomes import outcomes
    >>> [over_run(outcomes()[name], "en") for name in ("cost", "nameplate_share", "satisfaction")]
    ['whole run', 'at first declaration, whole run', '']
    """
    return WHEN[outcome.name][language] if outcome.name in WHEN else ""

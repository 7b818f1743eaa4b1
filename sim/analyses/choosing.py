"""When a scenario is recommended over another: the rule of the answer, apart from its words.

A bare count would recommend on differences that may be chance, and one that is worse in more than it is better in. So
two counts have to lead: that of all results told apart, and that of the findings that stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.analyses.turned import Turned


def standing(found: Sequence[Turned]) -> list[Turned]:
    """Return the findings of better or worse that stand: beyond the margin, and with all comparisons."""
    return [one for one in found if one.kind in ("better", "worse") and one.size > 1.0 and not one.each.doubtful]


def more_better(found: Sequence[Turned]) -> bool:
    """Return whether more results are better than worse; each counts one."""
    kinds = [one.kind for one in found]
    return kinds.count("better") > kinds.count("worse")


def leads(found: Sequence[Turned]) -> bool:
    """Return whether a scenario is recommended over the one it is held against: by all results, and by what stands."""
    return more_better(found) and more_better(standing(found))

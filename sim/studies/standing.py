"""How a difference between two scenarios stands over all points of a study, in words: the answer a page opens with."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows
from sim.reading.study import Study
from sim.statistics.outcomes import Outcome
from sim.words import Language, say
from sim.words.amounts import Title, change, percent_sign, span


def standing(means: Rows, outcome: Outcome, margin: float, study: Study, language: Language) -> str:
    """Return at how many points the second scenario is better, worse, and inside the margin that matters.

    Parameters
    ----------
    means
        Mean difference at every point, second minus first; missing ones are left out.
    study
        Says whether the points' luck is their own, which gives the mean an interval, and whether single runs decide.
    """
    known = means[np.isfinite(means)]
    up, down = float(np.mean(known > margin)), float(np.mean(known < -margin))
    wins, losses = (down, up) if outcome.better == "lower" else (up, down)
    shares = zip(("wins", "losses", "open"), (wins, losses, 1.0 - wins - losses), strict=True)
    one, other = titles(study, language)
    return say(
        "study.standing", language, points=len(known), one=one, other=other, good=good(outcome, language),
        mean=change(float(np.mean(known)), outcome.unit, language) + _format_interval(known, outcome, study, language),
        margin=change(margin, outcome.unit, language).lstrip("+"),
        luck=say("study.single pair", language) if study.replications == 1 else "",
        **{key: _format_share(share, language) for key, share in shares},
    )  # fmt: skip


def titles(study: Study, language: Language) -> list[Title]:
    """Return what the two scenarios of a study are called."""
    return [Title(study.said(name, language)) for name in study.names[:2]]


def good(outcome: Outcome, language: Language) -> str:
    """Return how one scenario stands that has more of what is wanted: better, or higher where nothing is better."""
    return say("study.higher" if outcome.better == "none" else "study.better", language)


def _format_interval(known: Rows, outcome: Outcome, study: Study, language: Language) -> str:
    """Return the 95 % interval of the mean where each point met luck of its own; else all share an error unknown."""
    if not study.own_luck or len(known) < 2:
        return ""
    half = 1.96 * float(np.std(known, ddof=1)) / float(np.sqrt(len(known)))
    middle = float(np.mean(known))
    said = span(middle - half, middle + half, outcome.unit, sign=True, language=language)
    return say("study.interval", language, span=said)


def _format_share(share: float, language: Language) -> str:
    """Return a share as whole per cent, unless it is small.

    >>> _format_share(0.0, "en"), _format_share(0.004, "en"), _format_share(0.47, "en"), _format_share(1.0, "zh")
    ('0 %', '0.4 %', '47 %', '100%')
    """
    per_cent = 100.0 * max(share, 0.0)
    digits = 1 if 0.0 < per_cent < 1.0 or 99.0 < per_cent < 100.0 else 0
    return f"{per_cent:.{digits}f}{percent_sign(language)}"


def crossed(places: Rows, means: Rows, low: Rows, high: Rows) -> list[float]:
    """Return where means cross zero between neighbours told from zero with opposite signs.

    Parameters
    ----------
    places
        Where the means stand, ascending.
    low, high
        95 % interval of each mean; a missing one tells nothing.

    >>> x, means = np.array([0.0, 1.0, 2.0]), np.array([-1.0, 0.5, 3.0])
    >>> crossed(x, means, means - 0.9, means + 0.9), crossed(x, means, means - 2.0, means + 2.0)
    ([0.6666666666666666], [])
    """
    signs = np.where(low > 0.0, 1, np.where(high < 0.0, -1, 0))
    sure = np.flatnonzero(signs)
    pairs = zip(sure[:-1].tolist(), sure[1:].tolist(), strict=True)
    return [_find_middle_crossing(places, means, one, two) for one, two in pairs if signs[one] != signs[two]]


def _find_middle_crossing(places: Rows, means: Rows, first: int, last: int) -> float:
    """Return where means cross zero between two places of opposite sign, the middle one of several crossings."""
    found = []
    for n in range(first, last):
        one, two = float(means[n]), float(means[n + 1])
        if one * two <= 0.0 and one != two:
            found.append(float(places[n] + (places[n + 1] - places[n]) * one / (one - two)))
    return found[len(found) // 2]

"""How a difference between two scenarios stands over all points of a study, in words: the answer a page opens with."""

from __future__ import annotations

import numpy as np

from sim.analyses.outcomes import Outcome
from sim.analyses.words import Language, change, percent_sign, span
from sim.arrays import Rows
from sim.reading.study import Study


def standing(
    means: Rows, outcome: Outcome, names: tuple[str, str], margin: float, study: Study, language: Language
) -> str:
    """Return at how many points the second scenario is better, worse, and inside the margin that matters.

    Parameters
    ----------
    means
        Mean difference at every point, second minus first; missing ones are left out.
    names
        Titles of both scenarios in the language.
    study
        Says whether the points' luck is their own, which gives the mean an interval, and whether single runs decide.
    """
    known = means[np.isfinite(means)]
    up, down = float(np.mean(known > margin)), float(np.mean(known < -margin))
    wins, losses = (down, up) if outcome.better == "lower" else (up, down)
    neutral = outcome.better == "none"
    ends = change(margin, outcome.unit, language)
    mean = change(float(np.mean(known)), outcome.unit, language) + _interval(known, outcome, study, language)
    shares = [_share(one, language) for one in (wins, losses, 1.0 - wins - losses)]
    if language == "zh":
        good = "更高" if neutral else "更优"
        return (
            f"在 {len(known)} 个点上平均，{names[1]}减{names[0]}为 {mean}。按有意义的差距（{ends.lstrip('+')}）判断："
            f"{names[1]}在 {shares[0]} 的点上{good}，{names[0]}在 {shares[1]} 的点上{good}，"
            f"在 {shares[2]} 的点上两者相差不大{'（每点只有一对运行，含运气）' * (study.replications == 1)}。"
        )
    one, other, good = names[0].lower(), names[1].lower(), "higher" if neutral else "better"
    return (
        f"On average over {len(known)} points, {other} minus {one} is {mean}. The {good} one by more than the margin "
        f"that matters ({ends.lstrip('+')}): {other} at {shares[0]} of the points, {one} at {shares[1]}; at "
        f"{shares[2]} the two are about the same"
        f"{' (a single pair of runs decides at each point, luck included)' * (study.replications == 1)}."
    )


def _interval(known: Rows, outcome: Outcome, study: Study, language: Language) -> str:
    """Return the 95 % interval of the mean where each point met luck of its own; else all share an error unknown."""
    if not study.own_luck or len(known) < 2:
        return ""
    half = 1.96 * float(np.std(known, ddof=1)) / float(np.sqrt(len(known)))
    middle = float(np.mean(known))
    said = span(middle - half, middle + half, outcome.unit, sign=True, language=language)
    return f"（95% 区间 {said}）" if language == "zh" else f" (95 % interval {said})"


def _share(share: float, language: Language) -> str:
    """Return a share as whole per cent, unless it is small.

    >>> _share(0.0, "en"), _share(0.004, "en"), _share(0.47, "en"), _share(1.0, "zh")
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
    return [_middle(places, means, one, two) for one, two in pairs if signs[one] != signs[two]]


def _middle(places: Rows, means: Rows, first: int, last: int) -> float:
    """Return where means cross zero between two places of opposite sign, the middle one of several crossings."""
    found = []
    for n in range(first, last):
        one, two = float(means[n]), float(means[n + 1])
        if one * two <= 0.0 and one != two:
            found.append(float(places[n] + (places[n + 1] - places[n]) * one / (one - two)))
    return found[len(found) // 2]

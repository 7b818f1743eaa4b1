"""A discovery: the limits of the box beside the ranges of the factors, and the points in its two first dimensions."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.figures.style import GREY, INK, PALE, Sheet, fitting, folded, plain_axes, sheet
from sim.studies.discovery import Box, Discovery
from sim.studies.discovery_words import inside
from sim.studies.factor_words import brief, choices, named, told

WIN, LOSS = "#0072b2", "#d9d9d9"


def draw(found: Discovery) -> Sheet:
    """Return one row for each box that is told from chance, or the wins alone where there is none."""
    note = (
        "Left: grey the range of a factor, blue the part of it that lies in the box; held out: points not used to find "
        "it. Right: points of the design; blue where the second scenario wins, frame: the box, in the factors it cuts "
        "first."
        if found.told
        else "Points of the design, blue where the second scenario wins, in the two factors that part wins most."
    )
    title = found.headline() + ("" if found.told else "\nNo region is told from chance.")
    if not found.told:
        made = sheet(9.0, 5.6, title, fitting(note, 9.0))
        _points(made.subplots(), found, None)
        return made
    rows = [max(len(box.limits), 2) for box in found.told]
    made = sheet(9.0, 2.0 + 0.95 * sum(rows), title, fitting(note, 9.0))
    grid = made.subplots(len(rows), 2, squeeze=False, width_ratios=[3, 2], height_ratios=rows)
    for (left, right), box in zip(grid, found.told, strict=True):
        _limits(left, found, box)
        _points(right, found, box)
    return made


def _limits(axes: Axes, found: Discovery, box: Box) -> None:
    paths = list(box.limits)
    for row, path in enumerate(paths):
        factor = found.factors[path]
        span = max(factor.high - factor.low, 1e-12)
        low, high = ((end - factor.low) / span for end in _ends(found, path, box))
        if factor.options:  # value n stands between n and n + 1
            low, high = ((min(max(end + 0.5, 0.0), span)) / span for end in box.limits[path])
            words = " / ".join(inside(found, path, box.limits[path], "en"))
            axes.text(low, row - 0.2, words, ha="left", va="bottom", fontsize=8.5, color=INK)
        axes.barh(row, 1.0, color=PALE, height=0.34)
        axes.barh(row, high - low, left=low, color=WIN, height=0.34)
        for place, end in zip((low, high), box.limits[path], strict=True):
            if not math.isinf(end) and not factor.options:
                text = told(end, factor, found.study)
                axes.text(place, row - 0.2, text, ha="center", va="bottom", fontsize=8.5, color=INK)
        ends = ((0.0, factor.low, "left"), (1.0, factor.high, "right"))
        for place, value, side in () if factor.options else ends:
            text = told(value, factor, found.study)
            axes.text(place, row + 0.19, text, ha=side, va="top", fontsize=7.5, color=GREY)
    axes.set_yticks(range(len(paths)), [folded(brief(named(found.factors[path]), 72), 27) for path in paths])
    axes.set_ylim(max(len(paths), 1) - 0.4, -0.7)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=8.5, labelcolor=INK)
    shown = f"{box.method}: density {box.density:.0%}, coverage {box.coverage:.0%}"
    axes.set_title(
        f"{shown} (held out {box.density_new:.0%}, {box.coverage_new:.0%})", fontsize=9.5, loc="left", color=INK
    )


def _ends(found: Discovery, path: str, box: Box) -> tuple[float, float]:
    factor, (low, high) = found.factors[path], box.limits[path]
    return max(low, factor.low), min(high, factor.high)


def _points(axes: Axes, found: Discovery, box: Box | None) -> None:
    first = list(box.limits) if box else []
    paths = [*first, *(path for path in _parting(found) if path not in first)][:2]
    columns = [list(found.factors).index(path) for path in paths]
    x = found.x[:, columns[0]]
    y = found.x[:, columns[1]] if len(columns) > 1 else x
    plain_axes(axes)
    for wins, colour in ((False, LOSS), (True, WIN)):
        mine = found.wins == wins
        axes.plot(x[mine], y[mine], "o", color=colour, markersize=3.8, label="wins" if wins else "does not")
    if box:
        ends = [
            _ends(found, path, box) if path in box.limits else (f.low, f.high)
            for path in paths
            for f in [found.factors[path]]
        ]
        (left, right), (low, high) = (ends * 2)[:2]
        axes.add_patch(Rectangle((left, low), right - left, high - low, fill=False, edgecolor=INK, linewidth=1.5))
    for path, ticks in zip(paths, (axes.set_xticks, axes.set_yticks), strict=False):
        if words := choices(found.factors[path], found.study):
            ticks(range(len(words)), words)
    names = [folded(brief(named(found.factors[path]), 72), 40) for path in paths]
    axes.set_xlabel(names[0], fontsize=8.5, color=INK)
    axes.set_ylabel(names[-1], fontsize=8.5, color=INK)


def _parting(found: Discovery) -> list[str]:
    """Return the factors, those first in which winning and other points lie furthest apart."""
    if not found.wins.any() or found.wins.all():
        return list(found.factors)
    apart = np.abs(found.x[found.wins].mean(axis=0) - found.x[~found.wins].mean(axis=0))
    order = np.argsort(-apart / np.maximum(found.x.std(axis=0), 1e-12), kind="stable")
    return [list(found.factors)[place] for place in order.tolist()]

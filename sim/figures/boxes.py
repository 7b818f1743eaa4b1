"""A discovery: the limits of the box beside the ranges of the factors, and the points in its two first dimensions."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.analyses.discovery import Box, Discovery
from sim.figures.style import GREY, INK, PALE, Sheet, fitting, plain_axes, sheet

WIN, LOSS = "#0072b2", "#d9d9d9"


def draw(found: Discovery) -> Sheet:
    """Return one row for each method that found a box, or the wins alone where there is none."""
    boxes = found.boxes or (Box("no box", {}, math.nan, math.nan, math.nan, math.nan, math.nan),)
    note = (
        "Left: grey the range of a factor, blue the part of it that lies in the box. Right: points of the design; blue "
        "where the second scenario wins, frame: the box, in the factors it cuts first."
    )
    made = sheet(9.0, 2.3 + 2.9 * len(boxes), found.sentences()[0], fitting(note, 9.0))
    grid = made.subplots(len(boxes), 2, squeeze=False, width_ratios=[3, 2])
    for (left, right), box in zip(grid, boxes, strict=True):
        _limits(left, found, box)
        _points(right, found, box)
    return made


def _limits(axes: Axes, found: Discovery, box: Box) -> None:
    paths = list(box.limits)
    for row, path in enumerate(paths):
        factor = found.factors[path]
        span = max(factor.high - factor.low, 1e-12)
        low, high = ((end - factor.low) / span for end in _ends(found, path, box))
        axes.barh(row, 1.0, color=PALE, height=0.34)
        axes.barh(row, high - low, left=low, color=WIN, height=0.34)
        for place, end in zip((low, high), box.limits[path], strict=True):
            if not math.isinf(end):
                axes.text(place, row - 0.26, f"{end:.3g}", ha="center", va="bottom", fontsize=8.5, color=INK)
        axes.text(0.0, row + 0.21, f"{factor.low:.3g}", ha="left", va="top", fontsize=7.5, color=GREY)
        axes.text(1.0, row + 0.21, f"{factor.high:.3g}", ha="right", va="top", fontsize=7.5, color=GREY)
    axes.set_yticks(range(len(paths)), [path.removeprefix("uncertainties.") for path in paths])
    axes.set_ylim(max(len(paths), 1) - 0.4, -0.7)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=8.5, labelcolor=INK)
    told = f"{box.method}: density {box.density:.0%}, coverage {box.coverage:.0%}" if paths else "no box"
    unseen = f" (unseen {box.density_new:.0%}, {box.coverage_new:.0%})" if not math.isnan(box.density_new) else ""
    axes.set_title(told + unseen, fontsize=9.5, loc="left", color=INK)


def _ends(found: Discovery, path: str, box: Box) -> tuple[float, float]:
    factor, (low, high) = found.factors[path], box.limits[path]
    return max(low, factor.low), min(high, factor.high)


def _points(axes: Axes, found: Discovery, box: Box) -> None:
    paths = [*box.limits, *(path for path in found.factors if path not in box.limits)][:2]
    columns = [list(found.factors).index(path) for path in paths]
    x = found.x[:, columns[0]]
    y = found.x[:, columns[1]] if len(columns) > 1 else x
    plain_axes(axes)
    for wins, colour in ((False, LOSS), (True, WIN)):
        mine = found.wins == wins
        axes.plot(x[mine], y[mine], "o", color=colour, markersize=3.8, label="wins" if wins else "does not")
    if box.limits:
        ends = [
            _ends(found, path, box) if path in box.limits else (f.low, f.high)
            for path in paths
            for f in [found.factors[path]]
        ]
        (left, right), (low, high) = (ends * 2)[:2]
        axes.add_patch(Rectangle((left, low), right - left, high - low, fill=False, edgecolor=INK, linewidth=1.5))
    axes.set_xlabel(paths[0].removeprefix("uncertainties."), fontsize=8.5, color=INK)
    axes.set_ylabel(paths[-1].removeprefix("uncertainties."), fontsize=8.5, color=INK)

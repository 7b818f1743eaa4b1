"""Scorecard: every target's counterpart in multiples of the error of the observed number."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from sim.figures.style import GREY, PALE, Sheet, beside, sheet
from sim.judging.validation import Line, groups, said, unit
from sim.words.amounts import plain

COLOURS = {"holds": "#0072b2", "fails": "#d55e00", "cannot be told": "#9e9e9e", "never seen": "#9e9e9e"}
FARTHEST = 30.0
"""Errors beyond which a counterpart is drawn at the edge."""
ROW = 0.22
NOTE = (
    "Dot: simulated; bar: 95 % interval of its mean, for what was seen in one place the range of 80 % of single runs; "
    "both as distance\nfrom the observed number in multiples of its error. Grey strip: inside the error, which is 10, "
    "20 or 35 % of the number by the trust\nin its source. Blue holds, vermilion fails, grey cannot be told. Beyond 1 "
    "the scale is logarithmic. At the right: observed, then simulated.\nPut in: the model was given the number, or a "
    "part of it; agreement is no proof and not scored."
)


def draw(card: Sequence[Line], title: str) -> Sheet:
    """Return the scorecard: held-out targets, fitted ones, and those that were put in."""
    rows: list[Line | str] = []
    for heading, mine in groups(card).items():
        rows += [heading, *sorted(mine, key=_distance)] if mine else []
    made = sheet(11.5, 2.0 + ROW * len(rows), title, NOTE)
    _drawn(made.subplots(), rows)
    return made


def _distance(one: Line) -> float:
    return abs(_scaled(one, one.simulated)) if one.n else math.inf


def _scaled(one: Line, value: float) -> float:
    """Return a value as distance from the observed number in multiples of its error; nothing inside an open end."""
    distance = (value - one.target.observed) / one.target.error
    if (distance < 0.0 and math.isinf(one.target.low)) or (distance > 0.0 and math.isinf(one.target.high)):
        return 0.0
    return max(-FARTHEST, min(FARTHEST, distance))


def _drawn(axes: Axes, rows: Sequence[Line | str]) -> None:
    axes.axvspan(-1.0, 1.0, color=PALE, linewidth=0)
    axes.axvline(0.0, color=GREY, linewidth=0.8)
    axes.set_xscale("symlog", linthresh=1.0, linscale=0.8)
    for place, row in enumerate(rows):
        if isinstance(row, str):
            beside(axes, place, row, weight="bold")
        else:
            _row(axes, place, row)
    axes.set_xlim(-FARTHEST * 1.1, FARTHEST * 1.1)
    axes.set_ylim(len(rows) - 0.4, -0.7)
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda multiple, _: f"{multiple:g}"))
    axes.set_xticks([-10, -3, -1, 0, 1, 3, 10])
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(labelsize=8.5, color=GREY)
    axes.set_xlabel("simulated too low        errors of the observed number        simulated too high", fontsize=8.5)


def _row(axes: Axes, place: int, one: Line) -> None:
    colour, of = COLOURS[one.verdict], unit(one.target)
    if one.n:
        axes.plot([_scaled(one, one.low), _scaled(one, one.high)], [place, place], color=colour, linewidth=2.2)
        axes.plot([_scaled(one, one.simulated)], [place], marker="o", markersize=4.5, color=colour)
    beside(axes, place, one.target.says)
    numbers = f"{plain(one.target.observed, of)}   →   {said(one.simulated, one.target)}"
    beside(axes, place, numbers, colour, right=True)

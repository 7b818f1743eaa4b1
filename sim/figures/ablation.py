"""Heat map: which mechanism, switched off, moves which outcome, and which way."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, SymLogNorm
from matplotlib.ticker import FuncFormatter

from sim.arrays import Rows
from sim.figures.style import GREY, INK, PALE, Sheet, sheet
from sim.statistics.outcomes import Outcome
from sim.studies.ablation import Ablation

STRONGEST = 30.0
"""Multiples of the margin from which colours are full."""
CELL = 0.215
"""Inches a cell."""
FEW, WIDER = 10, 1.4
"""Rows below which a map is too low for a scale beside it, and how much wider its cells are."""
FRAME, SIGN = 2.6, 0.06
"""Inches of what stands above and below a low map, and of a sign in the names of outcomes."""
SIGNED = LinearSegmentedColormap.from_list(
    "signed", ["#543005", "#bf812d", "#f6e8c3", "#f7f7f7", "#c7eae5", "#35978f", "#003c30"]
).with_extremes(bad="white")
"""Brown for less, teal for more (ColorBrewer's BrBG): told apart under every common colour-blindness, and not the blue
and vermilion that stand for better and worse elsewhere."""
NOTE = (
    "Colour: change of the outcome when the mechanism is switched off (runs without it minus the same runs with it), "
    "in\nmultiples of the margin that matters for the outcome. Teal: more without it; brown: less without it (neither "
    "says\nbetter or worse); empty: not beyond noise (95 %), or inside the margin. Dot: would not hold with all cells "
    "taken\ntogether (Holm). Numbers: coloured cells of the row or column."
)


def draw(found: Ablation) -> Sheet:
    """Return mechanisms x outcomes, the busiest mechanisms first."""
    moved = {each.outcome.name for each in found.effects if each.moved}
    outcomes = [outcome for outcome in found.outcomes if outcome.name in moved]
    rows, columns = len(found.mechanisms), max(len(outcomes), 1)
    made = sheet(4.2 + CELL * max(columns, 24), _height(rows, outcomes), title(found), NOTE)
    axes = made.subplots()
    norm = SymLogNorm(linthresh=1.0, linscale=0.6, vmin=-STRONGEST, vmax=STRONGEST, base=10)
    values = _values(found, outcomes)
    axes.imshow(values, cmap=SIGNED, norm=norm, aspect="equal", interpolation="nearest")
    _dots(axes, found, outcomes, values)
    _names(axes, found, outcomes)
    _counts(axes, values)
    _scale(made, axes, ScalarMappable(norm, SIGNED), below=rows < FEW)
    return made


def _height(rows: int, outcomes: list[Outcome]) -> float:
    """Return the inches that a map of so many mechanisms takes: a low one no more than its rows and names ask for."""
    if rows >= FEW:
        return 4.7 + CELL * rows
    return FRAME + SIGN * max((len(outcome.title["en"]) for outcome in outcomes), default=0) + WIDER * CELL * rows


def _scale(made: Sheet, axes: Axes, colours: ScalarMappable, below: bool) -> None:
    """Draw the scale of colours: beside the map, or below one that has few rows."""
    where: dict[str, Any] = (
        {"location": "bottom", "shrink": 0.4, "pad": 0.12} if below else {"shrink": 0.5, "pad": 0.05}
    )
    bar = made.colorbar(colours, ax=axes, aspect=28, extend="both", **where)
    bar.set_ticks([-30, -10, -3, -1, 0, 1, 3, 10, 30])
    long = bar.ax.xaxis if below else bar.ax.yaxis
    long.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+g}" if value else "0"))
    bar.set_label("multiples of the margin that matters", fontsize=8.5, color=INK)
    bar.ax.tick_params(labelsize=8.5)


def title(found: Ablation) -> str:
    """Return what is to be seen: how many mechanisms matter, and which most."""
    first, busy = found.mechanisms[0], sum(bool(found.moved(name)) for name in found.mechanisms)
    number = len(found.moved(first))
    if not busy:
        return f"{found.title}\nNo mechanism moves any outcome beyond noise and margin; {found.pairs} pairs of runs"
    most = f"most of all {first.replace('_', ' ')}: {number} outcome{'' if number == 1 else 's'}"
    mechanisms = f"{busy} of {len(found.mechanisms)} mechanisms move an outcome"
    return f"{found.title}\n{mechanisms}, {most}; {found.pairs} pairs of runs"


def _values(found: Ablation, outcomes: list[Outcome]) -> Rows:
    """Return mechanisms x outcomes in multiples of the margin, missing where nothing moves."""
    values = np.full((len(found.mechanisms), max(len(outcomes), 1)), np.nan)
    for place in np.ndindex(len(found.mechanisms), len(outcomes)):
        each = found.by_name.get((found.mechanisms[place[0]], outcomes[place[1]].name))
        if each is not None and each.moved:
            values[place] = each.margins[0]
    return values


def _dots(axes: Axes, found: Ablation, outcomes: list[Outcome], values: Rows) -> None:
    """Mark what would not hold with all effects taken together."""
    places = [
        (column, row)
        for row, column in np.argwhere(~np.isnan(values)).tolist()
        if found.by_name[found.mechanisms[row], outcomes[column].name].doubtful
    ]
    if places:
        columns, rows = zip(*places, strict=True)
        axes.scatter(columns, rows, s=9.0, color="white", edgecolors=INK, linewidths=0.5)


def _names(axes: Axes, found: Ablation, outcomes: list[Outcome]) -> None:
    """Name rows and columns, and rule the cells."""
    axes.set_yticks(range(len(found.mechanisms)), [name.replace("_", " ") for name in found.mechanisms])
    axes.set_xticks(range(len(outcomes)), [outcome.title["en"] for outcome in outcomes], rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(labelsize=8.5, length=0, labelcolor=INK)
    axes.set_xticks(np.arange(len(outcomes) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(found.mechanisms) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color=PALE, linewidth=0.6)
    axes.tick_params(which="minor", length=0)
    axes.spines[:].set_visible(False)
    axes.set_anchor("S")


def _counts(axes: Axes, values: Rows) -> None:
    """Write at each row and column how many of its cells are coloured."""
    rows, columns = values.shape
    coloured = ~np.isnan(values)
    style: dict[str, Any] = {"fontsize": 7.5, "color": GREY, "va": "center"}
    for row, number in enumerate(np.count_nonzero(coloured, axis=1).tolist()):
        axes.text(columns - 0.3, row, str(number), ha="left", **style)
    for column, number in enumerate(np.count_nonzero(coloured, axis=0).tolist()):
        axes.text(column, rows - 0.1, str(number), ha="center", **style)

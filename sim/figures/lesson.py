"""Plain figures for notebooks: lines over months, dots with intervals, points in a plane, each from one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from sim.figures.style import GREY, INK, SCENARIOS, Sheet, calendar_axis, folded, label_right, plain_axes, sheet

WIDTH, HEIGHT = 9.5, 4.2
"""Inches of a figure in a notebook."""
NEAR_ACROSS, NEAR_UP = 0.25, 0.14
"""Shares of the span within which two names would touch."""


def lines(table: pd.DataFrame, title: str, note: str = "", unit: str = "") -> Sheet:
    """Return a line a column over the months of the index, named at its end.

    Parameters
    ----------
    table
        One row a month; a month is written ``2021-01`` or is a number.
    title, note
        What is to be seen, and how to read it.
    unit
        Unit of the numbers, at the axis.
    """
    made = sheet(WIDTH, HEIGHT, title, note)
    axes = made.subplots()
    for (name, values), colour in zip(table.items(), SCENARIOS, strict=False):
        axes.plot(np.arange(len(table)), values, color=colour, linewidth=1.8, label=str(name))
    plain_axes(axes)
    if table.index.dtype.kind in "iuf":
        axes.set_xlabel("" if table.index.name is None else str(table.index.name), fontsize=8.5)
    else:
        calendar_axis(axes, [str(month) for month in table.index])
    axes.set_ylabel(unit, fontsize=8.5, color=INK)
    ends = [float(values.dropna().iloc[-1]) if values.notna().any() else 0.0 for _, values in table.items()]
    label_right(axes, [str(name) for name in table.columns], ends, SCENARIOS[: len(ends)])
    return made


def dots(table: pd.DataFrame, title: str, note: str = "", unit: str = "", zero: bool = True) -> Sheet:
    """Return a dot a row with its interval, and its name beside the axis.

    Parameters
    ----------
    table
        One row a dot, from the top: ``value``, and ``low`` and ``high`` where there is an interval.
    zero
        Whether a line marks zero.
    """
    made = sheet(WIDTH, 1.5 + 0.34 * len(table), title, note)
    axes, places = made.subplots(), np.arange(len(table))[::-1]
    if {"low", "high"} <= set(table.columns):
        axes.hlines(places, table["low"], table["high"], color=GREY, linewidth=1.4)
    axes.plot(table["value"], places, "o", color=SCENARIOS[0])
    plain_axes(axes)
    axes.set_yticks(places, [folded(str(name), 44) for name in table.index])
    axes.grid(axis="x", color="#e6e6e6", linewidth=0.7)
    axes.grid(visible=False, axis="y")
    axes.set_ylim(-0.7, len(table) - 0.3)
    if zero:
        axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.set_xlabel(unit, fontsize=8.5, color=INK)
    return made


def points(x: pd.Series[float], y: pd.Series[float], title: str, note: str = "", names: bool = False) -> Sheet:
    """Return a point for each entry of two columns; with ``names`` the index is written beside the points.

    The names of the columns stand at the axes.
    """
    made = sheet(WIDTH, HEIGHT + 0.6, title, note)
    axes = made.subplots()
    axes.plot(x, y, "o", color=SCENARIOS[0], alpha=1.0 if names else 0.55, markersize=6)
    plain_axes(axes)
    axes.grid(axis="x", color="#e6e6e6", linewidth=0.7)
    axes.set_xlabel(str(x.name), fontsize=9, color=INK)
    axes.set_ylabel(str(y.name), fontsize=9, color=INK)
    axes.margins(0.12 if names else 0.05)
    if names:
        _name(axes, x, y)
    return made


def _name(axes: Axes, x: pd.Series[float], y: pd.Series[float]) -> None:
    """Write the names beside the points, every second one below where points are close together."""
    close = (NEAR_ACROSS * float(np.ptp(x)), NEAR_UP * float(np.ptp(y)))
    below: dict[int, bool] = {}
    for row in np.argsort(y.to_numpy()).tolist():
        near = [other for other in below if abs(x.iloc[other] - x.iloc[row]) < close[0]]
        below[row] = not any(abs(y.iloc[other] - y.iloc[row]) < close[1] and below[other] for other in near)
        place: dict[str, Any] = {"textcoords": "offset points", "xytext": (6, -12 if below[row] else 5)}
        axes.annotate(str(x.index[row]), (x.iloc[row], y.iloc[row]), fontsize=8.5, color=INK, **place)


def picture(rows: np.ndarray[Any, Any], title: str, note: str = "", names: Sequence[str] = ("no", "yes")) -> Sheet:
    """Return a field of small squares, one an entry of a table of two values: households down, months across."""
    made = sheet(WIDTH, HEIGHT, title, note)
    axes = made.subplots()
    axes.imshow(rows, aspect="auto", cmap="Blues", vmin=-0.4, vmax=1.2, interpolation="nearest")
    for axis, name in ((axes.xaxis, "month"), (axes.yaxis, "household")):
        axis.set_major_locator(MaxNLocator(integer=True))
        axis.set_label_text(name, fontsize=8.5)
    axes.set_title(f"pale: {names[0]}; dark: {names[1]}", loc="left", fontsize=9, color=GREY)
    return made

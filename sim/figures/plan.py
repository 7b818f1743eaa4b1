"""The calendar of a rollout: who begins when and is due when, or what quick runs show of those who wait and see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from sim.figures.style import GREY, INK, SCENARIOS, Sheet, calendar_axis, plain_axes, sheet
from sim.planning.calendar import QUICK, Batch, Calendar

LINE = 0.3
"""Inches a line of the calendar."""
CURVES = 2.4
"""Inches of a panel of curves."""
BARS = (
    "Bar: from the start to the due date, for the villages of one region; an open end: no due date. A village may be "
    "declared before or after its due date."
)
LINES = (
    f"Lines: share of villages that have begun, median and range of {QUICK} quick runs, where starts depend on what "
    "happens."
)
LATE = 0.7
"""Part of the run after which a bar is named before its start, not inside."""


def draw(calendars: Sequence[Calendar]) -> Sheet:
    """Return one panel a scenario."""
    heights = [CURVES if each.begun is not None else LINE * max(len(each.batches), 2) + 0.5 for each in calendars]
    made = sheet(10.5, 1.5 + 0.5 * len(heights) + sum(heights), _title(calendars), _note(calendars))
    panels = made.subplots(len(calendars), 1, squeeze=False, height_ratios=heights)
    for axes, each in zip(panels.flat, calendars, strict=True):
        if each.begun is None:
            _bars(axes, each)
        else:
            _curves(axes, each)
        calendar_axis(axes, each.months)
        title = each.case.scenario.title["en"]
        axes.set_title(title, loc="left", fontsize=10.5, fontweight="bold", color=INK)
    return made


def _note(calendars: Sequence[Calendar]) -> str:
    bars, lines = (any((each.begun is None) == dated for each in calendars) for dated in (True, False))
    return "\n".join([BARS] * bars + [LINES] * lines)


def _title(calendars: Sequence[Calendar]) -> str:
    villages = calendars[0].villages
    if len(calendars) > 1:
        return f"{len(calendars)} calendars: who begins when, and is due when"
    busy, month = calendars[0].busiest
    if not calendars[0].batches:
        return f"Who begins when, of {villages} villages"
    return f"Who begins when: at most {busy} of {villages} villages at work at once, from {month}"


def _bars(axes: Axes, about: Calendar) -> None:
    colours = dict(zip(about.regions, SCENARIOS * len(about.regions), strict=False))
    for place, batch in enumerate(about.batches):
        _bar(axes, place, batch, colours[batch.region], late=batch.first > LATE * len(about.months))
    plain_axes(axes)
    axes.grid(axis="y", visible=False)
    axes.set_yticks(range(len(about.batches)), [f"{batch.wave}, {batch.region}" for batch in about.batches])
    axes.set_ylim(max(len(about.batches), 1) - 0.4, -0.6)
    if about.never:
        said = f"{about.never} of {about.villages} villages never begin"
        axes.text(0.99, 0.5, said, transform=axes.transAxes, ha="right", va="center", fontsize=8.5, color=GREY)


def _bar(axes: Axes, place: int, batch: Batch, colour: str, late: bool) -> None:
    first, last = batch.first - 1, batch.last - 1
    axes.barh(place, max(last - first, 0.5), left=first, height=0.66, color=colour, alpha=0.3 if batch.due else 0.15)
    axes.plot([first], [place], marker="|", markersize=12, color=colour, markeredgewidth=2.5)
    if batch.due:
        axes.plot([last], [place], marker="|", markersize=12, color=colour, markeredgewidth=2.5)
    until = f" to {batch.due}" if batch.due else ", no due date"
    text = f"{batch.villages} village{'' if batch.villages == 1 else 's'}, {batch.start}{until}"
    side, shift = ("right", -6) if late else ("left", 6)
    style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 8.5, "color": INK}
    axes.annotate(text, (first, place), xytext=(shift, 0), ha=side, **style)


def _curves(axes: Axes, about: Calendar) -> None:
    """Draw the share begun in each region, or in the only one."""
    assert about.begun is not None
    names = about.regions if len(about.regions) > 1 else about.regions[:1]
    months = np.arange(len(about.months))
    for number, (region, colour) in enumerate(zip(names, SCENARIOS, strict=False), start=1):
        shares = 100.0 * about.begun[:, :, number]
        axes.fill_between(months, shares.min(axis=0), shares.max(axis=0), color=colour, alpha=0.15, linewidth=0)
        axes.plot(months, np.median(shares, axis=0), color=colour, linewidth=1.8, label=region)
    plain_axes(axes)
    axes.set_ylim(0, 102)
    axes.set_ylabel("% of villages begun", fontsize=8.5, color=INK)
    axes.legend(frameon=False, fontsize=8.5, loc="upper left", bbox_to_anchor=(1.0, 1.0))

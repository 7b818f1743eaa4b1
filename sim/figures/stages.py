"""Stages: where the villages stand on their way, month by month, and how many are communities in name only."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from numpy.lib.stride_tricks import sliding_window_view

from sim.arrays import Codes, Rows
from sim.columns.villages import DECLARED, STAGES
from sim.figures.speech import Words, called, title_of
from sim.figures.style import GREY, INK, STATES, Sheet, calendar_axis, fitting, plain_axes, sheet
from sim.statistics.finding import Finding

ACROSS = 3
STATE_NAMES = tuple(STATES)
IN_NAME_ONLY = STATE_NAMES.index("in name only")


def draw(finding: Finding) -> Sheet:
    """Return the shares of villages by stage, stacked over time, one panel a scenario."""
    scenarios, months = finding.scenarios, finding.cube.months
    across = 2 if len(scenarios) == 4 else min(len(scenarios), ACROSS)
    rows = -(-len(scenarios) // across)
    width = 2.6 + 3.6 * across
    made = sheet(width, 1.7 + 3.3 * rows, SAY("title"), "")
    panels = made.subplots(rows, across, squeeze=False, sharey=True)
    for number, (axes, scenario) in enumerate(zip(panels.flat, scenarios, strict=False)):
        shares = 100.0 * state_shares(finding.tables.stages, scenario, months)
        axes.stackplot(np.arange(len(months)), shares, colors=list(STATES.values()), linewidth=0)
        _name_bands(axes, shares)
        plain_axes(axes)
        calendar_axis(axes, months)
        axes.set_ylim(0, 100)
        axes.set_title(title_of(finding, scenario), loc="left", fontsize=10.5, fontweight="bold", color=INK, pad=27)
        axes.text(0.0, 1.02, _said(shares, months), transform=axes.transAxes, fontsize=8.5, color=GREY)
        if number % across == 0:
            axes.set_ylabel(SAY("of villages"), fontsize=8.5, color=INK)
    for axes in panels.flat[len(scenarios) :]:
        axes.set_visible(False)
    keys = [Patch(color=colour, label=called(name)) for name, colour in STATES.items()]
    style = {"frameon": False, "fontsize": 8.5, "title_fontsize": 8.5, "alignment": "left"}
    note = fitting(_note(finding), width)
    made.legend(handles=keys, title=note, loc="outside lower left", ncols=7 if across > 1 else 4, **style)
    return made


SAY = Words("figure.stages")


def _note(finding: Finding) -> str:
    runs = len(finding.cube.replications)
    return SAY("note", mean=SAY("mean", runs=runs) if runs > 1 else SAY("one"))


def state_shares(stages: pd.DataFrame, scenario: str, months: tuple[str, ...]) -> Rows:
    """Return the share of villages in each state (in the order of ``STATES``) in each month, over all runs."""
    rows = stages[stages["scenario"] == scenario].sort_values(["replication", "village", "month"], kind="stable")
    state = states(rows)
    at = np.searchsorted(np.array(months), rows["month"].to_numpy(dtype=str))  # what was before month 1 counts from it
    same = (rows[["replication", "village"]].diff() == 0).all(axis=1).to_numpy()[1:]
    flow = np.zeros((len(STATES), len(months)))
    np.add.at(flow, (state, at), 1.0)
    np.add.at(flow, (state[:-1][same], at[1:][same]), -1.0)
    return np.cumsum(flow, axis=1) / (1 + np.count_nonzero(~same))


def states(rows: pd.DataFrame) -> Codes:
    """Return the place in ``STATES`` of the state in each row of the table of stages."""
    stage: npt.NDArray[Any] = rows["stage"].to_numpy(dtype=str)
    nameplate = np.char.find(rows["flag"].to_numpy(dtype=str), "nameplate") >= 0
    plate = np.isin(stage, STAGES[DECLARED:])
    places = {name: place for place, name in enumerate(STATE_NAMES)}
    return np.where(nameplate & plate, IN_NAME_ONLY, np.array([places[name] for name in stage.tolist()]))


def _said(shares: Rows, months: tuple[str, ...]) -> str:
    """Return what is to be seen in a panel."""
    worst = int(np.argmax(shares[IN_NAME_ONLY]))
    when = SAY("when", month=months[worst]) if shares[IN_NAME_ONLY, worst] > 0.0 else ""
    peak = SAY("peak", most=shares[IN_NAME_ONLY, worst], when=when)
    return f"{peak}\n{SAY('in substance', share=shares[IN_NAME_ONLY + 1 :, -1].sum(), month=months[-1])}"


def _name_bands(axes: Axes, shares: Rows) -> None:
    """Write the name of each band where it has most room, if that is enough to hold it."""
    months = shares.shape[1]
    wide = max(months // 5, 1)
    if months <= wide:
        return
    above = sliding_window_view(np.cumsum(shares, axis=0), wide, axis=1).min(axis=2)
    below = sliding_window_view(np.cumsum(shares, axis=0) - shares, wide, axis=1).max(axis=2)
    for number, name in enumerate(STATE_NAMES):
        month = int(np.argmax(above[number] - below[number]))
        if above[number, month] - below[number, month] >= 7.0:
            middle = float(above[number, month] + below[number, month]) / 2
            colour = "white" if name == "consolidated" else INK
            axes.text(month + wide / 2, middle, called(name), ha="center", va="center", fontsize=8.5, color=colour)

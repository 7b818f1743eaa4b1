"""Naive lens: what one would have believed, beside what was so."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.figures.speech import Words, title_of
from sim.figures.style import GREY, INK, Sheet, plain_axes, sheet
from sim.statistics.finding import Finding
from sim.statistics.naive import ESTIMATES, GROUPS, OUTCOMES, naive_table

MOST = 4
"""Scenarios that fit beside each other."""
COLOURS = dict(zip(ESTIMATES, ("#d55e00", "#56b4e9", INK), strict=True))
SAY = Words("figure.naive")


def draw(finding: Finding) -> Sheet:
    """Return the estimates over time: outcome and group by scenario."""
    table = naive_table(finding.tables)
    scenarios = [name for name in finding.scenarios if (table["scenario"] == name).any()][:MOST]
    shown = table[table["scenario"].isin(scenarios)]
    rows = [(o, g) for o in OUTCOMES for g in GROUPS if ((shown["outcome"] == o) & (shown["group"] == g)).any()]
    made = sheet(2.2 + 3.4 * max(len(scenarios), 2), 1.9 + 2.3 * max(len(rows), 1), title(shown), SAY("note"))
    if not rows:
        made.subplots().set_axis_off()
        made.axes[0].text(0.5, 0.5, SAY("no such"), ha="center", fontsize=8.5, color=GREY)
        return made
    panels = made.subplots(len(rows), len(scenarios), squeeze=False, sharey="row", sharex=True)
    for row, (outcome, group) in enumerate(rows):
        for column, scenario in enumerate(scenarios):
            axes = panels[row, column]
            mine = shown[(shown["scenario"] == scenario) & (shown["outcome"] == outcome) & (shown["group"] == group)]
            _panel(axes, mine)
            if row == 0:
                axes.set_title(title_of(finding, scenario), loc="left", fontsize=10.5, fontweight="bold", color=INK)
            if column == 0:
                axes.set_ylabel(f"{SAY(outcome)}\n({SAY(group)})", fontsize=8.5, color=INK)
            _limit(axes, shown[(shown["outcome"] == outcome) & (shown["group"] == group)])
    panels[0, 0].legend(loc="best", frameon=False, fontsize=8.5)
    return made


def title(table: pd.DataFrame) -> str:
    """Return what is to be seen: by how much the naive looks are off where they are furthest off."""
    naive = table[(table["estimate"] != ESTIMATES[2]) & (table["outcome"] == OUTCOMES[0])]
    naive = naive[(naive["bias_low"] > 0.0) | (naive["bias_high"] < 0.0)]
    if naive.empty:
        return SAY("none off")
    worst = naive.iloc[int(np.argmax(naive["bias"].abs().to_numpy()))]
    who, how = SAY(str(worst["group"])), SAY(str(worst["estimate"]))
    return SAY("off", bias=worst["bias"], how=how, who=who, when=worst["month"])


def _limit(axes: Axes, rows: pd.DataFrame) -> None:
    """Show all means; an interval that is far wider than what they span may leave the panel."""
    low, high = min(rows["mean"].min(), 0.0), max(rows["mean"].max(), 0.0)
    room = 0.25 * (high - low)
    axes.set_ylim(low - room, high + room)


def _panel(axes: Axes, rows: pd.DataFrame) -> None:
    axes.axhline(0.0, color=GREY, linewidth=0.8)
    for name, colour in COLOURS.items():
        mine = rows[rows["estimate"] == name]
        year = mine["month"].astype(str).str[:4].to_numpy(dtype=np.float64) + 1.0
        axes.plot(year, mine["mean"], color=colour, linewidth=1.8, marker="o", markersize=3, label=SAY(name))
        axes.fill_between(year, mine["ci_low"], mine["ci_high"], color=colour, alpha=0.2, linewidth=0)
    if rows.empty:
        axes.text(0.5, 0.5, SAY("no such"), transform=axes.transAxes, ha="center", fontsize=8.5, color=GREY)
    plain_axes(axes)

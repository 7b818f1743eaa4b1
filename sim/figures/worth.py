"""Worth: what is gained, and what it costs, in the plane of health economics (Black 1990)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.figures.speech import Words, spoken, title_of
from sim.figures.style import GREY, INK, SCENARIOS, Sheet, fitting, folded, keyed, plain_axes, sheet
from sim.statistics.finding import Finding
from sim.statistics.outcomes import Outcome
from sim.statistics.worth import COST
from sim.words.amounts import chance, per_cent, unit_of_change

ACROSS = 3
GOOD = "#e4f0f8"
SMALL: Any = {"color": GREY, "linewidth": 0.8, "linestyle": ":"}
"""Lines of the margins that matter."""
SAY = Words("figure.worth")


def draw(finding: Finding) -> Sheet:
    """Return one panel an outcome, a dot a scenario.

    Raises
    ------
    ValueError
        If the cost was not looked at.
    """
    table = finding.beside["worth"].dropna(subset=["gain", "cost_difference"])
    names = table["outcome"].drop_duplicates().tolist()
    if not names:
        raise ValueError("the cost was not looked at")
    across = min(len(names), ACROSS)
    rows = -(-len(names) // across)
    width = 1.0 + 3.2 * across
    title = SAY("title", baseline=title_of(finding, finding.baseline))
    made = sheet(width, 1.6 + 2.7 * rows, title, "")
    furthest = float(np.nanmax(np.abs(table[["cost_difference", "cost_low", "cost_high"]].to_numpy(float))))
    high = max(1.7 * furthest, 1.2 * finding.declared[COST].margin)
    panels = made.subplots(rows, across, squeeze=False, sharey=True)
    for number, (axes, name) in enumerate(zip(panels.flat, names, strict=False)):
        _panel(axes, finding, finding.declared[name], table[table["outcome"] == name], high)
        if number % across == 0:
            axes.set_ylabel(SAY("cost"), fontsize=8.5, color=INK)
    for axes in panels.flat[len(names) :]:
        axes.set_visible(False)
    keyed(made, _keys(finding), fitting(SAY("note"), width), 3)
    return made


def _panel(axes: Axes, finding: Finding, outcome: Outcome, rows: pd.DataFrame, high: float) -> None:
    scale = 100.0 if per_cent(outcome.unit) else 1.0
    plain_axes(axes)
    for row in rows.to_dict("records"):
        colour = SCENARIOS[finding.scenarios.index(row["scenario"]) % len(SCENARIOS)]
        gain, cost = scale * row["gain"], row["cost_difference"]
        axes.plot([scale * row["gain_low"], scale * row["gain_high"]], [cost, cost], color=colour, linewidth=1.6)
        axes.plot([gain, gain], [row["cost_low"], row["cost_high"]], color=colour, linewidth=1.6)
        axes.plot([gain], [cost], marker="o", markersize=5.5, color=colour)
    far = 1.1 * max(scale * outcome.margin, *(abs(end) for end in axes.get_xlim()))
    axes.set_xlim(-far, far)
    axes.set_ylim(-high, high)
    axes.fill_between([0.0, far], -high, 0.0, color=GOOD, linewidth=0, zorder=0)
    for side in (-1.0, 1.0):
        axes.axvline(side * scale * outcome.margin, **SMALL)
        axes.axhline(side * finding.declared[COST].margin, **SMALL)
    axes.axvline(0.0, color=GREY, linewidth=0.8)
    axes.axhline(0.0, color=GREY, linewidth=0.8)
    if len(rows) == 1:
        where: Any = {"transform": axes.transAxes, "ha": "right", "va": "bottom", "fontsize": 8.5, "color": GREY}
        share, low, high = (float(rows[name].iloc[0]) for name in ("better_cheaper", "both_low", "both_high"))
        axes.text(0.98, 0.03, SAY("quarter", share=chance(share, low, high, spoken())), **where)
    axes.set_title(folded(outcome.title[spoken()], 26), loc="left", fontsize=10, fontweight="bold", color=INK)
    unit = unit_of_change(outcome.unit, spoken())
    gained = SAY("fewer" if outcome.better == "lower" else "gain", unit=unit)
    axes.set_xlabel(folded(gained, 36), fontsize=8.5, color=INK)
    axes.locator_params(axis="both", nbins=5)


def _keys(finding: Finding) -> list[Line2D]:
    style: Any = {"linestyle": "none", "marker": "o"}
    others = enumerate(finding.scenarios[1:], start=1)
    return [
        Line2D([], [], color=SCENARIOS[number % len(SCENARIOS)], label=title_of(finding, name), **style)
        for number, name in others
    ]

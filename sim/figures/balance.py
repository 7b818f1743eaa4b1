"""Balance: how evenly services and money are spread over regions and villages."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from sim.figures.speech import Words, title_of
from sim.figures.style import GREY, INK, SCENARIOS, Sheet, fitting, folded, plain_axes, sheet
from sim.statistics.balance import OUTCOMES, balance, balance_table
from sim.statistics.finding import Finding

SAY = Words("figure.balance")
EVEN = {"services_east_to_rest": 1.0, "money_east_to_rest": 1.0, "gini_services": 0.0}


def draw(finding: Finding) -> Sheet:
    """Return one panel an indicator, a line a scenario."""
    found = balance(finding.cube, finding.tables.villages)
    table = balance_table(found, finding.cube.scenarios, finding.baseline)
    width, tall = 10.5, 1.5 + 0.34 * len(finding.scenarios)
    made = sheet(width, 0.6 + tall, SAY("title"), fitting(SAY("note"), width))
    panels = made.subplots(1, len(OUTCOMES), sharey=True)
    for axes, name in zip(panels, OUTCOMES, strict=True):
        _panel(axes, finding, name, table[table["outcome"] == name].set_index("scenario"))
    names = [folded(title_of(finding, name), 26) for name in finding.scenarios]
    panels[0].set_yticks(range(len(names)), names, fontsize=8.5)
    return made


def _panel(axes: Axes, finding: Finding, name: str, rows: pd.DataFrame) -> None:
    plain_axes(axes)
    axes.grid(axis="y", visible=False)
    axes.axvline(EVEN[name], color=GREY, linewidth=0.8)
    for place, scenario in enumerate(finding.scenarios):
        row, colour = rows.loc[scenario], SCENARIOS[place % len(SCENARIOS)]
        axes.plot([row["ci_low"], row["ci_high"]], [place, place], color=colour, linewidth=2.2)
        axes.plot([row["mean"]], [place], marker="o", markersize=5.0, color=colour)
        label = f"{row['mean']:.3f}" if row["n"] else SAY("nothing")
        at = row["mean"] if row["n"] else EVEN[name]
        axes.annotate(label, (at, place), (0, 5), textcoords="offset points", ha="center", fontsize=8, color=INK)
    axes.set_ylim(len(finding.scenarios) - 0.4, -0.7)
    axes.margins(x=0.15)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5)
    axes.set_title(folded(SAY(name), 34), loc="left", fontsize=10, fontweight="bold", color=INK)

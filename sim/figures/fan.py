"""Fans: how the outcomes of the question unfold over time, and how much single runs differ."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from sim.arrays import Rows
from sim.figures.speech import Words, spoken, title_of
from sim.figures.style import GREY, INK, SCENARIOS, Sheet, calendar_axis, folded, label_right, plain_axes, sheet
from sim.statistics.compare import Difference
from sim.statistics.finding import Finding
from sim.words.amounts import change, per_cent, unit_of

PANELS = 6
BANDS_UP_TO = 4
"""With more scenarios than this the bands would hide each other: only medians are drawn."""
SAY = Words("figure.fan")


def draw(finding: Finding) -> Sheet:
    """Return small multiples of the outcomes shown first: median and bands of each scenario."""
    names = [name for name in finding.key if name in finding.cube.outcomes][:PANELS]
    rows = -(-len(names) // 2)
    made = sheet(10.5, 1.2 + 2.75 * rows, _title(finding), note(finding))
    panels = made.subplots(rows, 2, squeeze=False)
    for axes, name in zip(panels.flat, names, strict=False):
        fan(axes, finding, name)
        axes.set_title(finding.declared[name].title[spoken()], loc="left", fontsize=10.5, fontweight="bold", pad=16)
        axes.text(0.0, 1.03, said(finding.differences, name), transform=axes.transAxes, fontsize=8.5, color=GREY)
    for axes in panels.flat[len(names) :]:
        axes.set_visible(False)
    return made


def _title(finding: Finding) -> str:
    """Return what is to be seen: of two scenarios, in how many outcomes the second does better."""
    scenarios, runs = finding.scenarios, len(finding.cube.replications)
    times = SAY("runs" if runs > 1 else "run", runs=runs)
    if len(scenarios) == 1:
        return SAY("one over time", title=title_of(finding, scenarios[0]), times=times)
    if len(scenarios) > 2:
        return SAY("many over time", number=len(scenarios), times=times)
    kinds = [each.kind for each in finding.differences]
    other, one = (title_of(finding, name) for name in scenarios)
    counts = {"all": len(kinds), "better": kinds.count("better"), "worse": kinds.count("worse")}
    return SAY("score", one=one, other=other, **counts)


def note(finding: Finding) -> str:
    """Return how to read lines and bands."""
    if len(finding.cube.replications) == 1:
        return SAY("one run")
    if len(finding.scenarios) > BANDS_UP_TO:
        return SAY("median")
    return SAY("median") + SAY("bands") + (SAY("numbers") if len(finding.scenarios) == 2 else "")


def said(differences: tuple[Difference, ...], name: str) -> str:
    """Return what two scenarios come to in one outcome; nothing for one scenario or more than two."""
    mine = [each for each in differences if each.outcome.name == name]
    if len(mine) != 1 or mine[0].kind == "missing":
        return ""
    return f"{change(mine[0].found.mean, mine[0].outcome.unit, spoken())}: {SAY(mine[0].kind)}"


def fan(axes: Axes, finding: Finding, name: str, region: str = "all", label: bool = True) -> None:
    """Draw one outcome in one region: a fan a scenario, labelled at its end."""
    outcome = finding.declared[name]
    scale = 100.0 if per_cent(outcome.unit) else 1.0
    ends: list[tuple[str, float, str]] = []
    for scenario, colour in zip(finding.scenarios, SCENARIOS, strict=False):
        values = scale * finding.cube.series(scenario, region, name)
        median = _fan(axes, values[~np.isnan(values).all(axis=1)], colour, len(finding.scenarios) <= BANDS_UP_TO)
        known = median[~np.isnan(median)]
        if known.size:
            ends.append((title_of(finding, scenario), float(known[-1]), colour))
    plain_axes(axes)
    calendar_axis(axes, finding.cube.months)
    good = SAY({"higher": "higher is better", "lower": "lower is better"}.get(outcome.better, "no good direction"))
    unit = unit_of(outcome.unit, spoken()) or SAY("ratio")
    axes.set_ylabel(f"{folded(unit, 26)}\n({good})", fontsize=8.5, color=INK)
    if label:  # the last panel of a row that shares its scale: fixing the limits earlier would cut the others off
        _widen(axes, 4.0 * scale * outcome.margin)
    if not ends:
        axes.text(0.5, 0.5, SAY("nobody"), transform=axes.transAxes, ha="center", fontsize=8.5, color=GREY)
    if label and ends:
        label_right(axes, *zip(*ends, strict=True))


def _widen(axes: Axes, least: float) -> None:
    """Show at least four margins, so that what is too small to matter looks small."""
    low, high = axes.get_ylim()
    missing = max(least - (high - low), 0.0)
    axes.set_ylim(low - missing / 2, high + missing / 2)


def _fan(axes: Axes, values: Rows, colour: str, bands: bool) -> Rows:
    """Draw median and bands of runs x months and return the median; months without a value in most runs stay empty."""
    months = np.arange(values.shape[1])
    known = np.mean(np.isnan(values), axis=0) < 0.5 if values.shape[0] else np.zeros(months.shape, dtype=np.bool_)
    quantiles: Rows = np.full((5, values.shape[1]), np.nan)
    if known.any():
        quantiles[:, known] = np.nanpercentile(values[:, known], (5, 25, 50, 75, 95), axis=0)
    if bands and values.shape[0] > 1:
        axes.fill_between(months, quantiles[0], quantiles[4], color=colour, alpha=0.13, linewidth=0)
        axes.fill_between(months, quantiles[1], quantiles[3], color=colour, alpha=0.25, linewidth=0)
    median: Rows = quantiles[2]
    axes.plot(months, median, color=colour, linewidth=1.8)
    return median

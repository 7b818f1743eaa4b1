"""Response of outcomes to factors: curves with bands for one, a map for two with the line where the better changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm

from sim.figures.style import GREY, INK, SCENARIOS, Sheet, fitting, folded, label_right, plain_axes, sheet
from sim.reading.factor import Factor
from sim.statistics.cube import Block
from sim.studies.factor_words import brief, named, told, unit
from sim.studies.sweeping import Response, Swept
from sim.words.amounts import per_cent, unit_of

SIGNED = LinearSegmentedColormap.from_list(
    "better", ["#7f3b08", "#d55e00", "#fdc98f", "#f7f7f7", "#9ecae1", "#0072b2", "#08306b"]
)
"""Vermilion where the second scenario is worse, blue where it is better."""

MOST_TICKS = 6


def draw(found: Swept, key: str) -> Sheet:
    """Return curves over one factor, a map over a grid of two, or one small curve a factor."""
    factors = found.study.factors
    if len(factors) == 1:
        return _curves(found, key, factors[0])
    if len(factors) == 2 and _is_grid(found):
        return _maps(found, key, factors[0], factors[1])
    return _clouds(found, key, factors)


def _scale(found: Swept, key: str) -> float:
    return 100.0 if per_cent(found.outcome(key).unit) else 1.0


def _unit(found: Swept, key: str, difference: bool = False) -> str:
    said = found.outcome(key).unit
    if per_cent(said):
        return "percentage points" if difference else "per cent"
    return unit_of(said) or said


def _name(factor: Factor) -> str:
    behind = "share" if per_cent(factor.unit) else unit(factor)
    return folded(f"{brief(named(factor), 90)}{f' ({behind})' if behind else ''}", 60)


def _ticks(found: Swept, factor: Factor) -> tuple[list[float], list[str]] | None:
    """Return where ticks stand for listed values and months, and what they say; nothing for a plain range."""
    if factor.words:
        return [float(place) for place in range(len(factor.options))], list(factor.options)
    places = np.unique(found.column(factor))
    few = places[np.linspace(0, len(places) - 1, min(len(places), MOST_TICKS)).round().astype(int)].tolist()
    return (few, [told(one, factor, found.study) for one in few]) if factor.options or factor.unit == "date" else None


def _curves(found: Swept, key: str, factor: Factor) -> Sheet:
    """Return each scenario over one factor and, below, the difference between the first two."""
    both = key in found.differences
    answer = found.sentences(key)[-1] if both else f"{found.study.replications} replications a point"
    lines = "Dots: mean over replications. Bars" if factor.words else "Lines: mean over replications. Bands"
    note = f"{lines}: 95 % interval of the mean." + (
        " Below: the difference in pairs of runs with the same luck; where its band "
        "crosses zero the two are not told apart."
        if both else ""
    )  # fmt: skip
    title = f"{found.outcome(key).title['en']}\n{answer}"
    made = sheet(9.0, 6.8 if both else 4.6, title, fitting(note, 9.0))
    axes = made.subplots(2 if both else 1, 1, sharex=True, squeeze=False, height_ratios=[3, 2] if both else [1])
    x, scale = found.column(factor), _scale(found, key)
    order = np.argsort(x, kind="stable")
    upper, ends = axes[0, 0], []
    plain_axes(upper)
    for one, colour in zip(found.levels[key], SCENARIOS, strict=False):
        _line(upper, x[order], one, order, scale, colour, factor.words)
        ends.append(float(one.mean[order][-1]) * scale)
    upper.set_ylabel(_unit(found, key), fontsize=8.5, color=INK)
    labels = [found.study.said(one.of) for one in found.levels[key]]
    beside = 0.3 if factor.words else 0.0
    upper.set_xlim(float(x.min()) - beside, float(x.max()) + beside)
    label_right(upper, labels, ends, SCENARIOS[: len(labels)])
    if both:
        lower = axes[1, 0]
        plain_axes(lower)
        lower.axhline(0.0, color=GREY, linewidth=0.9)
        _line(lower, x[order], found.differences[key], order, scale, "#7a5195", factor.words)
        for place in found.crossings(key, factor) if not factor.words else ():
            lower.axvline(place, color="#d55e00", linestyle=":", linewidth=1.4)
        first, second = labels[:2]
        lower.set_ylabel(f"{second} minus\n{first.lower()}\n({_unit(found, key, True)})", fontsize=8.5, color=INK)
    axes[-1, 0].set_xlabel(_name(factor), fontsize=9, color=INK)
    if ticks := _ticks(found, factor):
        axes[-1, 0].set_xticks(*ticks)
    return made


def _line(axes: Axes, x: Any, one: Response, order: Any, scale: float, colour: str, words: bool) -> None:
    """Draw a line with its band; between words, which have no order, dots with bars."""
    if words:
        ends = np.abs(np.vstack((one.mean - one.low, one.high - one.mean))[:, order]) * scale
        axes.errorbar(x, one.mean[order] * scale, np.nan_to_num(ends), fmt="o", color=colour, markersize=6)
        return
    axes.fill_between(x, one.low[order] * scale, one.high[order] * scale, color=colour, alpha=0.15, linewidth=0)
    axes.plot(x, one.mean[order] * scale, "o-", color=colour, markersize=4, linewidth=1.8)


def _is_grid(found: Swept) -> bool:
    one, other = (found.column(factor) for factor in found.study.factors)
    return len(np.unique(one)) * len(np.unique(other)) == len(found.points.rows) and len(np.unique(one)) > 1


def _block(found: Swept, values: Any) -> tuple[Any, Any, Block]:
    """Return the values of both factors, and one number for each pair: second x first."""
    one, other = (found.column(factor) for factor in found.study.factors)
    x, y = np.unique(one), np.unique(other)
    block = np.full((len(y), len(x)), np.nan)
    block[np.searchsorted(y, other), np.searchsorted(x, one)] = values
    return x, y, block


def _maps(found: Swept, key: str, across: Factor, up: Factor) -> Sheet:
    """Return a map of the difference, or of the only scenario's level."""
    both = key in found.differences
    outcome = found.outcome(key)
    one = found.differences[key] if both else found.levels[key][0]
    answer = found.sentences(key)[0].partition(". ")[0] if both else f"{found.study.replications} replications a point"
    note = (
        "Colour: mean difference over pairs of runs with the same luck; blue where the second is better, orange where "
        "it is worse. Line: where the better one changes, dotted where that is not sure. Dots: not told apart at that "
        "point (95 %)."
        if both else "Colour and numbers: mean over replications."
    )  # fmt: skip
    made = sheet(9.0, 6.6, f"{outcome.title['en']}\n{answer}", fitting(note, 9.0))
    axes = made.subplots()
    scale = _scale(found, key)
    x, y, block = _block(found, one.mean * scale)
    sign = -1.0 if both and outcome.better == "lower" else 1.0
    largest = max(float(np.nanmax(np.abs(block))), 2.0 * outcome.margin * scale)  # small differences stay pale
    norm: Any = TwoSlopeNorm(0.0, -largest, largest) if both else None
    colours: Any = (SIGNED if sign > 0 else SIGNED.reversed()) if both else "viridis"
    shown = axes.pcolormesh(x, y, block, cmap=colours, norm=norm, shading="nearest", rasterized=True)
    if both and np.nanmin(block) < 0.0 < np.nanmax(block):
        sure = (one.low > 0.0).any() and (one.high < 0.0).any()
        axes.contour(x, y, block, levels=[0.0], colors=[INK], linewidths=1.8, linestyles="solid" if sure else "dotted")
    if both:
        _, _, open_ = _block(found, (one.low <= 0.0) & (one.high >= 0.0))
        rows, columns = np.nonzero(open_ == 1.0)
        axes.plot(x[columns], y[rows], "o", color=INK, markersize=2.6, linestyle="")
    axes.set_xlabel(_name(across), fontsize=9, color=INK)
    axes.set_ylabel(_name(up), fontsize=9, color=INK)
    axes.tick_params(labelsize=8.5)
    if max(len(x), len(y)) <= 12:  # cells reach beyond the values: only these are marked
        axes.set_xticks(*(_ticks(found, across) or (x, [f"{value:.3g}" for value in x])))
        axes.set_yticks(*(_ticks(found, up) or (y, [f"{value:.3g}" for value in y])))
    bar = made.colorbar(shown if norm is None else ScalarMappable(norm, colours), ax=axes, shrink=0.8)
    names = [found.study.said(name) for name in found.study.names]
    what = f"{names[1]} minus {names[0].lower()}" if both else names[0]
    bar.set_label(f"{what} ({_unit(found, key, both)})", fontsize=8.5, color=INK)
    bar.ax.tick_params(labelsize=8.5)
    return made


def _clouds(found: Swept, key: str, factors: Sequence[Factor]) -> Sheet:
    """Return the points against each factor, of the difference or of every scenario."""
    both, scale = key in found.differences, _scale(found, key)
    shown = factors[:9]
    rows, columns = -(-max(len(shown), 1) // 3), min(3, max(len(shown), 1))
    answer = found.sentences(key)[0].partition(". ")[0] if both else f"{len(found.points.rows)} points"
    note = "Each dot: the mean over replications at one point of the design, all factors differing between points." + (
        " Second scenario minus first, in pairs of runs with the same luck." if both else ""
    )
    made = sheet(9.0, 2.2 + 2.3 * rows, f"{found.outcome(key).title['en']}\n{answer}", fitting(note, 9.0))
    grid = made.subplots(rows, columns, sharey=True, squeeze=False)
    for axes in grid.ravel()[len(shown) :]:
        axes.set_visible(False)
    for number, (axes, factor) in enumerate(zip(grid.ravel(), shown, strict=False)):
        plain_axes(axes)
        x = found.column(factor)
        if both:
            axes.axhline(0.0, color=GREY, linewidth=0.9)
        for one, colour in zip([found.differences[key]] if both else found.levels[key], SCENARIOS, strict=False):
            axes.plot(x, one.mean * scale, "o", color=colour, markersize=3.5, alpha=0.7)
        axes.set_xlabel(folded(brief(named(factor), 72), 36), fontsize=8.5, color=INK)
        if ticks := _ticks(found, factor):
            axes.set_xticks(*ticks)
        if number % columns == 0:
            axes.set_ylabel(_unit(found, key, both), fontsize=8.5, color=INK)
    return made

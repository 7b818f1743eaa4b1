"""What a sensitivity study found: bars beside what chance gives, Morris' plane, through time, by sample size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from sim.figures.style import GREY, INK, PALE, SCENARIOS, Sheet, fitting, folded, label_right, plain_axes, sheet
from sim.reading.factor import DUMMY, Factor
from sim.reading.study import DIFFERENCE
from sim.studies.factor_words import brief, called, unit
from sim.studies.responses import declared
from sim.studies.sensitivity.finding import SensitivityFinding, Slope
from sim.studies.sensitivity.indices import LEAST, MAIN, SHARES, WHOLES, Index
from sim.studies.sensitivity.sentences import index_words
from sim.words import say
from sim.words.amounts import per_cent, unit_of

COLOURS = {
    "influential": "#0072b2",
    "small": "#9ecae1",
    "undecided": "#e69f00",
    "not told from chance": "#bdbdbd",
    "dummy": "#6b6b6b",
}
SHOWN = 24
"""Factors in one figure, the largest first."""
LINES = 5
WHAT = {
    "S1": "first order: share of the variance that goes with the factor alone",
    "ST": "total order: share of the variance that goes with the factor, alone or together with others",
    "mu_star": "mean size of its effect over its whole range (Morris' μ*)",
    "delta": "shift of the whole distribution (Borgonovo's delta)",
    "pawn": "largest distance of the distributions (PAWN)",
}


def bars(found: SensitivityFinding, key: str) -> Sheet:
    """Return the main index of every factor with its interval, and the line that chance draws."""
    mine = found.found[key]
    shown = _shown(mine.main)
    name = MAIN[mine.sampled.method]
    hidden = len(mine.main) - len(shown)
    left = f" {hidden} smaller ones, none of them influential, are not shown." if hidden else ""
    small = f", and small (pale) if it is below {LEAST} itself" if name in WHOLES else ""
    luck = index_words(mine).removeprefix(say(f"sensitivity.index.{name}", "en"))
    note = (
        f"{WHAT[name]}{luck}. Lines: 95 % intervals. Dashed: upper end of "
        f"the dummy, which acts on nothing; a factor is influential (blue) when it exceeds the dummy for sure, both "
        f"resampled together{small}. {_design(found, key)}.{left}"
    )
    many = len(mine.by("influential"))
    beyond = f"{many} of {len(mine.main) - 1} factors matter{'s' if many == 1 else ''} beyond chance"
    made = sheet(9.0, 2.6 + 0.31 * len(shown), f"{found.title(key)}\n{beyond}", fitting(note, 9.0))
    axes = made.subplots()
    _bars(axes, shown, _scale(found, key, name))
    axes.set_yticks(range(len(shown)), [folded(_name(found, each.factor), 44) for each in shown], fontsize=8)
    axes.set_xlabel(_axis_name(found, key, name), fontsize=8.5, color=INK)
    for number, verdict in enumerate(each for each in COLOURS if each != "small" or name in WHOLES):
        axes.plot([], [], marker="s", linestyle="", color=COLOURS[verdict], label=verdict, zorder=number)
    axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=5, fontsize=8.5, frameon=False)
    return made


def _bars(axes: Axes, shown: Sequence[Index], scale: float) -> None:
    for row, each in enumerate(shown):
        colour = COLOURS[each.verdict]
        axes.barh(row, max(each.value, 0.0) * scale, color=colour, height=0.66)
        axes.plot([each.low * scale, each.high * scale], [row, row], color=INK, linewidth=1.1)
    plain_axes(axes)
    if shown[0].index in SHARES:
        most = max(each.high for each in shown) * scale
        least = min(each.low for each in shown) * scale
        axes.set_xlim(min(1.05 * least, -0.02 * most), 1.05 * most)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=PALE, linewidth=0.7)
    axes.axvline(shown[-1].dummy_high * scale, color=GREY, linestyle="--", linewidth=1.0)
    axes.axvline(0.0, color=GREY, linewidth=0.7)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)


def plane(found: SensitivityFinding, key: str) -> Sheet | None:
    """Return Morris' plane: mean size of the effects across, their spread upwards; nothing where no spread is told."""
    mine = found.found[key]
    if not mine.spreads:
        return None
    scale = _scale(found, key, "mu_star")
    note = (
        "Each dot is a factor. To the right: it moves the outcome more. Above the line: its effect depends on where "
        f"the other factors stand (interaction, or a bend). Dashed: what chance gives. {_design(found, key)}."
    )
    made = sheet(9.0, 6.2, f"{found.title(key)}\nSize of effects and how much they vary", fitting(note, 9.0))
    axes = made.subplots()
    plain_axes(axes)
    named = [each for each in mine.main if each.verdict in ("influential", "undecided")][:14]
    below = {each.factor for each in sorted(named, key=lambda each: each.value)[1::2]}  # so that neighbours part
    for each in (one for one in mine.main if one.factor in mine.spreads):
        spread = mine.spreads[each.factor] * scale
        axes.plot(each.value * scale, spread, "o", color=COLOURS[each.verdict], markersize=6)
        if each in named or each.factor == DUMMY:
            axes.annotate(
                folded(brief(_name(found, each.factor), 52), 30),
                (each.value * scale, spread),
                xytext=(5, -4) if each.factor in below else (5, 4),
                va="top" if each.factor in below else "bottom",
                textcoords="offset points",
                fontsize=8,
            )
    end = max(axes.get_xlim()[1], 1e-9)
    axes.plot([0.0, end], [0.0, end], color=PALE, linewidth=1.2, zorder=0)
    axes.axvline(mine.main[-1].dummy_high * scale, color=GREY, linestyle="--", linewidth=1.0)
    axes.set_xlim(0.0, end * 1.18)
    axes.set_ylim(bottom=0.0)
    what = _unit(found, key)
    axes.set_xlabel(f"mean size of the effect over the whole range ({what})", fontsize=8.5, color=INK)
    axes.set_ylabel(f"spread of the effect ({what})", fontsize=8.5, color=INK)
    return made


def through_time(found: SensitivityFinding, key: str) -> Sheet | None:
    """Return how the index of the largest factors goes through time; nothing where there are no two months."""
    months = found.through_time.get(key, {})
    if len(months) < 2:
        return None
    labels = list(months)
    name = MAIN[found.found[key].sampled.method]
    peak = {each.factor: max(_value(months[m], each.factor) for m in labels) for each in found.found[key].main[:-1]}
    largest = sorted(peak, key=lambda factor: -peak[factor])[:LINES]
    note = f"{WHAT[name]}, told for the outcome of single months. Grey: what chance gives. {_design(found, key)}."
    title = f"{found.title(key)}\nWhich factor matters when"
    made = sheet(9.0, 4.6, title, fitting(note, 9.0))
    axes = made.subplots()
    plain_axes(axes)
    places, scale = np.arange(len(labels)), _scale(found, key, name)
    bound = [months[month][-1].dummy_high * scale for month in labels]
    axes.fill_between(places, 0.0, bound, color=PALE, zorder=0)
    ends, colours = [], SCENARIOS[: len(largest)]
    for factor, colour in zip(largest, colours, strict=False):
        line = [_value(months[month], factor) * scale for month in labels]
        axes.plot(places, line, color=colour, linewidth=2.0)
        ends.append(line[-1])
    axes.set_xticks(places, labels)
    low, high = axes.get_ylim()
    axes.set_ylim(min(0.0, low), high)
    axes.set_xlim(0, len(labels) - 1)
    axes.set_ylabel(_axis_name(found, key, name), fontsize=8.5, color=INK)
    label_right(axes, [brief(_name(found, factor), 52) for factor in largest], ends, colours)
    return made


def _value(part: Sequence[Index], factor: str) -> float:
    return next((each.value for each in part if each.factor == factor), 0.0)


def convergence(found: SensitivityFinding, key: str) -> Sheet | None:
    """Return how the index of the largest factors settles with the samples; nothing where there is one size only."""
    mine = found.found[key]
    sizes = list(mine.convergence)
    if len(sizes) < 2:
        return None
    name = MAIN[mine.sampled.method]
    largest = [each.factor for each in mine.main[:-1]][:LINES]
    note = (
        f"{WHAT[name]}, from the first samples of the design to all. Bands: 95 % intervals. Dashed: what chance gives."
    )
    title = f"{found.title(key)}\nDo the indices settle with the number of samples?"
    made = sheet(9.0, 4.6, title, fitting(note, 9.0))
    axes = made.subplots()
    plain_axes(axes)
    scale, ends, colours = _scale(found, key, name), [], SCENARIOS[: len(largest)]
    for factor, colour in zip(largest, colours, strict=False):
        part = [next(each for each in mine.convergence[size] if each.factor == factor) for size in sizes]
        axes.fill_between(sizes, [e.low * scale for e in part], [e.high * scale for e in part], color=colour, alpha=0.1)
        axes.plot(sizes, [each.value * scale for each in part], "o-", color=colour, markersize=4, linewidth=1.8)
        ends.append(part[-1].value * scale)
    axes.plot(sizes, [mine.convergence[size][-1].dummy_high * scale for size in sizes], "--", color=GREY, linewidth=1.0)
    axes.set_xscale("log", base=2)
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()
    axes.set_xlabel("samples", fontsize=8.5, color=INK)
    axes.set_ylabel(_axis_name(found, key, name), fontsize=8.5, color=INK)
    label_right(axes, [brief(_name(found, factor), 52) for factor in largest], ends, colours)
    return made


def slopes(found: SensitivityFinding, key: str) -> Sheet | None:
    """Return how the outcome goes with the factors that matter most, all others ranging freely."""
    curves = found.curves(key)
    if not curves:
        return None
    note = (
        "Mean outcome in parts of each factor's range, all other factors ranging freely; band: 95 % interval of the "
        "mean. Dotted: where the answer flips, what lies on either side being told from zero."
    )
    rows = -(-len(curves) // 3)
    title = f"{found.title(key)}\nHow it goes with the factors that matter most"
    made = sheet(9.0, 1.9 + 2.3 * rows, title, fitting(note, 9.0))
    grid = made.subplots(rows, min(3, len(curves)), sharey=True, squeeze=False)
    for axes in grid.ravel()[len(curves) :]:
        axes.set_visible(False)
    for number, (axes, (factor, curve)) in enumerate(zip(grid.ravel(), curves.items(), strict=False)):
        _slope(axes, curve, found.factors[factor], _scale(found, key, "mu_star"), found.flips(key, factor))
        axes.set_title(folded(_name(found, factor), 34), fontsize=9, color=INK, loc="left")
        if found.asked[key].of == DIFFERENCE:
            axes.axhline(0.0, color=GREY, linewidth=0.8)
        if number % 3 == 0:
            axes.set_ylabel(_unit(found, key), fontsize=8.5, color=INK)
    return made


def _slope(axes: Axes, curve: Slope, factor: Factor, scale: float, flips: tuple[float, ...]) -> None:
    plain_axes(axes)
    along = 100.0 if per_cent(factor.unit) else 1.0
    x = curve.places * along
    axes.fill_between(x, curve.low * scale, curve.high * scale, color="#0072b2", alpha=0.15, linewidth=0)
    axes.plot(x, curve.means * scale, "o-", color="#0072b2", markersize=4)
    for place in flips:
        axes.axvline(place * along, color="#d55e00", linestyle=":", linewidth=1.4)
    axes.set_xlabel(unit(factor), fontsize=8, color=GREY)


def _name(found: SensitivityFinding, factor: str) -> str:
    """Return what a factor is called, short enough for an axis."""
    return brief(called(factor, found.study.factors), 84)


def _shown(main: Sequence[Index]) -> list[Index]:
    """Return the factors that are shown: the largest, and the dummy."""
    return [*main[:-1][:SHOWN], main[-1]]


def _scale(found: SensitivityFinding, key: str, index: str) -> float:
    """Return 100 where effects are shown in percentage points."""
    return 100.0 if index in ("mu_star", "sigma") and per_cent(declared(found.asked[key]).unit) else 1.0


def _unit(found: SensitivityFinding, key: str) -> str:
    said = declared(found.asked[key]).unit
    return "percentage points" if per_cent(said) else unit_of(said) or said


def _axis_name(found: SensitivityFinding, key: str, index: str) -> str:
    shares = {"ST": "share of the variance (total order)", "S1": "share of the variance (first order)"}
    return shares.get(index, f"effect over the whole range ({_unit(found, key)})" if index == "mu_star" else index)


def _design(found: SensitivityFinding, key: str) -> str:
    mine = found.found[key]
    word = {"morris": "trajectories", "sobol": "base points"}.get(mine.sampled.method, "points")
    runs = len(found.points.rows) * mine.noise.number * len(found.study.names)
    once = "" if mine.noise.number == 1 else "s"
    return (
        f"{mine.sampled.method}, {mine.sampled.samples} {word}, {mine.noise.number} replication{once} each: {runs} runs"
    )

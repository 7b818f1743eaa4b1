"""What a calibration has learned: ranges left, who taught what, what is traded, and counterparts beside targets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from sim.figures.style import GREY, INK, PALE, SCENARIOS, Sheet, folded, plain_axes, sheet
from sim.judging.calibration import Search
from sim.judging.case_study import Block
from sim.judging.identified import Learned, correlations, effects
from sim.judging.validation import unit
from sim.words.amounts import per_cent, plain

ACCEPTED, ALL = SCENARIOS[0], "#b8b8b8"
BINS, ACROSS = 12, 4


def draw_marginals(found: Search, learned: Sequence[Learned]) -> Sheet:
    """Return, for each parameter, the accepted sets over its declared range."""
    rows = -(-len(learned) // ACROSS)
    bound = sum(one.constrained for one in learned)
    title = f"{bound} of {len(learned)} parameters are constrained by the evidence; the others may lie anywhere"
    note = (
        "Bars: accepted parameter sets over the declared range (the whole width); dashed: what the bars would be if "
        "nothing had been learned; black line: the default.\nPer cent: share of the range between the 5 % and the 95 % "
        "quantile, set so that 100 % means nothing was learned. Grey: not constrained."
    )
    made = sheet(11.0, 1.3 + 1.75 * rows, title, note)
    grid = made.subplots(rows, ACROSS, squeeze=False).ravel()
    for column, (axes, one) in enumerate(zip(grid, learned, strict=False)):
        _marginal(axes, found.accepted[:, column], one)
    for axes in grid[len(learned) :]:
        axes.set_visible(False)
    return made


def _marginal(axes: Axes, places: Block, one: Learned) -> None:
    from sim.reading.calibration_study import searchable

    low, high = one.range
    axes.hist(low + (high - low) * places, bins=BINS, range=one.range, color=ACCEPTED if one.constrained else ALL)
    axes.axhline(places.shape[0] / BINS, color=GREY, linestyle="--", linewidth=0.8)
    axes.axvline(float(searchable()[one.path].default), color=INK, linewidth=1.2)
    axes.set_title(f"{one.path}  {100.0 * one.left:.0f} %", fontsize=8.5, loc="left", color=INK)
    axes.set_xlim(low, high)
    axes.set_yticks([])
    plain_axes(axes)


def draw_teachers(found: Search) -> Sheet:
    """Return which parameter moves which target, and which parameters are traded for each other."""
    names = list(found.study.factors)
    title = "Which parameter each pattern speaks of, and which are traded for each other"
    note = (
        "Left: share of the differences between runs of a pattern that the parameter alone causes, by the emulators, "
        "the others in the middle of their ranges.\nRight: rank correlation of parameters among the accepted sets: "
        "where it is strong, a pattern fixes the two together and not each of them. Blank: below 20."
    )
    made = sheet(14.0, 2.6 + 0.3 * len(names), title, note)
    left, right = made.subplots(1, 2, width_ratios=(0.45 + 0.045 * len(found.targets), 1.0))
    _matrix(
        left, 100.0 * effects(found).T, [one.id.replace("_", " ") for one in found.targets], names, "Blues", (0, 60)
    )
    _matrix(right, 100.0 * correlations(found), names, [], "RdBu_r", (-100, 100))
    return made


def _matrix(
    axes: Axes, values: Block, columns: Sequence[str], rows: Sequence[str], colours: str, ends: tuple[int, int]
) -> None:
    axes.imshow(values, cmap=colours, vmin=ends[0], vmax=ends[1], aspect="auto")
    axes.set_xticks(range(len(columns)), columns, rotation=45, ha="right", rotation_mode="anchor", fontsize=8)
    axes.set_yticks(range(len(rows)), list(rows), fontsize=8)
    if not rows:
        axes.set_yticks([])
    for (row, column), value in np.ndenumerate(values):
        if abs(value) >= (20.0 if ends[0] < 0 else 3.0) and not (ends[0] < 0 and row == column):
            dark = abs(value) > 0.6 * ends[1]
            axes.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=7, color="white" if dark else INK)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def draw_predictive(found: Search) -> Sheet:
    """Return each target beside the runs of all sets tried first, and fresh runs of those accepted."""
    fresh = found.fresh
    rows = -(-len(found.targets) // ACROSS)
    both = float(np.mean(np.all(_within(found, fresh), axis=1)))
    title = (
        f"The accepted sets beside each fitted pattern, run with fresh luck; all at once in {100 * both:.0f} % of runs"
    )
    note = (
        "Blue: single runs of accepted sets, with luck the search never met; grey: single runs of sets from the whole "
        "range. Strip: the observed number with its error; line: the number itself.\nA national number is a mean over "
        "many such worlds, so that single runs of thirty villages may lie outside."
    )
    made = sheet(11.5, 1.3 + 1.9 * rows, title, note)
    first = found.values[found.wave == 1.0]
    grid = made.subplots(rows, ACROSS, squeeze=False).ravel()
    for column, (axes, target) in enumerate(zip(grid, found.targets, strict=False)):
        _predictive(axes, first[:, column], fresh[:, column], (target.observed, target.low, target.high))
        share = 100.0 * float(np.mean(_within(found, fresh)[:, column]))
        axes.set_title(f"{folded(target.says, 38)}\n{share:.0f} % of runs inside", fontsize=7.5, loc="left", color=INK)
        axes.set_xlabel(("%, " if per_cent(unit(target)) else "") + unit(target), fontsize=7)
        axes.xaxis.set_major_formatter(FuncFormatter(partial(_tick, unit(target))))
    for axes in grid[len(found.targets) :]:
        axes.set_visible(False)
    return made


def _tick(of: str, value: float, _: object) -> str:
    return plain(value, of)


def _within(found: Search, fresh: Block) -> Block:
    return np.stack(
        [(column >= one.low) & (column <= one.high) for one, column in zip(found.targets, fresh.T, strict=True)], 1
    )


def _predictive(axes: Axes, first: Block, fresh: Block, observed: tuple[float, float, float]) -> None:
    known = [values[~np.isnan(values)] for values in (first, fresh)]
    value, low, high = observed
    ends = [*(end for part in known if part.size for end in np.quantile(part, (0.0, 1.0))), value]
    width = (max(ends) - min(ends)) or 1.0
    span = (min(ends) - 0.03 * width, max(ends) + 0.03 * width)
    axes.axvspan(max(low, span[0]), min(high, span[1]), color=PALE, linewidth=0)
    for part, colour, alpha in zip(known, (ALL, ACCEPTED), (1.0, 0.75), strict=True):
        if part.size:
            axes.hist(part, bins=16, range=span, weights=np.full(part.size, 1.0 / part.size), color=colour, alpha=alpha)
    axes.axvline(value, color=INK, linewidth=1.2)
    axes.set_xlim(span)
    axes.set_yticks([])
    plain_axes(axes)
    axes.tick_params(labelsize=7)

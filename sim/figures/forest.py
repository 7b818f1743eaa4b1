"""Forest: every outcome's paired difference with its interval, all turned so that right is better."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from sim.analyses.compare import Difference
from sim.analyses.finding import Finding
from sim.analyses.paired import LEAST
from sim.analyses.words import change, span
from sim.figures.style import GREY, INK, PALE, VERDICTS, Sheet, sheet

GROUPS = {
    "better": "Better",
    "worse": "Worse",
    "higher": "Higher (no good direction)",
    "lower": "Lower (no good direction)",
    "same": "Practically the same",
    "flat": "By one amount in every pair (no interval)",
    "open": "Not distinguishable",
}
NOTE = (
    "Dot: mean paired difference; bar: its 95 % interval; both in multiples of the margin that matters for the outcome "
    "(grey strip: too small to matter).\nRight is better, whatever the outcome counts; beyond 1 the scale is "
    "logarithmic. Numbers at the right: the difference as it is.\nHollow dot: would not hold at 95 % with all "
    "comparisons taken together (Holm). n: pairs with data, where not all have any."
)
Line = Difference | tuple[str, str]
"""A difference, or a heading with its colour."""
ROW = 0.23
"""Inches a line."""


def draw(finding: Finding) -> Sheet:
    """Return differences grouped by verdict: all outcomes of one scenario, or those shown first of several."""
    others = finding.scenarios[1:]
    lines: list[Line] = []
    for name in others:
        mine = [each for each in finding.differences if each.scenario == name and not _too_few(each, finding)]
        if len(others) > 1:
            first = [each for each in mine if each.outcome.name in finding.key]
            lines += [(finding.title(name), INK), *_by_verdict(first)]
        else:
            lines += _by_verdict(mine)
    made = sheet(10.5, 1.7 + ROW * len(lines), _title(finding), NOTE + _left_out(finding))
    _drawn(made.subplots(), lines, _pairs(finding))
    return made


def _title(finding: Finding) -> str:
    others, pairs = finding.scenarios[1:], _pairs(finding)
    who = finding.title(others[0]) if len(others) == 1 else f"{len(others)} scenarios"
    return f"{who} against {finding.title(finding.baseline)}: what changes, and does it matter? {pairs} pairs of runs"


def _pairs(finding: Finding) -> int:
    return max(each.found.n for each in finding.differences)


def _too_few(each: Difference, finding: Finding) -> bool:
    """Return whether a dot would rest on fewer pairs than decide anything, where others rest on enough."""
    return each.found.n < LEAST <= _pairs(finding)


def _left_out(finding: Finding) -> str:
    missing = sum(each.kind == "missing" for each in finding.differences)
    few = [each for each in finding.differences if each.found.n and _too_few(each, finding)]
    said = [f"since no pair of runs has data: {missing}"] if missing else []
    if few:
        names = dict.fromkeys(f"{each.outcome.title['en']} (n = {each.found.n})" for each in few)
        said.append(f"since fewer than {LEAST} pairs have data: {', '.join(names)}")
    return "".join(f"\nLeft out, {part}." for part in said)


def _by_verdict(differences: Sequence[Difference]) -> list[Line]:
    """Return differences under their verdicts, the largest first."""
    lines: list[Line] = []
    for kind, heading in GROUPS.items():
        mine = [each for each in differences if each.kind == kind]
        if mine:
            lines += [(heading, VERDICTS[kind]), *sorted(mine, key=lambda each: -abs(_scaled(each.found.mean, each)))]
    return lines


def _scaled(value: float, each: Difference) -> float:
    """Return a difference in multiples of its margin, turned so that better is positive."""
    return (-value if each.outcome.better == "lower" else value) / each.outcome.margin


def _drawn(axes: Axes, lines: Sequence[Line], pairs: int) -> None:
    axes.axvspan(-1.0, 1.0, color=PALE, linewidth=0)
    axes.axvline(0.0, color=GREY, linewidth=0.8)
    axes.set_xscale("symlog", linthresh=1.0, linscale=0.7)
    for place, line in enumerate(lines):
        if isinstance(line, tuple):
            _beside(axes, place, line[0], colour=line[1], weight="bold")
        else:
            _line(axes, place, line, pairs)
    furthest = max(2.0, *(abs(end) for end in axes.get_xlim()))
    axes.set_xlim(-furthest, furthest)
    axes.set_ylim(len(lines) - 0.4, -0.7)
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda multiple, _: f"{multiple:g}"))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(labelsize=8.5, color=GREY)
    axes.set_xlabel("←  worse        multiples of the margin that matters        better  →", fontsize=8.5, color=INK)


def _line(axes: Axes, place: int, each: Difference, pairs: int) -> None:
    colour, found, unit = VERDICTS[each.kind], each.found, each.outcome.unit
    interval = ""
    if not math.isnan(found.low):
        ends = [_scaled(found.low, each), _scaled(found.high, each)]
        axes.plot(ends, [place, place], color=colour, linewidth=2.2, solid_capstyle="butt")
        interval = f"  ({span(found.low, found.high, unit, sign=True)})"
    filling = "white" if each.doubtful else colour
    axes.plot([_scaled(found.mean, each)], [place], marker="o", markersize=4.5, color=colour, markerfacecolor=filling)
    _beside(axes, place, each.outcome.title["en"])
    rests_on = f"  n = {found.n}" if found.n < pairs else ""
    _beside(axes, place, change(found.mean, unit) + interval + rests_on, right=True)


def _beside(axes: Axes, place: int, text: str, right: bool = False, colour: str = INK, weight: str = "normal") -> None:
    axes.annotate(
        text,
        (1.01 if right else -0.01, place),
        xycoords=("axes fraction", "data"),
        ha="left" if right else "right",
        va="center",
        fontsize=8.5,
        color=colour,
        fontweight=weight,
        annotation_clip=False,
    )

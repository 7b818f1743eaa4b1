"""Forest: every outcome's paired difference with its interval, turned so that right is better.

Outcomes without a good direction stand below, on an axis of their own that says less and more, in grey.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from sim.figures.speech import Words, spoken, title_of
from sim.figures.style import GREY, INK, PALE, VERDICTS, Sheet, beside, fitting, sheet
from sim.paired import LEAST
from sim.statistics.compare import Difference
from sim.statistics.finding import Finding
from sim.words.amounts import change, interval

GROUPS = ("better", "worse", "higher", "lower", "same", "open")
SAY = Words("figure.forest")
Line = Difference | tuple[str, str]
"""A difference, or a heading with its colour."""
ROW = 0.23
"""Inches a line."""
AXIS = 0.6
"""Inches of an axis with its words."""


def draw(finding: Finding) -> Sheet:
    """Return differences grouped by verdict: all outcomes of one scenario, or those shown first of several."""
    good, neutral = (_lines(finding, directed) for directed in (True, False))
    parts = [(lines, directed) for lines, directed in ((good, True), (neutral, False)) if lines]
    high = 1.1 + sum(AXIS + ROW * len(lines) for lines, _ in parts)
    directions = "but" if len(parts) > 1 else "right is better" if good else "neutral"
    note = SAY("note", directions=SAY(directions)) + _left_out(finding)
    made = sheet(10.5, high, _title(finding), fitting(note, 10.5))
    heights = [AXIS + ROW * len(lines) for lines, _ in parts]
    drawn = made.subplots(max(len(parts), 1), 1, squeeze=False, sharex=True, height_ratios=heights or None)
    for axes, (lines, directed) in zip(drawn.flat, parts, strict=False):
        _drawn(axes, lines, _pairs(finding))
        axes.set_xlabel(SAY("axis" if directed else "neutral axis"), fontsize=8.5, color=INK)
        axes.tick_params(labelbottom=True)
    furthest = max(2.0, *(abs(end) for end in drawn[0, 0].get_xlim()))
    drawn[0, 0].set_xlim(-furthest, furthest)
    return made


def _lines(finding: Finding, directed: bool) -> list[Line]:
    """Return the lines of the outcomes that have a good direction, or of those that have none."""
    others, lines = finding.scenarios[1:], list[Line]()
    for name in others:
        mine = [each for each in finding.differences if each.scenario == name and not _too_few(each, finding)]
        mine = [each for each in mine if (each.outcome.better != "none") == directed]
        first = [each for each in mine if len(others) == 1 or each.outcome.name in finding.key]
        found = _by_verdict(first)
        lines += [(title_of(finding, name), INK), *found] if len(others) > 1 and found else found
    return [(SAY("no direction"), INK), *lines] if lines and not directed else lines


def _title(finding: Finding) -> str:
    others, pairs = finding.scenarios[1:], _pairs(finding)
    who = title_of(finding, others[0]) if len(others) == 1 else SAY("scenarios", number=len(others))
    return SAY("title", who=who, baseline=title_of(finding, finding.baseline), pairs=pairs)


def _pairs(finding: Finding) -> int:
    return max(each.found.n for each in finding.differences)


def _too_few(each: Difference, finding: Finding) -> bool:
    """Return whether a dot would rest on fewer pairs than decide anything, where others rest on enough."""
    return each.found.n < LEAST <= _pairs(finding)


def _left_out(finding: Finding) -> str:
    missing = sum(each.kind == "missing" for each in finding.differences)
    few = [each for each in finding.differences if each.found.n and _too_few(each, finding)]
    said = [SAY("none", missing=missing)] if missing else []
    if few:
        names = dict.fromkeys(f"{each.outcome.title[spoken()]} (n = {each.found.n})" for each in few)
        said.append(SAY("few", least=LEAST, names=", ".join(names)))
    return "".join(SAY("left out", part=part) for part in said)


def _by_verdict(differences: Sequence[Difference]) -> list[Line]:
    """Return differences under their verdicts, the largest first."""
    lines: list[Line] = []
    for kind in GROUPS:
        mine = [each for each in differences if each.kind == kind]
        if mine:
            lines += [
                (SAY(kind), _colour(mine[0])),
                *sorted(mine, key=lambda each: -abs(_scaled(each.found.mean, each))),
            ]
    return lines


def _colour(each: Difference) -> str:
    """Return the colour of a difference: grey where nothing is better or worse."""
    return GREY if each.kind in ("higher", "lower") else VERDICTS[each.kind]


def _scaled(value: float, each: Difference) -> float:
    """Return a difference in multiples of its margin, turned so that better is positive."""
    return (-value if each.outcome.better == "lower" else value) / each.outcome.margin


def _drawn(axes: Axes, lines: Sequence[Line], pairs: int) -> None:
    axes.axvspan(-1.0, 1.0, color=PALE, linewidth=0)
    axes.axvline(0.0, color=GREY, linewidth=0.8)
    axes.set_xscale("symlog", linthresh=1.0, linscale=0.7)
    for place, line in enumerate(lines):
        if isinstance(line, tuple):
            beside(axes, place, line[0], colour=line[1], weight="bold")
        else:
            _line(axes, place, line, pairs)
    axes.set_ylim(len(lines) - 0.4, -0.7)
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda multiple, _: f"{multiple:g}"))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(labelsize=8.5, color=GREY)


def _line(axes: Axes, place: int, each: Difference, pairs: int) -> None:
    colour, found, unit = _colour(each), each.found, each.outcome.unit
    if not math.isnan(found.low):
        ends = [_scaled(found.low, each), _scaled(found.high, each)]
        axes.plot(ends, [place, place], color=colour, linewidth=2.2, solid_capstyle="butt")
    filling = "white" if each.doubtful else colour
    axes.plot([_scaled(found.mean, each)], [place], marker="o", markersize=4.5, color=colour, markerfacecolor=filling)
    beside(axes, place, each.outcome.title[spoken()])
    rests_on = f"  n = {found.n}" if found.n < pairs else ""
    within = f"  ({interval(found, unit, spoken())})"
    beside(axes, place, change(found.mean, unit, spoken()) + within + rests_on, right=True)

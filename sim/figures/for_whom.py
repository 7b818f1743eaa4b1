"""For whom: what changes for each region, class of villages and group of households, with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.figures.speech import Words, called, spoken, title_of
from sim.figures.style import GREY, INK, PALE, SCENARIOS, VERDICTS, Sheet, fitting, folded, keyed, sheet
from sim.paired import DIFFERENT, LEAST
from sim.statistics.finding import Finding
from sim.statistics.for_whom import DIMENSIONS, Share
from sim.statistics.outcomes import Outcome
from sim.words.amounts import per_cent, unit_of_change

OUTCOMES = ("satisfaction", "disputes", "nameplate_share", "service_level")
MOST = 3
"""Scenarios whose dots fit beside each other in a row."""
ROW = 0.27
"""Inches a row."""
SAY = Words("figure.for_whom")


def draw(finding: Finding) -> Sheet:
    """Return a row a group and a panel an outcome.

    Raises
    ------
    ValueError
        If the tables hold no groups.
    """
    shown = finding.scenarios[1 : 1 + MOST]
    mine = [each for each in finding.for_whom if each.scenario in shown and not math.isnan(each.found.mean)]
    enough = min(LEAST, max((each.found.n for each in mine), default=0))
    known = [each for each in mine if each.found.n >= enough]
    outcomes = [next((each.outcome for each in known if each.outcome.name == name), None) for name in OUTCOMES]
    panels = [outcome for outcome in outcomes if outcome is not None]
    rows = _rows(known)
    if not panels:
        raise ValueError("the tables hold no groups to compare")
    width, note = 2.6 + 2.3 * len(panels), SAY("note") + _also(mine) + _left_out(finding)
    made = sheet(width, 2.4 + ROW * len(rows), _title(finding, shown), "")
    drawn = made.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    for axes, outcome in zip(drawn, panels, strict=True):
        _panel(axes, outcome, [each for each in known if each.outcome is outcome], rows, shown)
    drawn[0].set_yticks(range(len(rows)), [called(word) for _, word in rows], fontsize=8.5, color=INK)
    for tick, (dimension, _) in zip(drawn[0].get_yticklabels(), rows, strict=True):
        tick.set_fontweight("bold" if dimension == "" else "normal")
    keyed(made, _keys(finding, shown), fitting(note, width), 4)
    return made


def _title(finding: Finding, shown: Sequence[str]) -> str:
    one = SAY("quoted", title=title_of(finding, shown[0]))
    who = one if len(finding.scenarios) == 2 else SAY("scenarios", number=len(shown))
    return SAY("title", who=who, baseline=title_of(finding, finding.baseline))


def _also(mine: Sequence[Share]) -> str:
    """Name the outcomes without a panel of which something is said for some group."""
    said = [each for each in mine if each.kind in DIFFERENT and each.outcome.name not in OUTCOMES]
    names = dict.fromkeys(each.outcome.title[spoken()] for each in said)
    return SAY("also", names=SAY("comma").join(names)) if names else ""


def _left_out(finding: Finding) -> str:
    names = ", ".join(title_of(finding, name) for name in finding.scenarios[1 + MOST :])
    return SAY("more", names=names) if names else ""


def _rows(known: Sequence[Share]) -> list[tuple[str, str]]:
    """Return headings (without a dimension) and, below each, the members of a dimension."""
    rows: list[tuple[str, str]] = []
    for dimension in DIMENSIONS:
        members = dict.fromkeys(each.member for each in known if each.dimension == dimension)
        rows += [("", dimension), *((dimension, member) for member in members)] if members else []
    return rows


def _panel(
    axes: Axes, outcome: Outcome, mine: Sequence[Share], rows: Sequence[tuple[str, str]], shown: Sequence[str]
) -> None:
    """Draw one outcome; a dot a group and scenario."""
    scale = 100.0 if per_cent(outcome.unit) else 1.0
    axes.axvspan(-scale * outcome.margin, scale * outcome.margin, color=PALE, linewidth=0)
    axes.axvline(0.0, color=GREY, linewidth=0.8)
    for each in mine:
        number = shown.index(each.scenario)
        place = rows.index((each.dimension, each.member)) + 0.22 * (number - (len(shown) - 1) / 2)
        colour = VERDICTS[each.kind] if len(shown) == 1 else SCENARIOS[1 + number]
        axes.plot([scale * each.found.low, scale * each.found.high], [place, place], color=colour, linewidth=2.0)
        filling = "white" if each.doubtful else colour
        axes.plot([scale * each.found.mean], [place], marker="o", markersize=4.5, color=colour, markerfacecolor=filling)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.margins(x=0.08)
    if outcome.better == "lower":
        axes.invert_xaxis()
    axes.set_title(folded(outcome.title[spoken()], 24), loc="left", fontsize=10, fontweight="bold", color=INK)
    turned = SAY("fewer is better") if outcome.better == "lower" else ""
    axes.set_xlabel(folded(unit_of_change(outcome.unit, spoken()), 30) + turned, fontsize=8.5, color=INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=8.5, color=GREY)
    axes.locator_params(axis="x", nbins=4)


def _keys(finding: Finding, shown: Sequence[str]) -> list[Line2D]:
    """Return what the colours mean: verdicts of one scenario, or several scenarios."""
    named = (
        {SAY(kind): VERDICTS[kind] for kind in ("better", "worse", "same", "open")}
        if len(shown) == 1
        else {title_of(finding, name): SCENARIOS[1 + number] for number, name in enumerate(shown)}
    )
    return [Line2D([], [], color=colour, marker="o", markersize=4.5, label=name) for name, colour in named.items()]

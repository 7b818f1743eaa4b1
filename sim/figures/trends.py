"""Which of many numbers move an outcome, which way and how far: linear trends with their intervals."""

from __future__ import annotations

from sim.figures.style import GREY, INK, PALE, Sheet, fitting, folded, plain_axes, sheet
from sim.reading.factor import DUMMY
from sim.studies.factor_words import brief, called
from sim.studies.responses import declared
from sim.studies.sensitivity.finding import SensitivityFinding
from sim.studies.sensitivity.trends import Trend
from sim.words.amounts import per_cent, unit_of

SHOWN = 14
"""Numbers in the figure, the most certain first."""
SURE, OPEN, CHANCE = "#0072b2", "#bdbdbd", "#6b6b6b"


def draw(found: SensitivityFinding, key: str) -> Sheet | None:
    """Return the strongest trends and the dummy's; nothing where no trends are told."""
    every = found.trends.get(key, ())
    if not every:
        return None
    shown, sure = _shown(found, key), len(found.sure_trends(key))
    numbers = len(every) - 1
    goes = f"{sure} of {numbers} numbers move{'s' * (sure == 1)} it for sure"
    note = (
        "Dot: change of the mean outcome when a number goes from the low to the high end of its range, all others "
        "ranging freely; line: 95 % interval. Blue: told from chance with all numbers judged together (Holm). The "
        f"dummy acts on nothing. {numbers + 1 - len(shown)} others, less certain, are not shown."
    )
    made = sheet(9.0, 2.3 + 0.42 * len(shown), f"{found.title(key)}\n{goes}", fitting(note, 9.0))
    axes = made.subplots()
    unit = declared(found.asked[key]).unit
    scale = 100.0 if per_cent(unit) else 1.0
    for row, each in enumerate(shown):
        colour = CHANCE if each.factor == DUMMY else SURE if each.sure else OPEN
        ends = [each.effect.low * scale, each.effect.high * scale]
        axes.plot(ends, [row, row], color=colour, linewidth=2.0, solid_capstyle="butt")
        axes.plot(each.effect.mean * scale, row, "o", color=colour, markersize=7)
    plain_axes(axes)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=PALE, linewidth=0.7)
    axes.axvline(0.0, color=GREY, linewidth=0.9)
    names = [folded(brief(called(each.factor, found.study.factors), 84), 46) for each in shown]
    axes.set_yticks(range(len(shown)), names, fontsize=8)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    sign = "percentage points" if per_cent(unit) else unit_of(unit)
    axes.set_xlabel(f"change over the whole range ({sign})", fontsize=8.5, color=INK)
    return made


def _shown(found: SensitivityFinding, key: str) -> list[Trend]:
    """Return the most certain trends, the largest change first, and the dummy's last."""
    dummy = [each for each in found.trends[key] if each.factor == DUMMY]
    numbers = [name for name, one in found.factors.items() if not one.options]
    rest = [each for each in found.trends[key] if each.factor in numbers]
    certain = sorted(rest, key=lambda each: each.p)[:SHOWN]
    return [*sorted(certain, key=lambda each: -each.effect.mean), *dummy]

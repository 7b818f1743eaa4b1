"""Who leads in which family of outcomes, and who is recommended, over horizons of one year to the whole run."""

from __future__ import annotations

from matplotlib.patches import Patch, Rectangle

from sim.figures.speech import Words, spoken, title_of
from sim.figures.style import INK, SCENARIOS, Sheet, fitting, folded, keyed, sheet
from sim.measures.families import FAMILIES
from sim.statistics.finding import Finding
from sim.statistics.outcomes import outcomes

SAY = Words("figure.horizons")
NOBODY = {"same": "#f2f2f2", "undecided": "#b3b3b3", "absent": "#ffffff"}
WIDTH = 9.0


def draw(finding: Finding) -> Sheet:
    """Return a row a family and one of the recommendation, a column a horizon, coloured by who leads."""
    told = finding.recommendation
    chosen = {m: part.recommended for part in told.horizons for m in told.leaders if part.first <= m <= part.last}
    colours = {name: SCENARIOS[place % len(SCENARIOS)] for place, name in enumerate(finding.scenarios)} | NOBODY
    rows = [*told.families, ""]
    made = sheet(WIDTH, 2.2 + 0.32 * len(rows), SAY("title"), "")
    axes = made.subplots()
    for row, name in enumerate(rows):
        for column, (months, leaders) in enumerate(told.leaders.items()):
            who = leaders[name] if name else chosen[months] or "undecided"
            axes.add_patch(_cell(column, row + 0.25 * (not name), colours[who]))
    axes.set_xlim(-0.5, len(told.leaders) - 0.5)
    axes.set_ylim(len(rows) - 0.2, -0.5)
    axes.set_xticks(range(len(told.leaders)), [f"{months / 12:.3g}" for months in told.leaders])
    axes.set_yticks([row + 0.25 * (not name) for row, name in enumerate(rows)], [_called(name) for name in rows])
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, labelsize=9, labelcolor=INK)
    axes.set_xlabel(SAY("years"), fontsize=9, color=INK)
    named = {name: folded(title_of(finding, name), 30) for name in finding.scenarios}
    named |= {"same": SAY("same"), "undecided": SAY("open"), "absent": SAY("absent")}
    seen = {who for leaders in told.leaders.values() for who in leaders.values()} | {*chosen.values(), "undecided"}
    keys = [Patch(facecolor=colours[who], edgecolor=INK, label=named[who]) for who in named if who in seen]
    keyed(made, keys, fitting(SAY("note"), WIDTH), across=2)
    return made


def _cell(column: float, row: float, colour: str) -> Patch:
    return Rectangle((column - 0.48, row - 0.42), 0.96, 0.84, facecolor=colour, edgecolor=INK, linewidth=0.3)


def _called(name: str) -> str:
    """Return what a row is called."""
    if not name:
        return SAY("recommended")
    return FAMILIES[name].title[spoken()] if name in FAMILIES else folded(outcomes()[name].title[spoken()], 24)

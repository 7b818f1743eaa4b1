"""Patterns beside mechanisms: which pattern agrees with a mechanism and not without it."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from sim.figures.style import GREY, INK, PALE, Sheet, keyed, sheet
from sim.judging.needs import KINDS, Kind, Needs, agreeing

COLOURS: dict[Kind, str] = {
    "needs": "#0072b2", "spoils": "#d55e00", "moves": "#b9d7ea", "open": "#f2f2f2", "nothing": "#ffffff",
}  # fmt: skip
CELL = 0.205


def draw(found: Needs) -> Sheet:
    """Return patterns x mechanisms, those that most patterns need first."""
    kinds, targets, mechanisms = list(COLOURS), found.targets, found.mechanisms
    needed = sum(bool(found.of(name, "needs")) for name in mechanisms)
    title = f"{needed} of {len(mechanisms)} mechanisms are needed by a pattern of the evidence"
    made = sheet(5.2 + CELL * max(len(mechanisms), 20), 2.9 + CELL * len(targets), title, "")
    axes = made.subplots()
    values = np.array(
        [[kinds.index(found.by_name[one.id, name].kind) for name in mechanisms] for one in targets], dtype=np.float64
    )
    axes.imshow(values, cmap=ListedColormap(list(COLOURS.values())), vmin=-0.5, vmax=len(kinds) - 0.5, aspect="auto")
    axes.set_xticks(range(len(mechanisms)), [name.replace("_", " ") for name in mechanisms], rotation=90)
    axes.set_yticks(range(len(targets)), [one.id.replace("_", " ") for one in targets])
    axes.xaxis.tick_top()
    axes.tick_params(labelsize=8, length=0, labelcolor=INK)
    for label, one in zip(axes.get_yticklabels(), targets, strict=True):
        held = agreeing(found.by_name[one.id, mechanisms[0]].whole)
        label.set_color(INK if held else GREY)
        label.set_fontweight("bold" if held else "normal")
    axes.set_xticks(np.arange(len(mechanisms) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(targets) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color=PALE, linewidth=0.6)
    axes.tick_params(which="minor", length=0)
    axes.spines[:].set_visible(False)
    keys = [Patch(facecolor=COLOURS[kind], edgecolor=GREY, linewidth=0.4, label=KINDS[kind]) for kind in kinds]
    keyed(made, keys, f"{found.runs} pairs of runs. Bold: patterns that agree with everything on.", 2)
    return made

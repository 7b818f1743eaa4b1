"""Load map: nameplates as colour, satisfaction as lines, over villages at once and staff."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.figures.style import INK, Sheet, plain_axes, sheet
from sim.studies.load_map import STAFF, USUAL, VILLAGES, WAVE, grid

LEVELS = (0.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 60.0, 80.0, 100.0)
NOTE = (
    f"One county of {VILLAGES} villages, taken by lot in equal waves, each due after {WAVE} months. Colour: declared "
    "villages that were\nnameplates. Lines: satisfaction over all months, points. Dots: where runs were made; between "
    "them both are interpolated."
)


def draw(table: pd.DataFrame) -> Sheet:
    """Return the map."""
    made = sheet(8.6, 6.2, title(table), NOTE)
    axes = made.subplots()
    nameplates, content = grid(table, "nameplate_share"), grid(table, "satisfaction")
    staff, at_once = np.log2(nameplates.columns.to_numpy()), nameplates.index.to_numpy()
    percent = 100.0 * nameplates.to_numpy()
    top = int(np.searchsorted(LEVELS, np.nanmax(percent))) + 1
    colours = axes.contourf(staff, at_once, percent, levels=LEVELS[: max(top, 2)], cmap="Oranges")
    lines = axes.contour(staff, at_once, content.to_numpy(), colors=INK, linewidths=1.1)
    axes.clabel(lines, fmt="%g", fontsize=8.5)
    axes.plot(*np.meshgrid(staff, at_once), color=INK, marker=".", markersize=3, linestyle="none")
    _name(axes, nameplates)
    bar = made.colorbar(colours, ax=axes, shrink=0.8)
    bar.set_label("nameplates, % of declared villages", fontsize=8.5, color=INK)
    bar.ax.tick_params(labelsize=8.5)
    return made


def title(table: pd.DataFrame) -> str:
    """Return what is to be seen: the fastest and the slowest rollout at the least, the usual and the most staff."""
    found = 100.0 * grid(table, "nameplate_share")
    fast, slow = (
        ", ".join(f"{row[staff]:.0f} %" for staff in (STAFF[0], USUAL, STAFF[-1]))
        for row in (found.iloc[-1], found.iloc[0])
    )
    return (
        f"Nameplates with {STAFF[0]:g}, {USUAL:g} and {STAFF[-1]:g} outside staff-months a village:\n"
        f"all {VILLAGES} villages at once {fast}; {found.index[0]} at a time {slow}"
    )


def _name(axes: Axes, found: pd.DataFrame) -> None:
    axes.set_xticks(np.log2(found.columns.to_numpy()), [f"{staff:g}" for staff in found.columns])
    axes.set_yticks(found.index.to_numpy())
    axes.set_xlabel("outside staff-months a month, per village of the county (doubling)", fontsize=8.5, color=INK)
    axes.set_ylabel(f"villages at once, of {VILLAGES}", fontsize=8.5, color=INK)
    plain_axes(axes)
    axes.grid(visible=False)

"""Network: who knows whom in one village, and how far each household is for conversion at the end, by scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import LineCollection
from matplotlib.colors import Normalize
from matplotlib.lines import Line2D

from sim.arrays import Rows
from sim.figures.speech import Words, called, title_of
from sim.figures.style import GREY, INK, SCENARIOS, Sheet, fitting, folded, sheet
from sim.statistics.finding import Finding

ACROSS, PANEL = 3, 4.3
"""Panels in a row, and inches of one."""
LAYERS: Mapping[str, tuple[str, Any]] = {
    "kinship": (SCENARIOS[1], "solid"),
    "neighbours": (SCENARIOS[0], (0, (4, 1.5))),
    "groups": (SCENARIOS[2], "solid"),
    "remote": (SCENARIOS[3], (0, (1, 1.2))),
}
"""Colour and line of each kind of tie inside a village; bridges lead out of it."""
NEUTRAL = "#dddddd"
DISPUTE: Any = {"s": 20.0, "color": "white", "edgecolors": INK, "linewidths": 0.7}
SHAPES = {"special members": "^", "left-behind elders": "s", "migrants": "v", "unclear titles": "D", "others": "o"}
SAY = Words("figure.network")


def draw(finding: Finding) -> Sheet:
    """Return the ties, and beside them the same households coloured by their support, one panel a scenario.

    A scenario without replication 0, whose network is drawn, or with another world has no panel.

    Raises
    ------
    ValueError
        If the tables hold no network.
    """
    ties = finding.tables.network
    if ties.empty:
        raise ValueError("the tables hold no network of an example village")
    places = ties[ties["layer"] == "households"].set_index("a")[["x", "y"]]
    people = _people(finding, places)
    across = min(1 + len(people), ACROSS)
    rows = -(-(1 + len(people)) // across)
    width = 1.2 + PANEL * across
    head = _village(len(places), _households(finding))
    made = sheet(width, 2.0 + (PANEL + 0.3) * rows, _title(finding, people, head), "")
    norm = _norm(people)
    panels = made.subplots(rows, across, squeeze=False)
    _draw_ties(panels.flat[0], ties, places, pale=False)
    _draw_households(panels.flat[0], next(iter(people.values()), None), places)
    _head(panels.flat[0], SAY("who knows whom"), _knows(ties, len(places)))
    for axes, (name, table) in zip(panels.flat[1:], people.items(), strict=False):
        _draw_ties(axes, ties, places, pale=True)
        _draw_households(axes, table, places, norm)
        _head(axes, folded(title_of(finding, name), 40), _said(table))
    for axes in panels.flat[1 + len(people) :]:
        axes.set_visible(False)
    if people:
        _bar(made, panels[:, -1].tolist(), norm)
    _legend(made, ties, fitting(_note(finding, people, len(places)), width))
    return made


def _households(finding: Finding) -> float:
    """Return how many households the drawn village has; missing where the tables do not say it."""
    homes, table = finding.tables.villages, finding.tables.example
    if table.empty or homes.empty:
        return np.nan
    first = table[table["replication"] == 0]
    here = homes[(homes["replication"] == 0) & homes["village"].isin(first["village"])]
    return float(here["households"].iloc[0]) if len(here) else np.nan


def _village(number: int, households: float) -> str:
    """Return what is drawn: a village, and how many of its households a drawn one stands for."""
    each = households / number
    if np.isnan(each) or each == 1.0:
        return SAY("head" if each == 1.0 else "drawn as", number=number)
    said = f"{each:g}" if each == round(each) else SAY("some", each=each)
    return SAY("stand for", households=f"{households:,.0f}", number=number, each=said)


def _people(finding: Finding, places: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """Return the households that are drawn, by scenario, as they stand at the end of replication 0."""
    table = finding.tables.example
    found = {name: table[(table["scenario"] == name) & (table["replication"] == 0)] for name in finding.scenarios}
    return {name: rows for name, rows in found.items() if len(rows) and set(rows["household"]) == set(places.index)}


def _title(finding: Finding, people: Mapping[str, pd.DataFrame], head: str) -> str:
    """Return what is to be seen: how many had a dispute."""
    if not people:
        return SAY("alone", head=head)
    if len(people) > 2:
        return SAY("many", head=head, scenarios=len(people))
    parts = [SAY("under", number=_contested(table), title=title_of(finding, name)) for name, table in people.items()]
    said = SAY("and").join(parts) if len(parts) > 1 else str(_contested(next(iter(people.values()))))
    return SAY("disputes", head=head, said=said)


def _contested(table: pd.DataFrame) -> int:
    return int((table["contested"] > 0.5).sum())


def _said(table: pd.DataFrame) -> str:
    support = table["support"]
    return SAY("said", number=_contested(table), mean=support.mean(), low=support.min(), high=support.max())


def _norm(people: Mapping[str, pd.DataFrame]) -> Normalize:
    """Return the scale of support: as wide as all panels need, since neighbours hardly differ."""
    values = np.concatenate([table["support"].to_numpy() for table in people.values()] or [np.array([0.0, 1.0])])
    return Normalize(np.floor(20.0 * values.min()) / 20.0, np.ceil(20.0 * values.max()) / 20.0)


def _knows(ties: pd.DataFrame, number: int) -> str:
    known = {tuple(pair) for pair in ties.loc[ties["layer"].isin(LAYERS), ["a", "b"]].to_numpy().tolist()}
    return SAY("knows", known=2.0 * len(known) / number)


def _head(axes: Axes, title: str, said: str) -> None:
    axes.set_title(title, loc="left", fontsize=10.5, fontweight="bold", color=INK, pad=17)
    axes.text(0.0, 1.02, said, transform=axes.transAxes, fontsize=8.5, color=GREY)
    axes.set_axis_off()
    axes.margins(0.06)


def _draw_ties(axes: Axes, ties: pd.DataFrame, places: pd.DataFrame, pale: bool) -> None:
    """Draw each kind of tie, beside each other where two households are tied in several ways."""
    for number, (layer, (colour, line)) in enumerate(LAYERS.items()):
        mine = ties[ties["layer"] == layer]
        ends: Rows = np.stack([places.loc[mine[side]].to_numpy() for side in ("a", "b")], axis=1)
        along = ends[:, 1] - ends[:, 0]
        across = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
        moved = ends + 0.011 * (number - 1.5) * across[:, None, :]
        if pale:  # one line with gaps: thousands of lines would make a file of megabytes
            gaps = np.concatenate([ends, np.full((ends.shape[0], 1, 2), np.nan)], axis=1).reshape(-1, 2)
            axes.plot(*gaps.T, color=GREY, linewidth=0.5, alpha=0.35, zorder=1)
        else:
            lines = LineCollection(list(moved), colors=colour, linewidths=1.1, linestyles=[line], alpha=0.85, zorder=1)
            axes.add_collection(lines)


def _draw_households(
    axes: Axes, table: pd.DataFrame | None, places: pd.DataFrame, norm: Normalize | None = None
) -> None:
    """Draw the households: shape, size and rim by who they are; at the end by support, with those in dispute marked."""
    if table is None:
        axes.scatter(places["x"], places["y"], s=60.0, color="white", edgecolors=INK, zorder=2)
        return
    for group, shape in SHAPES.items():
        mine = table[table["group"] == group]
        where = places.loc[mine["household"]]
        fill: dict[str, Any] = {"c": mine["support"], "cmap": "cividis", "norm": norm} if norm else {"color": NEUTRAL}
        rims = np.where(mine["member_of"] == "", 0.6, 2.0).tolist()
        size = 22.0 + 22.0 * mine["persons"]
        axes.scatter(where["x"], where["y"], s=size, marker=shape, linewidths=rims, edgecolors=INK, zorder=2, **fill)
    if norm is not None:
        where = places.loc[table.loc[table["contested"] > 0.5, "household"]]
        axes.scatter(where["x"], where["y"], zorder=3, **DISPUTE)


def _bar(made: Sheet, panels: list[Axes], norm: Normalize) -> None:
    bar = made.colorbar(ScalarMappable(norm, "cividis"), ax=panels, shrink=0.5, aspect=26)
    bar.set_label(SAY("support"), fontsize=8.5, color=INK)
    bar.ax.tick_params(labelsize=8.5)


def _note(finding: Finding, people: Mapping[str, pd.DataFrame], number: int) -> str:
    """Return how to read the picture, and which scenarios have no panel."""
    rows = "" if _households(finding) == number else SAY("note of rows")
    missing = [title_of(finding, name) for name in finding.scenarios if name not in people]
    return "\n".join([rows + SAY("note"), *([SAY("left out", names=", ".join(missing))] if missing else [])])


def _legend(made: Sheet, ties: pd.DataFrame, note: str) -> None:
    counts = ties["layer"].value_counts()
    keys = [
        Line2D([], [], color=colour, ls=line, lw=1.6, label=f"{SAY(name)} ({counts.get(name, 0)})")
        for name, (colour, line) in LAYERS.items()
    ]
    style: dict[str, Any] = {"color": NEUTRAL, "markeredgecolor": INK, "linestyle": "none", "markersize": 8}
    keys += [Line2D([], [], marker=shape, label=called(group), **style) for group, shape in SHAPES.items()]
    keys.append(Line2D([], [], marker="o", markeredgewidth=2.0, label=SAY("member"), **style))
    dot = style | {"marker": "o", "color": "white", "markersize": 4.5}
    keys.append(Line2D([], [], label=SAY("dispute"), **dot))
    looks: dict[str, Any] = {"frameon": False, "fontsize": 8.5, "title_fontsize": 8.5, "alignment": "left"}
    made.legend(handles=keys, title=note, loc="outside lower left", ncols=4, **looks)

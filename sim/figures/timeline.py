"""Timeline: one row a village, coloured by stage, with what befell it; one run a scenario, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.arrays import Codes, Flags
from sim.figures.speech import Words, called, title_of
from sim.figures.stages import IN_NAME_ONLY, STATE_NAMES, states
from sim.figures.style import GREY, INK, STATES, Sheet, calendar_axis, fitting, folded, sheet
from sim.statistics.finding import Finding

ACROSS = 3
ROW, TALLEST, SHORTEST = 0.12, 12.0, 0.9
"""Inches a village, and of the tallest and the shortest panel."""
SMALLEST = 5.0
"""Points of a row from which on a name stands beside it."""
Names = npt.NDArray[np.str_]
RURAL = STATE_NAMES.index("rural")
MARKS = {
    "announced, work begins": ("|", INK),
    "vote failed or vetoed": ("x", INK),
    "declared in name only": ("^", "white"),
    "relapsed": ("v", "white"),
}
"""Sign and filling of each mark."""
SAY = Words("figure.timeline")


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """What befell the villages of one run.

    Attributes
    ----------
    state
        Place in ``STATES``, village x month.
    marks
        What befell a village in a month, village x month, by name.
    """

    state: Codes
    marks: Mapping[str, Flags]

    def first(self, reached: Flags) -> Codes:
        """Return the first month in which a village had reached something, the number of months if never."""
        months: Codes = np.where(reached.any(axis=1), reached.argmax(axis=1), reached.shape[1])
        return months


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of one panel: villages in their order, the region of each, and its name, empty where it has none."""

    order: Codes
    regions: Names
    names: Names


def draw(finding: Finding) -> Sheet:
    """Return one panel a scenario; a row is the same village in all of them, if they have the same villages."""
    scenarios, months = finding.scenarios, finding.cube.months
    runs = {name: _run(finding, name) for name in scenarios}
    told = {name: lives(finding.tables.stages, name, runs[name], months) for name in scenarios}
    homes = {name: _homes(finding.tables.villages, name, runs[name]) for name in scenarios}
    alike = all(home.equals(homes[scenarios[0]]) for home in homes.values())
    rows = _rows(told, homes, alike)
    most = max(each.order.shape[0] for each in rows.values())
    across = 2 if len(scenarios) == 4 else min(len(scenarios), ACROSS)
    high = -(-len(scenarios) // across)
    tall = float(np.clip(ROW * most, SHORTEST, TALLEST))
    width = 1.6 + ((4.2 if alike else 5.0) if across > 1 else 7.0) * across
    made = sheet(width, 1.6 + (tall + 0.9) * high, _title(finding, told), "")
    panels = made.subplots(high, across, squeeze=False)
    for number, (axes, name) in enumerate(zip(panels.flat, scenarios, strict=False)):
        _panel(axes, told[name], rows[name].order, 72.0 * tall / most)
        calendar_axis(axes, months)
        axes.set(xlim=(-0.5, len(months) - 0.5), ylim=(most - 0.5, -0.5))
        _head(axes, title_of(finding, name), told[name])
        _name_regions(axes, rows[name].regions, number % across == 0 or not alike)
        if not alike or number % across == across - 1 or name == scenarios[-1]:
            _name_villages(axes, rows[name].names, 72.0 * tall / most)
    for axes in panels.flat[len(scenarios) :]:
        axes.set_visible(False)
    _legend(made, fitting(_note(finding, runs, alike), width))
    return made


def _rows(told: Mapping[str, Lives], homes: Mapping[str, pd.DataFrame], alike: bool) -> Mapping[str, Rows]:
    """Return the rows of each panel: in one order for all where all have the same villages, else each in its own."""
    found = {}
    for name, home in homes.items():
        regions = home["region"].to_numpy(dtype=str)
        order = ordered(list(told.values()) if alike else [told[name]], regions)
        names = home["name"] if "name" in home else pd.Series("", home.index)  # directories of 0.2 have none
        found[name] = Rows(order, regions[order], names.to_numpy(dtype=str)[order])
    return found


def lives(stages: pd.DataFrame, scenario: str, replication: int, months: Sequence[str]) -> Lives:
    """Return what befell the villages of one run, from the table of stages."""
    mine = (stages["scenario"] == scenario) & (stages["replication"] == replication)
    rows = stages[mine].sort_values(["village", "month"], kind="stable")
    village, state = rows["village"].to_numpy(), states(rows)
    at = np.searchsorted(np.array(months), rows["month"].to_numpy(dtype=str))  # what was before month 1 counts from it
    before = np.concatenate(([False], village[1:] == village[:-1]))
    befell = {
        "announced, work begins": (state != RURAL) & (np.roll(state, 1) == RURAL),
        "vote failed or vetoed": np.diff(rows["votes_failed"].to_numpy(), prepend=0) > 0,
        "declared in name only": (state == IN_NAME_ONLY) & (np.roll(state, 1) != IN_NAME_ONLY),
        "relapsed": _begins(rows["flag"], "relapsed"),
    }
    shape = (int(village.max()) + 1, len(months))
    grid, marks = np.zeros(shape, dtype=np.int64), {name: np.zeros(shape, dtype=np.bool_) for name in MARKS}
    for row in range(village.shape[0]):
        grid[village[row], at[row] :] = state[row]
    for name, happened in befell.items():
        marks[name][village[happened & before], at[happened & before]] = True
    return Lives(grid, marks)


def _begins(flags: pd.Series[str], word: str) -> Flags:
    """Return where a flag stands that did not stand in the row before."""
    there: Flags = np.char.find(flags.to_numpy(dtype=str), word) >= 0
    return there & ~np.roll(there, 1)


def ordered(told: Sequence[Lives], regions: Names) -> Codes:
    """Return the villages by region, then by when they began under each scenario, then by when they were declared."""
    place, _ = pd.factorize(regions)
    began = [each.first(each.state != RURAL) for each in told]
    declared = [each.first(each.state >= IN_NAME_ONLY) for each in told]
    order: Codes = np.lexsort((*reversed([place, *began, *declared]),))
    return order


def _run(finding: Finding, scenario: str) -> int:
    """Return the first replication that all scenarios have, or the scenario's own first."""
    table = finding.tables.stages
    have = [set(table.loc[table["scenario"] == name, "replication"]) for name in (scenario, *finding.scenarios)]
    return int(min(set.intersection(*have) or have[0]))


def _homes(villages: pd.DataFrame, scenario: str, replication: int) -> pd.DataFrame:
    """Return what tells whether two scenarios have the same villages: name, region and size of each, by number."""
    rows = villages[(villages["scenario"] == scenario) & (villages["replication"] == replication)]
    first = rows.sort_values(["village", "month"], kind="stable").drop_duplicates("village")
    return first[[key for key in ("village", "name", "region", "households") if key in first]].reset_index(drop=True)


def _head(axes: Axes, title: str, told: Lives) -> None:
    """Say above a panel which scenario it shows, and its numbers."""
    head: Any = {"loc": "left", "fontsize": 10.5, "fontweight": "bold", "color": INK, "pad": 32}
    axes.set_title(folded(title, 44), **head)
    place: Any = {"xycoords": "axes fraction", "xytext": (0, 5), "textcoords": "offset points"}
    axes.annotate(_said(told), (0.0, 1.0), va="bottom", fontsize=8.5, color=GREY, **place)


def _panel(axes: Axes, told: Lives, order: Codes, points: float) -> None:
    """Draw the villages in order; ``points`` is the height of a row."""
    colours = ListedColormap(list(STATES.values()))
    top = len(STATES) - 0.5
    axes.imshow(told.state[order], cmap=colours, vmin=-0.5, vmax=top, aspect="auto", interpolation="nearest")
    if points > 4.0:
        axes.hlines(np.arange(1, order.shape[0]) - 0.5, -0.5, told.state.shape[1] - 0.5, color="white", linewidth=0.5)
    size = float(np.clip(0.6 * points, 2.0, 7.0)) ** 2
    for name, (sign, filling) in MARKS.items():
        rows, months = np.nonzero(told.marks[name][order])
        edges: Any = {} if sign in "x|" else {"edgecolors": INK}
        axes.scatter(months, rows, s=size, marker=sign, color=filling, linewidths=min(0.8, points / 8.0), **edges)
    axes.spines[:].set_visible(False)
    axes.tick_params(labelsize=8.5, color=GREY, labelcolor=INK)


def _name_regions(axes: Axes, regions: Names, first: bool) -> None:
    """Part the regions by a line, and name them where nobody has: at the first panel of a row, or at each."""
    codes, names = pd.factorize(regions)
    counts = np.bincount(codes)
    starts = np.cumsum(counts) - counts
    for start in starts[1:]:
        axes.axhline(start - 0.5, color=INK, linewidth=1.2)
    if first:
        said = [f"{called(name)}\n{_villages(count)}" for name, count in zip(names, counts, strict=True)]
        axes.set_yticks(starts + counts / 2 - 0.5, said)
    else:
        axes.set_yticks([])
    axes.tick_params(axis="y", length=0)


def _name_villages(axes: Axes, names: Names, points: float) -> None:
    """Write the names of villages beside their rows, where there are any and ``points`` leave room for them."""
    if (names != "").any() and points >= SMALLEST:
        beside = axes.secondary_yaxis("right")
        beside.set_yticks(np.arange(names.shape[0]), names)
        beside.tick_params(length=0, labelsize=min(0.8 * points, 8.0), labelcolor=INK)
        beside.spines[:].set_visible(False)


def _title(finding: Finding, told: Mapping[str, Lives]) -> str:
    """Return what is to be seen: how many villages were communities in name only."""
    ever = {name: _ever(each) for name, each in told.items()}
    counts = {each.state.shape[0] for each in told.values()}
    villages = _villages(counts.pop()) if len(counts) == 1 else SAY("unlike")
    if len(told) > 2:
        return SAY("many", villages=villages, number=len(told))
    parts = [SAY("under", number=number, title=title_of(finding, name)) for name, number in ever.items()]
    if len(parts) > 1:
        return SAY("two", villages=villages, parts=SAY("and").join(parts))
    return SAY("one", villages=villages, number=next(iter(ever.values())) or SAY("none"))


def _villages(number: int) -> str:
    return SAY("village" if number == 1 else "villages", count=number)


def _ever(told: Lives) -> int:
    return int(np.count_nonzero((told.state == IN_NAME_ONLY).any(axis=1)))


def _said(told: Lives) -> str:
    """Return the numbers of one panel."""
    now = int(np.count_nonzero(told.state[:, -1] == IN_NAME_ONLY))
    failed, fell = (int(told.marks[name].sum()) for name in ("vote failed or vetoed", "relapsed"))
    return SAY("said", ever=_ever(told), now=now, failed=failed, fell=fell)


def _note(finding: Finding, runs: Mapping[str, int], alike: bool) -> str:
    number, of = next(iter(runs.values())) + 1, len(finding.cube.replications)
    same = "" if len(runs) == 1 else SAY("same row" if alike else "own rows")
    which = SAY("run of", number=number, of=of) if of > 1 else SAY("one run")
    return SAY("note", which=which, same=same)


def _legend(made: Sheet, note: str) -> None:
    keys: list[Artist] = [Patch(color=colour, label=called(name)) for name, colour in STATES.items()]
    for name, (sign, filling) in MARKS.items():
        looks: Any = {"color": INK, "marker": sign, "linestyle": "none", "markersize": 6}
        keys.append(Line2D([], [], label=SAY(name), markerfacecolor=filling, **looks))
    style: Any = {"frameon": False, "fontsize": 8.5, "title_fontsize": 8.5, "alignment": "left"}
    made.legend(handles=keys, title=note, loc="outside lower left", ncols=6, **style)

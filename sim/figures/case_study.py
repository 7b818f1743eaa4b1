"""A real place beside its simulation: lines and bands of runs, and in black what was counted there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from sim.arrays import Rows
from sim.figures.style import GREY, INK, SCENARIOS, Sheet, apart, calendar_axis, plain_axes, sheet
from sim.judging import hubei, longquan
from sim.judging.case_study import SPREAD, Block, Lives

LONGQUAN_NOTE = (
    "Line: mean of runs. Band: 80 % of single runs. Black: what the survey found; the missing facilities are its mean "
    "of "
    "28 communities.\nDotted: December 2022, by which all 22 villages were communities. The survey is of May 2023."
)
HUBEI_NOTE = (
    "Line: mean of runs, band: 80 % of single runs. Rights defined by the lever homestead_three_steps, from 2021 on "
    "(along the way)\nor from 2019 on (first); always: 8 % unclear titles. The conversion begins in January 2021 "
    "(dotted) everywhere."
)
ARMS = ("undefined", "along the way", "first", "always")


def draw_longquan(found: Lives) -> Sheet:
    """Return four panels: villages declared, staff, what facilities are missing, share reform."""
    end, survey = (_place(found, month) for month in (longquan.END, longquan.SURVEY))
    declared = float(np.mean(found.at("declared", longquan.END)))
    title = f"Longquan changed 22 plates by the end of 2022; in the model {declared:.0f} were ready by then"
    made = sheet(9.6, 6.6, title, LONGQUAN_NOTE)
    panels = made.subplots(2, 2).ravel()
    observed = {pattern.look: pattern.observed for pattern in longquan.patterns() if pattern.look}
    shown = (
        ("declared", 1.0, end, "Villages declared, of 22", "22 counted"),
        ("staff", 1.0, survey, "Posts per 10,000 residents", "at most 12 (Fenghuang)"),
        ("backlog", 1e-6, survey, "Missing facilities, million yuan a community", "2.4 million (survey)"),
        ("reformed", 1.0, survey, "Villages with share reform finished, of 22", "1 counted"),
    )
    for axes, (look, scale, place, name, said) in zip(panels, shown, strict=True):
        _band(axes, scale * found.series(look), SCENARIOS[0])
        axes.axvline(end, color=GREY, linewidth=0.9, linestyle=":")
        mark = scale * observed[look]
        axes.plot([place], [mark], color=INK, marker="D", markersize=6, linestyle="none", zorder=5)
        side = ("right", -8) if look == "staff" else ("left", 8)
        axes.annotate(
            said, (place, mark), xytext=(side[1], 7), textcoords="offset points", ha=side[0], fontsize=8.5, color=INK
        )
        axes.set_title(name, loc="left", fontsize=9.5, color=INK)
        axes.set_ylim(0.0, max(axes.get_ylim()[1], 1.15 * mark))
        calendar_axis(axes, found.labels())
        plain_axes(axes)
    return made


def draw_hubei(arms: Sequence[Lives]) -> Sheet:
    """Return two panels: households that have gone into dispute, and how many runs carry the plate."""
    undefined, first = (float(np.mean(arm.at("disputing", hubei.END))) for arm in (arms[0], arms[2]))
    title = f"Homestead rights undefined: {undefined:.0f} households in dispute; defined two years before: {first:.0f}"
    made = sheet(9.6, 4.8, title, HUBEI_NOTE)
    left, right = made.subplots(1, 2)
    homes = float(np.mean(arms[0].at("households", hubei.END)))
    claimed = hubei.patterns()[0].observed
    for colour, arm in zip(SCENARIOS, arms, strict=False):
        _band(left, arm.series("disputing"), colour)
        right.plot(100.0 * np.mean(arm.series("declared"), axis=0), color=colour, linewidth=1.8)
    left.axhline(claimed, color=INK, linewidth=1.2, linestyle="--")
    left.annotate(
        f"more than {claimed:.0f} claimed",
        (143, claimed),
        xytext=(0, -11),
        textcoords="offset points",
        ha="right",
        fontsize=8.5,
    )
    names = [(left, f"Households that have ever been in dispute, of {homes:.0f}", _last(arms, "disputing", 1.0))]
    names.append((right, "Runs in which the village is declared, %", _last(arms, "declared", 100.0)))
    for axes, name, ends in names:
        axes.axvline(_place(arms[0], hubei.START), color=GREY, linewidth=0.9, linestyle=":")
        axes.set_title(name, loc="left", fontsize=9.5, color=INK)
        axes.set_ylim(0.0, axes.get_ylim()[1])
        calendar_axis(axes, arms[0].labels())
        plain_axes(axes)
        _name(axes, ends)
    return made


def _last(arms: Sequence[Lives], look: str, scale: float) -> list[float]:
    return [scale * float(np.mean(arm.at(look, hubei.END))) for arm in arms]


def _name(axes: Axes, ends: Sequence[float]) -> None:
    """Write the names of the arms at the ends of their lines."""
    low, high = axes.get_ylim()
    gap = 0.055 * (high - low)
    for name, place, colour in zip(ARMS, apart(ends, [gap] * len(ends), low, high + gap / 2), SCENARIOS, strict=False):
        axes.annotate(
            name, (1.0, place), xycoords=("axes fraction", "data"), xytext=(5, 0), textcoords="offset points",
            va="center", fontsize=8.5, color=colour, annotation_clip=False,
        )  # fmt: skip


def _band(axes: Axes, runs: Block, colour: str) -> None:
    """Draw mean and spread of runs."""
    low, high = np.quantile(runs, SPREAD, axis=0)
    months: Rows = np.arange(runs.shape[1], dtype=np.float64)
    axes.fill_between(months, low, high, color=colour, alpha=0.18, linewidth=0)
    axes.plot(months, np.mean(runs, axis=0), color=colour, linewidth=1.8)


def _place(found: Lives, month: str) -> int:
    return found.labels().index(month)

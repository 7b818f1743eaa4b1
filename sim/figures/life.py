"""One household's life: its village's stages, what it felt and did, and of what two decisions were made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.columns.villages import DECLARED, STAGES
from sim.figures.style import (
    GREY,
    INK,
    SCENARIOS,
    STATES,
    VERDICTS,
    Sheet,
    calendar_axis,
    folded,
    label_right,
    plain_axes,
    sheet,
)
from sim.lives.explaining import Explanation
from sim.lives.record import Decision, Life
from sim.lives.telling import WEIGHT, Teller
from sim.lives.words import REASONS

YES, NO = VERDICTS["better"], VERDICTS["worse"]
LINES = (INK, SCENARIOS[2], SCENARIOS[3])
"""Colours of lines: blue and vermilion are kept for yes and no."""
BARS = 5
"""Parts drawn of a decision."""
BESIDE_MARK: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 8}
NAMED = 4
"""Votes whose draws are written beside them; more would hide each other."""
LANES = ("meetings", "offer, dispute", "votes")
MEETING: dict[str, tuple[str, dict[str, Any]]] = {
    "did not hear of it": (".", {"color": "#c8c8c8", "markersize": 4}),
    "heard, stayed away": ("o", {"color": "#9e9e9e", "markersize": 4, "markerfacecolor": "white"}),
    "came": ("o", {"color": INK, "markersize": 4.5}),
    "spoke": ("*", {"color": INK, "markersize": 9}),
}
OTHERS: dict[str, tuple[str, dict[str, Any]]] = {
    "took the offer, or case ended": ("s", {"color": YES, "markersize": 6}),
    "opened a dispute": ("X", {"color": NO, "markersize": 8}),
    "took it to court or petitioned": ("D", {"color": NO, "markersize": 6}),
    "voted yes": ("^", {"color": YES, "markersize": 8}),
    "voted no": ("v", {"color": NO, "markersize": 8}),
    "did not vote": ("_", {"color": GREY, "markersize": 9, "markeredgewidth": 2}),
}
MARKS = MEETING | OTHERS
DISPUTES = {
    "offer_taken": "took the offer, or case ended",
    "settled": "took the offer, or case ended",
    "answered": "took the offer, or case ended",
    "offer_contested": "opened a dispute",
    "followed": "opened a dispute",
    "lawsuit": "took it to court or petitioned",
    "petition": "took it to court or petitioned",
    "collective_petition": "took it to court or petitioned",
}
ALONE = {
    "what it felt, %": (("support", "support"), ("trust", "trust"), ("fairness", "fairness")),
    "satisfaction,\npoints": (("satisfaction", "satisfaction"),),
}
BESIDE = {
    "support, %": (("support", ""),),
    "fairness, %": (("fairness", ""),),
    "satisfaction,\npoints": (("satisfaction", ""),),
}


def draw(found: Explanation) -> Sheet:
    """Return the life, or two lives on one calendar, and below them the decisions that say most, taken apart."""
    lives, shown = found.lives, ALONE if found.versus is None else BESIDE
    telling = _telling(lives)
    heights = [0.25 * len(lives), *[1.3] * len(shown), *[0.9] * len(lives), *[2.0] * bool(telling)]
    made = sheet(10.5, 3.2 + 1.5 * len(shown) + 1.7 * len(lives) + 2.4 * bool(telling), _title(found), "")
    grid = made.add_gridspec(len(heights), 2, height_ratios=heights)
    panels = [made.add_subplot(grid[row, :]) for row in range(1 + len(shown) + len(lives))]
    _stages(panels[0], lives)
    for axes, (label, lines) in zip(panels[1:], shown.items(), strict=False):
        _lines(axes, lives, lines, label)
    for axes, life in zip(panels[1 + len(shown) :], lives, strict=True):
        _lanes(axes, life, len(lives) > 1)
    for axes in panels:
        calendar_axis(axes, lives[0].labels)
        if found.parting is not None:
            axes.axvline(found.parting.month, color=GREY, linewidth=1.0, linestyle=":")
    for column, (life, decision) in enumerate(telling):
        _parts(made.add_subplot(grid[-1, column]), life, decision, len(lives) > 1)
    style: dict[str, Any] = {"frameon": False, "fontsize": 8.5, "title_fontsize": 8.5, "alignment": "left"}
    made.legend(handles=_keys(lives), title=_note(found), loc="outside lower left", ncols=5, **style)
    return made


def _title(found: Explanation) -> str:
    life = found.life
    whose = f"Household {life.household} under {life.case.scenario.title['en']}"
    if found.versus is None:
        votes = [f"{Teller(life, 'en').did(each).lower()} in {life.labels[each.month]}" for each in life.ballots]
        return folded(f"{whose}: it {', '.join(votes)}" if votes else f"{whose}: there was no vote for it", 95)
    whose += f" and under {found.versus.case.scenario.title['en']}"
    when = "never parts ways" if found.parting is None else f"parts ways in {life.labels[found.parting.month]}"
    return folded(f"{whose}: its life {when}", 95)


def _note(found: Explanation) -> str:
    draws = "Triangles by the line of support: the draw of a vote; the household votes yes if it lies below the line."
    bars = "Bars: what sets the household apart from a usual one; blue speaks for the plan, vermilion against it."
    dotted = " Dotted line: where its life parts ways." if found.parting is not None else ""
    return f"{draws}{dotted}\n{bars}"


def _state(life: Life) -> list[str]:
    """Return the state of the village in each month, as it is coloured."""
    return [
        "in name only"
        if now.village["stage"] >= DECLARED and now.village["nameplate"] > 0.5
        else STAGES[int(now.village["stage"])]
        for now in life.months
    ]


def _stages(axes: Axes, lives: Sequence[Life]) -> None:
    for row, life in enumerate(lives):
        states = _state(life)
        starts = [month for month, state in enumerate(states) if month == 0 or states[month - 1] != state]
        for start, end in zip(starts, [*starts[1:], len(states)], strict=True):
            axes.barh(row, end - start, left=start, height=0.9, color=STATES[states[start]])
            if end - start > 0.09 * len(states):
                colour = "white" if states[start] == "consolidated" else INK
                style: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 8, "color": colour}
                axes.text((start + end) / 2, row, states[start], **style)
    names = [folded(life.case.scenario.title["en"], 20) for life in lives] if len(lives) > 1 else ["its village"]
    axes.set_yticks(range(len(lives)), names, fontsize=8.5)
    axes.set_ylim(len(lives) - 0.5, -0.5)
    axes.tick_params(labelbottom=False, length=0)
    axes.spines[:].set_visible(False)


def _lines(axes: Axes, lives: Sequence[Life], lines: Sequence[tuple[str, str]], label: str) -> None:
    """Draw some feelings of one life, or one feeling of two, with the draws of votes where it is support."""
    plain_axes(axes)
    ends: list[tuple[str, float, str]] = []
    for number, life in enumerate(lives):
        for place, (name, said) in enumerate(lines):
            colour = LINES[number + place]
            scale = 1.0 if name == "satisfaction" else 100.0
            values = np.array([scale * now.household[name] for now in life.months])
            style = "--" if number else "-"
            axes.plot(values, color=colour, linewidth=1.8, linestyle=style, label=said)
            ends.append((said or life.case.scenario.title["en"], float(values[-1]), colour))
            if name == "support":
                _draws(axes, life)
    axes.set_ylabel(label, fontsize=8.5, color=INK)
    axes.set_ylim(0, 103) if lines[0][0] != "satisfaction" else axes.margins(y=0.1)
    label_right(axes, *zip(*ends, strict=True))


def _draws(axes: Axes, life: Life) -> None:
    for vote in life.decided("vote"):
        marker, style = MARKS["voted yes" if vote.happened else "voted no"]
        axes.plot([vote.month] * 2, [100.0 * vote.chance, 100.0 * vote.luck], color=style["color"], linewidth=1.0)
        axes.plot([vote.month], [100.0 * vote.luck], marker, **style)
        if len(life.decided("vote")) <= NAMED:
            said = f"draw {100.0 * vote.luck:.0f} %: {'yes' if vote.happened else 'no'}"
            axes.annotate(
                said,
                (vote.month, 100.0 * vote.luck),
                xytext=(7, -4 if vote.happened else 7),
                **BESIDE_MARK,
                color=style["color"],
            )


def _lanes(axes: Axes, life: Life, named: bool) -> None:
    """Mark what the household did: at meetings, about its offer and its dispute, at votes."""
    for month, mark in _marks(life):
        marker, style = MARKS[mark]
        lane = 0 if mark in MEETING else 2 if "vote" in mark else 1
        axes.plot([month], [lane], marker, clip_on=False, **style)
    unsettled = [month for month, now in enumerate(life.months) if now.household["case"] in (1.0, 3.0, 4.0, 5.0)]
    for month in unsettled:
        axes.barh(1, 1, left=month, height=0.25, color=NO, alpha=0.25)
    plain_axes(axes)
    axes.set_yticks(range(len(LANES)), LANES)
    axes.set_ylim(len(LANES) - 0.4, -0.6)
    if named:
        title = f"what it did under {life.case.scenario.title['en']}"
        axes.set_title(title, loc="left", fontsize=9, color=INK, pad=3)


def _marks(life: Life) -> list[tuple[int, str]]:
    """Return what the household did, by month."""
    did: dict[int, str] = {}
    for each in life.decided("hear", "come", "speak"):
        if each.what == "hear":
            did[each.month] = "heard, stayed away" if each.happened else "did not hear of it"
        elif each.happened:
            did[each.month] = "came" if each.what == "come" else "spoke"
    disputes = [(event.month, DISPUTES[event.what]) for event in life.events if event.what in DISPUTES]
    ballots = [
        (each.month, "did not vote" if each.what != "vote" else "voted yes" if each.happened else "voted no")
        for each in life.ballots
    ]
    return [*did.items(), *disputes, *ballots]


def _telling(lives: Sequence[Life]) -> list[tuple[Life, Decision]]:
    """Return the two decisions that say most: refusals before agreements; of two lives, one decision each."""
    each = 2 // len(lives)
    return [
        (life, made)
        for life in lives
        for made in sorted(sorted(life.decided("vote", "contest"), key=_rank)[:each], key=lambda made: made.month)
    ]


def _rank(made: Decision) -> tuple[bool, bool, int]:
    refused = made.happened == (made.what == "contest")
    return (not refused, made.what != "vote", made.month)


def _parts(axes: Axes, life: Life, made: Decision, named: bool) -> None:
    """Draw the parts of a decision as bars, the heaviest on top."""
    said, teller = made.made_of, Teller(life, "en")
    parts = [part for part in said.by_weight[:BARS] if said.share(part) >= WEIGHT]
    scale = 100.0 if said.scale == "share" else 1.0
    amounts = [scale * part.amount for part in parts]
    good = 1.0 if made.what == "vote" else -1.0  # what speaks for contesting speaks against the plan
    axes.barh(range(len(parts)), amounts, height=0.6, color=[YES if good * a > 0.0 else NO for a in amounts])
    axes.axvline(0.0, color=INK, linewidth=0.8)
    for place, amount in enumerate(amounts):
        side, shift = ("left", 3) if amount > 0.0 else ("right", -3)
        text = f"{amount:+.{1 if said.scale == 'share' else 2}f}"
        axes.annotate(text, (amount, place), xytext=(shift, 0), ha=side, **BESIDE_MARK, color=INK)
    plain_axes(axes)
    axes.grid(axis="y", visible=False)
    axes.margins(x=0.25)
    labels = [folded(teller.say(REASONS, part.term).split(" (")[0], 24) for part in parts]
    axes.set_yticks(range(len(parts)), labels, fontsize=8)
    axes.set_ylim(max(len(parts), 2) - 0.4, -0.6)
    unit = "percentage points of support" if said.scale == "share" else "log odds of contesting"
    axes.set_xlabel(f"{unit}, against a usual household", fontsize=8.5, color=INK)
    axes.set_title(_heading(teller, made, named), loc="left", fontsize=9, fontweight="bold", color=INK)


def _heading(teller: Teller, made: Decision, named: bool) -> str:
    what = "support" if made.what == "vote" else "chance to contest"
    chance, usual, luck = (f"{100.0 * number:.0f} %" for number in (made.chance, made.usual_chance, made.luck))
    under = f" under {teller.life.case.scenario.title['en']}" if named else ""
    head = f"{teller.life.labels[made.month]}: {teller.did(made).lower()}{under}"
    return f"{folded(head, 48)}\n{what} {chance} (usually {usual}), draw {luck}"


def _keys(lives: Sequence[Life]) -> list[Any]:
    """Return what the marks and colours that occur mean."""
    marks = {mark for life in lives for _, mark in _marks(life)}
    states = {state for life in lives for state in _state(life)}
    lines = [
        Line2D([], [], linestyle="none", marker=marker, label=name, **style)
        for name, (marker, style) in MARKS.items()
        if name in marks
    ]
    return lines + [Patch(color=colour, label=name) for name, colour in STATES.items() if name in states]

"""Who wins in how many parameter sets, beside what moves the gap from run to run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Patch

from sim.figures.style import GREY, INK, VERDICTS, Sheet, fitting, folded, keyed, sheet
from sim.statistics.ranking import MOST, Gap, Ranking

WINS: Mapping[str, str] = {"better": VERDICTS["better"], "same": "#d9d9d9", "worse": VERDICTS["worse"]}
DUE: Mapping[str, str] = {
    "estimated": "#009e73", "assumed": "#e69f00", "both": "#cc79a7", "parameters": "#7a5195", "luck": "#d9d9d9",
}  # fmt: skip
CAUSES: Mapping[str, str] = {
    "estimated": "estimated numbers alone (sets of the ensemble)",
    "assumed": "assumed numbers alone (nobody estimated them)",
    "both": "both together, beyond each alone",
    "parameters": "all parameters together",
    "luck": "luck",
}
WIDTH, ROW = 11.0, 0.34
"""Inches: of the sheet, and of a line."""
NARROW = 0.07
"""Share below which a part of a bar has no room for its number."""
HALF, CLEAR = 0.5, 0.04
"""Where the dashed line stands, and how near to it no number does."""
DARK = 0.5
"""Lightness below which numbers are white."""
SIGNS = 30


def draw(found: Ranking) -> Sheet:
    """Return two panels with a line an outcome: shares of sets, and shares of the variance of the gap."""
    gaps = found.gaps
    lines = sum(1 + folded(_name(gap), SIGNS).count("\n") for gap in gaps)
    made = sheet(WIDTH, 3.2 + ROW * max(lines, 2), _title(found), "")
    left, right = made.subplots(1, 2, sharey=True)
    for place, gap in enumerate(gaps):
        _bar(left, place, _won(gap), WINS, "no data" if gap.standing == "no data" else "no good direction")
        _bar(right, place, gap.parts, DUE, "no data" if gap.standing == "no data" else "does not vary")
    left.set_yticks(range(len(gaps)), [folded(_name(gap), SIGNS) for gap in gaps])
    left.set_ylim(max(len(gaps), 1) - 0.5, -0.5)
    _dressed(left, "Who is better, in how many sets?", "share of sets")
    _dressed(right, "What moves the gap from run to run?", "share of the variance of the gap")
    left.axvline(HALF, color=INK, linewidth=1.0, linestyle=(0, (4, 3)))
    keyed(made, list(_keys(found)), fitting(_note(found), WIDTH), 2)
    return made


def _name(gap: Gap) -> str:
    return gap.outcome.title["en"] + "*" * gap.shrunk


def _title(found: Ranking) -> str:
    """Return what is to be seen: how many outcomes each wins in most sets."""
    won = len(found.of("better in nearly all", "better in most"))
    lost = len(found.of("worse in nearly all", "worse in most"))
    wins = f"{found.title} {won} of {len(found.gaps)} outcomes, {found.baseline} {lost}"
    return f"{found.title} against {found.baseline}\nWins in at least {100 * MOST:.0f} % of sets: {wins}"


def _won(gap: Gap) -> Mapping[str, float]:
    """Return the shares of sets that are better, about the same, and worse; none where nobody can win."""
    if gap.standing in ("no data", "no direction"):
        return {}
    return {"better": gap.better, "same": gap.same, "worse": gap.worse}


def _bar(axes: Axes, place: int, parts: Mapping[str, float], colours: Mapping[str, str], none: str) -> None:
    """Draw a bar from 0 to 100 % with the number of each part that has room for it."""
    if not parts:
        axes.text(0.5, place, none, ha="center", va="center", fontsize=8.5, color=GREY, fontstyle="italic")
    start = 0.0
    for name, share in parts.items():
        colour = colours[name]
        axes.barh(place, share, left=start, height=0.72, color=colour, edgecolor="white", linewidth=0.6)
        if share >= NARROW:
            ink = "white" if sum(to_rgb(colour)) / 3.0 < DARK else INK
            number = f"{100 * share:.0f}"
            axes.text(_clear(start + share / 2), place, number, ha="center", va="center", fontsize=8.5, color=ink)
        start += share


def _clear(middle: float) -> float:
    """Return where a number stands: in the middle of its part, but clear of the dashed line.

    >>> _clear(0.2), round(_clear(0.49), 3), round(_clear(0.51), 3)
    (0.2, 0.46, 0.54)
    """
    if abs(middle - HALF) >= CLEAR:
        return middle
    return HALF + CLEAR if middle > HALF else HALF - CLEAR


def _dressed(axes: Axes, title: str, label: str) -> None:
    axes.set_title(title, loc="left", pad=9.0, fontsize=10.5, fontweight="bold", color=INK)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([0.0, 0.25, 0.5, 0.75, 1.0], ["0 %", "25", "50", "75", "100 %"])
    axes.set_xlabel(label, fontsize=8.5, color=INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(labelsize=8.5, color=GREY, labelcolor=INK)
    axes.tick_params(axis="y", length=0)


def _keys(found: Ranking) -> Iterator[Patch]:
    """Yield what the colours mean, the left panel's before the right one's."""
    words = {
        "better": f"left: {found.title} better by more than the margin",
        "same": "left: practically the same (inside the margin)",
        "worse": f"left: {found.baseline} better by more than the margin",
    }
    used = {part for gap in found.gaps for part in gap.parts}
    left = [Patch(facecolor=WINS[name], label=text) for name, text in words.items()]
    right = [Patch(facecolor=DUE[part], label=f"right: {text}") for part, text in CAUSES.items() if part in used]
    rows = max(len(left), len(right))
    for column in (left, right):
        yield from column
        yield from [Patch(alpha=0.0, label=" ")] * (rows - len(column))


def _note(found: Ranking) -> str:
    """Return how to read the sheet."""
    drawn = f", {found.drawn} assumed numbers drawn over their whole ranges" if found.drawn else ""
    said = f"{found.sets} sets of numbers{drawn}. Dashed: half of the sets. Numbers: per cent."
    if any(gap.shrunk for gap in found.gaps):
        said += (
            "\n* Both groups alone are estimated to cause more than all parameters together, which is chance: shrunk "
            "in proportion to fit."
        )
    return said

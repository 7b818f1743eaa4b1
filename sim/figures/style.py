"""How all figures look: colours that colour-blind readers can tell apart, one sheet, labels beside what they name."""

from __future__ import annotations

import dataclasses
import io
import re
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findSystemFonts, fontManager
from matplotlib.text import Text

INK, GREY, PALE = "#1a1a1a", "#6b6b6b", "#e6e6e6"
SCENARIOS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#7a5195", "#8c8c00")
"""Okabe and Ito's colours, those that are told apart most easily first."""
VERDICTS = {
    "better": "#0072b2",
    "worse": "#d55e00",
    "higher": "#7a5195",
    "lower": "#7a5195",
    "same": "#767676",
    "open": "#9e9e9e",
    "missing": "#9e9e9e",
}
"""Blue for better, vermilion for worse: told apart under every common colour-blindness, unlike green and red."""
STATES = {
    "rural": "#e9e4d8",
    "preparing": "#fee090",
    "decided": "#fdb863",
    "converting": "#b2abd2",
    "in name only": "#d55e00",
    "declared": "#92c5de",
    "consolidated": "#0571b0",
}
"""A village's way from village to community; the warm alarm is for those that are communities in name only."""
LINE, LABEL_SIGNS = 0.088, 21
"""Height of a line of a label against that of its panel, and signs of its longest line."""
TITLE_SIGNS, NOTE_SIGNS = 9.0, 13.5
"""Signs an inch of a title, and of a note."""
WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
"""Signs as wide as high, between which a line may end."""
PIECES = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]\s*|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+")
CLOSING = "\uff0c\u3002\uff1b\uff1a\u3001\uff01\uff1f\uff09”\u300b"
"""Signs that begin no line."""
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Arial Unicode MS",
)  # fmt: skip
"""Fonts that have Chinese signs, on Linux, macOS and Windows."""
MATH = r"$\mathdefault{"
"""How matplotlib writes the numbers of its axes."""
STYLE: Any = {"svg.hashsalt": "gaiju", "svg.fonttype": "path", "font.family": "DejaVu Sans"}


class Sheet(Figure):
    """A figure on white paper; the same bytes for the same figure."""

    def savefig(self, fname: Path | str | io.BytesIO, **kwargs: Any) -> None:  # type: ignore[override]
        """Save in the format the suffix names, without the date of the day.

        Chinese is drawn by a Chinese font of this machine; where it has none, each sign is an empty square.
        """
        _draw_chinese(self)
        metadata = {"Date": None} if str(fname).endswith(".svg") else {"Software": None}
        options: dict[str, Any] = {"dpi": 144, "metadata": metadata} | kwargs
        with as_written(self):
            super().savefig(fname, **options)
        self.set_layout_engine("none")  # the layout stands now; finding it again for the next format takes a second

    def _repr_png_(self) -> bytes:
        """Return what a notebook shows."""
        picture = io.BytesIO()
        self.savefig(picture, format="png", dpi=80)
        return picture.getvalue()


@contextmanager
def as_written(made: Figure, style: Any = STYLE) -> Iterator[None]:
    """Let texts be drawn as they stand, dollars and all; a sign that no font here has is an empty square."""
    texts: list[Any] = made.findobj(Text)
    for text in texts:
        text.set_parse_math(text.get_text().startswith(MATH))
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        yield


def _draw_chinese(made: Figure) -> None:
    """Give texts with Chinese signs a Chinese font, if one is installed, before the one that knows widths alone."""
    every: list[Any] = made.findobj(Text)
    texts = [text for text in every if WIDE.search(text.get_text())]
    found = chinese_font() if texts else ""
    for text in texts:
        own = [name for name in text.get_fontfamily() if name != found]
        text.set_fontfamily([own[0], *([found] if found else []), *own[1:]])


@cache
def chinese_font() -> str:
    """Return the name of a Chinese font of this machine, empty if it has none; fonts newer than the list are seen."""
    known = {entry.name for entry in fontManager.ttflist}
    if not known & set(CHINESE):
        listed = {entry.fname for entry in fontManager.ttflist}
        for file in sorted(set(findSystemFonts()) - listed):
            with suppress(OSError, RuntimeError):  # a broken file is no font
                fontManager.addfont(file)
        known = {entry.name for entry in fontManager.ttflist}
    found = next((name for name in CHINESE if name in known), "")
    mine = [entry for entry in fontManager.ttflist if entry.name == found]
    if mine and all(entry.weight == mine[0].weight for entry in mine):  # bold text takes what there is, without a word
        fontManager.ttflist.append(dataclasses.replace(mine[0], weight=700))
    return found


def sheet(width: float, height: float, title: str, note: str) -> Sheet:
    """Return an empty sheet with a title that says what is to be seen and a note that says how to read it."""
    made = Sheet(figsize=(width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(made)
    made.suptitle(fitting(title, width, TITLE_SIGNS), x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK)
    made.supxlabel(note, x=0.01, ha="left", fontsize=8.5, color=GREY)
    return made


def keyed(made: Sheet, keys: Sequence[Artist], note: str, across: int) -> None:
    """Write below a sheet how to read it, and what its colours mean."""
    style: Any = {"frameon": False, "fontsize": 8.5, "title_fontsize": 8.5, "alignment": "left"}
    made.legend(handles=keys, title=note, loc="outside lower left", ncols=across, **style)


def plain_axes(axes: Axes) -> None:
    """Take away what is not needed to read the numbers."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    axes.tick_params(labelsize=8.5, color=GREY, labelcolor=INK)
    axes.grid(axis="y", color=PALE, linewidth=0.7)
    axes.set_axisbelow(True)


def beside(axes: Axes, place: int, text: str, colour: str = INK, weight: str = "normal", right: bool = False) -> None:
    """Write beside the row of a figure: to its left, or to its right."""
    axes.annotate(
        text,
        (1.01 if right else -0.01, place),
        xycoords=("axes fraction", "data"),
        ha="left" if right else "right",
        va="center",
        fontsize=8.5,
        color=colour,
        fontweight=weight,
        annotation_clip=False,
    )


def calendar_axis(axes: Axes, months: Sequence[str]) -> None:
    """Mark the Januaries of a row of months, at most seven of them."""
    januaries = [place for place, label in enumerate(months) if label.endswith("-01")] or [0]
    shown = januaries[:: -(-len(januaries) // 7)]
    axes.set_xticks(shown, [months[place][:4] for place in shown])
    axes.set_xlim(0, max(len(months) - 1, 1))


def folded(text: str, width: int) -> str:
    r"""Return a text in lines of at most ``width`` signs, as far as its words allow.

    >>> folded("One deadline for all", 12)
    'One deadline\nfor all'
    """
    if not WIDE.search(text):
        return "\n".join(textwrap.wrap(text, width, break_long_words=False))
    lines = [""]
    for piece in PIECES.findall(text):
        if lines[-1] and _signs(lines[-1] + piece.rstrip()) > width and piece[0] not in CLOSING:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)


def _signs(text: str) -> int:
    """Return how wide a text is, in Latin signs."""
    return len(text) + len(WIDE.findall(text))


def fitting(text: str, width: float, signs: float = NOTE_SIGNS) -> str:
    """Return a text whose lines fit a sheet of ``width`` inches; its own line ends stay."""
    return "\n".join(folded(line, int(signs * width)) for line in text.split("\n"))


def label_right(axes: Axes, texts: Sequence[str], places: Sequence[float], colours: Sequence[str]) -> None:
    """Write labels beside the right edge, near their places and clear of each other, each with a line to its place."""
    low, high = axes.get_ylim()
    labels = [folded(text, LABEL_SIGNS) for text in texts]
    lines = [1 + label.count("\n") for label in labels]
    line = min(LINE, 1.0 / sum(lines)) * (high - low)
    for label, place, end, colour in zip(
        labels, apart(places, [line * number for number in lines], low, high), places, colours, strict=True
    ):
        axes.annotate(
            label,
            (1.0, end),
            xycoords=("axes fraction", "data"),
            xytext=(1.045, place),
            textcoords=("axes fraction", "data"),
            va="center",
            fontsize=8.5,
            color=colour,
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-", "color": colour, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 0, "relpos": (0.0, 0.5),
            },
        )  # fmt: skip


def apart(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return the middles of labels of some sizes near where they are wanted, clear of each other, inside low to high.

    >>> apart([1.0, 1.1, 5.0], [1.0, 1.0, 1.0], 0.0, 6.0)
    [0.55, 1.55, 5.0]
    """
    order = np.argsort(wanted, kind="stable")
    places, size = np.array(wanted, dtype=np.float64)[order], np.array(sizes, dtype=np.float64)[order]
    least = (size[:-1] + size[1:]) / 2
    for _ in range(50):
        places = np.clip(places, low + size / 2, high - size / 2)
        gaps = np.diff(places)
        close = gaps < least - 1e-9
        if not close.any():
            break
        push = np.where(close, (least - gaps) / 2, 0.0)
        places[:-1] -= push
        places[1:] += push
    places = np.clip(places, low + size / 2, high - size / 2)
    found = np.empty_like(places)
    found[order] = places
    return [round(float(place), 9) for place in found]

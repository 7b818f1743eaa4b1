from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from sim.figures.lesson import dots, lines, picture, points
from sim.figures.style import Sheet

MONTHS = pd.Index([f"20{20 + month // 12}-{month % 12 + 1:02d}" for month in range(30)], name="month")
TABLE = pd.DataFrame({"one": np.linspace(0.0, 1.0, 30), "two": np.linspace(1.0, 0.9, 30)}, index=MONTHS)
SPREAD = pd.DataFrame({"value": [1.0, -2.0], "low": [0.5, -3.0], "high": [1.5, np.nan]}, index=["a", "b"])


def made() -> dict[str, Sheet]:
    return {
        "lines": lines(TABLE, "Title", "note", "share"),
        "numbered": lines(TABLE.reset_index(drop=True), "Title"),
        "empty": lines(TABLE * np.nan, "Title"),
        "dots": dots(SPREAD, "Title", unit="points"),
        "bare": dots(SPREAD[["value"]], "Title", zero=False),
        "points": points(TABLE["one"], TABLE["two"], "Title"),
        "named": points(SPREAD["low"], SPREAD["value"], "Title", names=True),
        "picture": picture(np.eye(4) > 0.5, "Title", names=("off", "on")),
    }


@pytest.mark.parametrize("name", made())
def test_a_figure_of_a_lesson_is_drawn_in_both_formats(name: str, tmp_path: Path) -> None:
    figure = made()[name]
    for suffix in ("svg", "png"):
        figure.savefig(tmp_path / f"a.{suffix}")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert ElementTree.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")


def test_every_line_is_named_and_every_dot_has_its_place() -> None:
    axes = made()["lines"].axes[0]
    assert {text.get_text() for text in axes.texts} == {"one", "two"}
    axes = made()["dots"].axes[0]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["a", "b"]
    assert np.asarray(axes.lines[0].get_xdata()).tolist() == [1.0, -2.0]
    assert np.asarray(axes.lines[0].get_ydata()).tolist() == [1, 0]


def test_points_carry_their_names_only_when_asked() -> None:
    assert {text.get_text() for text in made()["named"].axes[0].texts} == {"a", "b"}
    assert len(made()["points"].axes[0].texts) == 0

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from sim.analyses.finding import Finding, finding
from sim.figures.stages import STATE_NAMES, state_shares
from sim.figures.style import apart
from tests.analyses.made import MONTHS, tables

FIGURES = ("fan", "regions", "stages", "forest")


def made(scenarios: int, pairs: int) -> Finding:
    names = [f"scenario {number}" for number in range(scenarios)]
    effects = dict(zip(names, np.linspace(0.0, 3.0, scenarios), strict=True))
    return finding(tables(effects, pairs), {name: {"en": name.title(), "zh": name} for name in names})


@pytest.mark.parametrize("name", FIGURES)
def test_two_scenarios_are_drawn_in_both_formats(name: str, tmp_path: Path) -> None:
    figure = made(2, 3).figure(name)
    for suffix in ("svg", "png"):
        figure.savefig(tmp_path / f"a.{suffix}")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert ElementTree.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")


@pytest.mark.parametrize(("scenarios", "pairs"), [(1, 1), (6, 2)])
def test_one_scenario_and_many_are_drawn_too(scenarios: int, pairs: int) -> None:
    found = made(scenarios, pairs)
    for name in FIGURES[: 3 if scenarios == 1 else 4]:
        assert found.figure(name) is not None


def test_the_same_finding_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        figure = made(2, 2).figure("stages")
        for suffix in ("svg", "png"):
            figure.savefig(tmp_path / f"{name}.{suffix}")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_the_shares_of_the_stages_follow_the_changes() -> None:
    shares = state_shares(tables({"base": 0.0}, 3).stages, "base", MONTHS)
    np.testing.assert_allclose(shares.sum(axis=0), 1.0)
    half = {month: {STATE_NAMES[i] for i in np.flatnonzero(shares[:, MONTHS.index(month)])} for month in MONTHS}
    assert half["2020-01"] == half["2020-02"] == {"rural"}
    assert half["2020-03"] == {"rural", "preparing"}
    assert half["2020-06"] == half["2020-08"] == {"rural", "in name only"}
    assert half["2020-09"] == half[MONTHS[-1]] == {"rural", "declared"}


def test_labels_keep_clear_of_each_other_and_of_the_edges() -> None:
    places = apart([0.0, 0.1, 0.2, 9.9], 1.0, 0.0, 10.0)
    assert np.all(np.diff(places) >= 0.99)
    assert min(places) >= 0.0
    assert max(places) <= 10.0

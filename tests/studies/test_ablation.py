"""What an ablation finds is what was put in."""

from pathlib import Path

import numpy as np
import pytest

from sim.designs.ablation import Off, ablations
from sim.figures.ablation import draw, title
from sim.pages.ablation import page
from sim.statistics.cube import cube, ends
from sim.statistics.outcomes import outcomes
from sim.studies.ablation import Ablation, ablation, ablation_table, carried, carried_table
from tests.small import hamlet, renamed
from tests.statistics.made import tables

NAMES = ("satisfaction", "disputes", "trust")
CASES = [renamed(hamlet(), "a"), renamed(hamlet("drift"), "b")]
OFFS = ablations(CASES, ["learning", "hiding", "merging"])
EFFECTS = {
    "a": 0.0, "b": 4.0, "a-without-learning": 3.0, "b-without-learning": 3.0, "a-without-hiding": 0.001,
    "b-without-hiding": 4.0, "a-without-merging": 0.0, "b-without-merging": 4.0,
}  # fmt: skip
"""b leads by 4 because of learning: without it both stand at 3."""


@pytest.fixture(scope="module")
def found() -> dict[str, Ablation]:
    declared = outcomes(NAMES)
    made = ends(cube(tables(EFFECTS, pairs=12).timeseries), declared)
    own = {name: ablation(made, declared, name, name.upper(), OFFS) for name in ("a", "b")}
    return own | {"difference": carried(made, declared, ("a", "b"), "B minus A", OFFS)}


def test_a_mechanism_that_acts_moves_outcomes_by_what_it_does(found: dict[str, Ablation]) -> None:
    moved = found["a"].moved("learning")
    assert {each.outcome.name for each in moved} == set(NAMES)
    for each in moved:
        assert each.found.mean == pytest.approx(3.0, abs=0.2)
        assert each.margins[0] == pytest.approx(each.found.mean / each.outcome.margin)
        assert each.margins[1] < each.margins[0] < each.margins[2]
        assert not each.doubtful


def test_a_mechanism_that_does_nothing_moves_nothing_and_comes_last(found: dict[str, Ablation]) -> None:
    assert found["a"].mechanisms[0] == "learning"
    assert found["a"].moved("merging") == []
    assert all(
        each.found.mean == 0.0 and each.p_holm == 1.0 for each in found["a"].effects if each.mechanism == "merging"
    )


def test_the_mechanism_that_carries_a_difference_is_named_with_its_share(found: dict[str, Ablation]) -> None:
    rows = carried_table(found["difference"], ("a", "b")).to_dict("records")
    by_name = {(row["outcome"], row["mechanism"]): row for row in rows}
    row = by_name["satisfaction", "learning"]
    assert row["difference"] == pytest.approx(4.0, abs=0.2)
    assert row["difference_without"] == pytest.approx(0.0, abs=0.3)
    assert row["share_carried"] == pytest.approx(1.0, abs=0.1)
    assert row["ci_low"] < row["carried"] < row["ci_high"]
    assert abs(by_name["satisfaction", "hiding"]["share_carried"]) < 0.1


def test_the_table_holds_every_mechanism_and_outcome(found: dict[str, Ablation]) -> None:
    table = ablation_table([found["a"], found["b"]])
    assert len(table) == 2 * 3 * len(NAMES)
    assert np.allclose(table["margins"], table["mean_difference"] / table["margin"])


def test_the_page_says_by_which_command_it_was_made_and_what_off_means(found: dict[str, Ablation]) -> None:
    said = page([found["a"], found["difference"]], "gaiju ablate a.yaml b.yaml")
    assert "`gaiju ablate a.yaml b.yaml`" in said
    assert "`learning.exponent` = 0" in said
    assert "nothing at all in this scenario" in said
    rows = [line for line in said.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


def test_the_heat_map_is_drawn_for_effects_and_for_none(found: dict[str, Ablation], tmp_path: Path) -> None:
    for number, each in enumerate(found.values()):
        draw(each).savefig(tmp_path / f"{number}.png")
    assert "most of all learning: 3 outcomes" in title(found["a"])
    nothing = Ablation("a", "A", tuple(each for each in found["a"].effects if each.mechanism == "merging"))
    assert "No mechanism moves any outcome" in title(nothing)
    draw(nothing).savefig(tmp_path / "nothing.svg")


def test_a_map_of_few_mechanisms_is_no_higher_than_its_rows_ask_for(found: dict[str, Ablation]) -> None:
    figure = draw(found["a"])
    figure.draw_without_rendering()
    across, bar = figure.axes
    map_, scale = across.get_tightbbox(), bar.get_tightbbox()
    assert map_ is not None
    assert scale is not None
    assert map_.y0 - scale.y1 < 0.5 * figure.dpi, "an empty stripe below the map"
    title_ = figure._suptitle.get_window_extent()  # type: ignore[attr-defined] # no public door
    assert 0.0 <= title_.y0 - map_.y1 < 0.6 * figure.dpi, "an empty stripe above the names, or none at all"
    assert scale.y1 <= map_.y0


def test_offs_of_another_scenario_are_left_out(found: dict[str, Ablation]) -> None:
    off = Off(renamed(hamlet(), "c-without-learning"), "c", "learning")
    declared = outcomes(NAMES)
    made = ends(cube(tables({"c": 0.0, "c-without-learning": 1.0}, pairs=3).timeseries), declared)
    assert ablation(made, declared, "c", "C", [off, *OFFS]).mechanisms == ("learning",)
    assert found["b"].mechanisms

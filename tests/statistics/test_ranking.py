"""What stands whatever the parameters: a win is a win, a tie is none, and every number of the page is the table's."""

from __future__ import annotations

import dataclasses
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from sim.evidence.targets import targets_digest
from sim.figures.ranking import draw
from sim.pages.ranking import Material, how, moves, page, trust, wins
from sim.reading.ensembles import Ensemble
from sim.running import MODEL_VERSION
from sim.statistics.cube import Ends
from sim.statistics.ensemble_gap import gap_table
from sim.statistics.outcomes import KEY, outcomes
from sim.statistics.ranking import MOST, NEARLY_ALL, Due, Gap, Ranking, Standing, rankings, shown
from sim.statistics.robustness import robustness_table

NAN = math.nan
NONE = Due()
FITS = {"targets": targets_digest(), "model": MODEL_VERSION}


def gap(name: str, better: float, worse: float, **more: object) -> Gap:
    numbers = {"mean": 1.0, "low": 0.5, "high": 2.0, "parameters": Due(0.6, 0.3, 0.8), "sets": 20} | more
    return Gap(outcomes()[name], better=better, worse=worse, **numbers)  # type: ignore[arg-type]


def ranking(*gaps: Gap, drawn: int = 0) -> Ranking:
    return Ranking("pilots", "Pilots", "Deadline", gaps, drawn, 20)


WIN, LOSS = gap("petitions", 0.95, 0.0), gap("cost", 0.0, 0.9)
MOSTLY, MOSTLY_LOST = gap("disputes", 0.80, 0.1), gap("service_level", 0.1, 0.75)
OPEN, TIE = gap("satisfaction", 0.55, 0.2), gap("nameplate_share", 0.0, 0.0, mean=0.0, parameters=Due())
NEUTRAL, EMPTY = (
    gap("votes_failed", NAN, NAN),
    gap("open_age", NAN, NAN, mean=NAN, low=NAN, high=NAN, parameters=Due(), sets=0),
)
ALL = ranking(WIN, LOSS, MOSTLY, MOSTLY_LOST, OPEN, TIE, NEUTRAL, EMPTY)


@pytest.mark.parametrize(
    ("better", "worse", "standing"),
    [
        (NEARLY_ALL, 0.1, "better in nearly all"),
        (NEARLY_ALL - 0.01, 0.11, "better in most"),
        (MOST, 0.25, "better in most"),
        (MOST - 0.01, 0.26, "open"),
        (0.1, NEARLY_ALL, "worse in nearly all"),
        (0.11, NEARLY_ALL - 0.01, "worse in most"),
        (0.0, MOST, "worse in most"),
        (0.0, 0.0, "same"),
        (0.25, 0.0, "same"),
        (0.13, 0.13, "open"),
    ],
)
def test_an_outcome_stands_by_the_sets_that_are_beyond_the_margin(
    better: float, worse: float, standing: Standing
) -> None:
    assert gap("satisfaction", better, worse).standing == standing


def test_the_page_says_who_wins_how_often_and_calls_no_tie_a_win() -> None:
    assert wins(ALL) == [
        "**8 outcomes, in at least 75 % of the sets: Pilots wins 2, Deadline wins 2, practically the same 1; open 1; "
        "not ranked 2.** A win is a difference by more than the margin that matters.",
        "",
        "- Pilots wins in nearly all sets (at least 90 %): Petitions (95 %).",
        "- Pilots wins in most (at least 75 %): Disputes over rights (80 %).",
        "- Deadline wins in nearly all sets (at least 90 %): Cost to the government (90 %).",
        "- Deadline wins in most (at least 75 %): Service level (75 %).",
        "- Practically the same in at least 75 % of sets: Nameplate conversions (100 %).",
        "- Open (better, worse, practically the same in so many sets): Satisfaction (55 %, 20 %, 25 %).",
        "- Without a good direction, so that nobody wins: Failed votes and vetoes.",
        "- No difference to compare (one of the two policies has no value): Age of unsettled cases.",
    ]


def test_a_tie_everywhere_is_won_by_nobody() -> None:
    said = " ".join(wins(ranking(TIE)))
    assert "Pilots wins 0, Deadline wins 0, practically the same 1; open 0.**" in said
    assert " wins in " not in said


def due(name: str, parameters: Due, estimated: Due = NONE, assumed: Due = NONE, lead: Due = NONE) -> Gap:
    return gap(name, 0.5, 0.1, parameters=parameters, estimated=estimated, assumed=assumed, assumed_lead=lead)


def test_how_much_luck_the_means_of_sets_hold_is_said_beside_the_wins() -> None:
    lucky = (gap(name, 0.5, 0.1, luck=luck) for name, luck in (("cost", 0.2), ("petitions", 0.4), ("disputes", 0.7)))
    assert "few runs: 40 % of the variance between these means is luck still" in wins(ranking(*lucky))[-1]


def test_what_moves_the_gap_is_told_where_the_interval_tells() -> None:
    more = due("petitions", Due(0.8, 0.55, 0.9), Due(0.05, 0.0, 0.4), Due(0.6, 0.3, 0.8), Due(0.55, 0.1, 0.9))
    less = due("cost", Due(0.2, 0.0, 0.45), Due(0.15, 0.05, 0.3), Due(0.04, 0.0, 0.1), Due(-0.11, -0.2, -0.01))
    untold = due("disputes", Due(0.7, 0.4, 0.9), Due(0.1, 0.0, 0.3), Due(0.5, 0.2, 0.8), Due(0.4, -0.1, 0.9))
    under = due("satisfaction", Due(0.4, 0.1, 0.6), Due(0.3, 0.25, 0.5), Due(0.1, 0.0, 0.2), Due(-0.2, -0.6, 0.1))
    never = due("nameplate_share", Due())
    assert moves(ranking(more, less, untold, under, never, drawn=3)) == [
        "**What moves the gap from run to run: in the median of the outcomes parameters cause some 55 % of its "
        "variance, luck the rest. Alone, the 3 assumed numbers account for 30 % and the estimated sets for 12 %; these "
        "are medians over outcomes and need not add up. These are rough: the table has the interval of each.**",
        "",
        "- Parameters rather than luck (more than half, the whole 95 % interval above it): Petitions (80 %).",
        "- Luck rather than parameters (less than half, the whole interval below it): Cost to the government (20 %).",
        "- Parameters or luck, not told: Disputes over rights (70 %); Satisfaction (40 %).",
        "- The assumed move more than the estimated (95 % interval of the difference): Petitions (60 % against 5 %).",
        "- The estimated move more than the assumed: Cost to the government (15 % against 4 %).",
        "- Assumed or estimated, not told: Disputes over rights (50 % against 10 %); Satisfaction (10 % against 30 %).",
        "- Nothing to divide up: Nameplate conversions.",
    ]


def test_without_draws_nothing_is_said_of_what_they_would_move() -> None:
    first, *rest = moves(ranking(due("petitions", Due(0.8, 0.55, 0.9))))
    assert "parameters cause some 80 % of its variance, luck the rest. These are rough" in first
    assert rest[-1].startswith("- Numbers that nobody estimated stayed where they were (`--assumed` draws them)")
    assert not any("estimated move" in line or "not told" in line for line in rest)


def test_where_nothing_varies_or_runs_are_missing_the_page_says_so() -> None:
    (said,) = moves(ranking(TIE, EMPTY, drawn=3))
    assert "cannot be said" in said
    only_all = moves(ranking(due("petitions", Due(0.8, 0.55, 0.9)), drawn=3))
    assert "luck the rest. These are rough" in only_all[0]
    assert (
        only_all[-1] == "- What the estimated and the assumed numbers move each alone cannot be said: runs are missing."
    )


def test_parts_that_add_up_to_too_much_are_shrunk_for_drawing_and_the_page_says_so() -> None:
    too_much = due("petitions", Due(0.5, 0.1, 0.8), Due(0.25, 0.0, 0.5), Due(0.75, 0.5, 0.9))
    assert too_much.shrunk
    assert too_much.parts == pytest.approx({"estimated": 0.125, "assumed": 0.375, "both": 0.0, "luck": 0.5})
    fits = due("cost", Due(0.8, 0.1, 0.9), Due(0.2, 0.0, 0.5), Due(0.5, 0.3, 0.7))
    assert not fits.shrunk
    assert fits.parts == pytest.approx({"estimated": 0.2, "assumed": 0.5, "both": 0.1, "luck": 0.2})
    assert due("cost", Due(0.3, 0.1, 0.5)).parts == pytest.approx({"parameters": 0.3, "luck": 0.7})
    assert TIE.parts == {}
    assert "(1 of 2 rows, * in the figure)" in how([ranking(too_much, fits, drawn=3)])
    assert "shrinks" not in how([ranking(fits, drawn=3)])
    assert "To the estimated" not in how([ranking(TIE)])


def test_how_exactly_shares_are_known_goes_by_the_sets_of_the_ensemble() -> None:
    assert "With 20 sets of the ensemble a share of 75 % of sets is known to about ±19 points" in how([ALL])
    drawn = dataclasses.replace(ALL, drawn=3)
    assert "With 10 sets of the ensemble a share of 75 % of sets is known to about ±27 points" in how([drawn])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"expected_to_agree": "0.318"}, "Of the sets of `mine` 32 % are expected to agree with all fitted patterns at "
         "once, not the 75 % asked for."),
        ({"expected_to_agree": "0.8"}, "Of the sets of `mine` 80 % are expected to agree with all fitted patterns at "
         "once."),
        ({}, "The file of `mine` does not say how many of its sets are expected to agree."),
    ],
)  # fmt: skip
def test_the_page_says_how_many_sets_are_expected_to_agree(more: dict[str, str], told: str) -> None:
    assert trust(Ensemble("mine", (), {**FITS, **more})) == [told]
    old = trust(Ensemble("mine", (), {**FITS, **more, "model": "0.0.1"}))
    assert len(old) == 2
    assert "it was made with version 0.0.1" in old[0]


def ends(*apart: np.ndarray) -> Ends:
    """Return a baseline at nothing and scenarios that are apart from it by points x lucks in every key outcome."""
    names = ("base", *(f"other{number}" for number in range(len(apart))))
    rows = np.stack([np.zeros(apart[0].size), *(one.T.ravel() for one in apart)])
    values = np.repeat(rows[:, :, None, None], len(KEY), axis=3)
    return Ends(values, names, tuple(range(apart[0].size)), ("all",), KEY)


def made(*apart: np.ndarray, drawn: int = 0) -> tuple[Ranking, ...]:
    found, declared = ends(*apart), outcomes()
    table = gap_table(found, declared, "base", apart[0].shape[0], bool(drawn))
    robust = robustness_table(found, declared, "base")
    titles = {name: name.title() for name in found.scenarios}
    return rankings(table, robust, declared, titles, shown(declared), drawn)


def test_a_win_inside_the_margin_is_none_and_one_beyond_it_is_on_the_right_side() -> None:
    margin = outcomes()["satisfaction"].margin
    inside = np.full((6, 2), 0.9 * margin)
    (one,) = made(inside)
    by_name = {each.outcome.name: each for each in one.gaps}
    assert by_name["satisfaction"].standing == "same"
    (one,) = made(np.array([[2.0 * margin] * 2] * 5 + [[-2.0 * margin] * 2]))
    by_name = {each.outcome.name: each for each in one.gaps}
    assert (by_name["satisfaction"].better, by_name["satisfaction"].worse) == pytest.approx((5 / 6, 1 / 6))
    assert (by_name["months_to_substantive_50"].better, by_name["months_to_substantive_50"].worse) == (0.0, 0.0)
    (one,) = made(np.full((6, 2), 1000.0))
    by_name = {each.outcome.name: each for each in one.gaps}
    assert by_name["satisfaction"].better == by_name["cost"].worse == 1.0, "less cost is better"
    assert by_name["satisfaction"].best == 1.0
    assert by_name["cost"].best == 0.0
    assert by_name["cost"].regret == 1000.0
    assert by_name["cost"].baseline_regret == 0.0
    assert [each.lead for each in one.gaps] == sorted((each.lead for each in one.gaps), reverse=True)


def test_sets_of_numbers_are_counted_twice_where_draws_are() -> None:
    luck = np.random.default_rng(3)
    (one,) = made(luck.normal(size=(12, 2)), drawn=4)
    assert one.sets == 12
    assert all(each.estimated.known for each in one.gaps)
    (one,) = made(luck.normal(size=(12, 2)))
    assert one.sets == 12
    assert not any(each.estimated.known for each in one.gaps)


def test_outcomes_that_a_scenario_asks_for_are_told_of_instead_of_the_usual() -> None:
    assert shown(outcomes(("trust", "debt")), ("trust", "debt")) == ("trust", "debt")
    assert shown(outcomes()) == KEY


def material(*found: Ranking) -> Material:
    pictures = [f"figures/ranking{number}.png" for number in range(len(found))]
    return Material(found, Ensemble("mine", (), FITS), "4 runs.", "gaiju compare a b", pictures)


@pytest.mark.parametrize("drawn", [0, 4])
def test_the_page_has_a_part_a_scenario_and_each_number_of_the_table(drawn: int) -> None:
    luck = np.random.default_rng(3)
    found = made(luck.normal(3.0, 2.0, (12, 2)), luck.normal(0.0, 2.0, (12, 2)), drawn=drawn)
    text = page(material(*found))
    lines = text.splitlines()
    assert lines[2] == "Made by `gaiju compare a b`; do not edit by hand."
    assert text.index("sets: Other0 wins") < text.index("sets: Other1 wins") < text.index("4 runs.")
    assert ["![" in line for line in lines].count(True) == 2
    rows = [line.split(" | ") for line in lines if line.startswith("| ")]
    assert len(rows) == 2 * (1 + len(KEY))
    assert {len(row) for row in rows} == {12 if drawn else 10}
    assert ("to the assumed" in text) == bool(drawn)
    shares = {row[0].strip("| "): row[4] for row in rows}
    first = next(each for each in found[1].gaps if each.outcome.name == "disputes")
    assert shares["Disputes over rights (cases per 1,000 households)"] == f"{100 * first.better:.0f} %"
    assert "nan" not in text


def test_numbers_that_are_missing_are_dashes_and_few_sets_are_said() -> None:
    text = page(material(ranking(WIN, EMPTY, NEUTRAL, dataclasses.replace(OPEN, sets=15))))
    (row,) = re.findall(r"^\| Age of unsettled cases.*$", text, re.MULTILINE)
    assert row.count("–") == 8
    assert "Satisfaction (points, 15 of 20 sets)" in text
    assert "nan" not in text


@pytest.mark.parametrize(
    "found",
    [ALL, ranking(TIE), ranking(EMPTY), ranking(*(due(name, Due(0.5, 0.1, 0.8), Due(0.25, 0, 1), Due(0.75, 0, 1))
     for name in KEY), drawn=146)],
)  # fmt: skip
def test_the_figure_stands_in_both_formats_whatever_is_missing(found: Ranking, tmp_path: Path) -> None:
    figure = draw(found)
    for suffix in ("svg", "png"):
        figure.savefig(tmp_path / f"a.{suffix}")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert ElementTree.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")


def test_the_bars_of_the_figure_are_the_shares() -> None:
    too_much = due("petitions", Due(0.5, 0.1, 0.8), Due(0.25, 0.0, 0.5), Due(0.75, 0.5, 0.9))
    left, right = draw(ranking(too_much, NEUTRAL, drawn=3)).axes
    bars = [[float(bar.get_width()) for bar in axes.patches if isinstance(bar, Rectangle)] for axes in (left, right)]
    assert bars[0] == pytest.approx([0.5, 0.4, 0.1])
    assert bars[1][:4] == pytest.approx([0.125, 0.375, 0.0, 0.5])
    assert [label.get_text() for label in left.get_yticklabels()] == ["Petitions*", "Failed votes and vetoes"]
    assert "no good direction" in [text.get_text() for text in left.texts]


def test_texts_of_the_figure_fit_their_sheet_and_keep_clear_of_each_other() -> None:
    figure = draw(ranking(*(due(name, Due(0.5, 0.1, 0.8), Due(0.25, 0, 1), Due(0.75, 0, 1)) for name in KEY), drawn=9))
    figure.canvas.draw()
    sheet = figure.bbox
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    texts = [figure._suptitle, *figure.axes[0].get_yticklabels(), *(axes.title for axes in figure.axes)]  # type: ignore[attr-defined]
    boxes = [text.get_window_extent(renderer) for text in texts if text is not None]
    assert all(box.x0 >= sheet.x0 and box.x1 <= sheet.x1 and box.y1 <= sheet.y1 for box in boxes)
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])


def test_the_table_of_an_ensemble_has_no_wins_without_a_good_direction() -> None:
    one = np.full((4, 2), 5.0)
    values = np.stack([np.zeros(8), one.ravel()])[:, :, None, None]
    found = Ends(values, ("base", "other"), tuple(range(8)), ("all",), ("votes_failed",))
    row = gap_table(found, outcomes(), "base", 4, False).iloc[0]
    assert pd.isna(row[["better_in_sets", "better_beyond", "worse_beyond"]]).all()

"""What studies conclude from tables is what was put into them."""

import importlib.util
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pandas as pd
import pytest

from sim.api.studying import connector, sensitivity
from sim.arrays import Rows
from sim.designs.points import Points, points_of, sampled
from sim.designs.sampling import sample
from sim.pages.sensitivity import page
from sim.quantity import quantities
from sim.reading.factor import DUMMY, Factor
from sim.reading.study import Asked, Study
from sim.rules.parameters import Parameters
from sim.studies.boxes import by_chance, earned, held_out, prim, shares, tree, within
from sim.studies.discovery import SURE, discovery
from sim.studies.factor_words import named, unit
from sim.studies.responses import Responses, complete, kept, responses
from sim.studies.sensitivity.finding import finding, slope
from sim.studies.sweeping import swept
from tests.small import hamlet, renamed

PAIR = (renamed(hamlet(), "a"), renamed(hamlet("drift"), "b"))
GAIN, MONEY = (
    Factor("uncertainties.trust.gain", 0.01, 0.05, meaning="Learning rate"),
    Factor("world.terms.running_money", -0.4, 0.4, meaning="Running money"),
)
FACTORS = (GAIN, MONEY)
PRIM = importlib.util.find_spec("prim") is not None


def study(
    kind: str, method: str, samples: int, outcomes: tuple[Asked, ...] = (Asked("satisfaction"),), **more: object
) -> Study:
    words = {"title": {"en": "S", "zh": "题"}, "question": {"en": "Why?", "zh": "为何？"}, "cases": PAIR, "file": ""}
    said = words | {"factors": FACTORS, "outcomes": outcomes, "replications": 3, "seed": 1, "name": "s"} | more
    return Study(kind=kind, method=method, samples=samples, **said)  # type: ignore[arg-type]


def made(points: Points, effect: Rows, sd: float = 0.1) -> Responses:
    """Results in which b exceeds a by ``effect`` at each point."""
    luck = np.random.default_rng(4)
    number, reps = len(points.rows), 3
    values = luck.normal(50.0, 3.0, (2, 1, reps)) + luck.normal(0.0, sd, (2, number, reps))
    values[1] = values[0] + effect[:, None] + luck.normal(0.0, sd, (number, reps))
    rows = np.arange(values.size).reshape(values.shape)
    block = np.stack([values.ravel(), values.ravel()], axis=1)[:, :, None]
    return Responses(block, rows, ("a", "b"), ("2022-01", "2022-02"), ("satisfaction",))


def test_tables_become_arrays_and_equal_runs_are_shared() -> None:
    points = Points((GAIN.path,), ((0.01,), (0.02,)), (0, 1), ("trust",))
    runs = pd.DataFrame(
        [
            ("r1", "a", 0, 0),
            ("r2", "b", 0, 0),
            ("r3", "a", 1, 1),
            ("r2", "b", 1, 1),
            ("rx", "a", 0, 2),
            ("r4", "b", 0, 2),
        ],
        columns=["run_id", "scenario", "point_id", "replication"],
    )
    rows = [(run, month, "trust", number + place) for number, run in enumerate(("r1", "r2", "r3", "r4"), 1)
            for place, month in enumerate(("2022-01", "2022-02"))]  # fmt: skip
    found = responses(
        runs, pd.DataFrame(rows, columns=["run_id", "month", "outcome", "value"]), study("sweep", "grid", 2), points
    )
    assert found.level("a", Asked("trust"))[:, 0].tolist() == [2.0, 4.0]
    assert found.level("b", Asked("trust", at="2022-01"))[:, 0].tolist() == [2.0, 2.0]
    assert found.of(Asked("trust", over="mean"))[:, 0].tolist() == [1.0, -1.0]
    assert math.isnan(found.level("a", Asked("trust"))[0, 1]), "a run that failed is missing"
    assert kept([Asked("months_to_50"), Asked("trust")]) == ("nominal_coverage", "trust")


def test_a_block_that_lacks_a_result_is_left_out_whole() -> None:
    design = sample(FACTORS, "morris", 8, 1)
    y = np.ones((len(design.units), 2))
    y[5, 1] = np.nan
    left, part, lost = complete(y, design)
    assert (len(left), part.samples, lost) == (28, 7, 1)
    with pytest.raises(ValueError, match="no index"):
        complete(np.full_like(y, np.nan), design)


def test_a_sensitivity_study_finds_the_factor_that_was_put_in_and_where_the_sign_flips() -> None:
    told = study("sensitivity", "sobol", 64)
    points = points_of(told, ["satisfaction"])
    money = np.array([row[1] for row in points.rows])
    found = finding(told, points, made(points, 5.0 * (money - 0.1)))
    mine = found.found["satisfaction"]
    assert mine.by("influential") == (MONEY.path,)
    assert mine.of(MONEY.path, "ST").low <= 1.0 <= mine.of(MONEY.path, "ST").high
    curve = found.slope("satisfaction", MONEY.path)
    assert curve is not None
    assert curve.flips == pytest.approx((0.1,), abs=0.05)
    said = " ".join(found.sentences("satisfaction"))
    assert "flips along Running money" in said
    assert ", near 0.1" in said
    assert "world.terms" not in said
    assert "改变正负" in " ".join(found.sentences("satisfaction", "zh"))
    table = found.table
    assert table.columns.tolist()[:8] == [
        "outcome",
        "factor",
        "index",
        "value",
        "ci_low",
        "ci_high",
        "dummy_high",
        "influential",
    ]
    assert set(table["factor"]) == {GAIN.path, MONEY.path, DUMMY}
    assert found.convergence["samples"].unique().tolist() == [8, 16, 32, 64]
    assert list(found.through_time["satisfaction"]) == ["2022-02"]
    assert sampled(told).units.shape == (64 * 5, 3)


def test_points_drawn_apart_tell_trends_with_sign_and_the_place_where_the_answer_flips() -> None:
    told = study("sensitivity", "rbd_fast", 300)
    points = points_of(told, kept(told.outcomes))
    money = np.array([row[1] for row in points.rows])
    found = finding(told, points, made(points, 2.0 * (money - 0.1), sd=1.0))
    (trend,) = found.sure_trends("satisfaction")
    assert trend.factor == MONEY.path
    assert trend.effect.low < 2.0 * 0.8 < trend.effect.high
    (place,) = found.flips("satisfaction", MONEY.path)
    assert place == pytest.approx(0.1, abs=0.06)
    assert found.flips("satisfaction", GAIN.path) == ()
    assert "1 of 2 numbers has a significant linear trend" in found.answer("satisfaction")[1]
    assert "flips along" in found.answer("satisfaction")[2]
    assert "其中 1 个" in found.answer("satisfaction", "zh")[1]
    assert next(iter(found.curves("satisfaction"))) == MONEY.path
    table = found.trend_table.set_index("factor")
    assert table.loc[MONEY.path, "flips_at"] == place
    assert table["flips_at"].isna().tolist() == [name != MONEY.path for name in table.index]
    assert "| Running money |" in page(found, "figures", "gaiju sensitivity s")


def test_a_line_that_crosses_zero_where_the_outcome_bends_and_does_not_is_no_flip() -> None:
    told = study("sensitivity", "rbd_fast", 300, own_luck=True)
    points = points_of(told, kept(told.outcomes))
    money = np.array([row[1] for row in points.rows])
    bent = 2.0 * ((0.4 - money) / 0.8) ** 3 + 0.2
    found = finding(told, points, made(points, bent))
    (trend,) = found.sure_trends("satisfaction")
    assert trend.flips is not None, "the line itself crosses zero"
    assert found.flips("satisfaction", MONEY.path) == ()
    assert "No influential number clearly reverses the sign" in found.answer("satisfaction")[2]


def test_a_flip_told_with_luck_that_all_points_share_says_so() -> None:
    for own in (False, True):
        told = study("sensitivity", "rbd_fast", 300, own_luck=own)
        points = points_of(told, kept(told.outcomes))
        money = np.array([row[1] for row in points.rows])
        said = " ".join(finding(told, points, made(points, 5.0 * (money - 0.1))).answer("satisfaction"))
        assert "flips along" in said
        assert ("random numbers that all points share" in said) is not own
        assert ("95 % interval" in said) is own, "with own luck the mean has an interval"


@pytest.mark.parametrize(("outcome", "expected"), [("trust", (3, 0, 0)), ("disputes", (0, 3, 0)), ("away", (3, 0, 0))])
def test_a_sweep_counts_who_is_better_by_the_direction_of_the_outcome(outcome: str, expected: tuple[int, ...]) -> None:
    asked = Asked(outcome)
    grid = study("sweep", "grid", 0, (asked,), steps={GAIN.path: (0.01, 0.03, 0.05)}, factors=(GAIN,))
    where = points_of(grid, [outcome])
    found = swept(grid, where, replace(made(where, np.full(len(where.rows), 5.0)), outcomes=(outcome,)))
    assert found.better(asked.key) == expected


def test_a_slope_needs_two_values() -> None:
    assert slope(np.ones(5), np.ones(5)) is None
    curve = slope(np.array([0.0, 0.0, 1.0, 1.0]), np.array([-1.0, -1.0, 3.0, 3.0]))
    assert curve is not None
    assert curve.flips == (0.25,)


def test_a_sweep_tells_where_the_better_policy_changes() -> None:
    told = study("sweep", "grid", 0, factors=(MONEY,), steps={MONEY.path: (-0.4, -0.2, 0.0, 0.2, 0.4)})
    points = points_of(told, ["satisfaction"])
    found = swept(told, points, made(points, np.array([-4.0, -2.0, -0.5, 1.5, 4.0])))
    assert found.crossings("satisfaction", MONEY) == pytest.approx([0.05], abs=0.03)
    assert found.better("satisfaction")[0] == 2
    assert found.better("satisfaction")[1] >= 2
    assert "near 0.0" in found.sentences("satisfaction")[-1]
    assert len(found.table) == 15
    noisy = swept(told, points, made(points, np.array([-4.0, -2.0, -0.5, 1.5, 4.0]) / 50.0, sd=1.0))
    assert noisy.crossings("satisfaction", MONEY) == [], "signs that are not told from zero change nowhere"
    assert "clearly change sign" in noisy.sentences("satisfaction")[-1]


def test_a_sweep_says_when_all_differences_stay_inside_the_margin() -> None:
    told = study("sweep", "grid", 0, factors=(MONEY,), steps={MONEY.path: (-0.4, 0.0, 0.4)})
    points = points_of(told, ["satisfaction"])
    found = swept(told, points, made(points, np.array([-0.1, 0.0, 0.1]), sd=0.01))
    assert found.same("satisfaction") == 3
    assert "At all points the two are practically the same" in " ".join(found.sentences("satisfaction"))
    assert "在所有点上两者基本相同" in " ".join(found.sentences("satisfaction", "zh"))
    wide = swept(told, points, made(points, np.array([-0.1, 0.0, 0.1]), sd=0.3))
    assert wide.same("satisfaction") < 3
    assert "At all points" not in " ".join(wide.sentences("satisfaction"))


def test_a_discovery_finds_the_corner_that_was_put_in() -> None:
    told = study("discovery", "lhs", 200, margin=0.5)
    points = points_of(told, ["satisfaction"])
    x = np.array(points.rows)
    corner = (x[:, 0] > 0.03) & (x[:, 1] < 0.1)
    found = discovery(told, points, made(points, np.where(corner, 3.0, -1.0)), Asked("satisfaction"))
    assert (found.wins == corner).all()
    box = next(box for box in found.boxes if box.method == "tree")
    assert box.density > 0.9
    assert box.coverage > 0.9
    assert box.density_new > 0.8
    assert box.limits[GAIN.path][0] == pytest.approx(0.03, abs=0.002)
    assert box.limits[MONEY.path][1] == pytest.approx(0.1, abs=0.02)
    assert box.told
    assert "“Trust: learning rate” is above 0.03" in " ".join(found.sentences())
    assert "获胜" in " ".join(found.answer("zh"))
    assert "覆盖率" in " ".join(found.sentences("zh"))


def test_where_winners_are_rare_the_largest_differences_are_looked_at() -> None:
    told = study("discovery", "lhs", 200, margin=5.0)
    points = points_of(told, ["satisfaction"])
    gain = np.array([row[0] for row in points.rows])
    difference = 80.0 * gain + np.random.default_rng(1).normal(0.0, 0.3, len(gain))
    found = discovery(told, points, made(points, difference), Asked("satisfaction"))
    assert found.wins.mean() < 0.1
    assert any(box.told and GAIN.path in box.limits for box in found.largest)
    assert "large differences are frequent where “Trust" in " ".join(found.answer())
    assert "差值最大的五分之一" in " ".join(found.answer("zh"))
    assert set(found.table["of"]) >= {"largest fifth"}
    often = discovery(replace(told, margin=0.1), points, made(points, difference), Asked("satisfaction"))
    assert often.largest == ()


def test_listed_months_of_a_box_are_told_as_months(tmp_path: Path) -> None:
    from sim.figures.boxes import draw

    due = Factor("policy.rollout.due", 0.0, 3.0, "choice", options=(8, 11, 14), unit="date", meaning="Due month")
    told = study("discovery", "lhs", 100, margin=0.5, factors=(GAIN, due))
    points = points_of(told, ["satisfaction"])
    late = np.array([row[1] > 9 for row in points.rows])
    found = discovery(told, points, made(points, np.where(late, 3.0, -1.0)), Asked("satisfaction"))
    assert "“Due month” is 2022-09 / 2022-12" in " ".join(found.answer())
    assert "“限期”为2022-09 / 2022-12" in " ".join(found.answer("zh"))
    assert set(found.table["values"]) == {"2022-09 / 2022-12"}
    draw(found).savefig(tmp_path / "box.png")


def test_prim_finds_the_same_corner() -> None:
    pytest.importorskip("prim")
    x = np.random.default_rng(2).random((200, 3))
    wins = (x[:, 0] > 0.4) & (x[:, 1] < 0.6)
    limits = prim(x, wins)
    coverage, density = shares(within(x, limits), wins)
    assert set(limits) == {0, 1}
    assert coverage > 0.85
    assert density > 0.85


@pytest.mark.slow
@pytest.mark.parametrize("method", [tree, pytest.param(prim, marks=pytest.mark.skipif(not PRIM, reason="no PRIM"))])
def test_wins_by_luck_alone_are_not_taken_for_a_region(method) -> None:  # type: ignore[no-untyped-def]
    luck, found = np.random.default_rng(8), 0
    for _ in range(20 if method is prim else 60):
        x = luck.random((64, 6))
        wins = luck.permutation(np.arange(64) < 8)
        found += by_chance(held_out(x, wins, method), wins, 8 / 64) < SURE
    assert found <= (3 if method is prim else 6), "one in twenty may"


def test_an_end_that_does_not_raise_the_density_beyond_chance_is_dropped() -> None:
    x = np.random.default_rng(3).random((100, 2))
    wins = x[:, 0] > 0.7
    assert earned(x, wins, {0: (0.7, math.inf), 1: (0.05, math.inf)}) == {0: (0.7, math.inf)}
    assert earned(x, np.arange(100) % 2 == 0, {0: (0.7, math.inf)}) == {}


def test_where_nobody_wins_there_is_no_box() -> None:
    told = study("discovery", "lhs", 20)
    points = points_of(told, ["satisfaction"])
    found = discovery(told, points, made(points, np.full(20, -3.0)), Asked("satisfaction"))
    assert found.boxes == ()
    assert "at 0 of 20 points (0 %)" in found.sentences()[0]
    assert tree(np.random.default_rng(1).random((40, 2)), np.arange(40) < 20) != {}


def test_a_lever_that_acts_on_nothing_is_not_called_influential() -> None:
    lever = "policy.levers=[{lever: points_system, from: 2022-09}]"
    cases = (renamed(hamlet("uniform_deadline, due: 2022-09", lever), "a"),)
    idle, money = (
        Factor("policy.levers.points_system.intensity", 0.0, 1.0),
        Factor("world.terms.running_money", -0.5, 1.0),
    )
    before = Asked("satisfaction", at="2022-06", of="a")
    after = Asked("attendance", of="a")
    told = study("sensitivity", "morris", 4, (before, after), factors=(idle, money), cases=cases, replications=2)
    whole = sensitivity(told)
    found = whole.found
    head, *lines = repr(whole).splitlines()
    assert head == told.title["en"]
    assert len(lines) == whole._repr_html_().count("<li>") == len(found)
    assert whole.figure("bars", after.key).get_suptitle() != whole.figure().get_suptitle()
    with pytest.raises(ValueError, match=r"`trend`, did you mean `trends`[?] There are bars, trends"):
        whole.figure("trend")
    with pytest.raises(ValueError, match="no outcome is called `nowhere`"):
        whole.figure("bars", "nowhere")
    mine = found[before.key]
    assert mine.of(idle.path, "mu_star").value == 0.0
    assert not mine.of(idle.path, "mu_star").influential
    assert mine.of(money.path, "mu_star").value > 0.0
    assert found[after.key].of(idle.path, "mu_star").value > 0.0, "once it acts it is seen"


def test_the_connector_gives_the_same_numbers_for_the_same_values() -> None:
    function = connector(
        PAIR, {"gain": GAIN.path, "money": MONEY.path}, ["satisfaction", Asked("trust", over="mean")], 2
    )
    one, again, other = function(gain=0.02, money=0.1), function(gain=0.02, money=0.1), function(gain=0.05, money=0.4)
    assert one == again != other
    assert set(one) == {"satisfaction", "trust mean"}
    with pytest.raises(ValueError, match="no scenario has a place"):
        connector(PAIR, {"gain": "policy.rollout.nothing"}, ["trust"])


def test_what_chance_alone_gives_is_not_drawn_month_by_month() -> None:
    told = study("sensitivity", "sobol", 64)
    points = points_of(told, ["satisfaction"])
    found = finding(told, points, made(points, np.zeros(len(points.rows)), sd=1.0))
    assert found.found["satisfaction"].by("influential") == ()
    assert found.through_time["satisfaction"] == {}


def test_shares_are_drawn_whole_also_where_sampling_error_takes_them_out_of_what_a_share_can_be() -> None:
    from matplotlib.figure import Figure

    from sim.figures.sensitivity import _bars
    from sim.studies.sensitivity.indices import Index

    axes = Figure().subplots()
    rows = [("a", 1.3, 0.9, 1.76), ("b", -0.2, -0.4, 0.1), (DUMMY, 0.0, -0.01, 0.02)]
    _bars(axes, [Index(name, "ST", value, low, high, 0.0, 0.02, (0.0, 0.0)) for name, value, low, high in rows], 100.0)
    low, high = axes.get_xlim()
    assert low < -40.0
    assert high > 176.0


def test_every_number_of_the_mechanisms_has_a_chinese_name_and_unit() -> None:
    for group, of in get_type_hints(Parameters).items():
        for name, number in quantities(of):
            path = f"uncertainties.{group}.{name}"
            factor = Factor(path, number.low, number.high, meaning=number.meaning, unit=number.unit)
            said = named(factor, "zh") + unit(factor, "zh").replace("logit", "")
            assert re.search(r"：.*[\u4e00-\u9fff]", said), f"sim/words/zh.po has no name for {path}: {said}"
            assert not re.search("[A-Za-z]{3}", said), f"{path} is told in English on a Chinese page: {said}"


def test_figures_can_be_drawn(tmp_path: Path) -> None:
    from sim.figures import boxes, response
    from sim.figures import sensitivity as draw

    told = study("sensitivity", "morris", 8)
    points = points_of(told, ["satisfaction"])
    money = np.array([row[1] for row in points.rows])
    found = finding(told, points, made(points, 5.0 * (money - 0.1)))
    for figure in (
        draw.bars(found, "satisfaction"),
        draw.plane(found, "satisfaction"),
        draw.slopes(found, "satisfaction"),
    ):
        assert figure is not None
        figure.savefig(tmp_path / "figure.png")
    assert found.figure("trends") is None, "paired points tell no trends"
    apart = study("sensitivity", "rbd_fast", 64)
    points_apart = points_of(apart, ["satisfaction"])
    along = np.array([row[1] for row in points_apart.rows])
    drawn = finding(apart, points_apart, made(points_apart, 5.0 * along)).figure("trends")
    names = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert names == ["Running money", "Trust: learning rate", "Dummy: chance alone"]
    grid = study("sweep", "grid", 0, steps={GAIN.path: (0.01, 0.03, 0.05), MONEY.path: (-0.4, 0.0, 0.4)})
    where = points_of(grid, ["satisfaction"])
    map_ = response.draw(swept(grid, where, made(where, np.array([row[1] for row in where.rows]))), "satisfaction")
    map_.savefig(tmp_path / "map.png")
    found_ = discovery(told, points, made(points, 5.0 * (money - 0.1)), Asked("satisfaction"))
    boxes.draw(found_).savefig(tmp_path / "box.png")
    assert (tmp_path / "box.png").stat().st_size > 10_000

"""What studies conclude from tables is what was put into them."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.analyses.discovery import discovery, prim, shares, tree, within
from sim.analyses.responses import Responses, complete, kept, responses
from sim.analyses.sensitivity.finding import finding, slope
from sim.analyses.studying import connector, sensitivity
from sim.analyses.sweeping import swept
from sim.arrays import Rows
from sim.designs.points import Points, points_of, sampled
from sim.designs.sampling import sample
from sim.reading.factor import DUMMY, Factor
from sim.reading.study import Asked, Study
from tests.small import hamlet, renamed

PAIR = (renamed(hamlet(), "a"), renamed(hamlet("drift"), "b"))
GAIN, MONEY = Factor("uncertainties.trust.gain", 0.01, 0.05), Factor("world.terms.running_money", -0.4, 0.4)
FACTORS = (GAIN, MONEY)


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
    assert "changes its sign along world.terms.running_money near 0.1" in " ".join(found.sentences("satisfaction"))
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


def test_a_slope_needs_two_values() -> None:
    assert slope(np.ones(5), np.ones(5)) is None
    curve = slope(np.array([0.0, 0.0, 1.0, 1.0]), np.array([-1.0, -1.0, 3.0, 3.0]))
    assert curve is not None
    assert curve.flips == (0.25,)


def test_a_sweep_tells_where_the_better_policy_changes() -> None:
    told = study("sweep", "grid", 0, factors=(MONEY,), steps={MONEY.path: (-0.4, -0.2, 0.0, 0.2, 0.4)})
    points = points_of(told, ["satisfaction"])
    found = swept(told, points, made(points, np.array([-4.0, -2.0, -0.5, 1.5, 4.0])))
    assert found.crossings("satisfaction", MONEY.path) == pytest.approx([0.05], abs=0.03)
    assert found.better("satisfaction")[0] == 2
    assert found.better("satisfaction")[1] >= 2
    assert "near 0.0" in found.sentences("satisfaction")[-1]
    assert len(found.table) == 15


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
    assert "uncertainties.trust.gain is above 0.03" in " ".join(found.sentences())
    assert "覆盖率" in " ".join(found.sentences("zh"))


def test_prim_finds_the_same_corner() -> None:
    pytest.importorskip("prim")
    x = np.random.default_rng(2).random((200, 3))
    wins = (x[:, 0] > 0.4) & (x[:, 1] < 0.6)
    limits = prim(x, wins)
    coverage, density = shares(within(x, limits), wins)
    assert set(limits) == {0, 1}
    assert coverage > 0.85
    assert density > 0.85


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
    found = sensitivity(told).found
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
    grid = study("sweep", "grid", 0, steps={GAIN.path: (0.01, 0.03, 0.05), MONEY.path: (-0.4, 0.0, 0.4)})
    where = points_of(grid, ["satisfaction"])
    map_ = response.draw(swept(grid, where, made(where, np.array([row[1] for row in where.rows]))), "satisfaction")
    map_.savefig(tmp_path / "map.png")
    found_ = discovery(told, points, made(points, 5.0 * (money - 0.1)), Asked("satisfaction"))
    boxes.draw(found_).savefig(tmp_path / "box.png")
    assert (tmp_path / "box.png").stat().st_size > 10_000

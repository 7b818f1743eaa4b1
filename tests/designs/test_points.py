"""Points of a design lie where they should, and the runs at them share their luck."""

import numpy as np
import pandas as pd
import pytest

from sim.designs.distributions import QUANTILES, values
from sim.designs.points import Points, cells, number_of, points_of
from sim.designs.sampling import METHODS, PAIRED, sample, size
from sim.reading.factor import DISTRIBUTIONS, DUMMY, Factor
from sim.reading.study import Asked, Study
from sim.studies.responses import responses
from tests.small import hamlet, renamed

FACTORS = (
    Factor("uncertainties.trust.gain", 0.01, 0.05),
    Factor("world.terms.running_money", 0.0, 0.4, "triangle", 0.1),
    Factor("world.terms.share_rule", 0, 2, "choice", options=("reserve", "static")),
)
PAIR = (renamed(hamlet(), "a"), renamed(hamlet("drift"), "b"))


def study(kind: str, method: str, samples: int = 4, **more: object) -> Study:
    said = {"factors": FACTORS, "outcomes": (Asked("satisfaction"),), "file": ""} | more
    return Study(kind, "s", {}, {}, PAIR, method, samples, 2, 3, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", DISTRIBUTIONS[:-1])
def test_values_keep_to_the_range_and_rise_with_their_share(kind: str) -> None:
    shares = np.linspace(0.0, 1.0, 201)
    found = np.array(values(Factor("x", 0.5, 4.0, kind, 1.0 if kind in ("normal", "triangle") else None), shares))
    assert found.min() == pytest.approx(0.5)
    assert found.max() == pytest.approx(4.0)
    assert (np.diff(found) >= 0.0).all()
    middle = {"uniform": 2.25, "log-uniform": np.sqrt(2.0), "triangle": 1.667, "normal": 1.318}[kind]
    assert found[100] == pytest.approx(middle, rel=0.06)
    assert set(QUANTILES) == set(DISTRIBUTIONS)


def test_whole_numbers_are_all_as_likely_as_each_other() -> None:
    found = values(Factor("x", 1, 4, whole=True), (np.arange(400) + 0.5) / 400)
    assert {value: found.count(value) for value in set(found)} == {1: 100, 2: 100, 3: 100, 4: 100}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("grouped", [False, True])
def test_a_sample_has_the_size_that_is_announced_and_a_dummy_column(method: str, grouped: bool) -> None:
    pair = (Factor(name, 0.0, 1.0, group="both" if grouped else "") for name in ("a", "b"))
    factors = (*pair, Factor("c", 0.0, 1.0))
    many = 260 if method == "fast" else 64
    if grouped and method not in PAIRED:
        with pytest.raises(ValueError, match="single factors"):
            sample(factors, method, many, 0)
        return
    found = sample(factors, method, many, 0)
    if method in ("morris", "sobol"):
        assert len(found.units) == size(2 if grouped else 3, method, many)
    else:
        assert len(found.units) == size(3, method, many)
    assert found.names[-1] == DUMMY
    assert found.units.min() >= 0.0
    assert found.units.max() <= 1.0
    assert found.luck.any() == (method in ("morris", "sobol"))


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_where_the_dummy_alone_changes_the_luck_changes_and_nowhere_else_within_a_step(method: str) -> None:
    found = sample(FACTORS, method, 16, 5)
    blocks = found.units.reshape(16, found.block, len(found.names))
    luck = found.luck.reshape(16, found.block)
    for rows, mine in zip(blocks, luck, strict=True):
        pairs = [(0, n) for n in range(1, 5)] if method == "sobol" else [(n, n + 1) for n in range(4)]
        for one, other in pairs:
            moved = np.flatnonzero(np.abs(rows[one] - rows[other]) > 1e-12).tolist()
            assert (mine[one] != mine[other]) == (moved == [3])


def test_a_sobol_sample_asks_for_second_order_when_told() -> None:
    assert size(12, "sobol", 512, True) == 512 * 28
    assert len(sample(FACTORS, "sobol", 8, 1, second_order=True).units) == 8 * 10


@pytest.mark.parametrize("method", ["lhs", "sobol"])
def test_a_sweep_spreads_its_points_and_is_the_same_again(method: str) -> None:
    one, again, other = (points_of(study("sweep", method, number), ["trust"]) for number in (16, 16, 32))
    assert one.rows == again.rows
    assert len(one.rows) == 16
    assert len(other.rows) == 32
    gain = np.array([row[0] for row in one.rows])
    counts = np.histogram(gain, bins=4, range=(0.01, 0.05))[0]
    assert counts.tolist() == [4, 4, 4, 4]


def test_a_grid_has_every_pair_and_listed_points_stay_in_order() -> None:
    steps = {"uncertainties.trust.gain": (0.01, 0.05), "world.terms.running_money": (0.0, 0.2, 0.4)}
    steps["world.terms.share_rule"] = ("reserve", "static")  # type: ignore[assignment]
    grid = study("sweep", "grid", steps=steps)
    assert len(points_of(grid, ["trust"]).rows) == number_of(grid) == 12
    listed = ((0.02, 0.1, "static"), (0.01, 0.3, "reserve"))
    assert points_of(study("sweep", "listed", 2, listed=listed), ["trust"]).rows == listed


def test_the_same_replication_has_the_same_seed_at_all_points_and_under_all_policies() -> None:
    points = Points(("uncertainties.trust.gain",), ((0.01,), (0.02,), (0.03,)), (0, 1, 0), ("trust",))
    found = cells(PAIR, points, 2, 7)
    assert len(found) == 12
    assert {cell.seed for cell in found} == {7}
    told = {(cell.point, cell.replicate) for cell in found}
    assert told == {(0, 0), (0, 2), (1, 1), (1, 3), (2, 0), (2, 2)}
    assert len({cell.pair_id for cell in found}) == 6, "both policies of a point share their pair"
    assert Points.of(points.said()).said() == points.said()
    even = Points(points.factors, points.rows, (0, 0, 0), ("trust",))
    assert {cell.replicate for cell in cells(PAIR, even, 3, 7)} == {0, 1, 2}
    more = {(cell.point, cell.replicate, cell.case.scenario.name) for cell in cells(PAIR, points, 3, 7)}
    assert more > {(cell.point, cell.replicate, cell.case.scenario.name) for cell in found}


@pytest.mark.parametrize(("kind", "method"), [("sensitivity", "rbd_fast"), ("discovery", "lhs"), ("sweep", "sobol")])
def test_points_with_luck_of_their_own_share_it_among_policies_and_with_no_other_point(kind: str, method: str) -> None:
    points = points_of(study(kind, method, 64, own_luck=True), ("satisfaction",))
    runs = cells(PAIR, points, 2)
    met = {(cell.point, cell.replicate, cell.case.scenario.name) for cell in runs}
    assert len(met) == len(runs) == 64 * 2 * 2
    by_point = {point: {number for at, number, _ in met if at == point} for point in range(64)}
    assert all(len(numbers) == 2 for numbers in by_point.values())
    assert len(set().union(*by_point.values())) == 128
    longer = [cell.pair_id for cell in cells(PAIR, points, 3)]
    assert longer[: len(runs)] == [cell.pair_id for cell in runs], "more replications leave what was made as it was"
    assert Points.of(points.said()).luck == points.luck


def test_responses_find_the_replication_of_points_with_luck_of_their_own() -> None:
    told = study("discovery", "lhs", 3, own_luck=True)
    points = points_of(told, ("satisfaction",))
    runs = cells(PAIR, points, 2)
    frame = pd.DataFrame(
        [(f"r{n}", cell.case.scenario.name, cell.point, cell.replicate) for n, cell in enumerate(runs)],
        columns=["run_id", "scenario", "point_id", "replication"],
    )
    series = pd.DataFrame({"run_id": frame["run_id"], "month": "2022-01", "region": "all", "group": "all"})
    series = series.assign(outcome="satisfaction", value=[float(n) for n in range(len(runs))])
    found = responses(frame, series, told, points)
    assert found.rows.shape == (2, 3, 2)
    assert (found.rows >= 0).all()
    for place, cell in enumerate(runs):
        scenario = [case.scenario.name for case in PAIR].index(cell.case.scenario.name)
        row = found.rows[scenario, cell.point, cell.replicate // 3]
        assert found.values[row, 0, 0] == float(place)

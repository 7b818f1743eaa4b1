"""Intervals and verdicts on data whose truth is known: how often they cover it, and how often they err."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from sim.paired import kind, paired
from sim.statistics.ensemble_gap import _bound_share, _share_of_assumed, _share_of_parameters
from sim.statistics.precision import BATCH, FIRST, reach, settled
from sim.statistics.tails import ENOUGH, interval, worst_tenth

Draw = Callable[[int], "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"]
TRIALS = 3000


def believable(hits: int, trials: int, low: float, high: float) -> bool:
    """Whether the 99 % interval of a coverage (Clopper and Pearson) meets the range it should lie in."""
    found = stats.binomtest(hits, trials).proportion_ci(0.99)
    return bool(found.high >= low and found.low <= high)


def sure(hits: int, trials: int, low: float, high: float) -> bool:
    """Whether that interval lies wholly in the range: the coverage is there, not merely possible."""
    found = stats.binomtest(hits, trials).proportion_ci(0.99)
    return bool(found.low >= low and found.high <= high)


def test_a_coverage_that_is_wrong_is_not_believed() -> None:
    assert not believable(2730, TRIALS, 0.93, 0.97)  # 91 %
    assert not believable(2970, TRIALS, 0.93, 0.97)  # 99 %
    assert believable(2850, TRIALS, 0.93, 0.97)  # 95 %
    assert sure(2850, TRIALS, 0.93, 0.97)
    assert not sure(2790, TRIALS, 0.93, 0.97)  # 93 %


@pytest.mark.parametrize("n", [4, 10, 32])
def test_normal_differences_are_covered(n: int) -> None:
    samples = np.random.default_rng(11).normal(2.0, 3.0, (TRIALS, n))
    assert sure(sum(each.low <= 2.0 <= each.high for each in map(paired, samples)), TRIALS, 0.93, 0.97)


def test_skewed_differences_are_covered_nine_times_in_ten() -> None:
    samples = np.random.default_rng(12).exponential(1.0, (1500, 32))
    assert sum(each.low <= 1.0 <= each.high for each in map(paired, samples)) / 1500 >= 0.9


@pytest.mark.parametrize("n", [8, 16, 32])
@pytest.mark.parametrize("chances", [(0.02, 0.0), (0.1, 0.0), (0.1, 0.05)], ids=str)
def test_differences_that_are_seldom_there_are_covered(chances: tuple[float, float], n: int) -> None:
    """The t interval from 16 pairs holds one in ten in 89 % of the samples that vary; those that do not have none."""
    draws = np.random.default_rng(18).random((TRIALS, n))
    found = [paired((row < chances[0]) * 1.0 - (row > 1.0 - chances[1])) for row in draws]
    known = [each for each in found if not each.alike]
    truth = chances[0] - chances[1]
    assert believable(sum(each.low <= truth <= each.high for each in known), len(known), 0.95, 1.0)
    alike = [each for each in found if each.alike]
    assert all(np.isnan(each.low) for each in alike)


def test_chances_to_be_better_are_covered_ties_included() -> None:
    draws, hits = np.random.default_rng(19).random((TRIALS, 8)), 0
    for row in draws:
        low, high = paired(np.where(row < 0.7, 1.0, np.where(row < 0.8, 0.0, -1.0))).above_ends
        hits += low <= 0.75 <= high
    assert believable(hits, TRIALS, 0.95, 1.0)


def test_what_all_pairs_share_is_told_falsely_in_one_case_of_twenty_at_most() -> None:
    """Signs without a tendency: all alike, and told, in 2^(1-n) of the samples; never with fewer than six."""
    for n in (3, 5, 6, 8):
        signs = np.random.default_rng(n).choice((-0.1, 0.1), (2000, n))
        told = sum(each.told for each in map(paired, signs) if each.alike)
        assert told <= (0.05 * 2000 if n >= 6 else 0)


def test_verdicts_err_as_often_as_they_say() -> None:
    """No difference, no margin: better or worse is said in 5 % of the samples; far apart: never the wrong one."""
    nothing = [paired(x) for x in np.random.default_rng(13).normal(0.0, 1.0, (TRIALS, 16))]
    said = sum(kind(each, 0.0, "higher") in ("better", "worse") for each in nothing)
    assert believable(said, TRIALS, 0.045, 0.055)
    far = [paired(x) for x in np.random.default_rng(14).normal(1.5, 1.0, (TRIALS, 16))]
    assert sum(kind(each, 0.1, "higher") == "worse" for each in far) == 0
    assert sum(kind(each, 0.1, "higher") == "better" for each in far) > 0.99 * TRIALS


def test_same_is_said_of_a_difference_at_the_margin_in_at_most_one_case_of_forty() -> None:
    edge = [paired(x) for x in np.random.default_rng(15).normal(1.0, 0.5, (TRIALS, 16))]
    said = sum(kind(each, 1.0, "higher") == "same" for each in edge)
    assert stats.binomtest(said, TRIALS).proportion_ci(0.99).low <= 0.025


Pairs = Callable[[np.random.Generator, int], "tuple[Numbers, Numbers]"]
Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def of_one_kind(luck: np.random.Generator, n: int) -> tuple[Numbers, Numbers]:
    shared = luck.normal(size=n)
    return shared + luck.normal(size=n), shared + luck.normal(size=n)


def calm_and_wild(luck: np.random.Generator, n: int) -> tuple[Numbers, Numbers]:
    shared = luck.normal(size=n)
    return shared, 2.0 * (0.6 * shared + 0.8 * luck.normal(size=n))


def with_a_long_tail(luck: np.random.Generator, n: int) -> tuple[Numbers, Numbers]:
    return luck.normal(size=n), -luck.exponential(size=n)


@pytest.mark.parametrize("n", [ENOUGH, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("draw", "least"),
    [(of_one_kind, 0.93), (calm_and_wild, 0.93), (with_a_long_tail, 0.88)],
    ids=["of one kind", "calm and wild", "long tail"],
)
def test_intervals_of_worst_tenths_cover_what_is_true(draw: Pairs, least: float, n: int) -> None:
    """Rougher than other intervals where bad luck has a long tail, and said to be so on the page."""
    one, other = (worst_tenth(each, "higher") for each in draw(np.random.default_rng(21), 2_000_000))
    luck, hits, trials = np.random.default_rng(22), 0, 400
    for _ in range(trials):
        low, high = interval(*draw(luck, n), "higher")
        hits += low <= one - other <= high
    print(f"worst tenth, n = {n}: {100 * hits / trials:.1f} %")
    assert believable(hits, trials, least, 0.98)


def gone_on(draw: Draw, width: float, most: int = 400) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Return the sample with which the stopping rule is content."""
    sample = draw(FIRST)
    while sample.shape[0] < most and not settled(sample, width):
        sample = np.concatenate((sample, draw(BATCH)))
    return sample


@pytest.mark.slow
@pytest.mark.parametrize("width", [0.6, 0.4, 0.25])
def test_going_on_until_it_is_precise_keeps_the_coverage(width: float) -> None:
    luck = np.random.default_rng(16)
    hits, sizes = 0, []
    for _ in range(TRIALS):
        sample = gone_on(lambda n: luck.normal(0.3, 1.0, n), width)
        found = paired(sample)
        hits += found.low <= 0.3 <= found.high
        sizes.append(sample.shape[0])
        assert reach(sample) <= width
    print(f"width {width}: covered {hits / TRIALS:.3f}, pairs {np.mean(sizes):.1f}")
    assert sure(hits, TRIALS, 0.93, 0.97)
    assert min(sizes) >= FIRST + BATCH


@pytest.mark.parametrize(("chance", "width"), [(0.02, 0.05), (0.05, 0.08), (0.02, 0.001)])
def test_going_on_keeps_the_coverage_of_rare_events_and_never_ends_without_one(chance: float, width: float) -> None:
    luck, most = np.random.default_rng(20), 160
    ended = [gone_on(lambda n: np.asarray(luck.random(n) < chance, np.float64), width, most) for _ in range(400)]
    assert all(np.ptp(sample) > 0.0 for sample in ended if sample.shape[0] < most)
    found = [each for each in map(paired, ended) if not each.alike]
    hits = sum(each.low <= chance <= each.high for each in found) + len(ended) - len(found)
    assert believable(hits, len(ended), 0.95, 1.0)


@pytest.mark.parametrize("width", [1e-9, 1.0, math.inf])
def test_pairs_that_are_all_alike_are_never_precise_enough(width: float) -> None:
    assert not settled(np.zeros(64), width)
    assert not settled(np.full(64, 0.3), width)
    assert not settled(np.where(np.arange(64) % 5, np.nan, np.arange(64.0)), 1e9), "13 pairs have a value"


@pytest.mark.slow
def test_a_rule_that_stops_at_the_first_narrow_interval_of_three_pairs_is_found_out() -> None:
    """The test above can fail: this is what it guards against."""
    luck = np.random.default_rng(17)
    hits = 0
    for _ in range(TRIALS):
        sample = luck.normal(0.0, 1.0, 3)
        while not reach(sample) <= 0.6 and sample.shape[0] < 400:
            sample = np.append(sample, luck.normal(0.0, 1.0, 1))
        found = paired(sample)
        hits += found.low <= 0.0 <= found.high
    assert not believable(hits, TRIALS, 0.93, 0.97)


@pytest.mark.slow
def test_shares_of_parameters_are_covered_although_sets_share_draws() -> None:
    """Sets cause .05 of the variance, draws .60, luck .35; an interval over sets alone holds it in 87 %."""
    luck, hits = np.random.default_rng(17), np.zeros(2, dtype=np.int64)
    kept = (np.ones(48, dtype=bool), np.ones(48, dtype=bool))
    for _ in range(200):
        sets, draws = luck.normal(0.0, 0.05**0.5, (48, 1)), luck.normal(0.0, 0.6**0.5, (48, 1))
        one = sets + draws + luck.normal(0.0, 0.35**0.5, (48, 2))
        other = sets + np.roll(draws, -1, axis=0) + luck.normal(0.0, 0.35**0.5, (48, 2))
        for number, (share, truth) in enumerate(((_share_of_parameters, 0.65), (_share_of_assumed, 0.6))):
            _, low, high = _bound_share(share, one, other, kept)
            hits[number] += low <= truth <= high
    print(f"all parameters {hits[0] / 2:.1f} %, the assumed {hits[1] / 2:.1f} %")
    assert believable(int(hits[0]), 200, 0.92, 0.99)
    assert hits[1] >= 0.92 * 200

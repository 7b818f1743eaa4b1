import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.paired import LEAST, between, clopper_pearson, holm, kind, paired, pairs_needed
from sim.words.amounts import verdict

SLEEP = np.array([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])
"""Student's hours of sleep, second drug less the first: the paired t test of every textbook."""
differences = st.lists(st.floats(-100.0, 100.0), min_size=2, max_size=20).map(np.array)


def test_students_sleep_data_give_students_numbers() -> None:
    found = paired(SLEEP)
    assert found.mean == pytest.approx(1.58)
    assert (found.low, found.high) == pytest.approx((0.7001142, 2.4598858))
    assert found.p == pytest.approx(0.00283289)
    assert found.above == pytest.approx(0.95)


def test_the_interval_covers_a_known_truth_as_often_as_it_says() -> None:
    """3,000 samples of 16 pairs: a true coverage of .95 stays inside .95 +- .016 in all but 1 of 10,000 such tests."""
    samples = np.random.default_rng(2024).normal(0.3, 1.0, size=(3000, 16))
    found = [paired(sample) for sample in samples]
    assert np.mean([each.low <= 0.3 <= each.high for each in found]) == pytest.approx(0.95, abs=0.016)


amounts = st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-6)


@given(amounts, st.integers(2, 40))
def test_one_amount_in_every_pair_is_a_sign_flip_test_without_an_interval(value: float, n: int) -> None:
    found = paired(np.full(n, value) * (1.0 + 1e-15 * np.arange(n)))
    assert (found.mean, found.sd, found.p) == (value, 0.0, 2.0 ** (1 - n))
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert found.told == (n >= 6)
    told = "better" if value > 0.0 else "worse"
    assert kind(found, abs(value) / 2.0, "higher") == (told if n >= 6 else "open")
    assert kind(found, abs(value) * 2.0, "higher") == ("same" if n >= 6 else "open")
    assert np.isnan(pairs_needed(found, abs(value) / 2.0)).all()
    assert f"all {n} pairs" in verdict("same", found, 1.0, "points") or n < LEAST


@given(st.integers(2, 40))
def test_no_difference_in_any_pair_is_said_with_how_many_pairs_can_differ(n: int) -> None:
    found = paired(np.zeros(n))
    assert (found.p, found.told, math.isnan(found.low)) == (1.0, False, True)
    assert kind(found, 1e-9, "higher") == ("same" if n >= 6 else "open")
    assert (1.0 - found.others) ** n == pytest.approx(0.05), "what is not seen in n pairs is as rare with 95 %"
    assert verdict("same", paired(np.zeros(6)), 0.5, "months").startswith("identical in all 6 pairs; at most 39 % ")


@given(st.integers(4, 40), st.integers(1, 15), st.floats(0.1, 10.0))
def test_where_most_pairs_tie_the_interval_is_exact_and_follows_the_unit(n: int, events: int, size: float) -> None:
    if 2 * events >= n:
        return
    seen = paired(np.repeat((size, 0.0), (events, n - events)))
    low, high = clopper_pearson(events, n)
    assert low * size >= seen.low  # events that were not seen may yet come from the other side
    assert seen.high == pytest.approx(high * size)
    turned = paired(3.0 - np.repeat((size, 0.0), (events, n - events)))
    assert (turned.low, turned.high) == pytest.approx((3.0 - seen.high, 3.0 - seen.low))
    assert seen.told == (events >= 6)
    assert seen.p == pytest.approx(stats.binomtest(events, events).pvalue)


@pytest.mark.parametrize(("events", "n"), [(0, 5), (2, 10), (3.5, 8), (7, 7)])
def test_shares_of_pairs_have_the_interval_of_clopper_and_pearson(events: float, n: int) -> None:
    (low, high), turned = clopper_pearson(events, n), clopper_pearson(n - events, n)
    assert (low, high) == pytest.approx((1.0 - turned[1], 1.0 - turned[0]))
    if events == int(events):
        assert (low, high) == pytest.approx(tuple(stats.binomtest(int(events), n).proportion_ci()))


def test_what_has_one_value_in_all_runs_is_no_test() -> None:
    assert math.isnan(between(np.full(8, 3.0), np.full(8, 3.0)).p)
    assert between(np.arange(8.0), np.arange(8.0)).p == 1.0
    assert between(np.full(8, 3.0), np.full(8, 4.0)).p == 2.0**-7


def test_one_of_two_pairs_is_said_without_a_verdict() -> None:
    assert verdict("open", paired(np.ones(2)), 0.5, "months") == "not significant with 2 pairs; at least 3 are needed"


def test_two_pairs_decide_nothing_however_close_they_are() -> None:
    assert kind(paired(np.array([3.0, 3.001])), 0.5, "higher") == "open"
    assert kind(paired(np.zeros(2)), 0.5, "higher") == "open"


def test_intervals_end_where_the_outcome_does() -> None:
    few, whole = np.array([0.02, 0.3]), paired(np.array([0.02, 0.3]))
    assert whole.low < 0.0
    assert whole.high > 1.0
    found = paired(few, (0.0, 1.0))
    assert (found.low, found.high, found.mean) == (0.0, 1.0, whole.mean)
    beyond = paired(np.array([0.02, 1.3]), (0.0, 1.0))
    assert beyond.high > 1.0, "a value beyond the bounds gives the lie to them"


def test_a_cut_interval_covers_a_share_as_often_as_the_whole_one() -> None:
    samples = np.random.default_rng(7).beta(0.6, 5.4, size=(2000, 4))
    whole = [paired(sample) for sample in samples]
    cut = [paired(sample, (0.0, 1.0)) for sample in samples]
    assert any(each.low < 0.0 for each in whole)
    assert all(0.0 <= each.low <= each.high <= 1.0 for each in cut)
    assert [a.low <= 0.1 <= a.high for a in whole] == [b.low <= 0.1 <= b.high for b in cut]


def test_missing_pairs_are_left_out_and_counted() -> None:
    assert paired(np.array([1.0, np.nan, 2.0, 3.0])) == paired(np.array([1.0, 2.0, 3.0]))
    assert paired(np.array([np.nan])).n == 0
    assert math.isnan(paired(np.array([4.0])).low)


@given(differences)
def test_turning_the_differences_turns_what_is_said(sample: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    one, two = paired(sample), paired(-sample)
    assert (one.low, one.high) == pytest.approx((-two.high, -two.low), abs=1e-9, nan_ok=True)
    assert one.above == pytest.approx(1.0 - two.above)
    turned = {"better": "worse", "worse": "better"}
    assert kind(two, 0.1, "higher") == turned.get(kind(one, 0.1, "higher"), kind(one, 0.1, "higher"))
    assert kind(two, 0.1, "lower") == kind(one, 0.1, "higher")


def test_holms_adjustment_is_the_one_of_the_books() -> None:
    adjusted = holm(np.array([0.01, 0.02, 0.03, 0.005, np.nan]))
    np.testing.assert_allclose(adjusted, [0.03, 0.04, 0.04, 0.02, np.nan])


@pytest.mark.parametrize(
    ("sample", "better", "said"),
    [
        ([0.01, 0.02, 0.03], "higher", "same"),
        ([3.0, 3.1, 2.9], "higher", "better"),
        ([3.0, 3.1, 2.9], "lower", "worse"),
        ([3.0, 3.1, 2.9], "none", "higher"),
        ([-3.0, -3.1, -2.9], "none", "lower"),
        ([-3.0, 3.0, 1.0], "higher", "open"),
        ([5.0], "higher", "open"),
        ([np.nan], "higher", "missing"),
    ],
)
def test_the_verdict_follows_the_interval(sample: list[float], better: str, said: str) -> None:
    assert kind(paired(np.array(sample)), 0.5, better) == said


def test_about_as_many_pairs_as_are_said_to_be_needed_decide() -> None:
    generator = np.random.default_rng(5)
    pilot = paired(generator.normal(0.5, 1.0, size=400))
    low, high = pairs_needed(pilot, 0.01)
    decided = [paired(generator.normal(0.5, 1.0, size=int(low + high) // 2)).low > 0.0 for _ in range(300)]
    assert 0.35 < np.mean(decided) < 0.7  # half of the samples of that size fall on either side of the mean


def test_the_range_of_pairs_needed_holds_what_is_needed_as_often_as_it_says() -> None:
    """The mean is known here; four in five ranges from eight pairs hold the number that the true spread asks for."""
    generator, truth = np.random.default_rng(6), math.ceil((1.96 / 0.5) ** 2 + 1.96**2 / 2)
    pilots = (dataclasses.replace(paired(generator.normal(0.0, 1.0, 8)), mean=0.5) for _ in range(2000))
    held = np.mean([low <= truth <= high for low, high in (pairs_needed(pilot, 0.01) for pilot in pilots)])
    assert held == pytest.approx(0.8, abs=0.05)

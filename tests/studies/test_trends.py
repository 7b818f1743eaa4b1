"""Linear trends are told with their sign where they are, and nowhere else."""

import numpy as np
import pytest

from sim.arrays import Rows
from sim.designs.sampling import Sample, sample
from sim.reading.factor import DUMMY, Factor
from sim.studies.sensitivity.trends import Trend, trends

MANY = tuple(Factor(f"x{number}", 0.0, 1.0) for number in range(60))


def design(samples: int, seed: int, method: str = "rbd_fast") -> Sample:
    return sample(MANY, method, samples, seed)


def luck(sampled: Sample, seed: int, uneven: bool) -> Rows:
    """Noise of standard deviation 1; uneven: larger where the first factor is large."""
    drawn = np.random.default_rng([3, seed]).normal(size=len(sampled.units))
    size = 0.2 + 2.0 * sampled.units[:, 0] if uneven else 1.0
    return np.asarray(drawn * size)


def by_name(found: tuple[Trend, ...]) -> dict[str, Trend]:
    return {each.factor: each for each in found}


def test_weak_trends_among_many_factors_are_told_with_sign_size_and_flip() -> None:
    sampled = design(1200, 1)
    units = sampled.units
    lines = 0.2 + 1.0 * (units[:, 4] - 0.5) - 0.8 * (units[:, 9] - 0.5)
    found = by_name(trends(lines + luck(sampled, 1, False), sampled))
    assert [name for name, each in found.items() if each.sure] == ["x4", "x9"]
    assert found["x4"].effect.low < 1.0 < found["x4"].effect.high
    assert found["x9"].effect.low < -0.8 < found["x9"].effect.high
    flips = found["x4"].flips
    assert flips is not None
    assert flips == pytest.approx(0.3, abs=0.15)  # where .2 + (x - .5) is zero
    assert found["x0"].flips is None
    assert found[DUMMY].sure is False


@pytest.mark.slow
@pytest.mark.parametrize("uneven", [False, True])
def test_without_any_effect_few_studies_name_a_factor_and_intervals_hold(uneven: bool) -> None:
    """Of 200 studies of nothing about one in twenty names one of 61 columns (in 999 of 1,000 cases 21 at most)."""
    wrong, held = 0, []
    for seed in range(200):
        sampled = design(300, seed)
        found = trends(luck(sampled, seed, uneven), sampled)
        wrong += any(each.sure for each in found)
        held += [each.effect.low <= 0.0 <= each.effect.high for each in found]
    assert wrong <= 21
    assert np.mean(held) == pytest.approx(0.95, abs=0.012)


def test_a_flip_needs_both_ends_told_from_zero() -> None:
    sampled = design(600, 2)
    only_up = by_name(trends(3.0 + sampled.units[:, 4] + luck(sampled, 2, False), sampled))
    assert only_up["x4"].sure
    assert only_up["x4"].flips is None


def test_nothing_is_told_where_points_are_few_or_belong_together_or_nothing_happens() -> None:
    few, paired = design(150, 3), design(16, 3, "sobol")
    assert trends(luck(few, 3, False), few) == ()
    assert trends(luck(paired, 3, False), paired) == ()
    enough = design(300, 3)
    assert trends(np.ones(len(enough.units)), enough) == ()


def test_points_without_a_result_are_left_out() -> None:
    sampled = design(600, 4)
    results = 2.0 * sampled.units[:, 4] + luck(sampled, 4, False)
    results[::7] = np.nan
    found = by_name(trends(results, sampled))
    assert found["x4"].sure
    assert found["x4"].effect.low < 2.0 < found["x4"].effect.high

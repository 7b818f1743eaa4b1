"""Do the signs hold when every assumed number may be anything in its range?

64 Latin-hypercube points (seed 1) over all assumed numbers of the mechanisms, in one county of 16 villages, 6 pairs a
point (seed 20240101). A sign is as expected in a point when the mean difference lies on the expected side; it counts as
reversed when the 99 % paired t interval lies on the wrong side. Points where both come out alike are neither.
`pytest -m slow -s` prints the shares.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from scipy.stats import qmc, t

from tests.shown.signs import POINTS, SIGNS, assumed, differences

LEAST = 0.5
"""Share of the points in which a sign is to be as expected: more often than not."""
ROBUST = ("nameplate_share", "disputes", "months_to_50")
"""Where it is. Insufficient consultation is not: over the whole ranges the deadline has more of it in a third of the
points, though hardly ever less beyond noise; docs and report must not call that robust, and if it becomes so, this test
says that they may."""


@pytest.mark.slow
def test_hardly_any_assumption_inside_its_range_reverses_a_sign() -> None:
    points = qmc.LatinHypercube(len(assumed()), seed=1).random(POINTS)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = np.array(list(pool.map(differences, points)))
    with np.errstate(invalid="ignore", divide="ignore"):
        pairs = np.isfinite(found).sum(axis=1)
        mean, error = np.nanmean(found, axis=1), np.nanstd(found, axis=1, ddof=1) / np.sqrt(pairs)
    beyond = t.ppf(0.995, pairs - 1) * np.maximum(error, 1e-12)
    wrong: list[str] = []
    for column, (name, sign) in enumerate(SIGNS.items()):
        d = sign * mean[:, column]
        alike, expected = np.mean(np.abs(d) < 1e-12), np.mean(d > 1e-12)
        reversed_ = np.mean(d < -beyond[:, column])
        print(f"{name}: as expected {expected:.2f}, reversed beyond noise {reversed_:.2f}, alike {alike:.2f}")
        if reversed_ > 0.10:
            wrong.append(f"{name}: reversed beyond noise in {reversed_:.2f} of the points")
        if (expected >= LEAST) != (name in ROBUST):
            wrong.append(f"{name}: as expected in {expected:.2f} of the points")
    assert not wrong, wrong
    print(f"satisfaction over time: the deadline wins in {np.mean(mean[:, -1] > 0):.2f} of the points")

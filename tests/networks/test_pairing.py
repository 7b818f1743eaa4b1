from __future__ import annotations

import numpy as np
import pytest

from sim.networks.pairing import NOBODY, calls, each_with_each, fellow, insider, outsider, ring
from sim.streams import Luck

LUCK = Luck(7, 0)


def chosen_by_row_zero(outer: list[int], inner: list[int], grid: int) -> list[int]:
    """Who row 0 chooses as its luck runs evenly from 0 to 1."""
    luck = (np.arange(grid) + 0.5) / grid
    rows = (np.array(outer), np.array(inner))
    return [int(outsider(*rows, np.full(len(outer), u))[0]) for u in luck]


def test_every_outsider_is_chosen_equally_often_and_nobody_else_ever() -> None:
    outer = [0, 1, 0, 0, 1, 0, 0]
    inner = [2, 9, 1, 2, 8, 3, 1]
    assert sorted(chosen_by_row_zero(outer, inner, 6)) == [2, 2, 5, 5, 6, 6]


def test_whoever_has_no_outsiders_chooses_nobody() -> None:
    chosen = outsider(np.array([0, 0, 1]), np.array([4, 4, 5]), np.full(3, 0.99))
    assert chosen.tolist() == [NOBODY] * 3


def test_every_insider_of_the_pool_is_chosen_equally_often_and_nobody_else_ever() -> None:
    key, pool = np.array([0, 1, 0, 0, 2]), np.array([False, True, True, True, False])
    chosen = [insider(key, pool, np.full(5, u)) for u in (0.0, 0.49, 0.51, np.nextafter(1.0, 0.0))]
    assert [row[0] for row in chosen] == [2, 2, 3, 3]
    assert [row[1] for row in chosen] == [1, 1, 1, 1]
    assert [row[4] for row in chosen] == [NOBODY] * 4


def test_every_fellow_is_chosen_equally_often_and_only_the_lonely_choose_themselves() -> None:
    luck = (np.arange(6) + 0.5) / 6
    chosen = [fellow(np.array([0, 1, 1, 1, 1]), np.array([0, 1, 3, 4]), np.full(4, u)).tolist() for u in luck]
    by_chooser = [sorted(column) for column in zip(*chosen, strict=True)]
    assert by_chooser == [[0] * 6, [2, 2, 3, 3, 4, 4], [1, 1, 2, 2, 4, 4], [1, 1, 2, 2, 3, 3]]


@pytest.mark.parametrize("mean", [0.0, 0.15, 1.0, 1.5, 2.75])
def test_calls_average_what_was_asked_and_differ_by_one_at_most(mean: float) -> None:
    made = np.zeros(20_000)
    for calling, _ in calls(mean, "test", LUCK, 20_000):
        made += calling
    assert abs(made.mean() - mean) < 0.015
    assert made.max() - made.min() <= 1


@pytest.mark.parametrize("ties", [1.0, 2.0, 3.0, 4.0, 6.0])
def test_a_ring_gives_the_ties_asked_for_and_at_most_one_more_a_side(ties: float) -> None:
    key = np.repeat(np.arange(200), 30)
    a, b = ring(key, ties, "test", LUCK)
    degree = np.bincount(np.concatenate((a, b)), minlength=len(key))
    assert abs(degree.mean() - ties) < 0.05
    assert degree.max() <= 2 * np.ceil(ties / 2)
    assert np.array_equal(key[a], key[b])


def test_every_household_meets_every_cadre_of_its_village_once() -> None:
    household, cadre = each_with_each(np.array([0, 0, 2, 2, 2]), np.array([2, 0, 1, 2]))
    pairs = list(zip(household.tolist(), cadre.tolist(), strict=True))
    assert pairs == [(2, 0), (3, 0), (4, 0), (0, 1), (1, 1), (2, 3), (3, 3), (4, 3)]

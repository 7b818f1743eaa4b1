from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.arrays import Rows
from sim.networks.layer import Layer

SIZES = st.integers(0, 9)


def random_layer(rows: int, columns: int, ties: int, seed: int, symmetric: bool) -> Layer:
    chance = np.random.default_rng(seed)
    ties = ties if rows and columns else 0
    a = chance.integers(0, max(rows, 1), ties)
    b = chance.integers(0, max(columns, 1), ties)
    return Layer.of(a, b, chance.random(ties), rows=rows, columns=columns, symmetric=symmetric)


def loop_over_ties(layer: Layer, values: Rows) -> Rows:
    result = np.zeros((layer.rows, *values.shape[1:]))
    for i in range(layer.rows):
        total = np.zeros(values.shape[1:])
        for j, strength in zip(layer.neighbours(i), layer.strengths(i), strict=True):
            total = total + strength * values[j]
        result[i] = total
    return result


@pytest.mark.parametrize("shape", [(), (1,), (3,), (8,)])
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_loop_over_a_households_ties_gives_the_bits_of_the_product(shape: tuple[int, ...], order: str) -> None:
    layer = random_layer(300, 300, 4000, 1, symmetric=True).normalised()
    values = np.array(np.random.default_rng(2).normal(size=(300, *shape)), order="F" if order == "F" else "C")
    assert layer.pull(values).tobytes() == loop_over_ties(layer, values).tobytes()


def test_one_households_ties_pull_the_same_bits_alone_as_in_plain_python() -> None:
    layer = random_layer(200, 200, 3000, 3, symmetric=True).normalised()
    values = np.random.default_rng(4).normal(size=200)
    pulled = layer.pull(values)
    for i in range(layer.rows):
        total = 0.0
        for j, strength in zip(layer.neighbours(i).tolist(), layer.strengths(i).tolist(), strict=True):
            total += strength * values.item(j)
        assert pulled.item(i) == total


@given(rows=SIZES, columns=SIZES, ties=st.integers(0, 40), seed=st.integers(0, 2**32 - 1))
def test_any_list_of_ties_becomes_sorted_rows_without_repetition(rows: int, columns: int, ties: int, seed: int) -> None:
    layer = random_layer(rows, columns, ties, seed, symmetric=False)
    assert layer.indptr.dtype == layer.indices.dtype == np.int64
    assert layer.indptr.shape == (rows + 1,)
    assert layer.indptr[-1] == len(layer.indices) == len(layer.weights) == layer.degree().sum()
    for i in range(rows):
        assert np.all(np.diff(layer.neighbours(i)) > 0)
        assert np.all(layer.neighbours(i) < columns)
    assert layer.pull(np.ones(columns)).shape == (rows,)
    assert layer.pull(np.ones((columns, 2))).shape == (rows, 2)


@given(rows=SIZES, ties=st.integers(0, 40), seed=st.integers(0, 2**32 - 1))
def test_a_symmetric_layer_is_its_own_mirror_and_ties_nobody_to_itself(rows: int, ties: int, seed: int) -> None:
    layer = random_layer(rows, rows, ties, seed, symmetric=True)
    mirror = layer.turned()
    assert np.array_equal(layer.indices, mirror.indices)
    assert np.array_equal(layer.weights, mirror.weights)
    assert not np.any(layer.row_of_tie() == layer.indices)


def test_a_tie_listed_twice_counts_once_with_its_largest_weight_in_any_order() -> None:
    a, b, weights = np.array([0, 1, 0]), np.array([1, 0, 2]), np.array([0.5, 2.0, 1.0])
    for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0]):
        layer = Layer.of(a[order], b[order], weights[order], rows=3, symmetric=True)
        assert layer.neighbours(0).tolist() == [1, 2]
        assert layer.strengths(0).tolist() == [2.0, 1.0]


def test_a_household_may_share_its_number_with_its_cadre() -> None:
    layer = Layer.of(np.array([0, 1]), np.array([0, 0]), np.ones(2), rows=2, columns=1)
    assert layer.degree().tolist() == [1, 1]
    assert layer.turned().neighbours(0).tolist() == [0, 1]


def test_a_normalised_row_sums_to_one_unless_it_is_empty() -> None:
    layer = Layer.of(np.array([0, 0]), np.array([1, 2]), np.array([1.0, 3.0]), rows=4, symmetric=True).normalised()
    assert layer.pull(np.ones(4)).tolist() == [1.0, 1.0, 1.0, 0.0]
    assert layer.strengths(0).tolist() == [0.25, 0.75]


def test_ties_cannot_be_rewritten() -> None:
    layer = random_layer(5, 5, 9, 1, symmetric=True)
    for array in (layer.indptr, layer.indices, layer.weights):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_a_layer_survives_the_journey_to_another_process() -> None:
    layer = random_layer(20, 20, 60, 1, symmetric=True)
    values = np.random.default_rng(1).random(20)
    assert np.array_equal(pickle.loads(pickle.dumps(layer)).pull(values), layer.pull(values))

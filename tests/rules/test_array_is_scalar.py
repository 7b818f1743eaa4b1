"""The arithmetic rule: a whole column and a single agent get the same bits from every rule."""

from __future__ import annotations

import numpy as np
import pytest

from tests.rules.inputs import RULES, drawn, outputs, row

ROWS = 83


@pytest.mark.parametrize("path", RULES)
def test_a_column_and_one_agent_get_the_same_bits(path: str) -> None:
    inputs = drawn(path, ROWS, 5)
    whole = outputs(RULES[path](**inputs))
    for i in range(ROWS):
        alone = outputs(RULES[path](**row(inputs, i, as_array=False)))
        single = outputs(RULES[path](**row(inputs, i, as_array=True)))
        for column, one, array in zip(whole, alone, single, strict=True):
            assert column[i].tobytes() == one.tobytes() == array[0].tobytes()


@pytest.mark.parametrize("path", RULES)
def test_a_rule_gives_a_number_a_row_and_leaves_its_inputs_alone(path: str) -> None:
    inputs = drawn(path, ROWS, 6)
    kept = {name: value.copy() if isinstance(value, np.ndarray) else value for name, value in inputs.items()}
    for value in inputs.values():
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
    for column in outputs(RULES[path](**inputs)):
        assert column.shape == (ROWS,)
        assert np.all(np.isfinite(column.astype(np.float64)))
    assert all(np.array_equal(inputs[name], kept[name]) for name in kept if isinstance(kept[name], np.ndarray))


@pytest.mark.parametrize("path", RULES)
def test_a_rule_knows_nothing_of_the_rows_beside(path: str) -> None:
    inputs = drawn(path, ROWS, 7)
    turned = {name: value[::-1].copy() if isinstance(value, np.ndarray) else value for name, value in inputs.items()}
    for column, mirrored in zip(outputs(RULES[path](**inputs)), outputs(RULES[path](**turned)), strict=True):
        assert column.tobytes() == mirrored[::-1].tobytes()

"""Single numbers in compiled code are those of arrays, to the last bit."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim import arrays
from sim.compiled import compiler, prelude
from sim.streams import Luck

SPREAD = np.random.default_rng(1)
FUNCTIONS = {
    "exp": SPREAD.uniform(-720.0, 720.0, 2000),
    "log": np.exp(SPREAD.uniform(-600.0, 600.0, 2000)),
    "logistic": SPREAD.normal(0.0, 20.0, 2000),
    "logit": SPREAD.uniform(1e-9, 1.0 - 1e-9, 2000),
}


def called(function: object, *values: object) -> float:
    """Return what a compiled helper gives: it can be called from Python only as plain Python."""
    plain: Any = getattr(function, "py_func", function)
    return float(plain(*values))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_gives_one_number_the_bits_it_gives_an_array(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for helper in ("where", "maximum", "minimum", "exp", "log", "as_float", "as_bits"):
        monkeypatch.setattr(prelude, helper, _plain(helper))
    values = FUNCTIONS[name]
    expected = getattr(arrays, name)(values)
    made = np.array([called(getattr(prelude, name), value) for value in values])
    assert made.tobytes() == expected.tobytes()


def _plain(name: str) -> object:
    if name == "as_float":
        return lambda bits: np.int64(bits).view(np.float64)
    if name == "as_bits":
        return lambda value: np.float64(value).view(np.int64)
    function = getattr(prelude, name)
    return getattr(function, "py_func", function)


@pytest.mark.parametrize(("ours", "libm", "values"), [
    (arrays.exp, math.exp, SPREAD.uniform(-700.0, 700.0, 20000)),
    (arrays.log, math.log, np.exp(SPREAD.uniform(-600.0, 600.0, 20000))),
], ids=["exp", "log"])  # fmt: skip
def test_exp_and_log_differ_from_libm_by_one_unit_in_the_last_place_at_most(ours, libm, values) -> None:  # type: ignore[no-untyped-def]
    expected = np.array([libm(value) for value in values])
    assert np.max(np.abs(ours(values) - expected) / np.spacing(np.abs(expected))) <= 1.0


def test_one_agent_draws_the_number_that_the_array_holds_in_its_row() -> None:
    luck = Luck(3, 7)
    drawn = luck.uniform("attend", 11, 50)
    assert [luck.draw("attend", 11, row) for row in range(50)] == drawn.tolist()
    months = np.arange(50)
    assert [luck.draw("attend", row, row) for row in range(50)] == luck.uniform("attend", months, 50).tolist()


def test_the_compiler_is_there() -> None:
    assert compiler.COMPILED, "numba is a dependency: without it every other test would test plain Python"

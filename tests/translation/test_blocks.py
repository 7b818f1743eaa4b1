"""The loop in blocks computes what the plain loop computes, whatever the sizes of villages."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

from sim.translation.blocks import loop_in_blocks, make_loop

BODY = """
sum_1 = 0.0
for k_1 in range(first[i], first[i + U(1)]):
    j_1 = to[k_1]
    sum_1 += strength[k_1] * here[j_1]
double_1 = sum_1 * 2.0
sum_2 = 0.0
for k_2 in range(first[i], first[i + U(1)]):
    j_2 = to[k_2]
    sum_2 += strength[k_2] * (here[j_2] - here[i])
sum_3 = 0.0
for k_3 in range(first[i], first[i + U(1)]):
    sum_3 += strength[k_3] * double_1
village_1 = U(households_village[i])
if here[i] > 0.5:
    chosen_1 = money[village_1]
else:
    chosen_1 = double_1
new_one[i] = chosen_1 + sum_2
new_two[i] = here[i] * sum_3
"""
WRITES = ("one", "two")
SIZES = np.array([3, 0, 64, 65, 1, 130])
"""Rows of the villages: none, one block, a little more, and two."""


def live(body: list[ast.stmt]) -> np.ndarray[Any, Any]:
    luck, rows = np.random.default_rng(1), int(SIZES.sum())
    first = np.concatenate([[0], np.cumsum(luck.integers(0, 5, rows))]).astype(np.uint64)
    made = np.full((2, rows), np.nan)
    given: dict[str, Any] = {
        "np": np, "U": np.uint64, "on_stack": lambda: np.empty(64), "rows": rows, "first": first,
        "to": luck.integers(0, rows, int(first[-1])).astype(np.uint64), "strength": luck.random(int(first[-1])),
        "here": luck.random(rows), "money": luck.random(len(SIZES)),
        "households_village": np.repeat(np.arange(len(SIZES)), SIZES).astype(np.uint64),
        "households_by_village_first": np.concatenate([[0], np.cumsum(SIZES)]).astype(np.uint64),
        "new_one": made[0], "new_two": made[1],
    }  # fmt: skip
    exec(ast.unparse(ast.fix_missing_locations(ast.Module(body, []))), given)
    return made


def test_blocks_give_the_bits_of_the_plain_loop() -> None:
    body = ast.parse(BODY).body
    plain = live([make_loop("i", "range(U(0), U(rows))", body)])
    made = loop_in_blocks(ast.parse(BODY).body, WRITES, {"first", "to", "strength", "here", "U"})
    assert not np.isnan(plain).any()
    assert live(made).tobytes() == plain.tobytes()
    text = ast.unparse(ast.fix_missing_locations(ast.Module(made, [])))
    assert text.count("range(first[i]") == 2, "two sums share a loop, the third needs what the row computes"
    assert "households_village[i]" not in text


def test_households_that_draw_and_those_that_only_add_up_keep_the_plain_loop() -> None:
    for body in (
        "new_one[i] = draw(1, i) + here[i]",
        "sum_1 = 0.0\nfor k_1 in range(0, 3):\n    sum_1 += 1.0\nnew_one[i] = sum_1",
    ):
        (loop,) = loop_in_blocks(ast.parse(body).body, ("one",), {"here"})
        assert ast.unparse(ast.fix_missing_locations(loop)).startswith("for i in range(U(0), U(rows)):")

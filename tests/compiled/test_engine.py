"""The engine without a compiler, and what it says when it compiles."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.compiled import compiler
from sim.month import advance
from sim.world import found_world
from tests.agreement.lives import CASES
from tests.worlds import digest

MONTHS = 12
LIVE = f"""
from sim.compiled import compiler
from sim.month import advance
from sim.world import found_world
from tests.agreement.lives import CASES
from tests.worlds import digest
assert not compiler.COMPILED
where, policy = CASES["harsh deadline"]
world = found_world(where, 1, 0)
for _ in range({MONTHS}):
    advance(world, [policy])
print(digest(world))
"""


def test_plain_python_gives_the_bits_of_compiled_code() -> None:
    assert compiler.COMPILED
    where, policy = CASES["harsh deadline"]
    world = found_world(where, 1, 0)
    for _ in range(MONTHS):
        advance(world, [policy])
    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", LIVE], env=os.environ | {"GAIJU_PLAIN": "1"}, text=True,
        cwd=Path(__file__).parents[2], capture_output=True, check=False,
    )  # fmt: skip
    assert plain.returncode == 0, plain.stderr
    assert plain.stdout.strip() == str(digest(world))


@pytest.mark.slow
def test_an_empty_cache_is_filled_and_the_bits_stay(tmp_path: Path) -> None:
    code = LIVE.replace("assert not compiler.COMPILED", "assert compiler.COMPILED")
    said = []
    for _ in range(2):
        lived = subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}, text=True,
            cwd=Path(__file__).parents[2], capture_output=True, check=True,
        )  # fmt: skip
        said.append(lived.stdout)
    assert said[0] == said[1]
    assert any(tmp_path.rglob("*whole_month*.nbc"))

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worlds import STRATEGIES, WORLDS, digest, live

ROOT = Path(__file__).parents[2]
TELL = (
    "from tests.worlds import STRATEGIES, WORLDS, digest, live;"
    "print(digest(live(WORLDS['everything'], [STRATEGIES['phased_pilots']], 12)))"
)


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_a_fresh_process_with_any_hash_seed_gives_the_same_bits(hash_seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", TELL], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == digest(live(WORLDS["everything"], [STRATEGIES["phased_pilots"]], 12))

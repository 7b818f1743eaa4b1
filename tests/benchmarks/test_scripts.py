from __future__ import annotations

import pytest

from benchmarks import memory, speed


def test_the_speed_benchmark_prints_every_ratio_beside_its_target(capsys: pytest.CaptureFixture[str]) -> None:
    speed.main(["--quick"])
    printed = capsys.readouterr().out
    for words in ("plain Mesa / columns", "columns / reference", "at least 50", "at most 2.5", "at most 1.5", "passes"):
        assert words in printed


def test_the_memory_benchmark_prints_its_target(capsys: pytest.CaptureFixture[str]) -> None:
    memory.main(["--quick"])
    assert "at most 2000" in capsys.readouterr().out

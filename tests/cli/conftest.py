"""Worlds of these tests are coarse for speed: what is said of that is tested by tests/planning/test_fineness.py."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def coarse_on_purpose() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.planning.fineness.FEWEST", 1)
        yield

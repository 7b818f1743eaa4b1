"""Worlds of these tests are coarse for speed: what is said of that is tested by tests/analyses/test_fineness.py."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def coarse_on_purpose() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.analyses.fineness.FEWEST", 1)
        yield

"""What every doctest may use without importing it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import settings

# How long an example takes says more of the machine's load than of the code: speeds are benchmarks, not tests.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _numpy_in_doctests(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace["np"] = np

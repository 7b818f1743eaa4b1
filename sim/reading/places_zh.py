"""What the numbers of terms, world and strategies, and all units, are called in Chinese.

``quantity.meaning`` says it in English.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.words import texts

UNITS: Mapping[str, str] = {"1": "", **texts("number_unit", "zh")}
"""Unit as declared -> unit in Chinese, as it stands for itself or behind a number."""
TERMS, REGIONS, NETWORK, ROLLOUT = (texts(part, "zh") for part in ("term", "region", "network", "rollout"))

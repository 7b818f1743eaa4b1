"""What the numbers of the mechanisms are called in Chinese, by mechanism; ``quantity.meaning`` says it in English."""

from __future__ import annotations

from collections.abc import Mapping

from sim.words import pairs, texts

MECHANISMS: Mapping[str, tuple[str, str]] = pairs("mechanism")
"""First part of a number's name -> the mechanism in English and Chinese."""
NUMBERS: Mapping[str, Mapping[str, str]] = {name: texts(f"number.{name}", "zh") for name in MECHANISMS}
"""Mechanism -> last part of a number's name -> what it is called."""

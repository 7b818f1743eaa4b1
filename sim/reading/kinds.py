"""The kinds of studies, and the verbs that make them."""

from __future__ import annotations

from collections.abc import Mapping

VERBS: Mapping[str, str] = {"sensitivity": "sensitivity", "sweep": "sweep", "discovery": "discover"}
"""Kind of study -> the verb that makes it."""
KINDS = tuple(VERBS)

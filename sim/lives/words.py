"""The words in which a life is told, in English and Chinese; :mod:`.telling` fills in the fields."""

from __future__ import annotations

from collections.abc import Mapping

from sim.words import LANGUAGES as LANGUAGES
from sim.words import Language as Language
from sim.words import pairs

Words = Mapping[str, tuple[str, str]]

EVENTS: Words = pairs("life.events")

TURNOUT: Words = pairs("life.turnout")

DECISIONS: Words = pairs("life.decisions")

ASKED: Words = pairs("life.asked")
"""What the chance of a decision is the chance of; a vote has none, its support says yes."""

FEELINGS: Words = pairs("life.feelings")

REASONS: Words = pairs("life.reasons")

COLUMNS: Words = pairs("life.columns")

LAYERS: Words = pairs("life.layers")

VALUES: Words = pairs("life.values")

ROLES: Words = pairs("life.roles")

CHOSEN: Words = pairs("life.chosen")

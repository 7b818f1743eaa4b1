"""The sentences of a life and the names of terms, in English and Chinese; what :mod:`.words` is for single words."""

from __future__ import annotations

from sim.lives.words import Words
from sim.words import pairs

HEADS: Words = pairs("life.heads")

PHRASES: Words = pairs("life.phrases")

MARKS: Words = pairs("life.marks")
"""Words of a life that need a line of explanation."""

LEGEND: Words = pairs("life.legend")

STAGE_NAMES: Words = pairs("life.stage_names")

TERM_NAMES: Words = pairs("life.term_names")

"""The worlds in which the model is asked what the sources say: shared by targets and causal claims."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedWorld:
    """A shipped scenario, amended.

    Attributes
    ----------
    what
        What it is, in words.
    file
        Its name below the folder of shipped scenarios.
    sets
        What is put into it, as ``path=value``.
    """

    id: str
    what: str
    file: str
    sets: tuple[str, ...]

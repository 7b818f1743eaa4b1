"""What is doubtful about scenarios before anything is run: where their parameters come from, and how fine they are."""

from __future__ import annotations

from collections.abc import Iterable

from sim.judging import ensembles
from sim.planning.fineness import coarse_said
from sim.reading import Case
from sim.reading.ensembles import read_ensemble


def doubts_in(cases: Iterable[Case]) -> tuple[str, ...]:
    """Return why to be careful with scenarios, a sentence each: coarse villages, then doubtful ensembles."""
    known = tuple(cases)
    names = dict.fromkeys(ensembles.ensembles_in(known).values())
    return (*coarse_said(known), *(line for name in names for line in ensembles.doubts(read_ensemble(name))))

"""The words users meet, and the groups of levers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sim.document import read_document
from sim.policies import levers
from sim.words import pairs, texts

Words = Mapping[str, tuple[str, str, str]]


def words(section: str) -> Words:
    """Return the words of a section of the glossary: name -> (English, Chinese, what is meant)."""
    meanings = texts("meaning", "en")
    return {name: (*both, meanings[f"{section}.{name}"]) for name, both in pairs(f"glossary.{section}").items()}


@cache
def _homes() -> Mapping[str, str]:
    """Return the group of each shipped lever: the file its record stands in."""
    home = Path(str(levers.__file__)).parent
    groups = pairs("lever_group")
    return {tree["id"]: group for group in groups for tree in read_document(home / f"{group}.yaml").tree["levers"]}


def lever_group(id: str) -> str:
    """Return the group of a shipped lever.

    Raises
    ------
    KeyError
        If no such lever is shipped.

    >>> pairs("lever_group")[lever_group("residents_council_veto")][0]
    'Participation and consent'
    """
    return _homes()[id]

"""The catalogues: both languages have the same keys, fields and plural forms, and every text in them is used."""

import ast
import re
import string
from pathlib import Path

import pytest

from sim.words import HERE, LANGUAGES, catalogue, parse, say

UNLIKE = {"answer.contest", "sensitivity.more", "sweep.some same"}
"""Texts of which one language says something that the other leaves to be understood."""
SIM = Path(__file__).parents[2] / "sim"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    english, chinese = (set(catalogue(language)) for language in LANGUAGES)
    assert english == chinese


def test_a_text_has_the_same_fields_in_both_languages() -> None:
    english, chinese = (catalogue(language) for language in LANGUAGES)
    unlike = {key for key in english if fields("".join(english[key])) != fields("".join(chinese[key]))}
    assert unlike == UNLIKE


def test_no_text_is_empty() -> None:
    assert not [key for language in LANGUAGES for key, forms in catalogue(language).items() if not all(forms)]


def starts(key: str) -> set[str]:
    """Return a key and everything in front of one of its points."""
    parts = key.split(".")
    return {".".join(parts[:n]) for n in range(1, len(parts) + 1)}


def test_every_text_is_read_by_some_module() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in SIM.rglob("*.py")]
    constants = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    read = {value.rstrip(".") for value in constants if isinstance(value, str)}
    assert not [key for key in catalogue("en") if not starts(key) & read]


def test_a_catalogue_that_is_newer_than_its_parsed_copy_is_read_itself(tmp_path: Path) -> None:
    source = tmp_path / "en.po"
    source.write_text((HERE / "en.po").read_text("utf-8").replace("HOW IT ENDED", "THE END"), "utf-8")
    assert parse(source)["life.heads.end"] == ("THE END",)


def test_a_key_without_text_is_an_error() -> None:
    with pytest.raises(KeyError, match=re.escape("no.such.key")):
        say("no.such.key", "en")

"""The catalogues: both languages have the same keys, fields and plural forms, and every text in them is used."""

import ast
import re
import string
from pathlib import Path

import pytest

from sim.founding.survey import SURVEYED
from sim.measures.catalogue import MEASURES
from sim.measures.families import FAMILIES
from sim.measures.summaries import SUMMARIES
from sim.policies.catalogue import POLICIES
from sim.reading import names_zh
from sim.reading.shapes import declarations
from sim.reading.village_names import TEXTS
from sim.words import HERE, LANGUAGES, Language, catalogue, either, pairs, parse, say, texts

UNLIKE = {"answer.contest", "sensitivity.more", "sweep.some same"}
"""Texts of which one language says something that the other leaves to be understood."""
SIM = Path(__file__).parents[2] / "sim"
HAN = re.compile("[\u4e00-\u9fff]")
ONE_LANGUAGE: dict[str, Language] = {
    **dict.fromkeys(("number", "number_unit", "term", "lever", "region", "network", "rollout", "column"), "zh"),
    **dict.fromkeys(("meaning", "problem", "help"), "en"),
}
"""Prefixes that stand in one language only. Chinese: what declared numbers, units and columns of tables are called, as
``Quantity.meaning`` and the keys themselves are the English. English: what the glossary explains and what commands say,
in English throughout but for the Chinese words that stand on a reader's screen."""
INPUT = "input"
"""What people write, in whatever language they write it: patterns, not translations of each other."""


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def below(key: str, prefixes: tuple[str, ...]) -> bool:
    return key.startswith(tuple(f"{prefix}." for prefix in prefixes))


def shared(language: Language) -> dict[str, tuple[str, ...]]:
    """Return the texts that both languages must have."""
    return {key: forms for key, forms in catalogue(language).items() if not below(key, (*ONE_LANGUAGE, INPUT))}


def test_both_languages_have_the_same_keys() -> None:
    english, chinese = map(shared, LANGUAGES)
    assert english.keys() == chinese.keys()


def test_what_only_one_language_has_stands_in_that_catalogue_alone() -> None:
    for prefix, mine in ONE_LANGUAGE.items():
        assert [language for language in LANGUAGES if texts(prefix, language)] == [mine], prefix


def test_what_people_write_is_known_by_patterns() -> None:
    for key, pattern in either(INPUT).items():
        assert key == "of_year" or not re.fullmatch(pattern, ""), key


def test_every_number_unit_and_column_is_named_in_chinese() -> None:
    found = {
        place: record for place, record in declarations().items() if place[0] in ("world", "policy", "uncertainties")
    }
    for place, record in found.items():
        assert all(HAN.search(names_zh.name(".".join(map(str, (*place, name))))) for name in record), place
    units = {each.unit for record in found.values() for each in record.values()} - {"1"}
    assert units <= texts("number_unit", "zh").keys()
    assert set(SURVEYED) | set(TEXTS) == texts("column", "zh").keys()
    numbers = set(declarations()["uncertainties",])
    assert numbers == texts("number", "zh").keys()


def test_every_strategy_outcome_and_family_has_a_title() -> None:
    assert {kind.name for kind in POLICIES} == pairs("strategy").keys()
    assert {*MEASURES, *SUMMARIES} == pairs("outcome").keys()
    assert FAMILIES.keys() == pairs("family.title").keys() == pairs("family.main").keys()


def test_every_word_of_the_glossary_says_what_is_meant() -> None:
    named = set(texts("glossary", "en")) - {f"section.{name}" for name in texts("glossary.section", "en")} - {"title"}
    assert named == texts("meaning", "en").keys()


def test_a_text_has_the_same_fields_in_both_languages() -> None:
    english, chinese = map(shared, LANGUAGES)
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
    assert not [key for language in LANGUAGES for key in catalogue(language) if not starts(key) & read]


def test_a_catalogue_that_is_newer_than_its_parsed_copy_is_read_itself(tmp_path: Path) -> None:
    source = tmp_path / "en.po"
    source.write_text((HERE / "en.po").read_text("utf-8").replace("HOW IT ENDED", "THE END"), "utf-8")
    assert parse(source)["life.heads.end"] == ("THE END",)


def test_a_key_without_text_is_an_error() -> None:
    with pytest.raises(KeyError, match=re.escape("no.such.key")):
        say("no.such.key", "en")

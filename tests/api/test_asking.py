"""Titles under which scenarios are told apart, in each language for itself."""

from pathlib import Path

import pytest

from sim.api.asking import titles
from sim.reading import read

OWN = "schema: 1\nname: {name}\nextends: gaiju:rollout/uniform-deadline\ntitle: {title}\n"


def test_a_title_in_one_language_replaces_the_inherited_one_whole(tmp_path: Path) -> None:
    """Or the other half of a report would call it as it calls what it extends."""
    (tmp_path / "mine.yaml").write_text(OWN.format(name="mine", title="{zh: 我的方案}"), "utf-8")
    said = titles([read("uniform-deadline"), read(tmp_path / "mine.yaml")])
    assert said["uniform-deadline"] == {"en": "One deadline for all", "zh": "统一限期"}
    assert said["mine"] == {"en": "我的方案", "zh": "我的方案"}


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("{en: One deadline for all, zh: 另一}", {"en": "One deadline for all (mine)", "zh": "另一"}),
        ("{en: Another, zh: 统一限期}", {"en": "Another", "zh": "统一限期 (mine)"}),
    ],
)
def test_titles_shared_in_one_language_are_told_apart_in_that_one(
    title: str, told: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(OWN.format(name="mine", title=title), "utf-8")
    said = titles([read("uniform-deadline"), read(tmp_path / "mine.yaml")])
    assert said["mine"] == told
    alike = next(language for language, words in told.items() if words.endswith("(mine)"))
    assert said["uniform-deadline"][alike].endswith(" (uniform-deadline)")

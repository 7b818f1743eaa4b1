from __future__ import annotations

from typing import Any

import pytest

from tests.golden.lives import declarations, lives, stored

WHY = 'rewrite with `python -m tests.golden.rewrite` and say why in CHANGELOG.md under "Changes numbers"'


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    return stored()


def test_the_worlds_stand_where_they_stood(golden: dict[str, Any]) -> None:
    found = lives()
    assert found.keys() == golden["lives"].keys(), WHY
    for life, columns in found.items():
        assert columns.keys() == golden["lives"][life].keys(), WHY
        for column, numbers in columns.items():
            kept = golden["lives"][life][column]
            assert numbers == pytest.approx(kept, rel=1e-9, abs=1e-12), f"{life}: {column}. {WHY}"


def test_what_is_declared_about_numbers_is_what_was_declared(golden: dict[str, Any]) -> None:
    found = declarations()
    for part, content in found.items():
        kept = golden["declarations"][part]
        assert content.keys() == kept.keys(), WHY
        assert [key for key in content if content[key] != kept[key]] == [], WHY

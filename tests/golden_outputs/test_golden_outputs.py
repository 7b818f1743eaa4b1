"""Users read what they read before; what changes on purpose is renewed by one command and reviewed as a diff."""

from __future__ import annotations

import difflib

import pytest

from tests.golden_outputs.outputs import MADE, OUTPUTS, Shelf, stored

WHY = "if this is intended: `python -m tests.golden_outputs.renew`, and read the diff"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("file", MADE)
def test_users_read_what_they_read_before(shelf: Shelf, file: str) -> None:
    kept = (OUTPUTS / file).read_text("utf-8") if (OUTPUTS / file).is_file() else ""
    made = MADE[file](shelf)
    if made != kept:
        before, after = (text.splitlines(keepends=True) for text in (kept, made))
        pytest.fail(f"{file} has changed; {WHY}\n" + "".join(difflib.unified_diff(before, after, "kept", "made")))


def test_no_golden_file_is_left_over() -> None:
    assert stored() <= MADE.keys(), WHY

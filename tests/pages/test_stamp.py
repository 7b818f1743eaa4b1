"""Pages made from runs carry what they were made from, and say when that has changed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.pages import stamp

DOCS = Path(__file__).parents[2] / "docs"
PAGE = "# Numbers\n\nMade by `gaiju evidence --page docs/numbers.md`; do not edit by hand.\n"


def test_a_page_is_current_until_what_it_was_made_from_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = stamp.stamped(PAGE)
    assert stamp.changed(text) == ()
    assert stamp.marked(text) == text
    monkeypatch.setattr(stamp, "present", lambda: {"rules": "0", "scenarios": "1", "ensembles": "3", "evidence": "2"})
    assert stamp.changed(text) == ("rules", "scenarios", "ensembles", "evidence")
    said = stamp.marked(text)
    assert said.startswith("> **Out of date.** The rules and the scenarios and the ensembles and the evidence have")
    assert stamp.marked(said) == said, "marked twice is marked once"
    assert stamp.stamped(said) == stamp.stamped(PAGE), "made again it has no banner and one stamp"


def test_runs_that_are_older_than_a_source_give_a_page_without_stamp() -> None:
    """Resumed or concluded anew, a directory may rest on rules that have changed since."""
    old, new = datetime(2000, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(days=1)
    assert stamp.changed(stamp.stamped(PAGE, old)) == ("stamp",)
    assert stamp.stamped(PAGE, old).startswith("> **Perhaps out of date.**")
    assert stamp.stamped(PAGE, new) == stamp.stamped(PAGE)


def test_what_a_module_imports_or_says_of_itself_changes_no_number(tmp_path: Path) -> None:
    plain, spoken, other = (tmp_path / f"{name}.py" for name in "abc")
    plain.write_text("import os\n\ndef f(x):\n    return x + 1.0\n")
    spoken.write_text('"""Words."""\nfrom os import path\n\ndef f(x):\n    """More."""\n    return x + 1.0  # why\n')
    other.write_text("import os\n\ndef f(x):\n    return x + 1.5\n")
    assert stamp._digest([plain]) == stamp._digest([spoken]) != stamp._digest([other])


def test_a_title_changes_no_number_and_a_number_does(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.yaml" for name in "abc"]
    files[0].write_text("title: {en: One thing, zh: 一}\nvalue: 1\n")
    files[1].write_text("# why\ntitle: {en: Another thing, zh: 二}\nvalue: 1\n")
    files[2].write_text("title: {en: One thing, zh: 一}\nvalue: 2\n")
    one, two, three = (stamp._digest([file]) for file in files)
    assert one == two != three


def test_the_command_lists_marks_and_refuses(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(PAGE)
    (tmp_path / "new.md").write_text(stamp.stamped(PAGE))
    (tmp_path / "prose.md").write_text("# No command makes this\n")
    said = CliRunner().invoke(app, ["pages", str(tmp_path), "--mark"])
    assert said.exit_code == 0
    assert [line.split(":")[0] for line in said.stdout.splitlines()] == [str(tmp_path / "old.md")]
    assert (tmp_path / "old.md").read_text().startswith("> **Perhaps out of date.**")
    assert not (tmp_path / "new.md").read_text().startswith(">")
    nowhere = CliRunner().invoke(app, ["pages", str(tmp_path / "none")])
    assert (nowhere.exit_code, "there is no such folder" in nowhere.stderr) == (2, True)


def test_every_committed_page_says_at_its_top_whether_it_is_out_of_date() -> None:
    wrong = [path.name for path in stamp.pages(DOCS) if stamp.marked(text := path.read_text("utf-8")) != text]
    assert wrong == [], "gaiju pages --mark"


@pytest.mark.slow
def test_a_release_ships_no_page_that_is_out_of_date() -> None:
    assert [path.name for path in stamp.pages(DOCS) if stamp.changed(path.read_text("utf-8"))] == []

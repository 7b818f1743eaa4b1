"""``gaiju evidence --causal`` and ``--page``: the causal claims of the sources, listed, explained and asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli import app
from sim.evidence.signs import signs


def gaiju(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_causal_claims_are_listed_and_explained_with_what_was_asked() -> None:
    listed = json.loads(gaiju("evidence", "--causal", "--json").stdout)
    assert list(listed) == list(signs())
    one = json.loads(gaiju("evidence", "deductions_escalation", "--causal", "--json").stdout)
    assert one["with"] == ["world.terms.appraisal=1"]
    assert one["claimed"] == "higher"
    absent = gaiju("evidence", "pulled_down", "--causal").stdout
    assert "not represented" in absent
    assert "scenario" not in absent


def test_an_unknown_causal_claim_is_refused_with_the_nearest() -> None:
    wrong = gaiju("evidence", "pulled_dow", "--causal")
    assert wrong.exit_code == 2
    assert "did you mean `pulled_down`" in wrong.stderr


def test_too_few_pairs_are_refused_before_anything_is_run(tmp_path: Path) -> None:
    wrong = gaiju("evidence", "--page", str(tmp_path / "claims.md"), "-n", "2")
    assert wrong.exit_code == 2
    assert "at least 3" in wrong.stderr
    assert not list(tmp_path.iterdir())


def test_the_page_is_written_from_the_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {id: signs()[id] for id in ("tight_budget_activities", "pulled_down")}
    monkeypatch.setattr("sim.cli.evidence.signs", lambda: few)
    page = tmp_path / "claims.md"
    made = gaiju("evidence", "--page", str(page), "-n", "3", "-j", "1")
    assert made.exit_code == 0
    assert str(page) in made.stdout
    text = page.read_text("utf-8")
    assert "3 pairs of runs each" in text
    assert "| holds |" in text
    assert few["pulled_down"].reason in text

"""Slips of people, each of a class: what is said stands where the slip is, and what it tells to write is accepted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.document import DocumentError, parse
from sim.policies.catalogue import POLICIES
from sim.policies.levers import levers, trees
from sim.reading import names_zh, read, read_text
from sim.reading.calibration_study import read_calibration
from sim.reading.shapes import declarations
from sim.reading.study_file import read_study
from sim.texts import read_bounded
from sim.words import texts
from tests.reading.texts import HEAD, PILOTS, WORLD, problems


def command(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, list(words))
    return found.exit_code, found.output


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: {b: 1\nc: {d: 2}\n", "1:4", "brace"),
        ("a: {b: {c: 1}\nd: 2\n", "1:4", "brace"),
        ("a: 1\nb: [x,\n  y\nc: 2\n", "2:4", "bracket"),
        ("a: {b: [1, 2}\n", "1:8", "bracket"),
        ("a: {b: '}', c: 1 # }\nd: 1\n", "1:4", "brace"),
    ],
)
def test_what_is_not_closed_is_told_where_it_opens(text: str, place: str, what: str) -> None:
    with pytest.raises(DocumentError, match=rf"f:{place}: the {what} opened here is not closed"):
        parse(text, "f")


def test_what_is_closed_is_told_where_it_is_wrong() -> None:
    with pytest.raises(DocumentError, match=r"f:1:11: not valid YAML"):
        parse("a: {b: 1 c: 2}\n", "f")


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("levers: [{lever: points_system}]\n", "levers", "it belongs under `policy`"),
        ("strategy: drift\n", "strategy", "it belongs under `policy.rollout`"),
        ("months: 12\n", "months", "it belongs under `clock`"),
        ("policy: {replications: 3}\n", "policy.replications", "it belongs under `runs`"),
        ("clock: {facilities: 0.3}\n", "clock.facilities", "it belongs under `world.regions.NAME`"),
        ("policy: {without: [learning]}\n", "policy.without", "it belongs at the top of the file"),
        ("policy: {budget: 5000000}\n", "policy.budget", "there is no limit on money yet; `gaiju plan` shows"),
        ("budget: 5000000\n", "budget", "there is no limit on money yet; `gaiju plan` shows"),
    ],
)
def test_a_key_at_the_wrong_level_is_told_where_it_belongs(text: str, key: str, says: str) -> None:
    (line,) = problems(WORLD + text)
    assert line.startswith(f"f.yaml:6:{text.find(key.rpartition('.')[2]) + 1} {key}: unknown key ")
    assert says in line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  levers: {points_system: {from: 2021-06, intensity: 0.8}}\n", "- {lever: "),
        ("  levers: {points_system: }\n", "- {lever: "),
        ("  levers: {lever: points_system}\n", "- {lever: "),
        ("  rollout: {strategy: phased_pilots, waves: {after: 6, share: 0.5}}\n", "- {after: 6"),
        ("  rollout: {strategy: phased_pilots, waves: {first: {after: 6, share: 0.5}}}\n", "- {after: 6"),
    ],
)
def test_a_mapping_in_place_of_a_list_is_refused_with_a_line_that_is_accepted(text: str, line: str) -> None:
    (said,) = problems(WORLD + "policy:\n" + text)
    written = re.search("`- ([^`]*)`", said)
    assert written is not None
    assert f"- {written[1]}".startswith(line)
    key = "levers" if "levers" in text else "rollout"
    said = f"[{written[1]}]" if key == "levers" else f"{{strategy: phased_pilots, waves: [{written[1]}]}}"
    read_text(WORLD + f"policy: {{{key}: {said}}}\n")


def test_words_in_place_of_a_list_or_a_mapping_are_refused_with_what_is_accepted() -> None:
    assert '`["learning"]`' in problems(WORLD + "without: learning\n")[0]
    assert "write {lever: points_system}" in problems(WORLD + "policy: {levers: [points_system]}\n")[0]


NAMES = ["我的方案", "a" * 65, "A Plan", "_", "plan_1", "é" * 70, "2024", "Ünter", "a.b", "x" * 64 + "!"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_refused_with_one_that_is_accepted(name: str, tmp_path: Path) -> None:
    said = problems(WORLD.replace("name: test", f"name: {name}"))
    offer = re.search("such as `([^`]*)`; `title` is for people", said[0])
    assert offer is not None
    read_text(WORLD.replace("name: test", f"name: {offer[1]}"))
    assert ("65 signs long, allowed are 64" in said[0]) == (len(name) == 65)
    for reader, kind in ((read_study, "sweep"), (read_calibration, "calibration")):
        (tmp_path / "s.yaml").write_text(f"schema: 1\nstudy: {kind}\nname: {name}\n", "utf-8")
        with pytest.raises(DocumentError, match=re.escape(f"such as `{offer[1]}`")):
            reader(tmp_path / "s.yaml")


@pytest.mark.parametrize("digits", [20, 40, 308])
def test_a_number_that_is_too_large_is_refused_with_the_largest_that_is_accepted(digits: int) -> None:
    (line,) = problems(WORLD + f"runs: {{seed: {'9' * digits}}}\n")
    most = re.search("a whole number from 0 to ([0-9]+)", line)
    assert most is not None
    assert read_text(WORLD + f"runs: {{seed: {most[1]}}}\n").scenario.runs.seed == int(most[1])
    assert len(line) < 200


SCENARIO_FILES = {
    "extends": "extends: FILE\nname: a\n",
    "villages_file": HEAD + "world: {regions: {east: {villages_file: FILE}}}\n",
    "lever_file": WORLD + "policy: {lever_file: FILE}\n",
    "scenario": "schema: 1\nstudy: sweep\nname: s\nscenario: FILE\noutcomes: [trust]\nmethod: grid\n",
}


@pytest.mark.parametrize("key", SCENARIO_FILES)
@pytest.mark.parametrize(
    "file",
    ["x" * 300 + "/base.yaml", "x" * 300, "gaiju:../../../../etc/passwd", "gaiju:/etc/passwd", "gaiju:x/../../y.yaml"],
)
def test_a_file_that_cannot_be_is_refused_at_the_line_that_names_it(
    key: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.document.read_bounded", _only_below(tmp_path))
    at = tmp_path / "s.yaml"
    at.write_text(SCENARIO_FILES[key].replace("FILE", file), "utf-8")
    code, output = command("check", str(at), "--json")
    said = json.loads(output)["problems"]
    assert code == 2
    assert [one for one in said if one["file"] == str(at) and one["line"] and one["path"].endswith(key)], said


def _only_below(folder: Path) -> object:
    """Return a reader of files that fails the test where it opens what a user named outside a folder."""

    def read(path: Path) -> bytes:
        assert path.is_relative_to(folder), f"{path} was opened"
        return read_bounded(path)

    return read


@pytest.mark.parametrize("word", ["gaiju:../../x", "gaiju:/etc/passwd", "x" * 300])
def test_a_word_of_the_command_line_that_is_no_file_is_refused(word: str) -> None:
    for verb in (["check"], ["plan"], ["run", "-n", "1"], ["new"], ["calibrate"], ["sweep"]):
        code, output = command(verb[0], word, *verb[1:])
        assert code == 2, (verb, output)
        assert len(output.splitlines()) == 1


def test_strategies_levers_and_outcomes_are_offered_by_their_chinese_names() -> None:
    for name, zh in texts("strategy", "zh").items():
        said = problems(WORLD + f"policy: {{rollout: {{strategy: {zh}}}}}\n")[0]
        assert f"did you mean `{name}` ({zh})?" in said
    for record in list(levers().values())[::9]:
        said = problems(WORLD + f"policy: {{levers: [{{lever: '{record.title['zh']}'}}]}}\n")[0]
        assert f"did you mean `{record.id}` ({record.title['zh']})?" in said
    assert "did you mean `satisfaction` (满意度)?" in problems(WORLD + "outcomes: [满意度]\n")[0]


@pytest.mark.parametrize("section", ["uncertainties", "world.terms", "world.network", "world.regions.east"])
def test_numbers_are_offered_by_their_chinese_names(section: str) -> None:
    path = tuple("*" if part == "east" else part for part in section.split("."))
    for key in list(declarations()[path])[::7]:
        zh = names_zh.name(f"{section}.{key}")
        tree = f"'{zh}': 1"
        for part in reversed(section.split(".")):
            tree = f"{part}: {{{tree}}}"
        assert f"did you mean `{key}` ({zh})?" in " ".join(problems(f"{HEAD}{tree}\n")), key


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("strategies", "统一限期"), "uniform_deadline"),
        (("strategies", "uniform-deadline"), "uniform_deadline"),
        (("levers", "积分制"), "points_system"),
        (("outcomes", "满意度"), "satisfaction"),
        (("parameters", "自主选择的权重"), "attendance.choice"),
        (("parameters", "world.terms.quorun"), "world.terms.quorum"),
    ],
)
def test_the_command_line_offers_what_is_nearest(words: tuple[str, ...], near: str) -> None:
    code, output = command(*words)
    assert code == 2
    assert f"did you mean `{near}`" in output


def test_what_the_sources_list_and_no_lever_models_is_named_with_what_is_nearest() -> None:
    listed = {int(tree["no"]) for tree in trees("not_modelled.json")}
    assert listed.isdisjoint(record.no for record in levers().values())
    assert listed | {record.no for record in levers().values()} >= set(range(1, 103))
    for tree in trees("not_modelled.json"):
        assert tree["id"] not in levers()
        known = {kind.name for kind in POLICIES} | set(levers())
        assert known & set(re.findall("`([a-z_]+)`", tree["instead"])) or "where" in tree["instead"]
        (said,) = problems(PILOTS + f"  levers: [{{lever: {tree['id']}}}]\n")
        assert "not modelled as a lever" in said
        for word in (tree["id"], str(tree["no"]), tree["zh"]):
            code, output = command("levers", word)
            assert code == 2
            assert tree["instead"] in output


def test_the_command_alone_is_a_question_and_answered() -> None:
    code, output = command()
    assert code == 0
    assert "compare" in output
    assert command("--help")[0] == 0


def test_an_encoding_of_office_programs_is_read_with_a_note(tmp_path: Path) -> None:
    for encoding in ("gbk", "utf-16", "utf-8-sig"):
        (tmp_path / "s.yaml").write_bytes((WORLD + "title: {zh: 方案, en: Plan}\n").encode(encoding))
        assert read(tmp_path / "s.yaml").scenario.title["zh"] == "方案"

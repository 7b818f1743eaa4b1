import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli import app
from sim.document import read_document
from sim.reading import digest, read
from sim.reading.shipped import SCHEME, document_at, folder, shipped

Gaiju = Callable[..., Result]
NAMED = [name for name in shipped() if "name" in document_at(f"{SCHEME}{name}.yaml").tree]
EXAMPLES = [name for name in NAMED if not name.startswith("studies/")]


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_means_the_same_wherever_its_copy_lands(name: str, gaiju: Gaiju) -> None:
    said = gaiju("new", name, "-o", "far/away/my-own.yaml")
    assert said.exit_code == 0, said.stderr
    copy, original = read("far/away/my-own.yaml"), read(folder() / f"{name}.yaml")
    assert digest(copy) == digest(original)
    assert copy.scenario.name == "my-own"
    assert copy.scenario.title == {"en": "my-own", "zh": "my-own"}
    assert copy.ranges == original.ranges


def test_the_copy_says_what_can_be_changed_and_what_to_try_next(gaiju: Gaiju) -> None:
    said = gaiju("new", "phased-pilots")
    assert said.stdout.splitlines() == ["phased-pilots.yaml", "next: gaiju check phased-pilots.yaml"]
    text = Path("phased-pilots.yaml").read_text("utf-8")
    assert "# Pilots first" in text
    for told in ("gaiju strategies phased_pilots", "gaiju levers", "gaiju schema", "change whatever you like"):
        assert told in text
    commands = [line.split("   ")[1].strip() for line in text.splitlines() if line.startswith("#   gaiju ")]
    assert [words.split()[1] for words in commands] == ["check", "plan", "run", "compare"]
    assert gaiju(*commands[0].split()[1:]).exit_code == 0


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("made-up-county", "; all else moves with it"),
        ("uniform-deadline", "; move these dates as far, with their ranges: policy.rollout.start, policy.rollout.due"),
    ],
)
def test_a_copy_says_how_to_begin_in_another_year_and_what_moves_with_it(name: str, dates: str, gaiju: Gaiju) -> None:
    assert gaiju("new", name, "-o", "mine.yaml").exit_code == 0
    (line,) = [line for line in Path("mine.yaml").read_text("utf-8").splitlines() if "begin in another year" in line]
    assert line.endswith(f"clock: {{start: 2027-01}}{dates}")
    moved = ["clock.start=2027-01"]
    moved += [f"{path.strip()}=2028-01" for path in dates.partition("ranges:")[2].split(",") if path]
    if len(moved) > 2:
        moved[-1] = moved[-1].replace("2028", "2030")
    assert read("mine.yaml", moved).scenario.clock.label(1) == "2027-01"
    if name == "made-up-county":
        early, late = (read("mine.yaml", sets) for sets in ([], moved))
        assert late.policies == early.policies, "months are counted from the start"


def test_nothing_is_overwritten_without_force(gaiju: Gaiju) -> None:
    Path("mine.yaml").write_text("precious")
    said = gaiju("new", "drift", "-o", "mine.yaml")
    assert said.exit_code == 2
    assert said.stderr == "mine.yaml is there already: -o names another file, --force overwrites it\n"
    assert Path("mine.yaml").read_text() == "precious"
    assert gaiju("new", "drift", "-o", "mine.yaml", "--force").exit_code == 0
    assert read("mine.yaml").scenario.name == "mine"


def test_tables_are_copied_too_and_kept_when_they_have_been_changed(gaiju: Gaiju) -> None:
    assert gaiju("new", "made-up-county").stdout.splitlines()[:2] == ["made-up-county.yaml", "made-up-county.csv"]
    assert gaiju("new", "made-up-county", "-o", "second.yaml").exit_code == 0
    Path("made-up-county.csv").write_text("my own villages")
    said = gaiju("new", "made-up-county", "-o", "third.yaml")
    assert said.exit_code == 2
    assert said.stderr.startswith("made-up-county.csv is there already")
    assert Path("made-up-county.csv").read_text() == "my own villages"
    assert not Path("third.yaml").exists()


def test_a_folder_takes_the_copy_under_its_own_name(gaiju: Gaiju) -> None:
    Path("plans").mkdir()
    assert gaiju("new", "rollout/drift", "-o", "plans").exit_code == 0
    assert read("plans/drift.yaml").scenario.name == "drift"


@pytest.mark.parametrize(
    ("word", "near"), [("phasd-pilots", "phased-pilots"), ("rollout/drft", "rollout/drift"), ("bus-levers", "")]
)
def test_an_unknown_example_is_refused_with_the_nearest(word: str, near: str, gaiju: Gaiju) -> None:
    said = gaiju("new", word)
    assert said.exit_code == 2
    assert f"no shipped scenario is called `{word}`" in said.stderr
    assert not near or f"did you mean `{near}`? `gaiju new --list` shows them" in said.stderr
    assert list(Path().iterdir()) == []


def test_the_list_names_every_example_and_what_it_is_for(gaiju: Gaiju) -> None:
    said = gaiju("new", "--list")
    assert gaiju("new").stdout == said.stdout
    for name in EXAMPLES:
        assert name in said.stdout
    assert "levers/bus-levers" not in said.stdout
    assert all(len(line) <= 80 for line in said.stdout.splitlines())
    shown = said.stdout.replace("\n", " ")
    assert "自然推进" in shown
    assert "No plan, but villages begin on their own" in " ".join(shown.split())


def test_a_shipped_name_stands_for_its_file_and_a_file_of_that_name_wins(gaiju: Gaiju) -> None:
    said = gaiju("check", "drift", "rollout/drift", "gaiju:drift", "gaiju:rollout/drift.yaml")
    assert said.exit_code == 0, said.stderr
    assert [line.split(":")[-1] for line in said.stdout.splitlines()] == [" drift is in order, 120 months, 32 runs"] * 4
    Path("drift").write_text("schema: 1\nname: my-drift\nextends: gaiju:drift\nclock: {months: 24}\n")
    assert gaiju("check", "drift").stdout == "drift: my-drift is in order, 24 months, 32 runs\n"


def test_a_word_that_is_neither_file_nor_example_is_refused_with_the_nearest(gaiju: Gaiju) -> None:
    said = gaiju("run", "phasd-pilots")
    assert said.exit_code == 2
    expected = "phasd-pilots: there is no such file, and no shipped scenario is called `phasd-pilots`, did you mean"
    assert said.stderr.startswith(expected)
    assert "there is no such file; the shipped scenario is called" in gaiju("run", "drift.yaml").stderr


def test_short_names_of_examples_are_single() -> None:
    last = [name.rpartition("/")[2] for name in shipped()]
    assert sorted(last) == sorted(set(last))


def test_what_a_copy_extends_is_the_only_line_that_differs_in_meaning(gaiju: Gaiju) -> None:
    gaiju("new", "own-lever")
    mine, shipped_tree = read_document("own-lever.yaml").tree, read_document(folder() / "levers/own-lever.yaml").tree
    assert mine == shipped_tree | {"extends": "gaiju:teaching/small-county"}


def test_a_study_is_copied_under_its_own_name_and_is_in_order_anywhere(gaiju: Gaiju) -> None:
    said = gaiju("new", "what-decides", "-o", "mine.yaml")
    assert said.stdout.splitlines() == ["mine.yaml", "next: gaiju check mine.yaml"]
    text = Path("mine.yaml").read_text("utf-8")
    assert "name: mine" in text
    assert "gaiju sensitivity mine.yaml" in text
    assert "mine is in order" in gaiju("check", "mine.yaml").stdout


def test_a_copy_takes_its_title_from_its_file_and_says_so(gaiju: Gaiju) -> None:
    assert gaiju("new", "drift", "-o", "slow-drift.yaml").exit_code == 0
    assert read("slow-drift.yaml").scenario.title == {"en": "slow-drift", "zh": "slow-drift"}
    lines = Path("slow-drift.yaml").read_text("utf-8").splitlines()
    assert lines[lines.index('title: {en: "slow-drift", zh: "slow-drift"}') - 1].startswith("# The title stands in")


def test_an_inherited_title_is_noted_where_the_policy_is_another(gaiju: Gaiju) -> None:
    Path("mine.yaml").write_text(
        "schema: 1\nname: mine\nextends: gaiju:rollout/drift\npolicy: {rollout: {strategy: status_quo}}\n"
    )
    note = "note: mine.yaml: title is inherited, `Drift without a plan`, though the policy is another"
    assert note in gaiju("check", "mine.yaml").stdout
    assert note in gaiju("plan", "mine.yaml").stdout
    assert "note:" not in gaiju("check", "drift").stdout


def test_a_title_in_one_language_is_noted_and_stands_for_both(gaiju: Gaiju) -> None:
    Path("mine.yaml").write_text(
        "schema: 1\nname: mine\nextends: gaiju:rollout/drift\ntitle: {zh: 缓行}\n"
        "policy: {rollout: {strategy: status_quo}}\n",
        "utf-8",
    )
    note = "note: mine.yaml: title is not said in English: there it is `缓行`"
    for verb in ("check", "plan"):
        assert note in gaiju(verb, "mine.yaml").stdout
    assert read("mine.yaml").scenario.title == {"en": "缓行", "zh": "缓行"}
    named = read("mine.yaml", ["title.en=Slowly"]).scenario.title
    assert named == {"en": "Slowly", "zh": "缓行"}


def test_problems_are_json_where_json_is_asked_for(gaiju: Gaiju) -> None:
    Path("bad.yaml").write_text("schema: 1\nname: bad\nextends: gaiju:rollout/drift\nwithout: [pressur]\n")
    said = gaiju("check", "bad.yaml", "--json")
    assert said.exit_code == 2
    (problem,) = json.loads(said.stdout)["problems"]
    assert (problem["file"], problem["line"], problem["path"]) == ("bad.yaml", 4, "without[0]")
    assert "pressur" in problem["message"]

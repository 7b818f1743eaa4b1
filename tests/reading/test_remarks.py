"""What leaves a file in order and yet may not be meant is said with its place; what can only be a slip is refused."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.document import DocumentError
from sim.reading import read

BASE = """\
schema: 1
name: base
world: {regions: {west: {villages_per_county: 10}, hills: {villages_per_county: 10}}}
without: [learning, wear]
policy:
  rollout: {strategy: phased_pilots, pilots: 2}
  levers: [{lever: points_system}, {lever: mediation_chain}]
"""


def remarks(folder: Path, child: str) -> list[str]:
    """Return what is said of a file that extends the base, without the folder."""
    (folder / "base.yaml").write_text(BASE)
    (folder / "child.yaml").write_text("extends: base.yaml\nname: child\n" + child)
    return [str(each).removeprefix(f"{folder}/") for each in read(folder / "child.yaml").remarks]


def test_a_misspelt_region_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        remarks(tmp_path, "world: {regions: {wset: {weight: 2.0}, west: {trst: 0.5}}}\n")
    slip, other = map(str, caught.value.problems)
    assert ":3:19 world.regions.wset: there is no region `wset` to change, did you mean `west`? A new region" in slip
    assert "unknown key `trst`" in other


@pytest.mark.parametrize("size", ["villages_per_county: 10", "villages: [{name: a, households: 90, persons: 300}]"])
def test_a_new_region_that_says_how_many_villages_it_has_is_allowed_and_told_when_near(
    size: str, tmp_path: Path
) -> None:
    (said,) = remarks(tmp_path, f"world: {{regions: {{wset: {{{size}}}}}}}\n")
    beside = "region `wset` is new beside the inherited west, hills, did you mean `west`?"
    assert said == f"child.yaml:3:19 world.regions.wset: {beside}"


def test_a_new_region_of_another_name_is_no_matter(tmp_path: Path) -> None:
    assert not remarks(tmp_path, "world: {regions: {coast: {weight: 2.0}}}\n")


def test_lists_tell_what_they_replace(tmp_path: Path) -> None:
    levers, words = remarks(tmp_path, "policy: {levers: [{lever: smart_platform}]}\nwithout: [wear]\n")
    lost = "this list replaces the inherited points_system, mediation_chain; repeat them to keep them"
    assert levers == f"child.yaml:3:10 policy.levers: {lost}"
    assert words == "child.yaml:4:1 without: this list replaces the inherited learning; repeat it to keep it"


@pytest.mark.parametrize(
    "child", ["", "policy: {levers: []}\n", "policy: {levers: [{lever: mediation_chain}, {lever: points_system}]}\n"]
)
def test_lists_that_lose_nothing_or_say_so_are_no_matter(child: str, tmp_path: Path) -> None:
    assert not remarks(tmp_path, child)


def test_what_a_file_far_below_gives_is_remembered(tmp_path: Path) -> None:
    remarks(tmp_path, "runs: {seed: 3}\n")
    grand = "extends: child.yaml\nname: grand\npolicy: {levers: [{lever: smart_platform}]}\n"
    (tmp_path / "grand.yaml").write_text(grand)
    (said,) = read(tmp_path / "grand.yaml").remarks
    assert "replaces the inherited points_system, mediation_chain" in said.message


@pytest.mark.parametrize(("share", "taken"), [(0.2, 8), (0.4, 12), (1.0, 20)])
def test_waves_that_leave_villages_out_are_told(share: float, taken: int, tmp_path: Path) -> None:
    # two counties of ten: two pilots each, then a share of the ten
    said = remarks(tmp_path, f"policy: {{rollout: {{waves: [{{after: 12, share: {share}, due_in: 24}}]}}}}\n")
    told = f"child.yaml:3:20 policy.rollout.waves: pilots and waves take {taken} of the 20 villages, and"
    assert [line.startswith(told) for line in said] == ([] if taken == 20 else [True])


def test_check_plan_and_run_say_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    remarks(tmp_path, "clock: {months: 24}\npolicy: {rollout: {waves: [{after: 3, share: 0.5, due_in: 12}]}}\n")
    told = "note: child.yaml:4:20 policy.rollout.waves: pilots and waves take 14 of the 20 villages"
    assert told in CliRunner().invoke(app, ["check", "child.yaml"]).stdout
    assert told in CliRunner().invoke(app, ["plan", "child.yaml"]).stdout
    made = CliRunner().invoke(app, ["run", "child.yaml", "-n", "1", "-q", "-j", "1", "--executor", "local"])
    assert made.exit_code == 0, made.stderr
    assert told in made.stderr

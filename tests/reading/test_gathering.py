from pathlib import Path

import pytest

from sim.document import DocumentError
from sim.policies.drift import Drift
from sim.policies.phased_pilots import PhasedPilots
from sim.reading import read, read_text
from tests.reading.texts import PILOTS, WORLD, only, problems

BASE = """\
schema: 1
name: base
world:
  regions:
    east: {unclear: {value: 0.15, assumed: low, range: [0.1, 0.3]}, income: 30000}
    west: {unclear: 0.25}
without: [learning, wear]
policy: {rollout: {strategy: phased_pilots, pilots: 3}}
"""


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def refused(path: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read(path)
    return [str(problem) for problem in caught.value.problems]


def test_a_scenario_changes_the_one_it_extends_key_by_key(tmp_path: Path) -> None:
    child = "extends: base.yaml\nname: child\nworld: {regions: {east: {unclear: 0.4}}}\nwithout: [hiding]\n"
    write(tmp_path, base=BASE, child=child)
    scenario = read(tmp_path / "child.yaml").scenario
    assert scenario.name == "child"
    assert (scenario.regions["east"].unclear, scenario.regions["east"].income) == (0.4, 30000.0)
    assert scenario.regions["west"].unclear == 0.25
    assert scenario.off == ("hiding",)
    assert scenario.origins["world.regions.east.unclear"] == f"{tmp_path}/child.yaml:3"
    assert scenario.origins["world.regions.east.income"] == f"{tmp_path}/base.yaml:5"


def test_a_problem_stands_in_the_file_it_was_written_in(tmp_path: Path) -> None:
    write(tmp_path, base=BASE.replace("30000", "lots"), child="extends: base.yaml\nname: child\nruns: {seed: -1}\n")
    lines = refused(tmp_path / "child.yaml")
    assert lines[0].startswith(f"{tmp_path}/base.yaml:5:69 world.regions.east.income: `lots` is text")
    assert lines[1].startswith(f"{tmp_path}/child.yaml:3:8 runs.seed: -1 is out of range")


def test_chains_are_followed_and_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path, base=BASE)
    write(tmp_path / "a", middle="extends: ../base.yaml\nruns: {seed: 5}\n", last="extends: middle.yaml\nname: last\n")
    scenario = read(tmp_path / "a" / "last.yaml").scenario
    assert (scenario.name, scenario.runs.seed) == ("last", 5)
    assert scenario.origins["world.regions.west.unclear"] == f"{tmp_path}/base.yaml:6"


def test_files_that_extend_one_another_in_a_circle_are_refused_with_the_circle(tmp_path: Path) -> None:
    write(
        tmp_path, a="extends: b.yaml\n", b="name: b\nextends: c.yaml\n", c="extends: ./a.yaml\n", d="extends: d.yaml\n"
    )
    (line,) = refused(tmp_path / "a.yaml")
    assert line.startswith(f"{tmp_path}/c.yaml:1:1 extends: the files extend one another in a circle: ")
    assert line.endswith(" -> ".join(f"{tmp_path}/{name}.yaml" for name in "abca"))
    assert "in a circle" in refused(tmp_path / "d.yaml")[0]


@pytest.mark.parametrize("said", ["http://example.org/a.yaml", "/etc/passwd", "''", "3", "[a.yaml]", "file:///a.yaml"])
def test_only_a_local_relative_file_can_be_extended(said: str) -> None:
    (line,) = problems(f"extends: {said}\nname: a\n")
    assert line.startswith("f.yaml:1:1 extends: ")
    assert "is no path of a file, relative to this one, such as my-world.yaml, or gaiju:baseline/national" in line


def test_a_file_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, national=BASE, child="extends: nationl.yaml\n")
    (line,) = refused(tmp_path / "child.yaml")
    assert line.endswith(f"extends: there is no file `{tmp_path}/nationl.yaml`, did you mean `national.yaml`?")
    write(tmp_path, child="extends: nowhere.yaml\n", **{"39nonbreak": BASE})
    (line,) = refused(tmp_path / "child.yaml")
    assert line.endswith(f"extends: there is no file `{tmp_path}/nowhere.yaml`")


def test_a_key_behind_a_full_width_space_is_told_from_an_unknown_one() -> None:
    lines = problems(WORLD + "clock:\n\u3000\u3000months: 84\n")
    assert lines[1].startswith("f.yaml:7:1 \u3000\u3000months: unknown key")
    assert lines[1].endswith("with a full-width or no-break space, a letter to YAML: use plain spaces")


def test_a_shipped_scenario_can_be_extended_from_any_directory(tmp_path: Path) -> None:
    write(tmp_path, child="extends: gaiju:rollout/drift\nname: child\n", grand="extends: child.yaml\nname: grand\n")
    scenario = read(tmp_path / "grand.yaml").scenario
    assert scenario.rollout.strategy == "drift"
    assert scenario.origins["policy.rollout.hazard"].startswith("gaiju:rollout/drift.yaml:")
    (line,) = refused_text(tmp_path, "extends: gaiju:rolout/drift\n")
    assert "no shipped scenario is called `rolout/drift`, did you mean `rollout/drift`?" in line


def test_tables_beside_a_shipped_scenario_are_found_through_it(tmp_path: Path) -> None:
    write(tmp_path, child="extends: gaiju:made-up-county\nname: child\n", lever="extends: gaiju:own-lever\n")
    assert len(read(tmp_path / "child.yaml").scenario.villages["county"]) == 40
    assert read(tmp_path / "lever.yaml").scenario.levers


def test_a_copy_that_left_behind_what_it_extends_is_told_what_to_write(tmp_path: Path) -> None:
    (line,) = refused_text(tmp_path, "name: child\nextends: ../baseline/national.yaml\n")
    assert "there is no file" in line
    assert line.endswith("write `extends: gaiju:baseline/national`, which means the shipped file from anywhere")


def refused_text(folder: Path, text: str) -> list[str]:
    (folder / "refused.yaml").write_text(text, "utf-8")
    return refused(folder / "refused.yaml")


def test_another_strategy_replaces_the_whole_rollout(tmp_path: Path) -> None:
    write(tmp_path, base=BASE, child="extends: base.yaml\npolicy: {rollout: {strategy: drift}}\n")
    write(tmp_path, same="extends: base.yaml\npolicy: {rollout: {strategy: phased_pilots, choose: worst}}\n")
    assert only(read(tmp_path / "child.yaml")) == Drift()
    assert only(read(tmp_path / "same.yaml")) == PhasedPilots(pilots=3, choose="worst")
    assert only(read(tmp_path / "base.yaml", ["policy.rollout.strategy=drift"])) == Drift()


def test_set_changes_single_values() -> None:
    sets = ["world.regions.east.unclear=0.3", "uncertainties.trust.gain=0.04", "runs.replications=8"]
    sets += ["without=[learning]", "policy.rollout.start=2022-06", "policy.rollout.waves[1].share=0.5"]
    case = read_text(PILOTS + "    waves: [{after: 1, share: 0.2}, {after: 9}]\n", "f.yaml", sets)
    assert case.scenario.regions["east"].unclear == 0.3
    assert case.scenario.parameters.trust.gain == 0.04
    assert (case.scenario.runs.replications, case.scenario.off) == (8, ("learning",))
    policy = only(case)
    assert (policy.start, [wave.share for wave in policy.waves]) == (18, [0.2, 0.5])
    assert case.scenario.origins["uncertainties.trust.gain"] == "--set"
    assert case.scenario.origins["policy.rollout.waves[0].share"] == "f.yaml:9"


def test_set_takes_numbers_with_their_basis_and_the_last_one_counts() -> None:
    sets = ["world.regions.east.unclear=0.3", "world.regions.east.unclear={value: 0.1, assumed: why, range: [0, 0.2]}"]
    case = read_text(WORLD, "f.yaml", sets)
    assert case.ranges == {"world.regions.east.unclear": (0.0, 0.2)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "world.regions.esat.unclear=0.3",
            "world.regions.esat.unclear: there is no region `esat`, did you mean `east`?",
        ),
        (
            "world.regions.east.unclaer=0.3",
            "world.regions.east.unclaer: unknown key `unclaer`, did you mean `unclear`?",
        ),
        ("world.regions.east.unclear=35%", "world.regions.east.unclear: `35%` is text: write 0.35"),
        ("world.regions.east.unclear=.nan", "world.regions.east.unclear: `.nan` is no number"),
        ("world.regions.east.unclear=", "world.regions.east.unclear: nothing is no number"),
        ("uncertainties.trust.gian=0.3", "uncertainties.trust.gian: unknown key `trust.gian`"),
        ("runs.replications", "runs.replications: this is not of the form path=value"),
        ("=3", "--set =3: this is not of the form path=value"),
        ("name.x=3", "name.x: nothing stands below here"),
        ("policy.rollout.waves[4].share=0.5", "policy.rollout.waves[4].share: there is no item 4 here"),
        ("extends=other.yaml", "extends: `extends` is said in the file alone"),
        ("without=[a", "without: the bracket opened here is not closed"),
        (
            "world.regions.west={}",
            "world.regions.west: there is no region `west`, did you mean `east`?",
        ),
    ],
)
def test_set_is_checked_as_the_file_is(text: str, line: str) -> None:
    first = problems(PILOTS + "    waves: [{after: 1}]\n", [text])[0]
    assert first.startswith((f"--set {text} ", f"--set {text}: "))
    assert line in first


def test_set_names_a_number_and_not_what_stands_inside_it() -> None:
    text = WORLD.replace("12", "{value: 12, assumed: x, range: [1, 20]}")
    (line,) = problems(text, ["world.regions.east.villages_per_county.value=13"])
    assert "this is one number" in line


def test_several_wrong_sets_are_reported_together() -> None:
    assert len(problems(WORLD, ["a", "world.regions.x.unclear=1", "runs.seed.x.y=[", "runs.seed=1"])) == 3


def test_what_only_a_set_makes_wrong_points_to_the_set_and_what_the_file_has_wrong_to_the_file() -> None:
    text = WORLD + "policy: {rollout: {strategy: uniform_deadline, due: 2025-06}}\nruns: {replications: 0}\n"
    fault = "f.yaml:7:8 runs.replications: 0 is out of range"
    (alone,) = problems(text)
    assert alone.startswith(fault)
    said = problems(text, ["clock.months=24"])
    assert any(line.startswith(fault) for line in said)
    (ours,) = (line for line in said if not line.startswith(fault))
    assert ours.startswith("--set clock.months=24 policy.rollout.due: 2025-06 lies after the horizon")
    assert ours.endswith("(shows at f.yaml:6:48)")


def test_a_file_named_by_a_set_is_looked_for_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine.yaml", "mine.csv"):
        (tmp_path / name).write_text("name,households,persons\nLi,10,33\n" if "csv" in name else "levers: []\n")
    sets = ["policy.lever_file=mine.yaml", "world.regions.east={villages_file: mine.csv}"]
    case = read_text(WORLD, "elsewhere/f.yaml", sets)
    assert [village["name"] for village in case.scenario.villages["east"]] == ["Li"]

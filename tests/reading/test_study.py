"""A study file is read strictly: what is wrong is said at its line and column, with what is allowed."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped,unused-ignore]
import pytest
from ruamel.yaml import YAML

from sim.designs.points import points_of
from sim.document import DocumentError, TreePath
from sim.quantity import quantities
from sim.reading import digest, read
from sim.reading.amending import with_values
from sim.reading.calibration_study import read_calibration
from sim.reading.shipped import opened, shipped
from sim.reading.study import Study
from sim.reading.study_file import KEYS, read_study
from sim.reading.study_schema import study_schema
from sim.rules.trust import Trust
from tests.small import SCENARIO

STUDY = """
schema: 1
study: sensitivity
name: trial
scenarios:
  - hamlet.yaml
  - {scenario: hamlet.yaml, set: {name: later, policy.rollout.due: 2022-11}}
set: {clock.months: 16}
method: morris
samples: 2
factors:
  uncertainties.trust.gain: {}
  world.terms.running_money: {low: 0.0, high: 0.4, distribution: triangle, mode: 0.1}
  world.regions.*.facilities: {low: 0.3, high: 0.6, distribution: log-uniform}
  world.terms.share_rule: {options: [reserve, static]}
outcomes: [satisfaction, {outcome: disputes, over: mean}, {outcome: trust, at: 2022-06, of: hamlet}]
"""


def written(folder: Path, text: str = STUDY) -> Path:
    (folder / "hamlet.yaml").write_text(SCENARIO.replace("STRATEGY", "uniform_deadline, due: 2022-09"))
    (folder / "study.yaml").write_text(text)
    return folder / "study.yaml"


def refusals(folder: Path, old: str, new: str) -> str:
    assert old in STUDY
    with pytest.raises(DocumentError) as error:
        read_study(written(folder, STUDY.replace(old, new)))
    return str(error.value)


def test_a_study_says_scenarios_factors_and_outcomes(tmp_path: Path) -> None:
    study = read_study(written(tmp_path))
    assert study.names == ("hamlet", "later")
    assert [case.scenario.clock.months for case in study.cases] == [16, 16]
    gain, money, rooms, rule = study.factors
    declared = dict(quantities(Trust))["gain"]
    assert (gain.low, gain.high) == (declared.low, declared.high)
    assert (money.distribution, money.middle) == ("triangle", 0.1)
    assert rooms.distribution == "log-uniform"
    assert rule.options == ("reserve", "static")
    assert [one.key for one in study.outcomes] == ["satisfaction", "disputes mean", "trust 2022-06 [hamlet]"]
    assert Study.of(study.plain(), study.cases) == study


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("trust.gain: {}", "trust.gian: {}", "did you mean `uncertainties.trust.gain`?"),
        ("samples: 2", "sampels: 2", "did you mean `samples`?"),
        ("method: morris", "method: moris", "study.yaml:9:1 method: `moris` is not known, did you mean `morris`?"),
        ("method: morris\nsamples: 2", "method: sobol\nsamples: 12", "write 8 or 16"),
        ("high: 0.4", "high: 40", "40 is out of range"),
        ("mode: 0.1", "mode: 0.9", "0.9 does not lie in the range 0 to 0.4"),
        ("low: 0.3", "low: 0.7", "`low` must be less than `high`"),
        ("distribution: triangle", "distribution: triangel", "did you mean `triangle`?"),
        ("[reserve, static]", "[reserve, sttaic]", "did you mean `static`?"),
        ("uncertainties.trust.gain", "clock.months", "the same at all points"),
        ("uncertainties.trust.gain", "dummy", "added to every study by itself"),
        ("[satisfaction,", "[satisfcation,", "did you mean `satisfaction`?"),
        ("at: 2022-06", "at: 2032-06", "is no month of the run: 2021-11 to 2023-02"),
        ("of: hamlet", "of: hamlett", "did you mean `hamlet`?"),
        ("name: later, ", "", "two scenarios are called `hamlet`"),
        ("hamlet.yaml, set", "hamlte.yaml, set", "did you mean `hamlet.yaml`?"),
        ("policy.rollout.due: 2022-11", "policy.rollout.due: 2029-11", "lies after the horizon"),
        ("schema: 1", "schema: 2", "write `schema: 1`"),
        ("method: morris", "method: morris\nluck: onw", "`onw` is not known, did you mean `own`?"),
        ("method: morris", "method: morris\nluck: own", "`own` is for rbd_fast, delta"),
        ("study: sensitivity", "study: discovery", "allowed is lhs, sobol, listed"),
        ("  uncertainties.trust.gain: {}", "  policy.rollout.due: {low: 2021-12, high: 2029-12}", "after the horizon"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refusals(tmp_path, old, new)


def test_all_problems_are_said_together(tmp_path: Path) -> None:
    text = (
        STUDY.replace("samples: 2", "samples: two")
        .replace("trust.gain", "trust.gian")
        .replace("over: mean", "over: mode")
    )
    with pytest.raises(DocumentError) as error:
        read_study(written(tmp_path, text))
    assert [problem.line for problem in error.value.problems] == [10, 12, 16]


def test_a_factor_at_whose_end_a_scenario_breaks_is_refused(tmp_path: Path) -> None:
    said = refusals(tmp_path, "  uncertainties.trust.gain: {}", "  policy.rollout.start: {low: 2021-12, high: 2022-10}")
    assert "with `2022-10` `hamlet` is refused" in said
    assert "is not after the start" in said


def test_every_assumed_number_can_be_a_factor(tmp_path: Path) -> None:
    text = STUDY.replace("method:", "every_assumed: [uncertainties]\nexcept: [uncertainties.trust.loss]\nmethod:")
    study = read_study(written(tmp_path, text))
    paths = [factor.path for factor in study.factors]
    assert len(paths) > 150
    assert len(set(paths)) == len(paths)
    assert "uncertainties.trust.loss" not in paths
    assert "uncertainties.attendance.intercept" not in paths, "that one rests on evidence"


def test_the_assumed_numbers_of_some_mechanisms_can_be_factors_of_any_method(tmp_path: Path) -> None:
    words = "every_assumed: [uncertainties.disputes, uncertainties.cases, world.terms]\nexcept: [{}]\nmethod:"
    text = STUDY.replace("method: morris\nsamples: 2", "method: rbd_fast\nsamples: 64")
    study = read_study(written(tmp_path, text.replace("method:", words.format("uncertainties.disputes.peers"))))
    parts = {".".join(factor.path.split(".")[:2]) for factor in study.factors[4:]}
    assert parts == {"uncertainties.disputes", "uncertainties.cases", "world.terms"}
    assert "uncertainties.disputes.peers" not in [factor.path for factor in study.factors]
    for wrong, said in (
        ("uncertainties.dispute", "did you mean `uncertainties.disputes`?"),
        ("uncertainties.disputes.bse", "bse"),
    ):
        with pytest.raises(DocumentError, match="unknown section") as error:
            read_study(written(tmp_path, text.replace("method:", words.format(wrong))))
        assert said in str(error.value) or "disputes.base" in str(error.value)


@pytest.mark.parametrize("method", ["fast", "rbd_fast", "delta", "pawn"])
def test_methods_that_know_no_groups_refuse_them(tmp_path: Path, method: str) -> None:
    text = STUDY.replace("method: morris\nsamples: 2", f"method: {method}\nsamples: 300")
    with pytest.raises(DocumentError, match="`group` belongs to morris, sobol"):
        read_study(written(tmp_path, text.replace("trust.gain: {}", "trust.gain: {group: trust}")))
    with pytest.raises(DocumentError, match="`group_by` belongs to morris, sobol"):
        read_study(
            written(tmp_path, text.replace("method:", "every_assumed: [uncertainties]\ngroup_by: mechanism\nmethod:"))
        )


def test_the_schema_knows_every_key_and_accepts_what_is_shipped() -> None:
    made = study_schema()
    jsonschema.Draft202012Validator.check_schema(made)
    assert set(made["properties"]) == set(KEYS)
    known = jsonschema.Draft202012Validator(made)
    trees = [opened(name).tree for name in shipped() if name.startswith("studies/") and name != CALIBRATION]
    assert len(trees) >= 5
    for tree in trees:
        assert [error.message for error in known.iter_errors(tree)] == []
        for wrong in ({"sampels": 4}, {"method": "moris"}, {"study": "sweeping"}, {"outcomes": ["satisfcation"]}):
            assert not known.is_valid({**tree, **wrong}), wrong
    sweep = next(tree for tree in trees if tree["study"] == "sweep")
    assert not known.is_valid({**sweep, "method": "morris"}), "that is a method of sensitivity"


def test_listed_points_come_from_a_table_beside_the_study(tmp_path: Path) -> None:
    text = STUDY.replace("study: sensitivity", "study: sweep").replace(
        "method: morris\nsamples: 2", "method: listed\npoints: at.csv"
    )
    text = text.replace("  world.regions.*.facilities: {low: 0.3, high: 0.6, distribution: log-uniform}\n", "")
    path = written(tmp_path, text)
    (tmp_path / "at.csv").write_text(
        "world.terms.share_rule,world.terms.running_money,uncertainties.trust.gain\nstatic,0.1,0.04\nreserve,0.4,0.02\n"
    )
    assert read_study(path).listed == ((0.04, 0.1, "static"), (0.02, 0.4, "reserve"))
    (tmp_path / "at.csv").write_text(
        "world.terms.share_rule,world.terms.running_money,uncertainties.trust.gain\nstatik,9,0.04\n"
    )
    with pytest.raises(DocumentError) as error:
        read_study(path)
    assert [(one.line, one.column) for one in error.value.problems] == [(2, 1), (2, 2)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("uncertainties.trust.gain", 0.031),
        ("world.terms.running_money", 0.3),
        ("world.terms.running_money", 0.0),
        ("world.regions.central.facilities", 0.4),
        ("policy.rollout.pilots", 1),
        ("policy.rollout.choose", "random"),
        ("policy.rollout.waves[0].share", 0.5),
        ("policy.levers[0].intensity", 0.5),
    ],
)
def test_a_value_put_in_place_gives_the_same_run_as_set(path: str, value: object) -> None:
    sets = ["policy.levers=[{lever: points_system}]"]
    case = read("small-county", sets)
    assert digest(with_values(case, {path: value})) == digest(read("small-county", [*sets, f"{path}={value}"]))
    assert digest(with_values(case, {path: value})) != digest(case) or value == 0.0


def test_a_lever_is_named_by_its_name_and_regions_by_a_star() -> None:
    case = read("small-county", ["policy.levers=[{lever: points_system}]"])
    named = with_values(case, {"policy.levers.points_system.intensity": 0.5})
    assert digest(named) == digest(with_values(case, {"policy.levers[0].intensity": 0.5})) != digest(case)
    starred = with_values(case, {"world.regions.*.facilities": 0.4})
    assert digest(starred) == digest(with_values(case, {"world.regions.central.facilities": 0.4}))
    assert digest(with_values(case, {"policy.rollout.due": 30})) == digest(case), "it has no such option"


CALIBRATION = "studies/calibration"
"""Is read by :mod:`sim.reading.calibration_study`, and tested with it."""


@pytest.mark.parametrize("name", [name for name in shipped() if name.startswith("studies/") and name != CALIBRATION])
def test_shipped_studies_are_in_order(name: str) -> None:
    study = read_study(name)
    assert study.question["en"]
    assert study.question["zh"]
    assert study.title["zh"] != study.name


SHIPPED = sorted(Path("scenarios/studies").glob("*.yaml"))
ODD = ({"value": 1}, ["a", ["b"]], None, 7)


def places(tree: object, path: TreePath = ()) -> Iterator[TreePath]:
    """Yield where a word stands."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from places(value, (*path, key))
    if isinstance(tree, str):
        yield path


def faults(folder: Path, file: Path, path: TreePath) -> Iterator[str]:
    """Put what is no word where one stands, and yield what is not refused by line."""
    for odd in ODD:
        tree = copy.deepcopy(TREES[file.name])
        inner: Any = tree
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = odd
        with (folder / file.name).open("w") as text:
            YAML().dump(tree, text)
        try:
            (read_calibration if tree["study"] == "calibration" else read_study)(folder / file.name)
            yield f"{file.name} {path} {odd!r}: accepted"
        except DocumentError as error:
            if not all(problem.line for problem in error.problems):
                yield f"{file.name} {path} {odd!r}: {error}"


TREES = {file.name: YAML(typ="safe").load(file.read_text()) for file in SHIPPED}
TITLE = ("set", "title")
"""Texts of a scenario, which may be nothing."""
PLACES = [(file, path) for file in SHIPPED for path in places(TREES[file.name]) if path[-3:-1] != TITLE]
KINDS_OF_PLACE = {(TREES[file.name]["study"], len(path), path[0], path[-1]): (file, path) for file, path in PLACES}


@pytest.mark.parametrize(("file", "path"), KINDS_OF_PLACE.values(), ids=lambda each: str(each)[-60:])
def test_what_is_no_word_is_refused_by_line_where_a_word_stands(tmp_path: Path, file: Path, path: TreePath) -> None:
    assert list(faults(tmp_path, file, path)) == []


@pytest.mark.slow
def test_what_is_no_word_is_refused_by_line_at_every_place_of_every_shipped_study(tmp_path: Path) -> None:
    assert [fault for file, path in PLACES for fault in faults(tmp_path, file, path)] == []


LISTED: dict[str, tuple[str, list[Any], tuple[Any, ...]]] = {
    "a number": ("world.terms.running_money", [0.0, 0.6, 0.2], (0.0, 0.2, 0.6)),
    "a date": ("policy.rollout.due", ["2022-06", "2022-11", "2022-08"], ("2022-06", "2022-08", "2022-11")),
    "a word": ("world.terms.share_rule", ["static", "reserve"], ("static", "reserve")),
    "a flag": ("world.terms.veto", [0, 1], (0, 1)),
}
DESIGNS = [
    ("sensitivity", "morris", 2), ("sensitivity", "sobol", 4), ("sensitivity", "fast", 2080),
    ("sensitivity", "rbd_fast", 64), ("sensitivity", "delta", 64), ("sensitivity", "pawn", 64),
    ("sweep", "grid", 0), ("sweep", "lhs", 8), ("sweep", "sobol", 8), ("sweep", "listed", 0),
    ("discovery", "lhs", 8), ("discovery", "sobol", 8), ("discovery", "listed", 0),
]  # fmt: skip


@pytest.mark.parametrize("what", LISTED)
@pytest.mark.parametrize(("kind", "method", "samples"), DESIGNS)
def test_values_are_listed_in_every_kind_of_study(
    tmp_path: Path, kind: str, method: str, samples: int, what: str
) -> None:
    path, values, wanted = LISTED[what]
    size = f"samples: {samples}" if samples else "points: points.csv" if method == "listed" else ""
    text = STUDY[: STUDY.index("factors:")].replace("study: sensitivity", f"study: {kind}")
    text = text.replace("method: morris\nsamples: 2", f"method: {method}\n{size}")
    (tmp_path / "points.csv").write_text("\n".join((path, *map(str, values))))
    study = read_study(written(tmp_path, f"{text}factors:\n  {path}: {{values: {values}}}\noutcomes: [satisfaction]\n"))
    (factor,) = study.factors
    label = study.cases[0].scenario.clock.label
    said = {option: label(option) if what == "a date" else option for option in factor.options}
    assert tuple(said.values()) == wanted
    points = {said[row[0]] for row in points_of(study, ()).rows}
    assert points <= set(wanted)
    assert method == "morris" or points == set(wanted)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "[reserve, static]",
            "[static, static]",
            "study.yaml:15:46 factors.world.terms.share_rule.options[1]: `static`",
        ),
        ("method: morris", "method: sobol\ntrajectories: 4", "`trajectories` belongs to morris; sobol takes `samples`"),
        ("method: morris", "method: morris\nbase_points: 4", "`base_points` belongs to sobol; morris takes `samples`"),
        ("method: morris", "method: morris\nsecond_order: true", "`second_order` belongs to sobol"),
        ("method: morris", "method: morris\npoints: a.csv", "`points` belongs to listed; morris takes `samples`"),
        ("method: morris", "method: morris\nmargin: 2", "`margin` belongs to a discovery"),
        ("method: morris", "method: morris\nexcept: [world.terms]", "`except` goes with `every_assumed`"),
        ("trust.gain: {}", "trust.gain: {steps: 3}", "`steps` belongs to grid; morris takes `samples`"),
        ("trust.gain: {}", "trust.gain: {sd: 0.1}", "`sd` belongs to `distribution: normal`, not to uniform"),
        ("trust.gain: {}", "trust.gain: {values: [0.01, 0.02], low: 0.01}", "a list of values takes no `low`"),
        ("trust.gain: {}", "trust.gain: 0", "write {low: ..., high: ...}"),
        ("set: {name: later, policy", "sett: {name: later, policy", "unknown key `sett`, did you mean `set`?"),
        ("[satisfaction,", "[satisfaction, satisfaction,", "`satisfaction` stands twice"),
    ],
)
def test_nothing_that_a_study_says_is_passed_over(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refusals(tmp_path, old, new)


def test_ends_that_are_no_values_are_said_alone(tmp_path: Path) -> None:
    said = refusals(tmp_path, "low: 0.0, high: 0.4", "low: -1e9, high: 1e9")
    assert said.count("out of range") == 2
    assert "must be less" not in said


def test_a_range_bounds_studies_and_not_runs(tmp_path: Path) -> None:
    due = "due: {value: 2022-09, assumed: trial, range: [2022-06, 2029-12]}"
    ranged = SCENARIO.replace("STRATEGY", f"uniform_deadline, {due}")
    (tmp_path / "ranged.yaml").write_text(ranged)
    assert read(str(tmp_path / "ranged.yaml")).scenario.clock.last < 40
    text = STUDY.replace("hamlet.yaml", "ranged.yaml").replace("of: hamlet", "of: later")
    path = written(tmp_path, text.replace("trust.gain: {}\n", "trust.gain: {}\n  policy.rollout.due: {}\n"))
    with pytest.raises(DocumentError, match=r"with `2029-12`.*lies after the horizon.*`low` and `high` here"):
        read_study(path)
    path.write_text(path.read_text().replace("rollout.due: {}", "rollout.due: {low: 2022-06, high: 2022-12}"))
    assert read_study(path).cases[0].scenario.clock.label(int(read_study(path).factors[1].low)) == "2022-06"

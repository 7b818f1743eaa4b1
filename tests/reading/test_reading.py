import dataclasses
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped,unused-ignore]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.document import Document, parse, read_document
from sim.policies.phased_pilots import PhasedPilots, Wave
from sim.policies.policy import Policy
from sim.policies.uniform_deadline import UniformDeadline
from sim.quantity import Quantity, quantities
from sim.reading import Case, digest, read, read_text, resolved, schema
from sim.reading.consistency import CHECKS
from sim.reading.shapes import quantity_at
from sim.scenario import Clock, Region, Scenario
from tests.reading.texts import PILOTS, WORLD, only

YAML = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))
SHIPPED = [path for path in YAML if not path.name.endswith("-levers.yaml")]
SCENARIOS = [path for path in SHIPPED if "studies" not in path.parts]

shipped = pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}/{path.stem}")

FULL = """\
schema: 1
name: full
title: {en: All there is, zh: 全部}
clock: {start: 2022-07, months: 96}
world:
  regions:
    east:
      counties: 2
      villages_per_county: {value: 12, assumed: small, range: [5, 30]}
      unclear: 0.15
      staff_standard: {value: 18, evidence: staffing_standard}
    west: {}
  terms: {compensation: 0.7, share_rule: static, quorum: 0.5}
uncertainties: {trust.gain: 0.04, vote.memory: 4, disputes.unclear: {value: 3.0, assumed: "a: b #c", range: [2.5, 4]}}
without: [learning, hiding]
policy:
  rollout:
    strategy: phased_pilots
    start: {value: 2023-01, assumed: later, range: [2022-07, 2024-01]}
    choose: worst
    waves: [{after: 6, share: 0.5}, {after: 20, due_in: {value: 24, assumed: quick, range: [12, 30]}}]
  levers: []
outcomes: [satisfaction]
runs: {replications: 8, seed: 7}
"""


def test_a_scenario_becomes_records() -> None:
    case = read_text(FULL, "f.yaml")
    scenario = case.scenario
    assert scenario.name == "full"
    assert scenario.title == {"en": "All there is", "zh": "全部"}
    assert scenario.clock == Clock("2022-07", 96)
    assert scenario.regions == {
        "east": Region(counties=2, villages_per_county=12, unclear=0.15, staff_standard=18.0),
        "west": Region(),
    }
    assert scenario.terms == {"compensation": 0.7, "share_rule": "static"}
    assert (scenario.parameters.trust.gain, scenario.parameters.vote.memory) == (0.04, 4)
    assert scenario.effective().learning.exponent == 0.0
    assert (scenario.runs.replications, scenario.runs.seed, scenario.runs.engine) == (8, 7, "columns")


def test_options_become_the_policy_with_dates_as_months() -> None:
    case = read_text(FULL, "f.yaml")
    waves = (Wave(6, 0.5), Wave(20, 1.0, 24))
    assert only(case) == PhasedPilots(start=7, choose="worst", waves=waves)
    assert all(isinstance(policy, Policy) for policy in case.policies)
    assert case.scenario.rollout.options == {"start": 7, "choose": "worst", "waves": waves}
    deadline = WORLD + "policy: {rollout: {strategy: uniform_deadline, due: 2026-06}}\n"
    assert only(read_text(deadline)) == UniformDeadline(due=66)


def test_every_given_value_says_where_it_comes_from() -> None:
    case = read_text(FULL, "f.yaml")
    origins = case.scenario.origins
    assert origins["world.regions.east.unclear"] == "f.yaml:10"
    assert origins["world.regions.east.staff_standard"] == "evidence:staffing_standard"
    assert origins["uncertainties.disputes.unclear"] == "assumed: a: b #c"
    assert origins["policy.rollout.waves[1].after"] == "f.yaml:21"
    assert "world.regions.west.unclear" not in origins
    assert case.ranges["policy.rollout.waves[1].due_in"] == (12.0, 30.0)
    assert case.ranges["policy.rollout.start"] == (1.0, 19.0)


def test_whole_numbers_are_taken_for_decimals() -> None:
    value = read_text(WORLD.replace("villages_per_county: 12", "income: 21000")).scenario.regions["east"].income
    assert (value, type(value)) == (21000.0, float)


def test_a_title_in_one_language_stands_in_for_the_other() -> None:
    assert read_text(WORLD + "title: {zh: 试点}\n").scenario.title == {"en": "试点", "zh": "试点"}
    assert read_text(WORLD).scenario.title == {"en": "test", "zh": "test"}


@shipped
def test_every_shipped_scenario_reads_and_has_a_title_in_both_languages(path: Path) -> None:
    scenario = read(path).scenario
    assert scenario.name == path.stem
    assert read_document(path).tree["title"].keys() == {"en", "zh"}
    assert path.read_text("utf-8").startswith("# ")


def bare_numbers(document: Document) -> list[str]:
    """Return the bare numbers and dates that differ from their declared default."""
    strategy = document.tree.get("policy", {}).get("rollout", {}).get("strategy", "")
    found = []
    for path in document.places:
        quantity = quantity_at(path, strategy) if path and path[0] != "clock" else None
        value = at(document.tree, path)
        if quantity and not quantity.options and not rests_on_something(value, quantity):
            found.append(f"{document.place(path)}: {value}")
    return found


def at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def rests_on_something(value: Any, quantity: Quantity) -> bool:
    if isinstance(value, dict):
        return "evidence" in value or "assumed" in value
    return bool(value == quantity.default or (quantity.unit == "date" and Clock().month(value) == quantity.default))


@shipped
def test_no_bare_number_of_a_shipped_scenario_differs_from_its_declared_default(path: Path) -> None:
    assert bare_numbers(read_document(path)) == []


def test_a_bare_number_that_differs_would_be_found() -> None:
    assert len(bare_numbers(parse(FULL, "f.yaml"))) == 10


@cache
def validator() -> Any:
    return jsonschema.Draft202012Validator(schema())


@shipped
def test_every_shipped_scenario_is_valid_by_the_json_schema(path: Path) -> None:
    validator().validate(read_document(path).tree)


@pytest.mark.parametrize(
    "text",
    [
        WORLD + "unknown: 1\n",
        WORLD.replace("12", "1.5"),
        WORLD.replace("12", "{value: 12}"),
        WORLD.replace("12", "201"),
        WORLD + "without: [lerning]\n",
        PILOTS + "    due: 2024-01\n",
        PILOTS + "    waves: [{shrae: 1}]\n",
        WORLD + "policy: {rollout: {strategy: none}}\n",
    ],
)
def test_the_json_schema_refuses_what_the_reader_refuses(text: str) -> None:
    assert validator().is_valid(parse(WORLD, "f").tree)
    assert validator().is_valid(parse(FULL, "f").tree)
    assert not validator().is_valid(parse(text, "f").tree)


def test_the_version_of_the_format_may_be_left_to_what_a_file_extends() -> None:
    assert validator().is_valid(parse("extends: gaiju:rollout/drift\n", "f").tree)
    assert not validator().is_valid(parse(WORLD.replace("schema: 1\n", ""), "f").tree)


def test_the_json_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_json_schema_explains_a_number_to_an_editor() -> None:
    unclear = schema()["$defs"]["Region"]["properties"]["unclear"]
    assert unclear["description"].startswith("Households with an unclear homestead title")
    assert "(share)" in unclear["description"]
    assert unclear["anyOf"][0] == {"type": "number", "minimum": 0.0, "maximum": 0.9, "default": 0.2}


def round_trip(case: Case) -> None:
    text = resolved(case)
    again = read_text(text, "resolved.yaml")
    assert again.scenario == case.scenario
    assert again.ranges == case.ranges
    assert again.policies == case.policies
    assert digest(again) == digest(case)
    assert resolved(again) == text


@shipped
def test_a_resolved_scenario_reads_back_equal(path: Path) -> None:
    round_trip(read(path))


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        WORLD,
        PILOTS,
        PILOTS + "    waves: []\n",
        PILOTS + "    waves: [{}]\n",
        PILOTS + "    pilots: 4\n",
        WORLD + 'title: {en: "a \\" b \\u2028 c: #"}\nwithout: [wear]\n',
        WORLD + "uncertainties: {trust.gain: {value: 0.03, origin: default}}\n",
        WORLD + "uncertainties: {trust.gain: {value: 0.04, origin: default}}\n",
    ],
)
def test_any_scenario_reads_back_equal_from_its_resolved_text(text: str) -> None:
    round_trip(read_text(text, "f.yaml"))


def test_a_scenario_changed_in_python_says_so_when_resolved() -> None:
    case = read_text(WORLD)
    regions = {"east": dataclasses.replace(case.scenario.regions["east"], unclear=0.3)}
    changed = dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, regions=regions))
    assert 'unclear: {value: 0.3, origin: "set in Python"}' in resolved(changed)


def test_the_digest_knows_what_determines_a_run_and_nothing_else() -> None:
    base = digest(read_text(FULL, "f.yaml"))
    same = ["name=other", "title.en=Other", "runs.replications=9", "runs.engine=agents", "policy.rollout.pilots=4"]
    other = [
        "runs.seed=8",
        "clock.months=97",
        "uncertainties.trust.gain=0.05",
        "without=[hiding]",
        "world.terms.quorum=0.6",
    ]
    assert [digest(read_text(FULL, "g.yaml", [text])) == base for text in same] == [True] * len(same)
    assert [digest(read_text(FULL, "f.yaml", [text])) == base for text in other] == [False] * len(other)
    assert len(base) == 32


def test_every_check_has_a_name_of_its_own() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def number(quantity: Quantity) -> st.SearchStrategy[float]:
    if isinstance(quantity.default, int):
        return st.integers(int(quantity.low), int(quantity.high))
    return st.floats(quantity.low, quantity.high, allow_subnormal=False)


REGIONS = st.fixed_dictionaries({}, optional={name: number(quantity) for name, quantity in quantities(Region)})


@given(
    st.dictionaries(
        st.from_regex(r"\A[a-z]{1,6}\Z").filter(lambda name: name != "all"), REGIONS, min_size=1, max_size=3
    )
)
def test_any_world_in_range_is_read_as_it_was_written(regions: dict[str, dict[str, float]]) -> None:
    lines = [
        f"    {name}: {{{', '.join(f'{key}: {value!r}' for key, value in fields.items())}}}"
        for name, fields in regions.items()
    ]
    case = read_text("\n".join(["schema: 1", "name: made", "world:", "  regions:", *lines]))
    assert case.scenario.regions == {name: Region(**fields) for name, fields in regions.items()}  # type: ignore[arg-type]
    assert isinstance(case.scenario, Scenario)

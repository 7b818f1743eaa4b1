from pathlib import Path

import sim
from sim.reading import read_text, resolved
from sim.reading.differing import differing
from tests.small import hamlet

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_a_scenario_does_not_differ_from_itself_in_whatever_words() -> None:
    case = hamlet("phased_pilots, pilots: 1, evaluate_months: 2, waves: [{after: 2}]")
    assert differing(case, case) == ()
    assert differing(case, read_text(resolved(case))) == ()


def test_names_and_origins_are_no_difference() -> None:
    assert differing(hamlet("drift"), hamlet("drift", "name=other", "world.regions.hill.income=20000")) == ()


def test_every_value_that_differs_is_told_with_unit_and_origin() -> None:
    changed = (
        "world.regions.hill.income=25000",
        "uncertainties.trust.gain=0.04",
        "without=[learning]",
        "policy.rollout.due=2022-10",
    )
    found = {each.path: each for each in differing(hamlet(), hamlet("uniform_deadline, due: 2022-09", *changed))}
    assert set(found) == {
        "world.regions.hill.income", "uncertainties.trust.gain", "without", "policy.rollout.due",
    }  # fmt: skip
    income = found["world.regions.hill.income"]
    assert income.unit == "yuan/person/year"
    assert income.one is not None
    assert income.other is not None
    assert (income.one.value, income.one.origin) == (20000.0, "default")
    assert (income.other.value, income.other.origin) == (25000.0, "--set")
    due = found["policy.rollout.due"].other
    assert due is not None
    assert due.value == "2022-10"


def test_options_of_another_strategy_stand_on_one_side_alone() -> None:
    found = {each.path: each for each in differing(hamlet("drift"), hamlet("voluntary"))}
    assert found["policy.rollout.hazard"].other is None
    assert found["policy.rollout.quorum"].one is None


def test_a_region_or_a_list_of_villages_that_only_one_has_is_one_difference() -> None:
    county = sim.read(SCENARIOS / "cases" / "made-up-county.yaml")
    paths = [each.path for each in differing(hamlet(), county) if each.path.startswith("world.")]
    assert paths == ["world.regions.hill", "world.regions.plain", "world.regions.county"]
    again = sim.read(SCENARIOS / "cases" / "made-up-county.yaml")
    assert differing(county, again) == ()

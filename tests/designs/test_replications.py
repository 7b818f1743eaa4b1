import dataclasses

from sim.designs.replications import differences, policy_alone, replications
from tests.small import hamlet, renamed


def test_pairs_stand_together_and_share_their_luck() -> None:
    cells = replications((hamlet(), hamlet("drift")), 3, seed=7)
    assert [(cell.case.scenario.rollout.strategy, cell.replicate) for cell in cells[:3]] == [
        ("uniform_deadline", 0),
        ("drift", 0),
        ("uniform_deadline", 1),
    ]
    assert cells[0].pair_id == cells[1].pair_id != cells[2].pair_id
    assert {cell.seed for cell in cells} == {7}


def test_number_and_seed_are_the_scenarios_own_unless_said() -> None:
    cells = replications((hamlet(),))
    assert (len(cells), cells[0].seed) == (2, hamlet().scenario.runs.seed)


def test_scenarios_that_differ_in_policy_alone_can_be_compared() -> None:
    assert list(differences((hamlet(), hamlet("drift"), hamlet("status_quo")))) == []


def test_what_keeps_scenarios_apart_is_named_with_both_values() -> None:
    longer = renamed(hamlet("drift", "clock.months=20", "runs.seed=5", "world.regions.hill.away=0.4"), "longer")
    said = list(differences((hamlet("drift"), longer)))
    assert "`hamlet` and `longer` differ in clock.months: 14 against 20" in said
    assert "`hamlet` and `longer` differ in world.regions.hill.away: 0.3 against 0.4" in said
    assert any("runs.seed" in line for line in said)
    assert len(said) == 3


def test_a_missing_region_is_named_once() -> None:
    case = hamlet("drift")
    regions = {"hill": case.scenario.regions["hill"]}
    other = dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, regions=regions))
    assert list(differences((case, other))) == [
        "`hamlet` and `hamlet` differ in world.regions: hill, plain against hill"
    ]


def test_policy_is_alone_unless_world_or_parameters_differ_too() -> None:
    plain = hamlet("drift")
    even = [hamlet("status_quo"), renamed(hamlet("drift", "clock.months=20", "runs.seed=5"), "longer")]
    assert all(policy_alone((plain, other)) for other in even)
    poorer = renamed(hamlet("status_quo", "world.regions.hill.away=0.4"), "poorer")
    calmer = renamed(hamlet("status_quo", "uncertainties.attendance.intercept=0.7"), "calmer")
    assert not any(policy_alone((plain, other)) for other in (poorer, calmer))
    assert not policy_alone((plain, *even, calmer))

from sim.designs.ablation import ablations, switched_off
from sim.designs.replications import differences
from sim.reading import digest, read_text, resolved
from tests.small import hamlet, renamed


def test_each_mechanism_is_switched_off_in_turn_in_each_scenario() -> None:
    offs = ablations([hamlet(), renamed(hamlet("drift"), "slow")], ["learning", "early_vote"])
    assert [(off.scenario, off.mechanism) for off in offs] == [
        ("hamlet", "learning"), ("hamlet", "early_vote"), ("slow", "learning"), ("slow", "early_vote"),
    ]  # fmt: skip
    assert offs[1].case.scenario.name == "hamlet-without-early-vote"
    assert offs[1].case.scenario.off == ("early_vote",)


def test_what_is_off_already_is_not_switched_off_again() -> None:
    case = hamlet("drift", "without=[learning]")
    (off,) = ablations([case], ["learning", "hiding"])
    assert off.case.scenario.off == ("learning", "hiding")


def test_the_same_is_said_by_a_scenario_that_switches_the_mechanism_off() -> None:
    assert digest(switched_off(hamlet(), "learning")) == digest(
        hamlet("uniform_deadline, due: 2022-09", "without=[learning]")
    )


def test_a_number_given_for_what_is_switched_off_is_dropped_and_the_rest_can_be_read_again() -> None:
    case = hamlet("drift", "uncertainties.learning.exponent=0.1", "uncertainties.trust.gain=0.04")
    made = switched_off(case, "learning")
    again = read_text(resolved(made))
    assert digest(again) == digest(made)
    assert again.scenario.parameters.trust.gain == 0.04


def test_a_scenario_and_its_ablation_can_be_compared() -> None:
    assert list(differences([hamlet(), switched_off(hamlet(), "learning")])) == []

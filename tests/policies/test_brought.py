import json
import re

from typer.testing import CliRunner

from sim.cli import app
from sim.cli.levers import groups
from sim.compiled.engine import decide
from sim.phases.orders import terms_of_month
from sim.phases.steps import PHASES
from sim.policies.brought import MOVES, amounts, moved
from sim.policies.levers import levers
from sim.policies.terms import TERMS
from sim.world import found_world
from tests.small import hamlet


def test_what_is_said_of_payments_is_said_of_terms_that_exist() -> None:
    assert MOVES.keys() <= TERMS.keys()


def test_a_lever_moves_payments_up_or_down_against_what_is_usual() -> None:
    records = levers()
    assert moved(records["staffing_standard"]) == {1: ("posts",), -1: ()}
    assert moved(records["infrastructure_share"]) == {1: ("posts",), -1: ("rooms",)}
    assert moved(records["public_private_partnership"]) == {1: ("rooms",), -1: ("running money",)}
    assert moved(records["residents_council_veto"]) == {1: (), -1: ()}


def test_what_is_paid_in_a_month_follows_the_terms_that_are_said_to_move_it() -> None:
    """Former cadres who stay are paid through no account, which is why ``retained`` is not among them."""
    case = hamlet("drift")
    world = found_world(case.scenario, 1, 0)
    world.month = 1
    world.terms = terms_of_month(world, case.policies)
    (spend,) = (step for _, steps in PHASES for step in steps if (step.kind, step.name) == ("ledgers", "spend"))
    usual = decide(world, spend)
    for term in ("retained", "pay", "purchased_services", "running_money", "mediators", "secondees"):
        world.terms = {**terms_of_month(world, case.policies), term: world.terms[term] + 1.0}
        moved_now = any((decide(world, spend)[flow] != usual[flow]).any() for flow in usual)
        assert moved_now == (term in MOVES), term


def test_the_list_of_levers_shows_prices_and_what_comes_beside_them() -> None:
    said = CliRunner().invoke(app, ["levers"]).stdout
    lines = said.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("homestead_three_steps"))
    assert "price in yuan" in lines[0]
    entry = " ".join(re.split(r"\s{2,}", line.strip())[-1] for line in lines[start : start + 6])
    assert "40,000 once (assumed 10,000-100,000)" in entry
    assert "+ compensation: 3,000 a household that takes the offer" in entry
    assert "staff 0.08" in entry
    assert "booked as it arises, see outcome `cost`" in said


def test_the_list_of_levers_can_be_one_of_a_group() -> None:
    gaiju = CliRunner().invoke
    said = gaiju(app, ["levers", "--group", "money"]).stdout
    assert "transfer_fund" in said
    assert "points_system" not in said
    found = json.loads(gaiju(app, ["levers", "--group", "money", "--json"]).stdout)
    assert found.keys() == {name for name, record in levers().items() if "money" in groups(record)}
    wrong = gaiju(app, ["levers", "--group", "mony"])
    assert (wrong.exit_code, "did you mean `money`?" in wrong.stderr, "staff (24)" in wrong.stderr) == (2, True, True)
    both = gaiju(app, ["levers", "points_system", "--group", "money"])
    assert (both.exit_code, "give one of the two" in both.stderr) == (2, True)


def test_whatever_a_lever_moves_has_an_amount() -> None:
    for name, record in levers().items():
        moves = {payment for payments in moved(record).values() for payment in payments}
        assert {said[2:].partition(":")[0] for said in amounts(record)} == moves, name
        assert all(any(sign.isdigit() for sign in said) for said in amounts(record)), name

from typer.testing import CliRunner

from sim.cli import app
from sim.phases.book import spend
from sim.phases.orders import terms_of_month
from sim.policies.brought import MOVES, moved
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
    usual = spend(world)
    for term in ("retained", "pay", "purchased_services", "running_money", "mediators", "secondees"):
        world.terms = {**terms_of_month(world, case.policies), term: world.terms[term] + 1.0}
        moved_now = any((spend(world)[flow] != usual[flow]).any() for flow in usual)
        assert moved_now == (term in MOVES), term


def test_the_list_of_levers_shows_prices_and_what_comes_beside_them() -> None:
    said = CliRunner().invoke(app, ["levers"]).stdout
    lines = said.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("homestead_three_steps"))
    assert "price in yuan" in lines[0]
    assert "40,000 once" in lines[start]
    assert "+ compensation" in lines[start + 1]
    assert "booked as it arises, see outcome `cost`" in said

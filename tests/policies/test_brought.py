from typer.testing import CliRunner

from sim.cli import app
from sim.policies.brought import MOVES, moved
from sim.policies.levers import levers
from sim.policies.terms import TERMS


def test_what_is_said_of_payments_is_said_of_terms_that_exist() -> None:
    assert MOVES.keys() <= TERMS.keys()


def test_a_lever_moves_payments_up_or_down_against_what_is_usual() -> None:
    records = levers()
    assert moved(records["staffing_standard"]) == {1: ("posts",), -1: ()}
    assert moved(records["infrastructure_share"]) == {1: ("posts",), -1: ("rooms",)}
    assert moved(records["public_private_partnership"]) == {1: ("rooms",), -1: ("running money",)}
    assert moved(records["residents_council_veto"]) == {1: (), -1: ()}


def test_the_list_of_levers_shows_prices_and_what_comes_beside_them() -> None:
    said = CliRunner().invoke(app, ["levers"]).stdout
    lines = said.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("homestead_three_steps"))
    assert "price in yuan" in lines[0]
    assert "40,000 once" in lines[start]
    assert "+ compensation" in lines[start + 1]
    assert "booked as it arises, see outcome `cost`" in said

"""The books: every payment leaves one account and enters another, to the last fen."""

from __future__ import annotations

import numpy as np
import pytest

from sim.columns.ledgers import ACCOUNTS, FLOWS
from sim.month import advance
from sim.phases.steps import PHASES
from sim.policies.policy import Policy
from sim.world import World, found_world
from tests.worlds import STRATEGIES, WORLDS

FOREIGN_WORDS = {"other", "balance", "misc", "residual"}


def balanced(world: World) -> bool:
    """Say whether the accounts of every village sum to nothing."""
    return bool(np.all(sum(getattr(world.ledgers, account) for account in ACCOUNTS) == 0.0))


def test_no_account_takes_what_does_not_fit() -> None:
    assert not FOREIGN_WORDS & set(ACCOUNTS)
    assert all(flow.payer in ACCOUNTS and flow.payee in ACCOUNTS for flow in FLOWS.values())
    assert all(flow.payer != flow.payee for flow in FLOWS.values())


@pytest.mark.parametrize("policy", STRATEGIES.values(), ids=STRATEGIES)
def test_the_books_balance_to_the_last_fen_in_every_month_of_every_strategy(policy: Policy) -> None:
    world = found_world(WORLDS["everything"], 1, 0)
    for _ in range(36):
        advance(world, [policy])
        assert balanced(world)
    assert np.all(world.ledgers.government < 0.0)


def test_a_single_injected_yuan_is_noticed() -> None:
    world = found_world(WORLDS["plain"], 1, 0)
    advance(world, [STRATEGIES["uniform_deadline"]])
    assert balanced(world)
    gift = world.ledgers.community.copy()
    gift[0] += 100.0
    world.ledgers.replace_column("community", gift)
    assert not balanced(world)


def test_every_payment_is_whole_fen_and_never_negative() -> None:
    world = found_world(WORLDS["hurried"], 1, 0)
    written = {name for _, steps in PHASES for step in steps if step.kind == "ledgers" for name in step.writes}
    assert set(FLOWS) <= written
    for _ in range(48):
        advance(world, [STRATEGIES["one_shot_merger"]])
        for name in FLOWS:
            amount = getattr(world.ledgers, name)
            assert np.all(amount >= 0.0), name
            assert np.all(amount == np.rint(amount)), name

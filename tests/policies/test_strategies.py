"""What each strategy orders, from what it is shown."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from sim.arrays import Rows
from sim.policies.catalogue import POLICIES, strategy
from sim.policies.county_quota import Target
from sim.policies.policy import Policy, Seen, cases_at_work
from sim.policies.terms import TERMS, Terms
from sim.streams import Luck

COUNTY = np.array([0, 0, 0, 0, 0, 1, 1, 1])
READY = np.array([0.5, 0.1, 0.9, 0.35, 0.7, 0.2, 0.65, 0.4])


def sight(month: int, **other: Any) -> Seen:
    """Return what a government of two counties sees, nothing begun."""
    rows = COUNTY.shape[0]
    numbers: dict[str, Any] = {f.name: np.zeros(rows) for f in dataclasses.fields(Seen)}
    usual = numbers | {
        "county": COUNTY, "region": COUNTY, "readiness": READY, "due": np.full(rows, -1.0), "wave": np.full(rows, -1.0),
        "chance": Luck(1, 0), "month": month,
    }  # fmt: skip
    return Seen(**(usual | other))


def terms() -> Terms:
    """Return the table's own terms for eight villages in two counties."""
    rows = {"county": 2, "village": 8, "household": 20}
    return Terms({name: np.full(rows[t.level], t.code(t.quantity.default)) for name, t in TERMS.items()})


def orders(policy: Policy, month: int, **other: Any) -> Terms:
    return policy.amend(terms(), sight(month, **other), month)


def changed(found: Terms) -> set[str]:
    return {name for name in TERMS if not np.array_equal(found[name], terms()[name])}


def make(name: str, **options: Any) -> Policy:
    policy: Policy = strategy(name)(**options)
    return policy


@pytest.mark.parametrize("kind", POLICIES, ids=lambda kind: kind.name)
def test_villages_that_have_begun_are_taken_by_no_batch(kind: type[Policy]) -> None:
    stage = np.array([0.0, 1.0, 5.0, 0.0, 0.0, 3.0, 0.0, 0.0])
    begun, known = stage > 0.0, {name: np.full(8, -1.0) for name in ("wave", "due")} | {"pilot": np.zeros(8)}
    for month in range(1, 120):
        found = orders(kind(), month, stage=stage, started=np.where(begun, 1.0, 0.0), **known)
        known = {name: found[name] for name in known}
        assert set(known["wave"][begun]) == {-1.0}
        assert set(known["pilot"][begun]) == {0.0}
        for help_before_the_start in ("facility_money", "mediators", "title_work"):
            assert np.array_equal(found[help_before_the_start][begun], terms()[help_before_the_start][begun])


def test_batches_are_as_large_as_asked_where_villages_have_begun() -> None:
    stage = np.array([0.0, 1.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    chosen = orders(make("phased_pilots", pilots=2), 1, stage=stage)["pilot"]
    assert chosen.tolist() == [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0], "the best two of each county's others"
    quota = make("county_quota", targets=(Target(36, 0.6),))
    assert orders(quota, 1, stage=stage)["wave"].tolist() == [-1.0, -1.0, -1.0, -1.0, 0.0, -1.0, 0.0, 0.0]
    classes = orders(make("classified", leading=0.5, rectifying=0.5), 1, stage=stage)["wave"]
    assert classes.tolist() == [0.0, -1.0, -1.0, 2.0, 0.0, 2.0, 0.0, 0.0]


def test_no_conversion_orders_nothing() -> None:
    assert changed(orders(make("status_quo"), 5)) == set()


def test_drift_starts_each_village_by_its_own_luck_and_sets_no_date() -> None:
    found = orders(make("drift", hazard=0.05), 3)
    assert changed(found) <= {"start"}
    assert found["start"].tolist() == np.where(sight(3).luck("drift") < 0.05, 1.0, 0.0).tolist()
    assert changed(orders(make("drift", hazard=0.0), 3)) == set()


def test_drift_starts_as_many_as_its_hazard_says() -> None:
    policy = make("drift", hazard=0.05)
    begun = np.mean([orders(policy, month)["start"].mean() for month in range(1, 400)])
    assert begun == pytest.approx(0.05, abs=0.02)


def test_one_deadline_starts_everybody_in_its_month_and_not_before() -> None:
    policy = make("uniform_deadline", due=40, start=6)
    assert changed(orders(policy, 5)) == set()
    for month in (6, 7, 80):
        found = orders(policy, month)
        assert changed(found) == {"start", "due"}
        assert set(found["start"]) == {1.0}
        assert set(found["due"]) == {40.0}


def pilots(choose: str, **options: Any) -> Rows:
    return orders(make("phased_pilots", pilots=2, choose=choose, **options), 1)["pilot"]


def test_pilots_are_the_best_the_worst_or_the_middling_of_each_county() -> None:
    assert np.flatnonzero(pilots("best")).tolist() == [2, 4, 6, 7]
    assert np.flatnonzero(pilots("worst")).tolist() == [1, 3, 5, 7]
    assert np.flatnonzero(pilots("representative")).tolist() == [0, 3, 5, 7]
    assert np.bincount(COUNTY, weights=pilots("random")).tolist() == [2.0, 2.0]


def test_pilots_chosen_by_lot_are_chosen_by_the_policys_own_luck() -> None:
    lot = sight(1).luck("pilot choice")
    expected = [*np.argsort(-lot[:5])[:2], *(5 + np.argsort(-lot[5:])[:2])]
    assert sorted(np.flatnonzero(pilots("random"))) == sorted(expected)


def test_a_county_with_fewer_villages_than_pilots_takes_them_all() -> None:
    found = orders(make("phased_pilots", pilots=4), 1)
    assert np.bincount(COUNTY, weights=found["pilot"]).tolist() == [4.0, 3.0]


def test_pilots_begin_with_their_own_date_and_are_written_up() -> None:
    policy = make("phased_pilots", pilots=1, start=3, pilot_due_in=20, evaluation=0.9)
    assert changed(orders(policy, 2)) == set()
    found = orders(policy, 3)
    chosen = found["pilot"] > 0.5
    assert np.flatnonzero(chosen).tolist() == [2, 6]
    assert found["due"].tolist() == np.where(chosen, 23.0, -1.0).tolist()
    assert found["wave"].tolist() == np.where(chosen, 0.0, -1.0).tolist()
    assert found["start"].tolist() == np.where(chosen, 1.0, 0.0).tolist()
    assert found["evaluation"].tolist() == np.where(chosen, 0.9, 0.3).tolist()


def test_waves_take_the_readiest_of_those_left_after_the_evaluation() -> None:
    usual = strategy("phased_pilots")()
    wave = type(usual.waves[0])
    policy = make("phased_pilots", pilots=1, evaluate_months=4, waves=(wave(2, 0.4, 10), wave(5, 1.0, 8)))
    standing = {"wave": np.array([-1.0, -1, 0, -1, -1, -1, 0, -1]), "due": np.full(8, 31.0)}
    assert orders(policy, 6, **standing)["wave"].tolist() == standing["wave"].tolist()
    first = orders(policy, 7, **standing)
    assert first["wave"].tolist() == [1.0, -1.0, 0.0, -1.0, 1.0, 1.0, 0.0, 1.0]
    assert first["due"].tolist() == [17.0, 31.0, 31.0, 31.0, 17.0, 17.0, 31.0, 17.0]
    assert first["start"].tolist() == [1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0]
    last = orders(policy, 10, wave=first["wave"], due=first["due"])
    assert last["wave"].tolist() == [1.0, 2.0, 0.0, 2.0, 1.0, 1.0, 0.0, 1.0]
    assert last["due"].tolist() == [17.0, 18.0, 31.0, 18.0, 17.0, 17.0, 31.0, 17.0]
    after = orders(policy, 11, wave=last["wave"], due=last["due"])
    assert after["wave"].tolist() == last["wave"].tolist()


def test_a_wave_in_random_order_follows_the_policys_own_luck() -> None:
    usual = strategy("phased_pilots")()
    wave = type(usual.waves[0])
    policy = make("phased_pilots", evaluate_months=0, order="random", waves=(wave(1, 0.2, 10),))
    found = orders(policy, 2)["wave"]
    lot = sight(2).luck("wave order")
    assert np.flatnonzero(found == 1.0).tolist() == [np.argmax(lot[:5]), 5 + np.argmax(lot[5:])]


def test_cases_at_work_are_those_of_villages_between_start_and_declaration_by_county() -> None:
    stage = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 1.0, 0.0])
    seen = sight(1, stage=stage, cases=np.arange(8.0), households=np.full(8, 10.0))
    cases, households = cases_at_work(seen)
    assert cases.tolist() == [1.0 + 2.0 + 3.0] * 5 + [6.0] * 3
    assert households.tolist() == [30.0] * 5 + [10.0] * 3

"""What holds in any world, under any strategy, whatever is switched off."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.columns.villages import DECLARED, MOVES, PREPARING, RURAL
from sim.designs.replications import replications
from sim.month import advance
from sim.phases.step import Step, Writes
from sim.policies.policy import Policy
from sim.reading import Case
from sim.rules.cases import COLLECTIVE, LAWSUIT, NONE, OPEN, PETITION, SOLVED
from sim.scenario import Scenario
from sim.world import KINDS, World, found_world
from tests.contracts.policies import Only
from tests.properties.any_world import parameters, policies, scenarios, seeds
from tests.worlds import REGIONS, STRATEGIES, differing, live, state, stepping
from tests.worlds import scenario as a_scenario

MONTHS = 24
ROUNDING = 1e-12
ANYTHING = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
CASE_MOVES = {
    NONE: {OPEN},
    OPEN: {SOLVED, LAWSUIT, PETITION, COLLECTIVE},
    LAWSUIT: {SOLVED},
    PETITION: {SOLVED},
    COLLECTIVE: {SOLVED},
    SOLVED: set(),
}


def legal(old: np.ndarray, new: np.ndarray, moves: dict[int, set[int]]) -> bool:
    changed = old != new
    return all(int(b) in moves[int(a)] for a, b in zip(old[changed], new[changed], strict=True))


class Watch:
    """Looks at every step of a life and refuses what may never happen."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __call__(self, step: Step, writes: Writes) -> None:
        columns = self.world.columns(step.kind)
        for name, values in writes.items():
            declared = columns.declarations()[name]
            slack = ROUNDING * max(1.0, abs(declared.high))
            assert np.all(np.isfinite(values)), (step.name, name)
            assert values.min(initial=declared.low) >= declared.low - slack, (step.name, name, values.min())
            assert values.max(initial=declared.low) <= declared.high + slack, (step.name, name, values.max())
            if declared.unit in {"flag", "code", "month", "number"}:
                assert np.all(values == np.floor(values)), (step.name, name)
        if step.kind == "villages":
            self.village(writes)
        if step.kind == "households":
            self.household(writes)

    def village(self, writes: Writes) -> None:
        v = self.world.villages
        if "stage" in writes:
            assert legal(v.stage, writes["stage"], {old: set(new) for old, new in MOVES.items()})
            assert np.all(writes["since"][writes["stage"] != v.stage] == self.world.month)
            assert np.all(writes["since"][writes["stage"] == v.stage] == v.since[writes["stage"] == v.stage])
        for name in ("declared", "started"):
            if name in writes:
                assert np.all((v.rows()[name] == 0.0) | (writes[name] == v.rows()[name])), "a first month stays"
        for name in ("done_consult", "done_assets", "done_rights", "done_handover", "voted", "votes_failed", "rounds"):
            if name in writes:
                kept = writes[name] >= v.rows()[name]
                if name in ("done_consult", "rounds") and "votes_failed" in writes:
                    planned = self.world.parameters.work.rounds
                    less_one = v.need_consult * (1.0 - 1.0 / planned) if name == "done_consult" else planned - 2.0
                    one_round = writes[name] >= np.minimum(v.rows()[name], less_one) - ROUNDING
                    kept |= (writes["votes_failed"] > v.votes_failed) & one_round
                assert np.all(kept), f"{name} is never undone, but for a round after a failed vote or a veto"

    def household(self, writes: Writes) -> None:
        h = self.world.households
        if "case" in writes:
            assert legal(h.case, writes["case"], CASE_MOVES)
            assert np.all((writes["hidden"] == 0.0) | (writes["case"] == OPEN)), "only an open case is hidden"
        for name in ("contested", "consulted", "escalated", "title_clear", "last_attended"):
            if name in writes:
                assert np.all(writes[name] >= h.rows()[name]), f"{name} is never taken back"
        if "offered" in writes:
            assert np.all((h.offered == 0.0) | (writes["offered"] == h.offered)), "one offer a household"


def consistent(world: World) -> None:
    """Check what must hold between columns at the end of a month."""
    v, h, c = world.villages, world.households, world.counties
    assert np.array_equal(v.declared > 0.0, (v.stage >= DECLARED) | ((v.declared > 0.0) & (v.stage < DECLARED)))
    assert np.all(v.declared[v.stage >= DECLARED] > 0.0)
    assert np.array_equal(v.started > 0.0, v.stage != RURAL)
    assert np.all(v.nameplate[v.stage < DECLARED] == 0.0)
    voted_here = (v.stage > PREPARING) & (v.declared != 1.0)  # founded as communities: declared in month 1
    assert np.all(v.voted[voted_here] == 1.0)
    assert np.array_equal(h.contested > 0.0, h.case != NONE)
    assert np.all((h.case < LAWSUIT) | (h.escalated == h.case))
    assert np.all(h.attended >= h.active)
    assert np.all(h.offered[h.contested > 0.0] > 0.0)
    assert np.all(v.open_visible <= v.open_all)
    assert np.all(v.open_all <= v.households * (1.0 + ROUNDING))
    for task in ("consult", "assets", "rights", "handover"):
        done, need = (v.rows()[f"{part}_{task}"] for part in ("done", "need"))
        assert np.all(done <= need * (1.0 + ROUNDING))
    shares = np.bincount(v.county, weights=v.outside, minlength=len(c))
    assert np.all(shares <= c.outside * (1.0 + 1e-9))


@ANYTHING
@given(where=scenarios(), policy=policies(), seed=seeds)
def test_any_world_keeps_its_bounds_and_its_laws(where: Scenario, policy: Policy, seed: int) -> None:
    world = found_world(where, seed, 0)
    born = state(world)
    watch = stepping(world, Watch(world))
    for _ in range(MONTHS):
        advance(world, [policy], watch)
        consistent(world)
    assert conserved(born, world)


def conserved(born: dict, world: World) -> bool:  # type: ignore[type-arg]
    """Say whether nobody was born, died, moved or changed weight, and every other fixed column stands."""
    fixed = [(k, name) for k in KINDS for name, c in world.columns(k).declarations().items() if c.fixed]
    now = state(world)
    people = np.bincount(world.households.village, weights=world.households.weight, minlength=len(world.villages))
    return all(born[key].tobytes() == now[key].tobytes() for key in fixed) and np.array_equal(
        people, world.villages.households
    )


@ANYTHING
@given(where=scenarios(), policy=policies(), seed=seeds)
def test_the_same_seed_gives_the_same_life_to_the_last_bit(where: Scenario, policy: Policy, seed: int) -> None:
    one, other = (live(where, [policy], 12, seed=seed) for _ in range(2))
    assert differing(state(one), state(other)) == []


@ANYTHING
@given(numbers=parameters(), policy=policies(), seed=seeds)
def test_what_one_county_does_stays_there_when_counties_are_uncoupled(
    numbers: object, policy: Policy, seed: int
) -> None:
    where = dataclasses.replace(a_scenario(off=["county_coupling"]), parameters=numbers)  # type: ignore[arg-type]
    alone, left = live(where, [Only(policy)], MONTHS, seed=seed), live(where, [], MONTHS, seed=seed)
    elsewhere(alone, left)


def elsewhere(one: World, other: World) -> None:
    """Assert that everything outside the first county is the same to the last bit."""
    home = {
        "villages": one.villages.county,
        "households": one.villages.county[one.households.village],
        "cadres": one.villages.county[one.cadres.village],
        "cooperatives": one.villages.county[one.cooperatives.village],
        "groups": one.villages.county[one.groups.village],
        "counties": np.arange(len(one.counties)),
        "ledgers": one.villages.county,
    }
    first, second = state(one), state(other)
    for key, values in first.items():
        away = home[key[0]] != 0
        assert values[away].tobytes() == second[key][away].tobytes(), key


def test_what_one_county_does_reaches_others_only_while_they_are_coupled() -> None:
    drift = Only(STRATEGIES["drift"], elsewhere=True)

    def others_learn_the_same(off: list[str]) -> bool:
        where = a_scenario(off=off, numbers={"work.mean": 30.0})
        one, two = live(where, [drift, Only(STRATEGIES["uniform_deadline"])], 60), live(where, [drift], 60)
        away = one.villages.county != 0
        return bool(np.all(one.villages.work_factor[away] == two.villages.work_factor[away]))

    assert others_learn_the_same(["county_coupling"])
    assert not others_learn_the_same([])


@settings(max_examples=8, deadline=None)
@given(policy=policies(), seed=seeds, replicate=st.integers(0, 5))
def test_a_against_a_is_exactly_equal_and_another_replication_is_not(policy: Policy, seed: int, replicate: int) -> None:
    where = a_scenario(terms={"benefit": 0.2})
    one, again, other = (
        live(where, [policy], 6, seed=seed, replicate=r) for r in (replicate, replicate, replicate + 1)
    )
    assert differing(state(one), state(again)) == []
    assert not np.array_equal(one.households.attended, other.households.attended) or len(one.households) != len(
        other.households
    )


@pytest.mark.parametrize("name", STRATEGIES)
def test_two_strategies_meet_the_same_people_and_the_same_luck(name: str) -> None:
    where = a_scenario()
    usual, other = live(where, [], 3), live(where, [STRATEGIES[name]], 3)
    fixed = [(k, n) for k in KINDS for n, c in usual.columns(k).declarations().items() if c.fixed]
    assert not set(fixed) & set(differing(state(usual), state(other)))
    assert usual.luck == other.luck


def test_the_luck_of_a_month_does_not_depend_on_what_was_drawn_before() -> None:
    where = a_scenario(regions=REGIONS)
    plain, greedy = found_world(where, 1, 0), found_world(where, 1, 0)
    for world in (plain, greedy):
        for _ in range(3):
            advance(world, [])
            if world is greedy:
                world.luck.uniform("something else", world.month, len(world.households))
    assert differing(state(plain), state(greedy)) == []


def test_more_replications_keep_the_first_ones() -> None:
    case = Case(a_scenario(), (STRATEGIES["drift"],), "made-up.yaml")
    few, many = (replications([case], number) for number in (3, 9))
    assert [(c.seed, c.replicate) for c in few] == [(c.seed, c.replicate) for c in many[:3]]
    lives = [live(case.scenario, case.policies, 3, seed=c.seed, replicate=c.replicate) for c in (few[2], many[2])]
    assert differing(state(lives[0]), state(lives[1])) == []

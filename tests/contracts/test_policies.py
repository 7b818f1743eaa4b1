from __future__ import annotations

import dataclasses
from typing import Any, ClassVar

import numpy as np
import pytest

from sim.arrays import Rows
from sim.month import advance
from sim.phases.orders import baseline, seen
from sim.phases.steps import PHASES
from sim.policies.catalogue import POLICIES, strategy
from sim.policies.policy import Policy, Seen
from sim.policies.terms import TERMS, Terms
from sim.words import pairs
from sim.world import World, found_world
from tests.contracts.policies import Recorder, Replay, arrays, at_the_ends
from tests.worlds import ONE_COUNTY, STRATEGIES, WORLDS, differing, digest, live, scenario, state

MONTHS = 36
TINY = scenario("tiny", regions=ONE_COUNTY, numbers={"work.mean": 30.0}, months=24)
every_strategy = pytest.mark.parametrize("name", STRATEGIES)
every_kind = pytest.mark.parametrize("kind", POLICIES, ids=lambda kind: kind.name)


def recorded(name: str, months: int = MONTHS) -> tuple[World, Recorder]:
    recorder = Recorder(STRATEGIES[name])
    return live(WORLDS["everything"], [recorder], months), recorder


def composed(terms: Terms) -> dict[str, Rows]:
    return {name: terms[name].copy() for name in terms}


def same(one: dict[str, Rows], other: dict[str, Rows]) -> bool:
    return one.keys() == other.keys() and all(one[name].tobytes() == other[name].tobytes() for name in one)


@every_strategy
def test_a_policy_asked_twice_answers_the_same_and_leaves_what_it_was_told_alone(name: str) -> None:
    _, recorder = recorded(name)
    for heard in recorder.heard:
        told, sight = composed(heard.terms), {k: v.copy() for k, v in arrays(heard.seen).items()}
        again = STRATEGIES[name].amend(heard.terms, heard.seen, heard.month)
        assert same(composed(again), composed(heard.answer))
        assert same(composed(heard.terms), told)
        assert same(arrays(heard.seen), sight)


@every_strategy
def test_a_policy_keeps_nothing_in_itself_between_months(name: str) -> None:
    _, recorder = recorded(name)
    fresh = dataclasses.replace(recorder.policy)  # type: ignore[type-var]
    for heard in reversed(recorder.heard):
        assert same(composed(fresh.amend(heard.terms, heard.seen, heard.month)), composed(heard.answer))


@every_strategy
@pytest.mark.parametrize("where", WORLDS)
def test_a_policy_acts_through_terms_alone(name: str, where: str) -> None:
    recorder = Recorder(STRATEGIES[name])
    first = live(WORLDS[where], [recorder], MONTHS)
    replay = Replay({heard.month: composed(heard.answer) for heard in recorder.heard})
    again = live(WORLDS[where], [replay], MONTHS)
    assert differing(state(first), state(again)) == []


@every_strategy
def test_a_policy_writes_no_column_when_it_speaks(name: str) -> None:
    world, recorder = recorded(name)
    before, terms = state(world), baseline(world)
    answer = recorder.policy.amend(terms, seen(world), world.month + 1)
    assert isinstance(answer, Terms)
    assert differing(before, state(world)) == []


@pytest.mark.parametrize("where", WORLDS)
def test_a_month_writes_the_declared_columns_and_no_others(where: str) -> None:
    world = live(WORLDS[where], [STRATEGIES["uniform_deadline"]], 20)
    before = {kind: dict(world.columns(kind).rows()) for kind in ("households", "villages", "cadres", "counties")}
    advance(world, [STRATEGIES["uniform_deadline"]])
    writes = {(step.kind, name) for _, steps in PHASES for step in steps for name in step.writes}
    for kind, columns in before.items():
        for name, old in columns.items():
            if getattr(world, kind).rows()[name] is not old:
                assert (kind, name) in writes


@every_kind
def test_a_strategy_amends_terms_of_the_table_within_their_ranges(kind: type[Any]) -> None:
    for _, policy in [("usual", kind()), ("brisk", STRATEGIES[kind.name]), *at_the_ends(kind)]:
        recorder = Recorder(policy)
        world = live(TINY, [recorder], 24)
        assert world.month == 24
        rows = {"county": len(world.counties), "village": len(world.villages), "household": len(world.households)}
        for heard in recorder.heard:
            assert list(heard.answer) == list(TERMS)
            for name, term in TERMS.items():
                values = heard.answer[name]
                assert values.shape == (rows[term.level],)
                assert np.all((values >= term.quantity.low) & (values <= term.quantity.high)), name
                if term.quantity.unit in {"flag", "word"}:
                    assert np.all(values == np.floor(values)), name


@every_kind
def test_a_strategy_says_its_name_and_title_and_is_found_by_its_name(kind: type[Any]) -> None:
    assert strategy(kind.name) is kind
    assert all(pairs("strategy")[kind.name])
    assert isinstance(kind(), Policy)
    assert dataclasses.is_dataclass(kind)


def test_no_two_strategies_share_a_name_and_an_unknown_one_is_refused() -> None:
    assert len({kind.name for kind in POLICIES}) == len(POLICIES)
    with pytest.raises(KeyError):
        strategy("no_such_strategy")


@dataclasses.dataclass
class Forger:
    """Writes zeros and threes into everything it is shown."""

    name: ClassVar[str] = "forger"
    refused: int = 0
    written: tuple[str, ...] = ()

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        for name, values in arrays(seen).items():
            try:
                values[:] = 3
                self.written = (*self.written, name)
            except ValueError:
                self.refused += 1
        return terms


def test_a_policy_that_writes_into_what_it_sees_changes_no_world() -> None:
    forger = Forger()
    assert digest(live(TINY, [forger], 12)) == digest(live(TINY, [], 12))
    assert forger.refused > 0
    computed = {"readiness", "collective_income", "urban"}
    assert set(forger.written) <= computed, "only what is computed for the policy alone may be writable"


def test_a_policy_sees_only_what_the_government_knows() -> None:
    named = {field.name for field in dataclasses.fields(Seen)}
    hidden_truth = {"nameplate", "quality_now", "open_all", "consulted", "aggrieved", "service", "pressure", "trust"}
    assert named.isdisjoint(hidden_truth)
    world = live(WORLDS["hurried"], [STRATEGIES["uniform_deadline"]], 48)
    sight = seen(world)
    reported = {"progress", "satisfaction", "cases", "support"}
    estimated = {"readiness", "unclear", "collective_income", "urban"}
    for name in named - reported - estimated - {"home", "chance", "month", "levers_since"}:
        assert np.array_equal(getattr(sight, name), getattr(world.villages, name)), name
    assert sight.month == world.month
    assert np.array_equal(sight.home, world.households.village)
    missed = sight.unclear - world.villages.unclear
    assert 0.001 < np.abs(missed).mean() < 0.05, "titles are known from a survey, neither exactly nor badly"
    assert np.array_equal(sight.cases, world.villages.reported_cases)
    assert np.array_equal(sight.satisfaction, world.villages.reported_satisfaction)
    assert np.array_equal(sight.progress, world.villages.reported_progress)


def test_the_luck_of_a_policy_is_its_own_and_the_same_for_all_policies() -> None:
    one = seen(live(TINY, [STRATEGIES["drift"]], 6))
    other = seen(live(TINY, [STRATEGIES["uniform_deadline"]], 6))
    assert np.array_equal(one.luck("choice"), other.luck("choice"))
    assert not np.array_equal(one.luck("choice"), one.luck("another choice"))
    assert one.luck("choice").shape == one.county.shape


def test_readiness_is_surveyed_once_and_the_better_the_survey_the_nearer_the_truth() -> None:
    exact, rough = (found_world(dataclasses.replace(TINY, terms={"survey": error}), 1, 0) for error in (0.0, 0.5))
    v = exact.villages
    truth = np.log(v.income) + v.urban - 2.0 * v.unclear
    assert seen(exact).readiness == pytest.approx(truth, rel=1e-12)
    assert np.array_equal(seen(rough).readiness, seen(live(rough.scenario, [], 5)).readiness)
    assert 0.05 < np.mean(np.abs(seen(rough).readiness - truth)) < 1.5

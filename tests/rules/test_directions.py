"""Which way each input moves each rule, whatever the other inputs and the parameters inside their ranges are."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.inputs import RULES, SWITCHES, WHOLE, arguments, drawn, numbers, outputs, records, span

UP, DOWN, EITHER = 1, -1, 0

DIRECTIONS: dict[str, dict[str, int]] = {
    "attendance.access": {"online": UP, "digital": UP, "usability": UP},
    "attendance.attends": {
        "stake": UP, "trust": UP, "peers": UP, "benefit": UP, "voice": UP, "away": DOWN, "access": UP,
        "elderly": DOWN, "taste": UP,
    },
    "attendance.contact": {"knowledge": UP, "part_time": DOWN},
    "attendance.reached": {"knowledge": UP, "publicity": UP, "group": UP},
    "attendance.speaks": {"voice": UP, "trust": UP},
    "cases.answered": {"lawsuit": EITHER},
    "cases.escalates": {"age": UP, "grievance": UP, "aggrieved": UP, "hidden": EITHER},
    "cases.hides": {"appraisal": UP, "concern": UP, "integrity": DOWN},
    "cases.settles": {"capacity": UP, "open_cases": EITHER, "skill": UP},
    "cooperative.lost": {"gain": UP, "transparency": DOWN},
    "cooperative.surplus": {"assets": UP, "rate": UP, "debt": DOWN},
    "cooperative.yearly_return": {"reform": UP, "market": UP},
    "declaration.declares": {"missing": DOWN, "pressure": UP, "concern": UP, "integrity": DOWN, "detection": DOWN},
    "declaration.nameplate": {"missing": UP},
    "declaration.relapsed": {
        "service": DOWN, "service_then": UP, "trust": DOWN, "trust_then": UP, "together": UP,
    },
    "disputes.contests": {
        "unclear": UP, "claim": UP, "compensation": DOWN, "special": UP, "rule": EITHER, "fairness": DOWN,
        "peers_open": UP, "haste": UP, "work_factor": UP,
    },
    "disputes.exclusion": {"rule": EITHER},
    "disputes.offered": {"trickle": EITHER, "progress": UP, "place": DOWN},
    "disputes.spreads": {"peers_open": UP, "months_since_offer": EITHER},
    "effort.level": {"pressure": UP, "duties": DOWN, "skill": UP},
    "effort.split": dict.fromkeys(
        ("pressure", "concern", "integrity", "open_share", "consulting", "working"), EITHER
    ),
    "fairness.fairness": {
        "now": UP, "active": UP, "peers_active": UP, "transparency": UP, "attended": UP, "meeting": EITHER,
        "unconsulted": DOWN, "haste": DOWN,
    },
    "fairness.haste": {"pressure": UP},
    "groups.backing": {"support": UP, "purchases": UP},
    "handover.apart": {"elsewhere": DOWN},
    "handover.habit": {"months": EITHER, "retained": UP},
    "handover.learned": {"knowledge": UP, "mentoring": UP},
    "migration.registers": {"speed": UP, "converted": UP},
    "migration.returns": {"service": UP, "converted": UP},
    "money.fen": {"yuan": UP},
    "money.wages": {"posts": UP, "pay": UP},
    "money.yuan": {"amount": UP},
    "staffing.added": {"worn": DOWN, "wanted": UP},
    "groups.activity": {"now": UP, "attendance": UP, "solved": UP, "backing": UP},
    "pressure.pressure": {
        "now": UP, "month": EITHER, "due": EITHER, "work_left": UP, "pace": DOWN, "sanction": UP,
    },
    "satisfaction.expectation": {"now": UP, "converted": UP},
    "satisfaction.grievance": {"now": UP, "unsettled": UP, "peers_open": UP, "fairness": DOWN, "hidden": UP},
    "satisfaction.judgement": {
        "service": UP, "expectation": DOWN, "fairness": UP, "grievance": DOWN, "trust": UP, "dividend": UP,
    },
    "satisfaction.satisfaction": {"now": UP, "judgement": UP},
    "services.service_level": {"now": UP, "staff": UP, "money": UP, "rooms": UP, "reach": UP, "response": UP},
    "staffing.experience": {"knowledge": UP},
    "staffing.leaves": {"load": UP, "pay": DOWN},
    "staffing.left_by_levers": {"free": EITHER, "taken": DOWN},
    "staffing.load": {"duties": UP, "pressure": UP},
    "staffing.worn": {"facilities": UP, "maintenance": UP},
    "support.expected_gain": {"now": UP, "examples": EITHER, "change": UP},
    "support.support": {"now": UP, "view": UP, "peers": UP},
    "support.view": {"gain": UP, "compensation": UP, "stake": DOWN, "fairness": UP, "trust": UP},
    "trust.experience": {"fairness": UP, "service": UP, "grievance": DOWN, "expectation": DOWN},
    "trust.trust": {"now": UP, "start": UP, "peers": UP, "contact": EITHER, "experience": UP},
    "vote.calls_early": {"pressure": UP, "concern": UP, "assets": UP},
    "vote.polled": {"willing": UP, "error": UP},
    "vote.passes": {"turnout": UP, "yes": UP, "quorum": DOWN, "approval": DOWN},
    "vote.vetoed": {"veto": UP, "consulted": DOWN, "aggrieved": UP},
    "services.response": {"platform": UP, "opening": UP},
    "work.rounds_held": {"done": UP, "need": EITHER},
    "work.reopened": {"done": UP, "need": UP},
    "work.allotted": {"rule": EITHER, "progress": EITHER},
    "work.crowding": {"active_share": DOWN},
    "work.likeness": {"unclear": DOWN, "income": DOWN, "same_county": UP},
    "work.spread_work": {"time": UP, "left": UP, "whole": DOWN},
    "work.work_factor": {"know_how": DOWN},
}  # fmt: skip
"""Direction of each input of each rule; ``EITHER`` where it depends, and a test of its own says on what."""

STEEP = [(path, name, way) for path, inputs in DIRECTIONS.items() for name, way in inputs.items() if way != EITHER]


@pytest.mark.parametrize("path", RULES)
def test_every_rule_says_which_way_each_of_its_inputs_moves_it(path: str) -> None:
    said, wanted = DIRECTIONS.get(path, {}), arguments(path)
    assert said.keys() == wanted.keys(), (
        f"DIRECTIONS (above) must say of sim/rules `{path}` which way each input moves it, UP, DOWN or EITHER; "
        f"missing: {sorted(wanted.keys() - said.keys())}, not an input: {sorted(said.keys() - wanted.keys())}. "
        f"An input that is no share of 0 to 1 also needs a range in RANGES, WHOLE or SWITCHES (tests/rules/inputs.py)"
    )


def test_no_direction_is_told_of_a_rule_that_is_gone() -> None:
    assert sorted(DIRECTIONS.keys() - RULES.keys()) == []


def one_number(path: str, name: str, hint: Any) -> st.SearchStrategy[Any]:
    if hint is float:
        return st.integers(1, 60).map(float)
    if hint == npt.NDArray[np.bool_]:
        return st.booleans().map(np.bool_)
    if name in WHOLE:
        return st.integers(*WHOLE[name]).map(float).map(np.float64)
    if name in SWITCHES:
        return st.sampled_from((0.0, 1.0)).map(np.float64)
    low, high = span(path, name)
    return st.integers(0, 10**6).map(lambda step: np.float64(low + (high - low) * step / 10**6))


def any_record(of: type[Any]) -> st.SearchStrategy[Any]:
    spans = {
        name: st.integers(int(q.low), int(q.high)) if isinstance(q.default, int) else st.floats(q.low, q.high)
        for name, q in numbers(of).items()
    }
    return st.builds(lambda found: dataclasses.replace(of(), **found), st.fixed_dictionaries(spans))


def inputs(path: str) -> st.SearchStrategy[dict[str, Any]]:
    found = {name: one_number(path, name, hint) for name, hint in arguments(path).items()}
    return st.fixed_dictionaries(found | {name: any_record(of) for name, of in records(path).items()})


@pytest.mark.parametrize(("path", "name", "way"), STEEP, ids=lambda part: str(part))
def test_an_input_moves_a_rule_its_way_and_never_back(path: str, name: str, way: int) -> None:
    hint = arguments(path)[name]

    @settings(max_examples=12, deadline=None, database=None)
    @given(at=inputs(path), pair=st.tuples(one_number(path, name, hint), one_number(path, name, hint)))
    def holds(at: dict[str, Any], pair: tuple[Any, Any]) -> None:
        low, high = sorted(pair)
        less, more = (outputs(RULES[path](**at | {name: end}))[0] for end in (low, high))
        assert way * (more.astype(np.float64) - less.astype(np.float64)) >= -1e-9 * (1.0 + np.abs(less))

    holds()


@pytest.mark.parametrize(("path", "name", "way"), STEEP, ids=lambda part: str(part))
def test_an_input_that_moves_a_rule_does_so_somewhere(path: str, name: str, way: int) -> None:
    at = drawn(path, 400, 11)
    low, high = span(path, name)
    of = np.bool_ if at[name].dtype == np.bool_ else np.float64
    less, more = (outputs(RULES[path](**at | {name: np.full(400, end).astype(of)}))[0] for end in (low, high))
    assert np.mean(way * (more.astype(np.float64) - less.astype(np.float64)) > 0.0) > 0.02

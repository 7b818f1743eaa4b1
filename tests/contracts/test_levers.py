"""The law of levers: what every record, and every lever in use, must keep."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.document import read_document
from sim.evidence.claims import claims, derived
from sim.month import advance
from sim.phases.orders import baseline, seen
from sim.policies.brought import moved as payments
from sim.policies.lever import Amends, LeverRecord, Size, amount
from sim.policies.lever_in_use import Lever
from sim.policies.levers import levers, trees
from sim.policies.levers.remake import HERE, PAGE, as_json, page, written
from sim.policies.policy import Policy
from sim.policies.terms import TERMS
from sim.reading.lever_checks import SET_BY, no_collision
from sim.reading.lever_records import AMENDABLE, record_faults
from sim.scenario import LeverUse, Rollout
from sim.world import found_world
from tests.lever_worlds import PLACES, everywhere, itself, lived, without
from tests.properties.test_any_life import Watch, conserved, consistent
from tests.worlds import STRATEGIES, WORLDS, differing, live, scenario, state, stepping

LEVERS = tuple(levers().values())
NAMED = (14, 15, 17, 19, 23, 24, 26, 27, 31, 32, 34, 35, 36, 41, 42, 44, 46, 55, 56, 57, 58, 60, 62, 64, 70, 71, 80, 81,
         83, 88, 90, 92, 95, 102)  # fmt: skip
PAIRS, LEVEL = 24, 0.01
QUICK = ("points_system", "transfer_fund", "share_freezing")
every_lever = pytest.mark.parametrize("record", LEVERS, ids=lambda record: record.id)


def test_the_shipped_json_and_the_page_say_what_the_records_say() -> None:
    assert (HERE / "levers.json").read_text("utf-8") == as_json(written()), "run `make levers`"
    text = PAGE.read_text("utf-8")
    assert page(text, LEVERS) == text, "run `make levers`"


def test_no_shipped_record_has_a_fault_or_shares_its_name_or_number() -> None:
    assert {tree["id"]: list(record_faults(tree)) for tree in trees() if list(record_faults(tree))} == {}
    assert len({tree["id"] for tree in trees()}) == len({tree["no"] for tree in trees()}) == len(trees())
    assert set(NAMED) <= {record.no for record in LEVERS}


def test_every_file_of_records_is_one_group_of_the_sources() -> None:
    for path in sorted(HERE.glob("*.yaml")):
        numbers = [tree["no"] for tree in read_document(path).tree["levers"]]
        assert numbers == sorted(numbers), path


@every_lever
def test_a_shipped_number_rests_on_a_claim_or_on_a_reason_with_a_range(record: LeverRecord) -> None:
    effort = [size for size in (record.staff, record.lead_months, record.wears_out) if size.value]
    for size in [*(part.size for part in record.amends), *record.cost.values(), *effort]:
        assert (size.evidence is None) != (size.assumed is None)
        assert size.evidence is None or size.evidence in claims() or size.evidence in derived()
        assert size.assumed is None or isinstance(size.value, str) or size.range is not None


@every_lever
def test_a_claim_is_cited_for_the_number_it_gives_or_with_a_word_on_how_it_follows(record: LeverRecord) -> None:
    for part in record.amends:
        assert part.size.evidence is None or part.note or _stands_in(part.size), part.term


def _stands_in(size: Size) -> bool:
    numbers = claims()[str(size.evidence)].numbers()
    return any(abs(float(size.value) - n * scale) < 0.001 for n in numbers for scale in (1.0, 0.01))


def test_every_term_of_the_table_but_orders_is_amended_by_some_lever() -> None:
    assert {part.term for record in LEVERS for part in record.amends} == set(AMENDABLE)


@every_lever
def test_a_lever_names_a_world_and_says_what_it_is_in_two_languages(record: LeverRecord) -> None:
    assert record.world in PLACES
    for said in (record.title, record.what):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in said["zh"])
        assert all(ord(letter) < 128 for letter in said["en"])


@pytest.fixture(scope="module")
def unlevered() -> dict[str, Any]:
    return {name: state(live(WORLDS["everything"], [STRATEGIES[name]], 18)) for name in ("phased_pilots", "drift")}


@every_lever
def test_at_intensity_zero_a_lever_changes_nothing(record: LeverRecord, unlevered: dict[str, Any]) -> None:
    off = dataclasses.replace(record, lead_months=Size(0))
    policies: list[Policy] = [STRATEGIES["drift"], Lever(off, LeverUse(record.id, intensity=0.0))]
    assert differing(unlevered["drift"], state(live(WORLDS["everything"], policies, 18))) == []


def test_a_lever_used_nowhere_or_not_yet_changes_nothing(unlevered: dict[str, Any]) -> None:
    for record in LEVERS[::8]:
        for use in (LeverUse(record.id, where={"wave": (99,)}), LeverUse(record.id, from_month=19)):
            policies = [STRATEGIES["phased_pilots"], Lever(record, use)]
            assert differing(unlevered["phased_pilots"], state(live(WORLDS["everything"], policies, 18))) == []


@every_lever
def test_a_lever_amends_its_own_terms_its_cost_and_the_time_of_cadres_alone(record: LeverRecord) -> None:
    world = found_world(scenario(terms={"allocation": "readiness"}), 1, 0)
    usual, month = baseline(world), int(record.lead_months.value) + 1
    sight = seen(world)
    amended = Lever(dataclasses.replace(record, where={}), LeverUse(record.id)).amend(usual, sight, month)
    changed = {name for name in TERMS if not np.array_equal(amended[name], usual[name])}
    own = {part.term for part in record.amends}
    assert own & changed
    assert changed <= own | {"lever_cost", "lever_staff"}
    assert ("lever_staff" in changed) == bool(record.staff.value)
    assert ("lever_cost" in changed) == any(size.value for size in record.cost.values())


@every_lever
def test_a_lever_has_a_price_or_staff_or_a_payment_or_says_why_it_is_free(record: LeverRecord) -> None:
    costs = bool(any(size.value for size in record.cost.values()) or record.staff.value or payments(record)[1])
    assert costs != bool(record.free)


@pytest.mark.parametrize(
    ("amiss", "why"),
    [
        ({"free": "an order"}, "no text in two languages"),
        ({"free": {"en": "an order"}}, "`zh` is missing"),
        ({"meant_for": "satisfaction"}, "no outcome with its direction"),
        ({"meant_for": {}}, "no outcome with its direction"),
        ({"meant_for": {"satisfacton": "higher"}}, "did you mean `satisfaction`"),
        ({"meant_for": {"satisfaction": "up"}}, "write higher or lower"),
        ({"meant_for": {"satisfaction": ["higher"]}}, "write higher or lower"),
        ({"meantfor": {"satisfaction": "higher"}}, "did you mean `meant_for`"),
    ],
)
def test_purpose_and_reason_are_read_strictly(amiss: dict[str, Any], why: str) -> None:
    (fault,) = record_faults({**trees()[0], **amiss})
    assert why in fault[1]


def difference(record: LeverRecord, world: str, outcome: str) -> tuple[float, float]:
    """Return mean and standard error of what a lever, the time it takes included, does to an outcome over time."""
    used = [lived(world, [everywhere(record)], replicate) for replicate in range(PAIRS)]
    name = f"{outcome} over time"
    d = np.array([a[name] - b[name] for a, b in zip(used, without(world, PAIRS), strict=True)])
    return float(d.mean()), float(d.std(ddof=1) / np.sqrt(d.size))


@pytest.mark.slow
@pytest.mark.parametrize("id", [record.id for record in LEVERS if record.meant_for])
def test_a_lever_moves_what_it_is_meant_for_the_right_way(id: str) -> None:
    record = levers()[id]
    for outcome, way in record.meant_for.items():
        mean, error = difference(record, record.world, outcome)
        assert (mean if way == "higher" else -mean) > 2.0 * error


@pytest.mark.slow
@pytest.mark.parametrize("outcome", ["disputes", "petitions"])
def test_under_a_tight_date_the_chain_of_responsibility_raises_disputes_and_petitions(outcome: str) -> None:
    mean, error = difference(levers()["responsibility_chain"], "pressed", outcome)
    assert mean > 2.0 * error, "docs/levers.md says so"


@pytest.mark.slow
def test_a_settlement_campaign_does_not_lower_petitions() -> None:
    mean, error = difference(levers()["settlement_campaign"], "quarrels", "petitions")
    assert abs(mean) < 2.0 * error, "docs/levers.md says so"


def moved(record: LeverRecord, pairs: int = PAIRS) -> list[str]:
    """Return the outcomes, costs aside, that move at the level, divided by how many are looked at."""
    usual = without(record.world, pairs)
    used = [lived(record.world, [itself(record)], replicate) for replicate in range(pairs)]
    names = [name for name in usual[0] if not name.startswith("cost")]
    found = []
    for name in names:
        d = np.array([a[name] - b[name] for a, b in zip(used, usual, strict=True)])
        d = d[np.isfinite(d)]
        if d.size > pairs // 2 and d.std() > 0.0:
            t = d.mean() / (d.std(ddof=1) / np.sqrt(d.size))
            if 2.0 * stats.t.sf(abs(t), d.size - 1) < LEVEL / len(names):
                found.append(name)
    return found


@pytest.mark.parametrize("id", QUICK)
def test_some_levers_move_an_outcome_in_the_world_they_name(id: str) -> None:
    assert moved(levers()[id], 8)


@pytest.mark.slow
@every_lever
def test_a_lever_moves_an_outcome_in_the_world_it_names(record: LeverRecord) -> None:
    assert moved(record)


def uses() -> st.SearchStrategy[LeverUse]:
    places = st.fixed_dictionaries(
        {},
        optional={
            "region": st.sampled_from([("east",), ("west",), ("east", "west")]),
            "county": st.sampled_from([(1,), (2, 3)]),
            "class": st.sampled_from([("poorest third",), ("middle third", "richest third")]),
            "stage": st.sampled_from([("preparing",), ("declared", "consolidated")]),
            "pilots": st.sampled_from([(0,), (1,)]),
            "satisfaction_below": st.just((60.0,)),
        },
    )
    return st.builds(
        LeverUse,
        st.sampled_from(sorted(levers())),
        st.integers(1, 12),
        st.none() | st.integers(13, 24),
        places,
        st.floats(0.0, 1.0),
        st.none() | st.floats(0.0, 20000.0),
    )


def fitting(package: list[LeverUse], strategy: str) -> list[LeverUse]:
    """Return the uses of a package that a reader would let through together."""
    kept: list[LeverUse] = []
    for use in package:
        tried = (*kept, use)
        where = dataclasses.replace(scenario(), levers=tried, rollout=Rollout(strategy))
        if not list(no_collision(where, STRATEGIES[strategy])):
            kept.append(use)
    return kept


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(package=st.lists(uses(), min_size=1, max_size=8), strategy=st.sampled_from(sorted(STRATEGIES)))
def test_any_package_of_levers_runs_keeps_money_and_stays_in_range(package: list[LeverUse], strategy: str) -> None:
    records = levers()
    policies: list[Policy] = [STRATEGIES[strategy]]
    policies += [
        Lever(dataclasses.replace(records[use.lever], lead_months=Size(0)), use, ("east", "west"), ("", "", ""))
        for use in fitting(package, strategy)
    ]
    world = found_world(scenario(), 3, 0)
    born, watch = state(world), stepping(world, Watch(world))
    for _ in range(18):
        advance(world, policies, watch)
        consistent(world)
        for name, values in world.terms.items():
            q = TERMS[name].quantity
            assert np.all((values >= q.low) & (values <= q.high)), name
            assert q.unit not in {"flag", "word"} or np.all(values == np.floor(values)), name
    assert conserved(born, world)
    ledgers = world.ledgers
    accounts = ("government", "community", "cooperative", "group", "household", "contractor", "lender", "lost")
    assert np.all(sum(getattr(ledgers, account) for account in accounts) == 0.0)


def test_what_strategies_set_is_what_the_check_for_collisions_knows() -> None:
    for name, policy in STRATEGIES.items():
        world = found_world(WORLDS["everything"], 1, 0)
        found: set[str] = set()
        for _ in range(24):
            answer = policy.amend(baseline(world), seen(world), world.month + 1)
            found |= {term for term in answer._fixed if TERMS[term].group != "orders"}
            advance(world, [policy])
        assert found <= set(SET_BY.get(name, ())), name


def test_the_size_of_an_amendment_has_the_unit_and_range_of_its_term() -> None:
    for term in AMENDABLE:
        q = TERMS[term].quantity
        assert amount(term, "set") is q
        assert (amount(term, "add").unit, amount(term, "multiply").unit) == (q.unit, "ratio")
    assert Amends("quorum", "set", Size(0.6)).quantity().default == 0.6

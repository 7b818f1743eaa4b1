from __future__ import annotations

import dataclasses
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.arrays import Rows
from sim.evidence.claims import claims
from sim.phases.orders import KEPT, baseline, terms_of_month
from sim.policies.policy import Seen
from sim.policies.terms import ALLOCATIONS, TERMS, Collision, Terms
from sim.rules.disputes import OFFER_MODES, SHARE_RULES
from sim.world import found_world
from tests.worlds import EVERYTHING, REGIONS, live, scenario

ROWS = 4
NUMBERS = [name for name, term in TERMS.items() if not term.quantity.options]
amounts = st.floats(-5.0, 5.0)


def usual() -> Terms:
    return Terms({name: np.full(ROWS, term.code(term.quantity.default)) for name, term in TERMS.items()})


def clipped(name: str, values: Rows) -> Rows:
    return np.clip(values, TERMS[name].quantity.low, TERMS[name].quantity.high)


@given(name=st.sampled_from(NUMBERS), a=amounts, b=amounts, factor=amounts, second=amounts)
def test_adds_add_multipliers_multiply_and_the_sum_is_clipped(
    name: str, a: float, b: float, factor: float, second: float
) -> None:
    base = usual()[name]
    assert usual().add(name, a).add(name, b)[name] == pytest.approx(clipped(name, base + (a + b)))
    assert usual().multiply(name, factor).multiply(name, second)[name] == pytest.approx(
        clipped(name, base * (factor * second))
    )
    assert usual().add(name, a).multiply(name, factor)[name] == pytest.approx(clipped(name, (base + a) * factor))


@given(name=st.sampled_from(NUMBERS), a=amounts, factor=amounts)
def test_the_order_in_which_policies_add_and_multiply_does_not_matter(name: str, a: float, factor: float) -> None:
    one, other = usual().add(name, a).multiply(name, factor), usual().multiply(name, factor).add(name, a)
    assert np.array_equal(one[name], other[name])


@given(
    name=st.sampled_from(NUMBERS), value=amounts, a=amounts, mask=st.lists(st.booleans(), min_size=ROWS, max_size=ROWS)
)
def test_set_wins_where_it_is_set_and_nowhere_else(name: str, value: float, a: float, mask: list[bool]) -> None:
    where = np.array(mask)
    both = [usual().add(name, a).set(name, value, where)[name], usual().set(name, value, where).add(name, a)[name]]
    for composed in both:
        assert np.array_equal(composed[where], clipped(name, np.full(ROWS, value))[where])
        assert composed[~where] == pytest.approx(clipped(name, usual()[name] + a)[~where])


def test_two_policies_that_set_the_same_term_for_the_same_place_collide() -> None:
    west = np.array([True, True, False, False])
    terms = usual().set("quorum", 0.4, west)
    assert terms.set("quorum", 0.6, ~west)["quorum"].tolist() == [0.4, 0.4, 0.6, 0.6]
    with pytest.raises(Collision, match="quorum"):
        terms.set("quorum", 0.6, np.array([False, True, True, False]))
    assert terms.set("quorum", 0.4)["quorum"].tolist() == [0.4] * ROWS
    assert terms.set("approval", 0.6)["approval"].tolist() == [0.6] * ROWS


def test_a_term_of_another_place_or_value_per_row_is_kept_row_by_row() -> None:
    values = np.array([0.3, 0.4, 0.5, 0.6])
    assert usual().set("quorum", values)["quorum"].tolist() == values.tolist()
    assert usual().add("benefit", values)["benefit"].tolist() == values.tolist()


def test_amending_gives_new_terms_and_leaves_the_old_ones() -> None:
    first = usual()
    before = {name: first[name].copy() for name in first}
    second = first.add("voice", 1.0).multiply("duties", 1.5).set("veto", 1.0)
    third = second.add("voice", 0.5).multiply("duties", 1.2).set("start", 1.0)
    assert all(np.array_equal(first[name], before[name]) for name in first)
    assert (second["voice"][0], second["duties"][0], second["start"][0]) == (1.0, 1.5, 0.0)
    assert (third["voice"][0], third["duties"][0], third["start"][0]) == (1.5, pytest.approx(1.8), 1.0)
    assert len(first) == len(TERMS)
    assert list(first) == list(TERMS)


@pytest.mark.parametrize("amend", ["add", "multiply", "set"])
def test_a_term_that_is_not_in_the_table_cannot_be_amended(amend: str) -> None:
    with pytest.raises(KeyError):
        getattr(usual(), amend)("bribes", 1.0)


def test_a_word_is_the_place_it_has_among_its_options() -> None:
    assert [TERMS["share_rule"].code(word) for word in SHARE_RULES] == [0.0, 1.0, 2.0, 3.0]
    assert [TERMS["offer_mode"].code(word) for word in OFFER_MODES] == [0.0, 1.0]
    assert [TERMS["allocation"].code(word) for word in ALLOCATIONS] == [0.0, 1.0, 2.0, 3.0]
    with pytest.raises(ValueError, match=r"not in|lies outside|index"):
        TERMS["share_rule"].code("by lot")


@pytest.mark.parametrize("name", NUMBERS)
def test_a_value_out_of_range_is_refused_as_a_baseline(name: str) -> None:
    q = TERMS[name].quantity
    assert TERMS[name].code(q.low) == q.low
    assert TERMS[name].code(q.high) == q.high
    for beyond in (q.low - 0.001, q.high + 0.001):
        with pytest.raises(ValueError, match="lies outside"):
            TERMS[name].code(beyond)


def test_the_baseline_is_the_table_then_the_scenario_then_the_standing_orders() -> None:
    plain, given_terms = (found_world(scenario(terms=terms), 1, 0) for terms in ({}, EVERYTHING))
    for name, term in TERMS.items():
        assert baseline(given_terms)[name] == pytest.approx(
            term.code(EVERYTHING.get(name, term.quantity.default)) if name != "staff_standard" else 18.0
        )
    assert set(KEPT) == {"due", "wave", "pilot", "ready_months"}
    assert all(np.array_equal(baseline(plain)[name], getattr(plain.villages, name)) for name in KEPT)


def test_a_region_has_its_own_staffing_standard_unless_the_scenario_sets_one_for_all() -> None:
    regions = REGIONS | {"west": dataclasses.replace(REGIONS["west"], staff_standard=12.0)}
    world = found_world(scenario(regions=regions), 1, 0)
    assert baseline(world)["staff_standard"].tolist() == np.where(world.villages.region == 1, 12.0, 18.0).tolist()
    same = found_world(scenario(regions=regions, terms={"staff_standard": 15.0}), 1, 0)
    assert set(baseline(same)["staff_standard"]) == {15.0}


@dataclasses.dataclass(frozen=True)
class Orders:
    """Orders a date once and never again."""

    name: ClassVar[str] = "orders"

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        return terms.set("due", 30.0).set("pilot", 1.0) if month == 2 else terms


def test_an_order_stands_until_it_is_changed() -> None:
    world = live(scenario(), [Orders()], 5)
    assert set(world.villages.due) == {30.0}
    assert set(world.villages.pilot) == {1.0}
    assert set(live(scenario(), [Orders()], 1).villages.due) == {-1.0}


@dataclasses.dataclass(frozen=True)
class Adds:
    """Adds to one term."""

    amount: float
    name: ClassVar[str] = "adds"

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        return terms.add("publicity", self.amount)


def test_policies_amend_in_turn_what_the_ones_before_them_left() -> None:
    world = found_world(scenario(), 1, 0)
    assert terms_of_month(world, [Adds(0.05), Adds(0.04)])["publicity"] == pytest.approx(0.09)
    assert terms_of_month(world, [Adds(0.15), Adds(0.15)])["publicity"] == pytest.approx(0.2)


@pytest.mark.parametrize("name", [name for name, term in TERMS.items() if term.quantity.evidence])
def test_a_term_cites_a_claim_for_the_number_it_gives_or_says_how_it_follows(name: str) -> None:
    quantity = TERMS[name].quantity
    numbers = claims()[str(quantity.evidence)].numbers()
    given = any(abs(float(quantity.default) - n * scale) < 0.001 for n in numbers for scale in (1.0, 0.01))
    assert given or quantity.assumed


def test_what_a_claim_leaves_open_stands_beside_it() -> None:
    retained = TERMS["retained"].quantity
    assert (retained.evidence, retained.default) == ("former_cadres_hired", 0.15)
    assert "28 communities" in str(retained.assumed)
    assert TERMS["transparency"].quantity.assumed is None

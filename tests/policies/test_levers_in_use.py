"""When, where, how strongly and for how much money a lever acts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.policies.lever import LeverRecord, record_of
from sim.policies.lever_in_use import Lever
from sim.policies.policy import Seen
from sim.policies.terms import TERMS, Terms
from sim.scenario import LeverUse

COUNTY = np.array([0, 0, 0, 0, 1, 1])
HOME = np.array([0, 0, 1, 2, 3, 4, 5])
NAMES = {"regions": ("east", "west"), "counties": ("", "Anji")}


def sight(**other: Any) -> Seen:
    rows = COUNTY.shape[0]
    zeros: dict[str, Any] = {name: np.zeros(rows) for name in Seen.__slots__}
    usual = zeros | {
        "county": COUNTY, "region": COUNTY, "home": HOME, "households": np.full(rows, 100.0),
        "income": np.arange(rows) * 1000.0, "satisfaction": np.array([50.0, 60.0, 70.0, 80.0, 90.0, 95.0]),
        "wave": np.array([0.0, 0.0, 1.0, 1.0, 2.0, -1.0]), "pilot": np.array([1.0, 1.0, 0.0, 0.0, 0.0, 0.0]),
        "stage": np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0]), "levers_since": {},
    }  # fmt: skip
    return Seen(**(usual | other))


def terms() -> Terms:
    rows = {"county": 2, "village": 6, "household": 7}
    return Terms({name: np.full(rows[t.level], t.code(t.quantity.default)) for name, t in TERMS.items()})


def made(*amends: dict[str, Any], **other: Any) -> LeverRecord:
    said = {"en": "x", "zh": "某"}
    return record_of({"id": "x", "title": said, "what": said, "amends": amends} | other)


def faced(record: LeverRecord, month: int = 1, **use: Any) -> Terms:
    return Lever(record, LeverUse("x", **use), **NAMES).amend(terms(), sight(), month)


INVITE = made({"term": "invite", "add": 0.1})


def used(**where: Any) -> list[int]:
    values = {key: part if isinstance(part, tuple) else (part,) for key, part in where.items()}
    return np.flatnonzero(faced(INVITE, where=values)["invite"]).tolist()


def test_it_acts_from_its_lead_time_to_its_last_month() -> None:
    late = made({"term": "invite", "add": 0.1}, lead_months=3)
    acts = [month for month in range(1, 12) if faced(late, month, from_month=2, to_month=8)["invite"].any()]
    assert acts == [5, 6, 7, 8]


@pytest.mark.parametrize(
    ("where", "villages"),
    [
        ({}, [0, 1, 2, 3, 4, 5]),
        ({"region": "west"}, [4, 5]),
        ({"county": 1}, [0, 1, 2, 3]),
        ({"county": "Anji"}, [4, 5]),
        ({"class": "poorest third"}, [0, 1]),
        ({"class": ("middle third", "richest third")}, [2, 3, 4, 5]),
        ({"wave": (0, 2)}, [0, 1, 4]),
        ({"wave": -1}, [5]),
        ({"pilots": 1}, [0, 1]),
        ({"stage": ("preparing", "declared")}, [1, 4]),
        ({"satisfaction_below": 80}, [0, 1, 2]),
        ({"satisfaction_above": 90}, [5]),
        ({"region": "east", "pilots": 0}, [2, 3]),
    ],
)
def test_it_acts_where_it_is_used(where: dict[str, Any], villages: list[int]) -> None:
    assert used(**where) == villages


def test_a_record_can_say_by_itself_where_it_acts() -> None:
    ours = made({"term": "invite", "add": 0.1}, where={"stage": ["declared", "consolidated"]})
    assert np.flatnonzero(faced(ours, where={"satisfaction_above": (90.0,)})["invite"]).tolist() == [5]


def test_half_the_intensity_is_half_the_size() -> None:
    three = made(
        {"term": "voice", "add": 0.8}, {"term": "duties", "multiply": 0.8}, {"term": "quorum", "set": 0.7}, staff=0.0
    )
    half = faced(three, intensity=0.5)
    assert half["voice"] == pytest.approx(0.4)
    assert half["duties"] == pytest.approx(0.9)
    assert half["quorum"] == pytest.approx(0.6)


def test_a_word_or_a_yes_or_no_is_set_from_one_half_on() -> None:
    switches = made({"term": "share_rule", "set": "dynamic"}, {"term": "veto", "set": 1})
    for intensity, on in ((0.49, False), (0.5, True), (1.0, True)):
        found = faced(switches, intensity=intensity)
        assert bool((found["share_rule"] == 3.0).all()) is bool((found["veto"] == 1.0).all()) is on


def test_a_household_faces_what_its_village_uses_and_a_county_the_mean_of_its_villages() -> None:
    both = made({"term": "benefit", "add": 1.0}, {"term": "detection", "add": 0.4})
    found = faced(both, where={"pilots": (1,)})
    assert found["benefit"].tolist() == [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]
    assert found["detection"] == pytest.approx([0.25 + 0.2, 0.25])


def test_its_effect_halves_and_its_bill_does_not() -> None:
    wears = made({"term": "voice", "add": 0.8}, wears_out=12, cost={"per_village_month": 50}, staff=0.09)
    found = faced(wears, 13)
    assert found["voice"] == pytest.approx(0.4)
    assert found["lever_cost"] == pytest.approx(50.0)
    assert found["lever_staff"] == pytest.approx(0.09)
    assert found["duties"] == pytest.approx(1.0)


def test_setting_up_is_paid_once_by_each_village_in_the_month_it_comes_to_use_the_lever() -> None:
    once = made({"term": "voice", "add": 0.8}, cost={"once_per_village": 6000, "per_household_month": 1})
    lever, since, bills = Lever(once, LeverUse("x", from_month=3, where={"stage": ("preparing",)})), np.zeros(6), []
    comes = np.array([99, 3, 70, 99, 5, 4])
    for month in range(1, 80):
        stage = np.where((comes <= month) & (month < comes + 4), 1.0, 0.0)
        seen = sight(stage=stage, levers_since={"x": since})
        bills.append(lever.amend(terms(), seen, month)["lever_cost"])
        since = lever.since(seen, month)
    assert np.sum(bills, axis=0).tolist() == [0.0, 6400.0, 6400.0, 0.0, 6400.0, 6400.0]
    assert [int(np.argmax(bill)) + 1 for bill in np.array(bills).T[[1, 2, 4, 5]]] == [3, 70, 5, 4]
    assert since.tolist() == [0.0, 3.0, 70.0, 0.0, 5.0, 4.0]


def test_a_village_that_uses_a_lever_again_does_not_set_it_up_again() -> None:
    once = made({"term": "voice", "add": 0.8}, cost={"once_per_village": 6000})
    seen = sight(levers_since={"x": np.array([2.0, 0.0, 0.0, 0.0, 0.0, 0.0])})
    again = Lever(once, LeverUse("x", from_month=9)).amend(terms(), seen, 9)
    assert again["lever_cost"].tolist() == [0.0] + [6000.0] * 5


def test_a_cap_counts_setting_up_in_equal_parts() -> None:
    once = made({"term": "voice", "add": 0.6}, cost={"once_per_village": 6000})
    assert faced(once, cap=300.0)["voice"] == pytest.approx(0.3)  # 6 villages x 6,000 yuan over 60 months is 600
    assert faced(once, cap=600.0, to_month=30)["voice"] == pytest.approx(0.3)


def test_a_cap_keeps_the_bill_of_all_villages_together() -> None:
    record = made({"term": "voice", "add": 0.6}, cost={"per_village_month": 100})
    capped = faced(record, cap=300.0)
    assert capped["lever_cost"].sum() == pytest.approx(300.0)
    assert capped["voice"] == pytest.approx(0.3)
    assert faced(record, cap=900.0)["voice"] == pytest.approx(0.6)
    bought = made({"term": "purchased_services", "add": 1000})
    assert faced(bought, cap=3000.0)["purchased_services"].sum() == pytest.approx(3000.0)


def test_amending_leaves_the_terms_it_was_given_alone() -> None:
    before = terms()
    Lever(INVITE, LeverUse("x")).amend(before, sight(), 1)
    assert not before["invite"].any()

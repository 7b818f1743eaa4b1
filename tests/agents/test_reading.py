"""An agent reads its own row, in numbers and in words, and knows those around it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from sim.agents.cadre import Cadre
from sim.agents.everybody import KINDS
from sim.agents.household import Household
from sim.agents.row import RowAgent, mean, total
from sim.agents.village import Village
from sim.arrays import mean_by
from sim.columns.cadres import ROLES
from sim.columns.ledgers import ACCOUNTS
from sim.columns.villages import STAGES
from sim.model import ConversionModel
from sim.phases.steps import PHASES
from sim.reading import Case
from tests.agreement.lives import CASES

PLACES = {"village", "county", "in_charge", "community"}
"""Columns that name a row: an agent has that agent, or its government, instead of the number."""


@pytest.fixture(scope="module")
def model() -> Iterator[ConversionModel]:
    yield from lived("pilots", 14)


@pytest.fixture(scope="module")
def merged() -> Iterator[ConversionModel]:
    yield from lived("merger", 13)


def lived(case: str, months: int) -> Iterator[ConversionModel]:
    where, policy = CASES[case]
    model = ConversionModel(Case(where, (policy,), "test"), seed=3)
    for _ in range(months):
        model.step()
    yield model
    model.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_of_a_kind_is_an_attribute_of_its_agents(model: ConversionModel, kind: type[RowAgent]) -> None:
    rows = model.world.columns(kind.kind_name).rows()  # type: ignore[arg-type]
    for agent in model.agents_by_type[kind]:
        for column in set(rows) - PLACES:
            assert getattr(agent, kind.renamed.get(column, column)) == rows[column][agent.row]


@pytest.mark.parametrize("kind", KINDS)
def test_an_attribute_says_what_is_declared_about_its_column(kind: type[RowAgent]) -> None:
    for column, declared in kind.columns.declarations().items():
        attribute = vars(kind)[kind.renamed.get(column, column)] if column not in PLACES else None
        assert attribute is None or declared.meaning in attribute.__doc__


@pytest.mark.parametrize("kind", KINDS)
def test_agents_have_a_method_for_every_step_of_their_kind(kind: type[RowAgent]) -> None:
    steps = {step.name for _, steps in PHASES for step in steps if step.kind == kind.kind_name}
    assert steps
    assert all(callable(vars(kind)[name]) and vars(kind)[name].__doc__ for name in steps)


@pytest.mark.parametrize("kind", KINDS)
def test_agents_add_up_by_loops_alone(kind: type[RowAgent]) -> None:
    parts = [part for part in kind.__mro__ if part.__module__.startswith("sim.agents")]
    source = "".join(Path(inspect.getfile(part)).read_text(encoding="utf-8") for part in parts)
    assert not any(word in source for word in ("total_by", "mean_by", "pull(", "np.sum", "np.mean", "bincount", "@ "))


def test_codes_are_read_in_words(model: ConversionModel) -> None:
    village, cadre = model.everybody.villages[0], model.everybody.cadres[0]
    assert village.stage_name == STAGES[int(model.world.villages.stage[0])]
    assert cadre.role_name == ROLES[0] == "secretary"
    assert {household.case_name for household in model.everybody.households} >= {"none", "solved"}
    assert model.everybody.groups[0].group_name == "notables' council"


def test_an_agent_says_who_it_is(model: ConversionModel) -> None:
    assert repr(model.everybody.households[17]) == "Household 17"


def test_everybody_belongs_somewhere_and_is_known_there(model: ConversionModel) -> None:
    everybody = model.everybody
    assert all(household in household.village.households for household in everybody.households)
    assert all(cadre in cadre.village.cadres for cadre in everybody.cadres)
    assert all(group in group.village.groups for group in everybody.groups)
    assert all(cooperative.village.cooperative is cooperative for cooperative in everybody.cooperatives)
    assert all(village in village.government.villages for village in everybody.villages)
    assert sum(len(village.households) for village in everybody.villages) == len(everybody.households)
    assert all(ledger.village.ledger is ledger for ledger in everybody.ledgers)
    assert all(village.in_charge in village.cadres and village.in_charge.is_in_charge for village in everybody.villages)
    assert all(village in village.partners for village in everybody.villages)


def test_the_secretary_is_in_charge_until_a_community_worker_takes_over(merged: ConversionModel) -> None:
    villages = merged.everybody.villages
    assert all(village.in_charge.is_worker == (village.handed > 0.0) for village in villages)
    assert {village.in_charge.role_name for village in villages} == {"secretary", "community worker"}


def test_villages_of_a_community_know_each_other(merged: ConversionModel) -> None:
    for village in merged.everybody.villages:
        assert all(partner.community is village.community for partner in village.partners)
        assert all(village in partner.partners for partner in village.partners)
        assert village.is_merged == (len(village.partners) > 1)
    assert {village.is_merged for village in merged.everybody.villages} == {True, False}


def test_a_ledger_reads_what_its_village_has_paid(merged: ConversionModel) -> None:
    for village in merged.everybody.villages:
        assert village.ledger.wages > 0.0
        assert total(getattr(village.ledger, account) for account in ACCOUNTS) == 0.0


def test_members_of_a_group_are_those_who_belong_to_it(model: ConversionModel) -> None:
    for group in model.everybody.groups:
        assert set(group.members) == {h for h in model.everybody.households if group in h.groups}


def test_what_a_household_hears_is_a_mean_over_its_neighbours(model: ConversionModel) -> None:
    heard = [h for h in model.everybody.households if h.neighbours]
    assert all(float(total(strength for _, strength in h.neighbours)) == pytest.approx(1.0) for h in heard)
    assert all(h not in [other for other, _ in h.neighbours] for h in heard)


def test_bridges_lead_to_other_villages_of_the_county(model: ConversionModel) -> None:
    bridges = [(h, other) for h in model.everybody.households for other, _ in h.bridges]
    assert bridges
    assert all(h.village is not other.village for h, other in bridges)
    assert all(h.village.government is other.village.government for h, other in bridges)


def test_a_village_cannot_learn_from_itself(model: ConversionModel) -> None:
    assert all(village not in [other for other, _ in village.teachers] for village in model.everybody.villages)


def test_a_mean_over_agents_has_the_bits_of_the_mean_over_columns(model: ConversionModel) -> None:
    households = model.world.households
    fast = mean_by(households.village, households.satisfaction, households.weight, len(model.world.villages))
    slow = [mean((h.satisfaction, h.weight) for h in village.households) for village in model.everybody.villages]
    assert np.array_equal(fast, slow)


def test_the_mean_of_nobody_is_nought() -> None:
    assert mean(()) == 0.0


@pytest.mark.parametrize("name", ["trsut", "village", "neighbours", "colour"])
def test_what_is_no_column_cannot_be_set(model: ConversionModel, name: str) -> None:
    with model.edit(), pytest.raises(AttributeError, match=f"Household 0 has no column '{name}' to set"):
        setattr(model.everybody.households[0], name, 0.9)


def test_what_follows_from_columns_cannot_be_set_either(model: ConversionModel) -> None:
    with model.edit(), pytest.raises(AttributeError, match="has no setter"):
        model.agents_by_type[Village].set("stage_name", "declared")


def test_kinds_of_ones_own_keep_what_they_inherit() -> None:
    class Chair(Cadre):
        pass

    class Neighbourhood(Village):
        pass

    assert Chair.village is Cadre.village
    assert Neighbourhood.households is Village.households
    assert Household.trust is not Cadre.skill

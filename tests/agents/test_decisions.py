"""Each kind of agent decides: change what it decides on, and the decision changes, and later the village does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
import pytest

from sim.agents.household import Household
from sim.agents.row import total
from sim.agents.social_group import SocialGroup
from sim.agents.village import Village
from sim.arrays import Rows
from sim.columns.villages import DECIDED, DECLARED, PREPARING
from sim.model import ConversionModel
from sim.policies.uniform_deadline import UniformDeadline
from sim.reading import Case
from sim.rules.cases import OPEN, SOLVED
from tests.agreement.lives import SMALL, SWIFT
from tests.worlds import scenario

Founded = Callable[[ConversionModel], None]


@contextmanager
def lived(
    months: int,
    *,
    terms: Mapping[str, float | str] | None = None,
    numbers: Mapping[str, float] | None = None,
    founded: Founded = lambda model: None,
) -> Iterator[ConversionModel]:
    """Give a model that has lived some months, founded a little differently if asked to."""
    where = scenario(regions=SMALL, numbers={**SWIFT, **(numbers or {})}, terms=terms or {})
    with closing(ConversionModel(Case(where, (UniformDeadline(due=16),), "test"), seed=5)) as model:
        founded(model)
        for _ in range(months):
            model.step()
        yield model


def after(model: ConversionModel, months: int) -> ConversionModel:
    for _ in range(months):
        model.step()
    return model


def decided(agents: Any, step: str, column: str) -> Rows:
    return np.array([float(getattr(agent, step)()[column]) for agent in agents])


# ---- Household


def test_households_that_trust_come_to_meetings() -> None:
    came, later = [], []
    for trust in (0.05, 0.95):
        with lived(4) as model:
            with model.edit():
                model.agents_by_type[Household].set("trust", trust)
            came.append(sum(household.would_come() for household in model.everybody.households))
            later.append(float(np.mean(after(model, 3).world.villages.attendance)))
    assert came[0] < came[1]
    assert later[0] < later[1]


def test_households_that_support_the_plan_vote_it_through() -> None:
    ballots, stages = [], []
    for support in (0.0, 1.0):
        with lived(4, terms={"quorum": 0.2}) as model:
            village = model.everybody.villages[0]
            with model.edit():
                for task in ("consult", "assets", "rights"):
                    setattr(village, f"done_{task}", getattr(village, f"need_{task}"))
                village.vote_open = 1.0
                for household in village.households:
                    household.support = support
            ballots.append({float(household.vote()["ballot"]) for household in village.households})
            stages.append(after(model, 1).world.villages.stage[0])
    assert ballots == [{0.0, 1.0}, {0.0, 2.0}]
    assert stages == [PREPARING, DECIDED]


def test_a_household_with_an_unclear_title_contests_what_a_clear_one_takes() -> None:
    chances, opened = [], []
    for clear in (1.0, 0.0):
        with lived(2) as model:
            with model.edit():
                model.agents_by_type[Household].set("title_clear", clear)
            chances.append([float(household.chance_to_contest) for household in model.everybody.households])
            opened.append(after(model, 14).world.households.contested.sum())
    assert np.all(np.array(chances[0]) < np.array(chances[1]))
    assert opened[0] < opened[1]


# ---- Cadre


def _with(column: str, value: float) -> Founded:
    """Return what founds all cadres with another character."""

    def change(model: ConversionModel) -> None:
        cadres = model.world.cadres
        model.world.cadres = dataclasses.replace(cadres, **{column: np.full(len(cadres), value)})

    return change


def test_honest_cadres_give_their_time_to_consultation() -> None:
    time, consulted = [], []
    for integrity in (0.0, 1.0):
        with lived(3, founded=_with("integrity", integrity), numbers={"vote.early_assets": 0.5}) as model:
            time.append(decided(model.everybody.cadres, "spend", "consult"))
            consulted.append(after(model, 2).world.villages.done_consult)
    assert np.all(time[0] < time[1])
    assert np.all(consulted[0] < consulted[1])


def test_dishonest_cadres_declare_what_is_not_done() -> None:
    willing, quality = [], []
    for integrity in (0.0, 1.0):
        with lived(0, founded=_with("integrity", integrity), terms={"detection": 0.0, "sanction": 2.0}) as model:
            willing.append(0.0)
            for _ in range(36):
                after(model, 1)
                willing[-1] += float(total(village.secretary.declares for village in model.everybody.villages))
            villages = model.world.villages
            quality.append(villages.quality_at_declaration[villages.declared > 0.0].min(initial=1.0))
    assert willing[0] > willing[1]
    assert quality[0] < 0.9 <= quality[1]


def test_ambitious_cadres_graded_by_settlements_hide_cases() -> None:
    chances, hidden = [], []
    for concern in (0.0, 1.0):
        with lived(1, founded=_with("concern", concern), terms={"appraisal": 1.0}) as model:
            chances.append(decided(model.everybody.cadres, "conceal", "hides"))
            hidden.append(0.0)
            for _ in range(20):
                hidden[-1] += float(np.sum(after(model, 1).world.households.hidden))
    assert np.all(chances[0] == 0.0)
    assert np.all(chances[1] > 0.0)
    assert hidden[0] == 0.0 < hidden[1]


# ---- Cooperative


def test_rich_cooperatives_pay_dividends_that_please() -> None:
    dividends, content = [], []
    for assets in (1e5, 1e8):
        with lived(2) as model:
            with model.edit():
                for cooperative in model.everybody.cooperatives:
                    cooperative.assets, cooperative.debt = assets, 0.0
            dividends.append(decided(model.everybody.cooperatives, "account", "dividend"))
            content.append(after(model, 4).world.households.satisfaction)
    assert np.all(dividends[0] < dividends[1])
    assert np.all(content[0] <= content[1])
    assert content[0].mean() < content[1].mean()


def test_cooperatives_that_support_the_community_build_instead_of_paying_out() -> None:
    dividends, rooms = [], []
    for support in (0.0, 0.5):
        with lived(2, terms={"community_support": support, "market_access": 1.0}) as model:
            dividends.append(decided(model.everybody.cooperatives, "account", "dividend"))
            rooms.append(after(model, 6).world.villages.facilities)
    earns = dividends[0] > 0.0
    assert np.any(earns)
    assert np.all(dividends[0][earns] > dividends[1][earns])
    assert rooms[0].sum() < rooms[1].sum()


# ---- SocialGroup


def test_lively_groups_bring_their_members_to_meetings() -> None:
    calls, came = [], []
    for activity in (0.0, 1.0):
        with lived(3) as model:
            members = [h for h in model.everybody.households if h.groups]
            came.append(0.0)
            for _ in range(4):
                with model.edit():
                    model.agents_by_type[SocialGroup].set("activity", activity)
                calls.append(decided(model.everybody.groups, "call", "calls").mean())
                after(model, 1)
                came[-1] += sum(float(h.attended) for h in members)
    assert calls == [0.0] * 4 + [1.0] * 4
    assert came[0] < came[1]


def test_lively_groups_settle_members_cases() -> None:
    chances, solved = [], []
    for activity in (0.0, 1.0):
        with lived(2, terms={"township_pool": 0.0}, numbers={"cases.group_cases": 4.0}) as model:
            with model.edit():
                model.agents_by_type[Household].set("case", OPEN)
                model.agents_by_type[SocialGroup].set("activity", activity)
            chances.append(decided(model.everybody.groups, "take_cases", "settling"))
            solved.append(sum(float(h.case == SOLVED) for h in after(model, 2).everybody.households if h.groups))
    assert np.all(chances[0] == 0.0)
    assert np.all(chances[1] > 0.0)
    assert solved[0] < solved[1]


# ---- Village


def test_a_village_that_has_done_its_consultation_and_tasks_votes() -> None:
    opens, tried = [], []
    for share in (0.5, 1.0):
        with lived(4) as model:
            village = model.everybody.villages[1]
            with model.edit():
                for task in ("consult", "assets", "rights"):
                    setattr(village, f"done_{task}", share * getattr(village, f"need_{task}"))
            opens.append(float(village.open_vote()["vote_open"]))
            after(model, 1)
            tried.append(float(village.voted + village.votes_failed))
    assert opens == [0.0, 1.0]
    assert tried == [0.0, 1.0]


def test_a_council_with_a_veto_stops_a_plan_nobody_was_asked_about() -> None:
    opens, offers = [], []
    for consulted in (0.1, 0.9):
        with lived(4, terms={"veto": 1.0}) as model:
            village = model.everybody.villages[1]
            with model.edit():
                for task in ("consult", "assets", "rights"):
                    setattr(village, f"done_{task}", getattr(village, f"need_{task}"))
                village.consulted = consulted
            opens.append(float(village.open_vote()["vote_open"]))
            offers.append(float(village.open_vote()["better_offer"]))
    assert opens == [0.0, 1.0]
    assert offers[0] > offers[1] == 0.0


# ---- Government


@pytest.mark.parametrize("rule", ["equal", "need"])
def test_outside_staff_gets_the_work_done(rule: str) -> None:
    allotted, done = [], []
    for staff in (0.0, 3.0):
        with lived(2, terms={"outside_staff": staff, "allocation": rule}) as model:
            allotted.append(decided(model.everybody.governments, "allot", "outside"))
            villages = after(model, 3).world.villages
            done.append(villages.done_assets + villages.done_rights)
    assert np.all(allotted[0] == 0.0)
    assert np.all(allotted[1] > 0.0)
    assert np.all(done[0] < done[1])


def test_a_government_that_hires_serves_its_communities() -> None:
    filled, served = [], []
    for pace in (0.0, 6.0):
        with lived(2, terms={"hire_pace": pace}) as model:
            with model.edit():
                model.agents_by_type[Village].set("stage", DECLARED)
            filled.append(decided(model.everybody.governments, "budget", "fill_posts"))
            served.append(after(model, 4).world.villages.service)
    assert np.all(filled[0] == 0.0)
    assert np.all(filled[1] > 0.0)
    assert np.all(served[0] < served[1])

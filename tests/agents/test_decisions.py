"""Each kind of agent decides: change what it decides on, and the decision changes, and later the village does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
import pytest

from sim.agents.cadre import Cadre
from sim.agents.cooperative import Cooperative
from sim.agents.household import Household
from sim.agents.row import total
from sim.agents.social_group import SocialGroup
from sim.agents.village import Village
from sim.arrays import Rows
from sim.columns.ledgers import ACCOUNTS
from sim.columns.villages import CONVERTING, DECIDED, DECLARED, PREPARING
from sim.model import ConversionModel
from sim.policies.uniform_deadline import UniformDeadline
from sim.reading import Case
from sim.rules.cases import OPEN, SOLVED
from tests.agreement.lives import HANDED_OVER, SMALL, SWIFT
from tests.shown.pairs import interval
from tests.worlds import scenario

Founded = Callable[[ConversionModel], None]


@contextmanager
def lived(
    months: int,
    *,
    terms: Mapping[str, float | str] | None = None,
    numbers: Mapping[str, float] | None = None,
    founded: Founded = lambda model: None,
    seed: int = 5,
) -> Iterator[ConversionModel]:
    """Give a model that has lived some months, founded a little differently if asked to."""
    where = scenario(regions=SMALL, numbers={**SWIFT, **(numbers or {})}, terms=terms or {})
    with closing(ConversionModel(Case(where, (UniformDeadline(due=16),), "test"), seed=seed)) as model:
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


def test_households_come_back_to_communities_of_good_services() -> None:
    back, present = [0, 0], [0, 0]
    for place, seed in np.ndindex(2, 4):
        with lived(2, numbers={"migration.back": 0.006, "migration.services": 2.0}, seed=seed) as model:
            with model.edit():
                model.agents_by_type[Village].set("stage", DECLARED).set("service", (0.1, 0.9)[place])
                model.agents_by_type[Household].set("away", 1.0)
            back[place] += sum(household.migrate()["away"] == 0.0 for household in model.everybody.households)
            present[place] += sum(after(model, 24).world.households.away == 0.0)
    assert back[0] <= back[1]
    assert present[0] < present[1]


def test_registration_follows_residence_faster_through_a_green_channel() -> None:
    moved = []
    for speed in (1.0, 6.0):
        with lived(2, terms={"registration_speed": speed}) as model:
            with model.edit():
                model.agents_by_type[Village].set("stage", DECLARED)
                model.agents_by_type[Household].set("elsewhere", 1.0)
            moved.append(sum(household.migrate()["elsewhere"] == 0.0 for household in model.everybody.households))
    assert moved[0] < moved[1]


def test_a_hidden_case_that_is_listed_comes_into_the_open() -> None:
    for share, hidden in ((0.0, {1.0}), (1.0, {0.0, 1.0})):
        with lived(2, terms={"legacy_cases": share}) as model:
            with model.edit():
                model.agents_by_type[Household].set("case", OPEN).set("hidden", 1.0).set("concealed", 1.0)
            for column in ("hidden", "concealed"):
                assert set(decided(model.everybody.households, "respond", column)) == hidden


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


def usual_time(cadre: Cadre) -> float:
    """Return the staff-months of a cadre of usual skill: more under pressure, less with more duties."""
    p, village = cadre.parameters.effort, cadre.village
    level = p.free * (1.0 + p.drive * village.pressure) / village.term("duties")
    return float(cadre.serving * level)


@pytest.mark.parametrize("duties", [1.0, 2.0])
def test_the_time_that_levers_take_is_missing_for_everything_else(duties: float) -> None:
    spent, done = [], []
    for taken in (0.0, 0.45, 5.0):
        with lived(3, terms={"lever_staff": taken, "duties": duties}) as model:
            cadres = [cadre for cadre in model.everybody.cadres if cadre.serving > 0.5]
            spent.append(sum(decided(cadres, "spend", task) for task in ("consult", "visible", "mediate", "serve")))
            done.append(after(model, 1).world.villages.done_consult)
    whole = np.array([sum(usual_time(other) for other in cadre.village.cadres) for cadre in cadres])
    assert spent[1] / spent[0] == pytest.approx(1.0 - 0.45 / whole, rel=0.03)  # the months before differed too
    assert np.all(spent[2] == 0.0)
    assert np.all(done[0] > done[1])


def test_honest_cadres_give_their_time_to_consultation() -> None:
    time, consulted = [], []
    for integrity in (0.0, 1.0):
        with lived(3, founded=_with("integrity", integrity), numbers={"vote.early_assets": 0.5}) as model:
            in_office = [cadre for cadre in model.everybody.cadres if cadre.serving > 0.5]
            time.append(decided(in_office, "spend", "consult"))
            consulted.append(after(model, 2).world.villages.done_consult)
    assert np.all(time[0] < time[1])
    assert np.all(consulted[0] < consulted[1])


def test_dishonest_cadres_declare_what_is_not_done() -> None:
    willing, quality = np.zeros((2, 32)), np.full((2, 32), np.nan)
    for honest, seed in np.ndindex(2, 32):
        with lived(
            0, founded=_with("integrity", float(honest)), terms={"detection": 0.0, "sanction": 2.0}, seed=seed
        ) as model:
            for _ in range(36):
                after(model, 1)
                willing[honest, seed] += float(total(each.in_charge.declares for each in model.everybody.villages))
            villages = model.world.villages
            if np.any(villages.declared > 0.0):
                quality[honest, seed] = villages.quality_at_declaration[villages.declared > 0.0].mean()
    assert interval(willing[0] - willing[1])[0] > 0.0
    both = quality[:, ~np.isnan(quality).any(axis=0)]
    assert both.shape[1] > 24
    assert np.mean(both[1]) > 0.8
    assert interval(both[1] - both[0])[0] > 0.05


def test_ambitious_cadres_graded_by_settlements_hide_cases() -> None:
    chances, hidden = [], []
    for concern in (0.0, 1.0):
        stays = {"staffing.turnover": 0.0}
        with lived(1, founded=_with("concern", concern), terms={"appraisal": 1.0}, numbers=stays) as model:
            chances.append(decided(model.everybody.cadres, "conceal", "hides"))
            hidden.append(0.0)
            for _ in range(20):
                hidden[-1] += float(np.sum(after(model, 1).world.households.hidden))
    assert np.all(chances[0] == 0.0)
    assert np.all(chances[1] > 0.0)
    assert hidden[0] == 0.0 < hidden[1]


def _declared_last_month(model: ConversionModel) -> None:
    with model.edit():
        model.agents_by_type[Village].set("stage", DECLARED).set("declared", float(model.world.month))


@pytest.mark.parametrize(("retained", "stays"), [(0.0, 0.0), (1.0, 1.0)])
def test_former_cadres_stay_as_far_as_they_are_retained(retained: float, stays: float) -> None:
    with lived(3, terms={"retained": retained}) as model:
        assert {float(cadre.serving) for cadre in model.everybody.cadres if cadre.is_worker} == {0.0}
        _declared_last_month(model)
        for cadre in model.everybody.cadres:
            assert cadre.hand_over()["serving"] == (1.0 if cadre.is_worker else stays)


def test_a_village_that_loses_its_cadres_is_reached_less_than_one_that_keeps_them() -> None:
    reach = []
    for retained in (0.0, 1.0):
        with lived(3, terms={"retained": retained}) as model:
            _declared_last_month(model)
            reach.append(after(model, 2).world.villages.reach)
            assert all(village.in_charge.is_worker for village in model.everybody.villages)
    assert np.all(reach[0] < reach[1])


def test_community_workers_learn_faster_with_a_mentor() -> None:
    known = []
    for mentoring in (0.0, 2.0):
        with lived(3, terms={"mentoring": mentoring}, numbers={"staffing.turnover": 0.0}) as model:
            _declared_last_month(model)
            workers = [cadre for cadre in after(model, 6).everybody.cadres if cadre.is_worker]
            known.append(np.array([float(worker.knowledge) for worker in workers]))
    assert np.all(known[0] < known[1])


# ---- Cooperative and Ledger


def test_rich_cooperatives_pay_dividends_that_please() -> None:
    dividends, content = [], []
    for assets in (1e5, 1e8):
        with lived(2) as model:
            with model.edit():
                for cooperative in model.everybody.cooperatives:
                    cooperative.assets, cooperative.debt = assets, 0.0
            dividends.append(decided(model.everybody.ledgers, "trade", "dividends"))
            content.append(after(model, 4).world.households.satisfaction)
    assert np.all(dividends[0] < dividends[1])
    assert np.all(content[0] <= content[1])
    assert content[0].mean() < content[1].mean()


def test_cooperatives_that_support_the_community_build_instead_of_paying_out() -> None:
    dividends, rooms = [], []
    for support in (0.0, 0.5):
        with lived(2, terms={"community_support": support, "market_access": 1.0}) as model:
            dividends.append(decided(model.everybody.ledgers, "trade", "dividends"))
            rooms.append(after(model, 6).world.villages.facilities)
    earns = dividends[0] > 0.0
    assert np.any(earns)
    assert np.all(dividends[0][earns] > dividends[1][earns])
    assert rooms[0].sum() < rooms[1].sum()


def test_a_debt_that_is_paid_off_by_the_government_shrinks() -> None:
    debts, paid = [], []
    for subsidy in (0.0, 50000.0):
        with lived(1, terms={"debt_subsidy": subsidy}) as model:
            with model.edit():
                model.agents_by_type[Cooperative].set("debt", 1e6)
            paid.append(decided(model.everybody.ledgers, "trade", "subsidy"))
            debts.append(after(model, 3).world.cooperatives.debt)
    assert set(paid[0]) == {0.0}
    assert set(paid[1]) == {50000.0 * 100.0}
    assert np.all(debts[0] > debts[1])


def test_every_payment_leaves_one_account_and_enters_another() -> None:
    with lived(14, terms=HANDED_OVER) as model:
        for ledger in model.everybody.ledgers:
            balances = ledger.book()
            assert sum(float(balances[account]) for account in ACCOUNTS) == 0.0
            wages = ledger.wages + ledger.campaign + ledger.compensation + ledger.dividends
            assert balances["household"] == ledger.household + wages


def test_more_staff_costs_more() -> None:
    with lived(2) as model:
        before = decided(model.everybody.ledgers, "spend", "wages")
        with model.edit():
            model.agents_by_type[Village].set("staff", 20.0)
        assert np.all(before < decided(model.everybody.ledgers, "spend", "wages"))


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
            seen = [group for group in model.everybody.groups if any(m.hidden < 0.5 for m in group.members)]
            chances.append(decided(seen, "take_cases", "settling"))
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


def test_a_merged_village_shares_posts_and_is_known_less() -> None:
    known = []
    for community in ([0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 2.0, 3.0, 4.0]):
        with lived(3, founded=_merged(community)) as model:
            one, other = model.everybody.villages[:2]
            with model.edit():
                one.staff, other.staff = 6.0, 12.0
            known.append(float(other.convene()["knowledge"]))
            merged = community[1] == 0.0
            assert (one.is_merged, other.is_merged, other.community is one) == (merged, merged, merged)
            if merged:
                assert 6.0 < one.shared_staff == other.shared_staff < 12.0
            else:
                assert (one.shared_staff, other.shared_staff) == pytest.approx((6.0, 12.0))
    assert known[0] > known[1]


def _merged(community: list[float]) -> Founded:
    def change(model: ConversionModel) -> None:
        villages = model.world.villages
        converting = np.full(len(villages), float(CONVERTING))
        model.world.villages = dataclasses.replace(villages, community=np.array(community), stage=converting)

    return change


def test_a_community_that_lost_the_trust_it_was_declared_with_has_fallen_back() -> None:
    fell = []
    for trust in (0.3, 0.7):
        with lived(2) as model:
            _declared_last_month(model)
            with model.edit():
                model.agents_by_type[Village].set("trust_at_declaration", 0.7)
                model.agents_by_type[Household].set("trust", trust).set("case", SOLVED)
            fell.append({float(relapsed) for relapsed in decided(model.everybody.villages, "declare", "relapsed")})
    assert fell == [{1.0}, {0.0}]


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

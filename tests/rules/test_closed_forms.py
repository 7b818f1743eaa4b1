"""What the rules give where it can be worked out on paper."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.arrays import Rows, logistic
from sim.rules import (
    attendance,
    cases,
    cooperative,
    declaration,
    disputes,
    effort,
    fairness,
    groups,
    pressure,
    satisfaction,
    services,
    staffing,
    support,
    trust,
    vote,
    work,
)


def at(value: float) -> Rows:
    number: Rows = np.float64(value)  # type: ignore[assignment]  # rules take numbers as well as arrays
    return number


NO = at(0.0)
ONE = at(1.0)


def settled(step: Callable[[Rows], Rows], start: float, months: int) -> float:
    """Return where a number stands after some months of a rule."""
    now = at(start)
    for _ in range(months):
        now = step(now)
    return float(now)


def usual_household(**other: float) -> dict[str, Rows]:
    usual = {"stake": 0.5, "trust": 0.58, "peers": 0.35, "benefit": 0.0, "voice": 0.0, "away": 0.0, "access": 0.0}
    return {name: at(value) for name, value in (usual | {"elderly": 0.0, "taste": 0.0} | other).items()}


def logit_of(chance: Rows) -> float:
    return float(np.log(chance) - np.log1p(-chance))


@pytest.mark.parametrize(
    ("name", "step", "pull"),
    [
        ("stake", 0.5, 0.3), ("trust", 0.1, 0.15), ("peers", 0.2, 0.4), ("benefit", 0.7, 0.7), ("voice", 0.4, 0.4),
        ("away", 1.0, -2.0), ("elderly", 1.0, -0.5), ("taste", 2.0, 1.6),
    ],
)  # fmt: skip
def test_each_reason_to_attend_shifts_the_log_odds_by_its_weight(name: str, step: float, pull: float) -> None:
    p = attendance.Attendance()
    usual = usual_household()
    moved = usual | {name: usual[name] + step}
    assert logit_of(attendance.attends(p, **usual)) == pytest.approx(p.intercept)
    assert logit_of(attendance.attends(p, **moved)) == pytest.approx(p.intercept + pull)


def test_an_easy_online_door_takes_away_the_hindrance_of_distance_and_no_more() -> None:
    p = attendance.Attendance()
    far = attendance.attends(p, **usual_household(away=1.0, access=1.0))
    assert far == pytest.approx(attendance.attends(p, **usual_household()))
    assert attendance.access(at(0.5), at(0.8), at(0.2)) == pytest.approx(0.4)
    assert attendance.access(at(0.5), at(0.1), at(0.2)) == pytest.approx(0.1)


def test_without_the_choice_every_reached_household_comes_with_the_same_chance() -> None:
    p = attendance.Attendance(choice=0.0)
    assert attendance.attends(p, **usual_household(stake=1.0, away=1.0, taste=-5.0)) == logistic(at(p.intercept))


def test_reach_is_made_of_its_parts_and_never_leaves_zero_to_one() -> None:
    p = attendance.Attendance()
    assert attendance.reached(p, NO, NO, NO) == p.reach_base
    assert attendance.reached(p, at(0.4), at(0.1), at(0.5)) == pytest.approx(0.15 + 0.3 + 0.1 + 0.1)
    assert attendance.reached(p, ONE, at(0.5), ONE) == 1.0
    assert attendance.reached(p, NO, at(-0.3), NO) == 0.0
    assert attendance.contact(p, at(0.8), ONE) == pytest.approx(0.4)


def test_about_a_third_speaks_in_a_usual_village_and_trust_and_voice_add_log_odds() -> None:
    p = attendance.Attendance()
    assert logit_of(attendance.speaks(p, at(0.5), at(0.78))) == pytest.approx(-0.62 + 0.5 + 0.3)


def test_a_case_is_settled_as_far_as_the_time_goes_and_never_faster_than_the_best() -> None:
    p = cases.Cases()
    assert cases.settles(p, at(3.0), at(10.0), ONE) == pytest.approx(0.3)
    assert cases.settles(p, at(300.0), at(10.0), ONE) == p.best
    assert cases.settles(p, NO, NO, ONE) == p.best
    assert cases.settles(p, at(3.0), at(10.0), at(1.5)) == pytest.approx(0.45)


def test_a_case_waits_out_the_patience_before_it_can_escalate() -> None:
    p, h = cases.Cases(), cases.Hiding()

    def chance(age: float, grievance: float = 0.0, aggrieved: bool = False, hidden: float = 0.0) -> float:
        flag = np.bool_(aggrieved)
        return float(
            cases.escalates(p, h, age=at(age), grievance=at(grievance), aggrieved=flag, hidden=at(hidden))  # type: ignore[arg-type]
        )

    assert chance(p.patience) == 0.0
    assert chance(p.patience + 1) == pytest.approx(0.01)
    assert chance(9, grievance=1.0) == pytest.approx(0.04)
    assert chance(9, aggrieved=True) == pytest.approx(0.03)
    assert chance(16, hidden=1.0) == 0.0, "kept quiet for a year beyond the usual patience"
    assert chance(17, hidden=1.0) == pytest.approx(0.03)
    assert chance(17, grievance=1.0, aggrieved=True, hidden=1.0) == pytest.approx(0.36)


def test_an_honest_cadre_hides_nothing_and_an_ungraded_one_neither() -> None:
    p = cases.Hiding(propensity=3.0)
    assert cases.hides(p, ONE, ONE, ONE) == cases.hides(p, NO, ONE, NO) == cases.hides(p, ONE, NO, NO) == 0.0
    assert cases.hides(p, ONE, ONE, NO) == 1.0


def test_a_suit_takes_its_months_and_a_petition_its_own() -> None:
    p = cases.Cases(court_months=20.0, petition_months=5.0)
    assert cases.answered(p, np.array([True, False])).tolist() == [0.05, 0.2]


def test_reform_and_a_market_make_assets_earn_more_only_together() -> None:
    p = cooperative.Economy()
    assert cooperative.yearly_return(p, ONE, NO) == cooperative.yearly_return(p, NO, ONE) == p.base_return
    assert cooperative.yearly_return(p, at(0.5), at(0.5)) == pytest.approx(0.04 + 0.083 / 4)
    assert cooperative.yearly_return(p, at(2.0), at(2.0)) == pytest.approx(0.123)


def test_interest_comes_off_the_income_before_anything_is_lost_or_shared() -> None:
    p = cooperative.Economy()
    assert cooperative.surplus(p, at(1.2e6), at(0.04), at(2.4e5)) == pytest.approx(4000.0 - 900.0)
    assert cooperative.lost(p, at(-900.0), NO) == 0.0
    assert cooperative.lost(p, at(1000.0), NO) == pytest.approx(50.0)
    assert cooperative.lost(p, at(1000.0), at(0.6)) == pytest.approx(20.0)


def declares(missing: float, **other: float) -> float:
    usual = {"pressure": 0.9, "concern": 0.5, "integrity": 0.6, "detection": 0.25} | other
    numbers = {name: at(value) for name, value in usual.items()}
    return float(declaration.declares(declaration.Declaration(), missing=at(missing), **numbers))


def test_a_finished_village_is_declared_and_one_that_lacks_too_much_never_is() -> None:
    p = declaration.Declaration()
    assert declares(p.done, pressure=0.0) == 1.0
    assert 0.0 < declares(p.done + 0.001) < 1.0
    assert declares(p.most) > 0.0
    assert declares(p.most + 0.001) == 0.0
    assert declares(0.3, pressure=p.least_pressure) == 0.0
    assert declares(0.3, pressure=p.least_pressure + 1e-6) > 0.0


def test_declaring_early_weighs_career_against_conscience_and_the_chance_to_be_found_out() -> None:
    p = declaration.Declaration()
    weight = 0.9 * 0.5 - 0.6 * np.sqrt(0.25) - 0.25 * 0.25
    assert declares(0.25) == pytest.approx(1.0 / (1.0 + np.exp(-(weight / p.noise + p.reluctance))))
    off = declaration.Declaration(early=0.0)
    one = {"pressure": ONE, "concern": ONE, "integrity": NO, "detection": NO}
    assert declaration.declares(off, missing=at(0.2), **one) == 0.0
    assert declaration.declares(off, missing=at(0.05), **one) == 1.0
    assert [bool(declaration.nameplate(p, at(m))) for m in (p.done, p.done + 1e-9)] == [False, True]


PLAIN = {
    "unclear": NO, "claim": NO, "compensation": at(0.6), "special": NO, "rule": NO, "fairness": at(0.5),
    "peers_open": NO, "haste": NO, "work_factor": ONE,
}  # fmt: skip


@pytest.mark.parametrize(
    ("moved", "push"),
    [
        ({"unclear": 1.0}, 3.6), ({"claim": 0.2}, 0.2), ({"compensation": 0.9}, -0.3), ({"special": 1.0}, 1.5),
        ({"special": 1.0, "rule": 1.0}, 0.0), ({"special": 1.0, "rule": 2.0}, 0.9),
        ({"special": 1.0, "rule": 3.0}, 0.75), ({"fairness": 0.7}, -0.6), ({"peers_open": 0.5}, 1.0),
        ({"haste": 1.0}, 1.0), ({"work_factor": 0.8}, -0.4),
    ],
)  # fmt: skip
def test_each_reason_to_contest_shifts_the_log_odds_by_its_weight(moved: dict[str, float], push: float) -> None:
    p = disputes.Disputes()
    changed = PLAIN | {name: at(value) for name, value in moved.items()}
    assert logit_of(disputes.contests(p, **changed)) == pytest.approx(p.base + push)


def test_disputes_spread_for_a_year_after_the_offer_and_not_before_it() -> None:
    p = disputes.Contagion(hazard=0.1, months=12)
    months = np.array([-1.0, 0.0, 1.0, 12.0, 13.0])
    assert disputes.spreads(p, np.full(5, 0.5), months).tolist() == [0.0, 0.0, 0.05, 0.05, 0.0]


def test_a_batch_offer_reaches_all_at_once_and_a_trickle_follows_the_list() -> None:
    p = disputes.Disputes(at_progress=0.3)
    place = np.array([0.1, 0.29, 0.31, 0.9])
    for mode, progress, expected in [
        (0.0, 0.3, [True] * 4), (0.0, 0.29, [False] * 4), (1.0, 0.3, [True, True, False, False]),
        (1.0, 0.9, [True, True, True, False]),
    ]:  # fmt: skip
        assert disputes.offered(p, np.full(4, mode), np.full(4, progress), place).tolist() == expected


def spent(p: effort.Effort, **other: float) -> list[float]:
    usual = {"pressure": 0.0, "concern": 0.5, "integrity": 0.6, "open_share": 0.0, "consulting": 1.0, "working": 1.0}
    return [float(part) for part in effort.split(p, **{name: at(v) for name, v in (usual | other).items()})]


def test_a_cadre_spends_the_whole_free_time_and_only_on_tasks_there_are() -> None:
    p = effort.Effort()
    for consulting in (0.0, 1.0):
        for working in (0.0, 1.0):
            parts = spent(p, consulting=consulting, working=working, pressure=0.7)
            assert sum(parts) == pytest.approx(1.0)
            assert [part > 0.0 for part in parts] == [consulting > 0, working > 0, True, True]


def test_time_follows_the_logit_of_rewards() -> None:
    p = effort.Effort()
    consult, visible, mediate, serve = spent(p, pressure=0.4, open_share=0.05)
    rewards = [0.3 + 0.3, 0.55 + 2.0 * 0.4 * 0.5, 0.2 + 0.18 + 0.4 * 0.5, 0.3 + 0.3]
    assert np.log([visible / consult, mediate / consult, serve / consult]) == pytest.approx(
        [2.5 * (reward - rewards[0]) for reward in rewards[1:]]
    )
    assert spent(p, open_share=0.1) == spent(p, open_share=0.9)
    assert spent(effort.Effort(focus=0.0), pressure=1.0) == pytest.approx([0.25] * 4)


def test_pressure_drives_and_duties_eat_up_what_a_cadre_can_do() -> None:
    p = effort.Effort()
    assert effort.level(p, ONE, ONE, at(0.6)) == pytest.approx(0.45)
    assert effort.level(p, NO, at(2.0), at(0.6)) == pytest.approx(0.15)
    assert effort.level(p, NO, ONE, NO) == pytest.approx(0.12)
    assert effort.level(p, NO, NO, at(0.6)) == pytest.approx(3.0)


def fair(p: fairness.Fairness, now: Rows, **other: float) -> Rows:
    usual = {"active": 0.12, "peers_active": 0.0, "transparency": 0.45, "attended": 0.35, "meeting": 0.0}
    numbers = {name: at(value) for name, value in (usual | {"unconsulted": 0.0, "haste": 0.0} | other).items()}
    return fairness.fairness(p, now, **numbers)


@pytest.mark.parametrize(
    ("other", "target"),
    [
        ({}, 0.5), ({"active": 1.0}, 0.72), ({"active": 0.0, "peers_active": 1.0}, 0.62),
        ({"transparency": 0.85}, 0.64),
        ({"attended": 1.0}, 0.5), ({"attended": 1.0, "meeting": 1.0}, 0.5975), ({"unconsulted": 1.0}, 0.2),
        ({"haste": 0.5}, 0.4), ({"unconsulted": 1.0, "haste": 1.0, "transparency": 0.0}, 0.0),
    ],
)  # fmt: skip
def test_fairness_goes_a_tenth_of_the_way_each_month_to_what_was_lived(other: dict[str, float], target: float) -> None:
    p = fairness.Fairness()
    assert fair(p, at(0.5), **other) == pytest.approx(0.5 + 0.1 * (target - 0.5))
    assert settled(lambda now: fair(p, now, **other), 0.5, 400) == pytest.approx(target)


def test_haste_begins_at_half_the_pressure() -> None:
    assert fairness.haste(np.array([0.0, 0.5, 0.75, 1.0])).tolist() == [0.0, 0.0, 0.5, 1.0]


def test_a_group_nobody_uses_fades_and_one_that_is_backed_and_used_fills_up() -> None:
    p = groups.Groups()
    neutral = {"attendance": at(p.usual), "solved": at(0.5), "backing": NO}
    assert groups.activity(p, at(0.5), **neutral) == pytest.approx(0.495)
    assert groups.activity(p, NO, **neutral | {"attendance": NO}) == 0.0
    assert groups.activity(p, ONE, attendance=ONE, solved=ONE, backing=ONE) == 1.0
    assert groups.activity(p, at(0.5), attendance=at(0.55), solved=at(0.8), backing=at(0.5)) == pytest.approx(
        0.5 + 0.01 + 0.009 + 0.01 - 0.005
    )


def pressed(p: pressure.Pressure, now: float = 0.0, **other: float) -> float:
    usual = {"due": 61.0, "work_left": 60.0, "pace": 1.0, "sanction": 1.0} | other
    month = usual.pop("month", 1.0)
    return float(pressure.pressure(p, at(now), month=month, **{name: at(v) for name, v in usual.items()}))


def test_pressure_is_how_far_the_date_asks_for_more_than_can_be_done() -> None:
    p = pressure.Pressure()
    assert pressed(p) == pytest.approx(1.0 - np.exp(-1.0))
    assert pressed(p, work_left=120.0) == pytest.approx(1.0 - np.exp(-2.0))
    assert pressed(p, sanction=0.5) == pytest.approx(0.5 * (1.0 - np.exp(-1.0)))
    assert pressed(p, month=61.0) == pytest.approx(1.0)
    assert pressed(p, pace=0.0) == pytest.approx(1.0 - np.exp(-10.0))
    assert pressed(p, sanction=2.0, work_left=600.0) == 1.0


def test_without_a_date_or_without_work_there_is_no_pressure() -> None:
    p = pressure.Pressure()
    assert pressed(p, now=0.8, due=-1.0) == 0.0
    assert pressed(p, now=0.8, work_left=0.0) == 0.0
    assert pressed(pressure.Pressure(strength=0.0)) == 0.0


def test_after_the_date_pressure_fades_to_a_third_in_its_time() -> None:
    p = pressure.Pressure(fades=12.0)
    assert settled(lambda now: at(pressed(p, float(now), month=70.0)), 0.9, 12) == pytest.approx(0.9 / np.e)
    assert pressed(p, 0.9, month=62.0) == pytest.approx(0.9 * np.exp(-1.0 / 12.0))


def judged(**other: float) -> float:
    usual = {"service": 0.5, "expectation": 0.5, "fairness": 0.5, "grievance": 0.0, "trust": 0.58, "dividend": 0.0}
    p = satisfaction.Satisfaction()
    return float(satisfaction.judgement(p, **{name: at(v) for name, v in (usual | other).items()}))


def test_satisfaction_adds_up_in_points() -> None:
    assert judged() == pytest.approx(satisfaction.Satisfaction().base + 31.5)
    gains = {
        "service": (0.6, 12.6), "expectation": (0.6, -6.3), "fairness": (0.75, 3.0), "grievance": (0.4, -10.0),
        "trust": (0.83, 2.0), "dividend": (326.0, 2.0),
    }  # fmt: skip
    for name, (value, points) in gains.items():
        assert judged(**{name: value}) - judged() == pytest.approx(points)
    assert judged(dividend=1e6) - judged() == pytest.approx(4.0)
    assert judged(service=1.0, expectation=0.0) == 100.0
    assert judged(service=0.0, expectation=1.0) == 0.0


def test_satisfaction_and_expectation_close_in_on_their_targets() -> None:
    p, e = satisfaction.Satisfaction(), satisfaction.Expectation()
    assert settled(lambda now: satisfaction.satisfaction(p, now, at(60.0)), 50.0, 3) == pytest.approx(
        60.0 - 10.0 * 0.75**3
    )
    assert settled(lambda now: satisfaction.expectation(e, now, ONE), 0.55, 12) == pytest.approx(0.82 - 0.27 * 0.94**12)
    assert satisfaction.expectation(e, at(e.rural), NO) == e.rural


def test_grievance_follows_own_and_neighbouring_cases_and_unfair_treatment() -> None:
    p = satisfaction.Grievance()

    def target(**other: float) -> float:
        usual = {"unsettled": 0.0, "peers_open": 0.0, "fairness": 0.5, "hidden": 0.0} | other
        numbers = {name: at(value) for name, value in usual.items()}
        return settled(lambda now: satisfaction.grievance(p, now, **numbers), 0.3, 200)

    assert target() == pytest.approx(0.0, abs=1e-12)
    assert target(unsettled=1.0) == pytest.approx(0.6)
    assert target(peers_open=0.4) == pytest.approx(0.2)
    assert target(fairness=0.1) == pytest.approx(0.12)
    assert target(fairness=0.9) == pytest.approx(0.0, abs=1e-12)
    assert target(unsettled=1.0, hidden=0.2, peers_open=0.9) == pytest.approx(1.0)


def served(p: services.Services, **other: float) -> float:
    usual = {"staff": p.standard, "money": 1.0, "rooms": p.full_rooms, "reach": p.full_reach, "response": 0.0}
    numbers = {name: at(value) for name, value in (usual | other).items()}
    return settled(lambda now: services.service_level(p, now, **numbers), 0.4, 200)


def test_services_have_constant_elasticities_in_their_inputs() -> None:
    p = services.Services()
    assert served(p) == pytest.approx(p.top)
    for name, usual in [("staff", p.standard), ("money", 1.0), ("rooms", p.full_rooms), ("reach", p.full_reach)]:
        assert np.log(served(p, **{name: usual / 2.0}) / p.top) == pytest.approx(-getattr(p, name) * np.log(2.0))
    assert served(p, response=0.5) == pytest.approx(min(p.top * 1.05, 1.0))
    assert served(p, staff=1.2 * p.standard) == served(p, staff=3.0 * p.standard)
    assert served(p, staff=22.0, money=2.0, rooms=1.0, reach=1.0, response=1.0) == 1.0


def test_services_go_part_of_the_way_each_month() -> None:
    p = services.Services(adjusts=0.25)
    inputs = {"staff": p.standard, "money": 1.0, "rooms": p.full_rooms, "reach": p.full_reach, "response": 0.0}
    level = services.service_level(p, at(0.5), **{name: at(value) for name, value in inputs.items()})
    assert level == pytest.approx(0.5 + 0.25 * (0.92 - 0.5))


def test_rooms_wear_by_what_is_not_maintained() -> None:
    p = staffing.Staffing(decay=0.01)
    assert settled(lambda now: staffing.worn(p, now, NO), 0.8, 12) == pytest.approx(0.8 * 0.99**12)
    assert staffing.worn(p, at(0.8), ONE) == 0.8
    assert staffing.worn(p, at(0.8), at(0.5)) == pytest.approx(0.8 * 0.995)


def test_overload_drives_cadres_away_and_full_pay_keeps_them_all() -> None:
    p = staffing.Staffing()
    assert staffing.leaves(p, at(2.0), NO) == pytest.approx(0.01 * np.e)
    assert staffing.leaves(p, at(2.0), at(0.5)) == pytest.approx(0.005 * np.e)
    assert staffing.leaves(p, at(3.0), ONE) == 0.0
    assert staffing.leaves(p, at(30.0), NO) == 1.0
    assert staffing.load(p, at(1.2), at(0.5)) == pytest.approx(1.5)


def test_knowing_the_place_grows_towards_one_in_office() -> None:
    p = staffing.Staffing(learning=0.02)
    assert settled(lambda now: staffing.experience(p, now), 0.3, 24) == pytest.approx(1.0 - 0.7 * 0.98**24)


def test_rooms_are_added_as_wanted_up_to_full_supply() -> None:
    assert staffing.added(at(0.4), at(0.25)) == 0.25
    assert staffing.added(at(0.75), at(0.5)) == 0.25


@pytest.mark.parametrize(
    ("other", "push"),
    [
        ({}, 0.0), ({"gain": 0.5}, 0.6), ({"compensation": 0.8}, 0.24), ({"stake": 0.5}, -0.4),
        ({"fairness": 0.75}, 0.5), ({"trust": 0.38}, -0.3),
    ],
)  # fmt: skip
def test_each_reason_to_support_shifts_the_log_odds_by_its_weight(other: dict[str, float], push: float) -> None:
    p = support.Support()
    usual = {"gain": 0.0, "compensation": 0.6, "stake": 0.0, "fairness": 0.5, "trust": 0.58} | other
    assert logit_of(support.view(p, **{name: at(v) for name, v in usual.items()})) == pytest.approx(p.intercept + push)


def test_support_settles_between_the_own_view_and_the_neighbours() -> None:
    p = support.Support()
    rest = settled(lambda now: support.support(p, now, view=at(0.9), peers=at(0.4)), 0.1, 400)
    assert rest == pytest.approx(0.7 * 0.9 + 0.3 * 0.4)
    alone = support.Support(own=1.0)
    assert settled(lambda now: support.support(alone, now, view=at(0.9), peers=NO), 0.1, 400) == pytest.approx(0.9)


def test_examples_replace_the_prior_as_far_as_bridges_lead_to_them() -> None:
    p = support.Support(hearsay=0.1)
    assert support.expected_gain(p, at(0.5), at(0.5), at(1.5)) == pytest.approx(0.5 + 0.05 * 1.0)
    assert settled(lambda now: support.expected_gain(p, now, ONE, at(-0.4)), 0.5, 300) == pytest.approx(-0.4)
    assert settled(lambda now: support.expected_gain(p, now, ONE, at(9.0)), 0.5, 300) == 2.0
    assert settled(lambda now: support.expected_gain(p, now, ONE, at(-9.0)), 0.5, 300) == -1.0


def test_experience_counts_fairness_service_peace_and_surprise_up_to_a_limit() -> None:
    half = at(0.5)
    base = trust.experience(trust.Trust(), half, half, NO, half)
    assert base == pytest.approx(0.05 + 0.2 + 0.2 + 0.2 + 0.8 * 0.05)
    assert trust.experience(trust.Trust(), half, half, NO, NO) == pytest.approx(0.05 + 0.2 + 0.2 + 0.2 + 0.8 * 0.1)
    assert trust.experience(trust.Trust(), half, half, NO, ONE) == pytest.approx(0.65 - 0.36)
    assert trust.experience(trust.Trust(), ONE, half, NO, half) - base == pytest.approx(0.2)
    assert trust.experience(trust.Trust(), half, half, ONE, half) - base == pytest.approx(-0.2)


def trusts(now: float, **other: float) -> float:
    usual = {"start": now, "peers": now, "contact": 1.0, "experience": now} | other
    return float(trust.trust(trust.Trust(), at(now), **{name: at(v) for name, v in usual.items()})) - now


def test_trust_is_pulled_by_neighbours_the_past_and_what_is_lived() -> None:
    assert trusts(0.5) == pytest.approx(0.0)
    assert trusts(0.5, peers=0.9) == pytest.approx(0.05 * 0.4)
    assert trusts(0.5, start=0.9) == pytest.approx(0.02 * 0.4)
    assert trusts(0.5, experience=0.9) == pytest.approx(0.03 * 0.4)
    assert trusts(0.5, experience=0.1) == pytest.approx(-0.06 * 0.4)
    assert trusts(0.5, experience=0.9, contact=0.25) == pytest.approx(0.03 * 0.1)
    assert trusts(1.0, experience=5.0) == pytest.approx(0.0)
    assert trusts(0.0, experience=-5.0) == pytest.approx(0.0)


def test_a_plan_passes_at_the_quorum_and_at_the_approval_exactly() -> None:
    two_thirds, half = at(0.667), at(0.5)
    assert bool(vote.passes(half, two_thirds, half, two_thirds))
    assert not bool(vote.passes(half - 1e-9, two_thirds, half, two_thirds))
    assert not bool(vote.passes(half, two_thirds - 1e-9, half, two_thirds))


def test_a_council_stops_a_plan_that_too_few_were_asked_about_or_too_many_resent() -> None:
    p = vote.Vote()
    at_the_line = (at(p.veto_consulted), at(p.veto_aggrieved))
    assert not bool(vote.vetoed(p, ONE, *at_the_line))
    assert bool(vote.vetoed(p, ONE, at_the_line[0] - 1e-9, at_the_line[1]))
    assert bool(vote.vetoed(p, ONE, at_the_line[0], at_the_line[1] + 1e-9))
    assert not bool(vote.vetoed(p, NO, NO, ONE))
    assert not bool(vote.vetoed(p, at(0.5), NO, ONE))


def test_the_vote_is_called_early_under_pressure_once_the_assets_are_under_way() -> None:
    p = vote.Vote(early=0.25, early_assets=0.3)
    half = at(0.5)
    assert not bool(vote.calls_early(p, half, half, ONE))
    assert bool(vote.calls_early(p, half + 1e-9, half, at(0.3)))
    assert not bool(vote.calls_early(p, ONE, ONE, at(0.3 - 1e-9)))


def test_crowding_takes_its_share_of_the_outside_time() -> None:
    p = work.Coordination(loss=0.4)
    assert [float(work.crowding(p, at(x))) for x in (0.0, 1.0)] == [1.0, pytest.approx(0.6)]


def test_a_doubled_experience_leaves_the_same_share_of_the_work_each_time() -> None:
    p = work.Learning()
    first, second, third = (float(work.work_factor(p, at(x))) for x in (0.0, 1.0, 3.0))
    assert first == 1.0
    assert second == pytest.approx(2.0**-p.exponent)
    assert third / second == pytest.approx(second / first)


def test_a_lesson_fades_with_unlikeness_and_across_counties() -> None:
    p = work.Learning(region=0.5, likeness=2.0)
    assert work.likeness(p, at(0.1), at(0.4), ONE) == pytest.approx(np.exp(-2.0 * (0.1 + 0.2)))
    assert work.likeness(p, NO, NO, NO) == pytest.approx(np.exp(-0.5))
    assert work.likeness(work.Learning(across=0.0), NO, NO, NO) == 0.0
    assert work.likeness(work.Learning(across=0.0), NO, NO, ONE) == 1.0


def test_staff_goes_to_all_alike_to_those_behind_to_those_ahead_or_to_the_first() -> None:
    progress = np.array([0.0, 0.95])
    claims = [work.allotted(work.Work(), np.full(2, float(rule)), progress) for rule in range(4)]
    assert claims[0].tolist() == [1.0, 1.0]
    assert claims[1] == pytest.approx([1.05, 0.10])
    assert claims[2] == pytest.approx([0.05, 1.0])
    assert claims[3] == pytest.approx([0.0025, 1.0])


def test_time_is_spread_over_tasks_by_what_they_lack_and_never_overdone() -> None:
    left = np.array([2.0, 6.0, 0.0])
    assert work.spread_work(np.full(3, 4.0), left, np.full(3, 8.0)).tolist() == [1.0, 3.0, 0.0]
    assert work.spread_work(np.full(3, 40.0), left, np.full(3, 8.0)).tolist() == left.tolist()
    assert work.spread_work(at(4.0), NO, NO) == 0.0

import dataclasses

import pytest

from sim.month import advance
from sim.planning.bill import FLOWS, bills_of
from sim.planning.calendar import calendar
from sim.planning.time_given import given_apart, given_apart_in
from sim.reading import Case
from sim.world import found_world
from tests.small import hamlet, renamed


def with_levers(levers: str, strategy: str = "uniform_deadline, due: 2022-09") -> Case:
    return hamlet(strategy, f"policy.levers=[{levers}]", "world.regions.hill.debt_share=1.0")


def booked(case: Case) -> dict[str, float]:
    """Return what the ledger of a run has booked, in yuan, by payment."""
    world, found = found_world(case.scenario, case.scenario.runs.seed, 0), dict.fromkeys(FLOWS, 0.0)
    for _ in range(case.scenario.clock.months):
        advance(world, case.policies)
        for name in FLOWS:
            found[name] += float(getattr(world.ledgers, name).sum()) / 100.0
    return found


@pytest.mark.parametrize(
    ("levers", "payments"),
    [
        ("{lever: points_system, from: 2022-01, intensity: 0.8, where: {region: hill}}", "measures"),
        ("{lever: points_system, cap: 1000}, {lever: online_assembly, where: {class: poorest third}}", "measures"),
        ("{lever: purchased_services, to: 2022-06}", "purchases"),
        ("{lever: county_fund}, {lever: fiscal_floor}", "running measures"),
    ],
)
def test_the_bill_is_what_the_ledger_books(levers: str, payments: str) -> None:
    case = with_levers(levers)
    bills, ran = bills_of(case), booked(case)
    usual = booked(dataclasses.replace(case, policies=case.policies[:1]))
    together = 0.0
    for payment in payments.split():
        billed = sum(bill.flows.get(payment, 0.0) for bill in bills.bills)
        assert billed > 0.0
        assert billed == pytest.approx(ran[payment] - usual[payment], abs=0.01)
        together += billed
    assert bills.total == pytest.approx(together)
    assert not any(bill.at_most for bill in bills.bills)


@pytest.mark.parametrize(
    ("lever", "payment", "reason"),
    [
        ("{lever: pooled_farm_funds}", "building", "facilities"),
        ("{lever: debt_relief_fund}", "subsidy", "debt"),
        ("{lever: task_teams}", "campaign", "at work"),
        ("{lever: points_system, where: {stage: converting}}", "measures", "stage converting"),
        ("{lever: points_system, where: {stage: [preparing, decided]}, cap: 3000}", "measures", "stage preparing"),
    ],
)
def test_what_hangs_on_the_run_is_billed_at_its_most(lever: str, payment: str, reason: str) -> None:
    case = with_levers(lever)
    (bill,) = bills_of(case).bills
    paid = booked(case)[payment] - booked(dataclasses.replace(case, policies=case.policies[:1]))[payment]
    assert bill.flows[payment] >= paid >= 0.0
    assert bill.flows[payment] > 0.0
    assert any(reason in said for said in bill.at_most)


def test_a_bill_says_for_how_many_once_and_a_year() -> None:
    case = with_levers(
        "{lever: points_system, where: {region: hill}}, {lever: rights_group}, {lever: staffing_standard}"
    )
    bills = bills_of(case)
    points, rights, staffing = bills.bills
    assert (points.villages, rights.villages, bills.villages) == (2, 4, 4)
    assert points.once == 2 * 20000.0
    assert points.yearly == pytest.approx(12 * 4.0 * points.households, abs=1.0)
    assert rights.posts == 4 * 0.25
    assert rights.yearly == rights.posts * bills.post
    assert staffing.left_out == ("hire_pace",)
    assert bills.per_household == bills.total / bills.households


def test_without_levers_there_is_no_bill() -> None:
    assert bills_of(hamlet()).bills == ()


def test_scenarios_that_give_villages_other_times_are_told_apart() -> None:
    short, long = hamlet(), renamed(hamlet("uniform_deadline, due: 2022-12"), "later")
    (line,) = given_apart_in([short, long, renamed(hamlet("drift"), "drift")])
    assert "10 months under hamlet, 13 months under later" in line
    assert not list(given_apart([calendar(short), calendar(renamed(short, "same"))]))
    assert not list(given_apart_in([short, hamlet("status_quo")]))

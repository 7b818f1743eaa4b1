"""The calendar of a rollout is the one that a run keeps to."""

from pathlib import Path

import numpy as np
import pytest

from sim.figures.plan import draw
from sim.planning.calendar import QUICK, calendar, coarse
from sim.planning.cost import cost
from sim.reading import Case
from sim.running import run
from sim.world import found_world
from tests.small import hamlet

PILOTS = (
    "phased_pilots, pilots: 1, pilot_due_in: 4, evaluate_months: 2, "
    "waves: [{after: 2, share: 1.0, due_in: 6}]"
)  # fmt: skip
BY_DATES = (
    "status_quo",
    "uniform_deadline, due: 2022-09",
    PILOTS,
    "one_shot_merger, due_in: 6",
    "classified, improve_months: 3, rectify_months: 6, due_in: 5",
    "county_quota, targets: [{by: 2022-04, share: 0.5}, {by: 2022-10, share: 1.0}]",
)


@pytest.mark.parametrize("strategy", BY_DATES)
def test_villages_begin_and_are_due_in_a_run_as_the_calendar_says(strategy: str) -> None:
    case = hamlet(strategy)
    about = calendar(case)
    villages = run(case).villages
    last = villages[villages["month"] == case.scenario.clock.label(case.scenario.clock.months)]
    begun = last[last["started"] > 0.0]
    lived = sorted(zip(begun["region"], begun["started"].astype(int), begun["due"].astype(int), strict=True))
    clock = case.scenario.clock
    planned = sorted(
        (batch.region, batch.first, clock.month(batch.due)) for batch in about.batches for _ in range(batch.villages)
    )
    assert lived == planned
    assert about.never == 4 - len(planned)


def test_pilots_and_waves_are_named_and_the_busiest_month_is_told() -> None:
    about = calendar(hamlet(PILOTS))
    assert [(batch.wave, batch.region, batch.villages, batch.start, batch.due) for batch in about.batches] == [
        ("pilots", "hill", 1, "2021-11", "2022-03"),
        ("pilots", "plain", 1, "2021-11", "2022-03"),
        ("wave 1", "hill", 1, "2022-03", "2022-09"),
        ("wave 1", "plain", 1, "2022-03", "2022-09"),
    ]
    assert about.busiest == (4, "2022-03")


@pytest.mark.parametrize("seed", range(4))
def test_the_remark_the_calendar_and_the_run_take_as_many_villages_where_some_have_begun(seed: int) -> None:
    waves = "[{after: 2, share: 0.3, due_in: 6}]"
    sets = [f"runs.seed={seed}", *(f"world.regions.{one}.villages_per_county=12" for one in ("hill", "plain"))]
    sets += [f"world.regions.{one}.{part}=0.2" for one in ("hill", "plain") for part in ("begun", "converted")]
    case = hamlet(f"phased_pilots, pilots: 2, evaluate_months: 2, waves: {waves}", *sets)
    about, last = calendar(case), run(case).villages.drop_duplicates("village", keep="last")
    taken = int((last["wave"] >= 0.0).sum())
    assert about.before > 0
    assert (last.loc[last["wave"] >= 0.0, "started"] > 1.0).any()
    assert sum(batch.villages for batch in about.batches) == taken
    assert about.never == 24 - about.before - taken
    if not about.never:
        assert case.remarks == ()
        return
    (remark,) = case.remarks
    words = (
        f"take {taken} of the {24 - about.before} villages that have not begun (in the first run; {about.before} of 24"
    )
    assert words in remark.message


@pytest.mark.parametrize(
    "strategy", ["drift, hazard: 0.1", "voluntary, quorum: 0.3", "readiness_gate, urban: 1.0", "adaptive"]
)
def test_starts_that_depend_on_what_happens_are_told_from_quick_runs(strategy: str) -> None:
    about = calendar(hamlet(strategy))
    assert about.begun is not None
    assert about.begun.shape == (QUICK, 14, 3)
    assert np.all(np.diff(about.begun, axis=1) >= 0.0)
    first = about.milestones[0]
    assert (first.of, first.reached) == (QUICK, int((about.begun[:, -1, 0] > 0.0).sum()))


def test_a_gate_nobody_passes_is_reached_in_no_quick_run() -> None:
    about = calendar(hamlet("readiness_gate, urban: 1.0, income: 5.0e+7"))
    assert all((each.reached, each.when) == (0, None) for each in about.milestones)


def test_a_coarse_world_has_fewer_rows_for_the_same_households() -> None:
    case = hamlet()
    fewer = coarse(case, 100_000).scenario
    assert {region.households_per_village for region in fewer.regions.values()} == {4}
    whole, thin = (found_world(each, 1, 0).villages.households.sum() for each in (case.scenario, fewer))
    assert thin == pytest.approx(whole, rel=0.2)
    assert coarse(case, 24) is case


def test_calendars_are_drawn_with_bars_and_curves(tmp_path: Path) -> None:
    made = draw([calendar(hamlet(each)) for each in (PILOTS, "status_quo", "drift")])
    made.savefig(tmp_path / "plan.svg")
    assert (tmp_path / "plan.svg").stat().st_size > 1000


def test_the_cost_of_a_run_is_about_what_it_takes() -> None:
    case: Case = hamlet(PILOTS)
    found = cost(case)
    assert found.runs == 2
    assert 0.0 < found.seconds < 5.0
    assert 0.0 < found.megabytes < 2.0
    assert found.minutes(2) == pytest.approx(found.seconds / 60.0)

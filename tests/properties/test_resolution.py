"""The same real households in coarser or finer rows: what a row stands for may not change what comes out."""

from __future__ import annotations

import numpy as np
import pytest

from sim.arrays import Rows
from sim.measures.catalogue import MEASURES
from sim.month import advance
from sim.scenario import Region, Scenario
from sim.world import found_world
from tests.worlds import STRATEGIES, scenario

COARSE, MIDDLE, FINE = (36.0, 20), (18.0, 40), (9.0, 80)
MONTHS = 48
SEEDS = 8
OUTCOMES = (
    "satisfaction", "trust", "fairness", "support", "grievance", "attendance", "active", "disputes", "service_level",
    "substantive_coverage", "stalled_share", "consultation_quality", "petitions", "mediation_rate",
)  # fmt: skip


def at(weight: float, rows: int) -> Scenario:
    region = Region(villages_per_county=20, households_per_village=rows, weight=weight)
    return scenario(regions={"centre": region}, numbers={"work.mean": 45.0}, months=MONTHS)


def outcomes(where: Scenario, policy: str) -> Rows:
    """Return each outcome, averaged over the months, in each replication."""
    found = np.full((SEEDS, MONTHS, len(OUTCOMES)), np.nan)
    for replicate in range(SEEDS):
        world = found_world(where, 7, replicate)
        for month in range(MONTHS):
            advance(world, [STRATEGIES[policy]])
            for i, name in enumerate(OUTCOMES):
                codes = np.zeros(len(MEASURES[name].weight(world)), dtype=np.int64)
                found[replicate, month, i] = MEASURES[name].by(world, codes, 1)[0]
    means: Rows = np.nanmean(found[:, 6:], axis=1)
    return means


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["uniform_deadline", "phased_pilots"])
def test_coarse_middling_and_fine_rows_agree_within_sampling_error(policy: str) -> None:
    coarse, middle, fine = (outcomes(at(*resolution), policy) for resolution in (COARSE, MIDDLE, FINE))
    for one, other in ((coarse, middle), (middle, fine), (coarse, fine)):
        difference = np.mean(one, axis=0) - np.mean(other, axis=0)
        error = np.sqrt((np.var(one, axis=0, ddof=1) + np.var(other, axis=0, ddof=1)) / SEEDS)
        margin = np.array([MEASURES[name].margin for name in OUTCOMES])
        off = dict(zip(OUTCOMES, difference / (3.5 * error + 0.5 * margin), strict=True))
        assert {name: by for name, by in off.items() if abs(by) > 1.0} == {}


def five_villages(weight: float) -> dict[str, Region]:
    return {"centre": Region(villages_per_county=5, households_per_village=15, weight=weight)}


def test_weight_multiplies_counts_and_money_and_nothing_else() -> None:
    """With nobody disputing, weights cancel: a row may stand for ten households or for a hundred."""
    light, heavy = (scenario(regions=five_villages(w), off=["disputes", "contagion"]) for w in (10.0, 100.0))
    one, ten = (found_world(where, 1, 0) for where in (light, heavy))
    for _ in range(24):
        advance(one, [STRATEGIES["uniform_deadline"]])
        advance(ten, [STRATEGIES["uniform_deadline"]])
    assert ten.villages.persons == pytest.approx(10.0 * one.villages.persons)
    for name in ("stage", "consulted", "attendance", "done_rights", "votes_failed"):
        assert ten.villages.rows()[name] == pytest.approx(one.villages.rows()[name], rel=1e-9)
    assert np.array_equal(ten.households.attended, one.households.attended)

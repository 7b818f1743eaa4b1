from __future__ import annotations

import numpy as np
import pytest

from sim.phases.orders import seen
from sim.policies.drift import Drift
from sim.policies.mixture import MIXED, Mixture, Part
from sim.policies.uniform_deadline import UniformDeadline
from sim.scenario import Region
from sim.world import found_world
from tests.worlds import WORLDS, differing, live, scenario, state

MANY = scenario("many", regions={"here": Region(counties=10, villages_per_county=2, households_per_village=3)})


def test_a_mixture_of_one_strategy_is_that_strategy() -> None:
    for name, kind in MIXED.items():
        mixed = live(WORLDS["plain"], [Mixture(parts=(Part(name, 1.0),))], 14)
        assert differing(state(mixed), state(live(WORLDS["plain"], [kind()], 14))) == [], name


def test_counties_are_shared_out_as_nearly_as_they_can_be_and_keep_their_part() -> None:
    mixture = Mixture(parts=(Part("drift", 0.3), Part("voluntary", 0.25)))
    for replicate in range(20):
        world = found_world(MANY, 1, replicate)
        follows = mixture.follows(seen(world))
        number = np.bincount(follows, minlength=3)
        assert number[0] == 3
        assert number[1] in (2, 3)
        world.month = 7
        assert np.array_equal(mixture.follows(seen(world)), follows)


@pytest.mark.slow
def test_a_share_is_met_on_average_even_where_there_are_fewer_counties_than_parts() -> None:
    mixture = Mixture(parts=(Part("drift", 0.04),))
    chosen = [np.mean(mixture.follows(seen(found_world(WORLDS["plain"], 1, i))) == 0) for i in range(300)]
    assert abs(np.mean(chosen) - 0.04) < 0.02


def test_nothing_is_ordered_before_the_mixture_and_the_part_begin() -> None:
    late = live(MANY, [Mixture(start=5, parts=(Part("uniform_deadline", 1.0, 4),))], 8)
    assert not late.villages.started.any()
    world = live(MANY, [Mixture(start=5, parts=(Part("uniform_deadline", 1.0, 4),))], 9)
    assert (world.villages.started == 9.0).all()
    assert differing(state(world), state(live(MANY, [UniformDeadline(start=9)], 9))) == []


def test_counties_left_over_convert_nothing() -> None:
    assert not live(MANY, [Mixture(parts=())], 12).villages.started.any()
    assert live(MANY, [Mixture(parts=(Part("drift", 1.0),))], 12).villages.started.any()
    assert Drift.name in MIXED

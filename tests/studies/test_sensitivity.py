"""Indices agree with theory where theory is known, and chance is not taken for an effect."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from sim.arrays import Rows
from sim.designs.distributions import values
from sim.designs.sampling import Sample, sample
from sim.reading.factor import DUMMY, Factor
from sim.statistics.cube import Block
from sim.studies.sensitivity.estimates import _estimate_mean, level, sobol
from sim.studies.sensitivity.indices import LEAST, Index, Indices, sensitivity

A, B = 7.0, 0.1
ISHIGAMI = tuple(Factor(name, -math.pi, math.pi) for name in ("x1", "x2", "x3"))
LINEAR = tuple(Factor(name, 0.0, 1.0) for name in ("strong", "weak", "idle"))


def theory() -> dict[tuple[str, str], float]:
    """Ishigami's variances (Homma and Saltelli 1996)."""
    one = 0.5 * (1.0 + B * math.pi**4 / 5.0) ** 2
    two, both = A**2 / 8.0, 8.0 * B**2 * math.pi**8 / 225.0
    whole = one + two + both
    shares = {("x1", "S1"): one, ("x2", "S1"): two, ("x3", "S1"): 0.0, ("x1", "ST"): one + both, ("x2", "ST"): two}
    return {key: part / whole for key, part in {**shares, ("x3", "ST"): both, ("x1*x3", "S2"): both}.items()}


def ishigami(units: Rows) -> Rows:
    one, two, three = (units[:, :3].T * 2.0 - 1.0) * math.pi
    return np.asarray(np.sin(one) + A * np.sin(two) ** 2 + B * three**4 * np.sin(one))


def linear(units: Rows) -> Rows:
    return 2.0 * units[:, 0] + units[:, 1]


def noisy(function, sd: float, shared: float = 0.0):  # type: ignore[no-untyped-def]
    """A function whose every run has luck of its own, and some that a replication adds to all points."""

    def results(sampled: Sample, replications: int) -> Block:
        luck = np.random.default_rng(5)
        everywhere = luck.normal(0.0, shared or 1e-300, (2, replications))
        own = luck.normal(0.0, sd or 1e-300, (len(sampled.units), replications))
        return np.asarray(function(sampled.units)[:, None] + own + everywhere[sampled.luck])

    return results


def close(found: Indices, slack: float = 0.02) -> None:
    """Each index within three standard errors of theory (95 % intervals half as wide again), and known bias."""
    for (factor, index), value in theory().items():
        if any(each.factor == factor and each.index == index for each in found.all):
            each = found.of(factor, index)
            below, above = (1.5 * abs(end - each.value) + slack for end in (each.low, each.high))
            assert each.value - below <= value <= each.value + above, (factor, index, value, each)


@pytest.mark.parametrize(("sd", "shared"), [(0.0, 0.0), (2.0, 3.0)])
def test_sobol_indices_of_ishigami_agree_with_theory_with_and_without_noise(sd: float, shared: float) -> None:
    found = sensitivity(noisy(ishigami, sd, shared), ISHIGAMI, "sobol", 512, 3, second_order=True)
    close(found, 0.0)
    assert set(found.by("influential")) == {"x1", "x2", "x3"}
    assert found.of("x3", "S1").influential is False
    assert found.of("x1*x3", "S2").low > 0.0
    for index in ("S1", "ST"):
        dummy = found.of(DUMMY, index)
        assert dummy.low <= 1e-12, dummy
        assert dummy.high >= -1e-12, dummy


@pytest.mark.parametrize(("method", "samples"), [("fast", 2000), ("rbd_fast", 2000)])
def test_first_order_indices_of_ishigami_agree_with_theory_by_the_other_methods(method: str, samples: int) -> None:
    found = sensitivity(noisy(ishigami, 1.0), ISHIGAMI, method, samples, 2)
    close(found, 0.03)
    assert set(found.by("influential")) >= {"x1", "x2"}


@pytest.mark.slow
def test_delta_tells_the_shares_of_a_line_and_its_order() -> None:
    found = sensitivity(noisy(linear, 0.3), LINEAR, "delta", 1500, 4)
    for name, share in (("strong", 0.8), ("weak", 0.2), ("idle", 0.0), (DUMMY, 0.0)):
        each = found.of(name, "S1")
        assert each.low - 0.03 <= share <= each.high + 0.03, each
    assert found.by("influential") == ("strong", "weak")


def test_plain_indices_would_call_an_idle_factor_influential_and_ours_do_not() -> None:
    found = sensitivity(noisy(linear, 1.0), LINEAR, "sobol", 256, 2)
    once = sensitivity(noisy(linear, 1.0), LINEAR, "sobol", 256, 1)
    assert once.of("idle", "ST_raw").value > 0.5, "with one replication luck cannot be told from an effect"
    assert once.of("idle", "ST").low < 0.0 < once.of("idle", "ST").high, (
        "but the dummy shows how much it is, and it is taken away"
    )
    assert not once.of("idle", "ST").influential
    assert once.of("strong", "ST").low <= 0.8 <= once.of("strong", "ST").high
    idle, dummy = found.of("idle", "ST"), found.of(DUMMY, "ST")
    assert abs(idle.value) < 0.15
    assert not idle.influential
    assert dummy.low <= 0.0 <= dummy.high
    assert found.of("strong", "ST").low <= 0.8 <= found.of("strong", "ST").high
    assert found.of("weak", "ST").low <= 0.2 <= found.of("weak", "ST").high
    assert found.noise.share_in_mean == pytest.approx(0.5 / (0.5 + 5.0 / 12.0), abs=0.06)
    assert found.noise.seed_share == pytest.approx(1.0 / (1.0 + 5.0 / 12.0), abs=0.06)
    assert found.more_replications >= 20


@pytest.mark.parametrize("seed", range(6))
def test_few_base_points_are_not_sure_of_a_share_above_one(seed: int) -> None:
    """A short Sobol sequence pairs points against each other; the one factor that acts has a share of 1."""
    found = sensitivity(noisy(lambda units: units[:, 1], 0.0), (*LINEAR, *ISHIGAMI[:1]), "sobol", 16, 2, seed=seed)
    each = found.of("weak", "ST")
    assert each.low - 0.15 <= 1.0 <= each.high + 0.15, each


def test_what_luck_adds_to_all_points_alike_makes_nothing_influential() -> None:
    found = sensitivity(noisy(linear, 0.1, 5.0), LINEAR, "sobol", 128, 2)
    assert found.of(DUMMY, "ST").dummy_high < 0.05
    assert found.by("influential") == ("strong", "weak")
    assert found.noise.seed_share > 0.5
    assert found.noise.share_in_mean < 0.05


@pytest.mark.parametrize("sd", [0.0, 0.5])
def test_morris_finds_the_slopes_of_a_line_and_calls_the_idle_factor_idle(sd: float) -> None:
    found = sensitivity(noisy(linear, sd, sd), LINEAR, "morris", 40, 4)
    for name, slope in (("strong", 2.0), ("weak", 1.0), ("idle", 0.0), (DUMMY, 0.0)):
        each = found.of(name, "mu")
        assert each.low - 1e-9 <= slope <= each.high + 1e-9, each
    assert found.by("influential") == ("strong", "weak")
    assert "idle" in found.by("not told from chance")


def test_morris_means_are_those_of_salib() -> None:
    from SALib.analyze.morris import analyze

    sampled = sample(ISHIGAMI, "morris", 20, 3)
    y = ishigami(sampled.units)
    names = list(sampled.names)
    theirs = analyze({"num_vars": 4, "names": names, "bounds": [[0, 1]] * 4}, sampled.units, y, num_levels=4, seed=1)
    found = sensitivity(lambda s, n: np.repeat(ishigami(s.units)[:, None], n, 1), ISHIGAMI, "morris", 20, 2, seed=3)
    for number, name in enumerate(names[:3]):
        assert found.of(name, "mu_star").value == pytest.approx(theirs["mu_star"][number])
        assert found.of(name, "sigma").value == pytest.approx(theirs["sigma"][number])


def test_groups_are_moved_and_reported_together() -> None:
    grouped = (*(Factor(f.path, f.low, f.high, group="pair") for f in LINEAR[:2]), LINEAR[2])
    for method, index, value in (("sobol", "ST", 1.0), ("morris", "mu_star", 0.0)):
        found = sensitivity(noisy(linear, 0.0), grouped, method, 512, 2)
        assert {each.factor for each in found.main} == {"pair", "idle", DUMMY}
        assert found.by("influential") == ("pair",)
        if value:
            assert found.of("pair", index).value == pytest.approx(value, abs=0.1)


@pytest.mark.parametrize("method", ["fast", "rbd_fast", "delta", "pawn"])
def test_a_method_that_knows_no_groups_is_given_none(method: str) -> None:
    grouped = tuple(Factor(f.path, f.low, f.high, group="pair") for f in LINEAR)
    with pytest.raises(ValueError, match="single factors"):
        sample(grouped, method, 300, 1)


def test_a_group_has_no_sign_and_no_spread_as_its_factors_move_up_and_down_at_random() -> None:
    """Along one trajectory the members of a group go different ways: only the size of what they do has a meaning."""
    grouped = (*(Factor(f.path, f.low, f.high, group="pair") for f in LINEAR[:2]), LINEAR[2])
    found = sensitivity(noisy(lambda units: units[:, 0] - units[:, 1] + units[:, 2], 0.0), grouped, "morris", 200, 2)
    assert {each.index for each in found.all if each.factor == "pair"} == {"mu_star"}
    assert {each.index for each in found.all if each.factor == "idle"} == {"mu_star", "mu", "sigma"}
    assert set(found.spreads) == {"idle", DUMMY}
    # both by their whole range, each up or down: the difference of the two is 0 or 2 in size, as often as not
    assert found.of("pair", "mu_star").value == pytest.approx(1.0, abs=0.15)
    whole = tuple(Factor(f.path, f.low, f.high, group="all") for f in LINEAR)
    assert sensitivity(noisy(linear, 0.0), whole, "morris", 8, 2).spreads == {}
    groups = ("one", "one", "two", "two", "three", "three", "")
    mixed = tuple(Factor(f"x{place}", 0.0, 1.0, group=group) for place, group in enumerate(groups))
    assert sensitivity(noisy(linear, 0.0), mixed, "morris", 8, 2).spreads == {}, "told of one of four only"


def test_a_switch_is_told_by_its_whole_way_and_no_further() -> None:
    """Morris' grid goes two thirds of the range, a switch its whole: divided by the grid's step it would count 1.5."""
    factors = (Factor("switch", 0, 1, whole=True), Factor("word", 0, 2, "choice", options=("a", "b")), LINEAR[0])
    many = Factor("many", 1, 5, whole=True)

    def results(sampled: Sample, replications: int) -> Block:
        every = [values(factor, sampled.units[:, n]) for n, factor in enumerate((*factors, many))]
        switch, word = np.array(every[0]), np.array([one == "b" for one in every[1]])
        y = 2.0 * switch + word + np.array(every[2]) + np.array(every[3]) / 4.0
        return np.repeat(np.asarray(y)[:, None], replications, axis=1)

    found = sensitivity(results, (*factors, many), "morris", 12, 2)
    for name, effect in (("switch", 2.0), ("word", 1.0), ("strong", 1.0), ("many", 1.0)):
        assert found.of(name, "mu_star").value == pytest.approx(effect), name


def test_intervals_of_mean_sizes_hold_the_truth_and_never_reach_below_0() -> None:
    """As often as they say; a percentile bootstrap of so few effects does not."""
    luck, truth, held, bootstrapped = np.random.default_rng(1), math.sqrt(2.0 / math.pi), 0, 0
    for _ in range(1000):
        effects = np.abs(luck.normal(size=6))
        found = _estimate_mean("x", "mu_star", effects, least=0.0)
        assert found.low >= 0.0
        held += found.low <= truth <= found.high
        low, high = np.percentile(effects[luck.integers(6, size=(6, 200))].mean(axis=0), [2.5, 97.5])
        bootstrapped += low <= truth <= high
    assert held > 900
    assert bootstrapped < 880


def test_advice_for_morris_asks_for_replications_where_luck_hides_what_there_is() -> None:
    """More trajectories do not make another draw of luck smaller; more replications do."""
    noisy_ = sensitivity(noisy(linear, 1.0), LINEAR, "morris", 30, 2)
    assert noisy_.more_replications > 4
    again = sensitivity(noisy(linear, 1.0), LINEAR, "morris", 30, noisy_.more_replications)
    assert again.main[-1].value < 1.5 * 0.1 * again.main[0].value
    calm = sensitivity(noisy(linear, 0.01), LINEAR, "morris", 30, 2)
    assert (calm.more_replications, calm.more_samples) == (0, 0)


def test_pawn_tells_the_strong_factor_from_the_idle_one() -> None:
    found = sensitivity(noisy(linear, 0.3), LINEAR, "pawn", 400, 2)
    assert found.main[0].factor == "strong"
    assert found.of("strong", "pawn").influential
    assert not found.of("idle", "pawn").influential


@pytest.mark.parametrize("method", ["morris", "sobol", "rbd_fast", "delta", "pawn"])
def test_a_constant_outcome_has_no_influential_factor_and_no_warning(method: str) -> None:
    found = sensitivity(lambda sampled, number: np.ones((len(sampled.units), number)), LINEAR, method, 64, 2)
    assert found.by("influential") == ()
    assert found.more_samples == 0


def test_where_chance_alone_may_be_the_whole_no_share_is_called_influential() -> None:
    """As once seen: nearly all that parted the points was luck, and what was left of it was divided up."""
    seen = Index("pace", "ST", 3.74, 1.27, 13.1, -0.41, 1.21, (0.8, 12.9))
    assert seen.verdict == "not told from chance"
    assert replace(seen, dummy_high=0.9).verdict == "influential"
    assert replace(seen, index="mu_star").verdict == "influential", "an effect in points is no share of a whole"


def test_more_is_advised_where_more_would_settle_it() -> None:
    found = sensitivity(noisy(linear, 3.0), LINEAR, "sobol", 32, 2)
    assert not found.by("influential"), "so few samples of so noisy a function tell nothing"
    assert found.blur > 0.5
    assert found.more_samples >= 64
    assert found.more_replications > 2
    assert found.more_samples & (found.more_samples - 1) == 0
    assert list(found.convergence) == [4, 8, 16, 32]


@pytest.mark.parametrize("method", ["morris", "sobol", "fast", "rbd_fast", "delta", "pawn"])
def test_seed_0_is_a_seed_and_numpys_own_luck_is_left_alone(method: str) -> None:
    state = np.random.get_state  # the global luck is what is looked at
    np.random.seed(11)  # noqa: NPY002
    before = state()[1].copy()  # type: ignore[index]
    many = 260 if method == "fast" else 64
    found = [sensitivity(noisy(linear, 0.2), LINEAR, method, many, 2, seed=0) for _ in range(2)]
    assert (state()[1] == before).all()  # type: ignore[index]
    assert (found[0].sampled.units == found[1].sampled.units).all()
    assert found[0].all == found[1].all
    other = sample(LINEAR, method, many, 1)
    assert not (other.units == found[0].sampled.units).all()


def test_a_missing_result_is_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        sensitivity(lambda sampled, _: np.full((len(sampled.units), 2), np.nan), LINEAR, "pawn", 64, 2)


def test_what_is_told_from_chance_and_tiny_is_small_and_not_influential() -> None:
    tiny = Index("a", "ST", 0.003, 0.002, 0.004, 0.0, 0.001, (0.001, 0.004))
    assert (tiny.verdict, tiny.influential) == ("small", False)
    assert replace(tiny, value=LEAST, high=0.06).verdict == "influential"
    assert replace(tiny, index="mu_star").verdict == "influential", "an effect in points has no scale from 0 to 1"
    assert replace(tiny, beyond=(-0.001, 0.004)).verdict == "undecided"
    assert replace(tiny, value=-0.003, beyond=(-0.004, -0.002), index="S2").verdict == "small"


def test_few_samples_are_never_called_enough_and_what_no_share_can_be_is_called_error() -> None:
    found = sensitivity(noisy(linear, 1.0), LINEAR, "sobol", 8, 2, seed=3)
    assert found.widest > LEAST
    assert found.settling_samples > 8
    wild = replace(found, all=tuple(replace(one, value=1.3 if one.factor == "strong" else 0.5) for one in found.all))
    assert wild.impossible == ("strong",)


def test_a_factor_is_found_by_its_difference_from_the_dummy_and_an_idle_one_is_not() -> None:
    """Two intervals that may not overlap find a factor with a total index of .24 once in ten studies like these."""
    shares = (0.6, 0.24, 0.16, 0.0)
    factors = tuple(Factor(f"x{number}", 0.0, 1.0) for number in range(len(shares)))
    apart, found, false = 0, 0, 0
    for trial in range(40):
        luck, sampled = np.random.default_rng(trial), sample(factors, "sobol", 32, trial)
        y = (sampled.units[:, :-1] - 0.5) @ np.sqrt(shares)
        every = sobol(y[:, None] + luck.normal(0.0, 0.2, (len(y), 2)), sampled)
        weak, idle = (next(e for e in every if (e.factor, e.index) == (name, "ST")) for name in ("x1", "x3"))
        apart += weak.low > weak.chance_high
        found += weak.beyond[0] > 0.0
        false += idle.beyond[0] > 0.0
    assert apart <= 6
    assert found >= 12
    assert false <= 2


@pytest.mark.parametrize("method", ["fast", "rbd_fast", "pawn"])
def test_the_other_methods_resample_a_factor_and_the_dummy_together(method: str) -> None:
    factors = (*LINEAR, Factor("another", 0.0, 1.0))
    found = sensitivity(noisy(linear, 0.5), factors, method, 2080 if method == "fast" else 128, 2)
    each, dummy = found.main[0], found.main[-1]
    assert each.factor == "strong"
    assert each.beyond[0] > each.low - dummy.high, "the interval of the difference is narrower than both together"
    assert each.beyond[0] < each.value - each.chance < each.beyond[1]


def test_an_effect_of_luck_is_divided_by_the_steps_of_the_factor_it_is_compared_with() -> None:
    """A switch goes its whole range, a grid two thirds of it: the same luck looks half as large again on the grid."""
    factors = (Factor("switch", 0, 1, whole=True), Factor("idle", 0.0, 1.0))
    found = sensitivity(noisy(lambda units: 0.0 * units[:, 0], 1.0), factors, "morris", 200, 2)
    switch, idle = found.of("switch", "mu_star"), found.of("idle", "mu_star")
    assert idle.chance == pytest.approx(1.5 * switch.chance)
    for name, index in itertools.product(("switch", "idle", DUMMY), ("mu_star", "mu")):
        assert not found.of(name, index).influential, (name, index)
    assert found.of("idle", "mu").verdict == "not told from chance", "the dummy moves as far by luck"
    assert found.of(DUMMY, "sigma").beyond == (0.0, 0.0)


def test_a_spread_of_effects_is_told_from_that_of_luck() -> None:
    """Of a product of two factors the effect of each depends on the other; luck alone spreads effects as well."""
    factors = (*LINEAR[:2], Factor("idle", 0.0, 1.0))
    found = sensitivity(noisy(lambda units: 10.0 * units[:, 0] * units[:, 1], 0.5, 0.5), factors, "morris", 100, 2)
    told = {name: found.of(name, "sigma").influential for name in ("strong", "weak", "idle", DUMMY)}
    assert told == {"strong": True, "weak": True, "idle": False, DUMMY: False}


@pytest.mark.parametrize("second_order", [False, True])
def test_salib_gives_the_raw_indices_again_from_the_means_of_the_points(second_order: bool) -> None:
    from SALib.analyze.sobol import analyze

    found = sensitivity(noisy(linear, 0.3, 0.4), LINEAR, "sobol", 16, 2, second_order=second_order)
    y = level(noisy(linear, 0.3, 0.4)(found.sampled, 2), found.sampled).mean(axis=1)
    names = list(found.sampled.names)
    theirs = analyze(
        {"num_vars": 4, "names": names, "bounds": [[0, 1]] * 4}, y, calc_second_order=second_order, num_resamples=2
    )
    for number, name in enumerate(names):
        assert found.of(name, "ST_raw").value == theirs["ST"][number]
        assert found.of(name, "S1_raw").value == theirs["S1"][number]
    assert not second_order or found.of("strong*weak", "S2_raw").value == theirs["S2"][0, 1]

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.api.asking import compare, run
from sim.measures.catalogue import MEASURES
from sim.reading.calibration_study import searchable
from sim.reading.ensembles import read_ensemble
from sim.teaching import checking, small
from sim.teaching.checking import check, right_answer
from sim.teaching.exercises import EXERCISES, Exercise
from sim.teaching.own import Grudging, OneByOne
from tests.small import hamlet, renamed


@pytest.fixture
def exercise(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    right: dict[str, Any] = {"is": 0.25}
    asked = Exercise("how much?", lambda: right["is"], 0.01, "Look again.", "So it is.")
    monkeypatch.setattr(checking, "EXERCISES", {"99.1": asked})
    right_answer.cache_clear()
    yield right
    right_answer.cache_clear()


@pytest.mark.parametrize(
    ("answer", "right", "words"),
    [
        (0.25, True, "99.1: 0.25. So it is."),
        (np.float64(0.2599), True, "99.1: 0.25. So it is."),
        (0.27, False, "99.1: not yet, 0.27 is too high. Look again."),
        (0.1, False, "99.1: not yet, 0.1 is too low. Look again."),
        (-0.25, False, "99.1: the size is right, the sign is not: which minus which? Look again."),
        (pd.Series([0.25], ["a"]), True, "99.1: 0.25. So it is."),
        (pd.Series([0.25, 0.25]), False, "99.1: a number is asked for. Look again."),
        (25, False, "99.1: that looks like per cent; a share lies between 0 and 1. Look again."),
        (math.nan, False, "99.1: that is no number: something is missing in what you computed. Look again."),
        ("much", False, "99.1: a number is asked for. Look again."),
        (..., False, "99.1 waits for your answer: how much?"),
        (None, False, "99.1 waits for your answer: how much?"),
    ],
)
def test_an_answer_is_judged_and_hinted_at(exercise: dict[str, Any], answer: Any, right: bool, words: str) -> None:
    reply = check("99.1", answer)
    assert (reply.right, reply.words) == (right, words)
    assert repr(reply) == f"{'✓' if right else '✗'} {words}"
    assert words.replace("&", "&amp;") in reply._repr_html_()


@pytest.mark.parametrize(("right", "answer", "fine"), [
    ("neighbours", " Neighbours", True), ("neighbours", "kin", False),
    ("points_system", "points-system", True), ("trust.gain", "uncertainties.trust.gain", True),
    (False, False, True), (False, "false", True), (False, True, False), (True, np.True_, True),
])  # fmt: skip
def test_words_and_yes_or_no_are_judged_too(exercise: dict[str, Any], right: Any, answer: Any, fine: bool) -> None:
    exercise["is"] = right
    assert check("99.1", answer).right is fine


def test_a_small_number_is_not_taken_for_per_cent(exercise: dict[str, Any]) -> None:
    exercise["is"] = 0.0
    assert "0.05 is too high" in check("99.1", 0.05).words


def test_no_hint_tells_the_answer_and_an_unknown_exercise_is_named() -> None:
    with pytest.raises(KeyError, match=r"no exercise 03\.9, did you mean `03"):
        check("03.9", 1)
    for name, asked in EXERCISES.items():
        assert asked.question.rstrip("?").strip()
        assert asked.hint, name
        assert asked.because, name


@pytest.mark.slow
def test_every_answer_is_accepted_and_one_beyond_the_tolerance_is_not() -> None:
    for name, asked in EXERCISES.items():
        right = right_answer(name)
        assert check(name, right).right
        beside = f"not {right}" if isinstance(right, bool | str) else right + 2.0 * asked.tolerance
        assert not check(name, beside).right


def test_months_of_a_model_are_those_of_a_run() -> None:
    names = ["attendance", "satisfaction", "nominal_coverage"]
    seen = small.months_of(sim.ConversionModel(hamlet()), names)
    table = run(hamlet(), replications=1).timeseries
    for name in names:
        told = table[(table["outcome"] == name) & (table["region"] == "all")]
        np.testing.assert_allclose(seen[name], told["value"], rtol=1e-12)  # summed in another order
        assert seen.index.tolist() == told["month"].tolist()
    assert set(names) <= set(MEASURES)


def test_what_is_left_of_the_declared_ranges_is_told_of_every_parameter_of_an_ensemble() -> None:
    left = small.range_left("national")["value"]
    sets = read_ensemble("national").points
    assert set(left.index) == set(sets[0])
    assert left.is_monotonic_increasing
    assert left.between(0.0, 1.0 / 0.9 + 1e-9).all()
    one = np.array([point[left.index[0]] for point in sets])
    declared = searchable()[left.index[0]]
    low, high = np.quantile(one, [0.05, 0.95])
    assert left.iloc[0] == pytest.approx((high - low) / (0.9 * (declared.high - declared.low)))
    with pytest.raises(FileNotFoundError, match="nowhere"):
        small.range_left("nowhere")


def test_points_of_the_unit_cube_become_values_of_parameters() -> None:
    found = small.scaled(np.array([[0.0, 0.5], [1.0, 1.0]]), {"a": (2.0, 4.0), "b": (-1.0, 1.0)})
    assert found.to_dict("list") == {"a": [2.0, 4.0], "b": [0.0, 1.0]}


def test_series_and_ends_have_a_column_a_scenario() -> None:
    found = compare([hamlet(), renamed(hamlet("drift"), "drift")], replications=2)
    assert small.ends_of(found, "satisfaction").shape == (2, 2)
    months = small.series(found, "satisfaction")
    assert months.shape == (14, 2)
    np.testing.assert_allclose(months.iloc[-1], small.ends_of(found, "satisfaction").mean())


def test_one_generator_mixes_up_everything_and_keyed_luck_nothing() -> None:
    assert (small.one_generator(20, 24, 0) != small.one_generator(20, 24, 1)).mean() > 0.3
    assert (small.one_generator(20, 24, 0) == small.one_generator(20, 24, 0)).all()
    assert (small.keyed(20, 24, 0) == small.keyed(20, 24, 9)).all()


def test_a_household_of_ones_own_decides_in_the_place_of_the_shipped_one() -> None:
    usual = small.months_of(sim.ConversionModel(hamlet()), ["attendance"])
    model = sim.ConversionModel(hamlet(), own=[Grudging])
    assert model.engine == "agents"
    other = small.months_of(model, ["attendance"])
    assert Grudging in model.agents_by_type
    assert sim.Household not in model.agents_by_type
    assert other["attendance"].sum() < usual["attendance"].sum()


def test_a_household_of_ones_own_that_changes_nothing_gives_the_same_bits() -> None:
    same = type("Same", (sim.Household,), {})
    names = ["attendance", "satisfaction", "support"]
    own = small.months_of(sim.ConversionModel(hamlet(), own=[same]), names)
    assert own.equals(small.months_of(sim.ConversionModel(hamlet()), names))


def test_ones_own_rules_and_the_columns_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="rules of one's own are those of agents"):
        sim.ConversionModel(hamlet(), engine="columns", own=[Grudging])


def test_a_strategy_of_ones_own_starts_one_village_after_the_other() -> None:
    case = small.with_policy(hamlet(), OneByOne(every=3), "One by one")
    stages = run(case, replications=1).tables.stages
    starts = stages[stages["stage"] == "preparing"].drop_duplicates("village")["month"].tolist()
    assert sorted(starts) == ["2021-11", "2022-02", "2022-05", "2022-08"]
    assert case.scenario.name == "one-by-one"
    found = sim.compare([hamlet(), case], replications=2)
    assert found.policy_alone, "what differs is the strategy alone, though no file declares it"


def test_ties_by_layer_and_neighbours_feelings_have_a_row_each() -> None:
    assert (small.ties_by_layer(hamlet()) >= 0.0).all()
    model = sim.ConversionModel(hamlet())
    model.step()
    both = small.beside_neighbours(model, "support")
    assert both.to_numpy().min() >= 0.0
    assert both.to_numpy().max() <= 1.0

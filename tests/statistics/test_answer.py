"""The recommendation and its words, on differences that were put in, so that the answer is known."""

import dataclasses
import json
import string
from pathlib import Path

import numpy as np
import pytest

from sim.measures.catalogue import MEASURES
from sim.measures.families import FAMILIES
from sim.measures.goals import faults_of
from sim.paired import holm
from sim.running import MODEL_VERSION
from sim.statistics.answer import answer
from sim.statistics.finding import Finding, finding
from sim.statistics.outcomes import outcomes
from sim.statistics.over_sets import in_sets
from sim.statistics.recommendation import as_json
from sim.statistics.recommending import horizons_table, set_means
from sim.statistics.ruling import together
from sim.statistics.voters import horizons, over_time, voters
from sim.words import texts
from sim.words.amounts import unit_of
from tests.statistics.made import MONTHS, tables

TITLES = {name: {"en": name.title(), "zh": f"方案{name}"} for name in ("plain", "fine", "grand")}
WORSE = {"disputes", "petitions", "attendance", "consultation_quality", "satisfaction"}


def found(
    effects: dict[str, float], pairs: int = 16, worse: frozenset[str] = frozenset(), noise: float = 0.1
) -> Finding:
    """Return scenarios that are better by their effect in every measure, and worse by it in some."""
    made = tables(effects, pairs, noise)
    turned = [name for name, each in MEASURES.items() if (each.better == "lower") != (name in worse)]
    series = made.timeseries
    series.loc[series["outcome"].isin(turned), "value"] *= -1.0
    series.loc[series["outcome"].eq("cost"), "value"] *= 100.0
    return finding(made, TITLES)


def every_word(one: Finding, language: str = "en") -> str:
    return " ".join(said for _, said in answer(one, language).lines(language))  # type: ignore[arg-type]


def test_who_leads_in_more_families_is_recommended_with_confidence_and_horizon() -> None:
    one = found({"plain": 0.0, "fine": 30.0})
    told = one.recommendation
    assert (told.recommended, told.rival, told.level, told.reasons) == ("fine", "plain", "high", ("leads",))
    assert told.families == dict.fromkeys(FAMILIES, "fine") | {"fairness": None}
    headline = answer(one).headline
    assert headline.startswith("Recommended over 2 years: Fine (confidence high: same answer in 100 % of resamples")
    assert "no family of outcomes" in every_word(one)


def test_one_failed_run_leaves_the_answers_of_the_other_sets() -> None:
    values = np.arange(12.0).reshape(1, 2, 6)
    values[0, 0, 4] = np.nan
    means = set_means(values, range(6), 3)
    assert np.isnan(means[0, 0]).tolist() == [False, True, False]
    assert means[0, 1].tolist() == [7.5, 8.5, 9.5]


def test_where_most_resamples_recommend_one_the_answer_leans_and_its_confidence_is_that_ones_share() -> None:
    one = found({"plain": 0.0, "fine": 8.0}, 9, noise=20.0)
    told = one.recommendation
    assert (told.recommended, told.leans, told.level, told.reasons[0]) == (None, "fine", "low", "confidence")
    assert 0.5 <= told.confidence < 0.75
    share = int(100 * told.confidence)
    assert f"lean towards Fine (confidence low: recommended in {share} % of resamples" in answer(one).headline
    assert told.at_rates.keys() == {0.0, 0.12}
    assert "fine" not in told.at_rates.values(), "as unsure at other rates, by the same rule"


def test_the_baseline_may_be_recommended() -> None:
    assert found({"plain": 0.0, "fine": -30.0}).recommendation.recommended == "plain"


def test_families_that_point_both_ways_are_a_trade_off_with_the_weight_at_which_it_flips() -> None:
    one = found({"plain": 0.0, "fine": 30.0}, worse=frozenset(WORSE))
    told = one.recommendation
    assert told.recommended is None
    assert told.reasons[0] == "trade-off"
    of = {each.scenario: each for each in told.favoured}
    assert of["plain"].outcomes == ("rights", "voice", "living")
    assert of["fine"].outcomes == ("conversion", "money")
    # Two of five that count lead; with weight w on them and 1 - w on four of which three speak against: w > 3/7.
    assert of["fine"].flips_at == pytest.approx(3.0 / 7.0)
    assert "43 %" in " ".join(dict(answer(one).parts)["What would change it"])


def test_goals_replace_the_families_and_flip_where_they_are_said_to() -> None:
    one = found({"plain": 0.0, "fine": 30.0}, worse=frozenset(WORSE))
    for share, chosen in ((0.42, "plain"), (0.46, "fine")):
        rest = (1.0 - share) / 4.0
        goals = dict.fromkeys(FAMILIES, rest) | {"conversion": share / 2.0, "money": share / 2.0}
        assert dataclasses.replace(one, goals=goals).recommendation.recommended == chosen
    alone = dataclasses.replace(one, goals={"service_level": 1.0})
    assert alone.recommendation.recommended == "fine"
    assert list(alone.recommendation.families) == ["service_level"]
    assert dataclasses.replace(one, goals={"petitions": 2.0, "cost": 1.0}).recommendation.recommended == "plain"


@pytest.mark.parametrize(
    ("goals", "said"),
    [
        ({"petition": 1}, "did you mean `petitions`"),
        ({"landing": 1}, "neither better nor worse"),
        ({"rights": 0}, "no weight"),
        ({"rights": True}, "no weight"),
        ({"rights": float("inf")}, "no weight"),
        ({"rights": "much"}, "no weight"),
    ],
)
def test_goals_are_read_strictly(goals: dict[str, object], said: str) -> None:
    (words,) = faults_of(goals).values()
    assert said in words


def test_who_converts_less_is_set_aside_against_the_one_that_is_named() -> None:
    few = frozenset({"substantive_coverage", "nameplate_now"})
    told = found({"plain": 0.0, "fine": 30.0}, worse=few).recommendation
    assert (told.recommended, dict(told.set_aside)) == (None, {"fine": "plain"})
    noisy = found({"plain": 0.0, "fine": 30.0})
    series = noisy.timeseries
    luck = np.random.default_rng(3).normal(-0.05, 0.3, 16)
    for name in few:
        here, there = (series["outcome"].eq(name) & series["scenario"].eq(of) for of in ("fine", "plain"))
        series.loc[here, "value"] = series.loc[there, "value"].to_numpy() + luck[series.loc[there, "replication"]]
    told = finding(noisy.tables, TITLES).recommendation
    assert told.set_aside == {}, "what may be chance sets nobody aside"


def test_what_is_not_known_is_said_to_be_close_and_never_to_be_no_better() -> None:
    made = tables({"plain": 0.0, "fine": 0.3}, 8, noise=60.0)
    one = finding(made, TITLES)
    assert one.recommendation.recommended is None
    assert one.recommendation.reasons[0] == "too close to call"
    assert set(one.recommendation.undecided) >= {"conversion", "voice", "rights"}
    text = every_word(one)
    assert "Too close to call" in dict(answer(one).parts)
    assert "no family" not in text
    assert "Nothing" not in text


def test_equal_scenarios_are_practically_the_same() -> None:
    one = found({"plain": 0.0, "fine": 0.0})
    assert one.recommendation.reasons == ("practically the same",)
    assert "practically the same" in answer(one).headline


def test_few_pairs_without_spread_decide_nothing() -> None:
    assert found({"plain": 0.0, "fine": 0.0}, pairs=4).recommendation.reasons == ("too close to call",)


def test_scenarios_that_differ_in_more_than_policy_are_never_recommended() -> None:
    one = dataclasses.replace(found({"plain": 0.0, "fine": 30.0}), policy_alone=False)
    assert (one.recommendation.recommended, one.recommendation.leans) == (None, None)
    assert not any(part.recommended for part in one.recommendation.horizons)
    assert "differ in more than policy" in answer(one).headline
    assert "建议采用" not in every_word(one, "zh")


def test_the_answer_names_the_years_over_which_it_holds() -> None:
    one = found({"plain": 0.0, "fine": 30.0})
    series = one.timeseries
    early = series["month"].isin(MONTHS[:12]) & series["scenario"].eq("fine")
    like = series["month"].isin(MONTHS[:12]) & series["scenario"].eq("plain")
    series.loc[early, "value"] = series.loc[like, "value"].to_numpy()
    told = finding(one.tables, TITLES)
    assert [(part.first, part.last, part.recommended) for part in told.recommendation.horizons] == [
        (12, 12, None), (24, 24, "fine"),
    ]  # fmt: skip
    assert "over 1 year: no recommendation; over 2 years: Fine" in every_word(told)
    table = horizons_table(told.recommendation)
    assert set(table["months"]) == {12, 24}
    assert set(table.loc[table["months"] == 12, "verdict"]) == {"same"}


def test_of_three_the_recommended_leads_each_of_the_others() -> None:
    one = found({"plain": 0.0, "fine": 30.0, "grand": 60.0})
    assert one.recommendation.recommended == "grand"
    assert {(each.scenario, each.rival) for each in one.recommendation.years} == {("grand", "plain"), ("grand", "fine")}
    like = found({"plain": 0.0, "fine": 30.0, "grand": 30.0})
    series = like.timeseries
    here, there = (series["scenario"].eq(name) for name in ("grand", "fine"))
    series.loc[here, "value"] = series.loc[there, "value"].to_numpy()
    told = finding(like.tables, TITLES).recommendation
    assert (told.recommended, told.reasons) == (None, ("practically the same",))


def test_main_outcomes_are_discounted_means_and_sums() -> None:
    one = found({"plain": 0.0}, 3)
    series = one.timeseries
    series["value"] = np.where(series["outcome"] == "cost", 100.0, 0.25)
    cube = finding(one.tables, TITLES).cube
    values = over_time(cube, one.tables.groups, voters({}), 0.08)[:, 0, 0]
    of = dict(zip(FAMILIES, values, strict=True))
    assert horizons(24) == (12, 24)
    assert of["living"].tolist() == pytest.approx([0.25, 0.25])
    assert of["conversion"].tolist() == pytest.approx([0.0, 0.0])
    assert of["money"].tolist() == pytest.approx([100.0 * 1.08 ** (-1 / 12)] * 2)
    assert of["fairness"].tolist() == pytest.approx([0.0, 0.0])


def test_holm_for_many_samples_is_holm_for_each() -> None:
    p = np.random.default_rng(1).uniform(0.0, 0.2, (20, 7))
    p[::3, 2] = np.nan
    np.testing.assert_allclose(together(p), [holm(row) for row in p])


def test_the_json_has_its_documented_keys_and_no_sentence() -> None:
    said = as_json(found({"plain": 0.0, "fine": 30.0}).recommendation)
    assert {"recommended", "confidence", "families", "horizons", "undecided", "reasons"} <= set(said)
    json.dumps(said)
    page = (Path(__file__).parents[2] / "docs" / "recommendation.md").read_text("utf-8")
    for key in said:
        assert f"`{key}`" in page, key


def test_parameter_sets_are_quoted_only_from_runs_of_the_very_same_scenarios(tmp_path: Path) -> None:
    kept = tmp_path / "ranking.json"
    said = {
        "model_version": MODEL_VERSION, "ensemble": "national", "sets": 96, "scenarios": ["b", "a"],
        "recommended": [0.2, 0.1, 0.7],
    }  # fmt: skip
    kept.write_text(json.dumps(said), "utf-8")
    digests = {"one": "a", "other": "b"}
    found_there = in_sets(digests, "one", kept)
    assert found_there is not None
    assert (found_there.share, found_there.sets) == (0.7, 96)
    assert in_sets(digests, None, kept).share == 0.2  # type: ignore[union-attr]
    assert in_sets({"one": "a", "other": "c"}, "one", kept) is None
    assert in_sets(digests, "one", tmp_path / "missing.json") is None
    kept.write_text(json.dumps(said | {"model_version": "0"}), "utf-8")
    assert in_sets(digests, "one", kept) is None
    assert "Not tried" in every_word(found({"plain": 0.0, "fine": 30.0}))


def test_runs_with_parameter_sets_say_in_how_many_the_answer_holds() -> None:
    one = dataclasses.replace(found({"plain": 0.0, "fine": 30.0}), sets=8, ensembles={"plain": "x", "fine": "x"})
    assert one.recommendation.in_sets == 1.0
    assert "The same answer in 100 % of the 8 parameter sets of `x`." in every_word(one)


@pytest.mark.parametrize("worse", [frozenset[str](), frozenset(WORSE), frozenset({"substantive_coverage"})])
@pytest.mark.parametrize("effects", [(0.0, 0.0, 0.0), (0.0, 30.0, 60.0), (0.0, -30.0, 0.35)])
def test_both_languages_say_the_same_parts(effects: tuple[float, ...], worse: frozenset[str]) -> None:
    one = found(dict(zip(TITLES, effects, strict=True)), 12, worse)
    english, chinese = answer(one), answer(one, "zh")
    assert [len(said) for _, said in english.parts] == [len(said) for _, said in chinese.parts]
    assert "{" not in every_word(one, "zh")
    assert " %" not in every_word(one, "zh")


def test_one_scenario_has_no_answer() -> None:
    with pytest.raises(ValueError, match="two scenarios"):
        answer(found({"plain": 0.0}))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_stands_in_both_languages() -> None:
    chinese = texts("answer", "zh")
    for key, said in texts("answer", "en").items():
        assert said.strip(), key
        assert chinese[key].strip(), key
        assert fields(chinese[key]) <= fields(said) | {"one", "rival", "here"}, key
    for family in FAMILIES.values():
        assert set(family.title) == set(family.main) == {"en", "zh"}


def test_every_unit_has_a_chinese_name() -> None:
    for each in outcomes().values():
        assert each.unit == "share" or each.unit in texts("unit.outcome", "zh"), each.unit
        assert not any("a" <= sign <= "z" for sign in unit_of(each.unit, "zh")), each.unit

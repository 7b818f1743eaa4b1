"""The answer in sentences: on differences that were put in, so that what has to be said is known."""

import string

import numpy as np
import pytest

from sim.analyses.answer import answer
from sim.analyses.answer_words import NAMES, SAID
from sim.analyses.finding import Finding, finding
from sim.analyses.outcomes import KEY, outcomes
from sim.analyses.words import UNITS_ZH, unit_of
from sim.measures.catalogue import MEASURES
from tests.analyses.made import tables

TITLES = {name: {"en": name.title(), "zh": f"方案{name}"} for name in ("plain", "fine", "grand")}


def found(effects: dict[str, float], pairs: int = 20, better: str = "all") -> Finding:
    """Return scenarios that are better by their effect in every outcome, or in all but the named one."""
    made = tables(effects, pairs)
    series = made.timeseries
    lower = [name for name, each in MEASURES.items() if (each.better == "lower") != (name == better)]
    turned = series["outcome"].isin(lower)
    series.loc[turned, "value"] *= -1.0
    return finding(made, TITLES)


def test_who_does_better_everywhere_is_recommended_and_nothing_is_given_up() -> None:
    told = answer(found({"plain": 0.0, "fine": 30.0}))
    assert told.recommended == "fine"
    assert told.answer.startswith("“Fine” is recommended over “Plain”.")
    assert "Worse" not in told.answer
    assert "In none of these results does “Plain” do better" in " ".join(told.would_change)


def test_a_baseline_that_does_better_is_recommended_over_the_other() -> None:
    told = answer(found({"plain": 0.0, "fine": -30.0}))
    assert told.recommended == "plain"
    assert told.answer.startswith("“Plain” is recommended over “Fine”.")
    assert "better in 20 of 20 pairs" in told.how_sure


def test_what_is_given_up_is_named_with_what_it_would_be() -> None:
    one = found({"plain": 0.0, "fine": 30.0}, better="service_level")
    told = answer(one)
    assert told.recommended == "fine"
    assert "Worse: level of services: " in told.answer
    given_up = next(part for part in told.points if part.startswith("Worse")).removeprefix("Worse: level of services: ")
    mine, other = given_up.rstrip(".").removesuffix(" %").split(" % instead of ")
    weights = "Choose “Plain” if you care most about what is better under it: level of services"
    assert f"{weights}: {other} % instead of {mine} %." in " ".join(told.would_change)


def test_who_converts_fewer_villages_is_left_out_however_peaceful_it_is() -> None:
    told = answer(found({"plain": 0.0, "fine": 30.0}, better="substantive_coverage"))
    assert told.recommended == "plain"
    assert "Left out of the choice" in told.points[2]
    assert "“Fine” (" in told.points[2]
    assert told.how_sure.startswith("High, within this model: 20 pairs")
    assert "Clearest is villages truly converted: better in 20 of 20 pairs" in told.how_sure
    three = answer(found({"plain": 0.0, "fine": 30.0, "grand": 60.0}, 10, better="substantive_coverage"))
    assert three.recommended == "plain"


def test_equal_scenarios_get_no_recommendation_and_low_confidence() -> None:
    told = answer(found({"plain": 0.0, "fine": 0.0}))
    assert (told.recommended, told.confidence) == (None, "low")
    assert told.answer.startswith("None is recommended")


@pytest.mark.parametrize(("pairs", "level"), [(4, "low"), (10, "medium"), (20, "high")])
def test_confidence_takes_pairs(pairs: int, level: str) -> None:
    assert answer(found({"plain": 0.0, "fine": 30.0}, pairs)).confidence == level


def test_of_three_the_best_is_recommended_and_the_next_one_named() -> None:
    one = found({"plain": 0.0, "fine": 30.0, "grand": 60.0}, 10)
    series = one.timeseries
    converted = series["outcome"] == "substantive_coverage"
    fine, grand = (converted & (series["scenario"] == name) for name in ("fine", "grand"))
    series.loc[fine, "value"] = series.loc[grand, "value"].to_numpy()
    told = answer(finding(one.tables, TITLES))
    assert told.recommended == "grand"
    assert "“Plain” (" in told.points[2]
    assert "“Fine” (" not in told.points[2]
    assert "“Grand” is recommended over “Plain”" in told.answer
    assert any("Next comes “Fine”" in sentence for sentence in told.would_change)


def level(found: Finding, outcomes: set[str], of: str, like: str) -> Finding:
    """Return the same with one scenario's values of some outcomes put in place of another's."""
    series = found.timeseries
    for outcome in outcomes:
        here, there = (series["outcome"].eq(outcome) & series["scenario"].eq(name) for name in (of, like))
        series.loc[here, "value"] = series.loc[there, "value"].to_numpy()
    return finding(found.tables, TITLES)


def test_of_three_the_closest_rival_decides_how_sure_it_is() -> None:
    """Grand leads the baseline by far, and fine by one result alone, then by none but a doubtful one."""
    one = found({"plain": 0.0, "fine": 30.0, "grand": 60.0})
    told = answer(level(one, set(MEASURES) - {"petitions"}, "fine", "grand"))
    assert (told.recommended, told.confidence) == ("grand", "high")
    series = one.timeseries
    close = series["outcome"].eq("petitions") & series["scenario"].eq("fine")
    like = series["outcome"].eq("petitions") & series["scenario"].eq("grand")
    noise = np.random.default_rng(4).normal(size=20)
    nudged = 10.0 + 16.0 * (noise - noise.mean()) / noise.std(ddof=1)
    series.loc[close, "value"] = series.loc[like, "value"].to_numpy() + nudged[series.loc[like, "replication"]]
    told = answer(finding(one.tables, TITLES))
    (lead,) = (each for each in finding(one.tables, TITLES).every_two if each.outcome.name == "petitions"
               and (each.baseline, each.scenario) == ("fine", "grand"))  # fmt: skip
    assert lead.kind == "better"
    assert lead.doubtful
    assert (told.recommended, told.confidence) == ("grand", "low")
    assert "The closest call is “Fine”" in told.how_sure
    assert not any("Next comes" in sentence for sentence in told.would_change)


def test_the_first_sentences_have_the_doubts_of_the_tables() -> None:
    """With three scenarios too: what is firm or doubtful there is so here, counted over the same comparisons."""
    one = found({"plain": 0.0, "fine": 0.35, "grand": 60.0}, 12, better="substantive_coverage")
    told = answer(one)
    assert told.recommended == "plain"
    assert f"{len(one.differences)} comparisons made" in told.how_sure
    marks = {each.outcome.name for each in one.differences if each.doubtful and each.scenario == "fine"}
    assert marks
    assert ("°" in told.answer) == bool(marks & set(KEY))


def test_a_time_that_was_never_reached_is_said_to_be() -> None:
    one = found({"plain": 0.0, "fine": 30.0})
    series = one.timeseries
    converted, plain = series["outcome"] == "substantive_coverage", series["scenario"] == "plain"
    series.loc[converted & plain, "value"] = 0.0
    series.loc[converted & plain & (series["replication"] < 5) & (series["month"] == "2021-12"), "value"] = 0.9
    series.loc[converted & ~plain, "value"] = 1.0
    one = level(one, set(MEASURES) - {"substantive_coverage"}, "fine", "plain")
    told = answer(finding(one.tables, TITLES))
    assert "truly converted: 1 instead of 24 months (reached in 25 % of runs)" in told.answer
    assert "（25% 的运行达到）" in answer(finding(one.tables, TITLES), "zh").answer


def test_both_languages_say_the_same_parts() -> None:
    one = found({"plain": 0.0, "fine": 30.0}, better="service_level")
    english, chinese = answer(one), answer(one, "zh")
    assert len(list(english.lines("en"))) == len(list(chinese.lines("zh")))
    assert len(english.would_change) == len(chinese.would_change)
    assert "方案fine" in chinese.answer
    assert "recommended" not in chinese.answer


def test_chinese_names_whose_number_stands_in_brackets_and_sets_no_space_before_per_cent() -> None:
    told = answer(found({"plain": 0.0, "fine": 30.0}, better="service_level"), "zh")
    assert "更好的是（括号内为“方案plain”）：" in told.answer
    assert "应选“方案plain”（括号内为“方案fine”）：服务水平 " in "".join(told.would_change)
    text = "".join(said for _, said in told.lines("zh"))
    assert "%" in text
    assert " %" not in text


@pytest.mark.parametrize("effects", [(0.0, 0.0, 0.0), (0.0, 30.0, 60.0), (0.0, -30.0, 0.35), (0.0, 0.35, -60.0)])
@pytest.mark.parametrize("better", ["all", "substantive_coverage", "service_level"])
def test_chinese_has_words_wherever_english_has(effects: tuple[float, ...], better: str) -> None:
    one = found(dict(zip(TITLES, effects, strict=True)), 12, better)
    english, chinese = (list(answer(one, language).lines(language)) for language in ("en", "zh"))
    assert len(english) == len(chinese)
    assert not any("{" in said for _, said in chinese)


def test_the_least_certain_advantage_agrees_with_its_number() -> None:
    near = " ".join(answer(found({"plain": 0.0, "fine": 30.0}), "zh").would_change)
    assert "按可能范围中最不利的一端，只短 0.77 个月，可忽略。" in near
    assert "仍有实际意义" not in near
    apart = level(found({"plain": 0.0, "fine": 30.0}), {"substantive_coverage"}, "fine", "plain")
    far = " ".join(answer(apart, "zh").would_change)
    assert "即使按可能范围中最不利的一端，也" in far
    assert "可忽略" not in far


def test_one_scenario_has_no_answer() -> None:
    with pytest.raises(ValueError, match="two scenarios"):
        answer(found({"plain": 0.0}))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_stands_in_both_languages() -> None:
    for key, said in {**SAID, **NAMES}.items():
        assert said["en"].strip(), key
        assert said["zh"].strip(), key
        assert fields(said["zh"]) <= fields(said["en"]) | {"one", "other"}, key
    assert set(NAMES) <= set(KEY)


def test_every_unit_has_a_chinese_name() -> None:
    for each in outcomes().values():
        assert each.unit == "share" or each.unit in UNITS_ZH, each.unit
        assert not any("a" <= sign <= "z" for sign in unit_of(each.unit, "zh")), each.unit

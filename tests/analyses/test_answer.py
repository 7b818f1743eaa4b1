"""The answer in sentences: on differences that were put in, so that what has to be said is known."""

import dataclasses
import string
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.analyses.answer import answer
from sim.analyses.answer_words import DELAYS, NAMES, SAID
from sim.analyses.finding import Finding, finding
from sim.analyses.outcomes import KEY, outcomes
from sim.analyses.shipped_ranking import ranking_told, shipped_ranking
from sim.analyses.words import UNITS_ZH, Language, unit_of
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
    """Nor is the other recommended for that alone, as long as it is worse in more than it is better in."""
    told = answer(found({"plain": 0.0, "fine": 30.0}, better="substantive_coverage"))
    assert told.recommended is None
    assert "Left out of the choice" in told.points[2]
    assert "“Fine” (" in told.points[2]
    alike = set(MEASURES) - {"substantive_coverage", "petitions"}
    told = answer(level(found({"plain": 0.0, "fine": 30.0}, better="substantive_coverage"), alike, "fine", "plain"))
    assert told.recommended == "plain"
    assert "“Fine” (" in told.points[2]
    assert told.how_sure.startswith("High against chance, within this model and with its numbers as they are: 20 pairs")
    assert "Clearest is villages truly converted: better in 20 of 20 pairs" in told.how_sure
    three = answer(found({"plain": 0.0, "fine": 30.0, "grand": 60.0}, 10, better="substantive_coverage"))
    assert three.recommended is None


def mixed(mine: float, others: float) -> Finding:
    """Return two scenarios of which one is better in three results, the other in two, with spreads of their own."""
    one = level(found({"plain": 0.0, "fine": 30.0}), set(MEASURES), "fine", "plain")
    for name in ("petitions", "disputes"):
        one = apart(one, name, around(-40.0, mine))
    one = apart(one, "service_level", around(0.2, mine / 200.0))
    return apart(apart(one, "satisfaction", around(-5.0, others)), "satisfaction_over_time", around(-5.0, others))


def test_a_lead_that_rests_on_what_may_be_chance_is_mixed_with_what_speaks_for_each() -> None:
    assert answer(mixed(1.0, 0.5)).recommended == "fine"
    assert answer(mixed(60.0, 10.0)).recommended is None, "nothing stands on either side"
    told = answer(mixed(60.0, 0.5))
    assert told.recommended is None
    assert told.points[0] == (
        "Mixed: no recommendation between “Fine” and “Plain”. Findings that stand: 0 for “Fine”, 2 for “Plain”."
    )
    assert "is better in 3 and worse in 2" in told.points[1]
    ours, theirs = (next(p for p in told.points if p.startswith(f"For “{who}” speaks")) for who in ("Fine", "Plain"))
    assert "level of services" in ours
    assert "petitions" in ours
    assert "satisfaction at the end" in theirs
    assert theirs.count("instead of") == 2
    assert told.how_sure.startswith("There is no recommendation to be sure of")


def test_differences_inside_the_margin_do_not_carry_a_recommendation() -> None:
    one = level(found({"plain": 0.0, "fine": 30.0}), set(MEASURES), "fine", "plain")
    margin = one.declared["petitions"].margin
    assert answer(apart(one, "petitions", around(-0.9 * margin, 0.3 * margin))).recommended is None
    assert answer(apart(one, "petitions", around(-1.6 * margin, 0.3 * margin))).recommended == "fine"


def test_who_does_not_lead_the_next_is_not_recommended_for_leading_the_baseline() -> None:
    one = level(found({"plain": 0.0, "fine": 30.0, "grand": 60.0}), set(MEASURES), "grand", "fine")
    told = answer(one)
    assert told.recommended is None
    assert "“Fine”" in told.points[0]
    assert "“Grand”" in told.points[0]
    assert told.for_whom == ""


def test_the_rule_stands_beside_every_answer_that_follows_it() -> None:
    for one in (mixed(1.0, 0.5), mixed(60.0, 0.5)):
        assert answer(one).points[-1].startswith("The rule: one is recommended only if")
        assert answer(one, "zh").points[-1].startswith("推荐规则：")


def test_scenarios_that_differ_in_more_than_policy_are_never_recommended() -> None:
    one = dataclasses.replace(found({"plain": 0.0, "fine": 30.0}), policy_alone=False)
    starts: dict[Language, tuple[str, str]] = {
        "en": ("No recommendation: ", "is recommended"),
        "zh": ("不作推荐：", "建议采用"),
    }
    for language, (start, never) in starts.items():
        told = answer(one, language)
        text = "".join(said for _, said in told.lines(language))
        assert told.recommended is None
        assert told.answer.startswith(start)
        assert never not in text
        assert "rule: one" not in text
        assert "推荐规则" not in text
    assert "the difference of everything that differs" in answer(one).points[0]


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
    """Grand leads the baseline by far, and fine by two results alone, then by one and a doubtful one, then by that."""
    one = found({"plain": 0.0, "fine": 30.0, "grand": 60.0})
    told = answer(level(one, set(MEASURES) - {"petitions", "disputes"}, "fine", "grand"))
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
    assert (told.recommended, told.confidence) == ("grand", "medium")
    assert "The closest call is “Fine”" in told.how_sure
    assert not any("Next comes" in sentence for sentence in told.would_change)
    told = answer(level(finding(one.tables, TITLES), {"disputes"}, "fine", "grand"))
    assert (told.recommended, told.confidence) == (None, "low")
    assert told.points[0].startswith("Mixed: no recommendation between “Grand” and “Fine”. Findings that stand: 0 for")


def test_the_first_sentences_have_the_doubts_of_the_tables() -> None:
    """With three scenarios too: what is firm or doubtful there is so here, counted over the same comparisons."""
    one = found({"plain": 0.0, "fine": 0.11, "grand": 60.0}, 12, better="substantive_coverage")
    told = answer(one)
    assert told.points[0].startswith("Mixed: no recommendation between “Plain” and “Fine”.")
    assert f"{one.family} comparisons made" in told.how_sure
    marks = {each.outcome.name for each in one.differences if each.doubtful and each.scenario == "fine"}
    assert marks
    assert ("°" in told.answer) == bool(marks & {*KEY, *DELAYS})


def apart(found: Finding, outcome: str, changes: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Finding:
    """Return the same with one outcome of the second scenario off the first's by a number a pair."""
    series = found.timeseries
    there = series["outcome"].eq(outcome) & series["scenario"].eq("plain")
    here = series["outcome"].eq(outcome) & series["scenario"].eq("fine")
    series.loc[here, "value"] = series.loc[there, "value"].to_numpy() + changes[series.loc[there, "replication"]]
    return finding(found.tables, TITLES)


def around(mean: float, spread: float, pairs: int = 20) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return numbers of exactly this mean and standard deviation."""
    noise = np.random.default_rng(4).normal(size=pairs)
    numbers: np.ndarray[tuple[int], np.dtype[np.float64]] = mean + spread * (noise - noise.mean()) / noise.std(ddof=1)
    return numbers


def test_the_clearest_result_is_one_that_stands_however_large_a_doubtful_one_is() -> None:
    one = level(found({"plain": 0.0, "fine": 30.0}), set(MEASURES) - {"service_level"}, "fine", "plain")
    one = apart(one, "disputes", around(-200.0, 340.0))
    kinds = {each.outcome.name: (each.kind, each.doubtful) for each in one.differences}
    assert (kinds["disputes"], kinds["service_level"]) == (("better", True), ("better", False))
    assert "Clearest is level of services: " in answer(one).how_sure


def test_who_does_equally_often_better_is_named_as_such() -> None:
    one = found({"plain": 0.0, "fine": 30.0, "grand": 60.0}, 10)
    told = answer(level(one, set(MEASURES), "grand", "fine"))
    assert told.recommended is None
    told_apart = "in none of these results is “Fine” told from “Grand” as better or worse."
    assert told.answer.startswith(f"None is recommended: {told_apart}")


def test_pairs_in_which_both_are_equal_are_counted_apart() -> None:
    one = level(found({"plain": 0.0, "fine": 30.0}), set(MEASURES), "fine", "plain")
    changes = around(-40.0, 1.0)
    changes[:5] = 0.0
    one = apart(one, "disputes", changes)
    assert "disputes over rights in all: better in 15 of 20 pairs, equal in 5, lower by" in answer(one).how_sure
    assert "20 对中有 15 对更好，5 对相等" in answer(one, "zh").how_sure


def test_who_left_no_village_alone_is_not_said_to_have() -> None:
    one = found({"plain": 0.0, "fine": 30.0}, better="substantive_coverage")
    busy = answer(level(one, {"landing"}, "fine", "plain"))
    assert "left alone" not in busy.points[2]
    assert "true conversion is the aim" in busy.points[2]
    idle = answer(apart(one, "landing", around(-0.5, 0.01)))
    assert "villages that are left alone do not arise" in idle.points[2]


def test_a_choice_that_hangs_on_a_doubtful_difference_is_low_unless_the_others_lead_too() -> None:
    same = level(found({"plain": 0.0, "fine": 30.0}), set(MEASURES), "fine", "plain")
    doubtful = apart(same, "substantive_coverage", around(-0.05, 0.08))
    for name in ("disputes", "petitions"):
        doubtful = apart(doubtful, name, around(-40.0, 1.0))
    assert answer(doubtful).recommended is None, "worse in two and better in one, which may be chance"
    sole = apart(doubtful, "disputes", around(40.0, 1.0))
    for name in ("petitions", "service_level"):
        sole = apart(sole, name, {"petitions": around(-40.0, 60.0), "service_level": around(0.0, 1e-9)}[name])
    told = answer(sole)
    assert (told.recommended, told.confidence) == ("plain", "low")
    assert "“Fine” is left out of the choice for villages truly converted, a difference that may be chance" in (
        told.how_sure
    )
    for name in ("disputes", "petitions"):
        doubtful = apart(doubtful, name, around(40.0, 1.0))
    told = answer(doubtful)
    assert (told.recommended, told.confidence) == ("plain", "medium")
    assert "Clearest is villages truly converted" not in told.how_sure


def test_what_the_sign_of_doubt_means_is_said_where_it_stands_and_only_there() -> None:
    same = level(found({"plain": 0.0, "fine": 30.0}), set(MEASURES), "fine", "plain")
    firm, doubtful = apart(same, "disputes", around(-40.0, 1.0)), apart(same, "disputes", around(-40.0, 60.0))
    for language in ("en", "zh"):
        assert [heading for heading, _ in answer(doubtful, language).lines(language)][-1] == "°"
    told = answer(apart(firm, "disputes", around(-40.0, 1.0)))
    assert "°" not in "".join(said for _, said in told.lines("en"))
    assert told.legend == ""


def test_nothing_is_said_to_be_the_same_where_nothing_is() -> None:
    assert "practically the same" not in answer(found({"plain": 0.0, "fine": 30.0})).answer
    assert "practically the same" in answer(level(found({"plain": 0.0, "fine": 30.0}), {"cost", "petitions"}, "fine",
                                                  "plain")).answer  # fmt: skip


def test_the_longest_delay_is_named_though_it_is_no_drawback_by_itself() -> None:
    one = level(found({"plain": 0.0, "fine": 30.0}), {"nominal_coverage", "substantive_coverage"}, "fine", "plain")
    assert "Longest delay" not in answer(one).answer
    series = one.timeseries
    plates = series["outcome"].eq("nominal_coverage")
    for scenario, first in (("plain", "2020-06"), ("fine", "2021-03")):
        mine = plates & series["scenario"].eq(scenario)
        series.loc[mine, "value"] = np.where(series.loc[mine, "month"] >= first, 1.0, 0.6)
    told = answer(finding(one.tables, TITLES))
    assert told.recommended == "fine"
    (said,) = (point for point in told.points if point.startswith("Longest delay"))
    assert "time until nine tenths of the villages carry the plate: 15 instead of 6 months" in said
    assert "neither better nor worse" in said


def ranked(one: str, other: str) -> str:
    """Return how sure an answer is that holds two strategies against each other: nameplates better, services worse."""
    made = level(found({"plain": 0.0, "fine": 30.0}), set(MEASURES), "fine", "plain")
    made = apart(made, "nameplate_share", around(-0.2, 0.01))
    made = apart(made, "petitions", around(-20.0, 1.0))
    made = apart(made, "service_level", around(-0.05, 0.001))
    made.tables.runs["policy"] = np.where(made.tables.runs["scenario"] == "plain", one, other)
    return answer(finding(made.tables, TITLES)).how_sure


def test_what_other_numbers_did_to_the_same_strategies_stands_beside_how_sure_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "ranking.md").read_text("utf-8")
    found_there = ranking_told(page)
    assert found_there == shipped_ranking()
    assert found_there is not None
    assert set(found_there.shares) == set(KEY)
    better, worse = found_there.shares["nameplate_share"]
    row = next(line for line in page.splitlines() if line.startswith("| Nameplate conversions"))
    assert f"| {100 * better:.0f} % | {100 * worse:.0f} % |" in row
    told = ranked(found_there.baseline, found_there.strategy)
    assert f"{found_there.sets} sets of numbers) 1 of the 3 findings of better or worse hold in at least 75 %" in told
    assert (
        f"name only at their first declaration, better in {100 * better:.0f} % and worse in {100 * worse:.0f}" in told
    )
    turned = ranked(found_there.strategy, found_there.baseline)
    assert f"name only at their first declaration, better in {100 * worse:.0f} % and worse in {100 * better:.0f}" in (
        turned
    )


def test_other_strategies_are_told_the_command_that_tries_other_numbers() -> None:
    told = ranked("uniform_deadline", "voluntary")
    assert "the same command with “--ensemble national --assumed” says in how many sets" in told
    assert "docs/ranking.md" not in told


def test_a_page_of_another_form_is_no_ranking() -> None:
    assert ranking_told("# A page\n\n| a | b |\n|---|---|\n| Petitions | 3 % |\n") is None


def test_every_outcome_in_which_somebody_loses_is_named() -> None:
    one = found({"plain": 0.0, "fine": 30.0})
    losses = {
        ("service_level", "west"): -0.2,
        ("service_level", "east"): -0.1,
        ("disputes", "west"): 100.0,
        ("insufficient_consultation", "east"): 0.1,
        ("satisfaction", "east"): 9.0,
        **{("petitions", f"place {number}"): 9.0 for number in range(6)},
    }
    rows = [
        (scenario, pair, "2021-12", "region", member, outcome, (1.0 + 0.01 * pair) * change * (scenario == "fine"))
        for (outcome, member), change in losses.items()
        for scenario in ("plain", "fine")
        for pair in range(20)
    ]
    columns = ["scenario", "replication", "month", "dimension", "member", "outcome", "value"]
    told = answer(finding(dataclasses.replace(one.tables, groups=pd.DataFrame(rows, columns=columns)), TITLES))
    assert "Losing most: the west; disputes over rights in all" in told.for_whom
    assert told.for_whom.endswith(
        "Losing too: level of services (the west, the east); petitions in all (place 0, place 1, place 2, place 3, and "
        "2 more groups); villages decided without enough consultation (the east)."
    )


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
    for key, said in {**SAID, **NAMES, **DELAYS}.items():
        assert said["en"].strip(), key
        assert said["zh"].strip(), key
        assert fields(said["zh"]) <= fields(said["en"]) | {"one", "other"}, key
    assert set(NAMES) <= set(KEY)


def test_every_unit_has_a_chinese_name() -> None:
    for each in outcomes().values():
        assert each.unit == "share" or each.unit in UNITS_ZH, each.unit
        assert not any("a" <= sign <= "z" for sign in unit_of(each.unit, "zh")), each.unit

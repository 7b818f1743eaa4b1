"""One concept has one Chinese name, under whatever key it stands."""

import re
from collections import defaultdict

import pytest

from sim.words import catalogue, texts

ZH = {key: "".join(forms) for key, forms in catalogue("zh").items()}
EN = {key: "".join(forms) for key, forms in catalogue("en").items()}
HAN = "[\u4e00-\u9fff]"
ALIKE = (
    ("term", "life.term_names"),
    ("glossary.stages", "life.stage_names"),
    ("glossary.stages", "word"),
    ("glossary.groups", "word"),
    ("answer.member", "word"),
    ("glossary.roles", "life.roles"),
    ("glossary.layers", "life.layers"),
    ("life.feelings", "life.columns"),
    ("life.feelings", "outcome"),
    ("mechanism", "life.feelings"),
    ("mechanism", "outcome"),
    ("verdict.kind", "figure.fan"),
    ("verdict.kind", "figure.for_whom"),
)
"""Prefixes under which one last part of a key is one thing."""
SAME = (
    ("glossary.general.quorum", "term.quorum"),
    ("glossary.general.veto", "term.veto"),
    ("glossary.general.margin", "figure.forest.axis", "ablation.inside", "sweep.all same", "study.standing"),
    ("glossary.general.baseline", "report.baseline", "report.robustness note"),
    ("glossary.general.deadline due date", "rollout.due", "life.term_names.due"),
    ("glossary.general.pressure from the due date", "outcome.pressure", "life.reasons.haste"),
    ("glossary.general.term", "mechanism.terms", "report.world.terms", "life.events.term"),
    ("glossary.general.seed", "report.seed", "study.runs", "life.phrases.title"),
    ("glossary.general.replication", "report.replications", "study.points", "life.phrases.title"),
    ("glossary.general.strategy", "rollout.strategy"),
    ("glossary.general.outcome", "report.result", "ablation.head.outcome"),
    ("glossary.general.paired difference", "figure.forest.note", "figure.for_whom.note", "ablation.how"),
    ("glossary.general.intensity", "study.intensity", "lever.intensity"),
    ("glossary.flags.nameplate", "word.in name only", "report.village nameplate", "figure.stages.peak"),
    ("outcome.mediation_rate", "outcome.mediation_rate_reported", "term.appraisal", "report.pair mediation"),
    ("term.appraisal", "life.reasons.appraisal"),
    ("term.transparency", "life.reasons.transparency", "number.fairness.usual_openness"),
    ("term.benefit", "life.reasons.benefit"),
    ("term.voice", "life.reasons.voice"),
    ("term.compensation", "life.reasons.compensation", "life.columns.offer", "number.disputes.usual_offer"),
    ("term.share_rule", "life.reasons.rule"),
    ("term.evaluation", "rollout.evaluation"),
    ("term.sanction", "rollout.sanction"),
    ("term.mediators", "rollout.mediators"),
    ("term.staff_standard", "number.services.standard", "region.staff_standard"),
    ("glossary.layers.kinship", "figure.network.kinship"),
    ("glossary.layers.neighbours", "figure.network.neighbours"),
    ("glossary.layers.groups", "figure.network.groups"),
    ("mechanism.expectation", "life.reasons.expectation", "life.columns.expectation"),
    ("mechanism.services", "life.reasons.service", "number.satisfaction.service"),
    ("mechanism.disputes", "outcome.disputes"),
    ("outcome.away", "column.away_share", "region.away"),
    ("outcome.separated", "column.elsewhere_share", "region.elsewhere"),
    ("column.staff", "outcome.staff", "region.staff", "number.services.staff"),
    ("column.facilities", "outcome.facilities", "region.facilities"),
    ("column.unclear_titles", "region.unclear", "rollout.unclear", "number.work.usual_unclear"),
    ("column.special_share", "region.special"),
    ("column.elderly_share", "region.elderly"),
    ("column.urban_share", "region.urban", "rollout.urban"),
    ("outcome.reach", "number.services.reach", "number.services.full_reach"),
    ("outcome.progress", "report.pair progress"),
    ("answer.for_whom", "report.for_whom", "figure.for_whom.title"),
    ("answer.answer", "study.answer", "answer.flips"),
    ("report.verdict", "sensitivity.head.verdict", "figure.regions.agree"),
    ("report.number", "sensitivity.head.number", "study.folded"),
    ("report.cost", "figure.worth.cost"),
    ("figure.forest.no direction", "figure.fan.no good direction"),
    ("figure.horizons.absent", "answer.no data", "verdict.kind.missing", "verdict.missing"),
    ("verdict.kind.open", "figure.forest.open", "glossary.general.not distinguishable", "sweep.told apart"),
    ("study.better", "verdict.kind.better"),
    ("report.interval", "sensitivity.head.interval", "study.interval", "sweep.interval", "answer.contest"),
)
"""A name, and where else the thing is named or spoken of: the first stands in all others."""
APART = {
    "cases": "what becomes of disputes, and the disputes themselves",
    "fairness": "a feeling, and what is shared out fairly",
    "no": "a vote, and a word of two",
    "none": "by what there is none of",
    "social groups": "actors, and a heading over their kinds",
    "yes": "a vote, and a word of two",
    "villages": "as a unit, and as a heading",
    ", ": "in a list, and between clauses",
    " and ": "in a list, and between clauses",
    "one deadline for all": "the glossary adds the colloquial word",
    "{number} under “{title}”": "households, and villages",
}
"""English words that say two things, of which Chinese makes two."""
SECOND = {
    "运气": "随机因素",
    "基准": "基线情景",
    "偶然(?!通过)": "随机波动",
    "有意义的差距|允许幅度|实际意义的幅度": "实际意义界限",
    "(?<!置信)区间(?=）|为| \\{)": "置信区间",
    "配对差异|两者之差|平均差异": "配对差值, or 平均差值",
    "(?<!改居)支持度": "改居支持度",
    "信任(?!度)": "信任度",
    "外派力量|外派人员": "外派人力",
    "邻居": "邻里",
    "身边": "联系户",
    "村情了解": "村情熟悉程度",
    "技能": "业务能力",
    "触达": "通知率, or 联系覆盖率",
    "化解率|结案率|调解率": "调解成功率",
    "股改|股份制改革": "股份合作制改革",
    "得益": "受益",
    "(?<!随机)种子": "随机种子",
    "无法区分(?<!与随机波动无法区分)": "尚难区分",
    "法定人数|到会率": "投票率门槛",
    "起初|起始|初始": "期初",
    "产权": "权属",
    "回答": "结论",
}
"""Second name (a pattern) -> the name that is used."""


def plain(text: str) -> str:
    """Return a name without what is said in brackets after it, or of whom it is the mean."""
    return re.sub("（.*", "", text)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_key_has_one_name_under_both_prefixes(one: str, other: str) -> None:
    here, there = texts(one, "zh"), texts(other, "zh")
    assert {key: plain(here[key]) for key in here.keys() & there.keys()} == {
        key: plain(there[key]) for key in here.keys() & there.keys()
    }


@pytest.mark.parametrize("keys", SAME, ids=lambda keys: keys[0])
def test_a_thing_is_called_by_its_name_where_it_is_spoken_of(keys: tuple[str, ...]) -> None:
    name = plain(ZH[keys[0]])
    assert not [f"{key}: {ZH[key]}" for key in keys[1:] if name not in ZH[key]], name


def test_cases_of_a_life_are_called_as_in_the_glossary() -> None:
    assert [*texts("life.values.case", "zh").values()] == [*texts("glossary.cases", "zh").values()]


def test_a_column_of_a_table_is_called_as_the_number_of_a_region() -> None:
    columns, regions = texts("column", "zh"), texts("region", "zh")
    assert {key: plain(regions[key]) for key in columns.keys() & regions.keys()} == {
        key: columns[key] for key in columns.keys() & regions.keys()
    }


def test_what_english_says_in_one_way_chinese_says_in_one_way() -> None:
    said: dict[str, set[str]] = defaultdict(set)
    for key, text in EN.items():
        if key in ZH and not key.startswith("input."):
            said[text.casefold()].add(ZH[key])
    twice = {english for english, chinese in said.items() if len(chinese) > 1}
    assert twice == APART.keys(), {english: said[english] for english in twice ^ APART.keys()}


@pytest.mark.parametrize("pattern", SECOND)
def test_no_text_uses_a_second_name(pattern: str) -> None:
    found = [f"{key}: {text}" for key, text in ZH.items() if re.search(pattern, text)]
    assert not found, f"say {SECOND[pattern]}\n" + "\n".join(found)


def test_a_quorum_is_a_rate() -> None:
    assert not [key for key in ZH if key.endswith("quorum") and not re.search("率|比例", ZH[key])]


def test_posts_and_people_are_told_apart() -> None:
    assert all("岗位" in ZH[key] for key in ("term.secondees", "term.staff_standard", "region.rural_posts"))


def test_chinese_is_punctuated_as_chinese() -> None:
    spoken = {key: text for key, text in ZH.items() if not key.startswith("input.")}
    assert not [key for key, text in spoken.items() if re.search(f"{HAN}[,;:?!]|[,;:?!]{HAN}|{HAN}\\.$", text)]
    assert not [key for key, text in spoken.items() if re.search(r"\s%(?!\w)", text)]

"""One Chinese word for one thing: what users read holds to the words of the glossary."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.figures import stages, timeline
from sim.lives import phrases
from sim.lives import words as life
from sim.words import pairs
from sim.words import texts as words_of

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "产权不清": "权属不清",
    "住户": "农户",
    "假设": "假定",
    "仅挂牌": "只挂牌未落实",
    "只是挂牌": "只挂牌未落实",
    "只挂了牌": "只挂牌未落实",
    "空挂牌": "只挂牌未落实",
    "转改": "改居",
    "已决定": "已表决",
    "未结案件": "未结纠纷",
    "未决": "未结",
    "瞒报案件": "瞒报纠纷",
    "宗亲": "亲属",
    "亲缘": "亲属",
    "社团": "社会组织",
    "同一组织": "同一社会组织",
    "考核压力": "限期压力",
    "上级催赶": "限期压力",
    "遗憾值": "后悔值",
    "晋升顾虑": "晋升动机",
    "仕途": "晋升动机",
    "上访": "信访",
    "抽签": "随机数",
    "拉力": "影响",
    "宣布": "挂牌, or 启动通知",
    "现存挂牌": "当前只挂牌未落实",
    "最要紧": "主要",
    "清算委员会": "清产核资委员会",
    "县级指标": "县级任务指标",
    "一刀切": "统一限期",
}
"""Variant -> the word that is used."""
STAGES, FLAGS, GROUPS, LAYERS = (pairs(f"glossary.{section}") for section in ("stages", "flags", "groups", "layers"))
TERMS_ZH = words_of("word", "zh")
NAMED = "俗称“一刀切”"
"""Where the colloquial word may stand: beside the neutral one."""
HAN = re.compile("[\u4e00-\u9fff]")


def texts() -> Iterator[tuple[str, str]]:
    """Yield (place, line) of all that users read in Chinese; the sources' own words are left as they are."""
    records = [*(ROOT / "sim/policies").rglob("*.yaml"), *(ROOT / "scenarios").rglob("*.yaml")]
    found = [*(ROOT / "sim").rglob("*.py"), *(ROOT / "sim/words").glob("zh.po"), *records]
    named = ("README.zh.md", "docs/usage.zh.md", "docs/tutorial.md")
    pages = [*(ROOT / name for name in named), *(ROOT / "docs/studies").glob("*.md")]
    books = (ROOT / "notebooks").rglob("*.py")
    for file in (*found, *pages, *books):
        if "evidence" not in file.relative_to(ROOT).parts:
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                if HAN.search(line):
                    yield f"{file.relative_to(ROOT)}:{number}", line.replace(NAMED, "")


def test_nothing_is_called_by_a_second_name() -> None:
    split = [f"{place}: {old}, say {new}" for place, line in texts() for old, new in FORBIDDEN.items() if old in line]
    assert not split, "\n".join(split)


def test_the_search_sees_what_users_read() -> None:
    seen = {place.rpartition(":")[0] for place, _ in texts()}
    shown = ("zh.po", "b6.yaml", "README.zh.md")
    assert all(any(place.endswith(name) for place in seen) for name in shown)


def test_stages_groups_and_plates_are_called_as_in_the_glossary() -> None:
    assert {name: TERMS_ZH[name] for name in STAGES} == {name: said[1] for name, said in STAGES.items()}
    assert TERMS_ZH["in name only"] == FLAGS["nameplate"][1]
    assert TERMS_ZH["unclear titles"] == GROUPS["unclear titles"][1]
    told = {name: said[1].removesuffix("社区") for name, said in phrases.STAGE_NAMES.items() if name != "rural"}
    assert told == {name: STAGES[name][1] for name in told}


@pytest.mark.parametrize("layer", LAYERS)
def test_ties_are_called_as_in_the_glossary(layer: str) -> None:
    assert life.LAYERS[layer][1] == LAYERS[layer][1]
    if layer in ("kinship", "neighbours", "groups"):
        assert words_of("figure.network", "zh")[layer] == LAYERS[layer][1]


def test_no_two_signs_of_the_timeline_are_called_alike() -> None:
    signs = [words_of("figure.timeline", "zh")[name] for name in timeline.MARKS]
    legend = [*signs, *(TERMS_ZH[name] for name in stages.STATE_NAMES)]
    assert len(set(legend)) == len(legend)

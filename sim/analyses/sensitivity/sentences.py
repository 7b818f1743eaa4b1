"""What a sensitivity study found, in words: the answer, and what would settle what is open."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.analyses.factor_words import called, told
from sim.analyses.responses import declared
from sim.analyses.sensitivity.indices import LEAST, MAIN, MOST, Index, Indices
from sim.analyses.standing import standing
from sim.analyses.words import Language, amount, change, plain, span
from sim.reading.factor import DUMMY
from sim.reading.study import DIFFERENCE, Asked

if TYPE_CHECKING:
    from sim.analyses.sensitivity.finding import SensitivityFinding

NAMED = 6
"""Factors named in a sentence."""
EFFECTS = ("mu", "mu_star", "sigma")
"""Indices in the unit of the outcome."""
INDEX: dict[str, tuple[str, str]] = {
    "mu_star": ("mean size of effect over the whole range", "在整个取值范围内的平均影响"),
    "ST": ("share of the variance, alone or with others", "方差占比，含交互"),
    "S1": ("share of the variance, alone", "方差占比，单独"),
    "delta": ("shift of the whole distribution, 0 to 1", "整个分布的移动，0 至 1"),
    "pawn": ("largest distance of distributions, 0 to 1", "分布间的最大距离，0 至 1"),
}


def index_words(mine: Indices) -> tuple[str, str]:
    """Return what the main index is called, and what became of luck where a point has one replication."""
    english, chinese = INDEX[MAIN[mine.sampled.method]]
    if mine.with_luck:
        return f"{english}, of single runs, luck included", f"{chinese}，就单次运行而言，含运气"
    if mine.noise.number == 1:
        return f"{english}, beyond luck", f"{chinese}，已扣除运气"
    return english, chinese


def said(index: Index, asked: Asked, language: Language = "en") -> str:
    """Return the value of an index as one reads it."""
    if index.index in EFFECTS:
        return change(index.value, declared(asked).unit, language).lstrip("+")
    return f"{index.value:.2f}" if abs(index.value) >= 0.005 else f"{round(index.value, 4) + 0.0:.1g}"


def interval(index: Index, asked: Asked, language: Language = "en") -> str:
    """Return the interval of an index in the form of its value."""
    if index.index not in EFFECTS:
        return f"{index.low:.2f} {'至' if language == 'zh' else 'to'} {index.high:.2f}"
    unit = declared(asked).unit
    sign = change(0.0, unit, language).partition(" ")[2]
    return f"{span(index.low, index.high, unit, language=language)} {sign}".rstrip()


def answer(found: SensitivityFinding, key: str, language: Language = "en") -> list[str]:
    """Return the answer: how the outcome stands over all points, what it hangs on, where it flips."""
    hangs = trend_sentences(found, key, language) or _what_matters(found, key, language)
    return [_standing(found, key, language), *hangs, *_flips(found, key, language)]


def _standing(found: SensitivityFinding, key: str, language: Language) -> str:
    asked, means = found.asked[key], found.results[key]
    outcome = declared(asked)
    if asked.of == DIFFERENCE:
        one, other = (found.study.said(name, language) for name in found.study.names[:2])
        return standing(means, outcome, (one, other), outcome.margin, found.study, language)
    known = means[np.isfinite(means)]
    middle = amount(float(np.mean(known)), outcome.unit, language)
    low, high = (amount(float(np.percentile(known, end)), outcome.unit, language) for end in (5, 95))
    if language == "zh":
        return f"在 {len(known)} 个点上平均为 {middle}；十分之九的点在 {low} 与 {high} 之间。"
    return f"The mean over {len(known)} points is {middle}; nine tenths of the points lie between {low} and {high}."


def _what_matters(found: SensitivityFinding, key: str, language: Language) -> list[str]:
    mine, asked, factors = found.found[key], found.asked[key], found.study.factors
    strong, open_ = mine.by("influential"), mine.by("undecided")
    by_name = {each.factor: each for each in mine.main}
    name, number = index_words(mine)[language == "zh"], len(mine.main) - 1
    stop, comma = ("。", "；") if language == "zh" else (".", "; ")
    shown = [f"{called(one, factors, language)} ({said(by_name[one], asked, language)})" for one in strong[:NAMED]]
    more = _more(len(strong), language)
    if language == "zh":
        first = f"在 {number} 个因素中，影响超出偶然的有 {len(strong)} 个（{name}）：" if strong else (
            f"在 {number} 个因素中，没有一个因素的影响超出偶然"
        )  # fmt: skip
    else:
        first = f"Of {number} factors {len(strong)} matter{'s' * (len(strong) == 1)} beyond chance ({name}): "
        first = first if strong else f"Of {number} factors none has an effect beyond chance"
    lines = [f"{first}{comma.join(shown)}{more}{stop}"]
    if small := mine.by("small"):
        names = comma.join(
            f"{called(one, factors, language)} ({said(by_name[one], asked, language)})" for one in small[:NAMED]
        )
        start = (
            f"超出偶然但很小（小于 {LEAST}）：" if language == "zh" else f"Beyond chance but small (below {LEAST}): "
        )
        lines.append(f"{start}{names}{_more(len(small), language)}{stop}")
    if open_:
        names = comma.join(called(one, factors, language) for one in open_[:NAMED])
        start = "尚未确定：" if language == "zh" else "Undecided: "
        lines.append(f"{start}{names}{_more(len(open_), language)}{stop}")
    return lines


def trend_sentences(found: SensitivityFinding, key: str, language: Language = "en") -> list[str]:
    """Return which numbers the outcome goes with in a line, by how much over the whole range; nothing if none does."""
    sure, zh = found.sure_trends(key), language == "zh"
    if not sure:
        return []
    unit, many = declared(found.asked[key]).unit, len(found.trends[key]) - 1
    said_of = [
        f"{called(each.factor, found.study.factors, language)}{'（' if zh else ' ('}"
        f"{change(each.effect.mean, unit, language)}{'）' if zh else ')'}"
        for each in sure[:NAMED]
    ]
    names = ("；" if zh else "; ").join(said_of) + _more(len(sure), language)
    if zh:
        start = f"{many} 个数值各自从低端变到高端，其中 {len(sure)} 个使结果发生确定的线性变化"
        return [f"{start}（只检验直线趋势，合并检验）：{names}。"]
    goes = "numbers moves" if len(sure) == 1 else "numbers move"
    start = f"Each going from the low to the high end of its range, {len(sure)} of {many} {goes} it for sure"
    return [f"{start} (a test of straight lines alone, judged together): {names}."]


def _more(number: int, language: Language) -> str:
    if number <= NAMED:
        return ""
    return f"等共 {number} 个" if language == "zh" else f"; and {number - NAMED} more"


def _flips(found: SensitivityFinding, key: str, language: Language) -> list[str]:
    """Return where the difference changes its sign along what matters, where both signs are told from zero."""
    straight = [each.factor for each in found.sure_trends(key)]
    strong = dict.fromkeys((*straight, *(name for name in found.found[key].by("influential") if name != DUMMY)))
    if found.asked[key].of != DIFFERENCE or not strong:
        return []
    curves = {name: curve for name in strong if (curve := found.slope(key, name)) is not None}
    zh, lines = language == "zh", []
    for name in curves:
        if flips := found.flips(key, name):
            factor = found.factors[name]
            where = ("、" if zh else " and ").join(told(place, factor, found.study, language) for place in flips)
            word = called(name, found.study.factors, language)
            lines.append(f"{word}，约在 {where}" if zh else f"{word}, near {where}")
    if lines:
        whole = "；".join(lines) if zh else "; ".join(lines)
        said = [f"平均差异改变正负之处：{whole}。" if zh else f"The mean difference flips along {whole}."]
        shared = "That holds for the luck that all points shared; other luck may move it."
        shared = "这只就各点共有的运气而言，换一次运气可能移动。" if zh else shared
        return said if found.study.own_luck else [*said, shared]
    if curves:
        none = "No influential number clearly reverses the sign of the mean difference over its range."
        return ["任何一个有影响的参数在其取值范围内变动，平均差异的正负都没有明确反转。" if zh else none]
    alone = "成组的数值一起变动：沿其中哪个数值翻转，须由单个数值的研究回答。"
    groups = "Groups move many numbers together: along which of them it flips, a study of single numbers says."
    return [alone if zh else groups]


def advice(found: SensitivityFinding, key: str, language: Language = "en") -> list[str]:
    """Return the share of luck, what more would settle, and what had to be left out."""
    mine, lost = found.found[key], found.lost[key]
    shares = [_blunter(mine, key, found, language)] if found.sure_trends(key) else []
    share, number = mine.noise.seed_share, mine.noise.number
    where = (" on Morris' grid", "在莫里斯网格上，") if mine.sampled.method == "morris" else ("", "")
    once = ONCE[mine.with_luck]
    asked = (mine.more_samples, mine.sampled.samples), (mine.more_replications, number)
    if language == "zh":
        luck = f"{where[1]}单次运行的差异中，{plain(share, 'share')}% 来自运气（种子），每点重复 {number} 次。"
        luck = once[1] if math.isnan(share) else luck
        parts = [_about(*one, word, language) for one, word in zip(asked, ("样本", "每点重复"), strict=True) if one[0]]
        left = [f"有 {lost} 组点因运行失败或无人可计而略去。"] * bool(lost)
        enough = ["样本和重复次数足以把有影响的与偶然的分开。"] * _enough(mine)
        return [
            *shares,
            luck,
            *([f"若要分清：{'，'.join(parts)}。"] if parts else enough),
            *_sizes(mine, language),
            *_caveats(mine, language),
            *left,
        ]
    luck = f"{plain(share, 'share')} % of the spread of single runs{where[0]} is luck (seed), {number} replications"
    luck = once[0] if math.isnan(share) else f"{luck} a point."
    words = ("samples", "replications a point")
    parts = [_about(*one, word, language) for one, word in zip(asked, words, strict=True) if one[0]]
    left = [f"{lost} blocks of points are left out: a run failed there, or nobody could be counted."] * bool(lost)
    enough = ["Samples and replications are sufficient to separate influential factors from chance."] * _enough(mine)
    settle = [f"To settle more: {' and '.join(parts)}."] if parts else enough
    return [*shares, luck, *settle, *_sizes(mine, language), *_caveats(mine, language), *left]


ONCE = (
    (
        "With one replication a point, the luck that is taken out is what the dummy shows; a factor that leaves luck "
        "untouched is told too small.",
        "每点只有一次重复：所扣除的运气由虚拟因素测得；不触动运气的因素因此被低估。",
    ),
    (
        "With one replication a point, luck cannot be taken out of an index; told instead is what goes with each "
        "factor in single runs, luck included.",
        "每点只有一次重复，无法从指数中扣除运气；这里给出的是单次运行（含运气）中与各因素相关的部分。",
    ),
)
"""What is told with one replication: by pairs of points, and by all points at once."""


def _caveats(mine: Indices, language: Language) -> list[str]:
    """Return how many of many idle factors pass by chance, how much hangs on a seed, and what SALib warns of."""
    zh, number, lines = language == "zh", len(mine.main) - 1, []
    if number >= 20:
        idle = f"Each factor is tested on its own: of {number} that do nothing, about {number / 40:.0f} would pass."
        lines.append(
            f"每个因素单独检验：{number} 个无作用的因素中约有 {number / 40:.0f} 个会碰巧通过。" if zh else idle
        )
    if mine.reseeded:
        seed = f"Another seed of the resampling moves delta by up to {mine.reseeded:.3f}."
        lines.append(f"换一个重抽样种子，delta 的变动不超过 {mine.reseeded:.3f}。" if zh else seed)
    if mine.warned:
        lines.append(f"{'SALib 提示：' if zh else 'SALib warns: '}{'; '.join(mine.warned)[:300]}")
    return lines


def _blunter(mine: Indices, key: str, found: SensitivityFinding, language: Language) -> str:
    """Say what the test by the main index finds, and how it differs from that of straight lines."""
    line = _what_matters(found, key, language)[0]
    if language == "zh":
        return (
            f"直线趋势之外另有一种检验：把各因素的影响大小（含弯曲）与不起作用的虚拟因素相比；它不那么灵敏，"
            f"结果是：{line}"
        )
    return (
        "Another test than that of straight lines: the size of a factor's whole effect, bends and all, beside that of "
        f"a dummy that acts on nothing. It is blunter; by it, {line[:1].lower()}{line[1:]}"
    )


def _enough(mine: Indices) -> bool:
    """Return whether indices are settled: none has a wide interval, and none is what no share can be."""
    return mine.widest <= LEAST and not mine.impossible


def _sizes(mine: Indices, language: Language) -> list[str]:
    """Say which indices are sampling error, and how far sizes are from being settled."""
    number, wanted, lines = len(mine.impossible), mine.settling_samples, []
    if number and language == "zh":
        lines.append(f"有 {number} 个因素的指数小于 0 或大于 1，方差占比不可能如此：这是抽样误差，样本越多越小。")
    elif number:
        lines.append(
            f"The index of {number} factor{'s' * (number > 1)} lies below 0 or above 1, where no share of a variance "
            "can be: that is sampling error, which more samples make smaller."
        )
    if wanted and language == "zh":
        about = _about(wanted, mine.sampled.samples, "样本", language)
        settled = f"不超过 {LEAST} 时大小才算确定（Sarrazin 等，2016）"
        lines.append(f"最宽的指数区间宽 {mine.widest:.2f}；{settled}：需要{about}。")
    elif wanted:
        about = _about(wanted, mine.sampled.samples, "samples", language)
        lines.append(
            f"The widest interval of an index is {mine.widest:.2f} wide; sizes are settled when none is wider than "
            f"{LEAST} (Sarrazin and others 2016), which takes {about}."
        )
    return lines


def _about(wanted: int, now: int, what: str, language: Language) -> str:
    """Return how many would do, or that even very many would not be known to."""
    least = wanted >= MOST * now
    if language == "zh":
        return f"{what}{'至少' if least else '约'} {wanted:,}（现为 {now:,}）"
    return f"{'at least' if least else 'about'} {wanted:,} {what} (now {now:,})"

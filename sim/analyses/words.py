"""Numbers and verdicts as a reader is told them, in English and Chinese."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from sim.analyses.paired import LEAST, Kind, Paired

Language = Literal["en", "zh"]
MISSING = "–"
KINDS_EN: Mapping[str, str] = {
    "same": "practically the same", "open": "not distinguishable", "missing": "without data"
}  # fmt: skip
"""Verdicts that are not called what they are named."""
KINDS_ZH = {
    "better": "更好",
    "worse": "更差",
    "higher": "更高",
    "lower": "更低",
    "same": "基本相同",
    "open": "无法区分",
    "missing": "无数据",
}
UNITS_ZH: Mapping[str, str] = {
    "cases per 1,000 households": "件/千户",
    "months": "个月",
    "points": "分",
    "posts per 10,000": "岗/万人",
    "ratio": "",
    "share of cadres in office": "%（占在任干部）",
    "share of cases": "%（占纠纷）",
    "share of decided villages": "%（占已表决的村）",
    "share of declared villages": "%（占已挂牌的村）",
    "share of households": "%（占户数）",
    "share of petitions": "%（占信访）",
    "share of present households": "%（占在村户）",
    "share of runs": "%（占运行次数）",
    "share of village-months": "%（占村月数）",
    "share of villages": "%（占村数）",
    "share of work": "%（占工作量）",
    "share per year": "%/年",
    "votes per village": "次/村",
    "yuan": "元",
    "yuan per household": "元/户",
    "yuan per person": "元/人",
    "yuan per person and year": "元/人·年",
    "yuan per village": "元/村",
}
TERMS_ZH: Mapping[str, str] = {
    "east": "东部",
    "central": "中部",
    "west": "西部",
    "rural": "未启动",
    "preparing": "筹备中",
    "decided": "已表决",
    "converting": "实施中",
    "in name only": "只挂牌未落实",
    "declared": "已挂牌",
    "consolidated": "已巩固",
    "poorest third": "收入最低的三分之一村",
    "middle third": "收入居中的三分之一村",
    "richest third": "收入最高的三分之一村",
    "special members": "特殊成员户",
    "left-behind elders": "留守老人户",
    "migrants": "外出务工户",
    "unclear titles": "权属不清户",
    "others": "其他户",
    "region": "地区",
    "class": "村的类别",
    "household group": "农户群体",
}
"""What regions, states of a village, and groups of people are called."""


def term(word: str, language: Language) -> str:
    """Return what a region, a state of a village or a group of people is called; names nobody translated stay.

    >>> term("west", "zh"), term("west", "en"), term("hill", "zh")
    ('西部', 'west', 'hill')
    """
    return TERMS_ZH.get(word, word) if language == "zh" else word


def per_cent(unit: str) -> bool:
    """Return whether numbers of this unit are shown as per cent, and their changes as percentage points.

    >>> per_cent("share of villages"), per_cent("points")
    (True, False)
    """
    return unit == "share" or unit.startswith("share ")


def amount(value: float, unit: str, language: Language = "en") -> str:
    """Return a value with the short form of its unit.

    >>> amount(0.1234, "share of villages"), amount(1234.5, "yuan"), amount(61.52, "points"), amount(3.0, "1")
    ('12.3 %', '1,234 yuan', '61.5 points', '3')
    >>> amount(0.1234, "share of villages", "zh")
    '12.3%'
    """
    if math.isnan(value):
        return MISSING
    if per_cent(unit):
        return f"{plain(value, unit)}{percent_sign(language)}"
    return f"{plain(value, unit)} {unit_of(unit, language)}".rstrip()


def percent_sign(language: Language) -> str:
    """Return the sign of per cent as it follows a number: Chinese sets no space before it.

    >>> percent_sign("en"), percent_sign("zh")
    (' %', '%')
    """
    return "%" if language == "zh" else " %"


def change(value: float, unit: str, language: Language = "en") -> str:
    """Return a difference with its sign and unit.

    >>> change(-0.0312, "share"), change(2.0, "months"), change(0.0312, "share", "zh")
    ('-3.1 pp', '+2 months', '+3.1 个百分点')
    """
    sign = {"en": "pp", "zh": "个百分点"}[language] if per_cent(unit) else unit_of(unit, language)
    return MISSING if math.isnan(value) else f"{plain(value, unit, sign=True)} {sign}".rstrip()


def compared(value: float, unit: str, language: Language = "en") -> str:
    """Return a difference in words, without a sign that might be read as good or bad.

    >>> compared(-0.0312, "share"), compared(2.0, "months"), compared(-0.0312, "share", "zh")
    ('lower by 3.1 pp', 'higher by 2 months', '低 3.1 个百分点')
    >>> compared(2.0, "months", "zh"), compared(-8.0, "cases per 1,000 households", "zh")
    ('长 2 个月', '少 8 件/千户')
    """
    said = change(abs(value), unit, language).removeprefix("+")
    if language == "zh":
        ways = next(words for kind, words in _WAYS_ZH.items() if unit.startswith(kind))
        return f"{ways[value >= 0.0]} {said}"
    return f"{'lower' if value < 0.0 else 'higher'} by {said}"


_FEW_MANY = ("少", "多")
_WAYS_ZH = {"months": ("短", "长"), "cases": _FEW_MANY, "yuan": _FEW_MANY, "votes": _FEW_MANY, "": ("低", "高")}
"""How Chinese says less and more, by how a unit begins."""


def within(low: float, high: float, unit: str, language: Language = "en") -> str:
    """Return the interval of a difference told by :func:`compared`: without signs unless it has both.

    >>> within(-93.5, -63.5, "months"), within(-2.0, 3.5, "months")
    ('63.5 to 93.5', '-2 to +3.5')
    """
    if math.isnan(low):
        return "未知" if language == "zh" else "unknown"
    if low > 0.0 or high < 0.0:
        near, far = sorted((abs(low), abs(high)))
        return span(near, far, unit, language=language)
    return span(low, high, unit, sign=True, language=language)


def span(low: float, high: float, unit: str, sign: bool = False, language: Language = "en") -> str:
    """Return an interval without its unit.

    >>> span(0.1, 0.234, "share"), span(-2.0, 3.5, "months", sign=True), span(math.nan, math.nan, "months")
    ('10.0 to 23.4', '-2 to +3.5', '–')
    """
    to = {"en": "to", "zh": "至"}[language]
    return MISSING if math.isnan(low) else f"{plain(low, unit, sign)} {to} {plain(high, unit, sign)}"


def plain(value: float, unit: str, sign: bool = False) -> str:
    """Return a value without its unit, in about three figures.

    >>> plain(0.0312, "share", sign=True), plain(0.0, "share", sign=True), plain(0.0123, "1"), plain(-2345.6, "yuan")
    ('+3.1', '0.0', '0.012', '-2,346')
    """
    shown = round(value * 100.0, 2) + 0.0 if per_cent(unit) else value
    if math.isnan(shown):
        return MISSING
    return format(shown, f"{'+' if sign and shown != 0.0 else ''},.{_decimals(shown, unit)}f")


def _decimals(shown: float, unit: str) -> int:
    if per_cent(unit):
        return 1 if abs(shown) >= 1.0 or shown == 0.0 else 2
    if abs(shown) >= 1000.0 or shown == round(shown):
        return 0
    return 1 if abs(shown) >= 1.0 else 2 if abs(shown) >= 0.1 else 3


def unit_of(unit: str, language: Language = "en") -> str:
    """Return a unit as it stands at an axis.

    >>> unit_of("share of villages"), unit_of("share"), unit_of("1"), unit_of("months")
    ('% of villages', '%', '', 'months')
    """
    if language == "zh":
        return UNITS_ZH.get(unit, unit_of(unit))
    if per_cent(unit):
        return "%" + unit.removeprefix("share")
    return "" if unit == "1" else unit


def unit_of_change(unit: str, language: Language = "en") -> str:
    """Return the unit of a difference as it stands at an axis.

    >>> unit_of_change("share of villages"), unit_of_change("months", "zh")
    ('percentage points', '个月')
    """
    if per_cent(unit):
        return {"en": "percentage points", "zh": "个百分点"}[language]
    return unit_of(unit, language)


def reached_said(share: float, language: Language = "en") -> str:
    """Return what stands beside the mean of a time that not all runs reached; nothing where all did.

    >>> reached_said(0.25), reached_said(1.0), reached_said(math.nan), reached_said(0.0, "zh")
    (' (reached in 25 % of runs)', '', '', '（没有一次运行达到）')
    """
    if math.isnan(share) or share >= 1.0:
        return ""
    if language == "zh":
        return f"（{100.0 * share:.0f}% 的运行达到）" if share > 0.0 else "（没有一次运行达到）"
    return f" (reached in {100.0 * share:.0f} % of runs)" if share > 0.0 else " (never reached)"


def interval(found: Paired, unit: str, language: Language = "en") -> str:
    """Return the interval of a difference without its unit, or that all pairs are alike, which gives none.

    >>> from sim.analyses.paired import paired
    >>> interval(paired(np.array([1.0, 2.0, 3.0])), "months"), interval(paired(np.ones(8)), "months")
    ('-0.48 to +4.5', 'alike in all 8 pairs')
    """
    if found.alike:
        return f"{found.n} 对均相同" if language == "zh" else f"alike in all {found.n} pairs"
    return span(found.low, found.high, unit, sign=True, language=language)


def chance(share: float, low: float, high: float, language: Language = "en") -> str:
    """Return a share of pairs with its interval.

    >>> chance(0.9, 0.55, 0.998), chance(math.nan, math.nan, math.nan)
    ('90 % (55 to 100)', '–')
    """
    if math.isnan(share):
        return MISSING
    said, to = percent_sign(language), "至" if language == "zh" else "to"
    return f"{100.0 * share:.0f}{said} ({100.0 * low:.0f} {to} {100.0 * high:.0f})"


def about(needed: tuple[float, float], language: Language = "en") -> str:
    """Return a range of pairs, as in "about 20 to 45".

    >>> about((20.0, 45.0)), about((4.0, 4.0))
    ('20 to 45', '4')
    """
    low, high = (f"{end:,.0f}" for end in needed)
    return low if low == high else f"{low} {'至' if language == 'zh' else 'to'} {high}"


NEVER = (math.nan, math.nan)


def verdict(
    kind: Kind, found: Paired, margin: float, unit: str, needed: tuple[float, float] = NEVER, language: Language = "en"
) -> str:
    """Return a verdict in words, which mean the same everywhere.

    Parameters
    ----------
    needed
        Between how many pairs would decide; missing if that cannot be said.

    >>> from sim.analyses.paired import paired
    >>> some = paired(np.array([-1.0, 0.0, 2.0, 1.0]))
    >>> verdict("open", some, 0.5, "points", (20.0, 45.0))
    'not distinguishable with 4 pairs; about 20 to 45 would do'
    >>> verdict("same", some, 0.01, "share")
    'practically the same (inside 1.0 pp)'
    >>> verdict("same", paired(np.zeros(8)), 0.01, "share")
    'the same in all 8 pairs; at most 31 % of pairs can differ (95 %)'
    >>> verdict("open", some, 0.5, "points", (20.0, 45.0), "zh")
    '4 对重复尚无法区分；约需 20 至 45 对'
    """
    say = _VERDICTS[language]
    words = KINDS_ZH if language == "zh" else {"same": "practically the same", "open": "not distinguishable"}
    said = {
        "kind": words.get(kind, kind), "n": found.n, "s": "s" * (found.n != 1), "needed": about(needed, language),
        "margin": change(margin, unit, language).removeprefix("+"), "others": f"{100.0 * found.others:.0f}",
        "least": LEAST,
    }  # fmt: skip
    key: str = kind
    if found.alike and found.n >= LEAST:
        key = "none" if found.mean == 0.0 else "too few alike" if kind == "open" else "alike"
    elif kind == "open":
        key = "too few" if found.n < LEAST else "open" if math.isnan(needed[0]) else "would do"
    return say.get(key, "{kind}").format(**said)


_VERDICTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "none": "the same in all {n} pairs; at most {others} % of pairs can differ (95 %)",
        "alike": "{kind}, by one amount in all {n} pairs; at most {others} % of pairs can differ (95 %)",
        "too few alike": "not distinguishable: one amount in all {n} pairs, and it takes at least 6",
        "same": "{kind} (inside {margin})",
        "too few": "{kind} with {n} pair{s}; it takes at least {least}",
        "open": "{kind} with {n} pairs",
        "would do": "{kind} with {n} pairs; about {needed} would do",
    },
    "zh": {
        "none": "{n} 对结果完全相同；至多 {others}% 的对可能不同（95%）",
        "alike": "{kind}，{n} 对差异均为同一数值；至多 {others}% 的对可能不同（95%）",
        "too few alike": "{n} 对差异均为同一数值，至少需要 6 对才能区分",
        "same": "{kind}（差异在 {margin}以内）",
        "too few": "{n} 对重复尚无法区分；至少需要 {least} 对",
        "open": "{n} 对重复尚无法区分",
        "would do": "{n} 对重复尚无法区分；约需 {needed} 对",
    },
}

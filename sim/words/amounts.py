"""Numbers and verdicts as a reader is told them, in English and Chinese."""

from __future__ import annotations

import math
from collections.abc import Iterable

from sim.paired import LEAST, Kind, Paired
from sim.words import LANGUAGES, say, texts
from sim.words import Language as Language

MISSING = "–"


class Title(str):
    """A title, which a text may want in small letters, as in ``{one:low}``."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        """Return the title, in small letters if the form says so."""
        return self.lower() if form == "low" else super().__format__(form)


def joined(sign: str, parts: Iterable[str], language: Language) -> str:
    """Return parts with a sign between them.

    >>> joined("semicolon", ["one", "other"], "en")
    'one; other'
    """
    return say(f"sign.{sign}", language).join(parts)


def both(key: str) -> str:
    """Return a text in English, then in Chinese, as pages in both languages have it."""
    return " ".join(say(key, language) for language in LANGUAGES)


def term(word: str, language: Language) -> str:
    """Return what a region, a state of a village or a group of people is called; names nobody translated stay.

    >>> term("west", "en"), term("hill", "zh")
    ('west', 'hill')
    """
    return texts("word", language).get(word, word)


def kind_said(kind: str, language: Language) -> str:
    """Return what a verdict is called, without its numbers.

    >>> kind_said("same", "en"), kind_said("better", "en")
    ('practically the same', 'better')
    """
    return say(f"verdict.kind.{kind}", language)


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
    return say("unit.percent", language)


def change(value: float, unit: str, language: Language = "en") -> str:
    """Return a difference with its sign and unit.

    >>> change(-0.0312, "share"), change(2.0, "months")
    ('-3.1 pp', '+2 months')
    """
    sign = say("unit.pp", language) if per_cent(unit) else unit_of(unit, language)
    return MISSING if math.isnan(value) else f"{plain(value, unit, sign=True)} {sign}".rstrip()


def span(low: float, high: float, unit: str, sign: bool = False, language: Language = "en") -> str:
    """Return an interval without its unit.

    >>> span(0.1, 0.234, "share"), span(-2.0, 3.5, "months", sign=True), span(math.nan, math.nan, "months")
    ('10.0 to 23.4', '-2 to +3.5', '–')
    """
    return MISSING if math.isnan(low) else from_to(plain(low, unit, sign), plain(high, unit, sign), language)


def from_to(low: object, high: object, language: Language = "en") -> str:
    """Return both ends of something.

    >>> from_to(3, 8)
    '3 to 8'
    """
    return say("unit.span", language, low=low, high=high)


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
    if unit in (known := texts("unit.outcome", language)):
        return known[unit]
    if per_cent(unit):
        return "%" + unit.removeprefix("share")
    return "" if unit == "1" else unit


def unit_of_change(unit: str, language: Language = "en") -> str:
    """Return the unit of a difference as it stands at an axis.

    >>> unit_of_change("share of villages"), unit_of_change("months")
    ('percentage points', 'months')
    """
    return say("unit.percentage points", language) if per_cent(unit) else unit_of(unit, language)


def reached_said(share: float, language: Language = "en") -> str:
    """Return what stands beside the mean of a time that not all runs reached; nothing where all did.

    >>> reached_said(0.25), reached_said(1.0), reached_said(math.nan), reached_said(0.0)
    (' (reached in 25 % of runs)', '', '', ' (never reached)')
    """
    if math.isnan(share) or share >= 1.0:
        return ""
    if share > 0.0:
        return say("unit.reached", language, share=f"{100.0 * share:.0f}")
    return say("unit.never reached", language)


def interval(found: Paired, unit: str, language: Language = "en") -> str:
    """Return the interval of a difference without its unit, or that all pairs are alike, which gives none.

    >>> from sim.paired import paired
    >>> interval(paired(np.array([1.0, 2.0, 3.0])), "months"), interval(paired(np.ones(8)), "months")
    ('-0.48 to +4.5', 'alike in all 8 pairs')
    """
    if found.alike:
        return say("unit.alike", language, n=found.n)
    return span(found.low, found.high, unit, sign=True, language=language)


def chance(share: float, low: float, high: float, language: Language = "en") -> str:
    """Return a share of pairs with its interval.

    >>> chance(0.9, 0.55, 0.998), chance(math.nan, math.nan, math.nan)
    ('90 % (55 to 100)', '–')
    """
    if math.isnan(share):
        return MISSING
    ends = from_to(f"{100.0 * low:.0f}", f"{100.0 * high:.0f}", language)
    return f"{100.0 * share:.0f}{percent_sign(language)} ({ends})"


def about(needed: tuple[float, float], language: Language = "en") -> str:
    """Return a range of pairs, as in "about 20 to 45".

    >>> about((20.0, 45.0)), about((4.0, 4.0))
    ('20 to 45', '4')
    """
    low, high = (f"{end:,.0f}" for end in needed)
    return low if low == high else from_to(low, high, language)


NEVER = (math.nan, math.nan)


def verdict(
    kind: Kind, found: Paired, margin: float, unit: str, needed: tuple[float, float] = NEVER, language: Language = "en"
) -> str:
    """Return a verdict in words, which mean the same everywhere.

    Parameters
    ----------
    needed
        Between how many pairs would decide; missing if that cannot be said.

    >>> from sim.paired import paired
    >>> some = paired(np.array([-1.0, 0.0, 2.0, 1.0]))
    >>> verdict("open", some, 0.5, "points", (20.0, 45.0))
    'not significant with 4 pairs; about 20 to 45 would be enough'
    >>> verdict("same", some, 0.01, "share")
    'practically the same (within 1.0 pp)'
    >>> verdict("same", paired(np.zeros(8)), 0.01, "share")
    'identical in all 8 pairs; at most 31 % of pairs can differ (95 %)'
    """
    key: str = kind
    if found.alike and found.n >= LEAST:
        key = "none" if found.mean == 0.0 else "too few alike" if kind == "open" else "alike"
    elif kind == "open":
        key = "too few" if found.n < LEAST else "open" if math.isnan(needed[0]) else "would do"
    about_, inside = about(needed, language), change(margin, unit, language).removeprefix("+")
    values = {"kind": kind_said(kind, language), "others": f"{100.0 * found.others:.0f}", "least": LEAST}
    return say(f"verdict.{key}", language, n=found.n, needed=about_, margin=inside, **values)

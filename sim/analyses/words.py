"""Numbers and verdicts as a reader is told them, in English and Chinese."""

from __future__ import annotations

import math

from sim.analyses.paired import LEAST, Kind

MISSING = "–"
KINDS_ZH = {
    "better": "更好",
    "worse": "更差",
    "higher": "更高",
    "lower": "更低",
    "same": "实际相同",
    "flat": "各对差异相同，无法估计误差",
    "open": "无法区分",
    "missing": "无数据",
}


def per_cent(unit: str) -> bool:
    """Return whether numbers of this unit are shown as per cent, and their changes as percentage points.

    >>> per_cent("share of villages"), per_cent("points")
    (True, False)
    """
    return unit == "share" or unit.startswith("share ")


def amount(value: float, unit: str) -> str:
    """Return a value with the short form of its unit.

    >>> amount(0.1234, "share of villages"), amount(1234.5, "yuan"), amount(61.52, "points"), amount(3.0, "1")
    ('12.3 %', '1,234 yuan', '61.5 points', '3')
    """
    sign = "%" if per_cent(unit) else unit_of(unit)
    return MISSING if math.isnan(value) else f"{plain(value, unit)} {sign}".rstrip()


def change(value: float, unit: str) -> str:
    """Return a difference with its sign and unit.

    >>> change(-0.0312, "share"), change(2.0, "months")
    ('-3.1 pp', '+2 months')
    """
    sign = "pp" if per_cent(unit) else unit_of(unit)
    return MISSING if math.isnan(value) else f"{plain(value, unit, sign=True)} {sign}".rstrip()


def span(low: float, high: float, unit: str, sign: bool = False) -> str:
    """Return an interval without its unit.

    >>> span(0.1, 0.234, "share"), span(-2.0, 3.5, "months", sign=True), span(math.nan, math.nan, "months")
    ('10.0 to 23.4', '-2 to +3.5', '–')
    """
    return MISSING if math.isnan(low) else f"{plain(low, unit, sign)} to {plain(high, unit, sign)}"


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


def unit_of(unit: str) -> str:
    """Return a unit as it stands at an axis.

    >>> unit_of("share of villages"), unit_of("share"), unit_of("1"), unit_of("months")
    ('% of villages', '%', '', 'months')
    """
    if per_cent(unit):
        return "%" + unit.removeprefix("share")
    return "" if unit == "1" else unit


def verdict(kind: Kind, margin: float, unit: str, pairs: int, needed: float) -> str:
    """Return a verdict in English words, which mean the same everywhere.

    >>> verdict("open", 0.5, "points", 8, 41.0)
    'not distinguishable with 8 pairs; about 41 would do'
    >>> verdict("same", 0.01, "share", 8, 8.0)
    'practically the same (inside 1.0 pp)'
    """
    if kind == "same":
        return f"practically the same (inside {change(margin, unit).removeprefix('+')})"
    if kind == "flat":
        return f"no spread in {pairs} pairs: how sure it is cannot be said"
    if kind == "open" and pairs < LEAST:
        return f"not distinguishable with {pairs} pair{'' if pairs == 1 else 's'}; it takes at least {LEAST}"
    if kind == "open":
        enough = "" if math.isnan(needed) else f"; about {needed:,.0f} would do"
        return f"not distinguishable with {pairs} pairs{enough}"
    return kind

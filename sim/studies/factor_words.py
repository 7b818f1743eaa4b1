"""What factors are called, and how their values are told, in English and Chinese: pages name no paths in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.policies.levers import levers
from sim.reading import names_zh
from sim.reading.factor import DUMMY, Factor
from sim.reading.study import Study
from sim.words import Language, say, texts
from sim.words.amounts import amount, from_to, joined, per_cent, term, unit_of

CLEARER: Mapping[str, str] = {
    "uncertainties.disputes.special_static": "Share of the push of special members left under a static rule",
    "uncertainties.disputes.special_dynamic": "Share of the push of special members left under a dynamic rule",
    "uncertainties.handover.fades": "Time in which asking the former secretary falls to 1/e",
    "uncertainties.handover.learning": "Growth of a community worker's local knowledge",
    "uncertainties.migration.services": "How much good services raise the chance to return",
    "uncertainties.vote.veto_aggrieved": "Aggrieved households above which a residents' council stops the plan",
    "world.regions.*.unclear_spread": "Spread of unclear titles between villages",
    "world.regions.*.debt": "Mean debt of villages with debt",
}
"""English names of numbers whose meaning leans on the one declared before them."""
SILENT = ("1", "flag", "word", "ratio", "elasticity", "distance", "distance per unit")
"""Units that are left unsaid behind a number."""


def named(factor: Factor, language: Language = "en") -> str:
    """Return what a factor is called; its meaning where nobody translated it.

    >>> one = Factor("uncertainties.work.unclear", 0.0, 1.0, meaning="Extra rights work")
    >>> named(one)
    'Task work: extra rights work'
    """
    return _chinese_name(factor) if language == "zh" else _english_name(factor)


def called(name: str, factors: Sequence[Factor], language: Language = "en") -> str:
    """Return what stands for a name under which an effect is reported: of a factor, a group, the dummy or a pair.

    >>> some = [Factor("world.regions.*.unclear", 0.0, 1.0, meaning="Unclear titles")]
    >>> called("dummy", ()), called("world.regions.*.unclear*dummy", some)
    ('Dummy: chance alone', 'Unclear titles × Dummy: chance alone')
    """
    known = {DUMMY, *(one.together for one in factors)}
    pairs = [(name[:n], name[n + 1 :]) for n, sign in enumerate(name) if sign == "*" and name not in known]
    for pair in pairs:
        if known.issuperset(pair):
            return " × ".join(called(part, factors, language) for part in pair)
    if name == DUMMY:
        return say("study.dummy", language)
    found = next((one for one in factors if one.path == name and not one.group), None)
    if found is not None:
        return named(found, language)
    return texts("mechanism", language).get(name, name)


def brief(name: str, longest: int) -> str:
    """Return a name of so many signs at most, cut behind a word.

    >>> brief("Cases: open visible cases per household above which work on rights stops", 46)
    'Cases: open visible cases per household above…'
    """
    if len(name) <= longest:
        return name
    return name[: name.rindex(" ", 0, longest)].rstrip(" ,;:") + "…"


def _english_name(factor: Factor) -> str:
    parts = factor.path.split(".")
    said = CLEARER.get(factor.path) or factor.meaning or factor.path
    if parts[0] == "uncertainties":
        return f"{texts('mechanism', 'en').get(parts[1], parts[1])}: {_lower_first(said)}"
    if parts[:2] == ["world", "regions"] and parts[2] != "*":
        return f"{term(parts[2], 'en').capitalize()}: {_lower_first(said)}"
    if parts[:2] == ["policy", "levers"]:
        return f"{_name_lever(parts[2], 'en')}: {_lower_first(said)}"
    return said[:1].upper() + said[1:]


def _chinese_name(factor: Factor) -> str:
    parts = factor.path.split(".")
    last, said = parts[-1], factor.meaning or factor.path
    if parts[0] == "uncertainties":
        number = texts("number", "zh").get(f"{parts[1]}.{last}", said)
        return joined("colon", (texts("mechanism", "zh").get(parts[1], parts[1]), number), "zh")
    if parts[:2] == ["world", "regions"]:
        where = [] if parts[2] == "*" else [term(parts[2], "zh")]
        return joined("colon", (*where, names_zh.names("world.regions").get(last, said)), "zh")
    if parts[:2] == ["policy", "levers"]:
        said = say("study.intensity", "zh") if last == "intensity" else said
        return joined("colon", (_name_lever(parts[2], "zh"), said), "zh")
    return names_zh.names(".".join(parts[:2])).get(last, said)


def _lower_first(text: str) -> str:
    """Return a text as it goes on after a colon; what is written in capitals stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _name_lever(name: str, language: Language) -> str:
    known = levers()
    return known[name].title[language] if name in known else name


def told(value: float, factor: Factor, study: Study, language: Language = "en") -> str:
    """Return a factor's value with its unit: shares as per cent, dates as months of the calendar."""
    if factor.unit == "date":
        return study.cases[0].scenario.clock.label(round(value))
    if per_cent(factor.unit):
        return amount(value, "share", language)
    return f"{_format_number(value)} {unit(factor, language)}".rstrip()


def reach(factor: Factor, study: Study, language: Language = "en") -> str:
    """Return the range of a factor, or what it chooses from."""
    if factor.options:
        return ", ".join(choices(factor, study, language))
    whole = per_cent(factor.unit) or factor.unit == "date"
    low = told(factor.low, factor, study, language) if whole else _format_number(factor.low)
    return from_to(low, told(factor.high, factor, study, language), language)


def choices(factor: Factor, study: Study, language: Language = "en") -> list[str]:
    """Return the listed values of a factor with their units."""
    return [one if factor.words else told(one, factor, study, language) for one in factor.options]


def _format_number(value: float) -> str:
    return f"{value:,.3g}" if abs(value) < 1000.0 else f"{value:,.0f}"


def unit(factor: Factor, language: Language = "en") -> str:
    """Return the unit of a factor as it stands behind its values.

    >>> unit(Factor("a", 0, 1, unit="months")), unit(Factor("a", 0, 1, unit="ratio"))
    ('months', '')
    """
    if factor.unit in SILENT:
        return ""
    if language == "zh":
        known = {**texts("number_unit", "zh"), **texts("unit.behind", "zh")}
        return known.get(factor.unit) or unit_of(factor.unit, "zh")
    return "" if factor.unit == "date" else unit_of(factor.unit)

"""Tell where two lives part ways, and how far apart they end."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.columns.households import Households
from sim.columns.villages import STAGES
from sim.lives.parting import Pair, Parting
from sim.lives.phrases import HEADS, STAGE_NAMES, TERM_NAMES
from sim.lives.record import Event, Life
from sim.lives.telling import Teller, points, term_value
from sim.lives.words import COLUMNS, REASONS, VALUES, Language

CODES = {"ballot": "ballot", "case": "case", "escalated": "case"} | dict.fromkeys(
    (name for name, column in Households.declarations().items() if column.unit == "flag"), "flag"
)
MONTHS = ("offered", "last_attended")
REASONS_TOLD = 3
TERMS_TOLD = 4


def told_apart(one: Life, other: Life, found: Parting | None, language: Language) -> tuple[str, list[str]]:
    """Return head and lines of the section on where two lives part ways."""
    here, there = Teller(one, language), Teller(other, language)
    name = other.case.scenario.title[language]
    if found is None:
        return here.say(HEADS, "versus"), [here.phrase("never", other=name)]
    both = here.phrase("two", one=one.case.scenario.title[language], two=name)
    return here.say(HEADS, "versus"), [both, *_parting(here, there, found, name), *_ends(here, there)]


def _parting(here: Teller, there: Teller, found: Parting, name: str) -> Iterator[str]:
    labels = here.life.labels
    pairs = [_term(here, pair) for pair in found.terms[:TERMS_TOLD]]
    if found.terms_month is not None:
        yield here.phrase("terms_part", month=labels[found.terms_month], terms=here.joined(pairs))
    if found.village_month is not None:
        told = {"one": _events(here, found.village[0]), "two": _events(there, found.village[1])}
        yield here.phrase("village_parts", month=labels[found.village_month], **told)
    column = _column(here, found.column)
    unseen = "_unseen" if column["one"] == column["two"] else ""
    yield here.phrase(f"parts_ways{unseen}", month=labels[found.month], other=name, **column)
    for pair in [each for each in found.reasons if len(set(_numbers(each))) == 2][:REASONS_TOLD]:
        reason, (one, two) = here.say(REASONS, pair.name), _numbers(pair)
        yield f"  {here.phrase('by_reason', reason=reason, one=one, two=two)}"
    if found.seen is not None and found.seen_month is not None and found.seen != found.column:
        yield here.phrase("seen", month=labels[found.seen_month], **_column(here, found.seen))


def _column(teller: Teller, pair: Pair) -> dict[str, str]:
    """Return a column of the household and its two values in words."""
    worded = pair.name in CODES or pair.name in MONTHS
    one, two = (_state(teller, pair.name, at) for at in (pair.one, pair.other)) if worded else _numbers(pair)
    return {"column": teller.say(COLUMNS, pair.name), "one": one, "two": two}


def _term(teller: Teller, pair: Pair) -> str:
    one, two = (_by_calendar(teller, pair.name, value) for value in (pair.one, pair.other))
    return teller.phrase("term_pair", term=teller.say(TERM_NAMES, pair.name), one=one, two=two)


def _by_calendar(teller: Teller, name: str, value: float) -> str:
    if name == "due":
        return teller.life.case.scenario.clock.label(int(value)) if value >= 0.0 else "–"
    return term_value(name, value)


def _events(teller: Teller, events: tuple[Event, ...]) -> str:
    return " ".join(teller.event(event) for event in events) or teller.phrase("nothing")


def _state(teller: Teller, name: str, value: float) -> str:
    """Return the value of a column of the household: a code as a word, a month by the calendar."""
    if name in CODES:
        return teller.say(VALUES, f"{CODES[name]}.{value:.0f}")
    return teller.life.case.scenario.clock.label(int(value)) if value > 0.0 else "–"


def _numbers(pair: Pair) -> tuple[str, str]:
    """Return two numbers in four digits, for most shares a hundredth of a percentage point; great ones rounded.

    Pairs that look the same in them are numerical dust to a reader: a difference far behind the point that came along
    many neighbours. Of such a pair the numbers are not told.

    >>> _numbers(Pair("support", 0.60331, 0.60339)), _numbers(Pair("support", 0.25, math.nan))
    (('0.6033', '0.6034'), ('0.25', '–'))
    >>> _numbers(Pair("support", 0.60492302, 0.60492304)), _numbers(Pair("dividend", 12345.6, 12346.7))
    (('0.6049', '0.6049'), ('12346', '12347'))
    """
    one, other = (_number(value) for value in (pair.one, pair.other))
    return one, other


def _number(value: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{value:.0f}" if abs(value) >= 1000.0 else f"{value:.4g}"


def _ends(here: Teller, there: Teller) -> Iterator[str]:
    one, two = here.life.months[-1], there.life.months[-1]
    apart = {
        name: f"{100.0 * (two.household[name] - one.household[name]):+.1f}" for name in ("support", "trust", "fairness")
    }
    content = [life.household["satisfaction"] for life in (one, two)]
    yield here.phrase(
        "apart", satisfaction=f"{content[1] - content[0]:+.1f}", one=points(content[0]), two=points(content[1]), **apart
    )
    stages = [here.say(STAGE_NAMES, STAGES[int(life.village["stage"])]) for life in (one, two)]
    yield here.phrase("apart_stage", one=stages[0], two=stages[1])
    yield here.phrase("votes", one=_votes(here), two=_votes(there))


def _votes(teller: Teller) -> str:
    told = [f"{teller.life.labels[each.month]} {teller.did(each)}" for each in teller.life.ballots]
    return teller.joined(told) or teller.phrase("no_vote")

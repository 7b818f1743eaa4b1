"""What a sensitivity study found, in words: the answer, and what would settle what is open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.reading.factor import DUMMY
from sim.reading.study import DIFFERENCE, Asked
from sim.studies.factor_words import called, told
from sim.studies.responses import declared
from sim.studies.sensitivity.indices import LEAST, MAIN, MOST, Index, Indices
from sim.studies.standing import standing
from sim.words import Language, say
from sim.words.amounts import amount, change, from_to, joined, plain, span

if TYPE_CHECKING:
    from sim.studies.sensitivity.finding import SensitivityFinding

NAMED = 6
"""Factors named in a sentence."""
EFFECTS = ("mu", "mu_star", "sigma")
"""Indices in the unit of the outcome."""


def index_words(mine: Indices, language: Language = "en") -> str:
    """Return what the main index is called, and what became of luck where a point has one replication."""
    index = say(f"sensitivity.index.{MAIN[mine.sampled.method]}", language)
    if mine.with_luck:
        return say("sensitivity.with luck", language, index=index)
    return say("sensitivity.beyond luck", language, index=index) if mine.noise.number == 1 else index


def said(index: Index, asked: Asked, language: Language = "en") -> str:
    """Return the value of an index as one reads it."""
    if index.index in EFFECTS:
        return change(index.value, declared(asked).unit, language).lstrip("+")
    return f"{index.value:.2f}" if abs(index.value) >= 0.005 else f"{round(index.value, 4) + 0.0:.1g}"


def interval(index: Index, asked: Asked, language: Language = "en") -> str:
    """Return the interval of an index in the form of its value."""
    if index.index not in EFFECTS:
        return from_to(f"{index.low:.2f}", f"{index.high:.2f}", language)
    unit = declared(asked).unit
    sign = change(0.0, unit, language).partition(" ")[2]
    return f"{span(index.low, index.high, unit, language=language)} {sign}".rstrip()


def answer(found: SensitivityFinding, key: str, language: Language = "en") -> list[str]:
    """Return the answer: how the outcome stands over all points, what it hangs on, where it flips."""
    hangs = trend_sentences(found, key, language) or _what_matters(found, key, language)
    return [_describe_standing(found, key, language), *hangs, *_describe_flips(found, key, language)]


def _describe_standing(found: SensitivityFinding, key: str, language: Language) -> str:
    asked, means = found.asked[key], found.results[key]
    outcome = declared(asked)
    if asked.of == DIFFERENCE:
        return standing(means, outcome, outcome.margin, found.study, language)
    known = means[np.isfinite(means)]
    levels = float(np.mean(known)), *(float(np.percentile(known, end)) for end in (5, 95))
    middle, low, high = (amount(level, outcome.unit, language) for level in levels)
    return say("sensitivity.level", language, points=len(known), middle=middle, low=low, high=high)


def _what_matters(found: SensitivityFinding, key: str, language: Language) -> list[str]:
    mine, asked = found.found[key], found.asked[key]
    strong, small, open_ = (mine.by(verdict) for verdict in ("influential", "small", "undecided"))
    by_name = {each.factor: each for each in mine.main}

    def list_names(names: Sequence[str], value: bool = True) -> str:
        parts = [
            called(one, found.study.factors, language) + f" ({said(by_name[one], asked, language)})" * value
            for one in names[:NAMED]
        ]
        return _list_parts(parts, len(names), language)

    index, number = index_words(mine, language), len(mine.main) - 1
    first = "sensitivity.matter" if strong else "sensitivity.none matters"
    lines = [say(first, language, number=number, n=len(strong), index=index, names=list_names(strong))]
    if small:
        lines.append(say("sensitivity.small", language, least=LEAST, names=list_names(small)))
    if open_:
        lines.append(say("sensitivity.undecided", language, names=list_names(open_, value=False)))
    return lines


def trend_sentences(found: SensitivityFinding, key: str, language: Language = "en") -> list[str]:
    """Return which numbers the outcome goes with in a line, by how much over the whole range; nothing if none does."""
    sure, unit = found.sure_trends(key), declared(found.asked[key]).unit
    if not sure:
        return []
    said_of = [
        say("sensitivity.trend", language, name=called(each.factor, found.study.factors, language),
            change=change(each.effect.mean, unit, language))
        for each in sure[:NAMED]
    ]  # fmt: skip
    names, many = _list_parts(said_of, len(sure), language), len(found.trends[key]) - 1
    return [say("sensitivity.trends", language, n=len(sure), many=many, names=names)]


def _list_parts(parts: Sequence[str], number: int, language: Language) -> str:
    """Return the parts that are named, and how many there are if that is not all."""
    names = joined("semicolon", parts, language)
    if number <= NAMED:
        return names
    return say("sensitivity.more", language, names=names, more=number - NAMED, all=number)


def _describe_flips(found: SensitivityFinding, key: str, language: Language) -> list[str]:
    """Return where the difference changes its sign along what matters, where both signs are told from zero."""
    straight = [each.factor for each in found.sure_trends(key)]
    strong = dict.fromkeys((*straight, *(name for name in found.found[key].by("influential") if name != DUMMY)))
    if found.asked[key].of != DIFFERENCE or not strong:
        return []
    curves = {name: curve for name in strong if (curve := found.slope(key, name)) is not None}
    lines = []
    for name in curves:
        if flips := found.flips(key, name):
            where = joined("and", (told(flip, found.factors[name], found.study, language) for flip in flips), language)
            word = called(name, found.study.factors, language)
            lines.append(say("sensitivity.flip", language, name=word, where=where))
    if lines:
        said_ = [say("sensitivity.flips", language, all=joined("semicolon", lines, language))]
        return said_ if found.study.own_luck else [*said_, say("sensitivity.shared luck", language)]
    return [say("sensitivity.no flip" if curves else "sensitivity.groups", language)]


def advice(found: SensitivityFinding, key: str, language: Language = "en") -> list[str]:
    """Return the share of luck, what more would settle, and what had to be left out."""
    mine, lost = found.found[key], found.lost[key]
    lines = []
    if found.sure_trends(key):
        first = _what_matters(found, key, language)[0]
        lines.append(say("sensitivity.blunter", language, line=f"{first[:1].lower()}{first[1:]}"))
    lines.append(_describe_luck(mine, language))
    wanted = {
        "samples": (mine.more_samples, mine.sampled.samples),
        "replications": (mine.more_replications, mine.noise.number),
    }
    if parts := [_say_how_many(what, *numbers, language) for what, numbers in wanted.items() if numbers[0]]:
        lines.append(say("sensitivity.settle", language, parts=say("sensitivity.and", language).join(parts)))
    elif mine.widest <= LEAST and not mine.impossible:  # settled: none is wide, and none is what no share can be
        lines.append(say("sensitivity.enough", language))
    lines += [*_describe_sizes(mine, language), *_write_caveats(mine, language)]
    return [*lines, say("sensitivity.lost", language, lost=lost)] if lost else lines


def _describe_luck(mine: Indices, language: Language) -> str:
    """Return how much of the spread of single runs is luck, if one replication a point does not hide it."""
    share, number = mine.noise.seed_share, mine.noise.number
    if math.isnan(share):
        return say("sensitivity.once with luck" if mine.with_luck else "sensitivity.once", language)
    key = "sensitivity.luck on grid" if mine.sampled.method == "morris" else "sensitivity.luck"
    return say(key, language, share=plain(share, "share"), number=number)


def _write_caveats(mine: Indices, language: Language) -> Iterator[str]:
    """Yield how many of many idle factors pass by chance, how much hangs on a seed, and what SALib warns of."""
    number = len(mine.main) - 1
    if number >= 20:
        yield say("sensitivity.idle", language, number=number, passing=number / 40)
    if mine.reseeded:
        yield say("sensitivity.reseeded", language, by=mine.reseeded)
    if mine.warned:
        yield say("sensitivity.warned", language, words="; ".join(mine.warned)[:300])


def _describe_sizes(mine: Indices, language: Language) -> Iterator[str]:
    """Yield which indices are sampling error, and how far sizes are from being settled."""
    if mine.impossible:
        yield say("sensitivity.impossible", language, n=len(mine.impossible))
    if wanted := mine.settling_samples:
        about = _say_how_many("samples", wanted, mine.sampled.samples, language)
        yield say("sensitivity.wide", language, wide=mine.widest, least=LEAST, about=about)


def _say_how_many(what: str, wanted: int, now: int, language: Language) -> str:
    """Return how many would do, or that even very many would not be known to."""
    least = " at least" * (wanted >= MOST * now)
    return say(f"sensitivity.{what}{least}", language, wanted=wanted, now=now)

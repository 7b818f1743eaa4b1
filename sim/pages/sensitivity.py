"""A sensitivity study as a Markdown page: question, answer in both languages, figures, table, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.studies.factor_words import called
from sim.studies.responses import declared
from sim.studies.sensitivity.finding import SensitivityFinding
from sim.studies.sensitivity.indices import Index
from sim.studies.sensitivity.sentences import advice, index_words, interval, said
from sim.studies.study_words import answers, factors_table, head, what_was_run
from sim.words import pairs, say
from sim.words.amounts import both, change, span

ROWS = 15
"""Factors in the table of an outcome."""
HEADS = tuple(f"sensitivity.head.{name}" for name in ("change", "interval", "low", "high"))


def page(found: SensitivityFinding, folder: str, command: str) -> str:
    """Return the page.

    Parameters
    ----------
    folder
        Where its figures stand, beside the page.
    command
        By which command it is made again.
    """
    lines = [*head(found.study, command)]
    titles = {key: (found.title(key), found.title(key, "zh")) for key in found.found}
    lines += answers(titles, {key: (found.answer(key), found.answer(key, "zh")) for key in found.found})
    for number, key in enumerate(found.found, start=1):
        lines += _outcome(found, key, folder, "" if len(found.found) == 1 else f".{number}")
    lines += [
        text
        for key, reason in found.untold.items()
        for text in ("", say("sensitivity.untold", "en", title=found.title(key), reason=reason))
    ]
    runs = len(found.points.rows) * found.study.replications * len(found.study.names)
    lines += what_was_run(found.study, runs)
    lines += factors_table(found.study)
    return "\n".join(lines) + "\n"


def _outcome(found: SensitivityFinding, key: str, folder: str, many: str) -> Iterator[str]:
    yield from ("", f"## {found.title(key)} {found.title(key, 'zh')}", "")
    yield from (" ".join(advice(found, key)), "", "".join(advice(found, key, "zh")), "")
    mine = found.found[key]
    drawn = [
        *(["trends"] if found.trends.get(key) else []),
        "indices",
        *(["plane"] if mine.spreads else []),
    ]
    drawn += ["slopes"] if found.curves(key) else []
    drawn += ["through_time"] if len(found.through_time.get(key, {})) > 1 else []
    drawn += ["convergence"] if len(mine.convergence) > 1 else []
    for name in drawn:
        yield from (f"![{say(f'sensitivity.figure.{name}', 'en')}]({folder}/{name}{many}.png)", "")
    yield from _trends(found, key)
    heads = [*pairs("sensitivity.head")["factor"], f"{index_words(mine)} {index_words(mine, 'zh')}"]
    heads += [both("sensitivity.head.interval"), both("sensitivity.head.verdict")]
    yield from (f"| {' | '.join(heads)} |", "|---|---|--:|---|---|")
    asked, factors = found.asked[key], found.study.factors
    for each in _rows(mine.main):
        names = f"{called(each.factor, factors)} | {called(each.factor, factors, 'zh')}"
        verdict = both(f"sensitivity.verdict.{each.verdict}")
        yield f"| {names} | {said(each, asked)} | {interval(each, asked)} | {verdict} |"
    if len(mine.main) > ROWS + 1:
        yield from ("", say("sensitivity.smaller", "en", number=len(mine.main) - ROWS - 1))


def _trends(found: SensitivityFinding, key: str) -> Iterator[str]:
    """Yield the linear trends that are told from chance, and the outcome at both ends of the factor's range."""
    sure, unit = found.sure_trends(key), declared(found.asked[key]).unit
    if not sure:
        return
    heads = (*pairs("sensitivity.head")["number"], *map(both, HEADS), say("sensitivity.head.holm", "en"))
    yield from (f"| {' | '.join(heads)} |", "|---|---|--:|---|--:|--:|--:|")
    factors = found.study.factors
    for each in sure:
        names = f"{called(each.factor, factors)} | {called(each.factor, factors, 'zh')}"
        ends = " | ".join(change(one.mean, unit) for one in (each.start, each.end))
        within = span(each.effect.low, each.effect.high, unit, sign=True)
        yield f"| {names} | {change(each.effect.mean, unit)} | {within} | {ends} | {each.p_holm:.2g} |"
    yield from ("", say("sensitivity.averaged", "en"), "")


def _rows(main: Sequence[Index]) -> list[Index]:
    return [*main[:-1][:ROWS], main[-1]]

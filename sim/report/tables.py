"""The tables of the report: numbers as a reader is told them, each with the number itself beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from sim.judging.resting import KINDS, Number, counts
from sim.paired import paired
from sim.reading import names_zh
from sim.statistics.compare import Difference
from sim.statistics.finding import DOUBT, Finding
from sim.statistics.outcomes import Outcome
from sim.statistics.over_run import over_run
from sim.statistics.tails import VILLAGES
from sim.words import say as text
from sim.words import texts
from sim.words.amounts import (
    MISSING,
    Language,
    amount,
    chance,
    change,
    interval,
    joined,
    kind_said,
    per_cent,
    percent_sign,
    plain,
    reached_said,
    span,
    term,
    unit_of,
    unit_of_change,
)

Say = Callable[..., str]
MOST_ROWS = 12_000
"""Rows of data a chart may carry."""
WIDEST_BASIS = 90
"""Signs of a reason that are shown."""
WIDE = re.compile(r"[\u4e00-\u9fff]")
"""Chinese signs."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the number it shows where it shows one, and how it looks."""

    text: str
    value: float | None = None
    look: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows; the first column names the row."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def speaker(language: Language) -> Say:
    """Return what says the words of the report in a language."""
    return lambda key, **values: text(f"report.{key}", language, **values)


def results(finding: Finding, scenario: str, names: Sequence[str], language: Language) -> Table:
    """Return what one scenario changes against the baseline in some outcomes, for a quick reader."""
    say = speaker(language)
    both = (finding.baseline, scenario)
    heads = [say("result"), *(finding.title(name, language) for name in both), say("difference"), say("verdict")]
    rows = []
    for each in _of(finding, scenario, names):
        cells = [Cell(_titled(each.outcome, language)), *(_level(finding, name, each, language) for name in both)]
        ends = interval(each.found, each.outcome.unit, language)
        said = change(each.found.mean, each.outcome.unit, language)
        rows.append([*cells, Cell(f"{said} ({ends})", each.found.mean), _verdict(each, language)])
    return Table(heads, rows)


def all_results(finding: Finding, scenario: str, language: Language) -> Table:
    """Return every outcome of one scenario against the baseline, with all that the statistics say."""
    say = speaker(language)
    keys = ("result", "difference", "interval", "pairs better", "holm", "pairs", "verdict")
    rows = []
    for each in _of(finding, scenario, list(finding.ends.outcomes)):
        unit, found = each.outcome.unit, each.found
        better = Cell(chance(each.p_better, *each.p_better_ends, language), each.p_better)
        holm = Cell(_number(each.p_holm, "{:.3f}"), each.p_holm)
        rows.append([
            Cell(_titled(each.outcome, language)), Cell(change(found.mean, unit, language), found.mean),
            Cell(interval(found, unit, language)), better, holm, Cell(str(found.n), found.n), _verdict(each, language),
        ])  # fmt: skip
    return Table([say(key) for key in keys], rows)


def levels(finding: Finding, language: Language) -> Table:
    """Return what the runs of each scenario come to in the outcomes shown first."""
    say = speaker(language)
    rows = []
    for row in finding.summary.to_dict("records"):
        outcome = finding.declared[row["outcome"]]
        if outcome.name in finding.key:
            ends = (("ci_low", "ci_high"), ("p10", "p90"))
            spans = (span(row[low], row[high], outcome.unit, language=language) for low, high in ends)
            seldom = reached_said(finding.reached(row["scenario"], outcome.name), language)
            mean = Cell(amount(row["mean"], outcome.unit, language) + seldom, row["mean"])
            names = (finding.title(row["scenario"], language), _titled(outcome, language, unit=False))
            rows.append([*map(Cell, names), mean, *map(Cell, spans)])
    return Table([say(key) for key in ("scenario", "result", "mean", "interval", "spread")], rows)


def for_whom(finding: Finding, language: Language) -> Table:
    """Return what changes for whom."""
    say = speaker(language)
    rows = []
    for each in finding.for_whom:
        unit, found = each.outcome.unit, each.found
        if found.n == 0:
            continue
        said = f"{change(found.mean, unit, language)} ({interval(found, unit, language)}){DOUBT * each.doubtful}"
        rows.append([
            Cell(term(each.member, language)), Cell(term(each.dimension, language)),
            Cell(finding.title(each.scenario, language)), Cell(_titled(each.outcome, language, unit=False)), Cell(said),
            Cell(kind_said(each.kind, language), look=each.kind),
        ])  # fmt: skip
    return Table([say(key) for key in ("group", "kind of group", "scenario", "result", "difference", "verdict")], rows)


def worth(finding: Finding, language: Language) -> Table:
    """Return what is gained and what it costs."""
    say = speaker(language)
    rows = []
    for row in finding.beside["worth"].to_dict("records"):
        outcome = finding.declared[row["outcome"]]
        gain = change(row["gain"], outcome.unit, language)
        gained = span(row["gain_low"], row["gain_high"], outcome.unit, sign=True, language=language)
        cost = span(row["cost_low"], row["cost_high"], "yuan", sign=True, language=language)
        rows.append([
            Cell(finding.title(row["scenario"], language)), Cell(_titled(outcome, language, unit=False)),
            Cell(f"{gain} ({gained})", row["gain"]),
            Cell(f"{plain(row['cost_difference'], 'yuan', sign=True)} ({cost})", row["cost_difference"]),
            Cell(_priced(row["cost_per_gain"], outcome.unit, language), row["cost_per_gain"]),
            Cell(chance(row["better_cheaper"], row["both_low"], row["both_high"], language), row["better_cheaper"]),
        ])  # fmt: skip
    return Table([say(key) for key in ("scenario", "result", "gain", "cost", "cost per gain", "better cheaper")], rows)


def _priced(ratio: float, unit: str, language: Language) -> str:
    """Return what one unit as it is shown costs: of shares one percentage point, not all hundred.

    >>> _priced(3400.0, "share of villages", "en"), _priced(64.4, "points", "en")
    ('34 per percentage point', '64.4 per point')
    """
    if math.isnan(ratio):
        return MISSING
    named = unit_of_change(unit, language)
    said = plain(ratio / 100.0 if per_cent(unit) else ratio, "yuan")
    return text("report.per", language, yuan=said, unit=SINGLE.get(named, named))


SINGLE = {
    "percentage points": "percentage point", "points": "point", "months": "month",
    "cases per 1,000 households": "case per 1,000 households",
}  # fmt: skip


def tails(finding: Finding, language: Language) -> Table:
    """Return how bad it gets, in the outcomes shown first."""
    say = speaker(language)
    rows = []
    for row in finding.beside["tails"].to_dict("records"):
        outcome = finding.declared[row["outcome"]]
        if outcome.name not in (*finding.key, *VILLAGES) or math.isnan(row["worst_tenth"]):
            continue
        ends = span(row["ci_low"], row["ci_high"], outcome.unit, sign=True, language=language)
        apart = change(row["mean_difference"], outcome.unit, language) + f" ({ends})" * (ends != MISSING)
        base = row["scenario"] == finding.baseline
        rows.append([
            Cell(_titled(outcome, language, unit=False)), Cell(say(f"of {row['of']}")),
            Cell(finding.title(row["scenario"], language)),
            Cell(amount(row["worst_tenth"], outcome.unit, language), row["worst_tenth"]),
            Cell(say("baseline")) if base else Cell(apart, row["mean_difference"]),
        ])  # fmt: skip
    return Table([say(key) for key in ("result", "of", "scenario", "mean", "difference")], rows)


def robustness(finding: Finding, language: Language) -> Table:
    """Return how each scenario stands in each world, in the outcomes shown first."""
    say = speaker(language)
    rows = []
    for row in finding.beside["robustness"].to_dict("records"):
        outcome = finding.declared[row["outcome"]]
        if outcome.name in finding.key and row["n_worlds"]:
            regrets = [Cell(change(row[key], outcome.unit, language).lstrip("+"), row[key]) for key in REGRETS]
            form = "{:.0f}" + percent_sign(language)
            shares = [Cell(form.format(100.0 * row[key]), row[key]) for key in ("satisfied", "rank_1")]
            title = Cell(finding.title(row["scenario"], language))
            rows.append(
                [Cell(_titled(outcome, language, unit=False)), title, *regrets, *shares, Cell(str(row["n_worlds"]))]
            )
    keys = ("result", "scenario", "mean regret", "max regret", "satisfied", "best", "worlds")
    return Table([say(key) for key in keys], rows)


REGRETS = ("mean_regret", "max_regret")


def rests_on(found: Sequence[Number], language: Language) -> Table:
    """Return how many numbers of each part of the model rest on what."""
    say = speaker(language)
    per = counts(found)
    rows = [
        [Cell(say(part)), *(Cell(str(kinds[kind]), kinds[kind]) for kind in KINDS), Cell(str(sum(kinds.values())))]
        for part, kinds in per.items()
    ]
    sums = {kind: sum(kinds[kind] for kinds in per.values()) for kind in KINDS}
    last = [Cell(str(sums[kind]), sums[kind]) for kind in KINDS]
    rows.append([Cell(say("sum")), *last, Cell(str(sum(sums.values())))])
    return Table([say("part"), *(say(kind) for kind in KINDS), say("sum")], rows)


def own_numbers(found: Sequence[Number], titles: Callable[[str], str], language: Language) -> Table:
    """Return the numbers that the scenarios set themselves."""
    say = speaker(language)
    rows = []
    for each in found:
        if not each.default:
            ends = f"{each.low} – {each.high}" if each.low else ""
            where = say("comma").join(map(titles, each.scenarios))
            rows.append([
                Cell(names_zh.name(each.path) if language == "zh" else each.meaning), Cell(_shown(each.value)),
                Cell(_declared_unit(each.unit, language)), Cell(ends), Cell(say(each.kind), look=each.kind),
                Cell(_basis(each.why, language)), Cell(where), Cell(each.path),
            ])  # fmt: skip
    return Table([say(key) for key in ("number", "value", "unit", "range", "kind", "why", "scenario", "place")], rows)


def _declared_unit(unit: str, language: Language) -> str:
    if unit == "1":
        return ""
    return texts("number_unit", "zh").get(unit, unit) if language == "zh" else unit


def _shown(value: object) -> str:
    return f"{value:,g}" if isinstance(value, float) else str(value)


def _basis(why: str, language: Language) -> str:
    """Return a reason, shortened; of a place in a file the name of the file alone, as others have other folders.

    Reasons stand in one language alone: beside Chinese words English ones are marked as the original.

    >>> _basis("a good quarter", "en"), _basis("E12", "zh")
    ('a good quarter', 'E12')
    """
    name = PurePath(why).name if "/" in why and " " not in why else why
    name = name if len(name) <= WIDEST_BASIS else name[: WIDEST_BASIS - 1] + "…"
    return text("report.reason", language, reason=name) if " " in name and not WIDE.search(name) else name


def _of(finding: Finding, scenario: str, names: Sequence[str]) -> list[Difference]:
    mine = {each.outcome.name: each for each in finding.differences if each.scenario == scenario}
    return [mine[name] for name in names if name in mine]


def _titled(outcome: Outcome, language: Language, unit: bool = True) -> str:
    """Return a title with its unit, and over what time it counts if not in the last month alone."""
    said = unit_of(outcome.unit, language) if unit else ""
    if language == "zh":
        said = said.replace("\uff08", "\uff0c").removesuffix("\uff09")  # no brackets inside brackets
    inner = joined("semicolon", (part for part in (said, over_run(outcome, language)) if part), language)
    title = outcome.title[language]
    return text("report.titled", language, title=title, inner=inner) if inner else title


def _level(finding: Finding, scenario: str, each: Difference, language: Language) -> Cell:
    share = finding.reached(scenario, each.outcome.name)
    mean = math.nan if share == 0.0 else paired(finding.ends.of(scenario, each.outcome.name)).mean
    return Cell(plain(mean, each.outcome.unit) + reached_said(share, language), mean)


def _verdict(each: Difference, language: Language) -> Cell:
    return Cell(each.said(language) + DOUBT * each.doubtful, look=each.kind)


def _number(value: float, form: str) -> str:
    return MISSING if math.isnan(value) else form.format(value)


def shares_over_time(finding: Finding) -> pd.DataFrame:
    """Return the data of the fans: quantiles over the runs, by scenario, region, outcome and month.

    Where that is more than a page should carry, it is given for each quarter, of single regions for each December.
    """
    names = [name for name in finding.key if name in finding.cube.outcomes]
    frame = finding.timeseries[(finding.timeseries["group"] == "all") & finding.timeseries["outcome"].isin(names)]
    by = frame.groupby(["scenario", "region", "outcome", "month"], observed=True, sort=False)["value"]
    if by.ngroups > MOST_ROWS:
        month = frame["month"].astype(str).str[-2:]
        kept = (month == "12") | (month.isin(["03", "06", "09"]) & (frame["region"] == "all"))
        by = frame[kept].groupby(["scenario", "region", "outcome", "month"], observed=True, sort=False)["value"]
    return pd.DataFrame({f"p{percent}": by.quantile(percent / 100.0) for percent in (5, 25, 50, 75, 95)}).reset_index()

"""The pages that hold real places against their simulation, written from the runs and never by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows
from sim.judging import hubei, longquan
from sim.judging.case_study import SPREAD, Lives, Pattern, turned, verdict
from sim.paired import paired
from sim.words.amounts import MISSING, amount, change, interval, plain, span, unit_of

SIGN = {"=": "", "~": "about ", ">=": "more than ", "<=": "at most "}
HOW = (
    f"A place is one history: what was counted there matches when it lies between the {100 * SPREAD[0]:.0f} % and the "
    f"{100 * SPREAD[1]:.0f} % quantile of single runs. *Put in*: the scenario or a default rests on this very number, "
    "so that it proves nothing. *Partly put in*: a price or a share of it does. Brackets hold 95 % intervals of the "
    "mean. No assumed number of the scenario was chosen by what its runs gave; each names its claim or its reason "
    "there."
)
COUNTERPARTS = {
    "declared": "villages declared", "communities": "13 and those declared", "people": "77,900 and those declared",
    "per community": "persons a planned community", "standard": "posts a community is to get",
    "staff": "posts in all 22 villages", "posts": "posts filled since 2021-01", "former": "former cadres in office",
    "part-time": "part of the job done beside another", "experienced": "in office for 3 years or more",
    "newcomers": "in office for less than a year", "wage": "wage of a post", "budget": "running money a community",
    "backlog": "cost of facilities missing", "years": "the same over running money",
    "offices": "communities with less than full supply", "reformed": "share reform finished",
    "separated": "registered elsewhere, village 1", "disputing": "households that ever opened a case",
    "suing": "households that ever went to court", "delay": "later than the same village with clear titles",
}  # fmt: skip
"""What a look measures, in the words of the table."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A pattern and its counterpart in each run; nothing where there is none."""

    pattern: Pattern
    values: Rows

    @property
    def verdict(self) -> str:
        """Whether the two agree, in words."""
        return verdict(self.pattern, self.values)


def rows(patterns: Sequence[Pattern], found: Lives, more: Mapping[str, Rows] | None = None) -> list[Row]:
    """Return the patterns with what runs come to.

    Parameters
    ----------
    more
        Counterparts that are no look of a single run, by name.
    """
    made = []
    for pattern in patterns:
        if pattern.look in (more or {}):
            made.append(Row(pattern, (more or {})[pattern.look]))
        elif pattern.look:
            made.append(Row(pattern, found.at(pattern.look, pattern.month, pattern.since)))
        else:
            made.append(Row(pattern, np.empty(0)))
    return made


def longquan_page(found: Lives, varied: Mapping[str, Lives], command: str) -> str:
    """Return the page of Longquan.

    Parameters
    ----------
    found
        Runs of the scenario.
    varied
        Runs under other assumptions, by name.
    """
    runs = found.values.shape[0]
    made = rows(longquan.patterns(), found)
    lines = [
        "# Longquan: 22 villages become communities at once", "", f"Made by `{command}`; do not edit by hand.", "",
        "Longquan, a town in Zhejiang, merged all of its 22 urban villages into communities by the end of 2022; in "
        "May 2023 the city's consultative conference published what it had found there. It is the only source with "
        "counts from one real place. `scenarios/cases/longquan.yaml` founds its villages; the 15 new communities are "
        f"simulated, the 13 old ones are not. {HOW} {runs} replications.", "",
        "![Longquan](figures/longquan.png)", "",
        "## What was counted, and what the runs give", "", *_table(made), "",
        "## What the survey says in words", "", *_signs(found), "",
        *_sections(made),
        "## What would have to be otherwise for the plates to change in time", "", *_variants(varied), "",
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def hubei_page(arms: Sequence[Lives], by_unclear: Mapping[float, tuple[Lives, Lives]], command: str) -> str:
    """Return the page of Hubei.

    Parameters
    ----------
    arms
        Runs with rights undefined, defined along the way, first, and always, in this order.
    by_unclear
        Share of unclear titles -> runs with that share, and the runs with clear titles of the same luck.
    """
    undefined, titled = arms[0], arms[-1]
    made = rows(hubei.patterns(), undefined, {"delay": hubei.delay(undefined, titled)})
    homes = float(np.mean(undefined.at("households", hubei.END)))
    lines = [
        "# Hubei: a village whose homestead rights were not defined", "",
        f"Made by `{command}`; do not edit by hand.", "",
        "A plan template tells of a village in Hubei where more than 300 households went into dispute, because what "
        "was to become of their homesteads had not been defined, and of a conversion 18 months late. Nothing else is "
        f"known of it: `scenarios/cases/hubei.yaml` is a village of the centre with {homes:.0f} households. {HOW} "
        f"{undefined.values.shape[0]} replications.", "",
        "![Hubei](figures/hubei.png)", "",
        "## What is claimed, and what the runs give", "", *_table(made), "",
        *_sections(made),
        "## What defining rights changes", "", *_arms(arms), "",
        "## By the share of unclear titles", "", *_by_unclear(by_unclear), "",
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _table(made: Sequence[Row]) -> Iterator[str]:
    """Yield claim, source, observed, simulated and whether they match."""
    yield "| what the source says | claim | observed | measured as | simulated | 80 % of runs | matches? |"
    yield "|---|---|--:|---|--:|--:|---|"
    for row in made:
        pattern = row.pattern
        observed = f"{SIGN[pattern.relation]}{_whole(pattern.observed, pattern.unit)}"
        cells = (pattern.says, f"`{pattern.evidence}`", observed, *_simulated(row), row.verdict)
        yield f"| {' | '.join(cells)} |"


def _simulated(row: Row) -> tuple[str, str, str]:
    """Return what is measured, its mean with interval, and its spread over runs, in words."""
    pattern, known = row.pattern, paired(row.values)
    if known.n == 0:
        return MISSING, MISSING, MISSING
    numbers = (known.mean, known.low, known.high, *np.nanquantile(row.values, SPREAD))
    mean, low, high, few, many = (_short(float(value), pattern.unit) for value in numbers)
    level = f"{mean} ({low} to {high})" if known.sd > 0.0 else mean  # the same in all runs: nothing to estimate
    return f"{COUNTERPARTS[pattern.look]}, {pattern.month}", level, f"{few} to {many}"


def _short(value: float, unit: str) -> str:
    """Return a number without its unit, large sums of money in millions.

    >>> _short(2392857.0, "yuan"), _short(12.0, "cadres")
    ('2.39 million', '12')
    """
    return f"{value / 1e6:.2f} million" if unit == "yuan" and not math.isnan(value) else plain(value, unit)


def _whole(value: float, unit: str) -> str:
    """Return a number with its unit.

    >>> _whole(1.0, "villages"), _whole(1e7, "yuan"), _whole(0.5, "share")
    ('1 village', '10.00 million yuan', '50.0 %')
    """
    if unit == "yuan":
        return f"{_short(value, unit)} yuan"
    return amount(value, unit.removesuffix("s") if value == 1.0 else unit)


def _sections(made: Sequence[Row]) -> Iterator[str]:
    """Yield what does not match and why, what was put in, and what the model does not hold."""
    tested = [row for row in made if row.pattern.role in ("follows", "partly put in")]
    yield from ("## What does not match and why", "", _right(tested), "")
    wrong = [row for row in tested if not row.verdict.startswith("yes")]
    yield from (f"- **{row.pattern.says}** ({row.verdict}). {row.pattern.note}" for row in wrong)
    kept = {"put in": "## What was put in", "not represented": "## What the model does not represent"}
    matched = [f"- {row.pattern.says}. {row.pattern.note}" for row in tested if row.verdict.startswith("yes")]
    if matched:
        yield from ("", "## What matches, and how little that may prove", "", *matched)
    for role, head in kept.items():
        mine = [row.pattern for row in made if row.pattern.role == role and row.pattern.note]
        if mine:
            yield from ("", head, "", *(f"- {pattern.says}. {pattern.note}" for pattern in mine))
    yield ""


def _right(tested: Sequence[Row]) -> str:
    """Say how many numbers come out right, and how many of these prove little."""
    right = [row.pattern for row in tested if row.verdict.startswith("yes")]
    bounds = sum(pattern.relation in ("<=", ">=") for pattern in right)
    partly = sum(pattern.role == "partly put in" for pattern in right)
    said = (
        f"{len(right)} of the {len(tested)} numbers that were not put in {_verb(len(right), 'comes', 'come')} out right"
    )
    if not right:
        return f"{said}."
    kinds = [f"{bounds} {_verb(bounds, 'is a bound', 'are bounds')}, which the runs only had to keep"] if bounds else []
    spread = len(right) - bounds
    kinds += [f"{spread} {_verb(spread, 'lies', 'lie')} inside the spread of runs"] if spread else []
    kinds += [f"{partly} {_verb(partly, 'rests', 'rest')} in part on the claim itself"] if partly else []
    return f"{said}: {'; '.join(kinds)}."


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _signs(found: Lives) -> Iterator[str]:
    yield "| what the survey says | section | from, to | mean change (95 % interval) | as said? |"
    yield "|---|---|---|--:|---|"
    for sign in longquan.SIGNS:
        said, mean, low, high = turned(sign, found)
        unit = sign.unit
        moved = f"{change(mean, unit)} ({span(low, high, unit, sign=True)})"
        yield f"| {sign.says} | {sign.section} | {sign.before}, {sign.after} | {moved} | {said} |"
    yield ""
    yield "The mechanisms behind these rows were built after such words: they are seen at work here, not put to a test."


def _variants(varied: Mapping[str, Lives]) -> Iterator[str]:
    """Yield what other assumptions about speed would give."""
    runs = min(found.values.shape[0] for found in varied.values())
    yield (
        f"Number of the 22 villages in {longquan.END} under other values of what the survey leaves open ({runs} runs "
        "each, 95 % intervals of the mean). They are shown to find the cause, none was taken into the scenario."
    )
    yield ""
    yield "| | declared | stopped by open disputes | declared in name only | share reform finished |"
    yield "|---|" + "--:|" * len(longquan.VARIED)
    for name, found in varied.items():
        cells = []
        for look in longquan.VARIED:
            known = paired(found.at(look, longquan.END))
            cells.append(f"{plain(known.mean, 'villages')} ({span(known.low, known.high, 'villages')})")
        yield f"| {name} | {' | '.join(cells)} |"


def _arms(arms: Sequence[Lives]) -> Iterator[str]:
    """Yield what the ways of defining rights come to, as paired differences from the village as it was."""
    yield (
        "The lever `homestead_three_steps` titles homesteads, raises the offer by a tenth and makes it household by "
        "household. *Along the way* it begins with the conversion, *first* two years before it, on the same date of "
        "the conversion; *always* is the village with 8 % unclear titles and no lever. Differences are paired by "
        "luck. The two years before cost time that the months from the start do not count."
    )
    yield ""
    yield "| | undefined | along the way | first | always |"
    yield "|---|--:|--:|--:|--:|"
    for name, (title, unit) in hubei.UNITS.items():
        base = hubei.came_to(arms[0], name)
        known = paired(base)
        cells = [f"{plain(known.mean, unit)} ({span(known.low, known.high, unit)})"]
        for arm in arms[1:]:
            gap = paired(hubei.came_to(arm, name) - base)
            cells.append(f"{change(gap.mean, unit)} ({interval(gap, unit)})")
        yield f"| {title} ({unit_of(unit)}) | {' | '.join(cells)} |"


def _by_unclear(by_unclear: Mapping[float, tuple[Lives, Lives]]) -> Iterator[str]:
    runs = min(found.values.shape[0] for found, _ in by_unclear.values())
    yield f"The same village with other shares of unclear titles, {runs} runs each; 0.9 is the scenario."
    yield ""
    yield "| unclear titles | households in dispute | 80 % of runs | months late | 80 % of runs |"
    yield "|--:|--:|--:|--:|--:|"
    for share, (found, titled) in by_unclear.items():
        cells = []
        for values, unit in ((found.at("disputing", hubei.END), "households"), (hubei.delay(found, titled), "months")):
            known, (low, high) = paired(values), np.quantile(values, SPREAD)
            cells += [f"{plain(known.mean, unit)} ({span(known.low, known.high, unit)})", span(low, high, unit)]
        yield f"| {100 * share:.0f} % | {' | '.join(cells)} |"

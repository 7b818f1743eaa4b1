"""The page that says what each strategy is good and bad at, written from the runs and never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.paired import paired
from sim.statistics.balance import OUTCOMES as BALANCE
from sim.statistics.compare import Difference
from sim.statistics.cube import ALL
from sim.statistics.finding import DOUBT, Finding
from sim.statistics.outcomes import Outcome
from sim.studies.load_map import USUAL, VILLAGES, WAVE, grid
from sim.words.amounts import MISSING, amount, change, interval, plain, span, unit_of

SHOWN = (
    "substantive_coverage", "nameplate_share", "insufficient_consultation", "disputes", "petitions", "satisfaction",
    "satisfaction_over_time", "service_level", "months_to_substantive_50", "cost",
)  # fmt: skip
"""Outcomes of the tables; of all of them more or less is better."""
BY_REGION = ("substantive_coverage", "nameplate_share", "disputes", "satisfaction", "service_level")
CURVE = ("nominal_coverage", "substantive_coverage", "satisfaction", "satisfaction_over_time")
GROUPS = (
    ("better", "Better"),
    ("worse", "Worse"),
    ("same", "Practically the same"),
    ("open", "Not significant"),
)
SPARED = ("disputes", "petitions", "cost")
SCARCE = (
    "Where hands are fewest small waves do worse: at their date villages are near enough to the end to be declared "
    "unfinished, while all at once most are so far behind that they are declared years late, and whole."
)
FEWER = "It converts fewer villages: disputes, petitions and costs of those left out do not arise."
HOW = (
    "Every strategy is run on the national world of three regions over ten years, with the same people, network and "
    "luck in each replication. Values are those of the last month, or of the whole run where the name says so (over "
    "time, months to). Brackets hold 95 % intervals of the mean; differences are paired by replication. ° marks a "
    "difference that would not hold at 95 % with all comparisons of this page's first table taken together (Holm). "
    "The numbers rest on the assumptions listed by `gaiju parameters`: read them as what follows from these, not as "
    "forecasts."
)


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What the page is written from.

    Attributes
    ----------
    found
        The comparison; its baseline is what the others are measured against.
    does
        What each scenario does, in a sentence.
    balance
        The table of ``balance.csv``.
    curve
        Finding of voluntary application by quorum, and the quorum of each of its scenarios.
    load
        The table of the load map.
    command
        The command that makes the page.
    """

    found: Finding
    does: Mapping[str, str]
    balance: pd.DataFrame
    curve: tuple[Finding, Mapping[str, float]]
    load: pd.DataFrame
    command: str


def page(made: Material) -> str:
    """Return the Markdown page."""
    found = made.found
    runs = len(found.cube.replications)
    lines = [
        "# What each strategy is good and bad at", "", f"Made by `{made.command}`; do not edit by hand.", "",
        f"{HOW} {runs} replications.", "",
        "## All strategies", "", *_table(found, SHOWN), "",
        "## Ranks", "", *_ranks(found), "",
        "## By region", "", *_regions(found),
        "## Balance", "", *_balance(made.balance, found), "",
        "## One by one, against " + found.title(found.baseline).lower(), "", *_paragraphs(made),
        "## Villages apply: the quorum", "", *_curve(*made.curve), "",
        "## How many at once, with how many staff", "", *_load(made.load), "",
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _table(found: Finding, names: Sequence[str], region: str = ALL) -> Iterator[str]:
    """Yield a table of strategies x outcomes."""
    heads = [f"{found.declared[name].title['en']} ({unit_of(found.declared[name].unit)})" for name in names]
    yield "| strategy | " + " | ".join(heads) + " |"
    yield "|---|" + "--:|" * len(names)
    for scenario in found.scenarios:
        cells = [_cell(found, scenario, found.declared[name], region) for name in names]
        yield f"| {found.title(scenario)} | {' | '.join(cells)} |"


def _cell(found: Finding, scenario: str, outcome: Outcome, region: str) -> str:
    values = paired(found.ends.of(scenario, outcome.name, region), outcome.bounds)
    if values.n == 0:
        return "–"
    ends = "all runs alike" if values.alike else span(values.low, values.high, outcome.unit)
    return f"{plain(values.mean, outcome.unit)} ({ends})"


def _ranks(found: Finding) -> Iterator[str]:
    """Yield the table of ranks by mean."""
    yield "1 is best; = cannot be told from the best (95 %, paired), or lies inside the margin that matters."
    yield ""
    yield "| strategy | " + " | ".join(found.declared[name].title["en"] for name in SHOWN) + " |"
    yield "|---|" + "--:|" * len(SHOWN)
    written = {name: ranks(found, found.declared[name]) for name in SHOWN}
    for scenario in found.scenarios:
        yield f"| {found.title(scenario)} | {' | '.join(written[name][scenario] for name in SHOWN)} |"


def ranks(found: Finding, outcome: Outcome) -> dict[str, str]:
    """Return each strategy's rank in one outcome, as it is written: with = where it cannot be told from the best."""
    values = {scenario: found.ends.of(scenario, outcome.name) for scenario in found.scenarios}
    sign = -1.0 if outcome.better == "higher" else 1.0
    means = {scenario: sign * paired(own).mean for scenario, own in values.items()}
    order = sorted((scenario for scenario in means if not np.isnan(means[scenario])), key=means.__getitem__)
    written = dict.fromkeys(means, "–")
    for scenario in order:
        place = 1 + sum(means[other] < means[scenario] for other in order)
        gap = paired(values[scenario] - values[order[0]])
        close = not gap.told or abs(gap.mean) <= outcome.margin
        written[scenario] = f"{place}{' =' * (close and place > 1)}"
    return written


def _regions(found: Finding) -> Iterator[str]:
    for region in found.cube.regions:
        if region != ALL:
            yield from (f"### {region.capitalize()}", "", *_table(found, BY_REGION, region), "")


def _balance(table: pd.DataFrame, found: Finding) -> Iterator[str]:
    """Yield how evenly services and money are spread."""
    yield from (f"- `{name}`: {meaning}." for name, (_, meaning) in BALANCE.items())
    yield ""
    yield "| strategy | " + " | ".join(f"`{name}`" for name in BALANCE) + " |"
    yield "|---|" + "--:|" * len(BALANCE)
    rows = {(row["scenario"], row["outcome"]): row for row in table.to_dict("records")}
    for scenario in found.scenarios:
        cells = [f"{r['mean']:.3f} ({_ends(r['ci_low'], r['ci_high'])})" for r in (rows[scenario, n] for n in BALANCE)]
        yield f"| {found.title(scenario)} | {' | '.join(cells)} |"
    money = [rows[scenario, "money_east_to_rest"]["mean"] for scenario in found.scenarios]
    if max(money) - min(money) < 0.001:
        yield from ("", "Money per head follows the regions' own means: no strategy moves it.")


def _ends(low: float, high: float) -> str:
    return MISSING if np.isnan(low) else f"{low:.3f} to {high:.3f}"


def _paragraphs(made: Material) -> Iterator[str]:
    found = made.found
    for scenario in found.scenarios:
        yield from (f"### {found.title(scenario)}", "", made.does[scenario])
        if scenario == found.baseline:
            yield from ("This is what the others are measured against.", "")
            continue
        mine = [each for each in found.differences if each.scenario == scenario and each.outcome.name in SHOWN]
        mine.sort(key=lambda each: SHOWN.index(each.outcome.name))
        yield from _groups(mine)
        yield from (FEWER, "") if _spared(mine) else ("",)


def _groups(mine: Sequence[Difference]) -> Iterator[str]:
    """Yield a sentence for each thing that can be said, with the outcomes of which it can be said."""
    for kind, word in GROUPS:
        said = [_said(each) for each in mine if each.kind == kind]
        if said:
            yield f"{word}: {'; '.join(said)}."
    missing = [each.outcome.title["en"].lower() for each in mine if each.kind == "missing"]
    if missing:
        yield f"Without any case to count: {', '.join(missing)}."


def _spared(mine: Sequence[Difference]) -> bool:
    """Return whether a strategy does less, and looks better where doing less is enough for that."""
    kinds = {each.outcome.name: each.kind for each in mine}
    return kinds["substantive_coverage"] == "worse" and "better" in (kinds[name] for name in SPARED)


def _said(each: Difference) -> str:
    """Return the name of an outcome with its difference and interval."""
    name, unit, found = each.outcome.title["en"].lower(), each.outcome.unit, each.found
    if each.kind == "same":
        return name
    return f"{name} {change(found.mean, unit)}{DOUBT * each.doubtful} ({interval(found, unit)})"


def _curve(found: Finding, quorums: Mapping[str, float]) -> Iterator[str]:
    """Yield what becomes of voluntary application as the quorum rises."""
    yield "Villages apply when a poll shows a quorum of all households in favour."
    ends = [found.ends.of(name, CURVE[0]) for name in quorums]
    low, *_, high = quorums.values()
    fall = paired(ends[0] - ends[-1], found.declared[CURVE[0]].gaps)
    yield (
        f"From a quorum of {100 * low:.0f} % to one of {100 * high:.0f} % nominal coverage falls by "
        f"{100 * fall.mean:.0f} points ({100 * fall.low:.0f} to {100 * fall.high:.0f}):"
    )
    yield ""
    yield "| quorum | " + " | ".join(found.declared[name].title["en"] for name in CURVE) + " |"
    yield "|---|" + "--:|" * len(CURVE)
    for scenario, quorum in quorums.items():
        yield f"| {100 * quorum:.0f} % | {' | '.join(_cell(found, scenario, found.declared[n], ALL) for n in CURVE)} |"


def _load(table: pd.DataFrame) -> Iterator[str]:
    """Yield the picture of the load map and its nameplates in numbers."""
    found = grid(table, "nameplate_share")
    runs = int(table["n"].max())
    fast, slow = found.iloc[-1], found.iloc[0]
    yield (
        f"One county of {VILLAGES} villages, taken by lot in equal waves that are each due after {WAVE} months; {runs} "
        f"runs a point. At the usual {USUAL:g} outside staff-months a village, all villages at once bring "
        f"{amount(fast[USUAL], 'share')} nameplates, {found.index[0]} at a time {amount(slow[USUAL], 'share')}; at "
        f"{found.columns[0]:g} it is {amount(fast.iloc[0], 'share')} and {amount(slow.iloc[0], 'share')}, at "
        f"{found.columns[-1]:g} {amount(fast.iloc[-1], 'share')} and {amount(slow.iloc[-1], 'share')}."
    )
    if slow.iloc[0] > fast.iloc[0]:
        yield SCARCE
    yield from ("", "![load map](figures/load_map.png)", "")
    yield "| nameplates among declared villages | " + " | ".join(f"staff {staff:g}" for staff in found.columns) + " |"
    yield "|---|" + "--:|" * len(found.columns)
    rows = {
        (r["at_once"], r["outside_staff"]): r for r in table[table["outcome"] == "nameplate_share"].to_dict("records")
    }
    for at_once in found.index:
        cells = (rows[at_once, staff] for staff in found.columns)
        said = [f"{plain(r['mean'], 'share')} ({span(r['ci_low'], r['ci_high'], 'share')})" for r in cells]
        yield f"| {at_once} at once | {' | '.join(said)} |"

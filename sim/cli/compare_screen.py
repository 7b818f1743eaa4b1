"""What ``gaiju compare`` shows on the terminal."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.cli.experiments import Made
from sim.cli.screen import NARROW, failures, level, named, screen, seldom, table
from sim.designs.replications import beside_policy, differences
from sim.measures.families import FAMILIES
from sim.statistics.answer import answer
from sim.statistics.compare import Difference
from sim.statistics.finding import DOUBT, Finding
from sim.statistics.precision import reached
from sim.statistics.tails import ENOUGH
from sim.words.amounts import change, interval, plain

COLOURS = {"better": "blue", "worse": "dark_orange3", "open": "dim", "missing": "dim"}
NARROW_COLUMN = 11
LEAST_NAME, LEAST_VERDICT, GAPS = 12, 15, 8
"""Signs of a column of names at least, of a verdict's longest word, and between five columns."""
MOST_SAID = 10
SIGNS = {"led": "-", "lost": "+", "same": "=", "undecided": "?", "absent": ""}
LEGEND = "+ better than, - worse than, = same as, ? too close to call against"


def few(lines: Sequence[str]) -> list[str]:
    """Return the first lines, and how many more there are."""
    more = [f"and {len(lines) - MOST_SAID} more"] if len(lines) > MOST_SAID else []
    return [*lines[:MOST_SAID], *more]


def show(made: Made, verbose: bool) -> None:
    """Print the answer of a comparison, and with ``verbose`` the tables behind it."""
    console, found = screen(), made.finding
    for line in unlike_lines(made):
        console.print(f"note: {line}", soft_wrap=True)
    _print_answer(console, found)
    if len(found.scenarios) > 2:
        console.print(_levels(found))
        console.print()
    if verbose:
        for scenario in found.scenarios[1:]:
            console.print(_verdicts(found, scenario, console.width))
            console.print()
        _print_reading(console, found)
        _print_tails(console, made)
    _print_precision(console, made)
    if made.directory.failed:
        console.print(failures(made.directory.failed, made.directory.path), soft_wrap=True)
    tables = (made.directory.path / name for name in ("summary.csv", "compare.csv"))
    reports = (made.report,) if made.report else ()
    for path in (*made.pictures, *tables, *reports) if verbose else reports:
        console.print(str(path), soft_wrap=True)
    console.print(f"{made.directory.path}{'' if verbose else '  (-v prints all outcomes and files)'}", soft_wrap=True)


def _print_answer(console: Console, found: Finding) -> None:
    """Print the headline, and below it each part with its sentences as a list."""
    told = answer(found)
    console.print(Text(told.headline, style="bold"))
    console.print()
    for heading, said in told.parts:
        if len(said) == 1:
            console.print(Text.assemble((f"{heading}: ", "bold"), said[0]))
        else:
            console.print(Text(f"{heading}:", style="bold"))
            for one in said:
                console.print(Padding(Text(f"- {one}"), (0, 0, 0, 2)))
    console.print()


def _levels(found: Finding) -> Table:
    """Return all scenarios by their main outcomes, each with what it is against the one that is spoken of."""
    told = found.recommendation
    names = [name for name in told.families if name not in told.absent]
    heads = [FAMILIES[name].title["en"] if name in FAMILIES else name for name in names]
    title = f"Over {told.months / 12:.3g} years, discounted; {LEGEND} {found.title(told.one)}"
    made = table("scenario", *heads, title=title)
    for scenario in (told.one, *(name for name in found.scenarios if name != told.one)):
        rival = told.rival if scenario == told.one else scenario
        of = {each.outcome: each for each in told.against(told.one, rival)}
        cells = [
            plain(of[name].here, of[name].unit)
            if scenario == told.one
            else f"{plain(of[name].there, of[name].unit)} {SIGNS[of[name].verdict]}".rstrip()
            for name in names
        ]
        made.add_row(found.title(scenario), *cells)
    return made


def unlike_lines(made: Made) -> Iterator[str]:
    """Yield in what the scenarios differ beside policy, and what was compared where months were forced together."""
    cases, months = made.directory.cases, made.finding.cube.months
    if forced := list(differences(cases)):
        yield "these scenarios differ in more than policy; the comparison was forced"
        yield from few(forced)
        if any("clock." in line for line in forced):
            yield f"compared over the months that all have, {months[0]} to {months[-1]}"
        if any("runs.seed" in line for line in forced):
            yield "all were run from the first one's seed"
    if beside := list(beside_policy(cases)):
        yield "these scenarios differ in parameters too, and the differences are due to these as well"
        yield from few(beside)


def _verdicts(found: Finding, scenario: str, width: int = NARROW) -> Table:
    """Return what one scenario changes against the baseline, a line an outcome, with nothing cut off.

    Widths are given, as columns that are squeezed lose letters of words that are longer than what is left.
    """
    one, other = found.title(scenario), found.title(found.baseline)
    heads = [textwrap.fill(title, NARROW_COLUMN) for title in (other, one)]
    shown = [each for each in found.differences if each.scenario == scenario]
    levels = [[level(found, of, each.outcome.name) for each in shown] for of in (found.baseline, scenario)]
    names, verdicts = [named(each.outcome) for each in shown], [each.verdict + DOUBT * each.doubtful for each in shown]
    widths = [_widest([head, *said]) for head, said in zip(heads, levels, strict=True)]
    room = width - sum(widths) - GAPS - LEAST_NAME - LEAST_VERDICT
    head, changes = "difference\n(95 % interval)", [_interval(each) for each in shown]
    if _widest([head, *changes]) > room:
        changes = [said.replace(" to ", " to\n") for said in changes]
    widest = _widest([head, *changes])
    spare = max(room - widest, 0)
    first = min(LEAST_NAME + spare // 2, max(_widest([name.plain for name in names]), LEAST_NAME))
    last = min(LEAST_NAME + LEAST_VERDICT + spare - first, max(_widest(verdicts), LEAST_VERDICT))
    made = table("outcome", *heads, head, "verdict", title=f"{one} against {other}")
    for column, signs in zip(made.columns, (first, *widths, widest, last), strict=True):
        column.width = signs
    for each, name, *said in zip(shown, names, *levels, changes, verdicts, strict=True):
        made.add_row(name, *said, style=COLOURS.get(each.kind))
    return made


def _widest(texts: Sequence[str]) -> int:
    """Return the signs of the longest line."""
    return max(len(line) for text in texts for line in text.splitlines())


def _interval(each: Difference) -> str:
    mean = plain(each.found.mean, each.outcome.unit, sign=True)
    return f"{mean}\n({interval(each.found, each.outcome.unit)})"


def _print_precision(console: Console, made: Made) -> None:
    """Say how precise the differences are that were to be so."""
    wished, pairs = made.directory.asked.get("precision", {}), len(made.finding.cube.replications)
    for name, width in reached(made.finding.ends, made.finding.baseline, wished).items():
        if math.isnan(width):
            why = f"the difference did not vary in {pairs} pairs (or those with a value)"
            console.print(f"{name}: not known how precisely, as {why}; --most allows more", soft_wrap=True)
            continue
        unit = made.finding.declared[name].unit
        wide, asked_for = (change(each, unit).removeprefix("+") for each in (width, wished[name]))
        enough = "as asked" if width <= wished[name] else f"not {asked_for} as asked; --most allows more"
        console.print(f"{name}: known to {wide} either way with {pairs} pairs, {enough}", soft_wrap=True)


def _print_tails(console: Console, made: Made) -> None:
    """Say why the worst tenth of the runs has no interval, and what gives it one."""
    runs = len(made.finding.cube.replications)
    if runs < ENOUGH:
        few = f"Worst tenth of the runs (tails.csv): no intervals from {runs} runs; {ENOUGH} give some"
        console.print(f"{few}: gaiju extend RUN_DIR --replications {ENOUGH}\n")


def _print_reading(console: Console, found: Finding) -> None:
    """Say how to read the verdicts, once."""
    pairs = len(found.cube.replications)
    console.print(
        f"{pairs} pairs of runs with the same luck; numbers are of the last month, or of the whole run where it says "
        f"so; pp: percentage points; {DOUBT}: would not hold at 95 % with all {found.family} comparisons "
        f"taken together (Holm).\n"
    )
    for line in seldom(found, found.ends.outcomes):
        console.print(f"{line}\n")

"""How a finding shows itself: in a line or two where it is printed, as a table in a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from sim.statistics.answer import answer
from sim.words.amounts import amount, interval, plain, reached_said, span, unit_of

if TYPE_CHECKING:
    from sim.statistics.finding import Finding

COLOURS = {"better": "#0072b2", "worse": "#d55e00"}
"""As in the figures."""
CELL = "text-align:left;vertical-align:top"


def text(found: Finding) -> str:
    """Return what was found in a few lines."""
    if len(found.scenarios) > 1:
        return f"{_describe_runs(found)}\n{answer(found).headline}"
    return "\n".join(
        [f"{_describe_runs(found)} (mean | 95 % interval)", *(f"  {' | '.join(row)}" for row, _ in _fill_rows(found))]
    )


def html(found: Finding) -> str:
    """Return the outcomes shown first as a table: what they come to, or how every other scenario differs."""
    heads = ("outcome", *(["mean", "95 % interval"] if len(found.scenarios) == 1 else DIFFERS))
    lines = "".join(f"<tr>{_render_cells(row, colour)}</tr>" for row, colour in _fill_rows(found))
    rest = len(found.ends.outcomes) - len(found.key)
    more = f"<p><small>{rest} more outcomes in <code>.summary</code> and <code>.table</code></small></p>" * (rest > 0)
    head = "".join(f'<th style="{CELL}">{escape(name)}</th>' for name in heads)
    return f"<p><b>{escape(_describe_runs(found))}</b></p><table><tr>{head}</tr>{lines}</table>{more}"


DIFFERS = ("baseline", "scenario", "difference", "95 % interval", "verdict")


def _describe_runs(found: Finding) -> str:
    """Return what was run."""
    number = len(found.cube.replications)
    runs, pairs = (f"{number} {word}{'s' * (number != 1)}" for word in ("run", "pair"))
    others = ", ".join(found.title(name) for name in found.scenarios[1:])
    if others:
        return f"{others} against {found.title(found.baseline)}: {pairs} of runs with the same luck"
    return f"{found.title(found.baseline)}: {runs}"


def _fill_rows(found: Finding) -> Iterator[tuple[Sequence[str], str]]:
    """Yield the cells of a line and its colour."""
    rows = {(row["scenario"], row["outcome"]): row for row in found.summary.to_dict("records")}
    for name in found.key:
        what = found.declared[name]
        if len(found.scenarios) == 1:
            row = rows[found.baseline, name]
            yield (
                (
                    what.title["en"],
                    amount(row["mean"], what.unit) + reached_said(row["share_reached"]),
                    span(row["ci_low"], row["ci_high"], what.unit),
                ),
                "",
            )
        for each in (one for one in found.differences if one.outcome.name == name):
            two = (rows[one, name] for one in (found.baseline, each.scenario))
            both = (plain(row["mean"], what.unit) + reached_said(row["share_reached"]) for row in two)
            size = plain(each.found.mean, what.unit, sign=True)
            between = interval(each.found, what.unit)
            yield (
                (_title_outcome(found, each.scenario, name), *both, size, between, each.verdict),
                COLOURS.get(each.kind, ""),
            )


def _title_outcome(found: Finding, scenario: str, outcome: str) -> str:
    what = found.declared[outcome]
    unit = unit_of(what.unit)
    title = f"{what.title['en']} ({unit})" if unit else what.title["en"]
    return title if len(found.scenarios) == 2 else f"{title} · {found.title(scenario)}"


def _render_cells(row: Sequence[str], colour: str) -> str:
    style = f"{CELL};color:{colour}" if colour else CELL
    return "".join(f'<td style="{style}">{escape(part)}</td>' for part in row)

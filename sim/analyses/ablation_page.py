"""The page that says what each mechanism does, written from the runs and never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.analyses.ablation import Ablation, Effect
from sim.analyses.finding import DOUBT
from sim.analyses.outcomes import Outcome
from sim.analyses.words import amount, change, interval
from sim.quantity import quantities
from sim.rules.parameters import OFF, Parameters

SHOWN = 3
"""Outcomes named in a mechanism's line."""
COLUMNS = 10
HOW = (
    "Every number is the change when a mechanism is switched off: the mean paired difference between runs without it "
    "and the same runs with it (same people, network and luck). The first table gives it in multiples of the margin "
    "that matters for the outcome (`gaiju outcomes`), where it moves beyond noise (95 %) and margin; ° would not hold "
    "with all numbers taken together (Holm); `·`: not beyond noise, or inside the margin; empty: exactly no change."
)


def page(made: Sequence[Ablation], command: str) -> str:
    """Return the Markdown page; the last of several ablations may be that of the difference between two scenarios."""
    lines = ["# What each mechanism does", "", f"Made by `{command}`; do not edit by hand.", "", HOW, ""]
    for one in made:
        lines += [f"## {one.title}", "", *_busy(one), ""]
        lines += [*_whole(one), *_matrix(one), "", *_list(one), ""]
    lines += ["## What switching off means", "", *_switches([m for one in made for m in one.mechanisms])]
    return "\n".join(lines).rstrip() + "\n"


def _busy(one: Ablation) -> Iterator[str]:
    idle = [name for name in one.mechanisms if not one.moved(name)]
    said = f"{len(one.mechanisms) - len(idle)} of {len(one.mechanisms)} mechanisms move an outcome"
    rest = f"; not {', '.join(f'`{name}`' for name in idle)}" if idle else ""
    yield f"{one.pairs} pairs of runs, {len(one.outcomes)} outcomes. {said}{rest}."


def _whole(one: Ablation) -> Iterator[str]:
    """Yield the differences that are to be carried, where there are any."""
    if not one.whole:
        return
    yield "| outcome | difference with everything on |"
    yield "|---|---|"
    for outcome in one.outcomes[:COLUMNS]:
        whole, unit = one.whole[outcome.name], outcome.unit
        yield f"| {outcome.title['en']} | {change(whole.mean, unit)} ({interval(whole, unit)}) |"
    yield ""


def _matrix(one: Ablation) -> Iterator[str]:
    """Yield the table of mechanisms against the outcomes shown first."""
    shown = one.outcomes[:COLUMNS]
    yield "| mechanism | " + " | ".join(outcome.title["en"] for outcome in shown) + " | outcomes moved |"
    yield "|---|" + "--:|" * (len(shown) + 1)
    for name in one.mechanisms:
        cells = [_cell(one, name, outcome) for outcome in shown]
        yield f"| `{name}` | {' | '.join(cells)} | {len(one.moved(name))} |"


def _cell(one: Ablation, mechanism: str, outcome: Outcome) -> str:
    each = one.by_name.get((mechanism, outcome.name))
    if each is None or each.found.n == 0 or (each.found.mean == 0.0 and each.found.sd == 0.0):
        return ""
    return f"{each.margins[0]:+.1f}{DOUBT * each.doubtful}" if each.moved else "·"


def _list(one: Ablation) -> Iterator[str]:
    """Yield what each mechanism moves most, with intervals in the outcome's own unit."""
    yield "| without | what changes most (95 % interval) |"
    yield "|---|---|"
    for name in one.mechanisms:
        said = "; ".join(_said(each) for each in one.moved(name)[:SHOWN])
        yield f"| `{name}` | {said or _little(one, name)} |"


def _little(one: Ablation, mechanism: str) -> str:
    """Say what a mechanism moves that moves nothing beyond its margin."""
    mine = [each for each in one.effects if each.mechanism == mechanism]
    there = [each for each in mine if each.found.told]
    if there:
        return f"inside the margin: {_said(max(there, key=lambda each: abs(each.margins[0])))}"
    acts = any(each.found.n and each.found.mean != 0.0 for each in mine)
    return "nothing beyond noise" if acts else "nothing at all in this scenario"


def _said(each: Effect) -> str:
    found, unit = each.found, each.outcome.unit
    mean = f"{change(found.mean, unit)}{DOUBT * each.doubtful}"
    return f"{each.outcome.title['en']} {mean} ({interval(found, unit)})"


def _switches(mechanisms: Sequence[str]) -> Iterator[str]:
    """Yield the numbers by which each mechanism is switched off."""
    yield "| mechanism | off means | usually |"
    yield "|---|---|---|"
    for name in dict.fromkeys(mechanisms):
        for path, value in OFF[name].items():
            group, _, field = path.partition(".")
            quantity = dict(quantities(type(getattr(Parameters(), group))))[field]
            usual = amount(float(quantity.default), quantity.unit)
            yield f"| `{name}` | `{path}` = {value:g}: {quantity.meaning} | {usual} |"

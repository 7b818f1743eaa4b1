"""The page that says what each mechanism does, written from the runs and never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.quantity import quantities
from sim.rules.parameters import OFF, Parameters
from sim.statistics.finding import DOUBT
from sim.statistics.outcomes import Outcome
from sim.studies.ablation import Ablation, Effect
from sim.words import say
from sim.words.amounts import amount, change, interval, joined

SHOWN = 3
"""Outcomes named in a mechanism's line."""
COLUMNS = 10


def page(made: Sequence[Ablation], command: str) -> str:
    """Return the Markdown page; the last of several ablations may be that of the difference between two scenarios."""
    lines = [_say("title"), "", _say("made by", command=command), "", _say("how"), ""]
    for one in made:
        lines += [f"## {one.title}", "", *_busy(one), ""]
        lines += [*_whole(one), *_matrix(one), "", *_list(one), ""]
    lines += [_say("off"), "", *_switches([m for one in made for m in one.mechanisms])]
    return "\n".join(lines).rstrip() + "\n"


def _say(key: str, **values: object) -> str:
    return say(f"ablation.{key}", "en", **values)


def _heads(*keys: str) -> str:
    """Return the head of a table."""
    return f"| {' | '.join(_say(f'head.{key}') for key in keys)} |"


def _busy(one: Ablation) -> Iterator[str]:
    idle = [name for name in one.mechanisms if not one.moved(name)]
    rest = _say("idle", names=joined("list", (f"`{name}`" for name in idle), "en")) if idle else ""
    all_ = len(one.mechanisms)
    yield _say("busy", pairs=one.pairs, outcomes=len(one.outcomes), moving=all_ - len(idle), all=all_, idle=rest)


def _whole(one: Ablation) -> Iterator[str]:
    """Yield the differences that are to be carried, where there are any."""
    if not one.whole:
        return
    yield _heads("outcome", "whole")
    yield "|---|---|"
    for outcome in one.outcomes[:COLUMNS]:
        whole, unit = one.whole[outcome.name], outcome.unit
        yield f"| {outcome.title['en']} | {change(whole.mean, unit)} ({interval(whole, unit)}) |"
    yield ""


def _matrix(one: Ablation) -> Iterator[str]:
    """Yield the table of mechanisms against the outcomes shown first."""
    shown = one.outcomes[:COLUMNS]
    yield " | ".join([f"| {_say('head.mechanism')}", *(each.title["en"] for each in shown), f"{_say('head.moved')} |"])
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
    yield _heads("without", "most")
    yield "|---|---|"
    for name in one.mechanisms:
        said = "; ".join(_said(each) for each in one.moved(name)[:SHOWN])
        yield f"| `{name}` | {said or _little(one, name)} |"


def _little(one: Ablation, mechanism: str) -> str:
    """Say what a mechanism moves that moves nothing beyond its margin."""
    mine = [each for each in one.effects if each.mechanism == mechanism]
    there = [each for each in mine if each.found.told]
    if there:
        return _say("inside", said=_said(max(there, key=lambda each: abs(each.margins[0]))))
    acts = any(each.found.n and each.found.mean != 0.0 for each in mine)
    return _say("noise" if acts else "nothing")


def _said(each: Effect) -> str:
    found, unit = each.found, each.outcome.unit
    mean = f"{change(found.mean, unit)}{DOUBT * each.doubtful}"
    return f"{each.outcome.title['en']} {mean} ({interval(found, unit)})"


def _switches(mechanisms: Sequence[str]) -> Iterator[str]:
    """Yield the numbers by which each mechanism is switched off."""
    yield _heads("mechanism", "means", "usual")
    yield "|---|---|---|"
    for name in dict.fromkeys(mechanisms):
        for path, value in OFF[name].items():
            group, _, field = path.partition(".")
            quantity = dict(quantities(type(getattr(Parameters(), group))))[field]
            usual = amount(float(quantity.default), quantity.unit)
            yield f"| `{name}` | `{path}` = {value:g}: {quantity.meaning} | {usual} |"

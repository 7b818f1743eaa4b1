"""The page that says which mechanism each pattern needs, written from the runs and never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.evidence.targets import Target
from sim.judging.needs import Need, Needs, agreeing
from sim.judging.validation import CLASSES, agrees, class_of, said, unit
from sim.words.amounts import change, interval

SPREAD, JUST = "§", "‡"
"""At patterns judged by the spread of single runs, and at needs that hang on a bound."""
LEGEND = (
    f"Bold: agrees. {SPREAD}: seen in one place, and judged by whether the range of 80 % of single runs reaches "
    "between the bounds, so that the mean, which stands here, may lie outside and the pattern agree. "
    f"{JUST}: only just; the change is smaller than the error of the observed number, and a bound happens to lie "
    "between. pp: percentage points."
)
HOW = (
    "Every pattern of the evidence ([sim/evidence/targets.yaml](../sim/evidence/targets.yaml)) is run again with one "
    "mechanism switched off at a time: same people, network, luck and parameters. A pattern *needs* a mechanism where"
    " it holds with it and fails, or is never seen, without it, and the paired change is beyond noise (95 %); it is "
    "*spoiled* by one where it is the other way round; *moved* where the change is beyond noise and the pattern does "
    "not go from holding to failing or back. Holds: the 95 % interval of the mean lies inside the error of the "
    "observed number; fails: outside; where it crosses a bound neither can be told. Agrees: the mean lies inside. "
    "What was seen in one place holds, and agrees, where the range of 80 % of single runs reaches the error. With few"
    " runs only large changes are beyond noise. Of the cells in which a mechanism changes nothing on average, 5 % "
    "would be called moved by luck: nothing is adjusted for looking at many. A pattern that needs no mechanism rests "
    "on the numbers that stand in it, or on founding: it is no evidence for any mechanism. To switch a mechanism off "
    "is not to fit the rest again: without one, another might take its place."
)


def page(found: Needs, command: str, who: str) -> str:
    """Return the Markdown page.

    Parameters
    ----------
    who
        Whose parameters the runs have, in a sentence.
    """
    text = ["# Which mechanism each pattern needs", "", f"Made by `{command}`; do not edit by hand.", ""]
    text += [*_short(found), "", f"{found.runs} pairs of runs a mechanism. {who}", "", HOW, ""]
    text += ["![Patterns and mechanisms](figures/patterns.png)", ""]
    for heading in CLASSES:
        mine = [one for one in found.targets if class_of(one) == heading]
        text += [f"## {heading}", "", *_shown(heading, mine), *_rows(found, mine), "", LEGEND, ""] if mine else []
    text += ["## By mechanism", "", *_mechanisms(found), ""]
    return "\n".join(text).rstrip() + "\n"


def _short(found: Needs) -> Iterator[str]:
    agreed = [one for one in found.targets if agreeing(_any(found, one).whole)]
    needing = [one for one in agreed if _names(found, one, "needs")]
    idle = [name for name in found.mechanisms if not found.of(name, "needs")]
    bare = [one for one in needing if all(found.by_name[one.id, it].never_seen for it in _names(found, one, "needs"))]
    only = f", {len(bare)} of them only because nothing is left to count without it" if bare else ""
    just = [one for one in needing if all(found.by_name[one.id, it].only_just for it in _names(found, one, "needs"))]
    if just:
        only += f", {len(just)} only just ({JUST})"
    yield (
        f"{len(agreed)} of {len(found.targets)} patterns agree with everything on, and {len(needing)} of these need "
        f"at least one of {len(found.mechanisms)} mechanisms{only}. {len(idle)} mechanisms are needed by no pattern"
        + (f": {', '.join(f'`{name}`' for name in idle)}." if idle else ".")
    )


def _shown(heading: str, mine: Sequence[Target]) -> Iterator[str]:
    """Say which of the patterns that were put in a calibration is shown, too."""
    shown = [f"`{one.id}`" for one in mine if one.use == "calibrate"]
    if shown and heading != CLASSES[1]:
        yield from (f"Of these a calibration is shown {', '.join(shown)}; all others are held out.", "")


def _any(found: Needs, target: Target) -> Need:
    return found.by_name[target.id, found.mechanisms[0]]


def _names(found: Needs, target: Target, kind: str) -> list[str]:
    mine = [found.by_name[target.id, name] for name in found.mechanisms]
    return [one.mechanism for one in mine if one.kind == kind]


def _rows(found: Needs, mine: Sequence[Target]) -> Iterator[str]:
    yield "| pattern | agrees | with everything | needs (becomes) | spoiled by (becomes) | moved by |"
    yield "|---|---|---|---|---|---|"
    for target in mine:
        whole = _any(found, target).whole
        held = "never seen" if whole.n == 0 else said(whole.simulated, target) + SPREAD * target.one
        held = f"**{held}**" if agreeing(whole) else f"{held}, does not agree"
        cells = [_becomes(found, target, kind) for kind in ("needs", "spoils")]
        moved = ", ".join(f"`{name}`" for name in _names(found, target, "moves"))
        yield f"| {target.says} (`{target.id}`) | {agrees(target)} | {held} | {' | '.join(cells)} | {moved or '–'} |"


def _becomes(found: Needs, target: Target, kind: str) -> str:
    told = []
    for name in _names(found, target, kind):
        one = found.by_name[target.id, name]
        value = "never seen" if one.without.n == 0 else said(one.without.simulated, target)
        told.append(f"`{name}` ({value}){JUST * one.only_just}")
    return ", ".join(told) or "–"


def _mechanisms(found: Needs) -> Iterator[str]:
    yield "| without | patterns that need it | spoiled by it | moved | largest change of one that needs it |"
    yield "|---|--:|--:|--:|---|"
    for name in found.mechanisms:
        needing, just = found.of(name, "needs"), sum(one.only_just for one in found.of(name, "needs"))
        only = f" ({just}{JUST})" if just else ""
        counts = [f"{len(needing)}{only}", len(found.of(name, "spoils")), len(found.of(name, "moves"))]
        most = max(needing, key=_strength, default=None)
        yield f"| `{name}` | {' | '.join(map(str, counts))} | {'–' if most is None else _largest(most)} |"


def _strength(one: Need) -> float:
    return abs(one.change.mean) / one.target.error if one.change.n else float("inf")


def _largest(one: Need) -> str:
    of = unit(one.target)
    if one.change.n == 0:
        return f"`{one.target.id}`: never seen without it"
    moved = f"{change(one.change.mean, of)} ({interval(one.change, of)})"
    return f"`{one.target.id}`: {moved}{JUST * one.only_just}"

"""The page that says which mechanism each pattern needs, written from the runs and never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.analyses.needs import Need, Needs, agreeing
from sim.analyses.validation import agrees, unit
from sim.analyses.words import amount, span
from sim.evidence.targets import Target

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
    uses = {"Fitted": "calibrate", "Held out": "validate"}
    for heading, use in uses.items():
        text += [f"## {heading}", "", *_rows(found, [one for one in found.targets if one.use == use]), ""]
    text += ["## By mechanism", "", *_mechanisms(found), ""]
    return "\n".join(text).rstrip() + "\n"


def _short(found: Needs) -> Iterator[str]:
    agreed = [one for one in found.targets if agreeing(_any(found, one).whole)]
    needing = [one for one in agreed if _names(found, one, "needs")]
    idle = [name for name in found.mechanisms if not found.of(name, "needs")]
    bare = [one for one in needing if all(found.by_name[one.id, it].never_seen for it in _names(found, one, "needs"))]
    only = f", {len(bare)} of them only because nothing is left to count without it" if bare else ""
    yield (
        f"{len(agreed)} of {len(found.targets)} patterns agree with everything on, and {len(needing)} of these need "
        f"at least one of {len(found.mechanisms)} mechanisms{only}. {len(idle)} mechanisms are needed by no pattern"
        + (f": {', '.join(f'`{name}`' for name in idle)}." if idle else ".")
    )


def _any(found: Needs, target: Target) -> Need:
    return found.by_name[target.id, found.mechanisms[0]]


def _names(found: Needs, target: Target, kind: str) -> list[str]:
    mine = [found.by_name[target.id, name] for name in found.mechanisms]
    return [one.mechanism for one in mine if one.kind == kind]


def _rows(found: Needs, mine: Sequence[Target]) -> Iterator[str]:
    yield "| pattern | agrees | with everything | needs (becomes) | spoiled by (becomes) | moved by |"
    yield "|---|---|---|---|---|---|"
    for target in mine:
        whole, of = _any(found, target).whole, unit(target)
        held = "never seen" if whole.n == 0 else amount(whole.simulated, of)
        held = f"**{held}**" if agreeing(whole) else f"{held}, does not agree"
        cells = [_becomes(found, target, kind) for kind in ("needs", "spoils")]
        moved = ", ".join(f"`{name}`" for name in _names(found, target, "moves"))
        yield f"| {target.says} (`{target.id}`) | {agrees(target)} | {held} | {' | '.join(cells)} | {moved or '–'} |"


def _becomes(found: Needs, target: Target, kind: str) -> str:
    said = []
    for name in _names(found, target, kind):
        without = found.by_name[target.id, name].without
        value = "never seen" if without.n == 0 else amount(without.simulated, unit(target))
        said.append(f"`{name}` ({value})")
    return ", ".join(said) or "–"


def _mechanisms(found: Needs) -> Iterator[str]:
    yield "| without | patterns that need it | spoiled by it | moved | largest change of one that needs it |"
    yield "|---|--:|--:|--:|---|"
    for name in found.mechanisms:
        counts = [len(found.of(name, "needs")), len(found.of(name, "spoils")), len(found.of(name, "moves"))]
        most = max(found.of(name, "needs"), key=_strength, default=None)
        yield f"| `{name}` | {' | '.join(map(str, counts))} | {'–' if most is None else _largest(most)} |"


def _strength(one: Need) -> float:
    return abs(one.change.mean) / one.target.error if one.change.n else float("inf")


def _largest(one: Need) -> str:
    of = unit(one.target)
    if one.change.n == 0:
        return f"`{one.target.id}`: never seen without it"
    return f"`{one.target.id}`: {amount(one.change.mean, of)} ({span(one.change.low, one.change.high, of, sign=True)})"

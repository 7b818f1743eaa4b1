"""The page of causal claims, written from their records and the runs and never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim.evidence.signs import PARTS, VERDICTS, Sign, Verdict
from sim.evidence.worlds import AskedWorld
from sim.judging.signs import SEED, Look, Said
from sim.words.amounts import change, interval

DIRECT, SMALL = "†", "‡"
AGAINST: Mapping[Said, str] = {
    "the opposite": "The opposite",
    "nothing that matters": "Nothing that matters",
    "not told from noise": "Not told from noise",
}
"""What the runs can say instead of what is claimed -> heading."""
HOW = (
    "Each claim is asked by the same runs twice, with and without what is said to be the cause: same people, network "
    "and luck (common random numbers). The number is the mean paired difference, with minus without. A claim *holds* "
    "if the 99 % interval lies on the claimed side of nothing, and would also with all claims of this page taken "
    "together (Holm, one chance in twenty of any false word); what does not hold is listed below, and whether the "
    "difference goes the other way, is nothing that matters, or cannot be told from noise with so many pairs (then the "
    "claim is not shown to be wrong either). Margins: the difference in multiples of the margin that matters for the "
    f"outcome (`gaiju outcomes`); {SMALL}: inside it, the sign is there, the size does not matter. {DIRECT}: what is "
    "switched enters the outcome in one step, a weak test; elsewhere mechanisms lie between. What the sources say is "
    "not thereby true, and a sign that holds says nothing about the size that a source gives. One number was set by a "
    'claim: that a hidden case is kept quiet for a year (`hiding.held`), by "a small problem turns into a big one"; '
    "that hidden cases come back later and larger is therefore built in. No other was set to make a sign come out."
)


def page(all_: Sequence[Sign], looks: Sequence[Look], pairs: int, command: str) -> str:
    """Return the Markdown page of all claims and of what the runs say of those that can be asked."""
    seen = {look.sign.id: look for look in looks}
    lines = ["# What the sources say causes what, and whether the model agrees", ""]
    lines += [f"Made by `{command}`; do not edit by hand.", "", HOW, "", _count(all_, seen, pairs), ""]
    for part, title in PARTS.items():
        lines += [f"## {part} {title}", "", *_table([one for one in all_ if one.part == part], seen), ""]
    lines += ["## Where the model does not agree with the sources", "", *_contradicted(all_, seen)]
    lines += ["## What the model does not represent", "", *_absent(all_), ""]
    lines += ["## Worlds in which the claims are asked", "", *_worlds(looks)]
    return "\n".join(lines).rstrip() + "\n"


def _count(all_: Sequence[Sign], seen: Mapping[str, Look], pairs: int) -> str:
    claims = len({(one.part, one.no) for one in all_})
    number: Mapping[Verdict, int] = {word: sum(one.verdict == word for one in all_) for word in VERDICTS}
    little = sum(one.verdict == "holds" and seen[one.id].small for one in all_)
    said = (
        f"{number['holds']} hold ({little} of them by less than what matters), {number['contradicted']} do "
        f"not, {number['not represented']} are not represented"
    )
    return f"{claims} claims in {len(all_)} records: {said}. {pairs} pairs of runs each, seed {SEED}."


def _table(some: Sequence[Sign], seen: Mapping[str, Look]) -> Iterator[str]:
    yield "| no | claim | with | against | outcome | claimed | difference (99 % interval) | margins | verdict |"
    yield "|--:|---|---|---|---|:-:|---|--:|---|"
    for one in some:
        told = f"{one.claim} ({', '.join(one.sources)})"
        cells = _cells(seen[one.id]) if one.id in seen else [""] * 6
        yield f"| {one.no} | {told} | {' | '.join(cells)} | {_verdict(one, seen.get(one.id))} |"


def _cells(look: Look) -> list[str]:
    contrast = look.contrast
    mark = DIRECT if contrast.direct else ""
    claimed = "higher" if contrast.sign > 0 else "lower"
    margins = f"{look.found.mean / look.outcome.margin:+.2f}"
    return [_sets(contrast.on), _sets(contrast.off), _asked(look), claimed + mark, _difference(look), margins]


def _sets(sets: Sequence[str]) -> str:
    return "<br>".join(f"`{each}`" for each in sets) or "–"


def _asked(look: Look) -> str:
    """Return the outcome in words, with the months and regions it is taken over."""
    contrast = look.contrast
    where = f", {contrast.minus[0]} minus {contrast.minus[1]}" if contrast.minus else ""
    when = ", all months" if contrast.mean else ""
    return f"{look.outcome.title['en']}{where}{when} in `{contrast.world.id}`"


def _difference(look: Look) -> str:
    found, unit = look.found, look.outcome.unit
    return f"{change(found.mean, unit)} ({interval(found, unit)})"


def _verdict(one: Sign, look: Look | None) -> str:
    """Return the verdict of the record, and loudly if the runs say otherwise."""
    if look is None:
        return one.verdict
    if (one.verdict == "holds") == (look.said == "as claimed"):
        return look.said if one.verdict != "holds" else f"holds{SMALL * look.small}"
    return f"**recorded as {one.verdict}, but the runs say: {look.said}**"


def _contradicted(all_: Sequence[Sign], seen: Mapping[str, Look]) -> Iterator[str]:
    """Yield the claims that do not hold, by what the runs say instead."""
    for said, title in AGAINST.items():
        mine = [one for one in all_ if one.verdict == "contradicted" and seen[one.id].said == said]
        if mine:
            yield from (f"### {title}", "")
            for one in mine:
                yield f"- **{one.claim}** ({one.part}.{one.no}). {_difference(seen[one.id])}. {one.reason}"
            yield ""


def _absent(all_: Sequence[Sign]) -> Iterator[str]:
    for one in all_:
        if one.verdict == "not represented":
            yield f"- **{one.claim}** ({one.part}.{one.no}; {', '.join(one.sources)}). {one.reason}"


def _worlds(looks: Sequence[Look]) -> Iterator[str]:
    yield "| world | what | made of | with |"
    yield "|---|---|---|---|"
    worlds: dict[str, AskedWorld] = {look.contrast.world.id: look.contrast.world for look in looks}
    for world in worlds.values():
        yield f"| `{world.id}` | {world.what} | `scenarios/{world.file}` | {_sets(world.sets)} |"

"""``gaiju levers``: the measures that can be switched on, in English and Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Annotated

import typer

from sim.cli.catalogue import show
from sim.cli.options import Id, Json
from sim.cli.problems import Refused
from sim.cli.screen import listed, screen
from sim.evidence.claims import honesty
from sim.policies.brought import amounts, price, priced
from sim.policies.lever import EFFORT, MONEY, Amends, LeverRecord, Size
from sim.policies.levers import levers as shipped
from sim.policies.levers import not_modelled
from sim.policies.terms import TERMS
from sim.scalars import did_you_mean
from sim.words import LANGUAGES, say

MOST, LIKE = 8, 0.6
"""Levers that are named as near at most, and how alike spellings must be for it (difflib's own measure and cut)."""
OWN = "a lever of your own (policy.lever_file) is shown where it is used: `gaiju plan FILE.yaml`"
SIGNS = {"add": "add", "multiply": "multiply by", "set": "set to"}
SHORT = {"per_household_month": "a household a month", "per_village_month": "a month", "once_per_village": "once"}
"""Kinds of price in a narrow column; those that name nobody are for each village."""
FOOT = """Yuan a village unless it says otherwise; assumed: no source gives it, its range.
+ that it brings, - that it saves, booked as it arises, see outcome `cost`.
Staff: staff-months of the village's own cadres a month. What the levers of a
scenario cost in all: gaiju plan FILE.yaml. Terms, sizes, reasons: gaiju levers NAME.
By what they amend: gaiju levers --group NAME, of
{groups}."""
Group = Annotated[
    str | None,
    typer.Option("--group", help="List those that amend terms of this group, such as money.", show_default=False),
]


def levers(id: Id = None, group: Group = None, json: Json = False) -> None:
    """List the levers, or explain one, by its name or number: what it amends, on what grounds, at what cost."""
    chosen = None if id is None else _chosen(id)
    if id is not None and group is not None:
        raise Refused("--group lists some levers, a name explains one: give one of the two")
    found = _of_group(group)
    if id is None and not json:
        _listed(found)
    else:
        show("lever", {name: _entry(record) for name, record in found.items()}, (), chosen, json)


def groups(record: LeverRecord) -> tuple[str, ...]:
    """Return the groups of a lever: those of the terms it amends.

    >>> groups(shipped()["broad_party_committee"])
    ('staff', 'money')
    """
    return tuple(dict.fromkeys(TERMS[part.term].group for part in record.amends))


def _of_group(group: str | None) -> dict[str, LeverRecord]:
    """Return the levers of a group, or all.

    Raises
    ------
    Refused
        If there is no such group.
    """
    records = shipped()
    numbers = Counter(name for record in records.values() for name in groups(record))
    if group is None:
        return dict(records)
    if group not in numbers:
        there = ", ".join(f"{name} ({numbers[name]})" for name in sorted(numbers))
        raise Refused(f"--group: no group is called `{group}`{did_you_mean(group, sorted(numbers))}; there are {there}")
    return {name: record for name, record in records.items() if group in groups(record)}


def _listed(records: Mapping[str, LeverRecord]) -> None:
    """Print some lines a lever; a plus marks what it makes the government pay beside its own price."""
    rows = [
        (name, str(record.no or ""), "\n".join(record.title.values()), _short(record))
        for name, record in records.items()
    ]
    listed(screen(), ("lever", "no", "title", "price in yuan, staff"), rows)
    print(FOOT.format(groups=", ".join(sorted({name for record in shipped().values() for name in groups(record)}))))


def _short(record: LeverRecord) -> str:
    """Return what a lever costs in few words, a line each: its own price, what it makes the government pay, staff."""
    own = [
        f"{record.yuan(kind):,.0f} {SHORT[kind]} ({_source(record.cost[kind])})" for kind in MONEY if record.yuan(kind)
    ]
    staff = record.staff
    time = [f"staff {staff.value:g} ({staff.evidence or 'assumed'})"] if float(staff.value) else []
    return "\n".join([*(own or ["no price of its own"]), *amounts(record), *time])


def _source(size: Size) -> str:
    """Return what a size rests on, in a word or two."""
    if size.evidence:
        return size.evidence
    return f"assumed {size.range[0]:,g}-{size.range[1]:,g}" if size.range else "assumed"


def _chosen(said: str) -> str:
    """Return the name of the lever that is meant.

    Raises
    ------
    Refused
        If no shipped one has that name or number; with the levers that come near, and where one's own are shown.
    """
    records = shipped()
    if said in records:
        return said
    numbered = {str(record.no): name for name, record in records.items() if record.no}
    if said in numbered:
        return numbered[said]
    if elsewhere := not_modelled(said):
        raise Refused(elsewhere)
    if said.isdecimal():
        raise Refused(f"no lever has the number {said}: the shipped ones have {_spans(sorted(map(int, numbered)))}")
    near = _near(said)
    if not near:
        raise Refused(f"no lever is called `{said}`: `gaiju levers` lists all that are shipped", OWN)
    listed = (f"  {records[name].no:>3}  {name}: {_titles(records[name])}" for name in near)
    raise Refused(f"no lever is called `{said}`, did you mean `{near[0]}`?", *listed, OWN)


def _titles(record: LeverRecord) -> str:
    return f"{record.title['en']}, {record.title['zh']}"


def _near(said: str) -> list[str]:
    """Return the levers whose name, titles or terms hold what is said, else those spelt like it; nearest first."""
    records, wanted = shipped(), said.casefold().replace("_", " ").strip()
    words = {name: _words(record) for name, record in records.items()}
    likeness = {name: max(SequenceMatcher(None, wanted, word).ratio() for word in words[name]) for name in records}
    holding = [name for name in records if wanted and any(wanted in word for word in words[name])]
    likely = holding or [name for name in records if likeness[name] >= LIKE]
    return nlargest(MOST, likely, key=likeness.__getitem__)


def _words(record: LeverRecord) -> list[str]:
    """Return what a lever may be looked for by: whole names and their single words."""
    whole = [record.id.replace("_", " "), *(title.casefold() for title in record.title.values())]
    parts = [part for text in whole for part in text.split()]
    return [*whole, *parts, *(part.term.replace("_", " ") for part in record.amends)]


def _spans(numbers: Sequence[int]) -> str:
    """Write numbers as spans.

    >>> _spans([1, 2, 3, 7, 9, 10])
    '1 to 3, 7, 9 to 10'
    """
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in zip(starts, ends, strict=True))


def _entry(record: LeverRecord) -> dict[str, object]:
    effort = {"staff": record.staff, "lead_months": record.lead_months, "wears_out": record.wears_out}
    return {
        "in a scenario": f"policy: {{levers: [{{lever: {record.id}, from: 2022-01, intensity: 0.8}}]}}",
        "no": record.no,
        "groups": list(groups(record)),
        **record.title,
        "what": record.what["en"],
        say("cli.lever.what", "zh"): record.what["zh"],
        "terms": [part.term for part in record.amends],
        **{part.term: _amends(part) for part in record.amends},
        **{kind: _said(record.cost[kind], MONEY[kind].unit) for kind in MONEY if kind in record.cost},
        **{kind: _said(size, EFFORT[kind].unit) for kind, size in effort.items() if size.value},
        "price": priced(record, price(record)),
        **{say("cli.lever.free", of): record.free[of] for of in LANGUAGES if record.free},
        **({"meant for": record.meant_for} if record.meant_for else {}),
        **({"beside it": list(amounts(record))} if amounts(record) else {}),
        **({"where": {key: list(values) for key, values in record.where.items()}} if record.where else {}),
    }


def _amends(part: Amends) -> str:
    quantity = part.quantity()
    note = f"; {part.note}" if part.note else ""
    said = f"{SIGNS[part.how]} {_said(part.size, quantity.unit)}"
    return f"{said}{note}. {TERMS[part.term].quantity.meaning}; {honesty(quantity)}"


def _said(size: Size, unit: str) -> str:
    """Return a size with what it rests on."""
    value = size.value if isinstance(size.value, str) else f"{size.value:g} {unit}"
    span = f", {size.range[0]:g} to {size.range[1]:g}" if size.range else ""
    return f"{value} (evidence: {size.evidence})" if size.evidence else f"{value} (assumed: {size.assumed}{span})"

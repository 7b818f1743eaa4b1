"""A lever: one measure of a government, written down as a record of the terms it amends.

A lever changes inputs (posts, hours, money, rules, reach), never an outcome: what comes of it emerges. It is data and
no code, so that adding one is writing one record, and so that every size says what it rests on. When, where, how
strongly and for how much money a lever is used is said where it is used: see :mod:`sim.policies.lever_in_use`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sim.policies.terms import TERMS
from sim.quantity import Quantity

How = Literal["add", "multiply", "set"]
HOW: tuple[How, ...] = ("add", "multiply", "set")

MONEY: Mapping[str, Quantity] = {
    "per_household_month": Quantity(0.0, "yuan/household/month", 0.0, 1e4, "Cost a household a month"),
    "per_village_month": Quantity(0.0, "yuan/village/month", 0.0, 1e7, "Cost a village a month"),
    "once_per_village": Quantity(0.0, "yuan/village", 0.0, 1e9, "Cost of setting it up, a village"),
}
EFFORT: Mapping[str, Quantity] = {
    "staff": Quantity(0.0, "staff-months/month", 0.0, 3.0, "Time of the village's cadres it takes"),
    "lead_months": Quantity(0, "months", 0, 120, "Months from the decision to the first effect"),
    "wears_out": Quantity(0, "months", 0, 1200, "Months in which its effect halves, 0 for never"),
}


@dataclass(frozen=True, slots=True)
class Size:
    """A number, or a word, with what it rests on: a claim, or a reason and how far it may be off."""

    value: float | str
    evidence: str | None = None
    assumed: str | None = None
    range: tuple[float, float] | None = None


NOTHING = Size(0.0)


@dataclass(frozen=True, slots=True)
class Amends:
    """What a lever does to one term.

    Attributes
    ----------
    note
        How the size follows from the claim, where it is not the claim's own number.
    """

    term: str
    how: How
    size: Size
    note: str | None = None

    def quantity(self) -> Quantity:
        """Return the size as a declared number, by which its honesty is judged."""
        of = amount(self.term, self.how)
        assumed = self.size.assumed or self.note
        return Quantity(self.size.value, of.unit, of.low, of.high, of.meaning, self.size.evidence, assumed, of.options)


@dataclass(frozen=True, slots=True)
class LeverRecord:
    """One lever.

    Attributes
    ----------
    id
        Name by which scenarios use it.
    no
        Number in the list of measures that the sources name, 0 for a lever of one's own.
    title, what
        Name, and what is done in one sentence, by language (en, zh).
    amends
        What it does to terms.
    cost
        Yuan, by kind of :data:`MONEY`.
    staff
        Staff-months a month of the village's cadres; they are missing for everything else.
    lead_months, wears_out
        Months until it acts, and in which its effect halves (0: never).
    where
        Where it acts by its own rules, wherever it is used: as ``where`` of a use.
    free
        Why it has neither price nor staff nor payment, by language.
    meant_for
        Outcome that it is meant to move -> ``higher`` or ``lower``.
    world
        Test world in which it must move an outcome.
    """

    id: str
    no: int
    title: Mapping[str, str]
    what: Mapping[str, str]
    amends: tuple[Amends, ...]
    cost: Mapping[str, Size] = field(default_factory=dict)
    staff: Size = NOTHING
    lead_months: Size = NOTHING
    wears_out: Size = NOTHING
    where: Mapping[str, Any] = field(default_factory=dict)
    free: Mapping[str, str] = field(default_factory=dict)
    meant_for: Mapping[str, str] = field(default_factory=dict)
    world: str = ""

    def yuan(self, kind: str) -> float:
        """Return one kind of its cost."""
        return float(self.cost.get(kind, NOTHING).value)

    def effects(self) -> dict[str, Any]:
        """Return all that a run depends on; names, reasons and claims are left out."""
        return {
            "id": self.id,
            "amends": [[one.term, one.how, one.size.value] for one in self.amends],
            "cost": {kind: size.value for kind, size in self.cost.items()},
            "effort": [size.value for size in (self.staff, self.lead_months, self.wears_out)],
            "where": {key: list(values) for key, values in self.where.items()},
        }


def amount(term: str, how: How) -> Quantity:
    """Return what is declared about the number by which a lever amends a term.

    >>> amount("quorum", "set").low, amount("quorum", "add").high, amount("quorum", "multiply").unit
    (0.2, 0.7, 'ratio')
    """
    of = TERMS[term].quantity
    if how == "set":
        return of
    if how == "multiply":
        return Quantity(1.0, "ratio", 0.0, 10.0, f"Factor: {of.meaning}")
    span = round(of.high - of.low, 12)
    return Quantity(0.0, of.unit, -span, span, f"Added: {of.meaning}")


def is_switch(term: str) -> bool:
    """Return whether a term is a word or a yes or no: nothing stands between its values.

    >>> is_switch("share_rule"), is_switch("veto"), is_switch("quorum")
    (True, True, False)
    """
    return TERMS[term].quantity.unit in ("word", "flag")


def record_of(tree: Mapping[str, Any]) -> LeverRecord:
    """Return the record that a checked tree says; :mod:`sim.reading.lever_records` is what checks."""
    given = {key: _size(tree[key]) for key in EFFORT if key in tree}
    return LeverRecord(
        id=tree["id"],
        no=tree.get("no", 0),
        title=dict(tree["title"]),
        what=dict(tree["what"]),
        amends=tuple(_amends(part) for part in tree["amends"]),
        cost={kind: _size(part) for kind, part in tree.get("cost", {}).items()},
        where=places(tree.get("where", {})),
        free=dict(tree.get("free", {})),
        meant_for=dict(tree.get("meant_for", {})),
        world=tree.get("world", ""),
        **given,
    )


def places(said: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Return where something is used, each key with all it names.

    >>> places({"region": "west", "wave": [0, 1]})
    {'region': ('west',), 'wave': (0, 1)}
    """
    return {key: tuple(part) if isinstance(part, list | tuple) else (part,) for key, part in said.items()}


def _amends(tree: Mapping[str, Any]) -> Amends:
    how = next(how for how in HOW if how in tree)
    return Amends(tree["term"], how, _size(tree[how]), tree.get("note"))


def _size(tree: Any) -> Size:
    if not isinstance(tree, Mapping):
        return Size(tree)
    ends = tree.get("range")
    return Size(tree["value"], tree.get("evidence"), tree.get("assumed"), (ends[0], ends[1]) if ends else None)

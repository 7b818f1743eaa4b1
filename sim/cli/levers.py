"""``gaiju levers``: the measures that can be switched on, in English and Chinese."""

from __future__ import annotations

from sim.cli.catalogue import show
from sim.cli.options import Id, Json
from sim.evidence.claims import honesty
from sim.policies.lever import EFFORT, MONEY, Amends, LeverRecord, Size
from sim.policies.levers import levers as shipped
from sim.policies.terms import TERMS

SIGNS = {"add": "add", "multiply": "multiply by", "set": "set to"}


def levers(id: Id = None, json: Json = False) -> None:
    """List the levers, or explain one: what it amends, on what grounds, at what cost."""
    show("lever", {name: _entry(record) for name, record in shipped().items()}, ("en", "zh", "terms"), id, json)


def _entry(record: LeverRecord) -> dict[str, object]:
    effort = {"staff": record.staff, "lead_months": record.lead_months, "wears_out": record.wears_out}
    return {
        "in a scenario": f"policy: {{levers: [{{lever: {record.id}, from: 2022-01, intensity: 0.8}}]}}",
        "no": record.no,
        **record.title,
        "what": record.what["en"],
        "做法": record.what["zh"],
        "terms": [part.term for part in record.amends],
        **{part.term: _amends(part) for part in record.amends},
        **{kind: _said(record.cost[kind], MONEY[kind].unit) for kind in MONEY if kind in record.cost},
        **{kind: _said(size, EFFORT[kind].unit) for kind, size in effort.items() if size.value},
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

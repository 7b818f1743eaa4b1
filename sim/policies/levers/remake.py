"""Make ``levers.json`` and the table of ``docs/levers.md`` from the records.

Run by ``make levers``, or ``python -m sim.policies.levers.remake``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.document import read_document
from sim.evidence.claims import honesty
from sim.files import write_text
from sim.policies.lever import MONEY, LeverRecord, record_of
from sim.words import pairs

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "levers.md"
BEGIN, END = "<!-- levers: made by `make levers` -->", "<!-- end of levers -->"


def written() -> list[dict[str, Any]]:
    """Return the records of all YAML files, by their number in the list of the sources."""
    files = sorted(HERE.glob("*.yaml"))
    found: list[dict[str, Any]] = [tree for file in files for tree in read_document(file).tree["levers"]]
    return sorted(found, key=lambda tree: int(tree["no"]))


def as_json(trees: Sequence[dict[str, Any]]) -> str:
    """Return the records as JSON, one a line so that a change shows as one.

    >>> print(as_json([{"id": "a"}, {"id": "b"}]), end="")
    [
    {"id": "a"},
    {"id": "b"}
    ]
    """
    return "[\n" + ",\n".join(json.dumps(tree, ensure_ascii=False) for tree in trees) + "\n]\n"


def page(text: str, records: Sequence[LeverRecord]) -> str:
    """Return the page with its table made anew."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{table(records)}{END}{rest.partition(END)[2]}"


def table(records: Sequence[LeverRecord]) -> str:
    """Return all levers as a table in Markdown."""
    english, chinese = pairs("language")["name"]
    rows = [f"| no | id | {english} | {chinese} | amends | yuan | staff | lead | half-life |", "|" + "---|" * 9]
    return "\n".join(rows + [_row(record) for record in records]) + "\n"


def _row(record: LeverRecord) -> str:
    signs = {"add": "+", "multiply": "×", "set": "= "}
    amends = "; ".join(
        f"`{one.term}` {signs[one.how] if one.how != 'add' or float(one.size.value) > 0 else ''}{shown(one.size.value)}"
        f" ({honesty(one.quantity())[0]})"
        for one in record.amends
    )
    units = dict(zip(MONEY, ("/household/month", "/village/month", " once a village"), strict=True))
    yuan = "; ".join(f"{shown(record.yuan(kind))}{units[kind]}" for kind in MONEY if record.yuan(kind))
    effort = (shown(size.value) if size.value else "" for size in (record.staff, record.lead_months, record.wears_out))
    said = (str(record.no), f"`{record.id}`", record.title["en"], record.title["zh"], amends, yuan, *effort)
    return "| " + " | ".join(said) + " |"


def shown(value: float | str) -> str:
    """Write a number without a needless fraction.

    >>> shown(2000.0), shown(0.05)
    ('2000', '0.05')
    """
    return value if isinstance(value, str) else str(int(value)) if value == int(value) else f"{value:g}"


def main() -> None:
    """Rewrite the shipped JSON, and the page in a checkout."""
    trees = written()
    write_text(HERE / "levers.json", as_json(trees))
    if PAGE.is_file():
        write_text(PAGE, page(PAGE.read_text("utf-8"), [record_of(tree) for tree in trees]))


if __name__ == "__main__":
    main()

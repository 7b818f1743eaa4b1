"""Make ``claims.json`` from ``claims.yaml``: ``make evidence``, or ``python -m sim.evidence.remake``."""

from __future__ import annotations

import json
from pathlib import Path

from sim.document import Tree, read_document
from sim.files import write_text

HERE = Path(__file__).parent


def as_json(tree: Tree) -> str:
    """Return the claims as JSON, one entry a line so that a change shows as one.

    >>> print(as_json({"evidence": [{"id": "a"}, {"id": "b"}]}), end="")
    {
    "evidence": [
    {"id": "a"},
    {"id": "b"}
    ]
    }
    """
    parts = []
    for name, entries in tree.items():
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        parts.append(f"{json.dumps(name)}: [\n{lines}\n]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Rewrite the shipped JSON."""
    write_text(HERE / "claims.json", as_json(read_document(HERE / "claims.yaml").tree))


if __name__ == "__main__":
    main()

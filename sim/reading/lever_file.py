"""A modeller's own levers: a file of records beside the scenario, read as strictly as the scenario itself.

``policy.lever_file`` is replaced by the list ``policy.lever_records`` before anything is checked, each value with its
place in that file. A resolved scenario holds the records themselves: it needs no second file.
"""

from __future__ import annotations

from sim.document import Document, DocumentError, TreePath
from sim.reading.numbers import unknown_keys
from sim.reading.shipped import document_at, named

NAMED: TreePath = ("policy", "lever_file")
RECORDS: TreePath = ("policy", "lever_records")


def with_levers(document: Document) -> Document:
    """Return the document with the records of ``policy.lever_file`` read in.

    Raises
    ------
    DocumentError
        If the file cannot be read or is no list of levers.
    """
    policy = document.tree.get("policy")
    if not isinstance(policy, dict) or NAMED[-1] not in policy:
        return document
    if RECORDS[-1] in policy:
        raise DocumentError([document.problem(NAMED, "give `lever_file` or the list `lever_records`, not both")])
    records = _records(named(document, NAMED, "my-levers.yaml"))
    places = {path: place for path, place in document.places.items() if path != NAMED}
    places |= {(*RECORDS, *path[1:]): place for path, place in records.places.items() if path[:1] == ("levers",)}
    kept = {key: part for key, part in policy.items() if key != NAMED[-1]}
    tree = document.tree | {"policy": kept | {RECORDS[-1]: records.tree["levers"]}}
    return Document(tree, places, places, document.notes + records.notes)


def _records(file: str) -> Document:
    """Return a file of records.

    Raises
    ------
    DocumentError
        If it is none.
    """
    document = document_at(file)
    tree = document.tree
    if not isinstance(tree, dict) or not isinstance(tree.get("levers"), list):
        raise DocumentError([document.problem((), "a file of levers holds `levers:` and a record after each `- `")])
    wrong = [document.problem(*fault) for fault in unknown_keys(tree, ("levers",))]
    if wrong:
        raise DocumentError(wrong)
    return document

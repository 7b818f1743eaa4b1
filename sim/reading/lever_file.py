"""A modeller's own levers: a file of records beside the scenario, read as strictly as the scenario itself.

``policy.lever_file`` is replaced by the list ``policy.lever_records`` before anything is checked, each value with its
place in that file. A resolved scenario holds the records themselves: it needs no second file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sim.document import Document, DocumentError, Place, Problem, TreePath, did_you_mean
from sim.reading.numbers import shown
from sim.reading.shipped import beside, document_at, located

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
    records = _records(_file(document, policy))
    places = {path: place for path, place in document.places.items() if path != NAMED}
    places |= {(*RECORDS, *path[1:]): place for path, place in records.places.items() if path[:1] == ("levers",)}
    kept = {key: part for key, part in policy.items() if key != NAMED[-1]}
    tree = document.tree | {"policy": kept | {RECORDS[-1]: records.tree["levers"]}}
    return Document(tree, places, places, document.notes + records.notes)


def seen_from(place: Place) -> str:
    """Return the file beside which a relative path is read; for a ``--set`` none, that is where the command runs."""
    return place.file if place.line else ""


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
    wrong = [document.problem((key,), _unknown(key)) for key in tree if key != "levers"]
    if wrong:
        raise DocumentError(wrong)
    return document


def _unknown(key: str) -> str:
    return f"unknown key `{key}`{did_you_mean(key, ['levers'])}; allowed is levers"


def _file(document: Document, policy: dict[str, Any]) -> str:
    """Return the address of the file that is named, seen from the file in which it is named.

    Raises
    ------
    DocumentError
        If it names none, or records are listed as well.
    """
    said, here = policy["lever_file"], seen_from(document.place(NAMED))
    if "lever_records" in policy:
        raise _refused(document, "give `lever_file` or the list `lever_records`, not both")
    if not isinstance(said, str) or not said or "://" in said or Path(said).is_absolute() or "\\" in said:
        raise _refused(document, f"{shown(said)} is no path of a file, relative to this one, such as my-levers.yaml")
    file = beside(here, said)
    if not os.path.isfile(located(file)):
        there = sorted(other.name for other in located(file).parent.glob("*.yaml"))
        raise _refused(document, f"there is no file `{file}`{did_you_mean(Path(file).name, there)}")
    return file


def _refused(document: Document, message: str) -> DocumentError:
    problem: Problem = document.problem(NAMED, message)
    return DocumentError([problem])

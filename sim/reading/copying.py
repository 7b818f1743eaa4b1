"""A copy of a shipped example to start from, which means the same wherever it is put."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from sim.document import Document, Place, Tree, TreePath, dotted, part_at, text_of
from sim.reading.kinds import VERBS
from sim.reading.shipped import SCHEME, beside, document_at, located, short

_SCALAR = re.compile(r"""'[^']*'|"[^"]*"|[^\s#,}\]]+""")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_HEAD = """\
# A copy of the example {name}, written by `gaiju new`. It is yours: change whatever you like.
#   what stands here wins over what it extends; `extends: {scheme}NAME` means a shipped scenario from any directory
#   ways of rolling it out and their options   gaiju strategies {strategy}
#   measures to switch on, with their prices   gaiju levers
#   numbers of mechanisms (uncertainties:)     gaiju parameters
#   numbers of the sources (evidence: id)      gaiju evidence
#   every key that may stand here              gaiju schema
#   to begin in another year                   clock: {{start: 2027-01}}{dates}
# A number is bare, or {{value: 0.2, assumed: why, range: [0.1, 0.3]}}, or {{value: 0.2, evidence: id}}.
# Try next
#   gaiju check {file}
#   gaiju plan {file}
#   gaiju run {file} -n 2
#   gaiju compare {name} {file} -n 8     what your changes do, once you have made some
"""
_STUDY_HEAD = """\
# A copy of the study {name}, written by `gaiju new`. It is yours: change whatever you like.
#   what can be a factor (uncertainties., world.terms.)   gaiju parameters
#   options of strategies (policy.rollout.)               gaiju strategies NAME
#   what can be looked at (outcomes:)                     gaiju outcomes
# A factor is {{}} for its declared range, or {{low: 0.1, high: 0.4, distribution: triangle, mode: 0.2}}.
# Try next
#   gaiju check {file}
#   gaiju plan {file}
#   gaiju {verb} {file}
"""
_TITLE = "# The title stands in every table and figure: say here what this scenario is, in one language or both.\n"


def copied(at: str, target: Path) -> Mapping[Path, str]:
    """Return the files of a copy and their texts: the scenario at ``target``, and the tables it names beside it.

    Parameters
    ----------
    at
        Address of the shipped scenario.
    target
        Where the copy is to stand; the scenario is named after it if that is a name a scenario may have.

    Raises
    ------
    DocumentError
        If the shipped scenario cannot be read.
    """
    from sim.reading.numbers import NAME  # pydantic comes with it: a list of examples does not wait

    document = document_at(at)
    changes: dict[Place, str] = {}
    if "extends" in document.tree:
        changes[document.values["extends",]] = short(beside(at, document.tree["extends"]))
    if re.fullmatch(NAME, target.stem):
        changes[document.values["name",]] = target.stem
    texts: dict[Path, str] = {}
    for path, said in _tables(document):
        file = beside(at, said)
        changes[document.values[path]] = Path(file).name
        texts[target.with_name(Path(file).name)] = text_of(located(file))
    text = _titled(_changed(text_of(located(at)), changes), document, changes.get(document.values["name",]))
    return {target: _head(at, document, target) + text} | texts


def purpose(text: str) -> str:
    r"""Return the first sentence of the comment a scenario begins with: what it is for.

    >>> purpose("# Pilots first,\n# waves later. Then the others.\nschema: 1")
    'Pilots first, waves later.'
    """
    lines = []
    for line in text.splitlines():
        if not line.startswith("# "):
            break
        lines.append(line[2:].strip())
    return re.split(r"(?<=\.)\s", " ".join(lines), maxsplit=1)[0]


def _tables(document: Document) -> Iterator[tuple[TreePath, str]]:
    """Yield where a scenario names files of its own, and which."""
    for path in document.values:
        if path == ("policy", "lever_file") or (path[:2] == ("world", "regions") and path[3:] == ("villages_file",)):
            yield path, str(part_at(document.tree, path))


def _head(at: str, document: Document, target: Path) -> str:
    if "study" in document.tree:
        short_name, verb = short(at).removeprefix(SCHEME), VERBS[document.tree["study"]]
        return _STUDY_HEAD.format(name=short_name, file=shlex.quote(str(target)), verb=verb)
    strategy = document.tree.get("policy", {}).get("rollout", {}).get("strategy", "NAME")
    name = short(at).removeprefix(SCHEME)
    words = {"name": name, "scheme": SCHEME, "strategy": strategy, "dates": _dates(document)}
    return _HEAD.format(**words, file=shlex.quote(str(target)))


def _dates(document: Document) -> str:
    """Return what to move beside the clock: dates do not move by themselves, months counted from the start do."""
    from sim.reading.gathering import chained, gather

    tree = gather(chained(document)).tree
    dated = [path for path, said in _scalars(tree) if _MONTH.fullmatch(str(said)) and "range" not in path]
    found = dict.fromkeys(dotted(path).removesuffix(".value") for path in dated)
    dates = [name for name in found if name != "clock.start"]
    return f"; move these dates as far, with their ranges: {', '.join(dates)}" if dates else "; all else moves with it"


def _scalars(tree: Tree, path: TreePath = ()) -> Iterator[tuple[TreePath, Tree]]:
    if isinstance(tree, dict | list):
        for key, part in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from _scalars(part, (*path, key))
    else:
        yield path, tree


def _titled(text: str, document: Document, name: str | None) -> str:
    """Return a copy's text with a title of its own, by its new name: two scenarios of one title are not told apart."""
    if ("title",) not in document.places:
        return text
    lines, number = text.splitlines(keepends=True), document.places["title",].line - 1
    line = lines[number]
    if name is not None and name != document.tree["name"] and line.rstrip().endswith("}"):
        line = f'title: {{en: "{name}", zh: "{name}"}}\n'
    return "".join([*lines[:number], _TITLE, line, *lines[number + 1 :]])


def _changed(text: str, changes: Mapping[Place, str]) -> str:
    """Return a text with other words at some places."""
    lines = text.splitlines(keepends=True)
    for place, word in sorted(changes.items(), key=lambda change: (change[0].line, -change[0].column)):
        line, column = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = line[:column] + _SCALAR.sub(word.replace("\\", "\\\\"), line[column:], count=1)
    return "".join(lines)

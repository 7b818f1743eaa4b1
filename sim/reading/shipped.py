"""The shipped examples: where they stand, and how a scenario names one from any directory.

``gaiju:rollout/phased-pilots`` means the same file wherever it is written, in a checkout as in an installed wheel; a
relative path means another file as soon as whoever wrote it moves. An *address* is a path, or such a name with its
folder and suffix; origins and problems carry addresses, so that a resolved scenario tells the same on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sim.document import Document, DocumentError, Problem, TreePath, part_at, read_document
from sim.scalars import did_you_mean

SCHEME = "gaiju:"


def folder() -> Path:
    """Return the folder of the shipped examples: in the package once installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


@cache
def shipped() -> tuple[str, ...]:
    """Return the names of the shipped YAML files, such as ``rollout/phased-pilots``, in order."""
    files = (path.relative_to(folder()).as_posix() for path in folder().rglob("*.yaml"))
    return tuple(sorted(file.removesuffix(".yaml") for file in files))


@cache
def _words() -> Mapping[str, str]:
    """Return the words by which a shipped file may be named: with or without folder, the whole name first."""
    last = {name.rpartition("/")[2]: name for name in shipped()}
    return last | {name: name for name in shipped()}


def address(word: str) -> str | None:
    """Return the address of the shipped file that a word names, or None.

    >>> address("phased-pilots"), address("gaiju:rollout/phased-pilots"), address("rollout")
    ('gaiju:rollout/phased-pilots.yaml', 'gaiju:rollout/phased-pilots.yaml', None)
    """
    name = _words().get(word.removeprefix(SCHEME).removesuffix(".yaml") if word.startswith(SCHEME) else word)
    return None if name is None else f"{SCHEME}{name}.yaml"


def short(name: str) -> str:
    """Return the name of an address as one writes it: without suffix.

    >>> short("gaiju:rollout/phased-pilots.yaml")
    'gaiju:rollout/phased-pilots'
    """
    return name.removesuffix(".yaml")


def without_root(word: str) -> str:
    """Return a word of a command as a page may say it, without the folders of the machine.

    Of a path from the root that is what stands below the working directory, and elsewhere its last two parts.

    >>> without_root("--assumed"), without_root("docs/ranking.md"), without_root("/home/me/gaiju/docs/ranking.md")
    ('--assumed', 'docs/ranking.md', 'docs/ranking.md')
    """
    path = Path(word)
    if not path.is_absolute():
        return word
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else "/".join(path.parts[-2:])


def unknown(word: str) -> str:
    """Return what to say of a word that names no shipped file."""
    near = did_you_mean(word, _words())
    return f"no shipped scenario is called `{word}`{near or ';'} `gaiju new --list` shows them"


def beside(here: str, said: str) -> str:
    """Return the address of what a file at the address ``here`` names.

    >>> beside("mine/a.yaml", "../b.yaml"), beside("gaiju:rollout/drift.yaml", "../baseline/national.yaml")
    ('b.yaml', 'gaiju:baseline/national.yaml')
    """
    if said.startswith(SCHEME):
        return address(said) or said
    scheme, path = (SCHEME, here.removeprefix(SCHEME)) if here.startswith(SCHEME) else ("", here)
    return scheme + os.path.normpath(Path(path).parent / said)


def located(at: str) -> Path:
    """Return the path of the file at an address.

    Raises
    ------
    DocumentError
        If the address is that of a shipped file and leads out of their folder.
    """
    if not at.startswith(SCHEME):
        return Path(at)
    said = Path(os.path.normpath(at.removeprefix(SCHEME)))
    if said.is_absolute() or said.parts[0] == "..":
        message = f"`{SCHEME}` names a shipped file: nothing outside their folder is read"
        raise DocumentError([Problem(at, 0, 0, (), message)])
    return folder() / said


def named(document: Document, path: TreePath, example: str) -> str:
    """Return the address of the file that is named at a path of a document, seen from where it is named.

    Raises
    ------
    DocumentError
        At that path, if it names none; with ``example`` where it is no path of a file at all.
    """
    said, place = part_at(document.tree, path), document.place(path)
    if not isinstance(said, str) or not said.strip() or "://" in said or "\\" in said or Path(said).is_absolute():
        from sim.reading.numbers import shown

        message = f"{shown(said)} is no path of a file, relative to this one, such as {example}"
        raise DocumentError([document.problem(path, message)])
    # a ``--set`` stands in no file: its paths are seen from where the command runs
    file = beside(place.file if place.line else "", said)
    try:
        if os.path.isfile(at := located(file)):
            return file
        raise DocumentError([document.problem(path, missing(file, at, str(path[-1])))])
    except DocumentError as error:
        raise DocumentError([document.problem(path, error.problems[0].message)]) from None


def missing(file: str, at: Path, key: str) -> str:
    """Return what to say of a file that is not there: a copy that was moved left behind what it names."""
    suffix = at.suffix or ".yaml"
    if file.startswith(SCHEME) and suffix == ".yaml":
        return unknown(file.removeprefix(SCHEME))
    siblings = sorted(other.stem for other in at.parent.glob(f"*{suffix}")) if os.path.isdir(at.parent) else []
    near = did_you_mean(at.stem, siblings).replace("`?", f"{suffix}`?")
    if (example := address(at.stem)) and not near and suffix == ".yaml":
        near = f"; write `{key}: {short(example)}`, which means the shipped file from anywhere"
    return f"there is no file `{file}`{near}"


def document_at(at: str) -> Document:
    """Return the document at an address; its places carry the address.

    Raises
    ------
    DocumentError
        If it cannot be read.
    """
    return read_document(located(at), at)


def opened(path: str | Path) -> Document:
    """Return the scenario file of a path, or of a shipped name where no such file exists.

    Raises
    ------
    DocumentError
        If there is neither, or it cannot be read.
    """
    word = str(path) if isinstance(path, str) else path.as_posix()
    found = None if os.path.isfile(path) else address(word)
    if found is None and not os.path.lexists(path):
        named = Path(word).name.removesuffix(".yaml")
        if word.startswith(SCHEME) or not Path(word).suffix:
            message = f"there is no such file, and {unknown(word.removeprefix(SCHEME))}"
        elif (example := address(named)) is not None:
            message = f"there is no such file; the shipped scenario is called `{short(example).removeprefix(SCHEME)}`"
        else:
            message = "there is no such file; shipped scenarios go by their names: `gaiju new --list` shows them"
        raise DocumentError([Problem(word, 0, 0, (), message)])
    return document_at(found or str(path))

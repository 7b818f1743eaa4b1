"""Stamp pages that are made from runs, and say which are out of date.

A stamp holds digests of the *rules* (the code that a run passes through, without its comments and docstrings, which
holds every number of the mechanisms), of the *scenarios* and the *ensembles* that are shipped, and of the *evidence*. A
page whose stamp differs from the present one may still be right, but nobody has looked: it says so at its top until it
is made again by the command it names. Whatever of these is younger than the runs behind a page may not be what they
were made from: such a page gets no stamp.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from sim.document import Tree, parse
from sim.files import write_text
from sim.reading.shipped import folder

PACKAGE = Path(__file__).parents[1]
RULES = ("agents", "columns", "founding", "measures", "networks", "phases", "policies", "rules")
"""Rooms that a run passes through, with the modules beside them."""
BESIDE = ("arrays", "model", "month", "quantity", "scenario", "streams", "world")
_STAMP = re.compile(r"\n*<!-- made with (.*?) -->\n*\Z")
_BANNER = re.compile(r"\A> \*\*(?:Perhaps o|O)ut of date\.\*\*.*?\n\n", re.DOTALL)
COMMAND = re.compile(r"(?:Made|Written) by `gaiju ([^`]* --page [^`]*)`")
"""How a page names the command that makes it."""


@cache
def present() -> Mapping[str, str]:
    """Return the digests of what pages are made from today."""
    return {what: _digest(files) for what, files in _sources().items()}


@cache
def _sources() -> Mapping[str, tuple[Path, ...]]:
    """Return the files that pages are made from, in order."""
    beside = [PACKAGE / f"{name}.py" for name in BESIDE]
    return {
        "rules": (*beside, *_below(*(PACKAGE / room for room in RULES))),
        "scenarios": _below(folder()),
        "ensembles": _below(PACKAGE / "calibrated"),
        "evidence": _below(PACKAGE / "evidence"),
    }


def stamped(text: str, begun: datetime | None = None) -> str:
    """Return a page with the stamp of today in place of any other, and without a banner.

    Parameters
    ----------
    begun
        When its runs were begun, if not just now: the page gets no stamp, and says so, where a source is younger.
    """
    bare = _STAMP.sub("", _BANNER.sub("", text)).rstrip()
    files = [file for files in _sources().values() for file in files]
    if begun is not None and max(file.stat().st_mtime for file in files) > begun.timestamp():
        return marked(f"{bare}\n")
    stamp = ", ".join(f"{what} {digest}" for what, digest in present().items())
    return f"{bare}\n\n<!-- made with {stamp} -->\n"


def changed(text: str) -> tuple[str, ...]:
    """Return what has changed since a page was stamped; ``("stamp",)`` for a page without one."""
    stamp = _STAMP.search(text)
    if stamp is None:
        return ("stamp",)
    said = dict(part.split(" ", 1) for part in stamp[1].split(", "))
    return tuple(what for what, digest in present().items() if said.get(what) != digest)


def pages(docs: Path) -> Iterator[Path]:
    """Yield the pages below a folder that name the ``gaiju`` command they are made by."""
    for path in sorted(docs.rglob("*.md")):
        if COMMAND.search(path.read_text("utf-8")):
            yield path


def command(text: str) -> str:
    """Return the command that makes a page, without ``gaiju``."""
    return str(COMMAND.findall(text)[0])


def marked(text: str) -> str:
    """Return a page that says at its top whether it is out of date.

    >>> marked("# A page").splitlines()[0]
    '> **Perhaps out of date.** It is not known which rules this page was made with.'
    """
    since = changed(text)
    bare = _BANNER.sub("", text)
    if not since:
        return bare
    what = f"**Out of date.** The {' and the '.join(since)} have changed since this page was made."
    unknown = "**Perhaps out of date.** It is not known which rules this page was made with."
    said = unknown if since == ("stamp",) else what
    return f"> {said}\n> Its numbers may no longer hold. The command named below makes the page again.\n\n{bare}"


def mark(docs: Path) -> list[Path]:
    """Write into every page below a folder whether it is out of date; return those that are."""
    stale = []
    for path in pages(docs):
        text = path.read_text("utf-8")
        if marked(text) != text:
            write_text(path, marked(text))
        stale += [path] if changed(text) else []
    return stale


def _below(*folders: Path) -> tuple[Path, ...]:
    found = (path for folder in folders for path in folder.rglob("*"))
    return tuple(sorted(path for path in found if path.suffix in (".py", ".yaml", ".csv", ".parquet")))


def _digest(files: Iterable[Path]) -> str:
    """Return the digest of files by what they say: of code its syntax tree without docstrings, of YAML no sentences."""
    whole = hashlib.blake2b(digest_size=8)
    for file in files:
        raw = file.read_bytes()
        if file.suffix == ".yaml":
            raw = repr(_words(parse(raw.decode(), "").tree)).encode()
        whole.update(_bare(raw.decode()).encode() if file.suffix == ".py" else raw)
    return whole.hexdigest()


def _words(tree: Tree) -> Tree:
    """Return a tree without its sentences and Chinese words: titles and reasons change no number."""
    if isinstance(tree, dict):
        return {key: _words(part) for key, part in tree.items()}
    if isinstance(tree, list):
        return [_words(part) for part in tree]
    return "" if isinstance(tree, str) and (" " in tree or not tree.isascii()) else tree


def _bare(code: str) -> str:
    """Return code without imports, comments and docstrings: where a module stands changes no number."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            node.body = [part for part in node.body if not _silent(part)]
    return ast.dump(tree)


def _silent(part: ast.stmt) -> bool:
    words = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)
    return words or isinstance(part, (ast.Import, ast.ImportFrom))

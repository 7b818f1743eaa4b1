"""What is the same on every machine: texts without times, paths, versions and the last digits of numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

DIGITS = 6
"""Digits of numbers in tables: what differs behind them differs between processors and versions of libraries."""
MOST = 3
"""Items of a list that are shown of JSON."""
BLOCKS = {"p", "h1", "h2", "h3", "h4", "li", "tr", "summary", "figcaption", "div", "section", "dt", "dd", "caption"}
SILENT = {"script", "style", "svg", "title"}
_PATTERNS = (
    (re.compile(r"<!-- made with .* -->"), "STAMP"),
    (re.compile(r"\b\d{8}T\d{6}Z-[0-9a-f]{6}(-\d+)?\b"), "RUN"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(\+00:00|Z)?"), "TIME"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "SHA256"),
    (re.compile(r"\b[0-9a-f]{40}\+?"), "COMMIT"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "DIGEST"),
    (re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{16}\b"), "RUN_ID"),
    (re.compile(r"\b(python|numpy|scipy|pandas|mesa|gaiju|Python)([ :]+)\d+(\.\d+)+\w*"), r"\1\2VERSION"),
    (re.compile(r"about [\d.,]+ \w+ on \d+ cores? \([\d.,]+ \w+ a run"), "about TIME on SOME cores (TIME a run"),
)
_FLOAT = re.compile(r"-?\d+\.\d+(e[+-]?\d+)?")


def plain(text: str, *places: Path) -> str:
    """Return a text without what differs from run to run and from machine to machine.

    Parameters
    ----------
    places
        Folders whose names are cut off in front of paths.
    """
    for place in places:
        text = text.replace(f"{place}/", "").replace(str(place), "HERE")
    for pattern, said in _PATTERNS:
        text = pattern.sub(said, text)
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"


def rounded(text: str) -> str:
    """Return a table whose numbers keep their first digits.

    >>> rounded("a,0.1234567891,-1.5e-17,12345678.9,3")
    'a,0.123457,0,1.23457e+07,3'
    """
    return _FLOAT.sub(lambda found: _short(float(found[0])), text)


def _short(number: float) -> str:
    return "0" if abs(number) < 1e-12 else f"{number:.{DIGITS}g}"


def as_json(said: Any) -> str:
    """Return JSON in which long lists show their beginning, and numbers their first digits."""
    return json.dumps(_cut(said), ensure_ascii=False, indent=1) + "\n"


def _cut(said: Any) -> Any:
    if isinstance(said, Mapping):
        return {key: _cut(part) for key, part in said.items()}
    if isinstance(said, list | tuple):
        more = [f"and {len(said) - MOST} more"] if len(said) > MOST and not isinstance(said[0], str) else []
        return [*map(_cut, said[:MOST] if more else said), *more]
    return float(_short(said)) if isinstance(said, float) and said == said else said


class _Reader(HTMLParser):
    """Collects what a page shows, a line a block, cells apart."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in BLOCKS or tag == "br":
            self.lines.append("")
        if tag in {"td", "th"} and self.lines[-1].strip():
            self.lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        if tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines[-1] += " ".join(data.split()) + " " if data.strip() else ""


def read_html(page: str) -> str:
    """Return the text that a page shows, without figures and data.

    >>> read_html("<h1>A</h1><table><tr><td>1</td><td>b</td></tr></table><script>no</script>")
    'A\\n1 | b'
    """
    reader = _Reader()
    reader.feed(page)
    lines = (re.sub(r" +\|", " |", " ".join(line.split())) for line in reader.lines)
    return "\n".join(line for line in lines if line)

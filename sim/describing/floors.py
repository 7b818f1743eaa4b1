"""The picture of the floors, drawn from the import contract in pyproject.toml and the first line of every module.

It is written as plain SVG: a page of rectangles needs no drawing library.
"""

from __future__ import annotations

import ast
import re
import textwrap
import tomllib
from collections.abc import Sequence
from html import escape
from pathlib import Path

WIDTH, MARGIN, GAP, LINE, SIGNS = 980, 14, 8, 15, 6.3
"""Pixels: of the sheet, its margin, between boxes, of a line, of a sign."""
INK, GREY, FILLS = "#1a1a1a", "#555555", ("#e8f1f8", "#f6f3ea")
SOFTWARE = "sim"
TITLE = "The floors of gaiju: a module imports only from floors below"


def floors(contract: str) -> list[tuple[str, ...]]:
    r"""Return the floors of an import contract from the highest down, each with its modules.

    >>> floors('[[tool.importlinter.contracts]]\ntype="layers"\nlayers=["(cli) | (web)", "arrays"]')
    [('cli', 'web'), ('arrays',)]
    """
    contracts = tomllib.loads(contract)["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    return [tuple(re.findall(r"\w+", layer)) for layer in layers]


def said(home: Path, module: str) -> str:
    """Return the first sentence a module says of itself."""
    package, file = home / module / "__init__.py", home / f"{module}.py"
    tree = ast.parse((package if package.is_file() else file).read_text("utf-8"))
    whole = " ".join((ast.get_docstring(tree) or "").partition("\n\n")[0].split())
    plain = re.sub(r":\w+:|`", "", whole)
    return re.split(r"(?<=[.])\s", plain)[0]


def standing(home: Path, levels: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the floors with the modules that exist; the contract may name some that are still to be built."""
    known = {path.stem for path in home.glob("*.py")} | {path.parent.name for path in home.glob("*/__init__.py")}
    kept = [tuple(name for name in level if name in known) for level in levels]
    return [level for level in kept if level]


def picture(root: Path) -> str:
    """Return the picture of the floors of the checkout in ``root``, as SVG."""
    home = root / SOFTWARE
    levels = standing(home, floors((root / "pyproject.toml").read_text("utf-8")))
    parts, top = (
        [_text(MARGIN, 30, TITLE, 17, INK, bold=True)],
        48,
    )
    for number, level in enumerate(levels):
        told = [(name, said(home, name)) for name in level]
        drawn, height = _floor(told, top, FILLS[number % 2])
        parts += drawn
        top += height + GAP
    note = "Boxes side by side do not know each other. Made by `gaiju odd --write` from pyproject.toml and the modules."
    parts.append(_text(MARGIN, top + LINE, note, 12, GREY))
    return _sheet(parts, top + 2 * LINE)


def _floor(told: Sequence[tuple[str, str]], top: int, fill: str) -> tuple[list[str], int]:
    """Return the boxes of one floor and their height."""
    wide = (WIDTH - 2 * MARGIN - GAP * (len(told) - 1)) / len(told)
    texts = [textwrap.wrap(words, int((wide - 20) / SIGNS)) for _, words in told]
    height = 30 + LINE * max(map(len, texts))
    drawn = []
    for place, ((name, _), lines) in enumerate(zip(told, texts, strict=True)):
        left = MARGIN + place * (wide + GAP)
        place_and_size = f'x="{left:.0f}" y="{top}" width="{wide:.0f}" height="{height}"'
        drawn.append(f'<rect {place_and_size} rx="4" fill="{fill}" stroke="{GREY}"/>')
        drawn.append(_text(left + 10, top + 19, name, 14, INK, bold=True))
        drawn += [_text(left + 10, top + 36 + LINE * row, line, 12, GREY) for row, line in enumerate(lines)]
    return drawn, height


def _text(left: float, base: float, words: str, size: int, colour: str, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{left:.0f}" y="{base:.0f}" font-size="{size}" fill="{colour}"{weight}>{escape(words)}</text>'


def _sheet(parts: Sequence[str], height: int) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
    paper = '<rect width="100%" height="100%" fill="white"/>'
    return "\n".join([f'{head}font-family="DejaVu Sans, Arial, sans-serif">', paper, *parts, "</svg>\n"])

"""A figure as SVG that stands inside a page: text stays text, names are its own, nothing points out of it."""

from __future__ import annotations

import io
import re

from matplotlib.figure import Figure

from sim.figures.style import STYLE, Sheet, as_written

_HEAD = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_SIZE = re.compile(r'^<svg [^>]*?viewBox="([^"]*)"[^>]*>')
_REFERENCE = re.compile(r'(?:url\(#|href="#)([^")]+)')
_ID = re.compile(r' id="([^"]*)"')
_FAMILY = re.compile(r"font-family: [^;\"]*;? ?")
_LONG_NUMBER = re.compile(r"(\d\.\d{2})\d+")
_LINE = re.compile(r' d="[^"]*"', re.DOTALL)
_CURVE = re.compile(r"[CQ]")
_TENTHS = re.compile(r"(\d\.\d)\d+")
"""A tenth of a point is what a line needs."""
_UNTURNED = re.compile(r' transform="rotate\(-0 [^"]*\)"')
_TAG = re.compile(r"<[^>]*>")


def inline(figure: Sheet, prefix: str) -> str:
    """Return a figure as an SVG element for a page, drawn by the fonts of the page.

    Parameters
    ----------
    prefix
        Begins the names inside, so that those of several figures on a page differ.
    """
    with io.StringIO() as kept:
        with as_written(figure, STYLE | {"svg.fonttype": "none"}):
            Figure.savefig(figure, kept, format="svg", metadata={"Date": None})
        text = kept.getvalue()
    figure.set_layout_engine("none")
    text = _HEAD.sub("", text).replace("xlink:href", "href")
    text = _SIZE.sub(r'<svg viewBox="\1" aria-hidden="true">', text)
    return _TAG.sub(lambda tag: _shorter(tag[0]), _renamed(text, prefix)).strip()


def _renamed(text: str, prefix: str) -> str:
    """Return a text in which only names that are pointed to stay, each with the prefix."""
    names = {name: f"{prefix}{number}" for number, name in enumerate(dict.fromkeys(_REFERENCE.findall(text)))}
    text = _ID.sub(lambda found: f' id="{names[found[1]]}"' if found[1] in names else "", text)
    return _REFERENCE.sub(lambda found: found[0].replace(found[1], names[found[1]]), text)


def _fewer_signs(line: str) -> str:
    """Return the points of a line without repeating the command: what follows a move is a line, unless curves do."""
    return line if _CURVE.search(line) else f" {' '.join(line.split()).replace(' L ', ' ')}"


def _shorter(tag: str) -> str:
    """Return a tag without the font, which the page chooses, and without digits nobody sees."""
    if tag.startswith("<image"):
        return tag
    if tag.startswith("<path"):
        tag = _LINE.sub(lambda line: _fewer_signs(_TENTHS.sub(r"\1", line[0])), tag)
    return _LONG_NUMBER.sub(r"\1", _UNTURNED.sub("", _FAMILY.sub("", tag)))

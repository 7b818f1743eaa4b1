"""Make ``wide.ttf`` again: ``python -m sim.figures.remake``."""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from sim.figures.speech import WIDE_FAMILY, WIDE_FONT
from sim.files import write_bytes

EM, WIDE_SIGN = 1000, "wide"
RANGES = ((0x2E80, 0x9FFF), (0xFF00, 0xFFEF))
"""Signs that are as wide as high: radicals, punctuation, Han, full-width forms."""


def made() -> bytes:
    """Return a font whose Chinese signs are all the same empty square; the same bytes every time."""
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder([".notdef", WIDE_SIGN])
    font.setupCharacterMap({})
    font.setupGlyf(dict.fromkeys((".notdef", WIDE_SIGN), TTGlyphPen(None).glyph()))
    font.setupHorizontalMetrics(dict.fromkeys((".notdef", WIDE_SIGN), (EM, 0)))
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": WIDE_FAMILY, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    font.setupPost()
    table = CmapSubtable.newSubtable(13)  # many signs, one glyph
    table.platformID, table.platEncID, table.format, table.language = 3, 10, 13, 0
    table.cmap = {code: WIDE_SIGN for first, last in RANGES for code in range(first, last + 1)}
    font.font["cmap"].tables = [table]
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    with io.BytesIO() as kept:
        font.save(kept)
        return kept.getvalue()


if __name__ == "__main__":
    write_bytes(WIDE_FONT, made())

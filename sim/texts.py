"""The text of a file: bounded in size, in UTF-8 or in what Chinese office programs write in its place.

Excel and Notepad on a Chinese Windows save GBK (a part of GB18030) unless told otherwise, and UTF-16 as "Unicode
text". Any bytes decode as *something* in GB18030, so that it is believed only where the result looks like Chinese.
"""

from __future__ import annotations

import codecs
from pathlib import Path

LARGEST = 256 * 1024
"""Bytes of the largest file that is read: the parser of YAML is slow, and a scenario is small."""
TOO_LARGE = f"larger than the {LARGEST // 1024} kB that are read"
COMMON = 0.8
"""Part of the letters beyond ASCII that must belong to GB2312 before a text is taken for GB18030: GB2312 holds 6,763
hanzi, nearly all of written Chinese, while UTF-8, Big5 or Latin-1 read as GB18030 give mostly rarer ones."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_text(raw: bytes) -> tuple[str, str]:
    """Return the text of a file without its byte order mark, and the name of its encoding.

    >>> decode_text("East Well".encode()), decode_text("East Well".encode("utf-16"))
    (('East Well', 'UTF-8'), ('East Well', 'UTF-16'))

    Raises
    ------
    UnicodeDecodeError
        If it is none of UTF-8, UTF-16 with a byte order mark, and GB18030; of UTF-8 it says where that ends.
    """
    if raw.startswith(_UTF16):
        return raw.decode("utf-16"), "UTF-16"
    try:
        return raw.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
        beyond = [letter for letter in text if letter.isalpha() and not letter.isascii()]
        if "\ufffd" in text or len("".join(beyond).encode("gb2312", "ignore")) < COMMON * 2 * len(beyond):
            raise
        return text, "GB18030"


def read_bounded(path: Path) -> bytes:
    """Return the bytes of a regular file, never more than are allowed.

    Raises
    ------
    OSError
        If there is no such file.
    ValueError
        If it is no regular file, or too large.
    """
    if path.is_dir():
        raise ValueError("this is a directory; name a file in it")
    if path.exists() and not path.is_file():
        raise ValueError("not a regular file")
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(TOO_LARGE)
    return content

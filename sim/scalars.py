"""What plain words of YAML mean, and slips of the keyboard in them that a parser does not name.

A Chinese keyboard writes full-width signs where YAML asks for `:`, `,` and `"`; to a parser these are letters.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping

MOST_DIGITS = 308
"""Digits of the longest whole number that is read: what is longer no float holds."""
_WIDE = re.compile("[\uff1a\uff0c\u201c\u201d]")
"""Full-width colon and comma, and the two curly quotes."""
_INDENT = re.compile("[ \t]*[\u00a0\u2000-\u200b\u3000]")
_NO_SPACE = re.compile(r"([^:\s]+):([^:\s].*)")
# Words of YAML 1.2's core schema.
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?")
_OTHER_BASE = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
_WITH_MARKS = re.compile(r"[-+]?[0-9]+(_[0-9]+)+(\.[0-9]*)?|[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that steer a terminal, turn the direction of writing or are no signs at all: no text holds them."""
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"(\S{60})\S{139,}?\S*?(`?)(?!\S)")


def resolve(text: str) -> str | int | float | bool | None:
    """Return what a plain (unquoted) scalar means by YAML 1.2's core schema.

    >>> [resolve(text) for text in ("true", "84", ".5", "2024-01", "yes", "~")]
    [True, 84, 0.5, '2024-01', 'yes', None]

    Raises
    ------
    ValueError
        If it is a number that readers disagree on, or that no computer holds.
    """
    if text in _WORDS:
        return _WORDS[text]
    _refuse_doubtful(text)
    if _INTEGER.fullmatch(text):
        if len(text) > MOST_DIGITS:
            raise ValueError(f"`{text[:20]}...` is larger than any number a computer holds")
        return int(text)
    if _FLOAT.fullmatch(text):
        if math.isinf(float(text)):
            raise ValueError(f"`{text}` is larger than any number a computer holds")
        return float(text)
    return text


def _refuse_doubtful(text: str) -> None:
    """Raise for a plain scalar that looks like a number but is none to some readers."""
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"`{text}` is no number of this world: write a finite one")
    if _LEADING_ZERO.fullmatch(text):
        raise ValueError(f"`{text}` begins with 0, which readers take differently: drop the zero, or quote it as text")
    if _OTHER_BASE.fullmatch(text):
        raise ValueError(f"`{text}` is not decimal: write {int(text, 0)}, or quote it as text")
    if _WITH_MARKS.fullmatch(text):
        digits = text.replace("_", "").replace(",", "")
        raise ValueError(f"`{text}` is text to YAML: write {digits}, or quote it")


def nearest(word: str, allowed: Iterable[str], most: int, zh: Mapping[str, str], alike: float) -> list[str]:
    """Return the allowed words that are spelt like a word, or whose Chinese name is, the most alike first.

    >>> nearest("deadline", ["drift", "uniform_deadline"], 3, {"drift": "flow", "uniform_deadline": "deadlines"}, 0.6)
    ['uniform_deadline']
    """
    matcher = difflib.SequenceMatcher(b=word.casefold())

    def likeness(name: str) -> float:
        matcher.set_seq1(name)
        return matcher.ratio()

    found = {name: max(map(likeness, (name.casefold(), zh.get(name, "")))) for name in allowed}
    return sorted((name for name in found if found[name] >= alike), key=found.__getitem__, reverse=True)[:most]


def wide(text: str) -> str:
    """Return a hint to add where full-width signs stand in text that is refused, comments aside; or nothing.

    >>> wide("name\uff1amine") == '; is `\uff1a` meant as a sign of YAML? write the half-width : , or "'
    True
    >>> wide("name: mine  # \uff1a")
    ''
    """
    found = dict.fromkeys(_WIDE.findall(re.sub(r"(^|\s)#.*", "", text, flags=re.MULTILINE)))
    if not found:
        return ""
    signs = ", ".join(f"`{sign}`" for sign in found)
    verb = "is" if len(found) == 1 else "are"
    return f'; {verb} {signs} meant as a sign of YAML? write the half-width : , or "'


def strange_indent(line: str) -> bool:
    """Return whether a line is indented by spaces that are none to YAML, such as a Chinese keyboard's.

    >>> strange_indent("\u3000\u3000months: 84"), strange_indent("  months: 84")
    (True, False)
    """
    return _INDENT.match(line) is not None


STRANGE_INDENT = "this line is indented with a full-width or no-break space, a letter to YAML: use plain spaces"


def slip(key: str) -> str:
    """Return what to say of a key that is none but a slip, or nothing.

    >>> slip("lever:points_system")
    '`lever:points_system`: put a space after the colon: `lever: points_system`'
    >>> slip("000")
    'a comma parts what stands in braces or brackets, so `000` is a key here: write thousands without a comma'
    >>> slip("lever")
    ''
    """
    if strange_indent(key):
        return STRANGE_INDENT
    if _WIDE.search(key):
        return f"`{key}` is read as one word{wide(key)}"
    if joined := _NO_SPACE.fullmatch(key):
        return f"`{key}`: put a space after the colon: `{joined[1]}: {joined[2]}`"
    if re.fullmatch(r"[0-9]{3}", key):
        braces = f"a comma parts what stands in braces or brackets, so `{key}` is a key here"
        return f"{braces}: write thousands without a comma"
    return ""


def did_you_mean(word: str, allowed: Iterable[str], zh: Mapping[str, str] | None = None) -> str:
    """Return the end of a sentence that names the nearest allowed word, or nothing when none is near.

    Parameters
    ----------
    zh
        Chinese names of allowed words, by which they may be meant as well.

    >>> did_you_mean("quorom", ["quorum", "approval"]), did_you_mean("flow", ["drift"], {"drift": "flow"})
    (', did you mean `quorum`?', ', did you mean `drift`?')
    """
    names = zh or {}
    for name in nearest(word, allowed, 1, names, 0.6 if word.isascii() else 0.4):
        return f", did you mean `{name}`" + (f" ({names[name]})?" if names.get(name) and not word.isascii() else "?")
    return ""


def brief(said: str) -> str:
    """Return a text in which a word of more than 200 signs is shortened: a slip may leave thousands of dashes.

    >>> brief("`" + "-" * 5000 + "` is text")[-33:]
    '-------... (5,002 signs)` is text'
    """
    return _ENDLESS.sub(lambda word: f"{word[1]}... ({len(word[0]):,} signs){word[2]}", said)

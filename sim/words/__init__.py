"""The words of the program: one catalogue per language, read by key.

``en.po`` and ``zh.po`` are gettext catalogues whose message ids are keys such as ``figure.fan.title``; translators edit
them with any editor of such files. They are the only place in which human language stands. A text may hold fields in
braces, filled in by :meth:`str.format`; a text that counts something has the plural forms of its language and is chosen
by the field ``n``.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from sim.files import write_text

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
HERE = Path(__file__).parent
Texts = Mapping[str, tuple[str, ...]]
"""Key -> the text, or its plural forms."""


@cache
def catalogue(language: Language) -> Texts:
    """Return all texts of one language.

    Parsing a catalogue takes a tenth of a second, so that a parsed copy is kept beside it, renewed when it is older.
    """
    source, parsed = HERE / f"{language}.po", HERE / f"{language}.json"
    if not parsed.is_file() or parsed.stat().st_mtime_ns <= source.stat().st_mtime_ns:
        texts = parse(source)
        _keep(parsed, texts)
        return texts
    return {key: tuple(forms) for key, forms in json.loads(parsed.read_text("utf-8")).items()}


def parse(source: Path) -> Texts:
    """Return the texts of a gettext catalogue."""
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        found = read_po(file, abort_invalid=True)
    return {_key(each.id): _forms(each.string) for each in found if each.id}


def _key(name: str | tuple[str, ...] | list[str]) -> str:
    return name if isinstance(name, str) else name[0]


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if not isinstance(text, (tuple, list)) else tuple(text)


def _keep(path: Path, texts: Texts) -> None:
    """Write the parsed copy, where the folder can be written: it only saves time."""
    with contextlib.suppress(OSError):
        write_text(path, json.dumps(texts, ensure_ascii=False))


def say(key: str, language: Language, /, **values: object) -> str:
    """Return a text with its fields filled in.

    Raises
    ------
    KeyError
        If there is no text of this key, or a field has no value.

    >>> say("life.heads.end", "en")
    'HOW IT ENDED'
    """
    forms = catalogue(language)[key]
    return forms[0 if len(forms) == 1 or values["n"] == 1 else 1].format(**values)


@cache
def texts(prefix: str, language: Language) -> Mapping[str, str]:
    """Return all texts below a prefix by the rest of their keys, in the order of the catalogue.

    >>> texts("life.feelings", "en")["trust"]
    'trust'
    """
    start = f"{prefix}."
    return {key.removeprefix(start): forms[0] for key, forms in catalogue(language).items() if key.startswith(start)}


@cache
def pairs(prefix: str) -> Mapping[str, tuple[str, str]]:
    """Return all texts below a prefix in English and Chinese."""
    chinese = texts(prefix, "zh")
    return {key: (english, chinese[key]) for key, english in texts(prefix, "en").items()}


@cache
def bilingual(prefix: str) -> Mapping[str, Mapping[str, str]]:
    """Return all texts below a prefix, each by language."""
    return {key: {"en": english, "zh": chinese} for key, (english, chinese) in pairs(prefix).items()}


@cache
def either(prefix: str) -> Mapping[str, str]:
    """Return how people may write what stands below a prefix, in any language: alternatives, parted by ``|``.

    >>> either("input.unit")["posts"].startswith("posts?|fte|")
    True
    """
    found = [texts(prefix, language) for language in LANGUAGES]
    return {key: "|".join(of[key] for of in found if key in of) for key in dict.fromkeys(k for of in found for k in of)}

"""Broken files are read or refused: no other exception, none slow, no key passed over.

Shipped scenarios, studies, calibrations, files of levers and tables are spoilt at random as people and programs spoil
them, and read as ``gaiju check`` reads them. File ``n`` is the same on every machine.
"""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.cli.check import _read as read_as_check
from sim.cli.check import apart
from sim.document import DocumentError, parse
from sim.reading.shipped import folder
from sim.texts import LARGEST, decode_text

SECONDS = 5.0
ODD = "zq9"
READ_THROUGH = {"levers/bus-levers.yaml": "levers/own-lever.yaml", "cases/longquan.csv": "cases/longquan.yaml"}
READ_THROUGH["cases/made-up-county.csv"] = "cases/made-up-county.yaml"
"""Files that are read through another."""
NAMES = sorted(p.relative_to(folder()).as_posix() for p in folder().rglob("*.*") if p.suffix in (".yaml", ".csv"))
TOKENS = (
    "{", "}", "[", "]", ":", ",", "- ", "#", '"', "'", "&a ", "*a", "!!python/object:os.system ", "<<: ", "|", ">", "%",
    "---\n", "...\n", "? ", "~", "null", "true", ".nan", "-.inf", "010", "0x1F", "1e999", "9" * 40, "9" * 400, "-1",
    "1_000", "1,000", "35%", "万", "：", "，", "\u3000", "\t", "\r", "\x00", "\x1b[31m", "\u2028", "\ufeff", "🏠",
    "[/x]", "=1+1", "../" * 40 + "etc/passwd", "gaiju:../../x", "/etc/passwd", "x" * 300, "http://a.b/c.yaml",
    "2021-13", "",
)  # fmt: skip
Spoil = Callable[[str, random.Random], str]


def _piece(text: str, luck: random.Random) -> tuple[int, int]:
    """Return the span of a word, or of a sign where there is none."""
    words = list(re.finditer(r"[^\s{}\[\],:#]+", text))
    return luck.choice(words).span() if words else (0, min(1, len(text)))


def another_token(text: str, luck: random.Random) -> str:
    start, end = _piece(text, luck)
    return text[:start] + luck.choice(TOKENS) + text[end:]


def token_between(text: str, luck: random.Random) -> str:
    at = luck.randrange(len(text) + 1)
    return text[:at] + luck.choice(TOKENS) + text[at:]


def two_swapped(text: str, luck: random.Random) -> str:
    (a, b), (c, d) = sorted((_piece(text, luck), _piece(text, luck)))
    return text if b > c else text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def cut(text: str, luck: random.Random) -> str:
    start = luck.randrange(len(text) + 1)
    return text[:start] + text[min(len(text), start + luck.choice((1, 3, 20, 400, 10**6))) :]


def line_twice(text: str, luck: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = luck.randrange(len(lines))
    return "".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def line_moved(text: str, luck: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    lines.insert(luck.randrange(len(lines)), lines.pop(luck.randrange(len(lines))))
    return "".join(lines)


def line_indented(text: str, luck: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = luck.randrange(len(lines))
    lines[at] = luck.choice((" ", "  ", "\t", "\u3000")) + lines[at] if luck.random() < 0.5 else lines[at].lstrip()
    return "".join(lines)


def key_misspelt(text: str, luck: random.Random) -> str:
    keys = list(re.finditer(r"([a-z_]+)(?=: )", text))
    at = luck.choice(keys).end() if keys else 0
    return text[:at] + ODD + text[at:]


def deep(text: str, luck: random.Random) -> str:
    start, end = _piece(text, luck)
    return text[:start] + luck.choice("[{-?") * luck.choice((30, 60, 5000)) + text[end:]


def bomb(text: str, luck: random.Random) -> str:
    bombs = "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, luck.choice((3, 12))))
    return f"a0: &a0 x\n{bombs}{text}"


def long(text: str, luck: random.Random) -> str:
    return text + luck.choice(("# x\n", "x: 1\n", "- 1\n", "x", ",", "\n")) * luck.choice((500, 20_000, LARGEST))


SPOILS: tuple[Spoil, ...] = (
    another_token, another_token, another_token, token_between, token_between, two_swapped, cut, line_twice, line_moved,
    line_indented, key_misspelt, key_misspelt, deep, bomb, long,
)  # fmt: skip


def _bytes(text: str, luck: random.Random) -> bytes:
    """Return a text as some program saves it, now and then with a bit flipped."""
    encoding = luck.choice(("utf-8",) * 8 + ("gbk", "gb18030", "utf-16", "utf-16-le", "utf-8-sig", "big5", "latin-1"))
    raw = bytearray(text.encode(encoding, "replace"))
    for _ in range(luck.choice((0, 0, 0, 1, 5)) if raw else 0):
        raw[luck.randrange(len(raw))] ^= 1 << luck.randrange(8)
    return bytes(raw)


def spoilt(number: int, original: Path) -> tuple[str, bytes]:
    """Return the name of a shipped file and its content, spoilt."""
    luck = random.Random(number)
    name = luck.choice(NAMES)
    text = (original / name).read_text("utf-8")
    for _ in range(luck.choice((1, 1, 2, 4))):
        text = luck.choice(SPOILS)(text, luck)
    return name, _bytes(text, luck)


def keys_of(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, part in tree.items():
            yield from (key, *keys_of(part))
    elif isinstance(tree, list):
        for part in tree:
            yield from keys_of(part)


def accepted(file: Path) -> bool:
    """Return whether ``gaiju check`` finds nothing wrong with a file."""
    try:
        read_as_check(*apart([file]), ())
    except DocumentError as error:
        problems = error.problems
    else:
        return True
    assert problems
    assert all("\n" not in str(problem) and len(str(problem)) < 5000 for problem in problems)
    return False


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(folder(), tmp_path_factory.mktemp("fuzz") / "scenarios"))


def try_out(number: int, copies: Path) -> bool:
    """Read a spoilt file; return whether it was accepted."""
    name, raw = spoilt(number, folder())
    (copies / name).write_bytes(raw)
    began = time.process_time()
    try:
        fine = accepted(copies / READ_THROUGH.get(name, name))
    except Exception as error:
        raise AssertionError(f"file {number}, {name}: {type(error).__name__}: {error}") from error
    finally:
        shutil.copy(folder() / name, copies / name)
    assert time.process_time() - began < SECONDS, f"file {number}, {name}"
    if fine and name.endswith(".yaml"):
        odd = [key for key in keys_of(parse(decode_text(raw)[0], name).tree) if ODD in key]
        assert not odd or all(region_named(raw, key) for key in odd), f"file {number}, {name}: accepts {odd}"
    return fine


def region_named(raw: bytes, key: str) -> bool:
    """Return whether a key is the name of a region, which may be any."""
    return key in parse(decode_text(raw)[0], "f").tree.get("world", {}).get("regions", {})


@pytest.mark.parametrize("part", range(10))
def test_a_spoilt_file_is_read_or_refused(part: int, copies: Path) -> None:
    fine = [try_out(number, copies) for number in range(50 * part, 50 * part + 50)]
    assert 0 < sum(fine) < 50  # else the files are spoilt too little, or beyond anything that people do


@pytest.mark.parametrize("number", [1525, 2502, 4441, 5705])
def test_a_line_stays_one_that_can_be_read_however_long_a_slip_is(number: int, copies: Path) -> None:
    """The long suite found these: words of thousands of signs were quoted in full."""
    try_out(number, copies)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_ten_thousand_spoilt_files_are_read_or_refused(part: int, copies: Path) -> None:
    for number in range(500 + 475 * part, 500 + 475 * part + 475):
        try_out(number, copies)

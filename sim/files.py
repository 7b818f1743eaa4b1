"""Write files so that a reader never meets half of one.

A file is written beside its final place under a name of its own, forced to the disk, and then renamed, which the
system does at once or not at all. A killed writer leaves at most a hidden temporary file, two writers of one
name never mix their bytes, and whoever reads sees the old file or the new one.

This is the only module that opens a file for writing; libraries that write by themselves (pyarrow, matplotlib) are
handed a temporary path by :func:`replacing`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of the system name the file that was to be written, not a temporary one or none."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``, which takes that name when the block ends without an error.

    The temporary name keeps the suffix, by which many writers choose their format. Missing folders are made.

    Parameters
    ----------
    path
        Final place of the file; what stands there is replaced.

    Yields
    ------
    Path
        Where to write; nothing stands there yet.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{os.getpid()}-{secrets.token_hex(8)}.part{path.suffix}")
    try:
        with naming(path):
            yield beside
            _force_to_disk(beside)
            os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _force_to_disk(path.parent)


@contextlib.contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder beside ``path``, which takes that name, files and all, when the block ends without an error.

    Parameters
    ----------
    path
        Final place of the folder.

    Yields
    ------
    Path
        The folder to fill with files.

    Raises
    ------
    OSError
        If a folder that is not empty stands there already; it is left as it is.
    """
    beside = path.with_name(f".{os.getpid()}-{secrets.token_hex(8)}.part")
    beside.mkdir(parents=True)
    try:
        yield beside
        for file in sorted(beside.iterdir()):
            _force_to_disk(file)
        _force_to_disk(beside)
        os.replace(beside, path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _force_to_disk(path.parent)


def remove_folder(path: Path) -> None:
    """Remove a folder, if there is one, so that nobody ever meets half of it under its name."""
    gone = path.with_name(f".{os.getpid()}-{secrets.token_hex(8)}.gone")
    with contextlib.suppress(FileNotFoundError):
        os.replace(path, gone)
    shutil.rmtree(gone, ignore_errors=True)


def remove_leftovers(folder: Path) -> None:
    """Remove what killed writers left in a folder and below; nobody may be writing there."""
    for left in [*folder.rglob(".*.part*"), *folder.rglob(".*.gone")]:
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, whole or not at all."""
    with replacing(path) as beside:
        beside.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` as UTF-8 with the line ends it has, whole or not at all."""
    write_bytes(path, text.encode())


def append_line(path: Path, line: str) -> None:
    """Add one line to a log, in one write, so that lines of several processes do not mix.

    A line that a killed writer left unfinished is closed first: it spoils itself only, never the next one.

    Raises
    ------
    ValueError
        If the line holds a line end.
    """
    if "\n" in line or "\r" in line:
        raise ValueError("a line of a log holds no line end")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as log, naming(path):
        log.write(_missing_line_end(path) + line.encode() + b"\n")
        os.fsync(log.fileno())


def _missing_line_end(path: Path) -> bytes:
    """Return the line end that the last line of a log lacks, if it does."""
    with path.open("rb") as log:
        if log.seek(0, os.SEEK_END) == 0:
            return b""
        log.seek(-1, os.SEEK_END)
        return b"" if log.read(1) == b"\n" else b"\n"


def _force_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; folders only where the system can."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

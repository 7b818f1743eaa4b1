"""What a user is told when something cannot be done, and the exit codes."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor

SOME_FAILED = 1
BAD_INPUT = 2
UNVERIFIED = 3
INTERRUPTED = 130
MACHINES = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENOMEM, errno.EAGAIN, errno.EMFILE)
"""Errors of the file system that no other input would avoid."""


class Refused(Exception):
    """Something a user asked for that cannot be done, in one line a reason."""

    def __init__(self, *reasons: str, code: int = BAD_INPUT) -> None:
        super().__init__("\n".join(reasons))
        self.code = code


def problems(error: Exception) -> Sequence[str]:
    """Return the lines that tell a user's mistake, none for a mistake of ours."""
    from sim.document import DocumentError

    if isinstance(error, DocumentError):
        return [str(problem) for problem in error.problems]
    if isinstance(error, Refused):
        return str(error).splitlines()
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):  # that one is `| head`, nobody's mistake
        return [f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)]
    if isinstance(error, MemoryError):
        return ["the memory does not suffice: -j 1 takes least"]
    return [str(error)] if isinstance(error, BrokenExecutor) or _of_a_directory(error) else []


def _of_a_directory(error: Exception) -> bool:
    from sim.manifest import Unusable
    from sim.parts import Damaged

    return isinstance(error, Unusable | Damaged)


def code_of(error: Exception) -> int:
    """Return the exit code that tells what kind of problem an error is."""
    from sim.parts import Damaged

    if isinstance(error, Refused):
        return error.code
    if isinstance(error, Damaged):
        return UNVERIFIED
    machine = isinstance(error, MemoryError | BrokenExecutor) or getattr(error, "errno", None) in MACHINES
    return SOME_FAILED if machine else BAD_INPUT


@contextlib.contextmanager
def printed(where: object = "") -> Iterator[None]:
    """Print an answer, and say where the results are if that fails.

    Raises
    ------
    Refused
        If nothing can be printed.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None or error.errno not in (*MACHINES, errno.EPIPE):
            raise  # of a file, as sim.files names it
        with contextlib.suppress(OSError):  # what is left would fail once more as Python ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        kept = f"; the results are in {where}" if where else ""
        raise Refused(f"the answer cannot be printed: {error.strerror}{kept}", code=SOME_FAILED) from None

"""What a user is told when something cannot be done, and the exit codes."""

from __future__ import annotations

from collections.abc import Sequence

SOME_FAILED = 1
BAD_INPUT = 2
UNVERIFIED = 3
INTERRUPTED = 130


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
        return [str(error)]
    return [str(error)] if _of_a_directory(error) else []


def _of_a_directory(error: Exception) -> bool:
    from sim.manifest import Unusable
    from sim.parts import Damaged

    return isinstance(error, Unusable | Damaged)

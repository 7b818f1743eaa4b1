"""Text of users as it stands: what would steer a terminal is written out and never sent to it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import IO, Any, cast

from sim.scalars import CONTROL


def visible(text: str) -> str:
    r"""Return a text with its control characters written out.

    >>> print(visible("Plan\x1b[31m"))
    Plan\x1b[31m
    """
    return CONTROL.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


class Visible:
    """A stream that writes control characters out; what draws in colours writes to the stream ``beneath``."""

    def __init__(self, beneath: IO[str]) -> None:
        self.beneath = beneath

    def write(self, text: str) -> int:
        """Write a text."""
        return self.beneath.write(visible(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.beneath, name)


@contextlib.contextmanager
def only_visible() -> Iterator[None]:
    """Let nothing that is printed steer a terminal."""
    out, err = (cast(IO[str], Visible(stream)) for stream in (sys.stdout, sys.stderr))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield

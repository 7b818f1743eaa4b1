"""What is said of a wrong command line: one line, in the words in which all other mistakes are told."""

from __future__ import annotations

import re
from typing import Any

import typer

from sim.scalars import did_you_mean

UsageError = typer.BadParameter.__mro__[1]
"""What the parser of command lines raises; its home differs between versions of typer, its heir's does not."""


def misused(error: Any, verb: str | None) -> str:
    """Return the line that tells a wrong option, value or number of words.

    Parameters
    ----------
    verb
        The verb that was called, if the parser had come so far.
    """
    called = f"gaiju {verb}" if verb else "gaiju"
    text = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
    near = ""
    if option := getattr(error, "option_name", None) if "o such option" in text else None:
        command = getattr(error.ctx, "command", None)
        known = [name for parameter in getattr(command, "params", ()) for name in parameter.opts]
        text, near = f"there is no option `{option}`", did_you_mean(option, known)
    elif "is not one of" in text:
        value, *allowed = re.findall("'([^']*)'", text.partition(": ")[2])
        near = did_you_mean(value, allowed)
    return f"{called}: {text[0].lower()}{text[1:]}{near or ';'} `{called} -h` tells more"

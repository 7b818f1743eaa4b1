"""Lists of what exists, and the whole of one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.cli.problems import Refused
from sim.cli.screen import listed, print_json, screen
from sim.scalars import did_you_mean

Entry = Mapping[str, Any]
"""What is known of one thing: words to show, by name."""
Words = Mapping[str, str] | None


def show(
    what: str, entries: Mapping[str, Entry], heads: Sequence[str], chosen: str | None, json: bool, zh: Words = None
) -> None:
    """Print all entries in a line each, or one of them whole; ``zh`` holds Chinese names by which one may be meant.

    Parameters
    ----------
    what
        Name of the kind, for the message when an entry is unknown.
    heads
        What the lines show, besides the name.

    Raises
    ------
    Refused
        If the chosen entry does not exist.
    """
    if chosen is not None and chosen not in entries:
        raise Refused(f"no {what} is called `{chosen}`{did_you_mean(chosen, entries, zh)}")
    if json:
        print_json(entries if chosen is None else entries[chosen])
    elif chosen is not None:
        listed(screen(), ("", chosen), [(name, _word(part)) for name, part in entries[chosen].items()])
    else:
        rows = [(name, *(_word(entry[head]) for head in heads)) for name, entry in entries.items()]
        listed(screen(), (what, *heads), rows)


def _word(part: Any) -> str:
    if isinstance(part, Mapping):
        return ", ".join(f"{name} {_word(value)}" for name, value in part.items())
    if isinstance(part, list | tuple):
        return ", ".join(_word(value) for value in part)
    return "" if part is None else f"{part:g}" if isinstance(part, float) else str(part)

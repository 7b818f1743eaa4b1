"""``gaiju diff``: in what two scenarios, or two run directories, differ."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from sim.api.directories import Kept, Mean, facts, is_kept, kept, means, tables
from sim.cli.experiments import read_all
from sim.cli.options import Json
from sim.cli.problems import Refused
from sim.cli.screen import NARROW, print_json, screen, table
from sim.manifest import followed
from sim.reading import Case
from sim.reading.differing import Differing, Said, differing
from sim.words.amounts import change, plain, unit_of

NOWHERE = "–"
WIDEST = 24
"""Characters of a value beside which its origin still stands in the same line."""
First = Annotated[Path, typer.Argument(metavar="A", help="Scenario file or run directory.", show_default=False)]
Second = Annotated[Path, typer.Argument(metavar="B", help="What it is compared with.", show_default=False)]


def diff(first: First, second: Second, json: Json = False) -> None:
    """Say in what two scenarios, or two run directories, differ by meaning; comments and order do not count.

    Raises
    ------
    Refused
        If a directory is none of ours, or one is a directory and the other a file.
    """
    first, second = followed(first), followed(second)
    for path in (first, second):
        if path.is_dir() and not is_kept(path):
            raise Refused(f"{path}: no run directory (it holds no manifest.json)")
    if first.is_dir() != second.is_dir():
        raise Refused("give two scenario files, or two run directories")
    if first.is_dir():
        _directories(kept(first), kept(second), json)
    else:
        one, other = read_all([first, second], ())
        found = differing(one, other)
        if json:
            print_json({"equal": not found, "scenario": [asdict(each) for each in found]})
        else:
            _print_scenarios(str(first), str(second), found)


def _print_scenarios(first: str, second: str, found: Sequence[Differing]) -> None:
    console = screen()
    if not found:
        console.print(f"{first} and {second} say the same: every value that holds is equal.", soft_wrap=True)
        return
    console.print(f"A: {first}\nB: {second}\n", soft_wrap=True)
    console.print(_paths(found), soft_wrap=True)
    console.print(f"\nThey differ in {_number(len(found), 'value')}.", soft_wrap=True)


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _paths(found: Sequence[Differing]) -> Text:
    """Return the paths at which values differ, each with both values below it and where these come from."""
    values = [_value(said) for each in found for said in (each.one, each.other)]
    room = min(max(map(len, values)), WIDEST)
    lines: list[Text] = []
    for each in found:
        lines.append(Text.assemble((each.path, "bold"), (f"  {each.unit}", "dim")))
        lines += (_said(side, said, room) for side, said in (("A", each.one), ("B", each.other)))
    return Text("\n").join(lines)


def _said(side: str, said: Said | None, room: int) -> Text:
    """Return one side: its value and, beside it, the origin; what an origin has no blank in is never folded."""
    value = Text(f"  {side}  {_value(said):<{room}}")
    if said is None or not said.origin:
        return Text(value.plain.rstrip())
    beside = " " * (5 + room + 2)
    folds = textwrap.TextWrapper(NARROW, beside, beside, break_long_words=False, break_on_hyphens=False)
    folded = folds.fill(said.origin)
    if len(value) > 5 + room:
        return value + Text("\n" + folded, style="dim")
    return value + Text("  " + folded.removeprefix(beside), style="dim")


def _value(said: Said | None) -> str:
    if said is None:
        return NOWHERE
    return ", ".join(map(str, said.value)) or "none" if isinstance(said.value, list) else str(said.value)


def _directories(one: Kept, other: Kept, json: bool) -> None:
    pairs, alone = _pairs(one, other)
    changed = {name: differing(*cases) for name, cases in pairs.items()}
    about, same, moved = facts(one, other), tables(one, other), means(one, other)
    equal = not (about or alone or moved or any(changed.values()) or not all(same.values()))
    if json:
        said = {
            "equal": equal,
            "facts": about,
            "scenarios_of_one_alone": alone,
            "scenarios": {name: [asdict(each) for each in found] for name, found in changed.items()},
            "tables_equal": same,
            "means": [asdict(each) | {"difference": each.difference} for each in moved],
        }
        print_json(said)
        return
    _print_directories(one, other, list(_parts(about, alone, changed, moved, same)))


def _parts(
    about: dict[str, tuple[Any, Any]],
    alone: Sequence[str],
    changed: dict[str, tuple[Differing, ...]],
    moved: Sequence[Mean],
    same: dict[str, bool],
) -> Iterator[Table | Text | str]:
    """Yield what is to be shown, part by part; nothing where nothing differs."""
    if about:
        made = table("made by", "A", "B")
        for name, (first, second) in about.items():
            made.add_row(name.replace("_", " "), str(first), str(second))
        yield made
    for name in alone:
        yield f"only one of them holds the scenario {name}"
    for name, found in changed.items():
        if found:
            yield f"scenario {name}: {_number(len(found), 'value')}"
            yield _paths(found)
    if moved:
        yield _means(moved)
    unequal = [name for name, equal in same.items() if not equal]
    if unequal:
        yield f"tables that differ: {', '.join(unequal)}"


def _print_directories(one: Kept, other: Kept, parts: Sequence[Table | Text | str]) -> None:
    console = screen()
    console.print(f"A: {one.path}\nB: {other.path}\n", soft_wrap=True)
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text))
        console.print()
    console.print("They differ." if parts else "They hold the same: scenarios, versions, tables and means are equal.")


def _pairs(one: Kept, other: Kept) -> tuple[dict[str, tuple[Case, Case]], list[str]]:
    """Return the scenarios both hold, and the names of those that only one holds."""
    if len(one.cases) == len(other.cases) == 1:
        (first,), (second,) = one.cases, other.cases
        names = dict.fromkeys([first.scenario.name, second.scenario.name])
        return {" and ".join(names): (first, second)}, []
    sides = [{case.scenario.name: case for case in each.cases} for each in (one, other)]
    both = {name: (sides[0][name], sides[1][name]) for name in sides[0] if name in sides[1]}
    return both, sorted(sides[0].keys() ^ sides[1].keys())


def _means(moved: Sequence[Mean]) -> Table:
    made = table("mean of", "A", "B", "difference")
    for each in moved:
        name = Text(f"{each.scenario} {each.outcome}".strip()) + Text(f"\n{unit_of(each.unit)}", style="dim")
        values = (plain(value, each.unit) for value in (each.one, each.other))
        made.add_row(name, *values, change(each.difference, each.unit))
    return made

"""``gaiju new``: a copy of a shipped example to start from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json
from sim.cli.problems import Refused
from sim.document import text_of
from sim.files import write_text
from sim.reading.copying import copied, purpose
from sim.reading.shipped import SCHEME, address, document_at, located, shipped, unknown

Name = Annotated[str | None, typer.Argument(help="Example to copy; without it, all are listed.", show_default=False)]
Listing = Annotated[bool, typer.Option("--list", help="List the examples: name, title, what each is for.")]
Target = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="File to write; NAME.yaml in this directory if not given.", show_default=False),
]
Overwrite = Annotated[bool, typer.Option("--force", help="Overwrite what stands there.")]


def new(
    name: Name = None, list: Listing = False, output: Target = None, force: Overwrite = False, json: Json = False
) -> None:
    """Copy a shipped example to start from, or list them."""
    if list or name is None:
        _print(_examples(), json)
        return
    from sim.cli.screen import print_json  # pandas comes with it: whoever asks for help does not wait

    texts = _texts(name, output)
    _refuse_overwriting({} if force else texts)
    for path, text in texts.items():
        write_text(path, text)
    if json:
        print_json([str(path) for path in texts])
        return
    for path in texts:
        print(path)
    print(f"next: gaiju check {next(iter(texts))}")


def _texts(name: str, output: Path | None) -> Mapping[Path, str]:
    at = address(name)
    if at is None or "name" not in document_at(at).tree:
        raise Refused(unknown(name))
    file = Path(located(at).name)
    return copied(at, file if output is None else output / file if output.is_dir() else output)


def _refuse_overwriting(texts: Mapping[Path, str]) -> None:
    """Raise if writing would change what stands there; a table that is there already, unchanged, may stay.

    Raises
    ------
    Refused
        With every file that is there.
    """
    scenario = next(iter(texts), None)
    there = [path for path, text in texts.items() if path.exists() and (path == scenario or _differs(path, text))]
    if there:
        raise Refused(*(f"{path} is there already: -o names another file, --force overwrites it" for path in there))


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode()


def _examples() -> dict[str, dict[str, str]]:
    """Return title and purpose of the shipped scenarios, by name; files of levers are none."""
    found = {}
    for name in shipped():
        tree, text = document_at(f"{SCHEME}{name}.yaml").tree, text_of(located(f"{SCHEME}{name}.yaml"))
        if "name" in tree:
            title = tree.get("title", {})
            found[name] = {"en": title.get("en", ""), "zh": title.get("zh", ""), "for": purpose(text)}
    return found


def _print(examples: Mapping[str, Mapping[str, str]], json: bool) -> None:
    from sim.cli.screen import listed, print_json, screen

    if json:
        print_json(examples)
        return
    rows = [(name, f"{each['en']} {each['zh']}\n{each['for']}") for name, each in examples.items()]
    listed(screen(), ("example", "what it is for"), rows)
    print("Copy one: gaiju new NAME [-o FILE]. Run one as it is: gaiju run NAME.")

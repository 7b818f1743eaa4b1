"""``gaiju pages``: which pages made from runs are out of date, marked and made again."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json
from sim.cli.problems import Refused
from sim.cli.screen import print_json

Folder = Annotated[Path, typer.Argument(help="Folder of the pages.", show_default=True)]
Mark = Annotated[bool, typer.Option("--mark", help="Say at the top of each page whether it is out of date.")]
Renew = Annotated[bool, typer.Option("--renew", help="Make the pages that are out of date again: hours.")]


def pages(folder: Folder = Path("docs"), mark: Mark = False, renew: Renew = False, json: Json = False) -> None:
    """List the pages that were made from other rules, scenarios or evidence than today's, and what has changed.

    Raises
    ------
    Refused
        If there is no such folder, or a page could not be made again.
    """
    from sim.pages import stamp

    if not folder.is_dir():
        raise Refused(f"{folder}: there is no such folder")
    if mark:
        stamp.mark(folder)
    texts = {path: path.read_text("utf-8") for path in stamp.pages(folder)}
    stale = {path: stamp.changed(text) for path, text in texts.items() if stamp.changed(text)}
    if json:
        print_json({"pages": list(map(str, texts)), "stale": {str(path): since for path, since in stale.items()}})
        return
    for path, since in stale.items():
        print(f"{path}: out of date ({', '.join(since)}); gaiju {stamp.command(texts[path])}")
        if renew:
            words = shlex.split(stamp.command(texts[path]))
            if subprocess.run([sys.executable, "-m", "sim", *words], check=False).returncode:
                raise Refused(f"{path}: `gaiju {shlex.join(words)}` has failed")
    if not stale:
        print(f"all {len(texts)} pages are up to date")

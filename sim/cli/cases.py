"""``gaiju cases``: real places beside their simulation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from sim.cli.catalogue import show
from sim.cli.options import Id, Json, NoProgress, Replications, written
from sim.cli.problems import Refused

Page = Annotated[Path | None, written("--page", "Run the case and write this Markdown page and its figure.")]


def cases(
    id: Id = None,
    json: Json = False,
    page: Page = None,
    replications: Replications = None,
    no_progress: NoProgress = False,
) -> None:
    """List the cases, or explain one with the numbers it is held against; or run one and write its page.

    Raises
    ------
    Refused
        If a page is asked for without saying of which case.
    """
    from sim.cli.cases_page import CASES, explained, write_page

    if page is not None:
        if id is None or id not in CASES:
            raise Refused(f"--page: say which case, one of {', '.join(CASES)}")
        for path in write_page(id, page, replications, not no_progress):
            print(path)
        return
    found = {name: explained(name) for name in CASES}
    if id in found and not json:
        roles, patterns = found[id].pop("roles"), found[id].pop("patterns")
        found[id] |= {f"({role})": meaning for role, meaning in roles.items()} | patterns
    show("case", found, ("en", "zh", "scenario"), id, json)

"""What ``gaiju cases ID --page`` makes: the runs of a real place, its page and its figure."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.cli.screen import progress
from sim.cli.strategies_page import shipped
from sim.files import replacing, write_text
from sim.judging import hubei, longquan
from sim.judging.case_study import Lives, Pattern, Role, lives
from sim.pages.case import hubei_page, longquan_page
from sim.pages.stamp import stamped
from sim.reading import Case, read

FEWER = 4
"""By how much fewer runs than the case itself each of its variations has."""
Patterns = Callable[[], Sequence[Pattern]]
CASES: Mapping[str, tuple[str, Patterns]] = {
    "longquan": (longquan.FILE, longquan.patterns),
    "hubei": (hubei.UNDEFINED, hubei.patterns),
}
"""Case -> its scenario, and what it is held against."""
ROLES: Mapping[Role, str] = {
    "follows": "comes out of other numbers: a test of the model",
    "partly put in": "a price or a share of it rests on this number itself: half a test",
    "put in": "the scenario takes the number over: no test",
    "not represented": "the model has no counterpart",
}
"""What it means that a number of a case matches, by how it comes about."""


def explained(name: str) -> dict[str, Any]:
    """Return titles and scenario of a case, and each number it is held against in words."""
    file, patterns = CASES[name]
    title = read(_file(file)).scenario.title
    said = {each.evidence: f"{each.says} ({each.role})" for each in patterns()}
    places = {"scenario": f"scenarios/cases/{file}", "page": f"docs/cases/{name}.md"}
    return {"en": title["en"], "zh": title["zh"], **places, "roles": ROLES, "patterns": said}


def write_page(name: str, path: Path, number: int | None, bar: bool) -> list[Path]:
    """Make the runs of a case and write its page and, in a directory beside it, its figure; return what was written.

    Parameters
    ----------
    number
        Replications; as many as the scenario says when not given.
    """
    from sim.figures.case_study import draw_hubei, draw_longquan

    if number is None:
        number = read(_file(CASES[name][0])).scenario.runs.replications
    command = shlex.join(["gaiju", *sys.argv[1:]])
    if name == "longquan":
        found, varied = _longquan(number, bar)
        text, figure = longquan_page(found, varied, command), draw_longquan(found)
    else:
        arms, by_unclear = _hubei(number, bar)
        text, figure = hubei_page(arms, by_unclear, command), draw_hubei(arms)
    pictures = [path.parent / "figures" / f"{name}.{suffix}" for suffix in ("svg", "png")]
    for picture in pictures:
        with replacing(picture) as beside:
            figure.savefig(beside)
    write_text(path, stamped(text))
    return [path, *pictures]


def _longquan(number: int, bar: bool) -> tuple[Lives, dict[str, Lives]]:
    few = _few(number)
    cases = [read(_file(longquan.FILE), variant.sets) for variant in longquan.VARIANTS[1:]]
    found = _lives([read(_file(longquan.FILE))], longquan.LOOKS, number, bar)[0]
    others = _lives(cases, longquan.LOOKS, few, bar)
    return found, dict(zip((variant.name for variant in longquan.VARIANTS), (found, *others), strict=True))


def _hubei(number: int, bar: bool) -> tuple[list[Lives], dict[float, tuple[Lives, Lives]]]:
    arms = _lives([read(_file(file)) for file in hubei.FILES], hubei.LOOKS, number, bar)
    few = _few(number)
    shares = [read(_file(hubei.UNDEFINED), [f"world.regions.hubei.unclear={share}"]) for share in hubei.UNCLEAR]
    others = _lives(shares, hubei.LOOKS, few, bar)
    titled = Lives(arms[-1].values[:few], arms[-1].clock, arms[-1].looks)
    return arms, {share: (found, titled) for share, found in zip(hubei.UNCLEAR, others, strict=True)}


def _few(number: int) -> int:
    return min(number, max(number // FEWER, 2))


def _lives(cases: Sequence[Case], looks: Mapping[str, Any], number: int, bar: bool) -> list[Lives]:
    with progress(len(cases) * number, bar) as told:
        return lives(cases, looks, number, told)


def _file(name: str) -> Path:
    return shipped() / "cases" / name

"""``gaiju evidence``: what the sources claim."""

from __future__ import annotations

import dataclasses
import shlex
import sys
from math import isinf
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.catalogue import show
from sim.cli.options import Id, Jobs, Json, NoProgress, Replications, written
from sim.cli.problems import Refused
from sim.evidence.claims import Claim, Derived, claims, derived
from sim.evidence.signs import Contrast, signs
from sim.evidence.targets import targets

FEWEST = 3
"""Pairs below which an interval says nothing."""
USES = {"calibrate": "fitted by calibration", "validate": "held out for validation"}
Causal = Annotated[bool, typer.Option("--causal", help="What the sources say causes what, and the model's verdict.")]
Page = Annotated[Path | None, written("--page", "Ask the model every causal claim and write this Markdown page.")]


def evidence(
    id: Id = None,
    json: Json = False,
    causal: Causal = False,
    page: Page = None,
    replications: Replications = None,
    jobs: Jobs = 0,
    no_progress: NoProgress = False,
) -> None:
    """List the sources' claims and the numbers derived from them, explain one or a pattern, or test the causal ones."""
    if page is not None:
        _write(page, replications, jobs, not no_progress)
    elif causal:
        told = {name: {field: value for field, value in _causal(name).items() if value} for name in signs()}
        show("causal claim", told, ("part", "verdict", "claim"), id, json)
    else:
        _show(id, json)


def _show(id: str | None, json: bool) -> None:
    """List the claims, or explain one, or a pattern that the model is held against.

    Raises
    ------
    Refused
        If nothing is called so.
    """
    known: list[Claim | Derived] = [*claims().values(), *derived().values()]
    found: dict[str, dict[str, object]] = {one.id: {"trust": "derived"} | _whole(one) for one in known}
    if id in found and id in targets():
        found[id] = _pattern(id) | found[id]
    if id in found or id is None:
        show("claim", found, ("value", "unit", "trust"), id, json)
    elif id in signs():
        raise Refused(f"`{id}` is a causal claim: `gaiju evidence --causal {id}` explains it")
    else:
        show("claim or pattern", {**found, **{name: _pattern(name) for name in targets()}}, (), id, json)


def _pattern(id: str) -> dict[str, object]:
    """Return what is known of a pattern that ``gaiju validate`` holds the model against."""
    one = targets()[id]
    agrees = f"from {one.low:g}" if isinf(one.high) else f"up to {one.high:g}" if isinf(one.low) else ""
    said = {
        "pattern": one.says,
        "claim": f"{one.evidence} (gaiju evidence {one.evidence})",
        "trust": one.trust,
        "observed": one.observed,
        "agrees": agrees or f"{one.low:g} to {one.high:g}",
        "outcome": one.outcome,
        "measure": one.kind,
        "month": f"{one.since} to {one.month}" if one.since else one.month,
        "stage": one.stage,
        "region": one.region,
        "world": one.world.what,
        "scenario": one.world.file,
        "set": one.world.sets,
        "versus": one.versus,
        "use": USES[one.use] + (", not scored: the model was given the number" if one.put_in else ""),
        "but": one.contradicts,
        "note": one.note,
    }
    return {name: part for name, part in said.items() if part not in ("", (), None)}


def _whole(claim: Claim | Derived) -> dict[str, object]:
    """Return a claim's fields as plain words and numbers."""
    fields = {field.name: getattr(claim, field.name) for field in dataclasses.fields(claim)}
    return {name: dict(value) if hasattr(value, "items") else value for name, value in fields.items()}


def _causal(id: str) -> dict[str, object]:
    """Return what is known of a causal claim, and how to repeat what the model was asked."""
    one = signs()[id]
    said = {"part": f"{one.part}.{one.no}", "verdict": one.verdict, "claim": one.claim, "sources": one.sources}
    return said | {"reason": one.reason} | ({} if one.contrast is None else _asked(one.contrast))


def _asked(contrast: Contrast) -> dict[str, object]:
    return {
        "scenario": contrast.world.file,
        "set": contrast.world.sets,
        "with": contrast.on,
        "without": contrast.off,
        "outcome": contrast.outcome,
        "claimed": "higher" if contrast.sign > 0 else "lower",
    }


def _write(page: Path, pairs: int | None, jobs: int, bar: bool) -> None:
    """Make the runs and write the page.

    Raises
    ------
    Refused
        If there are too few pairs for an interval.
    """
    from sim.cli.screen import progress
    from sim.cli.strategies_page import shipped
    from sim.files import write_text
    from sim.judging.signs import PAIRS, arms, look
    from sim.pages.signs import page as page_of
    from sim.pages.stamp import stamped

    number, all_ = PAIRS if pairs is None else pairs, tuple(signs().values())
    if number < FEWEST:
        raise Refused(f"--replications: {number} is too few for an interval, at least {FEWEST}")
    total = len({arm for one in all_ if one.contrast for arm in arms(one.contrast)}) * number
    with progress(total, bar) as told:
        looks = look(all_, shipped(), number, jobs, told)
    write_text(page, stamped(page_of(all_, looks, number, shlex.join(["gaiju", *sys.argv[1:]]))))
    print(page)

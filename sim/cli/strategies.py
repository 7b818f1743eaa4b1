"""``gaiju strategies``: the rollout strategies and their options."""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path
from typing import Annotated, Any

from sim.cli.catalogue import show
from sim.cli.options import Id, Jobs, Json, NoProgress, Output, Replications, written
from sim.cli.parameters import described
from sim.policies.catalogue import POLICIES
from sim.quantity import quantities
from sim.reading.resolving import flow
from sim.reading.shapes import batches
from sim.words import bilingual

Page = Annotated[Path | None, written("--page", "Run all shipped rollouts and write this Markdown page.")]


def strategies(
    id: Id = None,
    json: Json = False,
    page: Page = None,
    replications: Replications = None,
    output: Output = Path("results"),
    jobs: Jobs = 0,
    no_progress: NoProgress = False,
) -> None:
    """List the rollout strategies, or explain one with its options; or run them all and write what they are good at."""
    if page is not None:
        _write(page, 16 if replications is None else replications, output, jobs, not no_progress)
        return
    found: dict[str, dict[str, Any]] = {}
    for policy in POLICIES:
        options = {name: described(quantity) for name, quantity in quantities(policy)}
        for name, record in batches(policy).items():
            options |= {f"{name}[].{key}": described(quantity) for key, quantity in quantities(record)}
        titles = bilingual("strategy")[policy.name]
        found[policy.name] = {**titles, "what": (inspect.getdoc(policy) or "").splitlines()[0], "options": options}
    if id is not None and id in found and not json:
        options = found[id].pop("options")
        found[id] |= {name: _option(said) for name, said in options.items()} | _lists(id)
    show("strategy", found, ("en", "zh", "what"), id, json, {name: str(said["zh"]) for name, said in found.items()})


def _write(page: Path, number: int, output: Path, jobs: int, bar: bool) -> None:
    from sim.cli.experiments import Manner
    from sim.cli.strategies_page import write_page

    made = write_page(page, number, Manner(output, jobs, "processes", bar))
    print(page)
    print(made.directory.path)


def _lists(id: str) -> dict[str, str]:
    """Return the options of a strategy that are lists, as they stand when the file says nothing of them."""
    kind = next(policy for policy in POLICIES if policy.name == id)
    made = {name: [dataclasses.asdict(one) for one in getattr(kind(), name)] for name in batches(kind)}
    return {name: f"A list, if left out: {flow(items)}" for name, items in made.items()}


def _option(said: dict[str, object]) -> str:
    basis = f"{said['honesty']}: {said['evidence'] or said['assumed']}"
    return f"{said['meaning']}: {said['default']} ({said['unit']}, {_words(said['range'])}; {basis})"


def _words(allowed: object) -> str:
    return " | ".join(map(str, allowed)) if isinstance(allowed, tuple) else str(allowed)

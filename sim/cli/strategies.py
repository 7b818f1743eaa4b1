"""``gaiju strategies``: the rollout strategies and their options."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated

from sim.cli.catalogue import show
from sim.cli.options import Id, Jobs, Json, NoProgress, Output, Replications, written
from sim.cli.parameters import described
from sim.policies.catalogue import POLICIES
from sim.quantity import quantities

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
    found = {}
    for policy in POLICIES:
        options = {name: described(quantity) for name, quantity in quantities(policy)}
        titles = {"en": policy.title["en"], "zh": policy.title["zh"]}
        found[policy.name] = titles | {"what": (inspect.getdoc(policy) or "").splitlines()[0], "options": options}
    if id in found and not json:
        options = found[id].pop("options")
        found[id] |= {name: _option(said) for name, said in options.items()}
    show("strategy", found, ("en", "zh", "what"), id, json)


def _write(page: Path, number: int, output: Path, jobs: int, bar: bool) -> None:
    from sim.cli.experiments import Manner
    from sim.cli.strategies_page import write_page

    made = write_page(page, number, Manner(output, jobs, "processes", bar))
    print(page)
    print(made.directory.path)


def _option(said: dict[str, object]) -> str:
    basis = f"{said['honesty']}: {said['evidence'] or said['assumed']}"
    return f"{said['meaning']}: {said['default']} ({said['unit']}, {_words(said['range'])}; {basis})"


def _words(allowed: object) -> str:
    return " | ".join(map(str, allowed)) if isinstance(allowed, tuple) else str(allowed)

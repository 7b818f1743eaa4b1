"""``gaiju strategies``: the rollout strategies and their options."""

from __future__ import annotations

import inspect

from sim.cli.catalogue import show
from sim.cli.options import Id, Json
from sim.cli.parameters import described
from sim.policies.catalogue import POLICIES
from sim.quantity import quantities


def strategies(id: Id = None, json: Json = False) -> None:
    """List the rollout strategies, or explain one with its options."""
    found = {}
    for policy in POLICIES:
        options = {name: described(quantity) for name, quantity in quantities(policy)}
        titles = {"en": policy.title["en"], "zh": policy.title["zh"]}
        found[policy.name] = titles | {"what": (inspect.getdoc(policy) or "").splitlines()[0], "options": options}
    if id in found and not json:
        options = found[id].pop("options")
        found[id] |= {name: _option(said) for name, said in options.items()}
    show("strategy", found, ("en", "zh", "what"), id, json)


def _option(said: dict[str, object]) -> str:
    basis = f"{said['honesty']}: {said['evidence'] or said['assumed']}"
    return f"{said['meaning']}: {said['default']} ({said['unit']}, {_words(said['range'])}; {basis})"


def _words(allowed: object) -> str:
    return " | ".join(map(str, allowed)) if isinstance(allowed, tuple) else str(allowed)

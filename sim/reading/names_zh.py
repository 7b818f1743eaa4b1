"""What a number of a scenario is called in Chinese, found by its path."""

from __future__ import annotations

from collections.abc import Mapping

from sim.words import say, texts

PARTS: Mapping[str, tuple[str, ...]] = {
    "policy.levers": ("term", "lever"),
    "world.terms": ("term",),
    "world.regions": ("region",),
    "world.network": ("network",),
    "policy.rollout": ("rollout",),
}
"""Part of a scenario -> where the catalogue names its numbers."""


def names(part: str) -> dict[str, str]:
    """Return what the numbers of a part of a scenario are called, by their keys."""
    return {key: said for prefix in PARTS.get(part, ()) for key, said in texts(prefix, "zh").items()}


def name(path: str) -> str:
    """Return what a number is called, found by its path."""
    parts = path.split(".")
    if parts[0] == "uncertainties":
        number = texts("number", "zh")[f"{parts[1]}.{parts[-1]}"]
        return say("name.of_mechanism", "zh", mechanism=texts("mechanism", "zh")[parts[1]], number=number)
    return names(".".join(parts[:2]))[parts[-1]]

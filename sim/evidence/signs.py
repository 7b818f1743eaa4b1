"""Read the causal claims of the sources: what they say causes what, and how the model is asked whether it agrees.

They are written in ``signs.yaml``, whose head explains the fields. A claim is what a source says, never what is true;
its verdict is what the model says of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from sim.document import read_document
from sim.evidence.worlds import AskedWorld

Verdict = Literal["holds", "contradicted", "not represented"]
VERDICTS: tuple[Verdict, ...] = ("holds", "contradicted", "not represented")
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "C1": "Rollout and quality",
        "C2": "Conversion and the economy",
        "C3": "Conversion, reorganisation and governance",
        "C4": "Money, staff and services",
        "C5": "Hand-over and organisation",
        "C6": "Participation, trust and oversight in villages",
    }
)
"""Headings under which the sources' claims are listed."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """How a claim is asked: two sets of values, an outcome, and the sign that is claimed.

    Attributes
    ----------
    on, off
        What is put into the scenario in either case, as ``path=value``.
    sign
        1 if the outcome is claimed to be higher with ``on``, -1 if lower.
    mean
        Whether the outcome is taken over all months instead of in the end.
    minus
        Two regions whose difference is the outcome, or nothing for the whole.
    direct
        Whether what is switched enters the outcome in one step.
    """

    world: AskedWorld
    on: tuple[str, ...]
    off: tuple[str, ...]
    outcome: str
    sign: int
    mean: bool
    minus: tuple[str, ...]
    direct: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """One causal claim.

    Attributes
    ----------
    part, no
        Heading and place in the list of claims.
    opposite
        Whether the runs say the opposite, of those contradicted; else they say nothing that matters, or only noise.
    verdict, reason
        What the model says of it, and why not, where it does not hold.
    contrast
        How it is asked; ``None`` if the model has nothing to ask.
    """

    id: str
    part: str
    no: int
    claim: str
    sources: tuple[str, ...]
    verdict: Verdict
    opposite: bool
    reason: str
    contrast: Contrast | None


@cache
def signs() -> Mapping[str, Sign]:
    """Return all causal claims by id, in the order of the sources.

    >>> signs()["deadline_nameplates"].contrast.outcome
    'nameplate_now'
    """
    tree = read_document(Path(__file__).with_name("signs.yaml")).tree
    worlds = {
        one["id"]: AskedWorld(one["id"], one["what"], one["file"], tuple(map(str, one["set"])))
        for one in tree["worlds"]
    }
    return MappingProxyType({one["id"]: _sign(one, worlds) for one in tree["signs"]})


def _sign(tree: Mapping[str, Any], worlds: Mapping[str, AskedWorld]) -> Sign:
    own = {name: tree[name] for name in ("id", "part", "no", "claim", "verdict")}
    contrast = _contrast(tree, worlds[tree["world"]]) if "world" in tree else None
    own["opposite"] = tree.get("opposite", False)
    return Sign(**own, sources=tuple(tree["sources"]), reason=tree.get("reason", ""), contrast=contrast)


def _contrast(tree: Mapping[str, Any], world: AskedWorld) -> Contrast:
    return Contrast(
        world=world,
        on=tuple(tree.get("with", ())),
        off=tuple(tree.get("without", ())),
        outcome=tree["outcome"],
        sign={"+": 1, "-": -1}[tree["sign"]],
        mean=tree.get("when", "end") == "mean",
        minus=tuple(tree.get("minus", ())),
        direct=tree.get("direct", False),
    )

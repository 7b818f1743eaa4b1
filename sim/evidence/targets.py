"""Read the targets: what the sources observed and a run can be held against.

They are written in ``targets.yaml``, whose head explains the fields. The observed number is never written there: it is
the claim's own, scaled; its error follows from the trust in the claim alone.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from sim.document import read_document
from sim.evidence.claims import Trust, claim, claims, derived
from sim.evidence.worlds import AskedWorld

FILE = Path(__file__).with_name("targets.yaml")
ERROR: Mapping[Trust, float] = MappingProxyType({"high": 0.10, "medium": 0.20, "low": 0.35})
"""Error of an observed number as a share of it."""
LEAST_POINTS = 3.0
"""Least error of a number in per cent or percentage points."""
WEIGHT: Mapping[Trust, float] = MappingProxyType({"high": 3.0, "medium": 2.0, "low": 1.0})
"""What a target counts in a score."""
_ORDER: tuple[Trust, ...] = ("low", "medium", "high")

Kind = Literal["level", "cross-section", "before-after", "contrast"]
KINDS: tuple[Kind, ...] = ("level", "cross-section", "before-after", "contrast")
Use = Literal["calibrate", "validate"]
USES: tuple[Use, ...] = ("calibrate", "validate")


@dataclass(frozen=True, slots=True)
class Target:
    """One observed number and the experiment that gives its counterpart.

    Attributes
    ----------
    evidence
        Claim, or number derived from claims.
    observed
        The number, in the unit of the outcome.
    low, high
        What still agrees with it: the error on both sides; a bound stated by the source is open on the other side.
    trust
        Of the claim; of a derived number the lowest of its inputs.
    versus
        What is put into the world in the other arm of a contrast; ``None`` without one.
    month, since
        When it is looked at, YYYY-MM; of a change, also before.
    stage, region
        Of which villages: ``declared``, ``undeclared`` or all, and in which regions (all when empty).
    relative
        Whether a change is a share of the value before.
    one
        Whether the source saw one history of one place, not a mean over many.
    put_in
        Whether some number of the model rests on this very claim.
    """

    id: str
    says: str
    evidence: str
    observed: float
    low: float
    high: float
    trust: Trust
    world: AskedWorld
    versus: tuple[str, ...] | None
    outcome: str
    kind: Kind
    month: str
    since: str
    stage: str
    region: tuple[str, ...]
    relative: bool
    denominator: str
    one: bool
    put_in: bool
    use: Use
    identifies: tuple[str, ...]
    contradicts: str
    note: str

    @property
    def error(self) -> float:
        """Half of the width of what still agrees; of a bound, how far beyond it that reaches."""
        return self.high - self.observed if math.isfinite(self.high) else self.observed - self.low

    @property
    def weight(self) -> float:
        """What it counts in a score: nothing where the model was given the number."""
        return 0.0 if self.put_in else WEIGHT[self.trust]


@cache
def targets() -> Mapping[str, Target]:
    """Return all targets by id, in the order of the file.

    >>> one = targets()["attendance"]
    >>> round(one.observed, 4), round(one.low, 4), round(one.high, 4), one.use
    (0.35, 0.2275, 0.4725, 'calibrate')
    """
    tree = read_document(FILE).tree
    nation = tuple(map(str, tree["nation"]))
    worlds = {
        one["id"]: AskedWorld(one["id"], one["what"], one["file"], nation * one["nation"] + tuple(map(str, one["set"])))
        for one in tree["worlds"]
    }
    return MappingProxyType({one["id"]: _target(one, worlds) for one in tree["targets"]})


@cache
def targets_digest() -> str:
    """Return the fingerprint of the file of targets, which an ensemble carries."""
    return hashlib.blake2b(FILE.read_bytes(), digest_size=16).hexdigest()


def trust_in(id: str) -> Trust:
    """Return the trust in a claim; in a derived number the lowest among its inputs.

    >>> trust_in("fenghuang_turnover"), trust_in("coverage_2023")
    ('high', 'low')
    """
    if id in derived():
        return min((trust_in(one) for one in derived()[id].inputs), key=_ORDER.index)
    return claim(id).trust


def _target(tree: Mapping[str, Any], worlds: Mapping[str, AskedWorld]) -> Target:
    observed, trust = _observed(tree), trust_in(tree["evidence"])
    error = max(ERROR[trust] * abs(observed), _least(tree))
    op = tree.get("op", "=")
    return Target(
        **{name: tree[name] for name in ("id", "says", "evidence", "outcome", "month", "denominator", "use")},
        observed=observed,
        low=-math.inf if op == "<" else observed - error,
        high=math.inf if op == ">" else observed + error,
        trust=trust,
        world=worlds[tree["world"]],
        versus=tuple(map(str, tree["versus"])) if "versus" in tree else None,
        kind=tree["measure"],
        since=tree.get("since", ""),
        stage=tree.get("stage", ""),
        region=tuple(tree.get("region", ())),
        relative=tree.get("relative", False),
        one=tree["place"] == "one",
        put_in=tree["role"] == "partly put in",
        identifies=tuple(tree.get("identifies", ())),
        contradicts=tree.get("contradicts", ""),
        note=tree.get("note", ""),
    )


def _observed(tree: Mapping[str, Any]) -> float:
    """Return the claim's number in the unit of the outcome."""
    id, less = tree["evidence"], tree.get("less")
    value = _number(id, tree.get("part"))
    if less is not None:
        value -= _number(less, None) if less in claims() else _number(id, less)
    return value * float(tree.get("scale", 1.0))


def _number(id: str, part: str | None) -> float:
    if id in derived():
        return float(derived()[id].value)
    value = claim(id).value
    if isinstance(value, Mapping):
        return float(value[str(part)])
    return float(value)


def _least(tree: Mapping[str, Any]) -> float:
    """Return the least error: three points where the claim is in per cent or points of it."""
    id = tree["evidence"]
    unit = derived()[id].unit if id in derived() else claim(id).unit
    if not unit.startswith("percent"):
        return 0.0
    return LEAST_POINTS if abs(tree.get("scale", 1.0)) > 0.5 else LEAST_POINTS / 100.0

"""What the golden file holds: how three fixed lively worlds stand after one, two and five years under each strategy.

The golden file changes only together with a line in CHANGELOG.md under "Changes numbers" that says what changed the
numbers and why; ``python -m tests.golden.rewrite`` rewrites it. Means, so that a reader sees in a diff what moved;
tilted means beside them, in which rows count unequally, so that rows cannot change places unseen. Declared numbers
stand there too: a range feeds sensitivity analyses and priors, so it changes results as much as a default does.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np

from sim.arrays import Rows
from sim.month import advance
from sim.policies.catalogue import POLICIES
from sim.policies.policy import Policy
from sim.policies.terms import TERMS
from sim.quantity import Quantity, quantities
from sim.rules.parameters import OFF, Parameters
from sim.world import KINDS, World, found_world
from tests.worlds import STRATEGIES, WORLDS, Withdrawal

FILE = Path(__file__).parent / "golden.json"
MONTHS = (12, 24, 60)
DIGITS = 11

PLANS: dict[str, list[Policy]] = {name: [policy] for name, policy in STRATEGIES.items()} | {
    "withdrawal": [STRATEGIES["uniform_deadline"], Withdrawal(40)]
}
Numbers = dict[str, list[float]]


def lives() -> dict[str, Numbers]:
    """Return, for each world and strategy, each column's means after each of the months and its tilted mean at last."""
    found: dict[str, Numbers] = {}
    for where, scenario in WORLDS.items():
        for name, policies in PLANS.items():
            world = found_world(scenario, 1, 0)
            columns: Numbers = {}
            for month in range(1, MONTHS[-1] + 1):
                advance(world, policies)
                if month in MONTHS:
                    _note(world, columns)
            found[f"{where} {name}"] = columns
    return found


def _note(world: World, columns: Numbers) -> None:
    for kind in KINDS:
        for name, declared in world.columns(kind).declarations().items():
            values = world.columns(kind).rows()[name]
            noted = columns.setdefault(f"{kind}.{name}", []) if not declared.fixed else []
            if kind in {"households", "villages"}:
                noted.append(_short(np.mean(values)))
            if world.month == MONTHS[-1]:
                noted.append(_short(np.mean(values * tilt(values.shape[0]))))


def tilt(rows: int) -> Rows:
    """Return a weight a row, from 0.5 to 1.5, without pattern."""
    return 0.5 + np.mod(np.arange(rows, dtype=np.float64) * 0.6180339887498949, 1.0)


def declarations() -> dict[str, Any]:
    """Return default, range, unit and source of every declared number of rules, terms and strategies."""
    numbers: dict[str, Quantity] = {}
    for path, record in get_type_hints(Parameters).items():
        numbers |= {f"{path}.{name}": q for name, q in quantities(record)}
    for kind in POLICIES:
        numbers |= {f"{kind.name}.{name}": q for name, q in quantities(kind)}
    numbers |= {f"terms.{name}": term.quantity for name, term in TERMS.items()}
    said = {path: [q.default, q.low, q.high, q.unit, q.evidence] for path, q in numbers.items()}
    usual = {kind.name: [repr(f.default) for f in dataclasses.fields(kind)] for kind in POLICIES}
    return {"numbers": said, "strategies": usual, "off": {name: dict(values) for name, values in OFF.items()}}


def rewrite() -> None:
    """Write the golden file anew, a line a world and strategy or a number, so that diffs can be read."""
    parts = {"lives": lives(), "declarations": declarations()}
    lines = [f'"{part}": {_lines(content)}' for part, content in parts.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def stored() -> dict[str, Any]:
    """Return the golden file."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def _lines(content: dict[str, Any]) -> str:
    rows = [f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in content.items()]
    return "{\n" + ",\n".join(rows) + "\n}"


def _short(number: np.floating[Any]) -> float:
    return float(f"{number:.{DIGITS}g}")

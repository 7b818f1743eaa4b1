"""What the rules take: every public function of sim/rules, and inputs for each of its arguments."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

import numpy as np
import numpy.typing as npt

import sim.rules
from sim.quantity import Quantity, quantities
from sim.rules.parameters import Parameters

Array = npt.NDArray[Any]
Rule = Callable[..., Any]

RANGES: Mapping[str, tuple[float, float]] = {
    "age": (0.0, 30.0), "assets": (0.0, 1e7), "benefit": (0.0, 3.0), "capacity": (0.0, 50.0), "claim": (-0.5, 0.5),
    "change": (-2.0, 2.0), "compensation": (0.0, 1.2), "debt": (0.0, 1e7), "dividend": (0.0, 1000.0),
    "due": (-20.0, 80.0), "duties": (0.5, 2.0), "exposure": (0.0, 3.0), "gain": (-1.0, 2.0), "judgement": (0.0, 100.0),
    "know_how": (0.0, 30.0), "left": (0.0, 20.0), "load": (0.5, 3.0), "money": (0.2, 2.0), "months": (0.0, 30.0),
    "done": (0.0, 50.0),
    "months_since_offer": (-1.0, 30.0), "need": (0.0, 50.0), "open_cases": (0.0, 50.0), "pace": (0.0, 4.0),
    "pool": (0.0, 50.0), "sanction": (0.0, 2.0), "staff": (2.0, 30.0), "taste": (-6.0, 6.0), "time": (0.0, 5.0),
    "taken": (0.0, 2.0), "total_need": (0.0, 200.0), "voice": (0.0, 2.0), "whole": (20.0, 60.0),
    "work_left": (0.0, 80.0),
}  # fmt: skip
"""Range of the arguments that are not shares."""
WHOLE: Mapping[str, tuple[int, int]] = {"rule": (0, 3)}
SWITCHES = {"away", "hidden", "unclear", "special", "trickle", "veto", "consulting", "working", "converted"}


def rules() -> dict[str, Rule]:
    """Return every public function of sim/rules by module and name, save those about parameters as such."""
    found: dict[str, Rule] = {}
    for info in pkgutil.iter_modules(sim.rules.__path__):
        module = importlib.import_module(f"sim.rules.{info.name}")
        for name, rule in inspect.getmembers(module, inspect.isfunction):
            if rule.__module__ == module.__name__ and not name.startswith("_") and info.name != "parameters":
                found[f"{info.name}.{name}"] = rule
    return found


RULES = rules()
RECORDS: Mapping[str, type[Any]] = get_type_hints(Parameters)


def arguments(path: str) -> dict[str, Any]:
    """Return the type of each argument of a rule that is not a record of parameters."""
    hints = get_type_hints(RULES[path])
    return {name: hint for name, hint in hints.items() if name != "return" and not dataclasses.is_dataclass(hint)}


def records(path: str) -> dict[str, type[Any]]:
    """Return the records of parameters that a rule takes, by argument."""
    hints: dict[str, Any] = get_type_hints(RULES[path])
    return {name: hint for name, hint in hints.items() if name != "return" and hint in RECORDS.values()}


def span(path: str, name: str) -> tuple[float, float]:
    """Return the range of an argument: ``now`` of satisfaction counts in points, ``now`` of the rest is a share."""
    if path == "satisfaction.satisfaction" and name == "now":
        return 0.0, 100.0
    return RANGES.get(name, (0.0, 1.0))


def drawn(path: str, rows: int, seed: int) -> dict[str, Any]:
    """Return random inputs for a rule, parameters at their defaults; ends of ranges come up on purpose."""
    chance = np.random.default_rng(seed)
    return {name: of() for name, of in records(path).items()} | {
        name: _column(chance, hint, span(path, name), name, rows) for name, hint in arguments(path).items()
    }


def _column(chance: np.random.Generator, hint: Any, ends: tuple[float, float], name: str, rows: int) -> Any:
    if hint is float:
        return 7.0
    if hint == npt.NDArray[np.bool_]:
        return chance.random(rows) < 0.5
    if name in WHOLE:
        return chance.integers(WHOLE[name][0], WHOLE[name][1] + 1, rows).astype(np.float64)
    if name in SWITCHES:
        return np.where(chance.random(rows) < 0.5, 1.0, 0.0)
    inside = ends[0] + (ends[1] - ends[0]) * chance.random(rows)
    return np.where(chance.random(rows) < 0.1, chance.choice(ends, rows), inside)


def row(inputs: Mapping[str, Any], i: int, *, as_array: bool) -> dict[str, Any]:
    """Return one row of inputs, as numpy scalars or as arrays of one."""
    return {
        name: value if not isinstance(value, np.ndarray) else (value[i : i + 1] if as_array else value[i])
        for name, value in inputs.items()
    }


def outputs(value: Any) -> tuple[Array, ...]:
    """Return what a rule gives as a tuple of arrays, one as well as several."""
    return tuple(np.asarray(one) for one in (value if isinstance(value, tuple) else (value,)))


def ends(record: Any, name: str, quantity: Quantity) -> tuple[Any, Any]:
    """Return a record with one number at the low and at the high end of its range."""
    of = type(quantity.default)
    low, high = (dataclasses.replace(record, **{name: of(end)}) for end in (quantity.low, quantity.high))
    return low, high


def numbers(record: type[Any]) -> dict[str, Quantity]:
    """Return the declared numbers of a record."""
    return dict(quantities(record))

"""A case as the text of a scenario file in which nothing is left to defaults, and every value says where it is from."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sim.document import dotted
from sim.policies.terms import TERMS
from sim.quantity import Quantity
from sim.reading.numbers import DEFAULT
from sim.reading.shapes import batches, declarations
from sim.scenario import Clock, Scenario

_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x7f\x85\u2028\u2029\ufeff"}
"""Signs that JSON leaves in quoted text and YAML takes for a line's end or refuses."""


class _Flow(dict[str, Any]):
    """A mapping to be written in one line."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the quantities of one scenario with their origins."""

    scenario: Scenario
    ranges: Mapping[str, tuple[float, float]]

    def record(self, section: tuple[str | int, ...], quantities: Mapping[str, Quantity], values: Any) -> dict[str, Any]:
        """Return all quantities of a section, each as a number with its basis."""
        return {key: self._quantity(dotted((*section, key)), found, values(key)) for key, found in quantities.items()}

    def _quantity(self, path: str, quantity: Quantity, value: Any) -> _Flow:
        origin = self.scenario.origins.get(path) or self._unsaid(path, value == quantity.default)
        written = _written(quantity, value, self.scenario.clock)
        if origin.startswith("evidence:"):
            return _Flow(value=written, evidence=origin.removeprefix("evidence:"))
        if origin.startswith("assumed: "):
            basis = _Flow(value=written, assumed=origin.removeprefix("assumed: "))
            ends = [_written(quantity, end, self.scenario.clock) for end in self.ranges.get(path, ())]
            return _Flow(**basis, range=ends) if ends else basis
        return _Flow(value=written, origin=origin)

    def _unsaid(self, path: str, is_default: bool) -> str:
        """Return the origin of what no file said; the records of a default list differ from a record's own default."""
        in_default_list = "[" in path and path.split(".")[2].split("[")[0] not in self.scenario.rollout.options
        return DEFAULT if is_default or in_default_list else "set in Python"


def _written(quantity: Quantity, value: Any, clock: Clock) -> Any:
    if quantity.unit == "date":
        return clock.label(int(value))
    return int(value) if isinstance(quantity.default, int) else value


def resolved_tree(scenario: Scenario, policy: Any, ranges: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """Return the whole scenario as the tree of a scenario file."""
    writer, declared = _Writer(scenario, ranges), declarations()
    tree = {
        "schema": 1,
        "name": scenario.name,
        "title": _Flow(scenario.title),
        "clock": writer.record(("clock",), declared["clock",], scenario.clock.__getattribute__),
        "world": {"regions": _regions(writer), "terms": _terms(writer), "network": _network(writer)},
        "uncertainties": writer.record(("uncertainties",), declared["uncertainties",], _parameter(scenario)),
        "without": list(scenario.off),
        "policy": {"rollout": _rollout(writer, policy), "levers": []},
        "outcomes": list(scenario.outcomes),
        "runs": writer.record(("runs",), declared["runs",], scenario.runs.__getattribute__),
    }
    return {key: part for key, part in tree.items() if key != "outcomes" or part}


def _regions(writer: _Writer) -> dict[str, Any]:
    declared = declarations()["world", "regions", "*"]
    return {
        name: writer.record(("world", "regions", name), declared, region.__getattribute__)
        for name, region in writer.scenario.regions.items()
    }


def _terms(writer: _Writer) -> dict[str, Any]:
    def value(name: str) -> Any:
        return writer.scenario.terms.get(name, TERMS[name].quantity.default)

    return writer.record(("world", "terms"), declarations()["world", "terms"], value)


def _network(writer: _Writer) -> dict[str, Any]:
    declared = declarations()["world", "network"]
    return writer.record(("world", "network"), declared, writer.scenario.network.__getattribute__)


def _parameter(scenario: Scenario) -> Any:
    def value(path: str) -> Any:
        group, _, name = path.partition(".")
        return getattr(getattr(scenario.parameters, group), name)

    return value


def _rollout(writer: _Writer, policy: Any) -> dict[str, Any]:
    section = ("policy", "rollout", policy.name)
    written = {"strategy": policy.name, **writer.record(section[:2], declarations()[section], policy.__getattribute__)}
    for key in batches(type(policy)):
        declared = declarations()[*section, key, "*"]
        written[key] = [
            writer.record((*section[:2], key, number), declared, item.__getattribute__)
            for number, item in enumerate(getattr(policy, key))
        ]
    return written


def yaml_lines(tree: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Yield the lines of a YAML file; a writer of our own, as ruamel takes seconds where this takes none.

    >>> list(yaml_lines({"a": {"b": [1, "x"]}, "c": [{"d": 1, "e": 2}]}))
    ['a:', '  b: [1, "x"]', 'c:', '  - d: 1', '    e: 2']
    """
    for key, part in tree.items():
        if isinstance(part, dict) and part and not isinstance(part, _Flow):
            yield f"{indent}{key}:"
            yield from yaml_lines(part, indent + "  ")
        elif isinstance(part, list) and part and isinstance(part[0], dict):
            yield f"{indent}{key}:"
            for item in part:
                first, *others = yaml_lines(item, indent + "    ")
                yield f"{indent}  - {first.strip()}"
                yield from others
        else:
            yield f"{indent}{key}: {_flow(part)}"


def _flow(part: Any) -> str:
    """Return a value in one line."""
    if isinstance(part, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in part.items()) + "}"
    if isinstance(part, list):
        return "[" + ", ".join(_flow(value) for value in part) + "]"
    return json.dumps(part, ensure_ascii=False).translate(_BREAKS) if isinstance(part, str) else repr(part)

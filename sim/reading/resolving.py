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
from sim.reading.shapes import LEVERS, batches, declarations
from sim.scenario import Clock, LeverUse, Scenario

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
        in_list = path.startswith("policy.rollout.") and "[" in path
        in_default_list = in_list and path.split(".")[2].split("[")[0] not in self.scenario.rollout.options
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
        "ensemble": scenario.ensemble,
        "uncertainties": writer.record(("uncertainties",), declared["uncertainties",], _parameter(scenario)),
        "without": list(scenario.off),
        "policy": {"rollout": _rollout(writer, policy), **_levers(writer)},
        "outcomes": list(scenario.outcomes),
        "goals": dict(scenario.goals),
        "runs": writer.record(("runs",), declared["runs",], scenario.runs.__getattribute__),
    }
    return {key: part for key, part in tree.items() if key not in ("outcomes", "goals", "ensemble") or part}


def _regions(writer: _Writer) -> dict[str, Any]:
    declared = declarations()["world", "regions", "*"]
    return {
        name: writer.record(("world", "regions", name), declared, region.__getattribute__) | _villages(writer, name)
        for name, region in writer.scenario.regions.items()
    }


def _villages(writer: _Writer, region: str) -> dict[str, list[_Flow]]:
    """Return the villages of a region that are listed, each in a line with the place it comes from."""
    listed = writer.scenario.villages.get(region)
    if listed is None:
        return {}
    section = ("world", "regions", region, "villages")
    return {"villages": [_village(writer.scenario, (*section, number), one) for number, one in enumerate(listed)]}


def _village(scenario: Scenario, section: tuple[str | int, ...], village: Mapping[str, Any]) -> _Flow:
    stands = (scenario.origins.get(dotted((*section, name))) for name in village)
    return _Flow(village, origin=next(filter(None, stands), "set in Python"))


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
    if section not in declarations():  # a strategy of one's own, given in Python: it declares no options
        return {"strategy": policy.name}
    written = {"strategy": policy.name, **writer.record(section[:2], declarations()[section], policy.__getattribute__)}
    for key in batches(type(policy)):
        declared = declarations()[*section, key, "*"]
        written[key] = [
            writer.record((*section[:2], key, number), declared, item.__getattribute__)
            for number, item in enumerate(getattr(policy, key))
        ]
    return written


def _levers(writer: _Writer) -> dict[str, Any]:
    """Return the levers in use, and the modeller's own records, so that no second file is needed."""
    uses = [_use(writer, number, use) for number, use in enumerate(writer.scenario.levers)]
    own = [_Flow(tree) for tree in writer.scenario.own_levers]
    return {"levers": uses} | ({"lever_records": own} if own else {})


def _use(writer: _Writer, number: int, use: LeverUse) -> dict[str, Any]:
    values = {"from": use.from_month, "to": use.to_month, "intensity": use.intensity, "cap": use.cap}
    said = {key: quantity for key, quantity in declarations()[LEVERS].items() if values[key] is not None}
    where = _Flow({key: list(part) for key, part in use.where.items()})
    numbers = writer.record((*LEVERS[:2], number), said, values.__getitem__)
    return {"lever": use.lever, **numbers} | ({"where": where} if where else {})


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
            yield from (f"{indent}  - {flow(item)}" for item in part if isinstance(item, _Flow))
            for item in (item for item in part if not isinstance(item, _Flow)):
                first, *others = yaml_lines(item, indent + "    ")
                yield f"{indent}  - {first.strip()}"
                yield from others
        else:
            yield f"{indent}{key}: {flow(part)}"


def flow(part: Any) -> str:
    """Return a value in one line."""
    if isinstance(part, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in part.items()) + "}"
    if isinstance(part, list):
        return "[" + ", ".join(flow(value) for value in part) + "]"
    return json.dumps(part, ensure_ascii=False).translate(_BREAKS) if isinstance(part, str) else repr(part)

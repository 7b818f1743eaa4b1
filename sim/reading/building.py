"""From checked values to the frozen records that a run starts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.document import Document, TreePath, dotted
from sim.networks.settings import NetworkSettings
from sim.policies.catalogue import strategy
from sim.policies.lever_in_use import levers_of
from sim.policies.policy import Policy
from sim.policies.terms import TERMS
from sim.reading.ensembles import sets_of
from sim.reading.gathering import SET
from sim.reading.lever_checks import county_names, known_levers
from sim.reading.numbers import DEFAULT, Given
from sim.reading.shapes import batches
from sim.rules.parameters import Parameters, amended
from sim.scenario import Clock, LeverUse, Region, Rollout, Runs, Scenario

Checked = Mapping[str, Any]


def build_scenario(checked: Checked, document: Document) -> Scenario:
    """Return the scenario that the checked values say."""
    world, name = checked.get("world", {}), checked.get("name", "unnamed")
    terms, regions = _values(world.get("terms", {})), world.get("regions", {})
    return Scenario(
        name=name,
        title=_title(checked.get("title", {}), name),
        clock=Clock(**_values(checked.get("clock", {}))),
        regions={key: Region(**_values(_without_villages(region))) for key, region in regions.items()},
        villages={key: _villages(region["villages"]) for key, region in regions.items() if "villages" in region},
        network=NetworkSettings(**_values(world.get("network", {}))),
        ensemble=checked.get("ensemble", ""),
        sets=sets_of(checked.get("ensemble", "")),
        parameters=amended(Parameters(), _values(checked.get("uncertainties", {}))),
        terms={key: value for key, value in terms.items() if value != TERMS[key].quantity.default},
        off=tuple(checked.get("without", ())),
        rollout=_rollout(checked.get("policy", {}).get("rollout", {})),
        levers=tuple(_lever(use) for use in checked.get("policy", {}).get("levers", ())),
        own_levers=tuple(checked.get("policy", {}).get("lever_records", ())),
        outcomes=tuple(checked.get("outcomes", ())),
        goals=checked.get("goals", {}),
        runs=Runs(**_values(checked.get("runs", {}))),
        origins={dotted(path): given.origin(_place(checked, document, path)) for path, given in said(checked)},
    )


def build_policies(rollout: Rollout) -> tuple[Policy, ...]:
    """Return the policies of a scenario: its strategy."""
    return (strategy(rollout.strategy)(**rollout.options),)


def build_levers(scenario: Scenario) -> tuple[Policy, ...]:
    """Return the levers of a scenario as policies."""
    named = {"regions": tuple(scenario.regions), "counties": county_names(scenario)}
    return levers_of(scenario.levers, known_levers(scenario), **named)


def build_ranges(checked: Checked) -> dict[str, tuple[float, float]]:
    """Return how far the assumed numbers may be off, by path."""
    return {dotted(path): given.range for path, given in said(checked) if given.range is not None}


def said(checked: Any, path: TreePath = ()) -> Iterator[tuple[TreePath, Given]]:
    """Yield every quantity that the file gave, with its path; not what a resolved file repeats from the defaults."""
    if isinstance(checked, Given):
        if checked.basis != "default":
            yield path, checked
        return
    parts = checked.items() if isinstance(checked, dict) else enumerate(checked) if isinstance(checked, list) else ()
    for key, part in parts:
        yield from said(part, (*path, key))


def _stands(document: Document, path: TreePath) -> str:
    place = document.place(path)
    return SET if place.line == 0 else f"{place.file}:{place.line}"


def _place(checked: Checked, document: Document, path: TreePath) -> str:
    """Return where a bare value stands; a village of a resolved scenario says by itself where it is from."""
    if path[3:4] == ("villages",):
        village = checked["world"]["regions"][path[2]]["villages"][path[4]]
        return str(village.get("origin") or _stands(document, path))
    return _stands(document, path)


def _lever(use: Checked) -> LeverUse:
    numbers = _values({key: part for key, part in use.items() if isinstance(part, Given)})
    months = {f"{key}_month": numbers.pop(key) for key in ("from", "to") if key in numbers}
    return LeverUse(use["lever"], **months, **numbers, where=use.get("where", {}))


def _without_villages(region: Checked) -> Checked:
    return {key: part for key, part in region.items() if key != "villages"}


def _villages(listed: Sequence[Checked]) -> tuple[dict[str, Any], ...]:
    """Return what is known of each village, words as they are."""
    return tuple(
        {key: part.value if isinstance(part, Given) else part for key, part in village.items() if key != "origin"}
        for village in listed
    )


def _values(section: Mapping[str, Given]) -> dict[str, Any]:
    return {key: given.value for key, given in section.items()}


def _title(said: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the title in both languages; one stands in for the other, the name for both."""
    return {"en": said.get("en") or said.get("zh") or name, "zh": said.get("zh") or said.get("en") or name}


def without_repeated(checked: Checked) -> Checked:
    """Return the checked values without the lists of records that a resolved file repeats from the defaults."""
    policy = checked.get("policy", {})
    rollout = policy.get("rollout", {})
    if not rollout:
        return checked
    kind = strategy(rollout["strategy"])
    default = kind()
    kept = {
        key: part
        for key, part in rollout.items()
        if key not in batches(kind) or not _repeats(part, _records(batches(kind)[key], part) == getattr(default, key))
    }
    return {**checked, "policy": {**policy, "rollout": kept}}


def _repeats(part: list[Any], equal: bool) -> bool:
    """Return whether a list of records equals the default, and says so."""
    given = [value for item in part for value in item.values()]
    return equal and bool(given) and all(value.basis == "default" or value.reason == DEFAULT for value in given)


def _records(record: type[Any], part: list[Any]) -> tuple[Any, ...]:
    return tuple(record(**_values(item)) for item in part)


def _rollout(checked: Checked) -> Rollout:
    """Return strategy and options, leaving away what a resolved file repeats from the defaults."""
    if not checked:
        return Rollout()
    kind = strategy(checked["strategy"])
    options: dict[str, Any] = {}
    for key, part in checked.items():
        if key in batches(kind):
            options[key] = _records(batches(kind)[key], part)
        elif key != "strategy" and part.basis != "default":
            options[key] = part.value
    return Rollout(kind.name, options)

"""What a scenario file may hold, as pydantic models made from the declared dataclasses.

Every key of the file's sections is a field that is declared elsewhere, so a new parameter, term or option of a
strategy is readable without a line here. The models check the structure, call :mod:`sim.reading.numbers` for the
values, and give the JSON Schema by which editors complete and underline.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo, WithJsonSchema, create_model

from sim.document import dotted
from sim.founding.survey import SURVEYED
from sim.measures.catalogue import MEASURES
from sim.measures.families import FAMILIES
from sim.measures.goals import MEASURED, faults_of
from sim.networks.settings import NetworkSettings
from sim.policies.catalogue import POLICIES
from sim.policies.terms import TERMS
from sim.quantity import Quantity, quantities
from sim.reading import names_zh
from sim.reading.ensembles import shipped_ensembles
from sim.reading.lever_records import record_schema, where_schema
from sim.reading.lever_shapes import USE, USE_KEYS, record_said, where_said
from sim.reading.numbers import BURN_IN, MONTHS, NAME, START, allowed, listed, one_of, read_given, refuse, shown
from sim.reading.village_names import HEADS
from sim.rules.parameters import OFF, Parameters
from sim.scalars import did_you_mean
from sim.scenario import Region, Runs
from sim.words import say

Loc = tuple[str | int, ...]
"""Where a model stands, ``*`` for any region or list position; the strategy's name follows ``rollout``."""

TOP = (
    "schema", "name", "title", "extends", "clock", "world", "ensemble", "uncertainties", "without", "policy",
    "outcomes", "goals", "runs",
)  # fmt: skip
VILLAGES: Loc = ("world", "regions", "*", "villages", "*")
LEVERS: Loc = ("policy", "levers", "*")
MONEY_WORDS = ("budget", "money", "cost", "costs", "max_cost", "price")
CAP = ", did you mean `cap`, the most it may cost in yuan a month, all villages together?"
"""What a use of a lever is asked for, and the key that comes nearest to it."""
GOALS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"enum": [*FAMILIES, *(name for name, one in MEASURED.items() if one.better != "none")]},
    "additionalProperties": {"type": "number", "exclusiveMinimum": 0},
    "description": "Weights of families of outcomes, or of outcomes, in the recommendation of a comparison",
}
NO_BUDGET = "; there is no limit on money yet; `gaiju plan` shows what the levers cost"
REGION = "[a-z][a-z0-9_-]{0,31}"


@cache
def declarations() -> Mapping[Loc, Mapping[str, Quantity]]:
    """Return the declared quantities of every section of a scenario file."""
    groups = {f.name: f.default_factory for f in dataclasses.fields(Parameters)}
    found: dict[Loc, Mapping[str, Quantity]] = {
        ("clock",): {"start": START, "months": MONTHS, "burn_in": BURN_IN},
        ("world", "regions", "*"): dict(quantities(Region)),
        VILLAGES: SURVEYED,
        ("world", "terms"): {name: term.quantity for name, term in TERMS.items() if _settable(name)},
        ("world", "network"): dict(quantities(NetworkSettings)),
        ("uncertainties",): {
            f"{group}.{name}": quantity
            for group, record in groups.items()
            for name, quantity in quantities(typing.cast(type[Any], record))
        },
        LEVERS: USE,
        ("runs",): dict(quantities(Runs)),
    }
    for kind in POLICIES:
        found["policy", "rollout", kind.name] = dict(quantities(kind))
        for name, record in batches(kind).items():
            found["policy", "rollout", kind.name, name, "*"] = dict(quantities(record))
    return found


def _settable(name: str) -> bool:
    """Whether a scenario may set a baseline term: not orders, and not what each region says of itself."""
    return TERMS[name].group != "orders" and name != "staff_standard"


def batches(kind: type[Any]) -> Mapping[str, type[Any]]:
    """Return the options of a strategy that are lists of records, such as waves, with the record's class."""
    hints = typing.get_type_hints(kind)
    lists = {f.name: typing.get_args(hints[f.name]) for f in dataclasses.fields(kind) if "quantity" not in f.metadata}
    return {name: item[0] for name, item in lists.items() if item}


def quantity_at(path: Loc, strategy: str = "") -> Quantity | None:
    """Return what is declared about the value at a path of a scenario file, ``None`` where no quantity stands."""
    if path[:2] == ("policy", "rollout"):
        path = (*path[:2], strategy, *path[2:])
    for section, found in declarations().items():
        if matches(path[:-1], section):
            return found.get(str(path[-1]))
    return None


def matches(loc: Loc, pattern: Loc) -> bool:
    """Return whether a place is one that the pattern names."""
    return len(loc) == len(pattern) and all(theirs in ("*", mine) for mine, theirs in zip(loc, pattern, strict=True))


def keys_at(loc: Loc) -> tuple[str, ...]:
    """Return the keys that may stand in the mapping at a place."""
    for pattern, keys in _keys().items():
        if matches(loc, pattern):
            return keys
    return ()


@cache
def _keys() -> Mapping[Loc, tuple[str, ...]]:
    keys: dict[Loc, tuple[str, ...]] = {
        (): TOP,
        ("title",): ("en", "zh"),
        ("world",): ("regions", "terms", "network"),
        ("policy",): ("rollout", "levers", "lever_file", "lever_records"),
    }
    for loc, section in declarations().items():
        keys[loc] = tuple(section)
    keys[VILLAGES[:3]] = (*keys[VILLAGES[:3]], "villages_file", "villages")
    keys[LEVERS] = USE_KEYS
    keys[VILLAGES] = ("name", "county", *keys[VILLAGES], "origin")
    for kind in POLICIES:
        loc = ("policy", "rollout", kind.name)
        keys[loc] = ("strategy", *keys[loc], *batches(kind))
    return keys


class Section(BaseModel):
    """A mapping of the file whose keys are all known."""

    model_config = ConfigDict(extra="forbid", strict=True, protected_namespaces=())


@cache
def scenario_model() -> type[Section]:
    """Return the model of a whole scenario file."""
    rollouts: Any = tuple(_rollout(kind) for kind in POLICIES)
    region = _region()
    world = {
        "regions": dict[Annotated[str, Field(pattern=f"^{REGION}$")], region],  # type: ignore[valid-type]
        "terms": _section("Terms", "world", "terms"),
        "network": _section("Network", "world", "network"),
    }
    policy = {
        "rollout": Annotated[typing.Union[rollouts], Field(discriminator="strategy")],  # noqa: UP007 made at run time
        "levers": list[_lever()],  # type: ignore[misc]
        "lever_file": _text("Relative path of a YAML file with levers of one's own (docs/levers.md)"),
        "lever_records": list[_refusing(record_said, record_schema(_quantity_schema))],  # type: ignore[misc]
    }
    return _model(
        "Scenario",
        {
            "schema": _validated(_version, {"const": 1, "description": "Version of the file format"}),
            "name": Annotated[str, Field(pattern=f"^{NAME}$")],
            "title": _model("Title", {"en": _text("Title in English"), "zh": _text("Title in Chinese")}),
            "extends": _text("Scenario that this one changes: a relative path, or shipped: gaiju:rollout/drift"),
            "clock": clock_model(),
            "world": _model("World", world),
            "ensemble": _word(shipped_ensembles(), "Calibrated ensemble: each replication takes its next set"),
            "uncertainties": _section("Uncertainties", "uncertainties"),
            "without": _words(dict.fromkeys(OFF, ""), "Mechanisms switched off"),
            "policy": _model("PolicyPart", policy),
            "outcomes": _words(
                {key: one.title["zh"] for key, one in MEASURES.items()}, "Outcomes to report; all if left out"
            ),
            "goals": _refusing(goals_said, GOALS_SCHEMA),
            "runs": _section("Runs", "runs"),
        },
    )


@cache
def clock_model() -> type[Section]:
    """Return the model of the clock, which is read first: dates lean on it."""
    return _model("Clock", {name: _quantity(found) for name, found in declarations()["clock",].items()})


def _region() -> type[Section]:
    """Return the model of a region; its villages may be listed, or stand in a file that is read before."""
    words = {
        "name": _text("Name of the village"),
        "county": _text("Name of its county; villages without one form a county of their own"),
        "origin": _text("Written by gaiju into resolved scenarios"),
    }
    village = {name: _quantity(found) for name, found in declarations()[VILLAGES].items()}
    fields: dict[str, Any] = {name: _quantity(found) for name, found in declarations()[VILLAGES[:3]].items()}
    fields["villages_file"] = _text("Relative path of a CSV file with one village a row (docs/county-data.md)")
    fields["villages"] = list[_model("Village", words | village)]  # type: ignore[misc]
    return _model("Region", fields)


def _lever() -> type[Section]:
    """Return the model of a lever in use; which levers there are is checked when own records are known."""
    fields: dict[str, Any] = {name: _quantity(found) for name, found in USE.items()}
    fields["where"] = _refusing(where_said, where_schema())
    return _model("Lever", fields, lever=(_text("Name of the lever (gaiju levers)"), ...))


def _section(title: str, *loc: str) -> Any:
    return _model(title, {name: _quantity(found) for name, found in declarations()[loc].items()})


def _rollout(kind: type[Any]) -> type[Section]:
    loc = ("policy", "rollout", kind.name)
    fields: dict[str, Any] = {name: _quantity(found) for name, found in declarations()[loc].items()}
    for name in batches(kind):
        fields[name] = list[_section(f"{kind.__name__}_{name}", *loc, name, "*")]  # type: ignore[misc]
    model = _model(kind.__name__, fields, strategy=(Literal[kind.name], ...))
    model.__doc__ = say(f"strategy.{kind.name}", "en")
    return model


def _model(title: str, fields: Mapping[str, Any], **more: Any) -> type[Section]:
    """Return a model with the given keys, none of them required; a key need not be a Python name."""
    made: dict[str, Any] = {
        f"{key.replace('.', '__')}_": (kind, Field(default=None, alias=key, json_schema_extra=_drop_default))
        for key, kind in fields.items()
    }
    return typing.cast(type[Section], create_model(title, __base__=Section, **made, **more))


def _drop_default(schema: dict[str, Any]) -> None:
    """Take pydantic's ``default: null`` out of the JSON Schema: an absent key is no null."""
    if schema.get("default", 0) is None:
        del schema["default"]


def _quantity(quantity: Quantity) -> Any:
    def validate(raw: Any, info: ValidationInfo) -> Any:
        return read_given(quantity, raw, info.context)

    return Annotated[Any, PlainValidator(validate), WithJsonSchema(_quantity_schema(quantity))]


def _validated(check: Callable[[Any], Any], schema: dict[str, Any]) -> Any:
    """Return a type whose values pass through ``check``, whose complaint is the message."""

    def validate(raw: Any) -> Any:
        try:
            return check(raw)
        except ValueError as error:
            refuse(((), str(error)))

    return Annotated[Any, PlainValidator(validate), WithJsonSchema(schema)]


def _refusing(check: Callable[[Any], Any], schema: dict[str, Any]) -> Any:
    """Return a type whose values pass through ``check``, which refuses them itself, fault by fault."""
    return Annotated[Any, PlainValidator(check), WithJsonSchema(schema)]


def _text(meaning: str) -> Any:
    def check(raw: Any) -> Any:
        if not isinstance(raw, str) or not raw.strip() or len(raw) > 200 or "\n" in raw:
            raise ValueError(f"{shown(raw)} is no text of one line with at most 200 characters")
        return raw

    return _validated(check, {"type": "string", "maxLength": 200, "description": meaning})


def _word(options: tuple[str, ...], meaning: str) -> Any:
    return _validated(lambda raw: one_of(options, raw), {"enum": list(options), "description": meaning})


def _words(options: Mapping[str, str], meaning: str) -> Any:
    """Return the type of a list of words, which are given with their Chinese names."""
    item: Any = _validated(lambda raw: one_of(tuple(options), raw, options), {"enum": list(options)})
    return Annotated[list[item], Field(description=meaning)]


def goals_said(raw: Any) -> Mapping[str, float]:
    """Return goals as a file says them: family or outcome -> weight.

    Raises
    ------
    PydanticCustomError
        With everything that is wrong.
    """
    if not isinstance(raw, dict) or not raw:
        refuse(((), f"{shown(raw)} names no goals: write outcome or family: weight, such as {{rights: 2, cost: 1}}"))
    faults = faults_of(raw)
    if faults:
        refuse(*(((str(name),), words) for name, words in faults.items()))
    return {name: float(weight) for name, weight in raw.items()}


def _version(raw: Any) -> int:
    """Return the version of the file format.

    Raises
    ------
    ValueError
        If it is another one than 1.
    """
    if raw != 1 or not isinstance(raw, int) or isinstance(raw, bool):
        raise ValueError(f"{shown(raw)} is no version of the file format that is known: write `schema: 1`")
    return 1


def _quantity_schema(quantity: Quantity) -> dict[str, Any]:
    """Return the JSON Schema of a quantity: the bare value, or a record of value and basis."""
    bare = _value_schema(quantity)
    record = {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {
            "value": bare,
            "evidence": {"type": "string", "description": "Id of a claim (gaiju evidence)"},
            "assumed": {"type": "string", "description": "Reason, where no claim gives the number"},
            "range": {"type": "array", "items": bare, "minItems": 2, "maxItems": 2},
            "origin": {"type": "string", "description": "Written by gaiju into resolved scenarios"},
        },
        "oneOf": [{"required": ["evidence"]}, {"required": ["assumed"]}, {"required": ["origin"]}],
    }
    meaning = f"{quantity.meaning}; {allowed(quantity)}"
    return {"description": meaning, "anyOf": [bare, record]}


def _value_schema(quantity: Quantity) -> dict[str, Any]:
    if quantity.options:
        return {"enum": list(quantity.options), "default": quantity.default}
    if quantity.unit == START.unit:
        return {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "default": quantity.default}
    if quantity.unit == "date":
        return {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
    kind = "integer" if isinstance(quantity.default, int) else "number"
    return {"type": kind, "minimum": quantity.low, "maximum": quantity.high, "default": quantity.default}


def unknown_key(loc: Loc, key: str) -> str:
    """Say that a key is unknown at a place, where it belongs if it is known elsewhere, and what is allowed there."""
    keys = keys_at(loc)
    if key in MONEY_WORDS:
        near = CAP if "cap" in keys else NO_BUDGET
    else:
        near = did_you_mean(key, keys, _names_zh(loc, keys)) or _elsewhere(key)
    return f"unknown key `{key}`{near}; allowed is {listed(keys, key) or 'nothing'}"


def _names_zh(loc: Loc, keys: tuple[str, ...]) -> dict[str, str]:
    """Return what the numbers of a section are called in Chinese."""
    if loc == ("uncertainties",):
        return {key: names_zh.name(f"uncertainties.{key}") for key in keys}
    return names_zh.names(".".join(map(str, loc[:2]))) | (HEADS if matches(loc, VILLAGES) else {})


def _elsewhere(key: str) -> str:
    """Return the end of a sentence that says under what a key belongs, or nothing if it is known nowhere.

    >>> _elsewhere("levers"), _elsewhere("staff_standard")
    ('; it belongs under `policy`', '; it belongs under `world.regions.NAME`')
    """
    under = [dotted(loc[:2] if loc[1:2] == ("rollout",) else loc) for loc, keys in _keys().items() if key in keys]
    said = " or ".join(f"`{one.replace('.*', '.NAME')}`" for one in dict.fromkeys(under[:3]))
    return f"; it belongs {'under ' + said if under[0] else 'at the top of the file'}" if under else ""

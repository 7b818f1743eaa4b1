"""The JSON Schema of study files, by which editors complete and underline; the reader itself says more, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.measures.catalogue import MEASURES
from sim.measures.summaries import SUMMARIES
from sim.reading.factor import DISTRIBUTIONS
from sim.reading.factors import KEYS as FACTOR_KEYS
from sim.reading.factors import SECTIONS
from sim.reading.kinds import KINDS
from sim.reading.numbers import NAME
from sim.reading.study import DIFFERENCE, END, LUCK, METHODS, OVER
from sim.reading.study_file import MOST_SCENARIOS

TEXT: Mapping[str, Any] = {
    "type": "object",
    "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
    "additionalProperties": False,
    "description": "A text in both languages; one stands in for the other.",
}
WORDS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}
VALUES: Mapping[str, Any] = {"type": "object", "description": "Path of a value in a scenario -> value."}


def study_schema() -> dict[str, Any]:
    """Return the JSON Schema of studies of sensitivity, sweeps and discoveries."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Study",
        "description": "A study of gaiju: which runs to make of which scenarios, and what is asked of them.",
        "type": "object",
        "properties": _properties(),
        "required": ["schema", "study", "name", "outcomes"],
        "oneOf": [{"required": ["scenario"]}, {"required": ["scenarios"]}],
        "allOf": [_of_kind(kind) for kind in KINDS],
        "additionalProperties": False,
    }


def _of_kind(kind: str) -> dict[str, Any]:
    """Return which methods a kind of study has, and that one has to be named where it has no usual one."""
    methods: dict[str, Any] = {"properties": {"method": {"enum": list(METHODS[kind])}}}
    asked = {} if kind == "discovery" else {"required": ["method"]}
    return {"if": {"properties": {"study": {"const": kind}}, "required": ["study"]}, "then": {**methods, **asked}}


def _properties() -> dict[str, Any]:
    methods = list(dict.fromkeys(word for words in METHODS.values() for word in words))
    case = {"type": "object", "properties": {"scenario": {"type": "string"}, "set": VALUES}, "required": ["scenario"]}
    return {
        "schema": {"const": 1},
        "study": {"enum": list(KINDS)},
        "name": {"type": "string", "pattern": f"^{NAME}$"},
        "title": TEXT,
        "question": TEXT,
        "scenario": {"anyOf": [{"type": "string"}, case]},
        "scenarios": {"type": "array", "items": {"anyOf": [{"type": "string"}, case]}, "maxItems": MOST_SCENARIOS},
        "set": VALUES,
        "method": {"enum": methods},
        "samples": {"type": "integer", "minimum": 1},
        "replications": {"type": "integer", "minimum": 1, "maximum": 10_000},
        "seed": {"type": "integer", "minimum": 0},
        "luck": {"enum": list(LUCK), "description": "Whether all points meet the same luck, or each its own."},
        "second_order": {"type": "boolean", "description": "Whether sobol tells what pairs do together."},
        "factors": {"type": "object", "additionalProperties": {"anyOf": [_factor(), {"type": "null"}]}},
        "every_assumed": {**WORDS, "description": f"{', '.join(SECTIONS)}, or a mechanism: uncertainties.disputes."},
        "except": {**WORDS, "description": "Paths or mechanisms that every_assumed leaves out."},
        "group_by": {"const": "mechanism"},
        "outcomes": {"type": "array", "items": {"anyOf": [{"enum": _outcomes()}, _asked()]}, "minItems": 1},
        "points": {"type": "string", "description": "CSV file of listed points, its columns named by the factors."},
        "margin": {"type": "number", "minimum": 0, "description": "By how much the second scenario must be better."},
    }


def _outcomes() -> list[str]:
    return [*MEASURES, *SUMMARIES]


def _asked() -> dict[str, Any]:
    said = {
        "outcome": {"enum": _outcomes()},
        "at": {"type": "string", "description": f"A month as 2026-06, or `{END}`."},
        "over": {"enum": list(OVER)},
        "of": {
            "type": "string",
            "description": f"A scenario, or `{DIFFERENCE}`: the second minus the first.",
        },
    }
    return {"type": "object", "properties": said, "required": ["outcome"], "additionalProperties": False}


def _factor() -> dict[str, Any]:
    said: dict[str, Any] = {key: {"type": "number"} for key in FACTOR_KEYS}
    said |= {
        "low": {"type": ["number", "string"]},
        "high": {"type": ["number", "string"]},
        "distribution": {"enum": list(DISTRIBUTIONS)},
        **{key: {"type": "array", "minItems": 2} for key in ("values", "options")},
        "group": {"type": "string"},
        "steps": {"type": "integer", "minimum": 2, "maximum": 200},
    }
    return {"type": "object", "properties": said, "additionalProperties": False}

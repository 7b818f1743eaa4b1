"""Check the record of a lever: the same for the shipped ones and for a modeller's own.

A record is checked whole and every fault is said with its place below the record, so that a file of records and a
scenario that holds them are refused in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from sim.columns.villages import STAGES
from sim.measures.catalogue import MEASURES
from sim.policies.lever import EFFORT, HOW, MONEY, amount, is_switch
from sim.policies.place import CLASSES, KEYS
from sim.policies.terms import TERMS
from sim.quantity import Quantity
from sim.reading.numbers import Fault, listed, one_of, read_given, shown, unknown_keys

LANGUAGES = ("en", "zh")
RECORD = ("id", "no", "title", "what", "amends", "cost", *EFFORT, "where", "free", "meant_for", "world")
NEEDED = ("id", "title", "what", "amends")
ID = "[a-z][a-z0-9_]{1,47}"
AMENDABLE = tuple(name for name, term in TERMS.items() if term.group != "orders")
SATISFACTION = Quantity(80.0, "points", 0.0, 100.0, "Satisfaction as surveyed", assumed="said where it is used")
LONGEST = 400
WAYS = ("higher", "lower")


def record_faults(tree: Any) -> Iterator[Fault]:
    """Yield everything that is wrong with the record of a lever."""
    if not isinstance(tree, dict):
        yield (), f"{shown(tree)} is no record of a lever; allowed is {listed(RECORD)}"
        return
    yield from unknown_keys(tree, RECORD)
    for key in NEEDED:
        if key not in tree:
            yield (), f"`{key}` is missing: a lever says its {', '.join(NEEDED)}"
    yield from _said(tree)
    if "amends" in tree:
        yield from _below("amends", _amends_faults(tree["amends"]))
    if "cost" in tree:
        yield from _below("cost", _section_faults(tree["cost"], MONEY))
    yield from _section_faults({key: part for key, part in tree.items() if key in EFFORT}, EFFORT)
    if "where" in tree:
        yield from _below("where", where_faults(tree["where"]))
    if "meant_for" in tree:
        yield from _below("meant_for", _purpose_faults(tree["meant_for"]))


def _below(key: str | int, faults: Iterator[Fault]) -> Iterator[Fault]:
    yield from (((key, *path), message) for path, message in faults)


def _said(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with name, number and texts."""
    if "id" in tree and not (isinstance(tree["id"], str) and re.fullmatch(ID, tree["id"])):
        yield ("id",), f"{shown(tree['id'])} is no name of a lever: allowed are lower-case letters, digits and _"
    if "no" in tree and (not isinstance(tree["no"], int) or isinstance(tree["no"], bool) or tree["no"] < 0):
        yield ("no",), f"{shown(tree['no'])} is no whole number from 0"
    if "world" in tree:
        yield from _below("world", _text_faults(tree["world"]))
    for key in ("title", "what", "free"):
        if key in tree:
            yield from _below(key, _bilingual_faults(tree[key]))


def _bilingual_faults(part: Any) -> Iterator[Fault]:
    if not isinstance(part, dict):
        yield (), f"{shown(part)} is no text in two languages: write {{en: ..., zh: ...}}"
        return
    yield from unknown_keys(part, LANGUAGES)
    for language in LANGUAGES:
        if language not in part:
            yield (), f"`{language}` is missing: write both en and zh"
        else:
            yield from _below(language, _text_faults(part[language]))


def _text_faults(part: Any) -> Iterator[Fault]:
    if not isinstance(part, str) or not part.strip() or len(part) > LONGEST or "\n" in part:
        yield (), f"{shown(part)} is no text of one line with at most {LONGEST} characters"


def _purpose_faults(part: Any) -> Iterator[Fault]:
    if not isinstance(part, dict) or not part:
        yield (), f"{shown(part)} is no outcome with its direction, such as {{service_level: higher}}"
        return
    yield from unknown_keys(part, tuple(MEASURES))
    yield from (((key,), f"{shown(way)}: write higher or lower") for key, way in part.items() if way not in WAYS)


def _amends_faults(part: Any) -> Iterator[Fault]:
    if not isinstance(part, list) or not part:
        yield (), f"{shown(part)} is no list of the terms it amends, such as [{{term: invite, add: 0.05}}]"
        return
    terms = [one.get("term") if isinstance(one, dict) else None for one in part]
    for number, one in enumerate(part):
        yield from _below(number, _amend_faults(one))
        if terms[number] is not None and terms[number] in terms[:number]:
            yield (number, "term"), f"`{terms[number]}` stands twice in the record"


def _amend_faults(part: Any) -> Iterator[Fault]:
    """Yield what is wrong with one amended term."""
    if not isinstance(part, dict):
        yield (), f"{shown(part)} is no mapping of a term and what is done to it"
        return
    yield from unknown_keys(part, ("term", *HOW, "note"))
    if "note" in part:
        yield from _below("note", _text_faults(part["note"]))
    try:
        term = one_of(AMENDABLE, part.get("term"))
    except ValueError as error:
        yield ("term",), str(error).replace("unknown word", "unknown term")
        return
    given = [how for how in HOW if how in part]
    if len(given) != 1:
        yield (), f"a term is amended in one way: {', '.join(HOW)}"
    elif given[0] != "set" and is_switch(term):
        yield (given[0],), f"`{term}` is {'a word' if TERMS[term].quantity.options else 'a yes or no'}: use set"
    else:
        yield from _below(given[0], _number_faults(amount(term, given[0]), part[given[0]]))


def _section_faults(part: Any, of: Mapping[str, Quantity]) -> Iterator[Fault]:
    if not isinstance(part, dict):
        yield (), f"{shown(part)} is no mapping; allowed is {listed(tuple(of))}"
        return
    yield from unknown_keys(part, tuple(of))
    for key, quantity in of.items():
        if key in part:
            yield from _below(key, _number_faults(quantity, part[key]))


def _number_faults(quantity: Quantity, raw: Any) -> Iterator[Fault]:
    try:
        read_given(quantity, raw, None)
    except PydanticCustomError as refused:
        yield from (refused.context or {})["faults"]


def where_faults(tree: Any) -> Iterator[Fault]:
    """Yield what is wrong with ``where``, names of regions and counties aside."""
    if not isinstance(tree, dict):
        yield (), f"{shown(tree)} is no mapping of places; allowed is {listed(KEYS)}"
        return
    yield from unknown_keys(tree, KEYS)
    for key in KEYS:
        if key in tree:
            yield from _below(key, _place_faults(key, tree[key]))


def _place_faults(key: str, part: Any) -> Iterator[Fault]:
    """Yield what is wrong with the values of one key."""
    if key.startswith("satisfaction"):
        bare = part if not isinstance(part, dict) else None  # a limit is no estimate: it takes no basis
        yield from _number_faults(SATISFACTION, bare)
        return
    values = part if isinstance(part, list) else [part]
    if not values:
        yield (), "an empty list means no village: name one, or delete the key"
    for number, value in enumerate(values):
        try:
            _check_place(key, value)
        except ValueError as error:
            yield ((number,) if isinstance(part, list) else ()), str(error)


def _check_place(key: str, value: Any) -> None:
    """Check one value of a place.

    Raises
    ------
    ValueError
        If it is none.
    """
    options = {"class": CLASSES, "stage": STAGES}
    if key in options:
        one_of(options[key], value)
    elif key == "region" and not isinstance(value, str):
        raise ValueError(f"{shown(value)} is no name of a region")
    elif key == "county" and isinstance(value, str) and value:
        return
    elif key in ("county", "wave", "pilots"):
        low, high = {"county": (1, 4000), "wave": (-1, 1000), "pilots": (0, 1)}[key]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{shown(value)} is no {key}: allowed is a whole number from {low} to {high}")


def record_schema(quantity_schema: Any) -> dict[str, Any]:
    """Return the JSON Schema of a record; ``quantity_schema`` gives that of a number."""
    text: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
    said = dict.fromkeys(LANGUAGES, text)
    both = {"type": "object", "required": [*LANGUAGES], "properties": said}
    sizes: dict[str, Any] = {how: {"description": "a number or a word; with its basis or bare"} for how in HOW}
    amends = {
        "type": "object",
        "required": ["term"],
        "additionalProperties": False,
        "properties": {"term": {"enum": [*AMENDABLE]}, **sizes, "note": text},
        "oneOf": [{"required": [how]} for how in HOW],
    }
    return {
        "type": "object",
        "required": [*NEEDED],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "pattern": f"^{ID}$"},
            "no": {"type": "integer", "minimum": 0},
            "title": both,
            "what": both,
            "amends": {"type": "array", "minItems": 1, "items": amends},
            "cost": {"type": "object", "properties": {key: quantity_schema(of) for key, of in MONEY.items()}},
            **{key: quantity_schema(of) for key, of in EFFORT.items()},
            "where": where_schema(),
            "free": both,
            "meant_for": {"type": "object", "additionalProperties": {"enum": [*WAYS]}, "minProperties": 1},
            "world": text,
        },
    }


def where_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``where``."""
    kinds: dict[str, dict[str, Any]] = {
        "region": {"type": "string"},
        "county": {"type": ["string", "integer"]},
        "class": {"enum": [*CLASSES]},
        "wave": {"type": "integer", "minimum": -1},
        "pilots": {"enum": [0, 1]},
        "stage": {"enum": [*STAGES]},
    }
    limit = {"type": "number", "minimum": SATISFACTION.low, "maximum": SATISFACTION.high}
    several = {key: {"anyOf": [kind, {"type": "array", "items": kind}]} for key, kind in kinds.items()}
    limits = {key: limit for key in KEYS if key not in kinds}
    return {"type": "object", "additionalProperties": False, "properties": several | limits}

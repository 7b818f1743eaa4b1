"""One number of a scenario file: bare, or with what it rests on.

``0.2`` is the modeller's own word; ``{value: 0.2, evidence: id}`` names a claim; ``{value: 0.2, assumed: reason, range:
[0.1, 0.3]}`` gives a reason and says how far the number may be off. A resolved scenario adds ``{value: 0.2, origin:
where it came from}``. Nothing is converted: text with a unit is refused with the number to write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from pydantic_core import PydanticCustomError

from sim.document import TreePath
from sim.evidence.claims import claims, derived
from sim.quantity import Quantity
from sim.scalars import did_you_mean, nearest
from sim.scenario import Clock

Value = float | int | str
Basis = Literal["bare", "evidence", "assumed", "origin", "default"]
Fault = tuple[TreePath, str]
"""Path below the value at fault, and what is wrong."""

START = Quantity("2021-01", "calendar month", 0.0, 0.0, "First month of the run", assumed="the plan begins")
MONTHS = Quantity(120, "months", 1, 600, "Months of the run", assumed="the horizon of the plans")
BURN_IN = Quantity(
    0, "months", 0, 120, "Months run before the first reported one", assumed="founding is the start of most plans"
)
DEFAULT = "default"
"""Origin, in a resolved scenario, of what no file said."""

NAME = "[a-z0-9][a-z0-9-]{0,63}"
"""Names of scenarios and studies."""
_YEARS = (1900, 2200)
_KEYS = ("value", "evidence", "assumed", "range", "origin")
_DIGITS = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_PERCENT = re.compile(rf"\s*({_DIGITS})\s*(?:[%\uff05]|per ?cent)\s*")
_WITH_UNIT = re.compile(rf"\s*({_DIGITS})\s*([^\W\d].*)")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Given:
    """A checked value (a date as the number of its month), what it rests on, and how far it may be off.

    The basis ``default`` is met in resolved scenarios only, which repeat what no file said.
    """

    value: Value
    basis: Basis = "bare"
    reason: str = ""
    range: tuple[float, float] | None = None

    def origin(self, place: str) -> str:
        """Return where the value comes from; for a bare one that is the place where it stands."""
        if self.basis == "bare":
            return place
        return {"evidence": "evidence:", "assumed": "assumed: ", "origin": ""}[self.basis] + self.reason


def refuse(*faults: Fault) -> NoReturn:
    """Hand faults to pydantic, which adds where in the file the value stands.

    Raises
    ------
    PydanticCustomError
        Always; its context holds the faults.
    """
    raise PydanticCustomError("refused", "refused", {"faults": faults})


def read_given(quantity: Quantity, raw: Any, clock: Clock | None) -> Given:
    """Return what a file gives for a quantity.

    Parameters
    ----------
    quantity
        What is declared about the value.
    raw
        What the file says: a scalar, or a mapping with value and basis.
    clock
        Turns dates into months; ``None`` when the clock itself is at fault, then only the form of a date is checked.

    Raises
    ------
    PydanticCustomError
        With everything that is wrong.
    """
    if not isinstance(raw, dict):
        try:
            return Given(checked(quantity, raw, clock))
        except ValueError as error:
            refuse(((), str(error)))
    faults = tuple(_faults(quantity, raw, clock))
    if faults:
        refuse(*faults)
    value = checked(quantity, raw["value"], clock)
    if "evidence" in raw:
        return Given(value, "evidence", raw["evidence"])
    if "assumed" in raw:
        return Given(value, "assumed", raw["assumed"], _range(quantity, raw, clock))
    if raw["origin"] == DEFAULT and value == quantity.default:
        return Given(value, "default")
    return Given(value, "origin", raw["origin"])


def checked(quantity: Quantity, raw: Any, clock: Clock | None) -> Value:
    """Return the value of a quantity, dates as month numbers.

    Raises
    ------
    ValueError
        If it is none; says what is allowed.

    >>> checked(MONTHS, 24, None)
    24
    """
    if quantity.options:
        return one_of(quantity.options, raw)
    if quantity.unit == START.unit:
        return _label(raw)
    if quantity.unit == "date":
        return _month(quantity, raw, clock)
    return _number(quantity, raw)


def one_of(options: tuple[str, ...], raw: Any, zh: Mapping[str, str] | None = None) -> str:
    """Return a word out of a list; ``zh`` holds Chinese names, by which one may be meant.

    Raises
    ------
    ValueError
        If it is another one; names the nearest.
    """
    if not isinstance(raw, str):
        raise ValueError(f"{shown(raw)} is no word: allowed is {listed(options)}")
    if raw not in options:
        raise ValueError(f"unknown word `{raw}`{did_you_mean(raw, options, zh)}; allowed is {listed(options, raw)}")
    return raw


def listed(words: tuple[str, ...], near: str = "") -> str:
    """Write the words allowed in one line; of many only those that look like ``near``, and how many there are.

    >>> listed(("best", "random"))
    'best, random'
    """
    if len(words) <= 12:
        return ", ".join(words)
    found = nearest(near, words, 6, {}, 0.0)
    return f"{', '.join(found)} or one of {len(words) - len(found)} more"


def allowed(quantity: Quantity) -> str:
    """Say which values a quantity may have.

    >>> allowed(MONTHS)
    'allowed is a whole number from 1 to 600 (months)'
    """
    if quantity.options:
        return f"allowed is {listed(quantity.options)}"
    if quantity.unit in ("date", START.unit):
        return "allowed is a calendar month such as 2024-06"
    kind = "a whole number" if isinstance(quantity.default, int) else "a number"
    unit = "" if quantity.unit == "1" else f" ({quantity.unit})"
    return f"allowed is {kind} from {plain(quantity.low)} to {plain(quantity.high)}{unit}"


def plain(number: float) -> str:
    """Write a number without a needless fraction or exponent.

    >>> plain(5e9), plain(0.05)
    ('5000000000', '0.05')
    """
    whole = abs(number) < 10 ** (30 if isinstance(number, int) else 19) and number == int(number)
    return str(int(number)) if whole else repr(float(number))


def shown(raw: Any) -> str:
    """Show what was found, in YAML's words and never long.

    >>> shown(True), shown([1, 2])
    ('`true`', 'a list')
    """
    if raw is None:
        return "nothing"
    if isinstance(raw, bool):
        return f"`{str(raw).lower()}`"
    if isinstance(raw, dict | list):
        return "a mapping" if isinstance(raw, dict) else "a list"
    text = str(raw).replace("\n", " ")
    return f"`{text[:40]}...`" if len(text) > 43 else f"`{text}`"


def unknown_keys(tree: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the keys of a mapping that are not known, with the nearest that is."""
    for key in tree:
        if key not in keys:
            yield (key,), f"unknown key `{key}`{did_you_mean(key, keys)}; allowed is {listed(keys, key)}"


def misnamed(raw: Any, pattern: str) -> str:
    """Say which rule of names is broken, and offer a name that keeps them all.

    >>> misnamed("A Plan", NAME)
    '`A Plan` is no name: allowed are lower-case letters, digits and -, such as `a-plan`'
    """
    joint, most = "_" if "_]" in pattern else "-", 1 + int(pattern.partition(",")[2].rstrip("}"))
    letters = unicodedata.normalize("NFKD", "" if raw is None else str(raw)).encode("ascii", "ignore").decode().lower()
    near = re.sub("[^a-z0-9]+", joint, letters)[:most].strip(joint)
    near = near if re.fullmatch(pattern, near) else f"my{joint}{near or 'plan'}"[:most]
    first = "" if pattern.startswith("[a-z0-9") else ", a letter first"
    rule = f"allowed are lower-case letters, digits and {joint}{first}"
    if not isinstance(raw, str):
        rule, near = "a name is text", near if near != str(raw) else f'"{near}"'
    elif len(raw) > most:
        rule = f"it is {len(raw)} signs long, allowed are {most}"
    return f"{shown(raw)} is no name: {rule}, such as `{near}`"


def _number(quantity: Quantity, raw: Any) -> float | int:
    """Return a number within its range, whole where whole ones are asked for.

    Raises
    ------
    ValueError
        If it is none.
    """
    if isinstance(raw, str):
        raise ValueError(_advice(quantity, raw))
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        as_number = f": write {int(raw)}" if isinstance(raw, bool) and quantity.unit == "flag" else ""
        raise ValueError(f"{shown(raw)} is no number{as_number}; {allowed(quantity)}")
    if isinstance(quantity.default, int) and isinstance(raw, float):
        instead = f": write {int(raw)}" if raw == int(raw) else ""
        raise ValueError(f"{shown(raw)} is no whole number{instead}; {allowed(quantity)}")
    if not quantity.low <= raw <= quantity.high:
        raise ValueError(f"{plain(raw)} is out of range; {allowed(quantity)}")
    if quantity.unit == "flag" and raw not in (0, 1):
        raise ValueError(f"{plain(raw)} is no flag: write 1 for yes or 0 for no")
    return raw if isinstance(quantity.default, int) else float(raw)


def _advice(quantity: Quantity, text: str) -> str:
    """Say what to write instead of text where a number is asked for; a cell of a table may know why it is none."""
    if why := getattr(text, "why", ""):
        return f"{why}; {allowed(quantity)}"
    if percent := _PERCENT.fullmatch(text):
        share = float(f"{float(percent[1]) / 100:.12g}")
        if quantity.low <= share <= quantity.high or quantity.unit in ("1", "share", "ratio"):
            return f"{shown(text)} is text: write {plain(share)}; {allowed(quantity)}"
    if re.fullmatch(_DIGITS, text.strip()):
        return f"{shown(text)} is text: write {text.strip()} without quotes; {allowed(quantity)}"
    with_unit = _WITH_UNIT.fullmatch(text)
    if with_unit and with_unit[2].strip().rstrip("s") == quantity.unit.split("/")[0].rstrip("s"):
        return f"{shown(text)} is text: write {with_unit[1]}; {allowed(quantity)}"
    return f"{shown(text)} is text: write the number alone{_in(quantity)}; {allowed(quantity)}"


def _in(quantity: Quantity) -> str:
    """Say in which unit a number is to be written, if it has one: another one may stand behind it."""
    return "" if quantity.unit in ("1", "share", "ratio", "flag") else f", in {quantity.unit}"


def _label(raw: Any) -> str:
    """Return a calendar month as it is written.

    Raises
    ------
    ValueError
        If it is none.
    """
    match = _MONTH.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        near = re.match(r"([0-9]{4})[-/.]?([01]?[0-9])(?![0-9]{2})", str(raw))
        instead = f", such as {near[1]}-{int(near[2]):02d}" if near and 1 <= int(near[2]) <= 12 else ""
        raise ValueError(f"{shown(raw)} is no calendar month: write YYYY-MM{instead}")
    if not _YEARS[0] <= int(match[1]) <= _YEARS[1]:
        raise ValueError(f"{shown(raw)} is out of range; allowed are the years {_YEARS[0]} to {_YEARS[1]}")
    return match[0]


def _month(quantity: Quantity, raw: Any, clock: Clock | None) -> int:
    """Return the number of a calendar month inside the horizon.

    Raises
    ------
    ValueError
        If it is none, or lies outside the run.
    """
    label = _label(raw)
    if clock is None:
        return int(quantity.low)
    month, first, last = clock.month(label), clock.label(1), clock.label(clock.last)
    if month < 1:
        raise ValueError(f"{label} lies before the start; the run goes from {first} to {last}")
    if month > clock.last:
        raise ValueError(f"{label} lies after the horizon; the run goes from {first} to {last}")
    if month < quantity.low:
        raise ValueError(f"{label} is too early; allowed is {clock.label(int(quantity.low))} to {last}")
    return month


def _faults(quantity: Quantity, record: dict[str, Any], clock: Clock | None) -> Iterator[Fault]:
    """Yield everything that is wrong with a number and what it is said to rest on."""
    yield from unknown_keys(record, _KEYS)
    if "value" not in record:
        yield (), f"`value` is missing: write {{value: ..., evidence: id}} or a bare value; {allowed(quantity)}"
        return
    if len(record.keys() & {"evidence", "assumed", "origin"}) != 1:
        yield (), "a value rests on one thing: `evidence: id`, or `assumed: reason` with `range: [low, high]`"
    elif "assumed" in record and "range" not in record and _has_range(quantity):
        yield (), "`range` is missing: an assumed number says how far it may be off, as range: [low, high]"
    elif "assumed" not in record and "range" in record:
        yield ("range",), "a range belongs to an assumed number: delete it"
    yield from _checked_faults(quantity, record, clock)
    yield from _basis_faults(record)


def _checked_faults(quantity: Quantity, record: dict[str, Any], clock: Clock | None) -> Iterator[Fault]:
    """Yield what is wrong with the value and its range."""
    try:
        value = checked(quantity, record["value"], clock)
    except ValueError as error:
        yield ("value",), str(error)
        return
    try:
        low_high = _range(quantity, record, clock)
    except ValueError as error:
        yield ("range",), str(error)
        return
    if low_high and not low_high[0] <= float(value) <= low_high[1]:
        yield ("range",), f"the range does not hold the value {shown(record['value'])}"


def _basis_faults(record: dict[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the claim, reason or origin that is named."""
    for key in ("evidence", "assumed", "origin"):
        if key in record and (not isinstance(record[key], str) or not record[key].strip()):
            yield (key,), f"{shown(record[key])} is no {'id of a claim' if key == 'evidence' else 'text'}"
    cited = record.get("evidence")
    if isinstance(cited, str) and cited.strip() and cited not in claims() and cited not in derived():
        known = (*claims(), *derived())
        near = did_you_mean(cited, known)
        yield ("evidence",), f"no claim has the id `{cited}`{near}; allowed is {listed(known, cited)}"
    if str(record.get("origin", "")).startswith(("evidence:", "assumed:")):
        yield ("origin",), "name the claim as `evidence: id`, the reason as `assumed: reason`"


def _has_range(quantity: Quantity) -> bool:
    return not quantity.options and quantity.unit != START.unit


def _range(quantity: Quantity, record: dict[str, Any], clock: Clock | None) -> tuple[float, float] | None:
    """Return the range that goes with an assumed number.

    Raises
    ------
    ValueError
        If it is no pair of admissible values in order.
    """
    if "range" not in record:
        return None
    pair = record["range"]
    if not _has_range(quantity):
        raise ValueError("a word has no range: delete it")
    if not isinstance(pair, list) or len(pair) != 2:
        raise ValueError("a range is a list of two numbers: [low, high]")
    # a range is for studies, which check it: a date of it may lie outside the months of this run
    dates = clock if quantity.unit == "date" else None
    low, high = (float(dates.month(_label(end)) if dates else checked(quantity, end, clock)) for end in pair)
    if low > high:
        raise ValueError("the range runs backwards: write [low, high]")
    return low, high

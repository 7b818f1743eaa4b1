"""What is declared about a number: meaning, unit, range, and what it rests on.

A number of the model is a dataclass field made by :func:`declared`. The declaration stands once, beside the
default; checks, sensitivity factors, priors, the parameter tables and the sliders are all derived from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Quantity:
    """A declared number: its default and what is known about it.

    Attributes
    ----------
    default
        The value used when a scenario says nothing.
    unit
        Unit in words, ``"1"`` for a pure number.
    low, high
        Closed range of admissible values; also the default range of a sensitivity factor.
    meaning
        What the number is, in one line.
    evidence
        Id of the claim in the evidence it rests on, or ``None``.
    assumed
        The reason for the value and its range when no claim gives it, or ``None``.
    options
        For a word instead of a number: the words allowed (then low and high are 0).
    """

    default: float | int | str | bool
    unit: str
    low: float
    high: float
    meaning: str
    evidence: str | None = None
    assumed: str | None = None
    options: tuple[str, ...] = ()


def declared(
    default: float,
    unit: str,
    low: float,
    high: float,
    meaning: str,
    *,
    evidence: str | None = None,
    assumed: str | None = None,
) -> Any:
    """Return a dataclass field that carries its own declaration.

    A whole-number default makes the field take whole numbers only. A number that rests on a claim adapted to the
    model's definition names the claim and says what was done in ``assumed``.

    Raises
    ------
    ValueError
        If neither evidence nor a reason is given, or the default lies outside the range.
    """
    if evidence is None and assumed is None:
        raise ValueError(f"{meaning}: a number needs an evidence id or a reason")
    if not low <= default <= high:
        raise ValueError(f"{meaning}: default {default} lies outside {low} to {high}")
    quantity = Quantity(default, unit, low, high, meaning, evidence, assumed)
    return dataclasses.field(default=default, metadata={"quantity": quantity})


def declared_word(default: str, options: tuple[str, ...], meaning: str, *, assumed: str) -> Any:
    """Return a dataclass field for one word out of ``options``, with its declaration.

    Raises
    ------
    ValueError
        If the default is not among the options.
    """
    if default not in options:
        raise ValueError(f"{meaning}: {default} is not one of {options}")
    quantity = Quantity(default, "word", 0.0, 0.0, meaning, None, assumed, options)
    return dataclasses.field(default=default, metadata={"quantity": quantity})


def quantities(record: type[Any]) -> Iterator[tuple[str, Quantity]]:
    """Yield (field name, declaration) for every declared field of a dataclass, in order."""
    for field in dataclasses.fields(record):
        if "quantity" in field.metadata:
            yield field.name, field.metadata["quantity"]

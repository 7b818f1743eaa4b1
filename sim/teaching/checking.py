"""Exercises that answer back: ``check("03.2", answer)`` says whether an answer is right, and gives a hint if not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import numpy as np

from sim.scalars import did_you_mean
from sim.teaching.exercises import EXERCISES, Exercise

RIGHT, WRONG = "✓", "✗"


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """What is said of an answer.

    Attributes
    ----------
    right
        Whether it is right, within the tolerance of the exercise.
    words
        What to say.
    """

    right: bool
    words: str

    def __repr__(self) -> str:
        """Return the sign and the words."""
        return f"{RIGHT if self.right else WRONG} {self.words}"

    def _repr_html_(self) -> str:
        colour = "#0072b2" if self.right else "#d55e00"
        return f'<div style="border-left:4px solid {colour};padding:4px 10px">{escape(repr(self))}</div>'


def check(exercise: str, answer: Any) -> Reply:
    """Say whether an answer is right; the right answer is computed by a run, the first time it is needed.

    Parameters
    ----------
    exercise
        Number of the exercise, as ``03.2``.
    answer
        A number (a share, not per cent), a word, or a yes or no; ``...`` where none has been given yet.

    Raises
    ------
    KeyError
        If there is no such exercise.
    """
    if exercise not in EXERCISES:
        raise KeyError(f"no exercise {exercise}{did_you_mean(exercise, EXERCISES)}")
    asked = EXERCISES[exercise]
    if answer is ... or answer is None:
        return Reply(False, f"{exercise} waits for your answer: {asked.question}")
    return _judged(exercise, asked, answer, right_answer(exercise))


@cache
def right_answer(exercise: str) -> Any:
    """Return the right answer of an exercise, computed once."""
    return EXERCISES[exercise].answer()


def _judged(name: str, asked: Exercise, answer: Any, right: Any) -> Reply:
    if isinstance(right, bool | str):
        same = _word(answer) == _word(right)
        return Reply(same, f"{name}: {right}. {asked.because}" if same else f"{name}: not yet. {asked.hint}")
    try:
        said = float(np.asarray(answer, dtype=np.float64).item())  # a table of one number is a number, too
    except (TypeError, ValueError):
        return Reply(False, f"{name}: a number is asked for. {asked.hint}")
    if abs(said - right) <= asked.tolerance:
        return Reply(True, f"{name}: {right:.3g}. {asked.because}")
    return Reply(False, f"{name}: {_way_off(said, right, asked)} {asked.hint}")


def _word(said: Any) -> str:
    """Return a word as it is compared: names of levers with - or _, parameters with or without their section."""
    return str(said).strip().casefold().replace("-", "_").removeprefix("uncertainties.")


def _way_off(said: float, right: float, asked: Exercise) -> str:
    """Return in which way a number is wrong, as far as that is no answer."""
    if math.isnan(said):
        return "that is no number: something is missing in what you computed."
    if abs(said + right) <= asked.tolerance:
        return "the size is right, the sign is not: which minus which?"
    if abs(said) > 1.0 and abs(said / 100.0 - right) <= max(asked.tolerance, 0.005):
        return "that looks like per cent; a share lies between 0 and 1."
    return f"not yet, {said:.3g} is too {'high' if said > right else 'low'}."

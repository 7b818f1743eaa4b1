"""A factor: something in a scenario whose value is uncertain, or chosen, and how it is spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DISTRIBUTIONS = ("uniform", "log-uniform", "normal", "triangle", "choice")
DUMMY = "dummy"
"""The factor that acts on nothing: what a method makes of chance alone."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor.

    Attributes
    ----------
    path
        What it stands for: the path of a value in a scenario file.
    low, high
        Ends of its range; for a choice 0 and the number of options.
    distribution
        One of :data:`DISTRIBUTIONS`.
    middle
        Mode of a triangle, mean of a normal; the middle of the range when not given.
    spread
        Standard deviation of a normal before it is cut off; a quarter of the range when not given.
    options
        The listed values, each as likely as the others; numbers and months in ascending order.
    group
        Factors of one group are moved together; each is alone when not given.
    whole
        Whether it takes whole numbers only.
    default
        The value where nobody says another; missing for a word.
    meaning
        What it is, in one line.
    """

    path: str
    low: float
    high: float
    distribution: str = "uniform"
    middle: float | None = None
    spread: float | None = None
    options: tuple[Any, ...] = ()
    group: str = ""
    whole: bool = False
    unit: str = "1"
    default: float | None = None
    meaning: str = ""

    @property
    def words(self) -> bool:
        """Whether it chooses from words, which have no order."""
        return bool(self.options) and isinstance(self.options[0], str)

    @property
    def together(self) -> str:
        """The name under which its effect is reported."""
        return self.group or self.path

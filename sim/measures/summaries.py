"""Outcomes of a whole run: pure functions of its months."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows
from sim.measures.measure import Better
from sim.words import bilingual


@dataclass(frozen=True, slots=True)
class Summary:
    """An outcome of a run.

    Attributes
    ----------
    of
        Series of the monthly outcomes of one region (name -> one number a month) -> the outcome.
    """

    name: str
    unit: str
    better: Better
    meaning: str
    margin: float
    of: Callable[[Mapping[str, Rows]], float]

    @property
    def title(self) -> Mapping[str, str]:
        """What the outcome is called, by language."""
        return bilingual("outcome")[self.name]


def months_to(series: Rows, level: float) -> float:
    """Return the first month in which a level is reached; the horizon if never (a restricted mean when averaged).

    >>> months_to(np.array([0.1, 0.6, 0.7]), 0.5), months_to(np.array([0.1, 0.2]), 0.5)
    (2.0, 2.0)
    """
    reached = np.flatnonzero(series >= level)
    return float(reached[0] + 1) if reached.size else float(series.shape[0])


def ever(series: Rows, level: float) -> float:
    """Return 1 if a level is ever reached, else 0.

    >>> ever(np.array([0.1, 0.6]), 0.5)
    1.0
    """
    return float(bool(np.any(series >= level)))


def _over_time(name: str) -> Callable[[Mapping[str, Rows]], float]:
    return lambda series: float(np.mean(series[name]))


_ALL = (
    Summary("months_to_50", "months", "none",
        "First month in which half of the villages carry the plate; the horizon if never", 1.0,
        lambda s: months_to(s["nominal_coverage"], 0.5)),
    Summary("reached_50", "share of runs", "none",
        "Whether half of the villages ever carry the plate", 0.02, lambda s: ever(s["nominal_coverage"], 0.5)),
    Summary("months_to_90", "months", "none",
        "First month in which nine tenths of the villages carry the plate; the horizon if never", 1.0,
        lambda s: months_to(s["nominal_coverage"], 0.9)),
    Summary("reached_90", "share of runs", "none",
        "Whether nine tenths of the villages ever carry the plate", 0.02, lambda s: ever(s["nominal_coverage"], 0.9)),
    Summary("months_to_substantive_50", "months", "lower",
        "First month in which half of the villages are converted in substance; the horizon if never", 1.0,
        lambda s: months_to(s["substantive_coverage"], 0.5)),
    Summary("satisfaction_over_time", "points", "higher",
        "Mean of satisfaction over all months", 0.5, _over_time("satisfaction")),
    Summary("stalled_over_time", "share of village-months", "lower",
        "Share of village-months in which open cases stopped the work", 0.01, _over_time("stalled_share")),
    Summary("attendance_over_time", "share of households", "higher",
        "Mean of attendance over all months", 0.01, _over_time("attendance")),
)  # fmt: skip

SUMMARIES: Mapping[str, Summary] = {summary.name: summary for summary in _ALL}
"""Outcome of a run -> how it follows from the months."""

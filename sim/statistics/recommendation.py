"""The recommendation of a comparison, as data: ids and numbers, no sentence and no language.

A scenario is recommended if, against every other, the families of outcomes it leads in outnumber those it loses in and
those too close to call together (:mod:`sim.statistics.ruling`), if it is not set aside, and if at least three quarters
of resamples of the pairs give the same answer. It is set aside if it converts less than another that is named, beyond
the margin and with all comparisons taken together: disputes and costs of villages that nobody touches do not arise, and
doing nothing would win. Goals replace the families as voters, and nobody is then set aside. What is compared are main
outcomes over the horizon (:mod:`sim.measures.families`), and the same rule over every shorter horizon says since when
the answer holds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from sim.paired import Paired
from sim.statistics.ruling import ABSENT, LED, LOST, SAME, UNDECIDED

HIGH = 0.90
"""Share of resamples from which confidence is high; from three quarters on it is medium, below it is low."""
LEANING = 0.5
"""Share of resamples from which an answer of low confidence leans towards a scenario."""
CONVERSION = "conversion"
NO_GOALS: Mapping[str, float] = MappingProxyType({})
Verdict = Literal["led", "lost", "same", "undecided", "absent"]
NAMES: Mapping[int, Verdict] = {LED: "led", LOST: "lost", SAME: "same", UNDECIDED: "undecided", ABSENT: "absent"}
Reason = Literal["leads", "trade-off", "too close to call", "practically the same", "confidence", "more than policy"]


@dataclass(frozen=True, slots=True)
class Contest:
    """One main outcome of one scenario against one rival, over one horizon.

    Attributes
    ----------
    outcome
        A family, or an outcome that a goal names.
    months
        The horizon.
    found
        Paired differences, scenario minus rival, with the 95 % interval of this comparison looked at alone.
    here, there
        Mean under the scenario and under the rival.
    p
        Of the verdict, with all comparisons of the horizon taken together.
    """

    outcome: str
    unit: str
    scenario: str
    rival: str
    months: int
    verdict: Verdict
    found: Paired
    here: float
    there: float
    p: float
    pairs_needed: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Favoured:
    """What speaks for a scenario.

    Attributes
    ----------
    outcomes
        Families in which it leads a rival and loses to none; where there are none, outcomes shown first.
    flips_at
        Share of all weight above which it would be recommended, if these outcomes share that weight, and the other
        families the rest, in proportion to their weights; missing where no weight does it, and where single outcomes
        would have to outweigh the families against several rivals.
    """

    scenario: str
    outcomes: tuple[str, ...]
    flips_at: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Horizons, in months, over which one scenario is recommended, or none."""

    first: int
    last: int
    recommended: str | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a comparison recommends, why, how sure that is, and over which horizons.

    Attributes
    ----------
    recommended
        Name of the scenario; ``None`` where none is recommended.
    leans
        The scenario that an answer of low confidence leans towards.
    confidence
        Share of resamples of the pairs in which the rule gives the same answer; where it only leans towards a scenario,
        the share of those that recommend this one.
    in_sets
        Share of parameter sets whose mean differences give the same answer; missing where no sets were run.
    one, rival
        The recommended scenario, or the one that comes nearest, and the other against which it does least well.
    families
        Main outcome -> scenario that leads all others in it, ``None`` where nobody does.
    absent
        Families without data.
    undecided
        Main outcomes too close to call between ``one`` and ``rival``.
    set_aside
        Scenario -> the rival against which it falls short in conversion.
    contests
        Every main outcome of every scenario against every other, over the whole horizon.
    beside
        The outcomes shown first of ``one`` against ``rival``, over the whole horizon, by the same rule.
    leaders
        Horizon in months -> main outcome -> who leads all others; *same* and *undecided* where nobody does.
    at_rates
        Discount rate -> who is recommended at that rate, at both ends of its range.
    """

    recommended: str | None
    leans: str | None
    reasons: tuple[Reason, ...]
    confidence: float
    level: Literal["high", "medium", "low"]
    pairs: int
    sets: int
    in_sets: float
    months: int
    one: str
    rival: str
    goals: Mapping[str, float]
    families: Mapping[str, str | None]
    absent: tuple[str, ...]
    undecided: tuple[str, ...]
    set_aside: Mapping[str, str]
    favoured: tuple[Favoured, ...]
    horizons: tuple[Stretch, ...]
    leaders: Mapping[int, Mapping[str, str]]
    at_rates: Mapping[float, str | None]
    contests: tuple[Contest, ...]
    beside: tuple[Contest, ...]
    years: tuple[Contest, ...]

    def against(self, one: str, rival: str) -> tuple[Contest, ...]:
        """Return the main outcomes of one scenario against another, over the whole horizon."""
        return tuple(each for each in self.contests if (each.scenario, each.rival) == (one, rival))

    def of(self, *verdicts: Verdict) -> tuple[Contest, ...]:
        """Return the main outcomes of ``one`` against ``rival`` with one of some verdicts."""
        return tuple(each for each in self.against(self.one, self.rival) if each.verdict in verdicts)


def as_json(told: Recommendation) -> dict[str, Any]:
    """Return a recommendation under the keys that ``gaiju compare --json`` documents (docs/recommendation.md)."""
    same = ("recommended", "leans", "undecided", "reasons", "one", "rival", "set_aside", "goals")
    sure = {"level": told.level, "resamples": told.confidence, "pairs": told.pairs}
    leaders = {str(months): dict(of) for months, of in told.leaders.items()}
    return {name: getattr(told, name) for name in same} | {
        "confidence": sure | {"sets": told.sets, "parameter_sets": told.in_sets},
        "families": [_contest_as_json(each) for each in told.contests],
        "leaders": dict(told.families),
        "horizons": {"months": told.months, "stretches": [*map(dataclasses.asdict, told.horizons)], "leaders": leaders},
        "trade_off": [*map(dataclasses.asdict, told.favoured)],
        "without_data": told.absent,
        "at_discount_rates": {f"{rate:g}": chosen for rate, chosen in told.at_rates.items()},
    }


def _contest_as_json(each: Contest) -> dict[str, Any]:
    same = {name: getattr(each, name) for name in ("unit", "scenario", "rival", "verdict", "pairs_needed")}
    means = {"mean_scenario": each.here, "mean_rival": each.there, "mean_difference": each.found.mean}
    return {"family": each.outcome} | same | means | {"ci": (each.found.low, each.found.high), "p_holm": each.p}

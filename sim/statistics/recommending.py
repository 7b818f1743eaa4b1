"""How a recommendation follows from the runs: the rule over every horizon, resampled, and what would turn it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from sim.arrays import Flags, Rows
from sim.measures.families import Discounting, Family
from sim.paired import paired
from sim.quantity import quantities
from sim.statistics.cube import Block, Cube
from sim.statistics.outcomes import KEY, outcomes
from sim.statistics.pairs_needed import range_of_pairs
from sim.statistics.recommendation import (
    CONVERSION,
    HIGH,
    LEANING,
    NAMES,
    NO_GOALS,
    Contest,
    Favoured,
    Reason,
    Recommendation,
    Stretch,
)  # fmt: skip
from sim.statistics.ruling import (
    ABSENT,
    FIRM,
    LED,
    LOST,
    SAME,
    UNDECIDED,
    Ruling,
    Verdicts,
    net,
    resampled,
    ruled,
    winners,
)
from sim.statistics.voters import horizons, over_time, voters

COLUMNS = (
    "months", "outcome", "unit", "scenario", "baseline", "mean_scenario", "mean_baseline", "mean_difference", "ci_low",
    "ci_high", "p_verdict", "verdict", "leader", "recommended", "n_pairs",
)  # fmt: skip
RATE = dict(quantities(Discounting))["rate"]
DISCOUNT = float(RATE.default)


def recommend(
    cube: Cube, groups: pd.DataFrame, goals: Mapping[str, float] = NO_GOALS, baseline: str = "",
    policy_alone: bool = True, sets: int = 0,
) -> Recommendation:  # fmt: skip
    """Return what a comparison recommends.

    Parameters
    ----------
    cube
        Outcomes of two scenarios or more by replication and month.
    groups
        The table of groups; may be empty.
    goals
        Family or outcome -> weight, in place of the families with one vote each.
    baseline
        Scenario that is taken as the rival where several are equally close.
    policy_alone
        Whether the scenarios differ in policy alone; else nobody is recommended.
    sets
        How many parameter sets the replications took in turn; 0 where all had the same parameters.

    Raises
    ------
    ValueError
        If there is only one scenario.
    """
    if len(cube.scenarios) < 2:
        raise ValueError("a recommendation takes two scenarios or more")
    return _Weighing(cube, groups, goals, baseline or cube.scenarios[0], policy_alone, sets).made()


@dataclass
class _Weighing:
    """Main outcomes of a comparison, and the rule applied to them."""

    cube: Cube
    groups: pd.DataFrame
    goals: Mapping[str, float]
    baseline: str
    policy_alone: bool
    sets: int

    def __post_init__(self) -> None:
        self.asked = voters(self.goals)
        self.weights = np.array([self.goals.get(each.name, 1.0) for each in self.asked])
        self.names, self.months = self.cube.scenarios, horizons(len(self.cube.months))
        self.values = over_time(self.cube, self.groups, self.asked, DISCOUNT)
        self.ruling = _rule_on_values(
            self.values, self.asked, self.weights, resampled(len(self.cube.replications)), self.goals
        )
        self.last: Verdicts = self.ruling.verdicts[0, -1]
        self.one, self.rival = self._spoken_of()

    @cached_property
    def leaning(self) -> int:
        """The scenario that at least half of the resamples recommend; -1 if there is none."""
        chosen = [self._share_chosen(place) for place in range(len(self.names))]
        best = int(np.argmax(chosen))
        return best if chosen[best] >= LEANING and self.policy_alone else -1

    def _share_chosen(self, place: int) -> float:
        """Return the share of resamples that recommend a scenario."""
        return float(np.mean(self.ruling.winner[1:, -1] == place))

    def firm(self, horizon: int) -> int:
        """Return who is recommended over a horizon; -1 for none."""
        return int(self.ruling.firm[horizon]) if self.policy_alone else -1

    def _spoken_of(self) -> tuple[int, int]:
        """Return who is recommended, or comes nearest, and the rival against which it does least well."""
        nets = net(self.last, self.weights)
        np.fill_diagonal(nets, math.inf)
        base = self.names.index(self.baseline)
        first = self.firm(-1) if self.firm(-1) >= 0 else self.leaning
        if first < 0:
            closest = nets.min(axis=1) - 1e-9 * (np.arange(len(self.names)) == base) - 1e6 * self._flag_losers()
            first = int(np.argmax(closest))
        nets[first, base] -= 1e-9
        return first, int(np.argmin(nets[first]))

    def _flag_losers(self) -> Rows:
        """Return 1 for scenarios that lose to another in conversion, else 0."""
        if self.goals:
            return np.zeros(len(self.names))
        lost = self.last[..., _find_conversion(self.asked)] == LOST
        return np.asarray(lost.any(axis=1), dtype=np.float64)

    def made(self) -> Recommendation:
        """Return the recommendation."""
        chosen, share = self.firm(-1), float(self.ruling.share[-1])
        if chosen < 0 <= self.leaning:
            share = self._share_chosen(self.leaning)
        contests = tuple(self._hold_contests(len(self.months) - 1, itertools.permutations(range(len(self.names)), 2)))
        beside = self._contests_over_time()
        both = self.names[self.one], self.names[self.rival]
        mine = [each for each in contests if (each.scenario, each.rival) == both]
        of = range(len(self.asked))
        return Recommendation(
            recommended=self._name_at(chosen),
            leans=self._name_at(self.leaning) if chosen < 0 else None,
            reasons=tuple(self._give_reasons(chosen, mine)),
            confidence=share,
            level="low" if chosen < 0 <= self.leaning else _grade_share(share),
            pairs=max((each.found.n for each in mine), default=0),
            sets=self.sets,
            in_sets=self._in_sets(),
            months=self.months[-1],
            one=self.names[self.one],
            rival=self.names[self.rival],
            goals=dict(self.goals),
            families={self.asked[k].name: self._name_at(self._find_leader(-1, k)) for k in of},
            absent=tuple(self.asked[k].name for k in of if (self.last[..., k] == ABSENT).all()),
            undecided=tuple(each.outcome for each in mine if each.verdict == "undecided"),
            set_aside=dict(self._set_aside()),
            favoured=tuple(self._weigh_in_favour(place, beside) for place in range(len(self.names))),
            horizons=tuple(self._split_horizons()),
            leaders={m: {self.asked[k].name: self._name_leader(h, k) for k in of} for h, m in enumerate(self.months)},
            at_rates={rate: self._at_rate(rate) for rate in (RATE.low, RATE.high)},
            contests=contests,
            beside=beside,
            years=tuple(
                each for h in range(len(self.months)) for each in self._hold_contests(h, self._pair_with_rivals())
            ),
        )

    def _name_at(self, place: int) -> str | None:
        return self.names[place] if place >= 0 else None

    def _pair_with_rivals(self) -> list[tuple[int, int]]:
        return [(self.one, rival) for rival in range(len(self.names)) if rival != self.one]

    def _find_leader(self, horizon: int, outcome: int) -> int:
        """Return who leads all others in a main outcome; -1 if nobody does."""
        led = self.ruling.verdicts[0, horizon, :, :, outcome] == LED
        np.fill_diagonal(led, True)
        return int(np.argmax(led.all(axis=1))) if led.all(axis=1).any() else -1

    def _name_leader(self, horizon: int, outcome: int) -> str:
        """Return who leads all others in a main outcome, or why nobody does."""
        leader = self._find_leader(horizon, outcome)
        if leader >= 0:
            return self.names[leader]
        of = self.ruling.verdicts[0, horizon, :, :, outcome][~np.eye(len(self.names), dtype=bool)]
        return next((NAMES[kind] for kind in (ABSENT, SAME) if (of == kind).all()), NAMES[UNDECIDED])

    def _hold_contests(self, horizon: int, couples: Iterable[tuple[int, int]]) -> Iterator[Contest]:
        for one, rival in couples:
            for k in range(len(self.asked)):
                yield _hold_contest(self, k, one, rival, horizon)

    def _give_reasons(self, chosen: int, mine: Sequence[Contest]) -> Iterator[Reason]:
        """Yield why the answer is what it is."""
        if not self.policy_alone:
            yield "more than policy"
        elif chosen >= 0:
            yield "leads"
        elif self.leaning >= 0:
            yield "confidence"
        kinds = [each.verdict for each in mine]
        led, lost, close = (kinds.count(kind) for kind in ("led", "lost", "undecided"))
        if close and close >= led + lost:
            yield "too close to call"
        if led and lost:
            yield "trade-off"
        if close and close < led + lost:
            yield "too close to call"
        if not led + lost + close:
            yield "practically the same"

    def _set_aside(self) -> Iterator[tuple[str, str]]:
        """Yield who falls short in conversion, and against whom by most."""
        for place in np.flatnonzero(self._flag_losers()).tolist():
            k = _find_conversion(self.asked)
            rivals = np.flatnonzero(self.last[place, :, k] == LOST)
            means = np.nanmean(self.values[k, rivals, :, -1], axis=1)
            yield self.names[place], self.names[int(rivals[np.argmax(means)])]

    def _split_horizons(self) -> Iterator[Stretch]:
        """Yield the horizons over which the answer stays the same."""
        firm = [self.firm(h) for h in range(len(self.months))]
        for chosen, run in itertools.groupby(zip(self.months, firm, strict=True), key=lambda each: each[1]):
            months = [month for month, _ in run]
            yield Stretch(months[0], months[-1], self._name_at(chosen))

    def _in_sets(self) -> float:
        """Return in which share of parameter sets the mean differences, without a test, give the same answer."""
        if not self.sets:
            return math.nan
        means = set_means(self.values[..., -1], self.cube.replications, self.sets)
        found = winners(beyond(means, self.asked), self.weights, None if self.goals else _find_conversion(self.asked))
        return float(np.mean(found[:, 0] == self.firm(-1)))

    def _at_rate(self, rate: float) -> str | None:
        values = over_time(self.cube, self.groups, self.asked, rate)[..., -1:]
        counts = resampled(values.shape[2])
        chosen = int(_rule_on_values(values, self.asked, self.weights, counts, self.goals).firm[0])
        return self._name_at(chosen) if self.policy_alone else None

    def _contests_over_time(self) -> tuple[Contest, ...]:
        """Return the outcomes shown first, over time, of both that are spoken of."""
        known = outcomes()
        names = [name for name in KEY if known[name].better != "none" and name != "cost"]
        two = _Two(self.cube, self.groups, dict.fromkeys(names, 1.0), (self.one, self.rival))
        return tuple(_hold_contest(two, k, 0, 1, 0) for k in range(len(names)))

    def _weigh_in_favour(self, place: int, beside: Sequence[Contest]) -> Favoured:
        """Return what speaks for a scenario, and the weight at which that is enough."""
        led, lost = ((self.last[place] == kind).any(axis=0) for kind in (LED, LOST))
        mine = led & ~lost
        if mine.any():
            signs = _sign_verdicts(self.last[place])
            flips = [
                _weight_to_flip(signs[r], self.last[place, r], mine, self.weights) for r in self._list_rivals(place)
            ]
            names = tuple(each.name for each, it in zip(self.asked, mine.tolist(), strict=True) if it)
            return Favoured(self.names[place], names, float(np.max(flips)))
        side = {self.one: "led", self.rival: "lost"}.get(place, "")
        extra = tuple(each.outcome for each in beside if each.verdict == side)
        if not extra:
            return Favoured(self.names[place], (), math.nan)
        rival = self.rival if place == self.one else self.one
        votes = float(np.sum(self.weights[self.last[place, rival] != ABSENT]))
        if len(self.names) > 2 or not votes:
            return Favoured(self.names[place], extra, math.nan)
        rest = float(np.sum(_sign_verdicts(self.last[place, rival]) * self.weights)) / votes
        return Favoured(self.names[place], extra, _least_weight(1.0, rest))

    def _list_rivals(self, place: int) -> list[int]:
        return [rival for rival in range(len(self.names)) if rival != place]


def _grade_share(share: float) -> Literal["high", "medium", "low"]:
    return "high" if share >= HIGH else "medium" if share >= FIRM else "low"


class _Two:
    """Two scenarios in outcomes of their own, over the whole horizon."""

    def __init__(self, cube: Cube, groups: pd.DataFrame, goals: Mapping[str, float], both: tuple[int, int]) -> None:
        self.asked = voters(goals)
        self.names = tuple(cube.scenarios[place] for place in both)
        self.months = horizons(len(cube.months))[-1:]
        self.values = over_time(cube, groups, self.asked, DISCOUNT)[:, both, :, -1:]
        weights = np.ones(len(self.asked))
        self.ruling = _rule_on_values(self.values, self.asked, weights, np.ones((1, self.values.shape[2])), goals)


def _hold_contest(of: _Weighing | _Two, k: int, one: int, rival: int, horizon: int) -> Contest:
    """Return one main outcome of one scenario against another over one horizon."""
    family = of.asked[k]
    here, there = (of.values[k, place, :, horizon] for place in (one, rival))
    both = ~np.isnan(here - there)
    found = paired(here - there)
    verdict = NAMES[int(of.ruling.verdicts[0, horizon, one, rival, k])]
    looks = int(np.sum(~np.isnan(of.ruling.p[0, horizon]))) // 2
    level, other = (float(np.mean(values[both])) if both.any() else math.nan for values in (here, there))
    p = float(of.ruling.p[0, horizon, one, rival, k])
    needed = range_of_pairs(found, family.margin, looks) if verdict == "undecided" else (math.nan, math.nan)
    names = of.names[one], of.names[rival]
    return Contest(family.name, family.unit, *names, of.months[horizon], verdict, found, level, other, p, needed)


def _rule_on_values(
    values: Block, asked: Sequence[Family], weights: Rows, counts: Rows, goals: Mapping[str, float]
) -> Ruling:
    margins, good = np.array([each.margin for each in asked]), good_of(asked)
    return ruled(values, margins, good, weights, counts, None if goals else _find_conversion(asked))


def good_of(asked: Sequence[Family]) -> Rows:
    """Return 1 for main outcomes of which more is better, -1 for the others."""
    return np.array([-1.0 if each.better == "lower" else 1.0 for each in asked])


def _find_conversion(asked: Sequence[Family]) -> int:
    """Return the place of conversion, in which nobody recommended may lose."""
    return [each.name for each in asked].index(CONVERSION)


def set_means(values: Block, replications: Sequence[int], sets: int) -> Block:
    """Return the mean of each parameter set, outcomes x scenarios x sets; missing where a run is."""
    of = np.array(replications) % sets
    return np.stack([values[..., of == each].mean(axis=-1) for each in np.unique(of)], axis=-1)


def beyond(means: Block, asked: Sequence[Family]) -> Verdicts:
    """Return verdicts by the margin alone: sets x 1 x scenarios x rivals x outcomes."""
    margins = np.array([each.margin for each in asked])
    apart = np.moveaxis(means[:, :, None] - means[:, None], (3, 1, 2, 0), (0, 1, 2, 3)) * good_of(asked)
    found = np.where(np.abs(apart) > margins, np.sign(apart), SAME)
    return np.where(np.isnan(apart), ABSENT, found).astype(np.int64)[:, None]


def _sign_verdicts(verdicts: Verdicts) -> Rows:
    return np.where(verdicts == LED, 1.0, np.where((verdicts == LOST) | (verdicts == UNDECIDED), -1.0, 0.0))


def _weight_to_flip(signs: Rows, verdicts: Verdicts, mine: Flags, weights: Rows) -> float:
    """Return the share of all weight that some outcomes need to win against one rival; missing where none is enough."""
    inside, rest = (float(np.sum((signs * weights)[part])) for part in (mine, ~mine))
    ours, theirs = (float(np.sum(weights[part & (verdicts != ABSENT)])) for part in (mine, ~mine))
    return _least_weight(inside / ours if ours else 0.0, rest / theirs if theirs else 0.0)


def _least_weight(inside: float, rest: float) -> float:
    """Return the least weight w with ``w inside + (1 - w) rest > 0``.

    >>> round(_least_weight(1.0, -0.75), 3), _least_weight(1.0, 0.2), _least_weight(0.0, -0.5)
    (0.429, 0.0, nan)
    """
    if inside <= 0.0:
        return math.nan
    return -rest / (inside - rest) if rest < 0.0 else 0.0


def horizons_table(found: Recommendation) -> pd.DataFrame:
    """Return the table of ``horizons.csv``: main outcomes of the scenario spoken of against each other, by horizon.

    Intervals are of each comparison alone; ``p_verdict`` and the verdict allow for all of the same horizon.
    """
    chosen = {m: part.recommended for part in found.horizons for m in found.leaders if part.first <= m <= part.last}
    rows = [
        (
            each.months, each.outcome, each.unit, each.scenario, each.rival, each.here, each.there, each.found.mean,
            each.found.low, each.found.high, each.p, each.verdict, found.leaders[each.months][each.outcome],
            chosen[each.months] or "", each.found.n,
        )
        for each in found.years
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))

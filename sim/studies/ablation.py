"""What each mechanism does, seen by its absence: runs without it against the same runs with it.

The runs share people, network and luck, so what a mechanism does not touch cancels to exactly zero. Every number is
the change when the mechanism is switched off, in multiples of the margin that matters for its outcome.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.designs.ablation import Off
from sim.paired import DIFFERENT, LEVEL, Kind, Paired, between, holm, kind, paired
from sim.statistics.cube import Ends
from sim.statistics.outcomes import KEY, Outcome

COLUMNS = (
    "scenario", "mechanism", "outcome", "unit", "better", "margin", "mean_difference", "ci_low", "ci_high", "margins",
    "margins_low", "margins_high", "p_holm", "verdict", "n_pairs",
)  # fmt: skip
CARRIED = (
    "outcome", "unit", "baseline", "scenario", "difference", "diff_low", "diff_high", "mechanism",
    "difference_without", "carried", "ci_low", "ci_high", "share_carried", "p_holm", "n_pairs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """What switching one mechanism off changes in one outcome."""

    mechanism: str
    outcome: Outcome
    found: Paired
    p_holm: float

    @property
    def margins(self) -> tuple[float, float, float]:
        """Mean, low and high end of the change in multiples of the margin that matters."""
        found, margin = self.found, self.outcome.margin
        return found.mean / margin, found.low / margin, found.high / margin

    @property
    def kind(self) -> Kind:
        """What can be said of it, looked at alone."""
        return kind(self.found, self.outcome.margin, self.outcome.better)

    @property
    def moved(self) -> bool:
        """Whether the outcome moves beyond noise, and not inside its margin."""
        return self.kind in DIFFERENT

    @property
    def doubtful(self) -> bool:
        """Whether it moves, looked at alone, but would not with all effects taken together (Holm)."""
        return self.moved and self.p_holm >= 1.0 - LEVEL


@dataclass(frozen=True, eq=False)
class Ablation:
    """What every mechanism does in one scenario, or to the difference between two.

    Attributes
    ----------
    name, title
        What the mechanisms are switched off in.
    effects
        One for each mechanism and outcome, mechanism by mechanism.
    whole
        For the difference between two scenarios: the difference itself with everything on, by outcome.
    """

    name: str
    title: str
    effects: tuple[Effect, ...]
    whole: Mapping[str, Paired] = field(default_factory=dict)

    @cached_property
    def mechanisms(self) -> tuple[str, ...]:
        """The mechanisms, those that move most outcomes first."""
        names = dict.fromkeys(each.mechanism for each in self.effects)
        return tuple(sorted(names, key=lambda name: -len(self.moved(name))))

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes, those of the question first."""
        known = {each.outcome.name: each.outcome for each in self.effects}
        first = [name for name in KEY if name in known]
        return tuple(known[name] for name in dict.fromkeys([*first, *known]))

    @cached_property
    def by_name(self) -> Mapping[tuple[str, str], Effect]:
        """The effects by mechanism and outcome."""
        return {(each.mechanism, each.outcome.name): each for each in self.effects}

    def moved(self, mechanism: str) -> list[Effect]:
        """Return the effects of a mechanism on the outcomes it moves, the largest first."""
        mine = [each for each in self.effects if each.mechanism == mechanism and each.moved]
        return sorted(mine, key=lambda each: -abs(each.margins[0]))

    @property
    def pairs(self) -> int:
        """Pairs of runs behind the numbers."""
        return max((each.found.n for each in self.effects), default=0)


def ablation(ends: Ends, declared: Mapping[str, Outcome], name: str, title: str, offs: Sequence[Off]) -> Ablation:
    """Return what each mechanism does in one scenario: runs without it minus runs with it."""
    looks = [
        (off.mechanism, outcome, ends.of(off.case.scenario.name, outcome.name), ends.of(name, outcome.name))
        for off in offs
        if off.scenario == name
        for outcome in _list_known(ends, declared)
    ]
    return Ablation(name, title, _compute_effects(looks))


def carried(
    ends: Ends, declared: Mapping[str, Outcome], names: tuple[str, str], title: str, offs: Sequence[Off]
) -> Ablation:
    """Return what switching each mechanism off, in both scenarios, makes of the difference between them.

    Parameters
    ----------
    names
        The baseline and the scenario compared with it; differences are the second minus the first.
    """
    without = {(off.scenario, off.mechanism): off.case.scenario.name for off in offs}
    both = [mechanism for scenario, mechanism in without if scenario == names[1] and (names[0], mechanism) in without]
    looks, whole = [], {}
    for outcome in _list_known(ends, declared):
        full = ends.of(names[1], outcome.name) - ends.of(names[0], outcome.name)
        whole[outcome.name] = paired(full, outcome.gaps)
        for mechanism in both:
            one, other = (ends.of(without[name, mechanism], outcome.name) for name in names)
            looks.append((mechanism, outcome, other - one, full))
    return Ablation("difference", title, _compute_effects(looks, times=2.0), whole)


def _list_known(ends: Ends, declared: Mapping[str, Outcome]) -> list[Outcome]:
    return [outcome for outcome in declared.values() if outcome.name in ends.outcomes]


def _compute_effects(looks: Sequence[tuple[str, Outcome, Rows, Rows]], times: float = 1.0) -> tuple[Effect, ...]:
    """Return effects that are differences, or ``times`` 2 differences of differences."""
    found = [between(off, on, (times * outcome.gaps[0], times * outcome.gaps[1])) for _, outcome, off, on in looks]
    adjusted = holm(np.array([each.p for each in found], dtype=np.float64))
    return tuple(
        Effect(mechanism, outcome, each, float(p))
        for (mechanism, outcome, *_), each, p in zip(looks, found, adjusted, strict=True)
    )


def ablation_table(made: Sequence[Ablation]) -> pd.DataFrame:
    """Return the table ``ablation.csv`` holds."""
    rows = [(one.name, *_tabulate_effect(each)) for one in made for each in one.effects]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _tabulate_effect(each: Effect) -> tuple[object, ...]:
    outcome, found = each.outcome, each.found
    declared = (each.mechanism, outcome.name, outcome.unit, outcome.better, outcome.margin)
    return (*declared, found.mean, found.low, found.high, *each.margins, each.p_holm, each.kind, found.n)


def carried_table(made: Ablation, names: tuple[str, str]) -> pd.DataFrame:
    """Return the table ``carried.csv`` holds: of each difference, how much goes when a mechanism is switched off."""
    rows = []
    for each in made.effects:
        whole, found = made.whole[each.outcome.name], each.found
        share = -found.mean / whole.mean if whole.n and whole.mean != 0.0 else math.nan
        full = (each.outcome.name, each.outcome.unit, *names, whole.mean, whole.low, whole.high)
        part = (whole.mean + found.mean, -found.mean, -found.high, -found.low, share)
        rows.append((*full, each.mechanism, *part, each.p_holm, found.n))
    return pd.DataFrame(rows, columns=list(CARRIED))

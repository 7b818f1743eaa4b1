"""What a comparison found: tables, figures, a recommendation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

import pandas as pd

from sim.measures.catalogue import MEASURES
from sim.statistics.compare import Difference, all_against_all, compare_table, differences
from sim.statistics.cube import ALL, Cube, Ends, cube, ends
from sim.statistics.drawing import drawn
from sim.statistics.for_whom import Share, for_whom_table, shares
from sim.statistics.outcomes import KEY, Outcome, outcomes
from sim.statistics.recommendation import Recommendation
from sim.statistics.recommending import horizons_table, recommend
from sim.statistics.robustness import robustness_table
from sim.statistics.shared_time import shared_time
from sim.statistics.showing import html, text
from sim.statistics.summary import summary_table
from sim.statistics.tails import tails_table
from sim.statistics.worth import worth_table
from sim.store import Tables
from sim.words.amounts import Language

Titles = Mapping[str, Mapping[str, str]]


DOUBT = "°"
"""What marks a difference that would not hold with all comparisons taken together."""


class Figure(Protocol):
    """What figures return: something that can be saved (a matplotlib figure)."""

    def savefig(self, fname: Path, /) -> None:
        """Save it in the format the suffix names."""
        ...


@dataclass(frozen=True, eq=False, repr=False)
class Finding:
    """What a comparison found, made from tables alone.

    Attributes
    ----------
    tables
        The tables of the experiment.
    titles
        Title of each scenario, in English and Chinese.
    baseline
        Scenario the others are compared with.
    declared
        Outcomes looked at.
    ensembles
        Scenario -> calibrated ensemble from which its replications took their parameter sets in turn.
    policy_alone
        Whether the scenarios differ in policy and in nothing else that differences could be due to.
    goals
        Family or outcome -> weight in the recommendation; the families with one vote each where there are none.
    sets
        How many parameter sets the replications took in turn.
    digests
        Scenario -> digest of what it simulates, by which runs of the same scenarios are known.
    """

    tables: Tables
    titles: Titles
    baseline: str
    declared: Mapping[str, Outcome]
    ensembles: Mapping[str, str] = field(default_factory=dict)
    policy_alone: bool = True
    goals: Mapping[str, float] = field(default_factory=dict)
    sets: int = 0
    digests: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return what was found in a few lines."""
        return text(self)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the outcomes of the question as a table."""
        return html(self)

    @property
    def timeseries(self) -> pd.DataFrame:
        """Each outcome in each month of each run, by region."""
        return self.tables.timeseries

    @cached_property
    def cube(self) -> Cube:
        """The time series as a block."""
        return cube(self.tables.timeseries)

    @cached_property
    def ends(self) -> Ends:
        """What each run comes to."""
        return ends(self.cube, self.declared)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every outcome of every other scenario against the baseline."""
        return differences(self.ends, self.declared, self.baseline)

    @cached_property
    def every_two(self) -> tuple[Difference, ...]:
        """Every outcome of every two scenarios."""
        return all_against_all(self.ends, self.declared)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The table of ``compare.csv``."""
        return compare_table(self.differences)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """The table of ``summary.csv``."""
        return summary_table(self.ends, self.declared)

    @cached_property
    def for_whom(self) -> tuple[Share, ...]:
        """What every other scenario changes for each region, class of villages and household group."""
        if self.tables.groups.empty:
            return ()
        names = [name for name in self.key if name in MEASURES]
        return shares(self.tables.groups, self.declared, self.baseline, names)

    @cached_property
    def beside(self) -> Mapping[str, pd.DataFrame]:
        """The tables beside that of the comparison, by name: for whom, how bad, at what price, how robust."""
        made = {
            "for_whom": for_whom_table(self.for_whom),
            "tails": tails_table(self.ends, self.declared, self.baseline, self.tables.villages),
            "worth": worth_table(self.ends, self.declared, self.baseline),
            "robustness": robustness_table(self.ends, self.declared, self.baseline),
        }
        if len(self.scenarios) > 1:
            made["horizons"] = horizons_table(self.recommendation)
        if len(self.scenarios) > 2:
            made["compare_all"] = compare_table(self.every_two)
        return MappingProxyType(made)

    @cached_property
    def recommendation(self) -> Recommendation:
        """What is recommended, as data: who, how sure, over which horizons, by which families of outcomes.

        ``recommended`` and ``leans`` name scenarios, ``confidence`` is the share of resamples with the same answer,
        ``families`` says who leads in which, ``undecided`` what is too close to call, ``horizons`` over how many months
        the answer holds, ``favoured`` what speaks for each and at which weight it would win, ``reasons`` why. Raises
        ``ValueError`` where there is only one scenario.
        """
        alone, groups = self.policy_alone, self.tables.groups
        return recommend(self.cube, groups, self.goals, self.baseline, alone, self.sets)

    @property
    def family(self) -> int:
        """How many comparisons Holm's adjustment takes together."""
        return sum(each.counts for each in self.differences)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The scenarios, the baseline first."""
        return (self.baseline, *(name for name in self.ends.scenarios if name != self.baseline))

    @property
    def key(self) -> tuple[str, ...]:
        """The few outcomes shown first: those of the question, as far as they were looked at."""
        known = tuple(name for name in KEY if name in self.ends.outcomes)
        return known or self.ends.outcomes[:6]

    def reached(self, scenario: str, outcome: str) -> float:
        """Return the share of runs that got where a time waits for; missing for other outcomes."""
        return self.ends.reached.get((scenario, ALL, outcome), math.nan)

    def title(self, scenario: str, language: Language = "en") -> str:
        """Return the title of a scenario."""
        return self.titles.get(scenario, {}).get(language, scenario)

    def figure(self, name: str, language: Language = "en") -> Figure:
        """Return a figure of this finding: ``fan``, ``stages``, ``forest``, ``timeline``, ``network`` and others.

        Raises
        ------
        ValueError
            If there is no such figure of a finding, with the names of those there are.
        """
        return cast(Figure, drawn(self, name, language))


def finding(
    tables: Tables,
    titles: Titles,
    baseline: str | None = None,
    names: Sequence[str] = (),
    ensembles: Mapping[str, str] = MappingProxyType({}),
    policy_alone: bool = True,
    goals: Mapping[str, float] = MappingProxyType({}),
    sets: int = 0,
    digests: Mapping[str, str] = MappingProxyType({}),
) -> Finding:
    """Return what tables say: every scenario against the baseline, which is the first when not given.

    Raises
    ------
    ValueError
        If no scenario is called like the baseline, or scenarios have no month in common.
    """
    tables = shared_time(tables)
    scenarios = tables.runs["scenario"].unique().tolist()
    baseline = scenarios[0] if baseline is None else baseline
    if baseline not in scenarios:
        raise ValueError(f"no scenario is called `{baseline}`: there are {', '.join(scenarios)}")
    return Finding(tables, titles, baseline, outcomes(names), ensembles, policy_alone, goals, sets, digests)

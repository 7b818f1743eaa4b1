"""The exercises of the notebooks: question, right answer as it is computed, hint, and what the answer means.

Answers are runs, not stored numbers: they follow the model when it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from sim.api.asking import compare, run
from sim.model import ConversionModel
from sim.reading import Case, read
from sim.statistics.finding import Finding
from sim.teaching.own import OneByOne
from sim.teaching.small import (
    beside_neighbours,
    ends_of,
    keyed,
    months_of,
    one_generator,
    ties_by_layer,
    with_policy,
)

PAIRS = 6
"""Pairs of runs in notebooks and answers, so that both come to the same number."""
LEVERS = ("points_system", "pay_ladder", "smart_platform", "residents_council_veto", "mediation_chain")
SMALL = ("world.regions.central.villages_per_county=5", "clock.months=30")
"""What makes a small county tiny: five villages, two and a half years."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise.

    Attributes
    ----------
    answer
        Computes the right answer: a number, a word, a yes or no.
    tolerance
        How far a number may be off.
    hint
        Said when the answer is wrong.
    because
        Said when it is right: what it means.
    """

    question: str
    answer: Callable[[], Any]
    tolerance: float
    hint: str
    because: str


def stages_of_one_village() -> pd.DataFrame:
    """Return the changes of stage in the first run of ``one-village``."""
    return run(read("one-village"), replications=1).tables.stages


def month_of_decision() -> str:
    """Return the month in which the plan of the one village is decided."""
    stages = stages_of_one_village()
    return str(stages.loc[stages["stage"] == "decided", "month"].iloc[0])


def months_stalled() -> float:
    """Return how many months open cases stop the work in the one village."""
    found = months_of(ConversionModel(read("one-village")), ["stalled_share"])
    return float((found["stalled_share"] > 0.0).sum())


def consulted_more() -> float:
    """Return how much more of the village was consulted with the later date, as a share of households."""
    early, late = (run(read("one-village", [f"policy.rollout.due={due}"]), replications=PAIRS) for due in DUES)
    gains = ends_of(late, "consultation_quality").mean() - ends_of(early, "consultation_quality").mean()
    return float(gains.iloc[0])


DUES = ("2023-06", "2025-12")


@cache
def likeness(without: bool) -> float:
    """Return how alike a household's support is to that of those it listens to (correlation, -1 to 1)."""
    model = ConversionModel(read("small-county", ["without=[peer_influence]"] * without))
    months_of(model, [])
    return float(np.corrcoef(beside_neighbours(model, "support").to_numpy().T)[0, 1])


@cache
def rollouts(*sets: str) -> Finding:
    """Return phased pilots against one deadline for all."""
    return compare([read("uniform-deadline", sets), read("phased-pilots", sets)], replications=PAIRS)


def pilots_minus_deadline(outcome: str, *sets: str) -> float:
    """Return the mean paired difference in an outcome."""
    both = ends_of(rollouts(*sets), outcome)
    return float((both["phased-pilots"] - both["uniform-deadline"]).mean())


def runs_saved() -> float:
    """Return how many times more runs a comparison needs when each scenario has luck of its own."""
    bare, points = read("small-county", ["name=none"]), with_lever("points_system")
    both = ends_of(compare([bare, points], replications=2 * PAIRS), "satisfaction_over_time")
    apart = run(points, replications=2 * PAIRS, seed=99)
    unpaired = apart.ends.of(apart.baseline, "satisfaction_over_time") - both["none"].to_numpy()
    return float(np.var(unpaired) / np.var(both["points-system"] - both["none"]))


def with_lever(*names: str) -> Case:
    """Return the small county with some levers switched on, named after them."""
    used = ", ".join(f"{{lever: {name}}}" for name in names)
    name = "-and-".join(name.replace("_", "-") for name in names)
    return read("small-county", [f"policy.levers=[{used}]", f"name={name}"])


@cache
def levers_compared(*packages: tuple[str, ...]) -> pd.DataFrame:
    """Return what packages of levers change against none: satisfaction over time and cost, a row a package."""
    cases = [read("small-county", ["name=none"]), *(with_lever(*package) for package in packages)]
    found = compare(cases, replications=PAIRS)
    columns = {name: ends_of(found, name).mean() for name in ("satisfaction_over_time", "cost")}
    table = pd.DataFrame(columns)
    return (table - table.loc["none"]).drop("none")


@cache
def best_lever() -> str:
    """Return the lever of the list that adds most to satisfaction over time."""
    return str(levers_compared(*((name,) for name in LEVERS))["satisfaction_over_time"].idxmax()).replace("-", "_")


def price_of_a_point() -> float:
    """Return yuan per household for one point of satisfaction by that lever."""
    row = levers_compared((best_lever(),)).iloc[0]
    return float(row["cost"] / row["satisfaction_over_time"])


def together_minus_sum() -> float:
    """Return by how much two levers together do more than the sum of both."""
    found = levers_compared(("smart_platform",), ("points_system",), ("smart_platform", "points_system"))
    one, other, both = found["satisfaction_over_time"]
    return float(both - one - other)


def progress_at_pace(every: int) -> float:
    """Return how much of the work is done in the end if a village begins every few months."""
    case = with_policy(read("small-county"), OneByOne(every), f"Every {every}")
    return float(ends_of(run(case, replications=PAIRS), "progress").mean().iloc[0])


EXERCISES: Mapping[str, Exercise] = {
    "01.1": Exercise(
        "in which month (as 2021-01) is the plan of the village decided?", month_of_decision, 0.0,
        "Look for the first row of `found.tables.stages` whose stage is `decided`.",
        "The secretary called the vote a year and a half before the plate was due.",
    ),
    "01.2": Exercise(
        "for how many months do open cases stop the work?", months_stalled, 0.5,
        "Count the months in which `stalled_share` is above 0.",
        "Three years of standing still outweigh all that an early vote had saved.",
    ),
    "01.3": Exercise(
        "by how much does the share of households consulted before the vote grow if the plate is due in 2025-12?",
        consulted_more, 0.02,
        "Run both dates with `replications=PAIRS`; take `ends_of(..., 'consultation_quality')`, late minus early.",
        "Nothing else was changed: time to talk is what a date takes away.",
    ),
    "02.1": Exercise(
        "in which layer does a household have most ties?",
        lambda: str(ties_by_layer(read("small-county")).idxmax()), 0.0,
        "`ties_by_layer(case).idxmax()`.",
        "Kinship comes close, and counts for more in what a household hears.",
    ),
    "02.2": Exercise(
        "how alike are a household and those it listens to if nobody influences anybody (correlation of support)?",
        lambda: likeness(without=True), 0.02,
        "Read `small-county` with `without=[peer_influence]`, live through it, take `beside_neighbours(...).corr()`.",
        "Most of the likeness is no persuasion at all: neighbours live in the same village and went through the same.",
    ),
    "02.3": Exercise(
        "how much of the correlation does influence add?", lambda: likeness(False) - likeness(True), 0.02,
        "The correlation with influence minus that without it.",
        "This is why correlation between friends does not show who persuades whom (Manski 1993).",
    ),
    "03.1": Exercise(
        "how much lower is the share of nameplates under pilots (pilots minus deadline, as a share)?",
        lambda: pilots_minus_deadline("nameplate_share"), 0.01,
        "`ends_of(found, 'nameplate_share')`, column pilots minus column deadline, then the mean.",
        "Fewer plates without substance; whether that is worth the time is the next question.",
    ),
    "03.2": Exercise(
        "and with four times the outside staff (`world.terms.outside_staff=2.4`)?",
        lambda: pilots_minus_deadline("nameplate_share", "world.terms.outside_staff=2.4"), 0.02,
        "The same with `read(name, ['world.terms.outside_staff=2.4'])` for both scenarios.",
        "With hands enough a date asks for nothing impossible, and the difference is gone.",
    ),
    "03.3": Exercise(
        "by how many months do pilots reach half of the villages, in substance, later?",
        lambda: pilots_minus_deadline("months_to_substantive_50"), 0.6,
        "The outcome is `months_to_substantive_50`; pilots minus deadline.",
        "That is the price in time.",
    ),
    "04.1": Exercise(
        "one more question a month: what share of all decisions changes, with one generator for everything?",
        lambda: float((one_generator(20, 24, 0) != one_generator(20, 24, 1)).mean()), 0.005,
        "Compare `one_generator(20, 24, 0)` with `one_generator(20, 24, 1)` entry by entry; take the mean.",
        "Chance itself would give 2 x .35 x .65 = .455: after one extra draw nothing is the same any more.",
    ),
    "04.2": Exercise(
        "and with luck keyed by decision, month and household?",
        lambda: float((keyed(20, 24, 0) != keyed(20, 24, 1)).mean()), 0.0005,
        "`keyed` instead of `one_generator`.",
        "Nobody's luck depends on what else is asked.",
    ),
    "04.3": Exercise(
        "how many times more runs would the comparison need without common luck?", runs_saved, 0.5,
        "The variance of the unpaired differences over that of the paired ones.",
        "The variance of a mean falls with the number of runs, so a ratio of variances is a ratio of runs.",
    ),
    "05.1": Exercise(
        "which lever of the list adds most to satisfaction over time?", best_lever, 0.0,
        "Sort the table by `satisfaction_over_time`: which row is last?",
        "Its size is assumed, as for most levers: `gaiju levers smart_platform` says by whom.",
    ),
    "05.2": Exercise(
        "what does one point of satisfaction cost with it, in yuan per household?", price_of_a_point, 1.0,
        "Its column `cost` divided by its column `satisfaction_over_time`.",
        "A price is a ratio: it says nothing on whether a second point can be bought at all.",
    ),
    "05.3": Exercise(
        "by how many points do smart_platform and points_system together do more (or less) than their sum?",
        together_minus_sum, 0.05,
        "`with_lever('smart_platform', 'points_system')` is the county with both: what does it add, what each alone?",
        "Levers meet in the same people: effects need not add up. Hold it against the width of the intervals above.",
    ),
    "06.1": Exercise(
        "which Sobol total index (0 to 1) must a factor have that changes nothing?", lambda: 0.0, 0.0005,
        "It explains no variance of the outcome.",
        "What the noisy design says of it is therefore a measure of how much noise fools the method.",
    ),
    "06.2": Exercise(
        "is the index of the dummy near zero (below .05) when every point has luck of its own? True or False",
        lambda: False, 0.0,
        "Look at the dot of `dummy` in the figure with own luck.",
        "Noise is variance too, and Sobol hands it out to all factors.",
    ),
    "06.3": Exercise(
        "how many runs does a Saltelli design of 16 base points and 3 factors need (no second order)?",
        lambda: 16.0 * (3 + 2), 0.5,
        "N times (number of factors + 2).",
        "With four replications a point it is four times as many: why screening by Morris comes first.",
    ),
    "07.1": Exercise(
        "which parameter does the evidence on attendance narrow down?", lambda: "attendance.intercept", 0.0,
        "In the figure of what is left of the four: which row is farthest below 1?",
        "It was set by hand to meet this very number; that the search finds it back is a check, not a discovery.",
    ),
    "07.2": Exercise(
        "is the strength of learning (`learning.exponent`) identified by these two targets? True or False",
        lambda: False, 0.0,
        "Its accepted values spread as widely as before.",
        "Results that rest on it must be shown for all accepted values: that is what an ensemble is for.",
    ),
    "08.1": Exercise(
        "is a lever code? True or False", lambda: False, 0.0,
        "What did you write to make one?",
        "A record of terms it amends, with price and reason. Outcomes emerge.",
    ),
    "08.2": Exercise(
        "what share of the counted work is done at the end (`progress`) if a village begins every second month?",
        lambda: progress_at_pace(2), 0.01,
        "`faster = sim.run(with_policy(sim.read('small-county'), OneByOne(every=2), 'Faster'), replications=PAIRS)`, "
        "then `ends_of(faster, 'progress').mean()`.",
        "Sooner begun is not sooner done by as much: the county's outside staff is shared, and no date presses.",
    ),
    "08.3": Exercise(
        "if only households come whose support is below .75, is attendance at the end higher than usual? True or False",
        lambda: False, 0.0,
        "Compare the two lines in the last month.",
        "A rule is a claim on people: keep it only if what it brings agrees with what is known of them.",
    ),
}  # fmt: skip

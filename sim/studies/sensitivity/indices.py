"""Which factors matter: indices beside what chance alone would give, and what would settle the open cases.

A factor is told from chance when the interval of its index minus that of the dummy, which acts on nothing, lies above
0: both come from the same resamples, as two intervals may overlap where their difference is clear. It is called
influential if its index is no smaller than a twentieth as well, and small otherwise: told from chance is not yet worth
a word. A twentieth is the bound of Sarrazin, Pianosi and Wagener (2016, Environmental Modelling & Software 79, 135-152,
doi:10.1016/j.envsoft.2016.02.005) below which they count a factor among those of low sensitivity, and the width of an
interval up to which they take an index for settled.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.designs.sampling import PAIRED, Sample, sample
from sim.reading.factor import DUMMY, Factor
from sim.statistics.cube import Block
from sim.studies.sensitivity.estimates import Estimate, level, morris, sobol
from sim.studies.sensitivity.given import FEW, RESAMPLES, given, guarded
from sim.studies.sensitivity.noise import Noise, noise

Verdict = Literal["influential", "small", "undecided", "not told from chance", "dummy"]
MAIN: Mapping[str, str] = {
    "morris": "mu_star",
    "sobol": "ST",
    "fast": "ST",
    "rbd_fast": "S1",
    "delta": "delta",
    "pawn": "pawn",
}
"""The index of a method by which factors are called influential."""
SHARES = ("S1", "ST")
"""Indices that are shares of the variance."""
WHOLES = (*SHARES, "S2", "delta", "pawn")
"""Indices on a scale from 0 to 1."""
LEAST = 0.05
"""Index on that scale below which a factor is small, and width of an interval above which sizes are not settled."""
SEEN = 0.005
"""Half of the last decimal that pages show."""
SIGNED = ("mu", "S2")
"""Indices that may be of either sign."""
WORTH = 0.1
"""Share of luck in the means of points from which more replications are advised."""
FINE = 0.1
"""Share of the whole, or of the largest effect, that chance may give where results are fine."""
MOST = 64
"""Times as many samples or replications beyond which advice says no more than *at least*."""
FEWEST = 4
"""Blocks of points below which nothing is said of convergence."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index, and the upper bound of what chance alone gives.

    Attributes
    ----------
    chance
        The dummy's own value.
    dummy_high
        Upper bound of the dummy's interval.
    beyond
        95 % interval of the index minus the dummy's; of an index of either sign, its own.
    """

    factor: str
    index: str
    value: float
    low: float
    high: float
    chance: float
    dummy_high: float
    beyond: tuple[float, float]

    @property
    def verdict(self) -> Verdict:
        """What can be said of the factor by this index."""
        if self.factor == DUMMY:
            return "dummy"
        signed = self.index in SIGNED
        if self.index in SHARES and self.dummy_high >= 1.0:  # chance alone may be the whole: there is nothing to share
            return "not told from chance"
        if (self.beyond[0] > 0.0 and (signed or self.value > 0.0)) or (signed and self.beyond[1] < 0.0):
            return "small" if self.index in WHOLES and abs(self.value) < LEAST else "influential"
        above = (abs(self.value) if signed else self.value) > max(self.dummy_high, 0.0)
        return "undecided" if above else "not told from chance"

    @property
    def influential(self) -> bool:
        """Whether it lies beyond what chance gives, and is not small."""
        return self.verdict == "influential"

    @property
    def times(self) -> float:
        """How many times as many samples would part it from chance, if values stay; missing if nothing would."""
        gap = self.value - self.chance
        return ((gap - self.beyond[0]) / gap) ** 2 if gap > 0.0 else math.nan


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """What a sensitivity method found for one outcome.

    Attributes
    ----------
    all
        Every index of every factor, the dummy's too.
    convergence
        The main index by the number of samples it is made from, the last being all.
    warned
        What SALib warns of, each once.
    """

    sampled: Sample
    all: tuple[Index, ...]
    noise: Noise
    convergence: Mapping[int, tuple[Index, ...]]
    mean: float
    sd: float
    warned: tuple[str, ...] = ()

    @property
    def with_luck(self) -> bool:
        """Whether luck is part of the indices: one replication, and no pairs of points that show how much it is."""
        return self.noise.number == 1 and self.sampled.method not in PAIRED

    @property
    def reseeded(self) -> float:
        """By how much delta would differ with another seed of its resamples, 95 % of the time; 0 for other methods."""
        return self.widest / 2.0 / math.sqrt(RESAMPLES) if self.sampled.method == "delta" else 0.0

    @property
    def main(self) -> tuple[Index, ...]:
        """The index that verdicts go by, the largest first and the dummy last."""
        mine = [each for each in self.all if each.index == MAIN[self.sampled.method]]
        return tuple(sorted(mine, key=lambda each: (each.factor == DUMMY, -each.value)))

    @property
    def spreads(self) -> Mapping[str, float]:
        """Spread of the elementary effects of each factor; empty where it has no meaning for most of them: groups."""
        found = {each.factor: each.value for each in self.all if each.index == "sigma"}
        return found if 2 * len(found) > len(self.main) else {}

    def of(self, factor: str, index: str) -> Index:
        """Return one index of one factor.

        Raises
        ------
        KeyError
            If there is none.
        """
        for each in self.all:
            if (each.factor, each.index) == (factor, index):
                return each
        raise KeyError((factor, index))

    def by(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the factors of a verdict, the largest first."""
        return tuple(each.factor for each in self.main if each.verdict == verdict)

    @property
    def widest(self) -> float:
        """Width of the widest interval of the main index; 0 for effects, which have no scale of their own."""
        return max((each.high - each.low for each in self.main[:-1] if each.index in WHOLES), default=0.0)

    @property
    def impossible(self) -> tuple[str, ...]:
        """The factors whose main index is a share of the variance below 0 or above 1, as far as two decimals show."""
        mine = (one for one in self.main[:-1] if one.index in SHARES)
        return tuple(one.factor for one in mine if not -SEEN <= one.value <= 1.0 + SEEN)

    @property
    def settling_samples(self) -> int:
        """Samples at which the widest interval would be no wider than :data:`LEAST`, if the rest stays; 0 if it is so.

        The error of a mean goes with the root of the number of samples.
        """
        if self.widest <= LEAST:
            return 0
        wanted = self.sampled.samples * min((self.widest / LEAST) ** 2, float(MOST))
        return 2 ** math.ceil(math.log2(wanted)) if self.sampled.method == "sobol" else math.ceil(wanted)

    @property
    def blur(self) -> float:
        """What chance alone may give, as a share of the whole or of the largest effect: less stays unseen."""
        bound, largest = self.main[-1].dummy_high, self.main[0].value
        if MAIN[self.sampled.method] in SHARES:
            return bound
        return bound / largest if largest > 0.0 else 0.0

    @property
    def more_samples(self) -> int:
        """Samples that would settle what is undecided or blurred, as far as they can; 0 if there is nothing of it.

        Samples narrow intervals. What chance itself gives is narrowed by them as well, but for Morris' effects: there
        it is luck, which only replications make smaller, and those count here as if they had been made.
        """
        times = [each.times for each in self.main if each.verdict == "undecided"]
        times += [(self._narrowing_blur / FINE) ** 2 / self._times_again] if self.blur > FINE else []
        if not times:
            return 0
        wanted = self.sampled.samples * min(max(*times, 2.0, 2.0), float(MOST))
        return 2 ** math.ceil(math.log2(wanted)) if self.sampled.method == "sobol" else math.ceil(wanted)

    @property
    def _narrowing_blur(self) -> float:
        """The part of the blur that more samples narrow."""
        if self.sampled.method != "morris":
            return self.blur
        dummy, largest = self.main[-1], self.main[0].value
        return (dummy.dummy_high - dummy.value) / largest if largest > 0.0 else 0.0

    @property
    def _times_again(self) -> float:
        """How many times as many replications make Morris' dummy as small as :data:`FINE` says."""
        if self.sampled.method != "morris" or self.main[0].value <= 0.0:
            return 1.0
        return max((self.main[-1].value / (FINE * self.main[0].value)) ** 2, 1.0)

    @property
    def more_replications(self) -> int:
        """Replications at which luck is a tenth of what parts the points; 0 if it is no more already.

        Of Morris' effects: at which the dummy, another draw of luck, has a tenth of the largest effect.
        """
        found = self.noise
        if math.isnan(found.rest):
            return 2
        if self.sampled.method == "morris":
            times = min(self._times_again, float(MOST))
            return math.ceil(times * found.number) if times > 1.0 else 0
        if found.share_in_mean <= WORTH or found.points <= 0.0:
            return 0 if found.rest <= 0.0 or found.points > 0.0 else 2 * found.number
        return min(math.ceil(found.rest / found.points * (1.0 - WORTH) / WORTH), MOST * found.number)


def sensitivity(
    function: Callable[[Sample, int], Block], factors: Sequence[Factor], method: str, samples: int, replications: int,
    seed: int = 1, second_order: bool = False,
) -> Indices:  # fmt: skip
    """Return the indices of any function of points and replications.

    Parameters
    ----------
    function
        Sample, number of replications -> results, points x replications. Results of one replication share their luck
        as far as ``luck`` of the sample is equal.
    """
    sampled = sample(factors, method, samples, seed, second_order)
    return indices(function(sampled, replications), sampled)


def indices(y: Block, sampled: Sample) -> Indices:
    """Return the indices of results.

    Parameters
    ----------
    y
        Points x replications, none missing.

    Raises
    ------
    ValueError
        If a result is missing or there is not one for every point.
    """
    if y.ndim != 2 or len(y) != len(sampled.units):
        raise ValueError(f"{len(sampled.units)} points need as many rows of results, not {y.shape}")
    if not np.isfinite(y).all():
        raise ValueError("a result is missing: no index can be told")
    grown = dict(_cut_sample(sampled))
    convergence = {samples: tuple(main(y[: len(part.units)], part)) for samples, part in grown.items()}
    with guarded() as noted:
        every = tuple(_judge_estimates(_estimate_indices(y, sampled)))
    warned = tuple(dict.fromkeys(" ".join(str(one.message).split()) for one in noted))
    final = tuple(each for each in every if each.index == MAIN[sampled.method])
    means = level(y, sampled).mean(axis=1)
    found = noise(y, sampled.luck, means)
    sd = float(np.std(means, ddof=1)) if len(means) > 1 else 0.0
    grown_to = {**convergence, sampled.samples: final}
    return Indices(sampled, every, found, grown_to, float(means.mean()), sd, warned)


def _estimate_indices(y: Block, sampled: Sample, resamples: int = RESAMPLES) -> list[Estimate]:
    if sampled.method in PAIRED:
        return {"morris": morris, "sobol": sobol}[sampled.method](y, sampled)
    return given(y, sampled, resamples)


def main(y: Block, sampled: Sample) -> list[Index]:
    """Return the index that verdicts go by, of every factor, with intervals good enough for one of many in a figure."""
    with guarded():
        every = _judge_estimates(_estimate_indices(y, sampled, FEW))
    return [each for each in every if each.index == MAIN[sampled.method]]


def _judge_estimates(estimates: Sequence[Estimate]) -> list[Index]:
    """Return estimates beside what chance gives; pairs with the dummy in them show what it makes of a pair."""
    apart = [each for each in estimates if each.factor.endswith(f"*{DUMMY}")]
    bounds = {each.index: max(max(-one.low, one.high) for one in apart if one.index == each.index) for each in apart}
    return [
        Index(e.factor, e.index, e.value, e.low, e.high, e.chance, bounds.get(e.index, e.chance_high), e.beyond)
        for e in estimates
        if e not in apart
    ]


def _cut_sample(sampled: Sample) -> list[tuple[int, Sample]]:
    """Return the first quarter and half of a sample; curves of the Fourier method cannot be cut."""
    found = []
    for part in (8, 4, 2) if sampled.method != "fast" else ():
        samples = sampled.samples // part
        rows = samples * sampled.block
        if samples >= (FEWEST if sampled.block > 1 else 40):
            cut = Sample(
                sampled.method, sampled.units[:rows], sampled.names, sampled.luck[:rows], samples, sampled.seed,
                sampled.second_order,
            )  # fmt: skip
            found.append((samples, cut))
    return found

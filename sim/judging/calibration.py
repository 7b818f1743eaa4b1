"""Search for the parameter sets that agree with what the sources observed: history matching in waves.

A wave is a design of parameter sets, drawn evenly from what is not yet ruled out, and their runs. After it every target
has an emulator of its mean counterpart over luck; a set is ruled out where that mean lies beyond the error of some
target by more than three times what the emulator may be off (Craig, Goldstein and others 1997; Vernon and others 2010;
three because of Pukelsheim 1994; luck apart from the emulator's doubt as in Andrianakis and others 2015 and, for
agent-based models, McCulloch and others 2022).

Then sets are accepted, each with the chance that its mean counterparts agree with all targets at once, as far as the
emulators know: a sample of the ranges given agreement (rejection ABC with the emulators' doubt integrated out,
Jarvenpaa and others 2021). They are run with luck the search never met, those runs are learned from, too, and what is
left of their chance says how good the acceptance was: where it is too little, sets are accepted anew with what was
learned. In the end some accepted sets are run many times each, which needs no emulator to be believed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.arrays import Rows
from sim.evidence.targets import Target, targets, targets_digest
from sim.experiment import Progress
from sim.files import write_text
from sim.judging.case_study import Block
from sim.judging.counterparts import Life, Point, lives
from sim.judging.emulator import Emulator, learned, polynomial
from sim.reading.calibration_study import CalibrationStudy
from sim.running import MODEL_VERSION
from sim.streams import resampling

DOUBT = 3.0
"""Standard deviations of an emulator by which a set has to miss to be ruled out."""
SPREAD = 1.2816
"""Standard deviations of luck around the mean between which 80 % of single runs lie: what one place may be off."""
POOL, POOLS = 20_000, 100
"""Sets tried at once against the emulators, and how often at most, to find a wave of those not ruled out."""
FRESH = 100_000
"""Number of the first replication of runs of what was accepted: luck that the search never met."""
CHECKS = 1_000_000
"""Number of the first replication of the many runs of a few accepted sets."""


@dataclass(frozen=True, slots=True)
class Work:
    """How the runs of a search are made and told.

    Attributes
    ----------
    store
        Folder in which every life is kept under the name of what it depends on: one made before is not made again.
    bars
        Gives a progress bar for a number of lives.
    told
        Told after each wave how far the search has come.
    """

    store: Path
    jobs: int = 1
    bars: Callable[[int], Progress | None] = lambda _: None
    told: Callable[[str], None] = lambda _: None


@dataclass(slots=True, eq=False)
class Search:
    """What a search has found so far.

    Attributes
    ----------
    places
        Runs x factors: the set of each run, each factor from 0 to 1 over its range.
    values
        Counterparts: runs x targets.
    wave
        Of which wave each run is; rounds of accepting follow the waves.
    emulators
        Of each target, after the last wave; None where too few runs have a counterpart to learn from.
    left
        Share of the ranges not ruled out before each wave; before a round of accepting, the expected share that agrees.
    accepted
        The sets accepted last, as places.
    fresh
        Their counterparts, one run each.
    chance
        Chance of each of them to agree with all targets at once, when their own runs are learned from, too.
    expected
        Of each round, the mean of those chances before and after the round's own runs were learned from.
    checked
        Counterparts of the first accepted sets, many runs each: sets x runs x targets.
    """

    study: CalibrationStudy
    targets: tuple[Target, ...]
    places: Block
    values: Block
    wave: Rows
    emulators: list[Emulator | None] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    accepted: Block = field(default_factory=lambda: np.empty((0, 0)))
    fresh: Block = field(default_factory=lambda: np.empty((0, 0)))
    chance: Rows = field(default_factory=lambda: np.empty(0))
    expected: list[tuple[float, float]] = field(default_factory=list)
    checked: Block = field(default_factory=lambda: np.empty((0, 0, 0)))

    @property
    def still(self) -> float:
        """Share of the accepted sets that is expected to agree, all runs learned from; nan without any."""
        return self.expected[-1][1] if self.expected else math.nan

    def points(self) -> list[Point]:
        """Return the accepted sets with values by path."""
        return [at(self.study.factors, row) for row in self.accepted]


def searched() -> tuple[Target, ...]:
    """Return the targets that a calibration uses; no other is ever shown to it."""
    return tuple(target for target in targets().values() if target.use == "calibrate")


def search(study: CalibrationStudy, work: Work, aims: Sequence[Target] | None = None) -> Search:
    """Search in waves, then accept sets, run and learn until enough agree or all rounds are done, and check some.

    Parameters
    ----------
    aims
        Targets other than those of the evidence.
    """
    factors = len(study.factors)
    own = searched() if aims is None else tuple(aims)
    found = Search(study, own, np.empty((0, factors)), np.empty((0, len(own))), np.empty(0))
    for wave in range(study.waves):
        design = _design_wave(found, wave)
        work.told(f"wave {wave + 1}: {design.shape[0]} sets from {100.0 * found.left[-1]:.3g} % of the ranges")
        if design.shape[0] == 0:
            return found
        runs = np.repeat(design, study.replications, axis=0)
        _learn_from_runs(found, runs, counterparts(study, own, runs, found.places.shape[0], work), wave + 1)
    for number in range(study.rounds):
        _accept_sets(found, number, work)
        if not found.expected or 100.0 * found.still >= study.agree or found.accepted.shape[0] == 0:
            break
    _check_accepted(found, work)
    return found


def _learn_from_runs(found: Search, places: Block, values: Block, wave: int) -> None:
    """Add runs to those that are learned from, and learn."""
    found.places = np.vstack([found.places, places])
    found.values = np.vstack([found.values, values])
    found.wave = np.append(found.wave, np.full(places.shape[0], float(wave)))
    found.emulators = [learned(found.places, column) for column in found.values.T]


def _accept_sets(found: Search, number: int, work: Work) -> None:
    """Draw sets by their chance to agree, run each once with fresh luck, learn from that, and take the chance again."""
    study = found.study
    found.accepted = _by_chance(found, f"calibration {study.name} {study.seed} accepted {number}", study.accept)
    chosen = found.accepted.shape[0]
    share = f"{100.0 * found.left[-1]:.3g} % of the ranges"
    work.told(f"round {number + 1}: {chosen} sets, of {share} that agree as far as is known, run with fresh luck")
    if chosen == 0:
        return
    before = float(chances(found, found.accepted).mean())
    found.fresh = counterparts(study, found.targets, found.accepted, FRESH + number * study.accept, work)
    _learn_from_runs(found, found.accepted, found.fresh, study.waves + number + 1)
    found.chance = chances(found, found.accepted)
    found.expected.append((before, float(found.chance.mean())))
    work.told(f"round {number + 1}: {100.0 * found.still:.0f} % of them agree, their own runs learned from")


def _check_accepted(found: Search, work: Work) -> None:
    """Run the first accepted sets many times each."""
    study, sets = found.study, found.accepted[: found.study.checks]
    if sets.shape[0] == 0:
        return
    work.told(f"check: {sets.shape[0]} accepted sets, {study.lucks} runs each")
    runs = counterparts(study, found.targets, np.repeat(sets, study.lucks, axis=0), CHECKS, work)
    found.checked = runs.reshape(sets.shape[0], study.lucks, len(found.targets))


def at(factors: Mapping[str, tuple[float, float]], place: Rows) -> Point:
    """Return values by path of a place from 0 to 1 in each range."""
    return {
        path: low + (high - low) * float(part) for (path, (low, high)), part in zip(factors.items(), place, strict=True)
    }


def bounds(target: Target, emulator: Emulator) -> tuple[float, float]:
    """Return between what the mean over luck agrees with a target.

    What was observed in one place is one history: it agrees where the range of 80 % of single runs reaches its error.
    """
    slack = SPREAD * emulator.luck if target.one else 0.0
    return target.low - slack, target.high + slack


def chances(found: Search, places: Block) -> Rows:
    """Return the chance of each place that its mean counterparts agree with all targets, as the emulators have it.

    They are taken to be off independently of each other.
    """
    return np.asarray(np.prod(chances_each(found, places), axis=1))


def chances_each(found: Search, places: Block) -> Block:
    """Return places x targets: the chance that a mean counterpart agrees with its target.

    An emulator is off by what is normally distributed; a counterpart that never varies is inside the error or not. A
    target that hardly any run has a counterpart of cannot be judged and counts as agreeing: the page names it.
    """
    from scipy.special import ndtr

    every, features = np.ones((places.shape[0], len(found.targets))), polynomial(places)
    for place, (target, emulator) in enumerate(zip(found.targets, found.emulators, strict=True)):
        if emulator is not None:
            mean, doubt = emulator.of(features)
            low, high = bounds(target, emulator)
            if emulator.spread == 0.0:
                every[:, place] = (low <= mean) & (mean <= high)
                continue
            every[:, place] = ndtr((high - mean) / doubt) - ndtr((low - mean) / doubt)
    return every


def counterparts(study: CalibrationStudy, aims: Sequence[Target], sets: Block, first: int, work: Work) -> Block:
    """Return runs x targets, one run a row of the sets; those in the store are not made again.

    Parameters
    ----------
    first
        Number of the first replication: every run of a search has luck of its own.
    """
    points = [at(study.factors, row) for row in sets]
    return kept([Life(tuple(sorted(p.items())), tuple(aims), first + run) for run, p in enumerate(points)], work)


def kept(wanted: Sequence[Life], work: Work) -> Block:
    """Return the counterparts of lives; each is written as soon as it is there and read where it is there already."""
    files = [work.store / f"{_name_life(life)}.json" for life in wanted]
    known = [_read_counterparts(file) for file in files]
    missing = [place for place, values in enumerate(known) if values is None]
    if spoilt := sum(files[place].exists() for place in missing):
        work.told(f"note: stored lives without a valid hash, made again: {spoilt}")
    for done, values in lives([wanted[place] for place in missing], work.jobs, work.bars(len(missing))):
        place = missing[done]
        said = [None if math.isnan(one) else one for one in values]
        write_text(files[place], json.dumps({"values": said, "hash": _hash_numbers(files[place].stem, said)}) + "\n")
        known[place] = values
    return np.array(known, dtype=np.float64)


def _read_counterparts(file: Path) -> list[float] | None:
    """Return the counterparts in a file of the store; nothing if it is not there or not as it was written."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        if kept["hash"] == _hash_numbers(file.stem, kept["values"]):
            return [math.nan if one is None else float(one) for one in kept["values"]]
    except (FileNotFoundError, ValueError, LookupError, TypeError, RecursionError):
        pass
    return None


def _hash_numbers(*said: object) -> str:
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=12).hexdigest()


def _name_life(life: Life) -> str:
    """Return the name of a life: the same for the same numbers, another for any other."""
    return _hash_numbers(
        MODEL_VERSION, targets_digest(), life.point, [target.id for target in life.targets], life.replicate
    )


def _design_wave(found: Search, wave: int) -> Block:
    """Return the sets of the next wave: a Latin hypercube first, then an even sample of what is not ruled out."""
    study, factors = found.study, len(found.study.factors)
    purpose = f"calibration {study.name} {study.seed} wave {wave}"
    if wave == 0:
        luck = resampling(purpose)
        found.left.append(1.0)
        strata = luck.permuted(np.tile(np.arange(study.samples), (factors, 1)), axis=1).T
        return np.asarray((strata + luck.random((study.samples, factors))) / study.samples)
    return _sample_evenly(found, purpose, study.samples)


def _sample_evenly(found: Search, purpose: str, number: int) -> Block:
    """Return an even sample of what no target rules out, and note how large a share of the ranges that is."""
    luck = resampling(purpose)
    chosen: list[Block] = []
    tried = passed = 0
    while tried < POOLS * POOL and passed < number:
        left = not_ruled_out(found, luck.random((POOL, len(found.study.factors))))
        chosen.append(left)
        tried, passed = tried + POOL, passed + left.shape[0]
    found.left.append(passed / tried)
    return np.vstack(chosen)[:number]


def _by_chance(found: Search, purpose: str, number: int) -> Block:
    """Return sets drawn by their chance to agree, and note the expected share of the ranges that agrees."""
    luck = resampling(purpose)
    chosen: list[Block] = []
    tried, passed, agree = 0, 0, 0.0
    while tried < POOLS * POOL and passed < number:
        left = not_ruled_out(found, luck.random((POOL, len(found.study.factors))))
        chance = chances(found, left)
        chosen.append(left[luck.random(chance.shape[0]) < chance])
        tried, passed, agree = tried + POOL, passed + chosen[-1].shape[0], agree + float(np.sum(chance))
    found.left.append(agree / tried)
    return np.vstack(chosen)[:number]


def not_ruled_out(found: Search, places: Block) -> Block:
    """Return those places that no target rules out: none is missed by more than the emulator may be off."""
    features = polynomial(places)
    for target, emulator in zip(found.targets, found.emulators, strict=True):
        if emulator is not None:
            mean, doubt = emulator.of(features)
            low, high = bounds(target, emulator)
            left = (mean >= low - DOUBT * doubt) & (mean <= high + DOUBT * doubt)
            places, features = places[left], features[left]
    return places

"""Search for the parameter sets that agree with what the sources observed: history matching in waves.

A wave is a design of parameter sets, drawn evenly from what is not yet ruled out, and their runs. After it every target
has an emulator; a set is ruled out where the emulated counterpart of some target lies beyond its error by more than
twice what the emulator may be off (Craig, Goldstein and others 1997; Vernon and others 2010). In the end sets are drawn
evenly from where the emulated counterparts of all targets at once lie within their errors: a sample of the ranges given
agreement (rejection ABC, with luck averaged out by the emulators instead of by thousands of runs). Each is then run
with luck the search never met, and learning from those runs, too, says how many of the sets still agree.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.analyses.case_study import Block
from sim.analyses.counterparts import Life, Point, lives
from sim.analyses.emulator import Emulator, learned
from sim.arrays import Flags, Rows
from sim.evidence.targets import Target, targets, targets_digest
from sim.experiment import Progress
from sim.files import write_text
from sim.reading.calibration_study import CalibrationStudy
from sim.running import MODEL_VERSION
from sim.streams import resampling

DOUBT = 2.0
"""Standard deviations of an emulator by which a set has to miss to be ruled out."""
SPREAD = 1.2816
"""Standard deviations of luck around the mean between which 80 % of single runs lie: what one place may be off."""
POOL, POOLS = 20_000, 60
"""Sets tried at once against the emulators, and how often at most, to find a wave of those not ruled out."""
FRESH = 100_000
"""Number of the first replication of runs that check what was accepted: luck that the search never met."""


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
        Sets x factors, each from 0 to 1 over its range.
    values
        Counterparts: sets x targets, means of the set's runs.
    wave
        Of which wave each set is.
    emulators
        Of each target, after the last wave; None where nothing could be learned.
    left
        Share of the ranges not ruled out before each wave, and that from which sets are accepted.
    accepted
        The accepted sets, as places.
    fresh
        Their counterparts, one run each.
    still
        Share of them that agree when their own runs are learned from, too.
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
    still: float = math.nan

    def points(self) -> list[Point]:
        """Return the accepted sets with values by path."""
        return [at(self.study.factors, row) for row in self.accepted]


def searched() -> tuple[Target, ...]:
    """Return the targets that a calibration uses; no other is ever shown to it."""
    return tuple(target for target in targets().values() if target.use == "calibrate")


def search(study: CalibrationStudy, work: Work, aims: Sequence[Target] | None = None) -> Search:
    """Search in waves, then accept sets and run them.

    Parameters
    ----------
    aims
        Targets other than those of the evidence.
    """
    factors = len(study.factors)
    own = searched() if aims is None else tuple(aims)
    found = Search(study, own, np.empty((0, factors)), np.empty((0, len(own))), np.empty(0))
    for wave in range(study.waves):
        design = _design(found, wave)
        work.told(f"wave {wave + 1}: {design.shape[0]} sets from {100.0 * found.left[-1]:.3g} % of the ranges")
        if design.shape[0] == 0:
            return found
        made = counterparts(study, own, design, found.places.shape[0] * study.replications, work)
        found.places = np.vstack([found.places, design])
        found.values = np.vstack([found.values, made])
        found.wave = np.append(found.wave, np.full(design.shape[0], wave + 1.0))
        found.emulators = [learned(found.places, column) for column in found.values.T]
    _accept(found, work)
    return found


def _accept(found: Search, work: Work) -> None:
    """Draw the accepted sets, run each once with fresh luck, and see how many agree when those are learned from."""
    study = found.study
    found.accepted = _even(found, f"calibration {study.name} {study.seed} accepted", study.accept, 0.0)
    chosen = found.accepted.shape[0]
    work.told(f"accepted: {chosen} sets from {100.0 * found.left[-1]:.3g} % of the ranges, run with fresh luck")
    if chosen == 0:
        return
    lived = [
        Life(tuple(sorted(point.items())), found.targets, FRESH + number) for number, point in enumerate(found.points())
    ]
    found.fresh = kept(lived, work)
    places, values = np.vstack([found.places, found.accepted]), np.vstack([found.values, found.fresh])
    again = dataclasses.replace(found, emulators=[learned(places, column) for column in values.T])
    found.still = float(np.mean(not_ruled_out(again, found.accepted, 0.0)))


def at(factors: Mapping[str, tuple[float, float]], place: Rows) -> Point:
    """Return values by path of a place from 0 to 1 in each range."""
    return {
        path: low + (high - low) * float(part) for (path, (low, high)), part in zip(factors.items(), place, strict=True)
    }


def misses(target: Target, emulator: Emulator | None, places: Block) -> tuple[Rows, Rows]:
    """Return by how much a target is missed at each place (0 inside its error), and how far that may be off.

    What was observed in one place is one history: it is missed only where 80 % of single runs miss it.
    """
    if emulator is None:
        nothing = np.zeros(places.shape[0])
        return nothing, nothing
    mean, doubt = emulator.predict(places)
    slack = SPREAD * emulator.luck if target.one else 0.0
    return np.maximum(np.maximum(target.low - slack - mean, mean - target.high - slack), 0.0), doubt


def counterparts(study: CalibrationStudy, aims: Sequence[Target], design: Block, first: int, work: Work) -> Block:
    """Return the counterparts of targets at each set, means of its runs; those in the store are not made again.

    Parameters
    ----------
    first
        Number of the first replication: every run of a search has luck of its own.
    """
    number = study.replications
    points = [at(study.factors, row) for row in design]
    wanted = [
        Life(tuple(sorted(point.items())), tuple(aims), first + place * number + run)
        for place, point in enumerate(points)
        for run in range(number)
    ]
    values = kept(wanted, work).reshape(len(points), number, len(aims))
    known = np.sum(~np.isnan(values), axis=1)
    total = np.sum(np.nan_to_num(values), axis=1)
    return np.where(known > 0, total / np.maximum(known, 1), np.nan)


def kept(wanted: Sequence[Life], work: Work) -> Block:
    """Return the counterparts of lives; each is written as soon as it is there and read where it is there already."""
    files = [work.store / f"{_name(life)}.json" for life in wanted]
    missing = [place for place, file in enumerate(files) if not file.is_file()]
    for done, values in lives([wanted[place] for place in missing], work.jobs, work.bars(len(missing))):
        said = [None if math.isnan(one) else one for one in values]
        write_text(files[missing[done]], json.dumps(said) + "\n")
    read = [json.loads(file.read_text("utf-8")) for file in files]
    return np.array([[math.nan if one is None else one for one in row] for row in read], dtype=np.float64)


def _name(life: Life) -> str:
    """Return the name of a life: the same for the same numbers, another for any other."""
    said = [MODEL_VERSION, targets_digest(), life.point, [target.id for target in life.targets], life.replicate]
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=12).hexdigest()


def _design(found: Search, wave: int) -> Block:
    """Return the sets of the next wave: a Latin hypercube first, then an even sample of what is not ruled out."""
    study, factors = found.study, len(found.study.factors)
    purpose = f"calibration {study.name} {study.seed} wave {wave}"
    if wave == 0:
        luck = resampling(purpose)
        found.left.append(1.0)
        strata = luck.permuted(np.tile(np.arange(study.samples), (factors, 1)), axis=1).T
        return np.asarray((strata + luck.random((study.samples, factors))) / study.samples)
    return _even(found, purpose, study.samples, DOUBT)


def _even(found: Search, purpose: str, number: int, doubt: float) -> Block:
    """Return an even sample of what no target rules out, and note how large a share of the ranges that is."""
    luck = resampling(purpose)
    chosen: list[Block] = []
    tried = passed = 0
    while tried < POOLS * POOL and passed < number:
        pool = luck.random((POOL, len(found.study.factors)))
        left = pool[not_ruled_out(found, pool, doubt)]
        chosen.append(left)
        tried, passed = tried + POOL, passed + left.shape[0]
    found.left.append(passed / tried)
    return np.vstack(chosen)[:number]


def not_ruled_out(found: Search, places: Block, doubt: float) -> Flags:
    """Return which places no target rules out.

    Parameters
    ----------
    doubt
        By how many of its standard deviations an emulator may miss the error.
    """
    still = np.ones(places.shape[0], dtype=bool)
    for target, emulator in zip(found.targets, found.emulators, strict=True):
        missed, off = misses(target, emulator, places)
        still &= missed <= doubt * off
    return still

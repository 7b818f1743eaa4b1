"""What is written down of a run, month by month, and the tables made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.arrays import Codes, Rows, mean_by
from sim.columns.villages import STAGES
from sim.measures.catalogue import MEASURES, group_codes
from sim.measures.example import example_households
from sim.measures.observe import by_village, outcomes
from sim.scenario import Clock
from sim.world import World

ALL = "all"
YEAR = 12
FLAGS = ("stalled", "nameplate", "relapsed")
VILLAGE_COLUMNS = (
    "households", "quality_at_declaration", "quality_now", "open_all", "open_visible", "reported_cases",
    "reported_satisfaction", "reported_progress", "started", "due", "declared", "wave", "pilot", "called_early",
    "votes_failed", "consulted", "consulted_at_decision", "attendance", "service", "staff", "facilities", "pressure",
    "income", "unclear",
)  # fmt: skip
Words: TypeAlias = "pd.Categorical[str]"
_MEASURES = tuple(MEASURES.values())
_FLAG_WORDS = tuple(
    "+".join(flag for flag, bit in zip(FLAGS, (4, 2, 1), strict=True) if code & bit) for code in range(2 ** len(FLAGS))
)
"""What the flags of a state say: nothing, one flag, or several joined by a plus."""
_STATES = len(STAGES) * len(_FLAG_WORDS)
"""How many combinations of a stage and flags there are."""


class Book:
    """What is noted down during a run."""

    def __init__(self, world: World) -> None:
        self.clock = world.scenario.clock
        self.regions = (ALL, *world.region_names)
        self.series = np.full((self.clock.months, len(self.regions), len(_MEASURES)), np.nan)
        self.dimensions: dict[str, tuple[str, ...]] = {}
        self.by_group: list[tuple[int, str, Rows]] = []
        self.assessed: list[dict[str, npt.NDArray[Any]]] = []
        self.example: Mapping[str, npt.NDArray[Any]] = {}
        self.open(world)

    def open(self, world: World) -> None:
        """Note down how villages stand before the first reported month: what was noted before is forgotten."""
        self.states = _states(world)
        everybody = np.arange(self.states.shape[0])
        self.changes = [(np.full_like(everybody, world.month), everybody, self.states)]

    def look(self, world: World) -> None:
        """Note down the month that has just ended."""
        self._note_changes(world)
        part, whole = by_village(world, _MEASURES)
        month = world.month - self.clock.burn_in
        rows = self.series[month - 1]
        rows[:1] = outcomes(part, whole, np.zeros_like(world.villages.region), 1).T
        rows[1:] = outcomes(part, whole, world.villages.region, len(self.regions) - 1).T
        if month % YEAR == 0 or month == self.clock.months:
            self._assess(world, part, whole)
        if month == self.clock.months:
            self.example = example_households(world)

    def _note_changes(self, world: World) -> None:
        states = _states(world)
        changed = np.flatnonzero(states != self.states)
        self.changes.append((np.full_like(changed, world.month), changed, states[changed]))
        self.states = states

    def _assess(self, world: World, part: Rows, whole: Rows) -> None:
        self.assessed.append(_assessment(world))
        for dimension, (members, households, villages) in group_codes(world).items():
            self.dimensions[dimension] = members
            if villages is None:
                means = _by_household(world, households, len(members))
            else:
                means = outcomes(part, whole, villages, len(members))
            self.by_group.append((world.month, dimension, means))

    def tables(self, ids: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
        """Return the tables of the run, each row with the run's ids."""
        frames = {
            "timeseries": self._timeseries(),
            "villages": self._villages(),
            "groups": self._groups(),
            "stages": _changes(self.changes),
            "example": pd.DataFrame({"month": self.clock.last, **self.example}),
        }
        return {name: _with_ids(frame, ids, self.clock) for name, frame in frames.items()}

    def _timeseries(self) -> pd.DataFrame:
        month, region, outcome = (axis.ravel() for axis in np.indices(self.series.shape))
        columns = {
            "month": self.clock.burn_in + month + 1,
            "region": _words(region, self.regions),
            "group": _words(np.zeros_like(region), (ALL,)),
            "outcome": _words(outcome, tuple(MEASURES)),
            "value": self.series.ravel(),
        }
        return pd.DataFrame(columns)

    def _villages(self) -> pd.DataFrame:
        columns = {name: np.concatenate([noted[name] for noted in self.assessed]) for name in self.assessed[0]}
        stage, flags = _stage_and_flags(columns.pop("state"))
        words = {"region": _words(columns.pop("region") + 1, self.regions), "stage": stage, "flags": flags}
        first = {name: columns.pop(name) for name in ("month", "village")}
        return pd.DataFrame(first | words | columns)

    def _groups(self) -> pd.DataFrame:
        """Return the outcomes of every member of every dimension in the months noted."""
        everyone = tuple(dict.fromkeys(member for members in self.dimensions.values() for member in members))
        places = {name: np.array([everyone.index(m) for m in members]) for name, members in self.dimensions.items()}
        dimensions = tuple(self.dimensions)
        keys = [
            (
                *(np.full(means.size, code) for code in (month, dimensions.index(name))),
                *_member_and_outcome(places[name]),
            )
            for month, name, means in self.by_group
        ]
        month, dimension, member, outcome = (np.concatenate(part) for part in zip(*keys, strict=True))
        columns = {
            "month": month,
            "dimension": _words(dimension, dimensions),
            "member": _words(member, everyone),
            "outcome": _words(outcome, tuple(MEASURES)),
            "value": np.concatenate([means.T.ravel() for _, _, means in self.by_group]),
        }
        return pd.DataFrame(columns)


def _member_and_outcome(members: Codes) -> tuple[Codes, Codes]:
    """Return the codes of member and outcome of a table of means, member by member."""
    return np.repeat(members, len(_MEASURES)), np.tile(np.arange(len(_MEASURES)), members.shape[0])


def _by_household(world: World, codes: Codes, members: int) -> Rows:
    """Return outcome x member for members that are households; what is measured in villages is missing."""
    nothing = np.full(members, np.nan)
    return np.stack([m.by(world, codes, members) if m.level == "household" else nothing for m in _MEASURES])


def _states(world: World) -> Codes:
    """Return stage, flags and number of failed votes of each village as one number."""
    villages = world.villages
    state = villages.stage.astype(np.int64)
    for flag in FLAGS:
        state = state * 2 + (getattr(villages, flag) > 0.5)
    return state + _STATES * villages.votes_failed.astype(np.int64)


def _stage_and_flags(states: Codes) -> tuple[Words, Words]:
    stage, flags = np.divmod(states % _STATES, len(_FLAG_WORDS))
    return _words(stage, STAGES), _words(flags, _FLAG_WORDS)


def _changes(changes: Sequence[tuple[Codes, Codes, Codes]]) -> pd.DataFrame:
    """Return the table of changes of stage, flags and number of failed votes."""
    month, village, state = (np.concatenate(part) for part in zip(*changes, strict=True))
    stage, flag = _stage_and_flags(state)
    votes = state // _STATES
    return pd.DataFrame({"village": village, "month": month, "stage": stage, "flag": flag, "votes_failed": votes})


def _assessment(world: World) -> dict[str, npt.NDArray[Any]]:
    """Return the villages as they are, and as they are reported."""
    villages, households = world.villages, world.households
    satisfaction = mean_by(households.village, households.satisfaction, households.weight, len(villages))
    return {
        "month": np.full(len(villages), world.month),
        "village": np.arange(len(villages)),
        "region": villages.region,
        "state": _states(world),
        "satisfaction": satisfaction,
        **{name: getattr(villages, name) for name in VILLAGE_COLUMNS},
    }


def _words(codes: Codes, words: tuple[str, ...]) -> Words:
    return pd.Categorical.from_codes(codes, categories=pd.Index(words))


def _with_ids(frame: pd.DataFrame, ids: Mapping[str, Any], clock: Clock) -> pd.DataFrame:
    """Return a table that begins with the run's ids and says its months by the calendar."""
    labels = tuple(clock.label(month) for month in range(clock.burn_in, clock.last + 1))
    nought = np.zeros(len(frame), dtype=np.int64)
    first = {name: _words(nought, (value,)) if isinstance(value, str) else value for name, value in ids.items()}
    first["month"] = _words(frame["month"].to_numpy() - clock.burn_in, labels)
    return pd.concat([pd.DataFrame(first, index=frame.index), frame.drop(columns="month")], axis=1)

"""What is noted of a life: months, decisions, events, and who pulled at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.lives.parts import Part, Sum
from sim.reading import Case


@dataclass(frozen=True, slots=True)
class Decision:
    """One draw in a life: it happens if the month's luck, a number in [0, 1), lies below the chance.

    Attributes
    ----------
    what
        ``hear``, ``come`` and ``speak`` (at a meeting), ``turn_out_hear``, ``turn_out`` and ``vote``, ``contest`` (the
        offer) and ``follow`` (others' disputes), ``hide``, ``settle``, ``escalate`` and ``answer`` (of its case).
    made_of
        What the chance is made of.
    """

    month: int
    what: str
    happened: bool
    chance: float
    luck: float
    made_of: Sum

    @property
    def usual_chance(self) -> float:
        """The chance of a usual household."""
        return self.made_of.read(self.made_of.base)

    @property
    def by_luck(self) -> bool:
        """Whether a usual household with the same luck would have decided alike."""
        return (self.luck < self.usual_chance) == self.happened

    @property
    def tipped_by(self) -> tuple[Part, ...]:
        """The reasons any one of which had to be there for this to come out as it did, the heaviest first."""
        said = self.made_of
        return tuple(
            part for part in said.by_weight if (self.luck < said.read(said.total - part.amount)) != self.happened
        )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the village or the household, by the name under which the words are kept."""

    month: int
    what: str
    values: Mapping[str, float | str]


@dataclass(frozen=True, slots=True)
class Influence:
    """What one neighbour did to a household's support.

    Attributes
    ----------
    layers
        Through which layers of the network they are tied, and which share of the tie each makes.
    strength
        How much this neighbour counts among all, in [0, 1].
    support
        The neighbour's own support when last listened to.
    amount
        What stands of this neighbour in the household's support, as a share.
    """

    household: int
    layers: Mapping[str, float]
    strength: float
    support: float
    amount: float


@dataclass(frozen=True, slots=True)
class Cadre:
    """Who was in charge of the village in a month."""

    number: int
    role: int
    concern: float
    integrity: float
    knowledge: float
    hides: float


@dataclass(frozen=True, slots=True)
class Month:
    """How things stood at the end of a month.

    Attributes
    ----------
    household, village
        Their columns.
    terms
        What the household faced this month.
    felt
        Of what each feeling was made.
    asked
        What went into each rule the household was asked about, by the column that came of it.
    """

    household: Mapping[str, float]
    village: Mapping[str, float]
    terms: Mapping[str, float]
    felt: Mapping[str, Sum]
    asked: Mapping[str, Mapping[str, float]]
    cadre: Cadre


@dataclass(frozen=True, eq=False)
class Life:
    """One household's life in one run.

    Attributes
    ----------
    number
        Households in the world.
    labels
        Months by the calendar; the first is the state at founding.
    months
        How things stood, from founding on.
    usual
        Means over the households of its village at founding, by column.
    influences
        Who had pulled at its support, by month: when it voted, and in the last month.
    """

    case: Case
    household: int
    number: int
    seed: int
    replicate: int
    labels: tuple[str, ...]
    months: tuple[Month, ...]
    usual: Mapping[str, float]
    decisions: tuple[Decision, ...]
    events: tuple[Event, ...]
    influences: Mapping[int, tuple[Influence, ...]]

    @property
    def last(self) -> int:
        """Number of the last month."""
        return len(self.months) - 1

    @property
    def ballots(self) -> tuple[Decision, ...]:
        """What it did about each vote: how it voted, or why it did not."""
        about = self.decided("vote", "turn_out_hear", "turn_out")
        return tuple(each for each in about if each.what == "vote" or not each.happened)

    def decided(self, *kinds: str) -> tuple[Decision, ...]:
        """Return the decisions of some kinds, in order."""
        return tuple(decision for decision in self.decisions if decision.what in kinds)

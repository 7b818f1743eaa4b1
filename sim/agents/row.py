"""What all agents share: each is a row of the columns of its kind, and reads it as its own attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

import mesa
import numpy as np

from sim.arrays import Codes, Rows
from sim.columns.column import Columns
from sim.rules.parameters import Parameters

if TYPE_CHECKING:
    from sim.agents.everybody import Everybody

Number = Rows
"""One number of one agent: a ``np.float64`` at run time, typed as the rules, which take numbers and arrays alike."""
Writes = Mapping[str, Number | float]
"""What one agent decided: column -> new value of its row."""
Other = TypeVar("Other", bound="RowAgent")
Value = TypeVar("Value")
MESAS_OWN = ("model", "pos", "unique_id")
"""What Mesa itself may set on an agent at any time."""

NOTHING: Number = np.float64(0.0)  # type: ignore[assignment]  # the one place where a number meets its type
ONE: Number = np.float64(1.0)  # type: ignore[assignment]


class Ties(Protocol):
    """A layer of the network, as far as an agent asks: with whom is a row tied, and how strongly."""

    def neighbours(self, i: int) -> Codes:
        """Return the rows that row ``i`` is tied to."""
        ...

    def strengths(self, i: int) -> Rows:
        """Return the strengths of these ties."""
        ...


class World(Protocol):
    """The world as far as an agent knows it: this month's terms and luck, the numbers of the mechanisms, the ties."""

    month: int

    @property
    def terms(self) -> Mapping[str, Rows]:
        """Terms of this month."""
        ...

    @property
    def parameters(self) -> Parameters:
        """Numbers of the mechanisms."""
        ...

    @property
    def networks(self) -> Any:
        """Ties between households and to groups."""
        ...

    @property
    def members(self) -> Ties:
        """Memberships seen from the groups."""
        ...

    @property
    def lessons(self) -> Ties:
        """How much a village can use of another's lesson."""
        ...

    def columns(self, kind: Any) -> Any:
        """Return the columns of a kind of agents."""
        ...

    @property
    def luck(self) -> Any:
        """Return the keyed streams of this replication."""
        ...


class RowAgent(mesa.Agent):
    """A row with a voice.

    Every column of its kind is an attribute: ``household.trust`` is the household's entry in the column ``trust``.
    A column whose name says something else here, such as the row number of the village, gets the name given in
    ``renamed``. Values can be set between months only, inside ``with model.edit():``.

    For every step of a month that its kind takes part in, an agent has a method of the step's name, which returns what
    this agent decides and writes nothing. These methods are the model told one agent at a time: a sum over
    neighbours, members, villages is a loop over just these.

    Attributes
    ----------
    kind_name
        What the world calls all agents of this kind.
    columns
        The declarations of the kind's columns.
    by_process
        Decisions whose luck counts months since the village began, not the calendar's.
    row
        Number of the agent's row.
    """

    kind_name: ClassVar[str]
    columns: ClassVar[type[Columns]]
    renamed: ClassVar[Mapping[str, str]] = {}
    by_process: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Make an attribute of every column that the class says nothing else about."""
        super().__init_subclass__(**kwargs)
        if not hasattr(cls, "columns"):
            return  # a part of a kind
        for column, declaration in cls.columns.declarations().items():
            name = cls.renamed.get(column, column)
            if not hasattr(cls, name):
                setattr(cls, name, _cell(column, f"{declaration.meaning} ({declaration.unit})."))

    def __init__(self, model: Any, everybody: Everybody, row: int) -> None:
        super().__init__(model)
        self.everybody = everybody
        self.world = everybody.world
        self.state = self.world.columns(self.kind_name)
        self.row = row

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Number:
            """Return the value of a column; these attributes are made from the declarations."""
            ...

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a column; anything else, a misspelt column or a tie, would be set without any effect or with a wrong one.

        Raises
        ------
        AttributeError
            If the agent has no such column.
        """
        founded = "row" in self.__dict__
        if founded and name not in MESAS_OWN and not isinstance(getattr(type(self), name, None), property):
            raise AttributeError(f"{self} has no column {name!r} to set")
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        """Return the kind and the row, as in ``Household 17``."""
        return f"{type(self).__name__} {self.row}"

    @property
    def month(self) -> int:
        """The month, 1 for the first."""
        return self.world.month

    @property
    def parameters(self) -> Parameters:
        """The numbers of the mechanisms."""
        return self.world.parameters

    def term(self, name: str) -> Number:
        """Return what this agent faces this month; for terms that differ between agents of its kind."""
        return _entry(self.world.terms[name], self.row)

    def luck(self, decision: str) -> Number:
        """Return this agent's luck in one decision of this month, the same whoever decides first."""
        since = int(self.began) if decision in self.by_process else 0
        drawn: Number = ONE * self.world.luck.draw(decision, self.month - since, self.row)
        return drawn

    @property
    def began(self) -> Number:
        """The month in which the process began whose decisions are drawn by its own months; 0 before it."""
        return NOTHING

    def tied(self, layer: Ties, others: Sequence[Other]) -> tuple[tuple[Other, Number], ...]:
        """Return with whom this agent is tied in a layer, and how strongly."""
        rows, strengths = layer.neighbours(self.row), layer.strengths(self.row)
        return tuple((others[row], strength) for row, strength in zip(rows, strengths, strict=True))

    def named_by(self, column: str, others: Sequence[Other]) -> Other:
        """Return the one of ``others`` whose row number stands in a column."""
        return others[int(getattr(self.state, column)[self.row])]

    def inside(self, others: Sequence[Other], place: Codes) -> tuple[Other, ...]:
        """Return those of ``others`` whose ``place`` is this agent's row; rows are sorted by place."""
        first, end = np.searchsorted(place, (self.row, self.row + 1))
        return tuple(others[first:end])


def _cell(column: str, meaning: str) -> property:
    """Return the attribute that reads a column, and sets it while the model is being edited."""

    def read(agent: RowAgent) -> Number:
        entry: Number = getattr(agent.state, column)[agent.row]
        return entry

    def edit(agent: RowAgent, value: float) -> None:
        model: Any = agent.model
        model.write(agent, column, value)

    return property(read, edit, doc=meaning)


def _entry(column: Rows, row: int) -> Number:
    entry: Number = column[row]
    return entry


def number(flag: Any) -> Number:
    """Return truth as 1 and 0."""
    return ONE if flag else NOTHING


def total(values: Iterable[Number]) -> Number:
    """Add up, one after the other: builtin ``sum`` compensates rounding from Python 3.12 on, and columns do not."""
    result = NOTHING
    for value in values:
        result = result + value
    return result


def first(values: Iterable[Value], otherwise: Value) -> Value:
    """Return the first of some numbers, or another one if there is none."""
    return next(iter(values), otherwise)


def mean(weighted: Iterable[tuple[Number, Number]]) -> Number:
    """Return the mean of (value, weight) pairs, 0 if there is none."""
    part = whole = NOTHING
    for value, weight in weighted:
        part = part + value * weight
        whole = whole + weight
    return part / whole if whole > 0.0 else NOTHING

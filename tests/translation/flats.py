"""A small world of flats in towns, whose methods say what the real agents may come to say."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import mesa
import numpy as np
import numpy.typing as npt

from sim.agents.row import NOTHING, ONE, Number, RowAgent, Writes, first, mean, number, total
from sim.arrays import Codes, Rows, exp, ratio, share
from sim.columns.column import Columns, column, fixed
from sim.compiled import prelude
from sim.networks.layer import Layer
from sim.rules.parameters import Parameters
from sim.streams import Luck
from sim.translation.translate import Step, translate_step
from sim.translation.writer import Translation

Array = npt.NDArray[Any]
ALL = ("stake", "trust")


@dataclass(frozen=True, slots=True)
class Towns(Columns):
    """Towns, which hold flats side by side."""

    wealth: Rows = column("share", 0, 1, "Wealth")
    started: Rows = column("month", 0, 9, "Month in which it began")


@dataclass(frozen=True, slots=True)
class Flats(Columns):
    """Flats, sorted by town."""

    town: Codes = fixed("town", 0, 9, "Row of the town")
    stake: Rows = column("share", 0, 1, "Stake")
    trust: Rows = column("share", 0, 1, "Trust")
    age: Rows = column("code", 0, 3, "Age")


def parted(whole: Number, at: Number, scale: float = 2.0) -> tuple[Number, Number]:
    """Return two parts of a number, as a rule does."""
    low = whole * at
    return low / scale, whole - low


class Town(RowAgent):
    """A town."""

    everybody: Any
    kind_name = "towns"
    columns = Towns

    @cached_property
    def flats(self) -> tuple[Flat, ...]:
        return self.inside(self.everybody.flats, self.world.columns("flats").town)

    @property
    def mean_trust(self) -> Number:
        return mean((flat.trust, flat.stake) for flat in self.flats)

    def counts(self) -> Writes:
        old = [flat for flat in self.flats if flat.age >= self.wealth]
        return {"wealth": total(flat.stake for flat in old if flat.trust > 0.5) + len(old) + len(self.flats)}

    def shares_no_loop_with_a_sum_that_it_uses(self) -> Writes:
        middle = self.mean_trust
        spread = total((flat.trust - middle) * (flat.trust - self.mean_trust) for flat in self.flats)
        return {"wealth": spread}

    def asks_a_flat_for_its_town(self) -> Writes:
        return {"wealth": self.flats[0].home.wealth + total(flat.stake for flat in self.flats)}

    def takes_the_first(self) -> Writes:
        return {"wealth": first((flat.stake for flat in self.flats if flat.trust > 0.7), self.flats[0].trust)}

    def keeps_what_a_list_was_sifted_by(self) -> Writes:
        least = self.wealth
        old = [flat for flat in self.flats if flat.trust > least]
        least = least + 10.0
        return {"wealth": total(flat.stake for flat in old) - least}


class Flat(RowAgent):
    """A flat."""

    everybody: Any
    kind_name = "flats"
    columns = Flats
    by_process: ClassVar = frozenset(("move",))

    @cached_property
    def home(self) -> Town:
        found: Town = self.named_by("town", self.everybody.towns)
        return found

    @cached_property
    def neighbours(self) -> tuple[tuple[Flat, Number], ...]:
        return self.tied(self.world.networks.ties, self.everybody.flats)

    @property
    def began(self) -> Number:
        return self.home.started

    @property
    def leans(self) -> Number:
        return (self.trust - self.stake) * self.home.wealth

    @property
    def mood(self) -> Number:
        """Returns early, from inside a branch that may also go on."""
        if self.age > 0.5:
            if self.stake > 0.5:
                return self.stake + 3.0
            half = self.trust / 2.0
        else:
            half = self.trust
        if half > 0.3:
            return half
        return -half

    @property
    def is_loud(self) -> bool:
        return bool(total(strength for _, strength in self.neighbours) > 1.0)

    def urged(self, urge: Number | float = 0.0, scale: float = 1.0) -> Number:
        urge = urge * scale
        return self.trust + urge

    def both(self) -> tuple[Number, Number]:
        return self.stake + self.trust, self.stake - self.trust

    # ---- steps

    def reads_properties(self) -> Writes:
        return {"stake": self.leans, "trust": self.home.mean_trust}

    def returns_early(self) -> Writes:
        if self.stake < 0.3:
            return {"stake": NOTHING, "trust": self.trust}
        doubled = self.stake * 2.0
        if doubled < 1.5:
            return {"stake": doubled, "trust": self.mood}
        return {"stake": doubled / 4.0, "trust": ONE}

    def sets_other_names_in_each_branch(self) -> Writes:
        low, high = self.stake, self.trust
        if self.age > 1.5:
            low = low * 0.5
        else:
            high = high + 1.0
        return {"stake": low, "trust": high}

    def sets_a_known_number_in_a_branch(self) -> Writes:
        low, high, some = NOTHING, 1.0, 0.25
        if self.age > 0.5:
            low = self.trust
            some = 0.75
            if self.stake > 0.5:
                high = 2.0
        elif self.trust > 0.5:
            low = low + 5.0
        return {"stake": low - some, "trust": high}

    def sets_a_new_name_in_both_branches(self) -> Writes:
        if self.age > 0.5:
            inner = self.trust * 3.0
            chosen = inner - 1.0
        else:
            chosen = NOTHING
        return {"stake": chosen, "trust": chosen * self.stake}

    def sums_over_ties(self) -> Writes:
        return {
            "stake": total(strength * other.trust for other, strength in self.neighbours),
            "trust": mean((other.mood, strength) for other, strength in self.neighbours if other.age < 2.0),
        }

    def sums_over_ties_of_ties(self) -> Writes:
        far = total(s * total(t * each.trust for each, t in other.neighbours) for other, s in self.neighbours)
        return {"stake": far, "trust": total(number(other.home is self.home) for other, _ in self.neighbours)}

    def sums_over_others_of_two_sorts(self) -> Writes:
        home = self.home
        away = total(number(flat is not self) * flat.stake for flat in home.flats if flat.age not in (1.0, 2.0))
        near = total(s * other.trust for other, s in self.neighbours) - total(flat.trust for flat in home.flats)
        return {"stake": near, "trust": away}

    def takes_two_results(self) -> Writes:
        low, high = parted(self.stake, self.trust)
        more, less = self.both()
        if self.age > 1.5:
            low, high = parted(high, at=low, scale=3.0)
            more, less = less, more
        return {"stake": low - high, "trust": more * 2.0 + less}

    def has_two_names_for_one_thing(self) -> Writes:
        me, town = self, self.home
        same = town
        stake = me.stake
        old = stake
        stake = stake + same.wealth
        more = old
        more = more + stake
        return {"stake": more - old, "trust": number(same is town and me is self)}

    def changes_names_over(self) -> Writes:
        one, other = self.stake, self.trust
        one, other = other, one
        if one > other:
            one, other = other, one + 1.0
        return {"stake": one, "trust": other}

    def joins_conditions(self) -> Writes:
        eager = self.stake > 0.5 and self.is_loud and not self.home.mean_trust < 0.4
        odd = ~(self.stake > 0.5) & (self.age > 0.5) | (self.trust == 0.5)
        able = odd or self.age in (0.0, 2.0) or self.is_loud or (self.age != 1.0 and self.trust > 0.5)
        return {"stake": number(eager), "trust": number(able)}

    def chooses(self) -> Writes:
        near = self.trust if self.stake > 0.5 else total(s for _, s in self.neighbours) if self.age > 0.5 else ONE
        return {"stake": near, "trust": 1.0 if self.is_loud else self.trust}

    def adds_to_names(self) -> Writes:
        sum_of = self.stake
        sum_of += self.trust
        sum_of *= sum_of
        if sum_of > 1.0:
            sum_of -= self.age / 3.0
        return {"stake": sum_of, "trust": -sum_of}

    def gives_arguments(self) -> Writes:
        return {"stake": self.urged(scale=3.0, urge=self.stake), "trust": self.urged(2.0) - self.urged()}

    def goes_through_known_names(self) -> Writes:
        halves = {name: getattr(self, name) / 2.0 for name in ALL}
        return {**halves, "stake": total(getattr(self, name) for name in ALL)}

    def uses_rules_terms_and_parameters(self) -> Writes:
        p = self.parameters.attendance
        near = np.where(self.trust > self.term("rent"), exp(self.stake), np.maximum(self.trust, p.part_time))
        return {"stake": near, "trust": share(ratio(self.home.term("tax"), self.age)) + self.month + self.row}

    def draws_luck(self) -> Writes:
        return {"stake": self.luck("stay in"), "trust": self.luck("move") + self.luck("stay in")}


KINDS: Mapping[str, type[RowAgent]] = {"towns": Town, "flats": Flat}
LEVELS = {"rent": "flats", "tax": "towns"}


class World:
    """A world drawn from a seed; shares often are 0, 0.5 or 1, where comparisons meet."""

    def __init__(self, seed: int, towns: int = 3, flats: int = 14) -> None:
        draws = np.random.default_rng(seed)

        def shares(rows: int) -> Rows:
            return np.where(draws.random(rows) < 0.3, draws.integers(0, 3, rows) / 2.0, draws.random(rows))

        self.towns = Towns(shares(towns), draws.integers(0, 5, towns).astype(np.float64))
        homes = np.sort(draws.integers(0, towns, flats)).astype(np.int64)
        homes[:towns] = np.arange(towns)
        ages = draws.integers(0, 4, flats).astype(np.float64)
        self.flats = Flats(np.sort(homes), shares(flats), shares(flats), ages)
        a, b = draws.integers(0, flats, (2, 3 * flats))
        self.ties = Layer.of(a[a != b], b[a != b], draws.random(int(np.sum(a != b))), rows=flats)
        self.terms = {"rent": shares(flats), "tax": shares(towns)}
        self.month, self.parameters, self.luck, self.networks = 7, Parameters(), Luck(seed, 1), self

    def columns(self, kind: str) -> Any:
        return getattr(self, kind)

    def arguments(self, decisions: Sequence[str]) -> dict[str, Any]:
        """Return what translated steps get, by name."""
        given: dict[str, Any] = {
            "month": float(self.month),
            "parameters": (self.parameters,),
            "keys": np.array([self.luck.key(decision) for decision in decisions], dtype=np.uint64),
            "networks_ties_first": self.ties.indptr,
            "networks_ties_to": self.ties.indices,
            "networks_ties_strength": self.ties.weights,
            "flats_by_town_first": np.searchsorted(self.flats.town, np.arange(len(self.towns) + 1)),
        }
        given |= {f"terms_{term}": values for term, values in self.terms.items()}
        for kind in KINDS:
            given |= {f"{kind}_{f.name}": getattr(self.columns(kind), f.name) for f in fields(self.columns(kind))}
        whole = [name for name, found in given.items() if getattr(found, "dtype", None) in (np.int32, np.int64)]
        return given | {name: given[name].astype(np.uint64) for name in whole}


class Everybody:
    """The agents of such a world."""

    def __init__(self, world: World) -> None:
        model, here = mesa.Model(), self
        self.world: Any = world
        them: Any = self
        self.towns = [Town(model, them, row) for row in range(len(world.towns))]
        self.flats = [Flat(model, here, row) for row in range(len(world.flats))]  # type: ignore[arg-type]


def translated(
    kind: str, name: str, writes: Sequence[str], classes: Mapping[str, type[RowAgent]] = KINDS
) -> tuple[Translation, Step]:
    translation = Translation(classes, LEVELS)
    return translation, translate_step(translation, kind, name, writes)


def plain_namespace() -> dict[str, Any]:
    """Return the functions of the prelude as plain Python."""
    tree = ast.parse(Path(prelude.__file__).read_text("utf-8"))
    made_elsewhere = ("sim.compiled.compiler", "sim.compiled.record")
    tree.body = [
        node for node in tree.body if not isinstance(node, ast.ImportFrom) or node.module not in made_elsewhere
    ]
    here: dict[str, Any] = {
        "compile_function": lambda function: function,
        "compile_step": lambda *_: lambda function: function,
        "as_float": lambda bits: np.int64(bits).view(np.float64),
        "as_bits": lambda value: np.float64(value).view(np.int64),
        "on_stack": lambda: np.empty(64),
        "NUMBERS": None,
    }
    exec(compile(tree, prelude.__file__, "exec"), here)
    return here


def kernel(translation: Translation, step: Step, here: dict[str, Any]) -> Callable[..., Mapping[str, Array]]:
    """Return what computes the columns of a translated step in a world."""
    text = "\n\n".join((*translation.functions.values(), step.text(lambda name: "f")))
    exec(text, here)

    def run(world: World, parameters: Any = None) -> Mapping[str, Array]:
        given = world.arguments(translation.decisions)
        if parameters is not None:
            given["parameters"] = parameters
        made = np.empty((len(step.writes), given[step.own].size))
        here[step.title](*(given[name] for name in step.arguments), *made)
        return dict(zip(step.writes, made, strict=True))

    return run


def run_agents(world: World, kind: str, name: str, writes: Sequence[str]) -> Mapping[str, Array]:
    """Return what the agents themselves decide."""
    decided = [getattr(agent, name)() for agent in getattr(Everybody(world), kind)]
    return {column: np.array([each[column] for each in decided], dtype=np.float64) for column in writes}

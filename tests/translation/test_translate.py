"""What is translated computes the bits of the methods it was made from, and what cannot be translated is refused."""

from __future__ import annotations

import inspect
from typing import Any

import numba
import numpy as np
import pytest

from sim.agents.everybody import KINDS as REAL_KINDS
from sim.agents.household import Household
from sim.agents.row import NOTHING, Number, RowAgent, Writes, mean, total
from sim.compiled import prelude
from sim.compiled.record import as_record
from sim.translation import remake
from sim.translation.values import Untranslatable
from tests.translation.flats import (
    KINDS,
    Flat,
    World,
    kernel,
    plain_namespace,
    run_agents,
    translated,
)

WRITES = {"flats": ("stake", "trust"), "towns": ("wealth",)}
WORLDS = [World(seed) for seed in range(12)]


def steps_of(cls: type[RowAgent]) -> list[str]:
    return [
        name for name, found in vars(cls).items() if getattr(found, "__annotations__", {}).get("return") == "Writes"
    ]


STEPS = [(kind, name) for kind, cls in KINDS.items() for name in steps_of(cls)]


def test_the_compiled_steps_are_made_from_the_agents_and_rules_as_they_are() -> None:
    up_to_date = remake.translated() == remake.MADE.read_text("utf-8")
    assert up_to_date, "agents or rules have changed: run `make step`"


@pytest.mark.parametrize(("kind", "name"), STEPS)
def test_a_translated_step_gives_the_bits_of_its_method(kind: str, name: str) -> None:
    run, seen = kernel(*translated(kind, name, WRITES[kind]), plain_namespace()), set()
    for world in WORLDS:
        expected = run_agents(world, kind, name, WRITES[kind])
        with np.errstate(over="ignore"):  # keys of luck are counted round a word
            made = run(world)
        for column in WRITES[kind]:
            assert made[column].tobytes() == expected[column].tobytes(), (column, made[column], expected[column])
            seen |= set(expected[column].tolist())
    assert len(seen) > 1, "a step that always gives the same shows nothing"


@pytest.mark.slow
def test_a_compiled_step_gives_the_bits_of_its_method() -> None:
    compiled = numba.njit(error_model="numpy")
    for kind, name in STEPS:
        here = vars(prelude) | {"compile_function": compiled, "compile_step": lambda *_: compiled}
        run = kernel(*translated(kind, name, WRITES[kind]), here)
        for world in WORLDS:
            expected, made = run_agents(world, kind, name, WRITES[kind]), run(world, as_record(world.parameters))
            assert {column: each.tobytes() for column, each in made.items()} == {
                column: each.tobytes() for column, each in expected.items()
            }, name


def test_a_rule_is_translated_once_for_all_steps_that_call_it() -> None:
    translation, _ = translated("flats", "takes_two_results", WRITES["flats"])
    assert list(translation.functions) == ["flats__parted"]
    assert translation.functions["flats__parted"].count("def ") == 1


def test_sums_over_the_same_others_share_a_loop() -> None:
    _, step = translated("flats", "sums_over_ties", WRITES["flats"])
    assert step.text(lambda name: "f").count(" in range(networks_ties_first") == 1


def test_a_method_that_a_subclass_overrides_is_the_one_translated() -> None:
    class Stubborn(Flat):
        def returns_early(self) -> Writes:
            return {"stake": NOTHING, "trust": self.trust}

    _, step = translated("flats", "returns_early", WRITES["flats"], {**KINDS, "flats": Stubborn})
    assert "new_trust[i] = flats_trust[i]" in step.text(lambda name: "f")
    assert step.arguments == ("flats_town", "flats_trust")


# ---- what is refused


def halved(value: Number) -> Number:
    while value > 2.0:
        value = value / 2.0
    return value


class Wrong(Flat):
    """Says what has no translation, each time in the line marked so."""

    def misspells_a_column(self) -> Writes:
        return {"stake": self.stakes, "trust": NOTHING}  # wrong

    def misspells_a_property(self) -> Writes:
        return {"stake": NOTHING, "trust": self.home.mean_trusts}  # wrong

    def misspells_a_method(self) -> Writes:
        return {"stake": self.urge(1.0), "trust": NOTHING}  # type: ignore[operator]  # wrong

    def misspells_a_local(self) -> Writes:
        neighbour = self.stake
        return {"stake": neighbor, "trust": neighbour}  # type: ignore[name-defined]  # noqa: F821  # wrong

    def misspells_a_rule(self) -> Writes:
        return {"stake": halve(self.stake), "trust": NOTHING}  # type: ignore[name-defined]  # noqa: F821  # wrong

    def misspells_an_argument(self) -> Writes:
        return {"stake": self.urged(scales=2.0), "trust": NOTHING}  # type: ignore[call-arg]  # wrong

    def misspells_a_term(self) -> Writes:
        return {"stake": self.term("rents"), "trust": NOTHING}  # wrong

    def asks_for_a_term_of_others(self) -> Writes:
        return {"stake": self.term("tax"), "trust": NOTHING}  # wrong

    def misspells_the_column_of_a_tie(self) -> Writes:
        where = self.named_by("towm", self.everybody.towns)  # wrong
        return {"stake": where.wealth, "trust": NOTHING}

    def misspells_a_kind(self) -> Writes:
        where = self.named_by("town", self.everybody.tons)  # wrong
        return {"stake": where.wealth, "trust": NOTHING}

    def loops(self) -> Writes:
        value = self.stake
        while value > 0.1:  # wrong
            value = value / 2.0
        return {"stake": value, "trust": NOTHING}

    def loops_over_others(self) -> Writes:
        value = self.stake
        for other, strength in self.neighbours:  # wrong
            value = value + other.stake * strength
        return {"stake": value, "trust": NOTHING}

    def tries(self) -> Writes:
        try:  # wrong
            return {"stake": 1.0 / self.stake, "trust": NOTHING}
        except ZeroDivisionError:
            return {"stake": NOTHING, "trust": NOTHING}

    def has_a_lambda(self) -> Writes:
        value = (lambda x: x)(self.stake)  # wrong
        return {"stake": value, "trust": NOTHING}

    def sets_a_column(self) -> Writes:
        self.stake = self.trust  # wrong
        return {"stake": NOTHING, "trust": NOTHING}

    def takes_a_power(self) -> Writes:
        return {"stake": self.stake**2, "trust": NOTHING}  # wrong

    def takes_an_exponential_of_numpy(self) -> Writes:
        return {"stake": np.exp(self.stake), "trust": NOTHING}  # wrong

    def compares_twice(self) -> Writes:
        return {"stake": 1.0 if 0.0 < self.stake < 1.0 else 0.0, "trust": NOTHING}  # wrong

    def calls_a_rule_with_a_loop(self) -> Writes:
        return {"stake": halved(self.stake), "trust": NOTHING}

    def leaves_out_a_column(self) -> Writes:
        return {"stake": self.stake}  # wrong

    def writes_a_column_that_is_not_declared(self) -> Writes:
        return {"stake": self.stake, "trusts": self.trust}  # wrong

    def returns_a_number(self) -> Any:
        return self.stake  # wrong

    def returns_no_number(self) -> Any:
        return {"stake": self.home, "trust": NOTHING}  # wrong

    def returns_on_one_path_only(self) -> Any:  # wrong  # noqa: RET503
        if self.stake > 0.5:
            return {"stake": NOTHING, "trust": NOTHING}

    def reads_what_one_branch_sets(self) -> Writes:
        if self.stake > 0.5:
            chosen = self.trust
        return {"stake": chosen, "trust": NOTHING}  # wrong

    def chooses_an_agent_by_branch(self) -> Writes:
        town: Any = self.home
        if self.stake > 0.5:
            town = self.everybody
        return {"stake": town.wealth, "trust": NOTHING}  # wrong

    def changes_what_is_still_used(self) -> Writes:
        value = self.stake
        kept = {"trust": value}
        if self.trust > 0.5:
            value = NOTHING  # wrong
        return {"stake": value, **kept}

    def uses_a_sum_in_a_sum(self) -> Writes:
        return {"stake": self.scaled(total(other.stake for other, _ in self.neighbours)), "trust": NOTHING}

    def scaled(self, by: Number) -> Number:
        return total(by * other.trust for other, _ in self.neighbours)  # wrong

    def means_without_weights(self) -> Writes:
        middle = mean(other.stake for other, _ in self.neighbours)  # type: ignore[misc]  # wrong
        return {"stake": middle, "trust": NOTHING}

    def forgets_the_strength(self) -> Writes:
        sum_of = total(other.stake for other in self.neighbours)  # type: ignore[attr-defined]  # wrong
        return {"stake": sum_of, "trust": NOTHING}

    def takes_the_rest_of_names(self) -> Writes:
        one, *_ = self.both()  # wrong
        return {"stake": one, "trust": NOTHING}

    def takes_too_few_names(self) -> Writes:
        (one,) = self.both()  # type: ignore[misc]  # wrong
        return {"stake": one, "trust": NOTHING}

    def takes_strengths_that_are_not_there(self) -> Writes:
        sum_of = total(strength for _, strength in self.home.flats)  # wrong
        return {"stake": sum_of, "trust": NOTHING}

    def takes_the_first_of_a_choice(self) -> Writes:
        old = [flat for flat in self.home.flats if flat.age > 0.5]
        return {"stake": old[0].trust, "trust": NOTHING}  # wrong

    def changes_what_a_pair_still_uses(self) -> Writes:
        value = self.stake
        kept = (value, value)
        if self.trust > 0.5:
            value = NOTHING  # wrong
        return {"stake": value, "trust": kept[0]}

    def changes_what_a_choice_still_uses(self) -> Writes:
        value = self.stake
        old = [flat for flat in self.home.flats if flat.age > value]
        if self.trust > 0.5:
            value = NOTHING  # wrong
        return {"stake": value, "trust": total(flat.trust for flat in old)}


REFUSED = {
    "misspells_a_column": "Wrong has no column, tie or property `stakes`, did you mean `stake`?",
    "misspells_a_property": "Town has no column, tie or property `mean_trusts`, did you mean `mean_trust`?",
    "misspells_a_method": "Wrong has no method `urge`, did you mean `urged`?",
    "misspells_a_local": "no name `neighbor` here, did you mean `neighbour`?",
    "misspells_a_rule": "cannot call `halve`: neither a rule nor a sum, did you mean `halved`?",
    "misspells_an_argument": "`urged` takes (urge, scale), not (scales, urge, scale), did you mean `scale`?",
    "misspells_a_term": "flats have no term `rents`, did you mean `rent`?",
    "asks_for_a_term_of_others": "flats have no term `tax`: towns have it",
    "misspells_the_column_of_a_tie": "flats have no column `towm`, did you mean `town`?",
    "misspells_a_kind": "there are no agents called `tons`, did you mean `towns`?",
    "loops": "cannot translate `while value > 0.1:`; allowed are assignments to names, `if`, and `return` with a value",
    "loops_over_others": "cannot translate `for other, strength in self.neighbours:`; allowed are",
    "tries": "cannot translate `try:`; allowed are",
    "has_a_lambda": "cannot call `lambda x: x`: neither a rule nor a method of an agent",
    "sets_a_column": "only names can be assigned",
    "takes_a_power": "cannot translate `self.stake ** 2`; of arithmetic there are + - * / %",
    "takes_an_exponential_of_numpy": "`np.exp` has no translation; of numpy there are asarray, float64, floor,",
    "compares_twice": "one comparison at a time, joined by `and`",
    "calls_a_rule_with_a_loop": "cannot translate `while value > 2.0:`",
    "leaves_out_a_column": "`leaves_out_a_column` declares that it writes `trust`, and does not return it",
    "writes_a_column_that_is_not_declared": "does not declare that it writes `trusts`, did you mean `trust`?",
    "returns_a_number": "a step returns what it writes by name",
    "returns_no_number": "is no number",
    "returns_on_one_path_only": "`returns_on_one_path_only` must return something on every path",
    "reads_what_one_branch_sets": "`chosen` may not be set here",
    "chooses_an_agent_by_branch": "`town` may not be set here",
    "changes_what_is_still_used": "`value` is set again while `kept` still uses it",
    "uses_a_sum_in_a_sum": "this sum uses a sum over the same others: give that one a name before",
    "means_without_weights": "a mean needs pairs of value and weight",
    "forgets_the_strength": "going through these others takes two names, the other and the strength of the tie",
    "takes_the_rest_of_names": "only names can be assigned",
    "takes_too_few_names": "cannot give 2 values to `(one,)`",
    "takes_strengths_that_are_not_there": "going through these others takes one name",
    "takes_the_first_of_a_choice": "only the first of others, `[0]`, and entries of what is known can be taken",
    "changes_what_a_pair_still_uses": "`value` is set again while `kept` still uses it",
    "changes_what_a_choice_still_uses": "`value` is set again while `old` still uses it",
}
"""What is wrong -> what is said of it."""
MARKED_ELSEWHERE = {"calls_a_rule_with_a_loop": (halved, "while"), "uses_a_sum_in_a_sum": (Wrong.scaled, "# wrong")}
"""Where the wrong line stands if not in the step itself."""


def test_every_wrong_step_is_looked_at() -> None:
    helpers = {"scaled"}
    assert {name for name in vars(Wrong) if not name.startswith("_")} - helpers == set(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_translation_is_refused_with_file_and_line(name: str) -> None:
    function, mark = MARKED_ELSEWHERE.get(name, (getattr(Wrong, name), "# wrong"))
    lines, first = inspect.getsourcelines(function)
    (line,) = (place for place, text in enumerate(lines, first) if mark in text)
    with pytest.raises(Untranslatable) as refusal:
        translated("flats", name, WRITES["flats"], {**KINDS, "flats": Wrong})
    said = str(refusal.value)
    assert said.startswith(f"{__file__}:{line}: ")
    assert REFUSED[name] in said


def test_a_step_without_a_method_is_refused() -> None:
    with pytest.raises(Untranslatable, match=r"flats\.py: Town has no method `count`, did you mean `counts`\?"):
        translated("towns", "count", WRITES["towns"])


def test_a_slip_in_a_subclass_of_a_shipped_agent_is_refused_by_its_name() -> None:
    class Neighbourly(Household):
        def migrate(self) -> Writes:
            return {"away": self.stakes, "elsewhere": self.elsewhere}

    classes = {kind.kind_name: kind for kind in REAL_KINDS} | {"households": Neighbourly}
    with pytest.raises(
        Untranslatable, match=r"Neighbourly has no column, tie or property `stakes`, did you mean `stake`\?"
    ):
        translated("households", "migrate", ("away", "elsewhere"), classes)

"""Every declared number: what it means, how far it may go, what it rests on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest

from sim.evidence.claims import claims, derived, honesty
from sim.networks.settings import NetworkSettings, NetworkTargets
from sim.policies.catalogue import POLICIES
from sim.policies.terms import TERMS
from sim.quantity import Quantity, declared, declared_word, quantities
from sim.rules.parameters import OFF, Parameters, amended, without
from sim.scenario import Region, Runs


def records() -> Iterator[type[Any]]:
    """Yield every record whose fields are declared numbers."""
    yield from (Region, Runs, NetworkSettings, NetworkTargets)
    yield from get_type_hints(Parameters).values()
    for kind in POLICIES:
        yield kind
        for field in dataclasses.fields(kind):
            parts = field.default
            if isinstance(parts, tuple) and parts and dataclasses.is_dataclass(parts[0]):
                yield type(parts[0])


def numbers() -> dict[str, Quantity]:
    declared = {f"{record.__name__}.{name}": q for record in records() for name, q in quantities(record)}
    return declared | {f"terms.{name}": term.quantity for name, term in TERMS.items()}


NUMBERS = numbers()


def test_no_number_of_a_record_is_undeclared() -> None:
    for record in records():
        for field in dataclasses.fields(record):
            assert "quantity" in field.metadata or isinstance(field.default, tuple), f"{record.__name__}.{field.name}"


def test_a_number_says_what_it_means_and_in_which_unit() -> None:
    assert [path for path, q in NUMBERS.items() if len(q.meaning) <= 8 or not q.unit] == []


def test_a_number_rests_on_a_claim_that_exists_or_on_a_reason() -> None:
    for path, q in NUMBERS.items():
        assert q.evidence or (q.assumed and len(q.assumed) > 5), path
        assert q.evidence is None or q.evidence in claims() or q.evidence in derived(), path
        assert honesty(q) in {"measured", "estimated", "assumed"}


def test_a_default_lies_inside_a_range_that_is_one() -> None:
    for path, q in NUMBERS.items():
        if q.options:
            assert q.default in q.options, path
            assert len(set(q.options)) == len(q.options) > 1, path
        else:
            assert not isinstance(q.default, str | bool), path
            assert q.low < q.high, path
            assert q.low <= q.default <= q.high, path


def test_a_whole_number_has_a_whole_range() -> None:
    whole = {path: q for path, q in NUMBERS.items() if isinstance(q.default, int)}
    assert [path for path, q in whole.items() if (q.low, q.high) != (int(q.low), int(q.high))] == []


def test_a_number_without_a_source_or_outside_its_range_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="evidence id or a reason"):
        declared(1.0, "1", 0.0, 2.0, "Pull of nothing")
    for default in (-0.1, 2.1):
        with pytest.raises(ValueError, match="outside"):
            declared(default, "1", 0.0, 2.0, "Pull of nothing", assumed="a reason")
    with pytest.raises(ValueError, match="not one of"):
        declared_word("c", ("a", "b"), "Which", assumed="a reason")


def test_a_number_may_stand_at_either_end_of_its_range() -> None:
    for default in (0.0, 2.0):
        field = declared(default, "1", 0.0, 2.0, "Pull of nothing", assumed="a reason")
        assert field.metadata["quantity"].default == default


@pytest.mark.parametrize("mechanism", OFF)
def test_switching_a_mechanism_off_changes_its_own_numbers_and_no_others(mechanism: str) -> None:
    usual, off = (dataclasses.asdict(p) for p in (Parameters(), without(Parameters(), [mechanism])))
    changed = {f"{group}.{name}" for group in usual for name in usual[group] if usual[group][name] != off[group][name]}
    assert changed == set(OFF[mechanism])
    assert all(off[group][name] == value for (group, name), value in _paths(mechanism))


def _paths(mechanism: str) -> Iterator[tuple[tuple[str, str], float]]:
    for path, value in OFF[mechanism].items():
        group, _, name = path.partition(".")
        yield (group, name), value


def test_a_parameter_or_mechanism_nobody_knows_is_refused() -> None:
    for path in ("trust.charm", "charm.trust", "trust", ""):
        with pytest.raises(KeyError):
            amended(Parameters(), {path: 1.0})
    with pytest.raises(KeyError):
        without(Parameters(), ["gravity"])

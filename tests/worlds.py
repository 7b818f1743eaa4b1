"""Small lively worlds that tests share.

A dead world proves nothing: in these, within a few years, villages start, vote, stall, are declared, found out and
consolidated; households come, speak, contest, are settled, go to court. :func:`brisk` shortens the calendar of any
strategy so that all of it happens within five years.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

import numpy.typing as npt

from sim.compiled import engine
from sim.month import advance
from sim.phases.step import Step, Writes
from sim.policies.catalogue import POLICIES
from sim.policies.policy import Policy, Seen
from sim.policies.terms import Terms
from sim.quantity import quantities
from sim.rules.parameters import Parameters, amended
from sim.scenario import Clock, Region, Scenario
from sim.world import KINDS, Kind, World, found_world

State = dict[tuple[Kind, str], npt.NDArray[Any]]


def scenario(
    name: str = "test",
    *,
    regions: Mapping[str, Region] | None = None,
    numbers: Mapping[str, float] | None = None,
    terms: Mapping[str, float | str] | None = None,
    off: Sequence[str] = (),
    months: int = 60,
) -> Scenario:
    """Return a scenario of two small unlike regions, or of those given."""
    return Scenario(
        name=name,
        title={"en": name, "zh": name},
        clock=Clock(months=months),
        regions=REGIONS if regions is None else regions,
        parameters=amended(Parameters(), numbers or {}),
        terms=terms or {},
        off=tuple(off),
    )


REGIONS = {
    "east": Region(villages_per_county=6, households_per_village=14, weight=30.0, income=32000.0, assets=4e7),
    "west": Region(
        counties=2, villages_per_county=5, households_per_village=12, weight=45.0, unclear=0.35, away=0.4, skill=0.5
    ),
}
ONE_COUNTY = {"centre": Region(villages_per_county=6, households_per_village=16, weight=25.0, unclear=0.3)}
EVERYTHING: Mapping[str, float | str] = {
    "benefit": 0.4, "voice": 0.3, "invite": 0.05, "publicity": 0.04, "online": 0.6, "usability": 0.4,
    "transparency": 0.6, "quorum": 0.55, "approval": 0.75, "veto": 1.0, "compensation": 0.7, "title_work": 0.3,
    "share_rule": "static", "offer_mode": "trickle", "township_pool": 0.8, "mediators": 0.3, "mediation_skill": 1.1,
    "appraisal": 0.9, "sanction": 1.4, "detection": 0.35, "evaluation": 0.6, "exchange": 1.5, "aftercare": 0.6,
    "survey": 0.2, "outside_staff": 0.8, "hire_pace": 0.8, "pay": 0.2, "training": 0.1, "part_time_cap": 0.25,
    "duties": 1.1, "secondees": 0.5, "volunteers": 0.6, "running_money": 0.1, "facility_money": 0.002,
    "build_pace": 0.02, "maintenance": 0.5, "allocation": "need", "reform_work": 0.1, "market_access": 0.6,
    "reinvest": 0.2, "community_support": 0.15, "debt_share": 0.3, "debt_subsidy": 2000.0, "platform": 0.5,
    "group_support": 0.5, "retained": 0.4, "mentoring": 0.7, "registration_speed": 2.0, "legacy_cases": 0.5,
    "infrastructure_share": 0.6, "purchased_services": 2000.0, "community_rent": 3000.0, "opening": 0.4, "centre": 0.5,
}  # fmt: skip
"""Every term at a value that is not the table's."""

WORLDS: Mapping[str, Scenario] = {
    "plain": scenario("plain", numbers={"work.mean": 35.0}),
    "everything": scenario("everything", terms=EVERYTHING, numbers={"work.mean": 35.0}),
    "hurried": scenario(
        "hurried",
        regions=ONE_COUNTY | {"far": dataclasses.replace(REGIONS["west"], groups=3)},
        numbers={
            "work.mean": 40.0,
            "hiding.propensity": 3.0,
            "disputes.base": -3.9,
            "cases.tolerance": 0.1,
            "staffing.turnover": 0.03,
            "staffing.decay": 0.01,
        },
        terms={
            "sanction": 2.0,
            "appraisal": 1.0,
            "share_rule": "dynamic",
            "allocation": "concentrated",
            "veto": 1.0,
            "maintenance": 0.0,
            "build_pace": 0.0,
            "hire_pace": 0.2,
        },
    ),
}
"""Three fixed lively worlds."""


def brisk(kind: type[Any]) -> Policy:
    """Return a strategy with a third of its usual spans and half of its dates, so that five years show all of it."""
    return cast(Policy, _brisk(kind()))


def _brisk(record: Any) -> Any:
    changes: dict[str, Any] = {}
    for name, q in quantities(type(record)):
        if q.unit in {"months", "villages/county"}:
            changes[name] = int(max(q.low, getattr(record, name) // 3))
        elif q.unit == "date":
            changes[name] = int(max(q.low, getattr(record, name) // 2))
        elif q.unit == "1/month":
            changes[name] = min(q.high, 6.0 * getattr(record, name))
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            changes[field.name] = tuple(_brisk(one) for one in value)
    return dataclasses.replace(record, **changes)


STRATEGIES: Mapping[str, Policy] = {kind.name: brisk(kind) for kind in POLICIES}


@dataclass(frozen=True)
class Withdrawal:
    """Takes money and visits away from everybody from a month on, so that converted places fall back."""

    month: int
    name: ClassVar[str] = "withdrawal"

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        if month < self.month:
            return terms
        return terms.add("running_money", -0.5).add("invite", -0.3).multiply("maintenance", 0.0)


def live(where: Scenario, policies: Sequence[Policy], months: int, *, seed: int = 1, replicate: int = 0) -> World:
    """Found a world and live through some months."""
    world = found_world(where, seed, replicate)
    for _ in range(months):
        advance(world, policies)
    return world


def stepping(world: World, look: Callable[[Step, Writes], None]) -> Callable[[Step], Writes]:
    """Return a way to decide that shows each step and what it is about to write to somebody."""

    def decide(step: Step) -> Writes:
        writes = engine.decide(world, step)
        look(step, writes)
        return writes

    return decide


def state(world: World) -> State:
    """Return a copy of all columns."""
    return {(kind, name): values.copy() for kind in KINDS for name, values in world.columns(kind).rows().items()}


def differing(one: State, other: State) -> list[tuple[Kind, str]]:
    """Return the columns that differ in any bit."""
    assert one.keys() == other.keys()
    return [key for key in one if one[key].tobytes() != other[key].tobytes()]


def digest(world: World) -> str:
    """Return a digest of every bit of state."""
    whole = hashlib.blake2b(digest_size=16)
    for (kind, name), values in state(world).items():
        whole.update(f"{kind}.{name}".encode() + values.tobytes())
    return whole.hexdigest()

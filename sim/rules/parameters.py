"""All numbers of the mechanisms, and what switching a mechanism off means.

``without: [learning]`` in a scenario replaces the numbers named in :data:`OFF`; no rule knows that it can be off.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.rules.attendance import Attendance
from sim.rules.cases import Cases, Hiding
from sim.rules.cooperative import Economy
from sim.rules.declaration import Declaration
from sim.rules.disputes import Contagion, Disputes
from sim.rules.effort import Effort
from sim.rules.fairness import Fairness
from sim.rules.groups import Groups
from sim.rules.handover import Handover
from sim.rules.migration import Migration
from sim.rules.money import Money
from sim.rules.pressure import Pressure
from sim.rules.satisfaction import Expectation, Grievance, Satisfaction
from sim.rules.services import Services
from sim.rules.staffing import Staffing
from sim.rules.support import Support
from sim.rules.trust import Trust
from sim.rules.vote import Vote
from sim.rules.work import Coordination, Learning, Work


@dataclass(frozen=True, slots=True)
class Parameters:
    """The numbers of every mechanism; a path such as ``attendance.intercept`` names one."""

    attendance: Attendance = field(default_factory=Attendance)
    fairness: Fairness = field(default_factory=Fairness)
    trust: Trust = field(default_factory=Trust)
    support: Support = field(default_factory=Support)
    vote: Vote = field(default_factory=Vote)
    disputes: Disputes = field(default_factory=Disputes)
    contagion: Contagion = field(default_factory=Contagion)
    cases: Cases = field(default_factory=Cases)
    hiding: Hiding = field(default_factory=Hiding)
    pressure: Pressure = field(default_factory=Pressure)
    effort: Effort = field(default_factory=Effort)
    declaration: Declaration = field(default_factory=Declaration)
    work: Work = field(default_factory=Work)
    coordination: Coordination = field(default_factory=Coordination)
    learning: Learning = field(default_factory=Learning)
    staffing: Staffing = field(default_factory=Staffing)
    services: Services = field(default_factory=Services)
    expectation: Expectation = field(default_factory=Expectation)
    grievance: Grievance = field(default_factory=Grievance)
    satisfaction: Satisfaction = field(default_factory=Satisfaction)
    economy: Economy = field(default_factory=Economy)
    groups: Groups = field(default_factory=Groups)
    handover: Handover = field(default_factory=Handover)
    migration: Migration = field(default_factory=Migration)
    money: Money = field(default_factory=Money)


OFF: Mapping[str, Mapping[str, float]] = {
    "attendance": {"attendance.choice": 0.0},
    "peer_influence": {"attendance.peers": 0.0, "trust.neighbours": 0.0, "support.own": 1.0},
    "fairness": {"fairness.rate": 0.0},
    "trust": {"trust.neighbours": 0.0, "trust.anchor": 0.0, "trust.gain": 0.0, "trust.loss": 0.0},
    "support": {"support.rate": 0.0},
    "demonstration": {"support.hearsay": 0.0},
    "vote": {"vote.required": 0.0},
    "early_vote": {"vote.early": 9.0},
    "disputes": {"disputes.base": -60.0},
    "contagion": {"contagion.hazard": 0.0},
    "mediation": {"cases.best": 0.0},
    "escalation": {"cases.escalation": 0.0},
    "hiding": {"hiding.propensity": 0.0},
    "pressure": {"pressure.strength": 0.0},
    "effort": {"effort.focus": 0.0},
    "early_declaration": {"declaration.early": 0.0},
    "coordination_loss": {"coordination.loss": 0.0},
    "learning": {"learning.exponent": 0.0},
    "county_coupling": {"learning.across": 0.0},
    "turnover": {"staffing.turnover": 0.0},
    "wear": {"staffing.decay": 0.0},
    "services": {"services.adjusts": 0.0},
    "expectation": {"expectation.rate": 0.0},
    "grievance": {"grievance.rate": 0.0},
    "satisfaction": {"satisfaction.rate": 0.0},
    "economy": {"economy.base_return": 0.0, "economy.premium": 0.0, "economy.interest": 0.0},
    "handover": {"handover.happens": 0.0},
    "old_address": {"handover.old_address": 0.0},
    "merging": {"handover.merged_knowledge": 1.0},
    "separation": {"handover.separated": 0.0},
    "migration": {"migration.back": 0.0},
    "registration": {"migration.registration": 1e12},
    "group_life": {"groups.meetings": 0.0, "groups.cases": 0.0, "groups.backing": 0.0, "groups.fading": 0.0},
}
"""Mechanism -> the numbers that hold when it is switched off."""


def amended(parameters: Parameters, values: Mapping[str, float]) -> Parameters:
    """Return the parameters with some numbers replaced, each named by its path.

    Raises
    ------
    KeyError
        If a path names no number.

    >>> amended(Parameters(), {"trust.gain": 0.04}).trust.gain
    0.04
    """
    for path, value in values.items():
        group, _, name = path.partition(".")
        record: Any = getattr(parameters, group, None)
        if record is None or name not in {f.name for f in dataclasses.fields(record)}:
            raise KeyError(path)
        parameters = dataclasses.replace(parameters, **{group: dataclasses.replace(record, **{name: value})})
    return parameters


def without(parameters: Parameters, mechanisms: Iterable[str]) -> Parameters:
    """Return the parameters with the named mechanisms switched off.

    Raises
    ------
    KeyError
        If a mechanism is unknown.

    >>> without(Parameters(), ["learning"]).learning.exponent
    0.0
    """
    for mechanism in mechanisms:
        parameters = amended(parameters, OFF[mechanism])
    return parameters

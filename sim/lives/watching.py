"""Watch one household through a run: look at it before every step, and change nothing.

The run is that of the columns. Beside it stands the household as an agent, whose decisions agree with the columns bit
for bit: before each step it is asked what it weighs, by the methods that are the readable specification of the model.
Luck is keyed, so that looking at it does not use it up.
"""

from __future__ import annotations

from contextlib import closing

import numpy as np

from sim.agents.household import Household
from sim.agents.row import Number
from sim.arrays import Rows, ratio
from sim.columns.households import Households
from sim.columns.villages import Villages
from sim.compiled import engine
from sim.lives.events import events_of
from sim.lives.feelings import FEELINGS, Feelings
from sim.lives.parts import QUESTIONS, Inputs, Sum
from sim.lives.record import Cadre, Decision, Event, Influence, Life, Month
from sim.model import WorldModel
from sim.month import advance
from sim.networks.settings import LAYERS
from sim.phases.step import Step, Writes
from sim.policies.terms import TERMS
from sim.reading import Case
from sim.rules.attendance import attends, reached, speaks
from sim.rules.cases import LAWSUIT, NONE, OPEN, answered
from sim.world import World, found_world


def watch(case: Case, household: int, seed: int | None = None, replicate: int = 0) -> Life:
    """Return the life of one household in one run of a case.

    Parameters
    ----------
    household
        Row of the household, from 0.
    seed
        Luck of the run; the scenario's own when not given.
    replicate
        Number of the replication, from 0.

    Raises
    ------
    IndexError
        If there is no household of that number.
    """
    scenario = case.scenario
    seed = scenario.runs.seed if seed is None else seed
    world = found_world(scenario, seed, replicate)
    if not 0 <= household < len(world.households):
        raise IndexError(f"no household {household}: there are {len(world.households)}, numbered from 0")
    with closing(WorldModel(world)) as model:
        watcher = Watcher(world, model.everybody.households[household])
        for _ in range(scenario.clock.last):
            advance(world, case.policies, watcher.decide)
            watcher.end_month()
    return Life(
        case=case,
        household=household,
        number=len(world.households),
        seed=seed,
        replicate=replicate,
        labels=tuple(scenario.clock.label(month) for month in range(scenario.clock.last + 1)),
        months=tuple(watcher.months),
        usual=watcher.usual,
        decisions=tuple(watcher.decisions),
        events=tuple(watcher.events),
        influences=watcher.influences | {world.month: watcher.influence()},
    )


class Watcher:
    """Looks at one household before every step of a run.

    Attributes
    ----------
    told
        Support of each neighbour when the household last listened.
    """

    def __init__(self, world: World, me: Household) -> None:
        self.world, self.me = world, me
        self.feelings = Feelings(me)
        self.layers = _layers(world, me)
        self.told: Rows = np.zeros(len(me.neighbours))
        self.asked: dict[str, dict[str, float]] = {}
        self.decisions: list[Decision] = []
        self.events: list[Event] = []
        self.influences: dict[int, tuple[Influence, ...]] = {}
        home = np.flatnonzero(world.households.village == me.village.row)
        self.usual = {name: float(np.mean(rows[home])) for name, rows in world.households.rows().items()}
        self.months = [self._now()]

    def decide(self, step: Step) -> Writes:
        """Look, then let the step decide as it always does."""
        if step.kind == "households" and hasattr(self, step.name):
            getattr(self, step.name)()
        return engine.decide(self.world, step)

    def end_month(self) -> None:
        """Note how things stand at the end of a month, and what has happened in it."""
        self.months.append(self._now())
        self.events += events_of(self.me, self.world.month, self.months[-2], self.months[-1])
        self.asked = {}

    # ---- before each step of the household

    def listen(self) -> None:
        """Before it listens: what its neighbours think."""
        self.told = np.array([other.support for other, _ in self.me.neighbours])

    def attend(self) -> None:
        """Before a meeting: does it hear of it, come, speak?"""
        if self.me.village.meeting > 0.5 and self._comes("hear", "come", 0.0):
            inputs = {"voice": self.me.village.term("voice"), "trust": self.me.trust}
            chance = speaks(self.me.parameters.attendance, **inputs)
            self._draw("speak", chance, "speak", self._parts("speak", inputs, "active"))

    def respond(self) -> None:
        """Before the offer or the disputes next door: does it open a case, and is the case hidden?"""
        me = self.me
        comes, free = me.gets_offer, me.case == NONE
        self._ask("offered", {"progress": ratio(me.village.done_rights, me.village.need_rights)})
        opens = False
        if comes and free:
            parts = self._parts("contest", me.reasons_to_contest(), "case")
            opens = self._draw("contest", me.chance_to_contest, "dispute", parts)
        elif free and me.chance_to_follow > 0.0:
            parts = self._parts("follow", me.reasons_to_follow(), "case")
            opens = self._draw("follow", me.chance_to_follow, "dispute", parts)
        if opens:
            cadre = me.village.in_charge
            self._draw("hide", cadre.hides, "hide", self._parts("hide", cadre.reasons_to_hide(), "hidden"))

    def pursue(self) -> None:
        """Before its case moves: settled, escalated, answered?"""
        me, p = self.me, self.me.parameters.cases
        if me.case == OPEN:
            self._ask("case", {"settling": me.chance_of_settlement, "escalating": me.chance_to_escalate})
            settled = self._draw("settle", me.chance_of_settlement, "settle")
            if not settled and me.chance_to_escalate > 0.0:
                parts = self._parts("escalate", me.reasons_to_escalate(), "case")
                self._draw("escalate", me.chance_to_escalate, "escalate", parts)
        elif me.is_unsettled:
            self._draw("answer", answered(p, me.case == LAWSUIT), "escalate")

    def feel(self) -> None:
        """Before it feels the month."""
        me = self.me
        self._ask("support", {**me.grounds_of_view(), "peers": me.peers_support})
        self._ask("trust", {**me.grounds_of_trust(), **me.experiences()})
        self._ask("fairness", me.grounds_of_fairness())
        self._ask("grievance", me.grounds_of_grievance())
        self._ask("satisfaction", me.grounds_of_judgement())
        self.feelings.feel(self.told)

    def vote(self) -> None:
        """Before the vote: does it turn out, and is it for the plan?"""
        me, p = self.me, self.me.parameters.vote
        if me.village.vote_open < 0.5:
            return
        if not me.has_ballot:
            self.events.append(Event(self.world.month, "no_ballot_away", {}))
            return
        came_lately = me.month - me.last_attended <= p.memory
        if came_lately or self._comes("turn_out_hear", "turn_out", p.mobilisation):
            self._ask("ballot", {"support": me.support})
            self._draw("vote", me.support, "vote", self.feelings.account("support"))
            self.influences[self.world.month] = self.influence()

    def migrate(self) -> None:
        """Before it comes home: how good services are."""
        self._ask("away", {"service": self.me.village.service})

    # ---- what is noted

    def influence(self) -> tuple[Influence, ...]:
        """Return what every neighbour has done to the household's support, the strongest first."""
        found = [
            Influence(other.row, layers, float(strength), float(support), float(amount))
            for (other, strength), layers, support, amount in zip(
                self.me.neighbours, self.layers, self.told, self.feelings.neighbours, strict=True
            )
        ]
        return tuple(sorted(found, key=lambda each: (-abs(each.amount), each.household)))

    def _comes(self, hears: str, comes: str, urge: float) -> bool:
        me, p = self.me, self.me.parameters.attendance
        ways, reasons = me.ways_to_reach(), me.reasons_to_come(urge)
        heard = self._draw(hears, reached(p, **ways), "reached", self._parts("hear", ways, "attended"))
        parts = self._parts("come", reasons, "attended")
        return heard and self._draw(comes, attends(p, **reasons), "attend", parts)

    def _parts(self, question: str, inputs: Inputs, column: str) -> Sum:
        self._ask(column, inputs)
        return QUESTIONS[question].parts(self.me.parameters, inputs)

    def _ask(self, column: str, inputs: Inputs) -> None:
        self.asked.setdefault(column, {}).update({name: float(value) for name, value in inputs.items()})

    def _draw(self, what: str, chance: Number, luck: str, made_of: Sum | None = None) -> bool:
        drawn, happens = self.me.luck(luck), bool(self.me.luck(luck) < chance)
        parts = Sum("share", float(chance), float(chance)) if made_of is None else made_of
        self.decisions.append(Decision(self.world.month, what, happens, float(chance), float(drawn), parts))
        return happens

    def _now(self) -> Month:
        me, village, cadre = self.me, self.me.village, self.me.village.in_charge
        rows = {"household": me.row, "village": village.row, "county": village.government.row}
        terms = {
            name: float(self.world.terms[name][rows[TERMS[name].level]]) for name in TERMS if name in self.world.terms
        }
        return Month(
            household={name: float(me.state.rows()[name][me.row]) for name in Households.declarations()},
            village={name: float(village.state.rows()[name][village.row]) for name in Villages.declarations()},
            terms=terms,
            felt={name: self.feelings.account(name) for name in FEELINGS},
            asked=self.asked,
            cadre=Cadre(
                cadre.row,
                int(cadre.role),
                *(float(getattr(cadre, name)) for name in ("concern", "integrity", "knowledge", "hides")),
            ),
        )


def _layers(world: World, me: Household) -> list[dict[str, float]]:
    """Return for each neighbour through which layers they are tied, and which share of the tie each layer makes."""
    weights: dict[int, dict[str, float]] = {other.row: {} for other, _ in me.neighbours}
    for name in LAYERS:
        layer, weight = world.networks.layers[name], world.scenario.network.weight(name)
        ties = layer.neighbours(me.row)
        for other in ties if weight > 0.0 else ():
            weights[int(other)][name] = weight / len(ties)
    return [{name: part / sum(found.values()) for name, part in found.items()} for found in weights.values()]

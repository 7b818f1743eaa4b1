"""Meet: neighbours talk, groups call, villages convene, households come and speak."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows, mean_by, share
from sim.phases.status import number, unsettled
from sim.phases.step import Step, Writes
from sim.rules.attendance import access, attends, contact, reached, speaks
from sim.world import World

HEARD = ("peers_attended", "peers_active", "peers_trust", "peers_support", "peers_open", "peers_aggrieved")


def listen(w: World) -> Writes:
    """Households look at their neighbours as they were last month."""
    h = w.households
    told = (h.attended, h.active, h.trust, h.support, number(unsettled(h)), number(h.grievance > h.threshold))
    heard = w.networks.ties.pull(np.stack(told, axis=1))
    return {name: np.ascontiguousarray(heard[:, column]) for column, name in enumerate(HEARD)}


def call(w: World) -> Writes:
    """Let groups call their members as far as they are active."""
    return {"calls": w.groups.activity.copy()}


def convene(w: World) -> Writes:
    """Villages know how far their cadres reach, and hold a round or the ordinary meeting of the quarter."""
    v, c, p = w.villages, w.cadres, w.parameters
    cap = np.minimum(c.part_time, w.terms["part_time_cap"][c.village])
    knowledge = mean_by(c.village, contact(p.attendance, c.knowledge, cap), c.serving, len(v))
    nobody = np.zeros(len(v))
    ordinary = (w.month + np.arange(len(v))) % p.work.meeting_every == 0
    return {
        "knowledge": knowledge,
        "reach": reached(p.attendance, knowledge, w.terms["publicity"] + w.terms["invite"], nobody),
        "meeting": np.maximum(number(ordinary), v.round_now),
    }


def come(w: World, urge: float) -> Rows:
    """Return 1 for each household that would come to a meeting this month; ``urge`` is an extra pull."""
    h, v, p, terms = w.households, w.villages, w.parameters.attendance, w.terms
    home = h.village
    reach = reached(
        p,
        v.knowledge[home],
        (terms["publicity"] + terms["invite"])[home],
        share(w.networks.membership.pull(w.groups.calls)),
    )
    chance = attends(
        p,
        stake=h.stake,
        trust=h.trust,
        peers=h.peers_attended,
        benefit=terms["benefit"] + urge,
        voice=terms["voice"][home],
        away=h.away,
        access=access(terms["online"][home], h.digital, terms["usability"][home]),
        elderly=h.elderly,
        taste=h.taste,
    )
    return number((w.chance("reached", "households") < reach) & (w.chance("attend", "households") < chance))


def attend(w: World) -> Writes:
    """Households come or stay away, and some of those who come speak."""
    h, v = w.households, w.villages
    meets = v.meeting[h.village] > 0.5
    comes = come(w, 0.0)
    speaking = speaks(w.parameters.attendance, w.terms["voice"][h.village], h.trust)
    active = comes * number(w.chance("speak", "households") < speaking)
    in_round = comes * v.round_now[h.village]
    return {
        "attended": np.where(meets, comes, h.attended),
        "active": np.where(meets, active, h.active),
        "last_attended": np.where(meets & (comes > 0.5), float(w.month), h.last_attended),
        "consulted": np.maximum(h.consulted, in_round),
    }


def count_heads(w: World) -> Writes:
    """Villages count who came, who spoke, and who has been consulted at all."""
    h, v = w.households, w.villages
    named = {"attendance": h.attended, "active": h.active, "consulted": h.consulted}
    return {name: mean_by(h.village, values, h.weight, len(v)) for name, values in named.items()}


STEPS = (
    Step("listen", "households", listen, HEARD),
    Step("call", "groups", call, ("calls",)),
    Step("convene", "villages", convene, ("knowledge", "reach", "meeting")),
    Step("attend", "households", attend, ("attended", "active", "last_attended", "consulted")),
    Step("count_heads", "villages", count_heads, ("attendance", "active", "consulted")),
)

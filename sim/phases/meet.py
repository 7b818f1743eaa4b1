"""Meet: neighbours talk, groups call, villages convene, households come and speak."""

from __future__ import annotations

import numpy as np

from sim.arrays import Codes, Rows, mean_by, share
from sim.columns.cadres import COMMUNITY_WORKER
from sim.phases.change import changed
from sim.phases.status import is_merged, number, unsettled
from sim.phases.step import Step, Writes
from sim.rules.attendance import access, attends, contact, reached, speaks
from sim.rules.handover import apart, habit
from sim.world import World

HEARD = ("peers_attended", "peers_active", "peers_trust", "peers_support", "peers_open", "peers_aggrieved")


def listen(w: World) -> Writes:
    """Households look at their neighbours as they were last month."""
    h = w.households
    told = (h.attended, h.active, h.trust, h.support, number(unsettled(h)), number(h.grievance > h.threshold))
    heard = w.networks.ties.pull(np.stack(told, axis=1))
    return dict(zip(HEARD, np.ascontiguousarray(heard.T), strict=True))


def call(w: World) -> Writes:
    """Let groups call their members as far as they are active."""
    return {"calls": w.groups.activity.copy()}


def convene(w: World) -> Writes:
    """Villages know how far their cadres reach, and hold a round or the ordinary meeting of the quarter."""
    v, c, p = w.villages, w.cadres, w.parameters
    cap = np.minimum(c.part_time, w.terms["part_time_cap"][c.village])
    knowledge = mean_by(c.village, contact(p.attendance, c.knowledge, cap), c.serving, len(v))
    elsewhere = w.by_village(w.households.elsewhere)
    knowledge = knowledge * _address(w) * apart(p.handover, elsewhere)
    nobody = np.zeros(len(v))
    ordinary = (w.month + np.arange(len(v))) % p.work.meeting_every == 0
    return {
        "knowledge": knowledge,
        "reach": reached(p.attendance, knowledge, w.terms["publicity"] + w.terms["invite"], nobody),
        "meeting": np.maximum(number(ordinary), v.round_now),
        "separated": elsewhere,
    }


def _address(w: World) -> Rows:
    """Return the share of contact left by merging and by people's habit of going to the former secretary."""
    v, c, p = w.villages, w.cadres, w.parameters.handover
    former = number(c.role != COMMUNITY_WORKER)
    retained = mean_by(c.village, former * c.serving, former, len(v))
    since = np.where(v.handed > 0.0, w.month - v.handed, -1.0)
    return habit(p, since, retained) * np.where(is_merged(v), p.merged_knowledge, 1.0)


def comers(w: World, rows: Codes, urge: float) -> Codes:
    """Return those of some households who would come to a meeting this month; ``urge`` is an extra pull."""
    h, v, p, terms = w.households, w.villages, w.parameters.attendance, w.terms
    home = h.village[rows]
    reach = reached(
        p,
        v.knowledge[home],
        (terms["publicity"] + terms["invite"])[home],
        share(w.networks.membership.pull(w.groups.calls)[rows]),
    )
    # Only those who were reached choose: most of the cost of a choice is its exponential.
    rows = rows[w.chance_of("reached", rows) < reach]
    home = h.village[rows]
    chance = attends(
        p,
        stake=h.stake[rows],
        trust=h.trust[rows],
        peers=h.peers_attended[rows],
        benefit=terms["benefit"][rows] + urge,
        voice=terms["voice"][home],
        away=h.away[rows],
        access=access(terms["online"][home], h.digital[rows], terms["usability"][home]),
        elderly=h.elderly[rows],
        taste=h.taste[rows],
    )
    return rows[w.chance_of("attend", rows) < chance]


def attend(w: World) -> Writes:
    """Households of villages that meet come or stay away, and some of those who come speak."""
    h, v = w.households, w.villages
    called = w.living_where(v.meeting > 0.5)
    came = comers(w, called, 0.0)
    speaking = speaks(w.parameters.attendance, w.terms["voice"][h.village[came]], h.trust[came])
    spoke = came[w.chance_of("speak", came) < speaking]
    return {
        "attended": changed(changed(h.attended, called, 0.0), came, 1.0),
        "active": changed(changed(h.active, called, 0.0), spoke, 1.0),
        "last_attended": changed(h.last_attended, came, float(w.month)),
        "consulted": changed(h.consulted, came, np.maximum(h.consulted[came], v.round_now[h.village[came]])),
    }


def count_heads(w: World) -> Writes:
    """Villages count who came, who spoke, and who has been consulted at all."""
    h = w.households
    named = {"attendance": h.attended, "active": h.active, "consulted": h.consulted}
    return {name: w.by_village(values) for name, values in named.items()}


STEPS = (
    Step("listen", "households", listen, HEARD),
    Step("call", "groups", call, ("calls",)),
    Step("convene", "villages", convene, ("knowledge", "reach", "meeting", "separated")),
    Step("attend", "households", attend, ("attended", "active", "last_attended", "consulted")),
    Step("count_heads", "villages", count_heads, ("attendance", "active", "consulted")),
)

"""Decide: votes and vetoes, declarations, inspections, who leaves office, how groups fare."""

from __future__ import annotations

import numpy as np

from sim.arrays import Codes, Flags, Rows, ratio, share, total_by
from sim.columns.cadres import COMMUNITY_WORKER
from sim.columns.villages import CONSOLIDATED, CONVERTING, DECIDED, DECLARED, PREPARING
from sim.phases.change import changed
from sim.phases.meet import comers
from sim.phases.status import is_declared, number, quality
from sim.phases.step import Step, Writes
from sim.rules.attendance import access
from sim.rules.cases import COLLECTIVE, SOLVED
from sim.rules.declaration import declares, nameplate, relapsed
from sim.rules.groups import activity, backing
from sim.rules.handover import learned
from sim.rules.migration import registers, returns
from sim.rules.staffing import experience, leaves, load
from sim.rules.vote import calls_early, passes, vetoed
from sim.rules.work import reopened, rounds_held
from sim.world import World


def press(w: World) -> Writes:
    """Cadres in charge call the vote early if pressure and career outweigh the rest of the consultation."""
    c, v = w.cadres, w.villages
    assets = ratio(v.done_assets, v.need_assets)[c.village]
    early = calls_early(w.parameters.vote, v.pressure[c.village], c.concern, assets) & may_vote(w)[c.village]
    unready = v.done_consult[c.village] < v.need_consult[c.village]
    return {"calls_vote": number(early & unready)}


def may_vote(w: World) -> Flags:
    """Whether a village in preparation has waited long enough to vote."""
    v = w.villages
    waited = (w.month >= v.pause_until) & (w.month - v.since >= w.parameters.work.preparing_months)
    return np.asarray((v.stage == PREPARING) & waited)


def open_vote(w: World) -> Writes:
    """Villages hold the vote when preparation is done or it is called early, unless the council forbids it."""
    v, p = w.villages, w.parameters.vote
    early = w.cadres.calls_vote[w.in_charge] > 0.5
    done = (v.done_consult >= v.need_consult) & (v.done_assets >= v.need_assets) & (v.done_rights >= v.need_rights)
    ready = may_vote(w) & (done | early)
    stopped = ready & vetoed(p, w.terms["veto"], v.consulted, v.aggrieved)
    return {
        "vote_open": number(ready & ~stopped),
        "called_early": np.where(ready & ~stopped, number(early & ~done), v.called_early),
        **_sent_back(w, stopped),
    }


def _sent_back(w: World, stopped: Flags) -> dict[str, Rows]:
    v, p, work = w.villages, w.parameters.vote, w.parameters.work
    done = np.where(stopped, reopened(work, v.done_consult, v.need_consult), v.done_consult)
    return {
        "pause_until": np.where(stopped, float(w.month + p.pause), v.pause_until),
        "better_offer": np.where(stopped, share(v.better_offer + p.better_offer), v.better_offer),
        "votes_failed": v.votes_failed + number(stopped),
        "done_consult": done,
        "rounds": np.where(stopped, rounds_held(work, done, v.need_consult), v.rounds),
    }


def vote(w: World) -> Writes:
    """Households that turn out vote yes or no."""
    h, p = w.households, w.parameters.vote
    able = w.living_where(w.villages.vote_open > 0.5)
    if not able.size:
        return {"ballot": np.zeros(len(h))}
    able = able[has_ballot(w, able)]
    recent = w.month - h.last_attended[able] <= p.memory
    mobilised = comers(w, able[~recent], p.mobilisation)
    turned_out = np.concatenate((able[recent], mobilised))
    yes = w.chance_of("vote", turned_out) < h.support[turned_out]
    return {"ballot": changed(np.zeros(len(h)), turned_out, np.where(yes, 2.0, 1.0))}


def has_ballot(w: World, rows: Codes) -> Flags:
    """Whether some households have a vote: present ones always, away ones if they get to the online ballot."""
    h = w.households
    home = h.village[rows]
    online = access(w.terms["online"][home], h.digital[rows], w.terms["usability"][home])
    return np.asarray((h.away[rows] < 0.5) | (w.chance_of("online ballot", rows) < online))


def decide(w: World) -> Writes:
    """Villages count the ballots; notice periods end."""
    v, p = w.villages, w.parameters
    votes = v.vote_open > 0.5
    passed = votes & (_agreed(w, votes) | (p.vote.required < 0.5))
    failed = votes & ~passed
    converts = (v.stage == DECIDED) & (w.month - v.since >= p.work.decided_months)
    moved = passed | converts
    return {
        "stage": np.where(passed, float(DECIDED), np.where(converts, float(CONVERTING), v.stage)),
        "since": np.where(moved, float(w.month), v.since),
        "voted": np.where(passed, 1.0, v.voted),
        "consulted_at_decision": np.where(passed, v.consulted, v.consulted_at_decision),
        "community": np.where(converts & (w.terms["merge"] >= 0.0), w.terms["merge"], v.community),
        **_sent_back(w, failed),
    }


def _agreed(w: World, votes: Flags) -> Flags:
    """Whether the ballots carry the plan, in villages that vote."""
    h, rows = w.households, len(w.villages)
    voters = w.living_where(votes)
    if not voters.size:
        return votes
    home, weight, ballot = h.village[voters], h.weight[voters], h.ballot[voters]
    turnout = total_by(home, weight * number(ballot > 0.0), rows)
    yes = ratio(total_by(home, weight * number(ballot == 2.0), rows), turnout)
    electorate = total_by(home, weight * number(has_ballot(w, voters)), rows)
    return passes(ratio(turnout, electorate), yes, w.terms["quorum"], w.terms["approval"])


def weigh(w: World) -> Writes:
    """Cadres in charge decide each quarter whether to declare a village that has been under conversion for a month."""
    c, v, p = w.cadres, w.villages, w.parameters.declaration
    if w.month % p.quarter != 0:
        return {"declares": np.zeros(len(c))}
    home = c.village
    missing = (1.0 - quality(v))[home]
    detection = w.terms["detection"][v.county[home]]
    chance = declares(
        p, missing=missing, pressure=v.pressure[home], concern=c.concern, integrity=c.integrity, detection=detection
    )
    begun = (v.stage == CONVERTING) & (v.since < w.month)
    willing = begun[home] & (w.chance("declare", "cadres") < chance)
    return {"declares": number(willing)}


def declare(w: World) -> Writes:
    """Villages are declared, inspected, repaired, consolidated, or found to have fallen back."""
    v, p = w.villages, w.parameters.declaration
    done = quality(v)
    plated = (w.cadres.declares[w.in_charge] > 0.5) & (v.stage == CONVERTING)
    first = plated & (v.declared == 0.0)
    inspected = (w.month % p.quarter == 0) & (w.chance("inspect", "villages") < w.terms["detection"][v.county])
    found = (v.nameplate > 0.5) & inspected & nameplate(p, 1.0 - done)
    trust = w.by_village(w.households.trust)
    fell = (v.declared > 0.0) & relapsed(
        p,
        service=v.service,
        service_then=v.service_at_declaration,
        trust=trust,
        trust_then=v.trust_at_declaration,
        together=w.by_village(number(w.households.case == COLLECTIVE)),
    )
    sound = (v.stage == DECLARED) & (v.nameplate < 0.5) & ~fell & (w.month - v.since >= p.consolidate)
    stage = np.where(found, float(CONVERTING), np.where(plated, float(DECLARED), v.stage))
    stage = np.where(sound, float(CONSOLIDATED), stage)
    plate = (stage >= DECLARED) & nameplate(p, 1.0 - done)
    return {
        "stage": stage,
        "since": np.where(stage != v.stage, float(w.month), v.since),
        "declared": np.where(first, float(w.month), v.declared),
        "quality_at_declaration": np.where(first, done, v.quality_at_declaration),
        "quality_now": done,
        "service_at_declaration": np.where(first, v.service, v.service_at_declaration),
        "trust_at_declaration": np.where(first, trust, v.trust_at_declaration),
        "nameplate": number(plate),
        "relapsed": number(fell),
        "found": number(found),
        "lesson": np.where(first, done * w.terms["evaluation"], v.lesson),
        "lesson_from": np.where(first, float(w.month + w.parameters.learning.lag), v.lesson_from),
    }


def stay(w: World) -> Writes:
    """Cadres stay or leave their post to a newcomer; a nameplate that is found costs the one who declared ambition."""
    c, v, p, terms = w.cadres, w.villages, w.parameters.staffing, w.terms
    home, serves, worker = c.village, c.serving > 0.5, c.role == COMMUNITY_WORKER
    burden = load(p, terms["duties"][home], v.pressure[home])
    goes = serves & (w.chance("leave", "cadres") < leaves(p, burden, terms["pay"][home]))
    skill = np.where(serves, share(c.skill + (terms["training"][home] / 12.0) * (1.0 - c.skill)), c.skill)
    known = np.where(
        worker, learned(w.parameters.handover, c.knowledge, terms["mentoring"][home]), experience(p, c.knowledge)
    )
    stranger = np.where(worker, w.parameters.handover.knowledge, p.newcomer_knowledge)
    untrained = np.where(worker, w.parameters.handover.skill, p.newcomer_skill)
    declared = (c.declares > 0.5) & (w.in_charge[home] == np.arange(len(c)))
    blamed = (v.found[home] > 0.5) & (c.answers > 0.5)
    return {
        "load": burden,
        "skill": np.where(goes, untrained, skill),
        "knowledge": np.where(goes, stranger, np.where(serves, known, c.knowledge)),
        "tenure": np.where(goes, 0.0, c.tenure + c.serving),
        "answers": np.where(goes | blamed, 0.0, np.where(declared, 1.0, c.answers * serves)),
        "concern": np.where(
            goes, p.newcomer_concern, np.where(blamed, c.concern * w.parameters.declaration.blamed, c.concern)
        ),
    }


def migrate(w: World) -> Writes:
    """Away households of communities come back or not; registration follows residence."""
    h, v, p = w.households, w.villages, w.parameters.migration
    converted = number(is_declared(v.stage))
    back = w.chance("return", "households") < w.at_home(returns(p, v.service, converted))
    moves = w.chance("register", "households") < w.at_home(registers(p, w.terms["registration_speed"], converted))
    return {"away": np.where(back, 0.0, h.away), "elsewhere": np.where(moves, 0.0, h.elsewhere)}


def live(w: World) -> Writes:
    """Let groups gain or lose life by what their members did and what became of their cases."""
    h, g = w.households, w.groups
    everybody = w.members.degree().astype(np.float64)
    contested = w.members.pull(h.contested)
    return {
        "activity": activity(
            w.parameters.groups,
            g.activity,
            attendance=ratio(w.members.pull(h.attended), everybody),
            solved=np.where(contested > 0.0, ratio(w.members.pull(number(h.case == SOLVED)), contested), 0.5),
            backing=backing(w.parameters.groups, w.terms["group_support"], w.terms["purchased_services"])[g.village],
        )
    }


STEPS = (
    Step("press", "cadres", press, ("calls_vote",)),
    Step(
        "open_vote",
        "villages",
        open_vote,
        ("vote_open", "called_early", "pause_until", "better_offer", "votes_failed", "done_consult", "rounds"),
    ),
    Step("vote", "households", vote, ("ballot",)),
    Step(
        "decide",
        "villages",
        decide,
        (
            "stage",
            "since",
            "voted",
            "consulted_at_decision",
            "community",
            "pause_until",
            "better_offer",
            "votes_failed",
            "done_consult",
            "rounds",
        ),
    ),
    Step("weigh", "cadres", weigh, ("declares",)),
    Step(
        "declare",
        "villages",
        declare,
        (
            "stage",
            "since",
            "declared",
            "quality_at_declaration",
            "quality_now",
            "service_at_declaration",
            "trust_at_declaration",
            "nameplate",
            "relapsed",
            "found",
            "lesson",
            "lesson_from",
        ),
    ),
    Step("stay", "cadres", stay, ("load", "skill", "knowledge", "tenure", "answers", "concern")),
    Step("migrate", "households", migrate, ("away", "elsewhere")),
    Step("live", "groups", live, ("activity",)),
)

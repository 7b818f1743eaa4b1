"""Serve: counties hire and build, villages produce services."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows, mean_by, ratio, total_by
from sim.columns.villages import CONVERTING
from sim.phases.status import communities, is_declared
from sim.phases.step import Step, Writes
from sim.rules.money import yuan
from sim.rules.services import response, service_level
from sim.rules.staffing import added, worn
from sim.world import World


def missing_posts(w: World) -> Rows:
    """Return the posts each declared place lacks against its standard."""
    v = w.villages
    gap = np.maximum(w.terms["staff_standard"] - v.staff, 0.0) * v.persons / 10000.0
    return np.where(is_declared(v.stage), gap, 0.0)


def missing_rooms(w: World) -> Rows:
    """Return the facilities, in village-units, that each place under conversion or converted lacks."""
    v = w.villages
    gap = np.maximum(w.parameters.services.full_rooms - v.facilities, 0.0)
    return np.where(v.stage >= CONVERTING, gap, 0.0)


def budget(w: World) -> Writes:
    """Counties know what share of missing posts and rooms they can provide this month.

    What goes into buildings is missing for people: both paces hold at the usual split of the money.
    """
    v, c, terms, usual = w.villages, w.counties, w.terms, w.parameters.staffing.usual_infrastructure
    people = (1.0 - terms["infrastructure_share"]) / (1.0 - usual)
    posts = ratio(people * terms["hire_pace"] * c.persons / 10000.0, total_by(v.county, missing_posts(w), len(c)))
    rooms = terms["infrastructure_share"] / usual * terms["build_pace"] * c.villages
    rooms = ratio(rooms, total_by(v.county, missing_rooms(w), len(c)))
    return {"fill_posts": np.minimum(posts, 1.0), "fill_rooms": np.minimum(rooms, 1.0)}


def equip(w: World) -> Writes:
    """Villages take up posts and rooms."""
    v, p, terms = w.villages, w.parameters.staffing, w.terms
    hired = ratio(missing_posts(w) * w.counties.fill_posts[v.county] * 10000.0, v.persons)
    rooms = worn(p, v.facilities, terms["maintenance"])
    built = added(rooms, missing_rooms(w) * w.counties.fill_rooms[v.county] + terms["facility_money"])
    own = yuan(w.ledgers.own_building) / p.room_cost
    return {"staff": v.staff + hired, "facilities": np.minimum(rooms + built + own, 1.0), "built": built}


def serve(w: World) -> Writes:
    """Communities produce services with the posts and rooms of all villages that belong to them."""
    v, terms = w.villages, w.terms
    level = service_level(
        w.parameters.services,
        v.service,
        staff=_shared(w, v.staff),
        money=v.money + terms["running_money"],
        rooms=np.minimum(_shared(w, v.facilities) + w.parameters.services.centre * terms["centre"], 1.0),
        reach=v.reach,
        response=response(w.parameters.services, terms["platform"], terms["opening"]),
    )
    return {"service": level}


def _shared(w: World, values: Rows) -> Rows:
    """Return the mean over the villages of each community, weighted by persons."""
    v = w.villages
    community = communities(v)
    return mean_by(community, values, v.persons, 2 * len(v))[community]


STEPS = (
    Step("budget", "counties", budget, ("fill_posts", "fill_rooms")),
    Step("equip", "villages", equip, ("staff", "facilities", "built")),
    Step("serve", "villages", serve, ("service",)),
)

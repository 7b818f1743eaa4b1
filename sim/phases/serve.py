"""Serve: counties hire and build, villages produce services."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows, ratio, total_by
from sim.columns.villages import CONVERTING
from sim.phases.status import is_declared
from sim.phases.step import Step, Writes
from sim.rules.services import service_level
from sim.rules.staffing import worn
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
    """Counties know what share of missing posts and rooms they can provide this month."""
    v, c, terms = w.villages, w.counties, w.terms
    posts = ratio(terms["hire_pace"] * c.persons / 10000.0, total_by(v.county, missing_posts(w), len(c)))
    rooms = ratio(terms["build_pace"] * c.villages, total_by(v.county, missing_rooms(w), len(c)))
    return {"fill_posts": np.minimum(posts, 1.0), "fill_rooms": np.minimum(rooms, 1.0)}


def serve(w: World) -> Writes:
    """Villages take up posts and rooms and produce services."""
    v, p, terms = w.villages, w.parameters, w.terms
    hired = ratio(missing_posts(w) * w.counties.fill_posts[v.county] * 10000.0, v.persons)
    bought = w.cooperatives.to_community / p.staffing.room_cost + terms["facility_money"]
    built = missing_rooms(w) * w.counties.fill_rooms[v.county] + bought
    staff = v.staff + hired
    rooms = np.minimum(worn(p.staffing, v.facilities, terms["maintenance"]) + built, 1.0)
    level = service_level(
        p.services,
        v.service,
        staff=staff,
        money=v.money + terms["running_money"],
        rooms=rooms,
        reach=v.reach,
        platform=terms["platform"],
    )
    return {"staff": staff, "facilities": rooms, "service": level}


STEPS = (
    Step("budget", "counties", budget, ("fill_posts", "fill_rooms")),
    Step("serve", "villages", serve, ("staff", "facilities", "service")),
)

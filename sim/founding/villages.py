"""The first state of all villages, their cooperatives and their counties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.arrays import Codes, Rows, between, log, mean_by, total_by
from sim.columns.column import zeros
from sim.columns.cooperatives import Cooperatives
from sim.columns.counties import Counties
from sim.columns.ledgers import Ledgers
from sim.columns.villages import Villages
from sim.founding.draws import happens, lognormal
from sim.founding.places import Places, task_work, varied
from sim.founding.stages import stages
from sim.rules.attendance import reached
from sim.rules.parameters import Parameters
from sim.rules.services import service_level
from sim.streams import Luck


def cooperatives(p: Parameters, places: Places, luck: Luck) -> Cooperatives:
    """Return one cooperative a village, some of them in debt."""
    region = places.village_region
    rows = region.shape[0]
    indebted = happens(luck, "debt", places.by_village("debt_share"))
    assets = places.by_village("assets") * lognormal(luck, "assets", places.by_village("assets_spread"), rows)
    debt = indebted * places.by_village("debt") * lognormal(luck, "size of debt", 0.6, rows)
    return Cooperatives(
        village=np.arange(rows),
        assets=places.survey.over("collective_assets", assets),
        debt=places.survey.over("collective_debt", debt),
        rate=np.full(rows, p.economy.base_return),
        **{name: zeros(rows) for name in ("reform", "dividend", "leaked")},
    )


def villages(
    p: Parameters,
    places: Places,
    traits: Mapping[str, Rows | Codes],
    coops: Cooperatives,
    knowledge: Rows,
    in_charge: Rows,
    luck: Luck,
) -> Villages:
    """Return all villages, rural, with the work that converting them would take.

    ``knowledge`` is the mean contact of each village's cadres, ``in_charge`` its secretary; services start at
    what staff and rooms allow.
    """
    home = places.household_village
    weight, size = (np.asarray(traits[name], dtype=np.float64) for name in ("weight", "size"))
    rows = places.village_county.shape[0]
    income = places.by_village("income") * lognormal(luck, "village income", places.by_village("income_spread"), rows)
    unclear, known = unclear_share(places, luck), places.survey
    persons = known.over("persons", total_by(home, weight * size, rows))
    income = known.over("income", income)
    supplied = _supplied(p, places, persons, income, knowledge, luck)
    work = task_work(p, unclear, luck)
    trust = mean_by(home, np.asarray(traits["trust_start"], dtype=np.float64), weight, rows)
    return Villages(
        county=places.village_county,
        region=places.village_region,
        households=known.over("households", total_by(home, weight, rows)),
        persons=persons,
        income=income,
        unclear=unclear,
        urban=known.over(
            "urban_share", varied(luck, "urban registration", places.by_village("urban"), np.full(rows, 0.12))
        ),
        collective_income=coops.assets * coops.rate,
        money=places.by_village("money_per_head"),
        **work,
        **_nothing_done(p, rows)
        | supplied
        | {"in_charge": in_charge}
        | stages(p, places, work, supplied["service"], trust, luck),
    )


def _supplied(
    p: Parameters, places: Places, persons: Rows, income: Rows, knowledge: Rows, luck: Luck
) -> dict[str, Rows]:
    """Return what villages have to serve people with, richer ones more of it, and the level that follows from it."""
    known, none = places.survey, zeros(persons.shape[0])
    richer = places.by_village("rooms_by_income") * log(income / places.by_village("income"))
    rooms = varied(luck, "facilities", places.by_village("facilities") + richer, places.by_village("facilities_spread"))
    rooms = known.over("facilities", between(rooms, 0.05, 1.0))
    money, staff = places.by_village("money_per_head"), places.by_village("rural_posts")
    posts = 10000.0 * places.known("staff") / persons
    staff = np.where(np.isnan(posts), staff, posts)
    reach = reached(p.attendance, knowledge, none, none)
    level = service_level(
        replace(p.services, adjusts=1.0), none, staff=staff, money=money, rooms=rooms, reach=reach, response=none
    )
    return {"staff": staff, "facilities": rooms, "knowledge": knowledge, "reach": reach, "service": level}


def _nothing_done(p: Parameters, rows: int) -> dict[str, Rows]:
    """Return the columns of villages of which nothing is wanted yet."""
    return {name: zeros(rows) for name, column in Villages.declarations().items() if not column.fixed} | {
        "community": np.arange(rows, dtype=np.float64),
        "due": np.full(rows, -1.0),
        "wave": np.full(rows, -1.0),
        "work_factor": np.ones(rows),
        "attendance": np.full(rows, p.attendance.usual),
    }


def unclear_share(places: Places, luck: Luck) -> Rows:
    """Return the share of unclear titles of each village, before its households draw theirs."""
    drawn = varied(luck, "village unclear", places.by_village("unclear"), places.by_village("unclear_spread"))
    return places.survey.over("unclear_titles", drawn)


def counties(places: Places, persons: Rows) -> Counties:
    """Return all county governments; ``persons`` are those of each village."""
    rows = places.county_region.shape[0]
    blank = {name: zeros(rows) for name, column in Counties.declarations().items() if not column.fixed}
    return Counties(
        region=places.county_region,
        villages=total_by(places.village_county, np.ones(places.village_county.shape[0]), rows),
        persons=total_by(places.village_county, persons, rows),
        **blank,
    )


def ledgers(rows: int) -> Ledgers:
    """Return empty books, one a village."""
    blank = {name: zeros(rows) for name, column in Ledgers.declarations().items() if not column.fixed}
    return Ledgers(village=np.arange(rows), **blank)

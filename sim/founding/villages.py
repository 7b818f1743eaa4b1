"""The first state of all villages, their cooperatives and their counties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.arrays import Codes, Rows, between, total_by
from sim.columns.column import zeros
from sim.columns.cooperatives import Cooperatives
from sim.columns.counties import Counties
from sim.columns.villages import Villages
from sim.founding.draws import happens, lognormal
from sim.founding.places import Places, task_work, varied
from sim.rules.attendance import reached
from sim.rules.parameters import Parameters
from sim.rules.services import service_level
from sim.streams import Luck


def cooperatives(p: Parameters, places: Places, luck: Luck) -> Cooperatives:
    """Return one cooperative a village, some of them in debt."""
    region = places.village_region
    rows = region.shape[0]
    indebted = happens(luck, "debt", places.by_village("debt_share"))
    return Cooperatives(
        village=np.arange(rows),
        assets=places.by_village("assets") * lognormal(luck, "assets", places.by_village("assets_spread"), rows),
        debt=indebted * places.by_village("debt") * lognormal(luck, "size of debt", 0.6, rows),
        rate=np.full(rows, p.economy.base_return),
        **{name: zeros(rows) for name in ("reform", "purse", "dividend", "to_community", "leaked")},
    )


def villages(
    p: Parameters,
    places: Places,
    traits: Mapping[str, Rows | Codes],
    coops: Cooperatives,
    knowledge: Rows,
    luck: Luck,
) -> Villages:
    """Return all villages, rural, with the work that converting them would take.

    ``knowledge`` is the mean contact of each village's cadres; services start at what staff and rooms allow.
    """
    home = places.household_village
    weight, away, size = (np.asarray(traits[name], dtype=np.float64) for name in ("weight", "away", "size"))
    rows = places.village_county.shape[0]
    income = places.by_village("income") * lognormal(luck, "village income", places.by_village("income_spread"), rows)
    unclear = unclear_share(places, luck)
    state = {name: zeros(rows) for name, column in Villages.declarations().items() if not column.fixed}
    rooms = varied(luck, "facilities", places.by_village("facilities"), places.by_village("facilities_spread"))
    rooms = between(rooms, 0.05, 1.0)
    money, staff = places.by_village("money_per_head"), places.by_village("rural_posts")
    reach = reached(p.attendance, knowledge, zeros(rows), zeros(rows))
    level = service_level(
        replace(p.services, adjusts=1.0), zeros(rows), staff=staff, money=money, rooms=rooms, reach=reach,
        platform=zeros(rows),
    )  # fmt: skip
    return Villages(
        county=places.village_county,
        region=places.village_region,
        households=total_by(home, weight, rows),
        present=total_by(home, weight * (1.0 - away), rows),
        persons=total_by(home, weight * size, rows),
        income=income,
        unclear=unclear,
        urban=varied(luck, "urban registration", places.by_village("urban"), np.full(rows, 0.12)),
        collective_income=coops.assets * coops.rate,
        money=money,
        **task_work(p, unclear, luck),
        **state
        | {
            "due": np.full(rows, -1.0),
            "wave": np.full(rows, -1.0),
            "work_factor": np.ones(rows),
            "attendance": np.full(rows, p.attendance.usual),
            "staff": staff,
            "facilities": rooms,
            "knowledge": knowledge,
            "reach": reach,
            "service": level,
        },
    )


def unclear_share(places: Places, luck: Luck) -> Rows:
    """Return the share of unclear titles of each village, before its households draw theirs."""
    return varied(luck, "village unclear", places.by_village("unclear"), places.by_village("unclear_spread"))


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

"""Households, cadres and groups: what each is like at the start."""

from __future__ import annotations

import numpy as np

from sim.arrays import Codes, Rows, between, share
from sim.columns.cadres import COMMUNITY_WORKER, SECRETARY, VILLAGE_CADRE, Cadres
from sim.columns.column import zeros
from sim.columns.groups import GROUP_KINDS, SocialGroups
from sim.founding.draws import beta, lognormal, normal, standard_logistic, uniform
from sim.founding.places import Places, varied
from sim.founding.survey import counted, met
from sim.rules.parameters import Parameters
from sim.streams import Luck

ENTREPRENEURIAL, PUBLIC_MINDED = (4.0, 4.0), (5.0, 3.0)
"""Beta distributions of career concern and integrity (design trial)."""


def traits(places: Places, unclear: Rows, luck: Luck) -> dict[str, Rows | Codes]:
    """Return what a household is born with; ``unclear`` is the village's share of unclear titles.

    What is known of a village holds in it: the mean of its households is the one given, shares to the nearest row.
    """
    village = places.household_village
    rows = village.shape[0]
    lineages = places.by_household("lineages")
    own = np.minimum(np.floor(lineages * np.square(uniform(luck, "lineage", rows))), lineages - 1.0)
    most = int(lineages.max(initial=1.0))
    income = places.survey.over("income", places.by_village("income"))[village]

    def some(name: str, chance: Rows, column: str) -> Rows:
        return counted(luck, name, chance, village, places.known(column))

    sizes = between(places.by_household("household_size") * lognormal(luck, "household size", 0.3, rows), 1.0, 12.0)
    elderly = varied(luck, "elderly", places.by_household("elderly"), np.full(rows, 0.2))
    return {
        "village": village,
        "lineage": village * most + own.astype(np.int64),
        "weight": places.weights(),
        "size": met(sizes, village, places.known("mean size"), 1.0, 12.0),
        "elderly": met(elderly, village, places.known("elderly_share"), 0.0, 1.0),
        "elsewhere": some("registered elsewhere", places.by_household("elsewhere"), "elsewhere_share"),
        "away": some("away", places.by_household("away"), "away_share"),
        "digital": varied(luck, "digital", places.by_household("digital"), np.full(rows, 0.25)),
        "income": income * lognormal(luck, "household income", 0.5, rows),
        "stake": varied(luck, "stake", places.by_household("stake"), np.full(rows, 0.2)),
        "unclear": some("unclear title", unclear[village], "unclear_titles"),
        "special": some("special member", places.by_household("special"), "special_share"),
        "taste": standard_logistic(luck, "taste", rows),
        "threshold": between(0.25 + 0.1 * normal(luck, "threshold", rows), 0.02, 0.9),
        "place": uniform(luck, "place in the list", rows),
        "trust_start": varied(luck, "trust", places.by_household("trust"), places.by_household("trust_spread")),
    }


def cadres(p: Parameters, places: Places, luck: Luck) -> Cadres:
    """Return the cadres of each village: the secretary, the other village cadres, and those who will take over."""
    villagers = places.survey.over("cadres", places.by_village("cadres")).astype(np.int64)
    number = villagers + places.by_village("workers").astype(np.int64)
    village = np.repeat(np.arange(number.shape[0]), number)
    rows = village.shape[0]
    nth = np.arange(rows) - np.searchsorted(village, village, side="left")
    worker = nth >= villagers[village]

    def around(name: str, mean: str, spread: float) -> Rows:
        return varied(luck, name, places.by_village(mean)[village], np.full(rows, spread))

    return Cadres(
        village=village,
        role=np.where(worker, COMMUNITY_WORKER, np.where(nth == 0, SECRETARY, VILLAGE_CADRE)),
        integrity=beta(luck, "integrity", *PUBLIC_MINDED, rows),
        serving=np.where(worker, 0.0, 1.0),
        concern=beta(luck, "career concern", *ENTREPRENEURIAL, rows),
        skill=np.where(worker, p.handover.skill, around("skill", "skill", 0.1)),
        knowledge=np.where(worker, p.handover.knowledge, around("local knowledge", "knowledge", 0.1)),
        part_time=around("part-time", "part_time", 0.1),
        load=np.ones(rows),
        tenure=np.where(worker, 0.0, np.floor(120.0 * uniform(luck, "tenure", rows))),
        **{
            name: zeros(rows)
            for name in ("consult", "visible", "mediate", "serve", "hides", "calls_vote", "declares", "answers")
        },
    )


def groups(places: Places, luck: Luck) -> SocialGroups:
    """Return the social groups of each village, of kinds taken in turn."""
    number = places.by_village("groups").astype(np.int64)
    village = np.repeat(np.arange(number.shape[0]), number)
    rows = village.shape[0]
    nth = np.arange(rows) - np.searchsorted(village, village, side="left")
    return SocialGroups(
        village=village,
        kind=nth % len(GROUP_KINDS),
        skill=varied(luck, "group skill", np.full(rows, 0.5), np.full(rows, 0.1)),
        activity=share(varied(luck, "group activity", places.by_village("activity")[village], np.full(rows, 0.1))),
        calls=zeros(rows),
        settling=zeros(rows),
    )

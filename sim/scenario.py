"""Frozen records of the world as the modeller says it.

A scenario is what a YAML file says after defaults, ``extends`` and ``--set``: no arrays, no luck, no behaviour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.networks.settings import NetworkSettings
from sim.quantity import declared, declared_word
from sim.rules.parameters import Parameters, amended, without

FOUNDING = "describes the made-up national world; no source gives it by region"
SPLIT = "regional split of a national figure"


@dataclass(frozen=True, slots=True)
class Region:
    """One region: how many counties, villages and households it has, and what they are like."""

    counties: int = declared(1, "counties", 1, 40, "Counties of the region", assumed="size of the simulated world")
    villages_per_county: int = declared(
        20, "villages", 1, 200, "Villages of a county", assumed="size of the simulated world"
    )
    households_per_village: int = declared(
        40, "rows", 1, 400, "Household rows of a mean village", assumed="resolution of the simulated world"
    )
    weight: float = declared(
        21.0,
        "households",
        1.0,
        400.0,
        "Real households a row stands for",
        evidence="village_mean_population",
        assumed="2,800 persons a village at 3.3 persons a household and 40 rows",
    )
    size_spread: float = declared(0.25, "log sd", 0.0, 0.6, "Spread of village size", assumed=FOUNDING)
    household_size: float = declared(3.3, "persons", 1.5, 6.0, "Mean persons of a household", assumed=FOUNDING)
    lineages: int = declared(3, "lineages", 1, 12, "Lineages of a village", assumed=FOUNDING)
    income: float = declared(20000.0, "yuan/person/year", 3000.0, 100000.0, "Mean income per head", assumed=FOUNDING)
    income_spread: float = declared(0.25, "log sd", 0.0, 0.8, "Spread of income between villages", assumed=FOUNDING)
    money_per_head: float = declared(
        0.6, "ratio", 0.2, 2.0, "Running money per head, the east's being 1", evidence="regional_service_ratio"
    )
    staff_standard: float = declared(
        18.0, "posts/10,000", 6.0, 24.0, "Posts a community is to get", evidence="staffing_standard"
    )
    rural_posts: float = declared(
        9.5,
        "posts/10,000",
        2.0,
        14.0,
        "Service posts of an unconverted village",
        evidence="social_workers_per_thousand",
        assumed="below the 12 of communities in the centre and west",
    )
    facilities: float = declared(
        0.52,
        "share",
        0.1,
        1.0,
        "Facilities of villages against full supply",
        evidence="unconverted_service_coverage",
        assumed="services reach under half of villages; set with the posts so that satisfaction starts near 56",
    )
    facilities_spread: float = declared(
        0.1, "share", 0.0, 0.3, "Spread of facilities between villages", assumed=FOUNDING
    )
    rooms_by_income: float = declared(
        0.3,
        "share per log unit",
        0.0,
        0.6,
        "How much better equipped richer villages are",
        assumed="wealthy collectives build (district_survey 1.3); a village of 25 % more income has 7 points more",
    )
    unclear: float = declared(
        0.2,
        "share",
        0.0,
        0.9,
        "Households with an unclear homestead title",
        evidence="homestead_registration_rate",
        assumed="8 % unregistered read as a lower bound",
    )
    unclear_spread: float = declared(0.08, "share", 0.0, 0.3, "Spread of that share between villages", assumed=FOUNDING)
    special: float = declared(0.06, "share", 0.0, 0.3, "Households with special members", assumed=FOUNDING)
    away: float = declared(
        0.3,
        "share",
        0.0,
        0.8,
        "Households whose working members live elsewhere",
        evidence="cn_semi_urban_migrants",
        assumed="280 million over the households of the nation",
    )
    elderly: float = declared(0.25, "share", 0.0, 0.8, "Mean share of members aged 60 or more", assumed=FOUNDING)
    digital: float = declared(0.5, "share", 0.0, 1.0, "Mean ability to take part online", assumed=FOUNDING)
    stake: float = declared(0.5, "share", 0.1, 0.9, "Mean stake in homestead and shares", assumed=FOUNDING)
    urban: float = declared(0.477, "share", 0.0, 1.0, "Share with urban registration", evidence="cn_urbanisation_hukou")
    assets: float = declared(
        13.9e6,
        "yuan/village",
        0.0,
        5e9,
        "Mean collective assets",
        evidence="cn_collective_assets",
        assumed="7 trillion yuan over 503,000 villages",
    )
    assets_spread: float = declared(0.7, "log sd", 0.0, 1.5, "Spread of collective assets", assumed=FOUNDING)
    debt_share: float = declared(
        0.43, "share", 0.0, 1.0, "Villages with collective debt", evidence="communities_with_debt"
    )
    debt: float = declared(2.8e6, "yuan/village", 0.0, 1e8, "Mean debt of those", evidence="mean_collective_debt")
    trust: float = declared(0.58, "share", 0.2, 0.9, "Mean trust at the start", evidence="trust_gain")
    trust_spread: float = declared(0.1, "share", 0.02, 0.25, "Spread of trust between households", assumed=FOUNDING)
    cadres: int = declared(
        3, "cadres", 1, 12, "Village cadres, the secretary included", assumed="trial's local capacity"
    )
    workers: int = declared(
        2,
        "workers",
        1,
        8,
        "Community workers who take over from the cadres of one village",
        evidence="social_workers_recruited",
        assumed="77 recruited for 28 communities, 2.75 each, of which part is office staff",
    )
    elsewhere: float = declared(
        0.2,
        "share",
        0.0,
        0.9,
        "Households registered elsewhere",
        evidence="moved_out",
        assumed="half in one Longquan community after demolition; less where nothing was pulled down",
    )
    skill: float = declared(0.6, "share", 0.2, 0.9, "Mean skill of village cadres", assumed=FOUNDING)
    knowledge: float = declared(0.8, "share", 0.2, 1.0, "Mean local knowledge of village cadres", assumed=FOUNDING)
    part_time: float = declared(0.3, "share", 0.0, 1.0, "Part of the job done beside another one", assumed=FOUNDING)
    groups: int = declared(2, "groups", 0, 6, "Social groups of a village", assumed=FOUNDING)
    in_group: float = declared(0.35, "share", 0.0, 1.0, "Households that belong to a group", assumed=FOUNDING)
    activity: float = declared(0.3, "share", 0.0, 1.0, "Mean activity of groups", assumed=FOUNDING)
    begun: float = declared(
        0.0,
        "share",
        0.0,
        1.0,
        "Villages being prepared for conversion at founding, of those not converted",
        assumed="most worlds begin before any conversion",
    )
    converted: float = declared(
        0.0,
        "share",
        0.0,
        1.0,
        "Villages that are communities in substance at founding",
        assumed="most worlds begin before any conversion",
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """First reported month, number of reported months, and how many are run before them.

    Months are counted from the first month run, burn-in included: without burn-in month 1 is ``start``.
    """

    start: str = "2021-01"
    months: int = 120
    burn_in: int = 0

    @property
    def last(self) -> int:
        """Number of the last month."""
        return self.burn_in + self.months

    def label(self, month: int) -> str:
        """Return the calendar month of month 1, 2, ... as YYYY-MM.

        >>> Clock("2021-11", 24).label(3), Clock("2021-11", 24, burn_in=12).label(13)
        ('2022-01', '2021-11')
        """
        year, first = (int(part) for part in self.start.split("-"))
        index = year * 12 + first - 1 + month - 1 - self.burn_in
        return f"{index // 12:04d}-{index % 12 + 1:02d}"

    def month(self, label: str) -> int:
        """Return the number of a calendar month, 1 for the first.

        >>> Clock("2021-01", 120).month("2025-12")
        60
        """
        year, first = (int(part) for part in self.start.split("-"))
        to_year, to_month = (int(part) for part in label.split("-"))
        return (to_year - year) * 12 + to_month - first + 1 + self.burn_in


@dataclass(frozen=True, slots=True)
class Runs:
    """How often a scenario is run, from which seed, by which engine."""

    replications: int = declared(
        32, "runs", 1, 100000, "Replications", assumed="gives paired intervals of useful width"
    )
    seed: int = declared(
        20240101, "1", 0, 2**62, "Seed; the same for scenarios that are to be compared", assumed="a date"
    )
    engine: str = declared_word(
        "columns", ("columns", "agents"), "Which path computes the months", assumed="the fast one"
    )


@dataclass(frozen=True, slots=True)
class Rollout:
    """The strategy and its options, as checked values (dates as month numbers)."""

    strategy: str = "status_quo"
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeverUse:
    """A lever switched on: when, where, how strongly, for how many yuan a month at most (all villages together)."""

    lever: str
    from_month: int = 1
    to_month: int | None = None
    where: Mapping[str, Any] = field(default_factory=dict)
    intensity: float = 1.0
    cap: float | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario.

    Attributes
    ----------
    villages
        What is known of single villages, by region: one record a village, in which what is unknown is missing.
    parameters
        Numbers of the mechanisms as the file gives them, before ``without``.
    ensemble, sets
        Name of a calibrated ensemble, and its parameter sets, values by path: each replication takes the next.
    terms
        Baseline terms that differ from the table's defaults, by name.
    own_levers
        Records of levers that the modeller adds to the catalogue, as checked trees.
    goals
        Family or outcome -> its weight in the recommendation of a comparison; they change no run.
    origins
        Where each given number comes from: path -> "file:line" or a claim's id or a reason.
    """

    name: str
    title: Mapping[str, str]
    clock: Clock
    regions: Mapping[str, Region]
    villages: Mapping[str, tuple[Mapping[str, float | str], ...]] = field(default_factory=dict)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    parameters: Parameters = field(default_factory=Parameters)
    ensemble: str = ""
    sets: tuple[Mapping[str, float], ...] = ()
    terms: Mapping[str, float | str] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    rollout: Rollout = field(default_factory=Rollout)
    levers: tuple[LeverUse, ...] = ()
    own_levers: tuple[Mapping[str, Any], ...] = ()
    outcomes: tuple[str, ...] = ()
    goals: Mapping[str, float] = field(default_factory=dict)
    runs: Runs = field(default_factory=Runs)
    origins: Mapping[str, str] = field(default_factory=dict)

    def counties_of(self, region: str) -> list[tuple[str, int]]:
        """Return name and number of villages of each county of a region; a county of a village table has its name."""
        listed, record = self.villages.get(region), self.regions[region]
        if listed is None:
            return [("", record.villages_per_county)] * record.counties
        return list(Counter(str(village.get("county", "")) for village in listed).items())

    def effective(self, replicate: int = 0) -> Parameters:
        """Return the numbers that hold in a replication: its set of the ensemble and what is switched off included."""
        own = amended(self.parameters, self.sets[replicate % len(self.sets)]) if self.sets else self.parameters
        return without(own, self.off)

"""What a number of a scenario is called in Chinese, found by its path."""

from __future__ import annotations

from collections.abc import Mapping

from sim.reading.numbers_zh import MECHANISMS, NUMBERS
from sim.reading.places_zh import NETWORK, REGIONS, ROLLOUT, TERMS

LEVER: Mapping[str, str] = {"from": "决定月份", "to": "结束月份", "intensity": "力度", "cap": "费用上限"}
EVERY_TERM: Mapping[str, str] = {"staff_standard": REGIONS["staff_standard"], **TERMS}
NAMES: Mapping[str, Mapping[str, str]] = {
    "policy.levers": {**EVERY_TERM, **LEVER},
    "world.terms": EVERY_TERM,
    "world.regions": REGIONS,
    "world.network": NETWORK,
    "policy.rollout": ROLLOUT,
}
"""Part of a scenario -> names of its numbers."""


def name(path: str) -> str:
    """Return what a number is called.

    >>> name("world.regions.east.weight"), name("policy.rollout.waves.0.share"), name("uncertainties.work.unclear")
    ('每行代表的户数', '占比', '改居工作：权属不清增加的确权工作')
    """
    parts = path.split(".")
    part, last = ".".join(parts[:2]), parts[-1]
    if parts[0] == "uncertainties":
        return f"{MECHANISMS[parts[1]][1]}：{NUMBERS[parts[1]][last]}"
    return NAMES[part][last]

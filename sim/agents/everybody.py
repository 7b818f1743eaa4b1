"""All agents of a world, made at once."""

from __future__ import annotations

from typing import Any, TypeVar

from sim.agents.cadre import Cadre
from sim.agents.cooperative import Cooperative
from sim.agents.government import Government
from sim.agents.household import Household
from sim.agents.ledger import Ledger
from sim.agents.row import RowAgent, World
from sim.agents.social_group import SocialGroup
from sim.agents.village import Village

One = TypeVar("One", bound=RowAgent)

KINDS: tuple[type[RowAgent], ...] = (Government, Village, Cooperative, SocialGroup, Cadre, Household, Ledger)


class Everybody:
    """The agents of a world by kind, each kind in the order of its rows: how agents find each other."""

    def __init__(self, model: Any, world: World) -> None:
        def all_of(kind: type[One]) -> tuple[One, ...]:
            return tuple(kind(model, self, row) for row in range(len(world.columns(kind.kind_name))))

        self.world = world
        self.governments = all_of(Government)
        self.villages = all_of(Village)
        self.cooperatives = all_of(Cooperative)
        self.groups = all_of(SocialGroup)
        self.cadres = all_of(Cadre)
        self.households = all_of(Household)
        self.ledgers = all_of(Ledger)

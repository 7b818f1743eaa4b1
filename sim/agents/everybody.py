"""All agents of a world, made at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, cast

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
    """The agents of a world by kind, each kind in the order of its rows: how agents find each other.

    Parameters
    ----------
    own
        Classes that stand in for the shipped class of their kind: it, with rules of one's own.
    """

    def __init__(self, model: Any, world: World, own: Sequence[type[RowAgent]] = ()) -> None:
        stand_ins = {kind.kind_name: kind for kind in own}

        def all_of(kind: type[One]) -> tuple[One, ...]:
            made = cast(type[One], stand_ins.get(kind.kind_name, kind))
            return tuple(made(model, self, row) for row in range(len(world.columns(kind.kind_name))))

        self.world = world
        self.governments = all_of(Government)
        self.villages = all_of(Village)
        self.cooperatives = all_of(Cooperative)
        self.groups = all_of(SocialGroup)
        self.cadres = all_of(Cadre)
        self.households = all_of(Household)
        self.ledgers = all_of(Ledger)

    def of(self, kind: str) -> tuple[RowAgent, ...]:
        """Return the agents of a kind, as the world calls it."""
        found: tuple[RowAgent, ...] = getattr(self, "governments" if kind == "counties" else kind)
        return found

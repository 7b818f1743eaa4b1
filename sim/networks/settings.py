"""The numbers a network is drawn with, and what a drawn network must show.

The sources say next to nothing on who is tied to whom: ten households to each party member (evidence
``member_household_link``) and six to eight grids a village (``grid_count``, ``pilot_grids``) describe what is
organised, not whom people listen to. Every number here is therefore assumed, with a range wide enough to be
worth a sensitivity analysis.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.quantity import declared

LAYERS = ("kinship", "neighbours", "groups", "bridges", "remote")
"""Names of the layers between households, in the order in which they are mixed."""


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """How many ties a household has in each layer, how they close, and how much each layer counts."""

    kin_ties: float = declared(
        4.0, "ties/household", 1.0, 12.0, "mean kinship ties of a household inside its village",
        assumed="a few related households are asked for advice on village affairs, out of dozens of relatives",
    )  # fmt: skip
    kin_within_lineage: float = declared(
        0.85, "1", 0.5, 1.0, "share of kinship ties inside the own lineage; the others are marriages in the village",
        assumed="lineages are patrilineal and most wives come from other villages, so few affines live next door",
    )  # fmt: skip
    branch_density: float = declared(
        0.7, "1", 0.3, 1.0, "chance that two households of one branch of a lineage are tied",
        assumed="a branch (brothers, cousins and their parents) is close to a clique, with some not on terms",
    )  # fmt: skip
    neighbour_ties: float = declared(
        4.0, "ties/household", 1.0, 12.0, "mean ties of a household to neighbours in its village",
        assumed="two houses on either side; grids (grid_count, pilot_grids) are larger and are drawn by the office",
    )  # fmt: skip
    rewire: float = declared(
        0.1, "1", 0.0, 0.5, "share of neighbour ties that lead anywhere in the village instead of next door",
        assumed="small worlds lie between .01 and .2 (Watts and Strogatz 1998); friends across the village",
    )  # fmt: skip
    group_ties: float = declared(
        2.0, "ties/member", 0.0, 10.0, "mean ties of a member to other members of one social group",
        assumed="one knows a few of the members well; the ten households a party member is assigned "
        "(member_household_link) are the upper end",
    )  # fmt: skip
    bridge_ties: float = declared(
        0.3, "ties/household", 0.0, 2.0, "mean ties of a household to other villages of its county",
        assumed="about one row in four has somebody in another village whose affairs it follows (market, marriage)",
    )  # fmt: skip
    remote_ties: float = declared(
        1.5, "ties/household", 0.0, 5.0, "mean ties of an away household to households present in its village",
        assumed="parents or a brother, and sometimes an old neighbour, keep the absent informed",
    )  # fmt: skip
    remote_to_kin: float = declared(
        0.7, "1", 0.0, 1.0, "share of remote ties that lead to the own lineage while somebody of it is present",
        assumed="those who left their house and land in somebody's care mostly left them to kin",
    )  # fmt: skip
    kinship_weight: float = declared(
        0.35, "1", 0.0, 1.0, "weight of the mean over kin in what a household hears",
        assumed="kin come first in land and house affairs",
    )  # fmt: skip
    neighbours_weight: float = declared(
        0.30, "1", 0.0, 1.0, "weight of the mean over neighbours in what a household hears",
        assumed="met daily, slightly behind kin",
    )  # fmt: skip
    groups_weight: float = declared(
        0.15, "1", 0.0, 1.0, "weight of the mean over fellow members in what a household hears",
        assumed="met at occasions",
    )  # fmt: skip
    bridges_weight: float = declared(
        0.10, "1", 0.0, 1.0, "weight of the mean over bridges in what a household hears",
        assumed="weak ties: seldom used, but with news nobody else has (Granovetter 1973)",
    )  # fmt: skip
    remote_weight: float = declared(
        0.10, "1", 0.0, 1.0, "weight of the mean over remote ties in what a household hears",
        assumed="by telephone and at the spring festival",
    )  # fmt: skip

    def weight(self, layer: str) -> float:
        """Return the weight of one of :data:`LAYERS`."""
        weight: float = getattr(self, f"{layer}_weight")
        return weight


@dataclass(frozen=True, slots=True)
class NetworkTargets:
    """What a network drawn with the default settings must show; checked by tests, read by no rule.

    Apart from the settings, because a number that nothing reads would be a sensitivity factor without effect.
    The range is the tolerance of the test.
    """

    kinship_clustering: float = declared(
        0.50, "1", 0.42, 0.58, "closed share of the pairs of ties that meet at a household, kinship",
        assumed="branch_density diluted by marriages: .7 x .85 x .85",
    )  # fmt: skip
    neighbours_clustering: float = declared(
        0.36, "1", 0.32, 0.42, "closed share of the pairs of ties that meet at a household, neighbours",
        assumed="a ring of four ties closes .5; rewiring leaves (1 - rewire) cubed of it (Barrat and Weigt 2000)",
    )  # fmt: skip
    lineage_share: float = declared(
        0.85, "1", 0.80, 0.90, "share of kinship ties inside the own lineage",
        assumed="as kin_within_lineage asks, where lineages have a branch or more",
    )  # fmt: skip

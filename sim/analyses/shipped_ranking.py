"""What the ranking that comes with the model found: in how many sets of numbers a strategy is better or worse.

The page docs/ranking.md is read itself, so that what is said of it elsewhere cannot differ from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.analyses.outcomes import outcomes

PAGE = "docs/ranking.md"
COMMAND = re.compile(r"`gaiju compare ([a-z-]+) ([a-z-]+) --")
SETS = re.compile(r"which makes (\d+) sets of numbers")
SHARE = re.compile(r"([\d.]+) %")
BETTER, WORSE = "better in", "worse in"


@dataclass(frozen=True, slots=True)
class ShippedRanking:
    """A finished comparison of two strategies over many sets of numbers.

    Attributes
    ----------
    baseline, strategy
        The strategies, by their ids.
    sets
        Sets of numbers.
    shares
        Outcome -> shares of sets in which the strategy is better, and worse, than the baseline beyond the margin.
    """

    baseline: str
    strategy: str
    sets: int
    shares: Mapping[str, tuple[float, float]]

    def seen_from(self, strategy: str) -> Mapping[str, tuple[float, float]]:
        """Return the shares of sets in which one of the two strategies is better, and worse, than the other."""
        if strategy == self.strategy:
            return self.shares
        return {name: (worse, better) for name, (better, worse) in self.shares.items()}


@cache
def shipped_ranking() -> ShippedRanking | None:
    """Return the ranking that comes with the model; nothing where the page is missing or of another form."""
    package = Path(__file__).parents[1]
    inside = package / "_docs" / "ranking.md"
    path = inside if inside.is_file() else package.parent / PAGE
    return ranking_told(path.read_text("utf-8")) if path.is_file() else None


def ranking_told(page: str) -> ShippedRanking | None:
    """Return what the page of a ranking says of one strategy against another; nothing if it is of another form."""
    command, sets, shares = COMMAND.search(page), SETS.search(page), _shares(page)
    if command is None or sets is None or not shares:
        return None
    baseline, strategy = (name.replace("-", "_") for name in command.groups())
    return ShippedRanking(baseline, strategy, int(sets[1]), shares)


def _shares(page: str) -> dict[str, tuple[float, float]]:
    """Return the columns of the page's first table, by outcome."""
    by_title = {outcome.title["en"]: name for name, outcome in outcomes().items()}
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"]
    if not rows or not {BETTER, WORSE} <= set(rows[0]):
        return {}
    found, columns = {}, [rows[0].index(head) for head in (BETTER, WORSE)]
    for row in rows[1:]:
        name = by_title.get(row[0].rpartition(" (")[0] or row[0])
        told = [SHARE.fullmatch(row[column]) for column in columns] if len(row) > max(columns) else []
        if name and all(told):
            better, worse = (float(share[1]) / 100.0 for share in told if share)
            found[name] = (better, worse)
    return found

"""Explain one household's life: the question as it is asked from Python and by ``gaiju explain``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd

from sim.designs.names import names_apart
from sim.designs.replications import differences
from sim.lives.parting import Parting, parting
from sim.lives.parting_told import told_apart
from sim.lives.parts import QUESTIONS, Sum
from sim.lives.record import Life
from sim.lives.telling import Teller, legend
from sim.lives.watching import watch
from sim.lives.words import Language
from sim.month import advance
from sim.reading import Case
from sim.statistics.drawing import drawn
from sim.statistics.finding import Figure
from sim.world import found_world

PARTS = ("scenario", "month", "what", "scale", "base", "total", "term", "value", "usual", "amount", "share")


@dataclass(frozen=True, eq=False, repr=False)
class Explanation:
    """One household's life, and the life it has under another scenario, if that was asked for.

    Attributes
    ----------
    chosen
        Why this household, as a name in :data:`sim.lives.words.CHOSEN`; empty if it was asked for.
    """

    life: Life
    versus: Life | None = None
    chosen: str = ""

    def __repr__(self) -> str:
        """Return the life in words."""
        return "\n".join(line for head, lines in self.sections() for line in (head, *lines))

    @property
    def household(self) -> int:
        """Number of the household, from 0."""
        return self.life.household

    @property
    def lives(self) -> tuple[Life, ...]:
        """The life, and the other one if there is one."""
        return (self.life,) if self.versus is None else (self.life, self.versus)

    @cached_property
    def parting(self) -> Parting | None:
        """Where its life parts ways; nothing if it never does, or if there is no other life."""
        return None if self.versus is None else parting(self.life, self.versus)

    def sections(self, language: Language = "en") -> list[tuple[str, list[str]]]:
        """Return the life in words: head and lines of each section, at the end how to read what is not plain."""
        story = self._story(language)
        read = legend([line for _, lines in story for line in lines], language)
        return [*story, read] if read[1] else story

    def _story(self, language: Language) -> list[tuple[str, list[str]]]:
        found = list(Teller(self.life, language).sections(self.chosen))
        if self.versus is not None:
            found.append(told_apart(self.life, self.versus, self.parting, language))
        return found

    def sentences(self, language: Language = "en") -> list[str]:
        """Return the life in sentences."""
        return [line.strip() for _, lines in self._story(language) for line in lines]

    @cached_property
    def table(self) -> pd.DataFrame:
        """Parts of every decision and, month by month, of every feeling: one row a part.

        ``base`` and the amounts of one month and ``what`` add up to ``total``, all on ``scale``: log odds (``logit``),
        shares, or points; ``share`` is that of all that pulls.
        """
        rows = [row for life in self.lives for row in _parts(life)]
        return pd.DataFrame(rows, columns=list(PARTS))

    @cached_property
    def months(self) -> pd.DataFrame:
        """The household's columns, and the stage of its village, at the end of every month."""
        return pd.DataFrame(
            {
                "scenario": life.case.scenario.name,
                "month": label,
                **now.household,
                **{f"village_{name}": now.village[name] for name in ("stage", "nameplate", "service", "pressure")},
            }
            for life in self.lives
            for label, now in zip(life.labels, life.months, strict=True)
        )

    @cached_property
    def events(self) -> pd.DataFrame:
        """What happened to village and household, in English."""
        rows = [
            (life.case.scenario.name, life.labels[event.month], event.what, Teller(life, "en").event(event))
            for life in self.lives
            for event in life.events
        ]
        return pd.DataFrame(rows, columns=["scenario", "month", "what", "said"])

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """Every draw of the life: what it was about, chance, luck, and whether it happened."""
        rows = [
            (life.case.scenario.name, life.labels[each.month], each.what, each.chance, each.luck, each.happened)
            for life in self.lives
            for each in life.decisions
        ]
        return pd.DataFrame(rows, columns=["scenario", "month", "what", "chance", "luck", "happened"])

    @cached_property
    def influences(self) -> pd.DataFrame:
        """What each neighbour had put into its support when it voted, and in the last month."""
        rows = [
            {
                "scenario": life.case.scenario.name,
                "month": life.labels[month],
                "neighbour": each.household,
                "layers": "+".join(each.layers),
                "strength": each.strength,
                "support": each.support,
                "amount": each.amount,
            }
            for life in self.lives
            for month, found in sorted(life.influences.items())
            for each in found
        ]
        names = ("scenario", "month", "neighbour", "layers", "strength", "support", "amount")
        return pd.DataFrame(rows, columns=list(names))

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return all tables by name."""
        return {
            "parts": self.table,
            "months": self.months,
            "events": self.events,
            "decisions": self.decisions,
            "influences": self.influences,
        }

    def figure(self) -> Figure:
        """Return the life as a figure, in English."""
        return cast(Figure, drawn(self, "life"))


def explain(
    case: Case,
    household: int | None = None,
    *,
    versus: Case | None = None,
    seed: int | None = None,
    replication: int = 0,
) -> Explanation:
    """Explain one household's life.

    Parameters
    ----------
    household
        Its number, from 0; when not given one with a story is chosen: one that voted no, or contested its offer.
    versus
        A scenario in the same world, to see where the life parts ways under it.
    seed
        Luck of the run; the scenario's own when not given.
    replication
        Number of the replication, from 0.

    Raises
    ------
    IndexError
        If there is no household of that number.
    ValueError
        If the other scenario has another world, other months or another seed: no household is in both.
    """
    if versus is not None:
        case, versus = names_apart([case, versus])
        unlike = list(differences([case, versus]))
        if unlike:
            more = f" (and {len(unlike) - 1} more)" if len(unlike) > 1 else ""
            raise ValueError(f"no household lives in both worlds: {unlike[0]}{more}")
    seed = case.scenario.runs.seed if seed is None else seed
    chosen = ""
    if household is None:
        household, chosen = choose(case, seed, replication)
    other = None if versus is None else watch(versus, household, seed, replication)
    return Explanation(watch(case, household, seed, replication), other, chosen)


def choose(case: Case, seed: int, replication: int) -> tuple[int, str]:
    """Return a household with a story and why it was chosen.

    Of those that voted no, one whom its reasons made do so comes first, of these the one with the least support, so
    that there is something to explain; of those that contested or missed a vote, the first.
    """
    world = found_world(case.scenario, seed, replication)
    p, view = world.parameters, QUESTIONS["view"]
    usual = view.rule(p)(**view.usual(p))
    refused, no, any_no, missed = (np.full(len(world.households), np.inf) for _ in range(4))
    for _ in range(case.scenario.clock.last):
        failed_before = world.villages.votes_failed
        advance(world, case.policies)
        home, ballot = world.households.village, world.households.ballot
        failed = (world.villages.votes_failed > failed_before)[home]
        support = np.where(ballot == 1.0, world.households.support, np.inf)
        since = world.month - world.villages.started[home].astype(np.int64)
        draw = world.luck.uniform("vote", since, len(world.households))
        reasoned = np.where(draw < usual, support, np.inf)
        any_no, no = np.minimum(any_no, support), np.minimum(no, reasoned)
        refused = np.minimum(refused, np.where(failed, reasoned, np.inf))
        missed = np.where((ballot == 0.0) & (world.villages.vote_open > 0.5)[home], 0.0, missed)
    contested = np.where(world.households.contested > 0.5, 0.0, np.inf)
    kinds = {"refused_vote": refused, "voted_no": no, "no_by_luck": any_no, "contested": contested, "missed": missed}
    found = [(int(np.argmin(rank)), why) for why, rank in kinds.items() if np.isfinite(rank).any()]
    return found[0] if found else (0, "first")


def _parts(life: Life) -> Iterator[tuple[Any, ...]]:
    for month, now in enumerate(life.months):
        for what, said in now.felt.items():
            yield from _rows(life, month, what, said)
    for made in life.decisions:
        if made.made_of.parts:
            yield from _rows(life, made.month, made.what, made.made_of)


def _rows(life: Life, month: int, what: str, said: Sum) -> Iterator[tuple[Any, ...]]:
    head = (life.case.scenario.name, life.labels[month], what, said.scale, said.base, said.total)
    for part in said.parts:
        yield (*head, part.term, part.value, part.usual, part.amount, said.share(part))

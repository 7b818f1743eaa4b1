"""The answer in plain sentences: which strategy, for whom, at what price, how sure, and what would change it.

The terminal and the report open with the same words. Who converts fewer villages in substance than another (worse, as
the tables say it) is left out of the choice: disputes, petitions and costs of villages that nobody touches do not
arise, and doing nothing would win. Of the others that one is recommended which leads everybody else, by all results
shown first that are told apart (cost apart, which stands beside it as the price) and by those of them that stand with
all comparisons taken together (:mod:`sim.analyses.choosing`): counts that anybody can check, with what is given up
named beside them. If nobody does it is said to be mixed, with what speaks for each; of scenarios that differ in more
than policy nobody is recommended. How sure that is goes by the closest of all the others, not by the baseline alone: of
three the best may lead the first by far and the second by a hair. Where somebody is left out by a difference that may
be chance, the others of the results have to lead as well. All that is sureness against chance with the numbers as they
are; beside it stands what other numbers did to the same two strategies, or the command that tries them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.analyses.answer_voice import MOST_NAMED, Voice
from sim.analyses.answer_words import DELAYS, SAID
from sim.analyses.choosing import leads, more_better, standing
from sim.analyses.compare import Difference
from sim.analyses.finding import DOUBT, Finding
from sim.analyses.for_whom import Share
from sim.analyses.paired import DIFFERENT, Kind, paired
from sim.analyses.ranking import MOST
from sim.analyses.shipped_ranking import shipped_ranking
from sim.analyses.turned import Turned, clearest, gain, kind_of
from sim.analyses.words import Language, about, amount, change, within

PRICE, GOAL, BEGUN = "cost", "substantive_coverage", "landing"
ENOUGH, FEW = 16, 8
LEVELS = ("low", "medium", "high")
"""Pairs from which an answer may be called sure, and below which it is called unsure whatever it says."""
FEW_MORE = 1.25
"""Pairs that would decide, against those there are, below which a few more are said to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a comparison says, in sentences of one language.

    Attributes
    ----------
    points
        The sentences of the answer.
    recommended
        Name of the scenario; ``None`` where none does better.
    confidence
        ``high``, ``medium`` or ``low``.
    would_change
        What would change the answer, a sentence each.
    legend
        What the sign of doubt means, where one of the sentences bears it.
    """

    question: str
    answer: str
    points: tuple[str, ...]
    recommended: str | None
    for_whom: str
    price: str
    confidence: str
    how_sure: str
    would_change: tuple[str, ...]
    legend: str = ""

    def lines(self, language: Language) -> Iterator[tuple[str, str]]:
        """Yield heading and sentence, as the terminal prints them and the report opens."""
        gap = "" if language == "zh" else " "
        for key in ("question", "answer", "for_whom", "price", "how_sure"):
            if getattr(self, key):
                yield SAID[key][language], getattr(self, key)
        if self.would_change:
            yield SAID["would_change"][language], gap.join(self.would_change)
        if self.legend:
            yield DOUBT, self.legend


def answer(finding: Finding, language: Language = "en") -> Answer:
    """Return the answer of a comparison.

    Raises
    ------
    ValueError
        If there is only one scenario.
    """
    if len(finding.scenarios) < 2:
        raise ValueError("an answer takes two scenarios or more")
    return _Speaker(finding, language).answer()


class _Speaker(Voice):
    """Says what a finding comes to in one language."""

    def __init__(self, finding: Finding, language: Language) -> None:
        super().__init__(finding, language)
        self.key = [name for name in finding.key if name != PRICE and finding.declared[name].better != "none"]
        self.duels = self._all_duels()
        self.spared = self._spared()
        self.chosen = [name for name in finding.scenarios if name not in self.spared]
        scores = {name: self._score(name) for name in self.chosen}
        first = max(self.chosen, key=scores.__getitem__)
        rivals = [name for name in finding.scenarios if name != first and not leads(self._key_duel(first, name))]
        self.best = first if finding.policy_alone and not rivals else None
        self.one, self.other = first, self._other(first, rivals, scores)
        if self.best is None and first == finding.baseline and self.other not in self.spared:
            self.one, self.other = self.other, first
        self.mine = self._key_duel(self.one, self.other)

    def _all_duels(self) -> list[Difference]:
        """Return every two scenarios; those against the baseline as the tables have them, with the same doubts."""
        found = self.finding
        rest = found.every_two if len(found.scenarios) > 2 else ()
        return [*found.differences, *(each for each in rest if found.baseline not in (each.scenario, each.baseline))]

    def _other(self, first: str, rivals: Sequence[str], scores: dict[str, int]) -> str:
        """Return what the first is held against: of those it does not lead, or of all, the baseline or the next."""
        others = rivals or [name for name in self.finding.scenarios if name != first]
        if self.finding.baseline in others:
            return self.finding.baseline
        return max(others, key=lambda name: scores.get(name, -math.inf))

    def _key_duel(self, one: str, other: str) -> list[Turned]:
        """Return the results shown first of one scenario against another."""
        return [each for each in self.duel(one, other) if each.outcome.name in self.key]

    def _spared(self) -> list[str]:
        """Return who converts fewer villages in substance than whoever converts most."""
        if GOAL not in self.key:
            return []
        names = self.finding.scenarios
        most = max(names, key=lambda name: paired(self.finding.ends.of(name, GOAL)).mean)
        duels = {name: self.duel(name, most) for name in names if name != most}
        return [name for name, found in duels.items() if kind_of(found, GOAL) == "worse"]

    def duel(self, one: str, other: str) -> list[Turned]:
        """Return all outcomes of one scenario against another."""
        return [
            Turned(each, 1.0 if each.scenario == one else -1.0)
            for each in self.duels
            if {each.scenario, each.baseline} == {one, other}
        ]

    def _score(self, name: str) -> int:
        others = [other for other in self.chosen if other != name]
        kinds = [one.kind for other in others for one in self.duel(name, other) if one.outcome.name in self.key]
        return kinds.count("better") - kinds.count("worse")

    def answer(self) -> Answer:
        """Return all sentences."""
        titles = self.say("or").join(self.say("quoted", title=self.title(name)) for name in self.finding.scenarios)
        (level, least), points = self._confidence(), self._answer()
        for_whom, would_change = self._for_whom(), tuple(self._would_change())
        marked = any(DOUBT in sentence for sentence in (*points, for_whom, *would_change))
        return Answer(
            question=self.say("ask", titles=titles, years=self.years()),
            answer=self.joined(points),
            points=points,
            recommended=self.best,
            for_whom=for_whom,
            price=self._price(),
            confidence=level,
            how_sure=self._how_sure(level, least),
            would_change=would_change,
            legend=self.say("doubt") if marked else "",
        )

    def of(self, *kinds: Kind) -> list[Turned]:
        """Return the results shown first of which one of some things is said, the largest difference first."""
        mine = [one for one in self.mine if one.kind in kinds]
        return sorted(mine, key=lambda one: -one.size)

    def _answer(self) -> tuple[str, ...]:
        """Say who is recommended, how often it does better and worse, and in what; a sentence each."""
        better, worse, same = self.of("better"), self.of("worse"), self.of("same")
        one, other = self.title(self.one), self.title(self.other)
        counts = {"all": len(self.mine), "better": len(better), "worse": len(worse)}
        equal = self.say("count same", same=len(same)) if same else ""
        head = self._head(one, other)
        parts = [self.say("count", one=one, other=other, equal=equal, **counts)]
        parts += self._left_out()
        for_one, for_other = ("is better", "is worse") if self.best else ("speaks for", "speaks for")
        named = self.named(worse, turned=not self.best)
        parts += [self.say(for_one, one=one, other=other, named=self.named(better))] if better else []
        parts += [self.say(for_other, one=other, other=one if not self.best else other, named=named)] if worse else []
        undecided = len(self.mine) - len(better) - len(worse) - len(same)
        parts += self._longest_delay()
        parts += [self.say("is open", open=undecided)] if undecided else []
        return (head, *parts, *([self.say("rule")] if self.finding.policy_alone else []))

    def _head(self, one: str, other: str) -> str:
        """Say who is recommended, or why nobody is."""
        if not self.finding.policy_alone:
            return self.say("everything differs", one=one, other=other)
        if self.best:
            return self.say("recommended", one=one, other=other)
        if not self.of("better", "worse"):
            return self.say("none recommended", one=one, other=other)
        kinds = [each.kind for each in standing(self.mine)]
        counts = {"mine": kinds.count("better"), "others": kinds.count("worse")}
        return self.say("mixed", one=one, other=other, **counts)

    def _longest_delay(self) -> list[str]:
        """Say by what the one that is spoken of is delayed longest, where the results shown first do not hold it."""
        late = [one for one in self.duel(self.one, self.other) if _is_time(one) and one.kind in DIFFERENT]
        most = max(late, key=lambda one: one.mean, default=None)
        if most is None or most.mean <= 0.0 or most.outcome.name in self.key:
            return []
        here, there = self.both(most.outcome)
        name = DELAYS[most.outcome.name][self.language] if most.outcome.name in DELAYS else self.name(most.outcome)
        said = {"here": here, "there": there, "other": self.title(self.other)}
        mark = DOUBT * most.each.doubtful
        neutral = self.say("no direction") if most.outcome.better == "none" else ""
        return [self.say("longest delay", name=name, mark=mark, neutral=neutral, **said)]

    def _left_out(self) -> list[str]:
        """Say who is left out of the choice, and why."""
        if not self.spared:
            return []
        outcome = self.finding.declared[GOAL]
        levels = {name: self.mean(name, GOAL) for name in (self.one, *self.spared)}
        said = {name: amount(level, outcome.unit, self.language) for name, level in levels.items()}
        named = [self.say("at", title=self.title(name), level=said[name]) for name in self.spared]
        joined = self.say("listed").join(named)
        idle = BEGUN in self.finding.ends.outcomes and any(self._begins_less(name) for name in self.spared)
        why = self.say("idle" if idle else "the aim")
        return [self.say("spared", one=self.title(self.one), level=said[self.one], named=joined, why=why)]

    def _begins_less(self, scenario: str) -> bool:
        """Return whether a scenario leaves villages alone in which the one that is spoken of begins."""
        margin = self.finding.declared[BEGUN].margin
        return self.mean(scenario, BEGUN) < self.mean(self.one, BEGUN) - margin

    def _for_whom(self) -> str:
        """Say who gains and who loses most, of all regions, classes of villages and household groups."""
        if self.finding.baseline not in (self.one, self.other):
            return ""
        pairs = {(self.one, self.other): 1.0, (self.other, self.one): -1.0}
        mine = [
            (pairs[each.scenario, each.baseline], each)
            for each in self.finding.for_whom
            if (each.scenario, each.baseline) in pairs and each.outcome.name in self.key and each.kind in DIFFERENT
        ]
        ranked = sorted(mine, key=lambda turned: gain(*turned))
        if not mine:
            return self.say("nobody") if self.finding.for_whom else ""
        most, least = ranked[-1], ranked[0]
        parts = [self.say("gains", one=self.title(self.one), who=self.who(*most))] if gain(*most) > 0.0 else []
        if gain(*least) >= 0.0:
            return self.joined([*parts, self.say("nobody loses")])
        losing = [each for sign, each in ranked[1:] if gain(sign, each) < 0.0]
        parts += [self.say("loses", who=self.who(*least)), self._also_losing(losing) if losing else ""]
        return self.joined(parts)

    def _also_losing(self, losing: Sequence[Share]) -> str:
        """Name who else loses, outcome by outcome, so that none is left out silently."""
        groups: dict[str, list[str]] = {}
        for each in losing:
            groups.setdefault(self.name(each.outcome), []).append(self.member(each) + DOUBT * each.doubtful)
        said = [self.say("losing in", name=name, members=self._members(who)) for name, who in groups.items()]
        return self.say("also losing", named=self.say("listed").join(said))

    def _members(self, who: Sequence[str]) -> str:
        """Return the first of several groups, and how many more there are."""
        more = len(who) - MOST_NAMED
        said = self.say("comma").join(who[:MOST_NAMED])
        return said + (self.say("more groups", more=more) if more > 0 else "")

    def _price(self) -> str:
        found = next((one for one in self.duel(self.one, self.other) if one.outcome.name == PRICE), None)
        if found is None or found.each.found.n == 0:
            return ""
        unit, (low, high) = found.outcome.unit, found.ends
        here, there = self.both(found.outcome)
        spent = change(abs(found.mean), "yuan", self.language).removeprefix("+")
        by = self.say("spends less" if found.mean < 0.0 else "spends more", by=spent)
        interval = within(low, high, unit, self.language)
        kind = found.kind if found.kind in ("same", "better", "worse") else "open"
        said = {"here": here, "there": there, "other": self.title(self.other)}
        return self.say("paid", **said, years=self.years(), by=by, span=interval) + self.say(
            f"price {kind}", margin=self.change(found.outcome.margin, found.outcome).removeprefix("+")
        )

    def _confidence(self) -> tuple[str, str]:
        """Return how sure the answer is, and against whom it is least so."""
        if self.best is None:
            return LEVELS[0], self.other
        others = [self.other, *(name for name in self.finding.scenarios if name not in (self.one, self.other))]
        levels = {name: self._sure_of(name) for name in others}
        least = min(others, key=lambda name: LEVELS.index(levels[name]))
        return levels[least], least

    def _sure_of(self, other: str) -> str:
        """Return how sure one lead is: by the pairs, and by what holds with all comparisons taken together."""
        decisive, pairs = self._decisive(other), self._pairs()
        firm = [one for one in decisive if not one.each.doubtful]
        if not decisive or pairs < FEW or 2 * len(firm) < len(decisive) or not more_better(decisive):
            return "low"
        return "high" if pairs >= ENOUGH and len(firm) == len(decisive) and more_better(firm) else "medium"

    def _decisive(self, other: str) -> list[Turned]:
        """Return what the recommendation over another hangs on: what it is left out for, if that is no chance."""
        mine = [one for one in self.duel(self.one, other) if one.outcome.name in self.key]
        if other in self.spared and not self._hangs(other):
            return [one for one in mine if one.outcome.name == GOAL]
        return [one for one in mine if one.kind in ("better", "worse")]

    def _hangs(self, other: str) -> bool:
        """Return whether another is left out for a difference that would not hold with all comparisons together."""
        goal = next((one for one in self.duel(self.one, other) if one.outcome.name == GOAL), None)
        return other in self.spared and goal is not None and goal.each.doubtful

    def _pairs(self) -> int:
        return max((one.each.found.n for one in self.mine), default=0)

    def _how_sure(self, level: str, least: str) -> str:
        better, decisive = self.of("better"), self.of("better", "worse")
        firm = sum(not one.each.doubtful for one in decisive)
        parts = [self.say(f"sure {level}" if self.best else "sure none", pairs=self._pairs())]
        if self._hangs(least):
            parts.append(self.say("hangs", other=self.title(least), name=self.name(self.finding.declared[GOAL])))
        if better:
            parts.append(self._clearest(clearest(better)))
        if decisive:
            key = "all firm" if firm == len(decisive) else "firm"
            parts.append(self.say(key, firm=firm, decisive=len(decisive), all=self.finding.family))
        if least != self.other and least not in self.spared:
            parts.append(self.say("closest rival", one=self.title(self.one), **self._against(least)))
        return self.joined([*parts, self.say("only the model"), self._over_other_numbers(decisive)])

    def _clearest(self, first: Turned) -> str:
        """Say in how many pairs the clearest result is better; pairs in which both are equal are counted apart."""
        ends, good = self.finding.ends, -1.0 if first.outcome.better == "lower" else 1.0
        apart = good * (ends.of(self.one, first.outcome.name) - ends.of(self.other, first.outcome.name))
        won, equal = int((apart > 0.0).sum()), int((apart == 0.0).sum())
        said = {"name": self.name(first.outcome), "won": won, "n": first.each.found.n}
        tied = self.say("tied", equal=equal) if equal else ""
        interval = within(*first.ends, first.outcome.unit, self.language)
        mark = DOUBT * first.each.doubtful
        return self.say("won", **said, mark=mark, tied=tied, by=self.moved(first.mean, first.outcome), span=interval)

    def _over_other_numbers(self, decisive: Sequence[Turned]) -> str:
        """Say how the findings stood when the shipped ranking of the same two strategies tried other numbers."""
        ranking, (mine, rival) = shipped_ranking(), (self._strategy(name) for name in (self.one, self.other))
        if ranking is None or {mine, rival} != {ranking.baseline, ranking.strategy}:
            return self.say("not ranked", ensemble=self._ensemble() or "national")
        shares = ranking.seen_from(mine)
        known = [(shares[one.outcome.name][one.kind == "worse"], one) for one in decisive if one.outcome.name in shares]
        if not known:
            return self.say("not ranked", ensemble=self._ensemble() or "national")
        weak = [one for share, one in sorted(known, key=lambda each: each[0]) if share < MOST]
        said = {"sets": ranking.sets, "held": len(known) - len(weak), "all": len(known), "most": f"{100 * MOST:.0f}"}
        named = [self._in_sets(one, shares[one.outcome.name]) for one in weak]
        weakest = self.say("weakest", named=self.listed(named)) if named else ""
        return self.say("ranked", **said, weakest=weakest)

    def _in_sets(self, one: Turned, shares: tuple[float, float]) -> str:
        better, worse = (f"{100.0 * share:.0f}" for share in shares)
        return self.say("in sets", name=self.name(one.outcome), better=better, worse=worse)

    def _strategy(self, scenario: str) -> str:
        """Return the rollout strategy of a scenario, where the tables say it."""
        runs = self.finding.tables.runs
        return str(runs.loc[runs["scenario"] == scenario, "policy"].iloc[0]) if "policy" in runs else ""

    def _ensemble(self) -> str:
        """Return the ensemble from which all scenarios took their parameters; nothing where they did not."""
        tried = {self.finding.ensembles.get(name, "") for name in self.finding.scenarios}
        return tried.pop() if len(tried) == 1 else ""

    def _would_change(self) -> Iterator[str]:
        """Yield what would change the answer: other weights, the closest call, more pairs, a rival."""
        one, other = self.title(self.one), self.title(self.other)
        worse = self.of("worse")
        if worse:
            yield self.say("weights", one=one, other=other, named=self.named(worse, turned=True))
        close = min(
            (one for one in self.of("better") if not one.each.found.alike), key=lambda one: one.room, default=None
        )
        if close is not None:
            least = self.moved(min(close.ends, key=abs), close.outcome)
            key = "closest" if close.room < 1.0 else "closest, yet"
            yield self.say(key, one=one, name=self.name(close.outcome), least=least)
        goal = next((each for each in self.of("open") if each.outcome.name == GOAL), None)
        if goal is not None and goal.mean < -goal.outcome.margin:
            yield self.say("fewer", levels=self.levels(goal, key="instead of one"))
        yield from self._undecided()
        yield from self._rival(one)
        if not worse:
            yield self.say("nothing worse", one=one, other=other)
        same = self._ensemble()
        yield self.say("numbers tried", ensemble=same) if same else self.say("other numbers")

    def _undecided(self) -> Iterator[str]:
        for turned in self.of("open")[:2]:
            needed, n = turned.each.needed, turned.each.found.n
            if not math.isnan(needed[0]):
                key = "a few more" if needed[1] <= FEW_MORE * n else "more pairs"
                yield self.say(key, name=self.name(turned.outcome), n=n, needed=about(needed, self.language))

    def _rival(self, one: str) -> Iterator[str]:
        """Yield how close whoever comes next is, where there are more than two."""
        others = [name for name in self.chosen if name not in (self.one, self.other)]
        rival = max(others, key=self._score, default=None)
        if rival and self.best and rival != self._confidence()[1]:
            yield self.say("rival", one=one, **self._against(rival))

    def _against(self, rival: str) -> dict[str, object]:
        """Return the title of another, and in how many results the recommended does better and worse."""
        mine = [each.kind for each in self.duel(self.one, rival) if each.outcome.name in self.key]
        counts = {"better": mine.count("better"), "worse": mine.count("worse"), "all": len(mine)}
        return {"rival": self.title(rival), **counts}


def _is_time(one: Turned) -> bool:
    """Return whether an outcome is how long something takes."""
    return one.outcome.name.startswith("months_to")

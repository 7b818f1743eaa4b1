"""The answer in plain sentences: which strategy, for whom, at what price, how sure, and what would change it.

The terminal and the report open with the same words. Who converts fewer villages in substance than another, beyond
doubt and margin, is left out of the choice: disputes, petitions and costs of villages that nobody touches do not arise,
and doing nothing would win. Of the others that one is recommended which does better in more of the results shown first
(cost apart, which stands beside it as the price) than it does worse: a count that anybody can check, with what is given
up named beside it. How sure that is goes by the closest of all the others, not by the baseline alone: of three the best
may lead the first by far and the second by a hair. The sentences are about what the runs say; what the numbers rest on
is told elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.analyses.answer_words import MEMBERS_EN, NAMES, SAID
from sim.analyses.compare import Difference
from sim.analyses.finding import DOUBT, Finding
from sim.analyses.for_whom import Share
from sim.analyses.outcomes import Outcome
from sim.analyses.paired import DIFFERENT, Kind, paired
from sim.analyses.words import Language, amount, change, compared, per_cent, plain, reached_said, term, within

PRICE, GOAL = "cost", "substantive_coverage"
ENOUGH, FEW = 16, 8
LEVELS = ("low", "medium", "high")
"""Pairs from which an answer may be called sure, and below which it is called unsure whatever it says."""
TURNED: dict[Kind, Kind] = {"better": "worse", "worse": "better", "higher": "lower", "lower": "higher"}
MOST_NAMED = 4
SHARES = ("satisfaction", "disputes", "petitions", "nameplate_share", "service_level", "substantive_coverage")
"""Outcomes looked at for whom: what people feel and get."""


@dataclass(frozen=True, slots=True)
class Turned:
    """One outcome of one scenario against another, seen from the first.

    Attributes
    ----------
    sign
        -1 where the difference was taken the other way round.
    """

    each: Difference
    sign: float

    @property
    def kind(self) -> Kind:
        """What can be said of it."""
        return self.each.kind if self.sign > 0.0 else TURNED.get(self.each.kind, self.each.kind)

    @property
    def mean(self) -> float:
        """Mean difference."""
        return self.sign * self.each.found.mean

    @property
    def ends(self) -> tuple[float, float]:
        """Interval of the mean difference."""
        low, high = self.sign * self.each.found.low, self.sign * self.each.found.high
        return min(low, high), max(low, high)

    @property
    def outcome(self) -> Outcome:
        """The outcome."""
        return self.each.outcome


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

    def lines(self, language: Language) -> Iterator[tuple[str, str]]:
        """Yield heading and sentence, as the terminal prints them and the report opens."""
        for key in ("question", "answer", "for_whom", "price", "how_sure"):
            if getattr(self, key):
                yield SAID[key][language], getattr(self, key)
        if self.would_change:
            yield SAID["would_change"][language], ("" if language == "zh" else " ").join(self.would_change)


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


class _Speaker:
    """Says what a finding comes to in one language."""

    def __init__(self, finding: Finding, language: Language) -> None:
        self.finding, self.language = finding, language
        self.key = [name for name in finding.key if name != PRICE and finding.declared[name].better != "none"]
        self.duels = self._all_duels()
        self.spared = self._spared()
        self.chosen = [name for name in finding.scenarios if name not in self.spared]
        scores = {name: self._score(name) for name in self.chosen}
        best = max(self.chosen, key=scores.__getitem__)
        self.best = best if list(scores.values()).count(scores[best]) == 1 else None
        self.one = self.best or next(name for name in self.chosen if name != finding.baseline)
        self.other = self._other(scores)
        self.mine = [one for one in self.duel(self.one, self.other) if one.outcome.name in self.key]

    def _all_duels(self) -> list[Difference]:
        """Return every two scenarios; those against the baseline as the tables have them, with the same doubts."""
        found = self.finding
        rest = found.every_two if len(found.scenarios) > 2 else ()
        return [*found.differences, *(each for each in rest if found.baseline not in (each.scenario, each.baseline))]

    def _other(self, scores: dict[str, int]) -> str:
        """Return what the recommended is held against: the baseline, or whoever comes next after it."""
        if self.one != self.finding.baseline:
            return self.finding.baseline
        others = [name for name in self.finding.scenarios if name != self.one]
        return max(others, key=lambda name: scores.get(name, -math.inf))

    def _spared(self) -> list[str]:
        """Return who converts fewer villages in substance than whoever converts most."""
        if GOAL not in self.key:
            return []
        names = self.finding.scenarios
        most = max(names, key=lambda name: paired(self.finding.ends.of(name, GOAL)).mean)
        duels = {name: self.duel(name, most) for name in names if name != most}
        return [name for name, found in duels.items() if _kind_of(found, GOAL) == "worse"]

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

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the language."""
        return SAID[key][self.language].format(**values)

    def title(self, scenario: str) -> str:
        """Return the title of a scenario."""
        return self.finding.title(scenario, self.language)

    def answer(self) -> Answer:
        """Return all sentences."""
        titles = self.say("or").join(self.say("quoted", title=self.title(name)) for name in self.finding.scenarios)
        (level, least), points = self._confidence(), self._answer()
        return Answer(
            question=self.say("ask", titles=titles, years=self._years()),
            answer=self._joined(points),
            points=points,
            recommended=self.best,
            for_whom=self._for_whom(),
            price=self._price(),
            confidence=level,
            how_sure=self._how_sure(level, least),
            would_change=tuple(self._would_change()),
        )

    def _years(self) -> str:
        return f"{len(self.finding.cube.months) / 12:.3g}"

    def of(self, *kinds: Kind) -> list[Turned]:
        """Return the results shown first of which one of some things is said, the largest difference first."""
        mine = [one for one in self.mine if one.kind in kinds]
        return sorted(mine, key=lambda one: -abs(one.mean) / one.outcome.margin)

    def _answer(self) -> tuple[str, ...]:
        """Say who is recommended, how often it does better and worse, and in what; a sentence each."""
        better, worse, same = self.of("better"), self.of("worse"), self.of("same")
        one, other = self.title(self.one), self.title(self.other)
        counts = {"all": len(self.mine), "better": len(better), "worse": len(worse), "same": len(same)}
        head = self.say("recommended" if self.best else "none recommended", one=one, other=other)
        parts = [self.say("count", one=one, other=other, **counts)]
        parts += self._left_out()
        parts += [self.say("is better", other=other, named=self._named(better))] if better else []
        parts += [self.say("is worse", other=other, named=self._named(worse))] if worse else []
        undecided = len(self.mine) - len(better) - len(worse) - len(same)
        parts += [self.say("is open", open=undecided)] if undecided else []
        doubtful = any(turned.each.doubtful for turned in (*better, *worse))
        return (head, *parts, *([self.say("doubt")] if doubtful else []))

    def _left_out(self) -> list[str]:
        """Say who is left out of the choice, and why."""
        if not self.spared:
            return []
        outcome = self.finding.declared[GOAL]
        levels = {name: paired(self.finding.ends.of(name, GOAL)).mean for name in (self.one, *self.spared)}
        said = {name: amount(level, outcome.unit, self.language) for name, level in levels.items()}
        named = [self.say("at", title=self.title(name), level=said[name]) for name in self.spared]
        joined = self.say("listed").join(named)
        return [self.say("spared", one=self.title(self.one), level=said[self.one], named=joined)]

    def _named(self, mine: Sequence[Turned], turned: bool = False) -> str:
        """Name the largest differences, each with what it is and what it would be; ``turned`` as the other has it."""
        said = [self._levels(one, turned) for one in mine[:MOST_NAMED]]
        more = len(mine) - MOST_NAMED
        return self.say("listed").join(said) + (self.say("and more", more=more) if more > 0 else "")

    def _levels(self, one: Turned, turned: bool = False, key: str = "instead of") -> str:
        here, there = self._both(one.outcome, turned)
        said = {"name": self._name(one.outcome), "here": here, "there": there, "other": self.title(self.other)}
        return self.say(key, **said) + DOUBT * one.each.doubtful

    def _both(self, outcome: Outcome, turned: bool = False) -> tuple[str, str]:
        """Return the mean of an outcome under either scenario, the unit said once."""
        names = (self.other, self.one) if turned else (self.one, self.other)
        one, other = (paired(self.finding.ends.of(name, outcome.name)).mean for name in names)
        seldom = [reached_said(self.finding.reached(name, outcome.name), self.language) for name in names]
        full = [amount(value, outcome.unit, self.language) for value in (one, other)]
        bare = full if per_cent(outcome.unit) else [plain(value, outcome.unit) for value in (one, other)]
        here, there = (full[0], bare[1]) if self.language == "zh" else (bare[0], full[1])
        return here + seldom[0], there + seldom[1]

    def _change(self, value: float, outcome: Outcome) -> str:
        """Return a difference with its unit in full: whoever reads on need not know what pp are."""
        said = change(value, outcome.unit, self.language)
        return said.replace(" pp", " percentage points") if per_cent(outcome.unit) else said

    def _moved(self, value: float, outcome: Outcome) -> str:
        """Return a difference in words instead of signs, which readers take for good and bad."""
        said = compared(value, outcome.unit, self.language)
        return said.replace(" pp", " percentage points") if per_cent(outcome.unit) else said

    def _name(self, outcome: Outcome) -> str:
        if outcome.name in NAMES:
            return NAMES[outcome.name][self.language]
        title = outcome.title[self.language]
        return title[0].lower() + title[1:]

    def _for_whom(self) -> str:
        """Say who gains and who loses most, of all regions, classes of villages and household groups."""
        pairs = {(self.one, self.other): 1.0, (self.other, self.one): -1.0}
        mine = [
            (pairs[each.scenario, each.baseline], each)
            for each in self.finding.for_whom
            if (each.scenario, each.baseline) in pairs and each.outcome.name in SHARES and each.kind in DIFFERENT
        ]
        ranked = sorted(mine, key=lambda turned: _gain(*turned))
        if not mine:
            return self.say("nobody") if self.finding.for_whom else ""
        gain, loss = ranked[-1], ranked[0]
        parts = [self.say("gains", one=self.title(self.one), who=self._who(*gain))] if _gain(*gain) > 0.0 else []
        parts += [self.say("loses", who=self._who(*loss))] if _gain(*loss) < 0.0 else [self.say("nobody loses")]
        return self._joined(parts)

    def _who(self, sign: float, each: Share) -> str:
        unit = each.outcome.unit
        low, high = sorted((sign * each.found.low, sign * each.found.high))
        return (
            self.say(
                "group",
                member=term(each.member, "zh") if self.language == "zh" else MEMBERS_EN.get(each.member, each.member),
                name=self._name(each.outcome),
                change=self._moved(sign * each.found.mean, each.outcome),
                span=within(low, high, unit, self.language),
            )
            + DOUBT * each.doubtful
        )

    def _price(self) -> str:
        found = next((one for one in self.duel(self.one, self.other) if one.outcome.name == PRICE), None)
        if found is None or found.each.found.n == 0:
            return ""
        unit, (low, high) = found.outcome.unit, found.ends
        here, there = self._both(found.outcome)
        spent = change(abs(found.mean), "yuan", self.language).removeprefix("+")
        by = self.say("spends less" if found.mean < 0.0 else "spends more", by=spent)
        interval = within(low, high, unit, self.language)
        kind = found.kind if found.kind in ("same", "better", "worse") else "open"
        said = {"here": here, "there": there, "other": self.title(self.other)}
        return self.say("paid", **said, years=self._years(), by=by, span=interval) + self.say(
            f"price {kind}", margin=self._change(found.outcome.margin, found.outcome).removeprefix("+")
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
        if not decisive or pairs < FEW or 2 * len(firm) < len(decisive) or not self._leads(decisive, other):
            return "low"
        return "high" if pairs >= ENOUGH and len(firm) == len(decisive) and self._leads(firm, other) else "medium"

    def _decisive(self, other: str) -> list[Turned]:
        """Return what the recommendation over another hangs on."""
        mine = [one for one in self.duel(self.one, other) if one.outcome.name in self.key]
        if other in self.spared:
            return [one for one in mine if one.outcome.name == GOAL]
        return [one for one in mine if one.kind in ("better", "worse")]

    def _leads(self, found: Sequence[Turned], other: str) -> bool:
        kinds = [one.kind for one in found]
        return other in self.spared or kinds.count("better") > kinds.count("worse")

    def _pairs(self) -> int:
        return max((one.each.found.n for one in self.mine), default=0)

    def _how_sure(self, level: str, least: str) -> str:
        better, decisive = self.of("better"), self.of("better", "worse")
        if self.other in self.spared:
            better = self._decisive(self.other)
        firm = sum(not one.each.doubtful for one in decisive)
        parts = [self.say(f"sure {level}", pairs=self._pairs())]
        if better:
            first = better[0]
            share = first.each.p_better if first.sign > 0.0 else 1.0 - first.each.p_better
            interval = within(*first.ends, first.outcome.unit, self.language)
            won, by = f"{share * first.each.found.n:g}", self._moved(first.mean, first.outcome)
            said = {"name": self._name(first.outcome), "won": won, "n": first.each.found.n, "by": by}
            parts.append(self.say("won", **said, span=interval))
        if decisive:
            key = "all firm" if firm == len(decisive) else "firm"
            parts.append(self.say(key, firm=firm, decisive=len(decisive), all=len(self.finding.differences)))
        if least != self.other and least not in self.spared:
            parts.append(self.say("closest rival", one=self.title(self.one), **self._against(least)))
        return self._joined([*parts, self.say("only the model")])

    def _would_change(self) -> Iterator[str]:
        """Yield what would change the answer: other weights, the closest call, more pairs, a rival."""
        one, other = self.title(self.one), self.title(self.other)
        worse = self.of("worse")
        if worse:
            yield self.say("weights", one=one, other=other, named=self._named(worse, turned=True))
        close = min(self.of("better"), key=_room, default=None)
        if close is not None:
            least = self._moved(min(close.ends, key=abs), close.outcome)
            key = "closest" if _room(close) < 1.0 else "closest, yet"
            yield self.say(key, one=one, name=self._name(close.outcome), least=least)
        goal = next((each for each in self.of("open") if each.outcome.name == GOAL), None)
        if goal is not None and goal.mean < -goal.outcome.margin:
            yield self.say("fewer", levels=self._levels(goal, key="instead of one"))
        yield from self._undecided()
        yield from self._rival(one)
        if not worse:
            yield self.say("nothing worse", one=one, other=other)
        tried = {self.finding.ensembles.get(name, "") for name in self.finding.scenarios}
        same = tried.pop() if len(tried) == 1 else ""
        yield self.say("numbers tried", ensemble=same) if same else self.say("other numbers")

    def _undecided(self) -> Iterator[str]:
        for turned in self.of("open")[:2]:
            needed = turned.each.needed
            if not math.isnan(needed):
                yield self.say("more pairs", name=self._name(turned.outcome), n=turned.each.found.n, needed=int(needed))

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

    def _joined(self, parts: Sequence[str]) -> str:
        return ("" if self.language == "zh" else " ").join(part for part in parts if part)


def _kind_of(found: Sequence[Turned], name: str) -> Kind:
    """Return what is said of an outcome."""
    return next((one.kind for one in found if one.outcome.name == name), "missing")


def _gain(sign: float, each: Share) -> float:
    """Return what somebody gains, in multiples of the margin that matters."""
    good = -1.0 if each.outcome.better == "lower" else 1.0
    return sign * good * each.found.mean / each.outcome.margin


def _room(one: Turned) -> float:
    """Return how far a difference is from none, in multiples of the margin that matters."""
    return min(abs(end) for end in one.ends) / one.outcome.margin

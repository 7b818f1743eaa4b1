"""The answer in plain sentences, worded from the recommendation: the same in terminal, report and notebook."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.catalogue import MEASURES
from sim.measures.families import FAMILIES
from sim.paired import DIFFERENT, paired
from sim.statistics.for_whom import Share, shares
from sim.statistics.outcomes import outcomes
from sim.statistics.over_sets import InSets, in_sets
from sim.statistics.pairs_needed import least_pairs
from sim.statistics.recommendation import Contest, Favoured
from sim.statistics.recommending import DISCOUNT
from sim.words import Language, say, texts
from sim.words.amounts import amount, change, joined, per_cent, plain, span

if TYPE_CHECKING:
    from sim.statistics.finding import Finding

PRICE, MONEY = "cost", "money"
MOST = 3
"""Gains, and losses, that are named."""
MOST_PAIRS = 1000
"""Pairs above which an estimate of those needed is too rough to be told."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a comparison says, in sentences of one language.

    Attributes
    ----------
    recommended
        Name of the scenario; ``None`` where none is.
    confidence
        ``high``, ``medium`` or ``low``.
    headline
        The answer in one sentence, with its horizon and its confidence.
    parts
        Heading and sentences of all that stands below it.
    """

    question: str
    recommended: str | None
    confidence: str
    headline: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    def lines(self, language: Language) -> Iterator[tuple[str, str]]:
        """Yield heading and text, as the terminal prints them and the report opens."""
        yield say("answer.answer", language), self.headline
        for heading, said in self.parts:
            yield heading, _join_sentences(said, language)


def _join_sentences(said: Sequence[str], language: Language) -> str:
    """Return sentences as one list: only the last keeps its full stop."""
    return say("answer.listed", language).join([*(each.rstrip("\u3002.") for each in said[:-1]), *said[-1:]])


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
    """Words a recommendation in one language."""

    def __init__(self, finding: Finding, language: Language) -> None:
        self.finding, self.language, self.told = finding, language, finding.recommendation
        self.one, self.rival = self.title(self.told.one), self.title(self.told.rival)
        self.years = _format_years(self.told.months)

    def say(self, key: str, **values: object) -> str:
        """Return words of the language."""
        both = {"one": self.one, "rival": self.rival, "years": self.years}
        return say(f"answer.{key}", self.language, **both | values)

    def title(self, scenario: str | None) -> str:
        """Return the title of a scenario, or that there is no recommendation."""
        return say("answer.none", self.language) if scenario is None else self.finding.title(scenario, self.language)

    def answer(self) -> Answer:
        """Return all sentences."""
        titles = self.say("or").join(self.say("quoted", title=self.title(name)) for name in self.finding.scenarios)
        return Answer(
            question=self.say("ask", titles=titles),
            recommended=self.told.recommended,
            confidence=self.told.level,
            headline=self._say_headline(),
            parts=tuple((heading, tuple(said)) for heading, said in self._write_parts() if said),
        )

    def _say_headline(self) -> str:
        least = self._count_least_pairs()
        if "too close to call" in self.told.reasons[:1] and self.told.pairs < least:
            return self.say("too few", pairs=self.told.pairs, least=least)
        share = math.floor(100.0 * self.told.confidence)
        key = "sure" if self.told.recommended else "leaning" if self.told.leans else "agreed"
        sure = self.say(key, level=self.say(self.told.level), share=share, pairs=self.told.pairs)
        return self.say(self.told.reasons[0] if self.told.reasons else "ahead", sure=sure)

    def _count_least_pairs(self) -> int:
        """Return the pairs below which the rule can decide no family."""
        scenarios = len(self.finding.scenarios)
        return least_pairs((len(self.told.families) - len(self.told.absent)) * scenarios * (scenarios - 1) // 2)

    def _write_parts(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield heading and sentences; a part without sentences is left out."""
        led, lost = self._list_led("led"), self._list_led("lost")
        if self.told.recommended:
            yield self.say("better"), led
            whole = not self.told.undecided and not lost
            yield self.say("worse"), lost or ([self.say("nothing")] if whole else [])
        else:
            yield self.say("in favour", one=self.one), led
            yield self.say("in favour", one=self.rival), lost
        same = [self.short(each.outcome) for each in self.told.of("same")]
        yield self.say("same"), [self.say("comma").join(same)] if same else []
        close = [self._say_close_call(each) for each in self.told.of("undecided")]
        few = self.told.pairs < self._count_least_pairs()
        yield self.say("close of few" if few else "close"), [self.say("listed").join(close)] if close else []
        absent = [self.short(each.outcome) for each in self.told.of("absent")]
        yield self.say("no data"), [self.say("comma").join(absent)] if absent else []
        yield self.say("for_whom"), self._for_whom()
        yield self.say("price"), self._say_price()
        yield self.say("flips"), [*self._say_flips()]
        yield self.say("horizon"), self._say_horizons()
        yield self.say("robust"), [self._say_robustness()]

    def short(self, outcome: str) -> str:
        """Return what a family, or an outcome, is called in a list."""
        title = FAMILIES[outcome].title if outcome in FAMILIES else outcomes()[outcome].title
        said = texts("answer.name", self.language).get(outcome, title[self.language])
        return said[0].lower() + said[1:]

    def _list_led(self, verdict: str) -> list[str]:
        """Return the main outcomes with a verdict, the largest first, then single outcomes that no family shows."""
        of = [each for each in self.told.of("led" if verdict == "led" else "lost") if each.outcome != MONEY]
        single = [each for each in self.told.beside if each.verdict == verdict] if verdict == "lost" else []
        return [self.contest(each) for each in (*of, *single)[:MOST]]

    def contest(self, each: Contest) -> str:
        """Return what an outcome is, what it would be under the rival, and the interval of the difference."""
        name = self.short(each.outcome)
        if each.outcome in FAMILIES:
            name = joined("comma", (name, FAMILIES[each.outcome].main[self.language]), self.language)
        here, there = (amount(level, each.unit, self.language) for level in (each.here, each.there))
        levels = {"here": here, "bare": plain(each.here, each.unit), "there": there}
        return self.say("contest", name=name, **levels, **self.difference(each.found.mean, each))

    def difference(self, mean: float, each: Contest) -> dict[str, str]:
        """Return a mean difference and its interval."""
        interval = span(each.found.low, each.found.high, each.unit, sign=True, language=self.language)
        said = change(mean, each.unit, self.language) if per_cent(each.unit) else plain(mean, each.unit, sign=True)
        return {"mean": said, "span": interval}

    def _say_close_call(self, each: Contest) -> str:
        few, many = each.pairs_needed
        if math.isnan(few):
            return self.say("needed unknown", name=self.short(each.outcome))
        if many > MOST_PAIRS:
            return self.say("needed open", name=self.short(each.outcome), few=f"{few:,.0f}")
        key = "needed" if few < many else "needed just"
        return self.say(key, name=self.short(each.outcome), few=f"{few:,.0f}", many=f"{many:,.0f}")

    def _for_whom(self) -> list[str]:
        """Say which region, class of villages or household group gains and loses most, of what is significant."""
        if self.finding.tables.groups.empty:
            return []
        names = [name for name in self.finding.key if name in MEASURES and name != PRICE]
        of = shares(self.finding.tables.groups, self.finding.declared, self.told.rival, names)
        firm = [each for each in of if each.scenario == self.told.one and each.kind in DIFFERENT and not each.doubtful]
        ranked = sorted((each for each in firm if abs(_measure_gain(each)) > 1.0), key=_measure_gain)
        if not ranked:
            return [self.say("nobody", pairs=self.told.pairs)]
        most, least = ranked[-1], ranked[0]
        said = [self.say("gains", who=self._say_for_whom(most))] if _measure_gain(most) > 0.0 else []
        return [*said, *([self.say("loses", who=self._say_for_whom(least))] if _measure_gain(least) < 0.0 else [])]

    def _say_for_whom(self, each: Share) -> str:
        member = texts("answer.member", self.language).get(each.member, each.member)
        moved = change(each.found.mean, each.outcome.unit, self.language)
        interval = span(each.found.low, each.found.high, each.outcome.unit, sign=True, language=self.language)
        return self.say("group", member=member, name=self.short(each.outcome.name), change=moved, span=interval)

    def _say_price(self) -> list[str]:
        of = self.told.against(self.told.one, self.told.rival)
        money = next((each for each in of if each.outcome == MONEY), None)
        if PRICE not in self.finding.ends.outcomes or money is None or not money.found.n:
            return []
        here, there = (self.finding.ends.of(name, PRICE) for name in (self.told.one, self.told.rival))
        apart, both = paired(here - there), ~np.isnan(here - there)
        levels = [plain(float(np.mean(values[both])), "yuan") for values in (here, there)]
        mean, later = (plain(value, "yuan", sign=True) for value in (apart.mean, money.found.mean))
        interval = span(apart.low, apart.high, "yuan", sign=True, language=self.language)
        rate = f"{100.0 * DISCOUNT:g}"
        said = {"here": levels[0], "there": levels[1], "mean": mean, "span": interval, "later": later, "rate": rate}
        return [self.say("paid", **said)]

    def _say_flips(self) -> Iterator[str]:
        """Yield who was set aside, at which weights another would be chosen, and what the discount rate does."""
        for name, rival in self.told.set_aside.items():
            yield self.say("set aside", one=self.title(name), rival=self.title(rival))
        for each in self.told.favoured:
            spoken_of = each.scenario in (self.told.one, self.told.rival) and each.scenario != self.told.recommended
            if spoken_of and (each.outcomes or self.told.recommended):
                yield self._say_flip(each)
        for rate, chosen in self.told.at_rates.items():
            if chosen != self.told.recommended and self.finding.policy_alone:
                yield self.say("rate", rate=f"{100.0 * rate:g}", answer=self.title(chosen))
        if self.told.goals:
            weights = (f"{self.short(name)} {weight:g}" for name, weight in self.told.goals.items())
            yield self.say("goals", names=self.say("comma").join(weights))

    def _say_flip(self, each: Favoured) -> str:
        one, names = self.title(each.scenario), self.say("comma").join(map(self.short, each.outcomes))
        if math.isnan(each.flips_at):
            return self.say("never flips", one=one)
        return self.say("flips at", one=one, names=names, share=f"{100.0 * each.flips_at:.0f}")

    def _say_horizons(self) -> list[str]:
        """Say over how many years the answer holds."""
        parts = self.told.horizons
        if len(parts) == 1 and parts[0].first < parts[0].last:
            key = "every horizon" if parts[0].recommended else "no horizon"
            return [self.say(key, first=_format_years(parts[0].first), last=_format_years(parts[0].last))]
        if len(parts) == 1:
            return []
        said = [
            self.say(
                "stretch" if part.first < part.last else "first year" if part.first == 12 else "stretch of one",
                first=_format_years(part.first), last=_format_years(part.last), answer=self.title(part.recommended),
            )
            for part in parts
        ]  # fmt: skip
        return [self.say("listed").join(said)]

    def _say_robustness(self) -> str:
        """Say in how many parameter sets the answer holds, or how to try it."""
        told, names = self.told, set(self.finding.ensembles.values())
        found = None if told.goals or not self.finding.policy_alone else in_sets(self.finding.digests, told.recommended)
        if told.sets and len(names) == 1:
            found = InSets(names.pop(), min(told.sets, len(self.finding.cube.replications)), told.in_sets)
        if found is None:
            return self.say("not tried")
        source = self.say("source", file=found.source) if found.source else ""
        share = f"{100.0 * found.share:.0f}"
        return self.say("in sets", share=share, sets=found.sets, ensemble=found.ensemble, source=source)


def _format_years(months: int) -> str:
    """Return a number of months in years.

    >>> _format_years(120), _format_years(18)
    ('10', '1.5')
    """
    return f"{months / 12:.3g}"


def _measure_gain(each: Share) -> float:
    """Return what a group gains, in multiples of the margin that matters."""
    good = -1.0 if each.outcome.better == "lower" else 1.0
    return good * each.found.mean / each.outcome.margin

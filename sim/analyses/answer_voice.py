"""How the answer speaks: names, numbers and differences of two scenarios in the words of one language."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analyses.answer_words import MEMBERS_EN, NAMES, SAID
from sim.analyses.finding import DOUBT, Finding
from sim.analyses.for_whom import Share
from sim.analyses.outcomes import Outcome
from sim.analyses.paired import paired
from sim.analyses.turned import Turned
from sim.analyses.words import Language, amount, change, compared, per_cent, plain, reached_said, term, within

MOST_NAMED = 4


class Voice:
    """Says what stands between two scenarios of a finding.

    Attributes
    ----------
    one, other
        Names of the scenario that is spoken of, and of the one it is held against.
    """

    one: str
    other: str

    def __init__(self, finding: Finding, language: Language) -> None:
        self.finding, self.language = finding, language

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the language."""
        return SAID[key][self.language].format(**values)

    def title(self, scenario: str) -> str:
        """Return the title of a scenario."""
        return self.finding.title(scenario, self.language)

    def years(self) -> str:
        """Return how many years the runs last."""
        return f"{len(self.finding.cube.months) / 12:.3g}"

    def name(self, outcome: Outcome) -> str:
        """Return what an outcome is called inside a sentence."""
        if outcome.name in NAMES:
            return NAMES[outcome.name][self.language]
        title = outcome.title[self.language]
        return title[0].lower() + title[1:]

    def named(self, mine: Sequence[Turned], turned: bool = False) -> str:
        """Name the largest differences, each with what it is and what it would be; ``turned`` as the other has it."""
        return self.listed([self.levels(one, turned) for one in mine])

    def listed(self, said: Sequence[str]) -> str:
        """Return the first of several, and how many more there are."""
        more = len(said) - MOST_NAMED
        return self.say("listed").join(said[:MOST_NAMED]) + (self.say("and more", more=more) if more > 0 else "")

    def levels(self, one: Turned, turned: bool = False, key: str = "instead of") -> str:
        """Return what an outcome is, and what it would be."""
        here, there = self.both(one.outcome, turned)
        said = {"name": self.name(one.outcome), "here": here, "there": there, "other": self.title(self.other)}
        return self.say(key, **said) + DOUBT * one.each.doubtful

    def both(self, outcome: Outcome, turned: bool = False) -> tuple[str, str]:
        """Return the mean of an outcome under either scenario, the unit said once."""
        names = (self.other, self.one) if turned else (self.one, self.other)
        one, other = (self.mean(name, outcome.name) for name in names)
        seldom = [reached_said(self.finding.reached(name, outcome.name), self.language) for name in names]
        full = [amount(value, outcome.unit, self.language) for value in (one, other)]
        bare = full if per_cent(outcome.unit) else [plain(value, outcome.unit) for value in (one, other)]
        here, there = (full[0], bare[1]) if self.language == "zh" else (bare[0], full[1])
        return here + seldom[0], there + seldom[1]

    def mean(self, scenario: str, outcome: str) -> float:
        """Return the mean of an outcome over the runs of a scenario."""
        return paired(self.finding.ends.of(scenario, outcome)).mean

    def change(self, value: float, outcome: Outcome) -> str:
        """Return a difference with its unit in full: whoever reads on need not know what pp are."""
        said = change(value, outcome.unit, self.language)
        return said.replace(" pp", " percentage points") if per_cent(outcome.unit) else said

    def moved(self, value: float, outcome: Outcome) -> str:
        """Return a difference in words instead of signs, which readers take for good and bad."""
        said = compared(value, outcome.unit, self.language)
        return said.replace(" pp", " percentage points") if per_cent(outcome.unit) else said

    def member(self, each: Share) -> str:
        """Return what a group of people is called inside a sentence."""
        return term(each.member, "zh") if self.language == "zh" else MEMBERS_EN.get(each.member, each.member)

    def who(self, sign: float, each: Share) -> str:
        """Return who gains or loses, in what, and how much."""
        low, high = sorted((sign * each.found.low, sign * each.found.high))
        moved = self.moved(sign * each.found.mean, each.outcome)
        span = within(low, high, each.outcome.unit, self.language)
        said = {"member": self.member(each), "name": self.name(each.outcome), "change": moved, "span": span}
        return self.say("group", **said) + DOUBT * each.doubtful

    def joined(self, parts: Sequence[str]) -> str:
        """Return sentences one after the other."""
        return ("" if self.language == "zh" else " ").join(part for part in parts if part)

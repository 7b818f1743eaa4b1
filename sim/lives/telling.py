"""Tell a life in sentences, in English or Chinese; all words come from :mod:`.words` and :mod:`.phrases`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sim.columns.cadres import ROLES as ROLE_CODES
from sim.lives.parts import Part, Sum
from sim.lives.phrases import HEADS, LEGEND, MARKS, PHRASES, TERM_NAMES
from sim.lives.record import Decision, Event, Influence, Life
from sim.lives.words import (
    ASKED,
    CHOSEN,
    DECISIONS,
    EVENTS,
    FEELINGS,
    LANGUAGES,
    LAYERS,
    REASONS,
    ROLES,
    TURNOUT,
    Language,
    Words,
)
from sim.policies.terms import TERMS
from sim.words import say, texts
from sim.words.amounts import percent_sign

KEY = ("vote", "contest", "follow", "hide", "escalate")
"""Decisions that are told one by one; the others are counted."""
TOLD = 6
"""Parts told of a decision: what is left weighs little."""
NEIGHBOURS = 4
WEIGHT = 0.02
"""Share of the pull below which a part is not told."""
COUNTS = ("round", "months", "cadre")
TENTHS = ("yes", "approval", "turnout", "entitled", "quorum")
"""Shares that decide by little."""


class Teller:
    """Tells one life in one language."""

    def __init__(self, life: Life, language: Language) -> None:
        self.life, self.language = life, language

    def say(self, words: Words, key: str, **values: object) -> str:
        """Return words in the language, their braces filled in."""
        return words[key][LANGUAGES.index(self.language)].format(**values)

    def phrase(self, key: str, **values: object) -> str:
        """Return one of the sentences."""
        return self.say(PHRASES, key, **values)

    def per_cent(self, value: float) -> str:
        """Return a share in per cent."""
        return per_cent(value, self.language)

    def joined(self, parts: Sequence[str]) -> str:
        """Return several things as one enumeration."""
        return self.phrase("join").join(parts)

    # ---- sections

    def sections(self, chosen: str) -> Iterator[tuple[str, list[str]]]:
        """Yield head and lines of every section; ``chosen`` is why this household was, empty if it was asked for."""
        told: Mapping[str, list[str]] = {
            "who": list(self._who(chosen)),
            "timeline": list(self.timeline()),
            "decisions": list(self._decisions()),
            "meetings": list(self._meetings()),
            "influences": list(self._influences()),
            "end": list(self._end()),
        }
        yield from ((self.say(HEADS, head), lines) for head, lines in told.items() if lines)

    def _who(self, chosen: str) -> Iterator[str]:
        life, scenario = self.life, self.life.case.scenario
        me = life.months[0].household
        regions = tuple(scenario.regions)
        yield self.phrase(
            "title",
            household=life.household,
            number=life.number,
            village=int(me["village"]),
            region=region_said(regions[int(life.months[0].village["region"])], self.language),
            scenario=scenario.title[self.language],
            seed=life.seed,
            replication=life.replicate,
        )
        if chosen:
            yield self.phrase("chosen", why=self.say(CHOSEN, chosen))
        yield self.phrase("stands_for", weight=f"{me['weight']:.0f}", size=f"{me['size']:.1f}")
        names = {"stake": "stake", "elderly": "elderly", "digital": "digital", "trust": "trust_start"}
        own = {name: self.per_cent(me[column]) for name, column in names.items()}
        usual = {f"{name}_usual": self.per_cent(life.usual[column]) for name, column in names.items()}
        yield self.phrase("traits", **own, **usual)
        yield from (self.phrase(trait) for trait in ("unclear", "special", "away") if me[trait] > 0.5)

    def timeline(self) -> Iterator[str]:
        """Yield what happened, month by month, with the household's votes among it."""
        told = [(event.month, 0, self.event(event)) for event in self._worth_telling()]
        told += [(made.month, 1, self.did(made)) for made in self.life.ballots]
        yield from (f"{self.life.labels[month]}  {text}" for month, _, text in sorted(told, key=lambda row: row[:2]))

    def _worth_telling(self) -> Iterator[Event]:
        """Yield the events, those of a term only when it has moved on by a quarter: some levers wear out by the month.

        What a term was when last told is what it is said to have been.
        """
        known: dict[str, float] = {}
        for event in self.life.events:
            if event.what == "term":
                name, now = str(event.values["term"]), float(event.values["after"])
                before = known.setdefault(name, float(event.values["before"]))
                if abs(now - before) < 0.25 * max(abs(now), abs(before)):
                    continue
                known[name] = now
                yield Event(event.month, "term", {"term": name, "before": before, "after": now})
            else:
                yield event

    def event(self, event: Event) -> str:
        """Return an event in words."""
        if event.what == "term":
            return self._term(event)
        values = {name: self._value(name, value) for name, value in event.values.items()}
        if event.what == "round":
            values["came"] = self.say(TURNOUT, self._turnout(event.month))
            if (attempt := self._attempt(event)) > 1:
                return self.say(EVENTS, "round_again", attempt=attempt, **values)
        return self.say(EVENTS, event.what, **values)

    def _attempt(self, event: Event) -> int:
        """Return how often a round has been held by then: a vote that fails makes the last one be held again."""
        number = round(float(event.values["round"]))
        rounds = (each for each in self.life.events if each.what == "round" and each.month <= event.month)
        return sum(round(float(each.values["round"])) == number for each in rounds)

    def _term(self, event: Event) -> str:
        name = str(event.values["term"])
        before, after = (term_value(name, float(event.values[key])) for key in ("before", "after"))
        return self.say(EVENTS, "term", term=self.say(TERM_NAMES, name), before=before, after=after)

    def _value(self, name: str, value: float | str) -> str:
        if name == "due":
            return self.life.case.scenario.clock.label(int(value))
        if name == "role":
            return self.say(ROLES, ROLE_CODES[int(value)])
        if name in TENTHS:
            return f"{100.0 * float(value):.1f}{percent_sign(self.language)}"
        return f"{value:.0f}" if name in COUNTS else self.per_cent(float(value))

    def _turnout(self, month: int) -> str:
        """Return what the household did about the meeting of a month."""
        made = {each.what: each.happened for each in self.life.decided("hear", "come", "speak") if each.month == month}
        if not made:
            return "none"
        if not made["hear"]:
            return "unheard"
        return "spoke" if made.get("speak") else "came" if made["come"] else "stayed"

    def did(self, made: Decision) -> str:
        """Return in a few words what came of a decision."""
        return self.say(DECISIONS, f"{made.what}.{'yes' if made.happened else 'no'}")

    # ---- decisions

    def _decisions(self) -> Iterator[str]:
        for made in self.life.decisions:
            missed = made.what in ("turn_out_hear", "turn_out") and not made.happened
            if made.what in KEY[:2] or missed or (made.what in KEY and made.happened):
                yield from self.decision(made)

    def decision(self, made: Decision) -> Iterator[str]:
        """Yield what a decision was made of, the heaviest first, and what tipped it."""
        said = made.made_of
        yield self._drawn(made)
        if said.scale == "share" and said.by_weight:
            yield f"  {self.phrase('made_of', base=self.per_cent(said.base), total=self.per_cent(said.total))}"
        for part in said.by_weight[:TOLD]:
            if said.share(part) >= WEIGHT:
                yield f"  {self.part(said, part)}"
        if said.parts:
            yield f"  {self._tipped(made)}"
        if made.what == "vote":
            yield from (f"  {self.because(feeling, made.month)}" for feeling in ("fairness", "trust"))
        if made.what in ("vote", "hide"):
            yield f"  {self._in_charge(made.month)}"

    def _drawn(self, made: Decision) -> str:
        """Return what was decided, the chance of what, and the draw, with digits enough to tell the two apart."""
        chance, luck = told_apart(100.0 * made.chance, 100.0 * made.luck)
        sign = percent_sign(self.language)
        luck = f"{Decimal(luck) / 100:f}" if self.language == "zh" else luck + sign
        told = {"month": self.life.labels[made.month], "did": self.did(made), "chance": chance + sign, "luck": luck}
        usual = self.per_cent(made.usual_chance)
        if made.what == "vote":
            return self.phrase("vote", **told, usual=usual)
        asked = self.say(ASKED, made.what)
        said = self.phrase("by_draw_yes" if made.happened else "by_draw_no", **told, asked=asked)
        return f"{said} {self.phrase('usual_chance', asked=asked, usual=usual)}" if made.made_of.parts else said

    def part(self, said: Sum, part: Part) -> str:
        """Return a part in words: how much, which share of the pull, what it is, and what it was."""
        share = f"{100.0 * said.share(part):.0f}{percent_sign(self.language)}"
        value = self._with_value(part)
        reason = self.say(REASONS, part.term)
        if said.scale == "logit":
            without = self.per_cent(said.read(said.total - part.amount))
            sign = "↑" if part.amount > 0.0 else "↓"
            return self.phrase("part_odds", sign=sign, share=share, reason=reason, value=value, without=without)
        return self.phrase("part", amount=signed(said, part.amount), share=share, reason=reason, value=value)

    def _with_value(self, part: Part) -> str:
        if math.isnan(part.value) or part.term in (
            "active",
            "special",
            "away",
            "attended",
            "start",
            "aggrieved",
            "hidden",
        ):
            return ""
        return self.phrase("value", value=f"{part.value:.2f}", usual=f"{part.usual:.2f}")

    def _tipped(self, made: Decision) -> str:
        if made.by_luck:
            return self.phrase("luck")
        tipped = made.tipped_by
        if not tipped:
            return self.phrase("together")
        reasons = self.joined([self.say(REASONS, part.term) for part in tipped])
        return self.phrase("tipped" if len(tipped) == 1 else "tipped_any", reasons=reasons)

    def because(self, feeling: str, month: int) -> str:
        """Return of what a feeling was made at the end of a month."""
        said = self.life.months[month].felt[feeling]
        number = self.per_cent if said.scale == "share" else points
        parts = [
            self.phrase("small", reason=self.say(REASONS, part.term), amount=signed(said, part.amount))
            for part in said.by_weight[:TOLD]
            if said.share(part) >= WEIGHT
        ]
        told = {"feeling": self.say(FEELINGS, feeling), "total": number(said.total), "base": number(said.base)}
        return self.phrase("because", **told, parts=self.joined(parts) or "–")

    def _in_charge(self, month: int) -> str:
        cadre = self.life.months[max(month - 1, 0)].cadre
        told = {name: self.per_cent(getattr(cadre, name)) for name in ("concern", "integrity", "knowledge")}
        role = self.say(ROLES, ROLE_CODES[cadre.role])
        return self.phrase("in_charge", role=role, cadre=cadre.number, **told)

    # ---- meetings, influences, end

    def _meetings(self) -> Iterator[str]:
        held, came = self.life.decided("hear"), self.life.decided("come")
        if not held:
            return
        heard, spoke = sum(each.happened for each in held), sum(each.happened for each in self.life.decided("speak"))
        arrived = sum(each.happened for each in came)
        yield self.phrase("meetings", held=len(held), heard=heard, came=arrived, spoke=spoke)
        amounts: dict[str, float] = defaultdict(float)
        for each in came:
            for part in each.made_of.parts:
                amounts[part.term] += part.amount / len(came)
        heaviest = sorted((term for term in amounts if amounts[term]), key=lambda term: -abs(amounts[term]))[:4]
        pulls = []
        for way, sign in (("pulled_towards", 1.0), ("pulled_against", -1.0)):
            mine = [self.say(REASONS, term) for term in heaviest if sign * amounts[term] > 0.0]
            if mine:
                pulls.append(self.phrase(way, reasons=self.phrase("list").join(mine)))
        if pulls:
            yield self.phrase("meeting_reason", parts=self.joined(pulls))

    def _influences(self) -> Iterator[str]:
        for month, found in sorted(self.life.influences.items()):
            if not found:
                yield self.phrase("nobody")
                return
            amount = f"{100.0 * sum(each.amount for each in found):+.1f}"
            yield self.phrase("influence_head", month=self.life.labels[month], amount=amount)
            yield from (f"  {self._influence(each)}" for each in found[:NEIGHBOURS])
        before, after = (f"{self.life.months[at].household['gain']:.2f}" for at in (0, -1))
        if before != after:
            yield self.phrase("bridges", before=before, after=after)
        yield self._in_charge(self.life.last)

    def _influence(self, each: Influence) -> str:
        sign = percent_sign(self.language)
        parts = [f"{self.say(LAYERS, name)} {100.0 * part:.0f}{sign}" for name, part in each.layers.items()]
        layers = self.joined(parts)
        told = {"strength": self.per_cent(each.strength), "support": self.per_cent(each.support)}
        return self.phrase(
            "influence", household=each.household, layers=layers, amount=f"{100.0 * each.amount:+.2f}", **told
        )

    def _end(self) -> Iterator[str]:
        now = self.life.months[-1].household
        shares = {name: self.per_cent(now[name]) for name in ("support", "trust", "fairness", "grievance")}
        content = {name: points(now[name]) for name in ("satisfaction", "satisfaction_start")}
        yield self.phrase("end", month=self.life.labels[-1], **shares, **content)
        yield self.because("satisfaction", self.life.last)


def legend(told: Sequence[str], language: Language) -> tuple[str, list[str]]:
    """Return head and lines of what explains the less plain words of a life; nothing for those that are not said.

    Parameters
    ----------
    told
        The lines of the life, in the language.
    """
    place, text = LANGUAGES.index(language), "\n".join(told)
    return HEADS["legend"][place], [LEGEND[key][place] for key in LEGEND if MARKS[key][place] in text]


def per_cent(value: float, language: Language = "en") -> str:
    """Return a share in per cent.

    >>> per_cent(0.4567), per_cent(0.004), per_cent(0.4567, "zh")
    ('46 %', '0.4 %', '46%')
    """
    digits = 0 if abs(value) >= 0.1 or value == 0.0 else 1
    return f"{100.0 * value:.{digits}f}{percent_sign(language)}"


def region_said(region: str, language: Language) -> str:
    """Return a region as the title of a life says it; names nobody translated stay.

    >>> region_said("west", "en"), region_said("hill", "en"), region_said("hill", "zh")
    ('the west', 'hill', 'hill ')
    """
    return texts("answer.member", language).get(region) or say("life.region", language, region=region)


def told_apart(one: float, other: float, digits: int = 1) -> tuple[str, str]:
    """Return two numbers with so many decimals that unlike numbers look unlike, ``digits`` at least.

    >>> told_apart(0.5, 23.34), told_apart(23.3412, 23.3409), told_apart(1.0, 1.0)
    (('0.5', '23.3'), ('23.3412', '23.3409'), ('1.0', '1.0'))
    """
    while one != other and digits < 17 and f"{one:.{digits}f}" == f"{other:.{digits}f}":
        digits += 1
    return f"{one:.{digits}f}", f"{other:.{digits}f}"


def points(value: float) -> str:
    """Return points of satisfaction.

    >>> points(61.26)
    '61.3'
    """
    return f"{value:.1f}"


def signed(said: Sum, amount: float) -> str:
    """Return what a part adds: percentage points or points of satisfaction.

    >>> signed(Sum("share", 0.5, 0.4), -0.1234)
    '-12.3'
    """
    return f"{amount if said.scale == 'points' else 100.0 * amount:+.1f}"


def term_value(name: str, value: float) -> str:
    """Return the value of a term as a scenario file would say it.

    >>> term_value("share_rule", 2.0), term_value("transparency", 0.6)
    ('static', '0.6')
    """
    options = TERMS[name].quantity.options
    if options:
        return options[int(value)]
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.3g}"

"""The page that says whether a verdict stands whatever the parameters, written from the runs and never by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from sim.judging.ensembles import doubts, expected_to_agree
from sim.reading.ensembles import Ensemble
from sim.statistics.ranking import MOST, NEARLY_ALL, Due, Gap, Ranking
from sim.words.amounts import MISSING, plain, span, unit_of_change

HALF = 0.5
CHANCE = 1.96
"""Standard errors to either side of a 95 % interval."""
HOW = (
    "Better in, worse in: sets in which the mean over the draws of luck is on the good, or the bad, side by more than "
    "the margin that matters for the outcome; in the rest the two are practically the same. 90 % of sets: where nine "
    "in ten of these means lie. Due to parameters: share of the variance of the difference between runs, with its 95 % "
    "interval (jackknife over sets and draws); the rest is luck."
)
GROUPS = (
    "To the estimated: what the calibrated sets alone cause of it; to the assumed: what the numbers that nobody "
    "estimated, drawn over their whole ranges, cause alone; what all parameters cause beyond that is due to both "
    "together."
)
WORLDS = (
    "Best in: share of all single worlds (set and luck) in which the policy is the best of all compared, ties shared. "
    "Largest regret: the most that was lost in any world run by taking this policy, not the best one. All this "
    "says what follows from the model with these numbers; no set makes up for a mechanism that is missing from it."
)


@dataclass(frozen=True, slots=True)
class Material:
    """What the page is written from.

    Attributes
    ----------
    rankings
        How each scenario stands against the baseline.
    ensemble
        Name and making of the ensemble; its sets are not needed.
    runs
        What was run, in a sentence.
    command
        The command that makes the page.
    pictures
        Where the figure of each scenario stands, seen from the page.
    """

    rankings: Sequence[Ranking]
    ensemble: Ensemble
    runs: str
    command: str
    pictures: Sequence[str]


def page(made: Material) -> str:
    """Return the Markdown page."""
    lines = ["# Does the verdict stand whatever the parameters?", "", f"Made by `{made.command}`; do not edit by hand."]
    for one in made.rankings:
        lines += ["", f"## {one.title} against {one.baseline}", "", *wins(one), "", *moves(one)]
    lines += ["", "## What was run, and how far the sets can be trusted", "", made.runs, ""]
    lines += [f"- {line}" for line in trust(made.ensemble)]
    for one, picture in zip(made.rankings, made.pictures, strict=True):
        lines += ["", f"## Numbers: {one.title}", "", *_table(one), ""]
        lines += [f"![Who wins in how many sets, and what moves the gap]({picture})"]
    lines += ["", "## How to read it", "", how(made.rankings)]
    return "\n".join(lines) + "\n"


def wins(one: Ranking) -> list[str]:
    """Return in sentences who wins which outcome in how many sets; ties and small differences are nobody's win."""
    all_, most = f"{100 * NEARLY_ALL:.0f} %", f"{100 * MOST:.0f} %"
    said = [
        (f"{one.title} wins in nearly all sets (at least {all_})", one.of("better in nearly all"), _better),
        (f"{one.title} wins in most (at least {most})", one.of("better in most"), _better),
        (f"{one.baseline} wins in nearly all sets (at least {all_})", one.of("worse in nearly all"), _worse),
        (f"{one.baseline} wins in most (at least {most})", one.of("worse in most"), _worse),
        (f"Practically the same in at least {most} of sets", one.of("same"), _same),
        ("Open (better, worse, practically the same in so many sets)", one.of("open"), _three),
        ("Without a good direction, so that nobody wins", one.of("no direction"), None),
        ("No difference to compare (one of the two policies has no value)", one.of("no data"), None),
    ]
    parts = [f"- {head}: {_listed(gaps, tell)}." for head, gaps, tell in said if gaps]
    first = f"{_counted(one)} A win is a difference by more than the margin that matters."
    return [first, "", *parts, *_by_luck(one)]


def _by_luck(one: Ranking) -> Iterator[str]:
    """Yield how far sets may be on the wrong side of a margin by luck alone."""
    known = [gap.luck for gap in one.gaps if not math.isnan(gap.luck)]
    if known:
        yield (
            f"- A set is judged by the mean of few runs: {_per_cent(median(known))} of the variance between these "
            "means is luck still (median of the outcomes). What is open may be so by luck alone; more runs a set would "
            "tell."
        )


def _counted(one: Ranking) -> str:
    """Return how many outcomes each wins, and how many neither."""
    won = len(one.of("better in nearly all", "better in most"))
    lost = len(one.of("worse in nearly all", "worse in most"))
    same, rest = len(one.of("same")), len(one.of("open"))
    none = len(one.gaps) - won - lost - same - rest
    left = f"; not ranked {none}" if none else ""
    return (
        f"**{len(one.gaps)} outcomes, in at least {100 * MOST:.0f} % of the sets: {one.title} wins {won}, "
        f"{one.baseline} wins {lost}, practically the same {same}; open {rest}{left}.**"
    )


def _better(gap: Gap) -> str:
    return _of_sets(gap.better)


def _worse(gap: Gap) -> str:
    return _of_sets(gap.worse)


def _same(gap: Gap) -> str:
    return _of_sets(gap.same)


def _three(gap: Gap) -> str:
    return ", ".join(map(_of_sets, (gap.better, gap.worse, gap.same)))


def _listed(gaps: Sequence[Gap], tell: Callable[[Gap], str] | None) -> str:
    """Return outcomes one after the other, each with its number."""
    return "; ".join(gap.outcome.title["en"] + (f" ({tell(gap)})" if tell else "") for gap in gaps)


def moves(one: Ranking) -> list[str]:
    """Return in sentences what moves the gap from run to run: parameters or luck, the estimated or the assumed."""
    known = [gap for gap in one.gaps if gap.parameters.known]
    if not known:
        return ["**What moves the gap cannot be said:** it varies in no outcome, or too few sets have results."]
    middle = _per_cent(median(gap.parameters.share for gap in known))
    more = [gap for gap in known if gap.parameters.low > HALF]
    less = [gap for gap in known if gap.parameters.high < HALF]
    rest = [gap for gap in known if gap not in more and gap not in less]
    return [
        f"**What moves the gap from run to run: in the median of the outcomes parameters cause some {middle} of its "
        f"variance, luck the rest.{_alone(one)} These are rough: the table has the interval of each.**",
        "",
        *_grouped("Parameters rather than luck (more than half, the whole 95 % interval above it)", more, _due),
        *_grouped("Luck rather than parameters (less than half, the whole interval below it)", less, _due),
        *_grouped("Parameters or luck, not told", rest, _due),
        *_groups(one),
        *_grouped("Nothing to divide up", [gap for gap in one.gaps if not gap.parameters.known], None),
    ]


def _alone(one: Ranking) -> str:
    """Return what both groups of parameters cause alone, in the median of the outcomes; nothing where none is known."""
    known = _told(one)
    if not known:
        return ""
    assumed = median(gap.assumed.share for gap in known)
    estimated = median(gap.estimated.share for gap in known)
    return (
        f" Alone, the {one.drawn} assumed numbers account for {_per_cent(assumed)} and the estimated sets for "
        f"{_per_cent(estimated)}; these are medians over outcomes and need not add up."
    )


def _told(one: Ranking) -> list[Gap]:
    return [gap for gap in one.gaps if gap.estimated.known and gap.assumed.known]


def _groups(one: Ranking) -> Iterator[str]:
    """Yield whether the assumed or the estimated numbers move more."""
    if not one.drawn:
        yield (
            "- Numbers that nobody estimated stayed where they were (`--assumed` draws them): what they move is not "
            "counted."
        )
        return
    known = _told(one)
    if not known:
        yield "- What the estimated and the assumed numbers move each alone cannot be said: runs are missing."
    assumed = [gap for gap in known if gap.assumed_lead.low > 0.0]
    estimated = [gap for gap in known if gap.assumed_lead.high < 0.0]
    rest = [gap for gap in known if gap not in assumed and gap not in estimated]
    yield from _grouped("The assumed move more than the estimated (95 % interval of the difference)", assumed, _against)
    yield from _grouped("The estimated move more than the assumed", estimated, _versus)
    yield from _grouped("Assumed or estimated, not told", rest, _against)


def _grouped(head: str, gaps: Sequence[Gap], tell: Callable[[Gap], str] | None) -> Iterator[str]:
    if gaps:
        yield f"- {head}: {_listed(gaps, tell)}."


def _due(gap: Gap) -> str:
    return _per_cent(gap.parameters.share)


def _against(gap: Gap) -> str:
    return f"{_per_cent(gap.assumed.share)} against {_per_cent(gap.estimated.share)}"


def _versus(gap: Gap) -> str:
    return f"{_per_cent(gap.estimated.share)} against {_per_cent(gap.assumed.share)}"


def trust(ensemble: Ensemble) -> list[str]:
    """Return in sentences how far the sets can be trusted, with the share expected to agree where the file says it."""
    said = [f"{line[0].upper()}{line[1:]}." for line in doubts(ensemble)]
    share = expected_to_agree(ensemble)
    if math.isnan(share):
        said.append(f"The file of `{ensemble.name}` does not say how many of its sets are expected to agree.")
    elif not any("expected to agree" in line for line in said):
        said.append(
            f"Of the sets of `{ensemble.name}` {share:.0f} % are expected to agree with all fitted patterns at once."
        )
    return said


def how(found: Sequence[Ranking]) -> str:
    """Return how to read table and figure."""
    drawn, sets = any(one.drawn for one in found), max((one.sets for one in found), default=0)
    shrunk = sum(gap.shrunk for one in found for gap in one.gaps)
    said = [HOW, *([GROUPS] if drawn else [])]
    if shrunk:
        said.append(
            "Each share is estimated for itself, so that both groups alone may come out above what all parameters "
            f"cause together ({shrunk} of {sum(len(one.gaps) for one in found)} rows, * in the figure): there the "
            "figure shrinks both in proportion, the table does not."
        )
    if any(gap.outcome.name.startswith("months_to") for one in found for gap in one.gaps):
        said.append("A time that a run never reached counts as its last month.")
    own = sets // 2 if drawn else sets
    if own:
        half = 100.0 * CHANCE * (MOST * (1.0 - MOST) / own) ** 0.5
        most = f"{100 * MOST:.0f} %"
        said.append(f"With {own} sets of the ensemble a share of {most} of sets is known to about ±{half:.0f} points.")
    return " ".join([*said, WORLDS])


def _table(one: Ranking) -> Iterator[str]:
    heads = ["outcome", "margin", "mean difference", "90 % of sets", "better in", "worse in", "due to parameters"]
    heads += ["to the estimated", "to the assumed"] if one.drawn else []
    heads += ["best in", "largest regret", f"of {one.baseline}"]
    yield f"| {' | '.join(heads)} |"
    yield "|---|" + "--:|" * (len(heads) - 1)
    for gap in one.gaps:
        yield f"| {' | '.join(_cells(gap, one))} |"


def _cells(gap: Gap, one: Ranking) -> list[str]:
    unit = gap.outcome.unit
    of = unit_of_change(unit)
    few = f", {gap.sets} of {one.sets} sets" if 0 < gap.sets < one.sets else ""
    name = f"{gap.outcome.title['en']} ({of}{few})" if of or few else gap.outcome.title["en"]
    shares = [gap.parameters, *((gap.estimated, gap.assumed) if one.drawn else ())]
    return [
        name,
        plain(gap.outcome.margin, unit),
        plain(gap.mean, unit, sign=True),
        span(gap.low, gap.high, unit, sign=True),
        _of_sets(gap.better),
        _of_sets(gap.worse),
        *map(_share, shares),
        _per_cent(gap.best),
        plain(gap.regret, unit),
        plain(gap.baseline_regret, unit),
    ]


def _share(due: Due) -> str:
    """Return a share of variance with its interval; nothing where too few sets have results for one."""
    if not due.known or math.isnan(due.low):
        return MISSING
    return f"{_per_cent(due.share)} ({100 * due.low:.0f} to {100 * due.high:.0f})"


def _of_sets(share: float) -> str:
    """Return a share of sets: what is not quite all, nothing or enough for a word does not read so.

    >>> _of_sets(0.5), _of_sets(0.004), _of_sets(0.996), _of_sets(0.896), _of_sets(0.746), _of_sets(float("nan"))
    ('50 %', '0.4 %', '99.6 %', '89.6 %', '74.6 %', '–')
    """
    near = any(share < bound <= round(share, 2) for bound in (MOST, NEARLY_ALL))
    return f"{100 * share:.1f} %" if near or 0.0 < share < 0.01 or 0.99 < share < 1.0 else _per_cent(share)


def _per_cent(share: float) -> str:
    return MISSING if math.isnan(share) else f"{100 * share:.0f} %"

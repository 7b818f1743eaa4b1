"""The page that says what a calibration has learned, and what it has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.arrays import Rows
from sim.evidence.targets import Target
from sim.judging.calibration import DOUBT, Search, chances_each
from sim.judging.case_study import Block
from sim.judging.emulator import LEAST, Emulator
from sim.judging.identified import CLOSE, PRESSED, Learned, inside, traded
from sim.judging.validation import Line, agrees, lines, said, unit
from sim.pages.validation import BESIDE
from sim.reading.calibration_study import searchable
from sim.statistics.ensemble_gap import parameter_share
from sim.words.amounts import amount, span

SURE = 0.5
"""Share of the accepted sets that has to be expected to agree."""
TAUGHT = 0.02
"""Share of a target's variance from which a parameter is said to move it."""
CLEARLY = 0.1
"""Rise of the share that agrees, over the best round before, from which more rounds are said to help."""
HOW = (
    "Method: history matching, then acceptance by chance. A wave is an even sample of what is not yet ruled out, run "
    "in all worlds of the fitted patterns. A second-degree polynomial (lasso, learned again from forty bootstrap "
    "samples of the runs) learns the mean counterpart of each pattern and how far it may be off. A set is ruled out "
    f"where that mean misses a pattern's error by more than {DOUBT:g} of its own standard deviations (Craig and others"
    " 1997; Vernon and others 2010; Pukelsheim 1994 for the three). Then sets are accepted, each with the chance that"
    " its mean counterparts agree with all patterns at once, as far as the emulators know (Järvenpää and others "
    "2021), run with luck the search never met, and their runs are learned from; this is repeated until enough of the"
    " accepted sets agree still, at most `rounds` times. pyABC and Optuna were not taken: scikit-learn is there "
    "already, waves and emulators are two pages of code, every run serves all patterns at once, and a finished run is"
    " never made again."
)
LUCK = (
    "What has to agree is the mean over luck, not a single run. A national number of a source is a mean over "
    "thousands of villages, where luck has gone; a run here has thirty villages (Hubei one), where it has not, so that "
    "hardly any single run agrees with all patterns at once even at a set that agrees with each. Asking it of single "
    "runs would choose sets for their luck. So luck is kept apart from what the emulator does not know, as Andrianakis "
    "and others (2015) do for stochastic models and McCulloch and others (2022) for agent-based ones, and shown below. "
    "What was observed in one place is itself one history with luck in it: there the range of 80 % of single runs has "
    "to reach the error."
)


LEFT = (
    "Left: distance between the 5 % and the 95 % quantile of the accepted sets, as a share of what it would be if "
    "nothing had been learned. Parameters that are not in the table were not searched and keep their defaults: of "
    "them the evidence says nothing here. `gaiju compare --ensemble` says what a comparison of policies does over "
    "the accepted sets."
)
MOVED = (
    "Moved by it: how much the parameter alone, taken through its whole range with all others in the middle of theirs, "
    "makes an emulated mean vary, as a share of the variance between the runs that were learned from. Most of these lie"
    " in what was not yet ruled out, a small part of the ranges, and vary less than the whole ranges would make them: "
    f"the share is no part of a whole and can pass 100 %. No fitted pattern: none by {100 * TAUGHT:.0f} % or more; "
    "docs/validation.md lists which patterns were expected to tell of a parameter, when they were written down, fitted "
    "or held out, and these can be there all the same."
)


def page(found: Search, learned: Sequence[Learned], command: str) -> str:
    """Return the Markdown page."""
    accepted, left = found.accepted.shape[0], 100.0 * found.left[-1]
    text = ["# Calibration", "", f"Made by `{command}`; do not edit by hand.", ""]
    text += [
        f"{accepted} parameter sets, drawn by their chance to agree with all {len(found.targets)} fitted patterns at "
        f"once; {left:.2g} % of the searched ranges are expected to agree, as learned from {found.places.shape[0]} "
        f"runs. Their own runs learned from, {100 * found.still:.0f} % of them are expected to agree with all "
        "patterns.",
        "",
        *(line for short in _short(found, learned) for line in (short, "")),
        HOW,
        "",
        LUCK,
        "",
    ]
    text += [*_waves(found), ""]
    text += ["## What is left of each parameter", "", "![Ranges left](figures/calibration.marginals.png)", ""]
    text += [*_left(learned), "", *_free(), ""]
    text += ["## What is traded", "", "![Who teaches what](figures/calibration.teachers.png)", "", *_traded(found), ""]
    text += ["## The fitted patterns", "", "![Counterparts](figures/calibration.predictive.png)", ""]
    text += [*_patterns(found), "", *_doubtful(found), ""]
    if found.checked.size:
        text += ["## Some accepted sets, run many times", "", *_checked(found), ""]
    return "\n".join(text).rstrip() + "\n"


def _short(found: Search, learned: Sequence[Learned]) -> Iterator[str]:
    """Say first where the calibration falls short of what was wanted."""
    unseen = [one.id for one, emulator in zip(found.targets, found.emulators, strict=True) if emulator is None]
    if unseen:
        names = ", ".join(f"`{id}`" for id in unseen)
        yield (
            f"**{len(unseen)} of {len(found.targets)} patterns could not be judged**: {names}. Fewer than {LEAST} runs "
            'have a counterpart, so that no set is ruled out by them: "all patterns" leaves them out.'
        )
    if found.accepted.shape[0] < found.study.accept:
        yield f"**Fewer than the {found.study.accept} sets that were wanted**: hardly any set agrees with all patterns."
    if found.still < SURE:
        yield (
            f"**The acceptance is not sure enough**: only {100 * found.still:.0f} % of the sets are expected to agree "
            "with all patterns at once, though most with each (table below). The emulators do not know the means well "
            f"enough to tell sets just inside an error from sets just outside. {_rounds(found)}"
        )
    pressed = [one for one in learned if one.constrained and one.pressed]
    if pressed:
        number = "1 is" if len(pressed) == 1 else f"{len(pressed)} are"
        yield (
            f"**Of {len(learned)} parameters {number} pressed against an end of the range**, so that range and "
            f"target may be in conflict: {', '.join(map(_against, pressed))}. Of these 5 % of the "
            f"accepted sets or more lie in the last {100 * PRESSED:g} % of the range; nothing beyond it was tried."
        )
    free = [one.path for one in learned if not one.constrained]
    if free:
        names = ", ".join(f"`{path}`" for path in free)
        yield f"**Nothing is learned of {len(free)} of {len(learned)} parameters**: {names}."
    yield from _outside(found)
    if found.study.changed_after_fit:
        yield f"**Changed after an earlier fit**: {found.study.changed_after_fit}"


def _outside(found: Search) -> Iterator[str]:
    """Yield which defaults no accepted set comes near, with what all of them have."""
    usual, outside = searchable(), []
    for path in found.study.factors:
        values = [point[path] for point in map(dict, found.points())]
        default = float(usual[path].default)
        if values and not min(values) <= default <= max(values):
            outside.append(f"`{path}` ({default:g}; accepted {min(values):.3g} to {max(values):.3g})")
    if outside:
        names = ", ".join(outside)
        yield f"**Defaults outside all accepted sets**, so that runs with them are not calibrated: {names}."


def _rounds(found: Search) -> str:
    """Return whether more rounds have raised the share of the accepted sets that agrees, and may again."""
    shares = [after for _, after in found.expected]
    if len(shares) > 1 and shares[-1] < max(shares[:-1]) + CLEARLY:
        return (
            f"More rounds have not clearly raised the share: after {len(shares)} rounds it is "
            f"{100 * shares[-1]:.0f} %, the best before was {100 * max(shares[:-1]):.0f} %."
        )
    return "More rounds (`rounds` in the study; called again, the search goes on) may sort them."


def _against(one: Learned) -> str:
    """Return a parameter with the ends it is pressed against."""
    low, high = one.range
    ends = " and ".join(one.pressed)
    return f"`{one.path}` ({ends} end: 90 % of sets from {one.low:.3g} to {one.high:.3g} of {low:g} to {high:g})"


def _waves(found: Search) -> Iterator[str]:
    yield "| | runs | ranges left before it | of its sets agree: expected | their own runs learned from |"
    yield "|---|---|---|---|---|"
    waves = found.study.waves
    for number, left in enumerate(found.left, start=1):
        name, cells = (f"wave {number}", "– | –") if number <= waves else (f"round {number - waves}", "")
        if not cells and number - waves <= len(found.expected):
            cells = " | ".join(f"{100 * share:.0f} %" for share in found.expected[number - waves - 1])
        yield f"| {name} | {int((found.wave == number).sum())} | {100 * left:.3g} % | {cells or '– | –'} |"


def _left(learned: Sequence[Learned]) -> Iterator[str]:
    yield "| parameter | range | 90 % of accepted sets | left | p of nothing learned | moved by it |"
    yield "|---|---|---|---|---|---|"
    for one in sorted(learned, key=lambda each: each.left):
        teachers = [f"{id} ({100 * share:.0f} %)" for id, share in one.teachers[:3] if share >= TAUGHT]
        low, high = one.range
        yield (
            f"| `{one.path}` | {low:g} to {high:g} | {one.low:.3g} to {one.high:.3g} | {100 * one.left:.0f} % | "
            f"{one.p:.2g} | {', '.join(teachers) or 'no fitted pattern'} |"
        )


def _free() -> Iterator[str]:
    yield LEFT
    yield ""
    yield MOVED


def _traded(found: Search) -> Iterator[str]:
    pairs = traded(found)
    if not pairs:
        yield f"No two parameters have a rank correlation of {CLOSE:g} or more among the accepted sets."
    for one, other, share in pairs[:10]:
        yield f"- `{one}` and `{other}`: {share:+.2f}"


def _patterns(found: Search) -> Iterator[str]:
    fresh, shares, chance = found.fresh, inside(found, found.fresh), chances_each(found, found.accepted).mean(axis=0)
    yield "| pattern | observed | agrees | mean of fresh runs | single runs inside | sets that agree | predicted |"
    yield "|---|---|---|---|---|---|---|"
    for place, target in enumerate(found.targets):
        emulator = found.emulators[place]
        agreeing = "not judged" if emulator is None else f"{100 * chance[place]:.0f} %"
        yield (
            f"| {target.says} (`{target.id}`) | {said(target.observed, target)} | {agrees(target)} | "
            f"{_seen(fresh[:, place], target)} | {100 * shares[place]:.0f} % | {agreeing} | {_told(emulator)} |"
        )


def _seen(runs: Rows, target: Target) -> str:
    """Return mean and spread of fresh runs."""
    if np.isnan(runs).all():
        return "never seen"
    low, high = np.nanquantile(runs, (0.1, 0.9))
    return f"{said(float(np.nanmean(runs)), target)} (80 % of runs {span(float(low), float(high), unit(target))})"


def _told(emulator: Emulator | None) -> str:
    """Return how much of the variance between runs is predicted."""
    if emulator is None:
        return "–"
    return f"{100 * max(emulator.told, 0.0):.0f} %" if emulator.spread else "never varies"


def _doubtful(found: Search) -> Iterator[str]:
    together = np.all([(v >= t.low) & (v <= t.high) for t, v in zip(found.targets, found.fresh.T, strict=True)], axis=0)
    yield (
        f"Fresh runs: {found.fresh.shape[0]}, one of each accepted set, with luck the search never met; all patterns "
        f"at once in {100 * float(np.mean(together)):.0f} % of these single runs. Sets that agree: expected share of "
        "the accepted sets whose mean over luck agrees. Predicted: share of the variance between all runs that the "
        "emulator tells of runs it had not seen, where 100 % is out of reach, as single runs differ by luck. Where it "
        "is small no parameter that was searched moves the pattern much over luck: it can rule out hardly anything."
    )
    for id in (target.id for target in found.targets if target.id in BESIDE):
        yield ""
        yield f"`{id}`: {BESIDE[id]}."


def _checked(found: Search) -> Iterator[str]:
    """Yield what many runs of some accepted sets say, without any emulator."""
    sets, lucks, _ = found.checked.shape
    cards = [lines(found.targets, list(runs.T)) for runs in found.checked]
    clean = sum(all(one.verdict != "fails" for one in card) for card in cards)
    sure = sum(all(one.verdict == "holds" for one in card) for card in cards)
    yield (
        f"{sets} of the accepted sets, {lucks} runs each, judged as `gaiju validate` does, without any emulator: "
        f"in {clean} of {sets} no fitted pattern fails, in {sure} all of them hold. Between sets: share of the "
        f"variance between runs that is due to the parameters; the rest is luck; rough: from {sets} sets."
    )
    yield ""
    yield "| pattern | holds | cannot be told | fails | mean over sets | sd of single runs | between sets |"
    yield "|---|---|---|---|---|---|---|"
    for place, target in enumerate(found.targets):
        yield _checked_row([card[place] for card in cards], found.checked[:, :, place], unit(target))


def _checked_row(mine: Sequence[Line], runs: Block, of: str) -> str:
    known = runs[~np.isnan(runs).any(axis=1)]
    verdicts = [one.verdict for one in mine]
    counts = " | ".join(str(verdicts.count(word)) for word in ("holds", "cannot be told", "fails"))
    if np.isnan(runs).all():
        return f"| `{mine[0].target.id}` | {counts} | never seen | – | – |"
    several = runs[np.sum(~np.isnan(runs), axis=1) > 1]
    luck = float(np.sqrt(np.mean(np.nanvar(several, axis=1, ddof=1)))) if several.size else np.nan
    share = parameter_share(known) if known.shape[0] > 1 else np.nan
    cells = ["–" if np.isnan(luck) else amount(luck, of), "–" if np.isnan(share) else f"{100 * share:.0f} %"]
    return f"| `{mine[0].target.id}` | {counts} | {amount(float(np.nanmean(runs)), of)} | {' | '.join(cells)} |"

"""The page that says what a calibration has learned, and what it has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.analyses.calibration import DOUBT, Search
from sim.analyses.emulator import explained
from sim.analyses.identified import CLOSE, Learned, inside, traded
from sim.analyses.validation import agrees, unit
from sim.analyses.words import amount, span

SURE = 0.5
"""Share of the accepted sets that has to agree still when their own runs are learned from."""
TAUGHT = 0.02
"""Share of a target's variance from which a parameter is said to move it."""
HOW = (
    "Method: history matching. A wave is an even sample of what is not yet ruled out, run in all worlds of the fitted "
    "patterns; a second-degree polynomial (lasso, then Bayesian ridge regression) learns the mean counterpart of each "
    f"pattern; a set is ruled out where that mean misses the pattern's error by more than {DOUBT:g} of its own "
    "standard deviations. "
    "In the end sets are drawn evenly from where the learned counterparts of all fitted patterns lie inside their "
    "errors. "
    "pyABC and Optuna were not taken: scikit-learn is there already, waves and emulators are a page of code, every run "
    "serves all patterns at once, and a finished run is never made again."
)


def page(found: Search, learned: Sequence[Learned], command: str) -> str:
    """Return the Markdown page."""
    accepted, left = found.accepted.shape[0], 100.0 * found.left[-1]
    text = ["# Calibration", "", f"Made by `{command}`; do not edit by hand.", ""]
    text += [
        f"{accepted} parameter sets, drawn evenly from the {left:.2g} % of the searched ranges in which all "
        f"{len(found.targets)} fitted patterns agree with the evidence, as learned from {found.places.shape[0]} runs. "
        f"When the accepted sets' own runs are learned from, too, {100 * found.still:.0f} % of them still agree with "
        "all patterns.",
        "",
        *_short(found, learned),
        "",
        HOW,
        "",
    ]
    text += ["| wave | sets run | ranges left before it |", "|---|---|---|", *_waves(found), ""]
    text += ["## What is left of each parameter", "", "![Ranges left](figures/calibration.marginals.png)", ""]
    text += [*_left(learned), "", *_free(learned), ""]
    text += ["## What is traded", "", "![Who teaches what](figures/calibration.teachers.png)", "", *_traded(found), ""]
    text += ["## The fitted patterns", "", "![Counterparts](figures/calibration.predictive.png)", ""]
    text += [*_patterns(found), "", *_doubtful(found), ""]
    return "\n".join(text).rstrip() + "\n"


def _short(found: Search, learned: Sequence[Learned]) -> Iterator[str]:
    """Say first where the calibration falls short of what was wanted."""
    if found.accepted.shape[0] < found.study.accept:
        yield f"**Fewer than the {found.study.accept} sets that were wanted**: hardly any set agrees with all patterns."
    if found.still < SURE:
        yield (
            "**The learning is not sure enough**: most accepted sets lie so near the edge of what agrees that their "
            "own runs move them across it. They agree with each pattern nearly, and hardly with all at once; more "
            "waves, or more runs a set, would sort them."
        )
    free = [one.path for one in learned if not one.constrained]
    if free:
        names = ", ".join(f"`{path}`" for path in free)
        yield f"**Nothing is learned of {len(free)} of {len(learned)} parameters**: {names}."


def _waves(found: Search) -> Iterator[str]:
    for wave, left in enumerate(found.left[:-1], start=1):
        yield f"| {wave} | {int((found.wave == wave).sum())} | {100 * left:.3g} % |"
    yield f"| accepted | {found.accepted.shape[0]} | {100 * found.left[-1]:.3g} % |"


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


def _free(learned: Sequence[Learned]) -> Iterator[str]:
    yield (
        "Left: distance between the 5 % and the 95 % quantile of the accepted sets, as a share of what it would be if "
        "nothing had been learned. Parameters that are not in the table were not searched and keep their defaults: of "
        "them the evidence says nothing here. `gaiju compare --ensemble` says what a comparison of policies does over "
        "the accepted sets."
    )


def _traded(found: Search) -> Iterator[str]:
    pairs = traded(found)
    if not pairs:
        yield f"No two parameters have a rank correlation of {CLOSE:g} or more among the accepted sets."
    for one, other, share in pairs[:10]:
        yield f"- `{one}` and `{other}`: {share:+.2f}"


def _patterns(found: Search) -> Iterator[str]:
    fresh, shares = found.fresh, inside(found, found.fresh)
    yield "| pattern | observed | agrees | mean of fresh runs | runs inside | predicted by the emulator |"
    yield "|---|---|---|---|---|---|"
    for place, target in enumerate(found.targets):
        of, column = unit(target), fresh[:, place]
        low, high = np.nanquantile(column, (0.1, 0.9))
        mean = f"{amount(float(np.nanmean(column)), of)} (80 % of runs {span(float(low), float(high), of)})"
        emulator = found.emulators[place]
        told = None if emulator is None else explained(found.places, found.values[:, place], emulator)
        share = "–" if told is None else f"{100 * told:.0f} %"
        yield (
            f"| {target.says} (`{target.id}`) | {amount(target.observed, of)} | {agrees(target)} | {mean} | "
            f"{100 * shares[place]:.0f} % | {share} |"
        )


def _doubtful(found: Search) -> Iterator[str]:
    yield (
        f"Fresh runs: {found.fresh.shape[0]}, one of each accepted set, with luck the search never met. Predicted by "
        "the emulator: share of the variance between runs that it tells of runs left out, where 100 % is out of reach, "
        "as single runs of thirty villages differ by luck. Where it is small the emulator knows little more than the "
        "mean, and the pattern could not choose between sets: it rules out less than it might with more runs."
    )

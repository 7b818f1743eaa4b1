"""The page that says how far the model agrees with its evidence: what fails comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import pandas as pd

from sim.evidence.targets import Target
from sim.judging.validation import CLASSES, FEW, Line, agrees, class_of, groups, runs_of, said, scores, source, unit
from sim.words.amounts import span

RANGE = "§"
"""At what stands in brackets where it is the range of 80 % of runs, no interval of the mean."""
HOW = (
    "Each pattern is a number of a source and its counterpart in a small world made for it "
    "([sim/evidence/targets.yaml](../sim/evidence/targets.yaml) says which). The error of the observed number follows "
    "from the trust in its source alone: 10 % of it where that is high, 20 % medium, 35 % low, for shares at least 3 "
    "points. A national number *holds* where the 95 % interval of the simulated mean lies inside that error, *fails* "
    "where it lies outside, and *cannot be told* else. A number from one place is one history: it holds where the "
    "range of 80 % of single runs reaches into the error. In brackets stands the 95 % interval of the mean or, marked "
    f"{RANGE}, that range. pp: percentage points. The score weighs high trust 3, medium 2, low 1; patterns that were "
    "put into the model, wholly or in part, are shown and not scored."
)
COMPARED = (
    "Scores of pages whose runs take their parameters differently are not comparable: with `--ensemble` each run has "
    "its own parameter set, single runs lie farther apart, and what was seen in one place holds the more easily "
    "([default parameters](validation.md), [ensemble](validation-national.md)). The score by mean leaves these "
    "patterns out."
)
BESIDE: Mapping[str, str] = {
    "hubei_delay": (
        "pages ask different things of it, so that one may call it right and another wrong of like means: the "
        "scorecards whether the range of 80 % of runs reaches the error of 18 months, which hangs on where the lower "
        "end of a dozen runs happens to lie; docs/calibration.md the same of what an emulator tells of each set; "
        "docs/cases/hubei.md, more strictly, whether that range, of many runs, holds 18 itself"
    ),
}
"""What a pattern is to be read beside, where other pages judge it by other rules."""
RARELY = 0.2
"""Share of single runs inside the error below which a pattern holds by their spread alone."""
NAMED = re.compile(r"(?P<when>\d{8}T\d{6}Z)-[0-9a-f]{6}(-(?P<who>.+))?")
"""Name of a scorecard's file: when it was made, and whose parameters it had where they are not the defaults."""
ELSEWHERE = ("history", "longquan")
WHERE = (
    "No pattern of 2019 to 2023 and none of Longquan is ever shown to a calibration. The test in place is real, and "
    "hard: the ensemble is fitted without Longquan, and these are its predictions of counts of one named place, "
    "trusted most. **A test in time, fitted to 2022 and predicting 2023, cannot be made with this evidence:** the "
    "sources give the landing rate for 2019 and 2023 only, a number for 2022 could only be interpolated from the one "
    "that is to be predicted, and the shares of strategies in `baseline/history.yaml` were set by hand for 35 % in "
    "2023. What stands here for it is weaker: none of the patterns of these years was fitted."
)
FITTED = (
    "The split into fitted and held-out patterns was made before any automatic fit. The defaults of the model were set "
    "by hand while it was built, near some of the numbers below (those marked as put in, and attendance): what holds "
    "among them is no independent proof."
)


def page(
    card: Sequence[Line],
    command: str,
    history: Mapping[str, pd.DataFrame],
    made_by: Mapping[str, str] | None,
    figure: str = "validation",
    told: Mapping[str, bool] | None = None,
) -> str:
    """Return the Markdown page.

    Parameters
    ----------
    history
        Earlier scorecards by name.
    made_by
        What made the ensemble whose sets were used; None for the parameters of one scenario.
    figure
        Name of the figure beside the page.
    told
        Of each parameter that a calibration searched, whether it learned anything of it.
    """
    who = "" if made_by is None else f" Each run has its own parameter set of the ensemble `{made_by.get('study')}`."
    text = ["# The model against the evidence", "", f"Made by `{command}`; do not edit by hand.{who}", ""]
    text += ["## What fails", "", *_failing(card), "", *_score(card), "", *_compared(card), ""]
    text += [f"![Scorecard](figures/{figure}.png)", "", HOW, "", f"{FITTED} {_searched(card)}", ""]
    for heading, mine in groups(card).items():
        text += [f"## {heading}", "", *_rows(mine), ""]
    elsewhere = [one for one in card if one.target.world.id in ELSEWHERE]
    text += ["## Another time and another place", "", WHERE, "", *_rows(elsewhere), ""]
    text += [*_by_spread(card), ""]
    text += ["## What the sources contradict", "", *_contradictions(card), ""]
    text += ["## Which parameter a pattern is said to identify", "", *_identified(card, told or {}), ""]
    text += ["## Scores so far", "", *_past(history), ""]
    return "\n".join(text).rstrip() + "\n"


def _failing(card: Sequence[Line]) -> Iterator[str]:
    for heading, mine in groups(card).items():
        for one in (one for one in mine if one.verdict in ("fails", "never seen")):
            target = one.target
            how = "never seen" if one.n == 0 else f"{said(one.simulated, target)} simulated"
            where = "" if heading == CLASSES[0] else f" ({heading.lower()})"
            yield f"- **{target.says}**: {said(target.observed, target)} observed, {how}{where}.{_why(target)}"


def _why(target: Target) -> str:
    but = f"But: {target.contradicts}" if target.contradicts else ""
    return "".join(f" {text[0].upper()}{text[1:]}." for text in (target.note, but, BESIDE.get(target.id, "")) if text)


def _score(card: Sequence[Line]) -> Iterator[str]:
    yield "| | patterns scored | hold, by weight | score | of these judged by their mean | hold, by weight | score |"
    yield "|---|---|---|---|---|---|---|"
    by_mean = scores(card, by_mean=True)
    for use, score in scores(card).items():
        name = {"calibrate": "fitted", "validate": "held out", "all": "all"}[use]
        cells = [
            f"{each.n} | {each.held:g} of {each.of:g} | {100 * each.share:.0f} %" if each.n else "0 | – | –"
            for each in (score, by_mean[use])
        ]
        yield f"| {name} | {' | '.join(cells)} |"


def _compared(card: Sequence[Line]) -> Iterator[str]:
    """Say how much of the score hangs on how far single runs lie apart."""
    ones = [one for one in card if one.target.one and one.target.weight]
    held = [one for one in ones if one.verdict == "holds"]
    near = sum(one.target.low <= one.simulated <= one.target.high for one in held)
    rare = sum(one.inside < RARELY for one in held)
    yield (
        f"{COMPARED} Of the {len(ones)} scored patterns of one place {len(held)} hold; the mean itself lies inside the "
        f"error in {near} of these, and in {rare} fewer than {100 * RARELY:.0f} % of single runs do."
    )
    runs = max((one.n for one in card), default=0)
    if runs < FEW:
        yield ""
        yield f"**{runs} runs say little**: a range that does not reach the error is not judged below {FEW} runs."


def _searched(card: Sequence[Line]) -> str:
    """Say which patterns the calibration was shown that do not stand under Fitted."""
    shown = [one for one in card if one.target.use == "calibrate"]
    other = [f"`{one.target.id}`" for one in shown if class_of(one.target) != CLASSES[1]]
    return f"A calibration is shown {len(shown)} patterns: those under Fitted and, of those put in, {_and(other)}."


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "none"


def _rows(mine: Sequence[Line]) -> Iterator[str]:
    yield "| pattern | source, trust | observed | agrees | simulated | runs inside | verdict |"
    yield "|---|---|---|---|---|---|---|"
    for one in mine:
        target = one.target
        inside = "–" if one.n == 0 else f"{100 * one.inside:.0f} % of {one.n}"
        cells = (f"{target.says} (`{target.id}`)", f"{source(target)}, {target.trust}", said(target.observed, target))
        yield f"| {' | '.join(cells)} | {agrees(target)} | {simulated(one)} | {inside} | {one.verdict} |"


def simulated(one: Line, between: str = " ") -> str:
    """Return mean and, in brackets, interval or range of a counterpart, the range marked."""
    ends = span(one.low, one.high, unit(one.target))
    return f"{said(one.simulated, one.target)}{between}({ends}){RANGE * one.target.one}"


def _by_spread(card: Sequence[Line]) -> Iterator[str]:
    """Say of which patterns agreement means little, as single runs lie far apart."""
    wide = [one for one in card if one.target.one and one.verdict == "holds" and one.inside < RARELY]
    if wide:
        names = ", ".join(f"`{one.target.id}` ({100 * one.inside:.0f} % of {one.n})" for one in wide)
        yield "## What holds because single runs lie far apart"
        yield ""
        yield (
            f"Of these patterns of one place fewer than {100 * RARELY:.0f} % of single runs lie inside the error, "
            f"though their range reaches it: the model does not speak against the number, and hardly for it. {names}."
        )
        for one in (one for one in wide if one.target.id in BESIDE):
            yield ""
            yield f"`{one.target.id}`: {BESIDE[one.target.id]}."


def _contradictions(card: Sequence[Line]) -> Iterator[str]:
    yield "| pattern | what speaks against the number |"
    yield "|---|---|"
    for one in card:
        if one.target.contradicts:
            yield f"| {one.target.says} | {one.target.contradicts} |"


def _identified(card: Sequence[Line], told: Mapping[str, bool]) -> Iterator[str]:
    by: dict[str, list[Target]] = {}
    for one in card:
        for path in one.target.identifies:
            by.setdefault(path, []).append(one.target)
    yield (
        "Said beforehand, when the patterns were written down. A calibration is shown the fitted ones alone (with "
        "those of the put in that it is shown, too); what they did teach stands at the right and in "
        "[calibration.md](calibration.md). Nothing: they were to tell of it and did not, its effect being small beside "
        "luck, or others doing the same; only held-out patterns might. Not searched: it kept its default."
    )
    yield ""
    yield "| parameter | to be told by patterns shown to a calibration | by others | what it learned |"
    yield "|---|---|---|---|"
    words = {True: "something", False: "nothing", None: "not searched"}
    for path in sorted(by):
        shown, other = (
            ", ".join(f"`{one.id}`" for one in by[path] if (one.use == "calibrate") == fitted)
            for fitted in (True, False)
        )
        yield f"| `{path}` | {shown or '–'} | {other or '–'} | {words[told.get(path)]} |"


def _past(history: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    yield "| made | parameters | runs | held-out patterns that hold | fitted ones | patterns | file |"
    yield "|---|---|--:|---|---|--:|---|"
    for name, table in history.items():
        scored = table[table["weight"] > 0]
        cells = [
            f"{int((mine['verdict'] == 'holds').sum())} of {len(mine)}"
            for mine in (scored[scored["use"] == use] for use in ("validate", "calibrate"))
        ]
        yield f"| {' | '.join([*_made(name), str(runs_of(table)), *cells])} | {len(table)} | `{name}` |"


def _made(name: str) -> tuple[str, str]:
    """Return when a scorecard was made and whose parameters it had, by the name of its file.

    >>> _made("20261122T074323Z-ccc89a-national"), _made("20261122T073717Z-7eaea3"), _made("mine")
    (('2026-11-22 07:43 UTC', '`national`'), ('2026-11-22 07:37 UTC', 'defaults'), ('–', '–'))
    """
    found = NAMED.fullmatch(name)
    if found is None:
        return "–", "–"
    when = datetime.strptime(found["when"], "%Y%m%dT%H%M%SZ")
    return f"{when:%Y-%m-%d %H:%M} UTC", f"`{found['who']}`" if found["who"] else "defaults"

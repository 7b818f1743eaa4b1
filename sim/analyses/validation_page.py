"""The page that says how far the model agrees with its evidence: what fails comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from sim.analyses.validation import Line, agrees, groups, scores, source, unit
from sim.analyses.words import amount, span
from sim.evidence.targets import Target

HOW = (
    "Each pattern is a number of a source and its counterpart in a small world made for it "
    "([sim/evidence/targets.yaml](../sim/evidence/targets.yaml) says which). The error of the observed number follows "
    "from the trust in its source alone: 10 % of it where that is high, 20 % medium, 35 % low, for shares at least 3 "
    "points. A national number *holds* where the 95 % interval of the simulated mean lies inside that error, *fails* "
    "where it lies outside, and *cannot be told* else. A number from one place is one history: it holds where the "
    "range of 80 % of single runs reaches into the error. The score weighs high trust 3, medium 2, low 1; patterns "
    "that were put into the model, wholly or in part, are shown and not scored."
)
RARELY = 0.2
"""Share of single runs inside the error below which a pattern holds by their spread alone."""
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
    """
    who = "" if made_by is None else f" Each run has its own parameter set of the ensemble `{made_by.get('study')}`."
    text = ["# The model against the evidence", "", f"Made by `{command}`; do not edit by hand.{who}", ""]
    text += ["## What fails", "", *_failing(card), "", *_score(card), ""]
    text += [f"![Scorecard](figures/{figure}.png)", "", HOW, "", FITTED, ""]
    for heading, mine in groups(card).items():
        text += [f"## {heading}", "", *_rows(mine), ""]
    elsewhere = [one for one in card if one.target.world.id in ELSEWHERE]
    text += ["## Another time and another place", "", WHERE, "", *_rows(elsewhere), ""]
    text += [*_by_spread(card), ""]
    text += ["## What the sources contradict", "", *_contradictions(card), ""]
    text += ["## Which parameter a pattern is said to identify", "", *_identified(card), ""]
    text += ["## Scores so far", "", *_past(history), ""]
    return "\n".join(text).rstrip() + "\n"


def _failing(card: Sequence[Line]) -> Iterator[str]:
    for heading, mine in groups(card).items():
        for one in (one for one in mine if one.verdict in ("fails", "never seen")):
            of, target = unit(one.target), one.target
            how = "never seen" if one.n == 0 else amount(one.simulated, of)
            where = "" if heading == "Held out" else f" ({heading.lower()})"
            yield f"- **{target.says}**: {amount(target.observed, of)} observed, {how} simulated{where}.{_why(target)}"


def _why(target: Target) -> str:
    said = [text for text in (target.note, f"But: {target.contradicts}" if target.contradicts else "") if text]
    return "".join(f" {text[0].upper()}{text[1:]}." for text in said)


def _score(card: Sequence[Line]) -> Iterator[str]:
    yield "| | patterns scored | hold, by weight | score |"
    yield "|---|---|---|---|"
    for use, score in scores(card).items():
        name = {"calibrate": "fitted", "validate": "held out", "all": "all"}[use]
        yield f"| {name} | {score.n} | {score.held:g} of {score.of:g} | {100 * score.share:.0f} % |"


def _rows(mine: Sequence[Line]) -> Iterator[str]:
    yield "| pattern | source, trust | observed | agrees | simulated | runs inside | verdict |"
    yield "|---|---|---|---|---|---|---|"
    for one in mine:
        of, target = unit(one.target), one.target
        simulated = f"{amount(one.simulated, of)} ({span(one.low, one.high, of)})"
        inside = "–" if one.n == 0 else f"{100 * one.inside:.0f} % of {one.n}"
        cells = (f"{target.says} (`{target.id}`)", f"{source(target)}, {target.trust}", amount(target.observed, of))
        yield f"| {' | '.join(cells)} | {agrees(target)} | {simulated} | {inside} | {one.verdict} |"


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


def _contradictions(card: Sequence[Line]) -> Iterator[str]:
    yield "| pattern | what speaks against the number |"
    yield "|---|---|"
    for one in card:
        if one.target.contradicts:
            yield f"| {one.target.says} | {one.target.contradicts} |"


def _identified(card: Sequence[Line]) -> Iterator[str]:
    by: dict[str, list[str]] = {}
    for one in card:
        for path in one.target.identifies:
            by.setdefault(path, []).append(f"`{one.target.id}`")
    yield "| parameter | patterns |"
    yield "|---|---|"
    for path in sorted(by):
        yield f"| `{path}` | {', '.join(by[path])} |"


def _past(history: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    yield "| scorecard | held-out patterns that hold | fitted ones | patterns |"
    yield "|---|---|---|---|"
    for name, table in history.items():
        scored = table[table["weight"] > 0]
        cells = [
            f"{int((mine['verdict'] == 'holds').sum())} of {len(mine)}"
            for mine in (scored[scored["use"] == use] for use in ("validate", "calibrate"))
        ]
        yield f"| {name} | {' | '.join(cells)} | {len(table)} |"

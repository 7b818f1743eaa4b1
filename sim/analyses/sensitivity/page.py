"""A sensitivity study as a Markdown page: question, answer in both languages, figures, table, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.analyses.sensitivity.finding import SensitivityFinding, said
from sim.analyses.sensitivity.indices import Index
from sim.analyses.study_words import factors_table, head, what_was_run

ROWS = 15
"""Factors in the table of an outcome."""
FIGURES = {
    "indices": "Factors and what chance gives",
    "plane": "Size and spread of effects",
    "slopes": "How the outcome goes with the factors that matter most",
    "through_time": "Which factor matters when",
    "convergence": "Do the indices settle?",
}


def page(found: SensitivityFinding, folder: str, command: str) -> str:
    """Return the page.

    Parameters
    ----------
    folder
        Where its figures stand, beside the page.
    command
        By which command it is made again.
    """
    lines = [*head(found.study, command)]
    for number, key in enumerate(found.found, start=1):
        lines += _outcome(found, key, folder, "" if len(found.found) == 1 else f".{number}")
    lines += [text for key, reason in found.untold.items() for text in ("", f"{found.title(key)}: {reason}.")]
    runs = len(found.points.rows) * found.study.replications * len(found.study.names)
    lines += what_was_run(found.study, runs)
    lines += factors_table(found.study.factors)
    return "\n".join(lines) + "\n"


def _outcome(found: SensitivityFinding, key: str, folder: str, many: str) -> Iterator[str]:
    yield from ("", f"## {found.title(key)}", "", *found.sentences(key), "", *found.sentences(key, "zh"), "")
    mine = found.found[key]
    drawn = ["indices", *(["plane"] if mine.sampled.method == "morris" else [])]
    influential = [each for each in mine.main if each.verdict in ("influential", "undecided")]
    drawn += ["slopes"] if any(found.slope(key, each.factor) is not None for each in influential[:6]) else []
    drawn += ["through_time"] if len(found.through_time.get(key, {})) > 1 else []
    drawn += ["convergence"] if len(mine.convergence) > 1 else []
    for name in drawn:
        yield from (f"![{FIGURES[name]}]({folder}/{name}{many}.png)", "")
    yield from ("| factor | index | value | 95 % interval | verdict |", "|---|---|---|---|---|")
    for each in _rows(mine.main):
        verdict = "what chance gives" if each.verdict == "dummy" else each.verdict
        ends = f"{each.low:.3g} to {each.high:.3g}"
        yield f"| {each.factor} | {each.index} | {said(each, found.asked[key])} | {ends} | {verdict} |"
    if len(mine.main) > ROWS + 1:
        yield from ("", f"The other {len(mine.main) - ROWS - 1} factors are smaller; all stand in `indices.csv`.")


def _rows(main: Sequence[Index]) -> list[Index]:
    return [*main[:-1][:ROWS], main[-1]]

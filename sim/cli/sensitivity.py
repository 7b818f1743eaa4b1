"""``gaiju sensitivity``: which factors decide an outcome, and what is chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from sim.cli.options import Flags, flagged
from sim.cli.screen import screen, table
from sim.cli.studies import Page, Samples, StudyFile, StudyVerb, in_words, numbered
from sim.pages.sensitivity import page as page_of
from sim.studies.factor_words import called
from sim.studies.sensitivity.finding import SensitivityFinding, finding
from sim.studies.sensitivity.sentences import interval, said

SHOWN = 12
"""Factors shown of each outcome; all with ``-v``."""


@flagged
def sensitivity(study: StudyFile, samples: Samples = None, page: Page = None, *, flags: Flags) -> None:
    """Say which factors decide an outcome or a difference between policies, and what is chance.

    Raises
    ------
    Exit
        If some runs failed.
    """
    VERB.run(study, samples, page, flags)


def _tables(found: SensitivityFinding) -> Mapping[str, pd.DataFrame]:
    tables = {"indices": found.table, "convergence": found.convergence, "noise": found.noise}
    tables |= {"trends": found.trend_table} if any(found.trends.values()) else {}
    return tables | ({"indices_over_time": found.over_time} if found.through_time else {})


def _figures(found: SensitivityFinding) -> Iterator[tuple[str, Any]]:
    from sim.figures import sensitivity as draw
    from sim.figures import trends

    for key, behind in numbered(list(found.found)).items():
        drawn = {
            "trends": trends.draw(found, key),
            "indices": draw.bars(found, key),
            "plane": draw.plane(found, key),
            "slopes": draw.slopes(found, key),
            "through_time": draw.through_time(found, key),
            "convergence": draw.convergence(found, key),
        }
        yield from ((f"{name}{behind}", figure) for name, figure in drawn.items() if figure is not None)


def _as_json(found: SensitivityFinding) -> Mapping[str, object]:
    words = in_words(found.found, found.sentences)
    outcomes = {
        key: {
            "influential": list(mine.by("influential")),
            "small": list(mine.by("small")),
            "undecided": list(mine.by("undecided")),
            "seed_share": mine.noise.seed_share,
            "samples_advised": mine.more_samples,
            "replications_advised": mine.more_replications,
            "in_words": words[key],
        }
        for key, mine in found.found.items()
    }
    return {"outcomes": outcomes}


def _show(found: SensitivityFinding, verbose: bool) -> None:
    console = screen()
    for key, mine in found.found.items():
        shown = table("factor", mine.main[0].index, "95 % interval", "", title=found.title(key))
        for each in [*(mine.main[:-1] if verbose else mine.main[:-1][:SHOWN]), mine.main[-1]]:
            asked, word = found.asked[key], "" if each.verdict == "dummy" else each.verdict
            shown.add_row(called(each.factor, found.study.factors), said(each, asked), interval(each, asked), word)
        console.print(shown)
        for line in found.sentences(key):
            console.print(line)
        console.print()
    for key, reason in found.untold.items():
        console.print(f"{found.title(key)}: {reason}")


VERB = StudyVerb("sensitivity", finding, _tables, _figures, page_of, _as_json, _show)
CONCLUDING = VERB.concluding
"""What ``sensitivity`` makes of finished runs."""

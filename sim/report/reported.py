"""What an inspector sees against what is there: the outcomes that the model holds twice, as reported and true."""

from __future__ import annotations

import numpy as np

from sim.paired import paired
from sim.report.tables import Cell, Table, speaker
from sim.statistics.finding import Finding
from sim.words.amounts import Language, amount, change, interval

PAIRS = (
    ("coverage", "nominal_coverage", "substantive_coverage"),
    ("progress", "progress_reported", "progress"),
    ("satisfaction", "satisfaction_reported", "satisfaction"),
    ("mediation", "mediation_rate_reported", "mediation_rate"),
)
"""Key of the words, outcome as reported, outcome as it is."""


def reported(finding: Finding, language: Language) -> Table:
    """Return both levels of each pair of outcomes under each scenario, and how far apart they are in the same run.

    Runs without a value in one of the two are left out of both; a pair without any run that has both has no row.
    """
    say = speaker(language)
    rows = []
    for key, seen, there in PAIRS:
        if not {seen, there} <= set(finding.ends.outcomes):
            continue
        outcome = finding.declared[seen]
        for scenario in finding.scenarios:
            told, true = (finding.ends.of(scenario, name) for name in (seen, there))
            both = ~np.isnan(told - true)
            apart = paired(told - true, outcome.gaps)
            if apart.n:
                levels = [paired(values[both]).mean for values in (told, true)]
                ends = interval(apart, outcome.unit, language)
                difference = f"{change(apart.mean, outcome.unit, language)} ({ends})"
                rows.append([
                    Cell(say(f"pair {key}")), Cell(finding.title(scenario, language)),
                    *(Cell(amount(level, outcome.unit, language), level) for level in levels),
                    Cell(difference, apart.mean),
                ])  # fmt: skip
    return Table([say(key) for key in ("result", "scenario", "as reported", "true", "reported minus true")], rows)

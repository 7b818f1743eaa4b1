"""Which outcomes count the whole run: held against how they are declared, and against a run."""

import numpy as np
import pytest

import sim
from sim.measures.catalogue import MEASURES
from sim.measures.families import ACCUMULATING
from sim.measures.summaries import SUMMARIES
from sim.statistics.outcomes import outcomes
from sim.statistics.over_run import WHEN, over_run
from tests.small import hamlet

CUMULATIVE = ("so far", "ever opened", "ever went", "first declaration", "was decided")


def test_whatever_is_declared_to_count_all_that_ever_happened_is_said_to() -> None:
    declared = {name for name, each in MEASURES.items() if any(words in each.meaning for words in CUMULATIVE)}
    assert declared - WHEN.keys() == set()
    assert WHEN.keys() <= {*MEASURES, *SUMMARIES}
    assert {name for name in SUMMARIES if not over_run(outcomes()[name], "zh")} == set()
    assert over_run(outcomes()["satisfaction"], "en") == over_run(outcomes()["nameplate_now"], "zh") == ""


@pytest.fixture(scope="module")
def finding() -> "sim.statistics.finding.Finding":
    return sim.run(hamlet(), replications=1)


@pytest.mark.parametrize(
    "name",
    sorted(name for name in ACCUMULATING if outcomes()[name].unit not in ("share of cases", "share of petitions")),
)
def test_what_counts_the_whole_run_never_falls(name: str, finding: "sim.statistics.finding.Finding") -> None:
    series = finding.cube.series("hamlet", "all", name)[0]
    assert np.all(np.diff(series[~np.isnan(series)]) >= -1e-9)

from __future__ import annotations

import pandas as pd
import pytest

from sim.api.asking import with_counterfactual
from sim.designs.names import names_apart
from sim.policies.status_quo import StatusQuo
from sim.statistics.naive import counterfactual, naive_table
from sim.store import Tables
from tests.small import hamlet

YEARS = ("2021-12", "2022-12")
PILOTS = 3
TRUE, LEAD, TREND = 4.0, 10.0, -2.0


def tables(quiet: str = "status_quo") -> Tables:
    """Return two runs of six villages: the three best are pilots and gain 4, while everybody loses 2."""
    rows = []
    for scenario in ("plan", "none"):
        for replication in range(2):
            for year, month in enumerate(YEARS):
                for village in range(6):
                    pilot = village < PILOTS and scenario == "plan"
                    lead = LEAD * (village < PILOTS)
                    value = 50.0 + lead + TREND * year + TRUE * (pilot and year == 1) + 0.1 * replication * year
                    declared = 20.0 * (pilot and year == 1)
                    rows.append((scenario, replication, month, village, value, value / 100.0, declared, float(pilot)))
    columns = ["scenario", "replication", "month", "village", "satisfaction", "service", "declared", "pilot"]
    runs = pd.DataFrame([{"scenario": "plan", "policy": "phased_pilots"}, {"scenario": "none", "policy": quiet}])
    empty = pd.DataFrame()
    return Tables(runs, empty, pd.DataFrame(rows, columns=columns), empty, empty)


@pytest.mark.parametrize("group", ["pilots", "declared"])
def test_each_naive_look_is_off_by_what_it_leaves_out(group: str) -> None:
    found = naive_table(tables())
    last = found[(found["month"] == "2022-12") & (found["outcome"] == "satisfaction") & (found["group"] == group)]
    means = last.set_index("estimate")["mean"]
    assert means["true effect"] == pytest.approx(TRUE)
    assert means["cross-section"] == pytest.approx(TRUE + LEAD)
    assert means["before-after"] == pytest.approx(TRUE + TREND, abs=0.11)
    bias = last.set_index("estimate")["bias"]
    assert bias["cross-section"] == pytest.approx(LEAD)
    assert bias["before-after"] == pytest.approx(TREND, abs=0.11)
    assert bias["true effect"] == 0.0


def test_before_the_first_declaration_there_is_no_group_of_declared_villages() -> None:
    found = naive_table(tables())
    assert set(found.loc[found["month"] == "2021-12", "group"]) == {"pilots"}
    assert "before-after" not in set(found.loc[found["month"] == "2021-12", "estimate"])


def test_without_a_run_that_converts_nothing_there_is_no_true_effect() -> None:
    assert counterfactual(tables("drift")) is None
    with pytest.raises(ValueError, match="status_quo"):
        naive_table(tables("drift"))


def test_a_counterfactual_is_added_once_in_the_same_world() -> None:
    cases = names_apart([hamlet(), hamlet("drift")])
    more = with_counterfactual(cases)
    assert [case.scenario.name for case in more] == ["hamlet", "hamlet-2", "status-quo"]
    assert isinstance(more[-1].policies[0], StatusQuo)
    assert more[-1].scenario.regions == cases[0].scenario.regions
    assert with_counterfactual(more) == more

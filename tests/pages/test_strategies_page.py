from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from sim.api.asking import compare
from sim.pages.strategies import FEWER, SHOWN, Material, page, ranks
from sim.reading import Case
from sim.statistics.balance import balance, balance_table
from sim.statistics.finding import Finding, finding
from sim.studies.load_map import COLUMNS, OUTCOMES, SPEEDS, STAFF, VILLAGES
from tests.small import hamlet, renamed
from tests.statistics.made import tables

LOAD = pd.DataFrame(
    [(w, -(-VILLAGES // w), s, name, 0.1 * w, 0.0, 0.2, 4) for w in SPEEDS for s in STAFF for name in OUTCOMES],
    columns=list(COLUMNS),
)


def titled(case: Case) -> Case:
    title = dict.fromkeys(("en", "zh"), case.scenario.name.capitalize())
    return dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, title=title))


@pytest.fixture(scope="module")
def found() -> Finding:
    plans = {"deadline": "uniform_deadline, due: 2022-09", "quiet": "status_quo", "by-quorum": "voluntary, quorum: 0.3"}
    cases = [titled(renamed(hamlet(plan, "clock.months=48"), name)) for name, plan in plans.items()]
    return compare(cases, replications=3)


@pytest.fixture(scope="module")
def text(found: Finding) -> str:
    table = balance_table(balance(found.cube, found.tables.villages), found.cube.scenarios, found.baseline)
    does = {name: f"What {name} does." for name in found.scenarios}
    return page(Material(found, does, table, (found, {"deadline": 0.4, "by-quorum": 0.6}), LOAD, "gaiju that"))


def test_the_page_names_its_command_and_every_strategy(text: str) -> None:
    assert "Made by `gaiju that`" in text
    assert all(f"What {name} does." in text for name in ("deadline", "quiet", "by-quorum"))
    assert "3 replications" in text
    assert "![load map](figures/load_map.png)" in text


def test_words_follow_from_the_differences(found: Finding, text: str) -> None:
    paragraph = text.split("What quiet does.")[1].split("###")[0]
    sentences = {line.split(":")[0]: line for line in paragraph.splitlines() if ": " in line}
    words = {"better": "Better", "worse": "Worse", "same": "Practically the same", "open": "Not significant"}
    for each in found.differences:
        if each.scenario == "quiet" and each.outcome.name in SHOWN and each.kind in words:
            assert each.outcome.title["en"].lower() in sentences[words[each.kind]]
    kinds = {each.outcome.name: each.kind for each in found.differences if each.scenario == "quiet"}
    spared = "better" in (kinds["disputes"], kinds["petitions"], kinds["cost"])
    assert (FEWER in paragraph) == (spared and kinds["substantive_coverage"] == "worse")


def test_ranks_begin_with_the_best_and_leave_out_what_is_missing(found: Finding, text: str) -> None:
    ranks = text.split("## Ranks")[1].split("## By region")[0]
    quiet = next(line for line in ranks.splitlines() if line.startswith(f"| {found.title('quiet')} |"))
    cells = [cell.strip() for cell in quiet.strip("|").split("|")[1:]]
    assert cells[SHOWN.index("disputes")].startswith("1")
    assert cells[SHOWN.index("nameplate_share")] == "–"


def test_who_is_worse_by_one_amount_in_every_pair_is_not_tied_with_the_best() -> None:
    """Without noise of its own, each scenario differs from the others by exactly its effect in every replication."""
    exact = finding(tables({"best": 40.0, "worst": 0.0}, pairs=6, noise=0.0), {})
    assert ranks(exact, exact.declared["substantive_coverage"]) == {"best": "1", "worst": "2"}
    few = finding(tables({"best": 40.0, "worst": 0.0}, pairs=2, noise=0.0), {})
    assert ranks(few, few.declared["substantive_coverage"]) == {"best": "1", "worst": "2 ="}

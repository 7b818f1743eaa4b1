"""Real places beside their simulation: what is put in equals its claim, what is measured is judged as it should be."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.document import read_document
from sim.evidence.claims import claims, derived
from sim.figures.case_study import draw_hubei, draw_longquan
from sim.founding.survey import survey
from sim.judging import hubei, longquan
from sim.judging.case_study import Lives, Pattern, Relation, Role, Sign, lives, number, turned, verdict
from sim.pages.case import COUNTERPARTS, Row, _right, hubei_page, longquan_page, rows
from sim.reading import read
from sim.scenario import Clock

CASES = Path(__file__).parents[2] / "scenarios" / "cases"
FILES = (longquan.FILE, *hubei.FILES)


@pytest.fixture(scope="module")
def town() -> Lives:
    return lives([read(CASES / longquan.FILE)], longquan.LOOKS, 2)[0]


@pytest.fixture(scope="module")
def villages() -> list[Lives]:
    return lives([read(CASES / file) for file in hubei.FILES], hubei.LOOKS, 2)


def cited(tree: Any) -> Iterator[tuple[str, float]]:
    """Yield (claim, value) of every number of a scenario that names its evidence."""
    if isinstance(tree, dict):
        if "evidence" in tree:
            yield tree["evidence"], float(tree["value"])
        for part in tree.values():
            yield from cited(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from cited(part)


@pytest.mark.parametrize("file", FILES)
def test_a_number_with_a_claim_is_the_number_of_the_claim(file: str) -> None:
    for evidence, value in cited(read_document(CASES / file).tree):
        one = derived().get(evidence)
        said = (one.value,) if one else claims()[evidence].numbers()
        # per cent are written as shares, workers per thousand as posts per 10,000
        scale = {"percent": 0.01, "per_1000": 10.0}.get(one.unit if one else claims()[evidence].unit, 1.0)
        assert any(math.isclose(value, scale * each) for each in said), (evidence, value, said)


def test_longquan_has_the_people_the_survey_adds_in_the_villages_it_counts() -> None:
    scenario = read(CASES / longquan.FILE).scenario
    listed = scenario.villages["longquan"]
    assert len(listed) == number("longquan_converted_villages")
    added = number("longquan_population", "after") - number("longquan_population", "before")
    assert sum(float(village["persons"]) for village in listed) == added
    apart = float(survey(scenario).known("elsewhere_share", len(listed))[0])
    assert apart == pytest.approx(number("separation_rate") / 100.0)


def test_longquan_is_merged_into_its_new_communities_and_comes_alive(town: Lives) -> None:
    people = number("longquan_population", "after") - number("longquan_population", "before")
    assert people / town.at("per community", longquan.SURVEY)[0] == pytest.approx(longquan.NEW)
    assert (town.at("declared", "2026-12") > 0.0).all()
    assert (town.at("stalled", longquan.END) > 0.0).any(), "nobody quarrels"
    assert (np.nan_to_num(town.series("communities")) <= longquan.TOWN).all()


def test_a_village_quarrels_less_when_rights_are_defined_first(villages: list[Lives]) -> None:
    undefined, _, first, titled = (arm.at("disputing", hubei.END) for arm in villages)
    assert (titled > 0.0).all()
    assert (first < 0.5 * undefined).all()
    assert (villages[2].at("unclear", hubei.START) < villages[0].at("unclear", hubei.START)).all()
    assert (hubei.came_to(villages[2], "declared") > 0.0).any()


def test_months_count_from_the_start_to_the_plate() -> None:
    clock = Clock("2020-11", 6)
    declared = np.array([[0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0]], dtype=np.float64)[:, :, np.newaxis]
    assert hubei.months(Lives(declared, clock, ("declared",))).tolist() == [1.0, 4.0]
    assert hubei.delay(Lives(declared, clock, ("declared",)), Lives(declared[:1], clock, ("declared",))).tolist() == [
        0.0,
        3.0,
    ]


def pattern(role: Role, relation: Relation = "=", observed: float = 10.0) -> Pattern:
    return Pattern("Ten of something", "streets", observed, "posts", "staff", "2021-02", role, "", relation)


@pytest.mark.parametrize(
    ("relation", "values", "said"),
    [
        ("=", [8, 9, 10, 12], "yes"),
        ("=", [11, 12, 13], "no: too high"),
        ("=", [7, 8, 9], "no: too low"),
        ("~", [10.5, 10.6, 10.7], "yes"),
        ("~", [11.5, 11.6, 11.7], "no: too high"),
        (">=", [11, 12, 13], "yes"),
        (">=", [7, 8, 9], "no: too low"),
        ("<=", [7, 8, 9], "yes"),
        ("<=", [11, 12, 13], "no: too high"),
        ("=", [math.nan, 10], "yes"),
        ("=", [math.nan], "no: never measured"),
    ],
)
def test_a_count_matches_when_it_lies_inside_the_spread(relation: Relation, values: list[float], said: str) -> None:
    assert verdict(pattern("follows", relation), np.array(values, dtype=np.float64)) == said


@pytest.mark.parametrize(
    ("relations", "roles", "values", "wanted"),
    [
        (
            [">="], ["partly put in"], [9.0],
            "1 of the 1 numbers that were not put in comes out right: 1 is a bound, which the runs only had to keep; "
            "1 rests in part on the claim itself.",
        ),
        (
            ["=", "="], ["follows", "follows"], [5.0, 5.0],
            "2 of the 2 numbers that were not put in come out right: 2 lie inside the spread of runs.",
        ),
        (["="], ["follows"], [9.0], "0 of the 1 numbers that were not put in come out right."),
    ],
)  # fmt: skip
def test_what_comes_out_right_is_said_in_sentences(
    relations: list[Relation], roles: list[Any], values: list[float], wanted: str
) -> None:
    known = hubei.patterns()[0]
    tested = [
        Row(dataclasses.replace(known, relation=relation, role=role, observed=5.0), np.full(4, value))
        for relation, role, value in zip(relations, roles, values, strict=True)
    ]
    assert _right(tested) == wanted


def test_what_was_put_in_is_never_called_a_match() -> None:
    same, less = np.array([10.0, 10.0]), np.array([5.0, 6.0])
    assert verdict(pattern("put in"), same) == "put in"
    assert verdict(pattern("put in"), less) == "put in, comes out lower"
    assert verdict(pattern("partly put in"), same) == "yes (partly put in)"
    assert verdict(pattern("not represented"), np.empty(0)) == "not represented"
    assert all(not Row(pattern("put in"), each).verdict.startswith("yes") for each in (same, less))


def test_a_sign_is_told_only_when_the_change_is_there() -> None:
    sign = Sign("It falls", "1", "reach", "share", "2021-01", "2021-02", rises=False)

    def told(after: list[float]) -> str:
        values = np.stack([[1.0, 1.0, 1.0], after], axis=1)[:, :, np.newaxis]
        return turned(sign, Lives(values, Clock("2021-01", 2), ("reach",)))[0]

    assert told([0.5, 0.6, 0.5]) == "yes"
    assert told([1.5, 1.6, 1.5]) == "no"
    assert told([0.5, 1.5, 1.0]) == "cannot be told"


@pytest.mark.parametrize("patterns", [longquan.patterns, hubei.patterns])
def test_every_pattern_cites_a_claim_and_says_what_is_measured(patterns: Any) -> None:
    for each in patterns():
        assert each.evidence in claims() or each.evidence in derived()
        assert (each.look in COUNTERPARTS) == (each.look != "")
        assert each.role != "not represented" or not each.look
        assert each.note or each.role == "put in", each.says
        assert each.role in ("put in", "not represented") or each.look


def structure(text: str) -> list[str]:
    """Return the headings of a page, and what stands first in each row of its tables."""
    lines = text.splitlines()
    return [line for line in lines if line.startswith("#")] + [line.split("|")[1] for line in lines if line[:1] == "|"]


def test_the_page_of_longquan_says_everything_and_keeps_its_form(town: Lives) -> None:
    text = longquan_page(town, {"as it is": town}, "gaiju that")
    assert all(said in text for said in ("Made by `gaiju that`", "2 replications", "![Longquan]"))
    for each in longquan.patterns():
        assert f"| {each.says} | `{each.evidence}` |" in text
    wrong = [row for row in rows(longquan.patterns(), town) if row.verdict.startswith("no:")]
    assert wrong
    assert all(f"- **{row.pattern.says}** ({row.verdict}). {row.pattern.note}" in text for row in wrong)
    one = Lives(town.values[:1], town.clock, town.looks)
    fewer = longquan_page(one, {"as it is": one}, "gaiju that")
    tables = [line for line in structure(text) if not line.startswith("#")]
    assert [line for line in structure(fewer) if not line.startswith("#")] == tables
    assert not re.search(r"\bnan\b", text + fewer)


def test_the_page_of_hubei_compares_ways_of_defining_rights(villages: list[Lives]) -> None:
    text = hubei_page(villages, {0.9: (villages[0], villages[-1])}, "gaiju that")
    for each in hubei.patterns():
        assert f"| {each.says} | `{each.evidence}` |" in text
    assert all(f"| {title} (" in text for title, _ in hubei.UNITS.values())
    assert "| 90 % |" in text
    assert not re.search(r"\bnan\b", text)


def test_both_figures_are_drawn(town: Lives, villages: list[Lives], tmp_path: Path) -> None:
    for name, figure in (("longquan", draw_longquan(town)), ("hubei", draw_hubei(villages))):
        figure.savefig(tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")

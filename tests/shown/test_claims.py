"""The causal claims of the sources: does the model say what their records say? 10 pairs each, seed 20240101.

The quick tests look at the records, at the page and at one claim; `make slow` asks all of them.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from pathlib import Path

import pytest

from sim.evidence.signs import PARTS, VERDICTS, Sign, signs
from sim.judging.signs import PAIRS, Look, arms, look
from sim.reading import read
from sim.statistics.outcomes import outcomes
from tests.shown.pairs import SCENARIOS

ALL = tuple(signs().values())
ASKED = tuple(one for one in ALL if one.contrast is not None)
IN_THE_SOURCES = {"C1": 7, "C2": 9, "C3": 9, "C4": 11, "C5": 11, "C6": 18}
"""Lines under each heading of the list of causal claims that was drawn from the sources."""
QUICK = "platform_satisfaction"
PAGE = Path(__file__).parents[2] / "docs" / "claims.md"


def test_every_causal_claim_of_the_sources_has_a_record() -> None:
    there = defaultdict(set)
    for one in ALL:
        there[one.part].add(one.no)
    assert there == {part: set(range(1, number + 1)) for part, number in IN_THE_SOURCES.items()}
    assert tuple(PARTS) == tuple(IN_THE_SOURCES)


def test_at_least_thirty_claims_hold_and_by_more_than_what_does_not_matter() -> None:
    assert sum(one.verdict == "holds" for one in ALL) >= 30
    rows = PAGE.read_text("utf-8").splitlines()
    assert sum(row.endswith("| holds |") for row in rows) >= 30


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_record_says_what_it_must(one: Sign) -> None:
    assert one.verdict in VERDICTS
    assert one.sources
    assert bool(one.reason) == (one.verdict != "holds")
    assert (one.contrast is None) == (one.verdict == "not represented")


@pytest.mark.parametrize("one", ASKED, ids=lambda one: one.id)
def test_a_contrast_reads_and_contrasts(one: Sign) -> None:
    contrast = one.contrast
    assert contrast is not None
    assert contrast.outcome in outcomes()
    on, off = (read(SCENARIOS / file, sets).scenario for file, sets in arms(contrast))
    assert dataclasses.replace(on, origins={}) != dataclasses.replace(off, origins={})
    assert set(contrast.minus) <= set(on.regions)


def test_the_page_is_made_of_the_records_as_they_stand() -> None:
    text = PAGE.read_text("utf-8")
    assert "but the runs say" not in text
    for one in ALL:
        assert one.claim in text, f"{one.id}: run `gaiju evidence --page docs/claims.md`"
        assert one.reason in text, f"{one.id}: run `gaiju evidence --page docs/claims.md`"
    assert f"{sum(one.verdict == 'holds' for one in ALL)} hold (" in text


def swapped(one: Sign) -> Sign:
    contrast = one.contrast
    assert contrast is not None
    turned = dataclasses.replace(contrast, on=contrast.off, off=contrast.on)
    return dataclasses.replace(one, id=f"{one.id}_swapped", contrast=turned)


def idle(one: Sign) -> Sign:
    contrast = one.contrast
    assert contrast is not None
    return dataclasses.replace(one, id=f"{one.id}_idle", contrast=dataclasses.replace(contrast, off=contrast.on))


def test_a_claim_holds_and_turned_round_it_is_the_opposite() -> None:
    one = signs()[QUICK]
    said = [each.said for each in look([one, swapped(one), idle(one)], SCENARIOS, 8)]
    assert said == ["as claimed", "the opposite", "nothing that matters"]


@pytest.fixture(scope="module")
def looks() -> dict[str, Look]:
    return {each.sign.id: each for each in look(ASKED, SCENARIOS, PAIRS)}


@pytest.mark.slow
@pytest.mark.parametrize("one", ASKED, ids=lambda one: one.id)
def test_the_model_says_of_a_claim_what_its_record_says(one: Sign, looks: dict[str, Look]) -> None:
    each = looks[one.id]
    told = f"{each.said}: {each.found.mean:.4g} ({each.found.low:.4g} to {each.found.high:.4g}), p {each.p:.2g}"
    assert (each.said == "as claimed") == (one.verdict == "holds"), told
    assert (each.said == "the opposite") == one.opposite, told

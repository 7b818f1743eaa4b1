"""Villages of too few household rows are told before anything is run, with what mends them."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

import sim
from sim.cli import app
from sim.planning.fineness import ENOUGH, FEWEST, PART, Coarse, coarse_in, coarse_said, said
from sim.reading.shipped import SCHEME, document_at, folder, shipped
from sim.scenario import Scenario
from sim.world import found_world

Gaiju = Callable[..., Result]
SIX = "name,households\nA,180\nB,260\nC,210\nD,500\nE,390\nF,520\n"
RUNS = [
    name for name in shipped() if {"name", "study"} & set(document_at(f"{SCHEME}{name}.yaml").tree) == {"name"}
]  # fmt: skip


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, list(words))


def county(table: str, weight: float, name: str = "mine", region: str = "") -> Path:
    """Write a scenario with a table, and return where it stands."""
    Path(f"{name}.csv").write_text(table)
    place = Path(f"{name}.yaml")
    place.write_text(
        f"schema: 1\nname: {name}\ntitle: {{en: The {name}, zh: 方案{name}}}\nclock: {{months: 13}}\n"
        f"world: {{regions: {{here: {{villages_file: {name}.csv, weight: {weight:g}{region}}}}}}}\n",
        "utf-8",
    )
    return place


def coarse(place: Path, *sets: str) -> list[Coarse]:
    return list(coarse_in(sim.read(place, sets).scenario))


@pytest.mark.usefixtures("gaiju")
def test_a_county_of_small_villages_is_told_with_its_rows_and_the_weight_that_mends_it() -> None:
    place = county(SIX, 42)
    (one,) = coarse(place)
    rows = np.bincount(found_world(sim.read(place).scenario, 1, 0).households.village)
    assert (one.few, one.villages, one.least, one.most, one.rows) == (6, 6, rows.min(), rows.max(), rows.sum())
    assert one.weight == 8.0, "the median of 325 households / 40"
    words = said(one)
    assert words.startswith("6 of 6 villages of `here` have fewer than 20 household rows (villages have 4 to 12, 48 in")
    assert "lower world.regions.here.weight to 8; a typical village then has about 40 (256 rows" in words
    assert said(one, "zh").startswith("地区“here”的 6 个村中有 6 个不足 20 个农户行（各村 4 至 12 行，共 48 行）")
    assert coarse(place, "world.regions.here.weight=8") == []


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.usefixtures("gaiju")
def test_whoever_follows_the_advice_hears_no_more_of_it(seed: int) -> None:
    luck = np.random.default_rng(seed)
    sizes = np.maximum(np.rint(np.exp(luck.normal(5.0, 1.2, int(luck.integers(1, 30))))), 30).astype(int)
    known = np.less(luck.random(sizes.shape[0]), 0.7)
    table = "name,households\n" + "".join(
        f"V{number},{size if known[number] else ''}\n" for number, size in enumerate(sizes)
    )
    place = county(table, 60, region=", households_per_village: 10")
    for one in coarse(place):
        sets = [f"world.regions.here.weight={one.weight:g}"]
        if one.households_per_village is not None:
            sets.append(f"world.regions.here.households_per_village={one.households_per_village}")
        assert coarse(place, *sets) == []
        if one.households_per_village is not None and one.households_per_village < 400:
            assert one.households_per_village * one.weight == pytest.approx(600, abs=one.weight), "as large as before"
        region = sim.read(place, sets).scenario
        assert one.made == pytest.approx(expected_rows(region), abs=0.5)


def expected_rows(scenario: Scenario) -> float:
    region = scenario.regions["here"]
    known = [float(row["households"]) for row in scenario.villages["here"] if "households" in row]
    rows = sum(min(max(round(each / region.weight), 1), 400) for each in known)
    return rows + (len(scenario.villages["here"]) - len(known)) * region.households_per_village


@pytest.mark.usefixtures("gaiju")
def test_a_few_hamlets_are_no_reason_to_doubt() -> None:
    large = "".join(f"V{number},800\n" for number in range(7))
    assert coarse(county("name,households\nHamlet,60\n" + large, 21)) == []
    assert [one.few for one in coarse(county("name,households\nH,60\nI,60\nJ,60\n" + large, 21))] == [3]


@pytest.mark.parametrize(("households", "weight"), [(1, 15), (15, 1)])
@pytest.mark.usefixtures("gaiju")
def test_villages_of_a_few_households_are_told_without_advice_that_cannot_help(households: int, weight: float) -> None:
    (one,) = coarse(county(f"name,households\nA,{households}\n", weight))
    for words in (said(one), said(one, "zh")):
        assert "weight" not in words


def test_drawn_villages_are_told_by_their_mean_and_stay_as_large() -> None:
    case = sim.read("small-county", ["world.regions.central.households_per_village=10"])
    (one,) = coarse_in(case.scenario)
    assert one.weight * (one.households_per_village or 0) == pytest.approx(420.0)
    assert (
        "lower world.regions.central.weight to 10 and set world.regions.central.households_per_village to 42"
        in said(one)
    )
    assert "villages have 10, 100 in all" in said(one)


@pytest.mark.parametrize("name", RUNS)
def test_no_shipped_scenario_is_doubtful(name: str) -> None:
    assert coarse_said([sim.read(folder() / f"{name}.yaml")]) == ()


def test_the_example_of_a_county_gives_its_usual_village_the_rows_that_are_enough() -> None:
    scenario = sim.read("made-up-county").scenario
    rows = np.bincount(found_world(scenario, 1, 0).households.village)
    assert np.median(rows) == pytest.approx(ENOUGH, abs=3.0)
    assert rows.min() >= FEWEST
    assert 0.0 < PART < 0.5


@pytest.mark.slow
def test_it_is_said_wherever_a_scenario_is_looked_at_or_run(gaiju: Gaiju) -> None:
    county(SIX, 42)
    county(SIX, 42, "other")
    text = Path("other.yaml").read_text("utf-8")
    Path("other.yaml").write_text(text + "policy: {rollout: {strategy: drift}}\n", "utf-8")
    Path("study.yaml").write_text(
        "schema: 1\nname: s\nstudy: sweep\ntitle: {en: S, zh: 一}\nquestion: {en: Why?, zh: 为何？}\n"
        "scenarios: [mine.yaml]\nmethod: grid\nfactors: {uncertainties.trust.gain: {low: 0.02, high: 0.04, steps: 2}}\n"
        "outcomes: [satisfaction]\nreplications: 1\n",
        "utf-8",
    )
    note = "note: 6 of 6 villages of `here` have fewer than 20 household rows"
    words = ("-n", "2", "-j", "1", "--no-progress")
    for verb in ("check", "plan"):
        for file in ("mine.yaml", "study.yaml"):
            shown = gaiju(verb, file)
            assert shown.exit_code == 0, shown.output
            assert shown.stdout.count(note) == 1, (verb, file)
    assert gaiju("run", "mine.yaml", *words).stderr.count(note) == 1
    assert gaiju("sweep", "study.yaml", "-j", "1", "--no-progress").stderr.count(note) == 1
    compared = gaiju("compare", "mine.yaml", "other.yaml", *words, "-o", "both", "--force")
    assert compared.stderr.count(note) == 1, "of two scenarios of one world once"
    (report,) = Path("both").glob("*/2*/report.html")
    page = report.read_text("utf-8")
    assert "Doubtful: 6 of 6 villages of `here` have fewer than 20 household rows" in page
    assert "存疑：地区“here”的 6 个村中有 6 个不足 20 个农户行" in page


@pytest.mark.usefixtures("gaiju")
def test_a_doubt_of_some_scenarios_names_them() -> None:
    one, two = sim.read(county(SIX, 42)), sim.read(county(SIX, 8, "fine"))
    assert re.match("`mine`: 6 of 6 villages", coarse_said([one, two])[0])
    assert coarse_said([one, two], "zh")[0].startswith("`mine`：地区“here”")

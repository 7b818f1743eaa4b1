import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import sim
from sim.agents import everybody
from sim.book import FLAGS
from sim.cli import app
from sim.columns.cadres import ROLES
from sim.columns.groups import GROUP_KINDS
from sim.columns.villages import STAGES
from sim.describing import floors, glossary, odd
from sim.describing.luck import is_declared, streams
from sim.describing.markdown import filled
from sim.describing.pages import COUNTY, FLOORS, GLOSSARY, TABLES, made, stale, write
from sim.measures.catalogue import HOUSEHOLD_GROUPS
from sim.month import advance
from sim.networks.settings import LAYERS
from sim.phases.steps import PHASES
from sim.policies.catalogue import POLICIES
from sim.policies.levers import levers
from sim.reading.shipped import folder
from sim.rules.cases import CASE_STAGES
from sim.statistics.outcomes import outcomes
from sim.streams import Luck
from sim.world import KINDS, found_world
from tests.worlds import REGIONS, brisk, scenario

ROOT = Path(__file__).parents[2]
ODD = Path("ODD.md")
"""Its prose is written by hand."""
ELEMENTS = (
    "## 1. Purpose and patterns",
    "## 2. Entities, state variables, scales",
    "## 3. Process overview and scheduling",
    "## 4. Design concepts",
    "## 5. Initialisation",
    "## 6. Input data",
    "## 7. Submodels",
)
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
    "Stochasticity", "Collectives", "Observation",
)  # fmt: skip


def heads_of(page: Path) -> list[str]:
    """Return the second-level headings of a page."""
    return re.findall(r"^## (.*)$", (ROOT / page).read_text("utf-8"), re.M)


def test_the_committed_pages_are_what_the_code_says() -> None:
    assert stale(ROOT) == []


def test_the_odd_has_all_seven_elements_in_order_and_all_design_concepts() -> None:
    text = (ROOT / ODD).read_text("utf-8")
    places = [text.index(head) for head in ELEMENTS]
    assert places == sorted(places)
    assert [name for name in CONCEPTS if f"- *{name}.*" not in text] == []
    assert "### Human decisions (ODD+D)" in text
    assert len(text.encode()) <= 30_000, "prose; tables stand in docs/odd-tables.md"
    assert {f"#{head.lower().replace(' ', '-')}" for head in heads_of(TABLES)} == set(
        re.findall(r"odd-tables.md(#[a-z-]+)", text)
    )


def test_every_mechanism_file_is_told_in_prose() -> None:
    prose = (ROOT / ODD).read_text("utf-8").partition("## 7. Submodels")[2].partition("### Policies")[0]
    apart = {"__init__", "parameters"}  # no mechanisms
    rules = {path.stem for path in (ROOT / "sim/rules").glob("*.py")} - apart
    assert {name for name in rules if f"`{name}`" not in prose} == set()


def test_the_tables_hold_every_column_number_step_strategy_and_lever() -> None:
    parts = odd.parts()
    assert set(odd.STATE) == set(KINDS)
    for kind, record in odd.STATE.items():
        table = parts["state variables"].partition(f"**{kind}**")[2].partition("\n**")[0]
        assert [name for name in record.declarations() if f"| `{name}` |" not in table] == []
    steps = [(phase, step.name) for phase, all_ in PHASES for step in all_]
    told = [tuple(line.split(" | ")[:2]) for line in parts["process order"].splitlines()[2:]]
    assert told == [(f"| {phase}", f"`{name}`") for phase, name in steps]
    assert [kind.name for kind in POLICIES if f"| `{kind.name}` |" not in parts["strategies"]] == []
    assert [name for name in levers() if f"`{name}`" not in parts["lever groups"]] == []
    assert [name for name in outcomes() if f"| `{name}` |" not in parts["outcomes"]] == []
    assert "| `trust.gain` | 0.03 |" in parts["parameters"]


@pytest.mark.parametrize("kind", POLICIES, ids=lambda kind: kind.name)
def test_a_run_draws_from_no_stream_that_the_table_lacks(kind: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    draw = Luck.uniform

    def noted(luck: Luck, decision: str, month: int, rows: int) -> object:
        seen.add(decision)
        return draw(luck, decision, month, rows)

    monkeypatch.setattr(Luck, "uniform", noted)
    policy = brisk(kind)
    world = found_world(scenario(regions=REGIONS, months=14, terms={"veto": 1.0, "online": 0.5}), 3, 0)
    for _ in range(14):
        advance(world, [policy])
    assert {name for name in seen if not is_declared(name)} == set()
    assert "found lineage" in seen
    assert len(seen) > 20


def test_no_stream_of_the_table_is_a_wildcard_for_everything() -> None:
    assert not is_declared("dice")
    assert not is_declared("policy dice")
    assert all(stream.name.strip("{}") != "" and not stream.name.startswith("found {") for stream in streams())


@pytest.mark.parametrize(
    "names",
    [
        outcomes(), STAGES, ROLES, FLAGS, CASE_STAGES, GROUP_KINDS, HOUSEHOLD_GROUPS, LAYERS, levers(),
        [kind.name for kind in POLICIES],
        [kind.__name__ for kind in everybody.KINDS if kind.__name__ != "Ledger"],
        [path.stem for path in sorted((ROOT / "sim/policies/levers").glob("*.yaml"))],
    ],
)  # fmt: skip
def test_the_glossary_knows_every_name_users_meet(names: list[str]) -> None:
    page = glossary.page()
    assert [name for name in names if f"| `{name}` |" not in page] == []


@pytest.mark.parametrize(
    "word", ["Saltelli", "Morris", "Latin hypercube", "logit", "intensity", "connector", "`PAIRS`", "`SMALL`", "pull"]
)
def test_the_glossary_knows_the_words_of_pages_and_notebooks(word: str) -> None:
    assert re.search(rf"^\|[^|]*{word}[^|]*\|", glossary.page(), re.M)


def test_every_row_of_the_glossary_has_english_and_chinese() -> None:
    for line in glossary.page().splitlines():
        if line.startswith("| ") and "中文" not in line:
            english, chinese = line.split(" | ")[:2]
            assert english.strip("| ").isascii(), line
            assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese), line


def test_the_picture_holds_every_module_of_the_contract_that_exists() -> None:
    text = floors.picture(ROOT)
    levels = floors.floors((ROOT / "pyproject.toml").read_text("utf-8"))
    here = {path.name.removesuffix(".py") for path in (ROOT / "sim").iterdir()}
    for name in (name for level in levels for name in level if name in here):
        assert f">{name}</text>" in text
        assert len(floors.said(ROOT / "sim", name)) > 20, f"sim.{name} does not say what it is for"


def copy_of_pages(root: Path) -> None:
    for path in (TABLES, COUNTY, GLOSSARY, FLOORS, Path("pyproject.toml")):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes((ROOT / path).read_bytes())
    (root / "sim").symlink_to(ROOT / "sim")


def test_a_stale_page_is_named_then_written_and_prose_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_of_pages(tmp_path)
    monkeypatch.setattr(sim, "__file__", str(tmp_path / "sim/__init__.py"))
    text = (tmp_path / TABLES).read_text("utf-8")
    (tmp_path / TABLES).write_text(text.replace("| `trust.gain` | 0.03 |", "| `trust.gain` | 0.04 |"), "utf-8")
    (tmp_path / GLOSSARY).unlink()
    said = CliRunner().invoke(app, ["odd", "--check"])
    assert said.exit_code == 3
    assert [line.split(" is not")[0] for line in said.stderr.splitlines()] == ["docs/odd-tables.md", "docs/glossary.md"]
    said = CliRunner().invoke(app, ["odd", "--write"])
    assert said.stdout.splitlines() == ["docs/odd-tables.md", "docs/glossary.md"]
    assert (tmp_path / TABLES).read_text("utf-8") == text
    said = CliRunner().invoke(app, ["odd", "--check"])
    assert (said.exit_code, said.stdout) == (
        0,
        "docs/odd-tables.md, docs/county-data.md, docs/glossary.md, docs/floors.svg: as the code says\n",
    )
    assert write(tmp_path) == []


def test_outside_a_checkout_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim, "__file__", str(tmp_path / "sim/__init__.py"))
    said = CliRunner().invoke(app, ["odd", "--write"])
    assert said.exit_code == 2
    assert said.stderr == "there is no docs/odd-tables.md beside the package: --write and --check work in a checkout\n"
    assert list(tmp_path.iterdir()) == []


def test_a_page_without_the_place_of_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="the page has no place for `streams`"):
        filled("# ODD\n", {"streams": "x"})
    assert made(ROOT).keys() == {TABLES, COUNTY, GLOSSARY, FLOORS}
    assert folder().is_dir()

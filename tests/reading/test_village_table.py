"""A county's table is read as strictly as the scenario that names it."""

from pathlib import Path

import pytest

import sim
from sim.designs.replications import differences
from sim.document import DocumentError
from sim.reading import digest, read_text, resolved

HEAD = "schema: 1\nname: t\nworld: {regions: {here: {villages_file: v.csv}}}\n"
TABLE = "name,households,income\nEast Well,600,21000\nWest Well,,18000\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(HEAD)
    Path("v.csv").write_text(TABLE)
    return tmp_path


def refused(table: str, sets: tuple[str, ...] = ()) -> list[str]:
    Path("v.csv").write_text(table)
    with pytest.raises(DocumentError) as caught:
        sim.read("s.yaml", sets)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.usefixtures("folder")
def test_a_table_becomes_villages_and_an_empty_cell_nothing() -> None:
    scenario = sim.read("s.yaml").scenario
    assert scenario.villages == {
        "here": (
            {"name": "East Well", "households": 600.0, "income": 21000.0},
            {"name": "West Well", "income": 18000.0},
        )
    }
    assert scenario.origins["world.regions.here.villages[1].income"] == "v.csv:3"
    assert scenario.counties_of("here") == [("", 2)]


@pytest.mark.usefixtures("folder")
def test_chinese_heads_comments_quotes_and_a_byte_order_mark_are_read() -> None:
    table = '\ufeff# 虚构\n村名,户数,人均收入\n"东,井",600,21000\n\n西井,,18000\n'
    Path("v.csv").write_text(table)
    names = [row["name"] for row in sim.read("s.yaml").scenario.villages["here"]]
    assert names == ["东,井", "西井"]


@pytest.mark.usefixtures("folder")
def test_a_table_is_found_beside_the_file_that_names_it_and_extended_like_any_value() -> None:
    Path("below").mkdir()
    Path("below/t.yaml").write_text("schema: 1\nname: u\nextends: ../s.yaml\nclock: {months: 24}\n")
    assert sim.read("below/t.yaml").scenario.villages == sim.read("s.yaml").scenario.villages


@pytest.mark.usefixtures("folder")
def test_a_resolved_scenario_holds_the_villages_and_needs_no_table() -> None:
    case = sim.read("s.yaml")
    text = resolved(case)
    Path("v.csv").unlink()
    again = read_text(text)
    assert again.scenario.villages == case.scenario.villages
    assert resolved(again) == text
    assert digest(again) == digest(case)


@pytest.mark.usefixtures("folder")
def test_the_digest_depends_on_what_the_table_says_and_not_on_names() -> None:
    before = digest(sim.read("s.yaml"))
    Path("v.csv").write_text(TABLE.replace("East Well", "Far Well"))
    assert digest(sim.read("s.yaml")) == before
    Path("v.csv").write_text(TABLE.replace("21000", "21001"))
    assert digest(sim.read("s.yaml")) != before


@pytest.mark.usefixtures("folder")
def test_worlds_of_other_tables_are_not_compared() -> None:
    one = sim.read("s.yaml")
    Path("v.csv").write_text(TABLE.replace("21000", "22000"))
    (said,) = differences([one, sim.read("s.yaml")])
    assert "world.regions.here.villages[0].income: 21000.0 against 22000.0" in said


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("name,housholds\nA,5\n", "v.csv:1:6 world.regions.here.villages: unknown column `housholds`, did you mean"),
        ("name,households\nA,many\n", "v.csv:2:3 world.regions.here.villages[0].households: `many` is text"),
        ("name,households\nA,5\nB,99999\n", "v.csv:3:3 world.regions.here.villages[1].households: 99999 is out of"),
        ("unclear_titles\n35%\n", "v.csv:2:1 world.regions.here.villages[0].unclear_titles: `35%` is text: write 0.35"),
        ('households\n"1,200"\n', "v.csv:2:1 world.regions.here.villages[0].households: `1,200` is text: write 1200"),
        ("cadres\n2.5\n", "v.csv:2:1 world.regions.here.villages[0].cadres: `2.5` is no whole number"),
        ("income\nNA\n", "v.csv:2:1 world.regions.here.villages[0].income: `NA` is text"),
        ("name,income\nA\n", "v.csv:2:1 world.regions.here.villages[0]: 1 cells stand in this row, 2 in the first"),
        ("income,income\n9000,9000\n", "v.csv:1:8 world.regions.here.villages: the column `income` stands twice"),
        ("name;income\nA;9000\n", "v.csv:1:1 world.regions.here.villages: the columns are parted by semicolons"),
        ("name\nA\nB\nA\n", "v.csv:4:1 world.regions.here.villages[2].name: `A` stands twice, first in line 2"),
        ("name,income\n", "v.csv:1:1 world.regions.here.villages: no village stands below the names of the columns"),
        ("", "v.csv:1:1: the table is empty"),
        ("households,persons\n10,500\n", "v.csv:2:4 world.regions.here.villages[0].persons: 50.0 persons a household"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_wrong_with_a_table_is_said_by_line_and_column(table: str, said: str) -> None:
    (line,) = refused(table)
    assert line.startswith(said)


@pytest.mark.usefixtures("folder")
def test_all_wrong_cells_are_told_together() -> None:
    assert len(refused("households,income\nx,y\n0,21000\n")) == 3


@pytest.mark.usefixtures("folder")
def test_a_table_in_another_encoding_is_told_to_be_saved_as_utf_8() -> None:
    Path("v.csv").write_bytes("村名\n东井\n".encode("gbk"))
    with pytest.raises(DocumentError, match=r"v\.csv:1:1: not UTF-8 text"):
        sim.read("s.yaml")


@pytest.mark.parametrize(
    ("region", "said"),
    [
        (
            "villages_file: w.csv",
            "s.yaml:3:26 world.regions.here.villages_file: there is no file `w.csv`, did you mean",
        ),
        ("villages_file: /v.csv", "s.yaml:3:26 world.regions.here.villages_file: `/v.csv` is no path of a CSV file"),
        ("villages_file: v.csv, villages: []", "s.yaml:3:26 world.regions.here.villages_file: give `villages_file` or"),
        (
            "villages_file: v.csv, counties: 2",
            "s.yaml:3:48 world.regions.here.counties: the list of villages says this",
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_wrong_with_naming_a_table_is_said_in_the_scenario(region: str, said: str) -> None:
    Path("s.yaml").write_text(HEAD.replace("villages_file: v.csv", region))
    (line,) = refused(TABLE)
    assert line.startswith(said)

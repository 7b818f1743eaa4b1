"""A county's table is read as strictly as the scenario that names it."""

from decimal import Decimal
from pathlib import Path

import pytest

import sim
from sim.designs.replications import differences
from sim.document import DocumentError
from sim.reading import digest, names_zh, read_text, resolved
from sim.reading.village_cells import factor, head_of, rows
from sim.reading.village_table import _near

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


def test_heads_and_units_are_known_in_chinese() -> None:
    assert head_of("户 数") == ("households", "")
    assert head_of("集体资产总额/万元") == ("", "万元")
    assert factor("collective_assets", "万元") == Decimal(10000)
    assert factor("income", "元/人·年") == Decimal(1)
    assert factor("collective_assets", "亩") is None
    assert (
        _near("集体总资产(万元)", set())
        == ", did you mean `集体资产（万元）` (collective_assets)? 是否指“集体资产（万元）”？"
    )
    assert [[cell.text for cell in row] for row in rows('"东\n井",0.3', ",")] == [["东井", "0.3"]]
    assert names_zh.name("uncertainties.work.unclear") == "改居工作：权属不清增加的确权工作"


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


ALL = "v.csv:1:1 world.regions.here.villages: "


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("name,housholds\nA,5\n", "v.csv:1:6 world.regions.here.villages: unknown column `housholds`, did you mean"),
        ("name,households\nA,many\n", "v.csv:2:3 village 1 `A`, column `households` 户数: `many` is text: write the"),
        ("name,households\nA,5\nB,99999\n", "v.csv:3:3 village 2 `B`, column `households` 户数: 99999 is out of"),
        (
            "households\n010\n",
            "v.csv:2:1 village 1, column `households` 户数: `010` begins with 0, which readers take "
            "differently: drop the zero;",
        ),
        ("cadres\n2.5\n", "v.csv:2:1 village 1, column `cadres` 村干部: `2.5` is no whole number"),
        ("name,income\nA\n", "v.csv:2:1 village 1 `A`: 1 cell stands in this row, 2 in the first"),
        (
            "name,income\nA，9000\n",
            "v.csv:2:1 village 1 `A，9000`: 1 cell stands in this row, 2 in the first: leave "
            "unknown cells empty; full-width commas `，` part no cells",
        ),
        (
            "income,income\n9000,9000\n",
            "v.csv:1:8 world.regions.here.villages: the column `income` 人均收入 stands twice",
        ),
        ("name;income\nA;9000\n", ALL + "the columns are parted by semicolons"),
        ("村名，户数\n甲，600\n", ALL + "the columns are parted by full-width commas `，`: save"),
        ("name\nA\nB\nA\n", "v.csv:4:1 village 3 `A`, column `name` 村名: `A` stands twice, first in line 2"),
        ("name,income\n", ALL + "no village stands below the names of the columns"),
        ("", "v.csv:1:1: the table is empty"),
        ("households,persons\n10,500\n", "v.csv:2:4 village 1, column `persons` 人口: 50 persons a household"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_wrong_with_a_table_is_said_by_line_and_column(table: str, said: str) -> None:
    (line,) = refused(table)
    assert line.startswith(said)


@pytest.mark.parametrize("word", ["NA", "n/a", "未知", "?", "NaN"])
@pytest.mark.usefixtures("folder")
def test_a_word_for_unknown_is_told_to_be_left_away(word: str) -> None:
    (line,) = refused(f"collective_debt\n{word}\n")
    assert f"`{word}` is text: leave the cell empty if it is not known; allowed is a number from 0" in line


@pytest.mark.parametrize("word", ["无", "-", "——", "None", "/"])
@pytest.mark.usefixtures("folder")
def test_a_word_that_may_mean_none_is_told_apart_from_nought_where_there_can_be_none(word: str) -> None:
    (debt,) = refused(f"collective_debt\n{word}\n")
    assert f"`{word}` is text: leave the cell empty if it is not known, write 0 if there is none;" in debt
    (households,) = refused(f"households\n{word}\n")
    assert "write 0" not in households


@pytest.mark.usefixtures("folder")
def test_a_village_may_be_called_by_such_a_word() -> None:
    Path("v.csv").write_text("name,households\nNA,600\n")
    assert sim.read("s.yaml").scenario.villages["here"][0]["name"] == "NA"


@pytest.mark.usefixtures("folder")
def test_a_misspelt_chinese_column_is_told_in_chinese_and_the_columns_once_in_both_languages() -> None:
    one, far, other = refused("村名,户口数量,水田,人囗,林地\n甲,600,5,1800,7\n")
    assert "unknown column `户口数量`, did you mean `户数` (households)? 是否指“户数”？" in one
    assert "unknown columns `水田`, `林地`: delete them, or use one of county 县, households 户数, persons 人口" in far
    assert other.endswith("unknown column `人囗`, did you mean `人口` (persons)? 是否指“人口”？")


@pytest.mark.parametrize("head", [b"PK\x03\x04\x14\x00\xff", b"\xd0\xcf\x11\xe0\xa1\xb1" + 300_000 * b"x"])
@pytest.mark.usefixtures("folder")
def test_a_workbook_is_told_to_be_saved_as_csv(head: bytes) -> None:
    Path("v.csv").write_bytes(head)
    with pytest.raises(DocumentError, match=r"^v\.csv: this is an Excel workbook: save it as CSV UTF-8 \(另存为"):
        sim.read("s.yaml")


@pytest.mark.usefixtures("folder")
def test_all_wrong_cells_are_told_together() -> None:
    assert len(refused("households,income\nx,y\n0,21000\n")) == 3


@pytest.mark.usefixtures("folder")
def test_wrong_cells_impossible_households_and_faults_of_the_scenario_are_told_together() -> None:
    Path("s.yaml").write_text(HEAD + "clock: {months: 0}\n")
    said = refused("name,households,persons\nA,260,90\nB,无,30\nC,300,2\nD,99999,1\n")
    assert [line.split(": ")[0] for line in said] == [
        "s.yaml:4:9 clock.months",
        "v.csv:2:7 village 1 `A`, column `persons` 人口",
        "v.csv:3:3 village 2 `B`, column `households` 户数",
        "v.csv:4:7 village 3 `C`, column `persons` 人口",
        "v.csv:5:3 village 4 `D`, column `households` 户数",
        "v.csv:5:9 village 4 `D`, column `persons` 人口",
    ]
    assert said[1].endswith("0.35 persons a household cannot be: allowed is 1.2 to 10; are the two columns swapped?")
    assert said[3].endswith("allowed is 1.2 to 10"), "2 and 300 are no household either way"


@pytest.mark.usefixtures("folder")
def test_cells_are_told_beside_rows_of_another_length() -> None:
    said = refused("name,households,persons\nA,260,90\nB,30\nC,-,30\nD,0,30\n")
    assert [line.split(": ")[0] for line in said] == [
        "v.csv:2:7 village 1 `A`, column `persons` 人口",
        "v.csv:3:1 village 2 `B`",
        "v.csv:4:3 village 3 `C`, column `households` 户数",
        "v.csv:5:3 village 4 `D`, column `households` 户数",
    ]


@pytest.mark.usefixtures("folder")
def test_villages_listed_in_the_scenario_are_named_too() -> None:
    Path("s.yaml").write_text(HEAD.replace("villages_file: v.csv", "villages: [{name: A}, {name: B, cadres: 0}]"))
    (line,) = refused(TABLE)
    assert line.startswith("s.yaml:3:58 village 2 `B`, column `cadres` 村干部: 0 is out of range")


@pytest.mark.parametrize(
    ("region", "said"),
    [
        (
            "villages_file: vv.csv",
            "s.yaml:3:26 world.regions.here.villages_file: there is no file `vv.csv`, did you mean `v.csv`?",
        ),
        (
            "villages_file: /v.csv",
            "s.yaml:3:26 world.regions.here.villages_file: `/v.csv` is no path of a file, relative to this one",
        ),
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

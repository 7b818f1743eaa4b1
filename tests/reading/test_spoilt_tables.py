"""Tables as office programs and offices leave them: read as they were meant, with a note, or refused in one line."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sim
from sim.document import DocumentError

HEAD = "schema: 1\nname: t\nworld: {regions: {here: {weight: 15, villages_file: v.csv}}}\n"
NAMES = ("甲村", "乙村", "丙村")
PLAIN = "村名,户数,人口,集体资产\n甲村,498,1738,9680000\n乙村,801,2718,12100000\n丙村,402,1480,8000000\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(HEAD)
    return tmp_path


def read(table: str | bytes) -> tuple[Any, list[str]]:
    """Return the villages of a table, and the notes on it."""
    Path("v.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    case = sim.read("s.yaml")
    return case.scenario.villages["here"], [str(note) for note in case.remarks]


def refusal(table: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(table)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("table", "note"),
    [
        (PLAIN, ""),
        ("\ufeff" + PLAIN.replace("\n", "\r\n"), ""),
        (PLAIN.replace("\n", "\r"), ""),
        (PLAIN.encode("gbk"), "v.csv:1:1: this file is not UTF-8; it was read as GB18030"),
        (PLAIN.replace(",", "\t").encode("utf-16"), "v.csv:1:1: this file is not UTF-8; it was read as UTF-16"),
        ("sep=,\n" + PLAIN, "v.csv:1:1: the line `sep=,` is skipped"),
        (PLAIN.replace("\n", ",,\n") + ",,,,,\n", ""),
        (PLAIN.replace("甲村", '"甲\n村"'), ""),
        (PLAIN.replace("村名", "村　名").replace("集体资产", '"集体资产\n（元）"'), ""),
        (PLAIN.replace("1738", '"1,738"'), "v.csv:2:8: 1 cell of `人口`, first in line 2: 1,738 is read as 1738"),
        (PLAIN.replace("498", "４９８"), ""),
        (PLAIN.replace("498", " 498户"), ""),
        (
            PLAIN.replace("9680000", "968万元"),
            "v.csv:2:13: 1 cell of `集体资产`, first in line 2: 968万元 is read as 9",
        ),
        (
            PLAIN.replace("集体资产", "集体资产（万元）").replace("0000\n", "\n"),
            "v.csv:2:13: 3 cells of `集体资产（万元）`, first in line 2: 968 is read as 9680000 yuan",
        ),
        (PLAIN.replace("集体资产", "集体资产/千元").replace("000\n", "\n"), "v.csv:2:13: 3 cells of `集体资产/千元`"),
        (PLAIN.replace("集体资产", "Collective assets (10k yuan)").replace("0000\n", "\n"), "v.csv:2:13: 3 cells of"),
        (
            PLAIN.replace("村名", "序号,乡镇,村名")
            .replace("甲", "1,东镇,甲")
            .replace("乙", "2,,乙")
            .replace("丙", ",,丙"),
            "v.csv:1:1: not read: `序号`, `乡镇`",
        ),
        (PLAIN + "#4号村,1,2,3\n", "v.csv:5:1: this line begins with # and is left out"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_harmless_habits_read_as_the_plain_table_and_what_is_changed_is_noted(table: str | bytes, note: str) -> None:
    villages, notes = read(table)
    numbers = ((498.0, 1738.0, 9680000.0), (801.0, 2718.0, 12100000.0), (402.0, 1480.0, 8000000.0))
    keys = ("name", "households", "persons", "collective_assets")
    assert villages == tuple(
        dict(zip(keys, (name, *row), strict=True)) for name, row in zip(NAMES, numbers, strict=True)
    )
    assert [said.startswith(note) for said in notes] == ([True] if note else [])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (PLAIN + "合 计,1701,5936,29780000\n", "v.csv:5:1 village 4 `合 计`: a row of totals is no village: delete it"),
        (PLAIN + "东镇小计（3个村）,1701,5936,29780000\n", "v.csv:5:1 village 4 `东镇小计（3个村）`: a row of totals"),
        (
            PLAIN + "Grand total,1701,5936,29780000\n",
            "v.csv:5:1 village 4 `Grand total`: a row of totals is no village",
        ),
        (PLAIN + "平均,567,1979,9926667\n", "v.csv:5:1 village 4 `平均`: a row of totals is no village: delete it"),
        (PLAIN + ",1701,5936,29780000\n", "v.csv:5:1 village 4: all rows but this last one have a name: delete it if"),
        (
            "乡镇,村名,户数\n东镇,甲村,498\n,乙村,801\n总计,,1299\n",
            "v.csv:4:1 village 3: a row of totals is no village: delete it",
        ),
        (PLAIN + "注：数据截至去年底,,,\n", "v.csv:5:1 village 4 `注：数据截至去年底`: a remark is no village"),
        (
            PLAIN.replace("甲村", "栏次,1,2,3\n甲村"),
            "v.csv:2:1 village 1 `栏次`: this row numbers the columns and is no",
        ),
        (PLAIN.replace("甲村", ",户,人,万元\n甲村"), "v.csv:2:1 village 1: units stand in this row: write them into"),
        ("某县基本情况表,,,\n" + PLAIN, "v.csv:1:1: the column names stand in line 2: delete line 1"),
        (
            "基本情况表,,,\n单位：户、人、万元,,,\n" + PLAIN,
            "v.csv:1:1: the column names stand in line 3: delete lines 1, 2; write the units of `",
        ),
        (PLAIN.replace("集体资产", "集体资产（亩）"), "v.csv:1:10 world.regions.here.villages: `亩` is no unit of"),
        ("户数,人均收入（元/月）\n498,1800\n", "v.csv:1:4 world.regions.here.villages: `元/月` is no unit of `income`"),
        (
            PLAIN.replace("集体资产", "集体总资产（万元）"),
            "v.csv:1:10 world.regions.here.villages: unknown column `集体总资产（万元）`, did you mean `集体资产（万",
        ),
        (
            PLAIN.replace("9680000", "21亩"),
            "v.csv:2:13 village 1 `甲村`, column `collective_assets` 集体资产: `21亩` is text: write the number",
        ),
        (
            PLAIN.replace("498", "498.5"),
            "v.csv:2:4 village 1 `甲村`, column `households` 户数: 498.5 is no whole number",
        ),
        (
            PLAIN.replace("1738", "1738.2"),
            "v.csv:2:8 village 1 `甲村`, column `persons` 人口: 1738.2 is no whole number",
        ),
        (PLAIN.replace("1738", "-1738"), "v.csv:2:8 village 1 `甲村`, column `persons` 人口: -1738 is out of range"),
        (
            PLAIN.replace("1738", "238"),
            "v.csv:2:8 village 1 `甲村`, column `persons` 人口: 0.48 persons a household can",
        ),
        ("户数,村干部\n498,2.5\n", "v.csv:2:5 village 1, column `cadres` 村干部: `2.5` is no whole number"),
        (
            PLAIN.replace("人口", "户数"),
            "v.csv:1:7 world.regions.here.villages: the column `households` 户数 stands twice",
        ),
        (PLAIN.replace("甲村", '"甲村'), 'v.csv:2:1 village 1 `"甲村`: the quote that is opened here is never closed'),
        (PLAIN.replace("甲村", "甲\x1b[31m村"), "v.csv:2:1: a control character stands in this line: delete it"),
        (PLAIN.replace("村名", ""), "v.csv:1:1 world.regions.here.villages: this column has no name: delete it"),
        (
            "县,村名,户数\n东县,甲村,498\n,乙村,801\n西县,丙村,402\n,丁村,300\n",
            "v.csv:3:1 village 2 `乙村`: the county is empty below `东县`, as merged cells leave it:",
        ),
        (
            "村名,外出户比例\n" + "".join(f"村{number},{number}\n" for number in range(20, 40)),
            "v.csv:2:5 village 1 `村20`, column `away_share` 外出户比例: 20 is out of range; allowed is a "
            "number from 0 to 1 (share); the same in 19 more cells of this column, the last in line 21",
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_may_not_be_meant_is_refused_in_one_line(table: str, said: str) -> None:
    line = refusal(table)
    assert line.startswith(said)
    assert "\n" not in line
    assert "\x1b" not in line


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            PLAIN.replace("0000\n", "\n"),
            "column `collective_assets` 集体资产: the median village has 968 yuan, a usual",
        ),
        (PLAIN.replace(",1738", ",17380000").replace(",498", ",4980000"), ""),
        (
            "户数,人均收入\n498,1500\n",
            "column `income` 人均收入: the median village has 1500 yuan/person/year, a usual",
        ),
        (
            "户数,老年人比例\n498,0.002\n",
            "column `elderly_share` 老年人比例: the median village has 0.002 share, a usual",
        ),
        (PLAIN + "全镇,1701,5936,29780000\n", "village 4 `全镇`: this row is the sum of its neighbours"),
        (
            PLAIN.replace("甲村", "东镇,1299,4456,21780000\n甲村"),
            "village 1 `东镇`: this row is the sum of its neighbours",
        ),
        ("村名,户数\n甲村,498\n乙村,801\n全镇,1299\n", "village 3 `全镇`: this row is the sum of its neighbours"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_unlikely_is_read_with_a_note(table: str, said: str) -> None:
    if not said:
        assert "is out of range" in refusal_of_first(table)
        return
    _, notes = read(table)
    assert [said in note for note in notes] == [True]


def refusal_of_first(table: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(table)
    return str(caught.value.problems[0])


def thousands(number: str) -> str:
    return f"{int(number):,}"


def wide(number: str) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in number)


WRITTEN: tuple[Callable[[str], str], ...] = (str, thousands, wide, "{}.0".format, " {}".format, "\u3000{}\u200b".format)
HEADS = {
    "村名": ("村名", "村 名", "name"),
    "户数": ("户数", "户数（户）", "Households", "户\n数"),
    "人口": ("人口", "人口(人)", "persons"),
    "集体资产": ("集体资产", "集体资产（元）", "collective_assets (yuan)"),
}


@st.composite
def habits(draw: st.DrawFn) -> bytes:
    """Return the plain table as some spreadsheet in some office might have written it."""
    rows = list(csv.reader(io.StringIO(PLAIN)))
    heads = [draw(st.sampled_from(HEADS[head])) for head in rows[0]]
    body = [[row[0], *(draw(st.sampled_from(WRITTEN))(number) for number in row[1:])] for row in rows[1:]]
    order = draw(st.permutations(range(4)))
    told = [[row[column] for column in order] for row in [heads, *body]]
    if draw(st.booleans()):
        told = [[number, *row, ""] for number, row in zip(["序号", "1", "2", "3"], told, strict=True)]
    for _ in range(draw(st.integers(0, 2))):
        told.insert(draw(st.integers(1, len(told))), [""] * len(told[0]))
    quoting: Any = csv.QUOTE_ALL if draw(st.booleans()) else csv.QUOTE_MINIMAL
    out, mark = io.StringIO(), draw(st.sampled_from(",\t"))
    csv.writer(out, delimiter=mark, quoting=quoting, lineterminator=draw(st.sampled_from(("\n", "\r\n")))).writerows(
        told
    )
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16")))
    return out.getvalue().encode(encoding)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=habits())
def test_a_table_with_any_harmless_habits_reads_as_the_plain_one(folder: Path, table: bytes) -> None:
    plain, _ = read(PLAIN)
    assert folder.exists()
    assert read(table)[0] == plain

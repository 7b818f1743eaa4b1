"""The report of a small comparison: as a file, and in a real browser."""

import html
import json
import re
import shutil
import string
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

import sim.report
from sim.api.asking import compare, run
from sim.cli import app
from sim.policies.levers import levers
from sim.reading import names_zh, read_text
from sim.reading.shapes import declarations
from sim.report import reported
from sim.report.charts import CHARTS
from sim.report.charts import shown as shown_of
from sim.report.page import LANGUAGES, Badge, Material, page
from sim.report.tables import _basis
from sim.report.writing import material_of
from sim.statistics.answer import answer
from sim.words import pairs, texts
from tests.report.browser import browse, needs_browser, shown
from tests.small import SCENARIO, hamlet, renamed

PAIRS = 4
FEW = ("for_whom", "worth", "balance")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Result]]:
    """Return the directory of a small comparison, and what was printed."""
    place = tmp_path_factory.mktemp("report")
    strategies = {"deadline": "uniform_deadline, due: 2022-09", "nothing": "status_quo"}
    for name, strategy in strategies.items():
        title = f"title: {{en: 'The {name}', zh: '方案{name}'}}"
        text = SCENARIO.replace("STRATEGY", strategy).replace("hamlet", name, 1)
        (place / f"{name}.yaml").write_text(text.replace("title: {en: A hamlet, zh: 小村}", title), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setattr("sim.cli.compare.FIGURES", ("stages",))
        more = [f"--set=world.regions.{region}.villages_per_county=4" for region in ("hill", "plain")]
        words = ["compare", "nothing.yaml", "deadline.yaml", "-n", str(PAIRS), "-j", "1", "-o", "kept"]
        words += ["--months", "40", *more]
        said = CliRunner().invoke(app, words)
        assert said.exit_code == 0, said.output
        (folder,) = (path for path in Path("kept").glob("*/*") if path.is_dir())
        yield folder.resolve(), said


@pytest.fixture(scope="module")
def text(made: tuple[Path, Result]) -> str:
    return (made[0] / "report.html").read_text("utf-8")


def half(text: str, language: str) -> str:
    """Return the part of a page that speaks one language."""
    return text.partition(f'<main lang="{language}">')[2].partition("</main>")[0]


class Tables(HTMLParser):
    """Collects the values shown in the rows of tables."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append(dict(attrs).get("data-value"))


def test_the_page_is_one_file_that_asks_the_network_for_nothing(text: str) -> None:
    assert len(text.encode()) < 5_000_000
    assert re.findall(r"(?:https?:)?//[a-z0-9]+\.", text) == []
    assert re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]*", text) == []
    assert "@import" not in text


def test_both_languages_show_the_same_charts_each_with_words_and_data(text: str) -> None:
    charts = re.compile(r'<div class="chart" role="img"[^>]*aria-label="([^"]+)"')
    english, chinese = (charts.findall(half(text, one)) for one in LANGUAGES)
    figures = re.findall(r'<figure id="(\w+)-en">', text)
    assert [f"{name}-zh" for name in figures] == re.findall(r'<figure id="(\w+-zh)">', text)
    assert len(english) == len(chinese) == len(figures) == half(text, "en").count("<svg")
    assert set(figures) == set(CHARTS)
    assert all(re.search(r"[\u4e00-\u9fff]", alt) for alt in chinese)
    assert not any(re.search(r"[\u4e00-\u9fff]", alt) for alt in english)
    kept = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    asked = set(re.findall(r'data-csv="(\w+)"', text))
    assert asked == set(kept)
    assert [name for name, table in kept.items() if table.count("\n") < 2] == []


def test_the_english_half_holds_no_chinese_and_the_chinese_charts_no_english_words(text: str) -> None:
    assert re.findall(r"[\u4e00-\u9fff]+", half(text, "en")) == []
    charts = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", half(text, "zh")))
    left = set(re.findall(r"[A-Za-z]{3,}", charts)) - {"deadline", "nothing", "Holm", "hill", "plain"}
    assert left == set()


def test_the_numbers_of_the_tables_are_those_of_compare_csv(made: tuple[Path, Result], text: str) -> None:
    table = pd.read_csv(made[0] / "compare.csv")
    for number, scenario in enumerate(table["scenario"].unique()):
        mine = table[table["scenario"] == scenario]
        found = Tables()
        found.feed(half(text, "en").split('<details class="all">')[number + 1].partition("</details>")[0])
        rows = found.rows[1:]
        assert len(rows) == len(mine)
        for column, name in ((1, "mean_difference"), (3, "p_better"), (4, "p_holm"), (5, "n_pairs")):
            values = [float("nan") if row[column] is None else float(row[column] or "") for row in rows]
            assert values == pytest.approx(mine[name].tolist(), nan_ok=True, rel=1e-12)


def test_the_terminal_says_the_sentences_with_which_the_page_opens(made: tuple[Path, Result], text: str) -> None:
    finding = material_of(made[0]).finding
    said = "".join(made[1].stdout.split())
    for language in LANGUAGES:
        told = answer(finding, language)
        page = html.unescape(re.sub("</?code>", "`", half(text, language)))
        assert len(told.parts) > 2
        for sentence in (told.headline, *(one for heading, parts in told.parts for one in (heading, *parts))):
            assert sentence in page
            assert language == "zh" or "".join(sentence.split()) in said


def test_what_is_reported_stands_beside_what_is_true_under_each_scenario(made: tuple[Path, Result], text: str) -> None:
    summary = pd.read_csv(made[0] / "summary.csv").set_index(["scenario", "outcome"])["mean"]
    heads = {"en": "Reported against true</h2>", "zh": "上报与实际</h2>"}
    for language, head in heads.items():
        found = Tables()
        found.feed(half(text, language).partition(head)[2].partition("</table>")[0])
        told = [[float(value or "nan") for value in row[2:5]] for row in found.rows[1:]]
        wanted = [
            [summary.get((scenario, seen), float("nan")), summary.get((scenario, there), float("nan"))]
            for _, seen, there in reported.PAIRS
            for scenario in ("nothing", "deadline")
        ]
        known = [pair for pair in wanted if not any(map(pd.isna, pair))]
        assert len(known) > 4
        np.testing.assert_allclose(told, [[seen, there, seen - there] for seen, there in known], atol=1e-9)


def test_tables_say_which_numbers_are_of_the_whole_run(text: str) -> None:
    halves = {one: half(text, one).partition('<div class="scroll results">')[2] for one in LANGUAGES}
    short = {one: said.partition("</table>")[0] for one, said in halves.items()}
    for title in ("Disputes over rights (cases per 1,000 households; whole run)",
                  "Nameplate conversions (% of declared villages; at first declaration, whole run)",
                  "Cost to the government (yuan per household; whole run)", "Satisfaction (points)"):  # fmt: skip
        assert title in short["en"]
    for title in ("权益纠纷（件/千户；全程）", "满意度（分）", "首次挂牌时，全程）"):
        assert title in short["zh"]


def test_what_has_no_chinese_is_marked_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.report.page.shown", lambda _: ["worth"])
    text = SCENARIO.replace("STRATEGY", "drift").replace("title: {en: A hamlet, zh: 小村}", "title: {en: A county}")
    cases = [read_text(text, "county.yaml"), renamed(hamlet("status_quo"), "two")]
    said = page(Material(compare(cases, replications=1), cases, BADGE))
    assert "“A county”没有中文标题，以下显示原名。" in half(said, "zh")
    assert "has no title in the language" not in half(said, "en")
    assert _basis("a good quarter", "zh") == "a good quarter（英文原文）"


@pytest.mark.slow
def test_it_is_made_again_from_the_tables_alone_with_the_same_bytes(made: tuple[Path, Result], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(made[0], folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "log.jsonl"}
    (folder / "report.html").unlink()
    shutil.rmtree(folder / "figures")
    said = CliRunner().invoke(app, ["report", str(folder)])
    assert (said.exit_code, said.stdout.strip()) == (0, str(folder / "report.html"))
    assert {path for path, content in before.items() if path.read_bytes() != content} == set()
    assert CliRunner().invoke(app, ["verify", str(folder)]).exit_code == 0


def test_one_language_alone_has_no_switch_and_other_files_are_not_overwritten(
    made: tuple[Path, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.report.page.shown", lambda _: FEW)
    into = tmp_path / "brief.html"
    words = ["report", str(made[0]), "--lang", "zh", "-o", str(into)]
    assert CliRunner().invoke(app, words).exit_code == 0
    said = into.read_text("utf-8")
    assert "<main" in said
    assert re.findall(r'<main lang="(\w+)">', said) == ["zh"]
    assert "data-choose=" not in said
    again = CliRunner().invoke(app, words)
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "--force overwrites it" in again.stderr


def test_what_is_no_run_directory_is_refused_in_one_line(tmp_path: Path) -> None:
    for verb in ("report", "export"):
        said = CliRunner().invoke(app, [verb, str(tmp_path)])
        assert (said.exit_code, said.stdout) == (2, "")
        assert said.stderr == f"{tmp_path}: is no run directory: it has no manifest.json\n"


def test_a_table_that_was_changed_is_not_reported(made: tuple[Path, Result], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(made[0], folder)
    (folder / "timeseries.parquet").write_bytes(b"no table")
    said = CliRunner().invoke(app, ["report", str(folder)])
    assert said.exit_code == 3
    assert "timeseries.parquet" in said.stderr
    assert "gaiju verify" in said.stderr


BADGE = Badge("gaiju run", "0", {}, None, 1, 2, {}, {})


def test_one_scenario_and_three_have_pages_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.report.page.shown", lambda found: [name for name in FEW if name in shown_of(found)])
    alone = page(Material(run(hamlet()), [hamlet()], BADGE), ["en"])
    assert "A hamlet" in alone
    assert 'id="forest-en"' not in alone
    cases = [renamed(hamlet(), "one"), renamed(hamlet("drift"), "two"), renamed(hamlet("status_quo"), "three")]
    three = page(Material(compare(cases, replications=3), cases, BADGE), ["zh"])
    assert three.count('<details class="all">') == 2


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_every_word_stands_in_both_languages() -> None:
    words = dict(pairs("report"))
    for name in CHARTS:
        words |= {f"{name} {key}": pair for key, pair in pairs(f"figure.{name}").items()}
    for key, (english, chinese) in words.items():
        assert english.strip(), key
        assert chinese.strip(), key
        assert fields(english) == fields(chinese), key
        assert not re.search(r"[\u4e00-\u9fff]", english) or key == "language", key


def test_every_chart_has_a_heading_and_a_place_on_the_page() -> None:
    template = Path(sim.report.__file__).with_name("page.html.j2").read_text("utf-8")
    for name in CHARTS:
        assert name in pairs("report"), f"{name} has no heading"
        assert f'"{name}"' in template, f"{name} has no place in sim/report/page.html.j2"


def test_every_number_that_a_scenario_may_set_has_a_chinese_name_and_unit() -> None:
    units = {each.unit for record in declarations().values() for each in record.values()}
    units |= {part.quantity().unit for record in levers().values() for part in record.amends}
    known = texts("number_unit", "zh")
    assert units - {"1"} <= known.keys()
    assert [unit for unit, said in known.items() if re.search("[a-z]", said)] == []
    for place, record in declarations().items():
        for name in record if place[0] in ("world", "policy", "uncertainties") else ():
            assert re.search(r"[\u4e00-\u9fff]", names_zh.name(".".join(map(str, (*place, name))))), (place, name)
    for lever in levers().values():
        for part in lever.amends:
            assert not re.search("[a-z]", names_zh.name(f"policy.levers.{lever.id}.{part.term}")), part.term


def test_the_chinese_tables_name_the_scenarios_own_numbers_in_chinese(text: str) -> None:
    own = half(text, "zh").partition("自行设定的")[2].partition("</table>")[0]
    rows = re.findall(r"<tr><th scope=row>(.*?)</th><td[^>]*>.*?</td><td>(.*?)</td>", own)
    assert len(rows) > 3
    assert [row for row in rows if re.search("[A-Za-z]", "".join(row))] == []


@needs_browser
def test_a_browser_shows_one_language_and_asks_for_nothing(made: tuple[Path, Result], tmp_path: Path) -> None:
    seen = shown(made[0] / "report.html", tmp_path, script=PROBE)
    assert seen.complaints == []
    assert title(seen.dom) == {"lang": "en", "shown": ["en"], "wide": False, "resources": 0}
    chinese = shown(made[0] / "report.html", tmp_path, hash="#lang=zh", script=PROBE)
    assert title(chinese.dom)["shown"] == ["zh"]


@needs_browser
def test_the_button_switches_the_language(made: tuple[Path, Result], tmp_path: Path) -> None:
    click = "document.querySelector('[data-choose=zh]').click();"
    seen = shown(made[0] / "report.html", tmp_path, script=click + PROBE)
    assert seen.complaints == []
    assert (title(seen.dom)["lang"], title(seen.dom)["shown"]) == ("zh", ["zh"])


@needs_browser
def test_nothing_is_wider_than_a_telephone(made: tuple[Path, Result], tmp_path: Path) -> None:
    seen = shown(made[0] / "report.html", tmp_path, width=390, script=PROBE)
    assert title(seen.dom)["wide"] is False


@needs_browser
def test_data_can_be_taken_out(made: tuple[Path, Result], tmp_path: Path) -> None:
    caught = (
        "{ const made = []; const real = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { made.push(blob.size); return real(blob); };"
        "const all = [...document.querySelectorAll('[data-csv]')]; for (const one of all) one.click();"
        "document.title = JSON.stringify({made: made.length, buttons: all.length, least: Math.min(...made)}); }"
    )
    seen = shown(made[0] / "report.html", tmp_path, script=caught)
    told = title(seen.dom)
    assert told["made"] == told["buttons"]
    assert int(str(told["made"])) > 10
    assert int(str(told["least"])) > 100


@needs_browser
def test_it_prints_on_a4(made: tuple[Path, Result], tmp_path: Path) -> None:
    into = tmp_path / "report.pdf"
    browse(made[0] / "report.html", tmp_path, f"--print-to-pdf={into}", "--no-pdf-header-footer")
    content = into.read_bytes()
    pages = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", content)
    assert len(pages) > 3
    assert {(round(float(wide)), round(float(high))) for wide, high in pages} == {(595, 842)}
    assert len(content) > 50_000


@needs_browser
def test_complaints_of_a_page_are_heard(tmp_path: Path) -> None:
    page = tmp_path / "broken.html"
    page.write_text("<script>nothing.at.all()</script>")
    assert len(browse(page, tmp_path, "--dump-dom").complaints) == 1


PROBE = (
    "document.title = JSON.stringify({lang: document.documentElement.lang,"
    "shown: [...document.querySelectorAll('main')].filter((m) => m.offsetHeight > 100).map((m) => m.lang),"
    "wide: document.documentElement.scrollWidth > innerWidth,"
    "resources: performance.getEntriesByType('resource').length});"
)
"""What a browser is asked: which language it shows, whether anything sticks out, and what it loaded."""


def title(dom: str) -> dict[str, object]:
    return dict(json.loads(re.findall(r"<title>(.*?)</title>", dom)[0]))

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast, get_type_hints
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

import sim
import sim.cli.compare
import sim.cli.run
import sim.figures
from sim.figures.inline import inline
from sim.figures.speech import speaking, spoken
from sim.figures.stages import STATE_NAMES, state_shares
from sim.figures.style import CHINESE, Sheet, apart, chinese_font, sheet
from sim.figures.timeline import MARKS, Lives, lives, ordered
from sim.reading import read_text
from sim.report.charts import CHARTS
from sim.statistics.finding import Finding, finding
from sim.store import Tables
from sim.words.amounts import Language
from tests.small import SCENARIO
from tests.statistics.made import MONTHS, tables


def of_findings() -> Iterator[str]:
    """Yield every module of sim/figures that draws a finding, so that none is forgotten here."""
    for info in pkgutil.iter_modules(sim.figures.__path__):
        draw = getattr(importlib.import_module(f"sim.figures.{info.name}"), "draw", None)
        if draw is not None and Finding in get_type_hints(draw).values():
            yield info.name


FIGURES = tuple(of_findings())
NAMES = {
    "quiet": ("status_quo", "静村"),
    "hasty": ("uniform_deadline, due: 2022-09", "急村"),
    "slow": ("drift", "慢村"),
}


@cache
def lived() -> Finding:
    """Three small scenarios with all tables that any figure needs."""
    cases = []
    for name, (strategy, title) in NAMES.items():
        text = SCENARIO.replace("hill:", "east:").replace("plain:", "west:").replace("STRATEGY", strategy)
        text = text.replace("name: hamlet", f"name: {name}").replace("zh: 小村", f"zh: {title}")
        cases.append(read_text(text.replace("A hamlet", name.title()), f"{name}.yaml"))
    return sim.compare(cases, replications=3)


def astuple(tables: Tables) -> tuple[pd.DataFrame, ...]:
    return tuple(getattr(tables, field.name) for field in dataclasses.fields(tables))


def made(scenarios: int, pairs: int) -> Finding:
    names = [f"scenario {number}" for number in range(scenarios)]
    effects = dict(zip(names, np.linspace(0.0, 3.0, scenarios), strict=True))
    return finding(tables(effects, pairs), {name: {"en": name.title(), "zh": name} for name in names})


def test_what_verbs_and_report_draw_is_looked_at_here() -> None:
    assert {*sim.cli.run.FIGURES, *sim.cli.compare.FIGURES, *CHARTS} <= set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_drawn_in_both_formats(name: str, tmp_path: Path) -> None:
    figure = lived().figure(name)
    for suffix in ("svg", "png"):
        figure.savefig(tmp_path / f"a.{suffix}")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert ElementTree.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")


@pytest.mark.parametrize(("scenarios", "pairs"), [(1, 1), (6, 2)])
def test_one_scenario_and_many_are_drawn_too(scenarios: int, pairs: int) -> None:
    found = made(scenarios, pairs)
    for name in sim.cli.run.FIGURES if scenarios == 1 else sim.cli.compare.FIGURES:
        assert found.figure(name) is not None


def test_the_same_finding_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        figure = made(2, 2).figure("stages")
        for suffix in ("svg", "png"):
            figure.savefig(tmp_path / f"{name}.{suffix}")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_the_shares_of_the_stages_follow_the_changes() -> None:
    shares = state_shares(tables({"base": 0.0}, 3).stages, "base", MONTHS)
    np.testing.assert_allclose(shares.sum(axis=0), 1.0)
    half = {month: {STATE_NAMES[i] for i in np.flatnonzero(shares[:, MONTHS.index(month)])} for month in MONTHS}
    assert half["2020-01"] == half["2020-02"] == {"rural"}
    assert half["2020-03"] == {"rural", "preparing"}
    assert half["2020-06"] == half["2020-08"] == {"rural", "in name only"}
    assert half["2020-09"] == half[MONTHS[-1]] == {"rural", "declared"}


def test_the_life_of_a_village_is_told_month_by_month() -> None:
    told = lives(tables({"base": 0.0}, 2).stages, "base", 1, MONTHS)
    seen = [STATE_NAMES[code] for code in told.state[0]]
    assert seen == ["rural"] * 2 + ["preparing"] * 3 + ["in name only"] * 3 + ["declared"] * 16
    assert set(told.state[1]) == {STATE_NAMES.index("rural")}
    when = {name: [(village, MONTHS[month]) for village, month in np.argwhere(told.marks[name])] for name in MARKS}
    assert when == {
        "announced, work begins": [(0, "2020-03")],
        "vote failed or vetoed": [(0, "2020-04")],
        "declared in name only": [(0, "2020-06")],
        "relapsed": [(0, "2021-01")],
    }


def test_villages_stand_by_region_and_then_by_their_beginning() -> None:
    state = np.array([[0, 0, 1], [0, 1, 1], [1, 1, 1], [0, 0, 0]])
    told = Lives(state, {})
    assert ordered([told], np.array(["west", "east", "west", "east"])).tolist() == [2, 0, 1, 3]
    late = Lives(state[::-1], {})
    assert ordered([Lives(np.ones_like(state), {}), late], np.array(["east"] * 4)).tolist() == [1, 2, 3, 0]


def test_five_hundred_villages_fit_on_a_page(tmp_path: Path) -> None:
    one = tables({"base": 0.0}, 1)
    many = [one.stages.assign(village=one.stages["village"] + 2 * number) for number in range(250)]
    where = [one.villages.assign(village=one.villages["village"] + 2 * number) for number in range(250)]
    made = dataclasses.replace(one, stages=pd.concat(many), villages=pd.concat(where))
    figure = cast(Sheet, finding(made, {}).figure("timeline"))
    assert figure.get_figheight() < 16.0
    figure.savefig(tmp_path / "a.png")


def test_scenarios_with_unlike_villages_are_ordered_each_by_itself_and_it_is_said() -> None:
    both, more = tables({"base": 0.0}, 2), tables({"other": 1.0}, 2)
    third = more.stages[more.stages["village"] == 1].assign(village=2)
    where = more.villages[more.villages["village"] == 1].assign(village=2)
    made = Tables(*(pd.concat(pair) for pair in zip(astuple(both), astuple(more), strict=True)))
    made = dataclasses.replace(made, stages=pd.concat([made.stages, third]), villages=pd.concat([made.villages, where]))
    figure = cast(Sheet, finding(made, {}).figure("timeline"))
    assert [axes.get_ylim() for axes in figure.axes] == [(2.5, -0.5), (2.5, -0.5)]  # a village is as high everywhere
    assert [[tick.get_text() for tick in axes.get_yticklabels()] for axes in figure.axes] == [
        ["west\n1 village", "east\n1 village"], ["west\n1 village", "east\n2 villages"],
    ]  # fmt: skip
    note = " ".join(figure.legends[0].get_title().get_text().split())
    assert "each panel has an order of its own" in note
    assert "same village in every panel" not in note
    assert figure.get_suptitle().startswith("Villages one by one")


def test_villages_of_another_size_are_not_the_same_villages() -> None:
    made = tables({"base": 0.0, "other": 1.0}, 2)
    made.villages.loc[made.villages["scenario"] == "other", "households"] = 300.0
    note = cast(Sheet, finding(made, {}).figure("timeline")).legends[0].get_title().get_text()
    assert "same village in every panel" not in " ".join(note.split())


def test_the_picture_of_a_village_counts_ties_and_disputes() -> None:
    figure = cast(Sheet, made(2, 2).figure("network"))
    title = " ".join(figure.get_suptitle().split())
    assert title.startswith("One village of 600 households, drawn as 3 that stand for 200 each; of those drawn 2 under")
    assert "2 under “Scenario 0” and 2 under “Scenario 1” had a dispute" in title
    note = figure.legends[0].get_title().get_text()
    assert "A sign is a household of the model, which stands for several of the village" in " ".join(note.split())
    whole = tables({"base": 0.0}, 2)
    alone = dataclasses.replace(whole, villages=whole.villages.assign(households=3.0))
    plain = cast(Sheet, finding(alone, {}).figure("network"))
    assert plain.get_suptitle().startswith("One village of 3 households; of those drawn 2")
    assert "stands for several" not in plain.legends[0].get_title().get_text()
    said = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert said[0] == "a household knows 1.3 others in the village"
    assert said[1] == "with a dispute 2; support at the end 0.60 (0.40 to 0.80)"


def test_a_scenario_without_the_run_of_the_network_has_no_panel_and_spoils_nothing() -> None:
    whole = tables({"base": 0.0, "other": 1.0}, 2)
    gone = (whole.example["scenario"] == "base") & (whole.example["replication"] == 0)
    part = dataclasses.replace(whole, example=whole.example[~gone])
    titles = [axes.get_title(loc="left") for axes in cast(Sheet, finding(part, {}).figure("network")).axes]
    assert titles[:2] == ["Who knows whom", "other"]
    note = cast(Sheet, finding(part, {}).figure("network")).legends[0].get_title().get_text()
    assert "Without a panel, since its runs hold another village or none: base." in " ".join(note.split())
    none = dataclasses.replace(whole, example=whole.example[:0])
    title = cast(Sheet, finding(none, {}).figure("network")).get_suptitle()
    assert " ".join(title.split()) == "One village, drawn as 3 households: who knows whom"


@pytest.mark.parametrize("name", ["stages", "timeline"])
def test_titles_and_notes_fit_on_their_sheet(name: str) -> None:
    for scenarios in (1, 2):
        figure = cast(Sheet, made(scenarios, 2).figure(name))
        figure.draw_without_rendering()
        whole = figure.bbox
        for text in (figure._suptitle, figure.legends[0].get_title()):  # type: ignore[attr-defined] # no public door
            assert text is not None
            assert text.get_window_extent().x1 <= whole.x1


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_speaks_chinese_without_a_chinese_font_and_fits_its_sheet(name: str) -> None:
    figure = cast(Sheet, lived().figure(name, "zh"))
    figure.draw_without_rendering()  # a sign that no font knows would be a warning, and an error here
    assert re.search(r"[\u4e00-\u9fff]", figure.get_suptitle())
    assert figure._suptitle is not None  # type: ignore[attr-defined] # no public door
    assert figure._suptitle.get_window_extent().x1 <= figure.bbox.x1  # type: ignore[attr-defined] # no public door
    said = words(figure)
    english = re.findall(r"[A-Za-z]{3,}", said.replace("Holm", ""))
    assert not english, (
        f"sim/figures/{name}.py says in English on a Chinese page (words are pairs, see `Words`): {said}"
    )
    assert spoken() == "en"


def test_a_chinese_sign_is_taken_to_be_as_wide_as_high() -> None:
    with speaking("zh"):
        figure = sheet(10.0, 2.0, "", "")
        short, long = (figure.text(0.0, 0.5, "村" * signs, fontsize=20.0) for signs in (1, 9))
    figure.draw_without_rendering()
    gained = long.get_window_extent().width - short.get_window_extent().width
    assert gained == pytest.approx(8 * 20.0 * figure.dpi / 72.0, rel=0.02)


def test_what_is_saved_has_chinese_signs_where_a_chinese_font_is_installed(tmp_path: Path) -> None:
    figure = cast(Sheet, made(2, 3).figure("timeline", "zh"))
    title = figure._suptitle  # type: ignore[attr-defined] # no public door
    assert title is not None
    before = title.get_fontfamily()
    figure.savefig(tmp_path / "timeline.png")
    found = chinese_font()
    assert (found in CHINESE) == bool(found)
    assert title.get_fontfamily() == [before[0], *([found] if found else []), *before[1:]]
    figure.savefig(tmp_path / "again.png")
    assert (tmp_path / "again.png").read_bytes() == (tmp_path / "timeline.png").read_bytes()


def test_inside_a_page_text_stays_text_and_names_are_the_figures_own() -> None:
    found = made(2, 3)
    one, two = (inline(cast(Sheet, found.figure("timeline", "zh")), prefix) for prefix in ("a-", "b-"))
    ElementTree.fromstring(one)
    assert "只挂牌未落实" in one
    assert "http" not in one
    names = [set(re.findall(r' id="([^"]+)"', text)) for text in (one, two)]
    assert names[0]
    assert not names[0] & names[1]
    assert set(re.findall(r'(?:url\(#|href="#)([^")]+)', one)) == names[0]


def test_labels_keep_clear_of_each_other_and_of_the_edges() -> None:
    sizes = np.array([1.0, 2.0, 1.0, 1.0])
    places = apart([0.0, 0.1, 0.2, 9.9], sizes.tolist(), 0.0, 10.0)
    assert np.all(np.diff(places) >= (sizes[:-1] + sizes[1:]) / 2 - 0.01)
    assert min(places) >= 0.5
    assert max(places) <= 9.5


def test_a_label_alone_stands_where_its_line_ends() -> None:
    assert apart([3.0, 7.0], [1.0, 1.0], 0.0, 10.0) == [3.0, 7.0]


def words(figure: object) -> str:
    return " | ".join(text.get_text() for text in figure.findobj(Text))  # type: ignore[attr-defined]


def test_a_dot_on_fewer_than_three_pairs_is_left_out_by_name_and_one_on_few_says_so() -> None:
    found = made(2, 6)
    series = found.tables.timeseries
    for outcome, known in (("trust", 1), ("support", 4)):
        series.loc[(series["outcome"] == outcome) & (series["replication"] >= known), "value"] = np.nan
    said = words(found.figure("forest"))
    assert "because fewer than 3 pairs have data: Trust (n = 1)." in said
    assert "| Trust |" not in said
    assert "| Support for conversion |" in said
    assert said.count("n = 4") == 1


def test_outcomes_without_a_good_direction_stand_apart_from_better_and_worse() -> None:
    found = made(2, 6)
    said_of: dict[Language, tuple[str, str]] = {"en": ("better", "more"), "zh": ("更好", "更多")}
    for language, (good, more) in said_of.items():
        upper, lower = cast(Sheet, found.figure("forest", language)).axes
        assert good in upper.get_xlabel()
        assert more in lower.get_xlabel()
        assert good not in lower.get_xlabel()
        for axes, directed in ((upper, True), (lower, False)):
            said = {text.get_text() for text in axes.texts}
            for each in found.differences:
                if each.kind != "missing":
                    assert (each.outcome.title[language] in said) == ((each.outcome.better != "none") == directed)
    assert any(each.kind == "higher" for each in found.differences)
    colours = {line.get_color() for line in lower.lines}
    assert all(to_rgb(colour)[0] == to_rgb(colour)[1] == to_rgb(colour)[2] for colour in colours)
    assert upper.get_xlim() == lower.get_xlim()
    ends = [abs(float(x)) for axes in (upper, lower) for line in axes.lines for x in np.asarray(line.get_xdata())]
    assert max(ends) <= upper.get_xlim()[1]


def test_a_forest_of_outcomes_of_one_kind_has_one_axis() -> None:
    names = {"a": {"en": "A", "zh": "甲"}, "b": {"en": "B", "zh": "乙"}}
    for outcomes, axis in ((["trust"], "better"), (["landing"], "more")):
        (axes,) = cast(Sheet, finding(tables({"a": 0.0, "b": 3.0}, 6), names, names=outcomes).figure("forest")).axes
        assert axis in axes.get_xlabel()


def test_an_outcome_on_which_regions_disagree_is_named_and_drawn_and_the_others_are_named_too() -> None:
    found = made(2, 6)
    series = found.tables.timeseries
    base, other, west = (
        series["scenario"].eq("scenario 0"),
        series["scenario"].eq("scenario 1"),
        series["region"].eq("west") & series["outcome"].eq("service_level"),
    )
    series.loc[other & west, "value"] = series.loc[base & west, "value"].to_numpy()
    found = finding(found.tables, found.titles)
    figure = cast(Sheet, found.figure("regions"))
    title, note = (" ".join(said.split()) for said in (figure.get_suptitle(), figure.get_supxlabel()))
    assert title.endswith("the same everywhere in 10 of the 11 key outcomes; not in Service level")
    rows = [axes.get_ylabel() for axes in figure.axes if axes.get_ylabel()]
    assert len(rows) == 5
    assert rows[-1].startswith("Service level")
    drawn = " ".join(row.replace("\n", " ") for row in rows)
    for name in found.key:
        assert (found.declared[name].title["en"] in drawn) != (f"{found.declared[name].title['en']} (" in note)
    assert "Petitions (everywhere worse)" in note


def test_outcomes_of_which_groups_gain_or_lose_are_named_where_they_have_no_panel() -> None:
    one = tables({"base": 0.0, "other": 1.0}, 6)
    rows = [
        (scenario, pair, MONTHS[-1], "region", member, outcome, change * (scenario == "other") * (1.0 + 0.01 * pair))
        for outcome, change in (("petitions", 40.0), ("satisfaction", 9.0), ("cost", 0.0))
        for member in ("east", "west")
        for scenario in ("base", "other")
        for pair in range(6)
    ]
    columns = ["scenario", "replication", "month", "dimension", "member", "outcome", "value"]
    figure = finding(dataclasses.replace(one, groups=pd.DataFrame(rows, columns=columns)), {}).figure("for_whom")
    note = " ".join(cast(Sheet, figure).legends[0].get_title().get_text().split())
    assert "with a verdict for some group: Petitions." in note

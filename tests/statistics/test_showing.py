import re

from sim.api.asking import compare
from sim.api.asking import run as asked
from sim.figures.fan import draw
from sim.model import ConversionModel
from sim.running import run
from sim.statistics.answer import answer
from sim.statistics.finding import finding
from sim.words.amounts import amount, plain
from tests.small import hamlet, renamed
from tests.statistics.made import tables

TITLES = {name: {"en": f"Plan {name.upper()}", "zh": name} for name in ("a", "b", "c")}


def test_a_finding_of_one_scenario_prints_every_outcome_of_the_question() -> None:
    found = finding(tables({"a": 0.0}, 3), TITLES)
    head, *lines = repr(found).splitlines()
    assert head == "Plan A: 3 runs (mean | 95 % interval)"
    assert len(lines) == len(found.key)
    for name, line in zip(found.key, lines, strict=True):
        mean = found.summary.set_index("outcome")["mean"][name]
        assert line.startswith(f"  {found.declared[name].title['en']} | {amount(mean, found.declared[name].unit)} | ")


def test_a_comparison_prints_its_headline_and_shows_a_row_an_outcome_and_scenario() -> None:
    found = finding(tables({"a": 0.0, "b": 0.5, "c": 0.0}, 4), TITLES)
    assert repr(found) == f"Plan B, Plan C against Plan A: 4 pairs of runs with the same luck\n{answer(found).headline}"
    shown = found._repr_html_()
    assert len(re.findall("<tr>", shown)) == 1 + 2 * len(found.key)
    for each in found.differences:
        if each.outcome.name in found.key and each.scenario == "b":
            assert plain(each.found.mean, each.outcome.unit, sign=True) in shown


def test_titles_do_not_break_the_page() -> None:
    found = finding(tables({"a": 0.0}, 3), {"a": {"en": "<b> & co", "zh": "a"}})
    assert "<b>&lt;b&gt; &amp; co: 3 runs</b>" in found._repr_html_()


def test_a_run_says_which_it_is_and_shows_its_last_month() -> None:
    made = run(hamlet())
    said = repr(made)
    assert said.startswith(f"Run {made.run_id} of hamlet: replication 0, seed {made.seed}, 2021-11 to 2022-12; rows: ")
    assert f"stages {len(made.stages)}" in said
    assert "<th>hill</th>" in made._repr_html_()


def test_a_case_its_model_and_its_tables_say_in_a_line_what_they_are() -> None:
    case = hamlet("uniform_deadline, due: 2022-09", "clock.burn_in=2")
    assert repr(case) == (
        "Case hamlet (A hamlet 小村): uniform_deadline, 2021-11 to 2022-12, 2 replications; hamlet.yaml"
    )
    lever = hamlet("drift", "policy.levers=[{lever: points_system}]")
    assert ": drift with points_system, " in repr(lever)
    model = ConversionModel(case)
    rows = f"villages 4, household rows {len(model.world.households)}"
    name = "ConversionModel of hamlet, seed 20240101, replicate 0"
    assert repr(model) == f"{name}: 0 of 16 months lived through; {rows}"
    model.step()
    assert repr(model) == f"{name}: 1 of 16 months lived through (it is 2021-09); {rows}"
    held = asked(case).tables
    assert repr(held).startswith(f"Tables, rows: runs 2, timeseries {len(held.timeseries):,}, villages ")


def test_a_figure_shows_itself_in_a_notebook() -> None:
    found = compare([hamlet(), renamed(hamlet("drift"), "drift")], replications=2)
    assert draw(found)._repr_png_().startswith(b"\x89PNG")

"""What users write is data in every output: it is shown as written, and steers neither terminal nor page."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.cli.visible import visible
from sim.figures.style import sheet
from tests.small import SCENARIO

TITLES = [
    "Plan [/x]",
    "Deadline [draft]",
    "$x_1$ $",
    "<b>&amp;",
    "🏠 :house:",
    "=1+1",
    r"\frac {0} %s",
    "[bold red]",
    "`#|*",
]
ALL = " ".join(TITLES)
"""One title that holds them all, for what takes long."""
CONTROLS = ("\x1b[31m", "\x9b31m", "\u202e", "\x07")


def command(*words: object) -> tuple[int, str]:
    found = CliRunner().invoke(app, [str(word) for word in words])
    return found.exit_code, found.output


def flat(text: str) -> str:
    return " ".join(text.split())


def written(folder: Path, title: str, name: str = "hostile", strategy: str = "uniform_deadline, due: 2022-09") -> Path:
    text = SCENARIO.replace("STRATEGY", strategy).replace("name: hamlet", f"name: {name}")
    said = json.dumps(title, ensure_ascii=False)
    file = folder / f"{name}.yaml"
    file.write_text(re.sub("title: .*", lambda _: f"title: {{en: {said}, zh: {said}}}", text), "utf-8")
    return file


@pytest.mark.parametrize("title", TITLES)
def test_check_and_plan_print_a_title_as_it_is_written(title: str, tmp_path: Path) -> None:
    file = written(tmp_path, title)
    assert command("check", file)[0] == 0
    code, output = command("plan", file)
    assert code == 0
    assert title in flat(output)


@pytest.mark.slow
def test_runs_comparisons_pages_and_tables_keep_a_title_as_it_is_written(
    tmp_path: Path, recwarn: pytest.WarningsRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = written(tmp_path, ALL), written(tmp_path, f"Other {ALL}", "other", "drift")
    out = ("-o", tmp_path / "out", "--no-progress", "--executor", "local")
    code, output = command("run", one, "-n", 1, *out)
    assert code == 0
    assert ALL in flat(output)
    code, output = command("compare", one, other, "-n", 2, *out)
    assert code == 0
    assert f"Other {ALL}" in flat(output)
    assert not [record for record in recwarn if "lyph" in str(record.message)]
    assert "glyph" not in caplog.text
    directory = next((tmp_path / "out").glob("*-vs-*/2*"))
    code, _ = command("report", directory)
    assert code == 0
    page = (directory / "report.html").read_text("utf-8")
    assert html.escape(ALL, quote=False) in page
    assert ALL not in page
    code, _ = command("export", directory, "-f", "xlsx", "-o", tmp_path / "book.xlsx")
    assert code == 0
    cells = [cell for table in openpyxl.load_workbook(tmp_path / "book.xlsx") for row in table for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("sign", CONTROLS)
def test_signs_that_steer_a_terminal_are_refused_in_files_and_written_out_in_answers(sign: str, tmp_path: Path) -> None:
    file = written(tmp_path, "x")
    text = file.read_text("utf-8")
    for said in (json.dumps(f"Plan {sign}"), f'"Plan {sign}"'):
        file.write_text(text.replace('en: "x"', f"en: {said}"), "utf-8")
        code, output = command("check", file)
        assert code == 2
        assert sign not in output.removesuffix("\n")
    for words in (("check", f"a{sign}b.yaml"), ("levers", f"a{sign}"), ("strategies", f"a{sign}"), (f"a{sign}",)):
        code, output = command(*words)
        assert code == 2
        assert sign not in output
        assert visible(sign) in output


def test_what_stands_in_a_stored_table_does_not_steer_the_terminal() -> None:
    """Whatever a verb prints goes through one stream; a table of rich goes through one console."""
    said = "print('\\x1b[31mred'); screen().print('\\x1b[31mred [/x]'); "
    said += "listed(screen(), ('a\\x1b', 'b'), [('\\x9b', 'x')])"
    code = f"from sim.cli.screen import *; from sim.cli.visible import only_visible\nwith only_visible():\n    {said}"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "\x1b" not in found.stdout
    assert "\x9b" not in found.stdout
    assert found.stdout.count(r"\x1b[31mred") == 2
    assert "[/x]" in found.stdout


def test_a_figure_draws_dollars_and_unknown_signs_without_a_warning(tmp_path: Path) -> None:
    made = sheet(6.0, 3.0, f"{ALL} $\\undefined$ $", ALL)
    made.savefig(tmp_path / "a.png")
    made.savefig(tmp_path / "a.svg")

"""The notebooks are paired, stripped, short in code, and run; their solutions are all right."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from nbmake.nb_run import NotebookRun

from sim.teaching.exercises import EXERCISES

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.py"))
SOLUTIONS = sorted((ROOT / "notebooks/solutions").glob("*.py"))
NAMES = [path.relative_to(ROOT / "notebooks").as_posix() for path in LESSONS + SOLUTIONS]
LONGEST = 3
"""Lines of a function in a notebook: what needs more belongs in sim."""
PATIENCE = 60
"""Seconds a notebook may take on two free cores; a cell is allowed twenty times as many, since a test is not timed."""


read: Any = jupytext.read
opened: Any = nbformat.read


def cells(path: Path, kind: str) -> list[str]:
    return [cell.source for cell in read(path).cells if cell.cell_type == kind]


def test_there_are_eight_lessons_each_with_a_solution() -> None:
    assert [path.name[:2] for path in LESSONS] == [f"0{number}" for number in range(1, 9)]
    assert [path.name for path in SOLUTIONS] == [path.name for path in LESSONS]


@pytest.mark.parametrize("name", NAMES)
def test_script_and_notebook_are_the_same_and_the_notebook_holds_no_output(name: str) -> None:
    path = ROOT / "notebooks" / name
    script, paired = read(path), opened(path.with_suffix(".ipynb"), as_version=4)
    assert [(c.cell_type, c.source) for c in script.cells] == [(c.cell_type, c.source) for c in paired.cells], (
        "make notebooks brings the two together"
    )
    assert [cell for cell in paired.cells if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.mark.parametrize("name", NAMES)
def test_functions_in_notebooks_are_short(name: str) -> None:
    tree = ast.parse("\n".join(cells(ROOT / "notebooks" / name, "code")))
    lengths = {node.name: len(node.body) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert {function: lines for function, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name)
def test_a_lesson_asks_first_gives_exercises_and_ends_with_numbers(path: Path) -> None:
    told, code = cells(path, "markdown"), cells(path, "code")
    assert "**Question.**" in told[0]
    assert re.search(r"[\u4e00-\u9fff]", told[0])
    assert told[-1] == "## Answer 答案"
    assert 'print(f"' in code[-1]
    asked = re.findall(r'check\("(\d\d\.\d)", \.\.\.\)', "\n".join(code))
    assert asked == [name for name in EXERCISES if name.startswith(path.name[:2])]
    assert 2 <= len(asked) <= 3
    solved = "\n".join(cells(path.parent / "solutions" / path.name, "code"))
    assert re.findall(r'check\("(\d\d\.\d)", ', solved) == asked


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name)
def test_what_a_figure_of_a_lesson_says_is_in_letters_that_the_font_has(path: Path) -> None:
    for source in cells(path, "code"):
        if re.search(r"\b(lines|dots|points|picture)\(", source):
            assert not re.search(r"[\u4e00-\u9fff]", source), source


def executed(path: Path) -> Any:
    result = NotebookRun(path.with_suffix(".ipynb"), default_timeout=20 * PATIENCE).execute()
    assert result.error is None, result.error
    return result.nb


def shown(notebook: Any, kind: str) -> list[str]:
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    return [out["data"][kind] for out in outputs if kind in out.get("data", {})]


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name)
def test_a_lesson_runs_draws_and_says_nothing_on_the_error_stream(path: Path) -> None:
    notebook = executed(path)
    assert len(shown(notebook, "image/png")) >= 2
    streams = [out for cell in notebook.cells for out in cell.get("outputs", ()) if out.output_type == "stream"]
    assert [out.text for out in streams if out.name == "stderr"] == []
    assert re.search(r"\d", streams[-1].text)


@pytest.mark.slow
@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.name)
def test_every_solution_is_right(path: Path) -> None:
    replies = [words for words in shown(executed(path), "text/plain") if words[:1] in "✓✗"]
    asked = [name for name in EXERCISES if name[:2] == path.name[:2]]
    assert [words.split(":")[0] for words in replies] == [f"✓ {name}" for name in asked]

"""How the house is kept: what no linter sees."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from importlinter.cli import lint_imports

from sim.world import KINDS, found_world
from tests.worlds import scenario

ROOT = Path(__file__).parents[2]
MADE = ROOT / "sim/compiled/made.py"
MODULES = sorted(path for path in (ROOT / "sim").rglob("*.py") if path != MADE)
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
"""Lines."""
ABSOLUTE = re.compile(
    r"(?<![\w.$}])/(?:home|root|Users|tmp|work\w*|mnt|srv|opt|usr|var|private|build|scratch|Volumes)/[\w.-]+|\b[A-Za-z]:\\{1,2}[A-Za-z]{3,}"
)
"""A place on one machine: below the folders in which people and build servers keep things, or on a drive."""
EXAMPLES = {"/home/me", "/usr/bin"}
"""Nobody's home, and where every interpreter is looked for."""
HOST = re.compile(r"\b(?:https?|ftp|ssh|git|tcp|wss?)://(?:[^\s/@]+@)?([\w.-]+)")
PUBLIC = {
    "127.0.0.1", "a.b", "creativecommons.org", "doi.org", "example.org", "github.com", "json-schema.org",
    "keepachangelog.com", "matplotlib.org", "purl.org", "semver.org", "www.w3.org",
}  # fmt: skip
"""Hosts that anybody reaches, and each machine's own address; registries and mirrors are no business of the project."""

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Hanzi, and the punctuation that stands with them."""
OF_SOURCES = ("evidence",)
"""Rooms that quote Chinese sources in their own words."""


def trees() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text("utf-8"))) for path in MODULES]


def test_files_stay_short() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {_code_lines(node)}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _code_lines(node) > LONGEST_FUNCTION
    ]
    assert long == []


def _code_lines(node: ast.FunctionDef) -> int:
    """Return the lines of a function, its docstring left out."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    first = body[0].lineno if body else node.lineno
    return (node.end_lineno or first) - first + 1


def test_every_module_says_what_it_is_for() -> None:
    assert [
        str(path) for path, tree in trees() if not ast.get_docstring(tree) and path != ROOT / "sim/__init__.py"
    ] == []


def test_chinese_stands_in_the_catalogues_and_not_in_code() -> None:
    found = [path.relative_to(ROOT / "sim") for path in MODULES if CHINESE.search(path.read_text("utf-8"))]
    assert [str(path) for path in found if path.parts[0] not in OF_SOURCES] == []


def test_nothing_committed_names_a_place_of_one_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file():
            raw = path.read_bytes()
            text = "" if b"\0" in raw else raw.decode("utf-8", "ignore")
            found += [f"{name}: {place}" for place in ABSOLUTE.findall(text) if place not in EXAMPLES]
            found += [f"{name}: {host}" for host in HOST.findall(text) if host not in PUBLIC]
    assert found == []


def test_a_run_takes_no_exponential_or_logarithm_but_its_own() -> None:
    """Libm and numpy give other bits on other machines; :mod:`sim.arrays` does not."""
    rooms = ("agents", "founding", "measures", "networks", "phases", "policies", "rules")
    own = re.compile(r"\b(?:np|math|scipy\.special)\.(?:exp\w*|log\w*|\w*power|(?:arc|a)?(?:sin|cos|tan)h?)\b|expit")
    found = [
        f"{path.relative_to(ROOT)}: {use}"
        for room in rooms
        for path in (ROOT / "sim" / room).rglob("*.py")
        for use in own.findall(path.read_text("utf-8"))
    ]
    assert found == []


def test_every_picture_of_the_docs_is_shown_by_a_page() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    shown = {
        (page.parent / link).resolve()
        for page in pages
        for link in re.findall(r'(?:\]\(|src=")([^()"\s]+\.png)', page.read_text("utf-8"))
    }
    pictures = {path.resolve() for path in (ROOT / "docs").rglob("*.png")}
    assert pictures
    assert pictures - shown == set()
    assert {path for path in shown if ROOT.resolve() in path.parents and not path.is_file()} == set()


def test_a_module_imports_only_from_floors_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = lint_imports(no_cache=True)
    assert code == 0, said.getvalue()


def test_columns_are_read_only_outside_settle() -> None:
    world = found_world(scenario(), 1, 0)
    for kind in KINDS:
        for name, values in world.columns(kind).rows().items():
            with pytest.raises(ValueError, match="read-only"):
                values[...] = 0
            with pytest.raises(AttributeError):
                setattr(world.columns(kind), name, np.zeros_like(values))


def test_columns_of_unlike_length_are_refused() -> None:
    groups = found_world(scenario(), 1, 0).groups
    rows = dict(groups.rows())
    with pytest.raises(ValueError, match="differ in length"):
        type(groups)(**rows | {"activity": np.zeros(len(groups) + 1)})

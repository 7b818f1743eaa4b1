"""No mapping of any shipped file accepts a key that it does not know: a key passed over is another simulation."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.document import Document, DocumentError, Place, Problem, TreePath, part_at, read_document
from sim.reading import read
from sim.reading.calibration_study import read_calibration
from sim.reading.shipped import folder
from sim.reading.study import is_study
from sim.reading.study_file import read_study
from tests.reading.texts import WORLD

LEVERS = Path(__file__).parents[2] / "sim" / "policies" / "levers"
STUDIES = [path.relative_to(folder()) for path in (folder() / "studies").glob("*.yaml")]
FILES = sorted(path.relative_to(folder()) for path in folder().rglob("*.yaml"))
SLOW = pytest.mark.slow
KEYED_BY_NAME = ("regions", "factors", "set")
"""Mappings whose keys are names or paths: a misspelt one has no neighbour in the file."""
ODD = "zq9_unknown"


def with_keys(text: str, document: Document, keys: dict[TreePath, str]) -> str:
    """Return a text with one key more in some of its mappings, in front of all others."""
    lines = text.splitlines(keepends=True)
    for path, key in sorted(keys.items(), key=lambda one: _at(document.values[one[0]]), reverse=True):
        line, column = _at(document.values[path])
        said, inner = lines[line], f"{key}: 1\n{' ' * column}"
        more = f"{{{key}: 1, {said[column + 1 :]}" if said[column] == "{" else inner + said[column:]
        lines[line] = said[:column] + more
    return "".join(lines)


def _at(place: Place) -> tuple[int, int]:
    return place.line - 1, place.column - 1


def refused(file: Path, means: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file, read by the reader that it is for."""
    document = read_document(file)
    calibration = document.tree.get("study") == "calibration"
    reader: Callable[[Path], object] = read_calibration if calibration else read_study if is_study(document) else read
    with pytest.raises(DocumentError) as caught:
        reader(means)
    return caught.value.problems


def told(file: Path, means: Path, keys: dict[TreePath, str], text: str) -> dict[TreePath, list[str]]:
    """Return, for each mapping that is given a key, what is said of the key at its line."""
    file.write_text(with_keys(text, read_document(file), keys), "utf-8")
    places, problems = read_document(file).places, refused(file, means)
    file.write_text(text, "utf-8")
    found = {path: [one for one in problems if key in str(one)] for path, key in keys.items()}
    lines = {path: places[*path, key].line for path, key in keys.items()}
    # what a study sets is told at the scenario in which it is set
    return {
        path: [str(one) for one in said if one.line == lines[path] or "set" in path] for path, said in found.items()
    }


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(folder(), tmp_path_factory.mktemp("copies") / "scenarios"))


def check(file: Path, means: Path) -> None:
    """Put a key into every mapping of a file: one that is nowhere known, and one that is nearly its neighbour."""
    text, document = file.read_text("utf-8"), read_document(file)
    mappings = [path for path in document.values if isinstance(part_at(document.tree, path), dict)]
    # so many at once that all are told; a study whose scenarios are not read says nothing of its factors
    most = 1 if {"scenario", "scenarios"} & document.tree.keys() else 50
    batches: list[list[TreePath]] = [[()], *(mappings[n : n + most] for n in range(1, len(mappings), most))]
    for several in batches:
        for path, said in told(file, means, dict.fromkeys(several, ODD), text).items() if several else ():
            assert said, (path, ODD)
        near = {path: word[0] for path in several if (word := misspelt(part_at(document.tree, path), path))}
        for path, said in told(file, means, near, text).items() if near else ():
            assert any("did you mean" in one for one in said), (path, near[path], said)


def misspelt(mapping: dict[str, object], path: TreePath) -> list[str]:
    """Return the keys of a mapping, each without its last letter, where that is a slip that is told."""
    words = [key[:-1] for key in mapping if len(key) > 4]
    return [] if path and path[-1] in KEYED_BY_NAME else [word for word in words if word not in mapping]


@pytest.mark.parametrize("name", [pytest.param(one, marks=SLOW if one in STUDIES else ()) for one in FILES], ids=str)
def test_no_mapping_of_a_shipped_file_takes_an_unknown_key(name: Path, copies: Path) -> None:
    file = copies / name
    check(file, file.with_name("own-lever.yaml") if name.name == "bus-levers.yaml" else file)


@pytest.mark.slow
@pytest.mark.parametrize("group", sorted(path.name for path in LEVERS.glob("*.yaml")))
def test_no_mapping_of_a_lever_takes_an_unknown_key(group: str, tmp_path: Path) -> None:
    shutil.copy(LEVERS / group, tmp_path / "mine.yaml")
    (tmp_path / "uses.yaml").write_text(WORLD + "policy: {lever_file: mine.yaml}\n", "utf-8")
    check(tmp_path / "mine.yaml", tmp_path / "uses.yaml")

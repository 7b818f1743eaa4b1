"""The golden outputs by file name: what users read about the kept runs, in descriptions, and when input is refused."""

from __future__ import annotations

import importlib
import io
import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.cli.experiments import concluding
from sim.cli.screen import print_json
from sim.manifest import told
from sim.reopening import reopened
from sim.statistics.answer import answer
from sim.words.amounts import Language
from tests.golden_outputs.kept import COMMANDS, HERE, INPUTS, unpacked, without_figures
from tests.golden_outputs.plain import as_json, plain, read_html, rounded

OUTPUTS = HERE / "outputs"
ROWS = 4
"""Rows shown of each exported table."""
COMPARED = ("compare", "compare-four", "compare-levers", "compare-naive")
STUDIES = {"sobol": "sensitivity", "morris": "sensitivity", "sweep": "sweep", "discover": "discover"}
VERSIONED = ("sim.store", "sim.reopening", "sim.manifest", "sim.running", "sim.api.verifying")


class Shelf:
    """The kept runs, each unpacked once and concluded once by the present code.

    Parameters
    ----------
    place
        An empty folder.
    """

    def __init__(self, place: Path) -> None:
        self.place = place.resolve()
        self.fresh = cache(self._fresh)
        self.concluded = cache(self._concluded)

    def _fresh(self, name: str) -> Path:
        """Return a kept directory as it was written, not to be changed."""
        return unpacked(name, self.place / "fresh")

    def _concluded(self, name: str) -> tuple[Path, Any, Any]:
        """Return a kept directory with its tables and page written again, its command, and what that concludes."""
        path = unpacked(name, self.place / "concluded")
        with of_its_version(path), without_figures():
            verb = concluding(path, told(path)["asked"]["verb"])
            directory = reopened(path, ["gaiju", "resume", name])
            directory.asked |= {"page": str(path / "page.md"), "page_by": f"gaiju {COMMANDS[name]} --page page.md"}
            made = verb.conclude(directory)
            if verb.page is not None:
                made = verb.page(made, path / "page.md")
            directory.release()
        return path, verb, made

    def plain(self, text: str) -> str:
        """Return a text without what differs from machine to machine."""
        return plain(text, self.place / "fresh", self.place / "concluded", self.place, INPUTS, Path.cwd())


@contextmanager
def of_its_version(path: Path) -> Iterator[None]:
    """Pretend to be the model version that made a directory: tested is what is said of its numbers."""
    modules = [importlib.import_module(name) for name in VERSIONED]  # all before any is patched: they copy the version
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(module, "MODEL_VERSION", told(path)["model_version"])
        yield


def _screen(name: str, verbose: bool, shelf: Shelf) -> str:
    """Return what a command prints of its runs."""
    _, verb, made = shelf.concluded(name)
    with redirect_stdout(io.StringIO()) as said:
        verb.show(made, verbose)
    return shelf.plain(said.getvalue())


def _json(name: str, shelf: Shelf) -> str:
    _, verb, made = shelf.concluded(name)
    with redirect_stdout(io.StringIO()) as said:
        print_json(verb.as_json(made))
    return shelf.plain(as_json(json.loads(said.getvalue())))


def _answer(name: str, language: Language, shelf: Shelf) -> str:
    """Return the answer and the sentence of a comparison in a language."""
    found = shelf.concluded(name)[2].finding
    lines = [f"{heading}: {said}" for heading, said in answer(found, language).lines(language)]
    return "\n\n".join(lines) + "\n"


def _file(name: str, file: str, shelf: Shelf) -> str:
    """Return a text or table that stands in a run directory."""
    text = (shelf.concluded(name)[0] / file).read_text("utf-8")
    return rounded(text) if file.endswith(".csv") else shelf.plain(text)


def _report(name: str, language: Language, shelf: Shelf) -> str:
    """Return the text of a report; its figures are not drawn into it."""
    path, page = shelf.fresh(name), shelf.place / f"{name}.{language}.html"
    with pytest.MonkeyPatch.context() as patch, of_its_version(path):
        patch.setattr("sim.report.charts.inline", lambda figure, prefix: "")
        _typed(shelf, ["report", str(path), "--lang", language, "-o", str(page)])
    return shelf.plain(read_html(page.read_text("utf-8")))


def _export(name: str, form: str, shelf: Shelf) -> str:
    """Return the beginning of every exported table."""
    place = shelf.place / f"{name}-{form}"
    _typed(shelf, ["export", str(shelf.fresh(name)), "-f", form, "-o", str(place)])
    said = []
    for file in sorted(place.iterdir()) if place.is_dir() else [place]:
        lines = file.read_text("utf-8-sig").splitlines()
        said += [f"{file.name}: {len(lines)} lines", *lines[:ROWS], ""]
        if form == "iamc":
            said += sorted(pd.read_csv(file)["variable"].unique())
    return shelf.plain(rounded("\n".join(said)))


def _typed(shelf: Shelf, words: Sequence[str]) -> str:
    """Return what a command says, on both streams, and its exit code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(INPUTS)
        patch.setenv("COLUMNS", "100")
        patch.setattr("sys.argv", ["gaiju", *words])
        made = CliRunner().invoke(app, list(words))
    parts = [f"$ gaiju {shlex.join(words)}", made.stdout]
    parts += ["stderr:", made.stderr] if made.stderr else []
    parts += [f"traceback: {made.exception!r}"] if not isinstance(made.exception, SystemExit | None) else []
    return shelf.plain("\n".join([*parts, f"exit {made.exit_code}"]))


def _commands(lines: Sequence[str], shelf: Shelf) -> str:
    """Return what commands say, one after the other; `{NAME}` stands for a kept directory."""
    return "\n".join(_typed(shelf, [_meant(word, shelf) for word in shlex.split(line)]) for line in lines)


def _meant(word: str, shelf: Shelf) -> str:
    return str(shelf.fresh(word[1:-1])) if word.startswith("{") else word


SAID: Mapping[str, Sequence[str]] = {
    "check.txt": ("check deadline.yaml pilots.yaml levers.yaml", "check sobol.yaml morris.yaml sweep.yaml"),
    "plan.txt": ("plan deadline.yaml pilots.yaml levers.yaml", "plan sweep.yaml"),
    "diff.txt": ("diff deadline.yaml levers.yaml", "diff {compare} {compare-levers}"),
    "verify.txt": tuple(f"verify {{{name}}}" for name in COMMANDS),
    "explain.en.txt": ("explain deadline.yaml --versus drift.yaml",),
    "explain.zh.txt": ("explain deadline.yaml --versus drift.yaml --lang zh",),
    "strategies.txt": ("strategies", "strategies phased_pilots", "strategies uniform_deadline"),
    "levers.txt": ("levers", "levers points_system", "levers county_fund"),
    "outcomes.txt": ("outcomes", "outcomes substantive_coverage", "outcomes cost"),
    "parameters.txt": ("parameters attendance.intercept", "parameters trust.gain"),
    "cases-evidence.txt": ("cases", "cases longquan", "evidence cn_pilot_provinces"),
    "refused-yaml.txt": tuple(
        f"check bad/{name}.yaml"
        for name in (
            "brace-not-closed", "levers-one-level-up", "strategy-in-chinese", "lever-in-chinese", "levers-as-mapping",
            "name-in-chinese", "huge-seed", "budget", "two-levers-same-word", "gbk",
        )
    ),
    "refused-tables.txt": tuple(
        f"check bad/county.yaml --set world.regions.county.villages_file=bad/{name}.csv"
        for name in ("totals", "unit-in-head", "title-row", "extra-columns", "percent-and-thousands", "missing")
    ),
    "refused-studies.txt": tuple(
        f"check bad/{name}.yaml"
        for name in ("outcome-is-mapping", "unknown-key-in-scenario", "trajectories-in-sobol", "range-out-of-bounds")
    ),
    "refused-commands.txt": (
        "compare deadline.yaml", "compare deadline.yaml pilots.yaml --baseline nobody", "run missing.yaml",
        "run deadline.yaml --set clock.month=3", "compare deadline.yaml pilots.yaml --precision trusty=1",
        "levers points", "strategies deadline", "outcomes trusty", "parameters trust", "sweep sobol.yaml",
        "verify inputs", "resume deadline.yaml", "report {sobol}", "export {sweep} -f csv",
        "ablate deadline.yaml --without votes",
        "compare deadline.yaml pilots.yaml --page page.md", "compar deadline.yaml",
    ),
}  # fmt: skip
"""Name of a golden file -> the commands whose words it holds."""

MADE: dict[str, Callable[[Shelf], str]] = {f"{name}.txt": partial(_screen, name, False) for name in COMMANDS}
MADE |= {f"{name}.verbose.txt": partial(_screen, name, True) for name in ("run", "compare", "ensemble", "ablate")}
MADE |= {f"{name}.json": partial(_json, name) for name in ("run", "compare-four", "ensemble", "ablate", *STUDIES)}
MADE |= {f"{name}.answer.zh.txt": partial(_answer, name, "zh") for name in COMPARED}
MADE |= {f"{name}.answer.en.txt": partial(_answer, name, "en") for name in COMPARED}
MADE |= {f"{name}.page.md": partial(_file, name, "page.md") for name in ("ensemble", "ablate", *STUDIES)}
MADE |= {f"compare.{table}.csv": partial(_file, "compare", f"{table}.csv") for table in ("compare", "summary", "tails")}
MADE |= {f"compare-four.{table}.csv": partial(_file, "compare-four", f"{table}.csv") for table in ("for_whom", "worth")}
MADE |= {"compare-naive.naive.csv": partial(_file, "compare-naive", "naive.csv")}
MADE |= {"sobol.indices.csv": partial(_file, "sobol", "indices.csv")}
MADE |= {"discover.boxes.csv": partial(_file, "discover", "boxes.csv")}
MADE |= {f"report.{language}.txt": partial(_report, "compare-levers", language) for language in ("en", "zh")}
MADE |= {f"export-{form}.txt": partial(_export, "compare-levers", form) for form in ("csv", "iamc")}
MADE |= {file: partial(_commands, lines) for file, lines in SAID.items()}
"""Name of a golden file -> what makes its text."""


def stored() -> set[str]:
    """Return the names of the golden files that are there."""
    return {path.name for path in OUTPUTS.iterdir() if not path.name.startswith(".")}


def renew(place: Path) -> None:
    """Write every golden file anew, and delete those that nothing makes."""
    shelf = Shelf(place)
    OUTPUTS.mkdir(exist_ok=True)
    for file in stored() - MADE.keys():
        (OUTPUTS / file).unlink()
    for file, made in MADE.items():
        (OUTPUTS / file).write_text(made(shelf), "utf-8")

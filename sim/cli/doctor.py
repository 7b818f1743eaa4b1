"""``gaiju doctor``: is everything here that is needed, and how fast is it?"""

from __future__ import annotations

import importlib
import importlib.metadata
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from sim.cli.options import Json
from sim.cli.problems import SOME_FAILED
from sim.cli.screen import listed, print_json, screen

PACKAGES = {
    "numpy": "numpy",
    "scipy": "scipy",
    "numba": "numba",
    "pandas": "pandas",
    "pyarrow": "pyarrow",
    "pydantic": "pydantic",
    "filelock": "filelock",
    "ruamel.yaml": "ruamel.yaml",
    "matplotlib": "matplotlib",
    "jinja2": "jinja2",
    "openpyxl": "openpyxl",
    "mesa": "mesa",
    "networkx": "networkx",
    "SALib": "SALib",
    "scikit-learn": "sklearn",
    "typer": "typer",
    "rich": "rich",
}
SCENARIO = """
schema: 1
name: doctor
clock: {start: 2021-01, months: 12}
world: {regions: {anywhere: {villages_per_county: 4, households_per_village: 20}}}
"""


def doctor(json: Json = False) -> None:
    """Try every dependency and writer, time a small run, print versions.

    Raises
    ------
    Exit
        If anything does not work.
    """
    found = [(name, *_tried(test)) for name, test in _tests()]
    if json:
        print_json([{"what": name, "works": works, "says": says} for name, works, says in found])
    else:
        rows = [(name, "ok" if works else "FAILS", says) for name, works, says in found]
        listed(screen(), ("what", "", "says"), rows)
    if not all(works for _, works, _ in found):
        raise typer.Exit(SOME_FAILED)


def _tests() -> Iterator[tuple[str, Callable[[], str]]]:
    for name, module in PACKAGES.items():
        yield name, lambda name=name, module=module: _version(name, module)  # type: ignore[misc]
    yield "vector instructions", _simd
    yield "writing parquet, SVG, PNG", _writes
    yield "a small run", _run
    yield "shipped ensembles", _ensembles


def _tried(test: Callable[[], str]) -> tuple[bool, str]:
    """Return whether a test works, and what it says."""
    try:
        return True, test()
    except Exception as error:  # whatever is broken is what the doctor is asked about
        return False, f"{type(error).__name__}: {error}"


def _version(name: str, module: str) -> str:
    importlib.import_module(module)
    return importlib.metadata.version(name)


def _simd() -> str:
    from sim.running import simd

    return simd()


def _writes() -> str:
    import pandas as pd

    from sim.figures.style import sheet

    with tempfile.TemporaryDirectory() as folder:
        pd.DataFrame({"a": [1.0]}).to_parquet(Path(folder) / "a.parquet")
        for suffix in ("svg", "png"):
            sheet(2.0, 2.0, "doctor", "").savefig(Path(folder) / f"a.{suffix}")
    return "to a temporary folder"


def _run() -> str:
    from sim.reading import read_text
    from sim.running import run

    case = read_text(SCENARIO)
    begun = time.perf_counter()
    run(case)
    return f"80 household rows, 12 months: {time.perf_counter() - begun:.2f} seconds"


def _ensembles() -> str:
    """Return what the shipped ensembles are made of, in words; what they no longer fit is a fault.

    Raises
    ------
    ValueError
        If one was made from other targets, or with another version of the model.
    """
    from sim.judging.ensembles import doubts, stale
    from sim.reading.ensembles import read_ensemble, shipped_ensembles

    found = [read_ensemble(name) for name in shipped_ensembles()]
    wrong = [f"{one.name}: {words}" for one in found for words in stale(one)]
    if wrong:
        raise ValueError("; ".join(wrong))
    counted = [f"{one.name}: {len(one.points)} parameter sets" for one in found]
    return "; ".join((*counted, *(f"works, but {line}" for one in found for line in doubts(one))))

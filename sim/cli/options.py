"""The flags that several verbs share, each said once."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import inspect
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from sim.cli.problems import Refused

EXAMPLES = {"--page": "page.md", "--to": "accepted.parquet"}
"""Flag that names a file -> such a file."""
Scenario = Annotated[
    Path, typer.Argument(help="Scenario file, or the name of a shipped one (gaiju new --list).", show_default=False)
]
Scenarios = Annotated[
    list[Path],
    typer.Argument(help="Scenario files, or names of shipped ones (gaiju new --list).", show_default=False),
]


def _directory(help: str, **how: bool) -> Any:
    """Return an argument that names a run directory."""

    def meant(path: Path) -> Path:
        from sim.manifest import followed  # here, as what reads manifests takes time to load

        return followed(path, **how)

    return typer.Argument(help=help, show_default=False, callback=meant)


def written(flag: str, help: str, *short: str) -> Any:
    """Return a flag that names a file to write; where none can stand is refused before anything is run."""

    def standing(path: Path | None) -> Path | None:
        if path is not None:
            tried(path, f"{flag} {path}")
            if path.is_dir() and flag in EXAMPLES:
                raise Refused(f"{flag} {path}: is a directory; name the file, such as {path / EXAMPLES[flag]}")
        return path

    return typer.Option(flag, *short, help=help, show_default=False, callback=standing)


def tried(path: Path, said: str) -> None:
    """Try to write where a file or folder is to stand; nothing is left there.

    Raises
    ------
    Refused
        If nothing can be written there.
    """
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()
        above = next(one for one in path.absolute().parents if one.exists())
        if not above.is_dir():
            raise Refused(f"{said}: {above} is a file, in which nothing can stand")
        tempfile.TemporaryDirectory(dir=above).cleanup()
    except PermissionError:
        raise Refused(f"{said}: nothing may be written in {above}; name another folder") from None
    except OSError as error:
        raise Refused(f"{said}: cannot be written: {error.strerror}") from None


RunDirectory = Annotated[Path, _directory("Run directory; results/NAME or results/NAME/latest is its newest.")]
Unfinished = Annotated[
    Path, _directory("Run directory; results/NAME is its newest unfinished one, or its newest.", unfinished=True)
]
Id = Annotated[str | None, typer.Argument(help="Explain this one instead of listing all.", show_default=False)]
Output = Annotated[Path, typer.Option("--output", "-o", help="Where results are written.")]
Seed = Annotated[int | None, typer.Option("--seed", "-s", help="Seed instead of the scenario's.", show_default=False)]
Replications = Annotated[
    int | None,
    typer.Option("--replications", "-n", help="Replications instead of the scenario's.", show_default=False),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes to use; 0: one a core.")]
Executor = Annotated[str, typer.Option("--executor", help="local (this process), processes, or dask://host:port.")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", help="Put a value into the scenario, as path=value; repeatable.", show_default=False),
]
Months = Annotated[int | None, typer.Option("--months", help="Months instead of the scenario's.", show_default=False)]
Engine = Annotated[
    str | None,
    typer.Option("--engine", help="columns, or agents: the same bits, Mesa agent by agent.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only where the results are.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print every outcome.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="Show no progress bar.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Make the runs that failed again, too.")]
Again = Annotated[Path | None, written("--page", "Write the Markdown page of a study or ablation, too.")]
Force = Annotated[bool, typer.Option("--force", help="Do it although the worlds, months or seeds differ.")]


class Flag(str):
    """A ``path=value`` that a flag of its own says.

    Attributes
    ----------
    typed
        The flag, by which a problem is told.
    """

    typed: str

    @classmethod
    def of(cls, path: str, value: object, flag: str) -> Flag:
        """Return what a flag with a value says."""
        said = cls(f"{path}={value}")
        said.typed = f"{flag} {value}"
        return said


def all_sets(
    sets: list[str] | None, seed: int | None, replications: int | None, months: int | None, engine: str | None
) -> list[str]:
    """Return the flags that amend a scenario as ``--set`` values, so that one reader checks them all."""
    flags = (
        ("runs.seed", seed, "--seed"),
        ("runs.replications", replications, "-n"),
        ("clock.months", months, "--months"),
        ("runs.engine", engine, "--engine"),
    )
    return [*(sets or ()), *(Flag.of(path, value, flag) for path, value, flag in flags if value is not None)]


@dataclasses.dataclass(frozen=True, slots=True)
class Flags:
    """The flags of every verb that makes runs."""

    output: Output = Path("results")
    seed: Seed = None
    replications: Replications = None
    jobs: Jobs = 0
    executor: Executor = "processes"
    sets: Sets = None
    months: Months = None
    engine: Engine = None
    quiet: Quiet = False
    verbose: Verbose = False
    json: Json = False
    no_progress: NoProgress = False

    @property
    def amendments(self) -> list[str]:
        """What they amend of a scenario."""
        return all_sets(self.sets, self.seed, self.replications, self.months, self.engine)


@dataclasses.dataclass(frozen=True, slots=True)
class Going:
    """The flags of every verb that goes on with a run directory."""

    jobs: Jobs = 0
    executor: Executor = "processes"
    page: Again = None
    retry_failed: RetryFailed = False
    quiet: Quiet = False
    verbose: Verbose = False
    json: Json = False
    no_progress: NoProgress = False


def flagged(verb: Callable[..., None]) -> Callable[..., None]:
    """Return a verb whose argument ``flags`` is filled from flags of its own, one for each field of its class.

    Typer asks a function for its signature; a verb of twelve flags repeats them neither there nor in what it calls.
    """
    own = inspect.signature(verb, eval_str=True).parameters
    kind = own["flags"].annotation
    hints = get_type_hints(kind, include_extras=True)
    by_name = inspect.Parameter.KEYWORD_ONLY
    shared = [
        inspect.Parameter(field.name, by_name, default=field.default, annotation=hints[field.name])
        for field in dataclasses.fields(kind)
    ]
    parameters = [one for name, one in own.items() if name != "flags"] + shared

    @functools.wraps(verb)
    def told(**given: Any) -> None:
        flags = kind(**{one.name: given.pop(one.name) for one in shared})
        verb(**given, flags=flags)

    told.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # how inspect asks for it
    told.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": None}
    return told

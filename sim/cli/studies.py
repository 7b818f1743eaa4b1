"""What verbs that make studies share: read, found a directory with the design, conclude, write the page, tell."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

import pandas as pd
import typer

from sim.cli.experiments import Concluding, Manner, begun, tell
from sim.cli.options import Flags, written
from sim.cli.problems import Refused
from sim.cli.screen import failures, screen
from sim.designs.points import Points, points_of
from sim.document import DocumentError, Problem
from sim.files import write_bytes, write_text
from sim.pages.stamp import stamped
from sim.reading import Case
from sim.reading.kinds import VERBS
from sim.reading.shipped import SCHEME, short, without_root
from sim.reading.study import Study
from sim.reading.study_file import read_study
from sim.store import Directory, RunsFailed
from sim.studies.responses import Responses, kept, points_table, responses
from sim.words.amounts import Language

StudyFile = Annotated[
    Path, typer.Argument(help="Study file, or the name of a shipped one (gaiju new --list).", show_default=False)
]
Page = Annotated[Path | None, written("--page", "Write the findings as a Markdown page, with figures beside it.")]
Samples = Annotated[
    int | None, typer.Option("--samples", min=1, help="Samples instead of the study's.", show_default=False)
]
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Studied(Generic[F]):
    """A study that has been made and kept.

    Attributes
    ----------
    found
        What follows from its runs.
    page
        Where the Markdown page stands that was asked for.
    """

    directory: Directory
    found: F
    pictures: tuple[Path, ...]
    page: Path | None


@dataclass(frozen=True, slots=True)
class StudyVerb(Generic[F]):
    """What a verb makes of the runs of a study; all else is the same for every kind.

    Attributes
    ----------
    kind
        Kind of study it makes.
    finding
        What follows from study, design and results; a ValueError says that they tell nothing.
    tables
        Name of a file -> table.
    figures
        Name of a file and figure, one by one.
    page
        The Markdown page, with the folder of its figures and the command that makes it again.
    as_json
        What ``--json`` tells besides the directory.
    show
        Prints the finding for people; all of it where the second argument says so.
    """

    kind: str
    finding: Callable[[Study, Points, Responses], F]
    tables: Callable[[F], Mapping[str, pd.DataFrame]]
    figures: Callable[[F], Iterable[tuple[str, Any]]]
    page: Callable[[F, str, str], str]
    as_json: Callable[[F], Mapping[str, object]]
    show: Callable[[F, bool], None]

    def run(self, study: Path, samples: int | None, page: Path | None, flags: Flags) -> None:
        """Make the runs of a study and what follows from them, keep it all and tell it.

        Raises
        ------
        Exit
            If some runs failed.
        """
        manner = Manner.of(flags, flags.output)
        read = study_at(study, self.kind, flags, samples)
        numbers = {"--samples": samples, "-n": flags.replications, "-s": flags.seed}
        amended = [word for flag, number in numbers.items() if number is not None for word in (flag, str(number))]
        verb = VERBS[read.kind]
        asked = {"verb": verb, "study": read.plain(), "amended": amended, "page": page and str(page)}
        points = points_of(read, kept(read.outcomes))
        made = begun(cases_of(read), f"{verb}-{read.name}", manner, asked, self.conclude, points)
        tell(made, manner, self.concluding, page)

    def conclude(self, directory: Directory) -> Studied[F]:
        """Write tables and figures, from a directory alone.

        Raises
        ------
        RunsFailed
            If no run gave any tables.
        Refused
            If too many failed to tell anything.
        """
        try:
            made = results(directory)
            found = self.finding(*made)
        except ValueError as error:
            raise Refused(f"{error}; see {directory.path / 'log.jsonl'}", code=1) from None
        for name, frame in {**self.tables(found), "points": points_table(*made)}.items():
            directory.write_table(name, frame)
        pictures = tuple(directory.write_figure(name, figure) for name, figure in self.figures(found))
        return Studied(directory, found, pictures, None)

    @property
    def concluding(self) -> Concluding[Studied[F]]:
        """What is made of finished runs, also after a crash or an extension."""
        return Concluding(self.conclude, self._json, self._print, self._paged)

    def _paged(self, made: Studied[F], page: Path) -> Studied[F]:
        """Write the page, its figures beside it in a folder of its name."""
        folder = page.with_suffix("")
        for figure in made.pictures:
            write_bytes(folder / figure.name, figure.read_bytes())
        text = self.page(made.found, folder.name, command(made.directory, page))
        write_text(page, stamped(text, made.directory.begun))
        return dataclasses.replace(made, page=page)

    def _json(self, made: Studied[F]) -> Mapping[str, object]:
        return {"directory": str(made.directory.path), "failed": made.directory.failed, **self.as_json(made.found)}

    def _print(self, made: Studied[F], verbose: bool) -> None:
        console, directory = screen(), made.directory
        self.show(made.found, verbose)
        if directory.failed:
            console.print(failures(directory.failed, directory.path), soft_wrap=True)
        tables = sorted(directory.path.glob("*.csv"))
        for path in (*([made.page] if made.page else []), *made.pictures, *tables, directory.path):
            console.print(str(path), soft_wrap=True)


def numbered(names: Sequence[str]) -> dict[str, str]:
    """Return what stands behind the names of the figures of each outcome: nothing where there is only one.

    >>> numbered(["trust"]), numbered(["trust", "satisfaction"])
    ({'trust': ''}, {'trust': '.1', 'satisfaction': '.2'})
    """
    return {name: "" if len(names) == 1 else f".{number}" for number, name in enumerate(names, start=1)}


def in_words(keys: Iterable[str], sentences: Callable[[str, Language], Sequence[str]]) -> dict[str, Any]:
    """Return what sentences say of each outcome in both languages, for ``--json``."""
    languages: tuple[Language, ...] = ("en", "zh")
    return {key: {language: list(sentences(key, language)) for language in languages} for key in keys}


def study_at(path: Path, kind: str, flags: Flags, samples: int | None = None) -> Study:
    """Return a study of the kind that a verb makes, as the flags amend it.

    Raises
    ------
    DocumentError
        If it is of another kind, or anything is wrong with it.
    Refused
        If a flag belongs to scenarios.
    """
    if flags.sets or flags.months or flags.engine:
        raise Refused("--set, --months and --engine amend a scenario: say them in the study, as `set: {path: value}`")
    study = read_study(path, {"samples": samples, "replications": flags.replications, "seed": flags.seed})
    if study.kind != kind:
        message = f"this is a study of kind `{study.kind}`: gaiju {VERBS[study.kind]} {path}"
        raise DocumentError([Problem(str(path), 1, 1, ("study",), message)])
    return study


def cases_of(study: Study) -> list[Case]:
    """Return the scenarios of a study with its seed and number of replications."""
    return [_told(case, study) for case in study.cases]


def _told(case: Case, study: Study) -> Case:
    runs = dataclasses.replace(case.scenario.runs, replications=study.replications, seed=study.seed)
    return dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, runs=runs))


def results(directory: Directory) -> tuple[Study, Points, Responses]:
    """Return study, design and results of a directory.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    if not directory.finished or directory.points is None:
        raise RunsFailed(next(iter(directory.errors.values()), "no runs"))
    study = Study.of(directory.asked["study"], tuple(directory.cases))
    runs = pd.read_parquet(directory.path / "runs.parquet")
    series = pd.read_parquet(directory.path / "timeseries.parquet")
    return study, directory.points, responses(runs, series, study, directory.points)


def _asking(verb: str, file: str, amended: Sequence[str], page: Path) -> str:
    """Return the command that asks for a page: of a shipped study by its name, else by its file."""
    study = short(file).rpartition("/")[2] if file.startswith(SCHEME) else without_root(file)
    return shlex.join(["gaiju", verb, study, *amended, "--page", without_root(str(page))])


def command(directory: Directory, page: Path) -> str:
    """Return the commands by which a page is made again, without the paths of the machine that made it.

    What resumed it is left out, as it changes nothing; what extended it is said.
    """
    asked = directory.asked
    # directories of earlier versions say how a page was asked for, not which flags amended the study
    first = asked.get("page_by") or _asking(asked["verb"], asked["study"]["file"], asked.get("amended", ()), page)
    more = [one["command"] for one in directory.continued if "extend" in one["command"][:2]]
    return "; ".join([first, *(shlex.join(map(without_root, words)) for words in more)])

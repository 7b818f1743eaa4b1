"""``gaiju explain``: one household's life, in words and a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import sim.figures  # noqa: F401  # results are drawn
from sim.cli.options import Json, Months, Scenario, Seed, Sets, all_sets
from sim.cli.problems import Refused
from sim.files import replacing, write_text

if TYPE_CHECKING:  # pandas and Mesa take two seconds to load: whoever asks for help does not wait for them
    from sim.lives.explaining import Explanation
    from sim.lives.words import Language
    from sim.reading import Case

Number = Annotated[
    int | None,
    typer.Option(
        "--household", help="Its number, from 0; one that voted no or contested if not given.", show_default=False
    ),
]
Versus = Annotated[
    Path | None,
    typer.Option("--versus", help="Where does its life part ways under this scenario?", show_default=False),
]
Replication = Annotated[int, typer.Option("--replication", min=0, help="Number of the replication, from 0.")]
Lang = Annotated[str, typer.Option("--lang", help="en or zh; the figure is in English.")]
Folder = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="New folder for words, figure and tables.", show_default=False),
]


def explain(
    scenario: Scenario,
    household: Number = None,
    versus: Versus = None,
    output: Folder = None,
    seed: Seed = None,
    replication: Replication = 0,
    sets: Sets = None,
    months: Months = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Tell one household's life: why it said no, who influenced it, where it would have gone another way.

    Raises
    ------
    Refused
        If there is no such household or language, if the other scenario has another world, or if the folder is in use.
    """
    from sim.cli.experiments import read_all
    from sim.cli.screen import print_json, screen

    language = _language(lang)
    if output is not None and output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise Refused(f"--output: `{output}` is in use; name a folder that is new or empty")
    files = [scenario] if versus is None else [scenario, versus]
    cases = read_all(files, all_sets(sets, seed, None, months, None))
    found = _asked(cases, household, replication)
    written = [] if output is None else list(_written(found, output, language))
    if json:
        print_json(_as_json(found, language, written))
        return
    console = screen()
    for line in _text(found, language):
        console.print(line, soft_wrap=True)
    for path in written:
        console.print(str(path), soft_wrap=True)


def _language(lang: str) -> Language:
    from sim.lives.words import LANGUAGES

    for known in LANGUAGES:
        if lang == known:
            return known
    raise Refused(f"--lang: `{lang}` is not known, allowed are {' and '.join(LANGUAGES)}")


def _asked(cases: list[Case], household: int | None, replication: int) -> Explanation:
    from sim.lives.explaining import explain as explained

    try:
        return explained(cases[0], household, versus=cases[1] if len(cases) > 1 else None, replication=replication)
    except IndexError as error:
        if household is None:
            raise
        raise Refused(f"--household: {error}") from None
    except ValueError as error:
        if len(cases) == 1:
            raise
        raise Refused(f"--versus: {error}") from None


def _text(found: Explanation, language: Language) -> Iterator[str]:
    for head, lines in found.sections(language):
        yield head
        yield from (f"  {line}" for line in lines)
        yield ""


def _written(found: Explanation, folder: Path, language: Language) -> Iterator[Path]:
    """Write words, figure and tables, and yield where they stand."""
    figure = found.figure()
    for suffix in ("svg", "png"):
        with replacing(folder / f"life.{suffix}") as beside:
            figure.savefig(beside)
        yield folder / f"life.{suffix}"
    for name, table in found.tables().items():
        write_text(folder / f"{name}.csv", table.to_csv(index=False))
        yield folder / f"{name}.csv"
    write_text(folder / f"life.{language}.txt", "\n".join(_text(found, language)))
    yield folder / f"life.{language}.txt"


def _as_json(found: Explanation, language: Language, written: list[Path]) -> dict[str, Any]:
    life = found.life
    said: dict[str, Any] = {
        "scenario": life.case.scenario.name,
        "household": found.household,
        "chosen": found.chosen or None,
        "seed": life.seed,
        "replication": life.replicate,
        "said": [{"head": head, "lines": lines} for head, lines in found.sections(language)],
        "decisions": [
            {
                "month": life.labels[made.month],
                "what": made.what,
                "happened": made.happened,
                "chance": made.chance,
                "luck": made.luck,
                "usual_chance": made.usual_chance,
                "tipped_by": None if made.by_luck else [part.term for part in made.tipped_by],
                "scale": made.made_of.scale,
                "parts": [asdict(part) | {"share": made.made_of.share(part)} for part in made.made_of.by_weight],
            }
            for made in life.decisions
        ],
        "events": found.events.to_dict("records"),
        "influences": found.influences.to_dict("records"),
        "files": [str(path) for path in written],
    }
    if found.versus is None:
        return said
    parting = found.parting
    apart = None if parting is None else asdict(parting) | {"month": life.labels[parting.month]}
    return said | {"versus": found.versus.case.scenario.name, "parting": apart}

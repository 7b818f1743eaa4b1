"""Finished runs on the disk, each in a folder named by the run's identity, there whole or not at all.

The name says everything the content depends on, so that a run found under its name need not be made again, whoever
made it and when. Each part holds the run's tables and a record with their hashes: what a failing disk or a careless
hand has changed is noticed before it enters a result. Tables joined from parts can be taken apart again, because a run
never shares a row group with another.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.designs.points import Points
from sim.files import remove_folder, replacing, replacing_folder, write_text
from sim.running import TABLES, THIN, Failure, Result, Run

PARTS, RECORD = "parts", "run.json"
DONE, FAILED = "done", "failed"
REMEDY = "`gaiju resume --repair` makes the run again"


class Damaged(Exception):
    """Something on the disk is not what was written there; says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one experiment.

    Attributes
    ----------
    folder
        Where they stand; made when the first is added.
    """

    folder: Path

    @classmethod
    def of(cls, path: Path) -> Parts:
        """Return those of a run directory."""
        return cls(path / PARTS)

    def add(self, result: Result) -> None:
        """Keep a result under the name of its run; one that is there already stays."""
        if isinstance(result, Failure):
            self.keep(result.run_id, {}, result.error)
        else:
            self.keep(result.run_id, {name: arrow(frame) for name, frame in result.tables().items()})

    def keep(self, run_id: str, tables: Mapping[str, Any], error: str = "") -> None:
        """Keep the tables of a run, or what went wrong in it where there are none."""
        if (self.folder / run_id).exists():
            return
        with replacing_folder(self.folder / run_id) as part:
            for name, table in tables.items():
                _write(part / f"{name}.parquet", [table])
            hashes = {file.name: sha256(file) for file in sorted(part.iterdir())}
            record = {"status": DONE if tables else FAILED, "error": error, "files": hashes}
            write_text(part / RECORD, json.dumps(record, ensure_ascii=False) + "\n")

    def errors(self, repair: bool = False) -> dict[str, str]:
        """Return what went wrong in each run that is kept, by identity; nothing where all went well.

        Parameters
        ----------
        repair
            Whether to remove, without a word, each run that is not as it was written.
        """
        kept = sorted(self.folder.glob("[!.]*")) if self.folder.is_dir() else []
        for part in kept if repair else ():
            if any(_unlike(part)):
                self.forget(part.name)
        return {part.name: str(_record(part)["error"]) for part in kept if part.exists()}

    def table(self, run_id: str, name: str, scenario: str = "", villages: Sequence[str] | None = None) -> Any:
        """Return a table of a run, as :func:`named` for a scenario where one is given.

        Raises
        ------
        Damaged
            If it is not there, or not as it was written.
        """
        part = self.folder / run_id
        file = part / f"{name}.parquet"
        content = file.read_bytes() if file.is_file() else b""
        if hashlib.sha256(content).hexdigest() != _record(part)["files"].get(file.name):
            raise Damaged(f"{file}: is not as it was written; {REMEDY}")
        table = pq.read_table(io.BytesIO(content))
        return named(table, scenario, villages) if scenario else table

    def wrong(self) -> Iterator[str]:
        """Yield what is not as it was written, in words."""
        for part in sorted(self.folder.glob("[!.]*")) if self.folder.is_dir() else []:
            yield from _unlike(part)

    def forget(self, run_id: str) -> None:
        """Remove a run, so that it is made again."""
        remove_folder(self.folder / run_id)

    def clear(self) -> None:
        """Remove all parts."""
        remove_folder(self.folder)


def tables_kept(points: Points | None) -> tuple[str, ...]:
    """Return the tables that are kept of each run: one of thousands keeps no more than its series."""
    return TABLES if points is None else THIN


def told_apart(file: Path, written: str | None) -> Iterator[str]:
    """Yield in words how a file differs from what was written, which is given as its hash; nothing if it does not."""
    if not file.is_file():
        yield f"{file}: is missing"
    elif written is None:
        yield f"{file}: is additional, nothing of that name was written"
    elif sha256(file) != written:
        yield f"{file}: has changed since it was written"


def changed(folder: Path, written: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    """Yield in words which files differ from what was written, of those whose hash is known."""
    for name in names:
        yield from told_apart(folder / name, written[name]) if name in written else ()


def _unlike(part: Path) -> Iterator[str]:
    """Yield in words what of a run is not as it was written."""
    try:
        listed = _record(part)["files"]
    except Damaged as error:
        yield str(error)
        return
    for name in sorted({*listed, *(file.name for file in part.iterdir())} - {RECORD}):
        yield from told_apart(part / name, listed.get(name))


def _record(part: Path) -> dict[str, Any]:
    """Return the record of a part.

    Raises
    ------
    Damaged
        If it cannot be read.
    """
    try:
        record = json.loads((part / RECORD).read_text(encoding="utf-8"))
        if isinstance(record["error"], str) and isinstance(record["files"], dict):
            return dict(record)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise Damaged(f"{part / RECORD}: cannot be read; {REMEDY}")


def named(table: Any, scenario: str, villages: Sequence[str] | None = None) -> Any:
    """Return a run's table under the name of a scenario, its villages under theirs: names alone make no other run.

    Parameters
    ----------
    villages
        What each village is called, in order; the rest have no name. Without it the table has no column of names.
    """
    if "name" in table.column_names:
        table = table.drop_columns("name")
    if villages is not None and "village" in table.column_names:
        said = [villages[each] if each < len(villages) else "" for each in table.column("village").to_pylist()]
        column = pa.array(said, pa.string()).dictionary_encode()
        table = table.add_column(table.schema.get_field_index("village") + 1, "name", column)
    place = table.schema.get_field_index("scenario")
    if place < 0 or table.num_rows == 0 or table.column(place)[0].as_py() == scenario:
        return table
    kind = table.schema.field(place).type
    codes = pa.array([0] * table.num_rows, kind.index_type)
    column = pa.DictionaryArray.from_arrays(codes, pa.array([scenario], kind.value_type))
    return table.set_column(place, table.schema.field(place), column)


def joined(name: str, runs: Iterable[Run], called: Mapping[str, Sequence[str]]) -> Any:
    """Return a table of several runs below each other, with the names of villages where scenarios give any."""
    tables = (named(arrow(run.tables()[name]), run.scenario, called.get(run.scenario)) for run in runs)
    return pa.concat_tables(map(_roomy, tables)).unify_dictionaries()


def _roomy(table: Any) -> Any:
    """Return a table whose dictionaries have room for the words of many runs: pandas gives those of one a byte."""
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            roomy = field.with_type(pa.dictionary(pa.int32(), field.type.value_type, field.type.ordered))
            table = table.set_column(place, roomy, table.column(place).cast(roomy.type))
    return table


def apart(folder: Path, run_ids: Iterable[str], tables: Iterable[str] = TABLES) -> Iterator[tuple[str, dict[str, Any]]]:
    """Take joined tables apart: yield the tables of each run, in the order in which they were joined.

    Parameters
    ----------
    run_ids
        Runs behind the tables, in order; one that stands there under several scenarios is given as often.
    tables
        Those that are kept of each run.

    Raises
    ------
    Damaged
        If a table lacks a run.
    """
    files = {name: pq.ParquetFile(folder / f"{name}.parquet") for name in tables}
    blocks = {name: _blocks(file) for name, file in files.items()}
    try:
        for run_id in run_ids:
            mine = {}
            for name, each in blocks.items():
                found, mine[name] = next(each, ("", None))
                if found != run_id:
                    raise Damaged(f"{folder / name}.parquet: lacks the run {run_id} that runs.parquet lists")
            yield run_id, mine
    finally:
        for file in files.values():
            file.close()


def _blocks(file: Any) -> Iterator[tuple[str, Any]]:
    """Yield identity and rows of each run in a joined table; a long run has several row groups."""

    def run(group: int) -> tuple[str, str]:
        first = file.read_row_group(group, columns=["run_id", "scenario"]).slice(0, 1).to_pylist()[0]
        return first["run_id"], first["scenario"]

    for (run_id, _), groups in itertools.groupby(range(file.num_row_groups), run):
        yield run_id, file.read_row_groups(list(groups))


def arrow(frame: pd.DataFrame) -> Any:
    """Return a frame as an Arrow table."""
    return pa.Table.from_pandas(frame, preserve_index=False)


def write_parquet(path: Path, tables: Iterable[Any]) -> None:
    """Write tables of one shape below each other, whole or not at all."""
    with replacing(path) as beside:
        _write(beside, tables)


def _write(path: Path, tables: Iterable[Any]) -> None:
    """Write tables of one shape below each other; dictionaries on words only, as floats hardly ever repeat."""
    parts = iter(tables)
    first = next(parts)
    words = [field.name for field in first.schema if pa.types.is_dictionary(field.type)]
    with pq.ParquetWriter(path, first.schema, use_dictionary=words, compression="zstd") as writer:
        for table in itertools.chain([first], parts):
            writer.write_table(table)


def files(folder: Path) -> list[str]:
    """Return the names of the files of a run directory, without manifest, parts and what is hidden, in order."""
    below = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    mine = [path for path in below if path.parts[0] not in ("manifest.json", PARTS)]
    return sorted(path.as_posix() for path in mine if not any(name.startswith(".") for name in path.parts))


def sha256(path: Path) -> str:
    """Return the hash of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Accepted ensembles: parameter sets that agree with the targets a calibration used, kept with what made them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.analyses.counterparts import Point
from sim.document import did_you_mean
from sim.evidence.targets import targets_digest
from sim.files import replacing
from sim.reading.calibration_study import searchable
from sim.running import MODEL_VERSION

HOME = Path(__file__).parents[1] / "calibrated"
"""Where the shipped ensembles stand."""


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Parameter sets that may all be true for what the evidence says.

    Attributes
    ----------
    points
        Values by path of each set, in the order in which replications take them.
    made_by
        Name and digest of the study, digest of the targets, version of the model, and how the search went.
    """

    name: str
    points: tuple[Point, ...]
    made_by: Mapping[str, str]

    def point(self, replicate: int) -> Point:
        """Return the set that a replication takes: each in turn."""
        return self.points[replicate % len(self.points)]

    def stale(self) -> list[str]:
        """Return in words what has changed since the ensemble was made; nothing if all is as it was."""
        said = []
        if self.made_by.get("targets") != targets_digest():
            said.append("the targets have changed since")
        if self.made_by.get("model") != MODEL_VERSION:
            said.append(f"it was made with version {self.made_by.get('model')} of the model, this is {MODEL_VERSION}")
        return said


def shipped_ensembles() -> tuple[str, ...]:
    """Return the names of the ensembles that come with the model."""
    return tuple(sorted(path.stem for path in HOME.glob("*.parquet")))


def read_ensemble(name: str) -> Ensemble:
    """Read a shipped ensemble by its name, or any by its path.

    Raises
    ------
    FileNotFoundError
        If there is none.
    OSError
        If the file holds no ensemble.
    """
    path = Path(name) if name.endswith(".parquet") else HOME / f"{name}.parquet"
    if not path.is_file():
        known = shipped_ensembles()
        raise FileNotFoundError(
            f"no ensemble is called `{name}`{did_you_mean(name, known)}; shipped are {', '.join(known) or 'none'}, any "
            "other is named by its path, such as results/calibration-national/national.parquet"
        )
    try:
        table = pq.read_table(path)
    except pa.ArrowInvalid:
        raise OSError(f"{path}: is no table of parameter sets") from None
    frame = table.to_pandas()
    paths = [column for column in frame.columns if column in searchable()]
    if not paths or frame.empty:
        raise OSError(f"{path}: holds no parameter sets of this model")
    points = tuple({path: float(row[path]) for path in paths} for row in frame[paths].to_dict("records"))
    meta = {key.decode(): text.decode() for key, text in (table.schema.metadata or {}).items() if key != b"pandas"}
    return Ensemble(path.stem, points, meta)


def write_ensemble(path: Path, points: Sequence[Point], made_by: Mapping[str, str]) -> None:
    """Write an ensemble, whole or not at all."""
    frame = pd.DataFrame([dict(point) for point in points])
    table: Any = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({key: str(text) for key, text in made_by.items()})
    with replacing(path) as beside:
        pq.write_table(table, beside, compression="zstd", use_dictionary=False)

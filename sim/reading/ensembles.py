"""Read accepted ensembles: parameter sets that agree with the targets a calibration used, kept with what made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.reading.calibration_study import searchable
from sim.scalars import did_you_mean

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
    points: tuple[Mapping[str, float], ...]
    made_by: Mapping[str, str]

    def point(self, replicate: int) -> Mapping[str, float]:
        """Return the set that a replication takes: each in turn."""
        return self.points[replicate % len(self.points)]


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
    import pyarrow as pa
    import pyarrow.parquet as pq

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
    paths = [column for column in table.column_names if column in searchable()]
    if not paths or table.num_rows == 0:
        raise OSError(f"{path}: holds no parameter sets of this model")
    points = tuple({path: float(row[path]) for path in paths} for row in table.select(paths).to_pylist())
    meta = {key.decode(): text.decode() for key, text in (table.schema.metadata or {}).items() if key != b"pandas"}
    return Ensemble(path.stem, points, meta)


@cache
def sets_of(name: str) -> tuple[Mapping[str, float], ...]:
    """Return the parameter sets of a shipped ensemble, in the order in which replications take them; none of no name.

    Raises
    ------
    FileNotFoundError
        If there is none of that name.
    """
    return read_ensemble(name).points if name else ()

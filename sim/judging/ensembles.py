"""Write accepted ensembles, and say whether one still fits what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.evidence.targets import targets_digest
from sim.files import replacing
from sim.judging.counterparts import Point
from sim.reading import Case
from sim.reading.calibration_study import NUMBERS
from sim.reading.ensembles import Ensemble, shipped_ensembles
from sim.running import MODEL_VERSION


def stale(one: Ensemble) -> list[str]:
    """Return in words what has changed since an ensemble was made; nothing if all is as it was."""
    said = []
    if one.made_by.get("targets") != targets_digest():
        said.append("the targets have changed since")
    if one.made_by.get("model") != MODEL_VERSION:
        said.append(f"it was made with version {one.made_by.get('model')} of the model, this is {MODEL_VERSION}")
    return said


def doubts(one: Ensemble) -> list[str]:
    """Return in sentences why to be careful with an ensemble: what has changed since, and whether enough sets agree.

    A file that does not say how many per cent its study asked for is held against what a study asks for when it says
    nothing.
    """
    said = [f"the ensemble `{one.name}` may not fit: {words}" for words in stale(one)]
    share = expected_to_agree(one)
    asked = float(one.made_by.get("agree", NUMBERS["agree"][2]))
    if share < asked:
        where = ": docs/calibration.md" if one.name in shipped_ensembles() else ""
        said.append(
            f"of the sets of `{one.name}` {share:.0f} % are expected to agree with all fitted patterns at once, not "
            f"the {asked:.0f} % asked for{where}"
        )
    return said


def ensembles_in(cases: Iterable[Case]) -> Mapping[str, str]:
    """Return the name of the ensemble from which each scenario takes its parameters, of those that do."""
    return {case.scenario.name: case.scenario.ensemble for case in cases if case.scenario.ensemble}


def expected_to_agree(one: Ensemble) -> float:
    """Return how many per cent of the sets are expected to agree with all fitted patterns at once; nan if not said."""
    return 100.0 * float(one.made_by.get("expected_to_agree", "nan"))


def write_ensemble(path: Path, points: Sequence[Point], made_by: Mapping[str, str]) -> None:
    """Write an ensemble, whole or not at all."""
    frame = pd.DataFrame([dict(point) for point in points])
    table: Any = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({key: str(text) for key, text in made_by.items()})
    with replacing(path) as beside:
        pq.write_table(table, beside, compression="zstd", use_dictionary=False)

"""The record of a comparison over parameter sets: how often each main outcome, and the answer, holds in the sets.

``gaiju compare ... --ensemble NAME --page PAGE`` writes it beside its page. Another comparison may quote it only if it
simulates the very same scenarios, which their digests tell. It is made without the table of groups: fairness is there
that between regions alone, not between household groups.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.files import write_text
from sim.reading import Case, digest
from sim.running import MODEL_VERSION
from sim.statistics.cube import Cube
from sim.statistics.recommendation import CONVERSION
from sim.statistics.recommending import DISCOUNT, beyond, good_of, set_means
from sim.statistics.ruling import winners
from sim.statistics.voters import over_time, voters

RECORD = "docs/ranking.json"


def simulated(case: Case) -> str:
    """Return the digest of what a case simulates, whatever its seed, its replications and the outcomes looked at."""
    runs = dataclasses.replace(case.scenario.runs, seed=0)
    return digest(dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, runs=runs, outcomes=())))


def record(cube: Cube, cases: Sequence[Case], sets: int, what: Mapping[str, Any]) -> dict[str, Any]:
    """Return how main outcomes and the answer stand over parameter sets, each by its mean over luck.

    Parameters
    ----------
    sets
        How many sets there are; replication ``sets * r + i`` is a run of set i.
    what
        What was asked: the ensemble, and which assumed numbers were drawn.
    """
    asked = voters({})
    means = set_means(over_time(cube, pd.DataFrame(), asked, DISCOUNT)[..., -1], cube.replications, sets)
    chosen = winners(beyond(means, asked), np.ones(len(asked)), [each.name for each in asked].index(CONVERSION))[:, 0]
    digests = {case.scenario.name: simulated(case) for case in cases}
    return {
        "model_version": MODEL_VERSION,
        "ensemble": what["ensemble"]["name"],
        "sets": sets,
        "drawn": len(what["drawn"]),
        "months": len(cube.months),
        "scenarios": [digests[name] for name in cube.scenarios],
        "recommended": [float(np.mean(chosen == place)) for place in range(-1, len(cube.scenarios))],
        "families": {
            each.name: [[_compare_over_sets(good * (one - other), each.margin) for other in of] for one in of]
            for each, good, of in zip(asked, good_of(asked).tolist(), means, strict=True)
        },
    }


def _compare_over_sets(apart: Rows, margin: float) -> dict[str, float]:
    """Return in which shares of sets one scenario is better, the same and worse than another, and by how much."""
    known = apart[~np.isnan(apart)]
    if not known.size:
        return {}
    low, high = np.quantile(known, (0.05, 0.95))
    better, worse = float(np.mean(known > margin)), float(np.mean(known < -margin))
    return {
        "better": better, "same": 1.0 - better - worse, "worse": worse, "mean": float(known.mean()), "p5": float(low),
        "p95": float(high),
    }  # fmt: skip


def write_record(page: Path, said: Mapping[str, Any]) -> Path:
    """Write a record beside the page of the same runs, and return where it stands."""
    write_text(page.with_suffix(".json"), json.dumps(said, indent=1, sort_keys=True) + "\n")
    return page.with_suffix(".json")


@dataclasses.dataclass(frozen=True, slots=True)
class InSets:
    """How an answer stands over parameter sets.

    Attributes
    ----------
    share
        Share of the sets with the same answer.
    source
        File it is quoted from; empty for the runs themselves.
    """

    ensemble: str
    sets: int
    share: float
    source: str = ""


def in_sets(digests: Mapping[str, str], answer: str | None, file: Path | None = None) -> InSets | None:
    """Return how an answer stands in the recorded runs of the very same scenarios; nothing where there are none.

    Parameters
    ----------
    digests
        Scenario -> digest of what it simulates.
    answer
        The scenario that is recommended, or ``None``.
    """
    said = _read_shipped() if file is None else _read_record(file)
    if said is None or sorted(digests.values()) != sorted(said["scenarios"]) or said["model_version"] != MODEL_VERSION:
        return None
    place = 0 if answer is None else 1 + said["scenarios"].index(digests[answer])
    return InSets(said["ensemble"], said["sets"], said["recommended"][place], RECORD if file is None else str(file))


@cache
def _read_shipped() -> dict[str, Any] | None:
    package = Path(__file__).parents[1]
    inside = package / "_docs" / Path(RECORD).name
    return _read_record(inside if inside.is_file() else package.parent / RECORD)


def _read_record(file: Path) -> dict[str, Any] | None:
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else None

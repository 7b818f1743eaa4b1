"""What ``gaiju plan`` says of a calibration."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sim.cli.screen import counted, print_json
from sim.evidence.targets import Target
from sim.judging.calibration import searched
from sim.judging.counterparts import Life, live
from sim.reading.calibration_study import METHOD, CalibrationStudy


def plan_search(study: CalibrationStudy, processes: int, json: bool) -> None:
    """Say how many runs a calibration takes at most, and how long: one set is timed in all worlds it is run in."""
    aims = searched()
    waves = study.samples * study.replications * study.waves
    rounds, checks = study.accept * study.rounds, study.checks * study.lucks
    runs, seconds = waves + rounds + checks, _timed(aims)
    minutes = runs * seconds / 60.0 / processes
    if json:
        said = {"study": study.name, "factors": list(study.factors), "runs": runs, "cores": processes}
        print_json([said | {"minutes": minutes}])
        return
    worlds = {aim.world.id for aim in aims}
    print(f"{study.name}: {study.title['en']} (calibration, {METHOD})")
    print(f"  {len(study.factors)} parameters, {len(aims)} fitted patterns in {len(worlds)} worlds")
    print(f"  {waves} runs in {counted(study.waves, 'wave')}, at most {rounds} of accepted sets, {checks} to check")
    where = f"{counted(processes, 'core')}, {seconds:.1f} seconds each in all worlds"
    print(f"  at most {runs} runs: about {minutes:.0f} minutes on {where}; what is kept already is not made again")


def _timed(aims: Sequence[Target]) -> float:
    """Return the seconds of one life, after one that reads the scenarios."""
    live(Life((), tuple(aims[:1]), 0))
    begun = time.perf_counter()
    live(Life((), tuple(aims), 0))
    return time.perf_counter() - begun

"""Make the runs of a design, on one core or many, and hand them on, in the design's order or as they finish.

A run is pure, so where it is made cannot matter; this module sees to it that it does not. Starting a worker costs a
second or more, so that short work stays in this process. A run that fails becomes a :class:`sim.running.Failure` and
the others go on. Workers stand behind :class:`concurrent.futures.Executor`, so that those of a cluster serve as well.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from sim.designs.replications import Cell
from sim.running import Failure, Result, identity, run, thinned
from sim.workers import Done, NoWorkers, done_by, done_elsewhere

WORTH_A_POOL = 4.0
"""Seconds of remaining work below which workers cost more than they save."""
PATIENCE = 10.0
"""Seconds a cluster may take to answer, and be without workers."""

Progress = Callable[[int, int], None]
"""Told (runs finished, runs in all) after each run."""
Numbered = tuple[int, Cell]
Finished = tuple[int, Result]


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Workers that somebody else started, behind an executor.

    Attributes
    ----------
    workers
        Runs it can make at the same time.
    watch
        Raises :class:`sim.workers.NoWorkers` when nobody has been there for a while.
    """

    executor: Executor
    workers: int
    watch: Callable[[], None]


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Give the workers of a Dask cluster; the same version of gaiju must be installed there.

    Parameters
    ----------
    address
        The scheduler's, as host:port.

    Raises
    ------
    ImportError
        If the extra ``cluster`` is not installed.
    OSError
        If nobody answers there, or no worker is there.
    """
    from distributed import Client

    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # it logs tracebacks; all is said here
    with Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False) as client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise OSError(f"it has no workers: `dask worker tcp://{address}` starts some") from None
        executor, seen = client.get_executor(pure=False), time.monotonic()

        def watch() -> None:
            nonlocal seen
            if client.status == "running" and client.scheduler_info()["workers"]:
                seen = time.monotonic()
            elif time.monotonic() > seen + PATIENCE:
                raise NoWorkers(f"scheduler or workers at {address} have gone")

        try:
            yield Cluster(executor, sum(client.nthreads().values()), watch)
        finally:
            executor.shutdown(wait=False)


def make(
    cells: Sequence[Cell], jobs: int = 1, progress: Progress | None = None, worth: float = WORTH_A_POOL
) -> Iterator[Result]:
    """Make runs and yield their results in the order of the cells.

    Parameters
    ----------
    jobs
        Processes to use, 0 for one a core; 1 stays in this process.
    progress
        Called after each run.
    worth
        Seconds of remaining work from which a pool is started.
    """
    early: dict[int, Result] = {}
    finished = _results(cells, jobs, worth)
    with contextlib.closing(finished):
        for done in range(len(cells)):
            while done not in early:
                number, result = next(finished)
                early[number] = result
            if progress is not None:
                progress(done + 1, len(cells))
            yield early.pop(done)


def as_finished(
    cells: Sequence[Cell], jobs: int = 1, progress: Progress | None = None, workers: Cluster | None = None
) -> Generator[Result, None, None]:
    """Make runs and yield each result as soon as it is there, for whoever keeps them by name.

    Parameters
    ----------
    jobs, progress
        As for :func:`make`.
    workers
        Who makes them, in place of processes of this machine.
    """
    if workers is None:
        finished = _results(cells, jobs, WORTH_A_POOL)
    else:
        asked = list(enumerate(cells))
        made = done_by(workers.executor, execute, asked, workers.workers, workers.watch)
        finished = _told(made, asked)
    with contextlib.closing(finished):
        for done, (_, result) in enumerate(finished, start=1):
            if progress is not None:
                progress(done, len(cells))
            yield result


def execute(cell: Cell) -> Result:
    """Make one run; whatever goes wrong in it is told, not raised."""
    try:
        made = run(cell.case, cell.seed, cell.replicate)
        return thinned(made, cell.kept) if cell.kept else made
    except Exception as problem:
        return _failure(cell, problem)


def _failure(cell: Cell, problem: BaseException) -> Failure:
    words = f"{type(problem).__name__}: {problem}".splitlines()[0]
    return Failure(_identity(cell), words, "".join(traceback.format_exception(problem)))


def _identity(cell: Cell) -> str:
    return identity(cell.case, cell.seed, cell.replicate)


def _results(cells: Sequence[Cell], jobs: int, worth: float) -> Generator[Finished, None, None]:
    """Yield results; the first run is made here and tells how long the others will take."""
    if not cells:
        return
    begun = time.perf_counter()
    yield 0, execute(cells[0])
    rest = list(enumerate(cells))[1:]
    expected = (time.perf_counter() - begun) * len(rest)
    workers = min(jobs or _cores(), len(rest))
    if workers < 2 or expected < worth:
        yield from ((number, execute(cell)) for number, cell in rest)
    else:
        yield from _told(done_elsewhere(execute, rest, workers), rest)


def _cores() -> int:
    """Return the cores this process may use, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _told(done: Done[Result], cells: Sequence[Numbered]) -> Generator[Finished, None, None]:
    """Yield results as they finish; a run that got lost is a failure."""
    asked = dict(cells)
    with contextlib.closing(done):
        for number, made in done:
            if made.cancelled():
                raise NoWorkers("the scheduler has gone")
            problem = made.exception()
            if problem is None:
                yield number, made.result()
            elif isinstance(problem, BrokenProcessPool):
                yield number, Failure(_identity(asked[number]), str(problem), str(problem))
            else:
                yield number, _failure(asked[number], problem)

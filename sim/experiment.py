"""Make the runs of a design, on one core or many, and hand them on in the design's order.

A run is pure, so where it is made cannot matter; this module sees to it that it does not. Workers are *spawned*: a
forked child would inherit threads and locks of whoever called, a spawned one starts as a fresh command does. Starting
one costs a second or more, so that short work stays in this process. A run that fails becomes a
:class:`sim.running.Failure` and the others go on.
"""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context

from sim.designs.replications import Cell
from sim.running import Failure, Result, identity, run

WORTH_A_POOL = 4.0
"""Seconds of remaining work below which workers cost more than they save."""
AHEAD = 4
"""Runs handed out per worker, those being made included: the hand-over waits for the slowest, its workers do not."""
DIED = "its process died (out of memory, or killed)"


Progress = Callable[[int, int], None]
"""Told (runs finished, runs in all) after each run."""


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
    for done, result in enumerate(_results(cells, jobs, worth), start=1):
        if progress is not None:
            progress(done, len(cells))
        yield result


def execute(cell: Cell) -> Result:
    """Make one run; whatever goes wrong in it is told, not raised."""
    try:
        return run(cell.case, cell.seed, cell.replicate)
    except Exception as problem:
        words = f"{type(problem).__name__}: {problem}".splitlines()[0]
        return Failure(_identity(cell), words, traceback.format_exc())


def _identity(cell: Cell) -> str:
    return identity(cell.case, cell.seed, cell.replicate)


def _results(cells: Sequence[Cell], jobs: int, worth: float) -> Iterator[Result]:
    """Yield results; the first run is made here and tells how long the others will take."""
    if not cells:
        return
    begun = time.perf_counter()
    yield execute(cells[0])
    rest = cells[1:]
    expected = (time.perf_counter() - begun) * len(rest)
    workers = min(jobs or _cores(), len(rest))
    if workers < 2 or expected < worth:
        yield from map(execute, rest)
    else:
        yield from _pooled(rest, workers)


def _cores() -> int:
    """Return the cores this process may use, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pooled(cells: Sequence[Cell], workers: int) -> Iterator[Result]:
    """Yield results from worker processes; after the death of one, go on with a new pool."""
    others = set(active_children())
    done = 0
    try:
        while done < len(cells):
            for result in _until_broken(cells[done:], workers):
                done += 1
                yield result
            if done < len(cells):
                # One of those in flight killed its worker; the foremost is tried alone, so that only a killer fails.
                yield next(_until_broken(cells[done : done + 1], 1), Failure(_identity(cells[done]), DIED, DIED))
                done += 1
    except BaseException:  # interrupted or abandoned: leave nobody behind
        for child in set(active_children()) - others:
            child.terminate()
        raise


def _until_broken(cells: Sequence[Cell], workers: int) -> Iterator[Result]:
    """Yield results in order until all are made or the pool breaks."""
    waiting, flying = deque(cells), deque[Future[Result]]()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    try:
        while waiting or flying:
            while waiting and len(flying) < workers * AHEAD:
                flying.append(pool.submit(execute, waiting.popleft()))
            yield flying.popleft().result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that started the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

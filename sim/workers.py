"""Processes that work for this one, and leave when it is done with them, interrupted or gone, even if killed.

They are *spawned*: a forked child would inherit threads and locks of whoever called, a spawned one starts as a fresh
command does. A process that ends in the midst of sending a result leaves half a message, for whose rest whoever reads
it waits until nobody is left that could write it; so whoever abandons workers ends all of them and writes no more.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from typing import Any, TypeVar

AHEAD = 4
"""Works handed out per worker, those being done included: the hand-over waits for the slowest, its workers do not."""
DIED = "its process died (out of memory, or killed)"
NO_WORKERS = "worker processes cannot be started here: -j 1 does without; in a script, `if __name__ == '__main__':` \
has to stand before what starts them"
GLANCE = 1.0
"""Seconds after which whoever waits for workers looks whether they live."""

Asked = TypeVar("Asked")
Made = TypeVar("Made")
Done = Generator[tuple[int, Future[Made]], None, None]
"""Number of a work, and what came of it."""


class NoWorkers(BrokenProcessPool):
    """Nobody is there to do the work, and nobody can be had."""


class Workers(ProcessPoolExecutor):
    """Spawned processes that can be abandoned at any moment."""

    def __init__(self, number: int) -> None:
        super().__init__(number, mp_context=get_context("spawn"), initializer=_become_worker)
        self._others = set(active_children())

    def submit(self, fn: Callable[..., Made], /, *args: Any, **kwargs: Any) -> Future[Made]:
        """Hand out work, as every executor does; a worker that this starts never hears Ctrl-C or a lost terminal.

        Raises
        ------
        BrokenProcessPool
            If workers have died or none can be started.
        """
        try:
            with _no_interrupt_for_children():
                return super().submit(fn, *args, **kwargs)
        except BrokenProcessPool:
            raise
        except (OSError, RuntimeError, MemoryError) as error:  # of processes, threads or memory there are no more
            raise NoWorkers(f"{NO_WORKERS} ({error})") from None

    def abandon(self) -> None:
        """End all workers, whatever they do; what they have not sent is lost."""
        results = self._result_queue
        self.shutdown(wait=False, cancel_futures=True)
        for child in set(active_children()) - self._others:
            child.kill()
        if results is not None:
            results._writer.close()  # type: ignore[attr-defined]  # the last one: who reads half a message reads its end

    def watch(self) -> None:
        """Give up if a worker has died: a pool does not see one die that leaves half a message."""
        if not all(each.is_alive() for each in list((self._processes or {}).values())):
            self.abandon()


def done_elsewhere(work: Callable[[Asked], Made], asked: Sequence[tuple[int, Asked]], number: int) -> Done[Made]:
    """Yield what came of works, by worker processes; after the death of one, go on with new ones.

    A work that kills whoever does it comes back as :class:`concurrent.futures.process.BrokenProcessPool`.
    """
    left = dict(asked)
    tried = False
    while left:
        with contextlib.closing(_until_broken(work, list(left.items()), number)) as done:
            for place, made in done:
                del left[place]
                yield place, made
        tried = tried or len(left) < len(asked)
        if left and not tried:
            _try_a_worker()
            tried = True
        if left:
            # One of those in flight killed its worker; the foremost is tried alone, so that only a killer fails.
            place, one = next(iter(left.items()))
            del left[place]
            with contextlib.closing(_until_broken(work, [(place, one)], 1)) as alone:
                yield next(alone, (place, _died()))


def done_by(
    executor: Executor, work: Callable[[Asked], Made], asked: Sequence[tuple[int, Asked]], number: int,
    watch: Callable[[], None],
) -> Done[Made]:  # fmt: skip
    """Yield what came of works, by the so many workers of any executor, as it comes.

    Parameters
    ----------
    watch
        Called every second in which nothing comes.
    """
    waiting, flying = iter(asked), dict[Future[Made], int]()
    while True:
        for place, one in itertools.islice(waiting, number * AHEAD - len(flying)):
            flying[executor.submit(work, one)] = place
        if not flying:
            return
        for made in _first(flying, watch):
            yield flying.pop(made), made


def _first(flying: Mapping[Future[Made], int], watch: Callable[[], None]) -> set[Future[Made]]:
    """Return what is done, as soon as anything is."""
    while not (done := wait(flying, GLANCE, FIRST_COMPLETED).done):
        watch()
    return done


def _until_broken(work: Callable[[Asked], Made], asked: Sequence[tuple[int, Asked]], number: int) -> Done[Made]:
    pool = Workers(number)
    try:
        for place, made in done_by(pool, work, asked, number, pool.watch):
            if isinstance(made.exception(), BrokenProcessPool):
                return
            yield place, made
    except NoWorkers:
        raise
    except BrokenProcessPool:  # handed out to workers that are no more
        return
    except BaseException:  # interrupted, or nobody wants the rest
        pool.abandon()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _try_a_worker() -> None:
    """Start a worker without work.

    Raises
    ------
    NoWorkers
        If it dies, too.
    """
    pool = Workers(1)
    try:
        pool.submit(int).result()
    except BrokenProcessPool:
        raise NoWorkers(NO_WORKERS) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _died() -> Future[Any]:
    made: Future[Any] = Future()
    made.set_exception(BrokenProcessPool(DIED))
    return made


@contextlib.contextmanager
def _no_interrupt_for_children() -> Iterator[None]:
    """Hand down to whoever is started meanwhile that Ctrl-C is not for them, before they could say so themselves."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _become_worker() -> None:
    """Leave Ctrl-C and a lost terminal to the process that started this one, and leave with it."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

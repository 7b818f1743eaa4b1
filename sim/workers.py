"""Processes that work for this one, and leave when asked to, or when whoever started them is gone, even if killed.

They are *spawned*: a forked child would inherit threads and locks of whoever called, a spawned one starts as a fresh
command does. A process that ends in the midst of sending a result would leave half a message, for whose rest the
process that started it waits for ever; so whoever is asked to leave lets a result on its way arrive first.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from typing import ParamSpec, TypeVar

ARRIVAL = 5.0
"""Seconds that a result on its way is given to arrive; after them nobody takes it any more."""

Words = ParamSpec("Words")
Made = TypeVar("Made")
_sending = threading.Lock()
"""Held in a worker while it is not at work, that is while a result may be on its way."""


class Workers(ProcessPoolExecutor):
    """Spawned processes that ``terminate`` ends at once where they are at work, and not before a result has arrived."""

    def __init__(self, number: int) -> None:
        super().__init__(number, mp_context=get_context("spawn"), initializer=_become_worker)

    def submit(self, fn: Callable[Words, Made], /, *args: Words.args, **kwargs: Words.kwargs) -> Future[Made]:
        """Hand out work, as every executor does."""
        return super().submit(partial(_at_work, fn), *args, **kwargs)


def _at_work(work: Callable[Words, Made], *args: Words.args, **kwargs: Words.kwargs) -> Made:
    _sending.release()
    try:
        return work(*args, **kwargs)
    finally:
        _sending.acquire()


def _become_worker() -> None:
    """Leave Ctrl-C to the process that started this one."""
    _sending.acquire()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The handler runs in the thread that may hold the lock; another one has to wait for it.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=_leave_politely, daemon=True).start())
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_politely() -> None:
    _sending.acquire(timeout=ARRIVAL)
    os._exit(1)


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

"""What surrounds the runs of a command: workers, and an end that leaves the directory as it says."""

from __future__ import annotations

import contextlib
import shlex
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sim.figures  # noqa: F401  # results are drawn
from sim.cli.problems import Refused
from sim.experiment import Cluster, cluster
from sim.store import Directory

if TYPE_CHECKING:
    from sim.cli.experiments import Manner

DASK = "dask://"
ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that end a process politely; Windows has no terminal that hangs up."""


@contextmanager
def helpers(manner: Manner) -> Iterator[Cluster | None]:
    """Give the workers of a cluster if one is asked for, before anything is written.

    Raises
    ------
    Refused
        If it cannot be reached.
    """
    if not manner.cluster:
        yield None
        return
    address = manner.executor.removeprefix(DASK)
    with contextlib.ExitStack() as stack:
        try:
            workers = stack.enter_context(cluster(address))
        except ImportError:
            missing = "needs the extra `cluster`: pip install 'gaiju[cluster]'"
            raise Refused(f"--executor {manner.executor}: {missing}") from None
        except (OSError, ValueError) as error:
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise Refused(f"--executor {manner.executor}: {reason}") from None
        yield workers


@contextmanager
def closing(directory: Directory) -> Iterator[None]:
    """Write the manifest however the work ends, and say how what was interrupted is gone on with."""
    with terminated_is_interrupted():
        try:
            yield
            directory.close("some runs failed" if directory.failed else "complete")
        except KeyboardInterrupt:
            _leave(directory, "interrupted")
            raise
        except Refused:
            directory.close("failed")
            raise
        except BaseException:
            _leave(directory, "failed")
            raise
        finally:
            directory.release()


def _leave(directory: Directory, status: str) -> None:
    """Close what is unfinished, undisturbed, and say how to go on."""
    with _deaf(), contextlib.suppress(OSError):  # a full disk refuses the manifest too; the older one serves
        directory.close(status)
    kept = f"{directory.finished} of {len(directory.cells)} runs are finished and kept; to go on:"
    with contextlib.suppress(OSError):  # the terminal may be gone
        print(f"{kept} gaiju resume {shlex.quote(str(directory.path))}", file=sys.stderr)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let no second Ctrl-C disturb what is brief and has to be done."""
    with _handling((signal.SIGINT, *ENDS), signal.SIG_IGN):
        yield


@contextmanager
def terminated_is_interrupted() -> Iterator[None]:
    """Let a polite end of the process, or of its terminal, be told as Ctrl-C is."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with _handling(ENDS, interrupt):
        yield


@contextmanager
def _handling(numbers: Sequence[signal.Signals], handler: Any) -> Iterator[None]:
    """Handle signals so for a while, but those that are ignored, as under nohup; only the main thread may."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handler) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

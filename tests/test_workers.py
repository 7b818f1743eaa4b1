"""Workers leave when nobody wants them, whoever started them can leave too, and one that dies costs its own work."""

import os
import signal
import struct
import subprocess
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from sim.workers import DIED, Workers, done_elsewhere

ABANDONS = """
import random, sys, time
from sim.workers import Workers

def main():
    workers = Workers(2)
    first = workers.submit(bytes, 3_000_000)
    flying = [workers.submit(bytes, 3_000_000) for _ in range(200)]
    first.result()
    time.sleep(random.Random(int(sys.argv[1])).uniform(0.0, 0.02))
    workers.abandon()

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("chance", range(8))
def test_who_abandons_workers_in_the_midst_of_large_results_can_leave(chance: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", ABANDONS, str(chance)], stderr=subprocess.PIPE, text=True)
    try:
        _, said = child.communicate(timeout=60)
    finally:
        child.kill()
        child.wait()
    assert child.returncode == 0, said
    assert said == ""


def test_abandoned_workers_leave_in_the_midst_of_work() -> None:
    workers = Workers(2)
    before, flying = set(active_children()), [workers.submit(time.sleep, 600.0) for _ in range(2)]
    children = set(active_children()) - before
    workers.abandon()
    for child in children:
        child.join(timeout=60)
        end = time.monotonic() + 60.0
        while child.exitcode is None and time.monotonic() < end:  # the pool's own thread may have waited for it first
            time.sleep(0.01)
        assert child.exitcode == -signal.SIGKILL
    assert len(children) == 2
    assert all(future.exception(timeout=60) for future in flying if not future.cancelled())


def half_a_message(connection: Connection, message: bytes) -> None:
    os.write(connection.fileno(), struct.pack("!i", len(message)) + bytes(message[:1]))
    os.kill(os.getpid(), signal.SIGKILL)


def doubled_or_dies(asked: tuple[int, bool, Path]) -> int:
    number, always, grave = asked
    if number == 3 and (always or not grave.exists()):
        grave.touch()
        Connection._send_bytes = half_a_message  # type: ignore[attr-defined]
    return 2 * number


def what_came(made: Future[int]) -> int | str:
    problem = made.exception()
    return made.result() if problem is None else str(problem)


@pytest.mark.parametrize("always", [False, True])
def test_a_worker_that_dies_in_the_midst_of_a_result_costs_its_own_at_most(always: bool, tmp_path: Path) -> None:
    asked = [(number, (number, always, tmp_path / "grave")) for number in range(8)]
    came = {number: what_came(made) for number, made in done_elsewhere(doubled_or_dies, asked, 2)}
    assert (tmp_path / "grave").exists()
    assert came == {number: 2 * number for number in range(8)} | ({3: DIED} if always else {})


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="there is nothing to hand down")
def test_a_worker_is_deaf_to_ctrl_c_before_it_could_say_so_and_who_starts_it_is_not() -> None:
    with Workers(1) as workers:
        assert signal.SIGINT in workers.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_what_is_made_comes_back_with_its_words() -> None:
    with Workers(1) as workers:
        assert workers.submit(round, 2.345, ndigits=1).result() == 2.3
        with pytest.raises(ZeroDivisionError):
            workers.submit(divmod, 1, 0).result()
        assert workers.submit(abs, -3).result() == 3


def test_works_may_fail_without_costing_others() -> None:
    asked = [(number, number) for number in (5, 0, 2)]
    came = dict(done_elsewhere((10).__floordiv__, asked, 2))
    assert {number: type(made.exception()) for number, made in came.items()} == {
        5: type(None), 0: ZeroDivisionError, 2: type(None),
    }  # fmt: skip
    assert not any(isinstance(made.exception(), BrokenProcessPool) for made in came.values())

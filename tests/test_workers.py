"""Workers leave when they are asked to, and whoever started them can leave, too."""

import subprocess
import sys
import time
from multiprocessing import active_children

import pytest

from sim.workers import ARRIVAL, Workers

SENDS = """
import random, sys, time
from multiprocessing import active_children
from sim.workers import Workers

def main():
    workers = Workers(2)
    first = workers.submit(bytes, 3_000_000)
    flying = [workers.submit(bytes, 3_000_000) for _ in range(200)]
    first.result()
    time.sleep(random.Random(int(sys.argv[1])).uniform(0.0, 0.02))
    workers.shutdown(wait=False, cancel_futures=True)
    for child in active_children():
        child.terminate()

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("chance", range(8))
def test_who_ends_workers_in_the_midst_of_large_results_can_leave(chance: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", SENDS, str(chance)], stderr=subprocess.PIPE, text=True)
    try:
        _, said = child.communicate(timeout=60)
    finally:
        child.kill()
        child.wait()
    assert child.returncode == 0, said


def test_workers_at_work_leave_at_once() -> None:
    workers = Workers(2)
    flying = [workers.submit(time.sleep, 0.0), *(workers.submit(time.sleep, 600.0) for _ in range(2))]
    flying[0].result()
    while not all(future.running() for future in flying[1:]):
        time.sleep(0.01)
    time.sleep(0.5)  # from handed over to at work
    begun = time.monotonic()
    workers.shutdown(wait=False, cancel_futures=True)
    for child in active_children():
        child.terminate()
        child.join(timeout=60)
        assert child.exitcode == 1
    assert time.monotonic() - begun < ARRIVAL


def test_what_is_made_comes_back_with_its_words() -> None:
    with Workers(1) as workers:
        assert workers.submit(round, 2.345, ndigits=1).result() == 2.3
        with pytest.raises(ZeroDivisionError):
            workers.submit(divmod, 1, 0).result()
        assert workers.submit(abs, -3).result() == 3

"""``gaiju`` as a process of its own that dies where a test wants it to: no figures, workers at once.

Called as ``python interrupted.py REPLACEMENTS WORD...``: the process kills itself before it gives the file of that
number its name; 0: never.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest


def main() -> None:
    import sim.cli.run
    import sim.experiment
    import sim.planning.fineness
    from sim.cli import main as gaiju

    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever tests in the background is deaf to Ctrl-C
    left = int(sys.argv.pop(1))
    replace = os.replace

    def replace_or_die(one: Any, other: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        replace(one, other)

    patch = pytest.MonkeyPatch()
    patch.setattr(sim.cli.run, "FIGURES", ())
    patch.setattr(sim.experiment, "WORTH_A_POOL", 0.0)
    patch.setattr(sim.planning.fineness, "FEWEST", 1)  # coarse on purpose
    patch.setattr(os, "replace", replace_or_die)
    sys.argv[0] = "gaiju"
    gaiju()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()

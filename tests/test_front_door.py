import signal
import subprocess
import sys

import pytest

import sim


def test_every_name_of_the_front_door_opens() -> None:
    for name in sim.__all__:
        assert getattr(sim, name) is not None
    assert set(dir(sim)) == set(sim.__all__)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(AttributeError, match="module `sim` has no `simulate`; its front door has Cadre, Case, "):
        sim.simulate  # noqa: B018 - asking is the test


def test_the_module_is_the_command() -> None:
    said = subprocess.run([sys.executable, "-m", "sim", "--help"], capture_output=True, text=True, check=True)
    assert "Usage: gaiju" in said.stdout


LEAVES = """
import atexit, os, signal, sys
import sim.cli

atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))
sys.argv = ["gaiju", "--version"]
sim.cli.main()
"""


def test_ctrl_c_while_a_command_is_leaving_ends_it_without_a_word() -> None:
    said = subprocess.run([sys.executable, "-c", LEAVES], capture_output=True, text=True, check=False)
    assert said.returncode == -signal.SIGINT
    assert said.stderr == ""

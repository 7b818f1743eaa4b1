import builtins
from typing import Any

import IPython.display
import pytest

import sim.bar
from sim.api import asking
from tests.small import hamlet


class Handle:
    def __init__(self) -> None:
        self.seen: list[Any] = []

    def update(self, picture: Any) -> None:
        self.seen.append(picture)


class Shell:
    kernel = "a notebook's"


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> list[Handle]:
    handles: list[Handle] = []

    def display(picture: Any, display_id: bool) -> Handle:
        assert display_id
        handles.append(Handle())
        handles[-1].update(picture)
        return handles[-1]

    monkeypatch.setattr(builtins, "get_ipython", Shell, raising=False)
    monkeypatch.setattr(IPython.display, "display", display)
    monkeypatch.setattr(sim.bar, "PATIENCE", 0.0)
    monkeypatch.setattr(sim.bar, "PAUSE", 0.0)
    return handles


def test_a_notebook_sees_one_bar_that_moves_and_is_gone_at_the_end(notebook: list[Handle]) -> None:
    with sim.bar.shown(2) as told:
        assert told is not None
        told(1, 2)
        told(2, 2)
    (bar,) = notebook
    shown = [picture._repr_mimebundle_([], [])["text/html"] for picture in bar.seen]
    assert "1/2" in shown[0]
    assert "2/2" in shown[1]
    assert str(bar.seen[2]) == ""


def test_a_run_asked_for_in_a_notebook_shows_its_bar_and_one_told_otherwise_does_not(notebook: list[Handle]) -> None:
    asking.run(hamlet(), replications=2)
    assert len(notebook) == 1
    heard: list[tuple[int, int]] = []
    asking.run(hamlet(), replications=2, progress=lambda done, total: heard.append((done, total)))
    assert len(notebook) == 1
    assert heard == [(1, 2), (2, 2)]


def interrupted() -> None:
    with sim.bar.shown(2) as told:
        assert told is not None
        told(1, 2)
        raise KeyboardInterrupt


def test_an_interrupted_bar_is_taken_away_too(notebook: list[Handle]) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert str(notebook[0].seen[-1]) == ""


def test_nobody_looking_means_no_bar() -> None:
    assert not sim.bar.in_notebook()
    with sim.bar.shown(2) as told:
        assert told is None
    with sim.bar.shown(2, wanted=False) as told:
        assert told is None

"""A full disk, a lost terminal, no memory, no workers: one line, the right exit code, and nothing computed is lost."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli import app
from sim.cli.problems import code_of, problems
from sim.experiment import Cluster, as_finished
from sim.workers import NoWorkers, Workers, done_elsewhere
from tests.small import SCENARIO
from tests.test_store import CELLS

Gaiju = Callable[..., Result]
STUDY = """
schema: 1
study: sweep
name: trial
title: {en: Trial, zh: 试}
scenarios: [drift.yaml]
method: grid
replications: 1
seed: 1
outcomes: [{outcome: trust, of: drift}]
factors:
  world.regions.*.facilities: {low: 0.2, high: 0.6, steps: 2}
"""


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.cli.run.FIGURES", ())
    Path("drift.yaml").write_text(SCENARIO.replace("STRATEGY", "drift").replace("hamlet", "drift", 1))
    Path("trial.yaml").write_text(STUDY)
    return lambda *words: CliRunner().invoke(app, list(words))


def one_line(said: Result, code: int, *words: str) -> None:
    assert said.exit_code == code, said.output
    assert len(said.stderr.splitlines()) == 1, said.stderr
    for word in words:
        assert word in said.stderr


def status(root: str) -> str:
    (manifest,) = Path(root).glob("*/*/manifest.json")
    return str(json.loads(manifest.read_text())["status"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("words", [("run", "drift.yaml", "-n", "1", "-q"), ("strategies",), ("--help",)])
def test_an_answer_that_cannot_be_printed_says_where_the_results_are(words: tuple[str, ...], gaiju: Gaiju) -> None:
    command = [sys.executable, "-c", "import sim.cli; sim.cli.main()", *words]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with Path("/dev/full").open("w") as full:
        child = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment)
    assert child.returncode == 1, child.stderr
    assert "Exception ignored" not in child.stderr
    assert "Traceback" not in child.stderr
    if words[0] == "run":
        (folder,) = (path for path in Path("results/drift").iterdir() if path.is_dir())
        said = f"the answer cannot be printed: No space left on device; the results are in {folder}"
        assert child.stderr.splitlines()[-1] == said
        assert status("results") == "complete"


@pytest.mark.parametrize("page", ["drift.yaml/page.md", "/proc/nobody/page.md", "x" * 300])
@pytest.mark.parametrize("words", [("sweep", "trial.yaml"), ("ablate", "drift.yaml", "-n", "1")], ids=lambda w: w[0])
def test_a_page_that_cannot_be_written_is_refused_before_the_runs(
    words: tuple[str, ...], page: str, gaiju: Gaiju
) -> None:
    one_line(gaiju(*words, "-q", "--page", page), 2, "--page")
    assert not Path("results").exists()


def test_a_page_that_cannot_be_written_after_the_runs_leaves_them_complete(
    gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path, *_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))

    monkeypatch.setattr("sim.cli.studies.write_text", full)
    one_line(gaiju("sweep", "trial.yaml", "-q", "--page", "page.md"), 1, "No space left", "all results are in results/")
    assert status("results") == "complete"


def test_resume_writes_a_page_only_where_its_own_option_says(gaiju: Gaiju) -> None:
    folder = gaiju("sweep", "trial.yaml", "-q", "--page", "page.md").stdout.strip()
    Path("page.md").unlink()
    said = gaiju("resume", folder, "-q")
    assert said.exit_code == 0
    assert "the page that was asked for is not written" in said.stderr
    assert not Path("page.md").exists()
    assert gaiju("resume", folder, "-q", "--page", "other.md").exit_code == 0
    assert Path("other.md").read_text().count("--page other.md")
    run = gaiju("run", "drift.yaml", "-n", "1", "-q").stdout.strip()
    one_line(gaiju("resume", run, "--page", "x.md"), 2, "`gaiju run` writes no page")


@pytest.mark.parametrize("into", ["/proc/nobody/x", "drift.yaml/x", "x" * 300])
@pytest.mark.parametrize("words", [("export", "-f", "xlsx"), ("export", "-f", "csv"), ("report",)])
def test_an_output_that_cannot_be_written_is_tried_before_the_work(
    words: tuple[str, ...], into: str, gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = gaiju("run", "drift.yaml", "-n", "1", "-q").stdout.strip()
    monkeypatch.setattr("sim.cli.export.explaining", pytest.fail)
    monkeypatch.setattr("sim.cli.report.material_of", pytest.fail)
    one_line(gaiju(words[0], folder, *words[1:], "-o", into), 2)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x"), 1),
        (OSError(errno.EIO, "Input/output error"), 1),
        (PermissionError(errno.EACCES, "Permission denied", "x"), 2),
        (OSError(errno.ENAMETOOLONG, "File name too long", "x"), 2),
        (MemoryError(), 1),
        (NoWorkers("nobody"), 1),
    ],
)
def test_what_the_machine_refuses_is_one_line(error: Exception, code: int) -> None:
    (line,) = problems(error)
    assert line
    assert "Errno" not in line
    assert code_of(error) == code


def test_workers_that_cannot_start_are_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*_: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", start)
    with pytest.raises(NoWorkers, match="cannot be started here"):
        list(done_elsewhere(abs, [(0, -1), (1, -2)], 2))


@pytest.mark.slow
def test_workers_that_die_as_they_start_are_tried_once_more_and_no_oftener(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.workers._become_worker", leave)
    started: list[int] = []
    make = Workers.__init__

    def counted(self: Workers, number: int) -> None:
        started.append(number)
        make(self, number)

    monkeypatch.setattr(Workers, "__init__", counted)
    with pytest.raises(NoWorkers, match="-j 1 does without"):
        list(done_elsewhere(abs, [(number, -number) for number in range(50)], 2))
    assert started == [2, 1]


def leave() -> None:
    os._exit(1)


class Nobody(ThreadPoolExecutor):
    """Takes work that nobody does."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return Future[Any]()


def test_a_cluster_whose_workers_have_gone_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.workers.GLANCE", 0.01)

    def gone() -> None:
        raise NoWorkers("scheduler or workers have gone")

    with pytest.raises(NoWorkers, match="have gone"):
        list(as_finished(CELLS, workers=Cluster(Nobody(), 2, gone)))


def test_a_run_that_does_not_fit_the_memory_is_a_failed_run(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("sim.experiment.run", full)
    said = gaiju("run", "drift.yaml", "-n", "1", "-q")
    assert said.exit_code == 1
    assert "all runs failed: MemoryError" in said.stderr
    assert "Traceback" not in said.stderr


def test_the_log_says_done_only_of_runs_that_were_kept(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("sim.parts.Parts.keep", full)
    said = gaiju("run", "drift.yaml", "-n", "1", "-q")
    assert said.exit_code == 1
    (log,) = Path("results").glob("*/*/log.jsonl")
    assert '"event": "run"' not in log.read_text()

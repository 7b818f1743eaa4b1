"""A manifest that says anything else than what was written never leads astray: one line, nothing touched."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.manifest import MANIFEST, Unusable, followed, seal, told
from sim.parts import Damaged
from tests.small import SCENARIO

STUDY = """
schema: 1
study: sweep
name: trial
title: {en: Trial, zh: 试}
scenarios: [deadline.yaml]
method: grid
replications: 1
seed: 1
outcomes: [{outcome: trust, of: deadline}]
factors:
  world.regions.*.facilities: {low: 0.2, high: 0.6, steps: 2}
"""
WORDS = (
    ("compare", "deadline.yaml", "drift.yaml", "-n", "2", "-j", "1", "-q", "-o", "out"),
    ("ablate", "deadline.yaml", "-n", "2", "--without", "pressure", "-j", "1", "-q", "-o", "out"),
    ("sweep", "trial.yaml", "-j", "1", "-q", "-o", "out"),
)
OTHERS: tuple[Any, ...] = (None, True, -1, 0.5, "", "x", "../x", [], [1], {}, {"x": 1})
VERBS = (
    ("verify",), ("diff", "other"), ("report",), ("export", "-f", "iamc", "-o", "exported"), ("resume", "-q"),
    ("extend", "-n", "3", "-q"), ("load",),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A comparison, an ablation and a sweep, unfinished or small, under the names of their verbs."""
    root = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for verb in ("run", "compare"):
            patch.setattr(f"sim.cli.{verb}.FIGURES", ())
        patch.setattr("sim.cli.experiments.REPORT", ())
        for name, strategy in (("deadline", "uniform_deadline, due: 2022-09"), ("drift", "drift")):
            Path(f"{name}.yaml").write_text(SCENARIO.replace("STRATEGY", strategy).replace("hamlet", name, 1))
        Path("trial.yaml").write_text(STUDY)
        for words in WORDS:
            said = CliRunner().invoke(app, list(words))
            assert said.exit_code == 0, said.output
            shutil.copytree(said.stdout.strip(), words[0])
        shutil.copytree("compare", "other")
        yield root


def faults(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield where a value can be wrong, and a wrong value: dropped, or of another type; long lists at their ends."""
    places = list(said.items()) if isinstance(said, dict) else [*enumerate(said)][:1]
    for key, value in places:
        if isinstance(said, dict):
            yield (*path, key), ...
        yield from (((*path, key), other) for other in OTHERS if type(other) is not type(value))
        if isinstance(value, dict | list):
            yield from faults(value, (*path, key))


def broken(said: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    copied: Any = json.loads(json.dumps(said))
    place = copied
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return dict(copied)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("kind", [words[0] for words in WORDS])
def test_any_part_of_a_manifest_that_is_missing_or_wrong_is_refused_when_read(kind: str, made: Path) -> None:
    """Also where no digest protects it; what holds where a part is missing may be missing."""
    folder = made / kind
    whole = told(folder)
    text = (folder / MANIFEST).read_text()
    try:
        for path, value in faults({key: part for key, part in whole.items() if key != "digest"}):
            changed = broken(whole, path, value)
            (folder / MANIFEST).write_text(json.dumps(changed))
            with pytest.raises((Unusable, Damaged)) as caught:
                told(folder)
            assert "\n" not in str(caught.value), path
            del changed["digest"]
            (folder / MANIFEST).write_text(json.dumps(changed))
            with contextlib.suppress(Unusable):
                told(folder)
    finally:
        (folder / MANIFEST).write_text(text)


CHOSEN: tuple[tuple[str, tuple[str, ...], Any], ...] = (
    ("compare", ("asked", "baseline"), ...),
    ("compare", ("versions",), 3),
    ("compare", ("runs",), [1]),
    ("compare", ("scenarios", "drift", "file"), "../x"),
    ("compare", ("asked", "figures"), ["../../x"]),
    ("compare", ("seed",), 7),
    ("ablate", ("asked", "without"), ["x"]),
    ("sweep", ("asked", "study"), {}),
    ("sweep", ("asked", "page"), "elsewhere.md"),
    ("sweep", ("design", "points"), []),
)


@pytest.mark.parametrize("verb", VERBS, ids=lambda words: words[0])
@pytest.mark.parametrize(("kind", "path", "value"), CHOSEN)
def test_no_verb_works_on_a_changed_manifest(
    kind: str, path: tuple[str, ...], value: Any, verb: tuple[str, ...], made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made)
    folder = Path(kind)
    text = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(json.dumps(broken(told(folder), path, value)))
    before = contents(made)
    try:
        if verb == ("load",):
            with pytest.raises((Unusable, Damaged)):
                sim.load(folder)
            return
        said = CliRunner().invoke(app, [verb[0], str(folder), *verb[1:]])
        assert said.exit_code == 3 if verb[0] == "verify" else said.exit_code in (2, 3), said.output
        assert len(said.stderr.splitlines()) == 1, said.stderr
        assert MANIFEST in said.stderr
        assert contents(made) == before
    finally:
        (folder / MANIFEST).write_text(text)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [words[0] for words in WORDS])
def test_no_part_of_a_manifest_without_digest_leads_to_a_foreign_error(
    kind: str, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest off, a fault can pass as another thing that was asked: whatever comes of it is no traceback."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made / "other", "other")
    whole = {key: part for key, part in told(made / kind).items() if key != "digest"}
    for path, value in faults(whole):
        shutil.rmtree(kind, ignore_errors=True)
        shutil.copytree(made / kind, kind)
        (Path(kind) / MANIFEST).write_text(json.dumps(broken(whole, path, value)))
        with contextlib.suppress(Unusable):
            told(Path(kind))
            for verb in VERBS[:-1]:
                said = CliRunner().invoke(app, [verb[0], kind, *verb[1:]])
                assert said.exception is None or isinstance(said.exception, SystemExit), (path, value, said.exception)
            assert {one.name for one in tmp_path.iterdir()} <= {kind, "other", "exported"}
            shutil.rmtree("exported", ignore_errors=True)
            Path("exported").unlink(missing_ok=True)


@pytest.mark.parametrize("verb", [words for words in VERBS if words[0] not in ("verify", "load")], ids=lambda w: w[0])
@pytest.mark.parametrize("file", ["summary.csv", "timeseries.parquet", "scenario.resolved.drift.yaml"])
def test_no_verb_reads_a_changed_file_or_vouches_for_it(
    file: str, verb: tuple[str, ...], made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made)
    folder = tmp_path / "changed"
    shutil.copytree("compare", folder)
    content = bytearray((folder / file).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / file).write_bytes(content)
    said = CliRunner().invoke(app, [verb[0], str(folder), *verb[1:]])
    if file == "summary.csv" and verb[0] in ("resume", "extend"):  # made again from the runs
        assert said.exit_code == 0
        assert CliRunner().invoke(app, ["verify", str(folder)]).exit_code == 0
        return
    assert said.exit_code == 3
    assert f"{folder / file}: has changed" in said.stderr
    assert CliRunner().invoke(app, ["verify", str(folder)]).exit_code == 3


def test_a_directory_without_a_digest_is_read_and_said_to_have_none(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "compare", tmp_path / "old")
    folder = tmp_path / "old"
    said = {key: part for key, part in told(folder).items() if key != "digest"}
    (folder / MANIFEST).write_text(json.dumps(said))
    assert len(sim.load(folder).summary)
    verified = CliRunner().invoke(app, ["verify", str(folder)])
    assert verified.exit_code == 0
    assert "has no digest" in verified.stdout


@pytest.mark.parametrize("verb", [("resume", "-q"), pytest.param(("report",), marks=pytest.mark.slow)])
def test_additional_files_and_the_log_of_others_are_never_vouched_for(
    verb: tuple[str, ...], made: Path, tmp_path: Path
) -> None:
    shutil.copytree(made / "compare", tmp_path / "mine")
    folder = tmp_path / "mine"
    (folder / "mine.csv").write_text("a\n1\n")
    with (folder / "log.jsonl").open("a") as log:
        log.write("forged\n")
    assert CliRunner().invoke(app, [verb[0], str(folder), *verb[1:]]).exit_code == 0
    said = CliRunner().invoke(app, ["verify", str(folder)])
    assert said.exit_code == 3
    assert "mine.csv: is additional" in said.stdout
    assert "log.jsonl: has changed" in said.stdout


@pytest.mark.parametrize("name", ["timeseries", "runs"])
def test_a_damaged_table_is_made_again_with_the_same_bytes(name: str, made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "compare", tmp_path / "spoilt")
    file = tmp_path / "spoilt" / f"{name}.parquet"
    written = file.read_bytes()
    file.write_bytes(written[:20])
    assert CliRunner().invoke(app, ["resume", str(file.parent), "-q"]).exit_code == 3
    said = CliRunner().invoke(app, ["resume", str(file.parent), "-q", "--repair"])
    assert said.exit_code == 0, said.output
    assert file.read_bytes() == written
    assert "is not what was first written" not in said.stderr
    assert CliRunner().invoke(app, ["verify", str(file.parent)]).exit_code == 0


def test_the_newest_unfinished_directory_is_found_first(made: Path, tmp_path: Path) -> None:
    for name, status in (("a", "complete"), ("b", "running"), ("c", "complete")):
        shutil.copytree(made / "compare", tmp_path / name)
        seal(tmp_path / name, {**told(tmp_path / name), "status": status})
    (tmp_path / "latest").write_text("c")
    assert followed(tmp_path) == followed(tmp_path / "latest") == tmp_path / "c"
    assert followed(tmp_path, unfinished=True) == tmp_path / "b"
    (tmp_path / "b" / MANIFEST).unlink()
    assert followed(tmp_path, unfinished=True) == tmp_path / "c"

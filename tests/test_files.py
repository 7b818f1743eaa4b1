import ast
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import sim.files
from sim.files import append_line, replacing, write_bytes, write_text

PACKAGE = Path(sim.files.__file__).parent


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_text_is_written_as_it_stands_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_text(tmp_path / "new" / "村.txt", "改居\r\nline\n")
    assert (tmp_path / "new" / "村.txt").read_bytes() == "改居\r\nline\n".encode()
    assert names_in(tmp_path / "new") == ["村.txt"]


def test_a_later_writer_replaces_the_file(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", b"a longer first content")
    write_bytes(tmp_path / "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"second"


def test_a_failing_writer_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    write_text(tmp_path / "table.csv", "old")

    def fail() -> None:
        with replacing(tmp_path / "table.csv") as beside:
            beside.write_text("half of")
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        fail()
    assert (tmp_path / "table.csv").read_text() == "old"
    assert names_in(tmp_path) == ["table.csv"]


def test_a_writer_that_wrote_nothing_is_an_error_and_not_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "figure.png"):
        pass
    assert names_in(tmp_path) == []


def test_a_library_sees_the_suffix_and_an_empty_place(tmp_path: Path) -> None:
    with replacing(tmp_path / "figure.svg") as beside:
        assert beside.suffix == ".svg"
        assert beside.parent == tmp_path
        assert not beside.exists()
        beside.write_text("<svg/>")
    assert names_in(tmp_path) == ["figure.svg"]


def test_a_killed_writer_leaves_no_half_file_under_the_final_name(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from sim.files import replacing\n"
        "with replacing(Path(sys.argv[1])) as beside:\n"
        "    beside.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    final = tmp_path / "runs.parquet"
    done = subprocess.run([sys.executable, "-c", program, str(final)], cwd=PACKAGE.parent, check=False)
    assert done.returncode != 0
    assert not final.exists()
    write_text(final, "whole")
    assert final.read_text() == "whole"


def test_many_writers_of_one_name_leave_one_whole_content(tmp_path: Path) -> None:
    contents = [bytes([65 + i]) * 50_000 for i in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: write_bytes(tmp_path / "one", content), contents * 3))
    assert (tmp_path / "one").read_bytes() in contents
    assert names_in(tmp_path) == ["one"]


def test_lines_are_appended_and_an_unfinished_one_does_not_spoil_the_next(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    append_line(log, '{"run": 1}')
    with log.open("a") as killed:
        killed.write('{"run"')
    append_line(log, '{"run": 3}')
    append_line(log, '{"run": 4}')
    assert log.read_text().splitlines() == ['{"run": 1}', '{"run"', '{"run": 3}', '{"run": 4}']


def test_a_log_line_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no line end"):
        append_line(tmp_path / "log", "two\nlines")
    assert not (tmp_path / "log").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of this kind are POSIX")
def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_text(tmp_path / "ours", "x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def writes(path: Path) -> list[str]:
    """Name the calls by which a module opens a file for writing by itself."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [f"{path.relative_to(PACKAGE)}:{call.lineno}" for call in calls if opens_for_writing(call)]


def opens_for_writing(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute):
        of_files = isinstance(call.func.value, ast.Name) and call.func.value.id == "files"
        if call.func.attr in {"write_text", "write_bytes", "touch", "mkstemp", "NamedTemporaryFile"} and not of_files:
            return True
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    arguments = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    texts = [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return name == "open" and any(set(text) <= set("rwaxbt+") and set(text) & set("wax+") for text in texts)


def test_only_files_opens_a_file_for_writing() -> None:
    others = [path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "files.py"]
    assert [call for path in others for call in writes(path)] == []
    assert len(writes(PACKAGE / "files.py")) == 2

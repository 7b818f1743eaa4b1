"""Do the tests notice when the model is wrong? ``python -m tests.mutants --number 100 --seed 1 --jobs 2``.

Small faults are put, one at a time, into copies of the rules, the phases, the month and the policies: a sign turned,
a bound moved, an argument swapped, a term dropped. For each the quick tests of the model run until one fails. A fault
that no test notices is printed as the line it changed. Some survivors change nothing that can be seen (equivalent
mutants); they are listed with the others, for a person to judge.

The kind of fault is drawn first and its place second, so that the many declared constants do not crowd out the rest.
The work tree is never touched.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parents[1]
MUTATED = ("sim/rules/*.py", "sim/phases/*.py", "sim/month.py", "sim/policies/*.py")
COPIED = ("sim", "tests", "scenarios", "pyproject.toml", "conftest.py")
STAGES = (
    ("golden", ("tests/golden",)),
    ("rules and contracts", ("sim/rules", "sim/policies", "tests/rules", "tests/policies", "tests/contracts")),
    ("properties", ("tests/properties", "tests/measures")),
)
ENOUGH = 0.85
PATIENCE = 300.0

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
UNSHRUNK = """from hypothesis import Phase, settings

settings.register_profile("mutants", phases=[Phase.explicit, Phase.generate], deadline=None)
settings.load_profile("mutants")
"""
"""A failing example is enough here; making it small would take minutes."""
DECLARATIONS = {"declared", "declared_word", "_term", "_word", "Step", "Wave"}
"""Swapping what these are told breaks the import: too easy to notice to be worth a trial."""
NAMES = {"minimum": "maximum", "maximum": "minimum", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One fault: in which file, what kind, the file's text with it, and the lines it changes."""

    path: str
    kind: str
    text: str
    line: int
    before: str
    after: str


def mutants(root: Path) -> list[Mutant]:
    """Return every fault that can be made, in the order of the files."""
    found = []
    for path in sorted(path for pattern in MUTATED for path in root.glob(pattern)):
        text = path.read_text("utf-8")
        for node in _code(ast.parse(text)):
            for kind, changed in _faults(node):
                mutant = _mutant(str(path.relative_to(root)), text, node, kind, changed)
                if mutant is not None:
                    found.append(mutant)
    return found


def _code(node: ast.AST) -> Iterator[ast.expr | ast.If]:
    """Yield the expressions that are run: no annotations, imports, decorators or texts."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_comment"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.expr | ast.If):
                yield child
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                yield from _code(child)


def _faults(node: ast.expr | ast.If) -> Iterator[tuple[str, ast.expr]]:
    makers: dict[type[ast.AST], Callable[..., Iterator[tuple[str, ast.expr]]]] = {
        ast.BinOp: _operators, ast.BoolOp: _operators, ast.Compare: _comparisons, ast.Constant: _constants,
        ast.Call: _calls, ast.IfExp: _conditions, ast.If: _conditions, ast.UnaryOp: _signs,
    }  # fmt: skip
    if type(node) in makers:
        yield from makers[type(node)](node)


def _operators(node: ast.BinOp | ast.BoolOp) -> Iterator[tuple[str, ast.expr]]:
    if type(node.op) in SWAPS:
        swapped = copy.deepcopy(node)
        swapped.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
        yield "operator", swapped
    if isinstance(node, ast.BinOp):
        yield "dropped term", node.left
        yield "dropped term", node.right


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.expr]]:
    for i, op in enumerate(node.ops):
        if type(op) in SWAPS:
            swapped = copy.deepcopy(node)
            swapped.ops[i] = SWAPS[type(op)]()  # type: ignore[call-overload]
            yield "comparison", swapped


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return
    yield "constant", ast.Constant(node.value + 1)
    if isinstance(node.value, float) and node.value:
        yield "constant", ast.Constant(node.value * 1.5)


def _calls(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in NAMES:
        other = copy.deepcopy(node)
        setattr(other.func, "attr" if isinstance(other.func, ast.Attribute) else "id", NAMES[name])
        yield "minimum or maximum", other
    if name in DECLARATIONS:
        return
    for i in range(len(node.args) - 1):
        other = copy.deepcopy(node)
        other.args[i], other.args[i + 1] = other.args[i + 1], other.args[i]
        yield "swapped arguments", other
    for i in range(len(node.keywords) - 1):
        other = copy.deepcopy(node)
        one, two = other.keywords[i], other.keywords[i + 1]
        one.value, two.value = two.value, one.value
        yield "swapped arguments", other


def _conditions(node: ast.If | ast.IfExp) -> Iterator[tuple[str, ast.expr]]:
    yield "negated condition", ast.UnaryOp(ast.Not(), node.test)


def _signs(node: ast.UnaryOp) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node.op, ast.Invert | ast.USub | ast.Not):
        yield "dropped sign", node.operand


def _mutant(path: str, text: str, node: ast.expr | ast.If, kind: str, changed: ast.expr) -> Mutant | None:
    """Return the file with one expression replaced, or nothing if that is the same or no Python."""
    place = node.test if isinstance(node, ast.If | ast.IfExp) else node
    if ast.dump(place) == ast.dump(changed):
        return None
    lines = [line.encode() for line in text.splitlines(keepends=True)]
    first, last = place.lineno - 1, (place.end_lineno or place.lineno) - 1
    head, tail = lines[first][: place.col_offset], lines[last][place.end_col_offset :]
    written = head + b"(" + ast.unparse(ast.fix_missing_locations(changed)).encode() + b")" + tail
    whole = b"".join([*lines[:first], written, *lines[last + 1 :]]).decode()
    with warnings.catch_warnings(action="ignore"):
        try:
            compile(whole, path, "exec")
        except SyntaxError:
            return None
    before = b" ".join(line.strip() for line in lines[first : last + 1]).decode()
    return Mutant(path, kind, whole, place.lineno, before, written.decode().strip())


def chosen(root: Path, number: int, seed: int) -> list[Mutant]:
    """Return some mutants: a kind is drawn, then one of its places, none of them twice."""
    chance = random.Random(seed)
    by_kind: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants(root):
        by_kind[mutant.kind].append(mutant)
    for kind in sorted(by_kind):
        chance.shuffle(by_kind[kind])
    found: list[Mutant] = []
    while by_kind and len(found) < number:
        kind = chance.choice(sorted(by_kind))
        found.append(by_kind[kind].pop())
        if not by_kind[kind]:
            del by_kind[kind]
    return found


def take(source: Path, folder: Path) -> None:
    """Copy what the tests need."""
    folder.mkdir()
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copy(source / name, folder / name)


class Place:
    """A copy of what the tests need, in which one mutant at a time lives."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.folder = folder
        self.changes = time.time_ns() // 10**9
        take(source, folder)
        (folder / "tests" / "conftest.py").write_text(UNSHRUNK, "utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a file with a time of its own, so that no stale bytecode is taken for it."""
        (self.folder / path).write_text(text, "utf-8")
        self.changes += 2
        os.utime(self.folder / path, (self.changes, self.changes))

    def noticed(self) -> str | None:
        """Return the first stage of tests that fails or does not end, nothing if all pass."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
        for name, folders in STAGES:
            try:
                ended = subprocess.run(
                    [*command, *folders], cwd=self.folder, capture_output=True, text=True, timeout=PATIENCE, check=False
                )
            except subprocess.TimeoutExpired:
                return f"{name} (never ended)"
            if ended.returncode != 0:
                return f"{name}: {_culprit(ended.stdout)}"
        return None

    def try_out(self, mutant: Mutant) -> str | None:
        """Return what noticed a mutant, and put the file back."""
        original = (self.folder / mutant.path).read_text("utf-8")
        self.write(mutant.path, mutant.text)
        try:
            return self.noticed()
        finally:
            self.write(mutant.path, original)


def _culprit(said: str) -> str:
    """Return the test that failed first, as pytest's summary names it."""
    lines = [line for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[0].split(" - ")[0].split("::")[-1] if lines else "the tests could not start"


def try_all(source: Path, tried: list[Mutant], jobs: int, say: Callable[[str], object]) -> list[str | None]:
    """Return what noticed each mutant, in their order."""
    places = [Place(source, source.with_name(f"place{job}")) for job in range(jobs)]
    healthy = places[0].noticed()
    if healthy is not None:
        raise SystemExit(f"the tests fail without any mutant: {healthy}")
    free: Queue[Place] = Queue()
    for place in places:
        free.put(place)
    with ThreadPoolExecutor(jobs) as pool:

        def one(mutant: Mutant) -> str | None:
            place = free.get()
            try:
                by = place.try_out(mutant)
            finally:
                free.put(place)
            say(f"{'killed by ' + by if by else 'SURVIVED'}: {mutant.path}:{mutant.line} {mutant.kind}\n")
            return by

        return list(pool.map(one, tried))


def report(tried: list[Mutant], noticed: list[str | None]) -> str:
    """Return the count of the killed and the lines the survivors changed."""
    killed = Counter(by.split(":")[0] for by in noticed if by)
    lines = [f"{killed.total()} of {len(tried)} mutants killed: {dict(killed)}"]
    for mutant, by in zip(tried, noticed, strict=True):
        if by is None:
            lines += [f"{mutant.path}:{mutant.line} ({mutant.kind})", f"- {mutant.before}", f"+ {mutant.after}"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Try mutants and say what became of them; 1 if too many survive."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--number", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        take(ROOT, source)
        tried = chosen(source, given.number, given.seed)
        noticed = try_all(source, tried, given.jobs, sys.stderr.write)
    sys.stdout.write(report(tried, noticed))
    return 0 if sum(by is not None for by in noticed) >= ENOUGH * len(tried) else 1


if __name__ == "__main__":
    raise SystemExit(main())

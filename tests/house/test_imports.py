"""Modules import downwards only: no cycle, also not through an import inside a function, and none by string."""

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).parents[2]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(path.read_text("utf-8"))
    for path in sorted((ROOT / "sim").rglob("*.py"))
}
BY_NAME = {
    "sim": "the front door, whose names are imported when they are used",
    "sim.cli": "the module of the verb that is called",
    "sim.cli.experiments": "the module of the verb that made a directory",
    "sim.cli.doctor": "dependencies that may be missing",
}
"""Modules that import others by a name known only when they run, and which."""


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield what a module imports when it runs, wherever in it; what is imported for types alone is not."""
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in typed:
            whole = (f"{node.module}.{name.name}" for name in node.names)
            yield from (each if each in MODULES else node.module for each in whole)


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = nx.DiGraph((name, other) for name, tree in MODULES.items() for other in imported(tree) if other != name)
    assert graph.number_of_edges() > 1000
    assert [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1] == []


def test_modules_are_imported_by_string_where_it_is_said_why() -> None:
    found = {name for name, tree in MODULES.items() if "import_module(" in ast.unparse(tree)}
    assert found == set(BY_NAME)

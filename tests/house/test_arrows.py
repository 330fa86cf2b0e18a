"""Who may import whom. The list of arrows is in pyproject.toml; here it is made to hold."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.house.source import ROOT, files, name

# A view may hold a connection and know what can go wrong with it; it can ask nothing by itself.
HELD = {"Connection"}


def loaded_by(module: str) -> set[str]:
    """The top-level packages in memory after importing the module in a fresh Python."""
    program = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_every_arrow_of_the_house_holds() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ["webapp.barcodes", "webapp.rules"])
def test_a_pure_room_loads_neither_the_web_nor_the_database(room: str) -> None:
    assert loaded_by(room).isdisjoint({"flask", "sqlalchemy", "werkzeug", "babel"})


@pytest.mark.parametrize("room", ["webapp.imaging", "webapp.labels"])
def test_pictures_and_labels_load_neither_the_web_nor_the_database(room: str) -> None:
    assert loaded_by(room).isdisjoint({"flask", "sqlalchemy", "werkzeug"})


def test_the_bootstrap_loads_the_standard_library_alone() -> None:
    foreign = loaded_by("webapp.serving.bootstrap") - sys.stdlib_module_names - {"__main__"}
    # A development environment may load hooks of its own at every start of Python.
    assert foreign - loaded_by("this") == {"webapp"}


def test_no_view_asks_the_database_itself() -> None:
    asked = [
        f"{name(path)}:{node.lineno}"
        for path in files("webapp/blueprints", suffixes={".py"})
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom) and brings_queries(node)
    ]
    assert asked == []


def brings_queries(node: ast.Import | ast.ImportFrom) -> bool:
    """Whether the import brings what a query is made of."""
    if isinstance(node, ast.Import):
        return any(alias.name.split(".")[0] == "sqlalchemy" for alias in node.names)
    module = node.module or ""
    if module.split(".")[0] != "sqlalchemy" or module == "sqlalchemy.exc":
        return False
    return not {alias.name for alias in node.names} <= HELD

"""Who may import whom. The list of arrows is in pyproject.toml; here it is made to hold."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.source import ROOT


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

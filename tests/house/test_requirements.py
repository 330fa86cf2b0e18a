"""The pins: all of them exact, and none of the program's libraries forgotten."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from itertools import chain

import pytest

from tests.house.source import ROOT, files


def pinned(requirements: str) -> set[str]:
    """The names in the file, as package indexes compare them."""
    lines = (ROOT / requirements).read_text().splitlines()
    return {comparable(line.split("==")[0]) for line in lines if "==" in line}


def comparable(distribution: str) -> str:
    """A distribution's name with its spellings made equal (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported_by_the_program() -> set[str]:
    """The top-level modules that webapp imports from elsewhere."""
    nodes = chain.from_iterable(
        ast.walk(ast.parse(path.read_text("utf-8"))) for path in files("webapp", suffixes={".py"})
    )
    modules: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module.split(".")[0])
    return modules - sys.stdlib_module_names - {"webapp"}


@pytest.mark.parametrize("requirements", ["requirements.txt", "requirements-dev.txt"])
def test_every_library_is_pinned_to_one_version(requirements: str) -> None:
    lines = [line.split("#")[0].strip() for line in (ROOT / requirements).read_text().splitlines()]
    loose = [line for line in lines if line and not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert set(loose) <= {"-r requirements.txt"}


def test_every_library_the_program_imports_is_among_the_pins() -> None:
    homes = packages_distributions()
    pins = pinned("requirements.txt")
    missing = {
        module
        for module in imported_by_the_program()
        if not pins & {comparable(home) for home in homes.get(module, [])}
    }
    assert missing == set()

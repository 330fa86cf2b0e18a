"""Clones of the program for tests that start it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.clone import RUNNING, Clone, Started, copy_program, free_port, furnish


@pytest.fixture
def fresh_clone(tmp_path: Path) -> Iterator[Clone]:
    """A clone that was never started."""
    clone = copy_program(tmp_path / "clone")
    yield clone
    clone.stop_all()


@pytest.fixture(scope="module")
def furnished_clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A clone whose libraries are installed, with an empty instance folder."""
    clone = copy_program(tmp_path_factory.mktemp("furnished") / "clone")
    furnish(clone)
    yield clone
    clone.stop_all()


@pytest.fixture(scope="module")
def port() -> int:
    """A free port whose HTTPS neighbour is free too."""
    return free_port()


@pytest.fixture(scope="module")
def running(furnished_clone: Clone, port: int) -> Started:
    """`make run` in the furnished clone, up and serving on `port`."""
    started = furnished_clone.start(PORT=str(port))
    started.until(RUNNING)
    return started

"""What every race shares: a crew in one process or in four, a warehouse with eight workers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import people
from tests.scenarios.crew import HANDS, Crew, Threads, processes
from tests.warehouse import NOW, Warehouse, warehouse_of
from webapp.models import Role, User
from webapp.operations.verify import verify


@pytest.fixture(scope="session")
def four_processes() -> Iterator[Crew]:
    """Four processes, started once for all stories."""
    with processes() as crew:
        yield crew


@pytest.fixture(params=["threads", "processes"])
def crew(request: pytest.FixtureRequest) -> Crew:
    """Eight hands in one process, or in four."""
    if request.param == "threads":
        return Threads()
    found: Crew = request.getfixturevalue("four_processes")
    return found


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """The small warehouse with eight workers; in the end the laws hold."""
    house = warehouse_of(app)
    with house.act() as work:
        for number in range(HANDS):
            name = f"worker {number}"
            user = User(name=name, role=Role.WORKER, language="en", created_at=NOW)
            work.session.add(user)
            work.session.flush()
            house.ids[name] = user.id
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def tokens(app: Flask, house: Warehouse) -> list[str]:
    """A token for each worker."""
    return [people.token(app, house.ids[f"worker {number}"]) for number in range(HANDS)]

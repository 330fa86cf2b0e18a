"""What every test can ask for: an app on a fresh database, on both engines.

A test that uses `app`, `client`, `runner`, `database_url`, `empty_database_url` or `new_database`
runs once on SQLite and once on PostgreSQL; `--database sqlite` or `postgresql` picks one.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.compiled import Templates, compile_addresses_once
from tests.databases import Engine, postgresql_server, sqlite_folder
from webapp.app import create_app
from webapp.extensions import db
from webapp.operations import passwords

ENGINES = ("sqlite", "postgresql")

# A busy machine is no fault of the code: no deadline, no complaint about slow data.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")

compile_addresses_once()
TEMPLATES = Templates()
# Hundreds of people sign in to tests; what a digest costs is asked in tests/operations alone.
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=(*ENGINES, "both"),
        default="both",
        help="the engine that tests with a database run on (default: both, one after the other)",
    )


def pytest_collection_finish() -> None:
    """Look for garbage less often: every test makes the whole program anew, out of small pieces.

    With the usual settings a third of a test's time goes into looking.
    """
    gc.set_threshold(100_000, 50, 100)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        asked = metafunc.config.getoption("--database")
        engines = ENGINES if asked == "both" else (asked,)
        metafunc.parametrize("engine", engines, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about a PostgreSQL server itself where the other engine was asked for."""
    if config.getoption("--database") == "sqlite":
        about = [item for item in items if "cluster" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=about)
        items[:] = [item for item in items if item not in about]


@pytest.fixture(scope="session")
def sqlite() -> Iterator[Engine]:
    """Where fresh SQLite databases come from: files of this session."""
    with sqlite_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Engine]:
    """Where fresh PostgreSQL databases come from: a server started for this session."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine this run of the test is on."""
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def new_database(engine: Engine) -> Iterator[Callable[[], str]]:
    """Makes a migrated database without a row at each call; all are dropped after the test."""
    made: list[str] = []

    def make() -> str:
        made.append(engine.migrated())
        return made[-1]

    yield make
    for url in made:
        engine.drop(url)


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    """A migrated database without a row."""
    return new_database()


@pytest.fixture
def empty_database_url(engine: Engine) -> Iterator[str]:
    """A database without a table."""
    url = engine.empty()
    yield url
    engine.drop(url)


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes an app with the settings given; its connections are closed after the test."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        usual = {"TESTING": True, "SECRET_KEY": "for tests", "INSTANCE_PATH": tmp_path / "instance"}
        app = create_app(usual | settings)
        app.jinja_env.bytecode_cache = TEMPLATES
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    """The whole program on a migrated database without a row."""
    return make_app(DATABASE_URL=database_url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """The command line of the app."""
    return app.test_cli_runner()

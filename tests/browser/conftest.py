"""A real browser before the running program, on a fresh demo warehouse for every test.

One browser serves the whole session, with a camera that shows what a test holds up to it; every
test has a context of its own. Whatever happens, nothing may be asked of a foreign host, and the
console stays without errors.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.camera import Feed
from tests.browser.scanner import HOLDING
from tests.browser.server import Served, served
from tests.browser.watch import Watch
from tests.browser.worker import Person
from tests.databases import Engine, Sqlite, url_of
from webapp.app import create_app
from webapp.demo.load import load
from webapp.extensions import db

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}
# Two cores that serve, draw and decode at once have slow moments.
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """What the camera of the browser looks at."""
    return Feed(tmp_path_factory.mktemp("camera") / "feed.y4m")


@pytest.fixture(scope="session")
def browser(feed: Feed) -> Iterator[Browser]:
    """Debian's chromium, without a window."""
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={feed.path}",
    ]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demo_book(tmp_path_factory: pytest.TempPathFactory, sqlite: Sqlite) -> Path:
    """The demo warehouse as an SQLite file, written once and copied for every test."""
    url = sqlite.migrated()
    furnish(url, tmp_path_factory.mktemp("demo"))
    return Path(url.removeprefix("sqlite:///"))


def furnish(url: str, instance: Path) -> None:
    """Load the demo warehouse into a migrated database."""
    app = create_app({"DATABASE_URL": url, "SECRET_KEY": "for tests", "INSTANCE_PATH": instance})
    with app.app_context():
        load(db.engine, "UTC")
        db.engine.dispose()


@pytest.fixture
def serve(make_app: Callable[..., Flask]) -> Iterator[Callable[[str], Served]]:
    """Serves the program on the database with the given URL, until the test ends."""
    with ExitStack() as running:
        yield lambda url: running.enter_context(served(make_app(DATABASE_URL=url)))


@pytest.fixture
def program(serve: Callable[[str], Served], demo_book: Path, tmp_path: Path) -> Served:
    """The program on a fresh demo warehouse, on SQLite."""
    copy = tmp_path / "book.sqlite3"
    shutil.copyfile(demo_book, copy)
    return serve(url_of(copy))


@pytest.fixture
def program_on(
    engine: Engine, new_database: Callable[[], str], serve: Callable[[str], Served], tmp_path: Path
) -> Served:
    """The program on a fresh demo warehouse, once on each engine."""
    url = new_database()
    furnish(url, tmp_path)
    return serve(url)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Listens to every page of the test, and objects at its end."""
    watching = Watch()
    yield watching
    assert watching.complaints() == []


@pytest.fixture
def new_context(browser: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers that know nothing: a phone unless told otherwise."""
    made: list[BrowserContext] = []

    def make(**more: Any) -> BrowserContext:
        options = {"viewport": PHONE, "locale": "en-GB", "timezone_id": "UTC"} | more
        made.append(browser.new_context(**options))
        made[-1].set_default_timeout(10_000)
        made[-1].add_init_script(HOLDING)
        watch.over(made[-1])
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def person(new_context: Callable[..., BrowserContext]) -> Callable[..., Person]:
    """Somebody with a phone of their own, before a program that is served."""

    def at(where: Served, **more: Any) -> Person:
        context = new_context(**more)
        page = context.new_page()
        return Person(page, context.new_cdp_session(page), where.url)

    return at


@pytest.fixture
def worker(program: Served, person: Callable[..., Person], watch: Watch) -> Person:
    """A worker, signed in, at home; without the service worker, which has tests of its own."""
    watch.allow("Service Worker registration blocked by Playwright")
    return at_home(person(program, service_workers="block"))


@pytest.fixture
def installed(program: Served, person: Callable[..., Person]) -> Person:
    """A worker, signed in, at home, with all that the browser keeps of the app."""
    return at_home(person(program))


def at_home(someone: Person) -> Person:
    """Signed in and ready to scan."""
    someone.come_in()
    someone.ready()
    return someone

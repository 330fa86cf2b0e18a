"""Beyond Python: libzbar, PostgreSQL's clients for backups, a browser and a server for tests."""

from __future__ import annotations

import ctypes.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from webapp.serving import packages, processes
from webapp.serving.environment import Environment
from webapp.serving.problems import CannotRun, say

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def offer_zbar(environment: Environment) -> None:
    """Install libzbar where that needs no question; without it, say once what is lost.

    The stamp keeps a machine without network from waiting for apt at every start.
    """
    stamp = environment.folder / ".zbar-tried"
    if has_zbar():
        return
    if not stamp.exists():
        stamp.touch()
        say("Installing the system package libzbar0 …")
        if packages.install("libzbar0") and has_zbar():
            return
    say(
        "libzbar is missing, so pictures are read by zxing-cpp alone. To add it: "
        + packages.line_to_type("libzbar0")
    )


def has_zbar() -> bool:
    """Whether the library that pyzbar loads is there."""
    return ctypes.util.find_library("zbar") is not None


def need_chromium(environment: Environment) -> None:
    """A chromium for the browser tests: the system's, else Playwright's own."""
    need("a browser", chromium, lambda: fetch_chromium(environment))


def need_postgresql() -> None:
    """The server binaries, for the throwaway servers of the tests."""
    need("PostgreSQL", postgresql, lambda: packages.install("postgresql"))


def need(what: str, find: Callable[[], Path | None], fetch: Callable[[], object]) -> None:
    """Fetch what cannot be found; raises CannotRun when it still cannot."""
    if find():
        return
    say(f"Installing {what} for the tests (needed once) …")
    fetch()
    if not find():
        raise CannotRun(
            f"The tests need {what}, and it could not be installed. Type this line, then start"
            f" again: {packages.line_to_type('chromium', 'postgresql')}"
        )


def fetch_chromium(environment: Environment) -> None:
    """From the system's packages, and when that gives none that starts, from Playwright."""
    packages.install("chromium")
    if chromium() is None:
        playwrights(environment)


def chromium() -> Path | None:
    """The browser for the tests: CHROMIUM where it is set, the system's, or Playwright's own.

    One that cannot even say its version is passed over: Ubuntu's package is a shell around a snap
    that a container does not have.
    """
    named = (os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUM_NAMES))
    fetched = sorted(Path.home().glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome"))
    found = [Path(name) for name in named if name] + fetched
    return next((path for path in found if starts(path)), None)


def starts(browser: Path) -> bool:
    """Whether the browser is there and runs."""
    return browser.is_file() and processes.succeeds(browser, "--version")


def playwrights(environment: Environment) -> bool:
    """Fetch Playwright's own chromium, with the system's libraries for it where that is allowed."""
    fetch = (environment.python, "-m", "playwright", "install")
    if packages.without_asking() is not None:
        return processes.succeeds(*fetch, "--with-deps", "chromium")
    return processes.succeeds(*fetch, "chromium")


def postgresql() -> Path | None:
    """The folder of initdb and postgres: on the path, or where Debian and Ubuntu keep them."""
    on_path = shutil.which("initdb")
    kept = [*([Path(on_path)] if on_path else []), *debians("initdb")]
    return next((path.resolve().parent for path in kept if path.is_file()), None)


def postgresql_clients() -> Path | None:
    """The folder of pg_dump, pg_restore and psql: POSTGRESQL_BIN where it is set, else the newest
    of Debian's, else one on the path.

    Debian's own pg_dump on the path is a script that chooses a version by the local server.
    """
    folders = [path.parent for path in debians("pg_dump")]
    if named := os.environ.get("POSTGRESQL_BIN"):
        folders = [Path(named)]
    elif on_path := shutil.which("pg_dump"):
        folders.append(Path(on_path).parent)
    return next((one for one in folders if all((one / name).is_file() for name in CLIENTS)), None)


CLIENTS = ("pg_dump", "pg_restore", "psql")


def debians(program: str) -> list[Path]:
    """Debian keeps one folder per major version; the newest first."""
    found = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    return sorted(found, key=lambda path: float(path.parent.parent.name), reverse=True)

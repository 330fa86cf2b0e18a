"""Every setting: its name in the environment, its default, and a sentence why.

A setting is read once, when the app is made; the README lists the same names. `create_app` takes a
mapping that wins over the environment, which is how tests ask for a database of their own.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent


class SettingRefusedError(ValueError):
    """A setting in the environment cannot be used; the message names it and its value."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: `default` may be a value or a function of the instance folder."""

    name: str
    default: Any
    read: Callable[[str], Any]
    why: str


def yes(value: str) -> bool:
    """Read 1/true/yes/on as true and 0/false/no/off as false; anything else is a ValueError."""
    known = {"1": True, "true": True, "yes": True, "on": True}
    known |= {"0": False, "false": False, "no": False, "off": False, "": False}
    if value.strip().lower() not in known:
        raise ValueError("yes or no was expected")
    return known[value.strip().lower()]


def database_url(value: str) -> str:
    """Name the driver where a plain postgresql:// URL leaves it open: ours is psycopg 3."""
    for plain in ("postgres://", "postgresql://"):
        if value.startswith(plain):
            return "postgresql+psycopg://" + value.removeprefix(plain)
    return value


SETTINGS = (
    Setting(
        "DATABASE_URL",
        lambda instance: f"sqlite:///{instance / 'lotwise.sqlite3'}",
        database_url,
        "Where the book is kept. Unset: SQLite in instance/, which is enough for one warehouse.",
    ),
    Setting(
        "SECRET_KEY",
        lambda instance: kept_secret(instance / "secret_key"),
        str,
        "Signs the session cookies. Unset: made once and kept in instance/secret_key.",
    ),
    Setting(
        "WAREHOUSE_TIMEZONE",
        "UTC",
        str,
        "One zone decides what today is: a lot is usable through the end of its day here.",
    ),
    Setting(
        "IDLE_MINUTES",
        30,
        int,
        "A session left alone this long ends; a shared handheld must not stay somebody's.",
    ),
    Setting(
        "LEASE_MINUTES",
        15,
        int,
        "How long work stays a worker's after their last scan of it: a long walk or a talk with a"
        " supervisor, not a break. Until then nobody takes it over by one scan.",
    ),
    Setting(
        "SECURE_COOKIES",
        False,
        yes,
        "Send cookies over HTTPS only. Off by default: handhelds may use plain HTTP on the floor.",
    ),
    Setting(
        "WRITE_WAIT_SECONDS",
        5.0,
        float,
        "How long a scan waits for the write lock before it is told to try again (503).",
    ),
    Setting(
        "REQUEST_LOG",
        lambda instance: str(instance / "requests.log"),
        str,
        "Where one line per request is written, as JSON: id, user, device, path, status, ms.",
    ),
    Setting(
        "DEFAULT_LANGUAGE",
        "en",
        str,
        "The language of pages before anybody has signed in: en or vi.",
    ),
)


def kept_secret(path: Path) -> str:
    """The secret in `path`, made on the first call; two processes starting at once agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def load(given: Mapping[str, Any], instance: Path) -> dict[str, Any]:
    """All settings by name, ready for `app.config`: `given` first, then the environment.

    Raises SettingRefusedError, naming the setting, when a value cannot be read.
    """
    values = {setting.name: value_of(setting, given, instance) for setting in SETTINGS}
    try:
        ZoneInfo(values["WAREHOUSE_TIMEZONE"])
    except (KeyError, ValueError, OSError) as unknown:
        raise SettingRefusedError(
            f"WAREHOUSE_TIMEZONE is {values['WAREHOUSE_TIMEZONE']!r}; a name such as"
            " 'Europe/Paris' or 'Asia/Ho_Chi_Minh' was expected."
        ) from unknown
    return dict(given) | values


def value_of(setting: Setting, given: Mapping[str, Any], instance: Path) -> Any:
    """The value of one setting, read from where it is given first."""
    if setting.name in given:
        value = given[setting.name]
        return setting.read(value) if isinstance(value, str) else value
    if os.environ.get(setting.name):
        try:
            return setting.read(os.environ[setting.name])
        except ValueError as unreadable:
            raise SettingRefusedError(
                f"{setting.name} is {os.environ[setting.name]!r} and cannot be read: {unreadable}."
                f" {setting.why}"
            ) from unreadable
    return setting.default(instance) if callable(setting.default) else setting.default

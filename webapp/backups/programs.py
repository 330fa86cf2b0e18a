"""PostgreSQL's client programs, found where they are and new enough for the server.

No password is ever on a command line, where every user of the machine could read it: it goes
through the environment of the program, which only its owner can.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine

from webapp.backups.files import BackupRefusedError
from webapp.serving import packages, processes
from webapp.serving.tools import postgresql_clients

SECRETS = {"password": "PGPASSWORD", "sslpassword": "PGSSLPASSWORD"}


@dataclass(frozen=True, slots=True)
class Programs:
    """Where pg_dump, pg_restore and psql are, and how they reach the database."""

    folder: Path
    address: str
    secrets: dict[str, str]

    def run(self, name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one to its end; what it has written is in the answer."""
        return subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            self.command(name, *arguments),
            env=os.environ | self.secrets,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def begin(self, command: list[str], **streams: Any) -> subprocess.Popen[bytes]:
        """Start one whose streams go elsewhere."""
        return subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
            command, env=os.environ | self.secrets, **streams
        )

    def command(self, name: str, *arguments: str | Path) -> list[str]:
        """What is run."""
        return [str(self.folder / name), *map(str, arguments)]


def programs_for(engine: Engine) -> Programs:
    """The programs for this database; refuses where there are none or only older ones."""
    folder = postgresql_clients()
    if folder is None:
        raise BackupRefusedError(
            "PostgreSQL's programs pg_dump, pg_restore and psql were not found. Type: "
            + packages.line_to_type("postgresql-client")
        )
    _, how = engine.dialect.create_connect_args(engine.url)
    # How psycopg turns values into Python's; nothing for other programs.
    how.pop("context", None)
    secrets = {SECRETS[name]: str(how.pop(name)) for name in SECRETS if name in how}
    check_new_enough(engine, folder)
    return Programs(folder, make_conninfo(**how), secrets)


def check_new_enough(engine: Engine, folder: Path) -> None:
    """pg_dump refuses servers that are newer than itself; say so before it is begun."""
    said = processes.run(folder / "pg_dump", "--version").stdout
    ours = int((re.findall(r"\d+", said) or ["0"])[0])
    with engine.connect() as connection:
        theirs = int((connection.dialect.server_version_info or (0,))[0])
    if ours < theirs:
        raise BackupRefusedError(
            f"{folder / 'pg_dump'} is version {ours}, and the server is PostgreSQL {theirs}. Type: "
            + packages.line_to_type(f"postgresql-client-{theirs}")
        )


def why(done: subprocess.CompletedProcess[str]) -> str:
    """The program's own words for what went wrong."""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    told = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
    return (told or lines or [f"exit code {done.returncode}"])[0]

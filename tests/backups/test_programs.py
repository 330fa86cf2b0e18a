"""PostgreSQL's client programs: missing, too old, and what they are told on their command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Postgresql
from tests.warehouse import warehouse_of
from webapp.extensions import db
from webapp.serving.tools import postgresql_clients

NAMES = ("pg_dump", "pg_restore", "psql")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program looks for the clients; nothing is there."""
    folder = tmp_path / "clients"
    folder.mkdir()
    monkeypatch.setenv("POSTGRESQL_BIN", str(folder))
    return folder


@pytest.fixture
def cluster_app(cluster: Postgresql, make_app: Callable[..., Flask]) -> Flask:
    """The program on PostgreSQL, with a password in its address."""
    url = cluster.migrated().replace("postgres@", "postgres:open%20sesame@")
    return make_app(DATABASE_URL=url)


@pytest.fixture
def cluster(postgresql: Postgresql) -> Postgresql:
    """These stories are about PostgreSQL alone."""
    return postgresql


def script(path: Path, *lines: str) -> None:
    """A program of these lines."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)


def backup(app: Flask, file: Path) -> tuple[int, str]:
    """Exit code, and what was said."""
    done = app.test_cli_runner().invoke(args=["backup", str(file)])
    return done.exit_code, done.output


def test_missing_programs_are_named_with_the_line_to_type(
    cluster_app: Flask, folder: Path, tmp_path: Path
) -> None:
    assert backup(cluster_app, tmp_path / "file") == (
        1,
        "Error: PostgreSQL's programs pg_dump, pg_restore and psql were not found. Type: sudo"
        " apt-get install postgresql-client\n",
    )
    assert list(tmp_path.glob("*file*")) == []


def test_programs_older_than_the_server_are_refused_before_they_begin(
    cluster_app: Flask, folder: Path, tmp_path: Path
) -> None:
    for name in NAMES:
        script(folder / name, f"echo '{name} (PostgreSQL) 9.6.24'")
    with cluster_app.app_context(), db.engine.connect() as connection:
        server = (connection.dialect.server_version_info or (0,))[0]
    assert backup(cluster_app, tmp_path / "file") == (
        1,
        f"Error: {folder}/pg_dump is version 9, and the server is PostgreSQL {server}. Type: sudo"
        f" apt-get install postgresql-client-{server}\n",
    )


def test_the_password_is_on_no_command_line(
    cluster_app: Flask,
    make_app: Callable[..., Flask],
    cluster: Postgresql,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, folder, heard = postgresql_clients(), tmp_path / "spies", tmp_path / "heard"
    folder.mkdir()
    for name in NAMES:
        note = f'echo {name} "$@" "<$PGPASSWORD>" >> {heard}'
        script(folder / name, note, f'exec {real}/{name} "$@"')
    monkeypatch.setenv("POSTGRESQL_BIN", str(folder))
    warehouse_of(cluster_app)
    file = tmp_path / "file"
    assert backup(cluster_app, file)[0] == 0
    empty = make_app(DATABASE_URL=cluster.empty().replace("postgres@", "postgres:open%20sesame@"))
    done = empty.test_cli_runner().invoke(args=["restore", str(file)])
    assert done.exit_code == 0, done.output
    told = [line.partition("<") for line in heard.read_text().splitlines()]
    assert {words.split()[0] for words, _, _ in told} == set(NAMES)
    assert [words for words, _, _ in told if "sesame" in words] == []
    assert "open sesame>" in {secret for _, _, secret in told}

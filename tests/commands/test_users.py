"""`users add` and `tokens …` on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests import people
from webapp.extensions import db
from webapp.operations.sign_in import Attempt, Way, Welcome, sign_in


def lets_in(app: Flask, way: Way, who: str, secret: str) -> bool:
    """Whether these open the door."""
    with app.app_context():
        return isinstance(sign_in(db.engine, Attempt(way, who, secret)), Welcome)


def test_a_user_is_added_with_both_secrets_from_stdin(app: Flask, runner: FlaskCliRunner) -> None:
    command = ["users", "add", "anna", "--role", "worker", "--badge", "B-17", "--password-stdin"]
    done = runner.invoke(args=command, input="a long password\n4711\n")
    assert (done.exit_code, done.output) == (0, "worker anna added.\n")
    assert lets_in(app, Way.NAME, "anna", "a long password")
    assert lets_in(app, Way.BADGE, "B-17", "4711")


def test_a_badge_without_a_pin_gets_one_that_is_shown_once(
    app: Flask, runner: FlaskCliRunner
) -> None:
    command = ["users", "add", "anna", "--role", "admin", "--badge", "B-17", "--password-stdin"]
    done = runner.invoke(args=command, input="a long password")
    assert done.output.startswith("admin anna added.\nPIN for the badge, shown only now: ")
    assert lets_in(app, Way.BADGE, "B-17", done.output.split()[-1])


def test_the_password_is_asked_for(app: Flask, runner: FlaskCliRunner) -> None:
    command = ["users", "add", "anna", "--role", "worker"]
    done = runner.invoke(args=command, input="a long password\na long password\n")
    assert done.exit_code == 0, done.output
    assert "a long password" not in done.output
    assert lets_in(app, Way.NAME, "anna", "a long password")


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "sentence"),
    [
        (["bo", "--role", "worker"], "short\n", 1, "password: A password has at least 8 char"),
        (["anna", "--role", "worker"], "long enough\n", 1, "name: There is already a user anna."),
        (["bo", "--role", "king"], "long enough\n", 2, "'king' is not one of 'worker'"),
        (["bo"], "long enough\n", 2, "Missing option '--role'"),
        (["", "--role", "worker"], "long enough\n", 1, "name: A name is needed."),
    ],
)
def test_what_cannot_be_added_is_said(
    app: Flask, runner: FlaskCliRunner, arguments: list[str], stdin: str, code: int, sentence: str
) -> None:
    people.add(app, "anna")
    done = runner.invoke(args=["users", "add", *arguments, "--password-stdin"], input=stdin)
    assert done.exit_code == code
    assert sentence in done.output
    assert people.read(app, "select count(*) from users") == [(1,)]


def test_a_database_that_is_not_ready_is_said(
    make_app: Callable[..., Flask], empty_database_url: str
) -> None:
    runner = make_app(DATABASE_URL=empty_database_url).test_cli_runner()
    command = ["users", "add", "anna", "--role", "worker", "--password-stdin"]
    done = runner.invoke(args=command, input="long enough\n")
    assert done.exit_code == 1
    assert "Run: flask --app wsgi db upgrade" in done.output


@pytest.mark.feature("AP-02")
def test_a_token_is_printed_once_listed_and_revoked(app: Flask, runner: FlaskCliRunner) -> None:
    people.add(app, "anna")
    made = runner.invoke(args=["tokens", "create", "anna", "--name", "press"])
    token = made.stdout.strip()
    assert made.exit_code == 0
    client = app.test_client()
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/stock", headers=headers).status_code != 401
    listed = runner.invoke(args=["tokens", "list", "anna"]).stdout
    assert "good  press" in listed
    assert token not in listed
    assert runner.invoke(args=["tokens", "revoke", "1"]).stdout == "Token 1 is revoked.\n"
    assert client.get("/api/v1/stock", headers=headers).status_code == 401
    assert runner.invoke(args=["tokens", "revoke", "1"]).exit_code == 1


def test_there_is_no_token_for_nobody(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["tokens", "create", "nobody"])
    assert done.exit_code == 1
    assert "There is no user 'nobody'." in done.output

"""`tokens create`: the bearer token of a program that acts as a user; also list and revoke.

The token is the only thing on stdout, so a script can keep it: TOKEN=$(… tokens create anna).
Exit code 0: done; 1: no such user or token; 2: the command was not understood.
"""

from __future__ import annotations

import click
from flask.cli import AppGroup

from webapp.commands.faults import said_clearly
from webapp.extensions import db
from webapp.operations.tokens import create_token, revoke_token
from webapp.operations.unit_of_work import run
from webapp.queries.people import tokens_of, user_id_of

commands = AppGroup("tokens", help="Bearer tokens for the API.")


@commands.command("create")
@click.argument("user")
@click.option("--name", default="", help="What it is for, to know it again in the list.")
def create_command(user: str, name: str) -> None:
    """Make a token that acts as USER and print it; it cannot be shown again."""
    with said_clearly():
        user_id = known(user)
        token = run(db.engine, lambda work: create_token(work, user_id, name=name))
    click.echo(token)
    click.echo(f"Acts as {user}. Keep it now; it cannot be shown again.", err=True)


@commands.command("list")
@click.argument("user")
def list_command(user: str) -> None:
    """The tokens of USER: number, since when, what for."""
    with said_clearly():
        user_id = known(user)
        with db.engine.connect() as connection:
            rows = tokens_of(connection, user_id)
    for row in rows:
        state = f"revoked {row.revoked_at:%Y-%m-%d}" if row.revoked_at else "good"
        click.echo(f"{row.id}  {row.created_at:%Y-%m-%d}  {state}  {row.name}".rstrip())


@commands.command("revoke")
@click.argument("number", type=int)
def revoke_command(number: int) -> None:
    """Let the token with this NUMBER (see list) open nothing any more."""
    with said_clearly():
        done = run(db.engine, lambda work: revoke_token(work, number))
    if not done:
        raise click.ClickException(f"There is no good token with the number {number}.")
    click.echo(f"Token {number} is revoked.")


def known(user: str) -> int:
    """The user's id; exit code 1 where there is no such user."""
    with db.engine.connect() as connection:
        user_id = user_id_of(connection, user)
    if user_id is None:
        raise click.ClickException(f"There is no user {user!r}. Add one with: users add")
    return user_id

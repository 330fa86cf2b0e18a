"""`users add`: the first admin of a new book, or anybody without a browser at hand.

    users add anna --role worker                      asks for the password twice
    users add anna --role worker --badge B-17         asks for the PIN as well
    users add anna --role worker --password-stdin     first line the password, second line the PIN

With --badge and no PIN one is made and shown once. Exit code 0: added; 1: refused, with what is
wrong on stderr, field by field; 2: the command was not understood.
"""

from __future__ import annotations

import secrets
import sys

import click
from flask.cli import AppGroup

from webapp.commands.faults import said_clearly
from webapp.extensions import db
from webapp.models import Role
from webapp.operations.people import Added, Digests, Faults, NewUser, add_user, faults_of
from webapp.operations.unit_of_work import run

commands = AppGroup("users", help="Who may sign in.")


@commands.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--badge", default="", help="The code on the badge; a PIN goes with it.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from the first line of stdin, and a badge's PIN from the second.",
)
def add_command(name: str, role: str, badge: str, *, password_stdin: bool) -> None:
    """Add a user. The password is asked for, and the PIN where there is a badge."""
    password, pin = from_stdin() if password_stdin else asked(has_badge=bool(badge.strip()))
    made = "" if pin or not badge.strip() else new_pin()
    new = NewUser.typed(name, Role(role), password, badge, pin or made)
    refuse(faults_of(new))
    digests = Digests.of(new)
    with said_clearly():
        done = run(db.engine, lambda work: add_user(work, new, digests, by=None))
    if not isinstance(done, Added):
        refuse(done.faults)
    click.echo(f"{role} {new.name} added.")
    if made:
        click.echo(f"PIN for the badge, shown only now: {made}")


def from_stdin() -> tuple[str, str]:
    """Password and PIN, one a line; an absent line is empty."""
    lines = [*sys.stdin.read().splitlines(), "", ""]
    return lines[0], lines[1]


def asked(*, has_badge: bool) -> tuple[str, str]:
    """Password and PIN, asked for on the terminal without showing them."""
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if not has_badge:
        return password, ""
    hint = "PIN for the badge (empty: one is made)"
    return password, click.prompt(hint, hide_input=True, default="", show_default=False)


def new_pin() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**6):06d}"


def refuse(faults: Faults) -> None:
    """End with exit code 1 and each fault on a line, if there is any."""
    if faults:
        raise click.ClickException(
            "\n".join(f"{field}: {words}" for field, words in faults.items())
        )

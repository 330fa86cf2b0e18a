"""`demo load`: a warehouse to try things out in, for an empty book.

Loading twice changes nothing. Exit code 0: it is there; 1: the book has goods of its own, or the
database objects.
"""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.commands.faults import said_clearly
from webapp.demo.load import Outcome, load
from webapp.demo.people import SIGN_INS
from webapp.extensions import db

__all__ = ["SIGN_INS", "commands"]

commands = AppGroup("demo", help="A warehouse to try things out in.")


@commands.command("load")
def load_command() -> None:
    """Write the demo warehouse: products, bins, stock, receipts, orders, and four users."""
    with said_clearly():
        outcome = load(db.engine, current_app.config["WAREHOUSE_TIMEZONE"])
    if outcome is Outcome.NOT_EMPTY:
        raise click.ClickException(
            "The book has products or locations of its own; the demo is for an empty one."
        )
    if outcome is Outcome.WAS_THERE:
        click.echo("The demo warehouse is there already; nothing was changed.")
        return
    click.echo("The demo warehouse is loaded. Sign in with one of:")
    for one in SIGN_INS:
        click.echo(f"  {one.name}  {one.password}  ({one.role}, badge {one.badge}, PIN {one.pin})")

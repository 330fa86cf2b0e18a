"""`daily`: everything that is due once a day. Run more often it does nothing more."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.commands.faults import said_clearly
from webapp.extensions import db
from webapp.operations import seals


@click.command("daily")
@with_appcontext
def commands() -> None:
    """Seal the days that are over. `make run` does this every hour; elsewhere let cron do it."""
    zone = current_app.config["WAREHOUSE_TIMEZONE"]
    with said_clearly():
        made = seals.seal_days(db.engine, zone)
    click.echo(f"Days sealed: {len(made)}")

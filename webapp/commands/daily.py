"""`daily`: everything that is due once a day. Run more often it does nothing more."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.commands.faults import said_clearly
from webapp.extensions import db
from webapp.operations import promising, reminders, seals
from webapp.operations.unit_of_work import clock, run
from webapp.rules.days import today


@click.command("daily")
@with_appcontext
def commands() -> None:
    """Seal days that are over, reserve for orders whose day has come, remind of lots that expire.

    `make run` does this every hour; elsewhere let cron do it.
    """
    zone = current_app.config["WAREHOUSE_TIMEZONE"]
    with said_clearly():
        made = seals.seal_days(db.engine, zone)
        served = promising.reserve_due(db.engine, today(clock(), zone), zone)
        lots = run(db.engine, lambda work: reminders.remind(work, today(work.now, zone)))
    click.echo(f"Days sealed: {len(made)}")
    click.echo(f"Orders that got stock: {served}")
    click.echo(f"Lots to look at before they expire: {lots}")

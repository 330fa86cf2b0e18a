"""`ledger verify` holds the book against its laws; `ledger seal` seals the days that ended."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.commands.faults import said_clearly
from webapp.extensions import db
from webapp.operations import seals, verify

commands = AppGroup("ledger", help="The book of moves and balances.")


@commands.command("verify")
def verify_command() -> None:
    """Run every law over the whole book; exit 0 and the counts, or 1 and each breach."""
    with db.engine.connect() as connection:
        report = verify.verify(connection)
    if not say_report(report):
        raise SystemExit(1)


def say_report(report: verify.Report) -> bool:
    """Print the counts, and each breach; whether every law holds."""
    for name, count in report.counts.items():
        click.echo(f"{name}: {count}")
    for breach in report.breaches:
        click.echo(f"BREACH {breach}", err=True)
    if not report.breaches:
        click.echo(f"All {len(verify.LAWS)} laws hold, and every seal.")
    return not report.breaches


@commands.command("seal")
def seal_command() -> None:
    """Seal every day that is over; each seal in one line. Done again it changes nothing."""
    with said_clearly():
        made = seals.seal_days(db.engine, current_app.config["WAREHOUSE_TIMEZONE"])
    for seal in made:
        click.echo(f"{seal.day} {seal.digest} {seal.moves} moves")
    if not made:
        click.echo("Every day that is over is sealed.")

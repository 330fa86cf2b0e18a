"""`ledger verify`: hold the whole book against its laws."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from webapp.extensions import db
from webapp.operations import verify

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
        click.echo(f"All {len(verify.LAWS)} laws hold.")
    return not report.breaches

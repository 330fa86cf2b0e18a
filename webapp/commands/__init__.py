"""The command line: `flask --app wsgi …`. Each file is one command or one group of them."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

GROUPS: tuple[str, ...] = (
    "backup",
    "barcodes",
    "daily",
    "demo",
    "ledger",
    "restore",
    "tokens",
    "users",
)


def register_commands(app: Flask) -> None:
    """Add every command and group of commands to the app's command line."""
    for name in GROUPS:
        app.cli.add_command(import_module(f"webapp.commands.{name}").commands)

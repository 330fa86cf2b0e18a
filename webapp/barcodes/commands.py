"""Command barcodes: every button of the screen can be printed and scanned. LW*QTY*12"""

from __future__ import annotations

from datetime import date

from webapp.barcodes import faults
from webapp.barcodes.found import Found
from webapp.barcodes.parsed import Command, Kind

_PREFIX = "LW*"


def read(text: str, today: date) -> Found | None:
    """A command, or None. Prefix and verb in any case (caps lock), arguments as they stand."""
    if text[: len(_PREFIX)].upper() != _PREFIX:
        return None
    verb, *arguments = text[len(_PREFIX) :].split("*")
    if not verb.strip():
        return Found(Kind.COMMAND, fault=faults.empty_command())
    return Found(Kind.COMMAND, command=Command(verb.strip().upper(), tuple(arguments)))

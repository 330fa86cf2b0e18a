"""What the tests of this room say over and over: read this text, on this day."""

from __future__ import annotations

from datetime import date

from webapp.barcodes import Parsed, Reading, parse

TODAY = date(2026, 6, 15)
GTIN = "20611628936004"
GS = "\x1d"


def read(text: str, symbology: str | None = None) -> Parsed:
    return parse(text, symbology, today=TODAY)


def certain(text: str, symbology: str | None = None) -> Reading:
    """The one reading of a code that has one."""
    parsed = read(text, symbology)
    assert parsed.fault is None
    assert len(parsed.readings) == 1
    return parsed.readings[0]


def sentence(text: str, symbology: str | None = None) -> str:
    """What a worker is told about a faulty code, in English."""
    parsed = read(text, symbology)
    assert parsed.readings == ()
    assert parsed.fault is not None
    return str(parsed.fault.words)

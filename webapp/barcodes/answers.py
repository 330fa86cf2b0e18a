"""What was read, as the plain values that go through the API's door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from webapp.barcodes.parsed import Parsed
from webapp.barcodes.readings import Reading
from webapp.words import Words

_FIELDS = (
    "gtin",
    "content_gtin",
    "sscc",
    "lot",
    "serial",
    "expires_on",
    "best_before",
    "produced_on",
    "count",
)


def as_answer(parsed: Parsed, *, say: Callable[[Words], str] = str) -> dict[str, object]:
    """The answer of `POST barcodes/parse`.

    When more than one reading stands, `elements` is empty and `candidates` lists them, the
    likeliest first. `say` puts sentences into the asker's language; English without it.
    """
    reading = parsed.reading
    return {
        "kind": parsed.kind.value,
        "rule": parsed.rule,
        "valid": parsed.fault is None,
        "elements": dict(reading.elements) if reading else {},
        "dates": _dates(reading) if reading else {},
        "fields": _fields(reading) if reading else _code(parsed),
        "candidates": [] if reading else [dict(one.elements) for one in parsed.readings],
        "warnings": [say(words) for words in reading.warnings] if reading else [],
        "reason": say(parsed.fault.words) if parsed.fault else None,
    }


def _dates(reading: Reading) -> dict[str, str]:
    return {ai: _iso(moment) for ai, moment in reading.dates.items()}


def _fields(reading: Reading) -> dict[str, str | int]:
    found = {name: getattr(reading, name) for name in _FIELDS}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
        if value is not None
    }


def _code(parsed: Parsed) -> dict[str, str | int]:
    return {parsed.kind.value: parsed.code} if parsed.code else {}


def _iso(moment: date | datetime) -> str:
    if isinstance(moment, datetime) and not moment.second:
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()

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
    "product_code",
    "unit_of_measure",
    "sscc",
    "license_plate",
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
    warnings = parsed.warnings + (reading.warnings if reading else ())
    return {
        "kind": parsed.kind.value,
        "rule": parsed.rule,
        "valid": parsed.fault is None,
        "elements": dict(reading.elements) if reading else {},
        "dates": _dates(reading) if reading else {},
        "fields": _fields(reading) if reading else _code(parsed),
        "candidates": [] if reading else [dict(one.elements) for one in parsed.readings],
        "warnings": [say(words) for words in warnings],
        "reason": say(parsed.fault.words) if parsed.fault else None,
    }


def _dates(reading: Reading) -> dict[str, str]:
    return {ai: _iso(moment) for ai, moment in reading.dates.items()}


def _fields(reading: Reading) -> dict[str, object]:
    """Data identifiers as they stand, then everything by the names people use."""
    said: dict[str, object] = {
        key: value for key, value in reading.elements.items() if not key.isdigit()
    }
    for name in _FIELDS:
        value = getattr(reading, name)
        if value is not None:
            said[name] = value.isoformat() if isinstance(value, date) else value
    if reading.sscc:
        del said["license_plate"]  # The same number, under its better name.
    if reading.measure:
        said["measure"] = {"value": str(reading.measure.value), "unit": reading.measure.unit}
    return said


def _code(parsed: Parsed) -> dict[str, str | int]:
    return {parsed.kind.value: parsed.code} if parsed.code else {}


def _iso(moment: date | datetime) -> str:
    if isinstance(moment, datetime) and not moment.second:
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()

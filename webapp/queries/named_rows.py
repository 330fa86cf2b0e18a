"""The rows that a code, or one reading of it, names; `resolve` says what they mean.

They can be asked for ahead of time, in one breath with other statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from webapp.barcodes import Kind, Parsed, Reading, gtin14
from webapp.queries.known_codes import FIND, FIND_LABELLED, NAMED

Values = dict[str, object]
NUL = "\0"  # No text of a database holds it, so no code does.


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked ahead of time, and how to look at the rows that it found."""

    values: Values
    rows: Callable[[], Sequence[Any]]


def ask_ahead(connection: Connection, parsed: Parsed) -> Asked | None:
    """Ask now for what `resolve` will look for first, where it is plain what that is."""
    reading = parsed.reading
    plain = not parsed.rule and not parsed.code and len(parsed.readings) <= 1
    if says_nothing(parsed) or not plain:
        return None
    numbers = reading.product_codes if reading else ()
    values = asked_of(parsed, reading) | {"named": numbers[0] if numbers else None}
    statement = FIND_LABELLED if is_a_label(parsed, reading) else FIND
    cursor = statement.run(connection, values)
    return Asked(values, lambda: statement.rows(cursor, connection))


def says_nothing(parsed: Parsed) -> bool:
    """A command, or no text that a database could hold."""
    return parsed.kind is Kind.COMMAND or not parsed.text or NUL in parsed.text


def find(
    connection: Connection, parsed: Parsed, reading: Reading | None, asked: Asked | None = None
) -> Sequence[Any]:
    """The rows that the code, or one reading of it, names.

    A label that carries the maker's number and the customer's names the product by either. A name
    is the last resort: it counts where the text alone is asked for and is no code.
    """
    values = asked_of(parsed, reading)
    numbers = reading.product_codes if reading else ()
    rows: Sequence[Any] = ()
    for named in numbers or (None,):
        rows = rows or named_so(connection, parsed, reading, values | {"named": named}, asked)
    return rows if rows or reading else NAMED.all(connection, {"text": parsed.text})


def named_so(
    connection: Connection,
    parsed: Parsed,
    reading: Reading | None,
    values: Values,
    asked: Asked | None,
) -> Sequence[Any]:
    """The rows that go by `values`: by those of the label alone, where that settles it."""
    label = is_a_label(parsed, reading)
    if asked and asked.values == values:
        rows = asked.rows()
    else:
        rows = (FIND_LABELLED if label else FIND).all(connection, values)
    settled = not label or any(not row.said for row in rows)
    return rows if settled else FIND.all(connection, values)


def is_a_label(parsed: Parsed, reading: Reading | None) -> bool:
    """Whether the scanner itself says that this is the label of goods, and of nothing else.

    Then what the label names goes before whatever has the whole text as its code.
    """
    return bool(parsed.identifier and reading and reading.gtin and not reading.license_plate)


def asked_of(parsed: Parsed, reading: Reading | None) -> Values:
    """What the code, or one reading of it, is looked for by.

    A bare number with a right check digit is a GTIN too, whatever symbol it was printed in.
    """
    if reading is None:
        return NO_READING | {"text": parsed.text, "gtin": gtin14(parsed.text)}
    gtin = reading.gtin or reading.content_gtin
    lone = gtin is None and not reading.product_codes
    return {
        "text": parsed.text,
        "sscc": reading.license_plate,
        "gtin": gtin,
        "lot": reading.lot,
        "serial": reading.serial,
        "lone_lot": reading.lot if lone else None,
        "lone_serial": reading.serial if lone else None,
    }


NO_READING: Values = dict.fromkeys(("sscc", "lot", "serial", "lone_lot", "lone_serial"))

"""What a scanned code stands for here: everything it can mean, found in one statement.

An exact code the warehouse knows wins over any reading of its characters and over every rule of
the nomenclature, unless the scanner itself said that the symbol holds GS1 data. Where a lost
separator leaves several readings, the one whose lot or serial is known decides; if none is, or
more than one, all of them are given and the worker is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from webapp.barcodes import Kind, Measure, Parsed, Reading
from webapp.barcodes.measures import base_units
from webapp.models import LocationKind, PlateKind, PlateStatus
from webapp.queries.known_codes import OF_ONE
from webapp.queries.meanings import (
    DocumentScan,
    GoodsScan,
    LooseScan,
    Meaning,
    PlaceScan,
    PlateScan,
    ProductFacts,
    UnknownItem,
    lot_of,
    product_of,
    serial_of,
)
from webapp.queries.named_rows import NUL, Asked, find, says_nothing
from webapp.queries.other_names import named_otherwise, with_own_names


def resolve(
    connection: Connection, parsed: Parsed, asked: Asked | None = None
) -> tuple[Meaning, ...]:
    """Everything `parsed` can mean, in a stable order; empty where the warehouse knows nothing.

    A command has no meaning of this kind and gives none. `asked` is the answer of `ask_ahead`, in
    the same transaction.
    """
    if says_nothing(parsed):
        return ()
    found = by_codes(connection, parsed, asked)
    if not found and not parsed.readings:
        return by_other_name(connection, parsed.text)
    return with_own_names(connection, found)


def by_other_name(connection: Connection, code: str) -> tuple[Meaning, ...]:
    """The lots and serials that had this code before, or have it as their reference."""
    return tuple(
        meaning
        for row in named_otherwise(connection, code)
        for meaning in by_id(connection, row.what.upper(), (str(row.id),))
    )


def by_codes(
    connection: Connection, parsed: Parsed, asked: Asked | None = None
) -> tuple[Meaning, ...]:
    """Everything that `parsed` can mean by codes of its own."""
    if parsed.rule and (exact := as_it_stands(connection, parsed)):
        return exact
    if parsed.code:
        return named_by_rule(connection, parsed)
    if not parsed.readings:
        return meanings_of(find(connection, parsed, None, asked), parsed, None)
    found = [
        (reading, meanings_of(find(connection, parsed, reading, asked), parsed, reading))
        for reading in parsed.readings
    ]
    if len(found) == 1:
        return found[0][1]
    return decided(found)


def as_it_stands(connection: Connection, parsed: Parsed) -> tuple[Meaning, ...]:
    """What goes by the whole text, with no rule to take it apart: an exact code, or a GTIN."""
    return meanings_of(find(connection, parsed, None), parsed, None)


def named_by_rule(connection: Connection, parsed: Parsed) -> tuple[Meaning, ...]:
    """The bin or license plate whose own code a rule has taken out of the text."""
    rows = find(connection, replace(parsed, text=str(parsed.code)), None)
    what = "place" if parsed.kind is Kind.LOCATION else "plate"
    named = what == "plate"
    return tuple(meaning_of(row, None) for row in rows if row.what == what and (row.said or named))


def decided(found: Sequence[tuple[Reading, tuple[Meaning, ...]]]) -> tuple[Meaning, ...]:
    """The meanings of the one reading that stock confirms, or of all readings."""
    exact = [m for _, meanings in found for m in meanings if getattr(m, "by", "") == "code"]
    if exact:
        return tuple(dict.fromkeys(exact))
    confirmed = [
        meanings
        for reading, meanings in found
        if meanings and all(known_throughout(meaning, reading) for meaning in meanings)
    ]
    if len(confirmed) == 1:
        return confirmed[0]
    every = confirmed or [meanings for _, meanings in found]
    return tuple(dict.fromkeys(meaning for meanings in every for meaning in meanings))


def known(
    connection: Connection, parsed: Parsed, readings: Sequence[Reading]
) -> tuple[Meaning, ...]:
    """The meanings of the one reading whose lot and serial are known; else none."""
    found = [
        tuple(
            one
            for one in meanings_of(find(connection, parsed, reading), parsed, reading)
            if known_throughout(one, reading)
        )
        for reading in readings
    ]
    certain = [meanings for meanings in found if meanings]
    return certain[0] if len(certain) == 1 else ()


def known_throughout(meaning: Meaning, reading: Reading) -> bool:
    """Whether the lot and the serial that a reading names are both known for its product."""
    if not isinstance(meaning, GoodsScan) or not (reading.lot or reading.serial):
        return False
    lot_known = not reading.lot or meaning.lot is not None
    return lot_known and (not reading.serial or meaning.serial is not None)


def meanings_of(
    rows: Sequence[Any], parsed: Parsed, reading: Reading | None
) -> tuple[Meaning, ...]:
    """Rows as meanings: the exact code first, then what the reading says, then what is new."""
    exact = tuple(meaning_of(row, None) for row in rows if row.said)
    if exact and not (parsed.identifier and reading):
        return exact
    read = with_plate(tuple(meaning_of(row, reading) for row in rows if not row.said))
    return naming_plate(read, reading) or exact or unseen(parsed, reading)


def with_plate(read: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """One label that names a license plate and its content is about the content, on that plate."""
    plates = [meaning for meaning in read if isinstance(meaning, PlateScan)]
    goods = [meaning for meaning in read if isinstance(meaning, GoodsScan)]
    if not plates or not goods:
        return read
    return tuple(replace(one, plate=plates[0]) for one in goods)


def naming_plate(read: tuple[Meaning, ...], reading: Reading | None) -> tuple[Meaning, ...]:
    """The same where the license plate was never seen here."""
    if reading is None or not reading.license_plate:
        return read
    new = PlateScan(None, reading.license_plate, PlateKind.PALLET)
    return tuple(
        replace(one, plate=new) if isinstance(one, GoodsScan) and one.plate is None else one
        for one in read
    )


def unseen(parsed: Parsed, reading: Reading | None) -> tuple[Meaning, ...]:
    """What a reading tells although nothing in the warehouse has its codes."""
    if reading is None:
        return ()
    named = reading.gtin or reading.content_gtin or reading.product_code
    if reading.license_plate and not named:
        return (PlateScan(None, reading.license_plate, PlateKind.PALLET),)
    if gtin := reading.gtin or reading.content_gtin:
        return (UnknownItem(gtin),)
    if reading.product_code:
        return (UnknownItem(None, reading.product_code),)
    if reading.lot or reading.serial or reading.expires_on:
        return (loose_of(reading),)
    return ()


def loose_of(reading: Reading) -> LooseScan:
    """A reading that names no product."""
    return LooseScan(
        text=as_text(reading),
        lot_code=reading.lot,
        serial_code=reading.serial,
        expires_on=reading.expires_on,
        best_before=reading.best_before,
        count=reading.count,
        measure=reading.measure,
    )


def meaning_of(row: Any, reading: Reading | None) -> Meaning:
    """One row as what it means."""
    match row.what:
        case "place":
            return place_of(row)
        case "plate":
            return PlateScan(
                row.id,
                row.plate,
                PlateKind(row.plate_kind),
                row.location_id,
                row.location,
                row.order_id,
                PlateStatus(row.status),
            )
        case "receipt":
            return DocumentScan("receiving", row.id, row.number)
        case "order":
            return DocumentScan("picking", row.id, row.number)
        case _:
            return goods_of(row, reading)


def place_of(row: Any) -> PlaceScan:
    """A row as a location."""
    return PlaceScan(
        row.location_id,
        row.location,
        LocationKind(row.location_kind),
        row.capacity,
        bool(row.blocked_in),
        bool(row.blocked_out),
        row.hold_reason,
    )


def goods_of(row: Any, reading: Reading | None) -> GoodsScan:
    """A row as goods, with what the label adds to what is known."""
    product, lot, serial = product_of(row), lot_of(row), serial_of(row)
    measure = reading.measure if reading else None
    return GoodsScan(
        product=product,
        text=text_of(row, reading),
        by="code" if reading is None else row.what,
        lot=lot,
        serial=serial,
        lot_code=(reading.lot if reading else None) or (lot.code if lot else None),
        serial_code=(reading.serial if reading else None) or (serial.code if serial else None),
        expires_on=reading.expires_on if reading else None,
        best_before=reading.best_before if reading else None,
        units=row.units,
        count=reading.count if reading else None,
        measure=measure,
        weighed=weighed_of(product, measure),
    )


def weighed_of(product: ProductFacts, measure: Measure | None) -> int | None:
    """What a label weighs in the product's base units; None where it says nothing of that kind."""
    return base_units(measure, product.unit, product.scale) if measure else None


LABELLED = ("packaging", "product_code", "product")


def text_of(row: Any, reading: Reading | None) -> str:
    """A text that scans to exactly this meaning, for the button of a choice."""
    if reading is not None and row.what in LABELLED:
        return as_text(reading)
    if row.what == "packaging":
        return f"LW*PRODUCT*{row.product_id}"
    return f"LW*{row.what.upper()}*{row.id}"


def as_text(reading: Reading) -> str:
    """The elements in brackets, which leave nothing to guess."""
    return "".join(f"({ai}){value}" for ai, value in reading.elements.items())


# The verbs of the buttons that choose between meanings: `LW*LOT*12` is the lot with that id.
BY_ID = {
    verb: text(f"select {column} from {table} where id = :id")
    for verb, table, column in (
        ("LOT", "lots", "code"),
        ("SERIAL", "serials", "code"),
        ("PLACE", "locations", "code"),
        ("PLATE", "license_plates", "code"),
        ("RECEIPT", "receipts", "number"),
        ("ORDER", "orders", "number"),
        ("PRODUCT", "products", "sku"),
        ("PRODUCT_CODE", "product_codes", "code"),
    )
}


def by_id(connection: Connection, verb: str, arguments: tuple[str, ...]) -> tuple[Meaning, ...]:
    """The one thing that a choice named by its id; empty where there is none."""
    if len(arguments) != 1 or not arguments[0].isdecimal() or len(arguments[0]) > 9:
        return ()
    wanted = int(arguments[0])
    code = connection.execute(BY_ID[verb], {"id": wanted}).scalar()
    if code is None:
        return ()
    plain = Parsed(raw=code, text=code, identifier=None, kind=Kind.PLAIN)
    rows = find(connection, plain, None)
    return tuple(
        meaning_of(row, None) for row in rows if row.what == verb.lower() and row.id == wanted
    )


def of_one(
    connection: Connection, goods: GoodsScan, lot: str | None, serial: str | None
) -> GoodsScan:
    """The goods with the lot and the serial that other labels of them named; what they say stays.

    `lot` and `serial` of the answer are what the warehouse knows of these codes for this product.
    """
    lot, serial = goods.lot_code or lot, goods.serial_code or serial
    row = OF_ONE.first(connection, {"product": goods.product.id, "lot": lot, "serial": serial})
    known_lot, known_serial = lot_of(row), serial_of(row)
    return replace(
        goods,
        lot=known_lot,
        serial=known_serial,
        lot_code=lot or (known_lot.code if known_lot else None),
        serial_code=serial,
    )


WRITTEN_OTHERWISE = text(
    " union all ".join(
        f"select {column} from {table} where {column} in (:plain, :upper, :lower)"
        for table, column in (
            ("locations", "code"),
            ("lots", "code"),
            ("serials", "code"),
            ("license_plates", "code"),
            ("receipts", "number"),
            ("orders", "number"),
            ("products", "sku"),
            ("product_codes", "code"),
        )
    )
)


def written_otherwise(connection: Connection, code: str) -> str | None:
    """A code that is known and differs from `code` in its capitals or blanks alone.

    A hint, never a match.
    """
    if NUL in code:
        return None
    plain = code.replace(" ", "")
    values = {"plain": plain, "upper": plain.upper(), "lower": plain.lower()}
    found = connection.execute(WRITTEN_OTHERWISE, values).scalars()
    return next((known for known in found if known != code), None)

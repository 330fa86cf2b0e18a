"""A label of goods that are known here means them at once, whatever a scanner makes of it."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from tests.labels.random_labels import ALPHABETS
from tests.labels.test_read_back import GS, STAND_INS
from tests.warehouse import TODAY, TONER, Warehouse
from webapp.barcodes import parse
from webapp.queries.meanings import GoodsScan, Meaning
from webapp.queries.resolve import resolve

pytestmark = pytest.mark.feature("BC-10", "LB-03")
MANY = 12


def units(chance: Random) -> list[tuple[str, str]]:
    """Lots with a serial number each, of the alphabets that labels are printed in."""
    found = []
    for number, alphabet in zip(range(MANY), itertools.cycle(ALPHABETS), strict=False):
        code = "".join(chance.choices(alphabet, k=chance.randint(2, 9)))
        serial = "".join(chance.choices(alphabet, k=chance.randint(2, 9)))
        found.append((f"{code}{number}", f"{serial}{number}"))
    return found


def named(meaning: Meaning) -> tuple[str | None, str | None]:
    """The lot and the serial that are known of what a scan means."""
    assert isinstance(meaning, GoodsScan)
    lot, serial = meaning.lot, meaning.serial
    return lot.code if lot else None, serial.code if serial else None


def test_a_known_lot_and_serial_are_found_through_every_separator(house: Warehouse) -> None:
    known = units(Random(2026))
    for lot, serial in known:
        house.lot(lot, product="TONER")
        house.serials("TONER", "DOCK-1", serial, lot=lot)
    with house.engine.connect() as connection:
        for (lot, serial), separator in itertools.product(known, STAND_INS):
            text = f"01{TONER}10{lot}{separator}21{serial}"
            parsed = parse(text, "]C1", today=TODAY)
            found = {named(one) for one in resolve(connection, parsed)}
            assert found == {(lot, serial)}, (text, parsed)


def test_an_unknown_lot_is_never_taken_for_another_one(house: Warehouse) -> None:
    house.lot("L7", product="TONER")
    with house.engine.connect() as connection:
        for (lot, serial), separator in itertools.product(units(Random(7)), STAND_INS):
            text = f"01{TONER}10{lot}{separator}21{serial}"
            parsed = parse(text, "]C1", today=TODAY)
            said = {
                (one.lot_code, one.serial_code)
                for one in resolve(connection, parsed)
                if isinstance(one, GoodsScan)
            }
            assert (lot, serial) in said, (text, parsed)
            assert len(said) > 1 or said == {(lot, serial)}
            assert separator != GS or said == {(lot, serial)}

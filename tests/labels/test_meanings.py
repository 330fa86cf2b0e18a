"""What the warehouse takes a printed label for: the thing on it, without asking."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.labels.cells import IDENTIFIERS
from tests.warehouse import CREAM, TODAY, Warehouse, warehouse_of
from webapp.barcodes import check_digit, parse
from webapp.labels import (
    Label,
    Symbology,
    document_label,
    location_label,
    lot_label,
    plate_label,
    product_label,
    serial_label,
)
from webapp.models import PlateKind
from webapp.queries.resolve import resolve

BODY = "39501101530000001"
SSCC = BODY + check_digit(BODY)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse with a lot, a serial, a receipt and a pallet."""
    house = warehouse_of(app)
    house.lot("L1")
    house.serials("DRYER", "A-1", "HD-1")
    house.receipt("RC-1", WATER=6)
    with house.act() as work:
        house.add_plate(work, SSCC, "DOCK-1", PlateKind.PALLET)
    return house


def meant(house: Warehouse, label: Label, *, identified: bool = True) -> list[str]:
    """Everything a scan of the label can mean, as people call it."""
    identifier = IDENTIFIERS[label.symbology] if identified else None
    with house.engine.connect() as connection:
        found = resolve(connection, parse(label.text, identifier, today=TODAY))
    return [str(meaning.called) for meaning in found]


def lot(code: str, gtin: str | None, carrier: Symbology) -> Label:
    return lot_label(
        sku="CREAM",
        name="Hand cream",
        gtin=gtin,
        lot=code,
        expires_on=None,
        best_before=None,
        quantity=None,
        carrier=carrier,
        say=str,
    )


def labels_in(carrier: Symbology) -> dict[str, Label]:
    """A label for each thing, by what people call it."""
    cream = {"sku": "CREAM", "name": "Hand cream", "carrier": carrier, "say": str}
    return {
        "CREAM": product_label(**cream, gtin=CREAM, packaging=None, quantity=None),
        "CREAM lot L1": lot("L1", CREAM, carrier),
        "DRYER serial HD-1": serial_label(
            sku="DRYER",
            name="Hair dryer",
            gtin=None,
            serial="HD-1",
            lot=None,
            expires_on=None,
            carrier=carrier,
            say=str,
        ),
        f"license plate {SSCC}": plate_label(sscc=SSCC, carrier=carrier, say=str),
        "bin A-1": location_label(code="A-1", carrier=carrier, say=str),
        "receipt RC-1": document_label(kind="Receipt", number="RC-1", carrier=carrier, say=str),
    }


@pytest.mark.feature("LB-01", "LB-02", "LB-04")
def test_every_label_is_what_it_was_printed_for_in_every_carrier(house: Warehouse) -> None:
    for carrier in Symbology:
        for name, label in labels_in(carrier).items():
            assert meant(house, label) == [name], carrier
            assert meant(house, label, identified=False) == [name], carrier


def test_a_lot_without_a_gtin_is_found_by_its_code(house: Warehouse) -> None:
    for carrier in Symbology:
        assert meant(house, lot("L1", None, carrier)) == ["CREAM lot L1"]


def test_only_a_code_that_two_products_have_is_asked_about(house: Warehouse) -> None:
    house.lot("L1", product="TONER")
    assert sorted(meant(house, lot("L1", None, Symbology.GS1_128))) == [
        "CREAM lot L1",
        "TONER lot L1",
    ]
    assert meant(house, lot("L1", CREAM, Symbology.GS1_128)) == ["CREAM lot L1"]

"""Held stock leaves for nobody: promises are taken back, orders told, and given again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.warehouse import NOW, TODAY, Warehouse, warehouse_of
from webapp.models import HoldStatus, PlateKind
from webapp.operations import holds, plates
from webapp.operations.held import Held, Placed, Released, Subject, Why
from webapp.operations.holds_on_lots import Lots, place_on_lots
from webapp.operations.ledger import By
from webapp.operations.verify import verify
from webapp.queries import holds as reads
from webapp.queries.promised import promises_of
from webapp.queries.promises import Today
from webapp.rules import removal

PROMISED = (
    "select coalesce(sum(r.quantity), 0) from reservations r join balances b on b.id = r.balance_id"
    " left join lots l on l.id = b.lot_id where coalesce(l.code, '') = :lot"
)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Five of L1 and three of L2, and an order for six cream."""
    house = warehouse_of(app)
    for lot, quantity in (("L1", 5), ("L2", 3)):
        house.lot(lot)
        house.stock("CREAM", "A-1", quantity, lot=lot)
    house.order("SO-1", CREAM=6)
    return house


def promised(house: Warehouse, *lots: str) -> tuple[int, ...]:
    """How many units of each lot are promised."""
    return tuple(int(house.ask(PROMISED, lot=lot)) for lot in lots)


def breaches(house: Warehouse) -> list[str]:
    """What breaks the laws of the book."""
    with house.engine.connect() as connection:
        return verify(connection).breaches


@pytest.mark.feature("ST-08")
def test_a_held_lot_loses_its_reservations_and_the_order_gets_other_stock(house: Warehouse) -> None:
    assert promised(house, "L1", "L2") == (5, 1)
    done = house.holds("CREAM L1", "quality check")
    assert done == Placed(done.id, lost=5, found=2) if isinstance(done, Placed) else False
    assert promised(house, "L1", "L2") == (0, 3)
    assert house.ask("select reason from exceptions where kind = 'lost_reservation'") == (
        "lot_on_hold"
    )
    with house.engine.connect() as connection:
        (lost,) = reads.lost_by_order(connection, 1)
        lacking = promises_of(connection, 1, TODAY)
    assert (lost.code, lost.quantity, lost.found, lost.released) == ("L1", 5, 2, False)
    assert [(one.missing, one.why) for one in lacking] == [(3, (removal.Why.HELD,))]
    assert breaches(house) == []


@pytest.mark.feature("ST-08")
def test_what_is_released_is_promised_to_the_open_order_again(house: Warehouse) -> None:
    house.holds("CREAM L1")
    assert house.releases("CREAM L1") == Released(promised=3)
    assert promised(house, "L1", "L2") == (3, 3)
    assert str(house.releases("CREAM L1")) == "It is not on hold."
    assert breaches(house) == []


@pytest.mark.feature("ST-08")
def test_a_recall_takes_the_place_of_a_hold_and_never_the_other_way(house: Warehouse) -> None:
    house.holds("CREAM L1", "smell")
    assert str(house.holds("CREAM L1", "again")) == "It is on hold already: smell."
    assert isinstance(house.holds("CREAM L1", "glass", status=HoldStatus.RECALLED), Placed)
    assert str(house.holds("CREAM L1", "smell")) == "It is recalled: glass."
    assert house.ask("select count(*) from holds where released_at is null") == 1
    assert breaches(house) == []


@pytest.mark.feature("ST-07", "ST-08")
@pytest.mark.parametrize(("kind", "name"), [(Held.LOCATION, "A-2"), (Held.PLATE, "P-1")])
def test_a_held_place_or_plate_gives_nothing_away(house: Warehouse, kind: Held, name: str) -> None:
    with house.act() as work:
        house.add_plate(work, "P-1", "A-2", PlateKind.PALLET)
    house.stock("WATER", "A-2", 8, plate="P-1")
    house.order("SO-2", WATER=4)
    assert house.reserved("WATER", "A-2") == 4
    assert isinstance(house.holds(name, "wet", kind=kind), Placed)
    assert house.reserved("WATER", "A-2") == 0
    house.order("SO-3", WATER=2)
    assert house.reserved("WATER", "A-2") == 0
    assert house.releases(name, kind=kind) == Released(promised=4)
    assert breaches(house) == []


@pytest.mark.feature("ST-08")
def test_the_lots_of_a_product_are_held_by_their_codes_or_the_days_they_came(
    house: Warehouse,
) -> None:
    why, by = Why(HoldStatus.RECALLED, "supplier_notice"), By(house.ids["bob"], NOW)
    product = house.ids["CREAM"]
    with house.act() as work:
        late = Lots(product, since=datetime(2026, 6, 16, tzinfo=UTC))
        assert place_on_lots(work, late, why, by, Today(TODAY)) == ()
        one = Lots(product, "L2", "L3")
        assert isinstance(held := place_on_lots(work, one, why, by, Today(TODAY)), tuple)
        assert len(held) == 1
    assert house.ask("select hold_reason from lots where code = 'L2'") == "notice of the supplier"
    assert house.ask("select status from lots where code = 'L1'") == "released"


@pytest.mark.feature("ST-08")
@pytest.mark.parametrize(
    ("ends", "held"),
    [
        (("L9", "L11"), ["L9", "L10", "L11"]),
        (("L1", "L9"), ["L1", "L2", "L9"]),
        (("", "L2"), ["L1", "L2"]),
        (("L10", ""), ["L10", "L11"]),
        (("L11", "L9"), []),
    ],
)
def test_a_range_of_lots_is_as_people_count(
    house: Warehouse, ends: tuple[str, str], held: list[str]
) -> None:
    for code in ("L9", "L10", "L11"):
        house.lot(code)
    why, by = Why(HoldStatus.ON_HOLD, "damaged"), By(house.ids["bob"], NOW)
    with house.act() as work:
        place_on_lots(work, Lots(house.ids["CREAM"], *ends), why, by, Today(TODAY))
    with house.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "select code from lots where status = 'on_hold' order by id"
        )
        assert list(found.scalars()) == held


@pytest.mark.feature("ST-08")
@pytest.mark.parametrize(
    "statement",
    [
        "update holds set reason = 'nothing'",
        "delete from holds",
        "update holds set released_at = null",
    ],
)
def test_a_hold_is_written_once_and_released_once(house: Warehouse, statement: str) -> None:
    house.holds("CREAM L1")
    house.releases("CREAM L1")
    with (
        pytest.raises(DBAPIError, match="never changed or deleted"),
        house.engine.begin() as connection,
    ):
        connection.execute(text(statement))


@pytest.mark.feature("ST-08")
@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("CUSTOMERS", Held.LOCATION, "Only a place that holds stock can be on hold."),
        ("CREAM L1", Held.LOT, "Say the reason in your own words."),
    ],
)
def test_what_cannot_be_held_is_said(house: Warehouse, name: str, kind: Held, said: str) -> None:
    why = Why(HoldStatus.ON_HOLD, "damaged" if kind is Held.LOCATION else "other", " ")
    with house.act() as work:
        subject = Subject(kind, house.ids[name])
        done = holds.place(work, subject, why, By(house.ids["bob"], NOW), Today(TODAY))
    assert str(done) == said
    assert house.count("holds") == 0


def pile(house: Warehouse) -> None:
    """Cream on a case that stands on a pallet in A-1, promised to an order."""
    with house.act() as work:
        house.add_plate(work, "P-1", "A-1", PlateKind.PALLET)
        house.add_plate(work, "C-1", "A-1", PlateKind.CASE)
        assert plates.nest(work, house.ids["C-1"], into=house.ids["P-1"]) is None
    house.stock("WATER", "A-1", 4, plate="C-1")
    house.order("SO-9", WATER=4)


@pytest.mark.feature("ST-08")
def test_a_plate_is_held_and_released_with_all_that_stand_on_it(house: Warehouse) -> None:
    pile(house)
    done = house.holds("P-1", kind=Held.PLATE)
    assert isinstance(done, Placed)
    assert done.lost == 4
    assert house.reserved("WATER", "A-1") == 0
    assert str(house.releases("C-1", kind=Held.PLATE)) == (
        "It stands on license plate P-1, which is on hold."
    )
    assert breaches(house) == []
    assert house.releases("P-1", kind=Held.PLATE) == Released(promised=4)
    assert house.reserved("WATER", "A-1") == 4
    assert breaches(house) == []


def test_a_plate_that_was_held_for_itself_stays_so(house: Warehouse) -> None:
    pile(house)
    house.holds("C-1", "leaking", kind=Held.PLATE)
    house.holds("P-1", "smell", kind=Held.PLATE)
    house.releases("P-1", kind=Held.PLATE)
    assert house.ask("select hold_reason from license_plates where code = 'P-1'") is None
    assert "leaking" in house.ask("select hold_reason from license_plates where code = 'C-1'")
    assert breaches(house) == []


def test_nothing_free_goes_onto_a_held_plate(house: Warehouse) -> None:
    with house.act() as work:
        house.add_plate(work, "P-1", "A-1", PlateKind.PALLET)
        house.add_plate(work, "C-1", "A-1", PlateKind.CASE)
    house.holds("P-1", kind=Held.PLATE)
    with house.act() as work:
        said = plates.nest(work, house.ids["C-1"], into=house.ids["P-1"])
    assert said is not None
    assert said.code == "plate_on_hold"
    assert breaches(house) == []

"""Lots, the ledger, traces, documents, look-ups: each read tells what the book holds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from flask import Flask

from tests.stocked import FAR_OFF, MORNING, of_order, reading, stocked
from webapp.models import MoveKind, Order, Receipt
from webapp.operations.unit_of_work import clock
from webapp.queries import documents, expiry, look_up, lots, moves, trace
from webapp.queries.documents import DocumentFilter, Sort
from webapp.queries.look_up import Kind
from webapp.queries.moves import MoveFilter
from webapp.queries.orders import ORDERS
from webapp.queries.paging import CursorRefusedError, read_cursor, write_cursor
from webapp.queries.receipts import RECEIPTS
from webapp.queries.stock_filter import StockFilter
from webapp.queries.trace import Cause, Direction
from webapp.queries.work_counts import WorkCounts, work_counts

DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "%%%",
        "é",
        "bnVsbA",
        "e30",
        "W10",
        "WyJtb3ZlcyIsMSwyXQ",
        "WyJtb3ZlcyIsdHJ1ZV0",
        "A" * 9999,
    ],
)
def test_a_cursor_that_this_list_did_not_give_is_refused(text: str) -> None:
    with pytest.raises(CursorRefusedError):
        read_cursor(text, "moves", [int])


def test_a_cursor_with_half_a_character_is_refused() -> None:
    # ["lots", "\ud800"]: JSON can write it, no database can be asked for it.
    with pytest.raises(CursorRefusedError):
        read_cursor("WyJsb3RzIiwiXHVkODAwIl0", "lots", [str])


def test_a_cursor_gives_back_the_key_it_was_made_of() -> None:
    given = write_cursor("stock/lot", ["CREAM", "LÔ-1"])

    assert read_cursor(given, "stock/lot", [str, str]) == ("CREAM", "LÔ-1")


def test_a_lot_tells_its_state_and_what_is_inside(app: Flask) -> None:
    made = stocked(app)
    found = reading(app, lambda c: lots.lot(c, made.ids["GOOD"], today=DAY))

    assert (found.code, found.sku, found.state, found.expires_on) == (
        "GOOD",
        "CREAM",
        "usable",
        FAR_OFF,
    )
    assert (found.on_hand, found.reserved, found.available, found.on_hold) == (30, 0, 24, 0)
    assert reading(app, lambda c: lots.lot(c, 999, today=DAY)) is None


@pytest.mark.feature("TR-06")
@pytest.mark.feature("RP-03")
def test_moves_are_narrowed_by_each_filter(app: Flask) -> None:
    stocked(app)
    counts = {
        MoveFilter(lot="GOOD"): 4,
        MoveFilter(lot="GOOD", kind=MoveKind.PUT_AWAY): 2,
        MoveFilter(location="DOCK-1"): 3,
        MoveFilter(lpn="TOTE-1"): 1,
        MoveFilter(serial="HD-12345"): 1,
        MoveFilter(product="TEA"): 1,
        MoveFilter(number="SO-1"): 1,
        MoveFilter(user="desk"): 10,
        MoveFilter(user="nobody"): 0,
        MoveFilter(since=clock() + timedelta(days=1)): 0,
        MoveFilter(until=clock() - timedelta(days=1)): 0,
    }
    found = {
        asked: len(reading(app, lambda c, asked=asked: list(moves.everything(c, asked))))
        for asked in counts
    }

    assert found == counts


def test_moves_made_while_somebody_pages_shift_no_page(app: Flask) -> None:
    made = stocked(app)
    first = reading(app, lambda c: moves.page(c, MoveFilter(), limit=4))
    made.move("CREAM", 1, "A-01", "A-02", lot="GOOD")
    second = reading(app, lambda c: moves.page(c, MoveFilter(), cursor=first.next, limit=99))
    ids = [row.id for row in (*first.rows, *second.rows)]

    assert ids == sorted(set(ids), reverse=True)
    assert len(ids) == 10


@pytest.mark.feature("TR-01")
def test_a_trace_goes_back_to_receipts_and_forward_to_orders(app: Flask) -> None:
    made = stocked(app)
    lot_id = made.ids["GOOD"]
    back = reading(app, lambda c: trace.trace(c, lot_id, Direction.BACK))
    forward = reading(app, lambda c: trace.trace(c, lot_id, Direction.FORWARD))

    assert [(b.cause, b.number, b.partner, b.quantity) for b in back] == [
        (Cause.RECEIPT, "RC-1", "Harbour Cosmetics", 30),
        (Cause.WAREHOUSE, None, None, 25),
    ]
    assert [(b.cause, b.number, b.partner, b.quantity) for b in forward] == [
        (Cause.WAREHOUSE, None, None, 25),
        (Cause.ORDER, "SO-1", "Corner Shop", 6),
    ]


def test_a_pick_that_was_taken_back_leaves_nothing_at_the_order(app: Flask) -> None:
    made = stocked(app)
    picked = reading(app, lambda c: moves.page(c, MoveFilter(number="SO-1"))).rows[0]
    made.move(
        "CREAM",
        6,
        "STAGE-1",
        "A-01",
        lot="GOOD",
        reverses_id=picked.id,
        kind=MoveKind.PICK,
        **of_order(made),
    )
    forward = reading(app, lambda c: trace.trace(c, made.ids["GOOD"], Direction.FORWARD))

    assert [(b.number, b.quantity) for b in forward] == [(None, 25), ("SO-1", 0)]


@pytest.mark.feature("TR-02")
def test_what_left_for_an_order_is_what_its_customer_got(app: Flask) -> None:
    made = stocked(app)
    ship = {"lot": "GOOD", "kind": MoveKind.SHIP, **of_order(made)}
    shipped = made.move("CREAM", 5, "STAGE-1", "CUSTOMERS", **ship)
    made.move("CREAM", 5, "CUSTOMERS", "STAGE-1", reverses_id=shipped, **ship)
    made.move("CREAM", 4, "STAGE-1", "CUSTOMERS", **ship)
    forward = reading(app, lambda c: trace.trace(c, made.ids["GOOD"], Direction.FORWARD))

    assert [(b.partner, b.quantity, b.delivered) for b in forward] == [
        (None, 25, 0),
        ("Corner Shop", 6, 4),
    ]


def test_a_document_counts_a_line_given_up_as_finished(app: Flask) -> None:
    made = stocked(app)
    receipt = reading(app, lambda c: documents.one(c, RECEIPTS, made.ids["RC-1"]))
    order = reading(app, lambda c: documents.one(c, ORDERS, made.ids["SO-1"]))

    assert (receipt.lines_done, receipt.lines_total, receipt.task_id) == (0, 1, made.ids["task"])
    assert (order.lines_done, order.lines_total, order.due_at) == (
        1,
        1,
        MORNING + timedelta(days=1),
    )


@pytest.mark.parametrize("family", [RECEIPTS, ORDERS], ids=["receipts", "orders"])
def test_every_order_of_a_list_pages_through_all_documents(
    app: Flask, family: documents.Family
) -> None:
    made = stocked(app)
    for number in ("2", "10", "3"):
        made.add(another(made.ids, family, number))
    every = sorted({"10", "2", "3", "RC-1" if family is RECEIPTS else "SO-1"})
    for sort, descending in product(Sort, (True, False)):
        asked = DocumentFilter(sort=sort, descending=descending)

        assert sorted(one_by_one(app, family, asked)) == every, asked


def one_by_one(app: Flask, family: documents.Family, asked: DocumentFilter) -> list[str]:
    """The numbers of a list, fetched in pages of one."""
    seen, cursor = [], None
    for _ in range(4):
        page = reading(
            app, lambda c, at=cursor: documents.page(c, family, asked, cursor=at, limit=1)
        )
        seen += [row.number for row in page.rows]
        cursor = page.next
    assert cursor is None
    return seen


def another(ids: dict[str, int], family: documents.Family, number: str) -> object:
    """One more document without lines or a due date."""
    if family is RECEIPTS:
        place = {"supplier_id": ids["S-1"], "dock_id": ids["DOCK-1"]}
        return Receipt(number=number, created_at=MORNING, **place)
    place = {"customer_id": ids["C-1"], "staging_id": ids["STAGE-1"]}
    return Order(number=number, created_at=MORNING, **place)


@pytest.mark.parametrize(
    ("words", "expected"), [("rc-1", 1), ("harbour", 1), ("hand cream", 1), ("harbour tea", 0)]
)
def test_documents_are_found_by_number_partner_and_product(
    app: Flask, words: str, expected: int
) -> None:
    stocked(app)
    page = reading(app, lambda c: documents.page(c, RECEIPTS, DocumentFilter(words=words)))

    assert len(page.rows) == expected


def test_open_work_is_found_from_the_product_it_expects(app: Flask) -> None:
    made = stocked(app)

    def work(kind: Kind, code: str) -> list[str | None]:
        rows = reading(app, lambda c: look_up.open_work(c, kind, made.ids[code]))
        return [row.number for row in rows]

    assert work(Kind.PRODUCT, "CREAM") == ["RC-1"]
    assert work(Kind.RECEIPT, "RC-1") == ["RC-1"]
    assert work(Kind.PRODUCT, "TEA") == []
    assert work(Kind.LOT, "GOOD") == []
    assert work(Kind.SERIAL, "HD-12345") == []
    assert work(Kind.LOCATION, "A-01") == []
    assert work(Kind.PLATE, "TOTE-1") == []


def test_home_counts_what_waits(app: Flask) -> None:
    stocked(app)

    assert reading(app, work_counts) == WorkCounts(receiving=1, putaway=1, picking=1)


def test_weeks_hold_all_that_expires_until_the_horizon(app: Flask) -> None:
    stocked(app)
    today = clock().date()
    weeks = reading(app, lambda c: expiry.by_week(c, StockFilter(), today=today))

    assert weeks[0] == expiry.Week(None, 3)
    assert len(weeks) == 13
    assert sum(week.on_hand for week in weeks) == 10
    assert all(week.begins and week.begins.weekday() == 0 for week in weeks[1:])

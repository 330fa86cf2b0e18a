"""Stock by lot adds up, whatever it is grouped by."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import case, insert, literal, or_, select, update

from tests.stocked import (
    FAR_OFF,
    LONG_AGO,
    MORNING,
    Warehouse,
    lot,
    reading,
    stocked,
    warehouse,
)
from webapp.extensions import db
from webapp.models import Balance, Lot, LotStatus, Product
from webapp.queries import stock_by_lot
from webapp.queries.availability import STATE, USABLE, LotState, state_of
from webapp.queries.stock_by_lot import NUMBERS, Grouping, StockRow
from webapp.queries.stock_filter import StockFilter
from webapp.queries.tables import locations, lots, plates
from webapp.rules.usable import usable

DAY = date(2026, 6, 15)
ALL = StockFilter()


def walk(app: Flask, asked: StockFilter, grouping: Grouping, limit: int = 7) -> list[StockRow]:
    """Every row of a view, page by small page."""

    def read(connection: Any) -> list[StockRow]:
        rows: list[StockRow] = []
        cursor = None
        while True:
            page = stock_by_lot.page(
                connection, asked, grouping, today=DAY, cursor=cursor, limit=limit
            )
            rows += page.rows
            cursor = page.next
            if cursor is None:
                return rows

    return reading(app, read)


def added(rows: list[StockRow] | tuple[StockRow, ...]) -> tuple[int, ...]:
    """The four sums over rows."""
    return tuple(sum(getattr(row, name) for row in rows) for name in NUMBERS)


def totals(app: Flask, asked: StockFilter = ALL) -> tuple[StockRow, ...]:
    """The totals of a view."""
    return reading(app, lambda connection: stock_by_lot.totals(connection, asked, today=DAY))


def scattered(app: Flask, seed: int) -> Warehouse:
    """Stock of every kind in places and lots drawn by chance."""
    made, draw = warehouse(app), random.Random(seed)
    days = [None, DAY, DAY - timedelta(days=1), *(DAY + timedelta(days=n) for n in (1, 30, 31, 90))]
    lots_made = []
    for number in range(40):
        status = draw.choice(list(LotStatus))
        made.add(
            Lot(
                product_id=made.ids[draw.choice(["CREAM", "TEA"])],
                code=f"L-{number}",
                status=status,
                hold_reason=None if status is LotStatus.RELEASED else "a reason",
                expires_on=draw.choice(days),
                created_at=MORNING,
            )
        )
        lots_made.append(f"L-{number}")
    places = ("A-01", "A-02", "DOCK-1", "STAGE-1", "QUARANTINE")
    with app.app_context(), db.engine.begin() as connection:
        of = {row.id: row.product_id for row in connection.execute(select(Lot.id, Lot.product_id))}
        wanted = {
            (of[drawn], drawn, made.ids[draw.choice(places)])
            for drawn in (made.ids[draw.choice(lots_made)] for _ in range(150))
        }
        wanted |= {(made.ids["CREAM"], None, made.ids[place]) for place in places}
        rows = []
        for product_id, lot_id, place_id in sorted(wanted, key=str):
            on_hand = draw.randrange(0, 50)
            rows.append(
                {
                    "product_id": product_id,
                    "lot_id": lot_id,
                    "location_id": place_id,
                    "inside": True,
                    "on_hand": on_hand,
                    "reserved": draw.randrange(0, on_hand + 1),
                    "arrived_at": MORNING,
                }
            )
        connection.execute(insert(Balance.__table__), rows)
    return made


@pytest.mark.feature("TR-01")
@pytest.mark.feature("RP-02")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_grouping_adds_up_to_the_sum_of_the_balances(app: Flask, seed: int) -> None:
    scattered(app, seed)
    with app.app_context(), db.engine.connect() as connection:
        rows = connection.execute(select(Balance.__table__)).all()
    overall = added(totals(app))

    assert overall[:2] == (sum(r.on_hand for r in rows), sum(r.reserved for r in rows))
    for grouping in Grouping:
        assert added(walk(app, ALL, grouping)) == overall, grouping


@pytest.mark.feature("RP-02", "EX-05")
def test_a_view_that_is_filtered_adds_up_to_its_own_totals(app: Flask) -> None:
    scattered(app, 4)
    asked = [
        StockFilter(product="TEA"),
        StockFilter(location="ZONE-A"),
        StockFilter(state=LotState.EXPIRED),
        StockFilter(near_expiry=True),
        StockFilter(words="cream a-0"),
        StockFilter(lot_id=0),
        StockFilter(month="2026-07"),
    ]
    for one in asked:
        overall = added(totals(app, one))
        assert overall[0] > 0, one
        for grouping in Grouping:
            assert added(walk(app, one, grouping)) == overall, (one, grouping)


def test_the_states_of_all_stock_add_up_to_all_stock(app: Flask) -> None:
    scattered(app, 5)
    each = [totals(app, StockFilter(state=state)) for state in LotState]

    assert added([row for rows in each for row in rows]) == added(totals(app))


def test_the_database_and_the_rule_agree_on_what_is_usable(app: Flask) -> None:
    made = warehouse(app)
    days = (None, *(DAY + timedelta(days=n) for n in (-1, 0, 1)))
    for number, (status, expires_on) in enumerate(product(LotStatus, days)):
        reason = None if status is LotStatus.RELEASED else "a reason"
        dated = {"status": status, "expires_on": expires_on, "hold_reason": reason}
        lot(made, "CREAM", f"L-{number}", **dated)
    one = select(literal(1).label("one")).subquery()
    on_nothing = one.join(locations, locations.c.code == "A-01").outerjoin(plates, plates.c.id == 0)
    may_leave = case((USABLE, 1), else_=0)
    columns = (lots.c.status, lots.c.expires_on, may_leave.label("said"), STATE.label("state"))
    lot_or_none = or_(lots.c.id.is_not(None), lots.c.id.is_(None))
    every = select(*columns).select_from(on_nothing.outerjoin(lots, lot_or_none))
    no_lot = select(*columns).select_from(on_nothing.outerjoin(lots, lots.c.id == 0))
    for statement, expected in ((every, 12), (no_lot, 1)):
        rows = reading(app, lambda c, s=statement: c.execute(s, {"today": DAY}).all())

        assert len(rows) == expected
        for row in rows:
            assert bool(row.said) is usable(row.status, row.expires_on, DAY), row
            assert row.state == state_of(row.status, row.expires_on, DAY), row
            assert (row.state == LotState.USABLE) is bool(row.said), row


@pytest.mark.feature("RP-01")
def test_available_is_usable_stock_on_docks_and_in_bins_that_nobody_reserved(app: Flask) -> None:
    stocked(app)
    rows = {row.lot: row for row in walk(app, StockFilter(product="CREAM"), Grouping.LOT)}
    shown = {lot: (row.on_hand, row.available, row.on_hold, row.state) for lot, row in rows.items()}

    # Six of GOOD stand picked at staging.
    assert shown == {
        "GOOD": (30, 24, 0, LotState.USABLE),
        "HELD": (4, 0, 4, LotState.ON_HOLD),
        "NEAR": (7, 7, 0, LotState.USABLE),
        "OLD": (3, 0, 0, LotState.EXPIRED),
        "RECALLED": (2, 0, 2, LotState.RECALLED),
    }


def test_where_all_is_counted_in_one_unit_the_total_is_the_same(app: Flask) -> None:
    scattered(app, 6)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(update(Product).values(unit="each", scale=0))
    (total,) = totals(app)

    assert (total.unit, added((total,))) == ("each", added(walk(app, ALL, Grouping.LOT)))
    assert totals(app, StockFilter(words="nothing-like-it")) == ()


def test_kilograms_and_pieces_are_never_added(app: Flask) -> None:
    stocked(app)

    assert [(row.unit, row.scale, row.on_hand) for row in totals(app)] == [
        ("each", 0, 47),
        ("kg", 3, 2500),
    ]
    bins = {row.location: row.unit for row in walk(app, ALL, Grouping.LOCATION)}
    assert bins["A-01"] == "each"
    assert bins["A-02"] is None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (StockFilter(words="hd-123"), ["HD-12345"]),
        (StockFilter(words="hair a-02"), ["HD-12345"]),
        (StockFilter(words="hair a-01"), []),
        (StockFilter(words="100%"), []),
        (StockFilter(words="tote-1"), ["GOOD"]),
        (StockFilter(location="ZONE-A", lot="GOOD"), ["GOOD", "GOOD"]),
        (StockFilter(place="ZONE-A"), []),
        (StockFilter(near_expiry=True), []),
        (StockFilter(month="2099-07", place="A-02"), ["GOOD", "HELD"]),
        (StockFilter(month="9999-12"), ["RECALLED", "HD-12345", "T-1"]),
    ],
)
def test_filters_leave_what_they_name(app: Flask, asked: StockFilter, expected: list[str]) -> None:
    stocked(app)
    rows = walk(app, asked, Grouping.PLACE)

    assert [row.serial or row.lot for row in rows] == expected


def test_rows_that_come_in_between_shift_no_page(app: Flask) -> None:
    made = stocked(app)
    first = reading(app, lambda c: stock_by_lot.page(c, ALL, Grouping.LOT, today=DAY, limit=3))
    made.add(
        Lot(product_id=made.ids["CREAM"], code="A-NEW", created_at=MORNING),
        Lot(product_id=made.ids["TEA"], code="T-0", created_at=MORNING),
    )
    made.move("CREAM", 1, "SUPPLIERS", "A-01", lot="A-NEW")
    made.move("TEA", 1, "SUPPLIERS", "A-01", lot="T-0")
    second = reading(
        app,
        lambda c: stock_by_lot.page(c, ALL, Grouping.LOT, today=DAY, cursor=first.next, limit=9),
    )

    assert [row.lot for row in first.rows] == ["GOOD", "HELD", "NEAR"]
    assert [row.lot for row in second.rows] == ["OLD", "RECALLED", None, "T-0", "T-1"]
    assert second.next is None


def test_months_have_a_place_for_what_has_no_date(app: Flask) -> None:
    stocked(app)
    months = [row.month for row in walk(app, ALL, Grouping.EXPIRY_MONTH)]

    assert months[0] == LONG_AGO.isoformat()[:7]
    assert months[-2:] == [FAR_OFF.isoformat()[:7], None]

"""An order's stock: promised for its day, in the order that is set, and why the rest is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tests.warehouse import NOW, TODAY, Warehouse, warehouse_of
from webapp.models import Location, LocationKind, LotStatus, ProductPlace, ReservationSetting
from webapp.operations import orders, promising, reservations
from webapp.operations.reservations import Allotted, Need
from webapp.queries.promised import promises_of
from webapp.rules.removal import Availability, ReservationMethod, Why, availability
from webapp.words import Words

OLD = TODAY - timedelta(days=1)
WHERE = "select o.code, r.quantity from reservations r join balances b on b.id = r.balance_id"


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse, empty."""
    return warehouse_of(app)


def enter(house: Warehouse, number: str, *, days: int | None = None, **asked: int) -> int:
    """An order that is not released, due in so many days."""
    due = None if days is None else NOW + timedelta(days=days)
    lines = {house.ids[sku]: units for sku, units in asked.items()}
    with house.act() as work:
        new = orders.NewOrder(number, house.ids["customer"], house.ids["STAGE"], lines, due_at=due)
        return orders.enter_order(work, new)


def check(house: Warehouse, order_id: int) -> Allotted:
    """What became of the order's one line."""
    with house.act() as work:
        made = promising.check_availability(work, order_id, TODAY)
    assert isinstance(made, dict)
    return next(iter(made.values()))


def state(house: Warehouse, order_id: int) -> Availability:
    """The word for an order's stock."""
    with house.engine.connect() as connection:
        lines = promises_of(connection, order_id, TODAY)
    return availability((line.needed, line.reserved) for line in lines)


def does(house: Warehouse, statement: str, **values: object) -> None:
    """Change something beside the work."""
    with house.act() as work:
        work.connection.execute(text(statement), values)


def places(house: Warehouse) -> dict[str, int]:
    """Units promised by bin."""
    with house.engine.connect() as connection:
        rows = connection.execute(text(f"{WHERE} join locations o on o.id = b.location_id"))
        return {row.code: row.quantity for row in rows}


def stock_of_every_kind(house: Warehouse) -> None:
    """Nothing that may be promised, each for a reason of its own."""
    house.lot("OLD", expires_on=OLD)
    house.lot("HELD", status=LotStatus.ON_HOLD, reason="smell")
    house.lot("FINE")
    house.stock("CREAM", "A-1", 5, lot="OLD")
    house.stock("CREAM", "A-1", 5, lot="HELD")
    house.stock("CREAM", "A-2", 5, lot="FINE")
    house.stock("CREAM", "DOCK-1", 5, lot="FINE")
    does(house, "update locations set blocked_out = (1 = 1) where code = 'A-2'")


# Why something is missing


@pytest.mark.feature("EX-11")
def test_of_expired_stock_alone_nothing_is_reserved_and_it_is_said(house: Warehouse) -> None:
    house.lot("OLD", expires_on=OLD)
    house.stock("CREAM", "A-1", 9, lot="OLD")
    order = enter(house, "SO-1", CREAM=4)
    assert check(house, order) == Allotted(0, 4, (Why.EXPIRED,))
    assert state(house, order) is Availability.WAITING


@pytest.mark.feature("EX-11")
def test_a_lot_past_its_removal_date_on_the_day_of_the_order_is_not_for_it(
    house: Warehouse,
) -> None:
    house.lot("L1", expires_on=TODAY + timedelta(days=60))
    house.stock("CREAM", "A-1", 9, lot="L1")
    does(house, "update lots set removal_date = :day", day=str(TODAY + timedelta(days=3)))
    assert check(house, enter(house, "LATE", days=4, CREAM=4)) == Allotted(0, 4, (Why.EXPIRED,))
    assert check(house, enter(house, "IN TIME", days=3, CREAM=4)) == Allotted(4, 0)


def test_a_lot_that_expires_before_the_order_leaves_is_not_for_it(house: Warehouse) -> None:
    house.lot("L1", expires_on=TODAY + timedelta(days=3))
    house.stock("CREAM", "A-1", 9, lot="L1")
    assert check(house, enter(house, "LATE", days=4, CREAM=4)) == Allotted(0, 4, (Why.EXPIRED,))


def test_an_order_that_is_overdue_is_planned_for_today(house: Warehouse) -> None:
    house.lot("OLD", expires_on=OLD)
    house.stock("CREAM", "A-1", 9, lot="OLD")
    assert check(house, enter(house, "SO-1", days=-9, CREAM=4)).promised == 0


@pytest.mark.parametrize(("days", "promised", "why"), [(30, 4, ()), (31, 0, (Why.TOO_SHORT,))])
def test_a_customer_gets_what_lives_long_enough(
    house: Warehouse, days: int, promised: int, why: tuple[Why, ...]
) -> None:
    house.lot("L1", expires_on=TODAY + timedelta(days=30))
    house.stock("CREAM", "A-1", 9, lot="L1")
    order = enter(house, "SO-1", CREAM=4)
    with house.act() as work:
        task = promising.task_of(work, order)
        need = Need(task, house.ids["CREAM"], 4, int(house.ask("select id from order_lines")))
        made = reservations.allocate(work, need, TODAY, least_life_days=days)
    assert made == Allotted(promised, 4 - promised, why)


def test_a_life_longer_than_the_calendar_is_simply_too_long(house: Warehouse) -> None:
    house.lot("L1")
    house.stock("CREAM", "A-1", 9, lot="L1")
    order = enter(house, "SO-1", CREAM=4)
    with house.act() as work:
        task = promising.task_of(work, order)
        made = promising.promise_lines(work, order, task, TODAY, least_life_days=10**7)
    assert [one.why for one in made.values()] == [(Why.TOO_SHORT,)]


def test_every_reason_is_found_and_the_order_of_the_words_is_fixed(house: Warehouse) -> None:
    stock_of_every_kind(house)
    made = check(house, enter(house, "SO-1", CREAM=4))
    assert made == Allotted(0, 4, (Why.EXPIRED, Why.HELD, Why.BLOCKED, Why.NOT_PUT_AWAY))


def test_what_others_have_is_said_to_be_theirs(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 8)
    assert check(house, enter(house, "SO-1", WATER=5)) == Allotted(5, 0)
    assert check(house, enter(house, "SO-2", WATER=5)) == Allotted(3, 2, (Why.RESERVED,))
    assert check(house, enter(house, "SO-3", WATER=5)) == Allotted(0, 5, (Why.RESERVED,))


def test_nothing_at_all_is_said_and_ones_own_is_not_anothers(house: Warehouse) -> None:
    assert check(house, enter(house, "SO-1", WATER=5)) == Allotted(0, 5, (Why.NONE,))
    house.stock("WATER", "A-1", 3)
    assert check(house, enter(house, "SO-2", WATER=5)) == Allotted(3, 2, (Why.NONE,))


# Which order of removal holds


@pytest.mark.feature("PK-11")
def test_without_dates_first_in_goes_first(house: Warehouse) -> None:
    house.stock("WATER", "A-2", 5)
    house.stock("WATER", "A-1", 5)
    does(
        house,
        "update balances set arrived_at = '2026-06-14 09:00:00' where location_id = :id",
        id=house.ids["A-1"],
    )
    check(house, enter(house, "SO-1", WATER=6))
    assert places(house) == {"A-1": 5, "A-2": 1}


@pytest.mark.feature("PK-11")
def test_a_location_asks_the_places_above_it(house: Warehouse) -> None:
    house.stock("WATER", "A-3", 5)
    house.stock("WATER", "A-1", 5)
    does(
        house,
        "insert into locations (code, name, kind, walk_order, blocked_in, blocked_out,"
        " removal_strategy) values ('HALL', '', 'area', 0, (1 = 0), (1 = 0), 'closest')",
    )
    does(
        house,
        "insert into locations (code, name, kind, walk_order, blocked_in, blocked_out,"
        " parent_id) select 'ZONE', '', 'area', 0, (1 = 0), (1 = 0), id from locations"
        " where code = 'HALL'",
    )
    does(
        house,
        "update locations set parent_id = (select z.id from locations z"
        " where z.code = 'ZONE') where kind in ('storage', 'pick_face')",
    )
    check(house, enter(house, "SO-1", WATER=6))
    assert places(house) == {"A-1": 5, "A-3": 1}


@pytest.mark.feature("PK-11")
def test_the_category_of_a_product_goes_before_its_place(house: Warehouse) -> None:
    house.stock("WATER", "A-2", 5)
    house.stock("WATER", "A-3", 5)
    does(house, "update locations set removal_strategy = 'closest'")
    does(
        house,
        "insert into product_categories (code, name, removal_strategy)"
        " values ('DRINKS', 'Drinks', 'lifo')",
    )
    does(house, "update products set category_id = (select id from product_categories)")
    check(house, enter(house, "SO-1", WATER=6))
    assert places(house) == {"A-3": 5, "A-2": 1}


@pytest.mark.feature("ST-04")
def test_goods_that_came_together_are_promised_from_the_pick_face_first(house: Warehouse) -> None:
    house.stock("WATER", "A-2", 5)
    house.stock("WATER", "A-3", 5)
    house.stock("WATER", "A-1", 5)
    product = house.ids["WATER"]
    with house.act() as work:
        for code, priority in (("A-2", 2), ("A-3", 1)):
            place = {"product_id": product, "location_id": house.ids[code]}
            work.session.add(ProductPlace(**place, role="source", priority=priority))
    check(house, enter(house, "SO-1", WATER=11))
    assert places(house) == {"A-1": 5, "A-3": 5, "A-2": 1}


def test_places_that_stand_in_each_other_stop_nobody(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 5)
    does(
        house,
        "update locations set parent_id = case when code = 'A-1' then :two else :one end"
        " where code in ('A-1', 'A-2')",
        one=house.ids["A-1"],
        two=house.ids["A-2"],
    )
    assert check(house, enter(house, "SO-1", WATER=6)).promised == 5


# Check, unreserve, release


@pytest.mark.feature("PK-13")
def test_an_order_waits_is_partly_available_and_available(house: Warehouse) -> None:
    order = enter(house, "SO-1", WATER=12)
    check(house, order)
    assert state(house, order) is Availability.WAITING
    house.stock("WATER", "A-1", 8)
    check(house, order)
    assert state(house, order) is Availability.PARTLY
    house.stock("WATER", "A-2", 8)
    check(house, order)
    assert state(house, order) is Availability.AVAILABLE
    assert check(house, order) == Allotted(0, 0)
    assert house.ask("select sum(quantity) from reservations") == 12


@pytest.mark.feature("PK-13")
def test_unreserve_frees_what_is_reserved_and_no_more(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 8)
    order, other = enter(house, "SO-1", WATER=5), enter(house, "SO-2", WATER=2)
    check(house, order)
    check(house, other)
    with house.act() as work:
        assert promising.unreserve(work, order) == 5
        assert promising.unreserve(work, order) == 0
    assert house.reserved("WATER", "A-1") == 2


@pytest.mark.feature("PK-13")
def test_what_a_worker_is_picking_is_not_unreserved(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 8)
    task = house.order("SO-1", WATER=5)
    hand = house.hand()
    hand.scans("SO-1")
    order = int(house.ask("select order_id from tasks where id = :task", task=task))
    with house.act() as work:
        said = promising.unreserve(work, order)
    assert str(said) == ("ann is picking order SO-1. Let it be finished, or reported short.")
    assert house.reserved("WATER", "A-1") == 5


def test_there_is_no_order_to_promise_to(house: Warehouse) -> None:
    with house.act() as work:
        assert promising.check_availability(work, 99, TODAY) is None
        assert promising.unreserve(work, 99) is None
        assert orders.release(work, 99, TODAY, zone="UTC") is None


def test_an_order_is_released_once(house: Warehouse) -> None:
    order = enter(house, "SO-1", WATER=5)
    with house.act() as work:
        assert isinstance(orders.release(work, order, TODAY, zone="UTC"), int)
        said = orders.release(work, order, TODAY, zone="UTC")
    assert isinstance(said, Words)
    assert str(said) == "Order SO-1 was released before."


@pytest.mark.feature("PK-13")
def test_what_is_reserved_before_the_release_is_not_on_the_floor_yet(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 8)
    order = enter(house, "SO-1", WATER=5)
    check(house, order)
    hand = house.hand()
    assert hand.scans("SO-1")["code"] == "order_not_released"
    assert hand.opens("picking").scans("LW*PICK")["code"] == "no_work"
    hand.flow, hand.task, hand.step = "picking", int(house.ask("select id from tasks")), "location"
    assert hand.scans("A-1")["code"] == "order_not_released"
    with house.act() as work:
        orders.release_order(work, order, TODAY)
    assert house.reserved("WATER", "A-1") == 5
    assert house.hand().scans("SO-1")["code"] == "pick_started"


def test_a_task_without_a_promise_is_not_begun_and_nothing_is_given_up(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 8)
    task = house.order("SO-1", WATER=5)
    with house.act() as work:
        promising.unreserve(work, int(house.ask("select order_id from tasks")))
    hand = house.hand()
    hand.flow, hand.task, hand.step = "picking", task, "location"
    assert hand.scans("A-1")["code"] == "order_not_released"
    assert house.ask("select short from order_lines") == 0


# When stock is reserved


def method(house: Warehouse, method: ReservationMethod, days: int = 0) -> None:
    """Arrange when."""
    with house.act() as work:
        work.session.add(ReservationSetting(id=1, method=method, days_before=days))


@pytest.mark.feature("PK-12")
def test_by_hand_means_not_at_release(house: Warehouse) -> None:
    method(house, ReservationMethod.MANUAL)
    house.stock("WATER", "A-1", 8)
    house.order("SO-1", WATER=5)
    assert house.reserved("WATER", "A-1") == 0
    assert promising.reserve_due(house.engine, TODAY, "UTC") == 0
    assert check(house, int(house.ask("select id from orders"))).promised == 5


@pytest.mark.feature("PK-12")
def test_an_order_due_in_five_days_is_reserved_two_days_before(house: Warehouse) -> None:
    method(house, ReservationMethod.DAYS_BEFORE, 2)
    house.stock("WATER", "A-1", 8)
    order = enter(house, "SO-1", days=5, WATER=5)
    with house.act() as work:
        orders.release_order(work, order, TODAY)
    served = [
        promising.reserve_due(house.engine, TODAY + timedelta(days=days), "UTC")
        for days in range(5)
    ]
    assert served == [0, 0, 0, 1, 0]
    assert house.reserved("WATER", "A-1") == 5


@pytest.mark.feature("ST-10")
def test_a_picker_walks_from_two_to_ten(house: Warehouse) -> None:
    does(house, "update locations set walk_order = 0")
    with house.act() as work:
        work.session.add(Location(code="A-10", kind=LocationKind.STORAGE))
        work.session.flush()
    house.ids["A-10"] = int(house.ask("select id from locations where code = 'A-10'"))
    house.stock("WATER", "A-10", 1)
    house.stock("WATER", "A-2", 1)
    house.order("SO-1", WATER=2)
    answer = house.hand().scans("SO-1")
    assert answer["prompt"] == "Scan bin A-2"

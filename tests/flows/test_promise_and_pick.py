"""What is never promised is never picked, and the other way: one table of reasons for both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from tests.flows.saying import words
from tests.warehouse import NOW, TODAY, Hand, Warehouse
from webapp.models import Flow, HoldStatus, PlateKind
from webapp.operations import held, orders, promising, reservations, tasks
from webapp.operations.held import Held
from webapp.operations.holds_on_lots import Lots, place_on_lots
from webapp.operations.ledger import By
from webapp.operations.reservations import Allotted
from webapp.queries.promises import Today
from webapp.rules.removal import Why


def writes(statement: str) -> Callable[[Warehouse], None]:
    """What comes about by no act of a supervisor, or by one that would take promises back."""

    def impose(house: Warehouse) -> None:
        with house.engine.begin() as connection:
            connection.execute(text(statement))

    return impose


def holds_a(kind: Held, name: str) -> Callable[[Warehouse], None]:
    """A supervisor holds one thing."""
    return lambda house: house.holds(name, kind=kind) and None


def holds_a_range(house: Warehouse) -> None:
    """A supervisor holds all lots of the product between two codes."""
    wanted = Lots(house.ids["CREAM"], code_from="BAD", code_to="BADE")
    why = held.Why(HoldStatus.ON_HOLD, "other", "smell")
    with house.act() as work:
        place_on_lots(work, wanted, why, By(house.ids["bob"], NOW), Today(TODAY))


def of_bad(column: str) -> str:
    """A date of the bad lot."""
    return f"update lots set {column} = '2026-06-14' where code = 'BAD'"


NONE_TO_TAKE = (
    "A-1 holds 0 of CREAM lot {} that can be taken."
    " Take fewer, scan another lot, or report it short."
)
CASES = [
    (writes(of_bad("expires_on")), Why.EXPIRED, "Lot BAD expired on Jun 14, 2026."),
    (
        writes(of_bad("removal_date")),
        Why.EXPIRED,
        "Lot BAD is to be removed by Jun 14, 2026; the order leaves on Jun 15, 2026.",
    ),
    (
        writes("update orders set due_at = '2028-02-01 09:00:00+00:00'"),
        Why.EXPIRED,
        "Lot BAD expires on Jun 30, 2027; the order leaves on Feb 1, 2028.",
    ),
    (holds_a(Held.LOT, "CREAM BAD"), Why.HELD, "Lot BAD is on hold: smell."),
    (holds_a_range, Why.HELD, "Lot BAD is on hold: smell."),
    (holds_a(Held.PLATE, "P-1"), Why.HELD, "License plate P-1 is on hold: smell."),
    (holds_a(Held.LOCATION, "A-1"), Why.HELD, "A-1 is on hold: smell."),
    (
        writes("update locations set kind = 'quarantine' where code = 'A-1'"),
        Why.HELD,
        "A-1 is quarantine: nothing leaves it for an order.",
    ),
    (
        writes("update locations set blocked_out = (1 = 1) where code = 'A-1'"),
        Why.BLOCKED,
        "A-1 is blocked: nothing may be taken from there.",
    ),
    (
        writes("update license_plates set status = 'closed' where code = 'P-1'"),
        Why.CLOSED,
        "Closed: license plate P-1. Nothing goes on or off.",
    ),
    (
        writes("update partners set min_life_days = 900 where kind = 'customer'"),
        Why.TOO_SHORT,
        "Customer wants 900 days; lot BAD has 380.",
    ),
]
NAMES = (
    *("expired", "past removal", "over before it leaves", "held lot", "held range", "held plate"),
    *("held place", "quarantine", "blocked out", "closed plate", "minimum life"),
)


@pytest.fixture
def hands(house: Warehouse) -> tuple[Hand, Hand]:
    """Two pickers at A-1: one was promised the good lot there, the other the bad one on P-1."""
    house.lot("GOOD", expires_on=date(2027, 1, 31))
    house.lot("BAD")
    with house.act() as work:
        house.add_plate(work, "P-1", "A-1", PlateKind.PALLET)
    house.stock("CREAM", "A-1", 2, lot="GOOD")
    house.stock("CREAM", "A-1", 5, lot="BAD", plate="P-1")
    made = []
    for name, number in (("ann", "SO-1"), ("bob", "SO-2")):
        house.order(number, CREAM=2)
        made.append(house.hand(name).opens("picking"))
        made[-1].scans(number, "A-1")
    return made[0], made[1]


def asks(house: Warehouse, number: str) -> int:
    """An order for two creams that nothing is promised yet."""
    lines = {house.ids["CREAM"]: 2}
    new = orders.NewOrder(number, house.ids["customer"], house.ids["STAGE"], lines)
    with house.act() as work:
        return orders.enter_order(work, new)


@pytest.mark.feature("EX-11", "ST-07", "ST-08")
@pytest.mark.parametrize(("impose", "why", "said"), CASES, ids=NAMES)
def test_what_is_not_promised_is_not_picked(
    house: Warehouse,
    hands: tuple[Hand, Hand],
    impose: Callable[[Warehouse], None],
    why: Why,
    said: str,
) -> None:
    other, third = hands[0], asks(house, "SO-3")
    impose(house)
    assert [hand.scans("BAD")["message"] for hand in hands] == [said, said]
    assert (other.last["status"], house.on_hand("CREAM", "STAGE")) == ("refused", 0)
    with house.act() as work:
        made = promising.check_availability(work, third, TODAY)
    assert isinstance(made, dict)
    assert [(one.promised, why in one.why) for one in made.values()] == [(0, True)]


def test_what_is_in_somebodys_hand_is_neither_promised_nor_picked(
    house: Warehouse, hands: tuple[Hand, Hand]
) -> None:
    third = asks(house, "SO-3")
    house.lot("CARRIED")
    house.stock("CREAM", "A-1", 9, lot="CARRIED")
    with house.act() as work:
        carrying = tasks.open_new(work, Flow.PUTAWAY, step="bin", user_id=house.ids["ann"])
        rows = text("select max(id) from balances")
        balance = work.connection.execute(rows).scalar_one()
        assert reservations.reserve(work, balance, carrying.id, None, 9) == 9
        work.connection.execute(text("update order_lines set ordered = 9 where order_id = 3"))
        made = promising.check_availability(work, third, TODAY)
    assert isinstance(made, dict)
    assert list(made.values()) == [Allotted(3, 6, (Why.RESERVED,))]
    assert words(hands[0].scans("CARRIED")) == NONE_TO_TAKE.format("CARRIED")


def test_nothing_is_swapped_that_the_other_order_would_not_be_promised(
    house: Warehouse, hands: tuple[Hand, Hand]
) -> None:
    """The bad lot is all promised to SO-2, which leaves when the good one is over."""
    house.order("SO-3", CREAM=3)
    writes("update orders set due_at = '2027-03-01 09:00:00+00:00' where number <> 'SO-1'")(house)
    assert words(hands[0].scans("BAD")) == NONE_TO_TAKE.format("BAD")


def test_a_plate_with_promised_goods_is_not_closed(house: Warehouse, hands: object) -> None:
    hand = house.hand("bob").opens("plates")
    assert words(hand.scans("P-1", "LW*CLOSE")) == (
        "CREAM lot BAD on it is promised to an order: license plate P-1."
        " Leave it open until that is picked, or let a supervisor unreserve it."
    )

"""Announced license plates: one scan takes in all that stands on one, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from tests.flows.saying import label, verdict, words
from tests.printing import PREFIX, book, rule
from tests.warehouse import CREAM, TODAY, WATER_CASE, Hand, Warehouse, warehouse_of
from webapp.operations import announcing
from webapp.operations.announced_lines import Judged, look
from webapp.operations.verify import verify
from webapp.words import Words

ONE, TWO, MANY = "106141411234567897", "106141411234567804", "106141411234567811"
SSCC = label(a00=ONE)
LINES = f"""
{ONE}; CREAM; 12; L1; ; 2027-06-30
{ONE};CREAM;5;L2;;2027-07-31
{ONE}\tDRYER\t\t\tHD-1
{TWO};{WATER_CASE};2
"""


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """A receipt with two announced license plates; in the end the laws hold."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=24, DRYER=2, WATER=12)
    announces(house, LINES)
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at the receipt."""
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")
    return hand


def looks(house: Warehouse, box: str, receipt: int = 1) -> Judged | Words:
    """The verdicts of a paste."""
    with house.engine.connect() as connection:
        return look(connection, receipt, box, TODAY)


def announces(house: Warehouse, box: str, receipt: int = 1) -> None:
    """A supervisor pastes the lines and saves what stands."""
    found = looks(house, box, receipt)
    assert isinstance(found, Judged)
    with house.act() as work:
        bob = house.ids["bob"]
        assert announcing.save(work, receipt, box, found.digest, TODAY, by=bob) is None


def faults(house: Warehouse, box: str) -> list[str | None]:
    """What is said against each line."""
    found = looks(house, box)
    assert isinstance(found, Judged)
    return [one.fault and str(one.fault) for one in found.verdicts]


@pytest.mark.feature("RC-08")
def test_one_scan_takes_in_all_that_was_announced(house: Warehouse, hand: Hand) -> None:
    assert house.card(hand).hint == (
        "2 license plates are announced: scan one to take in all of it."
    )
    assert verdict(hand.scans(SSCC)) == (
        "accepted",
        "plate_received",
        f"In: license plate {ONE}, 12 of CREAM lot L1, 5 of CREAM lot L2, 1 of DRYER serial HD-1.",
    )
    on_it = "select sum(on_hand) from balances b join license_plates t on t.id = b.plate_id"
    assert house.ask(f"{on_it} where t.code = :c and b.location_id = :d", c=ONE, d=3) == 18
    assert house.ask("select count(distinct scan_id) from moves") == 1
    assert str(house.ask("select expires_on from lots where code = 'L2'")) == "2027-07-31"
    assert words(hand.scans(label(a00=TWO))) == f"In: license plate {TWO}, 12 of WATER."
    assert house.card(hand).hint == "Goods go onto DOCK-1."
    assert words(hand.scans(label(a01=CREAM, a17="270630", a10="L1"))) == (
        "+1 CREAM lot L1: 18 of 24."
    )


@pytest.mark.feature("RC-08", "UX-09")
def test_all_of_it_is_undone_as_one_and_can_come_again(house: Warehouse, hand: Hand) -> None:
    assert words(hand.scans(SSCC, "LW*UNDO")) == "Undone."
    assert house.ask("select sum(on_hand) from balances where inside") == 0
    assert house.ask("select sum(received) from receipt_lines") == 0
    assert hand.scans(SSCC)["code"] == "plate_received"
    assert words(hand.scans(SSCC)) == f"Goods now go onto license plate {ONE}."


@pytest.mark.feature("RC-08")
def test_the_plate_opens_the_receipt_that_announces_it(house: Warehouse) -> None:
    hand = house.hand().opens("receiving")
    assert words(hand.scans(SSCC)) == "Receipt RC-1 is open."
    assert hand.scans(SSCC)["code"] == "plate_received"
    other = house.hand("bob").opens("receiving")
    assert words(other.scans(SSCC)) == (
        f"That was license plate {ONE}. Scan a receipt number or a product that was delivered."
    )


@pytest.mark.feature("RC-08")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "insert into lots (product_id, code, expires_on, status, created_at) select id, 'L2',"
            " '2027-01-01', 'released', '2026-01-01' from products where sku = 'CREAM'",
            "Lot L2 expires on Jan 1, 2027, but this label says Jul 31, 2027.",
        ),
        (
            "update products set min_receipt_days = 1000 where sku = 'CREAM'",
            "Lot L1 has 380 days left; CREAM needs 1000 on receipt.",
        ),
        (
            "update receipt_lines set expected = 16 where product_id ="
            " (select id from products where sku = 'CREAM')",
            "More CREAM than expected: 12 of 16 done before this scan.",
        ),
        (
            "update products set tracking = 'lot_and_serial' where sku = 'DRYER'",
            "DRYER was announced without its lot.",
        ),
        (
            "update locations set blocked_in = (1 = 1) where code = 'DOCK-1'",
            "DOCK-1 is blocked for goods coming in.",
        ),
    ],
)
def test_one_line_that_may_not_come_in_keeps_out_all(
    house: Warehouse, hand: Hand, change: str, said: str
) -> None:
    rule(house, "per_unit", company_prefix=PREFIX, new_plates=True)
    with house.engine.begin() as connection:
        connection.execute(text(change))
    answer = hand.scans(SSCC)
    assert (answer["status"], answer["message"]) == ("refused", said)
    if "blocked" not in said:
        assert answer["remedy"].startswith(f"Nothing of license plate {ONE} was received. ")
    counts = [house.count(table) for table in ("moves", "serials", "print_jobs")]
    assert (counts, house.count("license_plates"), book(house)) == ([0, 0, 0], 2, [])
    assert house.ask("select sum(received) from receipt_lines") == 0


@pytest.mark.feature("RC-08", "EX-04")
def test_two_dates_of_one_lot_keep_out_all(house: Warehouse, hand: Hand) -> None:
    """They are refused where they are announced; one may have been before it was asked."""
    line = f"{ONE};CREAM;1;L7;;2027-06-30"
    assert faults(house, f"{line}\n{ONE};CREAM;1;L7;;2027-07-31") == [
        "Left out with line 2 of the same license plate.",
        "Lot L7 expires on 2027-06-30.",
    ]
    announces(house, f"{line}\n{line}")
    with house.act() as work:
        last = "update announced_goods set expires_on = '2027-07-31' where id in"
        work.connection.exec_driver_sql(f"{last} (select max(id) from announced_goods)")
    assert hand.scans(SSCC)["message"] == (
        "Lot L7 expires on Jun 30, 2027, but this label says Jul 31, 2027."
    )
    assert (house.count("moves"), house.count("lots")) == (0, 0)


@pytest.mark.feature("RC-08")
def test_a_serial_that_is_here_keeps_out_all(house: Warehouse, hand: Hand) -> None:
    house.serials("DRYER", "A-1", "HD-1")
    assert words(hand.scans(SSCC)) == (
        "Serial HD-1 is already in stock, at A-1."
        f" Nothing of license plate {ONE} was received. Check the label. Scan another unit."
    )
    assert house.count("moves") == 1


@pytest.mark.feature("RC-08")
def test_a_plate_that_nobody_announced_is_filled_by_hand_as_ever(hand: Hand) -> None:
    assert words(hand.scans(label(a00=MANY))) == f"Goods now go onto license plate {MANY}."


@pytest.mark.feature("RC-08", "RC-09")
def test_what_has_not_come_is_announced_on_the_backorder(house: Warehouse, hand: Hand) -> None:
    hand.scans(SSCC, "LW*DONE*BACKORDER")
    hand.opens("receiving").scans("RC-1-B1")
    assert words(hand.scans(label(a00=TWO))) == f"In: license plate {TWO}, 12 of WATER."


@pytest.mark.feature("RC-08")
def test_every_line_is_judged_and_a_plate_stands_or_falls_as_a_whole(house: Warehouse) -> None:
    house.lot("OLD", expires_on=TODAY.replace(day=1))
    house.serials("DRYER", "A-1", "IN-1")
    box = f"""
106141411234567890;CREAM;1;L1;;2027-06-30
{MANY};NAIL;1
{MANY};WATER;1
{TWO};WATER;x
{ONE};CREAM;20;L1;;2027-06-30
{ONE};CREAM;5;OLD
"""
    assert faults(house, box) == [
        "106141411234567890 is not an SSCC.",
        "NAIL is not on this receipt.",
        "Left out with line 3 of the same license plate.",
        "x is not a quantity.",
        "Left out with line 7 of the same license plate.",
        "Lot OLD expired on 2026-06-01.",
    ]
    assert faults(house, f"{MANY};CREAM;8;L9;;2027-06-30") == ["More CREAM than expected: 24."]
    assert faults(house, f"{MANY};CREAM;1;L9;;2027-06-30\n{MANY};CREAM;1") == [
        "Left out with line 2 of the same license plate.",
        "A code is needed.",
    ]
    assert faults(house, f"{ONE};DRYER;2;;HD-5\n{ONE};DRYER;;;IN-1\n{ONE};DRYER;1;;HD-5") == [
        "Every DRYER has a line of its own, with its serial.",
        "Serial IN-1 is already in stock, at A-1.",
        "Left out with line 1 of the same license plate.",
    ]
    assert faults(house, f"{ONE};WATER;12345670") == ["12345670 is not a quantity."]

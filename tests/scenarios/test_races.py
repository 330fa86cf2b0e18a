"""Many hands reach for the same thing: one gets it, the others are told, and the book is right.

Every story is played by eight threads of one process and by four processes, on both engines.
Afterwards the laws are held against the whole book, and nobody was ever answered with a 5xx.
"""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest
from flask import Flask

from tests.scenarios.crew import HANDS, Crew, Job
from tests.scenarios.hands import Heard, Screen, release, scans, take
from tests.stocked import FAR_OFF
from tests.warehouse import CREAM, DRYER, Warehouse
from webapp.models import (
    Location,
    LocationKind,
    MoveKind,
    PlateKind,
    Product,
    StorageCategory,
)
from webapp.operations import orders
from webapp.operations.ledger import Entry, Goods, Spot

SSCC = "00006141411234567890"


def codes_of(heard: list[list[Heard]]) -> Counter[str]:
    """How often each last answer was given; every one of them was judged."""
    assert {one.status for answers in heard for one in answers} == {200}
    return Counter(answers[-1].code for answers in heard)


# Orders and the ledger


def enter(house: Warehouse, number: str, **asked: int) -> int:
    """An order that is not released."""
    with house.act() as work:
        lines = {house.ids[sku]: units for sku, units in asked.items()}
        new = orders.NewOrder(number, house.ids["customer"], house.ids["STAGE"], lines)
        return orders.enter_order(work, new)


def totes(house: Warehouse) -> list[str]:
    """A tote for each hand."""
    codes = [f"TT-{number}" for number in range(HANDS)]
    with house.act() as work:
        for code in codes:
            house.add_plate(work, code, "STAGE", PlateKind.TOTE)
    return codes


def out_of(house: Warehouse, place: str, lot: str) -> Entry:
    """One unit of a lot of cream to a customer."""
    goods = Goods(house.ids["CREAM"], house.ids[f"CREAM {lot}"])
    return Entry(MoveKind.SHIP, goods, 1, Spot(house.ids[place]), Spot(house.ids["CUSTOMERS"]))


def test_the_last_units_are_promised_and_picked_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", 5, lot="L1")
    entered = [enter(house, f"SO-{number}", CREAM=1) for number in range(HANDS)]
    tasks = crew.plays(app, [Job(release, (order,)) for order in entered])
    assert house.reserved("CREAM", "A-1") == 5
    jobs = [
        Job(scans, (Screen(token, "picking", task), "A-1", f"01{CREAM}10L1", tote))
        for token, task, tote in zip(tokens, tasks, totes(house), strict=True)
    ]
    assert codes_of(crew.plays(app, jobs))["order_picked"] >= 5
    assert (house.on_hand("CREAM", "A-1"), house.on_hand("CREAM", "STAGE")) == (0, 5)


def test_a_take_never_reaches_what_is_promised(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", 6, lot="L1")
    tasks = [house.order(f"SO-{number}", CREAM=1) for number in range(4)]
    takers = [Job(take, (out_of(house, "A-1", "L1"), house.ids["ann"], 3))] * 4
    pickers = [
        Job(scans, (Screen(token, "picking", task), "A-1", f"01{CREAM}10L1", tote))
        for token, task, tote in zip(tokens[:4], tasks, totes(house)[:4], strict=True)
    ]
    gave = crew.plays(app, [*takers, *pickers])
    assert sum(gave[:4]) == 2
    assert codes_of(gave[4:]) == {"order_picked": 4}
    assert house.on_hand("CREAM", "A-1") == 0


# One task, many hands


def test_one_worker_on_many_devices_picks_a_unit_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", 3, lot="L1")
    task = house.order("SO-1", CREAM=3)
    begun = scans(app, Screen(tokens[0], "picking", task), "A-1", f"01{CREAM}10L1", "LW*QTY*3")
    assert begun[-1].code == "quantity_set"
    jobs = [Job(scans, (Screen(tokens[0], "picking", task, "tote"), "T-01"))] * HANDS
    assert codes_of(crew.plays(app, jobs)) == {"order_picked": 1, "task_finished": HANDS - 1}
    assert house.on_hand("CREAM", "STAGE") == 3


@pytest.mark.feature("WV-09")
def test_two_workers_are_never_given_the_same_next_task(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", 50, lot="L1")
    for number in range(5):
        house.order(f"SO-{number}", CREAM=1)
    heard = crew.plays(app, [Job(scans, (Screen(token), "LW*PICK")) for token in tokens])
    assert codes_of(heard) == {"pick_started": 5, "no_work": 3}
    given = [one[-1].answer["task"] for one in heard if one[-1].code == "pick_started"]
    assert len(set(given)) == 5


def test_two_orders_never_fill_the_same_tote(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", HANDS, lot="L1")
    tasks = [house.order(f"SO-{number}", CREAM=1) for number in range(HANDS)]
    jobs = [
        Job(scans, (Screen(token, "picking", task), "A-1", f"01{CREAM}10L1", "T-01"))
        for token, task in zip(tokens, tasks, strict=True)
    ]
    told = codes_of(crew.plays(app, jobs))
    assert told["order_picked"] == 1
    assert set(told) <= {"order_picked", "tote_of_another_order", "tote_in_use"}


def test_hands_that_swap_for_each_others_lots_end_without_a_loss(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    for lot in ("L1", "L2"):
        house.lot(lot, expires_on=FAR_OFF)
        house.stock("CREAM", "A-1", HANDS // 2, lot=lot)
    tasks = [house.order(f"SO-{number}", CREAM=1) for number in range(HANDS)]
    wanted = ["L2"] * (HANDS // 2) + ["L1"] * (HANDS // 2)
    jobs = [
        Job(scans, (Screen(token, "picking", task), "A-1", *[f"01{CREAM}10{lot}"] * 3, tote))
        for token, task, lot, tote in zip(tokens, tasks, wanted, totes(house), strict=True)
    ]
    codes_of(crew.plays(app, jobs))
    on_hand = house.on_hand("CREAM", "A-1") + house.on_hand("CREAM", "STAGE")
    assert on_hand == HANDS


# Receiving


def test_the_same_serial_on_many_receipts_comes_in_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    for number in range(HANDS):
        house.receipt(f"RC-{number}", DRYER=1)
    jobs = [
        Job(scans, (Screen(token, "receiving"), f"RC-{number}", f"01{DRYER}21HD-1"))
        for number, token in enumerate(tokens)
    ]
    assert codes_of(crew.plays(app, jobs)) == {"received": 1, "serial_in_stock": HANDS - 1}
    assert house.on_hand("DRYER", "DOCK-1") == 1


def test_no_more_comes_in_than_was_expected(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.receipt("RC-1", CREAM=5)
    label = f"01{CREAM}1749063010NEW"
    jobs = [Job(scans, (Screen(token, "receiving"), "RC-1", label)) for token in tokens]
    told = codes_of(crew.plays(app, jobs))
    assert told["received"] == 5
    assert (house.on_hand("CREAM", "DOCK-1"), house.count("lots")) == (5, 1)


def test_a_new_license_plate_is_registered_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.receipt("RC-1", CREAM=5)
    before = house.count("license_plates")
    jobs = [Job(scans, (Screen(token, "receiving"), "RC-1", SSCC)) for token in tokens]
    assert codes_of(crew.plays(app, jobs)) == {"plate_opened": HANDS}
    assert house.count("license_plates") == before + 1


def test_a_backorder_expects_exactly_what_did_not_come(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.receipt("RC-1", CREAM=50)
    label = f"01{CREAM}1749063010NEW"
    codes = ["RC-1", label, label]
    jobs = [Job(scans, (Screen(token, "receiving"), *codes)) for token in tokens[:-2]]
    closing = [
        Job(scans, (Screen(token, "receiving"), "RC-1", "LW*DONE*BACKORDER"))
        for token in tokens[-2:]
    ]
    heard = crew.plays(app, [*jobs, *closing])
    codes_of(heard)
    lines = "from receipts r join receipt_lines l on l.receipt_id = r.id where r.number = :number"
    received = house.ask(f"select sum(l.received) {lines}", number="RC-1")
    expected = house.ask(f"select sum(l.expected) {lines}", number="RC-1-B1")
    assert (house.count("receipts"), expected) == (2, 50 - received)


# Putaway


def test_the_same_goods_are_taken_up_and_put_away_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    jobs = [Job(scans, (Screen(token, "putaway"), f"01{CREAM}10L1", "A-1")) for token in tokens]
    heard = crew.plays(app, jobs)
    codes_of(heard)
    assert Counter(answers[0].code for answers in heard)["taken_up"] == 1
    assert [answers[-1].code for answers in heard].count("put_away") == 1
    assert (house.on_hand("CREAM", "DOCK-1"), house.on_hand("CREAM", "A-1")) == (0, 5)


def one_of_many(number: int) -> Location:
    """A bin for one worker's goods, first on the way."""
    kind = LocationKind.STORAGE
    return Location(code=f"ONE-{number}", kind=kind, walk_order=-1, capacity=5)


@pytest.mark.feature("ST-03", "PA-05")
def test_hands_that_meet_at_one_bin_never_overfill_it(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    with house.act() as work:
        category = StorageCategory(code="LIGHT", name="Light", max_weight_g=1000)
        work.session.add(category)
        work.session.flush()
        bin = Location(
            code="B-1",
            kind=LocationKind.STORAGE,
            walk_order=99,
            storage_category_id=category.id,
        )
        work.session.add(bin)
        work.session.get_one(Product, house.ids["CREAM"]).weight_g = 100
        for number in range(HANDS):
            work.session.add(one_of_many(number))
        work.session.flush()
        house.ids["B-1"] = bin.id
    lots = [f"L{number}" for number in range(HANDS)]
    for lot in lots:
        house.lot(lot, expires_on=FAR_OFF)
        house.stock("CREAM", "DOCK-1", 4, lot=lot)
    jobs = [
        Job(scans, (Screen(token, "putaway"), f"01{CREAM}10{lot}", "B-1", "B-1"))
        for token, lot in zip(tokens, lots, strict=True)
    ]
    heard = crew.plays(app, jobs)
    codes_of(heard)
    # Who takes up late may be sent to B-1 itself, where the same product is by then.
    told = Counter(one.code for answers in heard for one in answers)
    assert told["put_away"] == 2
    assert told["bin_too_heavy"] >= HANDS - 2
    assert house.on_hand("CREAM", "B-1") == 8


@pytest.mark.feature("PA-05")
def test_hands_that_take_up_at_once_are_sent_to_bins_of_their_own(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    with house.act() as work:
        for number in range(HANDS):
            work.session.add(one_of_many(number))
    lots = [f"L{number}" for number in range(HANDS)]
    for lot in lots:
        house.lot(lot, expires_on=FAR_OFF)
        house.stock("CREAM", "DOCK-1", 5, lot=lot)
    jobs = [
        Job(scans, (Screen(token, "putaway"), f"01{CREAM}10{lot}"))
        for token, lot in zip(tokens, lots, strict=True)
    ]
    heard = crew.plays(app, jobs)
    assert codes_of(heard) == {"taken_up": HANDS}
    assert len({answers[-1].answer["prompt"] for answers in heard}) == HANDS


def test_one_worker_on_many_devices_has_one_putaway(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    heard = crew.plays(app, [Job(scans, (Screen(tokens[0]), "LW*PUTAWAY"))] * HANDS)
    assert codes_of(heard) == {"opened": HANDS}
    assert house.count("tasks") == 1


# One id


@pytest.mark.feature("AP-01")
def test_a_scan_that_opens_work_sent_by_many_opens_it_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.receipt("RC-1", CREAM=50)
    screen = Screen(tokens[0], "receiving", scan_ids=(str(uuid4()),))
    heard = crew.plays(app, [Job(scans, (screen, "RC-1"))] * HANDS)
    assert codes_of(heard) == {"receipt_opened": HANDS}
    assert all(answers == heard[0] for answers in heard)
    assert (house.count("tasks"), house.count("scans")) == (1, 1)


@pytest.mark.feature("AP-01")
def test_one_id_with_many_contents_counts_for_the_first(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    screen = Screen(tokens[0], scan_ids=(str(uuid4()),))
    jobs = [Job(scans, (screen, f"CODE-{number}")) for number in range(HANDS)]
    statuses = Counter(answers[0].status for answers in crew.plays(app, jobs))
    assert statuses == {200: 1, 409: HANDS - 1}
    assert house.count("scans") == 1

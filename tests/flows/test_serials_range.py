"""Serial numbers that follow each other come in at once, all of them or none."""

from __future__ import annotations

import pytest

from tests.flows.saying import verdict, words
from tests.warehouse import DRYER, TONER, Hand, Warehouse
from webapp.models import AtReceipt
from webapp.operations import label_settings
from webapp.operations.label_settings import Arranged
from webapp.operations.verify import verify
from webapp.queries.label_settings import USUAL, LabelSettings


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand that is asked for the serial of a dryer; five are expected."""
    house.receipt("RC-1", DRYER=5)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1", DRYER)
    return hand


def serials(house: Warehouse) -> list[str]:
    """The serials on the dock, in the order of their codes."""
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []
        rows = connection.exec_driver_sql(
            "select s.code from balances b join serials s on s.id = b.serial_id"
            " where b.inside and b.on_hand = 1 order by s.code"
        )
        return [row.code for row in rows]


@pytest.mark.feature("ID-06")
def test_a_range_comes_in_unit_by_unit(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("LW*SERIALS*SN0007*3")
    assert verdict(answer) == (
        "accepted",
        "serials_received",
        "+3 DRYER, SN0007 to SN0009: 3 of 5.",
    )
    assert (answer["step"], answer["line"]["done"]) == ("serial", 3)
    assert serials(house) == ["SN0007", "SN0008", "SN0009"]
    assert house.count("moves") == 3


@pytest.mark.feature("ID-06")
def test_without_a_count_it_is_what_is_still_open(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("SN0001", "LW*SERIALS*SN0002")
    # The one that was scanned makes room for the range; 4 were open when it was asked for.
    assert words(answer) == "+4 DRYER, SN0002 to SN0005, instead of 1: 4 of 5."


@pytest.mark.feature("ID-06")
def test_keep_adds_to_what_was_received(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("SN0001", "LW*SERIALS*SN0002*4*KEEP")
    assert words(answer) == "+4 DRYER, SN0002 to SN0005: 5 of 5."
    assert answer["step"] == "product"
    assert serials(house) == [f"SN000{n}" for n in range(1, 6)]


@pytest.mark.feature("ID-06")
def test_without_keep_the_range_replaces_what_was_received_by_moves_that_reverse(
    house: Warehouse, hand: Hand
) -> None:
    answer = hand.scans("SN0001", "LW*SERIALS*SN0001*4")
    assert words(answer) == "+4 DRYER, SN0001 to SN0004, instead of 1: 4 of 5."
    assert serials(house) == ["SN0001", "SN0002", "SN0003", "SN0004"]
    assert house.count("moves") == 6
    reason = house.ask("select reason from moves where reverses_id is not null")
    assert reason == "replaced by other serial numbers"


def test_what_was_replaced_cannot_be_brought_back_by_an_undo(hand: Hand) -> None:
    hand.scans("SN0001", "LW*SERIALS*SN0002*4")
    assert hand.scans("LW*UNDO")["code"] == "nothing_to_undo"


def test_a_range_is_undone_as_one(house: Warehouse, hand: Hand) -> None:
    hand.scans("LW*SERIALS*SN0001*4")
    assert words(hand.scans("LW*UNDO")) == "Undone."
    assert serials(house) == []
    assert house.ask("select received from receipt_lines") == 0


@pytest.mark.feature("ID-06")
def test_a_unit_that_was_put_away_or_has_a_label_is_not_replaced(
    house: Warehouse, hand: Hand
) -> None:
    hand.scans("SN0001", "SN0002")
    house.hand("bob").opens("putaway").scans(f"01{DRYER}21SN0001", "A-1")
    answer = hand.scans("LW*SERIALS*SN0007*2")
    assert words(answer) == "+2 DRYER, SN0007 to SN0008, instead of 1: 3 of 5."
    assert serials(house) == ["SN0001", "SN0007", "SN0008"]


@pytest.mark.feature("ID-06")
def test_more_than_expected_is_asked_once_more_and_then_expected(
    house: Warehouse, hand: Hand
) -> None:
    asked = hand.scans("LW*SERIALS*SN0001*7")
    assert verdict(asked) == (
        "confirm",
        "more_than_expected",
        "That is 2 more DRYER than expected. Press Yes to take all 7 in and expect them.",
    )
    assert (asked["expected"], asked["scanned"]) == ("5", "7")
    assert asked["action"] == {"text": "LW*SERIALS*SN0001*7", "label": "Yes, take them in"}
    assert serials(house) == []
    answer = hand.scans(asked["action"]["text"])
    assert words(answer) == "+7 DRYER, SN0001 to SN0007: 7 of 7."
    assert house.ask("select expected from receipt_lines") == 7
    after = house.ask("select after from setting_changes where room = 'receipts'")
    assert after == "DRYER: 7"


def test_another_range_in_between_is_asked_about_by_itself(hand: Hand) -> None:
    hand.scans("LW*SERIALS*SN0001*7")
    assert hand.scans("LW*SERIALS*SN0001*8")["status"] == "confirm"


@pytest.mark.feature("ID-06", "RC-05")
def test_one_serial_that_is_in_stock_keeps_all_of_them_out(house: Warehouse, hand: Hand) -> None:
    house.serials("DRYER", "A-1", "SN0002")
    answer = hand.scans("LW*SERIALS*SN0001*3")
    assert verdict(answer) == (
        "refused",
        "serials_refused",
        "Serial SN0002 is already in stock, at A-1."
        " Nothing was received. Begin with SN0003, for example.",
    )
    assert serials(house) == ["SN0002"]


@pytest.mark.feature("ID-06")
def test_the_same_command_sent_twice_is_one_act(house: Warehouse, hand: Hand) -> None:
    said = hand.said("LW*SERIALS*SN0001*3")
    assert hand.sends(said) == hand.sends(said)
    assert house.count("moves") == 3


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("LW*SERIALS", "A code is needed. Key in another first number, or fewer of them."),
        (
            "LW*SERIALS*SN1*0",
            "1 to 1000 codes can be made at once. Key in another first number, or fewer of them.",
        ),
        (
            "LW*SERIALS*SN1*5000",
            "1 to 1000 codes can be made at once. Key in another first number, or fewer of them.",
        ),
        (
            "LW*SERIALS*SN😀1*2",
            "SN😀1 holds U+1F600 GRINNING FACE, which no code can have."
            " Key in another first number, or fewer of them.",
        ),
        (
            "LW*SERIALS*ABCDEFGHIJKLMNOPQRS9*2",
            "ABCDEFGHIJKLMNOPQRS10 has more than 20 characters, and no label could carry it."
            " Key in another first number, or fewer of them.",
        ),
    ],
)
def test_what_no_range_can_be_is_refused(
    house: Warehouse, hand: Hand, command: str, sentence: str
) -> None:
    assert verdict(hand.scans(command)) == ("refused", "unfit_code", sentence)
    assert house.count("moves") == 0


def test_a_range_is_made_only_where_a_serial_is_asked_for(house: Warehouse) -> None:
    house.receipt("RC-1", TONER=5)
    answer = house.hand().opens("receiving").scans("RC-1", TONER, "LW*SERIALS*SN1*2")
    assert verdict(answer) == (
        "refused",
        "serials_not_asked",
        "No serial number is asked for now."
        " Scan the product (and its lot) first, then make its serial numbers.",
    )


@pytest.mark.feature("ID-06")
def test_a_range_of_a_lot_is_of_that_lot(house: Warehouse) -> None:
    house.receipt("RC-1", TONER=5)
    hand = house.hand().opens("receiving")
    answer = hand.scans("RC-1", TONER, "L1", "LW*SERIALS*T9*2")
    assert words(answer) == "+2 TONER, T9 to T10: 2 of 5."
    assert house.ask("select count(*) from serials s join lots l on l.id = s.lot_id") == 2
    assert house.count("lots") == 1


def test_a_serial_may_hold_the_star_of_commands(house: Warehouse, hand: Hand) -> None:
    hand.scans("LW*SERIALS*A*1*2")
    assert serials(house) == ["A*1", "A*2"]


@pytest.mark.feature("ID-06", "LB-06")
def test_the_units_of_a_range_get_their_labels_by_the_rule(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        settings = LabelSettings(at_receipt=AtReceipt.PER_SERIAL)
        label_settings.arrange(work, Arranged(settings, USUAL), by=house.ids["ann"])
    answer = hand.scans("LW*SERIALS*SN0001*3")
    assert words(answer) == "+3 DRYER, SN0001 to SN0003: 3 of 5. 3 labels are ready."
    assert house.ask("select count(*) from label_prints where kind = 'serial'") == 3


@pytest.mark.feature("ID-05")
def test_the_screen_proposes_the_next_serial_and_what_is_open(house: Warehouse, hand: Hand) -> None:
    assert house.card(hand).serials == ("", 5)
    hand.scans("LW*SERIALS*SN0007*3")
    assert house.card(hand).serials == ("SN0010", 2)

"""A code that nobody knows is linked to its product where the goods stand, by a supervisor."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, verdict, words
from tests.warehouse import CREAM, GS, WATER, Hand, Warehouse
from webapp.models import Role

NEW = "09501101539990"
LINK = {"text": "LW*LEARN", "label": "Link it to a product"}


@pytest.fixture
def receipt(house: Warehouse) -> int:
    """An open receipt."""
    return house.receipt("RC-1", CREAM=40, DRYER=3, WATER=12)


@pytest.fixture
def boss(house: Warehouse, receipt: int) -> Hand:
    """A supervisor's hand at the receipt."""
    hand = house.hand("bob", role=Role.SUPERVISOR).opens("receiving")
    hand.scans("RC-1")
    return hand


def size(house: Warehouse, sku: str, units: int) -> int:
    """The id of a packaging."""
    return int(
        house.ask(
            "select id from packagings where product_id = :product and quantity = :units",
            product=house.ids[sku],
            units=units,
        )
    )


@pytest.mark.feature("RC-17")
def test_a_worker_is_told_to_ask_a_supervisor(house: Warehouse, receipt: int) -> None:
    hand = house.hand().opens("receiving")
    answer = hand.scans("RC-1", "NO-SUCH")
    assert (verdict(answer), answer["action"]) == (
        (
            "refused",
            "unknown_code",
            "NO-SUCH is not known here. Check the label and scan again, or ask a supervisor.",
        ),
        None,
    )
    assert verdict(hand.scans("LW*LEARN")) == (
        "refused",
        "not_permitted",
        "Linking a code to a product is for a supervisor."
        " Put the goods aside and ask a supervisor to scan the code here.",
    )


@pytest.mark.feature("RC-17")
def test_unknown_and_of_another_product_are_two_things(house: Warehouse, boss: Hand) -> None:
    unknown, other = boss.scans(NEW), boss.scans("TONER")
    assert verdict(unknown) == (
        "refused",
        "unknown_gtin",
        f"No product here has GTIN {NEW}."
        " Check the label and scan again, or link the code to a product of this receipt.",
    )
    assert unknown["action"] == LINK
    assert (other["code"], other["action"]) == ("product_not_on_receipt", None)


@pytest.mark.feature("RC-17")
def test_a_linked_gtin_works_at_the_next_scan(house: Warehouse, boss: Hand) -> None:
    case = size(house, "CREAM", 12)
    products = boss.scans(NEW, "LW*LEARN")
    assert words(products) == (
        f"Which product is {NEW}? Tap it, or scan a code of it that is known. Tap one of these."
    )
    assert choices(products)[0] == ("CREAM", f"LW*LEARN*{house.ids['CREAM']}")
    sizes = boss.scans(choices(products)[0][1])
    tap = f"LW*LEARN*{house.ids['CREAM']}*{case}"
    assert choices(sizes)[1] == ("Case: 12 each", tap)
    sure = boss.scans(tap)
    assert verdict(sure) == (
        "confirm",
        "link",
        f"{NEW} will stand for 12 of CREAM. Tap once more to link it, or Cancel.",
    )
    assert house.count("product_codes") == 0
    assert words(boss.scans(tap)) == f"{NEW} now stands for 12 of CREAM. Scan it."
    answer = boss.scans(f"]C101{NEW}10L9{GS}17270630")
    assert words(answer) == "+12 CREAM lot L9: 12 of 40."


@pytest.mark.feature("RC-17")
def test_the_product_can_be_scanned_instead_of_tapped(house: Warehouse, boss: Hand) -> None:
    answer = boss.scans("OUR-OLD-LABEL", "LW*LEARN", WATER)
    assert answer["code"] == "which_size"
    tap = f"LW*LEARN*{house.ids['WATER']}*{size(house, 'WATER', 6)}"
    boss.scans(tap, tap)
    assert words(boss.scans("OUR-OLD-LABEL")) == "+6 WATER: 6 of 12."


def test_who_linked_a_code_stands_in_its_history(house: Warehouse, boss: Hand) -> None:
    tap = f"LW*LEARN*{house.ids['WATER']}*{size(house, 'WATER', 6)}"
    boss.scans("OUR-OLD-LABEL", "LW*LEARN", tap, tap)
    with house.engine.connect() as connection:
        (row,) = connection.exec_driver_sql(
            "select room, subject, after, reason, by_user_id from setting_changes"
        ).all()
    assert tuple(row) == (
        "product codes",
        "WATER",
        "OUR-OLD-LABEL × 6",
        "scanned on receipt RC-1",
        house.ids["bob"],
    )


def test_a_product_of_serials_has_one_size(house: Warehouse, boss: Hand) -> None:
    answer = boss.scans("DR-X", "LW*LEARN", f"LW*LEARN*{house.ids['DRYER']}")
    assert words(answer) == "DR-X will stand for 1 of DRYER. Tap once more to link it, or Cancel."


def test_cancel_forgets_the_question(house: Warehouse, boss: Hand) -> None:
    boss.scans("X-1", "LW*LEARN", "LW*CANCEL")
    assert words(boss.scans(f"LW*LEARN*{house.ids['WATER']}")) == (
        "There is no unknown code to link. Scan the code first, then link it."
    )


def test_goods_scanned_after_another_code_are_counted(house: Warehouse, boss: Hand) -> None:
    assert words(boss.scans("X-1", WATER)) == "+1 WATER: 1 of 12."


@pytest.mark.parametrize("command", ["LW*LEARN*x", "LW*LEARN*1*2*3", "LW*LEARN*-1", "LW*LEARN*²"])
def test_no_number_links_nothing(house: Warehouse, boss: Hand, command: str) -> None:
    assert boss.scans("X-1", command)["code"] == "unknown_command"


def test_a_product_that_is_not_on_the_receipt_is_refused(house: Warehouse, boss: Hand) -> None:
    answer = boss.scans("X-1", "LW*LEARN", f"LW*LEARN*{house.ids['TONER']}")
    assert verdict(answer) == (
        "refused",
        "cannot_link",
        "That is not on this receipt. Tap another product, or Cancel.",
    )


def test_linking_is_no_part_of_what_an_undo_takes_back(house: Warehouse, boss: Hand) -> None:
    tap = f"LW*LEARN*{house.ids['WATER']}*{size(house, 'WATER', 6)}"
    boss.scans(WATER, "X-1", "LW*LEARN", tap, tap, "LW*UNDO")
    assert (house.on_hand("WATER", "DOCK-1"), house.count("product_codes")) == (0, 1)


def test_a_typing_slip_is_no_code_to_link(house: Warehouse, boss: Hand) -> None:
    assert boss.scans("cream")["action"] is None


def test_a_gtin_of_a_label_is_linked_and_not_the_whole_label(house: Warehouse, boss: Hand) -> None:
    tap = f"LW*LEARN*{house.ids['CREAM']}*{size(house, 'CREAM', 1)}"
    boss.scans(f"]C101{NEW}10L9{GS}17270630", "LW*LEARN", tap, tap)
    assert house.ask("select code from product_codes") == NEW
    assert words(boss.scans(f"]C101{NEW}10L9{GS}17270630")) == "+1 CREAM lot L9: 1 of 40."


def test_the_product_of_a_known_label_stays_as_it_is(house: Warehouse, boss: Hand) -> None:
    answer = boss.scans(CREAM, "L1", "2027-06-30")
    assert words(answer) == "+1 CREAM lot L1: 1 of 40."

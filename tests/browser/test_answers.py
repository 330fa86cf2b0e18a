"""What a worker meets when a scan is not simply right: no, which one, sure, how many, when."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.server import Served
from tests.browser.walk import CREAM, CREAM_CASE, LOT, goods
from tests.browser.worker import Person
from tests.people import read
from webapp.demo.numbers import gtin

CHOC, GIFT_CARD = gtin(3), gtin(5)


def begin(worker: Person, number: str, path: str) -> None:
    """Open the work by its number."""
    worker.scan(number)
    worker.arrives(path)


def moves(program: Served) -> int:
    """How many moves the book holds."""
    ((count,),) = read(program.app, "select count(*) from moves")
    return int(count)


def test_a_refusal_shows_expected_beside_scanned_and_stays(worker: Person, program: Served) -> None:
    begin(worker, "OR-0001", "/pick/")
    before = moves(program)
    worker.scan("B-01-1")
    worker.hears("refused", "This is B-01-1.")
    expect(worker.answer.locator("[data-part=expected]")).to_have_text("A-01-2")
    expect(worker.answer.locator("[data-part=scanned]")).to_have_text("B-01-1")
    expect(worker.answer.locator(".answer-remedy")).to_have_text("Go to A-01-2 and scan it.")
    assert moves(program) == before
    worker.page.reload()
    worker.ready()
    expect(worker.answer.locator(".answer-message")).to_have_text("This is B-01-1.")
    worker.sees("Scan bin A-01-2")
    worker.scan("A-01-2")
    worker.hears("accepted", "A-01-2. Take 12 of HAND-CREAM lot C202507.")


@pytest.mark.feature("RC-01")
def test_a_choice_is_tapped(worker: Person) -> None:
    worker.open("/receive")
    worker.ready()
    worker.scan(CREAM)
    worker.hears("choose", "2 open receipts expect HAND-CREAM.")
    worker.tap("RC-0001 Harbour Cosmetics")
    worker.arrives("/receive/")
    worker.hears("accepted", "Receipt RC-0001 is open.")


def test_a_confirm_is_the_same_code_once_more(worker: Person, program: Served) -> None:
    worker.open("/putaway")
    worker.ready()
    worker.scan(goods(CHOC, lot="K1020"))
    worker.arrives("/putaway/")
    before = moves(program)
    worker.scan("A-04-1")
    worker.hears("confirm", "A-04-1 is not the suggested bin.")
    expect(worker.answer.locator("[data-part=scanned]")).to_have_text("A-04-1")
    assert moves(program) == before
    worker.scan("A-04-1")
    worker.hears("accepted", "40 of CHOC-BOX lot K1020 put in A-04-1.")
    assert moves(program) == before + 1


@pytest.mark.feature("UX-09")
def test_undo_takes_back_one_scan_after_the_other(worker: Person) -> None:
    begin(worker, "RC-0001", "/receive/")
    worker.scan(goods(CREAM_CASE, lot=LOT))
    worker.hears("accepted", "+12 HAND-CREAM lot C202507: 12 of 48.")
    worker.scan(goods(CREAM, lot=LOT))
    worker.hears("accepted", "+1 HAND-CREAM lot C202507: 13 of 48.")
    for left in ("12", "0"):
        worker.tap("Undo")
        worker.hears("accepted", "Undone.")
        expect(worker.page.locator("#card .line-count b").first).to_have_text(left)
    assert [row["location"] for row in worker.stock(lot=LOT)] == ["A-01-2"]


def test_short_asks_why_and_tells_a_supervisor(worker: Person, program: Served) -> None:
    begin(worker, "OR-0001", "/pick/")
    worker.tap("Short")
    expect(worker.page.locator("#reasons")).to_be_visible()
    worker.tap("It is not there")
    worker.hears("accepted")
    expect(worker.page.locator("#reasons")).to_be_hidden()
    noted = read(program.app, "select kind, reason, quantity from exceptions")
    assert noted == [("short", "not_there", 12)]


@pytest.mark.feature("UX-11")
def test_the_keypad_replaces_the_quantity_and_scans_go_on_while_it_is_open(worker: Person) -> None:
    begin(worker, "RC-0001", "/receive/")
    worker.scan(goods(CREAM_CASE, lot=LOT))
    worker.hears("accepted", "+12 HAND-CREAM lot C202507: 12 of 48.")
    worker.tap("Keypad")
    for key in ("2", "9", "Delete the last digit", "0"):
        worker.tap(key)
    expect(worker.page.locator("#keypad-value")).to_have_text("20")
    worker.tap("Use this quantity")
    worker.hears("accepted", "HAND-CREAM corrected: 20 of 48.")
    worker.tap("Keypad")
    worker.scan(goods(CREAM_CASE, lot=LOT))
    worker.hears("accepted", "+12 HAND-CREAM lot C202507: 32 of 48.")
    worker.tap("Keypad")
    worker.tap("All 48")
    worker.tap("Use this quantity")
    worker.hears("accepted", "HAND-CREAM corrected: 48 of 48.")


def test_a_date_no_label_tells_is_keyed_in(worker: Person) -> None:
    begin(worker, "RC-0002", "/receive/")
    expect(worker.page.get_by_role("button", name="Key in the date")).to_have_count(0)
    worker.scan(goods(CHOC, lot="K2001"))
    worker.sees("Scan or key in the date it expires on")
    worker.tap("Key in the date")
    field = worker.page.get_by_label("Expires on")
    assert (field.bounding_box() or {"height": 0})["height"] >= 48
    field.fill("2099-03-31")
    worker.tap("Use this date")
    worker.hears("accepted", "+1 CHOC-BOX lot K2001: 1 of 60.")
    expect(worker.page.locator("#date")).to_be_hidden()
    (row,) = worker.stock(lot="K2001")
    assert (row["expires_on"], row["on_hand"]) == ("2099-03-31", 1)


@pytest.mark.feature("UX-07", "UX-08", "RC-02")
def test_ten_quick_scans_of_one_product_are_ten_units(worker: Person) -> None:
    begin(worker, "RC-0007", "/receive/")
    worker.scan(*[GIFT_CARD] * 10)
    worker.hears("accepted", "+1 GIFT-CARD: 10 of 100.")
    ((found,),) = [[row["on_hand"] for row in worker.stock(location="DOCK-1", product="GIFT-CARD")]]
    assert found == 10


@pytest.mark.feature("UX-02")
def test_a_burst_leaves_no_trace_in_the_field_somebody_writes_in(worker: Person) -> None:
    worker.open("/receive")
    worker.ready()
    worker.page.evaluate(
        "() => { const note = document.createElement('textarea'); note.id = 'note';"
        " note.value = 'fragile'; document.querySelector('main').append(note); note.focus(); }"
    )
    worker.scan("NO-SUCH-CODE")
    worker.hears("refused")
    expect(worker.page.locator("#note")).to_have_value("fragile")
    worker.page.locator("#note").press_sequentially(", this side up", delay=90)
    expect(worker.page.locator("#note")).to_have_value("fragile, this side up")


@pytest.mark.feature("UX-03")
def test_text_put_in_without_keys_is_a_scan(worker: Person) -> None:
    worker.open("/receive")
    worker.ready()
    worker.page.locator("#scan-input").focus()
    expect(worker.page.locator("#scan-input")).to_have_attribute("inputmode", "none")
    worker.cdp.send("Input.insertText", {"text": "RC-0001"})
    worker.arrives("/receive/")


@pytest.mark.feature("UX-12")
def test_an_unknown_code_is_shown_as_it_was_read(worker: Person) -> None:
    worker.scan("ZZ\x1dTOP")
    worker.hears("refused")
    expect(worker.answer).to_contain_text("ZZ␝TOP")


LISTENING = """
  globalThis.rang = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    globalThis.rang.push(this.frequency.value);
    return start.call(this, at);
  };
  navigator.vibrate = (pattern) => globalThis.rang.push(pattern);
"""


@pytest.mark.feature("UX-06")
def test_each_kind_of_answer_has_its_own_word_sign_tone_and_vibration(worker: Person) -> None:
    worker.page.add_init_script(LISTENING)
    worker.open("/receive")
    worker.ready()
    felt = {}
    for text, status, word in (
        ("NO-SUCH-CODE", "refused", "Refused"),
        (CREAM, "choose", "Which one?"),
    ):
        worker.page.evaluate("() => globalThis.rang.splice(0)")
        worker.scan(text)
        worker.hears(status)
        shown = worker.answer.locator(f"[data-for={status}]")
        expect(shown.first.locator("svg")).to_be_visible()
        expect(shown.last).to_have_text(word)
        expect(shown.last).to_be_visible()
        felt[status] = worker.page.evaluate("() => globalThis.rang")
    assert felt["refused"] == [[450], 196, 196]
    assert felt["choose"][0] == [90, 70, 90]

"""The demo sheet says the truth: who scans it from the top receives, puts away and picks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.demo.hands import Hand
from tests.people import read
from webapp import imaging
from webapp.barcodes import parse
from webapp.demo.sheet import Printed, PrintedGroup, sheet
from webapp.extensions import db
from webapp.labels import Label, Symbology, bracketed, png
from webapp.operations.verify import verify
from webapp.queries.resolve import resolve

DOCUMENTS = ("RC-", "OR-")
IDENTIFIERS = {
    Symbology.GS1_128: "]C1",
    Symbology.GS1_DATAMATRIX: "]d2",
    Symbology.QR: "]Q1",
    Symbology.CODE_128: "]C0",
}
WALK = ("Receive", "Put away", "Pick")


def groups(app: Flask, language: str = "en") -> dict[str, PrintedGroup]:
    """The sheet as it is now, by heading."""
    with app.app_context(), db.engine.connect() as connection:
        made = sheet(connection, datetime.now(UTC).date(), language)
    return {group.heading: group for group in made}


def scan_all(hand: Hand, labels: tuple[Printed, ...]) -> list[tuple[str, str]]:
    """What was scanned and not accepted; each document and PUTAWAY begins anew."""
    answers = []
    for one in labels:
        text = one.label.text
        if text.startswith(DOCUMENTS) or text == "LW*PUTAWAY":
            hand.go_home()
        answer = hand.scan(text, IDENTIFIERS[one.label.symbology])
        answers.append((text, answer["status"], answer["message"]))
    return [(text, message) for text, status, message in answers if status != "accepted"]


@pytest.mark.feature("AD-08")
def test_the_first_walk_is_accepted_step_by_step(loaded: Flask) -> None:
    made, hand = groups(loaded), Hand(loaded)
    assert [scan_all(hand, made[heading].labels) for heading in WALK] == [[], [], []]
    order = read(loaded, "select status from orders where number = 'OR-0001'")
    assert order == [("picked",)]
    receipts = read(
        loaded, "select number, status from receipts where number like 'RC-0001%' order by number"
    )
    assert receipts == [("RC-0001", "closed"), ("RC-0001-B1", "open")]
    with loaded.app_context(), db.engine.connect() as connection:
        assert verify(connection).breaches == []


def test_what_is_done_is_not_on_the_sheet_any_more(loaded: Flask) -> None:
    made, hand = groups(loaded), Hand(loaded)
    for heading in WALK:
        scan_all(hand, made[heading].labels)
    later = groups(loaded)
    texts = {one.label.text for group in later.values() for one in group.labels}
    assert {"RC-0001", "OR-0001"} & texts == set()
    assert later["Receive"].labels[0].label.text == "RC-0002"
    assert later["Pick"].labels[0].label.text == "OR-0002"


def test_every_other_receipt_can_be_received_by_its_labels(loaded: Flask) -> None:
    assert scan_all(Hand(loaded), groups(loaded)["More receipts"].labels) == []


def test_everything_on_the_docks_can_be_put_away_by_its_labels(loaded: Flask) -> None:
    assert scan_all(Hand(loaded), groups(loaded)["More on the docks"].labels) == []
    waiting = read(
        loaded,
        "select 1 from balances b join locations o on o.id = b.location_id"
        " where o.kind = 'dock' and b.on_hand > 0",
    )
    assert waiting == []


def test_every_other_order_can_be_picked_by_its_labels(loaded: Flask) -> None:
    assert scan_all(Hand(loaded), groups(loaded)["More orders"].labels) == []
    numbers = read(loaded, "select number from orders where status = 'picked' order by number")
    assert [number for (number,) in numbers] == ["OR-0002", "OR-0003", "OR-0004", "OR-0005"]


def test_what_is_wrong_on_purpose_is_refused_for_its_reason(loaded: Flask) -> None:
    hand = Hand(loaded)
    hand.scan("OR-0001")
    hand.scan("A-01-2")
    wrong = [one.label.text for one in groups(loaded)["Wrong on purpose"].labels]
    codes = [
        (answer["status"], answer["code"])
        for answer in (hand.scan(text) for text in wrong if not text.startswith("OR-"))
    ]
    assert codes == [
        ("refused", "lot_on_hold"),
        ("refused", "expired"),
        ("refused", "wrong_product"),
        ("refused", "unknown_gtin"),
        ("refused", "unreadable_code"),
        ("refused", "unknown_code"),
        ("refused", "wrong_location"),
    ]
    hand.go_home()
    not_released = hand.scan(next(text for text in wrong if text.startswith("OR-")))
    assert (not_released["status"], not_released["code"]) == ("refused", "order_not_released")


@pytest.mark.feature("AD-08")
def test_every_code_of_the_walk_is_known(loaded: Flask) -> None:
    made = groups(loaded)
    unknown = []
    with loaded.app_context(), db.engine.connect() as connection:
        for heading in (*WALK, "More receipts", "More on the docks", "More orders"):
            for one in made[heading].labels:
                parsed = parse(one.label.text, today=datetime.now(UTC).date())
                if not parsed.command and not resolve(connection, parsed):
                    unknown.append(one.label.text)
    # A new lot that stands alone is known only once it has come.
    assert unknown == ["L2312"]


def test_every_symbol_decodes_to_exactly_its_text(loaded: Flask) -> None:
    labels = [one.label for group in groups(loaded).values() for one in group.labels]
    distinct = {(label.text, label.symbology): label for label in labels}
    assert {symbology for _, symbology in distinct} == set(Symbology)
    assert {key: read_back(label) for key, label in distinct.items()} == {
        (text, symbology): [text] for text, symbology in distinct
    }


def read_back(label: Label) -> list[str]:
    """What a scanner makes of the printed label."""
    return [code.text for code in imaging.decode(png(label))]


def test_the_steps_of_the_first_walk_are_numbered_through(loaded: Flask) -> None:
    made = groups(loaded)
    walk = [one.number for name in ("Sign in", *WALK) for one in made[name].labels]
    assert walk == list(range(1, len(walk) + 1))
    assert {one.number for name in set(made) - {"Sign in", *WALK} for one in made[name].labels} == {
        None
    }


def test_the_page_shows_every_label_to_anybody(loaded: Flask, client: FlaskClient) -> None:
    page = client.get("/sheet")
    assert page.status_code == 200
    labels = [one.label for group in groups(loaded).values() for one in group.labels]
    assert page.text.count("<svg xmlns") >= len(labels)
    assert bracketed("010952100000001810C202507") in page.text


def test_the_paper_is_a_pdf(loaded: Flask, client: FlaskClient) -> None:
    paper = client.get("/sheet.pdf")
    assert (paper.status_code, paper.content_type) == (200, "application/pdf")
    assert paper.data.startswith(b"%PDF-")


def test_without_the_demo_there_is_no_sheet(client: FlaskClient) -> None:
    for path in ("/sheet", "/sheet.pdf"):
        missing = client.get(path)
        assert missing.status_code == 404
        assert "There is no demo warehouse in this database." in missing.text

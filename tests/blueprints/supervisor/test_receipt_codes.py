"""Codes of a receipt, pasted: a verdict for every line first, and saved as they were shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests import people
from tests.warehouse import TODAY, Warehouse, warehouse_of
from webapp.extensions import db
from webapp.models import Role
from webapp.operations.pasted_codes import Judged, Paste, look
from webapp.operations.verify import verify

PAGE = "/receipts/1/codes"


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """A receipt of dryers, cream and toner; in the end the laws hold."""
    house = warehouse_of(app)
    house.receipt("RC-1", DRYER=5, CREAM=40, TONER=4, WATER=6)
    people.add(app, "desk", Role.SUPERVISOR)
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def desk(app: Flask, house: Warehouse) -> FlaskClient:
    """A supervisor's browser."""
    client = app.test_client()
    people.sign_in(client, "desk")
    return client


def line(house: Warehouse, sku: str) -> int:
    """The line of the receipt that expects a product."""
    return int(house.ask("select id from receipt_lines where product_id = :p", p=house.ids[sku]))


def post(client: FlaskClient, **form: object) -> tuple[int, str]:
    """Status and text of the page; where it leads when it was saved."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(PAGE).text)
    assert token
    answer = client.post(PAGE, data={"csrf_token": token[1], **form})
    return answer.status_code, answer.location or answer.text


def rows(page: str) -> list[tuple[str, ...]]:
    """The verdicts: number, code, detail, word, why."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.S)
    cells = re.findall(r"<tr>(.*?)</tr>", body[1] if body else "", re.S)
    return [
        tuple(re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<td.*?</td>", row))
        for row in cells
    ]


def digest(page: str) -> str:
    """What a second post sends along."""
    found = re.search(r'name="digest" value="(\w+)"', page)
    return found[1] if found else ""


@pytest.mark.feature("ID-07")
def test_every_line_has_its_verdict_before_anything_is_saved(
    house: Warehouse, desk: FlaskClient
) -> None:
    house.serials("DRYER", "A-1", "IN-1")
    box = f"SN1\n\nSN2\nSN1\nIN-1\nSN😀\nLW*OK\n{'A' * 21}\nSN#3"
    status, page = post(desk, line=line(house, "DRYER"), codes=box, keep="yes")
    assert status == 200
    assert rows(page) == [
        ("1", "SN1", "", "Can be received", ""),
        ("3", "SN2", "", "Can be received", ""),
        ("4", "SN1", "", "Left out", "SN1 stands in line 1 already."),
        ("5", "IN-1", "", "Left out", "Serial IN-1 is already in stock, at A-1."),
        (
            "6",
            "SN😀",
            "",
            "Left out",
            "SN😀 holds U+1F600 GRINNING FACE, which no code can have.",
        ),
        ("7", "LW*OK", "", "Left out", "LW*OK looks like a command, so it cannot be a code."),
        ("8", "A" * 21, "", "Left out", f"{'A' * 21} has 21 characters; at most 20 fit a label."),
        (
            "9",
            "SN#3",
            "",
            "Can be received",
            "No GS1 label can carry SN#3: U+0023 NUMBER SIGN is not in its character set.",
        ),
    ]
    assert "3 of 8 lines can be received." in page
    assert house.count("moves") == 1


@pytest.mark.feature("ID-07")
def test_what_was_shown_is_saved_and_the_faulty_lines_are_left_out(
    house: Warehouse, desk: FlaskClient
) -> None:
    asked = {"line": line(house, "DRYER"), "codes": "SN1\nSN2\nSN1\nSN3", "keep": "yes"}
    _, page = post(desk, **asked)
    status, place = post(desk, **asked, digest=digest(page))
    assert (status, place) == (303, "/receipts/1")
    assert "+3 DRYER." in desk.get(place).text
    assert (house.on_hand("DRYER", "DOCK-1"), house.count("serials")) == (3, 3)


@pytest.mark.feature("ID-07")
def test_what_has_changed_meanwhile_is_shown_again_and_nothing_is_saved(
    house: Warehouse, desk: FlaskClient
) -> None:
    asked = {"line": line(house, "DRYER"), "codes": "SN1\nSN2", "keep": "yes"}
    _, page = post(desk, **asked)
    house.hand().opens("receiving").scans("RC-1", "DRYER", "SN2")
    status, again = post(desk, **asked, digest=digest(page))
    assert status == 200
    assert "Something has changed since these lines were checked." in again
    assert rows(again)[1][4] == "Serial SN2 was already received here."
    assert house.on_hand("DRYER", "DOCK-1") == 1


@pytest.mark.feature("ID-07")
def test_the_same_paste_saved_twice_comes_in_once(house: Warehouse, desk: FlaskClient) -> None:
    asked = {"line": line(house, "DRYER"), "codes": "SN1\nSN2", "keep": "yes"}
    _, page = post(desk, **asked)
    post(desk, **asked, digest=digest(page))
    status, again = post(desk, **asked, digest=digest(page))
    assert (status, digest(again)) == (200, "")
    assert "0 of 2 lines can be received." in again
    assert house.on_hand("DRYER", "DOCK-1") == 2


@pytest.mark.feature("ID-07")
def test_without_keep_a_paste_replaces_what_was_received(
    house: Warehouse, desk: FlaskClient
) -> None:
    house.hand().opens("receiving").scans("RC-1", "DRYER", "SN1", "SN9")
    asked = {"line": line(house, "DRYER"), "codes": "SN1\nSN2"}
    _, page = post(desk, **asked)
    assert "Receive 2 DRYER instead of 2" in page
    post(desk, **asked, digest=digest(page))
    assert house.on_hand("DRYER", "DOCK-1") == 2
    assert house.ask("select received from receipt_lines where id = :id", id=asked["line"]) == 2


@pytest.mark.feature("ID-07")
def test_lots_come_with_a_quantity_and_a_date(house: Warehouse, desk: FlaskClient) -> None:
    house.lot("OLD")
    box = "L1;10;2099-01-31\nL2;x\nL3;5\nL4;5;soon\nOLD;2;2027-07-01\nOLD;2\nL5;1;2020-01-01"
    asked = {"line": line(house, "CREAM"), "codes": box, "keep": "yes"}
    _, page = post(desk, **asked)
    assert [row[3:] for row in rows(page)] == [
        ("Can be received", ""),
        ("Left out", "x is not a quantity."),
        ("Left out", "Lot L3 needs the date it expires on."),
        ("Left out", "soon is not a date such as 2027-03-31."),
        ("Left out", "Lot OLD expires on Jun 30, 2027."),
        ("Left out", "OLD stands in line 5 already."),
        ("Left out", "Lot L5 expired on Jan 1, 2020."),
    ]
    post(desk, **asked, digest=digest(page))
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 10


@pytest.mark.feature("ID-07")
def test_a_serial_of_a_product_with_lots_names_its_lot(house: Warehouse, desk: FlaskClient) -> None:
    asked = {"line": line(house, "TONER"), "codes": "T1;L1\nT2\tL1\nT3", "keep": "yes"}
    _, page = post(desk, **asked)
    assert rows(page)[2][3:] == ("Left out", "The lot of T3 is missing.")
    post(desk, **asked, digest=digest(page))
    assert house.on_hand("TONER", "DOCK-1", "L1") == 2


@pytest.mark.feature("ID-07", "ID-06")
def test_more_than_expected_is_said_before_it_is_saved(house: Warehouse, desk: FlaskClient) -> None:
    box = "\n".join(f"SN{n}" for n in range(7))
    asked = {"line": line(house, "DRYER"), "codes": box, "keep": "yes"}
    _, page = post(desk, **asked)
    assert "That is 2 more DRYER than expected. Saving takes them in and expects them." in page
    post(desk, **asked, digest=digest(page))
    assert house.ask("select expected from receipt_lines where id = :id", id=asked["line"]) == 7


@pytest.mark.feature("ID-07", "RC-05")
def test_a_unit_that_left_comes_back_as_a_return_only(house: Warehouse, desk: FlaskClient) -> None:
    house.serials("DRYER", "CUSTOMERS", "SN1")
    _, page = post(desk, line=line(house, "DRYER"), codes="SN1", keep="yes")
    assert rows(page)[0][4] == "Serial SN1 has left: it comes back as a return."


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"codes": "SN1"}, "Choose a product that has lots or serial numbers."),
        ({"line": "x", "codes": "SN1"}, "Choose a product that has lots or serial numbers."),
        ({"line": "DRYER", "codes": " \n\t"}, "Paste at least one code."),
        (
            {"line": "DRYER", "codes": "x\n" * 1001},
            "1001 lines are too many: at most 1000 at once.",
        ),
        ({"line": "WATER", "codes": "x"}, "Choose a product that has lots or serial numbers."),
    ],
)
def test_what_cannot_be_judged_is_refused(
    house: Warehouse, desk: FlaskClient, form: dict[str, str], sentence: str
) -> None:
    if form.get("line", "") in house.ids:
        form = form | {"line": str(line(house, form["line"]))}
    status, page = post(desk, **form)
    assert (status, sentence in page) == (422, True)


def test_a_closed_receipt_takes_no_codes(house: Warehouse, desk: FlaskClient) -> None:
    house.hand().opens("receiving").scans("RC-1", "LW*DONE*CLOSE")
    status, page = post(desk, line=line(house, "DRYER"), codes="SN1")
    assert (status, "Receipt RC-1 is closed." in page) == (422, True)
    assert "/codes" not in desk.get("/receipts/1").text


@pytest.mark.feature("ID-07")
def test_a_worker_with_a_keyboard_pastes_on_the_floor(app: Flask, house: Warehouse) -> None:
    hand = house.hand()
    task = hand.opens("receiving").scans("RC-1")["task"]
    people.add(app, "eve", Role.WORKER)
    floor = app.test_client()
    people.sign_in(floor, "eve")
    assert house.card(hand).codes_url == f"/receive/{task}/codes"
    assert floor.get("/receive/999/codes").status_code == 404
    url = f"/receive/{task}/codes"
    token = re.search(r'name="csrf_token" value="([^"]+)"', floor.get(url).text)
    assert token
    asked = {"csrf_token": token[1], "line": line(house, "DRYER"), "codes": "SN1", "keep": "yes"}
    page = floor.post(url, data=asked).text
    answer = floor.post(url, data=asked | {"digest": digest(page)})
    assert (answer.status_code, answer.location) == (303, f"/receive/{task}")
    assert house.on_hand("DRYER", "DOCK-1") == 1


@pytest.fixture
def statements(app: Flask) -> Iterator[Callable[[], int]]:
    """How many statements were sent so far."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        yield lambda: len(sent)
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.feature("ID-07")
def test_a_thousand_lines_are_judged_by_as_many_statements_as_one(
    app: Flask, house: Warehouse, statements: Callable[[], int]
) -> None:
    def asked(count: int) -> int:
        box = "\n".join(f"SN{n}" for n in range(count))
        before = statements()
        with db.engine.connect() as connection:
            found = look(connection, Paste(1, line(house, "DRYER"), box), TODAY)
        assert isinstance(found, Judged)
        assert len(found.good) == count
        return statements() - before

    assert asked(1000) == asked(1)

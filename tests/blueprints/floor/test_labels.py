"""Printing from the pages: looked at first, printed, logged; again only with a reason."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyzbar.pyzbar import decode as pyzbar
from werkzeug.datastructures import MultiDict

from tests import people
from tests.printing import PREFIX, SSCC_0, arranges, codes_on, pages, rule
from tests.warehouse import CREAM, Warehouse, warehouse_of
from webapp.models import LabelPaper, PrintLanguage, Role
from webapp.operations.printers import NewPrinter, add_printer, add_station


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A warehouse with two lots of cream."""
    house = warehouse_of(app)
    house.lot("L1")
    house.lot("L2")
    return house


def signed_in(app: Flask, name: str, role: Role, **more: str) -> FlaskClient:
    """A browser of somebody with that role."""
    people.add(app, name, role, **more)
    client = app.test_client()
    people.sign_in(client, name)
    return client


@pytest.fixture
def desk(app: Flask, house: Warehouse) -> FlaskClient:
    """A supervisor's browser."""
    return signed_in(app, "Mai", Role.SUPERVISOR)


@pytest.fixture
def worker(app: Flask, house: Warehouse) -> FlaskClient:
    """A worker's browser."""
    return signed_in(app, "binh", Role.WORKER)


def words(response_text: str) -> str:
    """The text of a page without its markup, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", response_text).split())


def send(client: FlaskClient, *things: str, **form: str) -> str:
    """Print things; the address of the job."""
    answer = post(client, *things, **form)
    assert answer.status_code == 303, words(answer.text)
    return str(answer.location)


def post(client: FlaskClient, *things: str, **form: str):  # type: ignore[no-untyped-def]
    """Send the form of the print page."""
    token = people.csrf(client, "/labels/print")
    data = MultiDict([("thing", thing) for thing in things])
    data.update(form | {"csrf_token": token})
    return client.post("/labels/print", data=data)


def log_rows(desk: FlaskClient, query: str = "") -> list[dict[str, str]]:
    """The log as its file has it."""
    return list(csv.DictReader(io.StringIO(desk.get(f"/labels/log.csv{query}").text)))


@pytest.mark.feature("LB-04")
def test_three_locations_are_printed_and_each_code_on_the_page_opens_its_location(
    desk: FlaskClient, house: Warehouse
) -> None:
    listed = words(desk.get("/labels?kind=location&q=A-").text)
    assert all(code in listed for code in ("A-1", "A-2", "A-3"))
    job = send(desk, *(f"location:{house.ids[code]}" for code in ("A-1", "A-2", "A-3")))
    pdf = desk.get(f"{job}.pdf")
    assert pdf.content_type == "application/pdf"
    (page,) = pages(pdf.data)
    assert sorted(code.data for code in pyzbar(page)) == [b"A-1", b"A-2", b"A-3"]
    read = codes_on(pdf.data)
    assert read == ["A-1", "A-2", "A-3"]
    for code in read:
        found = words(desk.get("/look-up", query_string={"code": code}).text)
        assert f"Location {code}" in found


@pytest.mark.feature("LB-01")
def test_a_lots_label_decodes_to_the_lot_on_every_paper(
    worker: FlaskClient, house: Warehouse
) -> None:
    lot, text = f"lot:{house.ids['CREAM L1']}", f"01{CREAM}1727063010L1"
    job = send(worker, lot)
    assert codes_on(worker.get(f"{job}.pdf").data) == [text]
    for paper in ("100x50", "100x150"):
        job = send(worker, lot, paper=paper, reason="more_needed")
        assert codes_on(worker.get(f"{job}.pdf").data) == [text]
    zpl = worker.get(f"{job}.zpl")
    assert zpl.text.startswith("^XA")
    assert zpl.headers["Content-Disposition"].startswith("attachment")


def test_a_sheet_that_was_begun_is_gone_on_with(worker: FlaskClient, house: Warehouse) -> None:
    lot = f"lot:{house.ids['CREAM L1']}"
    job = send(worker, lot, copies="3", first="47")
    assert len(codes_on(worker.get(f"{job}.pdf").data)) == 3
    assert worker.get(f"{job}.zpl").status_code == 404


def test_labels_are_looked_at_before_they_are_printed(
    worker: FlaskClient, house: Warehouse
) -> None:
    page = worker.get(f"/labels/print?thing=lot:{house.ids['CREAM L1']}&paper=100x50")
    assert page.status_code == 200
    assert 'src="data:image/png;base64,' in page.text
    assert people.read(worker.application, "select count(*) from label_prints") == [(0,)]


@pytest.mark.feature("LB-08")
def test_bars_too_fine_to_scan_are_warned_of_before_they_are_printed(
    worker: FlaskClient, house: Warehouse
) -> None:
    thing = f"thing=lot:{house.ids['CREAM L1']}"
    small = words(worker.get(f"/labels/print?{thing}&paper=a4-4x12&carrier=gs1-128").text)
    large = words(worker.get(f"/labels/print?{thing}&paper=100x50&carrier=gs1-datamatrix").text)
    assert "mm, and 0.25 mm are needed to scan. Print it as GS1 DataMatrix" in small
    assert "0.25 mm" not in large


def test_a_code_that_does_not_fit_its_label_is_refused_in_words(
    worker: FlaskClient, house: Warehouse
) -> None:
    house.lot("LOT-WITH-A-LONG-CODE")
    thing = f"lot:{house.ids['CREAM LOT-WITH-A-LONG-CODE']}"
    answer = post(worker, thing, paper="a4-4x12", carrier="gs1-128")
    assert answer.status_code == 422
    assert "is wider than a label of 45.7 mm. Print it as GS1 DataMatrix" in words(answer.text)
    assert people.read(worker.application, "select count(*) from print_jobs") == [(0,)]


@pytest.mark.feature("LB-05")
def test_a_reprint_asks_why_and_the_log_keeps_user_reason_and_copies(
    desk: FlaskClient, house: Warehouse
) -> None:
    lot = f"lot:{house.ids['CREAM L1']}"
    send(desk, lot)
    assert "Why again?" in desk.get(f"/labels/print?thing={lot}").text
    refused = post(desk, lot, copies="2")
    assert refused.status_code == 422
    assert "L1 has a label already. Say why it gets another one." in words(refused.text)
    send(desk, lot, copies="2", reason="damaged", note="torn at the corner")
    newest, first = log_rows(desk)
    assert (newest["user"], newest["reason"], newest["note"], newest["copies"]) == (
        *("Mai", "damaged", "torn at the corner"),
        "2",
    )
    assert (first["first"], first["reason"], newest["first"]) == ("yes", "", "no")
    page = words(desk.get("/labels/log").text)
    assert "Lot L1 2" in page
    assert "Damaged torn at the corner" in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"reason": "other"}, "Say in a few words what the other reason is."),
        ({"reason": "received"}, "a reason of the list was expected"),
        ({"reason": "boredom"}, "one of damaged, lost, unreadable, more_needed, other, received"),
        ({"copies": "0"}, "0 was given; a whole number from 1 to 1000 was expected."),
        ({"first": "49"}, "49 was given; a whole number from 1 to 48 was expected."),
        ({"to": "zpl"}, "ZPL is for rolls; choose 100 × 50 mm or 100 × 150 mm, or PDF."),
        ({"paper": "a3"}, "a3 was given; one of a4-4x12, 100x50, 100x150 was expected."),
    ],
)
def test_what_cannot_be_printed_is_said_and_nothing_is_written(
    worker: FlaskClient, house: Warehouse, form: dict[str, str], sentence: str
) -> None:
    answer = post(worker, f"lot:{house.ids['CREAM L1']}", **form)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert people.read(worker.application, "select count(*) from print_jobs") == [(0,)]


@pytest.mark.parametrize("thing", ["lot", "lot:", "lot:x", "lot:0", "pallet:1", "lot:99999999999"])
def test_a_thing_that_is_none_is_refused(worker: FlaskClient, thing: str) -> None:
    answer = post(worker, thing)
    assert answer.status_code == 422
    assert "A thing of the lists was expected, such as lot:7." in words(answer.text)


def test_nothing_chosen_prints_nothing(worker: FlaskClient) -> None:
    assert "No label is chosen." in words(worker.get("/labels/print").text)
    assert "Choose at least one label." in words(post(worker).text)
    assert "Choose at least one label." in words(post(worker, "lot:999").text)


def test_a_worker_labels_goods_and_nothing_else(worker: FlaskClient, house: Warehouse) -> None:
    for name in ("lot", "product"):
        assert worker.get(f"/labels/print?thing={name}:1").status_code == 200
    for name in ("location:1", "badge:1", "command:LW*DONE", "receipt:1", "order:1"):
        assert worker.get(f"/labels/print?thing={name}").status_code == 403
        assert post(worker, name).status_code == 403
    assert worker.get("/labels").status_code == 403


def test_a_worker_opens_their_own_jobs_only(
    app: Flask, worker: FlaskClient, desk: FlaskClient, house: Warehouse
) -> None:
    mine = send(worker, f"lot:{house.ids['CREAM L1']}")
    theirs = send(desk, f"lot:{house.ids['CREAM L2']}")
    for suffix in ("", ".pdf"):
        assert worker.get(mine + suffix).status_code == 200
        assert worker.get(theirs + suffix).status_code == 403
        assert desk.get(mine + suffix).status_code == 200
    assert worker.get("/labels/jobs/999").status_code == 404
    assert worker.get("/labels/jobs/999.pdf").status_code == 404


def test_a_badge_holds_its_code_and_never_the_pin(app: Flask, desk: FlaskClient) -> None:
    admin = signed_in(app, "root", Role.ADMIN)
    owner = people.add(app, "anna", badge="BADGE-17")
    assert "anna" in words(admin.get("/labels?kind=badge").text)
    assert "anna" not in words(desk.get("/labels?kind=badge").text)
    job = send(admin, f"badge:{owner}")
    pdf = admin.get(f"{job}.pdf").data
    assert codes_on(pdf) == ["BADGE-17"]
    assert people.PIN.encode() not in pdf
    assert desk.get(f"{job}.pdf").status_code == 403
    assert post(desk, f"badge:{owner}").status_code == 403
    assert "BADGE-17" not in desk.get("/labels/log").text + desk.get("/labels/log.csv").text


@pytest.mark.feature("LB-04")
def test_commands_and_documents_have_labels(desk: FlaskClient, house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=5)
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.order("SO-1", CREAM=5)
    job = send(desk, "command:LW*DONE", "receipt:1", "order:1", f"plate:{house.ids['T-01']}")
    read = codes_on(desk.get(f"{job}.pdf").data)
    assert sorted(read) == ["LW*DONE", "RC-1", "SO-1", "T-01"]


def test_the_goods_of_a_receipt_are_printed_together(desk: FlaskClient, house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=9, DRYER=1)
    label = f"01{CREAM}1727063010"
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", f"]C1{label}L1", f"]C1{label}L9", "]C101095011015300102" + "1HD-1")
    page = desk.get("/labels/print?goods=1").text
    assert re.findall(r'name="thing" value="(\w+):', page) == ["lot", "lot", "serial"]


def test_the_log_is_narrowed_by_what_is_asked(desk: FlaskClient, house: Warehouse) -> None:
    send(desk, f"lot:{house.ids['CREAM L1']}")
    send(desk, f"lot:{house.ids['CREAM L1']}", reason="lost")
    send(desk, f"location:{house.ids['A-1']}")
    found = {
        query: [row["code"] for row in log_rows(desk, query)]
        for query in (
            *("?kind=location", "?code=L1", "?reprints=yes", "?user=Mai", "?user=ann"),
            *("?printer=none", "?since=2001-01-01&until=2001-01-02"),
        )
    }
    assert found == {
        "?kind=location": ["A-1"],
        "?code=L1": ["L1", "L1"],
        "?reprints=yes": ["L1"],
        "?user=Mai": ["A-1", "L1", "L1"],
        "?user=ann": [],
        "?printer=none": [],
        "?since=2001-01-01&until=2001-01-02": [],
    }
    assert desk.get("/labels/log?kind=pallet").status_code == 422
    assert desk.get("/labels/log?cursor=x").status_code == 422


@pytest.mark.feature("LB-07")
def test_the_printer_of_the_workstation_is_on_the_page_and_in_the_log(
    app: Flask, desk: FlaskClient, house: Warehouse
) -> None:
    with house.act() as work:
        zebra = NewPrinter("Zebra 2", PrintLanguage.ZPL, 203, LabelPaper.ROLL_100X50)
        add_printer(work, zebra, by=house.ids["ann"])
        add_station(work, "W2", 1, by=house.ids["ann"])
    token = people.csrf(desk, "/settings")
    scan = {
        "scan_id": "00000000-0000-4000-8000-000000000001",
        "text": "LW*STATION*W2",
        "source": "wedge",
        "captured_at": "2026-06-15T09:00:00+00:00",
    }
    answer = desk.post("/api/v1/scans", json=scan, headers={"X-CSRFToken": token})
    assert answer.json["message"] == "Workstation W2. Labels are printed on Zebra 2."
    lot = f"lot:{house.ids['CREAM L1']}"
    assert "Printer Zebra 2 at W2" in desk.get(f"/labels/print?thing={lot}").text
    job = send(desk, lot)
    assert "1 × label to printer Zebra 2 at W2" in words(desk.get(job).text)
    (entry,) = log_rows(desk)
    assert (entry["printer"], entry["workstation"], entry["output"]) == ("Zebra 2", "W2", "zpl")
    send(desk, lot, to="pdf", reason="lost")
    assert log_rows(desk)[0]["printer"] == ""


@pytest.mark.feature("RC-19")
def test_what_waits_after_receiving_is_opened_from_its_page(
    app: Flask, worker: FlaskClient, house: Warehouse
) -> None:
    rule(house, "per_unit")
    house.receipt("RC-1", CREAM=9)
    house.ids["binh"] = int(str(people.read(app, "select id from users where name='binh'")[0][0]))
    hand = house.hand("binh").opens("receiving")
    hand.scans("RC-1", f"]C101{CREAM}1727063010L1\x1d303")
    card = worker.get(f"/receive/{hand.task}").text
    assert 'data-scan="LW*PRINT"' in card
    page = worker.get(str(hand.scans("LW*PRINT")["go"]))
    assert "3 × label to print here Ready" in words(page.text)
    (pdf,) = re.findall(r'href="(/labels/jobs/\d+\.pdf)"', page.text)
    assert codes_on(worker.get(pdf).data) == [f"01{CREAM}1727063010L1"] * 3
    assert "Opened" in worker.get(f"/labels/task/{hand.task}").text
    assert 'data-scan="LW*PRINT"' not in worker.get(f"/receive/{hand.task}").text


@pytest.mark.feature("LB-01")
def test_new_plates_stand_at_the_dock_with_their_labels(
    desk: FlaskClient, house: Warehouse
) -> None:
    assert "There is no GS1 company prefix yet." in desk.get("/labels/plates").text
    arranges(house, company_prefix=PREFIX)
    dock = str(house.ids["DOCK-1"])
    answer = people.post(desk, "/labels/plates", page="/labels/plates", count="2", location=dock)
    assert answer.status_code == 303
    read = codes_on(desk.get(f"{answer.location}.pdf").data)
    assert read == ["00" + SSCC_0, "00006141410000000012"]
    assert f"License plate {SSCC_0}" in words(desk.get(f"/look-up?code=(00){SSCC_0}").text)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"count": "0", "location": "3"}, "a whole number from 1 to 200 was expected"),
        ({"count": "2", "location": "1"}, "Choose where the plates stand."),
        ({"count": "2"}, "Choose where the plates stand."),
    ],
)
def test_plates_that_cannot_be_made_are_refused(
    desk: FlaskClient, house: Warehouse, form: dict[str, str], sentence: str
) -> None:
    arranges(house, company_prefix=PREFIX)
    before = house.count("license_plates")
    answer = people.post(desk, "/labels/plates", page="/labels/plates", **form)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert house.count("license_plates") == before


@pytest.mark.parametrize("address", ["/lots/1", "/receipts/1", "/look-up?kind=lot&id=1"])
def test_a_label_is_one_tap_from_where_people_are(
    desk: FlaskClient, house: Warehouse, address: str
) -> None:
    house.receipt("RC-1", CREAM=9)
    assert re.search(r'href="/labels/print\?thing=(lot|receipt)(:|%3A)1"', desk.get(address).text)

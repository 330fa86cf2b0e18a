"""The supervisor's pages: stock by lot, a lot, receipts, orders, the ledger."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, lot, stocked

PAGES = ("stock", "receipts", "orders", "moves")


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def desk(app: Flask, made: Warehouse) -> FlaskClient:
    """A browser that the supervisor has signed in with."""
    client = app.test_client()
    people.sign_in(client, "desk")
    return client


def page(desk: FlaskClient, address: str) -> str:
    """The text of a page without its markup, one space between words."""
    response = desk.get(address)
    assert response.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def rows(desk: FlaskClient, address: str) -> list[dict[str, str]]:
    """A CSV as dicts."""
    response = desk.get(address)
    assert response.status_code == 200
    assert response.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.text)))


@pytest.mark.feature("TR-01")
def test_stock_by_product_opens_to_lots_and_a_lot_to_its_places(desk: FlaskClient) -> None:
    first = desk.get("/stock").text
    assert "46" in page(desk, "/stock")
    below = re.search(r'hx-get="([^"]*within_product=CREAM[^"]*)"', first)
    assert below
    lots = desk.get(below[1].replace("&amp;", "&")).text
    deeper = re.search(r'hx-get="([^"]*within_lot=\d+[^"]*)"', lots)
    assert deeper
    places = desk.get(deeper[1].replace("&amp;", "&")).text

    assert [code for code in ("GOOD", "HELD", "NEAR", "OLD", "RECALLED") if code not in lots] == []
    assert [code for code in ("A-01", "A-02", "DOCK-1", "TOTE-1") if code not in places] == []


@pytest.mark.feature("RP-02")
@pytest.mark.parametrize("group", ["product", "lot", "location", "expiry_month", "status", "place"])
def test_every_grouping_has_a_page_and_a_file_that_add_up(desk: FlaskClient, group: str) -> None:
    said = page(desk, f"/stock?group={group}")
    found = rows(desk, f"/stock.csv?group={group}&product=CREAM")

    assert "47 each · 2.5 kg" in said
    assert sum(int(row["on_hand"]) for row in found) == 46
    assert sum(int(row["available"]) for row in found) == 31


def test_what_is_asked_for_stays_in_every_address(desk: FlaskClient) -> None:
    text = desk.get("/stock?group=lot&q=cream&status=usable&location=ZONE-A").text

    assert "/stock.csv?group=lot&amp;q=cream&amp;location=ZONE-A&amp;status=usable" in text
    assert "/stock?group=status&amp;q=cream&amp;location=ZONE-A&amp;status=usable" in text
    assert '<input type="hidden" name="group" value="lot">' in text
    assert "OLD" not in text
    assert "NEAR" in text


def test_an_empty_view_says_what_to_do(desk: FlaskClient) -> None:
    assert "No stock matches." in page(desk, "/stock?q=nothing-like-it")


def test_the_chart_shows_what_expires_and_has_its_table(desk: FlaskClient) -> None:
    text = desk.get("/stock").text

    assert '<svg class="chart"' in text
    assert 'data-tone="stop"' in text
    assert "style=" not in text


@pytest.mark.parametrize("code", ["=1+1", "+A", "-A", "@A", "=cmd|' /C calc'!A0"])
def test_no_cell_of_a_file_runs_in_a_spreadsheet(
    desk: FlaskClient, made: Warehouse, code: str
) -> None:
    lot(made, "CREAM", code)
    made.move("CREAM", 1, "SUPPLIERS", "A-01", lot=code)
    found = [row["lot"] for row in rows(desk, "/stock.csv?group=lot")]
    moved = [row["lot"] for row in rows(desk, "/moves.csv")]

    assert f"'{code}" in found
    assert f"'{code}" in moved
    assert code not in found + moved


def test_a_weighed_product_is_shown_and_saved_in_its_own_unit(desk: FlaskClient) -> None:
    (row,) = rows(desk, "/stock.csv?product=TEA")

    assert (row["on_hand"], row["unit"]) == ("2.500", "kg")
    assert "2.5 kg" in page(desk, "/stock?product=TEA")


@pytest.mark.feature("EX-05")
def test_a_lot_says_why_it_may_not_leave(desk: FlaskClient, made: Warehouse) -> None:
    held = page(desk, f"/lots/{made.ids['HELD']}")
    old = page(desk, f"/lots/{made.ids['OLD']}")

    assert "It is on hold: quality check." in held
    assert "It expired on Jan 31, 2001 and may not leave." in old


@pytest.mark.feature("TR-01")
def test_a_lot_shows_its_figures_its_places_and_its_moves(
    desk: FlaskClient, made: Warehouse
) -> None:
    said = page(desk, f"/lots/{made.ids['GOOD']}")

    assert "On hand 30 each Reserved 0 each On hold 0 each Available 24 each" in said
    assert "A-01 14 0" in said
    assert "Received 30 SUPPLIERS DOCK-1 RC-1 desk" in said
    assert "Picked 6 A-01 STAGE-1 SO-1 desk" in said
    assert len(rows(desk, f"/lots/{made.ids['GOOD']}.csv")) == 4


def test_a_receipt_and_an_order_show_lines_moves_and_how_far(
    desk: FlaskClient, made: Warehouse
) -> None:
    receipt = page(desk, f"/receipts/{made.ids['RC-1']}")
    order = page(desk, f"/orders/{made.ids['SO-1']}")

    assert "Hand cream CREAM 30 40 each Begun" in receipt
    assert "Hand cream CREAM 4 short 6 10 each Short" in order
    assert "0 of 1 lines" in page(desk, "/receipts")
    assert "1 of 1 lines" in page(desk, "/orders?sort=due")
    assert [row["number"] for row in rows(desk, "/receipts.csv")] == ["RC-1"]


@pytest.mark.feature("RP-03")
def test_the_ledger_is_narrowed_and_its_file_holds_the_same_rows(desk: FlaskClient) -> None:
    said = page(desk, "/moves?lot=GOOD&kind=put_away")

    assert said.count("Put away") == 3
    assert len(rows(desk, "/moves.csv?lot=GOOD&kind=put_away")) == 2
    assert "No move matches." in page(desk, "/moves?lot=NONE")


@pytest.mark.parametrize(
    "address",
    [
        "stock?group=colour",
        "stock?status=fine",
        "stock?cursor=nonsense",
        "stock?within_lot=x",
        "receipts?status=fine",
        "receipts?cursor=nonsense",
        "orders?sort=colour",
        "moves?since=June",
        "moves?cursor=e30",
    ],
)
def test_a_page_refuses_what_it_cannot_read(desk: FlaskClient, address: str) -> None:
    response = desk.get(f"/{address}")

    assert response.status_code == 422
    assert "These parameters cannot be used" in response.text


@pytest.mark.parametrize("address", ["lots/999", "lots/999.csv", "receipts/999", "orders/999"])
def test_what_is_not_known_is_not_found(desk: FlaskClient, address: str) -> None:
    assert desk.get(f"/{address}").status_code == 404


@pytest.mark.feature("AD-03")
def test_a_worker_is_told_that_these_pages_are_for_supervisors(app: Flask, made: Warehouse) -> None:
    people.add(app, "Mai")
    client = app.test_client()
    people.sign_in(client, "Mai")
    for name in PAGES:
        for address in (f"/{name}", f"/{name}.csv"):
            response = client.get(address)

            assert response.status_code == 403, address
            assert "This is for supervisors." in response.text

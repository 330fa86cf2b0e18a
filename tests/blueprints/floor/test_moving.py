"""The way to moving goods from other pages: the near-expiry board, a lot, a bin."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.blueprints.supervisor.test_book import page
from tests.flows.saying import words
from tests.scenarios.hands import Screen, scans
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import Location, LocationKind, PlateKind, Role


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Expired lot L1 lies loose in A-1 and on a pallet in A-2; there is a place for scrap."""
    house = warehouse_of(app)
    house.lot("L1", expires_on=date(2026, 6, 1))
    house.stock("CREAM", "A-1", 10, lot="L1")
    with house.act() as work:
        house.add_plate(work, "P-1", "A-2", PlateKind.PALLET)
        work.session.add(Location(code="SKIP", kind=LocationKind.SCRAP))
    house.stock("CREAM", "A-2", 4, lot="L1", plate="P-1")
    return house


@pytest.fixture
def desk(app: Flask, house: Warehouse) -> FlaskClient:
    """A browser that a supervisor has signed in with."""
    house.ids["desk"] = people.add(app, "desk", Role.SUPERVISOR)
    client = app.test_client()
    people.sign_in(client, "desk")
    return client


@pytest.mark.feature("EX-12")
def test_the_board_and_the_lot_lead_to_where_the_lot_is_taken_up(
    app: Flask, house: Warehouse, desk: FlaskClient
) -> None:
    lot = house.ids["CREAM L1"]
    for address in ("/expiry", f"/lots/{lot}", f"/look-up?kind=lot&id={lot}"):
        assert f'href="/move?lot={lot}"' in desk.get(address).text
    said = page(desk, f"/move?lot={lot}")
    assert "Tap what you take" in said
    assert "L1 Hand cream 10 each · A-1" in said
    assert "P-1 License plate A-2" in said
    loose, on_plate = re.findall(r'data-scan="(LW[^"]+)"', desk.get(f"/move?lot={lot}").text)
    screen = Screen(people.token(app, house.ids["desk"]), "moving")
    heard = [one.answer for one in scans(app, screen, loose, "SKIP", "LW*SCRAP*expired", on_plate)]
    assert [words(one) for one in heard] == [
        "From A-1: 10 of CREAM lot L1.",
        "Why is it scrapped: 10 of CREAM lot L1? Tap one of these.",
        "Scrapped: 10 of CREAM lot L1. Reason: Expired.",
        "From A-2: license plate P-1.",
    ]
    assert "Scrapped: Expired" in page(desk, "/moves?kind=scrap")
    assert "Reason Expired" in page(desk, f"/moves/{house.count('moves')}")
    # The task is gone on with from the list, and a tap on something else is not a destination.
    assert desk.get("/move").location == f"/move/{heard[-1]['task']}"
    bin = house.ids["A-1"]
    assert f'data-scan="LW*FROM*{bin}"' in desk.get(f"/move?location={bin}").text
    assert scans(app, screen, f"LW*FROM*{bin}")[0].code == "hands_full"


def test_a_page_that_knows_nothing_to_move_asks_for_a_scan(desk: FlaskClient) -> None:
    for query in ("", "?lot=99", "?lot=x", "?location=99999999999"):
        said = page(desk, f"/move{query}")
        assert "Scan a bin, goods or a license plate" in said
        assert "Nothing in hand" in said


def test_a_place_for_scrap_has_a_label_to_scan(desk: FlaskClient) -> None:
    assert "SKIP" in page(desk, "/labels?kind=location")

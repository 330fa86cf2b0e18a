"""The bins of a product, the list of those to fill, and what workers see of it."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests import people
from tests.flows.saying import words as said
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import Role

FILLED = {"role": "topped_up", "minimum": "2", "target": "4", "pack": "12"}


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse; thirty creams at A-2, water at A-3 is too little for its bin."""
    house = warehouse_of(app)
    house.lot("L1")
    house.stock("CREAM", "A-2", 30, lot="L1")
    return house


@pytest.fixture
def desk(app: Flask, house: Warehouse, client: FlaskClient) -> FlaskClient:
    """A browser in which a supervisor is signed in."""
    people.add(app, "desk", Role.SUPERVISOR)
    people.sign_in(client, "desk")
    return client


def words(page: str) -> str:
    """A page without its markup, one space between words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def keep(desk: FlaskClient, house: Warehouse, sku: str, bin: str, **form: str) -> tuple[int, str]:
    """Post a bin of a product: the status, and the page that follows."""
    url = f"/products/{house.ids[sku]}"
    answer = people.post(desk, f"{url}/places", page=url, location=bin, **form)
    return answer.status_code, words(desk.get(url).text if answer.location else answer.text)


@pytest.mark.feature("ST-04")
def test_the_bins_of_a_product_are_kept_on_its_page_with_their_history(
    desk: FlaskClient, house: Warehouse
) -> None:
    assert keep(desk, house, "CREAM", "A-2", role="source", priority="2")[0] == 303
    status, page = keep(desk, house, "CREAM", "A-1", **FILLED)
    assert (status, "The places of CREAM are kept." in page) == (303, True)
    assert "A-1 Pick face Topped up 1 under 24 up to 48, in packs of 12 0 each Remove" in page
    assert "A-2 Storage Source 2 30 each Remove" in page
    page = keep(desk, house, "CREAM", "A-1", role="topped_up", minimum="5", target="20")[1]
    assert (
        "A-1 · topped_up · priority 1 · 24 to 48 · in sizes of 12"
        " A-1 · topped_up · priority 1 · 5 to 20 desk" in page
    )
    location = words(desk.get(f"/locations/{house.ids['A-1']}").text)
    assert "CREAM Hand cream Topped up 1 under 5 up to 20 0 each" in location
    place = house.ask("select id from product_places where role = 'source'")
    url = f"/products/{house.ids['CREAM']}"
    for status in (303, 404):
        gone = people.post(desk, f"{url}/places/{place}", page=url)
        assert gone.status_code == status
    assert "A-2 · source · priority 2 desk" in words(desk.get(url).text)


@pytest.mark.feature("ST-04")
@pytest.mark.parametrize(
    ("sku", "bin", "form", "fault"),
    [
        ("CREAM", "Z-9", {"role": "source"}, "No location has the code Z-9."),
        ("CREAM", "DOCK-1", {"role": "source"}, "DOCK-1 is not a bin."),
        ("CREAM", "A-1", {"role": "other"}, "Choose one of the list."),
        ("CREAM", "A-1", {"role": "source", "priority": "100"}, "A number from 1 to 99."),
        ("CREAM", "A-1", FILLED | {"minimum": ""}, "A number above 0 is needed."),
        ("CREAM", "A-1", FILLED | {"target": "2"}, "The target is more than the minimum."),
        ("CREAM", "A-1", FILLED | {"pack": "7"}, "Choose one of the list."),
        ("DRYER", "A-1", FILLED, "Choose one of the list."),
    ],
)
def test_a_bin_that_cannot_be_is_refused_beside_its_field(
    desk: FlaskClient, house: Warehouse, sku: str, bin: str, form: dict[str, str], fault: str
) -> None:
    status, page = keep(desk, house, sku, bin, **form)
    assert (status, fault in page, house.count("product_places")) == (422, True, 0)


@pytest.mark.feature("ST-04")
@pytest.mark.parametrize(
    "breach",
    [
        "insert into product_places (product_id, location_id, role, priority, size)"
        " select product_id, (select id from locations where code = 'DOCK-1'), role, 1, 1"
        " from product_places where role = 'source'",
        "update product_places set location_id = (select id from locations where code = 'DOCK-1')",
        "update locations set kind = 'dock' where code = 'A-1'",
        "update product_places set minimum = target",
        "update product_places set minimum = null where role = 'topped_up'",
        "update product_places set minimum = 5 where role = 'source'",
        "update product_places set size = 0",
        "update product_places set size = 7",
        "update product_places set priority = 0",
        "insert into product_places (product_id, location_id, role, priority, size)"
        " select product_id, location_id, 'ignore', 1, 1 from product_places",
    ],
)
def test_the_database_itself_holds_what_a_bin_of_a_product_is(
    desk: FlaskClient, house: Warehouse, breach: str
) -> None:
    keep(desk, house, "CREAM", "A-2", role="source")
    keep(desk, house, "CREAM", "A-1", **FILLED)
    with pytest.raises(DBAPIError), house.engine.begin() as connection:
        connection.execute(text(breach))


@pytest.mark.feature("ST-04")
def test_a_bin_of_a_product_stays_a_bin(app: Flask, desk: FlaskClient, house: Warehouse) -> None:
    keep(desk, house, "CREAM", "A-1", role="ignore")
    people.add(app, "root", Role.ADMIN)
    root = app.test_client()
    people.sign_in(root, "root")
    form = {"code": "A-1", "name": "", "kind": "staging", "parent": "", "walk_order": "1"}
    refused = people.post(root, f"/locations/{house.ids['A-1']}", page="/locations", **form)
    assert refused.status_code == 422
    assert "Products have A-1 as a bin of theirs. Remove it there." in words(refused.text)


@pytest.mark.feature("ST-04")
def test_supervisors_see_what_is_to_be_filled_and_workers_take_it(
    app: Flask, desk: FlaskClient, house: Warehouse
) -> None:
    floor = app.test_client()
    people.add(app, "cleo")
    people.sign_in(floor, "cleo")
    assert "Every bin has enough." in words(desk.get("/replenishments").text)
    assert "Replenish" not in words(floor.get("/").text)
    keep(desk, house, "CREAM", "A-2", role="source")
    keep(desk, house, "CREAM", "A-1", **FILLED)
    keep(desk, house, "WATER", "A-1", role="topped_up", minimum="5", target="20")
    house.order("O-1", CREAM=3)
    page = words(desk.get("/replenishments").text)
    assert (
        "A-1 Empty, orders wait CREAM Hand cream 0 24 – 48 3 24 each A-2 24 24 more are missing"
        in page
    )
    assert "A-1 Empty WATER Water 0 5 – 20 0 each Nothing to fill from: none in stock" in page
    first, second = csv.DictReader(io.StringIO(desk.get("/replenishments.csv").text))
    assert (first["urgency"], first["brings"], first["sources"], first["missing"]) == (
        "empty_and_wanted",
        "24",
        "A-2:24",
        "48",
    )
    assert (second["urgency"], second["brings"], second["sources"]) == ("empty", "0", "")
    assert "2 Replenish pick faces to fill" in words(floor.get("/").text)
    listed = floor.get("/replenish").text
    assert "A-1 Empty, orders wait Hand cream 24 each from A-2" in words(listed)
    assert re.findall(r'data-scan="(LW\*REPLENISH[^"]*)"', listed) == [
        f"LW*REPLENISH*{house.ask('select min(id) from product_places where minimum > 0')}",
        "LW*REPLENISH",
    ]


@pytest.mark.feature("ST-04")
def test_a_supervisor_takes_a_bin_out_of_the_hands_of_a_worker(
    app: Flask, desk: FlaskClient, house: Warehouse
) -> None:
    keep(desk, house, "CREAM", "A-2", role="source")
    keep(desk, house, "CREAM", "A-1", **FILLED)
    hand = house.hand()
    hand.scans("LW*REPLENISH", "A-2", "L1")
    assert "A-1 CREAM Hand cream 24 each ann" in words(desk.get("/replenishments").text)
    given_back = f"/replenishments/{hand.task}"
    assert people.post(desk, given_back, page="/replenishments").status_code == 303
    page = words(desk.get("/replenishments").text)
    assert "Nobody fills it now. What was taken up is free again." in page
    assert people.post(desk, given_back, page="/replenishments").status_code == 404
    assert said(hand.scans("A-1")).startswith("This work has gone on")
